//! When somebody is busy, out of their calendar feed: times only, titles are never kept.
//!
//! A feed is written by anyone and may be hostile, so there is no way to fail: what was understood comes back beside
//! what was not, by line. Size, work and the number of everything kept are bounded; nothing recurses.

use std::collections::HashMap;
use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::lines::{Line, RawLine, decoded};
use super::read::{Problem, ProblemKind, Problems, Step, Within, read_components};
use super::recur::{Recurrence, Work};
use super::values::{Length, Point, duration, period, point};
use super::zones::{Place, Zones};
use crate::zone::Zone;

/// How much of a feed is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedLimits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Events, and also dates listed in events.
    pub events: usize,
    /// Days and times that are looked at when recurrences are worked out; about ten million a second.
    pub work: u32,
    /// Days and times of one event.
    pub work_per_event: u32,
    /// Problems that are told.
    pub problems: usize,
}

impl Default for FeedLimits {
    /// Ten years of a full calendar fit: 4 MiB, 20,000 events.
    fn default() -> FeedLimits {
        FeedLimits { bytes: 4 << 20, events: 20_000, work: 600_000, work_per_event: 50_000, problems: 50 }
    }
}

/// A stretch of time in which somebody is busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BusyTime {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// Whole days on which somebody is busy, on the calendar where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BusyDays {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
}

/// When somebody is busy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Busy {
    /// In order and not touching.
    pub times: Vec<BusyTime>,
    /// In order and not touching. They have no zone of their own: who travels takes them along.
    pub days: Vec<BusyDays>,
}

/// What is busy within `from` to `until`, and the problems met.
///
/// Floating times are read in `owner`'s zone (RFC 5545, 3.3.5). Events marked TRANSPARENT or CANCELLED do not count, nor
/// those that last no time; FREEBUSY (3.8.2.6) counts unless it says FREE.
///
/// ```
/// use calendar::Zone;
/// use calendar::ical::{FeedLimits, busy_times};
///
/// let feed = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270115T090000\r\nDURATION:PT1H\r\n\
///             RRULE:FREQ=DAILY\r\nSUMMARY:Nobody's business\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
/// let berlin = Zone::named("Europe/Berlin")?;
/// let (from, until) = ("2027-02-01T00:00:00Z".parse()?, "2027-02-03T00:00:00Z".parse()?);
/// let (busy, problems) = busy_times(feed.as_bytes(), &berlin, from, until, FeedLimits::default());
/// assert_eq!(busy.times.len(), 2);
/// assert_eq!(busy.times[0].start, "2027-02-01T08:00:00Z".parse()?);
/// assert!(problems.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn busy_times(
    file: &[u8],
    owner: &Zone,
    from: Timestamp,
    until: Timestamp,
    limits: FeedLimits,
) -> (Busy, Vec<Problem>) {
    let mut problems = Problems::at_most(limits.problems);
    let shortened = file.get(..limits.bytes).unwrap_or(file);
    let text = decoded(shortened);
    let (feed, last_line) = read(&text, limits, &mut problems);
    if file.len() > limits.bytes {
        problems.tell_first(last_line, ProblemKind::TooLong);
    }
    let mut expansion = Expansion {
        zones: feed.zones,
        owner: Place::Known(owner.clone()),
        window: (from, until),
        work: Work::of(limits.work),
        work_per_event: limits.work_per_event,
        problems,
        times: Vec::new(),
        days: Vec::new(),
    };
    let changed = expansion.changed(&feed.events);
    for event in &feed.events {
        expansion.add(event, changed.get(&event.uid));
    }
    for (line, start, end) in &feed.busy {
        expansion.add_period(*line, start, *end);
    }
    let busy = Busy { times: joined(expansion.times), days: joined_days(expansion.days) };
    (busy, expansion.problems.told)
}

/// A point with the name of its zone.
#[derive(Debug, Clone)]
struct Zoned {
    point: Point,
    zone: Option<String>,
}

/// What of an event counts.
#[derive(Debug, Default)]
struct Event {
    line: usize,
    uid: String,
    start: Option<Zoned>,
    end: Option<Zoned>,
    length: Option<Length>,
    rules: Vec<Recurrence>,
    dates: Vec<(Zoned, Option<Result<Point, Length>>)>,
    skipped: Vec<Zoned>,
    original: Option<Zoned>,
    is_free: bool,
    is_cancelled: bool,
}

