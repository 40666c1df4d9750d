//! Faultlines: differences that run along the same line and so part a group in two, as when all its
//! women come from non-profits.
//!
//! The idea is Lau and Murnighan's (*Demographic diversity and faultlines*, Academy of Management
//! Review 23, 1998). As a measure we take the covariance of two attributes' differences over all
//! pairs of members, which is the statistic Mantel compares distances by (*The detection of disease
//! clustering and a generalized regression approach*, Cancer Research 27, 1967), times four so that
//! two equal halves that differ in both attributes come near 1. It is 0 where every pair is alike,
//! or every pair differs, in either attribute, for then there is no line; and where the attributes
//! cut across each other, as those who differ in one then tend to be alike in the other. Unlike the
//! measures that look for the best split (Thatcher, Jehn and Zanutto, *Cracks in diversity
//! research*, Group Decision and Negotiation 12, 2003), it needs only counts, so a search can ask
//! it of every exchange.
#![expect(clippy::indexing_slicing, reason = "columns and members are counted here")]

use crate::problem::PAIR_WORTH_MOST;
use crate::{Aim, Candidates, ColumnId, Criteria};

/// Differences of a group's members in some columns, as a bit per pair of members.
#[derive(Clone, Default, Debug)]
pub(crate) struct Differences {
    pairs: usize,
    width: usize,
    bits: Vec<u64>,
}

impl Differences {
    /// Looks at so many columns; an unknown code differs from nothing.
    pub(crate) fn look<C: Copy + PartialEq>(
        &mut self,
        width: usize,
        members: &[usize],
        code: impl Fn(usize, usize) -> Option<C>,
    ) {
        let pairs = members.len() * members.len().saturating_sub(1) / 2;
        let words = pairs.div_ceil(64);
        (self.pairs, self.width) = (pairs, width);
        self.bits.clear();
        self.bits.resize(width * words, 0);
        for column in 0..width {
            let bits = &mut self.bits[column * words..][..words];
            let mut pair = 0;
            for (position, &one) in members.iter().enumerate() {
                let mine = code(column, one);
                for &other in &members[..position] {
                    let differs = match (mine, code(column, other)) {
                        (Some(mine), Some(theirs)) => mine != theirs,
                        _ => false,
                    };
                    bits[pair / 64] |= u64::from(differs) << (pair % 64);
                    pair += 1;
                }
            }
        }
    }

    /// How far two columns part the group along the same line, up to [`PAIR_WORTH_MOST`].
    pub(crate) fn alignment(&self, one: usize, other: usize) -> i64 {
        let words = self.pairs.div_ceil(64);
        let (one, other) = (&self.bits[one * words..][..words], &self.bits[other * words..][..words]);
        let (mut in_one, mut in_other, mut in_both) = (0, 0, 0);
        for (one, other) in one.iter().zip(other) {
            in_one += i64::from(one.count_ones());
            in_other += i64::from(other.count_ones());
            in_both += i64::from((one & other).count_ones());
        }
        let pairs = i64::try_from(self.pairs).unwrap_or(i64::MAX).max(1);
        let aligned = 4 * (pairs * in_both - in_one * in_other).max(0);
        aligned * i64::from(PAIR_WORTH_MOST) / (pairs * pairs)
    }

    /// How well a column's differences cut across those of all others, up to [`PAIR_WORTH_MOST`].
    pub(crate) fn crossing(&self, column: usize) -> i64 {
        let others = i64::try_from(self.width).unwrap_or(1) - 1;
        let aligned: i64 =
            (0..self.width).filter(|&other| other != column).map(|other| self.alignment(column, other)).sum();
        i64::from(PAIR_WORTH_MOST) - aligned / others.max(1)
    }
}

/// The wishes that columns cross, by index, with their columns.
pub(crate) fn crossing_wishes(criteria: &Criteria) -> Vec<(usize, ColumnId)> {
    let wishes = criteria.wishes.iter().enumerate();
    wishes.filter(|(_, wish)| wish.aim == Aim::Crossing).map(|(index, wish)| (index, wish.column)).collect()
}

