//! Meetings of groups: the hour that is fair to everyone, the dates of a season, who comes, and what calendars
//! are told.
//!
//! A series is stored as anchor, local times and rule (`formats`); the moments of its meetings are laid out
//! from it, and again when zone data changes. `junto slots` answers from a file without a server.

mod actions;
mod answers;
mod clashes;
mod attendance;
mod clocks;
mod commands;
mod contributions;
mod dates;
mod emails;
mod entities;
mod events;
mod fairness;
mod feed;
mod formats;
mod hour;
mod invitations;
mod jobs;
mod poll;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::inbox::MailAddresses;
use crate::app::jobs::JobKind;
use crate::app::routes::Route;
use crate::community::TodayCards;
use crate::groups::Panels;
use crate::joining::ComingMeetings;

pub use self::actions::{answer, call_off, move_meeting, place};
#[cfg(test)]
pub use self::attendance::tests::on_stage;
pub use self::commands::{SlotsOptions, slots};
pub use self::entities::{MeetingId, Said, SeasonId, SeriesId};
pub use self::events::{SeasonAgreed, SeriesChanged};
#[cfg(test)]
pub use self::invitations::tests::link_in;
pub use self::invitations::{InvitationsOptions, invitations};
pub use self::queries::{Answers, Meeting, Place, Series, answers, meeting, meetings_after, meetings_before};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let routes = [
        hour::routes(),
        dates::routes(),
        answers::routes(),
        feed::routes(),
        poll::routes(),
        fairness::routes(),
        attendance::routes(),
    ];
    routes.into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    let jobs =
        [jobs::jobs(), hour::jobs(), invitations::jobs(), poll::jobs(), fairness::jobs(), attendance::jobs()];
    jobs.into_iter().flatten().collect()
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    let subscriptions = [
        jobs::subscriptions(),
        hour::subscriptions(),
        invitations::subscriptions(),
        fairness::subscriptions(),
        attendance::subscriptions(),
    ];
    subscriptions.into_iter().flatten().collect()
}

/// The next meeting of each group, and what a member is asked, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}

/// The next meeting on the group's home.
pub fn panels() -> Panels {
    Panels(|app, seat| Box::pin(async move { contributions::panels(&app, &seat).await }))
}

/// The coming meetings of a group, for whoever chooses their last one.
pub fn coming() -> ComingMeetings {
    ComingMeetings(|app, group| {
        Box::pin(async move {
            let coming = meetings_after(app.db(), &[group], app.clock().now()).await?;
            let held = coming.into_iter().filter(|meeting| !meeting.is_off());
            Ok(held.map(|meeting| (meeting.starts_at, meeting.ends_at)).collect())
        })
    })
}

/// Where calendars answer by mail.
pub fn mail_addresses() -> MailAddresses {
    answers::mail_addresses()
}