#[derive(Debug, Default)]
struct Feed {
    events: Vec<Event>,
    zones: Zones,
    busy: Vec<(usize, Zoned, Result<Point, Length>)>,
}

/// Reads the events and busy times of a file; also says at which line it ended.
fn read(text: &[u8], limits: FeedLimits, problems: &mut Problems) -> (Feed, usize) {
    let mut feed = Feed::default();
    let mut zones = Zones::default();
    let mut event = Event::default();
    let mut dates_left = limits.events;
    let last_line = read_components(text, &mut zones, problems, |step, problems| match step {
        Step::EventBegins { line } => event = Event { line, ..Event::default() },
        Step::EventEnds => keep(&mut feed, std::mem::take(&mut event), limits, problems),
        Step::Property { within: Within::Event, raw, name } => {
            take(&mut event, raw, name, &mut dates_left, problems);
        }
        Step::Property { within: Within::FreeBusy, raw, name: "FREEBUSY" } => {
            take_busy(&mut feed.busy, raw, &mut dates_left, problems);
        }
        Step::Property { .. } => {}
    });
    feed.zones = zones;
    (feed, last_line)
}

fn keep(feed: &mut Feed, event: Event, limits: FeedLimits, problems: &mut Problems) {
    if event.start.is_none() {
        problems.tell(event.line, ProblemKind::NoStart);
    } else if feed.events.len() >= limits.events {
        problems.tell(event.line, ProblemKind::TooManyEvents);
    } else {
        feed.events.push(event);
    }
}

fn take(event: &mut Event, raw: &RawLine<'_>, name: &str, dates_left: &mut usize, problems: &mut Problems) {
    let wanted = [
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "TRANSP",
        "STATUS",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    ];
    let Some(line) = wanted.contains(&name).then(|| raw.parts()).flatten() else { return };
    let said = line.value.to_ascii_uppercase();
    let mut is_understood = true;
    match name {
        "UID" => event.uid = line.value.chars().take(255).collect(),
        "DTSTART" => {
            event.start = zoned(&line, &line.value);
            is_understood = event.start.is_some();
        }
        "DTEND" => {
            event.end = zoned(&line, &line.value);
            is_understood = event.end.is_some();
        }
        "DURATION" => {
            event.length = duration(&line.value);
            is_understood = event.length.is_some();
        }
        "RECURRENCE-ID" => {
            event.original = zoned(&line, &line.value);
            is_understood = event.original.is_some();
            if line.parameter("RANGE").is_some() {
                problems.tell(raw.number, ProblemKind::ChangeOfFollowing);
            }
        }
        "RRULE" => match Recurrence::read(&line.value) {
            Some(rule) if event.rules.len() < 10 => event.rules.push(rule),
            Some(_) => problems.tell(raw.number, ProblemKind::TooManyOccurrences),
            None => problems.tell(raw.number, ProblemKind::NotARule),
        },
        "RDATE" | "EXDATE" => {
            for text in line.value.split(',').filter(|text| !text.trim().is_empty()) {
                if *dates_left == 0 {
                    problems.tell(raw.number, ProblemKind::TooManyEvents);
                    break;
                }
                *dates_left -= 1;
                is_understood &= take_date(event, &line, name, text);
            }
        }
        "TRANSP" => event.is_free |= said == "TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS" => event.is_free |= said == "FREE",
        _ => event.is_cancelled |= said == "CANCELLED",
    }
    if !is_understood {
        problems.tell(raw.number, ProblemKind::NotATime);
    }
}

fn take_date(event: &mut Event, line: &Line, name: &str, text: &str) -> bool {
    let zone = || line.parameter("TZID").map(str::to_owned);
    if name == "EXDATE" {
        let skipped = zoned(line, text);
        let is_understood = skipped.is_some();
        event.skipped.extend(skipped);
        return is_understood;
    }
    let date = match period(text) {
        Some((start, end)) => Some((Zoned { point: start, zone: zone() }, Some(end))),
        None => zoned(line, text).map(|start| (start, None)),
    };
    let is_understood = date.is_some();
    event.dates.extend(date);
    is_understood
}

fn take_busy(
    busy: &mut Vec<(usize, Zoned, Result<Point, Length>)>,
    raw: &RawLine<'_>,
    dates_left: &mut usize,
    problems: &mut Problems,
) {
    let Some(line) = raw.parts() else { return };
    if line.parameter("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
        return;
    }
    for text in line.value.split(',').take(*dates_left) {
        *dates_left -= 1;
        match period(text) {
            Some((start, end)) => busy.push((raw.number, Zoned { point: start, zone: None }, end)),
            None => problems.tell(raw.number, ProblemKind::NotATime),
        }
    }
}

