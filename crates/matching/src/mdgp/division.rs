//! A division of the items into groups, what its exchanges would gain, and making them.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::inline_always,
    reason = "the hot loop of the search, compiled once for each kind of vector; groups and items are \
              indexed by what made them"
)]

use std::ops::RangeInclusive;

use crate::mdgp::distances::Distances;

/// Stands for a member where a group gives none.
const NOBODY: usize = usize::MAX;
/// The gain where there is nothing to exchange.
const IMPOSSIBLE: i32 = i32::MIN;

/// Groups within their bounds, with the sums that tell what every exchange gains.
pub(super) struct Division<'d> {
    distances: &'d Distances,
    bounds: &'d [RangeInclusive<usize>],
    groups: Vec<Vec<u32>>,
    /// For every group a row: what each item is apart from all its members together.
    sums: Vec<i32>,
    /// For every two groups the best exchange, while neither changed since it was found.
    best: Vec<Option<Exchange>>,
    /// The sum of distances within groups.
    worth: i64,
    scratch: Scratch,
}

/// Groups to go back to.
pub(super) struct Snapshot {
    pub(super) groups: Vec<Vec<u32>>,
    pub(super) worth: i64,
}

/// A swap between two groups, or one member going over; members by their position.
#[derive(Clone, Copy)]
struct Exchange {
    gain: i32,
    gives: usize,
    takes: usize,
}

/// Room for one look at two groups.
#[derive(Default)]
struct Scratch {
    /// What each member of the first group gains by going over to the second.
    giving: Vec<i32>,
    /// What each member of the second gains by going over to the first.
    taking: Vec<i32>,
    /// Those of the second who may be part of the best swap, with what they gain.
    hopeful: Vec<(i32, u32)>,
}

impl Snapshot {
    pub(super) fn keep_better(&mut self, division: &Division<'_>) {
        if division.worth > self.worth {
            *self = division.snapshot();
        }
    }
}

impl<'d> Division<'d> {
    pub(super) fn new(
        distances: &'d Distances,
        bounds: &'d [RangeInclusive<usize>],
        groups: Vec<Vec<u32>>,
    ) -> Self {
        let sums = vec![0; groups.len() * distances.width];
        let best = vec![None; groups.len() * groups.len()];
        let mut division =
            Self { distances, bounds, groups, sums, best, worth: 0, scratch: Scratch::default() };
        division.recompute();
        division
    }

    pub(super) fn worth(&self) -> i64 {
        self.worth
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { groups: self.groups.clone(), worth: self.worth }
    }

    fn recompute(&mut self) {
        let mut twice = 0;
        for (members, sums) in self.groups.iter().zip(self.sums.chunks_exact_mut(self.distances.width)) {
            sums.fill(0);
            for &item in members {
                let row = self.distances.row(item);
                sums.iter_mut().zip(row).for_each(|(sum, distance)| *sum += distance);
            }
            twice += members.iter().map(|&item| i64::from(sums[item as usize])).sum::<i64>();
        }
        self.worth = twice / 2;
        self.best.fill(None);
    }

    /// Makes the best exchange between two groups if it loses no more than this. Gives the work it
    /// took: one for a look, and one for every item where the best exchange was not yet known.
    #[inline(always)]
    pub(super) fn visit(&mut self, pair: [usize; 2], bearable: i32) -> u64 {
        let known = self.best[self.place(pair)];
        let exchange = known.unwrap_or_else(|| self.find_best(pair));
        if exchange.gain != IMPOSSIBLE && exchange.gain >= -bearable {
            self.make(exchange, pair);
        }
        let [one, other] = pair;
        if known.is_some() { 1 } else { 1 + (self.groups[one].len() + self.groups[other].len()) as u64 }
    }

    /// What the best exchange between two groups loses, if there is any.
    pub(super) fn loss(&mut self, pair: [usize; 2]) -> Option<i32> {
        let exchange = self.best[self.place(pair)].unwrap_or_else(|| self.find_best(pair));
        (exchange.gain != IMPOSSIBLE).then(|| -exchange.gain)
    }

    #[inline(always)]
    fn place(&self, [one, other]: [usize; 2]) -> usize {
        one * self.groups.len() + other
    }

