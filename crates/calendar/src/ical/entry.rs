//! What a meeting, or a series of meetings, is in people's calendars.
//!
//! Wall-clock times are kept, moments derived: "Tuesdays at nine in Lisbon" stays at nine. An entry holds title, times
//! and links and nothing that anybody said, because calendars are read by more people than their owner.

use std::collections::BTreeMap;
use std::num::NonZeroU8;
use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span, Timestamp};

use super::recur::{Recurrence, Work};
use super::timezone::weekday_code;
use super::write::utc;
use crate::recurrence::{Cadence, Nth, Slot};
use crate::zone::Zone;

/// Work allowed for counting the dates of one series; hundreds of years of weeks.
const SERIES_WORK: u32 = 200_000;

/// A meeting or a series as calendars know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name for ever, in every message and feed (RFC 5545, 3.8.4.7). The same for all members.
    pub uid: String,
    /// What stands in the calendar.
    pub title: String,
    /// Where to join.
    pub link: Option<String>,
    /// Its page here.
    pub page: Option<String>,
    /// Raised by each change of time, place or rule (RFC 5546, 2.1.4). Calendars pass over what is older.
    pub sequence: u32,
    /// When.
    pub times: Times,
}

/// When an entry takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// One meeting.
    Once {
        /// When it begins.
        start: Timestamp,
        /// How long it lasts.
        minutes: u16,
    },
    /// Many.
    Series(Series),
}

/// Meetings at the same wall-clock time of a zone, by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    zone: Zone,
    first: DateTime,
    minutes: u16,
    rule: Rule,
    last: Option<Date>,
    changes: BTreeMap<DateTime, Change>,
}

/// How often a series meets. The weekday is that of its first date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Every so many weeks, counted from the first date.
    Weekly(NonZeroU8),
    /// Every so many months, in the same week of the month as the first date: "the second Tuesday".
    Monthly(NonZeroU8),
    /// Every so many months, in the last week of the month: "the last Friday".
    MonthlyLast(NonZeroU8),
}

/// What became of one date of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The sequence at which it changed.
    pub sequence: u32,
    /// Where it went; `None` if it was cancelled.
    pub moved: Option<Moved>,
    /// Where to join, if not where the others are.
    pub link: Option<String>,
}

/// The time to which one date was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// On the clock of the series' zone.
    pub start: DateTime,
    /// How long it lasts now.
    pub minutes: u16,
}

/// One meeting of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Its date by the rule, by which calendars know it (RECURRENCE-ID).
    pub original: DateTime,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// Why an entry cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The rule does not meet on the first date.
    #[error("the first date is not one of the rule")]
    FirstDateOutsideRule,
    /// The last date is before the first.
    #[error("the series ends before it begins")]
    EndsBeforeFirst,
    /// The entry is one meeting.
    #[error("there is one meeting only")]
    NotASeries,
    /// The series has no meeting on that date.
    #[error("the series does not meet then")]
    NoSuchDate,
    /// The meeting of that date is cancelled.
    #[error("the meeting is cancelled")]
    Cancelled,
}

impl Rule {
    /// The rule as RRULE (RFC 5545, 3.8.5.3), without its end.
    fn text(self, first: Date) -> String {
        let day = weekday_code(first.weekday());
        let (frequency, every, day) = match self {
            Rule::Weekly(every) => ("WEEKLY", every, day.to_owned()),
            Rule::Monthly(every) => ("MONTHLY", every, format!("{}{day}", (first.day() - 1) / 7 + 1)),
            Rule::MonthlyLast(every) => ("MONTHLY", every, format!("-1{day}")),
        };
        let interval = if every.get() == 1 { String::new() } else { format!(";INTERVAL={every}") };
        format!("FREQ={frequency}{interval};BYDAY={day}")
    }
}

