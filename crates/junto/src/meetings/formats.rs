//! A series of meetings as it is stored: anchor, local times and rule. Moments are derived from it, and what
//! calendars are told.

use std::num::NonZeroU8;
use std::ops::RangeInclusive;

use calendar::ical::{Change, Entry, EntryError, Moved, Rule, Series, Times};
use calendar::{Cadence, Date, DateTime, Nth, Slot, Weekday, Zone, ZoneData};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::entities::{Plan, PlannedCadence, PlannedSlot, SeriesId};
use crate::app::App;
use crate::groups::GroupId;

/// A series or a single meeting without its names for ever, which follow from its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct EntryRecord {
    pub title: String,
    pub link: Option<String>,
    /// Raised by each change of time, place or rule.
    pub sequence: u32,
    /// The sequence of the last change of the times of the whole: answers to earlier ones count no more.
    pub asked: u32,
    pub zone: String,
    /// On the clock of the zone.
    pub first: DateTime,
    pub minutes: u16,
    /// A single meeting has none.
    pub rule: Option<RuleRecord>,
    pub last: Option<Date>,
    #[serde(default)]
    pub changes: Vec<ChangeRecord>,
}

/// How often a series meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleRecord {
    Weekly(NonZeroU8),
    Monthly(NonZeroU8),
    MonthlyLast(NonZeroU8),
}

/// What became of one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    pub original: DateTime,
    pub sequence: u32,
    /// `None` if it was cancelled.
    pub moved: Option<(DateTime, u16)>,
    /// Where to join, if not where the others are.
    #[serde(default)]
    pub link: Option<String>,
    /// The sequence of the last change of its time, where something else changed after it.
    #[serde(default)]
    pub asked: Option<u32>,
}

impl EntryRecord {
    /// As calendars know it.
    pub fn entry(&self, app: &App, group: GroupId, series: SeriesId) -> Result<Entry, EntryError> {
        let uid = format!("{series}@{}", app.mail_host());
        Ok(Entry { uid, page: Some(app.link(&format!("/groups/{group}/meetings"))), ..self.bare()? })
    }

    /// From its first date to its last, cancelled ones too: the date by the rule, where it is now and how long
    /// it lasts, or that it is off.
    pub fn dates(&self) -> Result<Vec<(DateTime, Option<Moved>)>, EntryError> {
        let Times::Series(series) = self.bare()?.times else {
            return Ok(vec![(self.first, Some(Moved { start: self.first, minutes: self.minutes }))]);
        };
        let last = self.last.unwrap_or_else(|| self.first.date().saturating_add(jiff::Span::new().years(1)));
        let now = |original: DateTime| match self.changes.iter().find(|change| change.original == original) {
            Some(change) => change.moved.map(|(start, minutes)| Moved { start, minutes }),
            None => Some(Moved { start: original, minutes: self.minutes }),
        };
        let originals = series.originals(self.first.date(), last);
        Ok(originals.into_iter().map(|original| (original, now(original))).collect())
    }

    pub fn with_moved(&self, original: DateTime, to: Moved) -> Result<Self, EntryError> {
        Ok(self.after(&self.bare()?.with_moved(original, to)?))
    }

    pub fn with_cancelled(&self, original: DateTime) -> Result<Self, EntryError> {
        Ok(self.after(&self.bare()?.with_cancelled(original)?))
    }

    pub fn ended_before(&self, day: Date) -> Result<Self, EntryError> {
        Ok(self.after(&self.bare()?.ended_before(day)?))
    }

    /// With a link to join of its own for one date, or with that of the others again.
    pub fn with_link(&self, original: DateTime, link: Option<String>) -> Result<Self, EntryError> {
        Ok(self.after(&self.bare()?.with_link(original, link)?))
    }

    /// Where to join the meeting of a date by the rule.
    pub fn link_at(&self, original: DateTime) -> Option<&str> {
        let change = self.changes.iter().find(|change| change.original == original);
        change.and_then(|change| change.link.as_ref()).or(self.link.as_ref()).map(String::as_str)
    }

