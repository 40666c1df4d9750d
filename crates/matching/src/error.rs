//! Why no proposal can be made at all: the input contradicts itself.

use thiserror::Error;

use crate::{ColumnId, Constraint};

/// Input that contradicts itself, with the people concerned by index.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormError {
    /// A column, or the hours, has not one entry per candidate.
    #[error("{found} entries for {expected} candidates")]
    ColumnLength {
        /// Entries given.
        found: usize,
        /// Candidates there are.
        expected: usize,
    },
    /// An index beyond the last candidate.
    #[error("there is no candidate {who}")]
    NoSuchCandidate {
        /// The index.
        who: usize,
    },
    /// A column of other candidates.
    #[error("there is no column {column:?}")]
    NoSuchColumn {
        /// The column.
        column: ColumnId,
    },
    /// A rule or wish looks at a column of a kind it cannot judge: a band needs numbers.
    #[error("column {column:?} is of the wrong kind for what is asked of it")]
    ColumnKind {
        /// The column.
        column: ColumnId,
    },
    /// The weight of a wish is negative or not finite.
    #[error("the weight of wish {wish} is not a number from 0 up")]
    Weight {
        /// Index into the wishes.
        wish: usize,
    },
    /// The width of a band is negative or not a number.
    #[error("the band on {column:?} has no width")]
    BandWidth {
        /// The column.
        column: ColumnId,
    },
    /// The size range is empty or begins at 0.
    #[error("no group can have from {least} to {most} members")]
    SizeRange {
        /// Least members.
        least: usize,
        /// Most members.
        most: usize,
    },
    /// There are fewer people than one group needs.
    #[error("{candidates} candidates do not make one group of {least}")]
    TooFewCandidates {
        /// People free to be placed.
        candidates: usize,
        /// Least members of a group.
        least: usize,
    },
    /// People who go together are kept in different groups, or some of them in a closed one.
    #[error("candidates {members:?} go together but are kept in different groups")]
    TogetherKeptApart {
        /// The set.
        members: Vec<usize>,
    },
    /// Somebody is kept in two groups, or twice in one.
    #[error("candidate {who} is kept twice")]
    KeptTwice {
        /// The candidate.
        who: usize,
    },
    /// The members kept in an open group break this whoever joins them.
    #[error("the members kept in group {group} break {constraint:?}")]
    KeptBreaks {
        /// Index into the kept groups.
        group: usize,
        /// What they break.
        constraint: Constraint,
    },
}
