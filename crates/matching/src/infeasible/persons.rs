//! Proofs about one person: too few hours of their own, too few others in reach, no company.
#![expect(clippy::indexing_slicing, reason = "candidates are indexed by what made them")]

use std::collections::BTreeMap;

use super::view::{Held, View};
use super::{Because, Contradiction, WayOut, minimal};
use crate::rules::has_code;
use crate::{ColumnId, Constraint, Hours, QUARTERS, Relaxation, Rule, Season};

/// Everybody for whom no group is possible, alike cases in one.
pub(super) fn stranded(view: &View<'_>, found: &mut Vec<Contradiction>) {
    let reach = Reach::new(view);
    let mut alike: BTreeMap<(Vec<Constraint>, Because), Contradiction> = BTreeMap::new();
    for &who in view.free.iter().filter(|&&who| view.must(who) && !view.is_kept(who)) {
        let Some(contradiction) =
            own_hours(view, who).or_else(|| no_company(view, who)).or_else(|| reach.too_few(who))
        else {
            continue;
        };
        match alike.entry((contradiction.constraints.clone(), contradiction.because)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(contradiction);
            }
            std::collections::btree_map::Entry::Occupied(entry) => join(entry.into_mut(), contradiction),
        }
    }
    found.extend(alike.into_values());
}

/// One contradiction of two alike: the ways out must do for both.
fn join(one: &mut Contradiction, other: Contradiction) {
    one.people.extend(other.people);
    one.people.sort_unstable();
    one.people.dedup();
    let mut ways = Vec::new();
    for way in &one.ways_out {
        let both = other.ways_out.iter().find_map(|second| for_both(way, second));
        ways.extend(both);
    }
    one.ways_out = ways;
}

fn for_both(one: &WayOut, other: &WayOut) -> Option<WayOut> {
    use Relaxation::{Band, CommonHours, OnlyOne};
    use WayOut::{LeaveOut, Relax};
    let union = |some: &[usize], more: &[usize]| {
        let mut all = [some, more].concat();
        all.sort_unstable();
        all.dedup();
        all
    };
    match (one, other) {
        (LeaveOut(some), LeaveOut(more)) => Some(LeaveOut(union(some, more))),
        (Relax(Band { column, from, to }), Relax(Band { column: same, to: more, .. })) if column == same => {
            Some(Relax(Band { column: *column, from: *from, to: to.max(*more) }))
        }
        (Relax(CommonHours { from, to }), Relax(CommonHours { to: fewer, .. })) => {
            Some(Relax(CommonHours { from: *from, to: *to.min(fewer) }))
        }
        (Relax(OnlyOne { column, who }), Relax(OnlyOne { column: same, who: more })) if column == same => {
            Some(Relax(OnlyOne { column: *column, who: union(who, more) }))
        }
        _ => (one == other).then(|| one.clone()),
    }
}

fn own_hours(view: &View<'_>, who: usize) -> Option<Contradiction> {
    let own = view.problem.candidates.hours(who)?.counts().into_iter().min()?;
    let least = hours_needed(view)?;
    let some = (own > 0).then_some(WayOut::Relax(Relaxation::CommonHours { from: least, to: own }));
    (own < least).then(|| Contradiction {
        constraints: vec![Constraint::CommonHours],
        people: vec![who],
        because: Because::OwnHours { own, least },
        ways_out: some.into_iter().chain([WayOut::LeaveOut(vec![who])]).collect(),
    })
}

fn hours_needed(view: &View<'_>) -> Option<u32> {
    let rules = view.problem.criteria.rules.iter();
    let needed = rules.filter_map(|rule| match *rule {
        Rule::CommonHours { least } => Some(least),
        _ => None,
    });
    needed.max()
}

/// Somebody who minds being the only one of their kind, or needs somebody with something, and may be
/// with no such person.
fn no_company(view: &View<'_>, who: usize) -> Option<Contradiction> {
    let rules =
        view.problem.criteria.rules.iter().filter(|rule| view.constraints.contains(&rule.constraint()));
    for rule in rules {
        let (column, code) = match *rule {
            Rule::NotOnlyOne(column) if !view.problem.candidates.is_willing_only_one(who) => {
                (column, view.problem.candidates.code(column, who))
            }
            Rule::AtLeastOne { column, code } if !has_code(view.problem.candidates, column, code, who) => {
                (column, Some(code))
            }
            _ => continue,
        };
        let Some(code) = code else { continue };
        let named = rule.constraint();
        let alone = |held: &Held| {
            let is_company =
                |&other: &usize| other != who && has_code(view.problem.candidates, column, code, other);
            let mut company = view.free.iter().filter(|other| is_company(other));
            view.holds(held, named)
                && !company.any(|&other| !view.clash(held, who, other))
                && (named == Constraint::NotOnlyOne(column) || !could_join_a_kept_group(view, held, who))
        };
        if alone(&view.all()) {
            let constraints = view.names(minimal(view, alone));
            let relax = match named {
                Constraint::NotOnlyOne(column) => Relaxation::OnlyOne { column, who: vec![who] },
                _ => Relaxation::NobodyWith(column),
            };
            return Some(Contradiction {
                constraints,
                people: vec![who],
                because: Because::NoCompany(named),
                ways_out: vec![WayOut::Relax(relax), WayOut::LeaveOut(vec![who])],
            });
        }
    }
    None
}

