//! One person's hours over one day of somebody else's clock, for drawing.

use jiff::civil::Date;

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
        let Some(level) = level_at(zone, hours, reader, date, from) else { continue };
        match spans.last_mut() {
            Some(last) if last.to == from && last.level == level => last.to = from + 15,
            _ => spans.push(Span { from, to: from + 15, level }),
        }
    }
    spans
}

fn level_at(zone: &Zone, hours: &WeeklyHours, reader: &Zone, date: Date, minute: u16) -> Option<Level> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let local = zone.local_at(reader.moment_of(date.at(hour, minute, 0, 0))?);
    let begin = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    hours.level_during(local.weekday(), begin, begin + 15)
}

#[cfg(test)]
mod tests {
    use super::*;

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
