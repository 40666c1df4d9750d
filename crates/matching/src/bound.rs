//! What no division of the same people could exceed.
//!
//! Two bounds of our own making, of which the lower counts:
//!
//! - *By partners.* Everyone counts the mean of what they are to the others of their group, and that is
//!   at most the mean over the best of all they may meet, as many as the smallest group gives them. (The
//!   degree bound of the maximally diverse grouping problem.)
//! - *By kinds.* Wish by wish; for differences in a categorical column, from how many there are of each
//!   kind: of the pairs of a kind some must fall into one group however it is spread. By the inequality of
//!   Cauchy and Schwarz, the sum over groups of the square of a kind's count over one less than the size is
//!   at least the square of the kind's count over the people less the groups. Other wishes count as
//!   fulfilled.

use std::collections::BTreeMap;

use crate::assess::people;
use crate::problem::{PAIR_WORTH_MOST, Problem};
use crate::{Aim, Candidates, Column, ColumnId};

/// Beyond so many people only the bound by kinds is made.
const EVERY_PAIR_MOST: usize = 8_192;

/// The score that no division of these groups' people into as many groups could exceed.
pub(crate) fn bound(problem: &Problem<'_>, groups: &[Vec<usize>]) -> f64 {
    let (candidates, criteria) = (problem.candidates, problem.criteria);
    let total: f64 = criteria.wishes.iter().map(|wish| f64::from(wish.weight)).sum();
    let placed: Vec<usize> = groups.concat();
    if total <= 0.0 || placed.is_empty() {
        return 0.0;
    }
    let smallest = groups.iter().map(Vec::len).min().unwrap_or(0).min(problem.least);
    let whole_group: f64 = criteria
        .wishes
        .iter()
        .filter(|wish| wish.aim == Aim::Crossing)
        .map(|wish| f64::from(wish.weight))
        .sum();
    let by_kinds = criteria.wishes.iter().map(|wish| {
        let most = match (wish.aim, candidates.column(wish.column)) {
            (Aim::Different, Some(Column::Categorical(_))) => {
                most_different(candidates, wish.column, &placed, groups.len(), smallest)
            }
            _ => 1.0,
        };
        f64::from(wish.weight) * most
    });
    let by_kinds = by_kinds.sum::<f64>() / total;
    if placed.len() > EVERY_PAIR_MOST || smallest < 2 {
        return by_kinds;
    }
    // A pair's worth is rounded to a whole number.
    let rounding = 0.5 / f64::from(PAIR_WORTH_MOST);
    by_kinds.min(best_partners(problem, &placed, smallest - 1) + rounding + whole_group / total)
}

/// The mean over people of the mean over their best partners.
fn best_partners(problem: &Problem<'_>, placed: &[usize], partners: usize) -> f64 {
    let mut sum = 0.0;
    let mut row: Vec<i64> = Vec::new();
    for &who in placed {
        let of = problem.row(who);
        row.clear();
        row.extend(placed.iter().filter(|&&other| other != who).filter_map(|&other| {
            let pair = of.with(other);
            // Together, or kept so, even those may meet whom a rule would part.
            let may_meet = pair.forbidden() == 0 || problem.is_kept(who) && problem.is_kept(other);
            may_meet.then(|| pair.worth())
        }));
        let best = partners.min(row.len());
        if best == 0 {
            continue;
        }
        row.select_nth_unstable_by(best - 1, |one, other| other.cmp(one));
        let most: i64 = row.iter().take(best).sum();
        sum += worth(most) / people(best);
    }
    sum / people(placed.len())
}

/// The most that the mean difference in a categorical column can be. Whoever's code is not known is
/// taken as the only one of their kind.
fn most_different(
    candidates: &Candidates,
    column: ColumnId,
    placed: &[usize],
    groups: usize,
    smallest: usize,
) -> f64 {
    if smallest < 2 || placed.len() <= groups {
        return 1.0;
    }
    let mut kinds: BTreeMap<u32, usize> = BTreeMap::new();
    let mut squares = 0.0;
    for &who in placed {
        match candidates.code(column, who) {
            Some(code) => *kinds.entry(code).or_default() += 1,
            None => squares += 1.0,
        }
    }
    squares += kinds.values().map(|&count| people(count) * people(count)).sum::<f64>();
    let (all, groups) = (people(placed.len()), people(groups));
    // The sum over groups of the square of the size over one less than the size is at most this.
    let sizes = all + groups + groups / people(smallest - 1);
    ((sizes - squares / (all - groups)) / all).clamp(0.0, 1.0)
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a few pairs' worth")]
fn worth(sum: i64) -> f64 {
    sum as f64 / f64::from(PAIR_WORTH_MOST)
}