    /// With another title and link.
    pub fn with_words(&self, title: String, link: Option<String>) -> Result<Self, EntryError> {
        let bare = self.bare()?;
        let times = bare.times.clone();
        Ok(self.after(&bare.changed_to(title, link, None, times)))
    }

    /// A single meeting at another time.
    pub fn once_at(&self, zone: &Zone, start: DateTime, minutes: u16) -> Self {
        let sequence = self.sequence.saturating_add(1);
        let zone = zone.name().to_owned();
        Self { zone, first: start, minutes, sequence, asked: sequence, ..self.clone() }
    }

    /// The zone whose clock holds the hour. Should the rules in force not know it, those compiled in do.
    pub fn anchor(&self) -> Zone {
        let bundled = |_| ZoneData::bundled().zone(&self.zone);
        Zone::named(&self.zone).or_else(bundled).unwrap_or_else(|_| Zone::utc())
    }

    /// Told again: the times are the same on the anchor's clock and others elsewhere. What was answered still counts.
    pub fn reissued(&self) -> Self {
        let changes = self.changes.iter().map(|change| change.sequence);
        let sequence = changes.fold(self.sequence, u32::max).saturating_add(1);
        Self { sequence, ..self.clone() }
    }

    /// The sequence that an answer must not be older than: to the whole, or to one date.
    pub fn asked_at(&self, original: Option<DateTime>) -> u32 {
        let of_date = |original| self.changes.iter().find(|change| change.original == original);
        let date = original.and_then(of_date).filter(|change| change.moved.is_some());
        date.map_or(self.asked, |change| change.asked().max(self.asked))
    }

    /// With the sequences of the last changes of times, by which answers are weighed: a change of words or links
    /// makes none of them old.
    pub fn as_asked(&self) -> Self {
        let as_asked = |change: &ChangeRecord| ChangeRecord { sequence: change.asked(), ..change.clone() };
        let changes = self.changes.iter().map(as_asked).collect();
        Self { sequence: self.asked, changes, ..self.clone() }
    }

    /// The entry without its names.
    fn bare(&self) -> Result<Entry, EntryError> {
        let zone = self.anchor();
        let times = match self.rule {
            None => Times::Once {
                start: zone.moment_of(self.first).ok_or(EntryError::NoSuchDate)?,
                minutes: self.minutes,
            },
            Some(rule) => {
                let series = Series::new(zone, self.first, self.minutes, rule.into(), self.last)?;
                let changes = self.changes.iter().map(|change| (change.original, change.into()));
                Times::Series(series.with_changes(changes))
            }
        };
        let (title, link) = (self.title.clone(), self.link.clone());
        Ok(Entry { uid: String::new(), title, link, page: None, sequence: self.sequence, times })
    }

    /// The record of the same entry after a change that did not touch its zone, or as a calendar knows it, for which it
    /// may begin later.
    pub fn after(&self, entry: &Entry) -> Self {
        let (title, link) = (entry.title.clone(), entry.link.clone());
        let record = Self { title, link, sequence: entry.sequence, ..self.clone() };
        let Times::Series(series) = &entry.times else { return record };
        let changes = series.changes().map(|(original, change)| {
            let moved = change.moved.map(|moved| (moved.start, moved.minutes));
            let before = self.changes.iter().find(|before| before.original == original);
            let was = before.map_or(Some((original, self.minutes)), |before| before.moved);
            let asked = (was == moved).then(|| before.map_or(0, ChangeRecord::asked));
            ChangeRecord { original, sequence: change.sequence, moved, link: change.link, asked }
        });
        Self { first: series.first(), last: series.last(), changes: changes.collect(), ..record }
    }

