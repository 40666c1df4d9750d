//! How many items each group begins with.
#![expect(clippy::indexing_slicing, reason = "tables are indexed by what made them")]

use std::ops::RangeInclusive;

/// Sizes within the bounds, for so many items in all, with the greatest sum of squares: they make
/// the most pairs, and pairs are what is summed. By dynamic programming over the groups: since the
/// square is convex, all sizes but one are at a bound.
pub(super) fn sizes(items: usize, bounds: &[RangeInclusive<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    // Beyond their least sizes, groups share this out.
    let spare = items.saturating_sub(bounds.iter().map(|bounds| *bounds.start()).sum());
    let mut best = vec![Some(0_usize); 1];
    best.resize(spare + 1, None);
    let mut choices = Vec::new();
    for bounds in bounds {
        let (least, most) = (*bounds.start(), *bounds.end());
        let mut next = vec![None; spare + 1];
        let mut choice = vec![NONE; spare + 1];
        for total in 0..=spare {
            for extra in 0..=(most - least).min(total) {
                let Some(before) = best[total - extra] else { continue };
                let squares = before + (least + extra) * (least + extra);
                if next[total].is_none_or(|most| squares > most) {
                    next[total] = Some(squares);
                    choice[total] = extra;
                }
            }
        }
        best = next;
        choices.push(choice);
    }
    let mut left = spare;
    let mut sizes: Vec<usize> = bounds
        .iter()
        .zip(&choices)
        .rev()
        .map(|(bounds, choice)| {
            let extra = choice[left];
            left = left.saturating_sub(extra);
            bounds.start() + extra
        })
        .collect();
    sizes.reverse();
    sizes
}
