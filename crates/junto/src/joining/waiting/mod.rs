//! The desk of answers and free seats: who said no, who could come instead, who asks, who waits.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/c/{community}/groups/seats", Who::Operator, pages::seats)]
}
