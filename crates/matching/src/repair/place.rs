//! Newcomers placed: in groups in need, where they do best, where somebody makes room for them.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use super::Why;
use super::desk::{Desk, LOOKS_EACH, Steps};

/// Among so many that would do, the best is taken.
pub(super) const CHOICE: usize = 32;
/// So many who could make room are remembered, to see whether a second could make room for them.
const REMEMBERED: usize = 64;

/// Fills groups in need with newcomers, the nearest to complete first.
pub(super) fn into_groups_in_need(desk: &mut Desk<'_>) {
    let mut waiting = desk.waiting();
    for group in nearest_to_complete_first(desk) {
        while desk.in_need.contains(&group) && !waiting.is_empty() {
            let Some(best) = best_newcomer(desk, group, &waiting) else { break };
            let pack = waiting.swap_remove(best);
            join(desk, &pack, group);
        }
    }
}

pub(super) fn nearest_to_complete_first(desk: &Desk<'_>) -> Vec<usize> {
    let mut groups: Vec<usize> = desk.in_need.iter().copied().collect();
    groups.sort_by_key(|&group| desk.problem.least.saturating_sub(desk.groups[group].len()));
    groups
}

/// Which of the waiting does best in a group.
pub(super) fn best_newcomer(desk: &mut Desk<'_>, group: usize, waiting: &[Vec<usize>]) -> Option<usize> {
    let begin = desk.anywhere();
    let mut looks = LOOKS_EACH;
    let mut would_do = Vec::new();
    for step in 0..waiting.len() {
        let position = (begin + step) % waiting.len();
        let pack = &waiting[position];
        if desk.bound_to(pack).is_some_and(|bound| bound != group) {
            continue;
        }
        if !desk.look(&mut looks) || would_do.len() == CHOICE {
            break;
        }
        if let Some(gain) = desk.gain(group, &[], pack) {
            would_do.push((gain, position));
        }
    }
    would_do.into_iter().max().map(|(_, position)| position)
}

/// Places newcomers wherever there is room, each where they do best.
pub(super) fn where_they_do_best(desk: &mut Desk<'_>) {
    for pack in desk.waiting() {
        let mut looks = LOOKS_EACH;
        if let Some(group) = best_place(desk, &pack, &[], &mut looks) {
            join(desk, &pack, group);
        }
    }
}

/// Where a pack does best without anybody's leaving: a group in need, or any other.
pub(super) fn best_place(
    desk: &mut Desk<'_>,
    pack: &[usize],
    except: &[usize],
    looks: &mut usize,
) -> Option<usize> {
    let begin = desk.anywhere();
    if let Some(bound) = desk.bound_to(pack) {
        return best_of(desk, pack, [bound].into_iter(), except, looks);
    }
    best_of(desk, pack, desk.in_need.iter().copied(), except, looks)
        .or_else(|| best_of(desk, pack, desk.with_room(begin), except, looks))
}

fn best_of(
    desk: &Desk<'_>,
    pack: &[usize],
    groups: impl Iterator<Item = usize>,
    except: &[usize],
    looks: &mut usize,
) -> Option<usize> {
    let mut would_do = Vec::new();
    for group in groups {
        if !desk.look(looks) || would_do.len() == CHOICE {
            break;
        }
        if except.contains(&group) || !desk.is_open(group) {
            continue;
        }
        if let Some(gain) = desk.gain(group, &[], pack) {
            would_do.push((gain, group));
        }
    }
    would_do.into_iter().max().map(|(_, group)| group)
}

/// Places newcomers in somebody's stead who finds a place elsewhere, or whose place elsewhere a third
/// one gives up.
pub(super) fn by_making_room(desk: &mut Desk<'_>) {
    for pack in desk.waiting() {
        if desk.with_room(0).next().is_none() {
            return;
        }
        let mut looks = LOOKS_EACH;
        let mut remembered = Vec::new();
        let before = desk.moves_left();
        let done = one_makes_room(desk, &pack, &mut remembered, &mut looks)
            .or_else(|| two_make_room(desk, &pack, &remembered, &mut looks));
        if done.is_none() && before < 2 {
            desk.had_moves_enough = false;
        }
    }
}

