//! The components of other people's files, one property at a time: what begins, what ends, what stands between.
//!
//! Nesting is counted, not followed, and a missing END costs its own component only.

use super::lines::{Lines, RawLine};
use super::zones::{Observance, Zones};

/// Something in a file that was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What can be wrong with a calendar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file has no VCALENDAR; a page with a password form, perhaps.
    NotACalendar,
    /// The file goes on after the bytes that are looked at.
    TooLong,
    /// More events or dates than are looked at.
    TooManyEvents,
    /// Recurrences without end, or too many; those worked out so far count.
    TooManyOccurrences,
    /// A line that is no property.
    NotAProperty,
    /// A component that is never ended.
    NotEnded,
    /// A date or time that cannot be read; it is left out.
    NotATime,
    /// A recurrence rule that cannot be read; only the first date counts.
    NotARule,
    /// A time zone that is unknown and not described; the owner's zone is taken.
    UnknownZone,
    /// An event without a start; it is left out.
    NoStart,
    /// An event that ends before it begins; it is left out.
    EndsBeforeStart,
    /// A change to one date and all that follow; it is read as a change to one date.
    ChangeOfFollowing,
}

/// Problems met so far, of which some are told.
#[derive(Debug)]
pub(crate) struct Problems {
    pub(crate) told: Vec<Problem>,
    most: usize,
}

impl Problems {
    pub(crate) fn at_most(most: usize) -> Problems {
        Problems { told: Vec::new(), most }
    }

    pub(crate) fn tell(&mut self, line: usize, kind: ProblemKind) {
        // That there is too much is said once, where it begins.
        let is_known =
            |told: &Problem| told.kind == kind && (told.line == line || kind == ProblemKind::TooManyEvents);
        if self.told.len() < self.most && !self.told.iter().any(is_known) {
            self.told.push(Problem { line, kind });
        }
    }

    /// Tells of this before all others, however many there are.
    pub(crate) fn tell_first(&mut self, line: usize, kind: ProblemKind) {
        self.told.insert(0, Problem { line, kind });
        self.told.truncate(self.most.max(1));
    }
}

/// What comes next in a file.
#[derive(Debug)]
pub(crate) enum Step<'a> {
    EventBegins { line: usize },
    EventEnds,
    Property { within: Within, raw: &'a RawLine<'a>, name: &'static str },
}

/// The component a property belongs to. Those of others are passed over.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Within {
    Calendar,
    Event,
    FreeBusy,
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum At {
    Within(Within),
    Zone,
    Observance,
}

const OUTSIDE: At = At::Within(Within::Calendar);
const EVENT: At = At::Within(Within::Event);

/// Tells `on_step` of every event and property, keeps the zones it describes, and returns the number of the last line.
pub(crate) fn read_components(
    text: &[u8],
    zones: &mut Zones,
    problems: &mut Problems,
    mut on_step: impl FnMut(Step<'_>, &mut Problems),
) -> usize {
    let mut at = OUTSIDE;
    let mut zone_name = String::new();
    let mut observances: Vec<Observance> = Vec::new();
    let (mut passed_over, mut is_calendar, mut last_line) = (0_usize, false, 0);
    for raw in Lines::of(text) {
        last_line = raw.number;
        let Some(name) = raw.name() else {
            problems.tell(raw.number, ProblemKind::NotAProperty);
            continue;
        };
        match (name, at) {
            ("BEGIN", _) => match (at, raw.component()) {
                (_, "VEVENT") if passed_over == 0 => {
                    if at == EVENT {
                        problems.tell(raw.number, ProblemKind::NotEnded);
                        on_step(Step::EventEnds, problems);
                    }
                    at = EVENT;
                    on_step(Step::EventBegins { line: raw.number }, problems);
                }
                (OUTSIDE, "VFREEBUSY") => at = At::Within(Within::FreeBusy),
                (OUTSIDE, "VTIMEZONE") => {
                    at = At::Zone;
                    zone_name.clear();
                    observances.clear();
                }
                (At::Zone, "STANDARD" | "DAYLIGHT") => {
                    at = At::Observance;
                    observances.push(Observance::default());
                }
                (OUTSIDE, "VCALENDAR") => is_calendar = true,
                _ => passed_over += 1,
            },
            ("END", _) => match (at, raw.component()) {
                (_, ended @ ("VCALENDAR" | "VEVENT")) if at == EVENT => {
                    if ended == "VCALENDAR" {
                        problems.tell(raw.number, ProblemKind::NotEnded);
                    }
                    on_step(Step::EventEnds, problems);
                    (at, passed_over) = (OUTSIDE, 0);
                }
                (_, "VCALENDAR") => (at, passed_over) = (OUTSIDE, 0),
                _ if passed_over > 0 => passed_over -= 1,
                (At::Within(Within::FreeBusy), "VFREEBUSY") => at = OUTSIDE,
                (At::Observance, "STANDARD" | "DAYLIGHT") => at = At::Zone,
                (At::Zone | At::Observance, "VTIMEZONE") => {
                    if !zones.bring(&zone_name, std::mem::take(&mut observances)) {
                        problems.tell(raw.number, ProblemKind::TooManyEvents);
                    }
                    at = OUTSIDE;
                }
                _ => {}
            },
            _ if passed_over > 0 => {}
            (_, At::Within(within)) => {
                on_step(Step::Property { within, raw: &raw, name }, problems);
            }
            ("TZID", At::Zone) => zone_name = raw.parts().map(|line| line.value).unwrap_or_default(),
            ("DTSTART" | "TZOFFSETFROM" | "TZOFFSETTO" | "RRULE" | "RDATE", At::Observance) => {
                if let (Some(line), Some(observance)) = (raw.parts(), observances.last_mut())
                    && !observance.take(&line)
                {
                    problems.tell(raw.number, ProblemKind::NotATime);
                }
            }
            _ => {}
        }
    }
    if at == EVENT {
        problems.tell(last_line, ProblemKind::NotEnded);
        on_step(Step::EventEnds, problems);
    }
    if !is_calendar {
        problems.tell_first(1, ProblemKind::NotACalendar);
    }
    last_line
}
