//! Groups that live on: people come and go, and as few as possible of the others have to move.
//!
//! Only what changes is looked at. Newcomers go first to groups that lack people, then wherever
//! they do best; where nothing is free somebody makes room and goes elsewhere, or a second one for
//! them: ejection chains of length one and two (Glover, *Ejection chains, reference structures and
//! alternating path methods*, Discrete Applied Mathematics 65, 1996). Groups that stay short are
//! filled from groups that can spare somebody, or given up when their people find places elsewhere;
//! newcomers who are left found groups of their own. The order of these steps is ours.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are checked once, in `check`")]

mod desk;
mod mend;
mod place;
mod reshape;

use thiserror::Error;

use crate::problem::Problem;
use crate::rules::constraints;
use crate::unplaced::explain_sets;
use crate::{Candidates, Constraint, Criteria, FormError, Unplaced};
use desk::{Desk, NOWHERE};

/// What has happened since the groups were formed, and what is asked of them now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Candidates who need a place.
    pub newcomers: Vec<usize>,
    /// Members who go.
    pub leavers: Vec<usize>,
    /// Groups that shall become one or two, in this order.
    pub reshapes: Vec<Reshape>,
    /// Groups that nobody joins and nobody is moved out of; leavers leave them.
    pub closed: Vec<usize>,
}

/// One group of two, or two of one. Groups are indices into the current ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reshape {
    /// These two shall be one.
    Merge([usize; 2]),
    /// This one shall be two.
    Split(usize),
}

/// Groups after a repair.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// The groups, in the order they were given; members who stay keep their order. A group that is
    /// no more is empty, new ones come last.
    pub groups: Vec<Vec<usize>>,
    /// Where newcomers came to be, in their order: who and in which group.
    pub joined: Vec<(usize, usize)>,
    /// Members who are in another group than before, in rising order; at most the move budget.
    pub moves: Vec<Move>,
    /// Newcomers for whom there is no place, with reasons by the groups as they are now.
    pub unplaced: Vec<Unplaced>,
    /// Groups that break something now, in rising order.
    pub troubled: Vec<Trouble>,
    /// What was asked and not done.
    pub refused: Vec<Refused>,
    /// Whether there were moves enough for everything that was tried. When not, a larger move budget
    /// may do more.
    pub had_moves_enough: bool,
}

/// A member who changes groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub who: usize,
    /// Where they were.
    pub from: usize,
    /// Where they go.
    pub to: usize,
    /// What for.
    pub why: Why,
}

/// What somebody moves for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// They make room for somebody who had no other place.
    MakesRoom {
        /// For whom: a newcomer, or another who makes room.
        newcomer: usize,
    },
    /// A group lacked people.
    Fills {
        /// Which group.
        group: usize,
        /// Its size before it was filled.
        from: usize,
        /// Its size then.
        to: usize,
    },
    /// A group broke these, by somebody's leaving.
    Mends {
        /// Which group.
        group: usize,
        /// What it broke.
        broken: Vec<Constraint>,
    },
    /// Their group could not be filled up.
    GivesUp {
        /// Their former group.
        group: usize,
        /// How many it still had.
        size: usize,
        /// How many it would have needed.
        least: usize,
    },
    /// A new group was founded with people who had no other place.
    Founds {
        /// Which group.
        group: usize,
        /// How many of them it took in.
        newcomers: usize,
    },
    /// It was asked for.
    Asked(Reshape),
}

/// A group that breaks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Index into the repaired groups.
    pub group: usize,
    /// How many people it has.
    pub size: usize,
    /// What it breaks.
    pub broken: Vec<Constraint>,
    /// Whether somebody left or joined it. Others are as they were given.
    pub is_touched: bool,
}

/// Something asked and not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was asked.
    pub reshape: Reshape,
    /// Why not.
    pub refusal: Refusal,
}

/// Why a reshape was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// One of the groups is closed, empty, or the other of the two.
    NotOpen,
    /// It would break these.
    Breaks(Vec<Constraint>),
    /// No two groups that keep the rules were found in it.
    NoHalves,
    /// It would take more moves than were left.
    Moves {
        /// How many.
        needed: usize,
        /// How many there were.
        left: usize,
    },
}

/// Changes that do not fit the groups.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RepairError {
    /// The criteria contradict themselves or the candidates.
    #[error(transparent)]
    Criteria(#[from] FormError),
    /// An index beyond the last candidate.
    #[error("there is no candidate {who}")]
    NoSuchCandidate {
        /// The index.
        who: usize,
    },
    /// An index beyond the last group.
    #[error("there is no group {group}")]
    NoSuchGroup {
        /// The index.
        group: usize,
    },
    /// Somebody is in two groups, twice in one, or a newcomer who is a member already.
    #[error("candidate {who} has a place already")]
    PlacedTwice {
        /// The candidate.
        who: usize,
    },
    /// A leaver who is in no group.
    #[error("candidate {who} is in no group to leave")]
    NotAMember {
        /// The candidate.
        who: usize,
    },
}

