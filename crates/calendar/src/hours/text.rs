//! Weekly hours as people write them, and the one way in which we write them.
//!
//! Reading goes in two steps: the text becomes marks (days, times, levels, dashes, commas, ends of parts), then the
//! marks become windows. Words that carry nothing ("from", "every") are dropped on the way.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::civil::Weekday;

use super::{DAY, HoursRule, Level, WeeklyHours, Window};

/// The part of a text that gives no weekly hours, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part:?}: expected {expected}")]
pub struct HoursError {
    /// The part as it was written, at most 40 characters of it.
    pub part: String,
    /// What should have stood there.
    pub expected: Expected,
}

/// What should have stood in the place of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Expected {
    /// A day or several.
    #[error("days such as Mon-Fri")]
    Days,
    /// A beginning and an end.
    #[error("hours such as 08:00-12:00")]
    Hours,
    /// An hour from 0 to 24, perhaps with minutes.
    #[error("a time of day between 00:00 and 24:00")]
    TimeOfDay,
    /// An end that is later on the same day, or at most twelve hours later over midnight.
    #[error("an end after the beginning")]
    LaterEnd,
    /// The level of the hours before it, or nothing.
    #[error("a level, preferred or acceptable")]
    Level,
}

/// The longest stretch over midnight that is believed, in minutes.
const NIGHT_MAX: u16 = 12 * 60;

const HALF_DAY: u16 = 12 * 60;

const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "Mon", "monday"),
    (Weekday::Tuesday, "Tue", "tuesday"),
    (Weekday::Wednesday, "Wed", "wednesday"),
    (Weekday::Thursday, "Thu", "thursday"),
    (Weekday::Friday, "Fri", "friday"),
    (Weekday::Saturday, "Sat", "saturday"),
    (Weekday::Sunday, "Sun", "sunday"),
];

pub(super) fn parse(text: &str) -> Result<WeeklyHours, HoursError> {
    let mut marks = marks(text)?.into_iter().peekable();
    let mut windows = Vec::new();
    while marks.peek().is_some() {
        if marks.next_if(|mark| matches!(mark.kind, Kind::Comma | Kind::End)).is_none() {
            part(&mut marks, &mut windows)?;
        }
    }
    Ok(WeeklyHours::new(windows))
}

impl fmt::Display for WeeklyHours {
    /// The canonical text: preferred hours, then acceptable ones; [`WeeklyHours::parse`] gives the same hours back.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut divider = "";
        for (level, suffix) in LEVELS {
            for (days, hours) in parts(self, level).into_iter().rev() {
                write!(formatter, "{divider}{days}")?;
                divider = "; ";
                for (index, (from, to)) in hours.into_iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    let (from_hour, from_minute, to_hour, to_minute) =
                        (from / 60, from % 60, to / 60, to % 60);
                    write!(formatter, "{comma} {from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}")?;
                }
                formatter.write_str(suffix)?;
            }
        }
        Ok(())
    }
}

/// Each level, and how text says it.
const LEVELS: [(Level, &str); 2] = [(Level::Preferred, ""), (Level::Acceptable, " (acceptable)")];

pub(super) fn rules(hours: &WeeklyHours) -> Vec<HoursRule> {
    let of_level = |(level, _)| {
        let rule = move |days: DaySet, (from, to)| HoursRule { days: days.days(), from, to, level };
        let of_days = move |(days, hours): (DaySet, Vec<(u16, u16)>)| {
            hours.into_iter().map(move |hours| rule(days, hours))
        };
        parts(hours, level).into_iter().rev().flat_map(of_days)
    };
    LEVELS.into_iter().flat_map(of_level).collect()
}

/// The hours of one level, those of the same days together.
fn parts(hours: &WeeklyHours, level: Level) -> BTreeMap<DaySet, Vec<(u16, u16)>> {
    let mut days_of: BTreeMap<(u16, u16), DaySet> = BTreeMap::new();
    for window in hours.windows().into_iter().filter(|window| window.level == level) {
        let days = days_of.entry((window.from, window.to)).or_default();
        *days = days.with(DaySet::of(window.day));
    }
    let mut parts: BTreeMap<DaySet, Vec<(u16, u16)>> = BTreeMap::new();
    for (hours, days) in days_of {
        parts.entry(days).or_default().push(hours);
    }
    parts
}

