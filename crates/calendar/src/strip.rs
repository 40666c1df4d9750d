//! One person's hours over one day of somebody else's clock, for drawing.

use jiff::civil::Date;

use crate::availability::Availability;
use crate::hours::{DAY, Level, WeeklyHours};
use crate::zone::Zone;

/// A stretch of one level on the reader's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Minute of the reader's day at which it begins, 0 to 1425.
    pub from: u16,
    /// Minute of the reader's day before which it ends, 15 to 1440.
    pub to: u16,
    /// How gladly the person would meet then.
    pub level: Level,
}

/// When a person is available on a date of the reader's calendar, in quarter-hours of the reader's clock. An hour that
/// the reader's clock skips is drawn as the hour after it; of an hour it shows twice, the first is drawn.
///
/// ```
/// use calendar::{Level, Span, WeeklyHours, Zone, strip};
///
/// let hours = WeeklyHours::parse("weekdays 09:00-18:00; weekdays 18:00-20:00 (acceptable)")?;
/// let (bogota, lisbon) = (Zone::named("America/Bogota")?, Zone::named("Europe/Lisbon")?);
/// let spans = strip(&bogota, &hours, &lisbon, "2026-10-08".parse()?);
/// // The last hour belongs to the evening before in Bogotá.
/// assert_eq!(spans, [
///     Span { from: 0, to: 2 * 60, level: Level::Acceptable },
///     Span { from: 15 * 60, to: 24 * 60, level: Level::Preferred },
/// ]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn strip(zone: &Zone, hours: &WeeklyHours, reader: &Zone, date: Date) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for from in (0..DAY).step_by(15) {
        if let Some(level) = level_at(zone, hours, reader, date, from) {
            extend(&mut spans, from, level);
        }
    }
    spans
}

fn level_at(zone: &Zone, hours: &WeeklyHours, reader: &Zone, date: Date, minute: u16) -> Option<Level> {
    let local = zone.local_at(moment_of(reader, date, minute)?);
    let begin = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    hours.level_during(local.weekday(), begin, begin + 15)
}

/// One date of a member's own calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDay {
    /// Where the member is.
    pub zone: Zone,
    /// Whether it is a day off.
    pub is_off: bool,
    /// When they can meet, by the clock there.
    pub free: Vec<Span>,
    /// What of their hours is taken by something else.
    pub taken: Vec<Span>,
}

impl Availability {
    /// When the member can meet on a date of the calendar where they are, in quarter-hours.
    ///
    /// ```
    /// use calendar::{Availability, Level, Span, WeeklyHours, Zone};
    ///
    /// let mut mara = Availability::new(Zone::named("Europe/Lisbon")?, WeeklyHours::parse("weekdays 9-12")?);
    /// mara.busy.push("2027-07-01T09:00:00Z".parse()?.."2027-07-01T09:30:00Z".parse()?);
    /// let day = mara.on("2027-07-01".parse()?);
    /// let span = |from, to| Span { from, to, level: Level::Preferred };
    /// assert_eq!(day.free, [span(9 * 60, 10 * 60), span(10 * 60 + 30, 12 * 60)]);
    /// assert_eq!(day.taken, [span(10 * 60, 10 * 60 + 30)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on(&self, date: Date) -> OwnDay {
        let zone = self.zone_on(date).clone();
        let (mut free, mut taken) = (Vec::new(), Vec::new());
        let is_off = self.days_off.contains(&date);
        for from in (0..DAY).step_by(15) {
            let level = self.hours.level_during(date.weekday(), from, from + 15).filter(|_| !is_off);
            let (Some(level), Some(moment)) = (level, moment_of(&zone, date, from)) else { continue };
            let spans = if self.is_free(moment, 15).is_ok() { &mut free } else { &mut taken };
            extend(spans, from, level);
        }
        OwnDay { zone, is_off, free, taken }
    }
}

fn moment_of(zone: &Zone, date: Date, minute: u16) -> Option<jiff::Timestamp> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    zone.moment_of(date.at(hour, minute, 0, 0))
}

/// Adds a quarter-hour.
fn extend(spans: &mut Vec<Span>, from: u16, level: Level) {
    match spans.last_mut() {
        Some(last) if last.to == from && last.level == level => last.to = from + 15,
        _ => spans.push(Span { from, to: from + 15, level }),
    }
}

/// The stretches that all of these days have in common: preferred where everyone prefers them, else acceptable. None
/// where there is nobody.
///
/// ```
/// use calendar::{Level, Span, common_spans};
///
/// let tove = vec![Span { from: 540, to: 720, level: Level::Preferred }];
/// let idris = vec![
///     Span { from: 480, to: 600, level: Level::Acceptable },
///     Span { from: 600, to: 660, level: Level::Preferred },
/// ];
/// assert_eq!(common_spans(&[tove, idris]), [
///     Span { from: 540, to: 600, level: Level::Acceptable },
///     Span { from: 600, to: 660, level: Level::Preferred },
/// ]);
/// ```
pub fn common_spans(days: &[Vec<Span>]) -> Vec<Span> {
    let Some((first, others)) = days.split_first() else { return Vec::new() };
    let shared = |common: Vec<Span>, day: &Vec<Span>| {
        let both = |one: &Span| {
            let one = *one;
            day.iter().filter_map(move |other| {
                let level = if one.level == other.level { one.level } else { Level::Acceptable };
                let (from, to) = (one.from.max(other.from), one.to.min(other.to));
                (from < to).then_some(Span { from, to, level })
            })
        };
        common.iter().flat_map(both).collect()
    };
    joined(others.iter().fold(first.clone(), shared))
}

/// The same stretches, with neighbours of one level made one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    spans.into_iter().fold(Vec::new(), |mut joined: Vec<Span>, span| {
        match joined.last_mut() {
            Some(last) if last.to == span.from && last.level == span.level => last.to = span.to,
            _ => joined.push(span),
        }
        joined
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_some_prefer_and_others_accept_is_acceptable_to_all_in_one_stretch() {
        let span = |from: u16, to: u16, level: Level| Span { from: from * 60, to: to * 60, level };
        let one = vec![span(9, 12, Level::Preferred), span(12, 14, Level::Acceptable)];
        let other = vec![span(10, 13, Level::Acceptable)];
        assert_eq!(common_spans(&[one.clone(), other]), [span(10, 13, Level::Acceptable)]);
        assert_eq!(common_spans(&[one, Vec::new()]), []);
        assert_eq!(common_spans(&[]), []);
    }

    #[test]
    fn a_day_beyond_the_date_line_is_drawn_on_the_readers_day() {
        let rotorua = Zone::named("Pacific/Auckland").unwrap();
        let lisbon = Zone::named("Europe/Lisbon").unwrap();
        let friday_morning = WeeklyHours::parse("Fri 08:00-10:00").unwrap();
        let thursday = "2027-01-14".parse().unwrap();
        // 08:00 on Friday in Auckland is 19:00 on Thursday in Lisbon.
        let expected = [Span { from: 19 * 60, to: 21 * 60, level: Level::Preferred }];
        assert_eq!(strip(&rotorua, &friday_morning, &lisbon, thursday), expected);
    }

    #[test]
    fn a_whole_day_is_whole_also_when_clocks_change() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let always = WeeklyHours::parse("daily 00:00-24:00").unwrap();
        let whole = [Span { from: 0, to: DAY, level: Level::Preferred }];
        for date in ["2027-03-28", "2027-06-01", "2027-10-31"] {
            assert_eq!(strip(&berlin, &always, &berlin, date.parse().unwrap()), whole, "{date}");
        }
    }
}
