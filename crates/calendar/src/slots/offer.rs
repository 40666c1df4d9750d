//! The painted board on which hours are weighed, and the full account of a chosen one.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "places within the board's own tables"
)]

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

use super::count::Count;
use super::planes::{DAY_SECONDS, Horizon, Painted};
use super::turns::{DAY_QUARTERS, Dates, Turn, Wall, dates};
use super::{Member, Offer, OfferedMeeting, Season, Share};
use crate::availability::{Absence, Clock, shown};
use crate::burden::Burden;
use crate::recurrence::Slot;
use crate::week::QUARTER_SECONDS;

/// A weekday and a quarter-hour on the clock of an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) anchor: usize,
    pub(super) day: Weekday,
    pub(super) quarter: usize,
    /// Its place in rows and tables.
    pub(super) bit: usize,
}

/// Everything about a season and its members that does not depend on the hour.
pub(super) struct Board<'a> {
    pub(super) season: &'a Season,
    group: &'a [Member],
    pub(super) members: Vec<Painted>,
    pub(super) anchors: Vec<Anchor>,
    dates: Vec<Dates>,
    horizon: Horizon,
}

pub(super) struct Anchor {
    wall: Wall,
    pub(super) turns: Vec<Turn>,
}

impl<'a> Board<'a> {
    pub(super) fn new(season: &'a Season, group: &'a [Member]) -> Board<'a> {
        let horizon = Horizon::of(season);
        let members =
            group.iter().map(|member| Painted::of(member, horizon).starts(season.minutes)).collect();
        let dates = dates(season);
        let anchors = season.anchors.iter().map(|zone| {
            let wall = Wall::of(&Clock::of(zone, horizon.begin, horizon.end()));
            let turns = dates.iter().map(|dates| Turn::of(dates, &wall, horizon)).collect();
            Anchor { wall, turns }
        });
        Board { season, group, members, anchors: anchors.collect(), dates, horizon }
    }

    pub(super) fn count<'t>(&self, turns: impl Iterator<Item = &'t Turn>) -> Count {
        Count::of(turns, &self.members, self.season.quorum_of(self.members.len()))
    }

    /// The burdens of candidates in rotation, the heaviest first; each with the count of its own turns.
    pub(super) fn burdens(&self, counts: &[&Count], candidates: &[Candidate]) -> Vec<u64> {
        let weight = u64::from(self.season.absence_weight);
        let burden = |(place, member): (usize, &Painted)| {
            let bad = counts.iter().zip(candidates).map(|(count, candidate)| {
                let absences = count.absences(place)[candidate.bit];
                weight * u64::from(absences) + u64::from(count.acceptable(place)[candidate.bit])
            });
            member.carry + bad.sum::<u64>()
        };
        let mut burdens: Vec<u64> = self.members.iter().enumerate().map(burden).collect();
        burdens.sort_unstable_by(|one, other| other.cmp(one));
        burdens
    }

    /// For each member, how often their local hour changes between dates of one candidate that follow each other.
    pub(super) fn shifts(&self, candidates: &[Candidate]) -> Vec<u32> {
        let mut shifts = vec![0; self.members.len()];
        for slot in 0..candidates.len() {
            let meetings = self.meetings(candidates).filter(|meeting| meeting.slot == slot);
            let moments: Vec<i64> = meetings.map(|meeting| meeting.second).collect();
            // Between two changes of its own clock or of the anchor's, a member's hour stays what it is.
            let is_other_hour = |(one, other): (&i64, &i64)| (one - other) % DAY_SECONDS != 0;
            let pairs = moments.iter().zip(moments.iter().skip(1)).map(is_other_hour);
            let by_anchor: Vec<usize> =
                (1..).zip(pairs).filter(|(_, is_other)| *is_other).map(|(place, _)| place).collect();
            for (shifts, member) in shifts.iter_mut().zip(&self.members) {
                let hour = |place: usize| moments[place] + member.clock.offset_at(moments[place]);
                let changes = |place: usize| is_other_hour((&hour(place - 1), &hour(place)));
                let mut last = 0;
                for stretch in &member.clock.stretches {
                    let place = moments.partition_point(|second| *second < stretch.from);
                    let is_new = place > last && place < moments.len() && !by_anchor.contains(&place);
                    *shifts += u32::from(is_new && changes(place));
                    last = place;
                }
                *shifts += by_anchor.iter().map(|place| u32::from(changes(*place))).sum::<u32>();
            }
        }
        shifts
    }

    /// The full account of candidates in rotation.
    pub(super) fn offer(&self, candidates: &[Candidate]) -> Offer {
        let quorum = usize::from(self.season.quorum_of(self.members.len()));
        let mut members: Vec<Share> = self.members.iter().zip(self.group).map(share).collect();
        let mut meetings = Vec::with_capacity(self.dates.len());
        let mut quorate = 0;
        for meeting in self.meetings(candidates) {
            let offered = self.offered(&meeting, candidates[meeting.slot], &mut members);
            quorate += u32::from(self.members.len() - offered.absent.len() >= quorum);
            meetings.push(offered);
        }
        for (share, shifts) in members.iter_mut().zip(self.shifts(candidates)) {
            share.shifts = shifts;
            share.total = share.burden.total(self.season.absence_weight);
            share
                .hours
                .sort_by_key(|(day, time, dates)| (u32::MAX - dates, day.to_monday_zero_offset(), *time));
        }
        Offer {
            slots: candidates.iter().map(|candidate| self.slot(*candidate)).collect(),
            quorate,
            squared_burden: members
                .iter()
                .fold(0, |sum, share| sum.saturating_add(share.total.saturating_mul(share.total))),
            shifts: members.iter().map(|share| share.shifts).sum(),
            meetings,
            members,
        }
    }

    /// One date, entered into what it is for each member.
    fn offered(&self, meeting: &Meeting, candidate: Candidate, members: &mut [Share]) -> OfferedMeeting {
        let quarter = self.horizon.quarter_of(meeting.second);
        let moment = Timestamp::from_second(meeting.second).unwrap_or_default();
        let mut absent = Vec::new();
        let mut acceptable = Vec::new();
        for (place, share) in members.iter_mut().enumerate() {
            let member = &self.members[place];
            if !member.available.has(quarter) {
                share.burden.absences += 1;
                absent.push((place, self.absence(place, quarter, moment)));
            } else if !member.preferred.has(quarter) {
                share.burden.acceptable += 1;
                acceptable.push(place);
            }
            let (day, time) = shown(meeting.second + member.clock.offset_at(meeting.second));
            match share.hours.iter_mut().find(|(other, hour, _)| (*other, *hour) == (day, time)) {
                Some((_, _, dates)) => *dates += 1,
                None => share.hours.push((day, time, 1)),
            }
        }
        let local = meeting.date.to_datetime(time_of(candidate));
        OfferedMeeting { slot: meeting.slot, local, moment, absent, acceptable }
    }

    fn absence(&self, member: usize, quarter: usize, moment: Timestamp) -> Absence {
        if !self.members[member].weekly.has(quarter) {
            return Absence::OutOfHours;
        }
        self.group[member].availability.is_free(moment, self.season.minutes).err().unwrap_or(Absence::Busy)
    }

    fn slot(&self, candidate: Candidate) -> Slot {
        let anchor = self.season.anchors[candidate.anchor].clone();
        Slot { anchor, day: candidate.day, time: time_of(candidate) }
    }

    /// The dates of candidates in rotation, in order.
    fn meetings(&self, candidates: &[Candidate]) -> impl Iterator<Item = Meeting> {
        self.dates.iter().enumerate().filter_map(move |(turn, dates)| {
            let slot = turn % candidates.len();
            let candidate = candidates[slot];
            let (date, midnight) = dates[candidate.bit / DAY_QUARTERS]?;
            let local = midnight + candidate.quarter as i64 * QUARTER_SECONDS;
            Some(Meeting { slot, date, second: self.anchors[candidate.anchor].wall.moment(local) })
        })
    }
}

struct Meeting {
    slot: usize,
    date: Date,
    second: i64,
}

fn share((_, member): (&Painted, &Member)) -> Share {
    let burden = Burden { carry: member.carry, absences: 0, acceptable: 0 };
    Share { burden, total: 0, shifts: 0, hours: Vec::new() }
}

fn time_of(candidate: Candidate) -> Time {
    let (hour, minute) = (candidate.quarter / 4 % 24, candidate.quarter % 4 * 15);
    jiff::civil::time(hour as i8, minute as i8, 0, 0)
}