/// An open kept group takes whoever offends nobody in it, however short it stays.
fn could_join_a_kept_group(view: &View<'_>, held: &Held, who: usize) -> bool {
    let pack = view.pack(held, who).len();
    view.kept.iter().any(|members| {
        members.len() + pack <= view.problem.most
            && !members.iter().any(|&other| view.clash(held, who, other))
    })
}

/// How many people could be in a group with somebody, from above.
struct Reach<'v, 'c> {
    view: &'v View<'c>,
    /// How many have each value of a list, and how many have none.
    holders: BTreeMap<(ColumnId, u32), usize>,
    unknown: BTreeMap<ColumnId, usize>,
    /// The known numbers in rising order.
    numbers: BTreeMap<ColumnId, Vec<f32>>,
    /// How many are free in each quarter-hour, in winter and in summer.
    at: [Vec<usize>; 2],
}

impl<'v, 'c> Reach<'v, 'c> {
    fn new(view: &'v View<'c>) -> Self {
        let candidates = view.problem.candidates;
        let mut reach = Self {
            view,
            holders: BTreeMap::new(),
            unknown: BTreeMap::new(),
            numbers: BTreeMap::new(),
            at: [vec![0; QUARTERS], vec![0; QUARTERS]],
        };
        for rule in &view.problem.criteria.rules {
            match *rule {
                Rule::SharedValue(column) => {
                    for &who in &view.free {
                        let codes = candidates.codes(column, who);
                        codes.iter().for_each(|&code| {
                            *reach.holders.entry((column, code)).or_default() += 1;
                        });
                        *reach.unknown.entry(column).or_default() += usize::from(codes.is_empty());
                    }
                }
                Rule::Band { column, .. } => {
                    let known = view.free.iter().filter_map(|&who| candidates.number(column, who));
                    let mut numbers: Vec<f32> = known.collect();
                    numbers.sort_by(f32::total_cmp);
                    reach.unknown.insert(column, view.free.len() - numbers.len());
                    reach.numbers.insert(column, numbers);
                }
                Rule::CommonHours { .. } => {
                    reach.at = [Season::Winter, Season::Summer].map(|season| {
                        let free_at = |quarter: usize| {
                            let hours = view.free.iter().map(|&who| candidates.hours(who));
                            hours
                                .filter(|hours| hours.is_none_or(|hours| hours.contains(season, quarter)))
                                .count()
                        };
                        (0..QUARTERS).map(free_at).collect()
                    });
                }
                _ => {}
            }
        }
        reach
    }

    fn too_few(&self, who: usize) -> Option<Contradiction> {
        let view = self.view;
        let all = view.all();
        let fails = |held: &Held| {
            let least = view.least(held);
            self.of(held, who, least) < least && !could_join_a_kept_group(view, held, who)
        };
        if !view.may_look() || !fails(&all) {
            return None;
        }
        let held = minimal(view, fails);
        let least = view.least(&held);
        let reach = self.of(&held, who, least);
        Some(Contradiction {
            constraints: view.names(held),
            people: view.pack(&held, who).to_vec(),
            because: Because::TooFewInReach { reach, least },
            ways_out: self.ways_out(who, held, reach, fails),
        })
    }

    fn ways_out(&self, who: usize, held: Held, reach: usize, fails: impl Fn(&Held) -> bool) -> Vec<WayOut> {
        let view = self.view;
        let mut ways = vec![WayOut::SmallerGroups { from: view.least(&held), to: reach }];
        let lacking = view.least(&held) - reach;
        for constraint in view.names(held) {
            let relax = match constraint {
                Constraint::Band(column) => {
                    let own = view.problem.candidates.number(column, who);
                    let numbers = self.numbers.get(&column).map_or(&[][..], Vec::as_slice);
                    let apart =
                        own.map_or(Vec::new(), |own| numbers.iter().map(|x| (x - own).abs()).collect());
                    wider_band(view, held, column, apart, &fails)
                }
                Constraint::CommonHours => fewer_hours(view, held, &fails),
                Constraint::SharedValue(column) => Some(Relaxation::NoSharedValue(column)),
                Constraint::Apart | Constraint::ApartBy(_) => {
                    let position = view.constraints.iter().position(|one| *one == constraint);
                    let without = position.map_or(held, |position| held.without(position));
                    let others = view.free.iter().copied();
                    let only_this = others.filter(|&other| {
                        other != who && view.clash(&held, who, other) && !view.clash(&without, who, other)
                    });
                    let mut met: Vec<usize> = only_this.take(lacking).chain([who]).collect();
                    met.sort_unstable();
                    (met.len() > lacking).then_some(Relaxation::Meeting { constraint, who: met })
                }
                _ => None,
            };
            ways.extend(relax.map(WayOut::Relax));
        }
        ways.push(WayOut::LeaveOut(view.pack(&held, who).to_vec()));
        ways
    }

