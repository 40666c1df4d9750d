//! Recurrence rules of other calendars (RFC 5545, 3.3.10), expanded within a stretch of time and a budget of work.
//!
//! Starts are wall-clock times; the caller turns them into moments. A rule that would be worked on without end stops
//! when the budget is spent, and says so.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Span, Unit};

use super::values::{Point, point};

/// How much may still be done, in days and times looked at.
#[derive(Debug)]
pub(crate) struct Work {
    left: u32,
}

impl Work {
    pub(crate) fn of(units: u32) -> Work {
        Work { left: units }
    }

    /// Takes a share of this work, at most `units`.
    pub(crate) fn share(&self, units: u32) -> Work {
        Work { left: self.left.min(units) }
    }

    /// Takes off what a share has used.
    pub(crate) fn settle(&mut self, shared: u32, share: &Work) {
        self.left -= self.left.min(shared).saturating_sub(share.left);
    }

    pub(crate) fn spend(&mut self, units: u32) -> bool {
        let is_enough = self.left >= units;
        self.left = self.left.saturating_sub(units);
        is_enough
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Frequency {
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A rule as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recurrence {
    frequency: Frequency,
    interval: i64,
    count: Option<u32>,
    /// The last start there may be.
    pub(crate) until: Option<Point>,
    seconds: Vec<i16>,
    minutes: Vec<i16>,
    hours: Vec<i16>,
    days: Vec<(i16, Weekday)>,
    month_days: Vec<i16>,
    year_days: Vec<i16>,
    weeks: Vec<i16>,
    months: Vec<i16>,
    positions: Vec<i16>,
    week_start: Weekday,
}

impl Recurrence {
    /// Reads a rule. `None` if it has no frequency, or a part that cannot be true.
    pub(crate) fn read(text: &str) -> Option<Recurrence> {
        let mut frequency = None;
        let mut rule = Recurrence::every(Frequency::Daily);
        for part in text.split(';').filter(|part| !part.trim().is_empty()).take(32) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => frequency = Some(Frequency::read(&value)?),
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|interval| (1..=100_000).contains(interval))?;
                }
                "COUNT" => rule.count = Some(value.parse().ok().filter(|count| *count > 0)?),
                "UNTIL" => rule.until = Some(point(&value)?),
                "BYSECOND" => {
                    rule.seconds = numbers(&value, 0, 60)?.into_iter().map(|at| at.min(59)).collect();
                }
                "BYMINUTE" => rule.minutes = numbers(&value, 0, 59)?,
                "BYHOUR" => rule.hours = numbers(&value, 0, 23)?,
                "BYDAY" => rule.days = value.split(',').take(100).map(day).collect::<Option<_>>()?,
                "BYMONTHDAY" => rule.month_days = numbers(&value, -31, 31)?,
                "BYYEARDAY" => rule.year_days = numbers(&value, -366, 366)?,
                "BYWEEKNO" => rule.weeks = numbers(&value, -53, 53)?,
                "BYMONTH" => rule.months = numbers(&value, 1, 12)?,
                "BYSETPOS" => rule.positions = numbers(&value, -366, 366)?,
                "WKST" => rule.week_start = day(&value)?.1,
                _ => {}
            }
        }
        rule.frequency = frequency?;
        let clock = [&mut rule.seconds, &mut rule.minutes, &mut rule.hours];
        let dates = [&mut rule.month_days, &mut rule.year_days, &mut rule.weeks, &mut rule.months];
        for list in clock.into_iter().chain(dates).chain([&mut rule.positions]) {
            list.sort_unstable();
            list.dedup();
        }
        Some(rule)
    }

    fn every(frequency: Frequency) -> Recurrence {
        Recurrence {
            frequency,
            interval: 1,
            count: None,
            until: None,
            seconds: Vec::new(),
            minutes: Vec::new(),
            hours: Vec::new(),
            days: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Starts from `from` to `to`, both included, in order. `first` is always the first of the series. An UNTIL in
    /// wall-clock form is kept; one in UTC is for the caller, who knows the zone. Ends early when the work is spent.
    pub(crate) fn starts(
        &self,
        first: DateTime,
        from: DateTime,
        to: DateTime,
        work: &mut Work,
    ) -> Vec<DateTime> {
        let to = match self.until {
            Some(Point::Day(day)) => to.min(day.to_datetime(Time::MAX)),
            Some(Point::Local(local)) => to.min(local),
            _ => to,
        };
        let mut found = Vec::new();
        if first > to {
            return found;
        }
        let mut left = self.count;
        if left.is_none_or(|left| left > 0) && first >= from {
            found.push(first);
        }
        left = left.map(|left| left - 1);
        let mut period = if left.is_some() { 0 } else { self.periods_before(first, from) };
        while left != Some(0) && work.spend(1) {
            let Some(begin) = self.period_begin(first, period) else { break };
            if begin > to {
                break;
            }
            let mut starts = self.starts_in(first, begin, work);
            if !self.positions.is_empty() {
                starts = self.picked(&starts);
            }
            for start in starts.into_iter().filter(|start| *start > first) {
                if start > to || left == Some(0) || work.is_spent() {
                    return found;
                }
                left = left.map(|left| left - 1);
                if start >= from {
                    work.spend(1);
                    found.push(start);
                }
            }
            period += self.interval;
        }
        found
    }

    /// A multiple of the interval, of periods that surely end before `from`.
    fn periods_before(&self, first: DateTime, from: DateTime) -> i64 {
        let between = |unit| {
            let span = first.until((unit, from)).ok()?;
            let count = match unit {
                Unit::Year => i64::from(span.get_years()),
                Unit::Month => i64::from(span.get_months()),
                Unit::Week => i64::from(span.get_weeks()),
                Unit::Day => i64::from(span.get_days()),
                Unit::Hour => i64::from(span.get_hours()),
                Unit::Minute => span.get_minutes(),
                _ => span.get_seconds(),
            };
            Some(count)
        };
        let passed = between(self.frequency.unit()).unwrap_or(0) - 2;
        passed.max(0) / self.interval * self.interval
    }

    /// Where the period of this number begins: the first day of its year, month or week, or the time itself.
    fn period_begin(&self, first: DateTime, period: i64) -> Option<DateTime> {
        let midnight = |date: Date| date.to_datetime(Time::midnight());
        let date = first.date();
        match self.frequency {
            Frequency::Yearly => {
                let year = i64::from(date.year()).checked_add(period)?;
                Date::new(i16::try_from(year).ok()?, 1, 1).ok().map(midnight)
            }
            Frequency::Monthly => {
                let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + period;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok().map(midnight)
            }
            Frequency::Weekly => {
                let back = i64::from(self.week_start.until(date.weekday()));
                plus_days(date, period.checked_mul(7)? - back).map(midnight)
            }
            Frequency::Daily => plus_days(date, period).map(midnight),
            Frequency::Hourly => begin_of(first, 3600, period),
            Frequency::Minutely => begin_of(first, 60, period),
            Frequency::Secondly => begin_of(first, 1, period),
        }
    }

    /// All starts of the period that begins at `begin`, in order.
    fn starts_in(&self, first: DateTime, begin: DateTime, work: &mut Work) -> Vec<DateTime> {
        let days = match self.frequency {
            Frequency::Yearly => begin.date().days_in_year(),
            Frequency::Monthly => i16::from(begin.date().days_in_month()),
            Frequency::Weekly => 7,
            _ => 1,
        };
        let mut starts = Vec::new();
        let mut date = begin.date();
        for _ in 0..days {
            if self.takes_date(first.date(), date) && !self.push_times(first, begin, date, &mut starts, work)
            {
                break;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        // A day is cheap, but there are many in a year, and each may be sought in long lists.
        let lists = self.days.len() + self.month_days.len() + self.year_days.len() + self.weeks.len();
        let effort = usize::from(days.unsigned_abs()) * (4 + lists) / 16;
        work.spend(u32::try_from(effort).unwrap_or(u32::MAX));
        starts
    }

    fn push_times(
        &self,
        first: DateTime,
        begin: DateTime,
        date: Date,
        starts: &mut Vec<DateTime>,
        work: &mut Work,
    ) -> bool {
        // What is smaller than the frequency expands, the rest must match (3.3.10, the table).
        let part = |list: &[i16], frequency: Frequency, of_period: i8, of_first: i8| -> Vec<i16> {
            let expands = self.frequency > frequency;
            match (expands, list.is_empty()) {
                (true, true) => vec![i16::from(of_first)],
                (true, false) => list.to_vec(),
                (false, true) => vec![i16::from(of_period)],
                (false, false) => list.iter().copied().filter(|at| *at == i16::from(of_period)).collect(),
            }
        };
        let hours = part(&self.hours, Frequency::Hourly, begin.hour(), first.hour());
        let minutes = part(&self.minutes, Frequency::Minutely, begin.minute(), first.minute());
        let seconds = part(&self.seconds, Frequency::Secondly, begin.second(), first.second());
        for hour in &hours {
            for minute in &minutes {
                for second in &seconds {
                    if !work.spend(1) {
                        return false;
                    }
                    let [hour, minute, second] =
                        [hour, minute, second].map(|at| i8::try_from(*at).unwrap_or(0));
                    starts.push(date.at(hour, minute, second, 0));
                }
            }
        }
        true
    }

    fn takes_date(&self, first: Date, date: Date) -> bool {
        let by_date = !self.month_days.is_empty() || !self.year_days.is_empty() || !self.weeks.is_empty();
        let is_plain = !by_date && self.days.is_empty();
        let month = i16::from(date.month());
        if !self.months.is_empty() && !self.months.contains(&month) {
            return false;
        }
        if is_plain {
            return match self.frequency {
                Frequency::Yearly => {
                    (!self.months.is_empty() || date.month() == first.month()) && date.day() == first.day()
                }
                Frequency::Monthly => date.day() == first.day(),
                Frequency::Weekly => date.weekday() == first.weekday(),
                _ => true,
            };
        }
        let (day, length) = (i16::from(date.day()), i16::from(date.days_in_month()));
        let (year_day, year_length) = (date.day_of_year(), date.days_in_year());
        let holds = |list: &[i16], at: i16, length: i16| {
            list.is_empty() || list.contains(&at) || list.contains(&(at - length - 1))
        };
        holds(&self.month_days, day, length)
            && holds(&self.year_days, year_day, year_length)
            && (self.weeks.is_empty() || self.takes_week(date, first))
            && (self.days.is_empty() || self.days.iter().any(|wanted| self.takes_day(*wanted, date)))
    }

    fn takes_day(&self, (nth, weekday): (i16, Weekday), date: Date) -> bool {
        if date.weekday() != weekday {
            return false;
        }
        let in_month = self.frequency == Frequency::Monthly
            || (self.frequency == Frequency::Yearly && !self.months.is_empty());
        let (at, length) = match (in_month, self.frequency) {
            (true, _) => (i16::from(date.day()), i16::from(date.days_in_month())),
            (false, Frequency::Yearly) => (date.day_of_year(), date.days_in_year()),
            // Elsewhere a number has no meaning.
            (false, _) => return true,
        };
        nth == 0 || (at - 1) / 7 + 1 == nth || -((length - at) / 7) - 1 == nth
    }

    /// Whether the date is in one of the wanted weeks of its year. A week belongs to the year of its fourth day.
    fn takes_week(&self, date: Date, first: Date) -> bool {
        let back = i64::from(self.week_start.until(date.weekday()));
        let Some(fourth) = plus_days(date, 3 - back) else { return false };
        let week = (fourth.day_of_year() - 1) / 7 + 1;
        let from_end = -((fourth.days_in_year() - fourth.day_of_year()) / 7) - 1;
        let is_wanted = self.weeks.contains(&week) || self.weeks.contains(&from_end);
        let is_day = !self.days.is_empty() || date.weekday() == first.weekday();
        is_wanted && is_day
    }

    fn picked(&self, starts: &[DateTime]) -> Vec<DateTime> {
        let place = |position: i16| {
            let size = usize::from(position.unsigned_abs());
            if position > 0 { size.checked_sub(1) } else { starts.len().checked_sub(size) }
        };
        let mut picked: Vec<DateTime> =
            self.positions.iter().filter_map(|position| starts.get(place(*position)?).copied()).collect();
        picked.sort_unstable();
        picked.dedup();
        picked
    }
}

impl Frequency {
    fn read(text: &str) -> Option<Frequency> {
        Some(match text {
            "SECONDLY" => Frequency::Secondly,
            "MINUTELY" => Frequency::Minutely,
            "HOURLY" => Frequency::Hourly,
            "DAILY" => Frequency::Daily,
            "WEEKLY" => Frequency::Weekly,
            "MONTHLY" => Frequency::Monthly,
            "YEARLY" => Frequency::Yearly,
            _ => return None,
        })
    }

    fn unit(self) -> Unit {
        match self {
            Frequency::Secondly => Unit::Second,
            Frequency::Minutely => Unit::Minute,
            Frequency::Hourly => Unit::Hour,
            Frequency::Daily => Unit::Day,
            Frequency::Weekly => Unit::Week,
            Frequency::Monthly => Unit::Month,
            Frequency::Yearly => Unit::Year,
        }
    }
}

fn begin_of(first: DateTime, seconds: i64, period: i64) -> Option<DateTime> {
    first.checked_add(Span::new().try_seconds(period.checked_mul(seconds)?).ok()?).ok()
}

fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn numbers(value: &str, least: i16, most: i16) -> Option<Vec<i16>> {
    let number = |text: &str| {
        let number: i16 = text.trim().trim_start_matches('+').parse().ok()?;
        ((least..=most).contains(&number) && (number != 0 || least == 0)).then_some(number)
    };
    value.split(',').take(1000).map(number).collect()
}

/// Reads `MO`, `2TU` and `-1FR`.
fn day(text: &str) -> Option<(i16, Weekday)> {
    let text = text.trim();
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let number = match number.trim_start_matches('+') {
        "" => 0,
        number => number.parse().ok().filter(|number: &i16| (-53..=53).contains(number))?,
    };
    Some((number, weekday))
}
