//! People as points: groups that are each as varied as the whole (anticlustering), for millions.

use std::ops::RangeInclusive;

use super::facets::{Facet, SEATS, Sheet, scale};
use super::groups::Groups;
use super::sweep::{Machine, search};
use crate::FormError;
use crate::chance::Chance;

/// Points of numbers and codes. Two are as far apart as the square of their distance in the numbers,
/// and for every code that differs its weight.
///
/// ```
/// use matching::{Features, Pace, spread};
/// let mut features = Features::new(6);
/// features.add_numbers(vec![1.0, 1.0, 1.0, 5.0, 5.0, 5.0])?;
/// features.add_codes(vec![0, 1, 0, 1, 0, 1], 2.0)?;
/// let groups = spread(&features, 2..=2, 1, 1, Pace::Trials(1_000))?;
/// assert!(groups.iter().all(|group| (group[0] < 3) != (group[1] < 3)));
/// # Ok::<(), matching::FormError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Features {
    count: usize,
    numbers: Vec<Vec<f32>>,
    codes: Vec<(Vec<u32>, f32)>,
}

/// How long to search.
pub enum Pace<'p> {
    /// So many trials of an exchange: the same on every machine.
    Trials(u64),
    /// Told the trials made, this says which part of the budget is left; it ends at 0.
    While(&'p mut dyn FnMut(u64) -> f64),
}

impl Pace<'_> {
    /// By visits of so many trials: which part of the budget is left, and how many visits at most.
    pub(crate) fn next(&mut self, visits: u64, trials: u64) -> Option<(f64, u64)> {
        match self {
            Self::Trials(all) => {
                let all = *all / trials;
                (visits < all).then(|| (part(all - visits, all), all - visits))
            }
            Self::While(left) => {
                let left = left(visits * trials);
                (left > 0.0).then_some((left, u64::MAX))
            }
        }
    }
}

impl Features {
    /// So many points of which nothing is known.
    pub fn new(count: usize) -> Self {
        Self { count, numbers: Vec::new(), codes: Vec::new() }
    }

    /// Adds a number of each point; what is not finite counts as 0.
    pub fn add_numbers(&mut self, mut numbers: Vec<f32>) -> Result<(), FormError> {
        self.check_length(numbers.len())?;
        for number in &mut numbers {
            *number = if number.is_finite() { *number } else { 0.0 };
        }
        self.numbers.push(numbers);
        Ok(())
    }

    /// Adds a code of each point, and what a difference in it counts. In columns of 0 and 1, one for
    /// each code, that is 2.
    pub fn add_codes(&mut self, codes: Vec<u32>, weight: f32) -> Result<(), FormError> {
        self.check_length(codes.len())?;
        let weight = if weight.is_finite() { weight } else { 0.0 };
        self.codes.push((codes, weight));
        Ok(())
    }

    pub(crate) fn check_length(&self, found: usize) -> Result<(), FormError> {
        if found == self.count {
            Ok(())
        } else {
            Err(FormError::ColumnLength { found, expected: self.count })
        }
    }

    /// In whole numbers, as fine as groups of up to `most` allow.
    pub(crate) fn sheet(&self, most: usize) -> Sheet {
        let ranges = self.numbers.iter().map(|numbers| {
            let low = numbers.iter().copied().fold(f32::INFINITY, f32::min);
            let high = numbers.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            (low, f64::from(high) - f64::from(low))
        });
        let ranges: Vec<(f32, f64)> = ranges.collect();
        let weights: f64 = self.codes.iter().map(|(_, weight)| f64::from(weight.abs())).sum();
        let farthest = ranges.iter().map(|(_, range)| range * range).sum::<f64>() + weights;
        let (worth, price) = scale(most);
        let unit = if farthest > 0.0 { f64::from(worth) / farthest } else { 1.0 };
        let root = unit.sqrt();
        let mut sheet = Sheet::new(price);
        for (numbers, (low, _)) in self.numbers.iter().zip(&ranges) {
            let whole = |number: &f32| nearest((f64::from(*number) - f64::from(*low)) * root);
            sheet.add(Facet::Square, [numbers.iter().map(whole).collect()]);
        }
        for (codes, weight) in &self.codes {
            let codes = codes.iter().map(|code| (code & 0x7FFF_FFFF).cast_signed()).collect();
            sheet.add(Facet::Differ(nearest(f64::from(*weight) * unit)), [codes]);
        }
        sheet
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "conversion saturates")]
pub(crate) fn nearest(number: f64) -> i32 {
    (number + if number < 0.0 { -0.5 } else { 0.5 }) as i32
}

/// Divides all points into groups of sizes in this range, such that the points within groups are as
/// far apart as can be: the sum over groups of squared distances from their centre is greatest, and
/// the groups' centres lie closest together. Groups are of even size, in the middle of the range; a
/// number that cannot be divided so leaves out the last.
pub fn spread(
    features: &Features,
    size: RangeInclusive<usize>,
    seed: u64,
    threads: usize,
    mut pace: Pace<'_>,
) -> Result<Vec<Vec<usize>>, FormError> {
    let (least, most) = (*size.start(), *size.end());
    if least == 0 || least > most || most > SEATS {
        return Err(FormError::SizeRange { least, most });
    }
    if features.count < least {
        return Err(FormError::TooFewCandidates { candidates: features.count, least });
    }
    let mut chance = Chance::new(seed);
    let sheet = features.sheet(most);
    let dealt = deal(features.count, least, most, &mut chance);
    let share = (0..=SEATS).map(|size| shares(most) / shares(size.max(1))).collect();
    let mut groups = Groups::new(&sheet, &dealt, share, |_| false);
    drop((sheet, dealt));
    let machine = Machine::with(threads);
    let trials = u64::try_from(most * most).unwrap_or(u64::MAX);
    search(&mut groups, None, machine, &mut chance, &mut |_, visits| pace.next(visits, trials));
    let mut members = groups.members();
    members.iter_mut().for_each(|members| members.sort_unstable());
    members.sort_unstable();
    Ok(members)
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a share for the temperature")]
pub(crate) fn part(some: u64, all: u64) -> f64 {
    some as f64 / all as f64
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "sizes are at most 32")]
fn shares(size: usize) -> f32 {
    size as f32
}

/// By lot, into groups of even size.
fn deal(count: usize, least: usize, most: usize, chance: &mut Chance) -> Vec<Vec<usize>> {
    let middle = (2 * count).div_ceil(least + most);
    let groups = middle.max(count.div_ceil(most)).min(count / least);
    let mut people: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        people.swap(last, chance.below(last + 1));
    }
    people.truncate(groups * most);
    (0..groups).map(|group| people.iter().skip(group).step_by(groups).copied().collect()).collect()
}
