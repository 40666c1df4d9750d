//! The zones of other people's files: an IANA name, a Windows name, or rules the file brings along (RFC 5545, 3.6.5).
//!
//! A known name wins over the file's own rules, because those are often years old. Windows names come from the table of
//! the Unicode CLDR.

use std::collections::HashMap;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use windows_timezones::WindowsTimezone;

use super::lines::Line;
use super::recur::{Recurrence, Work};
use super::values::{Point, offset, point};
use crate::zone::{Zone, ZoneData};

/// The most VTIMEZONEs, and observances in all, that are looked at.
const MOST_OBSERVANCES: usize = 500;
/// The most names that are remembered.
const MOST_NAMES: usize = 1000;
/// Work that one observance may cost.
const OBSERVANCE_WORK: u32 = 20_000;

/// One STANDARD or DAYLIGHT of a VTIMEZONE.
#[derive(Debug, Clone, Default)]
pub(crate) struct Observance {
    start: Option<DateTime>,
    from: Option<Offset>,
    to: Option<Offset>,
    rule: Option<Recurrence>,
    dates: Vec<DateTime>,
}

impl Observance {
    /// Takes in a property; false if it cannot be read.
    pub(crate) fn take(&mut self, line: &Line) -> bool {
        let local = |text: &str| match point(text)? {
            Point::Local(local) => Some(local),
            Point::Utc(moment) => Some(Zone::utc().local_at(moment)),
            Point::Day(day) => Some(day.to_datetime(jiff::civil::Time::midnight())),
        };
        match line.name {
            "DTSTART" => self.start = local(&line.value),
            "TZOFFSETFROM" => self.from = offset(&line.value),
            "TZOFFSETTO" => self.to = offset(&line.value),
            "RRULE" => self.rule = Recurrence::read(&line.value),
            "RDATE" => {
                self.dates.extend(line.value.split(',').take(200).filter_map(local));
                self.dates.truncate(400);
            }
            _ => return true,
        }
        match line.name {
            "DTSTART" => self.start.is_some(),
            "TZOFFSETFROM" => self.from.is_some(),
            "TZOFFSETTO" => self.to.is_some(),
            "RRULE" => self.rule.is_some(),
            _ => true,
        }
    }

    /// The moments at which it begins, with the offsets before and after, near `window`.
    fn onsets(
        &self,
        window: (Timestamp, Timestamp),
        work: &mut Work,
        onsets: &mut Vec<(Timestamp, Offset, Offset)>,
    ) {
        let (Some(start), Some(to)) = (self.start, self.to) else { return };
        let from = self.from.unwrap_or(to);
        let mut locals = vec![start];
        locals.extend(&self.dates);
        if let Some(rule) = &self.rule {
            let until = match rule.until {
                Some(Point::Utc(until)) => from.to_datetime(until),
                Some(Point::Local(until)) => until,
                Some(Point::Day(day)) => day.to_datetime(jiff::civil::Time::MAX),
                None => DateTime::MAX,
            };
            let last = until.min(to.to_datetime(window.1));
            // Two years before the window, or before the rule's end, so that the onset in force is among them.
            let first = last.min(to.to_datetime(window.0)).saturating_sub(Span::new().years(2));
            locals.extend(rule.starts(start, first, last, work));
        }
        onsets
            .extend(locals.into_iter().filter_map(|local| Some((from.to_timestamp(local).ok()?, from, to))));
    }
}

/// A zone found.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// One that we know.
    Known(Zone),
    /// Rules from the file: when the offset changes, before and after.
    Own(std::rc::Rc<[(Timestamp, Offset, Offset)]>),
}

impl Place {
    /// The moment of a wall-clock time; skipped and repeated times as in 3.3.5.
    pub(crate) fn moment_of(&self, local: DateTime) -> Option<Timestamp> {
        let onsets = match self {
            Place::Known(zone) => return zone.moment_of(local),
            Place::Own(onsets) => onsets,
        };
        // The last onset whose clock, before the change, does not show a later time.
        let passed = onsets.partition_point(|(moment, from, _)| from.to_datetime(*moment) <= local);
        let before = passed.checked_sub(1).and_then(|at| onsets.get(at));
        let Some((moment, from, to)) = before else {
            return onsets.first().and_then(|(_, from, _)| from.to_timestamp(local).ok());
        };
        // Skipped: still read with the offset before.
        let offset = if local < to.to_datetime(*moment) { from } else { to };
        offset.to_timestamp(local).ok()
    }

    /// What clocks show at a moment.
    pub(crate) fn local_at(&self, moment: Timestamp) -> DateTime {
        match self {
            Place::Known(zone) => zone.local_at(moment),
            Place::Own(onsets) => {
                let passed = onsets.partition_point(|(onset, ..)| *onset <= moment);
                let offset = match passed.checked_sub(1).and_then(|at| onsets.get(at)) {
                    Some((_, _, to)) => *to,
                    None => onsets.first().map_or(Offset::UTC, |(_, from, _)| *from),
                };
                offset.to_datetime(moment)
            }
        }
    }
}