/// Repairs groups after changes.
///
/// Nobody but the newcomers is placed and nobody but the leavers is removed; at most `move_budget`
/// of the others change groups. Nobody joins a group where that breaks a rule; what somebody's
/// leaving broke is mended as far as moves allow, and [`Repaired::troubled`] says where it was not.
/// Groups that nobody joins or leaves stay as they are, whatever they break.
/// [`Criteria::kept`] is not looked at: groups are as given, and [`Changes::closed`] are left alone.
/// The same input and seed give the same groups on every machine.
///
/// ```
/// use matching::{Candidates, Changes, Criteria, Why, repair};
/// let candidates = Candidates::new(8);
/// let current = vec![vec![0, 1, 2, 3], vec![4, 5, 6]];
/// let changes = Changes { leavers: vec![4], ..Changes::default() };
/// let repaired = repair(&candidates, &Criteria::of_size(3..=4), &current, &changes, 2, 1)?;
/// assert_eq!(repaired.moves.len(), 1);
/// assert_eq!(repaired.moves[0].why, Why::Fills { group: 1, from: 2, to: 3 });
/// # Ok::<(), matching::RepairError>(())
/// ```
pub fn repair(
    candidates: &Candidates,
    criteria: &Criteria,
    current: &[Vec<usize>],
    changes: &Changes,
    move_budget: usize,
    seed: u64,
) -> Result<Repaired, RepairError> {
    check(candidates, current, changes)?;
    let problem = Problem::unjoined(candidates, criteria)?;
    let mut desk = Desk::new(&problem, current, changes, move_budget, seed);
    let refused = reshape::as_asked(&mut desk, &changes.reshapes);
    place::into_groups_in_need(&mut desk);
    place::where_they_do_best(&mut desk);
    place::by_making_room(&mut desk);
    mend::groups_in_need(&mut desk);
    mend::found_new_groups(&mut desk);
    Ok(tell(&desk, changes, refused))
}

fn check(candidates: &Candidates, current: &[Vec<usize>], changes: &Changes) -> Result<(), RepairError> {
    let people = current.iter().flatten().chain(&changes.newcomers).chain(&changes.leavers);
    if let Some(&who) = people.clone().find(|&&who| who >= candidates.len()) {
        return Err(RepairError::NoSuchCandidate { who });
    }
    let reshaped = changes.reshapes.iter().flat_map(|reshape| match reshape {
        Reshape::Merge(groups) => groups.as_slice(),
        Reshape::Split(group) => std::slice::from_ref(group),
    });
    if let Some(&group) = reshaped.chain(&changes.closed).find(|&&group| group >= current.len()) {
        return Err(RepairError::NoSuchGroup { group });
    }
    let mut is_member = vec![false; candidates.len()];
    for &who in current.iter().flatten() {
        if std::mem::replace(&mut is_member[who], true) {
            return Err(RepairError::PlacedTwice { who });
        }
    }
    for &who in &changes.leavers {
        if !std::mem::replace(&mut is_member[who], false) {
            return Err(RepairError::NotAMember { who });
        }
    }
    for &who in &changes.newcomers {
        if std::mem::replace(&mut is_member[who], true) {
            return Err(RepairError::PlacedTwice { who });
        }
    }
    Ok(())
}

fn tell(desk: &Desk<'_>, changes: &Changes, refused: Vec<Refused>) -> Repaired {
    /// Looks at groups to explain all who found no place by.
    const LOOKS: usize = 50_000;
    let joined = changes.newcomers.iter().map(|&who| (who, desk.place[who]));
    let open: Vec<usize> = (0..desk.groups.len()).filter(|&group| desk.is_open(group)).collect();
    let waiting = desk.waiting();
    let left: Vec<&[usize]> = waiting.iter().map(Vec::as_slice).collect();
    let with_together = constraints(desk.problem.criteria).contains(&Constraint::Together);
    let troubled = (0..desk.groups.len()).filter_map(|group| {
        let size = desk.groups[group].len();
        let broken = if with_together { desk.broken_and_torn(group) } else { desk.broken(group) };
        (size > 0 && !broken.is_empty()).then(|| Trouble {
            group,
            size,
            broken,
            is_touched: desk.is_touched[group],
        })
    });
    Repaired {
        joined: joined.filter(|(_, group)| *group != NOWHERE).collect(),
        moves: desk.moves(),
        unplaced: explain_sets(desk.problem, &desk.groups, &open, &left, LOOKS),
        troubled: troubled.collect(),
        refused,
        had_moves_enough: desk.had_moves_enough,
        groups: desk.groups.clone(),
    }
}
