//! What members' calendars are told. Telling is a comparison of what a calendar knows with what is now, so it may
//! be asked for at any time and as often as one likes: where nothing differs, nothing is sent.

mod actions;
mod commands;
mod emails;
mod jobs;
mod queries;
#[cfg(test)]
pub(super) mod tests;

pub(super) use self::actions::take_back_reminders;
pub use self::commands::{InvitationsOptions, invitations};
pub(super) use self::jobs::{jobs, subscriptions};
pub(super) use self::queries::{Reader, ahead_of, member_of_token};
