//! From a good division to one that keeps every rule: who still offends is taken out, groups that
//! are too small give up their people, and everyone left is placed again where that breaks nothing.
#![expect(clippy::indexing_slicing, reason = "groups and units are indexed by what made them")]

use crate::partition::{Exchange, POOL, Partition, Terms};

/// Exchanges tried in one repair, so that a large roster with many left over ends in time.
const TRIES_MOST: usize = 20_000_000;

/// Makes every group keep every rule. Only a kept group that nobody can complete may stay short.
pub(crate) fn settle(partition: &mut Partition<'_>) {
    take_out_offenders(partition);
    let mut tries = TRIES_MOST;
    place_left_over(partition, &mut tries);
    fill_short_groups(partition, &mut tries);
    lend_what_is_lacking(partition, &mut tries);
    dissolve_offending(partition);
    place_left_over(partition, &mut tries);
    found_new_groups(partition, &mut tries);
    place_by_displacing(partition, &mut tries);
}

/// Takes out whoever's going leaves the least offence, the optional and the least missed first.
fn take_out_offenders(partition: &mut Partition<'_>) {
    let mut exchange = Exchange::default();
    for group in 0..partition.groups.len() {
        while partition.group_excess(group) > 0 {
            let least_missed = partition
                .movable_in(group)
                .into_iter()
                .filter_map(|unit| {
                    exchange.set([group, POOL], &[unit], &[]);
                    let effect = partition.try_exchange(&mut exchange, &Terms::ANY)?;
                    Some((effect.excess_of_a(), effect.left_out, -effect.worth, unit))
                })
                .min();
            let Some((.., unit)) = least_missed else { break };
            partition.relocate(unit, POOL);
        }
    }
}

/// Puts the unplaced where they do best without an offence; those who must be placed come first.
fn place_left_over(partition: &mut Partition<'_>, tries: &mut usize) {
    let mut units = partition.pool.clone();
    units.sort_unstable_by_key(|&unit| (-partition.problem.units[unit].price, unit));
    for unit in units {
        if let Some(group) = best_group(partition, unit, tries) {
            partition.relocate(unit, group);
        }
    }
}

/// The group where an unplaced unit adds no offence and does best.
fn best_group(partition: &Partition<'_>, unit: usize, tries: &mut usize) -> Option<usize> {
    let mut exchange = Exchange::default();
    let size = partition.problem.units[unit].members.len();
    let mut best = None;
    for group in 0..partition.groups.len() {
        if partition.groups[group].len() + size > partition.problem.most {
            continue;
        }
        *tries = tries.checked_sub(1)?;
        exchange.set([POOL, group], &[unit], &[]);
        let Some(effect) = partition.try_exchange(&mut exchange, &Terms::STRICT) else { continue };
        let loss = effect.loss(&Terms::STRICT);
        if best.is_none_or(|(least, _)| loss < least) {
            best = Some((loss, group));
        }
    }
    best.map(|(_, group)| group)
}

/// Draws people into groups that are short from groups that can spare them.
fn fill_short_groups(partition: &mut Partition<'_>, tries: &mut usize) {
    let mut exchange = Exchange::default();
    let mut short: Vec<usize> = (0..partition.groups.len())
        .filter(|&group| partition.groups[group].len() < partition.problem.least)
        .collect();
    // The nearest to complete first; the shortest are the ones to be given up.
    short.sort_by_key(|&group| std::cmp::Reverse(partition.groups[group].len()));
    for group in short {
        while partition.groups[group].len() < partition.problem.least {
            let mut best = None;
            for donor in 0..partition.groups.len() {
                if donor == group || partition.groups[donor].len() <= partition.problem.least {
                    continue;
                }
                for unit in partition.movable_in(donor) {
                    let Some(left) = tries.checked_sub(1) else { return };
                    *tries = left;
                    exchange.set([donor, group], &[unit], &[]);
                    if let Some(effect) = partition.try_exchange(&mut exchange, &Terms::STRICT) {
                        let loss = effect.loss(&Terms::STRICT);
                        if best.is_none_or(|(least, _)| loss < least) {
                            best = Some((loss, unit));
                        }
                    }
                }
            }
            let Some((_, unit)) = best else { break };
            partition.relocate(unit, group);
        }
    }
}

