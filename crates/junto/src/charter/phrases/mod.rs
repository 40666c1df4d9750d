//! Clauses in words, and the form in which one is written.

mod formats;

pub(super) use self::formats::{
    Changed, ClauseForm, acts, contradictions, differences, heading, patterns, says, why,
};
