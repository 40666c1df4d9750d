//! The hours of a week at which a person can meet, on the clock of their own wall.
//!
//! Hours are stored as stretches of minutes of the week, merged and in order, so that equal hours are equal values
//! however they were written. Reading them from text stands in `hours/text.rs`.

mod text;

use std::ops::Range;

use jiff::civil::Weekday;
pub use text::{Expected, HoursError};

pub(crate) const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// How gladly a person meets at an hour. The greater level is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// If need be.
    Acceptable,
    /// Gladly.
    Preferred,
}

/// One stretch of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day on which it begins.
    pub day: Weekday,
    /// Minute of the day at which it begins, at most 1440.
    pub from: u16,
    /// Minute of the day before which it ends, at most 1440. Smaller than `from`: on the next day.
    pub to: u16,
    /// How gladly the person would meet then.
    pub level: Level,
}

/// The same stretch of several days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursRule {
    /// From Monday on, at least one.
    pub days: Vec<Weekday>,
    /// Minute of the day at which it begins.
    pub from: u16,
    /// Minute of the day before which it ends, at most 1440.
    pub to: u16,
    /// How gladly the person would meet then.
    pub level: Level,
}

/// The hours of a week at which a person can meet, in their own wall clock.
///
/// ```
/// use calendar::WeeklyHours;
///
/// let hours = WeeklyHours::parse("mon – thu 8–12, 14:00 to 18:00; Fri 9-11 (if need be)")?;
/// assert_eq!(hours.to_string(), "Mon-Thu 08:00-12:00, 14:00-18:00; Fri 09:00-11:00 (acceptable)");
/// # Ok::<(), calendar::HoursError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WeeklyHours {
    preferred: Vec<Range<u16>>,
    /// Preferred or acceptable.
    available: Vec<Range<u16>>,
}

impl WeeklyHours {
    /// Hours from windows in any order. Where windows overlap the better level wins; one that passes midnight goes on
    /// into the next day, one that ends where it begins is empty; minutes past 1440 count as 1440.
    pub fn new(windows: impl IntoIterator<Item = Window>) -> WeeklyHours {
        let mut preferred = Vec::new();
        let mut available = Vec::new();
        for window in windows {
            for stretch in stretches(window) {
                if window.level == Level::Preferred {
                    preferred.push(stretch.clone());
                }
                available.push(stretch);
            }
        }
        WeeklyHours { preferred: merged(preferred), available: merged(available) }
    }

    /// The same preferred hours on each of some days.
    ///
    /// ```
    /// use calendar::{Weekday, WeeklyHours};
    ///
    /// let office = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    /// assert_eq!(WeeklyHours::between(8 * 60, 19 * 60, &office).to_string(), "Mon-Fri 08:00-19:00");
    /// ```
    pub fn between(from: u16, to: u16, days: &[Weekday]) -> WeeklyHours {
        WeeklyHours::new(days.iter().map(|&day| Window { day, from, to, level: Level::Preferred }))
    }

    /// Hours as a person writes them. Parts are divided by semicolons; each names days, then hours, then perhaps a
    /// level. Empty text is no hours at all.
    ///
    /// Understood are day names and their short forms, `Mon-Thu`, `Mon, Wed`, `Sat-Mon`, `daily`, `weekdays`,
    /// `weekends`; `8-12`, `08:00–12:00`, `9am to 5pm`, `22:00-02:00`, `18:00-24:00`; `(acceptable)`, `if need be`.
    ///
    /// # Errors
    /// [`HoursError`] with the part that was not understood and what was expected there. Hours that would pass
    /// midnight and last over twelve hours (`9-5`) are refused: far more often a slip than a night's work.
    pub fn parse(text: &str) -> Result<WeeklyHours, HoursError> {
        text::parse(text)
    }

    /// No hour at all.
    pub fn is_empty(&self) -> bool {
        self.available.is_empty()
    }

    /// The windows of each day from Monday on, none past midnight, none touching another of its level.
    pub fn windows(&self) -> Vec<Window> {
        let mut windows: Vec<Window> = [Level::Preferred, Level::Acceptable]
            .into_iter()
            .flat_map(|level| self.at_level(level).into_iter().flat_map(move |stretch| days(stretch, level)))
            .collect();
        windows.sort_by_key(|window| (window.day.to_monday_zero_offset(), window.from));
        windows
    }

    /// The same hours as a person would state them: preferred ones first, hours that are alike on several days once.
    ///
    /// ```
    /// use calendar::{HoursRule, Level, Weekday, WeeklyHours};
    ///
    /// let hours = WeeklyHours::parse("Mon, Wed 9-17; Mon 17-20 (acceptable)")?;
    /// let days = vec![Weekday::Monday, Weekday::Wednesday];
    /// assert_eq!(hours.rules()[0], HoursRule { days, from: 9 * 60, to: 17 * 60, level: Level::Preferred });
    /// assert_eq!(hours.rules().len(), 2);
    /// # Ok::<(), calendar::HoursError>(())
    /// ```
    pub fn rules(&self) -> Vec<HoursRule> {
        text::rules(self)
    }

