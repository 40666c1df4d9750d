//! The search: visits to pairs of groups at temperatures, and descent.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the hot loop of the search; groups and items are indexed by what made them"
)]

use std::ops::ControlFlow;

use pulp::Arch;

use crate::chance::{Chance, Patience};
use crate::mdgp::Instance;
use crate::mdgp::distances::Distances;
use crate::mdgp::division::{Division, Snapshot};
use crate::mdgp::sizes::sizes;

/// Work on one division before its temperature, the next division or the budget is looked at.
const STRIDE: u64 = 1 << 11;
/// The share of the budget for descents from divisions drawn by lot.
const DESCENTS: f64 = 0.01;
/// Annealing begins at so much of the median loss of exchanges at a local optimum …
const HOT: f64 = 1.0;
/// … and ends at so much.
const COLD: f64 = 0.1;
/// Divisions in tempering: with more, neighbours trade more readily and each gets less of the budget.
const DIVISIONS: usize = 8;
/// The hottest of them is held at so much of that median, where good groups still dissolve …
const HOTTEST: f64 = 0.6;
/// … and the coldest at so much, where little but gains is made.
const COLDEST: f64 = 0.2;
/// Tempering takes at least so much work for each member of each pair of groups and cube of the items;
/// with less, its divisions do not get from hot to cold.
const TEMPERING: f64 = 0.0012;

/// How long to search.
pub enum Budget<'b> {
    /// So much work and a last descent: the same on every machine. A unit is one item looked at, some
    /// five nanoseconds.
    Work(u64),
    /// Until this answers 1 or more; before, it answers the share of the budget that is spent.
    /// Asked some thousand times a second or more. This is how a caller with a clock gives seconds.
    Share(&'b mut dyn FnMut() -> f64),
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Work done.
    pub work: u64,
    /// The share of the budget that is spent.
    pub share: f64,
    /// Visits made.
    pub visits: u64,
}

/// A valid division, and how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The items of each group in rising order; groups in the order of their bounds.
    pub groups: Vec<Vec<usize>>,
    /// The sum of the distances of all pairs that share a group.
    pub objective: f64,
    /// Work done.
    pub work: u64,
    /// Visits made to pairs of groups.
    pub visits: u64,
}