impl Series {
    /// A series from its first date, to `last` if it has an end.
    ///
    /// ```
    /// use std::num::NonZeroU8;
    ///
    /// use calendar::Zone;
    /// use calendar::ical::{EntryError, Rule, Series};
    ///
    /// let london = Zone::named("Europe/London")?;
    /// let last_friday = Rule::MonthlyLast(NonZeroU8::MIN);
    /// let series = |first: &str| Series::new(london.clone(), first.parse().unwrap(), 90, last_friday, None);
    /// assert!(series("2027-01-29T09:00").is_ok());
    /// assert_eq!(series("2027-01-22T09:00"), Err(EntryError::FirstDateOutsideRule));
    /// # Ok::<(), calendar::ZoneError>(())
    /// ```
    pub fn new(
        zone: Zone,
        first: DateTime,
        minutes: u16,
        rule: Rule,
        last: Option<Date>,
    ) -> Result<Series, EntryError> {
        let in_last_week = first.day() > first.date().days_in_month() - 7;
        if matches!(rule, Rule::MonthlyLast(_)) && !in_last_week {
            return Err(EntryError::FirstDateOutsideRule);
        }
        if last.is_some_and(|last| last < first.date()) {
            return Err(EntryError::EndsBeforeFirst);
        }
        Ok(Series { zone, first, minutes, rule, last, changes: BTreeMap::new() })
    }

    /// The zone whose clock it keeps.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Its first date.
    pub fn first(&self) -> DateTime {
        self.first
    }

    /// How long its meetings last.
    pub fn minutes(&self) -> u16 {
        self.minutes
    }

    /// How often it meets.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// The date after which it meets no more.
    pub fn last(&self) -> Option<Date> {
        self.last
    }

    /// The dates that changed, by their date before.
    pub fn changes(&self) -> impl Iterator<Item = (DateTime, Change)> {
        self.changes.iter().map(|(original, change)| (*original, change.clone()))
    }

    /// What became of a date by the rule, if it changed.
    pub fn change(&self, original: DateTime) -> Option<&Change> {
        self.changes.get(&original)
    }

    /// The series with these changes in place of its own. Those of dates that are none of the rule mean nothing.
    #[must_use]
    pub fn with_changes(mut self, changes: impl IntoIterator<Item = (DateTime, Change)>) -> Series {
        self.changes = changes.into_iter().collect();
        self
    }

