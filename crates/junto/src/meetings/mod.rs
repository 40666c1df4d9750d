//! Meetings of groups: the hour that is fair to everyone, the dates of a season, who comes, and what calendars
//! are told.
//!
//! A series is stored as anchor, local times and rule ([`formats`]); the moments of its meetings are laid out
//! from it, and again when zone data changes. `junto slots` answers from a file without a server.

mod actions;
mod commands;
mod entities;
mod events;
mod formats;
mod queries;
#[cfg(test)]
mod tests;

pub use self::actions::{answer, call_off, move_meeting, place};
pub use self::commands::{SlotsOptions, slots};
pub use self::entities::{MeetingId, Said, SeasonId, SeriesId};
pub use self::events::{SeasonAgreed, SeriesChanged};
pub use self::queries::{Answers, Meeting, Place, Series, answers, meeting, meetings_after, meetings_before};
