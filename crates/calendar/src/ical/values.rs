//! Dates, times, durations and offsets as other programs write them (RFC 5545, 3.3), read with some patience.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};

/// A point in time as written, before its zone is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// A day.
    Day(Date),
    /// A wall-clock time.
    Local(DateTime),
    /// A moment.
    Utc(Timestamp),
}

/// How long something lasts. Days are days of the calendar, seconds are exact (3.3.6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) days: i32,
    pub(crate) seconds: i64,
}

/// Reads `20270115`, `20270115T0900`, `20270115T090000` and `20270115T090000Z`; with `-` and `:` too. What the value
/// looks like counts, not what its VALUE parameter says: programs disagree with themselves.
pub(crate) fn point(text: &str) -> Option<Point> {
    let compact: String =
        text.trim().chars().filter(|letter| !matches!(letter, '-' | ':')).take(24).collect();
    let compact = compact.to_ascii_uppercase();
    let (compact, is_utc) = match compact.strip_suffix('Z') {
        Some(rest) => (rest, true),
        None => (compact.as_str(), false),
    };
    let Some((day, clock)) = compact.split_once('T') else { return Some(Point::Day(date(compact)?)) };
    let (day, (hour, minute, second)) = (date(day)?, clock_parts(clock)?);
    // A leap second is the last of its minute.
    let second = second.min(59);
    let local = if (hour, minute, second) == (24, 0, 0) {
        day.tomorrow().ok()?.to_datetime(Time::midnight())
    } else {
        day.to_datetime(Time::new(hour, minute, second, 0).ok()?)
    };
    if is_utc { Offset::UTC.to_timestamp(local).ok().map(Point::Utc) } else { Some(Point::Local(local)) }
}

fn date(text: &str) -> Option<Date> {
    if text.len() != 8 {
        return None;
    }
    let number: i32 = only_digits(text)?.parse().ok()?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads `P1DT2H`, `PT30M`, `P2W`. `None` also for what is negative or longer than 10,000 days.
pub(crate) fn duration(text: &str) -> Option<Length> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix('+').unwrap_or(&text).strip_prefix('P')?;
    let mut length = Length::default();
    let mut number: Option<i32> = None;
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            let so_far = number.unwrap_or(0).checked_mul(10)?;
            number = Some(so_far.checked_add(i32::try_from(digit).ok()?)?);
            continue;
        }
        let seconds = match letter {
            'T' => continue,
            'W' => {
                length.days = length.days.checked_add(number.take()?.checked_mul(7)?)?;
                continue;
            }
            'D' => {
                length.days = length.days.checked_add(number.take()?)?;
                continue;
            }
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        length.seconds += i64::from(number.take()?) * seconds;
    }
    (number.is_none() && length.days <= 10_000 && length.seconds <= 864_000_000).then_some(length)
}

/// Reads `+0530` and `-023000`.
pub(crate) fn offset(text: &str) -> Option<Offset> {
    let text = text.trim().replace(':', "");
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (hours, minutes, seconds) = clock_parts(rest)?;
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60 + i32::from(seconds);
    Offset::from_seconds(sign * seconds).ok()
}

/// A period (3.3.9): its start, and its end or its length.
pub(crate) fn period(text: &str) -> Option<(Point, Result<Point, Length>)> {
    let (start, end) = text.split_once('/')?;
    let end = match duration(end) {
        Some(length) => Err(length),
        None => Ok(point(end)?),
    };
    Some((point(start)?, end))
}

impl Length {
    /// The moment this long after `start`, on a calendar where `start` is `local` and days are added by `moment_of`.
    pub(crate) fn after(
        self,
        start: Timestamp,
        local: DateTime,
        moment_of: impl Fn(DateTime) -> Option<Timestamp>,
    ) -> Option<Timestamp> {
        let start = match self.days {
            0 => start,
            days => moment_of(local.checked_add(Span::new().try_days(days).ok()?).ok()?)?,
        };
        start.checked_add(SignedDuration::from_secs(self.seconds)).ok()
    }
}

/// Hours, minutes and seconds of `0905` or `090500`.
fn clock_parts(text: &str) -> Option<(i8, i8, i8)> {
    let text = only_digits(text).filter(|text| matches!(text.len(), 4 | 6))?;
    let part = |from: usize| text.get(from..from + 2).map_or(Some(0), |part| part.parse().ok());
    Some((part(0)?, part(2)?, part(4)?))
}

fn only_digits(text: &str) -> Option<&str> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_in_all_their_forms() {
        let local = Point::Local("2027-01-15T09:05:00".parse().unwrap());
        for text in ["20270115T090500", "20270115T0905", "2027-01-15T09:05:00", " 20270115t090500 "] {
            assert_eq!(point(text), Some(local), "{text}");
        }
        assert_eq!(point("20270115"), Some(Point::Day("2027-01-15".parse().unwrap())));
        assert_eq!(point("20270115T090500Z"), Some(Point::Utc("2027-01-15T09:05:00Z".parse().unwrap())));
        assert_eq!(point("20270115T240000"), Some(Point::Local("2027-01-16T00:00:00".parse().unwrap())));
        for text in
            ["", "Z", "T", "20271315", "20270230T000000", "20270115T250000", "2027", "é", "99999999T999999Z"]
        {
            assert_eq!(point(text), None, "{text}");
        }
    }

    #[test]
    fn durations_and_offsets_are_read() {
        assert_eq!(duration("P1DT2H30M"), Some(Length { days: 1, seconds: 9000 }));
        assert_eq!(duration("P2W"), Some(Length { days: 14, seconds: 0 }));
        for text in ["", "P5", "-PT5M", "PT99999999999999S", "PX", "P99999999W"] {
            assert_eq!(duration(text), None, "{text}");
        }
        assert_eq!(offset("+0530").map(Offset::seconds), Some(19_800));
        assert_eq!(offset("-023015").map(Offset::seconds), Some(-9015));
        assert_eq!(offset("+9999"), None);
    }
}
