//! The time of a single meeting, found by asking everyone: yes, if need be, no.

mod actions;
mod emails;
mod entities;
mod jobs;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub(super) use self::jobs::jobs;
pub(super) use self::queries::{Poll, answered, open_polls};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/polls/new", Who::Facilitator, pages::new),
        Route::post("/groups/{group}/polls", Who::Facilitator, pages::ask),
        Route::get("/groups/{group}/polls/{poll}", Who::Seat, pages::poll),
        Route::post("/groups/{group}/polls/{poll}/answer", Who::Seat, pages::answer),
        Route::post("/groups/{group}/polls/{poll}/choice", Who::Facilitator, pages::choose),
        Route::post("/groups/{group}/polls/{poll}/end", Who::Facilitator, pages::end),
    ]
}
