//! When one member can meet: weekly hours on their own clock, journeys, days off and what else they have to do.
//!
//! Hours belong to the wall the member sits before: away from home, the same hours count on the clock there.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::hours::{Level, WeeklyHours};
use crate::week::QUARTER_SECONDS;
use crate::zone::Zone;

/// A stay in another zone, from the first to the last date, by the calendar there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Where the member is.
    pub zone: Zone,
    /// The first date there.
    pub from: Date,
    /// The last date there.
    pub to: Date,
}

/// When a member can meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// The zone in which they live.
    pub zone: Zone,
    /// The hours of a week, on the clock where they are.
    pub hours: WeeklyHours,
    /// Stays elsewhere. Where two overlap, the one that began later counts.
    pub journeys: Vec<Journey>,
    /// Dates, by the calendar where they are, on which they do not meet.
    pub days_off: Vec<Date>,
    /// What else they have to do. Every quarter-hour it touches is taken.
    pub busy: Vec<Range<Timestamp>>,
}

/// Why a member cannot come. Where several reasons hold, the first of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Outside their weekly hours.
    OutOfHours,
    /// On a day off.
    DayOff,
    /// Something else is in their calendar.
    Busy,
}

impl Availability {
    /// Hours of a week in one zone, and nothing else.
    pub fn new(zone: Zone, hours: WeeklyHours) -> Availability {
        Availability { zone, hours, journeys: Vec::new(), days_off: Vec::new(), busy: Vec::new() }
    }

    /// The zone where the member is at a moment.
    ///
    /// ```
    /// use calendar::{Availability, Journey, WeeklyHours, Zone};
    ///
    /// let mut member = Availability::new(Zone::named("Europe/Lisbon")?, WeeklyHours::parse("weekdays 9-17")?);
    /// let dubai = Zone::named("Asia/Dubai")?;
    /// member.journeys.push(Journey { zone: dubai, from: "2027-05-03".parse()?, to: "2027-05-20".parse()? });
    ///
    /// assert_eq!(member.zone_at("2027-05-02T19:59:00Z".parse()?).name(), "Europe/Lisbon");
    /// // Midnight in Dubai.
    /// assert_eq!(member.zone_at("2027-05-02T20:00:00Z".parse()?).name(), "Asia/Dubai");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn zone_at(&self, moment: Timestamp) -> &Zone {
        let second = moment.as_second();
        let is_there = |journey: &&Journey| journey.seconds().contains(&second);
        let journey = self.journeys.iter().filter(is_there).max_by_key(|journey| journey.seconds().start);
        journey.map_or(&self.zone, |journey| &journey.zone)
    }

    /// The zone where the member is on a date of the calendar there.
    pub(crate) fn zone_on(&self, date: Date) -> &Zone {
        let is_there = |journey: &&Journey| (journey.from..=journey.to).contains(&date);
        let journey = self.journeys.iter().filter(is_there).max_by_key(|journey| journey.from);
        journey.map_or(&self.zone, |journey| &journey.zone)
    }

    /// What the member's own calendar and clock show at a moment.
    pub fn local_at(&self, moment: Timestamp) -> DateTime {
        self.zone_at(moment).local_at(moment)
    }

    /// How gladly the member would come to a meeting, or why they cannot. Each quarter-hour counts as the hour at its
    /// beginning does, and the worst of them counts.
    pub fn level_of(&self, moment: Timestamp, minutes: u16) -> Result<Level, Absence> {
        let levels = quarters(moment, minutes).map(|quarter| {
            let local = self.local_at(quarter);
            let minute = minute_of_day(local.time());
            self.hours.level_during(local.weekday(), minute, minute + 1).ok_or(Absence::OutOfHours)
        });
        let level = levels.reduce(|worst, level| worst.and_then(|worst| level.map(|level| worst.min(level))));
        let level = level.unwrap_or(Err(Absence::OutOfHours))?;
        self.is_free(moment, minutes).map(|()| level)
    }

    /// Whether a meeting is clear of days off and of what else the member has to do.
    pub(crate) fn is_free(&self, moment: Timestamp, minutes: u16) -> Result<(), Absence> {
        if quarters(moment, minutes).any(|quarter| self.days_off.contains(&self.local_at(quarter).date())) {
            return Err(Absence::DayOff);
        }
        let start = moment.as_second();
        let end = start + i64::from(minutes.div_ceil(15)) * QUARTER_SECONDS;
        let touches = |busy: &Range<Timestamp>| {
            let from = busy.start.as_second().div_euclid(QUARTER_SECONDS) * QUARTER_SECONDS;
            let to = ceil_second(busy.end);
            busy.start < busy.end && from < end && start < ceil_quarter(to)
        };
        if self.busy.iter().any(touches) { Err(Absence::Busy) } else { Ok(()) }
    }

    /// How far the member's clock is from UTC, from one second to another.
    pub(crate) fn clock(&self, begin: i64, end: i64) -> Clock {
        let mut cuts = vec![begin, end];
        for journey in &self.journeys {
            let seconds = journey.seconds();
            cuts.extend([seconds.start, seconds.end].into_iter().filter(|cut| (begin..end).contains(cut)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut clock = Clock { stretches: Vec::with_capacity(4) };
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let from = Timestamp::from_second(*from).unwrap_or(Timestamp::MIN);
            let to = Timestamp::from_second(*to).unwrap_or(Timestamp::MAX);
            clock.extend(from, self.zone_at(from).offsets_between(from, to));
        }
        clock
    }
}

impl Journey {
    /// From the first midnight there to the last.
    fn seconds(&self) -> Range<i64> {
        let midnight = |date: Date| self.zone.moment_of(date.to_datetime(Time::midnight()));
        let start = midnight(self.from).unwrap_or(Timestamp::MIN);
        let end = self.to.tomorrow().ok().and_then(midnight).unwrap_or(Timestamp::MAX);
        start.as_second()..end.as_second()
    }
}

/// The offsets of a clock from UTC over a while.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    /// In order and without gaps, at least one.
    pub(crate) stretches: Vec<Stretch>,
}

