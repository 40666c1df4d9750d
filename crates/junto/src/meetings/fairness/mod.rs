//! Who bore which hours, whose turn it is, and when clocks change.
//!
//! How an hour was for each is written down once, soon after the meeting, for hours change later. Only how it was
//! is kept, never why.

mod actions;
mod emails;
mod jobs;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

pub use self::jobs::{jobs, subscriptions};
pub use self::queries::{ABSENCE_WEIGHT, carried};

use crate::app::routes::{Route, Who};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/groups/{group}/fairness", Who::Seat, pages::fairness)]
}
