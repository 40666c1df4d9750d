//! Who is in which group, with each group's worth and offences kept up to date, and exchanges tried
//! without making them. All sums are whole numbers: undoing an exchange restores them exactly.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_wrap,
    reason = "the hot loop of the search; groups and units are indexed by what made them"
)]

use crate::faultlines::Differences;
use crate::problem::{CLOSED, PAIR_WORTH_MOST, Pairs, Problem, SHARE};
use crate::rules::group_offences;

/// The place of units that are in no group.
pub(crate) const POOL: usize = usize::MAX;

/// What one person would add who is worth 1 to everyone in their group.
pub(crate) const PERSON: i64 = PAIR_WORTH_MOST as i64 * SHARE as i64;

/// A division of the units into open groups and a pool of the unplaced, without the hopeless.
#[derive(Clone)]
pub(crate) struct Partition<'p> {
    pub(crate) problem: &'p Problem<'p>,
    pub(crate) groups: Vec<Vec<usize>>,
    pub(crate) pool: Vec<usize>,
    place: Vec<usize>,
    pool_position: Vec<usize>,
    tallies: Vec<Tally>,
    /// What each candidate in a group is to the others of it.
    own: Vec<Pairs>,
    pub(crate) worth: i64,
    pub(crate) offences: i64,
    pub(crate) left_out: i64,
}

/// What a group amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    pairs: Pairs,
    /// Its members' mean worth to each other times their number, in shares.
    worth: i64,
    /// Offences of rules that do not show in pairs, and people beyond the most.
    others: i64,
    /// People short of the least, and what somebody must have and nobody has: what joining can mend.
    short: i64,
}

impl Tally {
    /// Offences that taking people out can mend.
    fn excess(&self) -> i64 {
        self.pairs.forbidden() + self.others
    }

    fn offences(&self) -> i64 {
        self.excess() + self.short
    }
}

/// Units that change places: `out` go from `a` to `b`, `back` from `b` to `a`. Either place may be
/// the pool.
#[derive(Clone, Default, Debug)]
pub(crate) struct Exchange {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) out: Vec<usize>,
    pub(crate) back: Vec<usize>,
    after_a: Vec<usize>,
    after_b: Vec<usize>,
    differences: Differences,
}

impl Exchange {
    pub(crate) fn set(&mut self, [a, b]: [usize; 2], out: &[usize], back: &[usize]) {
        (self.a, self.b) = (a, b);
        self.out.clear();
        self.out.extend_from_slice(out);
        self.back.clear();
        self.back.extend_from_slice(back);
    }
}

/// What is accepted: prices of offences and of leaving people out (in worth), and the loss borne.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) offending: Offending,
    pub(crate) offence: i64,
    /// For a quarter of an offence; see [`crate::problem::Unit::price`].
    pub(crate) left_out: i64,
    pub(crate) bearable: i64,
}

/// Whether a group may come to offend more than before, other than by being short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offending {
    AtItsPrice,
    Never,
}

impl Terms {
    /// Nobody comes to offend, nobody is left out for worth, and only gains are accepted.
    pub(crate) const STRICT: Self =
        Self { offending: Offending::Never, offence: 1 << 52, left_out: 1 << 46, bearable: -1 };

    /// Everything.
    pub(crate) const ANY: Self =
        Self { offending: Offending::AtItsPrice, offence: 0, left_out: 0, bearable: i64::MAX };
}

/// What an exchange would do, ready to be applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effect {
    a: Tally,
    b: Tally,
    pub(crate) worth: i64,
    pub(crate) offences: i64,
    pub(crate) left_out: i64,
}

impl Effect {
    /// The excess of the place left, afterwards.
    pub(crate) fn excess_of_a(&self) -> i64 {
        self.a.excess()
    }

    pub(crate) fn loss(&self, terms: &Terms) -> i64 {
        terms.offence * self.offences + terms.left_out * self.left_out - self.worth
    }
}

impl<'p> Partition<'p> {
    /// So many groups, empty but for those who are kept in them.
    pub(crate) fn new(problem: &'p Problem<'p>, groups: usize) -> Self {
        let pool: Vec<usize> =
            (0..problem.units.len()).filter(|&unit| !problem.units[unit].hopeless).collect();
        let mut pool_position = vec![0; problem.units.len()];
        for (position, &unit) in pool.iter().enumerate() {
            pool_position[unit] = position;
        }
        let mut partition = Self {
            problem,
            groups: Vec::new(),
            place: vec![POOL; problem.units.len()],
            pool_position,
            tallies: Vec::new(),
            own: vec![Pairs::default(); problem.candidates.len()],
            worth: 0,
            offences: 0,
            left_out: pool.iter().map(|&unit| problem.units[unit].price).sum(),
            pool,
        };
        (0..groups).for_each(|_| partition.add_group());
        for (unit, pinned) in problem.units.iter().enumerate() {
            if let Some(group) = pinned.pinned {
                partition.relocate(unit, group);
            }
        }
        partition
    }

