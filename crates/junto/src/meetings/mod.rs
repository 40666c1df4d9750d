//! Meetings of groups: the hour that is fair to everyone, the dates of a season, who comes, and what calendars
//! are told.
//!
//! A series is stored as anchor, local times and rule ([`formats`]); the moments of its meetings are laid out
//! from it, and again when zone data changes. `junto slots` answers from a file without a server.

mod actions;
mod commands;
mod dates;
mod entities;
mod events;
mod formats;
mod poll;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::Route;

pub use self::actions::{answer, call_off, move_meeting, place};
pub use self::commands::{SlotsOptions, slots};
pub use self::entities::{MeetingId, Said, SeasonId, SeriesId};
pub use self::events::{SeasonAgreed, SeriesChanged};
pub use self::queries::{Answers, Meeting, Place, Series, answers, meeting, meetings_after, meetings_before};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let routes = [dates::routes(), poll::routes()];
    routes.into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    [poll::jobs()].into_iter().flatten().collect()
}