/// All zones of a file, by name.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    own: HashMap<String, Vec<Observance>>,
    observances: usize,
    found: HashMap<String, Option<Place>>,
}

impl Zones {
    /// Keeps the rules a file brings for a name. False if there are too many.
    pub(crate) fn bring(&mut self, name: &str, observances: Vec<Observance>) -> bool {
        self.observances += observances.len().max(1);
        if self.observances > MOST_OBSERVANCES {
            return false;
        }
        self.own.entry(name.to_owned()).or_insert(observances);
        true
    }

    /// The zone of a name, right for moments within `window`.
    pub(crate) fn find(
        &mut self,
        name: &str,
        window: (Timestamp, Timestamp),
        work: &mut Work,
    ) -> Option<Place> {
        if let Some(found) = self.found.get(name) {
            return found.clone();
        }
        let place = known(name).map(Place::Known).or_else(|| self.brought(name, window, work));
        if self.found.len() < MOST_NAMES {
            self.found.insert(name.to_owned(), place.clone());
        }
        place
    }

    fn brought(&self, name: &str, window: (Timestamp, Timestamp), work: &mut Work) -> Option<Place> {
        let mut onsets = Vec::new();
        for observance in self.own.get(name)? {
            let mut share = work.share(OBSERVANCE_WORK);
            let shared = OBSERVANCE_WORK;
            observance.onsets(window, &mut share, &mut onsets);
            work.settle(shared, &share);
        }
        onsets.sort_unstable_by_key(|(moment, ..)| *moment);
        onsets.dedup_by_key(|(moment, ..)| *moment);
        (!onsets.is_empty()).then(|| Place::Own(onsets.into()))
    }
}

/// The zone a name stands for, if it is known: `Europe/Berlin`, `/freeassociation.example/Europe/Berlin`,
/// `W. Europe Standard Time`.
pub(crate) fn known(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"');
    if name.is_empty() || name.len() > 128 {
        return None;
    }
    let windows = || iana(WindowsTimezone::from_str(name).ok()?.tzdb_id());
    // Some programs put their own name before; the zone is the last two or three parts.
    let prefixed = || {
        let parts: Vec<&str> = name.strip_prefix('/')?.split('/').collect();
        let tail = |count: usize| Some(parts.get(parts.len().checked_sub(count)?..)?.join("/"));
        tail(3).and_then(|name| iana(&name)).or_else(|| iana(&tail(2)?))
    };
    iana(name).or_else(windows).or_else(prefixed)
}

/// The zone of an IANA name as programs write it. Looked for first, because a suggestion for a name that is none costs
/// more than a hostile file should make us pay.
fn iana(name: &str) -> Option<Zone> {
    // Programs, unlike people, mean by these what they say: never a change of clocks.
    let name = match name {
        "EST" => "Etc/GMT+5",
        "MST" => "Etc/GMT+7",
        name => name,
    };
    ZoneData::current().known(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::lines::Lines;

    #[test]
    fn zones_are_known_by_the_names_programs_give_them() {
        let cases = [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("W. Europe Standard Time", Some("Europe/Berlin")),
            ("Eastern Standard Time", Some("America/New_York")),
            (
                "/calendar.example/20070129_1/America/Argentina/Buenos_Aires",
                Some("America/Argentina/Buenos_Aires"),
            ),
            ("/calendar.example/Europe/London", Some("Europe/London")),
            ("utc", Some("UTC")),
            ("EST", Some("Etc/GMT+5")),
            ("Customized Time Zone", None),
            ("Europe/Berln", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(known(name).as_ref().map(Zone::name), expected, "{name}");
        }
    }

    #[test]
    fn rules_from_the_file_skip_and_repeat_hours_like_ours() {
        let observance = |text: &str| {
            let mut observance = Observance::default();
            for line in Lines::of(text.as_bytes()) {
                assert!(observance.take(&line.parts().unwrap()));
            }
            observance
        };
        let mut zones = Zones::default();
        zones.bring(
            "Ours",
            vec![
                observance(
                    "DTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100",
                ),
                observance(
                    "DTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200",
                ),
            ],
        );
        let window = ("2027-01-01T00:00:00Z".parse().unwrap(), "2028-01-01T00:00:00Z".parse().unwrap());
        let place = zones.find("Ours", window, &mut Work::of(100_000)).unwrap();
        let berlin = Zone::named("Europe/Berlin").unwrap();
        for local in [
            "2027-01-10T09:00",
            "2027-03-28T02:30",
            "2027-03-28T03:00",
            "2027-07-01T09:00",
            "2027-10-31T02:30",
        ] {
            let local: DateTime = local.parse().unwrap();
            assert_eq!(place.moment_of(local), berlin.moment_of(local), "{local}");
            let moment = berlin.moment_of(local).unwrap();
            assert_eq!(place.local_at(moment), berlin.local_at(moment), "{local}");
        }
    }
}
