//! Looking at one group, and at what a change by hand would do, without searching. It needs no
//! preparation, so that a page can ask at every touch.

use thiserror::Error;

use crate::faultlines::{crossing_wishes, differences};
use crate::rules::{constraints, in_a_forbidden_pair, offenders};
use crate::wishes::{group_score, share};
use crate::{Aim, Candidates, Column, ColumnId, Constraint, Criteria, Hours, Rule, Score};

/// What can be said of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// How many people it has.
    pub size: usize,
    /// Every hard constraint of the criteria, kept or broken.
    pub verdicts: Vec<Verdict>,
    /// How well it meets the wishes.
    pub score: Score,
    /// What was found for each wish, in the order of [`Criteria::wishes`].
    pub findings: Vec<Finding>,
    /// The quarter-hours common to all.
    pub common: Hours,
}

/// Whether a group keeps a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which one.
    pub constraint: Constraint,
    /// Whether it holds.
    pub is_kept: bool,
    /// The members it fails by: those in a forbidden pair, those without the language of most, the
    /// only ones of their kind, those without whom there would be hours enough; everybody when the
    /// size is wrong or nobody has what one must have.
    pub broken_by: Vec<usize>,
}

/// What a group's members are in one attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Of a categorical column: each code with how many have it, the most frequent first.
    Codes(Vec<(u32, usize)>),
    /// Of a multi-valued column: each value that two or more have, the most frequent first.
    InCommon(Vec<(u32, usize)>),
    /// Of a numeric or ordinal column: the smallest and the largest.
    Spread {
        /// Smallest known number.
        least: f32,
        /// Largest known number.
        most: f32,
    },
    /// Of a column of ties: the pairs who are tied, with how strongly, the strongest first.
    Ties(Vec<([usize; 2], f32)>),
    /// Of a column whose differences shall cross those of others: the one along which it parts the
    /// group most.
    Aligned {
        /// The other column.
        with: ColumnId,
        /// How strong that line is, from 0 to 1; see [`crate::Aim::Crossing`].
        strength: f64,
    },
    /// Nothing is known of anybody.
    Unknown,
}

impl Assessment {
    /// The constraints it breaks.
    pub fn broken(&self) -> impl Iterator<Item = Constraint> + '_ {
        self.verdicts.iter().filter(|verdict| !verdict.is_kept).map(|v| v.constraint)
    }
}

/// Assesses people as one group.
///
/// ```
/// use matching::{Aim, Candidates, Column, Constraint, Criteria, Rule, assess};
/// let mut candidates = Candidates::new(3);
/// let firm = candidates.add(Column::Categorical(vec![Some(1), Some(1), Some(2)]))?;
/// let criteria = Criteria::of_size(2..=3).rule(Rule::ApartBy(firm));
/// let group = assess(&candidates, &criteria, &[0, 1, 2]);
/// assert_eq!(group.broken().collect::<Vec<_>>(), [Constraint::ApartBy(firm)]);
/// assert_eq!(group.verdicts[1].broken_by, [0, 1]);
/// # Ok::<(), matching::FormError>(())
/// ```
pub fn assess(candidates: &Candidates, criteria: &Criteria, members: &[usize]) -> Assessment {
    let mut members = members.to_vec();
    members.sort_unstable();
    let mut is_member = vec![false; candidates.len()];
    for &who in &members {
        if let Some(is_member) = is_member.get_mut(who) {
            *is_member = true;
        }
    }
    let verdicts = constraints(criteria)
        .into_iter()
        .map(|constraint| {
            let broken_by = broken_by(candidates, criteria, constraint, &members, &is_member);
            let is_kept = match constraint {
                Constraint::Size => criteria.size.contains(&members.len()),
                _ => broken_by.is_empty(),
            };
            Verdict { constraint, is_kept, broken_by }
        })
        .collect();
    let hours = members.iter().filter_map(|&who| candidates.hours(who));
    Assessment {
        size: members.len(),
        verdicts,
        score: group_score(candidates, criteria, &members),
        findings: findings(candidates, criteria, &members),
        common: hours.fold(Hours::always(), |common, hours| common.common(hours)),
    }
}