/// A while during which a clock does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Seconds to be added to UTC.
    pub(crate) offset: i64,
}

impl Clock {
    /// The clock of a zone.
    pub(crate) fn of(zone: &Zone, begin: i64, end: i64) -> Clock {
        let begin = Timestamp::from_second(begin).unwrap_or(Timestamp::MIN);
        let end = Timestamp::from_second(end).unwrap_or(Timestamp::MAX);
        let mut clock = Clock { stretches: Vec::with_capacity(4) };
        clock.extend(begin, zone.offsets_between(begin, end));
        clock
    }

    /// The seconds to be added to UTC; before and after, as at the nearest end.
    pub(crate) fn offset_at(&self, second: i64) -> i64 {
        let stretch = self.stretches.iter().find(|stretch| second < stretch.to).or(self.stretches.last());
        stretch.map_or(0, |stretch| stretch.offset)
    }

    fn extend(&mut self, begin: Timestamp, offsets: Vec<(jiff::tz::Offset, Timestamp)>) {
        let mut from = begin.as_second();
        for (offset, until) in offsets {
            let to = until.as_second();
            let offset = i64::from(offset.seconds());
            match self.stretches.last_mut() {
                Some(last) if last.offset == offset => last.to = to,
                _ => self.stretches.push(Stretch { from, to, offset }),
            }
            from = to;
        }
    }
}

/// Day of the week and time of day shown at a second of a local clock, counted like seconds of UTC.
pub(crate) fn shown(local_second: i64) -> (Weekday, Time) {
    const DAY_SECONDS: i64 = 24 * 60 * 60;
    // The first day of 1970 was a Thursday.
    let day = (local_second.div_euclid(DAY_SECONDS) + 3).rem_euclid(7);
    let minute = local_second.rem_euclid(DAY_SECONDS) / 60;
    let part = |number: i64| i8::try_from(number).unwrap_or_default();
    let weekday = Weekday::from_monday_zero_offset(part(day)).unwrap_or(Weekday::Monday);
    (weekday, Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or_default())
}

fn quarters(moment: Timestamp, minutes: u16) -> impl Iterator<Item = Timestamp> {
    (0..i64::from(minutes.div_ceil(15)))
        .map_while(move |quarter| Timestamp::from_second(moment.as_second() + quarter * QUARTER_SECONDS).ok())
}

fn minute_of_day(time: Time) -> u16 {
    u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs())
}

/// The second at or after a moment.
pub(crate) fn ceil_second(moment: Timestamp) -> i64 {
    moment.as_second() + i64::from(moment.subsec_nanosecond() > 0)
}

