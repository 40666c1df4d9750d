//! When a group meets again and again: an hour on the anchor's clock, a cadence, and the dates that are different.
//!
//! Every k-th week counts from the first date, never from week numbers, so no convention on the first day of the week
//! can change it. Months are those of the anchor's calendar.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Span, Timestamp};

use crate::zone::Zone;

/// A day of the week and an hour on the clock of one zone, the anchor. There the hour stays the same all year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The zone whose clock counts.
    pub anchor: Zone,
    /// The day of the week in that zone.
    pub day: Weekday,
    /// When a meeting begins there.
    pub time: Time,
}

impl Slot {
    /// The moment of a meeting on a date of the anchor's calendar; `None` at the ends of the calendar.
    pub fn on(&self, date: Date) -> Option<Timestamp> {
        self.anchor.moment_of(date.to_datetime(self.time))
    }
}

/// How often a group meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// Every so many weeks, counted from the first such weekday on or after the beginning. Zero counts as one.
    Weekly {
        /// 1 is every week.
        every: u16,
    },
    /// One weekday of every so many months, counted from the month of the beginning. Zero counts as one.
    Monthly {
        /// 1 is every month.
        every: u16,
        /// Which of the month's.
        nth: Nth,
    },
}

/// Which of the four or five days of one weekday in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nth {
    /// From the 1st to the 7th.
    First,
    /// From the 8th to the 14th.
    Second,
    /// From the 15th to the 21st.
    Third,
    /// From the 22nd to the 28th.
    Fourth,
    /// After the 28th. Months without one are left out.
    Fifth,
    /// The fourth or the fifth.
    Last,
}

impl Nth {
    /// 1 to 5, or -1 for the last, as iCalendar counts (RFC 5545, 3.3.10).
    ///
    /// ```
    /// use calendar::Nth;
    ///
    /// assert_eq!(Nth::from_number(-1), Some(Nth::Last));
    /// assert_eq!(Nth::from_number(0), None);
    /// ```
    pub fn from_number(number: i8) -> Option<Nth> {
        [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Fifth, Nth::Last]
            .into_iter()
            .find(|nth| nth.number() == number)
    }

    /// The number of [`Nth::from_number`].
    pub fn number(self) -> i8 {
        match self {
            Nth::First => 1,
            Nth::Second => 2,
            Nth::Third => 3,
            Nth::Fourth => 4,
            Nth::Fifth => 5,
            Nth::Last => -1,
        }
    }
}

impl Cadence {
    /// The dates of one weekday from `from` on, to the end of the calendar.
    ///
    /// ```
    /// use calendar::{Cadence, Nth, Weekday};
    ///
    /// let second_tuesday = Cadence::Monthly { every: 1, nth: Nth::Second };
    /// let dates: Vec<String> =
    ///     second_tuesday.dates(Weekday::Tuesday, "2027-01-13".parse()?).take(2).map(|date| date.to_string()).collect();
    /// assert_eq!(dates, ["2027-02-09", "2027-03-09"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dates(self, day: Weekday, from: Date) -> impl Iterator<Item = Date> {
        self.turns(day, from).map(|(_, date)| date)
    }

    /// The same dates, each with its turn: which of the spans of k weeks or months from `from` on it lies in, from 0.
    /// Different weekdays of one turn belong to the same meeting of a rotating group.
    pub(crate) fn turns(self, day: Weekday, from: Date) -> impl Iterator<Item = (u32, Date)> {
        (0..)
            .map_while(move |turn| self.in_turn(day, from, turn))
            .filter_map(|(turn, date)| Some((turn, date?)))
    }

    /// The date in a turn, if there is one; `None` beyond the end of the calendar.
    fn in_turn(self, day: Weekday, from: Date, turn: u32) -> Option<(u32, Option<Date>)> {
        let date = match self {
            Cadence::Weekly { every } => {
                let days =
                    i64::from(from.weekday().until(day)) + 7 * i64::from(every.max(1)) * i64::from(turn);
                Some(from.checked_add(Span::new().try_days(days).ok()?).ok()?)
            }
            Cadence::Monthly { every, nth } => {
                let months = i64::from(every.max(1)) * i64::from(turn);
                let month = from.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()?;
                month.nth_weekday_of_month(nth.number(), day).ok().filter(|&date| date >= from)
            }
        };
        Some((turn, date))
    }
}

/// When a series of meetings ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// No meeting after this date of the anchor's calendar.
    On(Date),
    /// After so many dates of the rule, those left out or moved counted.
    After(u32),
    /// It goes on.
    Never,
}

/// What is different about one date of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exception {
    /// No meeting.
    LeftOut,
    /// The meeting is at another time on the anchor's clock, perhaps on another day.
    MovedTo(DateTime),
}

