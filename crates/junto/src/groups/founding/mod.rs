//! Founding a group by hand, without a round.

mod actions;
mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/new", Who::Operator, pages::new),
        Route::post("/c/{community}/groups/new", Who::Operator, pages::found),
    ]
}
