//! Giving up a seat.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/leaving", Who::Seat, pages::leaving),
        Route::post("/groups/{group}/leaving", Who::Seat, pages::leave),
    ]
}
