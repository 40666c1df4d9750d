//! What a member's calendar must still be told, found by comparing what it was told with what is now.
//!
//! Whatever happened in between, and however often, one comparison gives the fewest messages: a series changed twice
//! in a day is one message, a date moved there and back is none that anybody misses.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::entry::{Change, Entry, EntryError, Times};
use super::messages::{
    Envelope, Mailbox, Message, Says, cancel_one, farewell, moved_dates, request_one, request_whole,
};
use crate::zone::Zone;

/// Who is told, and by whom.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Where answers go: see [`Envelope::organiser`].
    pub organiser: &'a Mailbox,
    /// The member.
    pub to: &'a Mailbox,
    /// What they have said so far, about one date or about the whole.
    pub says: &'a dyn Fn(Option<DateTime>) -> Says,
    /// When the messages are made.
    pub stamp: Timestamp,
}

/// What to tell a member, and what their calendar knows then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// In the order in which they must arrive.
    pub messages: Vec<(About, Message)>,
    /// To compare with next time; `None` when nothing is to come that a calendar should hold.
    pub told: Option<Entry>,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The member is asked for the first time.
    Asked,
    /// Title, times or links of the whole are others than before.
    Changed,
    /// One date by the rule is at another time. Follows what is said about the whole.
    Moved(DateTime),
    /// One date by the rule is off.
    Cancelled(DateTime),
    /// There is nothing more to come.
    Ended,
}

/// Compares what a member's calendar was told with what is now. `today` is the day on the clock of the entry's zone:
/// what is past stays in calendars as it was, and nobody is told of it.
pub fn telling(told: Option<&Entry>, now: Option<&Entry>, today: Date, reader: &Reader<'_>) -> Telling {
    let rest = now.and_then(|now| rest_of(now, told, today));
    let messages = match (told, &rest) {
        (None, None) => Vec::new(),
        (None, Some(rest)) => whole(About::Asked, rest, today, reader),
        (Some(told), None) => {
            let messages = farewell(told, today, &reader.envelope(None));
            messages.into_iter().map(|message| (About::Ended, message)).collect()
        }
        (Some(told), Some(rest)) if is_same_but_for_dates(told, rest) => dates(told, rest, today, reader),
        (Some(_), Some(rest)) => whole(About::Changed, rest, today, reader),
    };
    Telling { messages, told: rest }
}

/// What of the entry belongs into this calendar: from the day on which the member came. `None` if nothing does.
fn rest_of(now: &Entry, told: Option<&Entry>, today: Date) -> Option<Entry> {
    let Times::Series(series) = &now.times else {
        let Times::Once { start, .. } = now.times else { return None };
        let is_over = Zone::utc().local_at(start).date() < today;
        return (told.is_some() || !is_over).then(|| now.clone());
    };
    let came = match told.map(|told| &told.times) {
        Some(Times::Series(known)) => known.first().date().max(series.first().date()),
        _ => {
            // A meeting that was moved from before this day to after it is to come.
            let to_come = moved_dates(now).filter(|original| is_to_come(now, *original, today));
            to_come.map(DateTime::date).fold(today, Date::min).max(series.first().date())
        }
    };
    match now.from_day(came) {
        Ok(rest) => Some(rest),
        Err(EntryError::NotASeries) => Some(now.clone()),
        Err(_) => None,
    }
}

fn is_same_but_for_dates(told: &Entry, now: &Entry) -> bool {
    let without_changes = |entry: &Entry| {
        let times = match &entry.times {
            Times::Series(series) => Times::Series(series.clone().with_changes([])),
            once @ Times::Once { .. } => once.clone(),
        };
        Entry { times, ..entry.clone() }
    };
    without_changes(told) == without_changes(now)
}

/// One message for each date that is to come and differs.
fn dates(told: &Entry, now: &Entry, today: Date, reader: &Reader<'_>) -> Vec<(About, Message)> {
    let known = |original: DateTime| -> Option<Change> {
        told.series()?.changes().find(|(other, _)| *other == original).map(|(_, change)| change)
    };
    let changes = now.series().into_iter().flat_map(|series| series.changes());
    changes
        .filter(|(original, change)| known(*original) != Some(*change) && is_to_come(now, *original, today))
        .filter_map(|(original, change)| {
            let envelope = reader.envelope(Some(original));
            Some(match change.moved {
                Some(_) => (About::Moved(original), request_one(now, original, &envelope).ok()?),
                None => (About::Cancelled(original), cancel_one(now, original, &envelope).ok()?),
            })
        })
        .collect()
}

/// Whether a date by the rule, or the time to which it was moved, is still to come.
fn is_to_come(entry: &Entry, original: DateTime, today: Date) -> bool {
    let change = entry.series().and_then(|series| series.changes().find(|(date, _)| *date == original));
    let moved = change.and_then(|(_, change)| change.moved);
    original.date() >= today || moved.is_some_and(|moved| moved.start.date() >= today)
}

/// The whole, then each moved date that is to come, with what the member says about that one.
fn whole(what: About, rest: &Entry, today: Date, reader: &Reader<'_>) -> Vec<(About, Message)> {
    let moved = moved_dates(rest).filter(|original| is_to_come(rest, *original, today));
    let moved = moved.filter_map(|original| {
        let message = request_one(rest, original, &reader.envelope(Some(original))).ok()?;
        Some((About::Moved(original), message))
    });
    [(what, request_whole(rest, &reader.envelope(None)))].into_iter().chain(moved).collect()
}

impl<'a> Reader<'a> {
    fn envelope(&self, date: Option<DateTime>) -> Envelope<'a> {
        Envelope { organiser: self.organiser, to: self.to, says: (self.says)(date), stamp: self.stamp }
    }
}