    /// With every sequence higher by so much.
    pub fn ahead_by(&self, ahead: u32) -> Self {
        let raised = |change: &ChangeRecord| {
            let sequence = change.sequence.saturating_add(ahead);
            let asked = change.asked.map(|asked| asked.saturating_add(ahead));
            ChangeRecord { sequence, asked, ..change.clone() }
        };
        let changes = self.changes.iter().map(raised).collect();
        let (sequence, asked) = (self.sequence.saturating_add(ahead), self.asked.saturating_add(ahead));
        Self { sequence, asked, changes, ..self.clone() }
    }
}

impl ChangeRecord {
    /// The sequence of the last change of its time.
    fn asked(&self) -> u32 {
        self.asked.unwrap_or(self.sequence)
    }
}

impl From<RuleRecord> for Rule {
    fn from(rule: RuleRecord) -> Self {
        match rule {
            RuleRecord::Weekly(every) => Rule::Weekly(every),
            RuleRecord::Monthly(every) => Rule::Monthly(every),
            RuleRecord::MonthlyLast(every) => Rule::MonthlyLast(every),
        }
    }
}

impl From<Rule> for RuleRecord {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Weekly(every) => Self::Weekly(every),
            Rule::Monthly(every) => Self::Monthly(every),
            Rule::MonthlyLast(every) => Self::MonthlyLast(every),
        }
    }
}

impl From<&ChangeRecord> for Change {
    fn from(change: &ChangeRecord) -> Self {
        let moved = change.moved.map(|(start, minutes)| Moved { start, minutes });
        Change { sequence: change.sequence, moved, link: change.link.clone() }
    }
}

impl From<&Slot> for PlannedSlot {
    fn from(slot: &Slot) -> Self {
        let zone = slot.anchor.name().to_owned();
        Self { zone, day: slot.day.to_monday_one_offset(), time: slot.time }
    }
}

impl PlannedSlot {
    pub fn slot(&self) -> Slot {
        Slot {
            anchor: Zone::named(&self.zone).unwrap_or_else(|_| Zone::utc()),
            day: Weekday::from_monday_one_offset(self.day).unwrap_or(Weekday::Monday),
            time: self.time,
        }
    }
}

impl From<Cadence> for PlannedCadence {
    fn from(cadence: Cadence) -> Self {
        match cadence {
            Cadence::Weekly { every } => Self::Weekly { every },
            Cadence::Monthly { every, nth } => Self::Monthly { every, nth: nth.number() },
        }
    }
}

impl From<PlannedCadence> for Cadence {
    fn from(cadence: PlannedCadence) -> Self {
        match cadence {
            PlannedCadence::Weekly { every } => Cadence::Weekly { every },
            PlannedCadence::Monthly { every, nth } => {
                Cadence::Monthly { every, nth: Nth::from_number(nth).unwrap_or(Nth::First) }
            }
        }
    }
}

impl Plan {
    /// The series in which the season meets, one for each slot that ever does, holidays left out.
    pub fn series(&self, title: &str, link: Option<&str>) -> Vec<EntryRecord> {
        let of = u16::try_from(self.slots.len()).unwrap_or(1);
        let slots = self.slots.iter().zip(0_u16..);
        let records = slots.filter_map(|(slot, turn)| {
            let slot = slot.slot();
            let season = self.from..=self.to;
            let series = Series::of_season(&slot, self.cadence.into(), season, self.minutes, (turn, of))?;
            let record = EntryRecord {
                title: title.to_owned(),
                link: link.map(str::to_owned),
                sequence: 0,
                asked: 0,
                zone: slot.anchor.name().to_owned(),
                first: series.first(),
                minutes: self.minutes,
                rule: Some(series.rule().into()),
                last: series.last(),
                changes: Vec::new(),
            };
            let off = |original: &DateTime| self.holidays.contains(&original.date());
            let holidays = series.originals(self.from, self.to).into_iter().filter(off);
            let off = |original| ChangeRecord { original, sequence: 0, moved: None, link: None, asked: None };
            Some(EntryRecord { changes: holidays.map(off).collect(), ..record })
        });
        records.collect()
    }
}

