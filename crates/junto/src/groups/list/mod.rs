//! The groups of a community.

mod pages;

use crate::app::routes::{Route, Who};

pub use self::pages::{OpenMatter, OpenMatters};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/c/{community}/groups", Who::Insider, pages::list)]
}
