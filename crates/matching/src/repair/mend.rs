//! Groups that stay in need helped: filled, given up, rid of what they break; and new ones founded.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use super::Why;
use super::desk::{Desk, LOOKS_EACH, Steps};
use super::place::{CHOICE, best_newcomer, best_place, nearest_to_complete_first};

/// Founders tried who found no group.
const FOUNDERS: usize = 16;

/// Fills each group in need from others that can spare somebody, or gives it up, whichever moves
/// fewer; where somebody's leaving broke a rule, exchanges people.
pub(super) fn groups_in_need(desk: &mut Desk<'_>) {
    for group in nearest_to_complete_first(desk) {
        if !desk.in_need.contains(&group) {
            continue;
        }
        let size = desk.groups[group].len();
        let lacks = desk.problem.least.saturating_sub(size);
        let done = if lacks == 0 {
            fill(desk, group).or_else(|| send_away(desk, group)).or_else(|| swap(desk, group))
        } else if lacks < size {
            fill(desk, group).or_else(|| give_up(desk, group))
        } else {
            give_up(desk, group).or_else(|| fill(desk, group))
        };
        if done.is_none() && desk.moves_left() < lacks.min(size).max(2) {
            desk.had_moves_enough = false;
        }
    }
}

/// Draws people into a group until it needs no more, or leaves all as it was.
fn fill(desk: &mut Desk<'_>, group: usize) -> Option<()> {
    let from = desk.groups[group].len();
    let broken = desk.broken(group);
    let mut steps = Steps::default();
    while desk.in_need.contains(&group) {
        if draw(desk, group, &mut steps).is_none() {
            desk.take_back(steps);
            return None;
        }
    }
    let to = desk.groups[group].len();
    let was_short = from < desk.problem.least;
    let why = if was_short { Why::Fills { group, from, to } } else { Why::Mends { group, broken } };
    desk.explain_arrivals(group, &steps, &why);
    Some(())
}

/// Moves somebody into a group whom their own group can spare, or who is replaced there by somebody
/// whom a third group can spare.
fn draw(desk: &mut Desk<'_>, group: usize, steps: &mut Steps) -> Option<()> {
    let begin = desk.anywhere();
    let (donor, pack, second) = match who_is_spared(desk, group, begin) {
        Some((donor, pack)) => (donor, pack, None),
        None => who_is_replaced(desk, group, begin)?,
    };
    let why = |group: usize, size: usize| Why::Fills { group, from: size, to: size + 1 };
    desk.relocate(&pack, group, &why(group, desk.groups[group].len()), steps);
    if let Some(second) = second {
        desk.relocate(&second, donor, &why(donor, desk.groups[donor].len()), steps);
    }
    Some(())
}

/// Who does best in this group of those whom other groups can spare, with their group.
fn who_is_spared(desk: &Desk<'_>, group: usize, begin: usize) -> Option<(usize, Vec<usize>)> {
    let mut looks = LOOKS_EACH;
    let mut would_do = Vec::new();
    for donor in desk.with_spare(begin) {
        if !desk.look(&mut looks) || would_do.len() >= CHOICE {
            break;
        }
        for pack in candidates_of(desk, donor, group) {
            if let Some(loss) = desk.gain(donor, &pack, &[]) {
                let gain = desk.gain(group, &[], &pack).unwrap_or_default();
                would_do.push((gain + loss, donor, pack));
            }
        }
    }
    would_do.into_iter().max().map(|(_, donor, pack)| (donor, pack))
}

type Replaced = (usize, Vec<usize>, Option<Vec<usize>>);

/// Somebody who would do in this group, with their group, and somebody else who would do there.
fn who_is_replaced(desk: &mut Desk<'_>, group: usize, begin: usize) -> Option<Replaced> {
    desk.with_spare(begin).next()?;
    let (mut looks, mut tried) = (LOOKS_EACH, 0);
    for donor in desk.round() {
        if !desk.look(&mut looks) || tried >= CHOICE {
            return None;
        }
        for pack in candidates_of(desk, donor, group) {
            tried += 1;
            if let Some(second) = who_could_replace(desk, donor, &pack, group, begin) {
                return Some((donor, pack, Some(second)));
            }
        }
    }
    None
}

/// The packs of another group that would do in this one.
fn candidates_of(desk: &Desk<'_>, donor: usize, group: usize) -> Vec<Vec<usize>> {
    if donor == group || !desk.is_open(donor) {
        return Vec::new();
    }
    let mut packs = desk.movable(donor);
    packs.retain(|pack| {
        desk.cost(pack) <= desk.moves_left()
            && desk.bound_to(pack).is_none_or(|bound| bound == group)
            && desk.gain(group, &[], pack).is_some()
    });
    packs
}

