//! What would help where no hour is possible: who stands apart, and which few more minutes of whose week would do.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::availability::Availability;
use crate::slots::{Member, Presence, Season};
use crate::week::{QUARTER_SECONDS, Week};

/// A stretch of one member's week that would make an hour possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// Who would have to be free, by their place among the members.
    pub member: usize,
    /// When the group could meet then.
    pub moment: Timestamp,
    /// From when they would have to be free besides, on their own calendar and clock.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// How many quarter-hours that is.
    pub quarters: u16,
}

/// For each member by whom alone an hour of the season's first week fails, the fewest quarter-hours that they would have
/// to add to it, whoever would have to add least first; among as many, next to hours they have. Only hours count that the season allows, on the clock of one of
/// its anchors. Weekly hours alone are looked at: what else people have to do on single dates is theirs.
///
/// ```
/// use calendar::slots::{Member, Presence, Season};
/// use calendar::{Availability, Cadence, WeeklyHours, Zone, what_would_help};
///
/// let member = |zone, hours| -> Result<Member, Box<dyn std::error::Error>> {
///     let availability = Availability::new(Zone::named(zone)?, WeeklyHours::parse(hours)?);
///     Ok(Member { availability, carry: 0, presence: Presence::Wanted })
/// };
/// let group = [member("Europe/Lisbon", "Tue 14-18")?, member("Asia/Tashkent", "Tue 10-19")?];
/// // 14:00 in Lisbon is 19:00 in Tashkent.
/// let dates = "2027-01-11".parse()?..="2027-03-31".parse()?;
/// let season = Season::new(vec![Zone::named("Europe/Lisbon")?], Cadence::Weekly { every: 1 }, dates, 60);
/// let [first, second] = what_would_help(&season, &group)[..] else { panic!() };
/// assert_eq!((first.member, first.quarters), (0, 4));
/// assert_eq!((first.from.to_string(), first.to.to_string()), ("2027-01-12T13:00:00".into(), "2027-01-12T14:00:00".into()));
/// assert_eq!((second.member, second.from.to_string()), (1, "2027-01-12T19:00:00".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn what_would_help(season: &Season, members: &[Member]) -> Vec<Help> {
    let (minutes, day) = (season.minutes, season.from);
    let quorum = season.quorum_of(members.len());
    let free: Vec<Week> = members.iter().map(|member| week_of(&member.availability, day)).collect();
    let starts: Vec<Week> = free.iter().map(|week| week.starts(minutes.into())).collect();
    let length = minutes.div_ceil(15).min(Week::QUARTERS);
    let mut found: Vec<(Cost, Help)> = Vec::new();
    for quarter in (0..Week::QUARTERS).filter(|quarter| is_allowed(season, *quarter)) {
        let missing: Vec<usize> = places(&starts, |week| !week.contains(quarter));
        let come = starts.len().saturating_sub(missing.len());
        for &member in &missing {
            let is_required = |place: &usize| {
                members.get(*place).is_some_and(|member| member.presence == Presence::Required)
            };
            let others_can = missing.iter().all(|other| *other == member || !is_required(other));
            // Whoever helps is one more; without them it must fail, or there would be nothing to help.
            let is_enough =
                come + 1 >= usize::from(quorum) && (come < usize::from(quorum) || is_required(&member));
            if !others_can || !is_enough {
                continue;
            }
            let Some((availability, week)) =
                members.get(member).map(|of| &of.availability).zip(free.get(member))
            else {
                continue;
            };
            let lacking: Vec<u16> =
                (quarter..quarter + length).filter(|part| !week.contains(*part)).collect();
            let Some(help) = help(member, availability, day, quarter, &lacking) else { continue };
            let cost = (help.quarters, !adjoins(week, &lacking));
            match found.iter_mut().find(|(_, known)| known.member == member) {
                Some(known) if cost < known.0 => *known = (cost, help),
                Some(_) => {}
                None => found.push((cost, help)),
            }
        }
    }
    found.sort_by_key(|(cost, help)| (*cost, help.member));
    found.into_iter().map(|(_, help)| help).collect()
}

/// How many quarter-hours are asked for, and whether they stand apart from those that somebody has.
type Cost = (u16, bool);

/// Whether some quarter-hours come next to others that a week has.
fn adjoins(week: &Week, quarters: &[u16]) -> bool {
    let before = quarters.first().map(|first| first.checked_sub(1).unwrap_or(Week::QUARTERS - 1));
    let after = quarters.last().map(|last| (last + 1) % Week::QUARTERS);
    before.into_iter().chain(after).any(|quarter| week.contains(quarter))
}