/// Where a group is complete but for what somebody must have, somebody who has it comes from a group
/// that can spare them, alone or for somebody else.
fn lend_what_is_lacking(partition: &mut Partition<'_>, tries: &mut usize) {
    let mut exchange = Exchange::default();
    for group in 0..partition.groups.len() {
        'lacking: while partition.problem.lacking(&partition.groups[group]) > 0 {
            for donor in (0..partition.groups.len()).filter(|&donor| donor != group) {
                for unit in partition.movable_in(donor) {
                    let stays =
                        std::iter::once(None).chain(partition.movable_in(group).into_iter().map(Some));
                    for back in stays {
                        let Some(left) = tries.checked_sub(1) else { return };
                        *tries = left;
                        exchange.set([donor, group], &[unit], back.as_slice());
                        if let Some(effect) = partition.try_exchange(&mut exchange, &Terms::STRICT)
                            && effect.offences < 0
                        {
                            partition.apply(&mut exchange, &effect);
                            continue 'lacking;
                        }
                    }
                }
            }
            break;
        }
    }
}

/// Gives up groups that still offend, the smallest first. Each is given up only when the people of
/// those before it did not complete it.
fn dissolve_offending(partition: &mut Partition<'_>) {
    let kept = partition.problem.open_kept;
    loop {
        let offending = (kept..partition.groups.len())
            .filter(|&group| partition.group_offences(group) > 0)
            .min_by_key(|&group| (partition.groups[group].len(), group));
        let Some(group) = offending else { return };
        let units = partition.movable_in(group);
        for &unit in &units {
            partition.relocate(unit, POOL);
        }
        partition.remove_group(group);
        let mut tries = 10_000 * units.len();
        for unit in units {
            if let Some(group) = best_group(partition, unit, &mut tries) {
                partition.relocate(unit, group);
            }
        }
    }
}

/// Builds groups out of the unplaced alone, as long as one of them gathers enough others.
fn found_new_groups(partition: &mut Partition<'_>, tries: &mut usize) {
    let mut founders = partition.pool.clone();
    founders.sort_unstable();
    for founder in founders {
        let waiting = partition.pool.iter().map(|&unit| partition.problem.units[unit].members.len());
        if waiting.sum::<usize>() < partition.problem.least {
            return;
        }
        if partition.place(founder) == POOL {
            partition.add_group();
            let group = partition.groups.len() - 1;
            partition.relocate(founder, group);
            gather(partition, group, tries);
            if partition.group_offences(group) > 0 {
                for unit in partition.movable_in(group) {
                    partition.relocate(unit, POOL);
                }
                partition.remove_group(group);
            }
        }
    }
}

/// Adds the best fitting unplaced, one after another, until the group has the least size.
fn gather(partition: &mut Partition<'_>, group: usize, tries: &mut usize) {
    let mut exchange = Exchange::default();
    while partition.groups[group].len() < partition.problem.least {
        let mut best = None;
        let mut waiting = partition.pool.clone();
        waiting.sort_unstable();
        for unit in waiting {
            let Some(left) = tries.checked_sub(1) else { return };
            *tries = left;
            exchange.set([POOL, group], &[unit], &[]);
            if let Some(effect) = partition.try_exchange(&mut exchange, &Terms::STRICT) {
                let loss = effect.loss(&Terms::STRICT);
                if best.is_none_or(|(least, _)| loss < least) {
                    best = Some((loss, unit));
                }
            }
        }
        let Some((_, unit)) = best else { return };
        partition.relocate(unit, group);
    }
}

/// Puts an unplaced unit in the stead of another, that finds a place elsewhere.
fn place_by_displacing(partition: &mut Partition<'_>, tries: &mut usize) {
    let mut units = partition.pool.clone();
    units.sort_unstable_by_key(|&unit| (-partition.problem.units[unit].price, unit));
    for unit in units {
        displace(partition, unit, tries);
    }
}

fn displace(partition: &mut Partition<'_>, unit: usize, tries: &mut usize) -> Option<()> {
    // Swapping with the pool must not make an offence; who is left out is settled by the next step.
    let no_offence = Terms { left_out: 0, bearable: 1 << 51, ..Terms::STRICT };
    let mut exchange = Exchange::default();
    for group in 0..partition.groups.len() {
        for other in partition.movable_in(group) {
            *tries = tries.checked_sub(1)?;
            exchange.set([POOL, group], &[unit], &[other]);
            let Some(effect) = partition.try_exchange(&mut exchange, &no_offence) else { continue };
            partition.apply(&mut exchange, &effect);
            if let Some(elsewhere) = best_group(partition, other, tries) {
                partition.relocate(other, elsewhere);
                return Some(());
            }
            partition.relocate(unit, POOL);
            partition.relocate(other, group);
        }
    }
    None
}
