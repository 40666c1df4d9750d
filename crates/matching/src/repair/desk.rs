//! Groups under repair: who is where and was where, what a change of one group would do, and the
//! moves that are left.
#![expect(clippy::indexing_slicing, reason = "candidates and groups are indexed by what made them")]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, Move, Why};
use crate::chance::Chance;
use crate::faultlines::Differences;
use crate::partition::pair_share;
use crate::problem::{Problem, joined};
use crate::rules::group_offences;
use crate::{Constraint, Rule};

/// The place of newcomers who wait, and of everyone who is not concerned.
pub(super) const NOWHERE: usize = usize::MAX;

/// Looks at groups, or at members of groups, for one step of one person.
pub(super) const LOOKS_EACH: usize = 30_000;
/// Looks in all, so that a repair ends in time.
const LOOKS: usize = 5_000_000;

pub(super) struct Desk<'p> {
    pub(super) problem: &'p Problem<'p>,
    pub(super) groups: Vec<Vec<usize>>,
    pub(super) place: Vec<usize>,
    home: Vec<usize>,
    /// Newcomers, in packs who go together.
    newcomers: Vec<Vec<usize>>,
    /// The set of those who go together, for those who do not go alone.
    together: BTreeMap<usize, Vec<usize>>,
    is_closed: Vec<bool>,
    pub(super) is_touched: Vec<bool>,
    /// Open groups below the most, and above the least.
    with_room: BTreeSet<usize>,
    with_spare: BTreeSet<usize>,
    /// Open groups that are short or break something since somebody left.
    pub(super) in_need: BTreeSet<usize>,
    /// Members who changed groups, and what for.
    why: BTreeMap<usize, Why>,
    budget: usize,
    pub(super) had_moves_enough: bool,
    pub(super) chance: Chance,
    looks: Cell<usize>,
}

/// Steps done, to be taken back.
#[derive(Default)]
pub(super) struct Steps(Vec<Step>);

struct Step {
    pack: Vec<usize>,
    from: usize,
    /// The groups concerned as they were: index, members, whether touched.
    before: Vec<(usize, Vec<usize>, bool)>,
}

impl<'p> Desk<'p> {
    pub(super) fn new(
        problem: &'p Problem<'p>,
        current: &[Vec<usize>],
        changes: &Changes,
        budget: usize,
        seed: u64,
    ) -> Self {
        let count = problem.candidates.len();
        let mut home = vec![NOWHERE; count];
        for (group, members) in current.iter().enumerate() {
            members.iter().for_each(|&who| home[who] = group);
        }
        let mut together = BTreeMap::new();
        if !problem.criteria.together.is_empty() {
            for set in joined(count, &problem.criteria.together) {
                if set.len() > 1 {
                    together.extend(set.iter().map(|&who| (who, set.clone())));
                }
            }
        }
        let mut desk = Self {
            problem,
            groups: current.to_vec(),
            place: home.clone(),
            home,
            newcomers: Vec::new(),
            together,
            is_closed: vec![false; current.len()],
            is_touched: vec![false; current.len()],
            with_room: BTreeSet::new(),
            with_spare: BTreeSet::new(),
            in_need: BTreeSet::new(),
            why: BTreeMap::new(),
            budget,
            had_moves_enough: true,
            chance: Chance::new(seed),
            looks: Cell::new(LOOKS),
        };
        changes.closed.iter().for_each(|&group| desk.is_closed[group] = true);
        for &who in &changes.leavers {
            let group = std::mem::replace(&mut desk.place[who], NOWHERE);
            desk.home[who] = NOWHERE;
            desk.groups[group].retain(|&member| member != who);
            desk.touch(group);
        }
        (0..desk.groups.len()).for_each(|group| desk.note_size(group));
        let newcomers: BTreeSet<usize> = changes.newcomers.iter().copied().collect();
        for &who in &newcomers {
            let pack: Vec<usize> = match desk.together.get(&who) {
                Some(set) => set.iter().copied().filter(|other| newcomers.contains(other)).collect(),
                None => vec![who],
            };
            if pack.first() == Some(&who) {
                desk.newcomers.push(pack);
            }
        }
        desk
    }

    /// The packs of newcomers who have no place.
    pub(super) fn waiting(&self) -> Vec<Vec<usize>> {
        let packs = self.newcomers.iter();
        packs.filter(|pack| pack.iter().all(|&who| self.place[who] == NOWHERE)).cloned().collect()
    }

    pub(super) fn is_open(&self, group: usize) -> bool {
        !self.is_closed[group] && !self.groups[group].is_empty()
    }

    /// Those of somebody's group who go where they go, themselves among them.
    pub(super) fn pack(&self, who: usize) -> Vec<usize> {
        match self.together.get(&who) {
            Some(set) => set.iter().copied().filter(|&other| self.place[other] == self.place[who]).collect(),
            None => vec![who],
        }
    }

    /// The packs that may leave a group: those who were not moved before.
    pub(super) fn movable(&self, group: usize) -> Vec<Vec<usize>> {
        let packs = self.groups[group].iter().map(|&who| (who, self.pack(who)));
        packs
            .filter(|(who, pack)| pack.first() == Some(who) && pack.iter().all(|&who| !self.has_moved(who)))
            .map(|(_, pack)| pack)
            .collect()
    }