    /// How many could be in a group with somebody, at least where it is below `enough`.
    fn of(&self, held: &Held, who: usize, enough: usize) -> usize {
        let view = self.view;
        let by_rules = view.rules(*held).map(|rule| self.by_rule(&rule, who)).min().unwrap_or(usize::MAX);
        let mut count = view.pack(held, who).len();
        let begin = view.free.partition_point(|&other| other <= who);
        for &other in view.free[begin..].iter().chain(&view.free[..begin]) {
            if count.min(by_rules) >= enough.min(by_rules) {
                break;
            }
            let is_another = other != who && !view.pack(held, who).contains(&other);
            count += usize::from(is_another && !view.clash(held, who, other));
        }
        count.min(by_rules)
    }

    fn by_rule(&self, rule: &Rule, who: usize) -> usize {
        let candidates = self.view.problem.candidates;
        match *rule {
            Rule::SharedValue(column) => {
                let codes = candidates.codes(column, who).iter();
                let held = codes.filter_map(|&code| self.holders.get(&(column, code))).max();
                held.map_or(usize::MAX, |held| held + self.unknown.get(&column).copied().unwrap_or(0))
            }
            Rule::Band { column, width } => {
                let (Some(own), Some(numbers)) = (candidates.number(column, who), self.numbers.get(&column))
                else {
                    return usize::MAX;
                };
                let begin = numbers.partition_point(|&number| own - number > width);
                let end = numbers.partition_point(|&number| number <= own);
                let within = (begin..end).map(|from| {
                    let lowest = numbers[from];
                    numbers.partition_point(|&number| number - lowest <= width) - from
                });
                // Where very many are near, there are enough.
                let within = within.take(256).max().unwrap_or(0);
                let more = if end - begin > 256 { usize::MAX } else { within };
                more.saturating_add(self.unknown.get(&column).copied().unwrap_or(0))
            }
            Rule::CommonHours { least } => {
                let (Some(hours), Ok(least @ 1..)) = (candidates.hours(who), usize::try_from(least)) else {
                    return usize::MAX;
                };
                let season = |season: Season, at: &[usize]| by_hours(hours, season, at, least);
                season(Season::Winter, &self.at[0]).min(season(Season::Summer, &self.at[1]))
            }
            Rule::ApartBy(_) | Rule::NotOnlyOne(_) | Rule::AtLeastOne { .. } => usize::MAX,
        }
    }
}

/// How many can at most share so many of somebody's quarter-hours.
fn by_hours(hours: &Hours, season: Season, at: &[usize], least: usize) -> usize {
    let mut counts: Vec<usize> =
        (0..QUARTERS).filter(|&quarter| hours.contains(season, quarter)).map(|quarter| at[quarter]).collect();
    if counts.len() < least {
        return 0;
    }
    let position = counts.len() - least;
    *counts.select_nth_unstable(position).1
}

/// The narrowest of these bands, wider than now, with which it does not fail.
pub(super) fn wider_band(
    view: &View<'_>,
    held: Held,
    column: ColumnId,
    mut widths: Vec<f32>,
    fails: &impl Fn(&Held) -> bool,
) -> Option<Relaxation> {
    let rules = view.problem.criteria.rules.iter();
    let bands = rules.filter_map(|rule| match *rule {
        Rule::Band { column: same, width } if same == column => Some(width),
        _ => None,
    });
    let from = bands.reduce(f32::min)?;
    widths.retain(|width| *width > from);
    widths.sort_by(f32::total_cmp);
    widths.dedup();
    let too_narrow = |width: &f32| fails(&Held { band: Some((column, *width)), ..held });
    let to = *widths.get(widths.partition_point(too_narrow))?;
    Some(Relaxation::Band { column, from, to })
}

/// The most common quarter-hours, fewer than now, with which it does not fail.
pub(super) fn fewer_hours(view: &View<'_>, held: Held, fails: &impl Fn(&Held) -> bool) -> Option<Relaxation> {
    let from = hours_needed(view)?;
    let fewer: Vec<u32> = (1..from).rev().collect();
    let too_many = |least: &u32| fails(&Held { hours: Some(*least), ..held });
    let to = *fewer.get(fewer.partition_point(too_many))?;
    Some(Relaxation::CommonHours { from, to })
}
