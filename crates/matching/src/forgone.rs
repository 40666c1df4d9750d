//! What a group gives up, and the constraint that it gives it up for: swaps that would make the groups
//! better, if only the rules allowed.

use crate::assess::people;
use crate::problem::check_references;
use crate::wishes::group_score;
use crate::{Candidates, Change, Constraint, Criteria, FormError, assess};

/// A swap that would be a gain and may not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Forgone {
    /// All that stands in its way.
    pub constraint: Constraint,
    /// The swap, with the group's member first.
    pub swap: Change,
    /// How much the score of the whole proposal would gain.
    pub gain: f64,
}

/// Swaps looked at for one group; with more people elsewhere, some of them evenly.
const LOOKED_AT: usize = 10_000;

/// For each constraint, the swap of a member of this group with somebody elsewhere that would gain most
/// and that this constraint alone forbids; the greatest gain first. Nothing for a constraint that costs
/// the group nothing, as far as swaps tell.
///
/// ```
/// use matching::{Aim, Candidates, Column, Constraint, Criteria, Rule, forgone};
/// let mut candidates = Candidates::new(4);
/// let years = candidates.add(Column::Numeric([1.0, 9.0, 1.0, 9.0].map(Some).to_vec()))?;
/// let firm = candidates.add(Column::Categorical([1, 2, 1, 2].map(Some).to_vec()))?;
/// let criteria =
///     Criteria::of_size(2..=2).wish(years, Aim::Similar, 1.0).rule(Rule::ApartBy(firm));
/// let costs = forgone(&candidates, &criteria, &[vec![0, 1], vec![2, 3]], 0)?;
/// assert_eq!(costs[0].constraint, Constraint::ApartBy(firm));
/// assert_eq!(costs[0].gain, 1.0);
/// # Ok::<(), matching::FormError>(())
/// ```
pub fn forgone(
    candidates: &Candidates,
    criteria: &Criteria,
    groups: &[Vec<usize>],
    group: usize,
) -> Result<Vec<Forgone>, FormError> {
    check_references(candidates, criteria)?;
    if let Some(who) = groups.iter().flatten().copied().find(|&who| who >= candidates.len()) {
        return Err(FormError::NoSuchCandidate { who });
    }
    let members = groups.get(group).map_or(&[][..], Vec::as_slice);
    let elsewhere = groups.iter().enumerate().filter(|&(other, _)| other != group);
    let others: usize = elsewhere.clone().map(|(_, theirs)| theirs.len()).sum();
    let step = (others * members.len()).div_ceil(LOOKED_AT).max(1);
    let placed = people(groups.iter().map(Vec::len).sum());
    let worth = |members: &[usize]| group_score(candidates, criteria, members).total * people(members.len());
    let exchanged = |members: &[usize], out: usize, into: usize| -> Vec<usize> {
        members.iter().map(|&who| if who == out { into } else { who }).collect()
    };
    let mut found: Vec<Forgone> = Vec::new();
    let mine_before = worth(members);
    let already: Vec<Constraint> = assess(candidates, criteria, members).broken().collect();
    let partners =
        elsewhere.flat_map(|(other, theirs)| theirs.iter().map(move |&with| (other, theirs, with)));
    let mut theirs_before = (usize::MAX, 0.0);
    for (other, theirs, with) in partners.step_by(step) {
        if theirs_before.0 != other {
            theirs_before = (other, worth(theirs));
        }
        for &who in members {
            let (mine, theirs_then) = (exchanged(members, who, with), exchanged(theirs, with, who));
            let gain = (worth(&mine) + worth(&theirs_then) - mine_before - theirs_before.1) / placed;
            if gain <= 1e-9 {
                continue;
            }
            let mut broken: Vec<Constraint> = [&mine, &theirs_then]
                .into_iter()
                .flat_map(|then| assess(candidates, criteria, then).broken().collect::<Vec<_>>())
                .filter(|constraint| !already.contains(constraint))
                .collect();
            broken.sort_unstable();
            broken.dedup();
            let [constraint] = broken.as_slice() else { continue };
            let swap = Change::Swap { who, from: Some(group), with, to: Some(other) };
            match found.iter_mut().find(|found| found.constraint == *constraint) {
                Some(known) if known.gain >= gain => {}
                Some(known) => *known = Forgone { constraint: *constraint, swap, gain },
                None => found.push(Forgone { constraint: *constraint, swap, gain }),
            }
        }
    }
    found.sort_by(|one, other| other.gain.total_cmp(&one.gain).then(one.constraint.cmp(&other.constraint)));
    Ok(found)
}
