//! The desk on which an operator reviews a proposal: groups as cards, moves weighed before they are made,
//! locks, comparison, and publication.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/c/{community}/rounds/{round}/proposals", Who::Operator, pages::again),
        Route::get("/c/{community}/rounds/{round}/proposals/{number}", Who::Operator, pages::proposal),
        Route::get("/c/{community}/rounds/{round}/proposals/{number}/move", Who::Operator, pages::weigh),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/move", Who::Operator, pages::make_move),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/lock", Who::Operator, pages::lock),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/name", Who::Operator, pages::rename),
        Route::post("/c/{community}/rounds/{round}/proposals/{number}/end", Who::Operator, pages::discard),
        Route::get("/c/{community}/rounds/{round}/compare", Who::Operator, pages::compare),
        Route::post("/c/{community}/rounds/{round}/publication", Who::Operator, pages::publish),
    ]
}