/// How many minutes a meeting may last.
pub const MINUTES: RangeInclusive<u16> = 15..=480;

/// Reads how many minutes a meeting lasts.
pub fn read_minutes(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|minutes| MINUTES.contains(minutes))
}

/// A date and a time of an anchor's clock, as it is stored.
pub fn local_text(local: DateTime) -> String {
    local.to_string()
}

/// Reads [`local_text`] back, and what a browser sends.
pub fn read_local(text: &str) -> Option<DateTime> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(slots: &[(&str, i8, &str)], cadence: PlannedCadence) -> Plan {
        let slot = |(zone, day, time): &(&str, i8, &str)| PlannedSlot {
            zone: (*zone).to_owned(),
            day: *day,
            time: time.parse().unwrap(),
        };
        Plan {
            slots: slots.iter().map(slot).collect(),
            cadence,
            from: "2027-01-04".parse().unwrap(),
            to: "2027-03-31".parse().unwrap(),
            minutes: 90,
            holidays: vec!["2027-02-02".parse().unwrap()],
            carry: Vec::new(),
            needed: Vec::new(),
        }
    }

    fn dates(record: &EntryRecord) -> Vec<(String, bool)> {
        let dates = record.dates().unwrap().into_iter();
        dates.map(|(original, now)| (original.date().to_string(), now.is_some())).collect()
    }

    #[test]
    fn a_season_meets_on_its_dates_but_for_holidays() {
        let plan = plan(&[("Europe/Lisbon", 2, "17:00")], PlannedCadence::Weekly { every: 4 });
        let series = plan.series("Kittiwake", None);
        let expected =
            [("2027-01-05", true), ("2027-02-02", false), ("2027-03-02", true), ("2027-03-30", true)];
        assert_eq!(dates(&series[0]), expected.map(|(date, is_on)| (date.to_owned(), is_on)));
    }

    #[test]
    fn two_hours_take_turns() {
        let hours = [("Europe/Lisbon", 2, "09:00"), ("Asia/Singapore", 4, "09:00")];
        let series = plan(&hours, PlannedCadence::Weekly { every: 2 }).series("Kittiwake", None);
        let first = dates(&series[0]).into_iter().map(|(date, _)| date).collect::<Vec<_>>();
        let second = dates(&series[1]).into_iter().map(|(date, _)| date).collect::<Vec<_>>();
        assert_eq!(first, ["2027-01-05", "2027-02-02", "2027-03-02", "2027-03-30"]);
        assert_eq!(second, ["2027-01-21", "2027-02-18", "2027-03-18"]);
    }

    #[test]
    fn a_record_reads_back_what_was_changed() {
        let plan = plan(&[("Europe/Lisbon", 2, "17:00")], PlannedCadence::Weekly { every: 1 });
        let record = plan.series("Kittiwake", Some("https://meet.example/kittiwake")).remove(0);
        let original = read_local("2027-01-12T17:00:00").unwrap();
        let to = Moved { start: read_local("2027-01-13T18:30").unwrap(), minutes: 60 };
        let moved = record.with_moved(original, to).unwrap();
        assert_eq!((moved.sequence, moved.asked_at(Some(original)), moved.asked_at(None)), (0, 1, 0));
        let off = moved.with_cancelled(read_local("2027-01-19T17:00:00").unwrap()).unwrap();
        let stored: EntryRecord = serde_json::from_str(&serde_json::to_string(&off).unwrap()).unwrap();
        assert_eq!(stored, off);
        let found = stored.dates().unwrap();
        assert_eq!(found[1], (original, Some(to)));
        assert_eq!(found[2].1, None);
        assert_eq!(local_text(original), "2027-01-12T17:00:00");
        let renamed = off.with_words("Harbour".to_owned(), off.link.clone()).unwrap();
        assert_eq!((renamed.sequence, renamed.changes.len()), (off.sequence, off.changes.len()));
    }
}
