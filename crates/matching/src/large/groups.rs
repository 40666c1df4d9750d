//! Groups as records of rows: eight members side by side, one row for each thing known of them. A
//! group's values lie together in memory, two groups fit the first cache, and exchanging two members
//! is exchanging a lane.
#![expect(
    clippy::indexing_slicing,
    clippy::inline_always,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "rows are indexed by the layout that made them, and people are fewer than 2^31"
)]

use super::facets::{Facet, LANES, Row, SEATS, Sheet};
use crate::chance::Chance;

/// An empty seat.
const NOBODY: i32 = -1;

/// Where things stand in a record: the head, then for each of these as many rows as seats need.
const HEAD: usize = 0;
const FIRST: usize = 1;
const WHO: usize = 0;
const HELD: usize = 1;
const SEATED: usize = 2;
const WITHIN: usize = 3;
const VALUES: usize = 4;

/// In the head: how many members, offences that do not show in pairs, and which group it is.
const SIZE: usize = 0;
const OFFENCES: usize = 1;
const NAME: usize = 2;

/// All groups, and how to read them.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub(crate) layout: Layout,
    pub(crate) rows: Vec<Row>,
}

/// How a record is laid out.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) facets: Vec<Facet>,
    /// What a forbidden pair costs.
    pub(crate) price: i32,
    /// Rows that one value of all members takes.
    pub(crate) chunks: usize,
    /// Rows of one record.
    pub(crate) rows: usize,
    /// What a pair counts in a group of each size.
    pub(crate) share: Vec<f32>,
}

impl Layout {
    /// Where the rows of one thing begin.
    #[inline(always)]
    fn at(&self, thing: usize) -> usize {
        FIRST + thing * self.chunks
    }

    /// Each facet with the place of its rows.
    #[inline(always)]
    pub(crate) fn facets(&self) -> impl Iterator<Item = (&Facet, usize)> {
        self.facets.iter().scan(self.at(VALUES), |at, facet| {
            let here = *at;
            *at += facet.rows() * self.chunks;
            Some((facet, here))
        })
    }

    #[inline(always)]
    pub(crate) fn group<'r>(&self, rows: &'r mut [Row]) -> Group<'r> {
        Group { rows, chunks: self.chunks }
    }
}

impl Groups {
    /// Seats everyone as dealt. `held` may not move.
    pub(crate) fn new(
        sheet: &Sheet,
        dealt: &[Vec<usize>],
        share: Vec<f32>,
        held: impl Fn(usize) -> bool,
    ) -> Self {
        let most = dealt.iter().map(Vec::len).max().unwrap_or(0).clamp(1, SEATS);
        let chunks = match most.div_ceil(LANES) {
            chunks @ (1 | 2) => chunks,
            _ => SEATS / LANES,
        };
        let layout = Layout {
            facets: sheet.facets.clone(),
            price: sheet.price,
            chunks,
            rows: FIRST + (VALUES + sheet.columns.len()) * chunks,
            share,
        };
        let mut rows = vec![[0; LANES]; layout.rows * dealt.len()];
        for ((name, record), members) in rows.chunks_exact_mut(layout.rows).enumerate().zip(dealt) {
            record[HEAD][SIZE] = members.len() as i32;
            record[HEAD][NAME] = name as i32;
            let mut put = |thing: usize, seat: usize, value: i32| {
                record[FIRST + thing * chunks + seat / LANES][seat % LANES] = value;
            };
            for seat in members.len()..chunks * LANES {
                put(WHO, seat, NOBODY);
                put(HELD, seat, 1);
            }
            for (seat, &who) in members.iter().enumerate() {
                put(WHO, seat, who as i32);
                put(HELD, seat, i32::from(held(who)));
                put(SEATED, seat, -1);
                for (column, values) in sheet.columns.iter().enumerate() {
                    put(VALUES + column, seat, values[who]);
                }
            }
        }
        Self { layout, rows }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len() / self.layout.rows
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunks_exact(self.layout.rows)
    }

    /// Who is in each group, in the order the groups were dealt.
    pub(crate) fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.len()];
        for record in self.iter() {
            members[record[HEAD][NAME] as usize] = people(record, self.layout.chunks).collect();
        }
        members
    }

    /// The worth of all groups, offences at their price.
    pub(crate) fn worth(&self) -> f64 {
        let Layout { chunks, ref share, price, .. } = self.layout;
        let worth = |record: &[Row]| {
            let size = record[HEAD][SIZE] as usize;
            let within = record[FIRST + WITHIN * chunks..][..chunks].as_flattened();
            let sum: i64 = within.iter().take(size).map(|&one| i64::from(one)).sum();
            f64::from(share[size]) * sum as f64 - f64::from(record[HEAD][OFFENCES]) * f64::from(price)
        };
        self.iter().map(worth).sum()
    }

    /// Puts the groups in a new order by lot (Durstenfeld, *Random permutation*, Communications of
    /// the ACM 7, 1964), so that others meet in a block.
    pub(crate) fn shuffle(&mut self, chance: &mut Chance) {
        let size = self.layout.rows;
        for last in (1..self.len()).rev() {
            let other = chance.below(last + 1);
            if other < last {
                let (before, after) = self.rows.split_at_mut(last * size);
                before[other * size..][..size].swap_with_slice(&mut after[..size]);
            }
        }
    }
}

/// Who sits in a record.
pub(crate) fn people(record: &[Row], chunks: usize) -> impl Iterator<Item = usize> {
    let size = record[HEAD][SIZE] as usize;
    (0..size).map(move |seat| record[FIRST + WHO * chunks + seat / LANES][seat % LANES] as usize)
}

/// One record, to be read and changed.
pub(crate) struct Group<'r> {
    pub(crate) rows: &'r mut [Row],
    chunks: usize,
}

impl Group<'_> {
    #[inline(always)]
    fn thing(&self, thing: usize) -> &[Row] {
        &self.rows[FIRST + thing * self.chunks..][..self.chunks]
    }

    #[inline(always)]
    pub(crate) fn size(&self) -> usize {
        (self.rows[HEAD][SIZE] as usize).min(self.chunks * LANES)
    }

    pub(crate) fn offences(&self) -> i32 {
        self.rows[HEAD][OFFENCES]
    }

    pub(crate) fn set_offences(&mut self, offences: i32) {
        self.rows[HEAD][OFFENCES] = offences;
    }

    pub(crate) fn people(&self) -> impl Iterator<Item = usize> {
        people(self.rows, self.chunks)
    }

    /// All bits where somebody sits, none in an empty seat.
    #[inline(always)]
    pub(crate) fn seated(&self) -> &[Row] {
        self.thing(SEATED)
    }

    /// 0 for those who may leave.
    #[inline(always)]
    pub(crate) fn held(&self) -> &[Row] {
        self.thing(HELD)
    }

    /// What each member is to all others in the group.
    #[inline(always)]
    pub(crate) fn within(&self) -> &[Row] {
        self.thing(WITHIN)
    }

    #[inline(always)]
    pub(crate) fn within_mut(&mut self) -> &mut [Row] {
        &mut self.rows[FIRST + WITHIN * self.chunks..][..self.chunks]
    }

    /// Exchanges a member of this group and one of another, with all that is known of them.
    #[inline(always)]
    pub(crate) fn exchange(&mut self, seat: usize, other: &mut Group<'_>, others: usize) {
        let mut row = FIRST;
        while row < self.rows.len() {
            std::mem::swap(
                &mut self.rows[row + seat / LANES][seat % LANES],
                &mut other.rows[row + others / LANES][others % LANES],
            );
            row += self.chunks;
        }
    }
}
