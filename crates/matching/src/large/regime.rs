//! From a problem with its wishes and rules to facets, through the search, and back to a partition
//! that keeps every rule.
#![expect(clippy::indexing_slicing, reason = "people and groups are indexed by what made them")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::deal::deal;
use super::facets::{Facet, NOT_KNOWN, SEATS, Sheet, scale};
use super::features::{Features, Pace, nearest, part};
use super::groups::Groups;
use super::judge::Judge;
use super::sweep::{Machine, Pacing, search};
use crate::chance::Chance;
use crate::form::{group_counts, propose};
use crate::partition::Partition;
use crate::problem::{MATRIX_MOST, Problem};
use crate::settle::settle;
use crate::wishes::group_score;
use crate::{Aim, Budget, Candidates, Column, ColumnId, Criteria, FormError, Progress, Proposal, Rule};

/// Whether a problem is for this regime.
pub(crate) fn is_large(problem: &Problem<'_>) -> bool {
    problem.candidates.len() > MATRIX_MOST && problem.most <= SEATS
}

/// Forms groups of very many people. The same seed and work give the same groups on any machine.
pub(crate) fn form(
    problem: &Problem<'_>,
    seed: u64,
    budget: Budget,
    machine: Machine,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Proposal {
    let mut chance = Chance::new(seed);
    let mut large = Large::new(problem, wishes(problem), per_other, machine, &mut chance);
    let trials = square(problem.most);
    let mut done = 0;
    let mut watch = |groups: &Groups, done: u64, of: Option<u64>| {
        let members = groups.members();
        progress(Progress {
            done,
            of,
            score: mean_score(problem, &members),
            unplaced: problem.people() - members.iter().map(Vec::len).sum::<usize>(),
        })
    };
    match budget {
        Budget::Work(all) => {
            let visits = all / trials;
            large.search(&mut chance, &mut |groups, made| {
                let flow = if made == 0 {
                    ControlFlow::Continue(())
                } else {
                    watch(groups, made * trials, Some(all))
                };
                done = made * trials;
                let goes_on = flow.is_continue() && made < visits;
                goes_on.then(|| (part(visits - made, visits), visits - made))
            });
            done = if done / trials == visits { all } else { done };
        }
        Budget::UntilStopped => {
            let mut visits = 1 << 20;
            let mut flow = ControlFlow::Continue(());
            let mut best: Option<Groups> = None;
            while flow.is_continue() {
                let before = done;
                large.search(&mut chance, &mut |groups, made| {
                    done = before + made * trials;
                    flow = if made == 0 { ControlFlow::Continue(()) } else { watch(groups, done, None) };
                    let goes_on = flow.is_continue() && made < visits;
                    goes_on.then(|| (part(visits - made, visits), visits - made))
                });
                visits *= 2;
                if best.as_ref().is_none_or(|best| large.groups.worth() > best.worth()) {
                    best = Some(large.groups.clone());
                }
            }
            large.groups = best.unwrap_or(large.groups);
        }
    }
    propose(&large.settled(), &mut chance, done)
}

/// As [`spread`](super::spread), where every rule of the criteria holds in every group: sizes, apart
/// and together, kept groups and all others. The wishes count for nothing. Closed groups are not
/// among the groups given; open kept groups come first. Who is in none cannot be placed, or nobody
/// found where.
pub fn spread_within(
    features: &Features,
    candidates: &Candidates,
    criteria: &Criteria,
    seed: u64,
    threads: usize,
    mut pace: Pace<'_>,
) -> Result<Vec<Vec<usize>>, FormError> {
    let problem = Problem::new(candidates, criteria)?;
    features.check_length(candidates.len())?;
    if problem.most > SEATS {
        return Err(FormError::SizeRange { least: problem.least, most: problem.most });
    }
    let mut chance = Chance::new(seed);
    let machine = Machine::with(threads);
    let mut large = Large::new(&problem, features.sheet(problem.most), per_member, machine, &mut chance);
    let trials = square(problem.most);
    large.search(&mut chance, &mut |_, visits| pace.next(visits, trials));
    let mut groups = large.settled().groups;
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups[problem.open_kept..].sort_unstable();
    Ok(groups)
}

/// What a search of one problem goes on with.
struct Large<'p> {
    problem: &'p Problem<'p>,
    judge: Judge<'p>,
    groups: Groups,
    machine: Machine,
}

