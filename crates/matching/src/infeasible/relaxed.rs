//! Criteria with one thing made weaker, so that groups under it can be formed and shown.

use super::WayOut;
use crate::{Candidates, Constraint, Criteria, Relaxation, Rule};

/// The same people and criteria after a way out: what [`form`](crate::form) then proposes are the
/// best groups under that relaxation.
///
/// An exception for those who would meet in spite of one rule leaves all other meetings as they were.
pub fn relaxed(candidates: &Candidates, criteria: &Criteria, way_out: &WayOut) -> (Candidates, Criteria) {
    let (mut candidates, mut criteria) = (candidates.clone(), criteria.clone());
    let (least, most) = (*criteria.size.start(), *criteria.size.end());
    match way_out {
        WayOut::SmallerGroups { to, .. } => criteria.size = least.min(*to)..=most,
        WayOut::Part(who) => criteria.together = without(&criteria.together, who),
        WayOut::LeaveOut(who) => who.iter().for_each(|&who| candidates.make_optional(who)),
        WayOut::Relax(Relaxation::Size { to, .. }) => criteria.size = least..=most.max(*to),
        WayOut::Relax(Relaxation::CommonHours { to, .. }) => {
            for rule in &mut criteria.rules {
                if let Rule::CommonHours { least } = rule {
                    *least = (*least).min(*to);
                }
            }
        }
        WayOut::Relax(Relaxation::Band { column, to, .. }) => {
            for rule in &mut criteria.rules {
                if let Rule::Band { column: same, width } = rule
                    && same == column
                {
                    *width = width.max(*to);
                }
            }
        }
        WayOut::Relax(Relaxation::NoSharedValue(column)) => {
            criteria.rules.retain(|rule| rule.constraint() != Constraint::SharedValue(*column));
        }
        WayOut::Relax(Relaxation::NobodyWith(column)) => {
            criteria.rules.retain(|rule| rule.constraint() != Constraint::AtLeastOne(*column));
        }
        WayOut::Relax(Relaxation::OnlyOne { who, .. }) => {
            who.iter().for_each(|&who| candidates.make_willing_only_one(who));
        }
        WayOut::Relax(Relaxation::Meeting { constraint, who }) => {
            may_meet(&mut candidates, &mut criteria, *constraint, who);
        }
    }
    (candidates, criteria)
}

/// Sets who go together, without these people.
pub(super) fn without(together: &[Vec<usize>], freed: &[usize]) -> Vec<Vec<usize>> {
    let others = |set: &Vec<usize>| set.iter().copied().filter(|who| !freed.contains(who)).collect();
    together.iter().map(others).filter(|set: &Vec<usize>| set.len() > 1).collect()
}

/// Lets these meet in spite of one rule. Where a code keeps them apart it is forgotten, and in its
/// stead they are kept apart by name from the others who have it.
fn may_meet(candidates: &mut Candidates, criteria: &mut Criteria, constraint: Constraint, who: &[usize]) {
    match constraint {
        Constraint::Apart => criteria.apart.retain(|pair| !pair.iter().all(|one| who.contains(one))),
        Constraint::ApartBy(column) => {
            for &one in who {
                let code = candidates.code(column, one);
                let others = (0..candidates.len()).filter(|other| {
                    code.is_some() && !who.contains(other) && candidates.code(column, *other) == code
                });
                criteria.apart.extend(others.map(|other| [one, other]));
            }
            who.iter().for_each(|&one| candidates.forget_code(column, one));
        }
        _ => {}
    }
}