fn zoned(line: &Line, text: &str) -> Option<Zoned> {
    let zone = line.parameter("TZID").map(|name| name.chars().take(128).collect());
    Some(Zoned { point: point(text)?, zone })
}

/// The dates of a series that its master does not hold: moved, cancelled or skipped.
#[derive(Debug, Default)]
struct Excluded {
    moments: HashSet<Timestamp>,
    days: HashSet<Date>,
}

struct Expansion {
    zones: Zones,
    owner: Place,
    window: (Timestamp, Timestamp),
    work: Work,
    work_per_event: u32,
    problems: Problems,
    times: Vec<BusyTime>,
    days: Vec<BusyDays>,
}

impl Expansion {
    fn place(&mut self, zoned: &Zoned, line: usize) -> Place {
        match (zoned.point, &zoned.zone) {
            (Point::Utc(_), _) => Place::Known(Zone::utc()),
            (Point::Day(_), _) | (_, None) => self.owner.clone(),
            (Point::Local(_), Some(name)) => {
                self.zones.find(name, self.window, &mut self.work).unwrap_or_else(|| {
                    self.problems.tell(line, ProblemKind::UnknownZone);
                    self.owner.clone()
                })
            }
        }
    }

    fn moment(&mut self, zoned: &Zoned, line: usize) -> Option<Timestamp> {
        let place = self.place(zoned, line);
        match zoned.point {
            Point::Utc(moment) => Some(moment),
            Point::Local(local) => place.moment_of(local),
            Point::Day(day) => place.moment_of(day.to_datetime(Time::midnight())),
        }
    }

    fn exclude(&mut self, excluded: &mut Excluded, zoned: &Zoned, line: usize) {
        if let Point::Day(day) = zoned.point {
            excluded.days.insert(day);
        } else if let Some(moment) = self.moment(zoned, line) {
            excluded.moments.insert(moment);
        }
    }

    /// For each series, the dates that have an event of their own.
    fn changed(&mut self, events: &[Event]) -> HashMap<String, Excluded> {
        let mut changed: HashMap<String, Excluded> = HashMap::new();
        for event in events {
            if let Some(original) = &event.original {
                let mut excluded = changed.remove(&event.uid).unwrap_or_default();
                self.exclude(&mut excluded, original, event.line);
                changed.insert(event.uid.clone(), excluded);
            }
        }
        changed
    }

    fn add(&mut self, event: &Event, changed: Option<&Excluded>) {
        let Some(start) = event.start.as_ref().filter(|_| !event.is_free && !event.is_cancelled) else {
            return;
        };
        let place = self.place(start, event.line);
        let first = match start.point {
            Point::Utc(moment) => Zone::utc().local_at(moment),
            Point::Local(local) => local,
            Point::Day(day) => day.to_datetime(Time::midnight()),
        };
        let Some(first_moment) = place.moment_of(first) else { return };
        let Some(length) = self.length(event, first, first_moment) else {
            self.problems.tell(event.line, ProblemKind::EndsBeforeStart);
            return;
        };
        if length == Length::default() {
            return;
        }
        let mut excluded = Excluded::default();
        for skipped in &event.skipped {
            self.exclude(&mut excluded, skipped, event.line);
        }
        // A changed date is no master; what it was before is not its own business.
        let changed = changed.filter(|_| event.original.is_none());
        let stands = |local: DateTime, moment: Timestamp| {
            let of = |excluded: &Excluded| {
                excluded.days.contains(&local.date()) || excluded.moments.contains(&moment)
            };
            !of(&excluded) && !changed.is_some_and(of)
        };

        let is_of_days = matches!(start.point, Point::Day(_)) && length.seconds == 0;
        let mut locals =
            if event.original.is_some() { vec![first] } else { self.locals(event, first, &place, length) };
        locals.sort_unstable();
        locals.dedup();
        for local in locals {
            let Some(moment) = place.moment_of(local).filter(|moment| stands(local, *moment)) else {
                continue;
            };
            if is_of_days {
                self.push_days(local.date(), length.days);
            } else {
                self.push(moment, length.after(moment, local, |local| place.moment_of(local)));
            }
        }
        for (date, end) in event.dates.iter().filter(|_| event.original.is_none()) {
            let place = self.place(date, event.line);
            let Some(moment) = self.moment(date, event.line) else { continue };
            let local = place.local_at(moment);
            if !stands(local, moment) {
                continue;
            }
            if let (Point::Day(day), None, true) = (date.point, end, is_of_days) {
                self.push_days(day, length.days);
            } else {
                let end = match end {
                    Some(Ok(end)) => self.moment(&Zoned { point: *end, zone: date.zone.clone() }, event.line),
                    Some(Err(length)) => length.after(moment, local, |local| place.moment_of(local)),
                    None => length.after(moment, local, |local| place.moment_of(local)),
                };
                self.push(moment, end);
            }
        }
    }