/// Somebody from a third group who can be spared there and takes a pack's place.
fn who_could_replace(
    desk: &Desk<'_>,
    donor: usize,
    pack: &[usize],
    group: usize,
    begin: usize,
) -> Option<Vec<usize>> {
    let mut looks = LOOKS_EACH / CHOICE;
    for third in desk.with_spare(begin).filter(|third| ![donor, group].contains(third)) {
        for second in desk.movable(third) {
            if !desk.look(&mut looks) {
                return None;
            }
            if desk.cost(pack) + desk.cost(&second) <= desk.moves_left()
                && desk.bound_to(&second).is_none()
                && desk.gain(donor, pack, &second).is_some()
                && desk.gain(third, &second, &[]).is_some()
            {
                return Some(second);
            }
        }
    }
    None
}

/// Gives a group up if all its people find places elsewhere.
fn give_up(desk: &mut Desk<'_>, group: usize) -> Option<()> {
    let members = desk.groups[group].clone();
    let packs = desk.movable(group);
    if packs.iter().map(Vec::len).sum::<usize>() < members.len() || desk.cost(&members) > desk.moves_left() {
        return None;
    }
    let why = Why::GivesUp { group, size: members.len(), least: desk.problem.least };
    let mut steps = Steps::default();
    for pack in packs {
        let mut looks = LOOKS_EACH;
        let Some(elsewhere) = best_place(desk, &pack, &[group], &mut looks) else {
            desk.take_back(steps);
            return None;
        };
        desk.relocate(&pack, elsewhere, &why, &mut steps);
    }
    Some(())
}

/// Finds somebody another place without whom the group keeps the rules.
fn send_away(desk: &mut Desk<'_>, group: usize) -> Option<()> {
    let why = Why::Mends { group, broken: desk.broken(group) };
    for pack in desk.movable(group) {
        if desk.cost(&pack) > desk.moves_left() || desk.gain(group, &pack, &[]).is_none() {
            continue;
        }
        let mut looks = LOOKS_EACH;
        if let Some(elsewhere) = best_place(desk, &pack, &[group], &mut looks) {
            desk.relocate(&pack, elsewhere, &why, &mut Steps::default());
            return Some(());
        }
    }
    None
}

/// Exchanges two people so that the group keeps the rules.
fn swap(desk: &mut Desk<'_>, group: usize) -> Option<()> {
    let why = Why::Mends { group, broken: desk.broken(group) };
    let mut looks = LOOKS_EACH;
    let packs = desk.movable(group);
    for other in desk.round() {
        if other == group || !desk.is_open(other) {
            continue;
        }
        for theirs in desk.movable(other) {
            for ours in &packs {
                if !desk.look(&mut looks) {
                    return None;
                }
                if desk.cost(ours) + desk.cost(&theirs) <= desk.moves_left()
                    && desk.bound_to(ours).is_none()
                    && desk.bound_to(&theirs).is_none()
                    && desk.gain(group, ours, &theirs).is_some()
                    && desk.gain(other, &theirs, ours).is_some()
                {
                    let mut steps = Steps::default();
                    desk.relocate(ours, other, &why, &mut steps);
                    desk.relocate(&theirs, group, &why, &mut steps);
                    return Some(());
                }
            }
        }
    }
    None
}

/// Founds groups of newcomers who found no place, with others drawn in where they are too few.
pub(super) fn found_new_groups(desk: &mut Desk<'_>) {
    let mut failed = 0;
    for founder in desk.waiting() {
        let mut waiting = desk.waiting();
        let Some(position) = waiting.iter().position(|pack| *pack == founder) else { continue };
        if desk.bound_to(&founder).is_some() || failed == FOUNDERS || !desk.can_share(&founder) {
            continue;
        }
        let newcomers: usize = waiting.iter().map(Vec::len).sum();
        if newcomers + desk.moves_left() < desk.problem.least {
            desk.had_moves_enough = false;
            return;
        }
        let group = desk.found();
        let mut steps = Steps::default();
        let nobody_yet = Why::Founds { group, newcomers: 0 };
        desk.relocate(&waiting.swap_remove(position), group, &nobody_yet, &mut steps);
        while let Some(best) = best_newcomer(desk, group, &waiting) {
            desk.relocate(&waiting.swap_remove(best), group, &nobody_yet, &mut steps);
        }
        let newcomers = desk.groups[group].len();
        let moved = fill_new(desk, group, &mut steps);
        if moved.is_none() {
            failed += 1;
            desk.take_back(steps);
            desk.abandon_last();
            continue;
        }
        desk.explain_arrivals(group, &steps, &Why::Founds { group, newcomers });
    }
}

fn fill_new(desk: &mut Desk<'_>, group: usize, steps: &mut Steps) -> Option<()> {
    while desk.in_need.contains(&group) {
        draw(desk, group, steps)?;
    }
    Some(())
}