    /// The series in which one slot of a season meets. Of `of` slots in rotation it is the one that holds in turn
    /// `turn`, counted from 0, so that together they meet as [`crate::slots`] offered. `None` if it never meets.
    ///
    /// ```
    /// use calendar::ical::Series;
    /// use calendar::{Cadence, Slot, Weekday, Zone};
    ///
    /// let slot = Slot { anchor: Zone::named("Europe/Lisbon")?, day: Weekday::Tuesday, time: "17:00".parse()? };
    /// let season = "2027-01-01".parse()?..="2027-06-30".parse()?;
    /// // Every other week, and this slot every other time.
    /// let series = Series::of_season(&slot, Cadence::Weekly { every: 2 }, season, 90, (1, 2)).unwrap();
    /// let dates = series.originals("2027-01-01".parse()?, "2027-02-28".parse()?);
    /// assert_eq!(dates.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2027-01-19T17:00:00", "2027-02-16T17:00:00"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_season(
        slot: &Slot,
        cadence: Cadence,
        season: RangeInclusive<Date>,
        minutes: u16,
        (turn, of): (u16, u16),
    ) -> Option<Series> {
        let (from, last) = (*season.start(), *season.end());
        let times = |every: u16| u8::try_from(every.max(1) * of.max(1)).ok().and_then(NonZeroU8::new);
        let (rotated, begins, rule) = match cadence {
            Cadence::Weekly { every } => {
                let weeks = i64::from(every.max(1)) * i64::from(turn);
                let begins = from.checked_add(Span::new().try_weeks(weeks).ok()?).ok()?;
                let rotated = Cadence::Weekly { every: every.max(1) * of.max(1) };
                (rotated, begins, Rule::Weekly(times(every)?))
            }
            Cadence::Monthly { every, nth } => {
                let months = i64::from(every.max(1)) * i64::from(turn);
                let month = from.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()?;
                let rotated = Cadence::Monthly { every: every.max(1) * of.max(1), nth };
                let rule = if nth == Nth::Last { Rule::MonthlyLast } else { Rule::Monthly };
                (rotated, month.max(from), rule(times(every)?))
            }
        };
        let first = rotated.dates(slot.day, begins).next().filter(|first| *first <= last)?;
        Series::new(slot.anchor.clone(), first.to_datetime(slot.time), minutes, rule, Some(last)).ok()
    }

    /// The dates by the rule, from one day to another, both included, cancelled ones too.
    pub fn originals(&self, from: Date, to: Date) -> Vec<DateTime> {
        let Some(rule) = Recurrence::read(&self.rule.text(self.first.date())) else { return Vec::new() };
        let to = self.last.map_or(to, |last| last.min(to));
        let (from, to) = (from.at(0, 0, 0, 0), to.at(23, 59, 59, 0));
        rule.starts(self.first, from, to, &mut Work::of(SERIES_WORK))
    }

    /// The meetings whose date by the rule is within two days, with what was moved where it is now.
    pub fn occurrences(&self, from: Date, to: Date) -> Vec<Occurrence> {
        let occurrence = |original: DateTime| {
            let (start, minutes) = match self.changes.get(&original) {
                Some(change) => change.moved.map(|moved| (moved.start, moved.minutes))?,
                None => (original, self.minutes),
            };
            let start = self.zone.moment_of(start)?;
            let end = start.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()?;
            Some(Occurrence { original, start, end })
        };
        self.originals(from, to).into_iter().filter_map(occurrence).collect()
    }

    /// The meeting of a date by the rule.
    pub fn occurrence(&self, original: DateTime) -> Result<Occurrence, EntryError> {
        let day = original.date();
        if !self.originals(day, day).contains(&original) {
            return Err(EntryError::NoSuchDate);
        }
        let found = self.occurrences(day, day).into_iter().find(|occurrence| occurrence.original == original);
        found.ok_or(EntryError::Cancelled)
    }

    /// The RRULE, with UNTIL in UTC as the start has a zone (RFC 5545, 3.3.10).
    pub(crate) fn rule_text(&self) -> String {
        let until = self.until().map(|until| format!(";UNTIL={}", utc(until))).unwrap_or_default();
        format!("{}{until}", self.rule.text(self.first.date()))
    }

    fn until(&self) -> Option<Timestamp> {
        self.zone.moment_of(self.last?.to_datetime(self.first.time()))
    }

    /// The stretch its zone must be described for: from its first date to its end, moved dates included.
    pub(crate) fn stretch(&self) -> (Timestamp, Option<Timestamp>) {
        let moved = self.changes.values().filter_map(|change| change.moved).map(|moved| moved.start);
        let moments = || moved.clone().chain([self.first]).filter_map(|start| self.zone.moment_of(start));
        let first = moments().min().unwrap_or(Timestamp::UNIX_EPOCH);
        let last = self.until().map(|until| moments().fold(until, Timestamp::max));
        // Meetings end later than they begin, and a change may fall between.
        (first, last.map(|last| last.saturating_add(Span::new().hours(48)).unwrap_or(last)))
    }

    /// The same series between other ends; `first` must be one of its dates.
    pub(crate) fn between(&self, first: DateTime, last: Option<Date>) -> Series {
        let mut series = Series { first, last, ..self.clone() };
        series
            .changes
            .retain(|original, _| *original >= first && last.is_none_or(|last| original.date() <= last));
        series
    }
}

impl Entry {
    /// The sequence of the next change to it.
    pub fn next_sequence(&self) -> u32 {
        let changes = self.series().into_iter().flat_map(|series| series.changes.values());
        changes.map(|change| change.sequence).fold(self.sequence, u32::max).saturating_add(1)
    }

