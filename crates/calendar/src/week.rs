//! A week as 672 quarter-hours from Monday 00:00 UTC, so that hours of people in any zone compare by bitwise *and*.
//!
//! All offsets in use today are multiples of 15 minutes, so quarter-hours lose nothing and coarser steps would.
//! The week is circular: after the last quarter-hour of Sunday comes the first of Monday.

use std::ops::{BitAnd, Range};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::hours::{Level, WeeklyHours};
use crate::zone::Zone;

const WORDS: usize = 11;
pub(crate) const QUARTER_SECONDS: i64 = 15 * 60;
pub(crate) const WEEK_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Some quarter-hours of a week. Bit `t % 64` of word `t / 64` is the quarter-hour that begins `15 * t` minutes after
/// Monday 00:00 UTC, `t` from 0 to 671; the bits above are clear.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Week([u64; WORDS]);

/// Quarter-hours in a row, going on from Sunday into Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first quarter-hour, 0 to 671.
    pub start: u16,
    /// How many, 1 to 672.
    pub quarters: u16,
}

impl Week {
    /// Quarter-hours in a week.
    pub const QUARTERS: u16 = 672;

    /// Every quarter-hour.
    pub fn full() -> Week {
        Week::from_words([u64::MAX; WORDS])
    }

    /// The week of these words; bits above the last quarter-hour are dropped.
    pub fn from_words(words: [u64; WORDS]) -> Week {
        let mut week = Week(words);
        if let Some(last) = week.0.last_mut() {
            *last &= u64::from(u32::MAX);
        }
        week
    }

    /// The bits, as matching takes them.
    pub fn as_words(&self) -> &[u64; WORDS] {
        &self.0
    }

