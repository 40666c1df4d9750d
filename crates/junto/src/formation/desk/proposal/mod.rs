//! A proposal as an operator reviews it, with the locks and names they give.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/rounds/{round}/proposals/{number}", Who::Operator, pages::proposal),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/lock", Who::Operator, pages::lock),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/name", Who::Operator, pages::rename),
    ]
}
