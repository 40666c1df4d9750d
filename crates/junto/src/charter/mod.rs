//! What a group has agreed on: its charter, written together, signed by each, in force until the next.
//!
//! A charter is versions of clauses. Their parameters act: whoever decides, counts attendance or plans meetings asks
//! [`terms`]. The group's own words beside them are sealed, and only its seats read them.

mod actions;
mod contributions;
mod draft;
mod emails;
mod entities;
mod events;
mod formats;
mod jobs;
mod phrases;
mod queries;
mod reading;
#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::Route;
use crate::community::TodayCards;
use crate::groups::Panels;

pub use self::entities::CharterId;
pub use self::events::CharterInForce;
pub use self::queries::{Version, in_force, terms};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    [reading::routes(), draft::routes()].into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    jobs::jobs()
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    jobs::subscriptions()
}

/// What waits for a member's signature, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}

/// What holds, on the group's home.
pub fn panels() -> Panels {
    Panels(|app, seat| Box::pin(async move { contributions::panels(&app, &seat).await }))
}
