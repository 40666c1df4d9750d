//! Two proposals compared.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/c/{community}/rounds/{round}/compare", Who::Operator, pages::compare)]
}
