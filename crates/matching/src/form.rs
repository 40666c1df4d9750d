//! From candidates and criteria to a proposal: how many groups, how long to search, and what to
//! tell about the result.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use std::ops::ControlFlow;

use crate::assess::people;
use crate::bound::bound;
use crate::chance::Chance;
use crate::large;
use crate::partition::{PERSON, Partition};
use crate::problem::{MATRIX_MOST, Problem, Unit};
use crate::search::{anneal, descend};
use crate::settle::settle;
use crate::start::start;
use crate::unplaced::explain;
use crate::wishes::{add_parts, crossing_parts, group_score};
use crate::{Aim, Candidates, Criteria, Entry, FormError, Score, Unplaced};

/// How long to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// So many trials: the same on every machine. One is a look at sixteen exchanges of two groups, and
    /// takes some 0.2 µs, up to some µs beyond 8,192 candidates.
    Work(u64),
    /// In ever longer rounds until the progress callback stops it; the best round counts. This is
    /// how a caller with a clock gives seconds.
    UntilStopped,
}

impl Budget {
    /// Work enough for a good proposal: 100,000 trials a person up to 200 people, which is about a
    /// second for 100, and 20 million in all for more; beyond 8,192 people, where groups are weighed
    /// two at a time, 8,192 trials a person.
    pub fn usual(candidates: &Candidates) -> Self {
        let count = u64::try_from(candidates.len()).unwrap_or(u64::MAX);
        if candidates.len() > MATRIX_MOST {
            return Self::Work(count.saturating_mul(8_192));
        }
        Self::Work(count.min(200) * 100_000)
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Trials made.
    pub done: u64,
    /// Trials there will be; `None` when it goes on until stopped.
    pub of: Option<u64>,
    /// The total score now, 0 to 1, also where rules are still broken on the way.
    pub score: f64,
    /// People in no group now, without those whom no group could take.
    pub unplaced: usize,
}

/// Groups proposed, and how good they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Members of each group in rising order. Kept groups come first in their order; the others by
    /// their first member. All rules hold in all of them, except in closed groups; an open kept group
    /// that nobody can complete stays short, without what somebody must have, or with a kept member who is
    /// the only one of their kind.
    pub groups: Vec<Vec<usize>>,
    /// Everyone else, in rising order.
    pub unplaced: Vec<Unplaced>,
    /// How well the groups meet the wishes, each group counting by its size.
    pub score: Score,
    /// What groups drawn by lot would score on average.
    pub by_chance: Score,
    /// A total score that no division of the placed people into as many groups exceeds. How near one
    /// comes is not known: it may lie well above the best there is.
    pub bound: f64,
    /// Trials made.
    pub work: u64,
}

/// Forms groups.
///
/// Every rule in `criteria` holds in every proposed group; within that, as many people as possible
/// are placed and the wishes are met as well as the budget finds. The same candidates, criteria,
/// seed and work give the same proposal on every machine.
///
/// `progress` is called every few thousand trials; on `Break` the search ends there and what is
/// there is made to keep the rules, which takes a moment more.
///
/// ```
/// use std::ops::ControlFlow;
/// use matching::{Aim, Budget, Candidates, Column, Criteria, form};
/// let mut candidates = Candidates::new(6);
/// let trade = candidates.add(Column::Categorical([1, 1, 2, 2, 3, 3].map(Some).to_vec()))?;
/// let criteria = Criteria::of_size(3..=3).wish(trade, Aim::Different, 1.0);
/// let proposal =
///     form(&candidates, &criteria, 1, Budget::Work(10_000), &mut |_| ControlFlow::Continue(()))?;
/// assert_eq!(proposal.groups.len(), 2);
/// assert_eq!(proposal.score.total, 1.0);
/// # Ok::<(), matching::FormError>(())
/// ```
pub fn form(
    candidates: &Candidates,
    criteria: &Criteria,
    seed: u64,
    budget: Budget,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Proposal, FormError> {
    let problem = Problem::new(candidates, criteria)?;
    if large::is_large(&problem) {
        return Ok(large::form(&problem, seed, budget, large::Machine::whole(), progress));
    }
    let mut chance = Chance::new(seed);
    let mut done = 0;
    let of = match budget {
        Budget::Work(trials) => Some(trials),
        Budget::UntilStopped => None,
    };
    let mut watch = |partition: &Partition<'_>, trials: u64| {
        done += trials;
        progress(Progress {
            done,
            of,
            score: mean_worth(partition),
            unplaced: problem.people() - partition.groups.iter().map(Vec::len).sum::<usize>(),
        })
    };
    let best = match budget {
        Budget::Work(trials) => search_once(&problem, trials, &mut chance, &mut watch),
        Budget::UntilStopped => search_on(&problem, &mut chance, &mut watch),
    };
    Ok(propose(&best, &mut chance, done))
}

