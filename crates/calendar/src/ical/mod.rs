//! iCalendar (RFC 5545): meetings on their way into other people's calendars, and their answers and busy times on
//! their way back.
//!
//! Out: an [`Entry`] becomes messages for one member ([`request`], [`cancel`], …; RFC 5546) or part of a [`feed`].
//! Back: [`read_replies`] and [`weigh`] for answers, [`busy_times`] for feeds that members subscribe us to. What comes
//! back is read with patience and never with panic.
//!
//! Lines are written and read by small parts of our own. The crates there are invent a UID and the present time where
//! one is missing, sort properties, and write no VTIMEZONE; `lines.rs` says why they do not read either.

mod busy;
mod entry;
mod feed;
mod lines;
mod messages;
mod read;
mod recur;
mod reply;
mod telling;
mod timezone;
mod values;
mod write;
mod zones;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use busy::{Busy, BusyDays, BusyTime, FeedLimits, busy_times};
pub use entry::{Change, Entry, EntryError, Moved, Occurrence, Rule, Series, Times};
pub use feed::{Feed, FeedItem, FeedStatus, feed};
pub use messages::{
    Envelope, Mailbox, Message, Method, Says, cancel, cancel_one, farewell, request, request_one, welcome,
};
pub use read::{Problem, ProblemKind};
pub use reply::{Asked, Proposed, Refusal, Reply, ReplyError, Sender, Weighed, When, read_replies, weigh};
pub use telling::{About, Reader, Telling, telling};