/// A series of meetings as it is stored. Moments are derived.
///
/// ```
/// use calendar::{Cadence, End, Exception, Recurrence, Slot, Weekday, Zone};
///
/// let slot = Slot { anchor: Zone::named("Europe/Lisbon")?, day: Weekday::Tuesday, time: "17:00".parse()? };
/// let mut series = Recurrence::new(slot, Cadence::Weekly { every: 2 }, "2027-03-15".parse()?, End::After(3));
/// series.exceptions.insert("2027-03-30".parse()?, Exception::LeftOut);
///
/// let moments: Vec<String> = series.meetings().map(|meeting| meeting.moment.to_string()).collect();
/// // Clocks in Lisbon went forward on 28 March; the hour there is the same.
/// assert_eq!(moments, ["2027-03-16T17:00:00Z", "2027-04-13T16:00:00Z"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// The hour.
    pub slot: Slot,
    /// How often.
    pub cadence: Cadence,
    /// No meeting before this date of the anchor's calendar.
    pub from: Date,
    /// When it ends.
    pub end: End,
    /// What is different, by the date of the rule. Dates that are none of the rule mean nothing.
    pub exceptions: BTreeMap<Date, Exception>,
}

/// One meeting of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The date by the rule, which names the meeting also when it is moved.
    pub planned: Date,
    /// What the anchor's calendar and clock show when it begins. Of a skipped hour, what the rule says.
    pub local: DateTime,
    /// When it begins.
    pub moment: Timestamp,
}

impl Recurrence {
    /// A series without exceptions.
    pub fn new(slot: Slot, cadence: Cadence, from: Date, end: End) -> Recurrence {
        Recurrence { slot, cadence, from, end, exceptions: BTreeMap::new() }
    }

