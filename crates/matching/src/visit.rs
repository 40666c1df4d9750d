//! A visit: two places, all exchanges between them at once, and the best of them made if its loss is
//! bearable.
//!
//! Once it is known what everyone is to their own group and to the other, what any exchange does to
//! the pairs of both follows from that and from what those who change places are to each other. So
//! for two groups of eight, 64 sums of pairs give 80 moves and swaps exactly. (For plain diverse
//! grouping this is how a neighbourhood is decomposed by pairs of groups: Lai, Hao, Fu and Yue,
//! *Neighborhood decomposition based variable neighborhood search and tabu search for maximally
//! diverse grouping*, European Journal of Operational Research 289, 2021.) What does not show in
//! pairs is looked at only for the few best.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_wrap,
    reason = "the hot loop of the search; groups and units are indexed by what made them"
)]

use crate::chance::Chance;
use crate::partition::{Exchange, POOL, Partition, Terms, pair_share};
use crate::problem::Pairs;

/// Units of the pool that take part in one visit.
const POOL_GUESTS: usize = 8;
/// People of a group that take part in one visit, where groups are larger.
const GUESTS_MOST: usize = 24;
/// Sets of several single people offered for people who go together.
const SETS_MOST: usize = 24;
/// Exchanges of a visit that are looked at closely, the best first.
const LOOKED_AT_CLOSELY: usize = 4;
/// An exchange that must not be.
const NEVER: i64 = i64::MAX;

/// Makes visits, reusing what it needs for them.
#[derive(Default)]
pub(crate) struct Visitor {
    sides: [Side; 2],
    cross: Vec<Pairs>,
    losses: Vec<i64>,
    exchange: Exchange,
    /// What an exchange could gain by what does not show in pairs.
    hope: i64,
}

/// One of the two places.
#[derive(Default)]
struct Side {
    place: usize,
    size: usize,
    pairs: Pairs,
    /// Who takes part.
    people: Vec<usize>,
    /// What each of them is to the whole other place.
    to_others: Vec<Pairs>,
    items: Vec<Item>,
    /// The units of the items, in their order.
    units: Vec<usize>,
    /// Positions in `people` of those in the items, in their order.
    positions: Vec<usize>,
}

/// What may leave its place together: nobody, a unit, or some single people.
#[derive(Clone, Copy, Default)]
struct Item {
    units: [usize; 2],
    positions: [usize; 2],
    /// What their leaving takes from the pairs of their place.
    leaving: Pairs,
    /// What their joining would add to the pairs of the other place as it is.
    joining: Pairs,
    price: i64,
}

impl Item {
    fn people(&self) -> usize {
        self.positions[1] - self.positions[0]
    }
}

impl Visitor {
    /// Visits two places, the first of which may be the pool, and makes the best exchange if it is
    /// bearable. Gives its loss if one was made.
    pub(crate) fn visit(
        &mut self,
        partition: &mut Partition<'_>,
        places: [usize; 2],
        terms: &Terms,
        chance: &mut Chance,
    ) -> Option<i64> {
        self.look(partition, places, terms, chance);
        let bearable = terms.bearable.saturating_add(self.hope);
        for _ in 0..LOOKED_AT_CLOSELY {
            let (index, &loss) = (0..).zip(&self.losses).min_by_key(|(_, loss)| **loss)?;
            if loss > bearable || loss == NEVER {
                return None;
            }
            self.set_exchange(index);
            if let Some(effect) = partition.try_exchange(&mut self.exchange, terms) {
                let loss = effect.loss(terms);
                partition.apply(&mut self.exchange, &effect);
                return Some(loss);
            }
            self.losses[index] = NEVER;
        }
        None
    }

    /// How many exchanges the last visit looked at.
    pub(crate) fn looked_at(&self) -> u64 {
        self.losses.len() as u64
    }

    /// The losses of all exchanges between two places, but for what does not show in pairs.
    pub(crate) fn look(
        &mut self,
        partition: &Partition<'_>,
        places: [usize; 2],
        terms: &Terms,
        chance: &mut Chance,
    ) -> &[i64] {
        for (side, place) in self.sides.iter_mut().zip(places) {
            side.enter(partition, place, chance);
        }
        self.meet(partition);
        let sizes = [0, 1].map(|side| self.sides[side].unit_sizes(partition));
        for (side, theirs) in [(0, sizes[1]), (1, sizes[0])] {
            self.sides[side].offer(partition, theirs, chance);
        }
        self.weigh(partition, terms);
        &self.losses
    }

    /// What everyone is to everyone of the other place.
    fn meet(&mut self, partition: &Partition<'_>) {
        let [a, b] = &mut self.sides;
        self.cross.clear();
        a.to_others.clear();
        b.to_others.clear();
        b.to_others.resize(b.people.len(), Pairs::default());
        for &one in &a.people {
            let mut sum = Pairs::default();
            let row = partition.problem.row(one);
            for (&other, back) in b.people.iter().zip(&mut b.to_others) {
                let pair = row.with(other);
                self.cross.push(pair);
                sum += pair;
                *back += pair;
            }
            a.to_others.push(sum);
        }
    }

