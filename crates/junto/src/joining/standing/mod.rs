//! How a member stands on the waiting list: how long, who waits for the same hours, which free seats are near, what
//! is in the way, and what they can change.

mod pages;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/waiting", Who::Member, pages::standing),
        Route::post("/c/{community}/waiting", Who::Member, pages::wait),
        Route::post("/c/{community}/waiting/end", Who::Member, pages::wait_no_more),
    ]
}