impl<'p> Large<'p> {
    fn new(
        problem: &'p Problem<'p>,
        mut sheet: Sheet,
        share: fn(usize) -> f32,
        machine: Machine,
        chance: &mut Chance,
    ) -> Self {
        let judge = Judge::new(problem);
        forbid(problem, &judge, &mut sheet);
        let count = group_counts(problem).first().copied().unwrap_or(0);
        let dealt = deal(problem, &judge, count, chance);
        let shares = (0..=SEATS).map(|size| share(size) / share(problem.most)).collect();
        let is_held = |who: usize| {
            let unit = &problem.units[problem.unit_of[who]];
            !unit.is_movable() || unit.members.len() > 1
        };
        let groups = Groups::new(&sheet, &dealt, shares, is_held);
        Self { problem, judge, groups, machine }
    }

    fn search(&mut self, chance: &mut Chance, pace: &mut Pacing<'_>) {
        let judge = self.judge.is_needed().then_some(&self.judge);
        search(&mut self.groups, judge, self.machine, chance, pace);
    }

    /// The groups as a partition in which every rule holds.
    fn settled(&self) -> Partition<'p> {
        let members = self.groups.members();
        let mut partition = Partition::new(self.problem, members.len());
        for (group, members) in members.iter().enumerate() {
            for unit in members.iter().map(|&who| self.problem.unit_of[who]) {
                if partition.place(unit) != group {
                    partition.relocate(unit, group);
                }
            }
        }
        settle(&mut partition);
        partition
    }
}

/// A pair's part of the scatter within its group.
fn per_member(size: usize) -> f32 {
    1.0 / f32::from(u16::try_from(size.max(1)).unwrap_or(u16::MAX))
}

/// A pair's part of the mean of its group, which counts by the group's size.
fn per_other(size: usize) -> f32 {
    per_member(size.max(2) - 1)
}

fn square(number: usize) -> u64 {
    u64::try_from(number * number).unwrap_or(u64::MAX)
}

/// What is wished for as facets, in parts of the greatest worth.
fn wishes(problem: &Problem<'_>) -> Sheet {
    let candidates = problem.candidates;
    let everyone = 0..candidates.len();
    let (most, price) = scale(problem.most);
    let mut sheet = Sheet::new(price);
    let weights: f64 = problem.criteria.wishes.iter().map(|wish| f64::from(wish.weight)).sum();
    for wish in problem.criteria.wishes.iter().filter(|wish| wish.weight > 0.0) {
        let weight = nearest(f64::from(wish.weight) / weights * f64::from(most));
        let signed = if wish.aim == Aim::Different { weight } else { -weight };
        match (candidates.column(wish.column), wish.aim) {
            // What is of a whole group, or of few pairs, does not guide this search; it counts in the score.
            (_, Aim::Crossing) | (Some(Column::Ties(_)) | None, _) => {}
            (Some(Column::Numeric(_) | Column::Ordinal(_)), Aim::Within(width)) => {
                sheet.add(Facet::Within { width, weight }, [bits(candidates, wish.column)]);
            }
            (Some(Column::Categorical(codes)), _) => sheet.add(Facet::Differ(signed), [ranks(codes)]),
            (Some(Column::Numeric(_) | Column::Ordinal(_)), _) => {
                let unit = f64::from(weight) / f64::from(candidates.scale(wish.column));
                let whole = |who: usize| {
                    let number = candidates.number(wish.column, who);
                    number.map_or(NOT_KNOWN, |number| nearest((f64::from(number) * unit).clamp(-1e9, 1e9)))
                };
                let facet = Facet::Distance { most: weight, sign: signed.signum() };
                sheet.add(facet, [everyone.clone().map(whole).collect()]);
            }
            (Some(Column::Multi(_)), aim) => {
                let facet = if aim == Aim::Shared { Facet::Meet(weight) } else { Facet::Unshared(signed) };
                let bit = frequent_bits(candidates, wish.column);
                let set = |who: usize| {
                    candidates
                        .codes(wish.column, who)
                        .iter()
                        .fold(0, |set, code| set | bit.get(code).unwrap_or(&0))
                };
                sheet.add(facet, [everyone.clone().map(set).collect()]);
            }
        }
    }
    sheet
}