fn ceil_quarter(second: i64) -> i64 {
    -(-second).div_euclid(QUARTER_SECONDS) * QUARTER_SECONDS
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn ines() -> Availability {
        let hours = WeeklyHours::parse("weekdays 9-17; weekdays 17-20 (acceptable)").unwrap();
        Availability::new(zone("Europe/Lisbon"), hours)
    }

    #[test]
    fn the_worst_quarter_hour_of_a_meeting_counts() {
        let level = |text: &str| ines().level_of(moment(text), 60);
        assert_eq!(level("2027-01-12T16:00:00Z"), Ok(Level::Preferred));
        assert_eq!(level("2027-01-12T16:15:00Z"), Ok(Level::Acceptable));
        assert_eq!(level("2027-01-12T19:00:00Z"), Ok(Level::Acceptable));
        assert_eq!(level("2027-01-12T19:15:00Z"), Err(Absence::OutOfHours));
    }

    #[test]
    fn what_else_a_member_does_takes_every_quarter_hour_it_touches() {
        let mut ines = ines();
        ines.busy.push(moment("2027-01-12T12:50:00Z")..moment("2027-01-12T13:10:00Z"));
        ines.busy.push(moment("2027-01-12T10:00:00Z")..moment("2027-01-12T10:00:00Z"));
        let level = |text: &str| ines.level_of(moment(text), 30);
        assert_eq!(level("2027-01-12T12:15:00Z"), Ok(Level::Preferred));
        assert_eq!(level("2027-01-12T12:30:00Z"), Err(Absence::Busy));
        assert_eq!(level("2027-01-12T13:00:00Z"), Err(Absence::Busy));
        assert_eq!(level("2027-01-12T13:15:00Z"), Ok(Level::Preferred));
        assert_eq!(level("2027-01-12T10:00:00Z"), Ok(Level::Preferred));
    }

    #[test]
    fn days_off_are_days_of_the_calendar_where_the_member_is() {
        let mut ines = Availability { zone: zone("Pacific/Auckland"), ..ines() };
        ines.days_off.push(date(2027, 1, 13));
        // 09:00 on the 13th in Auckland is the evening of the 12th in UTC.
        assert_eq!(ines.level_of(moment("2027-01-12T20:00:00Z"), 60), Err(Absence::DayOff));
        ines.journeys.push(Journey { zone: zone("UTC"), from: date(2027, 1, 1), to: date(2027, 1, 31) });
        assert_eq!(ines.level_of(moment("2027-01-12T19:00:00Z"), 60), Ok(Level::Acceptable));
    }

    #[test]
    fn of_two_journeys_that_overlap_the_later_counts() {
        let mut ines = ines();
        ines.journeys = vec![
            Journey { zone: zone("Asia/Tokyo"), from: date(2027, 1, 10), to: date(2027, 1, 12) },
            Journey { zone: zone("Asia/Dubai"), from: date(2027, 1, 1), to: date(2027, 1, 31) },
        ];
        assert_eq!(ines.zone_at(moment("2027-01-11T12:00:00Z")).name(), "Asia/Tokyo");
        assert_eq!(ines.zone_at(moment("2027-01-14T12:00:00Z")).name(), "Asia/Dubai");
    }

    proptest! {
        #[test]
        fn the_clock_over_a_year_is_the_zones_at_every_hour(
            home in prop::sample::select(vec!["Europe/Lisbon", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca"]),
            away in prop::sample::select(vec!["America/New_York", "Asia/Kathmandu", "Africa/Cairo"]),
            stays in prop::collection::vec((0..400_i32, 0..60_i32), 0..4),
        ) {
            let first = date(2026, 12, 20);
            let day = |days: i32| first.checked_add(jiff::Span::new().days(days)).unwrap();
            let mut member = Availability { zone: zone(home), ..ines() };
            member.journeys = stays.iter().map(|&(start, length)| Journey { zone: zone(away), from: day(start), to: day(start + length) }).collect();
            let (begin, end) = (moment("2027-01-01T00:00:00Z").as_second(), moment("2028-01-01T00:00:00Z").as_second());
            let clock = member.clock(begin, end);
            for second in (begin..end).step_by(3 * 3600) {
                let at = Timestamp::from_second(second).unwrap();
                prop_assert_eq!(clock.offset_at(second), i64::from(member.zone_at(at).offset_at(at).seconds()));
                let local = member.local_at(at);
                prop_assert_eq!(shown(second + clock.offset_at(second)), (local.weekday(), local.time()));
            }
        }
    }
}
