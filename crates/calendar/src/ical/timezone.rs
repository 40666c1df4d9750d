//! VTIMEZONE out (RFC 5545, 3.6.5), made from the same zone data as every page and mail.
//!
//! Onsets of the same yearly rule become one component with an RRULE from 1970: calendars in wide use misread lists of
//! dates. A change of the rules within the span of a series ends one component and begins another, so that the hour
//! stays right also where a zone gives up changing its clocks.

use jiff::civil::{Date, DateTime, Time, Weekday, date, time};
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

use super::write::{Writer, utc, wall};
use crate::zone::Zone;

/// Years looked back for the rule in force when a series begins.
const YEARS_BEFORE: i32 = 12;
/// Years an endless series is described for, where a zone's changes follow no rule.
const YEARS_ENDLESS: i32 = 10;
/// Years looked ahead: after 28, weekdays have fallen on every date.
const YEARS_AFTER: i32 = 29;

/// The offset changes once, at `wall` on the clock before the change.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Onset {
    moment: Timestamp,
    wall: DateTime,
    from: Offset,
    to: Offset,
}

/// Onsets of consecutive years by one rule: a weekday within seven dates of a month.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: Onset,
    last: Onset,
    day_least: i8,
    day_most: i8,
}

/// Writes the VTIMEZONE of `zone`, right for every moment from `from` until `until`. UTC needs none.
pub(crate) fn write_timezone(out: &mut Writer, zone: &Zone, from: Timestamp, until: Option<Timestamp>) {
    if zone.name() == "UTC" {
        return;
    }
    let horizon = until.unwrap_or_else(|| years_from(from, YEARS_ENDLESS)).max(from);
    let samples_end = years_from(horizon, YEARS_AFTER);
    let onsets = onsets(zone, years_from(from, -YEARS_BEFORE), samples_end);
    let in_force = onsets.iter().rev().find(|onset| onset.moment <= from).map(|onset| onset.moment);
    let since = in_force.unwrap_or(Timestamp::MIN);
    let mut runs = runs(&onsets);
    runs.retain(|run| run.first.moment <= horizon && run.last.moment >= since);
    let clocks_stand_still = runs.iter().all(|run| run.last.moment <= from);

    out.component("VTIMEZONE", |out| {
        out.line("TZID", zone.name());
        if clocks_stand_still || in_force.is_none() {
            let offset = zone.offset_at(from);
            let start = date(1970, 1, 1).to_datetime(Time::midnight());
            write_observance(out, "STANDARD", start, (offset, offset), None, &zone.abbreviation_at(from));
        }
        for run in runs.iter().filter(|_| !clocks_stand_still) {
            let reaches_end = run.last.moment > years_from(samples_end, -1);
            write_run(out, zone, run, from, reaches_end);
        }
    });
}

fn write_run(out: &mut Writer, zone: &Zone, run: &Run, from: Timestamp, reaches_end: bool) {
    let kind = if run.first.to > run.first.from { "DAYLIGHT" } else { "STANDARD" };
    let offsets = (run.first.from, run.first.to);
    let name = zone.abbreviation_at(run.first.moment);
    if run.first == run.last && !reaches_end {
        write_observance(out, kind, run.first.wall, offsets, None, &name);
        return;
    }
    let was_in_force = run.first.moment <= from;
    let start = run.first_in_1970().filter(|_| was_in_force).unwrap_or(run.first.wall);
    let until = if reaches_end { String::new() } else { format!(";UNTIL={}", utc(run.last.moment)) };
    write_observance(out, kind, start, offsets, Some(&format!("{}{until}", run.rule())), &name);
}

fn write_observance(
    out: &mut Writer,
    kind: &str,
    start: DateTime,
    (from, to): (Offset, Offset),
    rule: Option<&str>,
    name: &str,
) {
    out.component(kind, |out| {
        out.line("DTSTART", &wall(start));
        if let Some(rule) = rule {
            out.line("RRULE", rule);
        }
        out.line("TZOFFSETFROM", &offset_text(from));
        out.line("TZOFFSETTO", &offset_text(to));
        out.text("TZNAME", name);
    });
}

impl Run {
    fn begin(onset: Onset) -> Run {
        Run { first: onset, last: onset, day_least: onset.wall.day(), day_most: onset.wall.day() }
    }

