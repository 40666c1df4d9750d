//! The best ways to take turns between hours, found exactly.
//!
//! A candidate that is no better than several others in any respect, for any member, can be in no good rotation, so
//! few candidates are left for each turn. Their combinations are searched with a bound on what can still be reached.

#![expect(clippy::indexing_slicing, reason = "places within tables made here, one entry per member or phase")]

use std::cmp::Reverse;

use super::Offer;
use super::count::Count;
use super::offer::{Board, Candidate};
use super::search::candidates;

pub(super) fn best(board: &Board, slots: usize, limit: usize) -> Vec<Offer> {
    let phases: Vec<Phase> = (0..slots).map(|phase| Phase::of(board, phase, slots, limit)).collect();
    let carry: Vec<u64> = board.members.iter().map(|member| member.carry).collect();
    let mut search = Search { phases: &phases, limit, found: Vec::new() };
    if limit > 0 {
        search.extend(&mut Vec::new(), 0, &carry);
    }
    let chosen =
        |rotation: &Rotation| -> Vec<Candidate> { rotation.choices.iter().map(|choice| choice.1).collect() };
    search.found.iter().map(|rotation| board.offer(&chosen(rotation))).collect()
}

/// What one candidate adds when it is used in every turn of one phase.
struct Entry {
    place: u32,
    candidate: Candidate,
    quorate: u16,
    burdens: Vec<u64>,
}

impl Entry {
    fn sum(&self) -> u64 {
        self.burdens.iter().fold(0, |sum, burden| sum.saturating_add(*burden))
    }

    /// Whether putting this in the place of the other makes every rotation better.
    fn beats(&self, other: &Entry) -> bool {
        let is_as_good = self.quorate >= other.quorate
            && self.burdens.iter().zip(&other.burdens).all(|(one, other)| one <= other);
        is_as_good
            && (self.burdens != other.burdens || self.quorate > other.quorate || self.place < other.place)
    }
}

/// The turns of one slot of a rotation.
struct Phase {
    entries: Vec<Entry>,
    /// The most dates with a quorum that this phase can add.
    quorate_max: u32,
    /// The least that it adds for each member, and for all together.
    burdens_min: Vec<u64>,
    sum_min: u64,
}

impl Phase {
    fn of(board: &Board, phase: usize, slots: usize, limit: usize) -> Phase {
        let turns = |place: usize| board.anchors[place].turns.iter().skip(phase).step_by(slots);
        let counts: Vec<Count> = (0..board.anchors.len()).map(|anchor| board.count(turns(anchor))).collect();
        let mut days = Vec::new();
        for day in &board.season.days {
            if !days.contains(day) {
                days.push(*day);
            }
        }
        let mut entries: Vec<Entry> = candidates(board.season, &days)
            .zip(0..)
            .filter(|(candidate, _)| counts[candidate.anchor].is_possible(candidate.bit))
            .map(|(candidate, place)| entry(board, &counts[candidate.anchor], candidate, place))
            .collect();
        entries.sort_by_cached_key(|entry| (Reverse(entry.quorate), entry.sum(), entry.place));

        // Whoever beats an entry stands before it, and so does whoever beats those that were dropped.
        let mut kept: Vec<Entry> = Vec::new();
        for entry in entries {
            if kept.iter().filter(|better| better.beats(&entry)).take(limit).count() < limit {
                kept.push(entry);
            }
        }
        let least = |member: usize| kept.iter().map(|entry| entry.burdens[member]).min().unwrap_or(0);
        Phase {
            quorate_max: kept.first().map_or(0, |entry| u32::from(entry.quorate)),
            burdens_min: (0..board.members.len()).map(least).collect(),
            sum_min: kept.iter().map(Entry::sum).min().unwrap_or(0),
            entries: kept,
        }
    }
}

fn entry(board: &Board, count: &Count, candidate: Candidate, place: u32) -> Entry {
    let weight = u64::from(board.season.absence_weight);
    let burden = |member: usize| {
        weight * u64::from(count.absences(member)[candidate.bit])
            + u64::from(count.acceptable(member)[candidate.bit])
    };
    let burdens = (0..board.members.len()).map(burden).collect();
    Entry { place, candidate, quorate: count.quorate[candidate.bit], burdens }
}

/// A whole rotation with what decides about it, in the order in which it decides.
struct Rotation {
    quorate: Reverse<u32>,
    squared: u64,
    burdens: Vec<u64>,
    choices: Vec<(u32, Candidate)>,
}

impl Rotation {
    fn key(&self) -> (Reverse<u32>, u64, &[u64], impl Ord + use<>) {
        let places: Vec<u32> = self.choices.iter().map(|(place, _)| *place).collect();
        (self.quorate, self.squared, &self.burdens, places)
    }
}

