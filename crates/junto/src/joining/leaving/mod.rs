//! Leaving a group: the facilitator hears of it first, then the group, which has until the last meeting to say
//! goodbye. Leaving at once stays possible.

mod actions;
mod contributions;
mod emails;
mod entities;
mod jobs;
mod pages;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::pin::Pin;

use store::Moment;

use crate::app::routes::{Route, Who};
use crate::app::{App, Result};
use crate::groups::GroupId;

pub(super) use self::contributions::panels;
pub(super) use self::jobs::{jobs, subscriptions};

type Dates = Pin<Box<dyn Future<Output = Result<Vec<(Moment, Moment)>>> + Send>>;

/// The contribution of a group's coming meetings, from their beginning to their end, the soonest first.
pub struct ComingMeetings(pub fn(App, GroupId) -> Dates);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/leaving", Who::Seat, pages::leaving),
        Route::post("/groups/{group}/leaving", Who::Seat, pages::leave),
        Route::post("/groups/{group}/leaving/word", Who::Seat, pages::confide),
        Route::post("/groups/{group}/leaving/notice", Who::Seat, pages::give_notice),
        Route::get("/groups/{group}/goodbyes/{departure}", Who::Seat, pages::goodbye),
        Route::post("/groups/{group}/goodbyes/{departure}", Who::Seat, pages::say_goodbye),
        Route::post("/groups/{group}/leaving/withdrawal", Who::Seat, pages::stay),
    ]
}
