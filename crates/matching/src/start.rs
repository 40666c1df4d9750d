//! A first division to improve on: the hardest to place first, each to the best of the groups that
//! still need people.
#![expect(clippy::indexing_slicing, reason = "groups and units are indexed by what made them")]

use crate::chance::Chance;
use crate::partition::{Exchange, POOL, Partition, Terms};
use crate::problem::Problem;

/// How many groups, or people, are looked at for each unit where there are more.
const LOOKED_AT: usize = 64;

/// Fills so many groups, first all to the least size, then up to the most; who finds no room is in
/// the pool.
pub(crate) fn start<'p>(problem: &'p Problem<'p>, groups: usize, chance: &mut Chance) -> Partition<'p> {
    let mut partition = Partition::new(problem, groups);
    let terms = Terms { offence: Terms::STRICT.offence, ..Terms::ANY };
    let mut exchange = Exchange::default();
    let mut best = Exchange::default();
    let mut target = problem.least;
    let mut open: Vec<usize> = (0..groups).collect();
    for unit in hardest_first(problem, chance) {
        open.retain(|&group| partition.groups[group].len() < target);
        if open.is_empty() && target < problem.most {
            target = problem.most;
            open = (0..groups).filter(|&group| partition.groups[group].len() < target).collect();
        }
        let size = problem.units[unit].members.len();
        let mut best_effect = None;
        for look in 0..open.len().min(LOOKED_AT) {
            let index = if open.len() <= LOOKED_AT { look } else { chance.below(open.len()) };
            let group = open[index];
            if partition.groups[group].len() + size > problem.most {
                continue;
            }
            exchange.set([POOL, group], &[unit], &[]);
            let Some(effect) = partition.try_exchange(&mut exchange, &terms) else { continue };
            let loss = effect.loss(&terms);
            if best_effect.is_none_or(|(least, _)| loss < least) {
                best_effect = Some((loss, effect));
                std::mem::swap(&mut best, &mut exchange);
            }
        }
        if let Some((_, effect)) = best_effect {
            partition.apply(&mut best, &effect);
        }
    }
    partition
}

/// Units not yet in a group: those with what somebody must have first, large ones before small, those
/// who must be placed before those who may, then by how many others they cannot be with (counted among some), then by lot.
fn hardest_first(problem: &Problem<'_>, chance: &mut Chance) -> Vec<usize> {
    let sample: Vec<usize> = (0..LOOKED_AT * 4)
        .map(|_| chance.below(problem.units.len()))
        .filter_map(|unit| problem.units.get(unit)?.members.first().copied())
        .collect();
    let mut keyed: Vec<_> = (0..problem.units.len())
        .filter(|&unit| problem.units[unit].is_movable())
        .map(|unit| {
            let members = &problem.units[unit].members;
            let conflicts: i64 = members.iter().map(|&who| problem.row(who).sum(&sample).forbidden()).sum();
            (
                problem.lacking(&[]) - problem.lacking(members),
                members.len(),
                problem.units[unit].price,
                conflicts,
                chance.draw(),
                unit,
            )
        })
        .collect();
    keyed.sort_unstable_by(|one, other| other.cmp(one));
    keyed.into_iter().map(|(.., unit)| unit).collect()
}