/// Some days of the week. Monday is the highest of seven bits, so the greater set begins earlier in the week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct DaySet(u8);

impl DaySet {
    const ALL: DaySet = DaySet(0b111_1111);
    const WEEKDAYS: DaySet = DaySet(0b111_1100);
    const WEEKEND: DaySet = DaySet(0b000_0011);

    fn of(day: Weekday) -> DaySet {
        DaySet(0b100_0000 >> day.to_monday_zero_offset())
    }

    fn with(self, other: DaySet) -> DaySet {
        DaySet(self.0 | other.0)
    }

    fn has(self, day: Weekday) -> bool {
        self.0 & DaySet::of(day).0 != 0
    }

    fn days(self) -> Vec<Weekday> {
        WEEK.into_iter().map(|(day, ..)| day).filter(|&day| self.has(day)).collect()
    }

    /// The day, if it is only one.
    fn only(self) -> Option<Weekday> {
        WEEK.into_iter().map(|(day, ..)| day).find(|&day| self == DaySet::of(day))
    }
}

impl fmt::Display for DaySet {
    /// `Mon-Thu, Sat`; a run over the weekend is one run, `Sun-Thu`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == DaySet::ALL {
            return formatter.write_str("Mon-Sun");
        }
        let before = Weekday::Monday.cycle_reverse().take_while(|&day| self.has(day)).last();
        let mut divider = "";
        for day in before.unwrap_or(Weekday::Monday).cycle_forward().take(7).filter(|&day| self.has(day)) {
            if !self.has(day.previous()) {
                write!(formatter, "{divider}{}", name(day))?;
                divider = ", ";
            } else if !self.has(day.next()) {
                write!(formatter, "-{}", name(day))?;
            }
        }
        Ok(())
    }
}

fn name(day: Weekday) -> &'static str {
    WEEK.into_iter().find(|(other, ..)| *other == day).map_or("", |(_, name, _)| name)
}

type Marks<'a> = Peekable<IntoIter<Mark<'a>>>;

/// One mark and the text it was read from.
struct Mark<'a> {
    kind: Kind,
    text: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Days(DaySet),
    Time(TimeOfDay),
    Level(Level),
    Dash,
    Comma,
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct TimeOfDay {
    /// As written, before its half of the day is considered.
    minute: u16,
    half: Option<Half>,
}

/// Before or after noon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

fn wrong(part: &str, expected: Expected) -> HoursError {
    HoursError { part: part.trim().chars().take(40).collect(), expected }
}

fn marks(text: &str) -> Result<Vec<Mark<'_>>, HoursError> {
    let mut marks: Vec<Mark<'_>> = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let belongs: fn(char) -> bool = match letter {
            _ if letter.is_ascii_digit() => |next| next.is_ascii_alphanumeric() || matches!(next, ':' | '.'),
            _ if letter.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let length = rest.find(|next| !belongs(next)).unwrap_or(rest.len()).max(letter.len_utf8());
        let (text, after) = rest.split_at(length);
        rest = after;
        let kind = match letter {
            '-' | '‐' | '‑' | '–' | '—' | '−' => Some(Kind::Dash),
            ',' | '&' | '+' | '/' => Some(Kind::Comma),
            ';' | '|' | '\n' => Some(Kind::End),
            '(' | ')' | '[' | ']' | '.' | ':' => None,
            _ if letter.is_whitespace() => None,
            _ if letter.is_ascii_digit() => {
                Some(Kind::Time(time_of_day(text).ok_or_else(|| wrong(text, Expected::TimeOfDay))?))
            }
            _ => word(text, &mut marks)?,
        };
        marks.extend(kind.map(|kind| Mark { kind, text }));
    }
    Ok(marks)
}