    /// How long each occurrence lasts: as DTEND says, exactly; as DURATION says, by the calendar (3.8.5.3). `None` if
    /// it ends before it begins.
    fn length(&mut self, event: &Event, first: DateTime, first_moment: Timestamp) -> Option<Length> {
        let is_day = matches!(event.start.as_ref().map(|start| start.point), Some(Point::Day(_)));
        let Some(end) = &event.end else {
            return Some(event.length.unwrap_or(Length { days: i32::from(is_day), seconds: 0 }));
        };
        if let (true, Point::Day(day)) = (is_day, end.point) {
            let days = first.date().until(day).ok()?.get_days();
            // A day that ends on itself is a common slip for one whole day.
            return (days >= 0).then_some(Length { days: days.max(1), seconds: 0 });
        }
        let seconds = self.moment(end, event.line)?.as_second() - first_moment.as_second();
        (seconds >= 0).then_some(Length { days: 0, seconds })
    }

    /// The starts of an event near the window, on its own clock.
    fn locals(&mut self, event: &Event, first: DateTime, place: &Place, length: Length) -> Vec<DateTime> {
        let mut locals = vec![first];
        let day = jiff::Span::new().days(2);
        let reach = jiff::SignedDuration::from_secs(length.seconds + i64::from(length.days) * 86_400);
        let near = place.local_at(self.window.0).saturating_sub(day).saturating_sub(reach);
        for rule in &event.rules {
            let mut to = place.local_at(self.window.1);
            if let Some(Point::Utc(until)) = rule.until {
                to = to.min(place.local_at(until));
            }
            let mut share = self.work.share(self.work_per_event);
            let given = self.work_per_event;
            locals.extend(rule.starts(first, near, to, &mut share));
            self.work.settle(given, &share);
            if share.is_spent() {
                self.problems.tell(event.line, ProblemKind::TooManyOccurrences);
            }
        }
        locals
    }

    fn add_period(&mut self, line: usize, start: &Zoned, end: Result<Point, Length>) {
        let Some(moment) = self.moment(start, line) else { return };
        let end = match end {
            Ok(point) => self.moment(&Zoned { point, zone: None }, line),
            Err(length) => {
                let owner = self.owner.clone();
                length.after(moment, owner.local_at(moment), |local| owner.moment_of(local))
            }
        };
        self.push(moment, end);
    }

    fn push(&mut self, start: Timestamp, end: Option<Timestamp>) {
        let start = start.max(self.window.0);
        let end = end.unwrap_or(Timestamp::MAX).min(self.window.1);
        if start < end {
            self.times.push(BusyTime { start, end });
        }
    }

    fn push_days(&mut self, first: Date, days: i32) {
        let last = first.checked_add(jiff::Span::new().days(days - 1)).unwrap_or(Date::MAX);
        let first = first.max(self.owner.local_at(self.window.0).date());
        let last = last.min(self.owner.local_at(self.window.1).date());
        if first <= last {
            self.days.push(BusyDays { first, last });
        }
    }
}

/// In order, with those that touch made one.
fn joined(mut times: Vec<BusyTime>) -> Vec<BusyTime> {
    times.sort_unstable();
    let mut joined: Vec<BusyTime> = Vec::with_capacity(times.len());
    for time in times {
        match joined.last_mut() {
            Some(last) if time.start <= last.end => last.end = last.end.max(time.end),
            _ => joined.push(time),
        }
    }
    joined
}

fn joined_days(mut days: Vec<BusyDays>) -> Vec<BusyDays> {
    days.sort_unstable();
    let mut joined: Vec<BusyDays> = Vec::with_capacity(days.len());
    for next in days {
        match joined.last_mut() {
            Some(last) if next.first <= last.last.tomorrow().unwrap_or(Date::MAX) => {
                last.last = last.last.max(next.last);
            }
            _ => joined.push(next),
        }
    }
    joined
}
