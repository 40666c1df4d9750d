//! What makes a good group (wishes, weighed against each other) and what makes it one at all
//! (rules, never broken).

use std::ops::RangeInclusive;

use crate::ColumnId;

/// What the groups shall be like. All lists may be empty.
#[derive(Clone, Debug)]
pub struct Criteria {
    /// How many people a group has, from least to most.
    pub size: RangeInclusive<usize>,
    /// What is wanted, weighed.
    pub wishes: Vec<Wish>,
    /// What must hold in every group.
    pub rules: Vec<Rule>,
    /// Pairs who may not meet.
    pub apart: Vec<[usize; 2]>,
    /// Sets who go together or not at all. Overlapping sets join into one.
    pub together: Vec<Vec<usize>>,
    /// Groups already begun. They come first in the proposal, in this order.
    pub kept: Vec<Kept>,
}

/// Something wanted, that yields where other wishes or rules weigh more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// The attribute it looks at.
    pub column: ColumnId,
    /// What is wanted of it.
    pub aim: Aim,
    /// How much it counts beside the others; finite, not negative.
    pub weight: f32,
}

/// What is wanted of two people in one group. Each gives a pair between 0 and 1; where either is
/// not known, a half. A group's part is the mean over its pairs. Only [`Aim::Crossing`] is of a
/// group as a whole.
///
/// Differences follow Gower (1971): codes differ or do not; lists differ by the share of their
/// values that only one has (Jaccard); numbers differ by their distance over the usual range of the
/// column (without the outermost twentieth at either end), at most 1; levels by their steps over the
/// whole ladder in use; ties by what their strength lacks to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// 1 when wholly different.
    Different,
    /// 1 when alike: what *different* lacks.
    Similar,
    /// 1 when they have at least one value in common, however long their lists. For codes and
    /// all else the same as similar.
    Shared,
    /// 1 when two numbers or levels are at most so far apart, in the column's unit, else 0: a soft
    /// band.
    Within(f32),
    /// 1 when the differences of this categorical column part the group along no line that those of
    /// another column with this aim follow too: no *faultline*, as when all women come from
    /// non-profits. The mean over the other columns; 1 where there are none. Whoever's code is not
    /// known differs from nobody.
    Crossing,
}

/// Something every group must keep. Candidates whose value is not known are not judged by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// No two of one code meet: organisation, reporting line.
    ApartBy(ColumnId),
    /// The numbers of a group lie within so wide a band, in the column's unit.
    Band {
        /// A numeric or ordinal column.
        column: ColumnId,
        /// Greatest allowed difference between the largest and the smallest.
        width: f32,
    },
    /// At least one value is common to all: a language.
    SharedValue(ColumnId),
    /// Nobody is the only one of their code in a group, but for those who do not mind. Somebody
    /// who is the only one in the whole roster and minds is therefore left unplaced.
    NotOnlyOne(ColumnId),
    /// At least so many quarter-hours are common to all, in winter and in summer each.
    CommonHours {
        /// Quarter-hours in a week.
        least: u32,
    },
    /// At least one member has this code: somebody who can facilitate.
    AtLeastOne {
        /// A categorical or multi-valued column.
        column: ColumnId,
        /// The code.
        code: u32,
    },
}

/// The name of something hard, to explain by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// [`Criteria::size`].
    Size,
    /// [`Criteria::apart`].
    Apart,
    /// [`Criteria::together`].
    Together,
    /// [`Rule::ApartBy`].
    ApartBy(ColumnId),
    /// [`Rule::Band`].
    Band(ColumnId),
    /// [`Rule::SharedValue`].
    SharedValue(ColumnId),
    /// [`Rule::NotOnlyOne`].
    NotOnlyOne(ColumnId),
    /// [`Rule::CommonHours`].
    CommonHours,
    /// [`Rule::AtLeastOne`].
    AtLeastOne(ColumnId),
}

/// A group already begun: its members stay in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Who is in it.
    pub members: Vec<usize>,
    /// Whether others may join.
    pub entry: Entry,
}

/// Whether a kept group takes more people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Others may join up to the greatest size.
    Open,
    /// It is taken as it stands, whatever it keeps or breaks.
    Closed,
}

impl Criteria {
    /// Groups of this size and nothing else wanted.
    pub fn of_size(size: RangeInclusive<usize>) -> Self {
        Self {
            size,
            wishes: Vec::new(),
            rules: Vec::new(),
            apart: Vec::new(),
            together: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Adds a wish: `Criteria::of_size(7..=9).wish(industry, Aim::Different, 1.0)`.
    #[must_use]
    pub fn wish(mut self, column: ColumnId, aim: Aim, weight: f32) -> Self {
        self.wishes.push(Wish { column, aim, weight });
        self
    }

    /// Adds a rule.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }
}

impl Rule {
    /// Its name.
    pub fn constraint(&self) -> Constraint {
        match *self {
            Rule::ApartBy(column) => Constraint::ApartBy(column),
            Rule::Band { column, .. } => Constraint::Band(column),
            Rule::SharedValue(column) => Constraint::SharedValue(column),
            Rule::NotOnlyOne(column) => Constraint::NotOnlyOne(column),
            Rule::CommonHours { .. } => Constraint::CommonHours,
            Rule::AtLeastOne { column, .. } => Constraint::AtLeastOne(column),
        }
    }

    pub(crate) fn column(&self) -> Option<ColumnId> {
        match *self {
            Rule::ApartBy(column)
            | Rule::Band { column, .. }
            | Rule::SharedValue(column)
            | Rule::NotOnlyOne(column)
            | Rule::AtLeastOne { column, .. } => Some(column),
            Rule::CommonHours { .. } => None,
        }
    }
}