/// `8`, `08:00`, `8.30`, `0830`, `8h30`, `8am`
fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let text = text.to_ascii_lowercase();
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(Half::Am)),
        (_, Some(clock)) => (clock, Some(Half::Pm)),
        _ => (text.as_str(), None),
    };
    let clock = clock.trim_end_matches([':', '.', 'h']);
    let (hour, minute) = match clock.split_once([':', '.', 'h']) {
        Some(parts) => parts,
        None if clock.len() > 2 => clock.split_at_checked(clock.len() - 2)?,
        None => (clock, "00"),
    };
    let hour: u16 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let minute: u16 = minute.parse().ok().filter(|_| minute.len() == 2)?;
    let time = TimeOfDay { minute: hour * 60 + minute, half };
    (minute < 60 && time.minute <= DAY && (half.is_none() || time.is_on_a_dial())).then_some(time)
}

impl TimeOfDay {
    /// Between 1:00 and 12:59.
    fn is_on_a_dial(self) -> bool {
        (60..HALF_DAY + 60).contains(&self.minute)
    }

    fn minute_of_day(self) -> u16 {
        match self.half {
            None => self.minute,
            Some(Half::Am) => self.minute % HALF_DAY,
            Some(Half::Pm) => self.minute % HALF_DAY + HALF_DAY,
        }
    }
}

