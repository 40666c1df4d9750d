//! When a member can meet, entered once: the hours of a week, journeys, days off, and what their own calendars say
//! they have to do.
//!
//! The hours of a week and the zone are the profile's, which the roster owns. What stands here is seen by the member
//! alone; whoever stands below asks [`of`], and shows who can come and who cannot, never why. Where a member is, which
//! [`journeys`] tells, sets the clock by which they read, and nobody else sees it.

mod actions;
mod away;
mod calendars;
mod contributions;
mod entities;
mod formats;
mod jobs;
mod pages;
mod place;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};
use crate::community::TodayCards;

pub use self::queries::{journeys, of};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let hours = vec![
        Route::get("/c/{community}/hours", Who::Member, pages::hours),
        Route::post("/c/{community}/hours", Who::Member, pages::say_hours),
    ];
    [hours, place::routes(), away::routes(), calendars::routes()].into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    jobs::jobs().into_iter().chain(calendars::jobs()).collect()
}

/// Which of these jobs follow which event.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    jobs::subscriptions().into_iter().chain(calendars::subscriptions()).collect()
}

/// What is missing to find an hour by, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}
