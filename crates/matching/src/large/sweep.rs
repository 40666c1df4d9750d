//! Rounds of visits. The groups are shuffled and cut into blocks that fit the cache; in a block every
//! two groups visit each other once. Blocks have nothing in common, so that threads may take them in
//! any order; each has its own chance, from the seed, the round and its place.
#![expect(
    clippy::inline_always,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numeric code; every value is bounded where it is made"
)]

use std::sync::Mutex;

use pulp::{Arch, Simd, WithSimd};

use super::facets::{LANES, Row};
use super::groups::{Groups, Layout};
use super::judge::Judge;
use super::visit::Table;
use crate::chance::{Chance, Patience};

/// Groups in a block.
const BLOCK: usize = 128;

/// What to compute on, which changes nothing but the time it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Machine {
    pub(crate) threads: usize,
    /// The kind of vectors.
    pub(crate) arch: Arch,
}

impl Machine {
    /// So many threads, and the widest vectors there are.
    pub(crate) fn with(threads: usize) -> Self {
        Self { threads: threads.max(1), arch: Arch::new() }
    }

    /// All of this machine.
    pub(crate) fn whole() -> Self {
        Self::with(std::thread::available_parallelism().map_or(1, usize::from))
    }
}

/// Told the visits made, says which part of the budget is left and how many visits there may still be,
/// or that it is over.
pub(crate) type Pacing<'p> = dyn FnMut(&Groups, u64) -> Option<(f64, u64)> + 'p;

/// Improves groups by rounds of visits: annealing (Kirkpatrick, Gelatt and Vecchi, 1983), then
/// descent. `pace` is asked before each round.
pub(crate) fn search(
    groups: &mut Groups,
    judge: Option<&Judge<'_>>,
    machine: Machine,
    chance: &mut Chance,
    pace: &mut Pacing<'_>,
) {
    prepare(groups, judge, machine);
    let typical = typical_difference(groups, chance);
    let patience = Patience::new();
    let mut done = 0;
    while let Some((left, most)) = pace(groups, done) {
        groups.shuffle(chance);
        let temperature = typical * temperature(left);
        done += round(groups, judge, machine, &patience, Chance::new(chance.draw()), temperature, most);
    }
}

/// In parts of the typical difference, by the part of the budget that is left.
fn temperature(left: f64) -> f64 {
    const HOT: f64 = 0.07;
    const COLD: f64 = 0.2;
    let left = ((left - COLD) / (1.0 - COLD)).max(0.0);
    HOT * left * left
}

/// One round of so many visits at most; gives how many there were.
fn round(
    groups: &mut Groups,
    judge: Option<&Judge<'_>>,
    machine: Machine,
    patience: &Patience,
    mut chance: Chance,
    temperature: f64,
    most: u64,
) -> u64 {
    let count = groups.len();
    let size = count.div_ceil(count.div_ceil(BLOCK).max(1)).max(1);
    let layout = &groups.layout;
    let mut visits = 0;
    let blocks: Vec<Block<'_>> = groups
        .rows
        .chunks_mut(size * layout.rows)
        .map(|rows| {
            let groups = (rows.len() / layout.rows) as u64;
            let most = (groups * groups.saturating_sub(1) / 2).min(most - visits);
            visits += most;
            Block { layout, judge, patience, chance: Chance::new(chance.draw()), temperature, most, rows }
        })
        .collect();
    each_on_threads(blocks, machine.threads, |block| machine.arch.dispatch(block));
    // A single group has nobody to visit, and still its rounds must end.
    if visits == 0 { most.min(1 << 20) } else { visits }
}

/// Calls for each item, on as many threads.
fn each_on_threads<T: Send>(items: Vec<T>, threads: usize, call: impl Fn(T) + Sync) {
    let queue = Mutex::new(items.into_iter());
    let next = || queue.lock().map_or(None, |mut queue| queue.next());
    let work = || {
        while let Some(item) = next() {
            call(item);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
}

struct Block<'r> {
    layout: &'r Layout,
    judge: Option<&'r Judge<'r>>,
    patience: &'r Patience,
    chance: Chance,
    temperature: f64,
    most: u64,
    rows: &'r mut [Row],
}

impl Block<'_> {
    #[inline(always)]
    fn visits<const C: usize>(mut self) {
        let mut table = Table::<C>::new();
        let size = self.layout.rows;
        let count = self.rows.len() / size;
        let mut left = self.most;
        for step in 1..count {
            for first in 0..count - step {
                if left == 0 {
                    return;
                }
                left -= 1;
                let (before, after) = self.rows.split_at_mut((first + step) * size);
                let Some(one) = before.get_mut(first * size..(first + 1) * size) else { return };
                let Some(other) = after.get_mut(..size) else { return };
                let pair = (&mut self.layout.group(one), &mut self.layout.group(other));
                let bearable = self.temperature * self.patience.draw(&mut self.chance);
                table.visit(self.layout, self.judge, pair, bearable as f32);
            }
        }
    }
}

impl WithSimd for Block<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        match self.layout.chunks {
            1 => self.visits::<1>(),
            2 => self.visits::<2>(),
            _ => self.visits::<4>(),
        }
    }
}

/// Works out what everyone is to their own group, and what the judge says of each.
fn prepare(groups: &mut Groups, judge: Option<&Judge<'_>>, machine: Machine) {
    let layout = &groups.layout;
    let records: Vec<&mut [Row]> = groups.rows.chunks_mut(layout.rows * BLOCK).collect();
    each_on_threads(records, machine.threads, |records| {
        for record in records.chunks_exact_mut(layout.rows) {
            match layout.chunks {
                1 => prepare_group::<1>(layout, judge, record),
                2 => prepare_group::<2>(layout, judge, record),
                _ => prepare_group::<4>(layout, judge, record),
            }
        }
    });
}

fn prepare_group<const C: usize>(layout: &Layout, judge: Option<&Judge<'_>>, record: &mut [Row]) {
    let mut group = layout.group(record);
    let within = Table::<C>::new().within(layout, &mut group);
    group.within_mut().copy_from_slice(&within);
    if let Some(judge) = judge {
        let members: Vec<usize> = group.people().collect();
        group.set_offences(judge.offences(&members));
    }
}

/// How much two pairs of people typically differ in worth: the standard deviation over those in some
/// groups, whatever is forbidden left aside.
fn typical_difference(groups: &Groups, chance: &mut Chance) -> f64 {
    let layout = &groups.layout;
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for _ in 0..256 {
        let mut table = [[[0; LANES]; 4]; super::facets::SEATS];
        let place = chance.below(groups.len());
        let Some(record) = groups.iter().nth(place) else { return 0.0 };
        let members: Vec<usize> = super::groups::people(record, layout.chunks).collect();
        for (facet, at) in layout.facets().filter(|(facet, _)| !facet.forbids()) {
            let rows = record.get(at..at + layout.chunks).unwrap_or_default();
            facet.add(0, (rows, 0..members.len()), rows, &mut table);
        }
        for (one, pairs) in table.iter().enumerate().take(members.len()) {
            for &worth in pairs.as_flattened().iter().take(one) {
                let worth = f64::from(worth);
                count += 1.0;
                sum += worth;
                squares += worth * worth;
            }
        }
    }
    if count > 0.0 { ((squares / count) - (sum / count) * (sum / count)).max(0.0).sqrt() } else { 0.0 }
}
