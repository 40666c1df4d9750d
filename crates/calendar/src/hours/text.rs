//! Weekly hours as people write them, and the one way in which we write them.
//!
//! Reading goes in two steps: the text becomes marks (days, times, levels, dashes, commas, ends of parts), then the
//! marks become windows. Words that carry nothing ("from", "every") are dropped on the way.

use std::collections::BTreeMap;
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
    /// What should have stood there.
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

const HALF_DAY: u16 = 12 * 60;

const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "Mon", "monday"),
    (Weekday::Tuesday, "Tue", "tuesday"),
    (Weekday::Wednesday, "Wed", "wednesday"),
    (Weekday::Thursday, "Thu", "thursday"),
    (Weekday::Friday, "Fri", "friday"),
    (Weekday::Saturday, "Sat", "saturday"),
    (Weekday::Sunday, "Sun", "sunday"),
];

pub(super) fn parse(text: &str) -> Result<WeeklyHours, HoursError> {
    let mut marks = marks(text)?.into_iter().peekable();
    let mut windows = Vec::new();
    while marks.peek().is_some() {
        if marks.next_if(|mark| matches!(mark.kind, Kind::Comma | Kind::End)).is_none() {
            part(&mut marks, &mut windows)?;
        }
    }
    Ok(WeeklyHours::new(windows))
}

impl fmt::Display for WeeklyHours {
    /// The canonical text: preferred hours, then acceptable ones; [`WeeklyHours::parse`] gives the same hours back.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut divider = "";
        for (level, suffix) in [(Level::Preferred, ""), (Level::Acceptable, " (acceptable)")] {
            for (days, hours) in parts(self, level) {
                write!(formatter, "{divider}{days}")?;
                divider = "; ";
                for (index, (from, to)) in hours.into_iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    let (from_hour, from_minute, to_hour, to_minute) = (from / 60, from % 60, to / 60, to % 60);
                    write!(
                        formatter,
                        "{comma} {from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}"
                    )?;
                }
                formatter.write_str(suffix)?;
            }
        }
        Ok(())
    }
}

/// The hours of one level, those of the same days together.
fn parts(hours: &WeeklyHours, level: Level) -> BTreeMap<DaySet, Vec<(u16, u16)>> {
    let mut days_of: BTreeMap<(u16, u16), DaySet> = BTreeMap::new();
    for window in hours.windows().into_iter().filter(|window| window.level == level) {
        let days = days_of.entry((window.from, window.to)).or_default();
        *days = days.and(DaySet::of(window.day));
    }
    let mut parts: BTreeMap<DaySet, Vec<(u16, u16)>> = BTreeMap::new();
    for (hours, days) in days_of {
        parts.entry(days).or_default().push(hours);
    }
    parts
}

/// Some days of the week, from Monday on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct DaySet([std::cmp::Reverse<bool>; 7]);

type Marks<'a> = Peekable<IntoIter<Mark<'a>>>;
