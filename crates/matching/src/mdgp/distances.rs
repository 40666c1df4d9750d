//! What every two items are apart, laid out for the search.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::inline_always,
    reason = "the hot loop of the search; rows are indexed by what made them"
)]

use crate::mdgp::Instance;

/// Rows are padded to a multiple of this, the numbers in the widest vector there is.
const LANES: usize = 16;
/// No exchange gains or loses more than this.
const GAIN_MOST: i64 = 1 << 30;

/// A full matrix of whole numbers, small enough that what an exchange gains fits an `i32`.
pub(super) struct Distances {
    pub(super) width: usize,
    cells: Vec<i32>,
}

impl Distances {
    /// Only where sums over a group would not fit are distances rounded to a coarser unit.
    pub(super) fn new(instance: &Instance) -> Self {
        let items = instance.items();
        let width = items.next_multiple_of(LANES);
        let pairs = || (0..items).flat_map(|one| (0..one).map(move |other| (one, other)));
        let farthest = pairs().map(|(one, other)| instance.units(one, other)).max().unwrap_or(0);
        let largest = instance.bounds().iter().map(|bounds| *bounds.end()).max().unwrap_or(0);
        // A swap gains two sums over a group, less two over another, less two distances.
        let limit = GAIN_MOST / (2 * largest as i64 + 2);
        let coarseness = farthest / limit.max(1) + 1;
        let mut cells = vec![0; items * width];
        for (one, other) in pairs() {
            let distance = (instance.units(one, other) + coarseness / 2) / coarseness;
            cells[one * width + other] = distance as i32;
            cells[other * width + one] = distance as i32;
        }
        Self { width, cells }
    }

    #[inline(always)]
    pub(super) fn row(&self, item: u32) -> &[i32] {
        &self.cells[item as usize * self.width..][..self.width]
    }
}