/// The differences of members in the columns that shall cross.
pub(crate) fn differences(
    candidates: &Candidates,
    wishes: &[(usize, ColumnId)],
    members: &[usize],
) -> Differences {
    let mut differences = Differences::default();
    differences.look(wishes.len(), members, |index, who| candidates.code(wishes[index].1, who));
    differences
}

/// What the search needs to know of columns that shall cross.
pub(crate) struct Crossing {
    /// How much each counts, in shares of a person's worth.
    shares: Vec<i64>,
    /// Row by row, a code per column.
    codes: Vec<Option<u32>>,
}

impl Crossing {
    /// `None` where no columns shall cross. A weight of all the wishes' weight is `whole` shares.
    pub(crate) fn new(candidates: &Candidates, criteria: &Criteria, whole: i32) -> Option<Self> {
        let wishes = crossing_wishes(criteria);
        let all: f64 = criteria.wishes.iter().map(|wish| f64::from(wish.weight)).sum();
        if wishes.is_empty() || all <= 0.0 {
            return None;
        }
        let share = |&(index, _): &(usize, ColumnId)| {
            shares_of(f64::from(criteria.wishes[index].weight) / all * f64::from(whole))
        };
        let row = |who: usize| wishes.iter().map(move |&(_, column)| (column, who));
        Some(Self {
            shares: wishes.iter().map(share).collect(),
            codes: (0..candidates.len())
                .flat_map(|who| {
                    row(who).map(|(column, who)| candidates.code(column, who)).collect::<Vec<_>>()
                })
                .collect(),
        })
    }

    /// The most that can be worth to each member.
    pub(crate) fn most(&self) -> i64 {
        self.shares.iter().sum::<i64>() * i64::from(PAIR_WORTH_MOST)
    }

    /// What the crossing of all columns is worth to each member of a group.
    pub(crate) fn worth(&self, members: &[usize], differences: &mut Differences) -> i64 {
        let width = self.shares.len();
        differences.look(width, members, |column, who| self.codes[who * width + column]);
        (0..).zip(&self.shares).map(|(column, share)| share * differences.crossing(column)).sum()
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a share of a small whole")]
fn shares_of(share: f64) -> i64 {
    (share + 0.5) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn strength(people: &[[u32; 2]]) -> f64 {
        let mut candidates = Candidates::new(people.len());
        let mut criteria = Criteria::of_size(2..=people.len());
        for index in 0..2 {
            let codes = people.iter().map(|codes| Some(codes[index])).collect();
            let column = candidates.add(Column::Categorical(codes)).unwrap();
            criteria = criteria.wish(column, Aim::Crossing, 1.0);
        }
        let members: Vec<usize> = (0..people.len()).collect();
        let found = differences(&candidates, &crossing_wishes(&criteria), &members);
        f64::from(i32::try_from(found.alignment(0, 1)).unwrap()) / f64::from(PAIR_WORTH_MOST)
    }

    #[test]
    fn a_line_is_strong_where_both_differences_part_the_same_people() {
        let women_from_non_profits = strength(&[[0, 0], [0, 0], [0, 0], [1, 1], [1, 1], [1, 1]]);
        let one_exception = strength(&[[0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 1]]);
        let an_outsider = strength(&[[0, 0], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
        assert!(women_from_non_profits > 0.95, "{women_from_non_profits}");
        assert!(women_from_non_profits > an_outsider && an_outsider > one_exception);
        assert!(one_exception > 0.1, "{one_exception}");
    }

    #[test]
    fn there_is_no_line_where_differences_cross_or_everybody_differs_or_nobody() {
        for people in [
            [[0, 0], [0, 1], [1, 0], [1, 1]],
            [[0, 0], [1, 1], [2, 2], [3, 3]],
            [[0, 0], [0, 1], [0, 0], [0, 1]],
        ] {
            assert!(strength(&people).abs() < 1e-9, "{people:?}");
        }
    }
}
