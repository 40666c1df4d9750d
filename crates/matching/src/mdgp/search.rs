//! The search: annealing by visits to pairs of groups, in rounds, each ended by descent.
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
use crate::mdgp::division::Division;
use crate::mdgp::pool::Pool;
use crate::mdgp::sizes::sizes;

/// Work between two looks at temperature and budget: well under a millisecond.
const STRIDE: u64 = 1 << 13;
/// The share of the budget for descents from divisions drawn by lot.
const DESCENTS: f64 = 0.01;
/// The share after which rounds begin at a child of two divisions found.
const EXPLORED: f64 = 0.5;
/// A round begins at so much of the median loss of exchanges at a local optimum …
const HOT: f64 = 1.0;
/// … or so much when it begins at a child …
const WARM: f64 = 0.27;
/// … and ends at so much.
const COLD: f64 = 0.1;
/// A round takes at least so much work for each member of each pair of groups and square of the items:
/// the more items, the slower cooling pays rather than beginning again.
const ROUND: f64 = 0.3;

/// How long to search.
pub enum Budget<'b> {
    /// So much work and a last descent: the same on every machine. A unit is one item looked at, some
    /// five nanoseconds.
    Work(u64),
    /// Until this answers 1 or more; before, it answers the share of the budget that is spent.
    /// Asked every few ten microseconds. This is how a caller with a clock gives seconds.
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
    let mut chance = Chance::new(seed);
    let mut division = Division::new(&distances, instance.bounds(), deal(instance, &mut chance));
    let mut search = Search {
        arch,
        pairs: pairs(instance.bounds().len()),
        chance,
        patience: Patience::new(),
        watch: Watch { budget, progress, work: 0, visits: 0 },
    };
    let best = search.run(instance, &mut division);
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
    /// Descents by lot, then rounds of annealing: first by lot, then from
    /// children of what was found. For many items there is one slow round, for few there are many.
    fn run(&mut self, instance: &Instance, division: &mut Division<'_>) -> Vec<Vec<u32>> {
        let begun = self.watch.share();
        if self.pairs.is_empty() || begun >= 1.0 {
            return division.snapshot().groups;
        }
        self.descend(division);
        let mut descents = Pool::default();
        descents.offer(division.snapshot());
        let typical = self.median_loss(division);
        let mut share = self.watch.share();
        while share < (begun + DESCENTS).min(1.0) {
            self.begin_by_lot(instance, division);
            descents.offer(division.snapshot());
            share = self.watch.share();
        }
        let affordable = self.watch.work as f64 / (share - begun) * (1.0 - share);
        let items = instance.items();
        let size = items.div_ceil(instance.bounds().len());
        let enough = (self.pairs.len() * size) as f64 * (items * items) as f64 * ROUND;
        let length = (1.0 - share) / (affordable / enough).floor().max(1.0);
        let mut pool = Pool::default();
        while share < 1.0 {
            let hot = if share < EXPLORED || pool.is_empty() {
                self.begin_by_lot(instance, division);
                HOT
            } else {
                division.replace(pool.child(&mut self.chance));
                WARM
            };
            let ends = (share + length).min(1.0);
            while share < ends {
                let left = (ends - share) / length;
                self.visit(division, typical * (COLD + (hot - COLD) * left));
                share = self.watch.share();
            }
            self.descend(division);
            pool.offer(division.snapshot());
        }
        descents.into_best().into_iter().for_each(|best| pool.offer(best));
        pool.into_best().map_or_else(Vec::new, |best| best.groups)
    }

    fn begin_by_lot(&mut self, instance: &Instance, division: &mut Division<'_>) {
        division.replace(deal(instance, &mut self.chance));
        self.descend(division);
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