/// Trials that the descent at the end of a round may make in any case.
const DESCENT_LEAST: u64 = 20_000;

type Watch<'w> = dyn FnMut(&Partition<'_>, u64) -> ControlFlow<()> + 'w;

/// Most of the work goes to the number of groups that gives the middle of the size range. Only when
/// a first short look leaves people out, other numbers are looked at too.
fn search_once<'p>(
    problem: &'p Problem<'p>,
    trials: u64,
    chance: &mut Chance,
    watch: &mut Watch<'_>,
) -> Partition<'p> {
    let counts = group_counts(problem);
    let look = trials / 16;
    let mut left = trials;
    let mut best: Option<Partition<'p>> = None;
    for &count in counts.iter().take(5) {
        let (partition, flow) = round(problem, count, look, chance, watch);
        left -= look;
        let none_left_out = partition.left_out == 0;
        if best.as_ref().is_none_or(|best| partition.rank() > best.rank()) {
            best = Some(partition);
        }
        if flow.is_break() {
            return best.unwrap_or_else(|| Partition::new(problem, count));
        }
        if none_left_out {
            break;
        }
    }
    let mut best = best.unwrap_or_else(|| Partition::new(problem, problem.open_kept));
    let count = best.groups.len();
    for remaining in (1..=rounds(problem, left)).rev() {
        let trials = left / remaining;
        left -= trials;
        let (partition, flow) = round(problem, count, trials, chance, watch);
        if partition.rank() > best.rank() {
            best = partition;
        }
        if flow.is_break() {
            break;
        }
    }
    best
}

/// One slow search is best for many people, several for few, where each soon finds what it can.
fn rounds(problem: &Problem<'_>, trials: u64) -> u64 {
    let people = u64::try_from(problem.people()).unwrap_or(u64::MAX);
    let enough = people.saturating_mul(people).saturating_mul(60).max(1);
    (trials / enough).clamp(1, 16)
}

/// Rounds of doubling length, over the likely numbers of groups in turn until none is left out.
fn search_on<'p>(problem: &'p Problem<'p>, chance: &mut Chance, watch: &mut Watch<'_>) -> Partition<'p> {
    let Budget::Work(usual) = Budget::usual(problem.candidates) else {
        return Partition::new(problem, problem.open_kept);
    };
    let mut counts = group_counts(problem);
    let mut trials = (usual / 8).max(1);
    let mut turn = 0;
    let mut best: Option<Partition<'p>> = None;
    let nothing_to_search = counts == [0] || !problem.units.iter().any(Unit::is_movable);
    loop {
        let (partition, flow) = round(problem, counts[turn % counts.len()], trials, chance, watch);
        let stopped = flow.is_break() || nothing_to_search;
        if partition.left_out == 0 {
            counts = vec![partition.groups.len()];
        }
        let better = match best.take() {
            Some(best) if best.rank() >= partition.rank() => best,
            _ => partition,
        };
        if stopped {
            return better;
        }
        best = Some(better);
        turn += 1;
        trials *= if turn % counts.len() == 0 { 2 } else { 1 };
    }
}

/// One start, search and settling.
fn round<'p>(
    problem: &'p Problem<'p>,
    groups: usize,
    trials: u64,
    chance: &mut Chance,
    watch: &mut Watch<'_>,
) -> (Partition<'p>, ControlFlow<()>) {
    let mut partition = start(problem, groups, chance);
    let last = trials / 8;
    let mut flow = anneal(&mut partition, Chance::new(chance.draw()), trials - last, watch);
    settle(&mut partition);
    if flow.is_continue() {
        descend(&mut partition, Chance::new(chance.draw()), last.max(DESCENT_LEAST));
        settle(&mut partition);
        flow = watch(&partition, last);
    }
    (partition, flow)
}

