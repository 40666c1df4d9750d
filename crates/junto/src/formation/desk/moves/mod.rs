//! Moving someone to another group, or out of one: weighed first, then made.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/rounds/{round}/proposals/{number}/move", Who::Operator, pages::weigh),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/move", Who::Operator, pages::make_move),
    ]
}