    fn weigh(&mut self, partition: &Partition<'_>, terms: &Terms) {
        let [a, b] = &self.sides;
        let problem = partition.problem;
        self.hope = partition.could_gain(a.place, terms) + partition.could_gain(b.place, terms);
        let before = a.worth_of(a.size, a.pairs, problem.least, terms)
            + b.worth_of(b.size, b.pairs, problem.least, terms);
        self.losses.clear();
        for mine in &a.items {
            let with_mine = b.pairs + mine.joining;
            for theirs in &b.items {
                let size_of_a = a.size + theirs.people() - mine.people();
                let size_of_b = b.size + mine.people() - theirs.people();
                let too_many = (a.place != POOL && size_of_a > problem.most) || size_of_b > problem.most;
                if too_many || (mine.people() == 0 && theirs.people() == 0) {
                    self.losses.push(NEVER);
                    continue;
                }
                let mut between = Pairs::default();
                for &one in &a.positions[mine.positions[0]..mine.positions[1]] {
                    for &other in &b.positions[theirs.positions[0]..theirs.positions[1]] {
                        between += self.cross[one * b.people.len() + other];
                    }
                }
                let after_a = a.pairs - mine.leaving + theirs.joining - between;
                let after_b = with_mine - theirs.leaving - between;
                let after = a.worth_of(size_of_a, after_a, problem.least, terms)
                    + b.worth_of(size_of_b, after_b, problem.least, terms);
                let left_out = if a.place == POOL { theirs.price - mine.price } else { 0 };
                self.losses.push(before - after + terms.left_out * left_out);
            }
        }
    }

    fn set_exchange(&mut self, index: usize) {
        let [a, b] = &self.sides;
        let (mine, theirs) = (a.items[index / b.items.len()], b.items[index % b.items.len()]);
        let units = |side: &Side, item: Item| item.units[0]..side.units.len().min(item.units[1]);
        let (out, back) = (units(a, mine), units(b, theirs));
        self.exchange.set([a.place, b.place], &a.units[out], &b.units[back]);
    }
}

impl Side {
    fn enter(&mut self, partition: &Partition<'_>, place: usize, chance: &mut Chance) {
        self.place = place;
        self.people.clear();
        if place == POOL {
            self.pairs = Pairs::default();
            let pool = &partition.pool;
            let first = chance.below(pool.len());
            for index in 0..pool.len().min(POOL_GUESTS) {
                let unit = pool[(first + index) % pool.len()];
                self.people.extend(&partition.problem.units[unit].members);
            }
        } else {
            self.people.extend(&partition.groups[place]);
            self.pairs = partition.pairs_of(place);
        }
        self.size = self.people.len();
    }

    /// The largest unit that could leave.
    fn unit_sizes(&self, partition: &Partition<'_>) -> usize {
        let problem = partition.problem;
        let sizes = self.people.iter().map(|&who| &problem.units[problem.unit_of[who]]);
        sizes.filter(|unit| unit.is_movable()).map(|unit| unit.members.len()).max().unwrap_or(0)
    }

    /// Makes the items: nobody, every movable unit, and sets of single people as large as the others'
    /// largest unit.
    fn offer(&mut self, partition: &Partition<'_>, theirs: usize, chance: &mut Chance) {
        let problem = partition.problem;
        self.items.clear();
        self.units.clear();
        self.positions.clear();
        self.items.push(Item::default());
        let begin = if self.people.len() > GUESTS_MOST { chance.below(self.people.len()) } else { 0 };
        for turn in 0..self.people.len().min(GUESTS_MOST) {
            let position = (begin + turn) % self.people.len();
            let unit = problem.unit_of[self.people[position]];
            let members = &problem.units[unit].members;
            if !problem.units[unit].is_movable() || self.units.contains(&unit) {
                continue;
            }
            let from = self.positions.len();
            if let [_] = members.as_slice() {
                self.positions.push(position);
            } else {
                let together = (0..self.people.len()).filter(|&other| members.contains(&self.people[other]));
                self.positions.extend(together);
            }
            self.push(partition, &[unit], from);
        }
        let singles: Vec<usize> = match theirs {
            0 | 1 => return,
            _ => (0..self.people.len())
                .filter(|&position| {
                    let unit = &problem.units[problem.unit_of[self.people[position]]];
                    unit.is_movable() && unit.members.len() == 1
                })
                .collect(),
        };
        if singles.len() < theirs {
            return;
        }
        let mut drawn = singles;
        for _ in 0..SETS_MOST {
            for place in 0..theirs {
                let other = place + chance.below(drawn.len() - place);
                drawn.swap(place, other);
            }
            let from = self.positions.len();
            self.positions.extend(&drawn[..theirs]);
            let units: Vec<usize> =
                drawn[..theirs].iter().map(|&position| problem.unit_of[self.people[position]]).collect();
            self.push(partition, &units, from);
        }
    }

    fn push(&mut self, partition: &Partition<'_>, units: &[usize], from: usize) {
        let problem = partition.problem;
        let first = self.units.len();
        self.units.extend(units);
        let positions = &self.positions[from..];
        let (mut own, mut cross, mut inside) = (Pairs::default(), Pairs::default(), Pairs::default());
        for (count, &position) in positions.iter().enumerate() {
            if self.place != POOL {
                own += partition.own(self.people[position]);
            }
            cross += self.to_others[position];
            if count > 0 {
                let row = problem.row(self.people[position]);
                for &other in &positions[..count] {
                    inside += row.with(self.people[other]);
                }
            }
        }
        self.items.push(Item {
            units: [first, self.units.len()],
            positions: [from, self.positions.len()],
            leaving: if self.place == POOL { Pairs::default() } else { own - inside },
            joining: cross + inside,
            price: units.iter().map(|&unit| problem.units[unit].price).sum(),
        });
    }

    /// What so many people with these pairs are worth here, less the price of their offences.
    #[inline]
    fn worth_of(&self, size: usize, pairs: Pairs, least: usize, terms: &Terms) -> i64 {
        if self.place == POOL {
            return 0;
        }
        let offences = pairs.forbidden() + least.saturating_sub(size) as i64;
        pairs.worth() * pair_share(size) - terms.offence * offences
    }
}
