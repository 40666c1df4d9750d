//! Forming groups: from the roster and criteria to a proposal that a person reviews, adjusts and publishes;
//! and the same offline, from a roster file to groups and a report.
//!
//! The rules are `peergroups::formation`. Here: criteria files, reasons in words, pages, and work under way.

mod account;
mod actions;
mod commands;
mod contributions;
mod criteria;
mod desk;
mod entities;
mod fitting;
mod formats;
mod jobs;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};
use crate::community::TodayCards;
use crate::groups::Fitting;

pub use self::commands::{FormOptions, form};
pub use self::entities::Document;
pub use self::queries::first_document;

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let rounds = vec![
        Route::get("/c/{community}/rounds", Who::Operator, pages::rounds),
        Route::get("/c/{community}/rounds/new", Who::Operator, pages::new),
        Route::post("/c/{community}/rounds", Who::Operator, pages::begin),
        Route::get("/c/{community}/rounds/{round}", Who::Operator, pages::round),
    ];
    rounds.into_iter().chain(desk::routes()).collect()
}

pub fn jobs() -> Vec<JobKind> {
    jobs::kinds()
}

/// How people suit a group that stands, and why those at its table share it.
pub fn fitting() -> Fitting {
    Fitting {
        rank: |app, community, questions| Box::pin(fitting::rank(app, community, questions)),
        explain: |app, group, reader| Box::pin(fitting::explain(app, group, reader)),
    }
}

/// Rounds that wait and answers that are outstanding, on Today of whoever runs a community.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}