    /// The dates of the rule, exceptions or not. Without end it goes on to the end of the calendar.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        let (last, count) = match self.end {
            End::On(date) => (date, usize::MAX),
            End::After(count) => (Date::MAX, usize::try_from(count).unwrap_or(usize::MAX)),
            End::Never => (Date::MAX, usize::MAX),
        };
        self.cadence.dates(self.slot.day, self.from).take(count).take_while(move |&date| date <= last)
    }

    /// The meetings in the order of the rule; a moved one stands in its old place.
    pub fn meetings(&self) -> impl Iterator<Item = Occurrence> {
        self.dates().filter_map(|planned| {
            let local = match self.exceptions.get(&planned) {
                None => planned.to_datetime(self.slot.time),
                Some(Exception::MovedTo(local)) => *local,
                Some(Exception::LeftOut) => return None,
            };
            Some(Occurrence { planned, local, moment: self.slot.anchor.moment_of(local)? })
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn slot(anchor: &str, day: Weekday, time: &str) -> Slot {
        Slot { anchor: Zone::named(anchor).unwrap(), day, time: time.parse().unwrap() }
    }

    fn moments(series: &Recurrence) -> Vec<String> {
        series.meetings().map(|meeting| meeting.moment.strftime("%Y-%m-%dT%H:%MZ").to_string()).collect()
    }

    /// Day by day, by the words of the rule.
    fn brute_force(cadence: Cadence, day: Weekday, from: Date, to: Date) -> Vec<Date> {
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let is_nth = |date: Date, nth: Nth| match nth {
            Nth::Last => date.day() + 7 > date.days_in_month(),
            nth => (date.day() + 6) / 7 == nth.number(),
        };
        let mut weeks = 0;
        let mut dates = Vec::new();
        for date in from.series(Span::new().days(1)).take_while(|&date| date <= to) {
            if date.weekday() != day {
                continue;
            }
            let meets = match cadence {
                Cadence::Weekly { every } => weeks % every.max(1) == 0,
                Cadence::Monthly { every, nth } => {
                    is_nth(date, nth) && (months(date) - months(from)) % i32::from(every.max(1)) == 0
                }
            };
            weeks += 1;
            if meets {
                dates.push(date);
            }
        }
        dates
    }

    fn any_day() -> impl Strategy<Value = Weekday> {
        (0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap())
    }

    fn any_cadence() -> impl Strategy<Value = Cadence> {
        let nth =
            prop::sample::select(vec![-1, 1, 2, 3, 4, 5]).prop_map(|nth| Nth::from_number(nth).unwrap());
        prop_oneof![
            (0..6_u16).prop_map(|every| Cadence::Weekly { every }),
            (0..5_u16, nth).prop_map(|(every, nth)| Cadence::Monthly { every, nth }),
        ]
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (0..3000_i32).prop_map(|days| date(2024, 1, 1).checked_add(Span::new().days(days)).unwrap())
    }

    proptest! {
        #[test]
        fn expansion_equals_a_walk_day_by_day(
            cadence in any_cadence(), day in any_day(), from in any_date(), days in -3..500_i32,
        ) {
            let to = from.checked_add(Span::new().days(days)).unwrap();
            let series = Recurrence::new(Slot { anchor: Zone::utc(), day, time: Time::midnight() }, cadence, from, End::On(to));
            let expected = brute_force(cadence, day, from, to);
            prop_assert_eq!(series.dates().collect::<Vec<_>>(), expected.clone());
            let counted = Recurrence { end: End::After(u32::try_from(expected.len()).unwrap()), ..series };
            prop_assert_eq!(counted.dates().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn the_anchors_hour_is_the_same_whatever_its_clocks_do(
            anchor in prop::sample::select(vec![
                "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo",
                "America/Santiago", "Antarctica/Troll", "Asia/Kathmandu", "America/Vancouver", "Pacific/Chatham",
            ]),
            cadence in any_cadence(), day in any_day(), from in any_date(), quarter in 0..96_i8,
        ) {
            let time = jiff::civil::time(quarter / 4, quarter % 4 * 15, 0, 0);
            let slot = Slot { anchor: Zone::named(anchor).unwrap(), day, time };
            let series = Recurrence::new(slot.clone(), cadence, from, End::After(40));
            for meeting in series.meetings() {
                let shown = slot.anchor.local_at(meeting.moment);
                // Only an hour that does not exist on that day is another one.
                let exists = slot.anchor.moment_of(meeting.local).map(|moment| slot.anchor.local_at(moment)) == Some(meeting.local);
                prop_assert!(!exists || shown == meeting.planned.to_datetime(time), "{shown}");
            }
        }
    }

    #[test]
    fn every_second_week_counts_from_the_first_date() {
        let series = Recurrence::new(
            slot("Africa/Cairo", Weekday::Sunday, "10:00"),
            Cadence::Weekly { every: 2 },
            date(2027, 1, 5),
            End::On(date(2027, 2, 7)),
        );
        assert_eq!(
            series.dates().collect::<Vec<_>>(),
            [date(2027, 1, 10), date(2027, 1, 24), date(2027, 2, 7)]
        );
    }

    #[test]
    fn months_without_a_fifth_weekday_are_left_out() {
        let series = Recurrence::new(
            slot("UTC", Weekday::Friday, "10:00"),
            Cadence::Monthly { every: 1, nth: Nth::Fifth },
            date(2027, 1, 1),
            End::On(date(2027, 8, 1)),
        );
        assert_eq!(
            series.dates().collect::<Vec<_>>(),
            [date(2027, 1, 29), date(2027, 4, 30), date(2027, 7, 30)]
        );
    }

    #[test]
    fn the_second_tuesday_in_sydney_is_a_monday_in_los_angeles() {
        let series = Recurrence::new(
            slot("Australia/Sydney", Weekday::Tuesday, "08:00"),
            Cadence::Monthly { every: 1, nth: Nth::Second },
            date(2027, 6, 1),
            End::After(1),
        );
        let seen =
            Zone::named("America/Los_Angeles").unwrap().local_at(series.meetings().next().unwrap().moment);
        assert_eq!(seen, date(2027, 6, 7).at(15, 0, 0, 0));
    }

    #[test]
    fn a_date_can_be_left_out_or_moved_and_still_counts() {
        let mut series = Recurrence::new(
            slot("Europe/Lisbon", Weekday::Thursday, "17:00"),
            Cadence::Weekly { every: 1 },
            date(2027, 6, 1),
            End::After(4),
        );
        series.exceptions.insert(date(2027, 6, 10), Exception::LeftOut);
        series.exceptions.insert(date(2027, 6, 17), Exception::MovedTo(date(2027, 6, 18).at(9, 30, 0, 0)));
        series.exceptions.insert(date(2027, 6, 25), Exception::LeftOut);
        assert_eq!(moments(&series), ["2027-06-03T16:00Z", "2027-06-18T08:30Z", "2027-06-24T16:00Z"]);
    }

    #[test]
    fn a_series_without_end_ends_with_the_calendar() {
        let series = Recurrence::new(
            slot("UTC", Weekday::Friday, "10:00"),
            Cadence::Weekly { every: 1 },
            date(9999, 12, 1),
            End::Never,
        );
        assert_eq!(series.dates().count(), 5);
        let never = Recurrence { end: End::On(date(9999, 11, 1)), ..series };
        assert_eq!(never.meetings().count(), 0);
    }

    #[test]
    fn a_date_that_does_not_exist_is_read_with_the_offset_before_it() {
        // Samoa left out 30 December 2011, a Friday.
        let series = Recurrence::new(
            slot("Pacific/Apia", Weekday::Friday, "10:00"),
            Cadence::Weekly { every: 1 },
            date(2011, 12, 23),
            End::After(3),
        );
        assert_eq!(moments(&series), ["2011-12-23T20:00Z", "2011-12-30T20:00Z", "2012-01-05T20:00Z"]);
    }
}
