//! Why not everyone can have a place: musts that cannot all be kept, the ways out, and what a group gives up to
//! which must.

use matching::{Change, Kept};

use super::{Criteria, FormationError, Must, Relaxation, Round};
use crate::profile::Profile;

/// Musts that cannot all be kept when everyone is to have a place; without any one of them they could.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// Which.
    pub musts: Vec<Must>,
    /// The people concerned, in rising order.
    pub people: Vec<usize>,
    /// Why they cannot.
    pub because: Because,
    /// What would resolve it, each alone. Others may remain.
    pub ways_out: Vec<WayOut>,
}

/// Why musts contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The people need more groups than there can be.
    TooManyGroups {
        /// How many share these groups.
        among: usize,
        /// Groups needed.
        needed: usize,
        /// Groups there can be.
        possible: usize,
    },
    /// No group with one of these people can have more than so many.
    TooFewInReach {
        /// How many, at most.
        reach: usize,
        /// How many a group needs.
        least: usize,
    },
    /// Nobody else whom this must asks for may be with these people.
    NoCompany(Must),
    /// These people have fewer hours of their own than a group must share.
    OwnHours {
        /// Theirs, in stretches long enough to meet, in the poorer season.
        own: f64,
        /// How many are needed.
        least: f64,
    },
    /// These people go together, and break it among themselves.
    Together,
    /// Every division of all these people was tried.
    EveryDivision,
}

/// A change of the criteria that resolves a contradiction.
#[derive(Clone, Debug, PartialEq)]
pub enum WayOut {
    /// A must made weaker.
    Relax(Relaxation),
    /// Groups from so many people.
    SmallerGroups(usize),
    /// These go alone, though they were to go with others.
    Part(Vec<usize>),
    /// So many people, these or others in the same case, stay without a place.
    LeaveOut(Vec<usize>),
}

/// An exchange that would be a gain, and that one must alone forbids.
#[derive(Clone, Debug, PartialEq)]
pub struct Forgone {
    /// The must.
    pub must: Must,
    /// The member of the group.
    pub who: usize,
    /// Somebody of another.
    pub with: usize,
    /// How much better the two groups would meet the wishes, of 1.
    pub gain: f64,
}

impl Round<'_> {
    /// Musts that cannot all be kept when everyone is to have a place. Nothing where no short proof is found: then
    /// some may still have to stay without one.
    pub fn contradictions(&self, kept: &[Kept]) -> Result<Vec<Contradiction>, FormationError> {
        let asked = matching::Criteria { kept: kept.to_vec(), ..self.asked.clone() };
        let found = matching::contradictions(&self.candidates, &asked)?;
        Ok(found.into_iter().map(|found| self.contradiction(found)).collect())
    }

    fn contradiction(&self, found: matching::Contradiction) -> Contradiction {
        use matching::Because as B;
        let because = match found.because {
            B::TooManyGroups { among, needed, possible } => {
                Because::TooManyGroups { among, needed, possible }
            }
            B::TooFewInReach { reach, least } => Because::TooFewInReach { reach, least },
            B::NoCompany(constraint) => Because::NoCompany(self.must(constraint)),
            B::OwnHours { own, least } => {
                Because::OwnHours { own: self.stretch_hours(own), least: self.stretch_hours(least) }
            }
            B::Together => Because::Together,
            B::EveryDivision => Because::EveryDivision,
        };
        let way_out = |way: &matching::WayOut| match way {
            matching::WayOut::Relax(relaxation) => WayOut::Relax(self.relaxation(relaxation)),
            matching::WayOut::SmallerGroups { to, .. } => WayOut::SmallerGroups(*to),
            matching::WayOut::Part(who) => WayOut::Part(who.clone()),
            matching::WayOut::LeaveOut(who) => WayOut::LeaveOut(who.clone()),
        };
        Contradiction {
            musts: found.constraints.iter().map(|constraint| self.must(*constraint)).collect(),
            people: found.people,
            because,
            ways_out: found.ways_out.iter().map(way_out).collect(),
        }
    }

    /// What a group gives up to which must: for each must the exchange with another group that would gain most if
    /// that must did not forbid it, the greatest gain first.
    pub fn forgone(&self, groups: &[Vec<usize>], group: usize) -> Vec<Forgone> {
        let found = matching::forgone(&self.candidates, &self.asked, groups, group).unwrap_or_default();
        let placed = people(groups.iter().map(Vec::len).sum());
        let told = |found: matching::Forgone| {
            let Change::Swap { who, with, to, .. } = found.swap else { return None };
            let of = |group: usize| groups.get(group).map_or(0, Vec::len);
            let both = people(of(group) + to.map_or(0, of)).max(1.0);
            Some(Forgone { must: self.must(found.constraint), who, with, gain: found.gain * placed / both })
        };
        found.into_iter().filter_map(told).collect()
    }
}

impl Criteria {
    /// These criteria after a way out; `None` where it is no change of criteria.
    ///
    /// ```
    /// use peergroups::formation::{Criteria, WayOut};
    /// let relaxed = Criteria::default().relaxed(&WayOut::SmallerGroups(5), &[]).unwrap();
    /// assert_eq!(relaxed.size, 5..=9);
    /// assert_eq!(Criteria::default().relaxed(&WayOut::LeaveOut(vec![3]), &[]), None);
    /// ```
    pub fn relaxed(&self, way: &WayOut, profiles: &[Profile]) -> Option<Self> {
        let mut criteria = self.clone();
        let addresses = |who: &[usize]| -> Vec<String> {
            let people = who.iter().filter_map(|who| profiles.get(*who));
            people.map(|person| person.email.key()).collect()
        };
        let (least, most) = (*self.size.start(), *self.size.end());
        match way {
            WayOut::LeaveOut(_) => return None,
            WayOut::Part(who) => criteria.keep.may_part.extend(addresses(who)),
            WayOut::SmallerGroups(to) => criteria.size = least.min(*to)..=most,
            WayOut::Relax(Relaxation::Size(to)) => criteria.size = least..=most.max(*to),
            WayOut::Relax(Relaxation::CommonHours(to)) => criteria.hours.common = quarter_hours(*to),
            WayOut::Relax(Relaxation::StageBand(to)) => {
                criteria.stage_band = self.stage_band.map(|_| (*to * 10.0).ceil() / 10.0);
            }
            WayOut::Relax(Relaxation::Meeting { who, .. }) => criteria.keep.may_meet.push(addresses(who)),
            WayOut::Relax(Relaxation::NoSharedLanguage) => criteria.keep.shared_language = false,
            WayOut::Relax(Relaxation::NoFacilitator) => criteria.facilitator = None,
            WayOut::Relax(Relaxation::OnlyOne { who, .. }) => criteria.only_one.extend(addresses(who)),
        }
        Some(criteria)
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "hours of a week, in quarters")]
fn quarter_hours(hours: f64) -> f32 {
    ((hours * 4.0).floor() / 4.0) as f32
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "people are counted")]
fn people(count: usize) -> f64 {
    count as f64
}
