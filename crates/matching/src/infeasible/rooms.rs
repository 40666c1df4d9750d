//! Proofs by counting groups: how many the people need, and how many there can be.
#![expect(clippy::indexing_slicing, reason = "candidates are indexed by what made them")]

use std::collections::{BTreeMap, BTreeSet};

use super::persons::{fewer_hours, wider_band};
use super::view::{Held, View};
use super::{Because, Contradiction, WayOut, minimal};
use crate::rules::has_code;
use crate::{Constraint, Hours, Relaxation, Rule};

/// Pairs looked at to find who may only meet each other.
const PARTING_LOOKS: usize = 5_000_000;
/// Beginnings of cliques tried of each kind.
const BEGINNINGS: usize = 16;
/// Up to so many people a clique is begun at each of them.
const EACH_MOST: usize = 200;

/// Sizes of groups tried.
const SIZES: usize = 64;

/// What is wrong with people who share their groups with nobody else.
struct Excess {
    people: Vec<usize>,
    needed: usize,
    possible: usize,
    /// Who may not meet each other, when that is why.
    clique: Vec<usize>,
}

pub(super) fn overfull(view: &View<'_>, found: &mut Vec<Contradiction>) {
    let stranded: BTreeSet<usize> = found.iter().flat_map(|found| found.people.iter().copied()).collect();
    let mut rooms = parts(view);
    rooms.retain(|people| !people.iter().all(|who| stranded.contains(who)));
    rooms.insert(0, view.free.clone());
    let mut named: BTreeSet<Vec<usize>> = BTreeSet::new();
    for people in rooms {
        let possible = possible(view, &view.all(), &people);
        let cliques = cliques(view, &people).into_iter().filter(|clique| clique.len() > possible);
        for clique in [Vec::new()].into_iter().chain(cliques) {
            let is_part = people.len() < view.free.len();
            let seed = clique.first().or(people.first().filter(|_| is_part)).copied();
            if let Some(contradiction) = explained(view, seed, &clique)
                && named.insert(contradiction.people.clone())
            {
                found.push(contradiction);
            }
        }
    }
}

fn explained(view: &View<'_>, seed: Option<usize>, clique: &[usize]) -> Option<Contradiction> {
    let fails = |held: &Held| excess(view, held, seed, clique).is_some();
    if !fails(&view.all()) {
        return None;
    }
    let held = minimal(view, fails);
    let excess = excess(view, &held, seed, clique)?;
    let mut people = if clique.is_empty() { excess.people.clone() } else { excess.clique.clone() };
    people.sort_unstable();
    let (among, needed, possible) = (excess.people.len(), excess.needed, excess.possible);
    Some(Contradiction {
        constraints: view.names(held),
        people,
        because: Because::TooManyGroups { among, needed, possible },
        ways_out: ways_out(view, held, &excess, &fails),
    })
}

/// More groups needed than possible: by everyone, or by those who may meet the seed or others who may.
fn excess(view: &View<'_>, held: &Held, seed: Option<usize>, clique: &[usize]) -> Option<Excess> {
    excess_of(view, held, view.free.clone(), clique).or_else(|| {
        let (seed, mut looks) = (seed?, PARTING_LOOKS);
        let mut unseen: Vec<usize> = view.free.iter().copied().filter(|&who| who != seed).collect();
        let people = reachable(view, held, seed, &mut unseen, &mut looks)?;
        if unseen.is_empty() { None } else { excess_of(view, held, people, clique) }
    })
}

/// More groups needed than possible, by numbers alone or by who of a clique may still not meet.
fn excess_of(view: &View<'_>, held: &Held, people: Vec<usize>, clique: &[usize]) -> Option<Excess> {
    let possible = possible(view, held, &people);
    let (needed, clique) = if clique.is_empty() {
        let must = people.iter().filter(|&&who| view.must(who)).count();
        (must.div_ceil(view.most(held)), Vec::new())
    } else {
        let inside = clique.iter().copied().filter(|who| people.binary_search(who).is_ok());
        let clique = extend(view, held, &[], inside);
        (clique.len(), clique)
    };
    (needed > possible).then_some(Excess { people, needed, possible, clique })
}