    /// Takes the onset in if it is next year's by the same rule.
    fn take(&mut self, next: Onset) -> bool {
        let alike = |onset: Onset| {
            (onset.wall.month(), onset.wall.weekday(), onset.wall.time(), onset.from, onset.to)
        };
        let (least, most) = (self.day_least.min(next.wall.day()), self.day_most.max(next.wall.day()));
        let fits = alike(self.last) == alike(next)
            && next.wall.year() == self.last.wall.year() + 1
            && most - least < 7;
        if fits {
            (self.last, self.day_least, self.day_most) = (next, least, most);
        }
        fits
    }

    fn month(&self) -> i8 {
        self.first.wall.month()
    }

    /// The first of the seven dates, where they are none of the month's plain weeks.
    fn window(&self) -> Window {
        let month_length = if self.month() == 2 { 28 } else { date(1970, self.month(), 1).days_in_month() };
        if self.day_least > month_length - 7 {
            return Window::Last;
        }
        let week = (self.day_least - 1) / 7 + 1;
        if self.day_most <= week * 7 { Window::Nth(week) } else { Window::From((self.day_most - 6).max(1)) }
    }

    fn rule(&self) -> String {
        let (month, day) = (self.month(), weekday_code(self.first.wall.weekday()));
        match self.window() {
            Window::Last => format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1{day}"),
            Window::Nth(week) => format!("FREQ=YEARLY;BYMONTH={month};BYDAY={week}{day}"),
            Window::From(first) => {
                let days: Vec<String> = (first..first + 7).map(|day| day.to_string()).collect();
                format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={};BYDAY={day}", days.join(","))
            }
        }
    }

    fn first_in_1970(&self) -> Option<DateTime> {
        let (month, weekday) = (date(1970, self.month(), 1), self.first.wall.weekday());
        let day = match self.window() {
            Window::Last => month.nth_weekday_of_month(-1, weekday).ok(),
            Window::Nth(week) => month.nth_weekday_of_month(week, weekday).ok(),
            Window::From(first) => (first..first + 7)
                .filter_map(|day| Date::new(1970, self.month(), day).ok())
                .find(|day| day.weekday() == weekday),
        };
        day.map(|day| day.to_datetime(self.first.wall.time()))
    }
}

/// Which seven dates of a month.
enum Window {
    Nth(i8),
    Last,
    From(i8),
}

fn runs(onsets: &[Onset]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for onset in onsets {
        // Looked for from the end, because only the latest runs can still go on.
        let taken = runs.iter_mut().rev().take(8).any(|run| run.take(*onset));
        if !taken {
            runs.push(Run::begin(*onset));
        }
    }
    runs
}

fn onsets(zone: &Zone, start: Timestamp, end: Timestamp) -> Vec<Onset> {
    let offsets = zone.offsets_between(start, end);
    let mut onsets: Vec<Onset> = offsets
        .iter()
        .zip(offsets.iter().skip(1))
        .filter(|((from, _), (to, _))| from != to)
        .map(|((from, moment), (to, _))| Onset {
            moment: *moment,
            wall: from.to_datetime(*moment),
            from: *from,
            to: *to,
        })
        .collect();
    let all = onsets.clone();
    for onset in &mut onsets {
        let alike = |other: &&Onset| {
            (other.wall.weekday(), other.wall.time(), other.from, other.to)
                == (onset.wall.weekday(), onset.wall.time(), onset.from, onset.to)
        };
        // The midnight that ends the last Thursday of a month begins a Friday that is the month's last or the next
        // one's first: no yearly rule says so. One second earlier, all fall on a Thursday, and no meeting is touched.
        let is_midnight = onset.wall.time() == Time::midnight();
        let crosses_months = || {
            all.iter().filter(alike).any(|other| other.wall.day() == 1)
                && all.iter().filter(alike).any(|other| other.wall.day() > 21)
        };
        if is_midnight && crosses_months() {
            let evening = onset.wall.date().yesterday().map(|day| day.to_datetime(time(23, 59, 59, 0)));
            onset.wall = evening.unwrap_or(onset.wall);
        }
    }
    onsets
}

/// Offsets as `+0530`, with seconds only where there are any (3.3.14).
fn offset_text(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, size) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let text = format!("{sign}{:02}{:02}", size / 3600, size / 60 % 60);
    if size % 60 == 0 { text } else { format!("{text}{:02}", size % 60) }
}

/// The weekday as in BYDAY (3.3.10).
pub(crate) fn weekday_code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn years_from(moment: Timestamp, years: i32) -> Timestamp {
    let there = Zone::utc().local_at(moment).checked_add(Span::new().years(years));
    let end = if years < 0 { Timestamp::MIN } else { Timestamp::MAX };
    there.ok().and_then(|there| Zone::utc().moment_of(there)).unwrap_or(end)
}
