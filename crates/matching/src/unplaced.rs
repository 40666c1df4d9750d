//! Why somebody is in no group, and the least that would have to give way, found by trying.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use crate::assess::people;
use crate::problem::Problem;
use crate::rules::{group_offences, offenders};
use crate::{ColumnId, Constraint, Hours, Rule};

/// Somebody without a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Who.
    pub who: usize,
    /// What stood in the way, the most telling first.
    pub reasons: Vec<Reason>,
    /// The smallest single change of the criteria that would place them, where one would.
    pub would_place: Option<WouldPlace>,
}

/// What stood in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They have fewer quarter-hours of their own, in winter and summer, than a group must share.
    OwnHours {
        /// Their hours in winter and in summer.
        own: [u32; 2],
        /// What is needed of each.
        least: u32,
    },
    /// Nobody else in the roster is of their kind, and they mind being the only one.
    OnlyOneOfAll(ColumnId),
    /// They go together with others, for whom there is no place either.
    Together(Vec<usize>),
    /// This stands in the way in every group.
    Everywhere(Constraint),
    /// This is all that stands in the way in the nearest group.
    Nearest {
        /// Index into the groups of the proposal.
        group: usize,
        /// What their joining would break.
        broken: Vec<Constraint>,
    },
    /// Everyone who has what each group needs somebody to have is in a group already, so that there
    /// could be no further group.
    NobodyLeftWith(ColumnId),
    /// There is no group they could have joined.
    NoGroups,
}

/// A change of the criteria and the group it would open.
#[derive(Clone, Debug, PartialEq)]
pub struct WouldPlace {
    /// Index into the groups of the proposal.
    pub group: usize,
    /// What would have to give way.
    pub relaxation: Relaxation,
}

/// One constraint, made as little weaker as places somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Relaxation {
    /// Groups of up to `to`.
    Size {
        /// Most members now.
        from: usize,
        /// Most members then.
        to: usize,
    },
    /// A meeting at fewer common quarter-hours a week.
    CommonHours {
        /// Least now.
        from: u32,
        /// Least then.
        to: u32,
    },
    /// A wider band.
    Band {
        /// The numeric column.
        column: ColumnId,
        /// Width now.
        from: f32,
        /// Width then.
        to: f32,
    },
    /// An exception for those who would meet in spite of this.
    Meeting {
        /// [`Constraint::Apart`] or [`Constraint::ApartBy`].
        constraint: Constraint,
        /// Who would meet.
        who: Vec<usize>,
    },
    /// A group in which nobody has what somebody must have.
    NobodyWith(ColumnId),
    /// A group without a value common to all.
    NoSharedValue(ColumnId),
    /// These would have to be willing to be the only one of their kind.
    OnlyOne {
        /// The column.
        column: ColumnId,
        /// Who.
        who: Vec<usize>,
    },
}

/// Groups looked at for all unplaced together; with more, each looks at as many as that allows.
const LOOKED_AT: usize = 2_000_000;

/// Explains every unplaced unit, by the groups of the proposal that are open.
pub(crate) fn explain(
    problem: &Problem<'_>,
    groups: &[Vec<usize>],
    open: &[usize],
    pool: &[usize],
) -> Vec<Unplaced> {
    let sets: Vec<&[usize]> = pool.iter().map(|&unit| problem.units[unit].members.as_slice()).collect();
    explain_sets(problem, groups, open, &sets, LOOKED_AT)
}

/// Explains people who go together and were not placed, by so many looks at groups in all.
pub(crate) fn explain_sets(
    problem: &Problem<'_>,
    groups: &[Vec<usize>],
    open: &[usize],
    sets: &[&[usize]],
    looks: usize,
) -> Vec<Unplaced> {
    let each = (looks / sets.len().max(1)).max(1);
    let left_out = sets.concat();
    let mut unplaced: Vec<Unplaced> = Vec::new();
    for &members in sets {
        let looked_at = || open.iter().step_by(open.len().div_ceil(each).max(1));
        let attempts: Vec<Attempt> =
            looked_at().map(|&group| attempt(problem, group, &groups[group], members)).collect();
        let would_place = attempts
            .iter()
            .filter_map(|attempt| relax(problem, attempt))
            .min_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, would_place)| would_place);
        unplaced.extend(members.iter().map(|&who| Unplaced {
            who,
            reasons: reasons(problem, who, members, &left_out, &attempts),
            would_place: would_place.clone(),
        }));
    }
    unplaced.sort_unstable_by_key(|unplaced| unplaced.who);
    unplaced
}

/// What a unit's joining a group would break.
struct Attempt {
    group: usize,
    joined: Vec<usize>,
    broken: Vec<Constraint>,
}

fn attempt(problem: &Problem<'_>, group: usize, members: &[usize], joining: &[usize]) -> Attempt {
    let joined: Vec<usize> = members.iter().chain(joining).copied().collect();
    let mut broken = problem.broken(&joined);
    if joined.len() > problem.most {
        broken.insert(0, Constraint::Size);
    }
    Attempt { group, joined, broken }
}

