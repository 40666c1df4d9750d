//! Improving a division by visits of two places: annealing, then descent to where no visit helps.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the hot loop of the search; groups are indexed by what made them"
)]

use std::ops::ControlFlow;

use crate::chance::{Chance, Patience};
use crate::partition::{POOL, Partition, Terms};
use crate::problem::Unit;
use crate::visit::Visitor;

/// Most trials between two looks at temperature and progress.
const STRIDE: u64 = 4_096;
/// Exchanges of a visit that take as long as one tried by itself.
const AT_ONCE: u64 = 16;
/// What a visit of two groups usually takes, in trials.
const VISIT: u64 = 6;
/// Visits that the first temperature is measured by.
const MEASURED: usize = 256;

/// Simulated annealing over so many trials, by visits: of all exchanges between two places the best
/// is made if its loss is below a threshold drawn for the visit. The temperature falls with the square of
/// the work that remains; offences grow dearer meanwhile. `progress` is told the trials made every few
/// thousand, and may stop it.
pub(crate) fn anneal(
    partition: &mut Partition<'_>,
    mut chance: Chance,
    trials: u64,
    progress: &mut dyn FnMut(&Partition<'_>, u64) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut visitor = Visitor::default();
    if draw_places(partition, &mut chance).is_none() {
        return ControlFlow::Continue(());
    }
    let (typical, first) = measure(partition, &mut visitor, &mut chance);
    let heat = first * heat(partition.groups.len(), trials);
    let patience = Patience::new();
    let mut done = 0;
    while done < trials {
        let left = 1.0 - done as f64 / trials as f64;
        let temperature = heat * left * left;
        let left_out = (typical * (0.2 + 8.0 * (1.0 - left))) as i64 + 1;
        let mut terms = Terms { offence: 4 * left_out, left_out, ..Terms::ANY };
        let stride = STRIDE.min(trials / 64 + 1).min(trials - done);
        let mut spent = 0;
        while spent < stride {
            let Some(places) = draw_places(partition, &mut chance) else { break };
            terms.bearable = (temperature * patience.draw(&mut chance)) as i64;
            visitor.visit(partition, places, &terms, &mut chance);
            spent += 1 + visitor.looked_at() / AT_ONCE;
        }
        done += stride;
        progress(partition, stride)?;
    }
    ControlFlow::Continue(())
}

/// How hot annealing begins, in the loss that an exchange typically has at an optimum: the more visits
/// there will be of each two groups, the hotter it may be and still cool slowly.
fn heat(groups: usize, trials: u64) -> f64 {
    let pairs = (groups * groups.saturating_sub(1) / 2).max(1) as u64;
    let doublings = f64::from((trials / VISIT / pairs + 1).ilog2());
    (doublings + 1.0) * (doublings + 1.0) / 64.0
}

/// Two groups by lot, or the pool and a group.
fn draw_places(partition: &Partition<'_>, chance: &mut Chance) -> Option<[usize; 2]> {
    let groups = partition.groups.len();
    let pool = !partition.pool.is_empty() || partition.offences > 0;
    if groups == 0 || (groups == 1 && !pool) {
        return None;
    }
    let one = chance.below(groups);
    if pool && (groups == 1 || chance.below(8) == 0) {
        return Some([POOL, one]);
    }
    let other = (one + 1 + chance.below(groups - 1)) % groups;
    Some([one, other])
}

/// The mean change of worth by an exchange, up or down; and, at a first optimum, the median of the
/// least losses of visits.
fn measure(partition: &mut Partition<'_>, visitor: &mut Visitor, chance: &mut Chance) -> (f64, f64) {
    let (mut sum, mut count) = (0.0, 0.0);
    for _ in 0..MEASURED {
        let Some(places) = draw_places(partition, chance) else { break };
        for &loss in visitor.look(partition, places, &Terms::ANY, chance) {
            if loss != i64::MAX {
                sum += loss.unsigned_abs() as f64;
                count += 1.0;
            }
        }
    }
    // With nothing wished for, offences alone decide; any price will do.
    let typical = if sum > 0.0 { sum / count } else { 1e6 };
    let strict = Terms { offence: 4 * typical as i64, left_out: typical as i64, ..Terms::ANY };
    for _ in 0..partition.groups.len() * 32 {
        let Some(places) = draw_places(partition, chance) else { break };
        visitor.visit(partition, places, &Terms { bearable: -1, ..strict }, chance);
    }
    let mut least: Vec<i64> = Vec::new();
    for _ in 0..MEASURED {
        let Some(places) = draw_places(partition, chance) else { break };
        let losses = visitor.look(partition, places, &strict, chance).iter();
        least.extend(losses.copied().min().filter(|loss| (1..i64::MAX).contains(loss)));
    }
    least.sort_unstable();
    (typical, least.get(least.len() / 2).map_or(typical / 2.0, |loss| *loss as f64))
}

/// Accepts gains only, without a new offence, until no visit of two groups helps or so many trials are
/// made. Gives the trials made.
pub(crate) fn descend(partition: &mut Partition<'_>, mut chance: Chance, trials: u64) -> u64 {
    let mut visitor = Visitor::default();
    let groups = partition.groups.len();
    let mut is_new = vec![true; groups];
    let mut turn = 0;
    let mut idle = 0;
    let mut spent = 0;
    while idle < groups && partition.problem.units.iter().any(Unit::is_movable) {
        let one = turn % groups;
        turn += 1;
        idle += 1;
        if !std::mem::take(&mut is_new[one]) {
            continue;
        }
        idle = 0;
        for other in (0..groups).filter(|&other| other != one) {
            while visitor.visit(partition, [one, other], &Terms::STRICT, &mut chance).is_some() {
                (is_new[one], is_new[other]) = (true, true);
                spent += 1;
            }
            spent += 1 + visitor.looked_at() / AT_ONCE;
            if spent >= trials {
                return spent;
            }
        }
    }
    spent
}
