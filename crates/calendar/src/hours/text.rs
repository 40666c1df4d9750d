//! Weekly hours as people write them, and the one way in which we write them.
//!
//! Reading goes in two steps: the text becomes marks (words, clock times, dashes, commas, ends of parts), then the marks
//! become windows. Words that carry nothing ("from", "every") are dropped on the way.

use std::fmt;
use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::civil::Weekday;

use super::{DAY, Level, WeeklyHours, Window};

/// The part of a text that gives no weekly hours, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part:?}: expected {expected}")]
pub struct HoursError {
    /// The part as it was written, at most 40 characters of it.
    pub part: String,
    pub expected: Expected,
}

/// What should have stood in the place of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Expected {
    #[error("days such as Mon-Fri")]
    Days,
    #[error("hours such as 08:00-12:00")]
    Hours,
    #[error("a time of day between 00:00 and 24:00")]
    TimeOfDay,
    #[error("an end after the beginning")]
    LaterEnd,
    #[error("a level, preferred or acceptable")]
    Level,
}

/// The longest stretch over midnight that is believed, in minutes.
const NIGHT_MAX: u16 = 12 * 60;

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

pub(super) fn parse(text: &str) -> Result<WeeklyHours, HoursError> {
    let mut marks = marks(text)?.into_iter().peekable();
    let mut windows = Vec::new();
    while marks.peek().is_some() {
        if marks.next_if(|mark| matches!(mark.kind, Kind::End | Kind::Comma)).is_none() {
            part(&mut marks, &mut windows)?;
        }
    }
    Ok(WeeklyHours::new(windows))
}

type Marks<'a> = Peekable<IntoIter<Mark<'a>>>;

/// One mark and the text it was read from.
struct Mark<'a> {
    kind: Kind,
    text: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Days(DaySet),
    Time(TimeOfDay),
    Level(Level),
    Dash,
    Comma,
    End,
}

/// Bit 0 is Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DaySet(u8);

#[derive(Clone, Copy, PartialEq, Eq)]
struct TimeOfDay {
    minute: u16,
    half: Option<Half>,
}

/// Before or after noon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

fn wrong(part: &str, expected: Expected) -> HoursError {
    HoursError { part: part.trim().chars().take(40).collect(), expected }
}

/// Days, then hours, then perhaps a level; `Mon 9-12, 14-16 (acceptable), Tue 9-10` is two of these.
fn part(marks: &mut Marks<'_>, windows: &mut Vec<Window>) -> Result<(), HoursError> {
    let Some(first) = marks.peek() else { return Ok(()) };
    let written = first.text;
    let set = day_set(marks)?;
    let mut hours = Vec::new();
    loop {
        match marks.peek().map(|mark| mark.kind) {
            Some(Kind::Time(_)) => hours.push(from_to(marks)?),
            Some(Kind::Comma) => {
                marks.next();
            }
            Some(Kind::Level(level)) if !hours.is_empty() => {
                marks.next();
                windows.extend(hours.drain(..).flat_map(|hours| each_day(set, hours, level)));
            }
            Some(Kind::Dash | Kind::Level(_)) => {
                return Err(wrong(marks.next().map_or(written, |mark| mark.text), Expected::Hours));
            }
            Some(Kind::Days(_) | Kind::End) | None => break,
        }
    }
    windows.extend(hours.iter().flat_map(|&hours| each_day(set, hours, Level::Preferred)));
    Ok(())
}
