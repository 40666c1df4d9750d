//! Improving a division: annealing by exchanges between two places, then descent to where no
//! single move or swap helps.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the hot loop of the search; groups and units are indexed by what made them"
)]

use std::ops::ControlFlow;

use crate::chance::{Chance, Patience};
use crate::partition::{Exchange, POOL, Partition, Terms};

/// Most trials between two looks at temperature and progress.
const STRIDE: u64 = 4_096;
/// Up to so many units, descent tries every pair of them.
const EVERY_PAIR_MOST: usize = 1_000;

/// Proposes exchanges by lot.
pub(crate) struct Proposer {
    movable: Vec<usize>,
    chance: Chance,
}

impl Proposer {
    pub(crate) fn new(partition: &Partition<'_>, chance: Chance) -> Self {
        let units = partition.problem.units.iter().enumerate();
        let movable = units.filter(|(_, unit)| unit.is_movable()).map(|(index, _)| index).collect();
        Self { movable, chance }
    }

    fn any(&mut self, units: &[usize]) -> Option<usize> {
        units.get(self.chance.below(units.len())).copied()
    }

    /// One exchange that could be, or none this time.
    fn propose(&mut self, partition: &Partition<'_>, exchange: &mut Exchange) -> Option<()> {
        let problem = partition.problem;
        let dice = self.chance.below(64);
        let from_pool = dice < 8 && !partition.pool.is_empty();
        let unit = if from_pool {
            self.any(&partition.pool)?
        } else {
            let index = self.chance.below(self.movable.len());
            *self.movable.get(index)?
        };
        let from = partition.place(unit);
        let size = problem.units[unit].members.len();
        if dice.is_multiple_of(8) {
            let leave_out = dice == 16 && partition.offences > 0;
            let to = if leave_out { POOL } else { self.chance.below(partition.groups.len()) };
            let too_many = to != POOL && partition.groups[to].len() + size > problem.most;
            if to == from || too_many {
                return None;
            }
            exchange.set([from, to], &[unit], &[]);
            return Some(());
        }
        let index = self.chance.below(self.movable.len());
        let partner = *self.movable.get(index)?;
        let to = partition.place(partner);
        if to == from {
            return None;
        }
        exchange.set([from, to], &[unit], &[partner]);
        self.balance(partition, exchange);
        Some(())
    }

    /// Where a couple meets a single, others of the single's group go along while sizes differ.
    fn balance(&mut self, partition: &Partition<'_>, exchange: &mut Exchange) {
        let problem = partition.problem;
        let size =
            |units: &[usize]| -> usize { units.iter().map(|&unit| problem.units[unit].members.len()).sum() };
        let (out, back) = (size(&exchange.out), size(&exchange.back));
        if out == back {
            return;
        }
        let mut missing = out.abs_diff(back);
        let (place, list) =
            if out < back { (exchange.a, &mut exchange.out) } else { (exchange.b, &mut exchange.back) };
        if place == POOL {
            return;
        }
        let members = &partition.groups[place];
        for _ in 0..2 * missing {
            let companion = problem.unit_of[members[self.chance.below(members.len())]];
            let companions = problem.units[companion].members.len();
            let free = problem.units[companion].is_movable() && !list.contains(&companion);
            if free && companions <= missing {
                list.push(companion);
                missing -= companions;
            }
        }
    }
}

/// Simulated annealing over so many trials. The temperature falls with the square of the work that
/// remains, from half of what an exchange typically changes; offences grow dearer meanwhile.
/// `progress` is told the trials made every few thousand, and may stop it.
pub(crate) fn anneal(
    partition: &mut Partition<'_>,
    chance: Chance,
    trials: u64,
    progress: &mut dyn FnMut(&Partition<'_>, u64) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let patience = Patience::new();
    let mut proposer = Proposer::new(partition, chance);
    if proposer.movable.is_empty() || partition.groups.is_empty() {
        return ControlFlow::Continue(());
    }
    let mut exchange = Exchange::default();
    let typical = typical_change(partition, &mut proposer, &mut exchange);
    let mut done = 0;
    while done < trials {
        let left = 1.0 - done as f64 / trials as f64;
        let temperature = typical * 0.5 * left * left;
        let left_out = (typical * (1.0 + 8.0 * (1.0 - left))) as i64 + 1;
        let mut terms = Terms { offence: 4 * left_out, left_out, ..Terms::ANY };
        let stride = STRIDE.min(trials / 64 + 1).min(trials - done);
        for _ in 0..stride {
            if proposer.propose(partition, &mut exchange).is_none() {
                continue;
            }
            terms.bearable = (temperature * patience.draw(&mut proposer.chance)) as i64;
            if let Some(effect) = partition.try_exchange(&mut exchange, &terms) {
                partition.apply(&mut exchange, &effect);
            }
        }
        done += stride;
        progress(partition, stride)?;
    }
    ControlFlow::Continue(())
}

/// The mean change of worth over some exchanges, up or down.
fn typical_change(partition: &Partition<'_>, proposer: &mut Proposer, exchange: &mut Exchange) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for _ in 0..1_000 {
        if proposer.propose(partition, exchange).is_none() {
            continue;
        }
        if let Some(effect) = partition.try_exchange(exchange, &Terms::ANY) {
            sum += effect.worth.unsigned_abs() as f64;
            count += 1.0;
        }
    }
    // With nothing wished for, offences alone decide; any price will do.
    if sum > 0.0 { sum / count } else { 1e6 }
}

/// Accepts gains only, without a new offence, until no single move and no swap of two units helps;
/// with many units, for some rounds by lot.
pub(crate) fn descend(partition: &mut Partition<'_>, chance: Chance) {
    let mut proposer = Proposer::new(partition, chance);
    let mut exchange = Exchange::default();
    let units = proposer.movable.clone();
    if units.len() > EVERY_PAIR_MOST {
        for _ in 0..units.len() * 40 {
            if proposer.propose(partition, &mut exchange).is_some() {
                accept_gain(partition, &mut exchange);
            }
        }
        return;
    }
    loop {
        let mut gained = false;
        for (position, &unit) in units.iter().enumerate() {
            for group in 0..partition.groups.len() {
                if partition.place(unit) != group {
                    exchange.set([partition.place(unit), group], &[unit], &[]);
                    gained |= accept_gain(partition, &mut exchange);
                }
            }
            for &other in &units[..position] {
                if partition.place(unit) != partition.place(other) {
                    let places = [partition.place(unit), partition.place(other)];
                    exchange.set(places, &[unit], &[other]);
                    gained |= accept_gain(partition, &mut exchange);
                }
            }
        }
        if !gained {
            return;
        }
    }
}

fn accept_gain(partition: &mut Partition<'_>, exchange: &mut Exchange) -> bool {
    let effect = partition.try_exchange(exchange, &Terms::STRICT);
    if let Some(effect) = &effect {
        partition.apply(exchange, effect);
    }
    effect.is_some()
}