fn broken_by(
    candidates: &Candidates,
    criteria: &Criteria,
    constraint: Constraint,
    members: &[usize],
    is_member: &[bool],
) -> Vec<usize> {
    let is_member = |who: &usize| is_member.get(*who).is_some_and(|is_member| *is_member);
    match constraint {
        Constraint::Size if criteria.size.contains(&members.len()) => Vec::new(),
        Constraint::Size => members.to_vec(),
        Constraint::Apart => {
            let met: Vec<_> = criteria
                .apart
                .iter()
                .filter(|[one, other]| one != other && is_member(one) && is_member(other))
                .collect();
            in_a_forbidden_pair(members, |[one, other]| {
                met.contains(&&[one, other]) || met.contains(&&[other, one])
            })
        }
        Constraint::Together => {
            let torn = criteria.together.iter().filter(|set| !set.iter().all(is_member));
            let mut found: Vec<usize> = torn.flatten().copied().filter(|who| is_member(who)).collect();
            found.sort_unstable();
            found.dedup();
            found
        }
        Constraint::ApartBy(_)
        | Constraint::Band(_)
        | Constraint::SharedValue(_)
        | Constraint::NotOnlyOne(_)
        | Constraint::CommonHours
        | Constraint::AtLeastOne(_) => {
            let rules = criteria.rules.iter().filter(|rule| rule.constraint() == constraint);
            let mut found: Vec<usize> =
                rules.flat_map(|rule: &Rule| offenders(candidates, rule, members)).collect();
            found.sort_unstable();
            found.dedup();
            found
        }
    }
}

fn findings(candidates: &Candidates, criteria: &Criteria, members: &[usize]) -> Vec<Finding> {
    let crossing = crossing_wishes(criteria);
    let lines = differences(candidates, &crossing, members);
    let strongest = |wish: usize| {
        let own = crossing.iter().position(|&(index, _)| index == wish)?;
        let others = crossing.iter().enumerate().filter(|&(column, _)| column != own);
        let aligned = others.map(|(column, &(_, with))| (lines.alignment(own, column), with));
        let (aligned, with) = aligned.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some(Finding::Aligned { with, strength: share(aligned) })
    };
    let wishes = criteria.wishes.iter().enumerate();
    wishes
        .map(|(index, wish)| match wish.aim {
            Aim::Crossing => strongest(index).unwrap_or(Finding::Unknown),
            _ => finding(candidates, wish.column, members),
        })
        .collect()
}

fn finding(candidates: &Candidates, column: ColumnId, members: &[usize]) -> Finding {
    match candidates.column(column) {
        Some(Column::Categorical(_)) => {
            let codes = members.iter().filter_map(|&who| candidates.code(column, who));
            let counted = count(codes.collect());
            if counted.is_empty() { Finding::Unknown } else { Finding::Codes(counted) }
        }
        Some(Column::Multi(_)) => {
            let codes = members.iter().flat_map(|&who| candidates.codes(column, who)).copied();
            let mut counted = count(codes.collect());
            if counted.is_empty() {
                return Finding::Unknown;
            }
            counted.retain(|(_, holders)| *holders > 1);
            Finding::InCommon(counted)
        }
        Some(Column::Numeric(_) | Column::Ordinal(_)) => {
            let numbers = || members.iter().filter_map(|&who| candidates.number(column, who));
            match (numbers().reduce(f32::min), numbers().reduce(f32::max)) {
                (Some(least), Some(most)) => Finding::Spread { least, most },
                _ => Finding::Unknown,
            }
        }
        Some(Column::Ties(_)) => {
            let mut ties = Vec::new();
            for (position, &one) in members.iter().enumerate() {
                for &other in members.iter().take(position) {
                    let strength = candidates.tie(column, one, other);
                    if strength > 0.0 {
                        ties.push(([other, one], strength));
                    }
                }
            }
            ties.sort_by(|(one, strength), (other, others)| others.total_cmp(strength).then(one.cmp(other)));
            Finding::Ties(ties)
        }
        None => Finding::Unknown,
    }
}

