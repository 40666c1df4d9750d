//! The roster as proofs look at it: who must be placed, who goes with whom, and who may not meet
//! when only some of the constraints hold.
#![expect(clippy::indexing_slicing, reason = "candidates are indexed by what made them")]

use std::cell::Cell;

use crate::problem::{Problem, joined};
use crate::rules::{constraints, forbids_pair};
use crate::{Candidates, ColumnId, Constraint, Criteria, Entry, FormError, Rule};

/// Pairs looked at in all, so that it ends in time.
const LOOKS: usize = 100_000_000;

pub(super) struct View<'c> {
    pub(super) problem: Problem<'c>,
    /// What may be held; the first 64 where there are more.
    pub(super) constraints: Vec<Constraint>,
    /// Everyone but those in closed groups.
    pub(super) free: Vec<usize>,
    /// The members of open kept groups.
    pub(super) kept: Vec<Vec<usize>>,
    /// The kept group of each.
    kept_in: Vec<Option<usize>>,
    is_free: Vec<bool>,
    sets: Vec<Vec<usize>>,
    set_of: Vec<usize>,
    alone: Vec<usize>,
    looks: Cell<usize>,
}

/// Which of the constraints hold, and how far where not as far as the criteria say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) bits: u64,
    pub(super) band: Option<(ColumnId, f32)>,
    pub(super) hours: Option<u32>,
    pub(super) size: Option<[usize; 2]>,
}

impl Held {
    pub(super) fn without(self, position: usize) -> Self {
        Self { bits: self.bits & !(1 << position), ..self }
    }

    fn has(self, position: usize) -> bool {
        self.bits >> position & 1 == 1
    }
}

impl<'c> View<'c> {
    pub(super) fn new(candidates: &'c Candidates, criteria: &'c Criteria) -> Result<Self, FormError> {
        let problem = Problem::unjoined(candidates, criteria)?;
        let count = candidates.len();
        let mut is_free = vec![true; count];
        let mut kept_in = vec![None; count];
        let mut kept = Vec::new();
        for group in &criteria.kept {
            match group.entry {
                Entry::Closed => group.members.iter().for_each(|&who| is_free[who] = false),
                Entry::Open => {
                    group.members.iter().for_each(|&who| kept_in[who] = Some(kept.len()));
                    kept.push(group.members.clone());
                }
            }
        }
        let mut sets = joined(count, &criteria.together);
        sets.retain(|set| set.len() > 1 && set.iter().all(|&who| is_free[who]));
        let mut set_of = vec![usize::MAX; count];
        for (index, set) in sets.iter().enumerate() {
            set.iter().for_each(|&who| set_of[who] = index);
        }
        let mut constraints = constraints(criteria);
        constraints.truncate(64);
        Ok(Self {
            problem,
            constraints,
            free: (0..count).filter(|&who| is_free[who]).collect(),
            kept,
            kept_in,
            is_free,
            sets,
            set_of,
            alone: (0..count).collect(),
            looks: Cell::new(LOOKS),
        })
    }

    pub(super) fn all(&self) -> Held {
        let bits = (0..self.constraints.len()).fold(0, |bits, position| bits | 1 << position);
        Held { bits, band: None, hours: None, size: None }
    }

    pub(super) fn names(&self, held: Held) -> Vec<Constraint> {
        let named = self.constraints.iter().enumerate().filter(|(position, _)| held.has(*position));
        named.map(|(_, constraint)| *constraint).collect()
    }

    pub(super) fn holds(&self, held: &Held, constraint: Constraint) -> bool {
        self.constraints.binary_search(&constraint).is_ok_and(|position| held.has(position))
    }

    /// The rules that hold.
    pub(super) fn rules(&self, held: Held) -> impl Iterator<Item = Rule> {
        let rules = self.problem.criteria.rules.iter().copied();
        let held_rules = rules.filter(move |rule| self.holds(&held, rule.constraint()));
        held_rules.map(move |rule| match (rule, held.band, held.hours) {
            (Rule::Band { column, width }, Some((wider, to)), _) if column == wider => {
                Rule::Band { column, width: width.max(to) }
            }
            (Rule::CommonHours { least }, _, Some(to)) => Rule::CommonHours { least: least.min(to) },
            _ => rule,
        })
    }

    /// Whether somebody must be placed and is not yet sure of a place.
    pub(super) fn must(&self, who: usize) -> bool {
        self.is_free[who] && !self.problem.candidates.is_optional(who)
    }

    /// Whether somebody stays in a kept group, or goes with somebody who does.
    pub(super) fn is_kept(&self, who: usize) -> bool {
        self.pack(&self.all(), who).iter().any(|&one| self.kept_in[one].is_some())
    }

    pub(super) fn kept_in(&self, who: usize) -> Option<usize> {
        self.kept_in[who]
    }

    /// Those who go together, of two and more.
    pub(super) fn sets(&self) -> impl Iterator<Item = &[usize]> {
        self.sets.iter().map(Vec::as_slice)
    }

    /// Those who go with somebody, themselves among them.
    pub(super) fn pack(&self, held: &Held, who: usize) -> &[usize] {
        match self.sets.get(self.set_of[who]) {
            Some(set) if self.holds(held, Constraint::Together) => set,
            _ => &self.alone[who..=who],
        }
    }

    pub(super) fn least(&self, held: &Held) -> usize {
        self.sizes(held)[0]
    }

    pub(super) fn most(&self, held: &Held) -> usize {
        self.sizes(held)[1]
    }

    fn sizes(&self, held: &Held) -> [usize; 2] {
        if !self.holds(held, Constraint::Size) {
            return [1, usize::MAX];
        }
        held.size.unwrap_or([self.problem.least, self.problem.most])
    }

    /// Whether two may not be in one group, they or those who go with them.
    pub(super) fn clash(&self, held: &Held, one: usize, other: usize) -> bool {
        self.looks.set(self.looks.get().saturating_sub(1));
        let (ours, theirs) = (self.pack(held, one), self.pack(held, other));
        if ours.contains(&other) {
            return false;
        }
        let too_many = ours.len() > 1 || theirs.len() > 1;
        if too_many && ours.len() + theirs.len() > self.most(held) {
            return true;
        }
        ours.iter().any(|&one| theirs.iter().any(|&other| self.forbidden(held, one, other)))
    }

    fn forbidden(&self, held: &Held, one: usize, other: usize) -> bool {
        if self.holds(held, Constraint::Apart) && self.problem.apart(one, other) {
            return true;
        }
        if held.hours.is_none() && held.band.is_none() {
            let rules = self.problem.criteria.rules.iter();
            return rules
                .filter(|rule| self.holds(held, rule.constraint()))
                .any(|rule| self.problem.forbids(rule, one, other));
        }
        self.rules(*held).any(|rule| forbids_pair(self.problem.candidates, &rule, [one, other]))
    }

    /// Whether there may be more looks at pairs.
    pub(super) fn may_look(&self) -> bool {
        self.looks.get() > 0
    }
}