    /// The worst level over the minutes `from..to` of a day (`to` at most 1440); `None` if any minute is out of hours.
    pub fn level_during(&self, day: Weekday, from: u16, to: u16) -> Option<Level> {
        let wanted = minute_of_week(day, from)..minute_of_week(day, to);
        if covers(&self.preferred, &wanted) {
            Some(Level::Preferred)
        } else if covers(&self.available, &wanted) {
            Some(Level::Acceptable)
        } else {
            None
        }
    }

    /// Stretches of minutes of the week at `least` or better, merged and in order.
    pub(crate) fn at_least(&self, least: Level) -> &[Range<u16>] {
        match least {
            Level::Preferred => &self.preferred,
            Level::Acceptable => &self.available,
        }
    }

    fn at_level(&self, level: Level) -> Vec<Range<u16>> {
        match level {
            Level::Preferred => self.preferred.clone(),
            Level::Acceptable => without(&self.available, &self.preferred),
        }
    }
}

fn minute_of_week(day: Weekday, minute: u16) -> u16 {
    u16::from(day.to_monday_zero_offset().unsigned_abs()) * DAY + minute.min(DAY)
}

/// The minutes of the week a window covers: two stretches if it goes from Sunday into Monday.
fn stretches(window: Window) -> impl Iterator<Item = Range<u16>> {
    let from = minute_of_week(window.day, window.from);
    let next_day = if window.to < window.from { DAY } else { 0 };
    let to = minute_of_week(window.day, window.to) + next_day;
    [from..to.min(WEEK), 0..to.saturating_sub(WEEK)].into_iter().filter(|stretch| !stretch.is_empty())
}

/// A stretch cut at each midnight.
fn days(stretch: Range<u16>, level: Level) -> impl Iterator<Item = Window> {
    Weekday::Monday.cycle_forward().take(7).filter_map(move |day| {
        let midnight = minute_of_week(day, 0);
        let from = stretch.start.max(midnight);
        let to = stretch.end.min(midnight + DAY);
        (from < to).then(|| Window { day, from: from - midnight, to: to - midnight, level })
    })
}

/// The same minutes in order, with no two stretches touching.
fn merged(mut stretches: Vec<Range<u16>>) -> Vec<Range<u16>> {
    stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut merged: Vec<Range<u16>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => merged.push(stretch),
        }
    }
    merged
}

/// The minutes of `stretches` that `taken` does not cover; both merged.
fn without(stretches: &[Range<u16>], taken: &[Range<u16>]) -> Vec<Range<u16>> {
    let mut left = Vec::new();
    for stretch in stretches {
        let mut from = stretch.start;
        for hole in taken.iter().filter(|hole| hole.start < stretch.end && hole.end > stretch.start) {
            left.push(from..hole.start);
            from = hole.end;
        }
        left.push(from..stretch.end);
    }
    left.retain(|stretch| !stretch.is_empty());
    left
}

fn covers(stretches: &[Range<u16>], wanted: &Range<u16>) -> bool {
    stretches.iter().any(|stretch| stretch.start <= wanted.start && wanted.end <= stretch.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(day: Weekday, from: u16, to: u16, level: Level) -> Window {
        Window { day, from, to, level }
    }

    #[test]
    fn the_better_level_wins_where_windows_overlap() {
        let hours = WeeklyHours::new([
            window(Weekday::Monday, 480, 1080, Level::Acceptable),
            window(Weekday::Monday, 600, 720, Level::Preferred),
        ]);
        assert_eq!(hours.to_string(), "Mon 10:00-12:00; Mon 08:00-10:00, 12:00-18:00 (acceptable)");
        assert_eq!(hours.level_during(Weekday::Monday, 600, 720), Some(Level::Preferred));
        assert_eq!(hours.level_during(Weekday::Monday, 600, 735), Some(Level::Acceptable));
        assert_eq!(hours.level_during(Weekday::Monday, 1065, 1095), None);
    }

    #[test]
    fn a_night_goes_on_into_the_next_day_and_from_sunday_into_monday() {
        let hours = WeeklyHours::new([window(Weekday::Sunday, 1320, 120, Level::Preferred)]);
        let expected = [
            window(Weekday::Monday, 0, 120, Level::Preferred),
            window(Weekday::Sunday, 1320, 1440, Level::Preferred),
        ];
        assert_eq!(hours.windows(), expected);
    }

    #[test]
    fn hours_are_equal_however_they_are_cut() {
        let whole = WeeklyHours::between(480, 720, &[Weekday::Friday]);
        let cut = WeeklyHours::new([
            window(Weekday::Friday, 600, 720, Level::Preferred),
            window(Weekday::Friday, 480, 600, Level::Preferred),
            window(Weekday::Friday, 480, 540, Level::Acceptable),
            window(Weekday::Friday, 900, 900, Level::Preferred),
        ]);
        assert_eq!(whole, cut);
        assert!(WeeklyHours::new([]).is_empty());
    }
}