    /// A swap gains what each of the two would gain by going over alone, less twice their distance.
    /// As that is never negative, the first bounds the swap, and few pairs need a look (as Schulz,
    /// *Efficient neighborhood evaluation for the maximally diverse grouping problem*, Annals of
    /// Operations Research, 2024, bounds them).
    #[inline(always)]
    fn find_best(&mut self, pair: [usize; 2]) -> Exchange {
        let [one, other] = pair;
        let (ones, others) = (&self.groups[one], &self.groups[other]);
        let width = self.distances.width;
        let one_sums = &self.sums[one * width..][..width];
        let other_sums = &self.sums[other * width..][..width];
        let over = |item: &u32| other_sums[*item as usize] - one_sums[*item as usize];
        let Scratch { giving, taking, hopeful } = &mut self.scratch;
        giving.clear();
        giving.extend(ones.iter().map(over));
        taking.clear();
        taking.extend(others.iter().map(|item| -over(item)));
        let (most_given, gives) = greatest(giving);
        let (most_taken, takes) = greatest(taking);

        let mut best = Exchange { gain: IMPOSSIBLE, gives: NOBODY, takes: NOBODY };
        let may = |from: usize, to: usize| {
            self.groups[from].len() > *self.bounds[from].start()
                && self.groups[to].len() < *self.bounds[to].end()
        };
        if may(one, other) {
            best = Exchange { gain: most_given, gives, takes: NOBODY };
        }
        if may(other, one) && most_taken > best.gain {
            best = Exchange { gain: most_taken, gives: NOBODY, takes };
        }
        if ones.is_empty() || others.is_empty() {
            return best;
        }

        let first = self.distances.row(ones[gives])[others[takes] as usize];
        if most_given + most_taken - 2 * first > best.gain {
            best = Exchange { gain: most_given + most_taken - 2 * first, gives, takes };
        }
        hopeful.clear();
        let hopes = taking.iter().copied().zip(others.iter().copied());
        hopeful.extend(hopes.filter(|(taken, _)| most_given + taken > best.gain));
        let mut partner = None;
        for (gives, (&given, &item)) in giving.iter().zip(ones).enumerate() {
            if given + most_taken <= best.gain {
                continue;
            }
            let row = self.distances.row(item);
            let gain = |&(taken, other): &(i32, u32)| given + taken - 2 * row[other as usize];
            let most = hopeful.iter().map(gain).fold(IMPOSSIBLE, i32::max);
            if most > best.gain {
                best = Exchange { gain: most, gives, takes };
                partner = hopeful.iter().find(|&hope| gain(hope) == most).map(|&(_, other)| other);
            }
        }
        if let Some(partner) = partner {
            best.takes = others.iter().position(|&item| item == partner).unwrap_or(takes);
        }
        let place = self.place(pair);
        self.best[place] = Some(best);
        best
    }

    #[inline(always)]
    fn make(&mut self, exchange: Exchange, [one, other]: [usize; 2]) {
        match exchange {
            Exchange { gives, takes: NOBODY, .. } => self.go_over(one, gives, other),
            Exchange { gives: NOBODY, takes, .. } => self.go_over(other, takes, one),
            Exchange { gives, takes, .. } => self.swap([one, other], [gives, takes]),
        }
        self.worth += i64::from(exchange.gain);
        for group in 0..self.groups.len() {
            for changed in [one, other] {
                let place = self.place([changed.min(group), changed.max(group)]);
                self.best[place] = None;
            }
        }
    }

    #[inline(always)]
    fn go_over(&mut self, from: usize, position: usize, to: usize) {
        let item = self.groups[from].swap_remove(position);
        self.groups[to].push(item);
        let [from_sums, to_sums] = two_rows(&mut self.sums, self.distances.width, [from, to]);
        let row = self.distances.row(item);
        for ((from_sum, to_sum), distance) in from_sums.iter_mut().zip(to_sums).zip(row) {
            *from_sum -= distance;
            *to_sum += distance;
        }
    }

    #[inline(always)]
    fn swap(&mut self, [one, other]: [usize; 2], [gives, takes]: [usize; 2]) {
        let given = self.groups[one][gives];
        let taken = std::mem::replace(&mut self.groups[other][takes], given);
        self.groups[one][gives] = taken;
        let [one_sums, other_sums] = two_rows(&mut self.sums, self.distances.width, [one, other]);
        let rows = self.distances.row(given).iter().zip(self.distances.row(taken));
        for ((one_sum, other_sum), (given, taken)) in one_sums.iter_mut().zip(other_sums).zip(rows) {
            *one_sum += taken - given;
            *other_sum -= taken - given;
        }
    }
}

/// The greatest value and where it first stands; [`IMPOSSIBLE`] where there is none.
#[inline(always)]
fn greatest(values: &[i32]) -> (i32, usize) {
    let most = values.iter().copied().fold(IMPOSSIBLE, i32::max);
    (most, values.iter().position(|&value| value == most).unwrap_or(NOBODY))
}

#[inline(always)]
fn two_rows(table: &mut [i32], width: usize, [one, other]: [usize; 2]) -> [&mut [i32]; 2] {
    let (low, high) = table.split_at_mut(one.max(other) * width);
    let (low, high) = (&mut low[one.min(other) * width..][..width], &mut high[..width]);
    if one < other { [low, high] } else { [high, low] }
}