/// How many groups there can be, from above: of least size, with what somebody must have in each.
/// Kept groups may lack either.
fn possible(view: &View<'_>, held: &Held, people: &[usize]) -> usize {
    let candidates = view.problem.candidates;
    let kept: BTreeSet<usize> = people.iter().filter_map(|&who| view.kept_in(who)).collect();
    let kept = kept.len() + view.kept.iter().filter(|members| members.is_empty()).count();
    let unkept = || people.iter().filter(|&&who| view.kept_in(who).is_none());
    let by_rule = view.rules(*held).filter_map(|rule| match rule {
        Rule::AtLeastOne { column, code } => {
            Some(unkept().filter(|&&who| has_code(candidates, column, code, who)).count())
        }
        _ => None,
    });
    kept + by_rule.chain([unkept().count() / view.least(held)]).min().unwrap_or(0)
}

/// Parts of the roster that may not meet each other, where there are several and it does not take
/// too long to tell.
fn parts(view: &View<'_>) -> Vec<Vec<usize>> {
    let mut unseen = view.free.clone();
    let mut looks = PARTING_LOOKS;
    let mut parts = Vec::new();
    while let Some(first) = unseen.pop() {
        let Some(people) = reachable(view, &view.all(), first, &mut unseen, &mut looks) else {
            return Vec::new();
        };
        parts.push(people);
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Those who may meet somebody, or others who may, in rising order; taken from the unseen. `None`
/// when there are no more looks.
fn reachable(
    view: &View<'_>,
    held: &Held,
    seed: usize,
    unseen: &mut Vec<usize>,
    looks: &mut usize,
) -> Option<Vec<usize>> {
    let (mut people, mut waiting) = (vec![seed], vec![seed]);
    while let Some(one) = waiting.pop() {
        *looks = looks.checked_sub(unseen.len())?;
        if !view.may_look() {
            return None;
        }
        unseen.retain(|&other| {
            let meet = !view.clash(held, one, other);
            if meet {
                people.push(other);
                waiting.push(other);
            }
            !meet
        });
    }
    people.sort_unstable();
    Some(people)
}

/// Sets of people of whom no two may meet, greedily made large from several beginnings.
fn cliques(view: &View<'_>, people: &[usize]) -> Vec<Vec<usize>> {
    let held = view.all();
    let candidates = view.problem.candidates;
    let must: Vec<usize> = people.iter().copied().filter(|&who| view.must(who)).collect();
    let mut beginnings: Vec<Vec<usize>> = Vec::new();
    for rule in view.rules(held) {
        match rule {
            Rule::ApartBy(column) => {
                let mut by_code: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
                for &who in &must {
                    if let Some(code) = candidates.code(column, who) {
                        by_code.entry(code).or_default().push(who);
                    }
                }
                let mut largest: Vec<Vec<usize>> = by_code.into_values().collect();
                largest.sort_by_key(|people| std::cmp::Reverse(people.len()));
                beginnings.extend(largest.into_iter().take(BEGINNINGS));
            }
            Rule::Band { column, .. } => {
                let mut sorted = must.clone();
                sorted.retain(|&who| candidates.number(column, who).is_some());
                let number = |who: usize| candidates.number(column, who).unwrap_or_default();
                sorted.sort_by(|&one, &other| number(one).total_cmp(&number(other)));
                beginnings.push(sorted);
            }
            Rule::SharedValue(column) => {
                let mut sorted = must.clone();
                sorted.sort_by_key(|&who| candidates.codes(column, who).len());
                beginnings.push(sorted);
            }
            Rule::CommonHours { .. } => {
                let mut sorted = must.clone();
                sorted.sort_by_key(|&who| candidates.hours(who).map_or([u32::MAX; 2], Hours::counts));
                beginnings.push(sorted);
            }
            Rule::NotOnlyOne(_) | Rule::AtLeastOne { .. } => {}
        }
    }
    let mut apart: BTreeMap<usize, usize> = BTreeMap::new();
    view.problem.criteria.apart.iter().flatten().for_each(|&who| *apart.entry(who).or_default() += 1);
    let mut most_apart: Vec<usize> = must.iter().copied().filter(|who| apart.contains_key(who)).collect();
    most_apart.sort_by_key(|who| std::cmp::Reverse(apart.get(who)));
    beginnings.push(most_apart.clone());
    let sets = view.sets().filter(|set| set.len() * 2 > view.problem.most);
    beginnings.push(sets.flatten().copied().filter(|who| must.contains(who)).collect());
    let each =
        if must.len() <= EACH_MOST { &must[..] } else { &most_apart[..most_apart.len().min(BEGINNINGS)] };
    beginnings.extend(each.iter().map(|&who| vec![who]));
    let mut cliques: Vec<Vec<usize>> = Vec::new();
    for beginning in beginnings {
        if view.may_look() {
            let clique = extend(view, &held, &[], beginning.into_iter());
            cliques.push(extend(view, &held, &clique, most_apart.iter().chain(&must).copied()));
        }
    }
    cliques
}

/// Adds whoever may not meet any of those before.
fn extend(view: &View<'_>, held: &Held, begun: &[usize], people: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut clique = begun.to_vec();
    for who in people {
        if clique.iter().all(|&other| other != who && view.clash(held, who, other)) {
            clique.push(who);
        }
    }
    clique
}

fn ways_out(view: &View<'_>, held: Held, excess: &Excess, fails: &impl Fn(&Held) -> bool) -> Vec<WayOut> {
    let Excess { ref people, needed, possible, ref clique } = *excess;
    let must: Vec<usize> = people.iter().copied().filter(|&who| view.must(who)).collect();
    let constraints = view.names(held);
    let mut ways = Vec::new();
    if constraints.contains(&Constraint::Size) {
        let (least, most) = (view.problem.least, view.problem.most);
        if clique.is_empty() && possible > 0 {
            let enough = must.len().div_ceil(possible);
            let too_few = |to: &usize| fails(&Held { size: Some([least, *to]), ..held });
            let larger = (enough..=view.free.len()).take(SIZES).find(|to| !too_few(to));
            ways.extend(larger.map(|to| WayOut::Relax(Relaxation::Size { from: most, to })));
        }
        let too_many = |to: &usize| fails(&Held { size: Some([*to, most]), ..held });
        let smaller = (1..least).rev().take(SIZES).find(|to| !too_many(to));
        ways.extend(smaller.map(|to| WayOut::SmallerGroups { from: least, to }));
    }
    for &constraint in &constraints {
        let without = view.constraints.iter().position(|one| *one == constraint);
        let without = without.map_or(held, |position| held.without(position));
        let relax = match constraint {
            Constraint::AtLeastOne(column) => Some(Relaxation::NobodyWith(column)),
            Constraint::SharedValue(column) => Some(Relaxation::NoSharedValue(column)),
            Constraint::Band(column) => {
                let widths = widths(view, people, clique, column);
                wider_band(view, held, column, widths, fails)
            }
            Constraint::CommonHours => fewer_hours(view, held, fails),
            Constraint::Apart | Constraint::ApartBy(_) if !clique.is_empty() => {
                // Those of the clique whom nothing else keeps from meeting each other.
                let mut met: Vec<usize> = Vec::new();
                for &who in clique {
                    if !met.iter().any(|&other| view.clash(&without, who, other)) {
                        met.push(who);
                    }
                }
                met.truncate(needed - possible + 1);
                met.sort_unstable();
                (met.len() > needed - possible).then_some(Relaxation::Meeting { constraint, who: met })
            }
            _ => None,
        };
        ways.extend(relax.map(WayOut::Relax));
    }
    let (from, count) = if clique.is_empty() {
        (&must, must.len() - (possible.saturating_mul(view.most(&held))).min(must.len()))
    } else {
        (clique, needed - possible)
    };
    let mut out: Vec<usize> = from.iter().rev().take(count).copied().collect();
    out.sort_unstable();
    ways.push(WayOut::LeaveOut(out));
    ways
}

/// How far people are apart in a number who may not meet: those of the clique, and the nearest of the
/// room to those outside.
fn widths(view: &View<'_>, people: &[usize], clique: &[usize], column: crate::ColumnId) -> Vec<f32> {
    let number = |who: usize| view.problem.candidates.number(column, who);
    let mut widths = Vec::new();
    for (position, &one) in clique.iter().enumerate() {
        for &other in &clique[..position] {
            widths.extend(number(one).zip(number(other)).map(|(one, other)| (one - other).abs()));
        }
    }
    if people.len() < view.free.len() {
        let inside: BTreeSet<usize> = people.iter().copied().collect();
        let outside = view.free.iter().filter(|who| !inside.contains(who));
        let mut outside: Vec<f32> = outside.filter_map(|&who| number(who)).collect();
        outside.sort_by(f32::total_cmp);
        for own in people.iter().filter_map(|&who| number(who)) {
            let above = outside.partition_point(|&number| number < own);
            let near = [above.checked_sub(1), Some(above)].into_iter().flatten();
            widths.extend(near.filter_map(|at| outside.get(at)).map(|number| (number - own).abs()));
        }
    }
    widths
}