fn count(mut codes: Vec<u32>) -> Vec<(u32, usize)> {
    codes.sort_unstable();
    let mut counted: Vec<(u32, usize)> = codes
        .chunk_by(|one, other| one == other)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .collect();
    counted.sort_by_key(|&(code, holders)| (std::cmp::Reverse(holders), code));
    counted
}

/// A change by hand. Groups are indices into the groups given; `None` is unplaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One person goes elsewhere.
    Move {
        /// Who goes.
        who: usize,
        /// Where they are.
        from: Option<usize>,
        /// Where they go.
        to: Option<usize>,
    },
    /// Two people change places.
    Swap {
        /// The first person.
        who: usize,
        /// Where the first is.
        from: Option<usize>,
        /// The second person.
        with: usize,
        /// Where the second is.
        to: Option<usize>,
    },
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The groups concerned, before and after; first the one left, then the one joined.
    pub sides: Vec<Side>,
    /// Constraints that are broken only afterwards, with the group.
    pub newly_broken: Vec<(usize, Constraint)>,
    /// The change of all groups' scores, each times its size, over the number of candidates. Taking
    /// the change back gives exactly the negative.
    pub difference: f64,
}

/// One group before and after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its index.
    pub group: usize,
    /// As it is.
    pub before: Assessment,
    /// As it would be.
    pub after: Assessment,
}

/// A change that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// There is no such group.
    #[error("there is no group {group}")]
    NoSuchGroup {
        /// The index.
        group: usize,
    },
    /// Somebody is not where the change says, or not a candidate.
    #[error("candidate {who} is not where the change says")]
    NotThere {
        /// The candidate.
        who: usize,
    },
    /// The change begins and ends at one place.
    #[error("the change leads nowhere")]
    SamePlace,
}

/// Weighs a change: both groups before and after, and what it would newly break.
pub fn weigh(
    candidates: &Candidates,
    criteria: &Criteria,
    groups: &[Vec<usize>],
    change: Change,
) -> Result<Weighing, ChangeError> {
    let (who, from, with, to) = match change {
        Change::Move { who, from, to } => (who, from, None, to),
        Change::Swap { who, from, with, to } => (who, from, Some(with), to),
    };
    if from == to {
        return Err(ChangeError::SamePlace);
    }
    check_place(candidates, groups, who, from)?;
    if let Some(with) = with {
        check_place(candidates, groups, with, to)?;
    }
    let mut weighing = Weighing { sides: Vec::new(), newly_broken: Vec::new(), difference: 0.0 };
    for (place, leaving, joining) in [(from, Some(who), with), (to, with, Some(who))] {
        let Some(group) = place else { continue };
        let members = groups.get(group).ok_or(ChangeError::NoSuchGroup { group })?;
        let mut changed: Vec<usize> =
            members.iter().copied().filter(|&member| Some(member) != leaving).collect();
        changed.extend(joining);
        let before = assess(candidates, criteria, members);
        let after = assess(candidates, criteria, &changed);
        let already: Vec<Constraint> = before.broken().collect();
        let newly = after.broken().filter(|constraint| !already.contains(constraint));
        weighing.newly_broken.extend(newly.map(|constraint| (group, constraint)));
        weighing.sides.push(Side { group, before, after });
    }
    let total =
        |side: fn(&Side) -> &Assessment| -> f64 { weighing.sides.iter().map(|one| weight(side(one))).sum() };
    weighing.difference = (total(|side| &side.after) - total(|side| &side.before)) / people(candidates.len());
    Ok(weighing)
}

fn check_place(
    candidates: &Candidates,
    groups: &[Vec<usize>],
    who: usize,
    place: Option<usize>,
) -> Result<(), ChangeError> {
    let is_there = match place {
        None => !groups.iter().any(|members| members.contains(&who)),
        Some(group) => groups.get(group).ok_or(ChangeError::NoSuchGroup { group })?.contains(&who),
    };
    if is_there && who < candidates.len() { Ok(()) } else { Err(ChangeError::NotThere { who }) }
}

fn weight(assessment: &Assessment) -> f64 {
    assessment.score.total * people(assessment.size)
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts of people")]
pub(crate) fn people(count: usize) -> f64 {
    count as f64
}
