//! What becomes of a proposal: another is asked for, it is discarded, or published.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/c/{community}/rounds/{round}/proposals/{number}/groups.csv",
            Who::Operator,
            pages::export,
        ),
        Route::post("/c/{community}/rounds/{round}/proposals", Who::Operator, pages::again),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/end", Who::Operator, pages::discard),
        Route::post("/c/{community}/rounds/{round}/publication", Who::Operator, pages::publish),
    ]
}