/// Whether the season may have an hour that begins at this quarter-hour of its first week.
fn is_allowed(season: &Season, quarter: u16) -> bool {
    let Some(moment) = moment_of(season.from, quarter) else { return false };
    season.anchors.iter().map(|anchor| anchor.local_at(moment)).any(|local| {
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        season.days.contains(&local.weekday()) && minute % i32::from(season.step.max(15)) == 0
    })
}

fn moment_of(day: Date, quarter: u16) -> Option<Timestamp> {
    Timestamp::from_second(Week::begin(day).as_second() + i64::from(quarter) * QUARTER_SECONDS).ok()
}

fn week_of(availability: &Availability, day: Date) -> Week {
    Week::of(&availability.zone, &availability.hours, crate::Level::Acceptable, day)
}

fn places(weeks: &[Week], is_meant: impl Fn(&Week) -> bool) -> Vec<usize> {
    weeks.iter().enumerate().filter(|(_, week)| is_meant(week)).map(|(place, _)| place).collect()
}

fn help(member: usize, of: &Availability, day: Date, quarter: u16, lacking: &[u16]) -> Option<Help> {
    let (first, last) = (lacking.first()?, lacking.last()?);
    let local = |quarter: u16| Some(of.zone.local_at(moment_of(day, quarter)?));
    let quarters = last - first + 1;
    Some(Help {
        member,
        moment: moment_of(day, quarter)?,
        from: local(*first)?,
        to: local(last + 1)?,
        quarters,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cadence, WeeklyHours, Zone};

    fn member(zone: &str, hours: &str, presence: Presence) -> Member {
        let availability = Availability::new(Zone::named(zone).unwrap(), WeeklyHours::parse(hours).unwrap());
        Member { availability, carry: 0, presence }
    }

    fn season(quorum: u16) -> Season {
        let dates = "2027-01-11".parse().unwrap()..="2027-03-31".parse().unwrap();
        let every_week = Cadence::Weekly { every: 1 };
        Season { quorum: Some(quorum), ..Season::new(vec![Zone::utc()], every_week, dates, 60) }
    }

    fn helps(members: &[Member], quorum: u16) -> Vec<(usize, u16)> {
        helps_of(&season(quorum), members)
    }

    fn helps_of(season: &Season, members: &[Member]) -> Vec<(usize, u16)> {
        what_would_help(season, members).iter().map(|help| (help.member, help.quarters)).collect()
    }

    #[test]
    fn where_everyone_is_free_nobody_is_asked_for_more() {
        // 09:00 in Lisbon is 10:00 in Lagos.
        let group = [
            member("Europe/Lisbon", "Tue 9-10", Presence::Wanted),
            member("Africa/Lagos", "Tue 10-11", Presence::Wanted),
        ];
        assert_eq!(helps(&group, 2), []);
    }

    #[test]
    fn two_who_are_both_missing_cannot_be_helped_by_one() {
        let group = [
            member("Europe/Lisbon", "Tue 9-12", Presence::Wanted),
            member("Europe/Lisbon", "Thu 9-12", Presence::Wanted),
            member("Europe/Lisbon", "Fri 9-12", Presence::Wanted),
        ];
        assert_eq!(helps(&group, 3), []);
        assert_eq!(helps(&group, 2).len(), 3);
    }

    #[test]
    fn whoever_is_required_helps_also_where_the_others_are_enough() {
        let group = [
            member("Europe/Lisbon", "Tue 9-12", Presence::Wanted),
            member("Europe/Lisbon", "Tue 9-12", Presence::Wanted),
            member("Europe/Lisbon", "Tue 12-13", Presence::Required),
        ];
        assert_eq!(helps(&group, 2), [(0, 4), (1, 4), (2, 4)]);
        assert_eq!(helps(&group, 3), [(2, 4)], "at noon two others are missing");
    }

    #[test]
    fn only_hours_that_the_season_allows_are_helped() {
        let group = [
            member("Europe/Lisbon", "Tue 9-12", Presence::Wanted),
            member("Europe/Lisbon", "Tue 11:30-14", Presence::Wanted),
        ];
        assert_eq!(helps(&group, 2), [(0, 2), (1, 2)]);
        let on_the_hour = Season { step: 60, ..season(2) };
        assert_eq!(helps_of(&on_the_hour, &group), [(1, 2), (0, 4)]);
        let on_wednesdays = Season { days: vec![jiff::civil::Weekday::Wednesday], ..season(2) };
        assert_eq!(helps_of(&on_wednesdays, &group), []);
    }
}