/// What a word means; `None` if nothing, or if it only told the half of the day of the time before it.
fn word(text: &str, before: &mut [Mark<'_>]) -> Result<Option<Kind>, HoursError> {
    let word = text.to_lowercase();
    let days = match word.as_str() {
        "from" | "every" | "each" | "on" | "all" | "if" | "be" | "only" => return Ok(None),
        "to" | "until" | "till" | "through" => return Ok(Some(Kind::Dash)),
        "and" => return Ok(Some(Kind::Comma)),
        "acceptable" | "need" | "needed" | "necessary" | "possible" => {
            return Ok(Some(Kind::Level(Level::Acceptable)));
        }
        "preferred" | "preferably" => return Ok(Some(Kind::Level(Level::Preferred))),
        "day" | "days" | "daily" | "everyday" => Some(DaySet::ALL),
        "weekday" | "weekdays" | "workday" | "workdays" => Some(DaySet::WEEKDAYS),
        "weekend" | "weekends" => Some(DaySet::WEEKEND),
        _ => day(&word).map(DaySet::of),
    };
    if let Some(days) = days {
        return Ok(Some(Kind::Days(days)));
    }
    let Some(Mark { kind: Kind::Time(time), .. }) = before.last_mut() else {
        return Err(wrong(text, Expected::Days));
    };
    time.half = match word.as_str() {
        "am" if time.is_on_a_dial() => Some(Half::Am),
        "pm" if time.is_on_a_dial() => Some(Half::Pm),
        _ => return Err(wrong(text, Expected::Level)),
    };
    Ok(None)
}

/// A day by its name or the beginning of it, at least two letters: `mo`, `thurs`, `Fridays`.
fn day(word: &str) -> Option<Weekday> {
    let beginning = word.strip_suffix('s').unwrap_or(word);
    let named = |name: &str| beginning.len() >= 2 && name.starts_with(beginning);
    WEEK.into_iter().find(|(_, _, name)| named(name)).map(|(day, ..)| day)
}

/// Days, then hours, then perhaps a level; `Mon 9-12, 14-16 (acceptable), Tue 9-10` is two of these.
fn part(marks: &mut Marks<'_>, windows: &mut Vec<Window>) -> Result<(), HoursError> {
    let first = marks.peek().map_or("", |mark| mark.text);
    let days = days(marks)?;
    let mut hours = Vec::new();
    let mut is_without_hours = true;
    while let Some(mark) = marks.next_if(|mark| !matches!(mark.kind, Kind::Days(_) | Kind::End)) {
        match mark.kind {
            Kind::Time(from) => hours.push(from_to(from, mark.text, marks)?),
            Kind::Level(level) if !hours.is_empty() => {
                windows.extend(hours.drain(..).flat_map(|hours| on_each(days, hours, level)));
            }
            Kind::Comma => continue,
            _ => return Err(wrong(mark.text, Expected::Hours)),
        }
        is_without_hours = false;
    }
    if is_without_hours {
        return Err(wrong(first, Expected::Hours));
    }
    windows.extend(hours.into_iter().flat_map(|hours| on_each(days, hours, Level::Preferred)));
    Ok(())
}

/// `Mon-Wed, Fri`
fn days(marks: &mut Marks<'_>) -> Result<DaySet, HoursError> {
    let mut days = DaySet::default();
    while let Some(mark) = marks.next_if(|mark| matches!(mark.kind, Kind::Days(_) | Kind::Comma)) {
        let Kind::Days(first) = mark.kind else { continue };
        days = days.with(first);
        if marks.next_if(|mark| mark.kind == Kind::Dash).is_some() {
            let last = marks
                .next()
                .and_then(|mark| if let Kind::Days(last) = mark.kind { last.only() } else { None });
            let (Some(from), Some(to)) = (first.only(), last) else {
                return Err(wrong(mark.text, Expected::Days));
            };
            let more = from.cycle_forward().skip(1).take_while(|&day| day != to).take(6);
            days = more.map(DaySet::of).fold(days, DaySet::with).with(DaySet::of(to));
        }
    }
    match marks.peek() {
        Some(mark) if days == DaySet::default() => Err(wrong(mark.text, Expected::Days)),
        _ => Ok(days),
    }
}

/// The rest of `08:00-12:00`, as minutes of the day; the end is smaller if it lies on the next day.
fn from_to(from: TimeOfDay, from_text: &str, marks: &mut Marks<'_>) -> Result<(u16, u16), HoursError> {
    let dash = marks.next_if(|mark| mark.kind == Kind::Dash);
    let Some(Mark { kind: Kind::Time(to), text: to_text }) = dash.and_then(|_| marks.next()) else {
        return Err(wrong(from_text, Expected::Hours));
    };
    let end = match to.minute_of_day() {
        0 => DAY,
        minute => minute,
    };
    let afternoon = TimeOfDay { half: Some(Half::Pm), ..from }.minute_of_day();
    let takes_pm = from.half.is_none() && to.half == Some(Half::Pm) && from.is_on_a_dial() && afternoon < end;
    let begin = if takes_pm { afternoon } else { from.minute_of_day() };
    if begin == end || (end < begin && DAY - begin + end > NIGHT_MAX) {
        return Err(wrong(&format!("{from_text}-{to_text}"), Expected::LaterEnd));
    }
    Ok((begin, end))
}

fn on_each(days: DaySet, (from, to): (u16, u16), level: Level) -> impl Iterator<Item = Window> {
    days.days().into_iter().map(move |day| Window { day, from, to, level })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_is_understood() {
        let cases = [
            ("Mon-Thu 08:00-12:00; Fri 09:00-11:00", "Mon-Thu 08:00-12:00; Fri 09:00-11:00"),
            ("MON–THU 8–12", "Mon-Thu 08:00-12:00"),
            ("Mon, Wed 9-12", "Mon, Wed 09:00-12:00"),
            ("monday and Thursdays from 8:00 to 9.30", "Mon, Thu 08:00-09:30"),
            ("Mon: 9-12, 14-16", "Mon 09:00-12:00, 14:00-16:00"),
            ("Mon 9-12, Wed 14-16", "Mon 09:00-12:00; Wed 14:00-16:00"),
            ("daily 0830-0900", "Mon-Sun 08:30-09:00"),
            ("every day 7h30-8h", "Mon-Sun 07:30-08:00"),
            ("weekdays 9am-5pm", "Mon-Fri 09:00-17:00"),
            ("weekdays 1-5 pm", "Mon-Fri 13:00-17:00"),
            ("weekends 10-12", "Sat-Sun 10:00-12:00"),
            ("Sat-Mon 10-12", "Sat-Mon 10:00-12:00"),
            ("Mon, Sun, Wed 10-12", "Sun-Mon, Wed 10:00-12:00"),
            ("Sun-Thu 10-12", "Sun-Thu 10:00-12:00"),
            ("Fri 22:00-02:00", "Fri 22:00-24:00; Sat 00:00-02:00"),
            ("Sun 22:00-02:00", "Mon 00:00-02:00; Sun 22:00-24:00"),
            ("Fri 20-24", "Fri 20:00-24:00"),
            ("Fri 20:00-00:00", "Fri 20:00-24:00"),
            ("Mon 9-12 (acceptable)", "Mon 09:00-12:00 (acceptable)"),
            ("Mon 9-12, 14-15 if need be", "Mon 09:00-12:00, 14:00-15:00 (acceptable)"),
            ("Mon 9-12 preferred, 12-14 acceptable", "Mon 09:00-12:00; Mon 12:00-14:00 (acceptable)"),
            ("Mon 8-18 (if needed); Mon 10-12", "Mon 10:00-12:00; Mon 08:00-10:00, 12:00-18:00 (acceptable)"),
            ("Mon 9-12\nTue 9-12;", "Mon-Tue 09:00-12:00"),
            (" ; ", ""),
        ];
        for (text, canonical) in cases {
            assert_eq!(parse(text).map(|hours| hours.to_string()), Ok(canonical.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_with_what_was_expected() {
        let cases = [
            ("Mun 9-12", "Mun", Expected::Days),
            ("09:00-12:00", "09:00", Expected::Days),
            ("-", "-", Expected::Days),
            ("Mon-12 9-12", "Mon", Expected::Days),
            ("=1+1", "=", Expected::Days),
            ("Mon 9-12; Tue", "Tue", Expected::Hours),
            ("Mon, Tue", "Mon", Expected::Hours),
            ("Mon 9; Tue 9-10", "9", Expected::Hours),
            ("Mon acceptable", "acceptable", Expected::Hours),
            ("Mon 9-25", "25", Expected::TimeOfDay),
            ("Mon 9:75-10", "9:75", Expected::TimeOfDay),
            ("Mon 24:30-25", "24:30", Expected::TimeOfDay),
            ("Mon 13pm-15", "13pm", Expected::TimeOfDay),
            ("Mon 9-5", "9-5", Expected::LaterEnd),
            ("Wed 12:00-02:15", "12:00-02:15", Expected::LaterEnd),
            ("Mon 9-9", "9-9", Expected::LaterEnd),
            ("Mon 9-12 Berlin", "Berlin", Expected::Level),
        ];
        for (text, part, expected) in cases {
            assert_eq!(parse(text), Err(HoursError { part: part.to_owned(), expected }), "{text}");
        }
        let long = parse(&"x".repeat(10_000)).unwrap_err();
        assert_eq!(long.part.len(), 40);
    }

    fn weekly_hours() -> impl Strategy<Value = WeeklyHours> {
        let day = (0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap());
        let level = prop_oneof![Just(Level::Preferred), Just(Level::Acceptable)];
        let window = (day, 0..=DAY, 0..=DAY, level);
        let window = window.prop_map(|(day, from, to, level)| Window { day, from, to, level });
        prop::collection::vec(window, 0..12).prop_map(WeeklyHours::new)
    }

    proptest! {
        #[test]
        fn hours_survive_being_written_and_read(hours in weekly_hours()) {
            prop_assert_eq!(parse(&hours.to_string()), Ok(hours));
        }

        #[test]
        fn hours_are_the_sum_of_their_windows(hours in weekly_hours()) {
            prop_assert_eq!(WeeklyHours::new(hours.windows()), hours);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}|[A-Za-z0-9:;,.()\\- ]{0,60}|((Mon|Fri|daily|8|22:30|9pm|-|,|;|to) ?){0,12}") {
            if let Ok(hours) = parse(&text) {
                prop_assert_eq!(parse(&hours.to_string()), Ok(hours));
            }
        }
    }
}