struct Search<'a> {
    phases: &'a [Phase],
    limit: usize,
    /// The best so far, in order.
    found: Vec<Rotation>,
}

impl Search<'_> {
    fn extend(&mut self, choices: &mut Vec<(u32, Candidate)>, quorate: u32, burdens: &[u64]) {
        let Some((phase, later)) = self.phases.get(choices.len()..).and_then(|rest| rest.split_first())
        else {
            return self.note(choices, quorate, burdens);
        };
        let reach = Reach::of(later, burdens);
        let mut sums = burdens.to_vec();
        let mut try_entry = |search: &mut Self, entry: &Entry| {
            for (sum, (before, more)) in sums.iter_mut().zip(burdens.iter().zip(&entry.burdens)) {
                *sum = before + more;
            }
            choices.push((entry.place, entry.candidate));
            search.extend(choices, quorate + u32::from(entry.quorate), &sums);
            choices.pop();
        };
        if later.is_empty() {
            for entry in &phase.entries {
                let (quorate, squared) = reach.bound(quorate, entry);
                if !self.is_hopeless(quorate, squared) {
                    try_entry(self, entry);
                }
            }
            return;
        }
        // The most promising first, so that good rotations are found early and the rest is soon hopeless.
        let bounds = phase.entries.iter().map(|entry| (reach.bound(quorate, entry), entry));
        let mut bounds: Vec<((u32, u64), &Entry)> =
            bounds.filter(|((quorate, squared), _)| !self.is_hopeless(*quorate, *squared)).collect();
        bounds.sort_by_key(|((quorate, squared), _)| (Reverse(*quorate), *squared));
        for ((quorate, squared), entry) in bounds {
            if self.is_hopeless(quorate, squared) {
                break;
            }
            try_entry(self, entry);
        }
    }

    /// Whether even the best that can be reached is worse than all that was found.
    fn is_hopeless(&self, quorate: u32, squared: u64) -> bool {
        let worst = self.limit.checked_sub(1).and_then(|last| self.found.get(last));
        worst.is_some_and(|worst| (Reverse(quorate), squared) > (worst.quorate, worst.squared))
    }

    fn note(&mut self, choices: &[(u32, Candidate)], quorate: u32, burdens: &[u64]) {
        let mut sorted = burdens.to_vec();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let squared = squared_sum(burdens, &[]);
        let rotation =
            Rotation { quorate: Reverse(quorate), squared, burdens: sorted, choices: choices.to_vec() };
        let place = self.found.partition_point(|better| better.key() < rotation.key());
        if place < self.limit {
            self.found.insert(place, rotation);
            self.found.truncate(self.limit);
        }
    }
}

fn add(sums: &mut [u64], more: &[u64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// What can still be reached with the phases that are left.
struct Reach {
    quorate: u32,
    /// The least burdens, one by one; together they are at least so much more.
    least: Vec<u64>,
    surplus: u64,
}

impl Reach {
    fn of(later: &[Phase], burdens: &[u64]) -> Reach {
        let mut reach = Reach { quorate: 0, least: burdens.to_vec(), surplus: 0 };
        for phase in later {
            add(&mut reach.least, &phase.burdens_min);
            reach.surplus += phase.sum_min - phase.burdens_min.iter().sum::<u64>();
            reach.quorate += phase.quorate_max;
        }
        reach
    }

    /// The most dates with a quorum and the least sum of squares that an entry leads to.
    fn bound(&self, quorate: u32, entry: &Entry) -> (u32, u64) {
        let squared = match self.surplus {
            0 => squared_sum(&self.least, &entry.burdens),
            surplus => levelled(&self.least, &entry.burdens, surplus),
        };
        (quorate + u32::from(entry.quorate) + self.quorate, squared)
    }
}

/// The least sum of squares if more is shared out among the burdens as evenly as it can be.
fn levelled(burdens: &[u64], more: &[u64], surplus: u64) -> u64 {
    let mut sums = burdens.to_vec();
    add(&mut sums, more);
    sums.sort_unstable();
    // The lowest ones are filled up to one level, as water finds it; the others stay.
    let mut filled = 0;
    let mut water = surplus;
    for (count, sum) in (0..).zip(&sums) {
        if sum * count >= water {
            break;
        }
        (filled, water) = (count + 1, water + sum);
    }
    let others = sums.iter().skip(usize::try_from(filled).unwrap_or(usize::MAX));
    let even = water.saturating_mul(water).div_ceil(filled.max(1));
    others.fold(even, |squares, sum| squares.saturating_add(sum.saturating_mul(*sum)))
}

fn squared_sum(burdens: &[u64], more: &[u64]) -> u64 {
    let more = more.iter().chain(std::iter::repeat(&0));
    burdens.iter().zip(more).fold(0, |sum, (burden, more)| {
        let burden = burden + more;
        sum.saturating_add(burden.saturating_mul(burden))
    })
}
