//! What a wish finds in two people and in a group, between 0 and 1.

use crate::faultlines::{crossing_wishes, differences};
use crate::problem::PAIR_WORTH_MOST;
use crate::{Aim, Candidates, Column, Criteria, Wish};

/// How well a set of people meets the wishes.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The weighted mean of the parts, 0 to 1; 0 when nothing is wished for.
    pub total: f64,
    /// One per wish in the order of [`Criteria::wishes`], each 0 to 1.
    pub parts: Vec<f64>,
}

impl Score {
    /// From sums over pairs (or other things counted alike).
    pub(crate) fn from_sums(criteria: &Criteria, sums: &[f64], count: f64) -> Self {
        let parts: Vec<f64> = sums.iter().map(|sum| if count > 0.0 { sum / count } else { 0.0 }).collect();
        let (mut total, mut weights) = (0.0, 0.0);
        for (wish, part) in criteria.wishes.iter().zip(&parts) {
            total += f64::from(wish.weight) * part;
            weights += f64::from(wish.weight);
        }
        Self { total: if weights > 0.0 { total / weights } else { 0.0 }, parts }
    }
}

/// The mean over the pairs of one group, and how well differences cross in it.
pub(crate) fn group_score(candidates: &Candidates, criteria: &Criteria, members: &[usize]) -> Score {
    let mut sums = vec![0.0; criteria.wishes.len()];
    let mut pairs = 0.0;
    for (position, &one) in members.iter().enumerate() {
        for &other in members.iter().take(position) {
            pairs += 1.0;
            add_parts(candidates, criteria, [one, other], &mut sums);
        }
    }
    for (wish, part) in crossing_parts(candidates, criteria, members) {
        if let Some(sum) = sums.get_mut(wish) {
            *sum = part * pairs;
        }
    }
    Score::from_sums(criteria, &sums, pairs)
}

/// The parts of the wishes that columns cross, by the index of the wish.
pub(crate) fn crossing_parts(
    candidates: &Candidates,
    criteria: &Criteria,
    members: &[usize],
) -> Vec<(usize, f64)> {
    let wishes = crossing_wishes(criteria);
    if wishes.is_empty() {
        return Vec::new();
    }
    let found = differences(candidates, &wishes, members);
    let part = |column| share(found.crossing(column));
    wishes.iter().enumerate().map(|(column, &(wish, _))| (wish, part(column))).collect()
}

/// Adds what each wish finds in this pair; nothing for what only a whole group shows.
pub(crate) fn add_parts(candidates: &Candidates, criteria: &Criteria, pair: [usize; 2], sums: &mut [f64]) {
    for (sum, wish) in sums.iter_mut().zip(&criteria.wishes) {
        *sum += f64::from(pair_part(candidates, wish, pair));
    }
}

/// The weighted mean of all wishes for this pair; what only a whole group shows counts as nothing.
pub(crate) fn pair_worth(candidates: &Candidates, criteria: &Criteria, pair: [usize; 2]) -> f32 {
    let (mut total, mut weights) = (0.0, 0.0);
    for wish in &criteria.wishes {
        total += wish.weight * pair_part(candidates, wish, pair);
        weights += wish.weight;
    }
    if weights > 0.0 { total / weights } else { 0.0 }
}

fn pair_part(candidates: &Candidates, wish: &Wish, [one, other]: [usize; 2]) -> f32 {
    const NOT_KNOWN: f32 = 0.5;
    let column = wish.column;
    if wish.aim == Aim::Crossing {
        return 0.0;
    }
    let difference = match candidates.column(column) {
        Some(Column::Categorical(_)) => {
            match (candidates.code(column, one), candidates.code(column, other)) {
                (Some(one), Some(other)) => f32::from(u8::from(one != other)),
                _ => return NOT_KNOWN,
            }
        }
        Some(Column::Multi(_)) => {
            let (one, other) = (candidates.codes(column, one), candidates.codes(column, other));
            if one.is_empty() || other.is_empty() {
                return NOT_KNOWN;
            }
            let common = common_codes(one, other);
            if wish.aim == Aim::Shared {
                return f32::from(u8::from(common > 0));
            }
            1.0 - ratio(common, one.len() + other.len() - common)
        }
        Some(Column::Numeric(_) | Column::Ordinal(_)) => {
            match (candidates.number(column, one), candidates.number(column, other)) {
                (Some(one), Some(other)) => {
                    let apart = (one - other).abs();
                    if let Aim::Within(width) = wish.aim {
                        return f32::from(u8::from(apart <= width));
                    }
                    (apart / candidates.scale(column)).min(1.0)
                }
                _ => return NOT_KNOWN,
            }
        }
        Some(Column::Ties(_)) => 1.0 - candidates.tie(column, one, other),
        None => return NOT_KNOWN,
    };
    if wish.aim == Aim::Different { difference } else { 1.0 - difference }
}

/// A whole number up to [`PAIR_WORTH_MOST`] as a share of it.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "at most 32,767")]
pub(crate) fn share(part: i64) -> f64 {
    part as f64 / f64::from(PAIR_WORTH_MOST)
}

/// How many codes two sorted lists share.
pub(crate) fn common_codes(mut one: &[u32], mut other: &[u32]) -> usize {
    let mut common = 0;
    while let ([first, rest @ ..], [others_first, others_rest @ ..]) = (one, other) {
        common += usize::from(first == others_first);
        (one, other) = (
            if first <= others_first { rest } else { one },
            if others_first <= first { others_rest } else { other },
        );
    }
    common
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "list lengths are small")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}