    /// The quarter-hours of the UTC week of `day` (from the Monday on or before it) during which a person is available
    /// at `least` or better, from their first minute to their last.
    ///
    /// ```
    /// use calendar::{Level, Run, Week, WeeklyHours, Zone};
    ///
    /// let kolkata = Zone::named("Asia/Kolkata")?;
    /// let hours = WeeklyHours::parse("Mon 09:00-10:00")?;
    /// let week = Week::of(&kolkata, &hours, Level::Acceptable, "2027-01-15".parse()?);
    /// // 09:00 in Kolkata is 03:30 UTC, the fourteenth quarter-hour.
    /// assert_eq!(week.runs(), [Run { start: 14, quarters: 4 }]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(zone: &Zone, hours: &WeeklyHours, least: Level, day: Date) -> Week {
        let monday = Week::begin(day).as_second();
        let end = Timestamp::from_second(monday + WEEK_SECONDS).unwrap_or(Timestamp::MAX);
        let mut week = Week::default();
        let mut from = 0;
        for (offset, until) in zone.offsets_between(Week::begin(day), end) {
            let until = until.as_second() - monday;
            for stretch in hours.at_least(least) {
                // The pattern repeats weekly, so local Sunday may fall into this UTC week from either side.
                for shift in [-WEEK_SECONDS, 0, WEEK_SECONDS] {
                    let to_utc = shift - i64::from(offset.seconds());
                    let begins = (i64::from(stretch.start) * 60 + to_utc).max(from);
                    let ends = (i64::from(stretch.end) * 60 + to_utc).min(until);
                    let first =
                        begins.max(0).div_euclid(QUARTER_SECONDS) + i64::from(begins % QUARTER_SECONDS != 0);
                    week.insert(first..ends.div_euclid(QUARTER_SECONDS));
                }
            }
            from = until;
        }
        week
    }

    /// The moment at which the UTC week of `day` begins. Days of the first and last year of the calendar count as the
    /// nearest day within.
    pub fn begin(day: Date) -> Timestamp {
        let day = day.clamp(date(-9998, 1, 8), date(9998, 12, 24));
        let back = i32::from(day.weekday().to_monday_zero_offset());
        let begin = day
            .checked_sub(jiff::Span::new().days(back))
            .and_then(|monday| TimeZone::UTC.to_timestamp(monday.to_datetime(jiff::civil::Time::midnight())));
        begin.unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Whether a quarter-hour is in; counted on from Monday again beyond 671.
    pub fn contains(&self, quarter: u16) -> bool {
        let quarter = quarter % Week::QUARTERS;
        self.word(quarter.into()) & 1 == 1
    }

    /// Whether there is no quarter-hour.
    pub fn is_empty(&self) -> bool {
        *self == Week::default()
    }

    /// How many quarter-hours.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many hours.
    pub fn hours(&self) -> f64 {
        f64::from(self.count()) / 4.0
    }

    /// The runs of quarter-hours, by their start. One that goes on from Sunday into Monday is a single run.
    pub fn runs(&self) -> Vec<Run> {
        let is_start =
            |&quarter: &u16| self.contains(quarter) && !self.contains(quarter + Week::QUARTERS - 1);
        if *self == Week::full() {
            return vec![Run { start: 0, quarters: Week::QUARTERS }];
        }
        (0..Week::QUARTERS)
            .filter(is_start)
            .map(|start| {
                let last =
                    (start..start + Week::QUARTERS).take_while(|&quarter| self.contains(quarter)).last();
                Run { start, quarters: last.map_or(0, |last| last + 1 - start) }
            })
            .collect()
    }

    /// The quarter-hours at which a meeting of so many minutes can start, so that all of it lies within. Begun
    /// quarter-hours count whole; no meeting is longer than a week.
    ///
    /// ```
    /// use calendar::{Level, Week, WeeklyHours, Zone};
    ///
    /// let hours = WeeklyHours::parse("Tue 09:00-11:00")?;
    /// let week = Week::of(&Zone::utc(), &hours, Level::Acceptable, "2027-01-15".parse()?);
    /// // 09:00, 09:15 and 09:30.
    /// assert_eq!(week.starts(90).count(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn starts(&self, minutes: u32) -> Week {
        let Some(quarters) =
            u16::try_from(minutes.div_ceil(15)).ok().filter(|&quarters| quarters <= Week::QUARTERS)
        else {
            return Week::default();
        };
        // `starts` holds where `fits` quarter-hours in a row are free; each step at most doubles `fits`.
        let mut starts = *self;
        let mut fits = 1;
        while fits < quarters {
            let step = fits.min(quarters - fits);
            starts = starts & starts.earlier(step);
            fits += step;
        }
        starts
    }

    /// The same week, every quarter-hour so many earlier, around the circle.
    fn earlier(&self, quarters: u16) -> Week {
        let end = usize::from(Week::QUARTERS);
        let mut words = [0; WORDS];
        for (word, place) in words.iter_mut().zip((usize::from(quarters)..).step_by(64)) {
            // From `place` on, and what is missing beyond the end of the week from its beginning.
            *word = self.word(place % end);
            let left = end - place % end;
            if left < 64 {
                *word |= self.word(0) << left;
            }
        }
        Week::from_words(words)
    }

    /// The 64 bits from a place on, zeros beyond the end.
    fn word(&self, place: usize) -> u64 {
        let at = |index: usize| self.0.get(index).copied().unwrap_or(0);
        match place % 64 {
            0 => at(place / 64),
            within => at(place / 64) >> within | at(place / 64 + 1) << (64 - within),
        }
    }

    fn insert(&mut self, quarters: Range<i64>) {
        for (word, base) in self.0.iter_mut().zip((0..i64::from(Week::QUARTERS)).step_by(64)) {
            let from = (quarters.start - base).clamp(0, 64);
            let to = (quarters.end - base).clamp(0, 64);
            if from < to {
                *word |= (u64::MAX >> (64 - (to - from))) << from;
            }
        }
    }
}

impl BitAnd for Week {
    type Output = Week;

    /// The quarter-hours in both.
    fn bitand(mut self, other: Week) -> Week {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= other;
        }
        self
    }
}

/// The same weekly hours in two weeks of one year. Clocks change in many zones and on different dates; people who share
/// hours in January and in July share them for most of the year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Seasons {
    /// The week of 15 January.
    pub winter: Week,
    /// The week of 15 July.
    pub summer: Week,
}

impl Seasons {
    /// Every quarter-hour of both weeks.
    pub fn full() -> Seasons {
        Seasons { winter: Week::full(), summer: Week::full() }
    }

    /// When a person is available, preferred or acceptable.
    pub fn of(zone: &Zone, hours: &WeeklyHours, year: i16) -> Seasons {
        let week_of = |month| {
            let day = date(year.clamp(-9998, 9998), month, 15);
            Week::of(zone, hours, Level::Acceptable, day)
        };
        Seasons { winter: week_of(1), summer: week_of(7) }
    }

