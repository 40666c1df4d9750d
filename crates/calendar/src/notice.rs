//! The dates on which a meeting is at another hour on a member's clock, so that they can be told ahead.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};

use crate::availability::Availability;
use crate::zone::Zone;

/// A meeting that is at another hour on a member's clock than the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The first meeting at the new hour.
    pub moment: Timestamp,
    /// What the member's calendar and clock show then.
    pub local: DateTime,
    /// The hour of the meeting before.
    pub before: Time,
    /// Why.
    pub cause: Cause,
}

/// Why a meeting is at another hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The member's clocks changed, the anchor's did not, or by less.
    OwnClock,
    /// The anchor's clocks changed.
    AnchorClock,
    /// The member is in another zone.
    Journey,
}

/// When the hour changes on a member's clock, over the meetings of one slot in order. With several slots in rotation,
/// ask for each slot by itself; leave out meetings that were moved.
///
/// ```
/// use calendar::{Availability, Cause, Cadence, End, Recurrence, Slot, Weekday, WeeklyHours, Zone, clock_changes};
///
/// let slot = Slot { anchor: Zone::named("Europe/Lisbon")?, day: Weekday::Tuesday, time: "15:00".parse()? };
/// let series = Recurrence::new(slot.clone(), Cadence::Weekly { every: 1 }, "2027-03-01".parse()?, End::After(6));
/// let meetings: Vec<_> = series.meetings().map(|meeting| meeting.moment).collect();
///
/// let bogota = Availability::new(Zone::named("America/Bogota")?, WeeklyHours::default());
/// let [change] = clock_changes(&bogota, &slot.anchor, &meetings)[..] else { panic!() };
/// assert_eq!(change.before.to_string(), "10:00:00");
/// assert_eq!(change.local.to_string(), "2027-03-30T09:00:00");
/// assert_eq!(change.cause, Cause::AnchorClock);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn clock_changes(member: &Availability, anchor: &Zone, meetings: &[Timestamp]) -> Vec<ClockChange> {
    let pairs = meetings.iter().zip(meetings.iter().skip(1));
    pairs
        .filter_map(|(&last, &moment)| {
            let (before, local) = (member.local_at(last).time(), member.local_at(moment));
            let cause = cause(member, anchor, last, moment);
            (before != local.time()).then_some(ClockChange { moment, local, before, cause })
        })
        .collect()
}

/// Meetings in a row that begin at one hour of a member's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SameHour {
    /// What the member's calendar and clock show at the first of them.
    pub first: DateTime,
    /// And at the last.
    pub last: DateTime,
}

/// The meetings of one slot in order, as stretches of one hour each on a member's clock. What follows the first stretch
/// is what they must be told: from when until when it is another hour for them.
///
/// ```
/// use calendar::{Availability, Cadence, End, Recurrence, Slot, Weekday, WeeklyHours, Zone, hours_in_turn};
///
/// let slot = Slot { anchor: Zone::named("Europe/Lisbon")?, day: Weekday::Tuesday, time: "15:00".parse()? };
/// let series = Recurrence::new(slot, Cadence::Weekly { every: 1 }, "2027-03-01".parse()?, End::After(6));
/// let meetings: Vec<_> = series.meetings().map(|meeting| meeting.moment).collect();
/// let toronto = Availability::new(Zone::named("America/Toronto")?, WeeklyHours::default());
///
/// let hours = hours_in_turn(&toronto, &meetings);
/// let shown: Vec<_> = hours.iter().map(|same| same.first.strftime("%m-%d %H:%M").to_string()).collect();
/// assert_eq!(shown, ["03-02 10:00", "03-16 11:00", "03-30 10:00"]);
/// assert_eq!(hours[1].last.to_string(), "2027-03-23T11:00:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hours_in_turn(member: &Availability, meetings: &[Timestamp]) -> Vec<SameHour> {
    let mut turns: Vec<SameHour> = Vec::new();
    for local in meetings.iter().map(|&moment| member.local_at(moment)) {
        match turns.last_mut() {
            Some(same) if same.first.time() == local.time() => same.last = local,
            _ => turns.push(SameHour { first: local, last: local }),
        }
    }
    turns
}

fn cause(member: &Availability, anchor: &Zone, last: Timestamp, moment: Timestamp) -> Cause {
    let (was, is) = (member.zone_at(last), member.zone_at(moment));
    if was != is {
        return Cause::Journey;
    }
    let change = |zone: &Zone| (zone.offset_at(moment).seconds() - zone.offset_at(last).seconds()).abs();
    if change(is) > change(anchor) { Cause::OwnClock } else { Cause::AnchorClock }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::WeeklyHours;
    use crate::{Cadence, End, Journey, Recurrence, Slot, Weekday};

    /// Tuesdays at 15:00 in London, from the beginning of March 2027 to the middle of April.
    fn changes(member: &Availability) -> Vec<(String, Cause)> {
        let anchor = Zone::named("Europe/London").unwrap();
        let slot = Slot { anchor: anchor.clone(), day: Weekday::Tuesday, time: "15:00".parse().unwrap() };
        let from = "2027-03-01".parse().unwrap();
        let series = Recurrence::new(slot, Cadence::Weekly { every: 1 }, from, End::After(7));
        let meetings: Vec<Timestamp> = series.meetings().map(|meeting| meeting.moment).collect();
        let changes = clock_changes(member, &anchor, &meetings);
        changes
            .iter()
            .map(|change| (change.local.strftime("%m-%d %H:%M").to_string(), change.cause))
            .collect()
    }

    fn member(zone: &str) -> Availability {
        Availability::new(Zone::named(zone).unwrap(), WeeklyHours::default())
    }

    #[test]
    fn between_the_changes_of_two_continents_the_hour_is_another_for_two_weeks() {
        let expected = [("03-16 11:00", Cause::OwnClock), ("03-30 10:00", Cause::AnchorClock)];
        assert_eq!(
            changes(&member("America/Toronto")),
            expected.map(|(local, cause)| (local.to_owned(), cause))
        );
    }

    #[test]
    fn who_changes_clocks_with_the_anchor_is_told_nothing() {
        assert_eq!(changes(&member("Europe/Lisbon")), []);
        assert_eq!(changes(&member("Europe/Warsaw")), []);
    }

    #[test]
    fn a_journey_changes_the_hour_there_and_back() {
        let mut lisbon = member("Europe/Lisbon");
        let dubai = Zone::named("Asia/Dubai").unwrap();
        let (from, to) = ("2027-03-05".parse().unwrap(), "2027-03-20".parse().unwrap());
        lisbon.journeys.push(Journey { zone: dubai, from, to });
        let expected = [("03-09 19:00", Cause::Journey), ("03-23 15:00", Cause::Journey)];
        assert_eq!(changes(&lisbon), expected.map(|(local, cause)| (local.to_owned(), cause)));
    }
}