fn reasons(
    problem: &Problem<'_>,
    who: usize,
    unit: &[usize],
    pool: &[usize],
    attempts: &[Attempt],
) -> Vec<Reason> {
    let candidates = problem.candidates;
    let mut reasons = Vec::new();
    for rule in &problem.criteria.rules {
        match *rule {
            Rule::CommonHours { least } => {
                let own = candidates.hours(who).map_or([least; 2], Hours::counts);
                if own.iter().any(|count| *count < least) {
                    reasons.push(Reason::OwnHours { own, least });
                }
            }
            Rule::NotOnlyOne(column) => {
                let code = candidates.code(column, who);
                let is_only = code.is_some()
                    && !candidates.is_willing_only_one(who)
                    && (0..candidates.len())
                        .all(|other| other == who || candidates.code(column, other) != code);
                if is_only {
                    reasons.push(Reason::OnlyOneOfAll(column));
                }
            }
            Rule::AtLeastOne { column, .. } => {
                let has = |&other: &usize| group_offences(candidates, rule, &[other]) == 0;
                if pool.len() >= problem.least && !pool.iter().any(has) {
                    reasons.push(Reason::NobodyLeftWith(column));
                }
            }
            _ => {}
        }
    }
    if unit.len() > 1 {
        let others = unit.iter().copied().filter(|&other| other != who);
        reasons.push(Reason::Together(others.collect()));
    }
    let Some(nearest) = attempts.iter().min_by_key(|attempt| attempt.broken.len()) else {
        reasons.push(Reason::NoGroups);
        return reasons;
    };
    let everywhere = nearest
        .broken
        .iter()
        .filter(|constraint| attempts.iter().all(|attempt| attempt.broken.contains(constraint)));
    reasons.extend(everywhere.map(|&constraint| Reason::Everywhere(constraint)));
    reasons.push(Reason::Nearest { group: nearest.group, broken: nearest.broken.clone() });
    reasons
}

/// What would have to give way for people to be one group who break this as one.
pub(crate) fn relaxation_for(
    problem: &Problem<'_>,
    members: &[usize],
    constraint: Constraint,
) -> Option<Relaxation> {
    let attempt = Attempt { group: 0, joined: members.to_vec(), broken: vec![constraint] };
    relax(problem, &attempt).map(|(_, would_place)| would_place.relaxation)
}

/// The relaxation that would make an attempt succeed when a single constraint stands in its way,
/// with how much it gives up, from 0 to 1.
fn relax(problem: &Problem<'_>, attempt: &Attempt) -> Option<(f64, WouldPlace)> {
    let [constraint] = attempt.broken.as_slice() else { return None };
    let candidates = problem.candidates;
    let joined = &attempt.joined;
    let rules = || problem.criteria.rules.iter().filter(|rule| rule.constraint() == *constraint);
    let concerned = || -> Vec<usize> {
        let mut who: Vec<usize> = rules().flat_map(|rule| offenders(candidates, rule, joined)).collect();
        who.sort_unstable();
        who.dedup();
        who
    };
    let (cost, relaxation) = match *constraint {
        Constraint::Size => {
            let (from, to) = (problem.most, joined.len());
            (people(to - from) / people(from), Relaxation::Size { from, to })
        }
        Constraint::CommonHours => {
            let hours = joined.iter().filter_map(|&who| candidates.hours(who));
            let common = hours.fold(Hours::always(), |common, hours| common.common(hours));
            let to = common.counts().into_iter().min().filter(|count| *count > 0)?;
            let from = rules()
                .filter_map(|rule| match rule {
                    Rule::CommonHours { least } => Some(*least),
                    _ => None,
                })
                .max()?;
            (1.0 - f64::from(to) / f64::from(from), Relaxation::CommonHours { from, to })
        }
        Constraint::Band(column) => {
            let numbers = || joined.iter().filter_map(|&who| candidates.number(column, who));
            let to = numbers().reduce(f32::max)? - numbers().reduce(f32::min)?;
            let from = rules()
                .filter_map(|rule| match rule {
                    Rule::Band { width, .. } => Some(*width),
                    _ => None,
                })
                .reduce(f32::min)?;
            (f64::from((to - from) / to), Relaxation::Band { column, from, to })
        }
        Constraint::Apart => {
            let meets = |&&one: &&usize| joined.iter().any(|&other| problem.apart(one, other));
            let who = joined.iter().filter(meets).copied().collect();
            (1.0, Relaxation::Meeting { constraint: *constraint, who })
        }
        Constraint::ApartBy(_) => (1.0, Relaxation::Meeting { constraint: *constraint, who: concerned() }),
        Constraint::SharedValue(column) => (1.0, Relaxation::NoSharedValue(column)),
        Constraint::NotOnlyOne(column) => (0.5, Relaxation::OnlyOne { column, who: concerned() }),
        Constraint::AtLeastOne(column) => (0.5, Relaxation::NobodyWith(column)),
        Constraint::Together => return None,
    };
    Some((cost, WouldPlace { group: attempt.group, relaxation }))
}