    /// The hours all have in common; of nobody, every hour.
    ///
    /// ```
    /// use calendar::{Seasons, WeeklyHours, Zone};
    ///
    /// let hours = WeeklyHours::parse("weekdays 9-17")?;
    /// let glasgow = Seasons::of(&Zone::named("Europe/London")?, &hours, 2027);
    /// let bogota = Seasons::of(&Zone::named("America/Bogota")?, &hours, 2027);
    /// // Three hours a day in winter, two in summer.
    /// assert_eq!(Seasons::common([&glasgow, &bogota]).common_hours(), 10.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn common<'a>(people: impl IntoIterator<Item = &'a Seasons>) -> Seasons {
        people.into_iter().fold(Seasons::full(), |common, person| Seasons {
            winter: common.winter & person.winter,
            summer: common.summer & person.summer,
        })
    }

    /// Hours in the poorer of the two weeks.
    pub fn common_hours(&self) -> f64 {
        self.winter.hours().min(self.summer.hours())
    }

    /// The quarter-hours at which a meeting of so many minutes can start.
    #[must_use]
    pub fn starts(&self, minutes: u32) -> Seasons {
        Seasons { winter: self.winter.starts(minutes), summer: self.summer.starts(minutes) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;
    use proptest::prelude::*;

    use super::*;
    use crate::hours::Window;

    const ZONES: [&str; 16] = [
        "UTC",
        "Europe/Lisbon",
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "America/Vancouver",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Antarctica/Troll",
    ];

    /// Days in weeks without a change of clocks, with one in Europe, America or Lord Howe, and the week of 2011 in
    /// which Apia left out a Friday.
    const DAYS: [&str; 7] =
        ["2027-01-15", "2027-07-15", "2027-03-14", "2027-03-28", "2027-04-04", "2027-10-31", "2011-12-30"];

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A quarter-hour belongs to the week if the wall clock is within hours at each of its minutes.
    fn painted_minute_by_minute(zone: &Zone, hours: &WeeklyHours, least: Level, day: Date) -> Week {
        let monday = Week::begin(day).as_second();
        let is_free = |minute: i64| {
            let local = zone.local_at(Timestamp::from_second(monday + minute * 60).unwrap());
            let of_day = u16::try_from(local.hour()).unwrap() * 60 + u16::try_from(local.minute()).unwrap();
            hours.level_during(local.weekday(), of_day, of_day + 1) >= Some(least)
        };
        let mut week = Week::default();
        for quarter in 0..i64::from(Week::QUARTERS) {
            if (0..15).all(|minute| is_free(quarter * 15 + minute)) {
                week.insert(quarter..quarter + 1);
            }
        }
        week
    }

    fn weekly_hours() -> impl Strategy<Value = WeeklyHours> {
        let day = (0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap());
        let level = prop_oneof![Just(Level::Preferred), Just(Level::Acceptable)];
        // Mostly whole quarter-hours, sometimes any minute.
        let minute = || prop_oneof![3 => (0..=96_u16).prop_map(|quarter| quarter * 15), 1 => 0..=1440_u16];
        let window = (day, minute(), minute(), level);
        let window = window.prop_map(|(day, from, to, level)| Window { day, from, to, level });
        prop::collection::vec(window, 0..10).prop_map(WeeklyHours::new)
    }

    fn week() -> impl Strategy<Value = Week> {
        // The conjunction of two random weeks has short runs, the rest from hours has long ones.
        let scattered = any::<([u64; WORDS], [u64; WORDS])>();
        prop_oneof![
            scattered.prop_map(|(one, other)| Week::from_words(one) & Week::from_words(other)),
            weekly_hours().prop_map(|hours| Week::of(
                &Zone::utc(),
                &hours,
                Level::Acceptable,
                day("2027-01-15")
            )),
            Just(Week::full()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn painting_equals_the_wall_clock_minute_by_minute(
            hours in weekly_hours(),
            zone_name in prop::sample::select(&ZONES),
            day_text in prop::sample::select(&DAYS),
            least in prop_oneof![Just(Level::Preferred), Just(Level::Acceptable)],
        ) {
            let (zone, day) = (zone(zone_name), day(day_text));
            let expected = painted_minute_by_minute(&zone, &hours, least, day);
            prop_assert_eq!(Week::of(&zone, &hours, least, day), expected);
        }
    }

    proptest! {
        #[test]
        fn a_meeting_starts_where_all_its_quarter_hours_are_free(week in week(), minutes in 0..3000_u32) {
            let quarters = u16::try_from(minutes.div_ceil(15).max(1)).unwrap();
            let starts = week.starts(minutes);
            for start in 0..Week::QUARTERS {
                let fits = (start..start + quarters).all(|quarter| week.contains(quarter));
                prop_assert_eq!(starts.contains(start), fits, "{}", start);
            }
        }

        #[test]
        fn a_quarter_of_an_hour_starts_wherever_one_is_free(week in week()) {
            prop_assert_eq!(week.starts(15), week);
        }

        #[test]
        fn runs_are_the_week_in_other_words(week in week()) {
            let mut again = Week::default();
            for run in week.runs() {
                for quarter in run.start..run.start + run.quarters {
                    let quarter = i64::from(quarter % Week::QUARTERS);
                    again.insert(quarter..quarter + 1);
                }
                let is_whole = run.quarters == Week::QUARTERS;
                prop_assert!(is_whole || !week.contains(run.start + run.quarters));
            }
            prop_assert_eq!(again, week);
            prop_assert_eq!(again.count(), week.runs().iter().map(|run| u32::from(run.quarters)).sum::<u32>());
        }

        #[test]
        fn what_is_common_belongs_to_each(people in prop::collection::vec((weekly_hours(), prop::sample::select(&ZONES)), 1..6)) {
            let people: Vec<Seasons> =
                people.iter().map(|(hours, name)| Seasons::of(&zone(name), hours, 2027)).collect();
            let common = Seasons::common(&people);
            for person in &people {
                prop_assert_eq!(common.winter & person.winter, common.winter);
                prop_assert_eq!(common.summer & person.summer, common.summer);
                prop_assert!(common.common_hours() <= person.common_hours());
            }
        }
    }

    #[test]
    fn clocks_that_differ_by_odd_amounts_are_exact() {
        let nine_to_ten = WeeklyHours::parse("Mon 09:00-10:00").unwrap();
        let check = |name: &str, day_text: &str, first_minute: u16| {
            let week = Week::of(&zone(name), &nine_to_ten, Level::Acceptable, day(day_text));
            assert_eq!(week.runs(), [Run { start: first_minute / 15, quarters: 4 }], "{name} {day_text}");
        };
        let sunday = 6 * 24 * 60;
        check("Asia/Kolkata", "2027-01-15", 3 * 60 + 30);
        check("Asia/Kathmandu", "2027-01-15", 3 * 60 + 15);
        check("Pacific/Chatham", "2027-01-15", sunday + 19 * 60 + 15);
        check("Pacific/Chatham", "2027-07-15", sunday + 20 * 60 + 15);
        check("Australia/Lord_Howe", "2027-01-15", sunday + 22 * 60);
        check("Australia/Lord_Howe", "2027-07-15", sunday + 22 * 60 + 30);
        check("Pacific/Kiritimati", "2027-01-15", sunday + 19 * 60);
    }

    #[test]
    fn a_run_goes_on_from_sunday_into_monday() {
        let hours = WeeklyHours::parse("Sun 23:00-01:00").unwrap();
        let week = Week::of(&Zone::utc(), &hours, Level::Acceptable, day("2027-01-15"));
        assert_eq!(week.runs(), [Run { start: 668, quarters: 8 }]);
        assert_eq!(week.starts(90).runs(), [Run { start: 668, quarters: 3 }]);
        assert_eq!(week.starts(7 * 24 * 60 + 15), Week::default());
        assert_eq!(Week::full().starts(7 * 24 * 60), Week::full());
    }

    #[test]
    fn seven_people_on_four_continents_share_their_hours_in_both_seasons() {
        let hours = WeeklyHours::parse("Mon-Fri 09:00-18:00").unwrap();
        let people: Vec<Seasons> = ["Europe/Lisbon", "Africa/Lagos", "America/Bogota"]
            .map(|name| Seasons::of(&zone(name), &hours, 2027))
            .into();
        let common = Seasons::common(&people);
        // Bogotá opens at 14:00 UTC; Lagos closes at 17:00 UTC, Lisbon at 18:00 in January and 17:00 in July.
        assert!((common.common_hours() - 15.0).abs() < f64::EPSILON);
        assert_eq!(common.starts(90).winter.count(), 5 * 7);
        assert_eq!(Seasons::common([]), Seasons::full());
    }

    #[test]
    fn days_at_the_ends_of_the_calendar_do_no_harm() {
        let hours = WeeklyHours::parse("daily 9-10").unwrap();
        for edge in [Date::MIN, Date::MAX] {
            assert_eq!(Week::of(&Zone::utc(), &hours, Level::Acceptable, edge).count(), 28);
        }
        assert!(Seasons::of(&zone("Asia/Tokyo"), &hours, i16::MAX).common_hours() > 0.0);
    }
}
