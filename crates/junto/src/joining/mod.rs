//! Coming in: applications, invitations and their answers, the waiting list, requests for a seat, leaving.
//!
//! Whoever is asked into a group is asked by letter and answers by the link in it, or from Today. What
//! they tell those who run the community is sealed for them; a hello is sealed for the group.

mod actions;
mod applications;
mod contributions;
mod emails;
mod entities;
mod free_seats;
mod invitations;
mod jobs;
mod leaving;
mod pages;
mod queries;
mod requests;
mod rights;
mod standing;
#[cfg(test)]
mod tests;
mod waiting;
mod withdrawal;

use crate::app::jobs::JobKind;
use crate::app::routes::Route;
use crate::community::TodayCards;
use crate::groups::{OpenMatters, Panels};

pub use self::actions::{
    Despite, Reply, answer, invite, offer_seat, wait, wait_for_next_round, wait_no_more,
};
pub use self::entities::Why;
pub use self::leaving::ComingMeetings;
pub use self::queries::{Answers, answers};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let routes = [
        applications::routes(),
        invitations::routes(),
        requests::routes(),
        standing::routes(),
        waiting::routes(),
        free_seats::routes(),
        withdrawal::routes(),
        leaving::routes(),
    ];
    routes.into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    [jobs::jobs(), leaving::jobs()].into_iter().flatten().collect()
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    [jobs::subscriptions(), leaving::subscriptions()].into_iter().flatten().collect()
}

/// Invitations, and for those who run a community what waits for them, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}

/// What a member was offered and what they asked for, in their list of groups.
pub fn open_matters() -> OpenMatters {
    OpenMatters(|app, member| Box::pin(async move { contributions::open_matters(&app, &member).await }))
}

/// Requests for a seat, and the way out, on the group's home.
pub fn panels() -> Panels {
    Panels(|app, seat| Box::pin(async move { contributions::panels(&app, &seat).await }))
}