/// Somebody in a group, and those waiting who would take their place.
type Stead = (usize, Vec<usize>);

fn one_makes_room(
    desk: &mut Desk<'_>,
    newcomers: &[usize],
    remembered: &mut Vec<Stead>,
    looks: &mut usize,
) -> Option<()> {
    for group in desk.round() {
        for pack in in_whose_stead(desk, newcomers, group, looks)? {
            if let Some(elsewhere) = best_place(desk, &pack, &[group], looks) {
                make_room(desk, &pack, elsewhere, newcomers);
                join(desk, newcomers, group);
                return Some(());
            }
            if remembered.len() < REMEMBERED {
                remembered.push((group, pack));
            }
        }
        if remembered.len() == REMEMBERED {
            return None;
        }
    }
    None
}

fn two_make_room(
    desk: &mut Desk<'_>,
    newcomers: &[usize],
    remembered: &[Stead],
    looks: &mut usize,
) -> Option<()> {
    *looks = LOOKS_EACH;
    for (group, first) in remembered {
        for other in desk.round() {
            if other == *group || desk.bound_to(first).is_some_and(|bound| bound != other) {
                continue;
            }
            for second in in_whose_stead(desk, first, other, looks)? {
                if desk.cost(first) + desk.cost(&second) > desk.moves_left() {
                    continue;
                }
                if let Some(elsewhere) = best_place(desk, &second, &[*group, other], looks) {
                    make_room(desk, &second, elsewhere, first);
                    make_room(desk, first, other, newcomers);
                    join(desk, newcomers, *group);
                    return Some(());
                }
            }
        }
    }
    None
}

/// Who of a group could be replaced by a pack, as far as moves are left; `None` when there are no
/// more looks.
fn in_whose_stead(
    desk: &Desk<'_>,
    pack: &[usize],
    group: usize,
    looks: &mut usize,
) -> Option<Vec<Vec<usize>>> {
    let bound = desk.bound_to(pack);
    if !desk.is_open(group) || bound.is_some_and(|bound| bound != group) {
        return Some(Vec::new());
    }
    if !desk.look(looks) {
        return None;
    }
    // Whoever may not meet them must be the one to go.
    let mut in_the_way = desk.groups[group]
        .iter()
        .copied()
        .filter(|&member| pack.iter().any(|&who| desk.problem.forbidden(who, member)));
    let (first, second) = (in_the_way.next(), in_the_way.next());
    if second.is_some_and(|second| first.is_some_and(|first| !desk.pack(first).contains(&second))) {
        return Some(Vec::new());
    }
    let mut packs = desk.movable(group);
    packs.retain(|other| {
        first.is_none_or(|first| other.contains(&first))
            && desk.cost(other) <= desk.moves_left()
            && !(bound.is_some() && goes_with(desk, other, pack))
            && desk.gain(group, other, pack).is_some()
    });
    *looks = looks.saturating_sub(packs.len());
    Some(packs)
}

fn goes_with(desk: &Desk<'_>, some: &[usize], others: &[usize]) -> bool {
    let sets = desk.problem.criteria.together.iter();
    sets.into_iter()
        .any(|set| some.iter().any(|who| set.contains(who)) && others.iter().any(|who| set.contains(who)))
}

fn make_room(desk: &mut Desk<'_>, pack: &[usize], to: usize, newcomers: &[usize]) {
    if let Some(&newcomer) = newcomers.first() {
        desk.relocate(pack, to, &Why::MakesRoom { newcomer }, &mut Steps::default());
    }
}

/// Puts newcomers in a group; they need no reason.
pub(super) fn join(desk: &mut Desk<'_>, pack: &[usize], group: usize) {
    desk.relocate(pack, group, &Why::MakesRoom { newcomer: 0 }, &mut Steps::default());
}
