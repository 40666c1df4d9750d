//! What two people are to each other, added up facet by facet for all pairs between two groups at
//! once. Every value is a whole number, so that a sum is the same in any order and at any width of
//! the machine's vectors; the loops are plain and left to the compiler to widen.
#![expect(
    clippy::indexing_slicing,
    clippy::inline_always,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the innermost loop; rows are indexed by the layout that made them"
)]

use std::ops::Range;

/// Members side by side in one row.
pub(crate) const LANES: usize = 8;
/// One value each of eight members.
pub(crate) type Row = [i32; LANES];
/// Most members of a group.
pub(crate) const SEATS: usize = 32;
/// A number that is not known.
pub(crate) const NOT_KNOWN: i32 = i32::MIN;

/// One thing two people are to each other. Weights may be negative, for what shall be alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Facet {
    /// The square of the distance between two numbers.
    Square,
    /// So much where two codes differ; half where either is below 0.
    Differ(i32),
    /// Distance between two numbers, at most `most`, times `sign`.
    Distance { most: i32, sign: i32 },
    /// So much where two numbers are at most `width` apart; the rows hold the bits of floats.
    Within { width: f32, weight: i32 },
    /// So much where two sets of bits meet; half where either is empty.
    Meet(i32),
    /// So much times the share of bits that only one of two sets has; half where either is empty.
    Unshared(i32),
    /// A forbidden pair: two equal codes, but for those below 0.
    Apart,
    /// A forbidden pair: numbers further apart than this; the rows hold the bits of floats, and what
    /// is not a number is near to all.
    Band(f32),
    /// A forbidden pair: hours of two kinds with too little in common. One row holds the bit of the
    /// own kind, the next those of the kinds it goes with.
    Hours,
}

impl Facet {
    /// How many rows of values it reads.
    pub(crate) fn rows(&self) -> usize {
        if *self == Self::Hours { 2 } else { 1 }
    }

    /// Whether it forbids pairs.
    pub(crate) fn forbids(&self) -> bool {
        matches!(self, Self::Apart | Self::Band(_) | Self::Hours)
    }

    /// Adds what each member of `one` in these seats is to every member of `other`.
    #[inline(always)]
    pub(crate) fn add<const C: usize>(
        &self,
        price: i32,
        (one, seats): (&[Row], Range<usize>),
        other: &[Row],
        table: &mut [[Row; C]; SEATS],
    ) {
        let half = |known: bool, weight: i32, part: i32| if known { part } else { weight / 2 };
        match *self {
            Self::Square => each(one, seats, other, table, |a, b| (a - b) * (a - b)),
            Self::Differ(weight) => each(one, seats, other, table, |a, b| {
                half((a | b) >= 0, weight, if a == b { 0 } else { weight })
            }),
            Self::Distance { most, sign } => each(one, seats, other, table, |a, b| {
                let known = a != NOT_KNOWN && b != NOT_KNOWN;
                sign * half(known, most, a.wrapping_sub(b).wrapping_abs().min(most))
            }),
            Self::Within { width, weight } => each(one, seats, other, table, |a, b| {
                let apart = distance(a, b);
                half(!apart.is_nan(), weight, if apart <= width { weight } else { 0 })
            }),
            Self::Meet(weight) => each(one, seats, other, table, |a, b| {
                half(a != 0 && b != 0, weight, if a & b == 0 { 0 } else { weight })
            }),
            Self::Unshared(weight) => each(one, seats, other, table, |a, b| {
                let share = (a & b).count_ones() as f32 / (a | b).count_ones() as f32;
                half(a != 0 && b != 0, weight, weight - (share * weight as f32) as i32)
            }),
            Self::Apart => {
                each(one, seats, other, table, |a, b| if a == b && a >= 0 { -price } else { 0 });
            }
            Self::Band(width) => {
                each(one, seats, other, table, |a, b| if distance(a, b) > width { -price } else { 0 });
            }
            Self::Hours => {
                each(one, seats, &other[C..], table, |a, b| if a & b == 0 { -price } else { 0 });
            }
        }
    }
}

#[inline(always)]
fn each<const C: usize>(
    one: &[Row],
    seats: Range<usize>,
    other: &[Row],
    table: &mut [[Row; C]; SEATS],
    part: impl Fn(i32, i32) -> i32 + Copy,
) {
    for (&value, sums) in one.as_flattened()[seats].iter().zip(table) {
        for (sums, others) in sums.iter_mut().zip(other) {
            // By value, so that the compiler sees eight independent lanes.
            let (before, others) = (*sums, *others);
            *sums = std::array::from_fn(|lane| before[lane] + part(value, others[lane]));
        }
    }
}

#[inline(always)]
fn distance(one: i32, other: i32) -> f32 {
    (f32::from_bits(one.cast_unsigned()) - f32::from_bits(other.cast_unsigned())).abs()
}

/// Everyone's values, facet by facet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) facets: Vec<Facet>,
    /// One column per row of each facet, one value per person.
    pub(crate) columns: Vec<Vec<i32>>,
    /// What a forbidden pair costs.
    pub(crate) price: i32,
}

impl Sheet {
    pub(crate) fn new(price: i32) -> Self {
        Self { price, ..Self::default() }
    }

    pub(crate) fn add(&mut self, facet: Facet, columns: impl IntoIterator<Item = Vec<i32>>) {
        self.facets.push(facet);
        self.columns.extend(columns);
    }
}

/// The greatest worth a pair may have in groups of up to so many, and the price of a forbidden pair:
/// no exchange of two people can outweigh one, and no sum exceeds 31 bits.
pub(crate) fn scale(most: usize) -> (i32, i32) {
    let most = i32::try_from(most.max(4)).unwrap_or(i32::MAX).min(32);
    let price = (1 << 29) / most;
    (price / (2 * most), price)
}