/// Divides the items into groups within their bounds so that the sum of distances within groups is
/// as great as the budget finds. The same instance, seed and work give the same groups on every
/// machine.
///
/// `progress` is told often; on `Break` the best division so far is given.
///
/// ```
/// use std::ops::ControlFlow;
/// use matching::mdgp::{Budget, Instance, solve};
/// let instance = Instance::parse("4 2 ss 2 2 2 2\n0 1 5\n0 2 1\n0 3 1\n1 2 1\n1 3 1\n2 3 4\n")?;
/// let solution = solve(&instance, 1, Budget::Work(10_000), &mut |_| ControlFlow::Continue(()));
/// assert_eq!(solution.objective, 9.0);
/// # Ok::<(), matching::mdgp::ParseError>(())
/// ```
pub fn solve(
    instance: &Instance,
    seed: u64,
    budget: Budget<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Solution {
    solve_with(Arch::new(), instance, seed, budget, progress)
}

/// [`solve`] with the vectors of a given processor.
pub(super) fn solve_with(
    arch: Arch,
    instance: &Instance,
    seed: u64,
    budget: Budget<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Solution {
    let distances = Distances::new(instance);
    let mut search = Search {
        arch,
        pairs: pairs(instance.bounds().len()),
        chance: Chance::new(seed),
        patience: Patience::new(),
        watch: Watch { budget, progress, work: 0, visits: 0 },
    };
    let best = search.run(instance, &distances);
    let sorted = |group: &Vec<u32>| {
        let mut group: Vec<usize> = group.iter().map(|&item| item as usize).collect();
        group.sort_unstable();
        group
    };
    let groups: Vec<Vec<usize>> = best.iter().map(sorted).collect();
    let Watch { work, visits, .. } = search.watch;
    Solution { objective: instance.objective(&groups), groups, work, visits }
}

/// Groups drawn by lot, of the sizes that make the most pairs.
pub(super) fn deal(instance: &Instance, chance: &mut Chance) -> Vec<Vec<u32>> {
    let mut items: Vec<u32> = (0..instance.items() as u32).collect();
    chance.shuffle(&mut items);
    let mut items = items.into_iter();
    let sizes = sizes(instance.items(), instance.bounds());
    sizes.into_iter().map(|size| items.by_ref().take(size).collect()).collect()
}

fn pairs(groups: usize) -> Vec<[usize; 2]> {
    (0..groups).flat_map(|other| (0..other).map(move |one| [one, other])).collect()
}

/// What is spent, and who is to be told.
struct Watch<'w, 'b> {
    budget: Budget<'b>,
    progress: &'w mut dyn FnMut(Progress) -> ControlFlow<()>,
    work: u64,
    visits: u64,
}

impl Watch<'_, '_> {
    /// The share of the budget that is spent; 1 also when the search is to stop.
    fn share(&mut self) -> f64 {
        let share = match &mut self.budget {
            Budget::Work(total) if self.work >= *total => 1.0,
            Budget::Work(total) => self.work as f64 / *total as f64,
            Budget::Share(share) => share(),
        };
        let progress = Progress { work: self.work, share, visits: self.visits };
        if (self.progress)(progress).is_break() { 1.0 } else { share }
    }

    /// Work until the next look.
    fn stride(&self) -> u64 {
        match self.budget {
            Budget::Work(total) => STRIDE.min(total / 256 + 1).min(total.saturating_sub(self.work)),
            Budget::Share(_) => STRIDE,
        }
    }
}

struct Search<'w, 'b> {
    arch: Arch,
    pairs: Vec<[usize; 2]>,
    chance: Chance,
    patience: Patience,
    watch: Watch<'w, 'b>,
}

impl Search<'_, '_> {
    /// Descents by lot, then tempering where the budget allows it and else annealing.
    fn run(&mut self, instance: &Instance, distances: &Distances) -> Vec<Vec<u32>> {
        let begun = self.watch.share();
        let mut division = self.dealt(instance, distances);
        if self.pairs.is_empty() || begun >= 1.0 {
            return division.snapshot().groups;
        }
        self.descend(&mut division);
        let typical = self.median_loss(&mut division);
        let mut best = division.snapshot();
        let mut share = self.watch.share();
        while share < (begun + DESCENTS).min(1.0) {
            division = self.dealt(instance, distances);
            self.descend(&mut division);
            best.keep_better(&division);
            share = self.watch.share();
        }
        if share >= 1.0 {
            return best.groups;
        }
        let affordable = self.watch.work as f64 / (share - begun) * (1.0 - share);
        let items = instance.items();
        let size = items.div_ceil(instance.bounds().len());
        let enough = (self.pairs.len() * size) as f64 * (items * items * items) as f64 * TEMPERING;
        let mut divisions = if affordable < enough {
            self.anneal(&mut division, share, typical);
            vec![division]
        } else {
            let divisions = (0..DIVISIONS).map(|_| self.dealt(instance, distances)).collect();
            self.temper(divisions, typical, &mut best)
        };
        for division in &mut divisions {
            self.descend(division);
            best.keep_better(division);
        }
        best.groups
    }

    /// One slow cooling, for what is left of the budget.
    fn anneal(&mut self, division: &mut Division<'_>, begun: f64, typical: f64) {
        let mut share = begun;
        while share < 1.0 {
            let left = (1.0 - share) / (1.0 - begun);
            self.visit(division, typical * (COLD + (HOT - COLD) * left));
            share = self.watch.share();
        }
    }

    /// Divisions at temperatures from hot to cold, where neighbours trade places by the rule of
    /// Metropolis: what is stuck when cold gets out by way of the hot.
    fn temper<'d>(
        &mut self,
        mut divisions: Vec<Division<'d>>,
        typical: f64,
        best: &mut Snapshot,
    ) -> Vec<Division<'d>> {
        let step = (HOTTEST - COLDEST) / (DIVISIONS - 1) as f64;
        let temperature = |place: usize| typical * (HOTTEST - step * place as f64);
        while self.watch.share() < 1.0 {
            for (place, division) in divisions.iter_mut().enumerate() {
                self.visit(division, temperature(place));
            }
            for cold in (1..DIVISIONS).rev() {
                let hot = cold - 1;
                let loss = (divisions[cold].worth() - divisions[hot].worth()) as f64;
                let bearable = self.patience.draw(&mut self.chance);
                if loss * (temperature(cold).recip() - temperature(hot).recip()) <= bearable {
                    divisions.swap(hot, cold);
                }
            }
            best.keep_better(&divisions[DIVISIONS - 1]);
        }
        divisions
    }

    fn dealt<'d>(&mut self, instance: &'d Instance, distances: &'d Distances) -> Division<'d> {
        Division::new(distances, instance.bounds(), deal(instance, &mut self.chance))
    }

    /// Visits pairs of groups by lot for one stride of work. One threshold is drawn for a visit; the
    /// best exchange of the two groups is made unless it loses more.
    fn visit(&mut self, division: &mut Division<'_>, temperature: f64) {
        let Self { arch, pairs, chance, patience, watch } = self;
        let stride = watch.stride();
        let (work, visits) = arch.dispatch(
            #[inline(always)]
            || {
                let (mut work, mut visits) = (0, 0);
                while work < stride {
                    let pair = pairs[chance.below(pairs.len())];
                    let bearable = (temperature * patience.draw(chance)) as i32;
                    work += division.visit(pair, bearable);
                    visits += 1;
                }
                (work, visits)
            },
        );
        watch.work += work;
        watch.visits += visits;
    }

    /// Makes the best exchange of every two groups while any gains.
    fn descend(&mut self, division: &mut Division<'_>) {
        let Self { arch, pairs, watch, .. } = self;
        watch.work += arch.dispatch(
            #[inline(always)]
            || {
                let mut work = 0;
                loop {
                    let before = division.worth();
                    work += pairs.iter().map(|&pair| division.visit(pair, -1)).sum::<u64>();
                    if division.worth() == before {
                        return work;
                    }
                }
            },
        );
    }

    /// What the best exchange of two groups typically loses.
    fn median_loss(&mut self, division: &mut Division<'_>) -> f64 {
        let mut losses: Vec<i32> = self.pairs.iter().filter_map(|&pair| division.loss(pair)).collect();
        losses.sort_unstable();
        losses.get(losses.len() / 2).map_or(1.0, |&loss| f64::from(loss.max(1)))
    }
}