    /// How many members a pack's going elsewhere moves; newcomers go freely.
    pub(super) fn cost(&self, pack: &[usize]) -> usize {
        pack.iter().filter(|&&who| self.home[who] != NOWHERE).count()
    }

    pub(super) fn moves_left(&self) -> usize {
        self.budget - self.why.len()
    }

    /// Takes one look from those left, in all and for this step.
    pub(super) fn look(&self, for_this: &mut usize) -> bool {
        let in_all = self.looks.get();
        self.looks.set(in_all.saturating_sub(1));
        let left = in_all > 0 && *for_this > 0;
        *for_this = for_this.saturating_sub(1);
        left
    }

    /// A group drawn by lot, to begin at.
    pub(super) fn anywhere(&mut self) -> usize {
        self.chance.below(self.groups.len())
    }

    /// All groups, round about from one drawn by lot.
    pub(super) fn round(&mut self) -> impl Iterator<Item = usize> + use<'p> {
        let begin = self.anywhere();
        (begin..self.groups.len()).chain(0..begin)
    }

    /// The open groups that can take somebody, round about.
    pub(super) fn with_room(&self, begin: usize) -> impl Iterator<Item = usize> {
        self.with_room.range(begin..).chain(self.with_room.range(..begin)).copied()
    }

    /// The open groups that can spare somebody, round about.
    pub(super) fn with_spare(&self, begin: usize) -> impl Iterator<Item = usize> {
        self.with_spare.range(begin..).chain(self.with_spare.range(..begin)).copied()
    }

    /// The group where others are who go with them.
    pub(super) fn bound_to(&self, pack: &[usize]) -> Option<usize> {
        let set = self.together.get(pack.first()?)?;
        let others = set.iter().filter(|who| !pack.contains(who));
        others.map(|&who| self.place[who]).find(|&place| place != NOWHERE)
    }

    /// What a group gains in worth when some leave and others join; `None` when that breaks a rule.
    /// It may stay short, not become shorter, and may stay broken only where less so than before; to
    /// lack what somebody must have, only where it is still short.
    pub(super) fn gain(&self, group: usize, leaving: &[usize], joining: &[usize]) -> Option<i64> {
        if self.is_closed[group] {
            return None;
        }
        let problem = self.problem;
        let members = &self.groups[group];
        let size = members.len() + joining.len() - leaving.len();
        if size > problem.most || size < problem.least.min(members.len()) {
            return None;
        }
        let stays = |who: &&usize| !leaving.contains(who);
        let forbidden = |&who: &usize| {
            let mut others = members.iter().filter(stays).chain(joining);
            others.any(|&other| other != who && problem.forbidden(who, other))
        };
        if joining.iter().any(forbidden) {
            return None;
        }
        let mut after: Vec<usize> = members.iter().filter(stays).copied().collect();
        after.extend(joining);
        let misfits = self.misfits(&after);
        if misfits > 0 && misfits >= self.misfits(members) {
            return None;
        }
        let lacking = problem.lacking(&after);
        if lacking > 0 && size >= problem.least && lacking >= problem.lacking(members) {
            return None;
        }
        if misfits + lacking > 0 && self.breaks_more(members, &after) {
            return None;
        }
        Some(self.worth(&after) - self.worth(members))
    }

    /// Whether people could be in one group, as far as they break nothing among themselves.
    pub(super) fn can_share(&self, pack: &[usize]) -> bool {
        let is_forbidden =
            |&who: &usize| pack.iter().any(|&other| other != who && self.problem.forbidden(who, other));
        pack.len() <= self.problem.most && !pack.iter().any(is_forbidden) && self.misfits(pack) == 0
    }

    /// Whether one of the rules is broken more than before, if others less.
    fn breaks_more(&self, before: &[usize], after: &[usize]) -> bool {
        let offences =
            |rule: &Rule, members: &[usize]| group_offences(self.problem.candidates, rule, members);
        let mut rules = self.problem.group_rules.iter().chain(&self.problem.required);
        rules.any(|rule| offences(rule, after) > offences(rule, before))
    }

    /// How much people break as one group, whatever its size.
    pub(super) fn offences(&self, members: &[usize]) -> i64 {
        self.misfits(members) + self.problem.lacking(members)
    }

    /// As [`Self::offences`], but for what somebody must have and nobody has.
    fn misfits(&self, members: &[usize]) -> i64 {
        let problem = self.problem;
        let pairs = members.iter().enumerate().flat_map(|(position, &one)| {
            members.iter().take(position).filter(move |&&other| problem.forbidden(one, other))
        });
        let pairs = i64::try_from(pairs.count()).unwrap_or(i64::MAX);
        let rules = problem.group_rules.iter();
        pairs + rules.map(|rule| i64::from(group_offences(problem.candidates, rule, members))).sum::<i64>()
    }

    /// The members' mean worth to each other times their number, as the search counts it.
    pub(super) fn worth(&self, members: &[usize]) -> i64 {
        let pairs = members.iter().enumerate();
        let pairs = pairs.map(|(position, &who)| self.problem.row(who).sum(&members[..position]).worth());
        let mut worth = pairs.sum::<i64>() * pair_share(members.len());
        if let Some(crossing) = self.problem.crossing.as_ref().filter(|_| members.len() > 1) {
            let people = i64::try_from(members.len()).unwrap_or(i64::MAX);
            worth += people * crossing.worth(members, &mut Differences::default());
        }
        worth
    }

    /// What a group breaks.
    pub(super) fn broken(&self, group: usize) -> Vec<Constraint> {
        let members = &self.groups[group];
        // To count what is broken is quicker than to name it.
        let mut broken = if self.offences(members) > 0 { self.problem.broken(members) } else { Vec::new() };
        if !self.problem.criteria.size.contains(&members.len()) {
            broken.insert(0, Constraint::Size);
        }
        broken
    }

    /// As [`Self::broken`], with those who go together and are in different groups.
    pub(super) fn broken_and_torn(&self, group: usize) -> Vec<Constraint> {
        let mut broken = self.broken(group);
        let elsewhere = |&who: &usize| self.place[who] != group && self.place[who] != NOWHERE;
        let sets = self.groups[group].iter().filter_map(|who| self.together.get(who));
        if sets.flatten().any(elsewhere) {
            broken.push(Constraint::Together);
            broken.sort_unstable();
        }
        broken
    }

    /// Puts a pack elsewhere, if they are members for this reason.
    pub(super) fn relocate(&mut self, pack: &[usize], to: usize, why: &Why, steps: &mut Steps) {
        let from = pack.first().map_or(NOWHERE, |&who| self.place[who]);
        let places = [from, to].into_iter().filter(|&place| place != NOWHERE);
        let before =
            places.map(|group| (group, self.groups[group].clone(), self.is_touched[group])).collect();
        steps.0.push(Step { pack: pack.to_vec(), from, before });
        self.put(pack, to);
        for &who in pack.iter().filter(|&&who| self.home[who] != NOWHERE) {
            self.why.insert(who, why.clone());
        }
    }

    /// Takes steps back, the last first.
    pub(super) fn take_back(&mut self, steps: Steps) {
        for Step { pack, from, before } in steps.0.into_iter().rev() {
            for who in pack {
                self.place[who] = from;
                self.why.remove(&who);
            }
            for (group, members, was_touched) in before {
                self.groups[group] = members;
                self.touch(group);
                self.is_touched[group] = was_touched;
            }
        }
    }

    /// Gives the members who came to a group in these steps this reason.
    pub(super) fn explain_arrivals(&mut self, group: usize, steps: &Steps, why: &Why) {
        for who in steps.0.iter().flat_map(|step| &step.pack).filter(|&&who| self.place[who] == group) {
            if let Some(reason) = self.why.get_mut(who) {
                reason.clone_from(why);
            }
        }
    }

    /// Opens a group nobody is in yet.
    pub(super) fn found(&mut self) -> usize {
        self.groups.push(Vec::new());
        self.is_closed.push(false);
        self.is_touched.push(false);
        self.groups.len() - 1
    }

    /// Drops the group that was opened last.
    pub(super) fn abandon_last(&mut self) {
        self.groups.pop();
        self.is_closed.pop();
        self.is_touched.pop();
        let group = self.groups.len();
        for groups in [&mut self.in_need, &mut self.with_room, &mut self.with_spare] {
            groups.remove(&group);
        }
    }

    pub(super) fn moves(&self) -> Vec<Move> {
        let moved = self.why.iter().filter(|(who, _)| self.home[**who] != self.place[**who]);
        let moves = moved.map(|(&who, why)| Move {
            who,
            from: self.home[who],
            to: self.place[who],
            why: why.clone(),
        });
        moves.collect()
    }

    fn has_moved(&self, who: usize) -> bool {
        self.why.contains_key(&who)
    }

    fn put(&mut self, pack: &[usize], to: usize) {
        for &who in pack {
            let from = std::mem::replace(&mut self.place[who], to);
            if from != NOWHERE {
                self.groups[from].retain(|&member| member != who);
                self.touch(from);
            }
            if to != NOWHERE {
                self.groups[to].push(who);
                self.touch(to);
            }
        }
    }

    fn touch(&mut self, group: usize) {
        self.is_touched[group] = true;
        self.note_size(group);
        let members = &self.groups[group];
        let is_short = members.len() < self.problem.least;
        let needs = self.is_open(group) && (is_short || self.offences(members) > 0);
        note(&mut self.in_need, group, needs);
    }

    fn note_size(&mut self, group: usize) {
        let (size, is_open) = (self.groups[group].len(), self.is_open(group));
        note(&mut self.with_room, group, is_open && size < self.problem.most);
        note(&mut self.with_spare, group, is_open && size > self.problem.least);
    }
}

fn note(groups: &mut BTreeSet<usize>, group: usize, is_one: bool) {
    if is_one {
        groups.insert(group);
    } else {
        groups.remove(&group);
    }
}