    pub(crate) fn add_group(&mut self) {
        let short = self.problem.least as i64 + self.problem.lacking(&[]);
        let tally = Tally { short, ..Tally::default() };
        self.offences += tally.offences();
        self.tallies.push(tally);
        self.groups.push(Vec::new());
    }

    /// Takes away a group nobody is in.
    pub(crate) fn remove_group(&mut self, group: usize) {
        self.offences -= self.tallies[group].offences();
        self.tallies.remove(group);
        self.groups.remove(group);
        for place in self.place.iter_mut().filter(|place| **place != POOL && **place > group) {
            *place -= 1;
        }
    }

    pub(crate) fn place(&self, unit: usize) -> usize {
        self.place[unit]
    }

    pub(crate) fn group_offences(&self, group: usize) -> i64 {
        self.tallies[group].offences()
    }

    /// Offences that taking people out can mend.
    pub(crate) fn group_excess(&self, group: usize) -> i64 {
        self.tallies[group].excess()
    }

    /// The units that a group may lose.
    pub(crate) fn movable_in(&self, group: usize) -> Vec<usize> {
        let mut units: Vec<usize> = self.groups[group].iter().map(|&who| self.problem.unit_of[who]).collect();
        units.retain(|&unit| self.problem.units[unit].is_movable());
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Better is first by who is left out, then by worth.
    pub(crate) fn rank(&self) -> (i64, i64, i64) {
        (-self.offences, -self.left_out, self.worth)
    }

    /// Moves one unit, whatever it does.
    pub(crate) fn relocate(&mut self, unit: usize, to: usize) {
        let mut exchange = Exchange::default();
        exchange.set([self.place[unit], to], &[unit], &[]);
        if let Some(effect) = self.try_exchange(&mut exchange, &Terms::ANY) {
            self.apply(&mut exchange, &effect);
        }
    }

    /// What an exchange would do, if that is acceptable.
    pub(crate) fn try_exchange(&self, exchange: &mut Exchange, terms: &Terms) -> Option<Effect> {
        let Exchange { a, b, out, back, after_a, after_b, differences } = exchange;
        let mut effect = Effect {
            a: self.pairs_after(*a, out, back, after_a, differences),
            b: self.pairs_after(*b, back, out, after_b, differences),
            worth: 0,
            offences: 0,
            left_out: self.price_between(*a, *b, out) + self.price_between(*b, *a, back),
        };
        for (place, after) in [(*a, &effect.a), (*b, &effect.b)] {
            if place != POOL {
                let before = &self.tallies[place];
                effect.worth += after.worth - before.worth;
                // Others are at best none: what is hopeless even then is not looked at further.
                effect.offences += after.offences() - before.offences();
            }
        }
        if effect.loss(terms) > terms.bearable {
            return None;
        }
        for (place, after, members) in [(*a, &mut effect.a, &*after_a), (*b, &mut effect.b, &*after_b)] {
            if place != POOL {
                after.others = self.other_offences(members);
                effect.offences += after.others;
                if terms.offending == Offending::Never && self.is_worse(place, after, members) {
                    return None;
                }
            }
        }
        (effect.loss(terms) <= terms.bearable).then_some(effect)
    }

    /// Whether a group would come to break something more than now: mending one rule does not pay for another.
    fn is_worse(&self, group: usize, after: &Tally, members: &[usize]) -> bool {
        let before = &self.tallies[group];
        if after.excess() > before.excess() || after.pairs.forbidden() > before.pairs.forbidden() {
            return true;
        }
        let offences = |rule, members: &[usize]| group_offences(self.problem.candidates, rule, members);
        let mut rules = self.problem.group_rules.iter();
        after.others > 0 && rules.any(|rule| offences(rule, members) > offences(rule, &self.groups[group]))
    }

    /// Makes the exchange that was last tried with this effect.
    pub(crate) fn apply(&mut self, exchange: &mut Exchange, effect: &Effect) {
        let Exchange { a, b, out, back, after_a, after_b, .. } = exchange;
        self.update_own(*a, out, after_a, back);
        self.update_own(*b, back, after_b, out);
        for (place, tally, members) in [(*a, effect.a, after_a), (*b, effect.b, after_b)] {
            if place != POOL {
                std::mem::swap(&mut self.groups[place], members);
                self.tallies[place] = tally;
            }
        }
        for &mut unit in out {
            self.put(unit, *b);
        }
        for &mut unit in back {
            self.put(unit, *a);
        }
        self.worth += effect.worth;
        self.offences += effect.offences;
        self.left_out += effect.left_out;
    }

    /// Keeps `own` true for a group that some leave and others join.
    fn update_own(&mut self, place: usize, leaving: &[usize], after: &[usize], joining: &[usize]) {
        if place == POOL {
            return;
        }
        let problem = self.problem;
        let members =
            |units: &[usize]| -> usize { units.iter().map(|&unit| problem.units[unit].members.len()).sum() };
        let (staying, joined) = after.split_at(after.len() - members(joining));
        for &who in leaving.iter().flat_map(|&unit| &problem.units[unit].members) {
            let row = problem.row(who);
            for &stays in staying {
                self.own[stays] -= row.with(stays);
            }
        }
        for &who in joined {
            let row = problem.row(who);
            for &stays in staying {
                self.own[stays] += row.with(stays);
            }
        }
        for &who in joined {
            self.own[who] = problem.row(who).sum(after);
        }
    }

    /// What somebody in a group is to the others of it.
    #[inline]
    pub(crate) fn own(&self, who: usize) -> Pairs {
        self.own[who]
    }

    /// The pairs of a group.
    #[inline]
    pub(crate) fn pairs_of(&self, group: usize) -> Pairs {
        self.tallies[group].pairs
    }

    /// The most that an exchange could gain in a place by what does not show in pairs.
    pub(crate) fn could_gain(&self, place: usize, terms: &Terms) -> i64 {
        if place == POOL {
            return 0;
        }
        let tally = &self.tallies[place];
        let people = self.groups[place].len();
        let lacking = tally.short - self.problem.least.saturating_sub(people) as i64;
        let crossing = self.problem.crossing.as_ref().map_or(0, |crossing| {
            let now = tally.worth - tally.pairs.worth() * pair_share(people);
            people as i64 * crossing.most() - now
        });
        terms.offence.saturating_mul(tally.others + lacking) + crossing
    }

    /// Worth, offences and price of the left out, added up afresh.
    #[cfg(test)]
    pub(crate) fn recomputed(&self) -> (i64, i64, i64) {
        let mut fresh = Partition::new(self.problem, self.groups.len());
        for unit in 0..self.problem.units.len() {
            if fresh.place[unit] != self.place[unit] {
                fresh.relocate(unit, self.place[unit]);
            }
        }
        (fresh.worth, fresh.offences, fresh.left_out)
    }

    /// A group after some units left and others joined, but for offences that do not show in pairs.
    #[inline]
    fn pairs_after(
        &self,
        group: usize,
        leaving: &[usize],
        joining: &[usize],
        after: &mut Vec<usize>,
        differences: &mut Differences,
    ) -> Tally {
        if group == POOL {
            return Tally::default();
        }
        let problem = self.problem;
        after.clear();
        match leaving {
            [unit] => after.extend(self.groups[group].iter().filter(|&&who| problem.unit_of[who] != *unit)),
            _ => after
                .extend(self.groups[group].iter().filter(|&&who| !leaving.contains(&problem.unit_of[who]))),
        }
        let staying = after.len();
        let mut pairs = self.tallies[group].pairs;
        for &who in leaving.iter().flat_map(|&unit| &problem.units[unit].members) {
            pairs -= problem.row(who).sum(after);
            after.push(who);
        }
        after.truncate(staying);
        for &who in joining.iter().flat_map(|&unit| &problem.units[unit].members) {
            pairs += problem.row(who).sum(after);
            after.push(who);
        }
        let short = problem.least.saturating_sub(after.len()) as i64 + problem.lacking(after);
        let mut worth = pairs.worth() * pair_share(after.len());
        if let Some(crossing) = problem.crossing.as_ref().filter(|_| after.len() > 1) {
            worth += after.len() as i64 * crossing.worth(after, differences);
        }
        Tally { pairs, others: 0, short, worth }
    }

    fn other_offences(&self, members: &[usize]) -> i64 {
        let too_many = members.len().saturating_sub(self.problem.most);
        let rules = self.problem.group_rules.iter();
        too_many as i64
            + rules.map(|rule| i64::from(group_offences(self.problem.candidates, rule, members))).sum::<i64>()
    }

    fn price_between(&self, from: usize, to: usize, units: &[usize]) -> i64 {
        let price: i64 = units.iter().map(|&unit| self.problem.units[unit].price).sum();
        if to == POOL {
            price
        } else if from == POOL {
            -price
        } else {
            0
        }
    }

    fn put(&mut self, unit: usize, to: usize) {
        debug_assert_ne!(unit, CLOSED);
        if self.place[unit] == POOL {
            let position = self.pool_position[unit];
            self.pool.swap_remove(position);
            if let Some(&moved) = self.pool.get(position) {
                self.pool_position[moved] = position;
            }
        }
        if to == POOL {
            self.pool_position[unit] = self.pool.len();
            self.pool.push(unit);
        }
        self.place[unit] = to;
    }
}

/// What a pair counts in a group of so many, where everyone counts the mean of their pairs.
pub(crate) fn pair_share(people: usize) -> i64 {
    2 * i64::from(SHARE) / people.saturating_sub(1).max(1) as i64
}
