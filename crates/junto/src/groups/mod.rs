//! The group itself: its purpose, its seats and who sits in them.
//!
//! The rights minted here are [`Seat`] and [`Facilitator`], each of one group; what a group says opens with
//! them alone. A group is prepared unseen, founded with others of its founding in one small change, and
//! closed in the end; a seat is offered, accepted or declined, and left.

mod actions;
mod contributions;
mod emails;
mod entities;
mod events;
mod facilitation;
mod fitting;
mod founding;
mod home;
mod hours;
mod jobs;
mod list;
mod pause;
mod purpose;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::app::jobs::JobKind;
use crate::app::keyring::{Found, Owners, Scope};
use crate::app::routes::Route;
use crate::community::TodayCards;
use crate::frame::Guide;
use crate::roster::Ties;

pub use self::actions::{
    NewGroup, NewSeat, Offered, accept, adopt_purpose, agree_purpose, begin_founding, close_if_empty,
    decline, discard, found, leave, leave_as_said, name_facilitator, offer, offer_all_the_same, prepare,
    propose_purpose, release, say_hello, withdraw,
};
pub use self::entities::{FoundingId, GroupId, Reason, SeatId};
pub use self::events::{GroupsFounded, SeatLeft, SeatPaused, SeatResumed, SeatTaken};
pub use self::fitting::{Fit, Fitting, Line, Obstacle, Question, Ranking, Reasons, fits, reasons};
pub use self::home::{Panel, Panels};
pub use self::hours::{DrawnDay, clock, hour_strip};
pub use self::jobs::subscriptions;
pub use self::list::{OpenMatter, OpenMatters};
pub use self::purpose::PURPOSE_LONGEST;
pub use self::queries::seats_ever_taken;
pub use self::queries::{
    Chair, Group, GroupLine, SeatRow, Which, asked_for, group, groups, groups_by_id, groups_of,
    has_been_asked, holders, lines, members_with_seats, names_taken, offers_of_founding, open_offers,
    open_seats_of, reading_clock, seats, seats_of, table, with_addresses, with_free_seats, withdrawn,
};
pub use self::rights::{Confidence, Convener, Facilitator, Insider, Offer, Seat};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    [
        list::routes(),
        founding::routes(),
        home::routes(),
        purpose::routes(),
        facilitation::routes(),
        pause::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn jobs() -> Vec<JobKind> {
    [jobs::jobs(), pause::jobs()].into_iter().flatten().collect()
}

/// What the keys of groups belong to.
pub fn owners() -> Vec<Owners> {
    let there = |app: App, ids| -> Found { Box::pin(async move { queries::there(app.db(), ids).await }) };
    vec![Owners { kind: Scope::GROUP, there }]
}

/// A member's groups on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { contributions::cards(&app, &person).await }))
}

/// What goes with somebody who is taken out of the roster: their seats and what they were offered.
pub fn ties() -> Ties {
    Ties(|app, community, member| Box::pin(async move { contributions::ties(&app, community, member).await }))
}

/// What stands in the navigation of pages about what went wrong in a group, for those who sit in it.
pub fn guide() -> Guide {
    Guide(|app, mut parts| Box::pin(async move { home::guide(&app, &mut parts).await }))
}