    /// Changed to another title, links or times: the sequence rises if times or the link to join differ, not for a
    /// change of words (RFC 5546, 2.1.4). Of single dates that were changed, those stay that the new times still have.
    #[must_use]
    pub fn changed_to(
        &self,
        title: String,
        link: Option<String>,
        page: Option<String>,
        times: Times,
    ) -> Entry {
        let times = match (times, self.series()) {
            (Times::Series(mut new), Some(old))
                if new.first.time() == old.first.time() && new.zone == old.zone =>
            {
                let still_meets =
                    |original: &DateTime| new.originals(original.date(), original.date()).contains(original);
                new.changes = old.changes().filter(|(original, _)| still_meets(original)).collect();
                Times::Series(new)
            }
            (times, _) => times,
        };
        let is_same = times == self.times && link == self.link;
        let sequence = if is_same { self.sequence } else { self.next_sequence() };
        Entry { uid: self.uid.clone(), title, link, page, sequence, times }
    }

    /// With one date moved. Moving it back is a move too.
    pub fn with_moved(&self, original: DateTime, moved: Moved) -> Result<Entry, EntryError> {
        self.with_change(original, |change| change.moved = Some(moved))
    }

    /// With one date cancelled.
    pub fn with_cancelled(&self, original: DateTime) -> Result<Entry, EntryError> {
        self.with_change(original, |change| change.moved = None)
    }

    /// With a link to join of its own for one date, or with that of the others again.
    pub fn with_link(&self, original: DateTime, link: Option<String>) -> Result<Entry, EntryError> {
        self.with_change(original, |change| change.link = link)
    }

    /// Where to join on one date, or as a rule.
    pub fn link_at(&self, original: Option<DateTime>) -> Option<&str> {
        let own = original.and_then(|original| self.series()?.change(original)?.link.as_ref());
        own.or(self.link.as_ref()).map(String::as_str)
    }

    /// Ended before a day, as when a series goes on at another hour under another UID, so that its past stays in
    /// people's calendars. [`EntryError::EndsBeforeFirst`] if nothing is before: then change the entry instead.
    pub fn ended_before(&self, day: Date) -> Result<Entry, EntryError> {
        let series = self.series().ok_or(EntryError::NotASeries)?;
        let before = day.yesterday().unwrap_or(day);
        let last = series.originals(series.first.date(), before).last().copied();
        let last = last.ok_or(EntryError::EndsBeforeFirst)?.date();
        let times = Times::Series(series.between(series.first, Some(last)));
        Ok(Entry { sequence: self.next_sequence(), times, ..self.clone() })
    }

    /// From the first meeting on or after a day, as somebody sees it who joins then. The same entry for calendars.
    pub fn from_day(&self, day: Date) -> Result<Entry, EntryError> {
        let series = self.series().ok_or(EntryError::NotASeries)?;
        let end = day.checked_add(Span::new().years(25)).unwrap_or(Date::MAX);
        let first = series.originals(day, end).first().copied().ok_or(EntryError::NoSuchDate)?;
        // A rule by the week of the month is read off the first date, and every date of the series has the same.
        let times = Times::Series(series.between(first, series.last));
        Ok(Entry { times, ..self.clone() })
    }

    pub(crate) fn series(&self) -> Option<&Series> {
        match &self.times {
            Times::Series(series) => Some(series),
            Times::Once { .. } => None,
        }
    }

    fn with_change(&self, original: DateTime, change: impl FnOnce(&mut Change)) -> Result<Entry, EntryError> {
        let mut series = self.series().ok_or(EntryError::NotASeries)?.clone();
        series.occurrence(original)?;
        let by_rule = Moved { start: original, minutes: series.minutes };
        let unchanged = Change { sequence: 0, moved: Some(by_rule), link: None };
        let of_date = series.changes.entry(original).or_insert(unchanged);
        change(of_date);
        of_date.sequence = self.next_sequence();
        Ok(Entry { times: Times::Series(series), ..self.clone() })
    }
}