/// Numbers of open groups to try, the one nearest to the middle of the size range first. Where no
/// number fits everybody, the greatest that can be filled.
pub(crate) fn group_counts(problem: &Problem<'_>) -> Vec<usize> {
    let people = problem.people();
    let fewest = people.div_ceil(problem.most).max(problem.groups_least()).max(problem.open_kept);
    let most = (people / problem.least).min(problem.groups_most()).max(problem.open_kept);
    if fewest > most {
        return vec![most];
    }
    let twice_middle = problem.least + problem.most;
    let middle = (2 * people + twice_middle / 2) / twice_middle;
    let middle = middle.clamp(fewest, most);
    let mut counts: Vec<usize> = (fewest.max(middle.saturating_sub(8))..=most.min(middle + 8)).collect();
    counts.sort_by_key(|count| count.abs_diff(middle));
    counts
}

pub(crate) fn propose(partition: &Partition<'_>, chance: &mut Chance, work: u64) -> Proposal {
    let problem = partition.problem;
    let (candidates, criteria) = (problem.candidates, problem.criteria);
    let sorted = |members: &Vec<usize>| {
        let mut members = members.clone();
        members.sort_unstable();
        members
    };
    let hopeless = (0..problem.units.len()).filter(|&unit| problem.units[unit].hopeless);
    let left_out: Vec<usize> = partition.pool.iter().copied().chain(hopeless).collect();
    let mut formed = partition.groups.iter().map(sorted);
    let mut open = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, kept) in criteria.kept.iter().enumerate() {
        groups.push(match kept.entry {
            Entry::Closed => sorted(&kept.members),
            Entry::Open => {
                open.push(index);
                formed.next().unwrap_or_default()
            }
        });
    }
    let mut new: Vec<Vec<usize>> = formed.collect();
    new.sort_unstable();
    open.extend(groups.len()..groups.len() + new.len());
    groups.extend(new);
    Proposal {
        score: overall(candidates, criteria, &groups),
        by_chance: by_chance(candidates, criteria, chance),
        bound: bound(problem, &groups),
        unplaced: explain(problem, &groups, &open, &left_out),
        groups,
        work,
    }
}

/// The mean over groups by their size.
fn overall(candidates: &Candidates, criteria: &Criteria, groups: &[Vec<usize>]) -> Score {
    let mut sums = vec![0.0; criteria.wishes.len()];
    let mut placed = 0.0;
    for members in groups {
        let size = people(members.len());
        placed += size;
        let parts = group_score(candidates, criteria, members).parts;
        sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += size * part);
    }
    Score::from_sums(criteria, &sums, placed)
}

/// The mean over all pairs, which is what a group drawn by lot scores on average; over some pairs
/// where there are very many. Of what only a group shows, the mean over groups of the middle size.
fn by_chance(candidates: &Candidates, criteria: &Criteria, chance: &mut Chance) -> Score {
    const EVERY_PAIR_MOST: usize = 1_000;
    const SOME_PAIRS: usize = 200_000;
    const SOME_GROUPS: u32 = 500;
    let count = candidates.len();
    let mut sums = vec![0.0; criteria.wishes.len()];
    let mut pairs = 0.0;
    let mut add = |pair| {
        pairs += 1.0;
        add_parts(candidates, criteria, pair, &mut sums);
    };
    if count <= EVERY_PAIR_MOST {
        (0..count).for_each(|one| (0..one).for_each(|other| add([one, other])));
    } else {
        for _ in 0..SOME_PAIRS {
            let one = chance.below(count);
            add([one, (one + 1 + chance.below(count - 1)) % count]);
        }
    }
    let size = usize::midpoint(*criteria.size.start(), *criteria.size.end()).min(count);
    let drawn = criteria.wishes.iter().any(|wish| wish.aim == Aim::Crossing) && size > 1;
    let mut everyone: Vec<usize> = (0..count).collect();
    for _ in 0..if drawn { SOME_GROUPS } else { 0 } {
        (0..size).for_each(|place| everyone.swap(place, place + chance.below(count - place)));
        for (wish, part) in crossing_parts(candidates, criteria, &everyone[..size]) {
            sums[wish] += part * pairs / f64::from(SOME_GROUPS);
        }
    }
    Score::from_sums(criteria, &sums, pairs)
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a share for display")]
fn mean_worth(partition: &Partition<'_>) -> f64 {
    let placed = partition.groups.iter().map(Vec::len).sum::<usize>();
    partition.worth as f64 / PERSON as f64 / people(placed.max(1))
}