/// The rules that show in pairs, as facets. The judge knows of all others.
fn forbid(problem: &Problem<'_>, judge: &Judge<'_>, sheet: &mut Sheet) {
    const BITS: usize = 31;
    for rule in &problem.criteria.rules {
        match *rule {
            Rule::ApartBy(column) => {
                if let Some(Column::Categorical(codes)) = problem.candidates.column(column) {
                    sheet.add(Facet::Apart, [ranks(codes)]);
                }
            }
            Rule::Band { column, width } => {
                sheet.add(Facet::Band(width), [bits(problem.candidates, column)]);
            }
            Rule::CommonHours { least } if judge.kinds.len() <= BITS => {
                let goes_with: Vec<i32> =
                    judge.kinds.iter().map(|kind| judge.going_with(kind, least)).collect();
                let of = |kind: &usize| goes_with.get(*kind).copied().unwrap_or(-1);
                let own = |kind: &usize| if *kind < BITS { 1 << *kind } else { -1 };
                let columns =
                    [judge.kind_of.iter().map(own).collect(), judge.kind_of.iter().map(of).collect()];
                sheet.add(Facet::Hours, columns);
            }
            _ => {}
        }
    }
}

fn bits(candidates: &Candidates, column: ColumnId) -> Vec<i32> {
    let number = |who: usize| candidates.number(column, who).unwrap_or(f32::NAN);
    (0..candidates.len()).map(|who| number(who).to_bits().cast_signed()).collect()
}

/// Codes numbered from 0; -1 where not known.
fn ranks(codes: &[Option<u32>]) -> Vec<i32> {
    let mut rank: BTreeMap<u32, i32> = BTreeMap::new();
    let number = |code: &Option<u32>| {
        let Some(code) = code else { return -1 };
        let next = i32::try_from(rank.len()).unwrap_or(i32::MAX);
        *rank.entry(*code).or_insert(next)
    };
    codes.iter().map(number).collect()
}

/// A bit for each code, the most frequent their own; the rest share bits.
fn frequent_bits(candidates: &Candidates, column: ColumnId) -> BTreeMap<u32, i32> {
    let mut holders: BTreeMap<u32, usize> = BTreeMap::new();
    for who in 0..candidates.len() {
        for &code in candidates.codes(column, who) {
            *holders.entry(code).or_default() += 1;
        }
    }
    let mut codes: Vec<(usize, u32)> = holders.into_iter().map(|(code, count)| (count, code)).collect();
    codes.sort_unstable_by(|one, other| other.cmp(one));
    codes.iter().enumerate().map(|(rank, (_, code))| (*code, 1 << (rank % 32))).collect()
}

/// The score over some of the groups.
fn mean_score(problem: &Problem<'_>, groups: &[Vec<usize>]) -> f64 {
    const SOME: usize = 200;
    let step = groups.len().div_ceil(SOME).max(1);
    let scores: Vec<f64> = groups
        .iter()
        .step_by(step)
        .map(|members| group_score(problem.candidates, problem.criteria, members).total)
        .collect();
    scores.iter().sum::<f64>() / crate::assess::people(scores.len().max(1))
}
