//! The waiting list, and the desk of free seats: who said no, who could come instead, who waits.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/seats", Who::Operator, pages::seats),
        Route::post("/c/{community}/groups/{group}/offers", Who::Operator, pages::offer_seat),
    ]
}
