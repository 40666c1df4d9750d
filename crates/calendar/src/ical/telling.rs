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
    let mut messages = told.map_or_else(Vec::new, |told| let_go(told, rest.as_ref(), today, reader));
    messages.extend(match (told, &rest) {
        (None, None) => Vec::new(),
        (None, Some(rest)) => whole(About::Asked, (None, rest), today, reader),
        (Some(told), None) => {
            let messages = farewell(told, today, &reader.envelope(None));
            messages.into_iter().map(|message| (About::Ended, message)).collect()
        }
        (Some(told), Some(rest)) if is_same_but_for_dates(told, rest) => dates(told, rest, today, reader),
        (Some(told), Some(rest)) => whole(About::Changed, (Some(told), rest), today, reader),
    });
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

/// Takes out the moved dates that are to come and are none of the series any more: calendars keep a moved date though
/// its series ends before it.
fn let_go(told: &Entry, rest: Option<&Entry>, today: Date, reader: &Reader<'_>) -> Vec<(About, Message)> {
    let still_meets = |original: DateTime| {
        let series = rest.and_then(Entry::series);
        series.is_some_and(|series| series.originals(original.date(), original.date()).contains(&original))
    };
    let gone =
        moved_dates(told).filter(|original| is_to_come(told, *original, today) && !still_meets(*original));
    let message = |original: DateTime| {
        let without = told.with_cancelled(original).ok()?;
        let message = cancel_one(&without, original, &reader.envelope(Some(original))).ok()?;
        Some((About::Cancelled(original), message))
    };
    gone.filter_map(message).collect()
}

/// One message for each date that is to come and differs.
fn dates(told: &Entry, now: &Entry, today: Date, reader: &Reader<'_>) -> Vec<(About, Message)> {
    let known = |original: DateTime| -> Option<&Change> { told.series()?.change(original) };
    let changes = now.series().into_iter().flat_map(|series| series.changes());
    changes
        .filter(|(original, change)| known(*original) != Some(change) && is_to_come(now, *original, today))
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
    let moved = entry.series().and_then(|series| series.change(original)?.moved);
    original.date() >= today || moved.is_some_and(|moved| moved.start.date() >= today)
}

/// The whole, then each date to come that is at another time, with what the member says about that one, and each that
/// was and is off: the whole leaves it out, but calendars keep a moved date until they are told of it.
fn whole(
    what: About,
    (told, rest): (Option<&Entry>, &Entry),
    today: Date,
    reader: &Reader<'_>,
) -> Vec<(About, Message)> {
    let was_moved =
        |original: DateTime| told.is_some_and(|told| moved_dates(told).any(|date| date == original));
    let changes = rest.series().into_iter().flat_map(|series| series.changes());
    let apart = changes.filter(|(original, _)| is_to_come(rest, *original, today)).filter_map(
        |(original, change)| {
            let envelope = reader.envelope(Some(original));
            match change.moved {
                Some(_) => Some((About::Moved(original), request_one(rest, original, &envelope).ok()?)),
                None if was_moved(original) => {
                    Some((About::Cancelled(original), cancel_one(rest, original, &envelope).ok()?))
                }
                None => None,
            }
        },
    );
    [(what, request_whole(rest, &reader.envelope(None)))].into_iter().chain(apart).collect()
}

impl<'a> Reader<'a> {
    fn envelope(&self, date: Option<DateTime>) -> Envelope<'a> {
        Envelope { organiser: self.organiser, to: self.to, says: (self.says)(date), stamp: self.stamp }
    }
}
