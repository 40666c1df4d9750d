//! Whether everyone can be placed at all: constraints that contradict each other, named with the
//! people and numbers, and what would resolve it.
//!
//! To decide this in general is as hard as colouring a graph, so what is looked for are short proofs
//! that a person can check, each by counting: people who may only meet each other and are too few,
//! or do not divide; more people who may not meet than there can be groups (a clique, found
//! greedily); somebody who has too few others in reach. Up to twelve people every division is tried
//! besides. What is reported is never possible; what is not reported may still be impossible, and
//! then [`form`](crate::form) leaves people out with reasons.
//!
//! A proof is cut down to a minimal set of constraints by taking out one after another as long as it
//! holds without (the deletion test of Chinneck and Dravnieks, *Locating minimal infeasible
//! constraint sets in linear programs*, ORSA Journal on Computing 3, 1991).

mod exact;
mod persons;
mod relaxed;
mod rooms;
mod view;

use crate::problem::{Problem, joined};
use crate::unplaced::relaxation_for;
use crate::{Candidates, Constraint, Criteria, FormError, Relaxation};
use relaxed::without;
use view::{Held, View};

pub use relaxed::relaxed;

/// Constraints that can not all hold when everyone is placed who must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// Which; without any one of them this contradiction is gone. Of very many people one too many may
    /// be named, when to show that it is not needed would take too long.
    pub constraints: Vec<Constraint>,
    /// The people concerned, in rising order.
    pub people: Vec<usize>,
    /// Why they can not.
    pub because: Because,
    /// What would resolve this contradiction, each alone and made as small as it may be. Others may
    /// remain.
    pub ways_out: Vec<WayOut>,
}

/// Why constraints contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The people need more groups than there can be: because groups hold so few, or because the
    /// people may not meet.
    TooManyGroups {
        /// How many share these groups: everyone, or those who may only meet each other.
        among: usize,
        /// Groups needed.
        needed: usize,
        /// Groups there can be.
        possible: usize,
    },
    /// No group with one of these people can have more than so many.
    TooFewInReach {
        /// How many, at most.
        reach: usize,
        /// How many a group needs.
        least: usize,
    },
    /// Nobody else whom this asks for, of their own kind or with what somebody must have, may be with
    /// these people.
    NoCompany(Constraint),
    /// These people have fewer quarter-hours of their own than a group must share.
    OwnHours {
        /// Theirs, in the season with fewer.
        own: u32,
        /// How many are needed.
        least: u32,
    },
    /// These people go together, and break it among themselves.
    Together,
    /// Every division of all these people was tried.
    EveryDivision,
}

/// A change that resolves a contradiction. [`relaxed`] makes it.
#[derive(Clone, Debug, PartialEq)]
pub enum WayOut {
    /// A constraint made weaker.
    Relax(Relaxation),
    /// Groups from `to`.
    SmallerGroups {
        /// Least members now.
        from: usize,
        /// Least members then.
        to: usize,
    },
    /// These no longer have to go with anybody.
    Part(Vec<usize>),
    /// These, or as many others in the same case, are placed only if there is a place.
    LeaveOut(Vec<usize>),
}

/// Finds constraints that contradict each other; nothing when no proof is found.
///
/// ```
/// use matching::{Because, Candidates, Constraint, Criteria, Relaxation, WayOut, contradictions, relaxed};
/// let (candidates, criteria) = (Candidates::new(10), Criteria::of_size(7..=9));
/// let found = contradictions(&candidates, &criteria)?;
/// assert_eq!(found[0].constraints, [Constraint::Size]);
/// assert_eq!(found[0].because, Because::TooManyGroups { among: 10, needed: 2, possible: 1 });
/// let larger = WayOut::Relax(Relaxation::Size { from: 9, to: 10 });
/// assert_eq!(found[0].ways_out[..2], [larger, WayOut::SmallerGroups { from: 7, to: 5 }]);
/// let (candidates, criteria) = relaxed(&candidates, &criteria, &found[0].ways_out[1]);
/// assert_eq!(criteria.size, 5..=9);
/// assert!(contradictions(&candidates, &criteria)?.is_empty());
/// # Ok::<(), matching::FormError>(())
/// ```
pub fn contradictions(candidates: &Candidates, criteria: &Criteria) -> Result<Vec<Contradiction>, FormError> {
    let view = View::new(candidates, criteria)?;
    let mut found = broken_sets(&view);
    persons::stranded(&view, &mut found);
    rooms::overfull(&view, &mut found);
    if found.is_empty() {
        found.extend(exact::no_division(&view));
    }
    found.sort_by(|one, other| {
        (one.constraints.len(), &one.constraints, one.because, &one.people).cmp(&(
            other.constraints.len(),
            &other.constraints,
            other.because,
            &other.people,
        ))
    });
    found.dedup_by(|one, other| one.constraints == other.constraints && one.people == other.people);
    Ok(found)
}

/// People who go together and break something as one, whoever joins them.
fn broken_sets(view: &View<'_>) -> Vec<Contradiction> {
    let problem = &view.problem;
    let mut found = Vec::new();
    for set in view.sets().filter(|set| set.iter().any(|&who| view.must(who))) {
        let mut broken = problem.broken(set);
        broken.retain(|broken| !matches!(broken, Constraint::NotOnlyOne(_) | Constraint::AtLeastOne(_)));
        if set.len() > problem.most {
            broken.push(Constraint::Size);
        }
        // What one of them breaks alone is no matter of going together.
        let is_own = |constraint: &Constraint| {
            let mut sure = set.iter().filter(|&&who| view.must(who) && !view.is_kept(who));
            sure.any(|&who| problem.broken(&[who]).contains(constraint))
        };
        for constraint in broken.into_iter().filter(|constraint| !is_own(constraint)) {
            let part = WayOut::Part(freed(view, set, constraint));
            let relax = relaxation_for(problem, set, constraint).map(WayOut::Relax);
            let mut constraints = vec![Constraint::Together, constraint];
            constraints.sort_unstable();
            found.push(Contradiction {
                constraints,
                people: set.to_vec(),
                because: Because::Together,
                ways_out: [part].into_iter().chain(relax).chain([WayOut::LeaveOut(set.to_vec())]).collect(),
            });
        }
    }
    found
}

/// As few of a set as can be, the last ones, of whom none has to go with anybody, so that the others break this no
/// more.
fn freed(view: &View<'_>, set: &[usize], constraint: Constraint) -> Vec<usize> {
    let Problem { criteria, candidates, most, .. } = view.problem;
    let breaks = |part: &Vec<usize>| match constraint {
        Constraint::Size => part.len() > most,
        _ => part.len() > 1 && view.problem.broken(part).contains(&constraint),
    };
    let breaks_without = |freed: &[usize]| {
        let parts = joined(candidates.len(), &without(&criteria.together, freed));
        parts.iter().filter(|part| part.iter().any(|who| set.contains(who))).any(breaks)
    };
    let mut freed = set.to_vec();
    for &who in set {
        let fewer: Vec<usize> = freed.iter().copied().filter(|&one| one != who).collect();
        if !breaks_without(&fewer) {
            freed = fewer;
        }
    }
    freed
}

/// Takes out one constraint after another as long as it fails without.
fn minimal(view: &View<'_>, fails: impl Fn(&Held) -> bool) -> Held {
    let mut held = view.all();
    for position in 0..view.constraints.len() {
        let fewer = held.without(position);
        if fewer != held && fails(&fewer) {
            held = fewer;
        }
    }
    held
}
