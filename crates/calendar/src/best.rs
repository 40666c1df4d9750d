//! The few best hours of one week for people who are to meet, each with what it is on everyone's clock.
//!
//! This looks at one week only; it does not weigh a year, days off or who bore the last awkward hour.

use std::cmp::Reverse;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use crate::hours::{Level, WeeklyHours};
use crate::week::Week;
use crate::zone::Zone;

/// A moment at which all can begin to meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonHour {
    /// When the meeting would begin.
    pub moment: Timestamp,
    /// In the order of the members asked about.
    pub members: Vec<MemberHour>,
}

/// What a common hour is for one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberHour {
    /// What their calendar and clock show when the meeting begins.
    pub local: DateTime,
    /// Preferred if every minute of the meeting is.
    pub level: Level,
}

impl CommonHour {
    /// How many members prefer it.
    pub fn preferred(&self) -> usize {
        self.members.iter().filter(|member| member.level == Level::Preferred).count()
    }

    fn on_the_hour(&self) -> usize {
        self.members.iter().filter(|member| member.local.minute() == 0).count()
    }
}

/// At most `limit` hours of the UTC week of `day` at which all members can meet for so many minutes, the best first:
/// most members who prefer it, then most clocks on the full hour, then the earliest. No two of them overlap, so that
/// they are real alternatives. Empty if there is no common hour, or nobody to meet.
///
/// ```
/// use calendar::{Level, WeeklyHours, Zone, best_hours};
///
/// let tove = (Zone::named("Europe/Stockholm")?, WeeklyHours::parse("Thu 12-16; Thu 16-19 (acceptable)")?);
/// let rafael = (Zone::named("America/Bogota")?, WeeklyHours::parse("Thu 9-13")?);
/// let best = best_hours(&[tove, rafael], 90, "2026-10-08".parse()?, 3);
///
/// assert_eq!(best[0].moment.to_string(), "2026-10-08T14:00:00Z");
/// assert_eq!(best[0].members[0].local.to_string(), "2026-10-08T16:00:00");
/// assert_eq!(best[0].members[0].level, Level::Acceptable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn best_hours(members: &[(Zone, WeeklyHours)], minutes: u32, day: Date, limit: usize) -> Vec<CommonHour> {
    if members.is_empty() {
        return Vec::new();
    }
    let starts_at = |least| members.iter().map(move |(zone, hours)| Week::of(zone, hours, least, day));
    let preferred: Vec<Week> = starts_at(Level::Preferred).map(|week| week.starts(minutes)).collect();
    let common =
        starts_at(Level::Acceptable).fold(Week::full(), |common, week| common & week).starts(minutes);
    let begin = Week::begin(day);

    let mut hours: Vec<CommonHour> = (0..Week::QUARTERS)
        .filter(|&quarter| common.contains(quarter))
        .map(|quarter| {
            let moment = begin.saturating_add(SignedDuration::from_mins(15 * i64::from(quarter)));
            let moment = moment.unwrap_or(begin);
            let members = members.iter().zip(&preferred).map(|((zone, _), preferred)| MemberHour {
                local: zone.local_at(moment),
                level: if preferred.contains(quarter) { Level::Preferred } else { Level::Acceptable },
            });
            CommonHour { moment, members: members.collect() }
        })
        .collect();
    hours.sort_by_key(|hour| (Reverse(hour.preferred()), Reverse(hour.on_the_hour()), hour.moment));

    let length = SignedDuration::from_mins(minutes.into());
    let mut best: Vec<CommonHour> = Vec::new();
    for hour in hours {
        if best.len() == limit {
            break;
        }
        if best.iter().all(|chosen| hour.moment.duration_since(chosen.moment).abs() >= length) {
            best.push(hour);
        }
    }
    best
}

/// The best hour at which all members can meet within the seven days after this moment, by the same measure.
///
/// ```
/// use calendar::{WeeklyHours, Zone, next_hour};
///
/// let tove = (Zone::named("Europe/Stockholm")?, WeeklyHours::parse("Thu 12-16")?);
/// let rafael = (Zone::named("America/Bogota")?, WeeklyHours::parse("Thu 7-13")?);
/// // This Thursday's is over, so it is the next one's.
/// let next = next_hour(&[tove, rafael], 90, "2026-10-08T20:00:00Z".parse()?).unwrap();
/// assert_eq!(next.moment.to_string(), "2026-10-15T12:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn next_hour(members: &[(Zone, WeeklyHours)], minutes: u32, now: Timestamp) -> Option<CommonHour> {
    let every = usize::from(Week::QUARTERS);
    let until = now.saturating_add(SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    let day = |moment: Timestamp| Zone::utc().local_at(moment).date();
    let weeks = [day(now), day(until)];
    let hours = weeks.into_iter().flat_map(|day| best_hours(members, minutes, day, every));
    let coming = hours.filter(|hour| now <= hour.moment && hour.moment < until);
    coming.min_by_key(|hour| (Reverse(hour.preferred()), Reverse(hour.on_the_hour()), hour.moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(zone: &str, hours: &str) -> (Zone, WeeklyHours) {
        (Zone::named(zone).unwrap(), WeeklyHours::parse(hours).unwrap())
    }

    fn moments(members: &[(Zone, WeeklyHours)], minutes: u32) -> Vec<String> {
        let best = best_hours(members, minutes, "2027-01-14".parse().unwrap(), 3);
        best.iter().map(|hour| hour.moment.to_string()).collect()
    }

    #[test]
    fn preferred_hours_come_first_then_full_hours_then_early_ones() {
        let members = [
            member("Europe/Lisbon", "Mon-Fri 09:00-18:00"),
            member("Africa/Lagos", "Tue 13:45-16:00; Mon-Fri 10:15-12:00 (acceptable)"),
        ];
        let expected = ["2027-01-12T13:00:00Z", "2027-01-12T14:00:00Z", "2027-01-11T10:00:00Z"];
        assert_eq!(moments(&members, 60), expected);
    }

    #[test]
    fn people_without_a_common_hour_are_offered_none() {
        let members = [member("Europe/Lisbon", "Mon 09:00-12:00"), member("Asia/Tokyo", "Mon 09:00-12:00")];
        assert_eq!(moments(&members, 30), Vec::<String>::new());
        assert_eq!(moments(&[], 30), Vec::<String>::new());
        assert_eq!(moments(&[member("Europe/Lisbon", "Mon 09:00-10:00")], 75), Vec::<String>::new());
    }
}
