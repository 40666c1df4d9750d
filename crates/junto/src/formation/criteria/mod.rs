//! Criteria as sentences with choices in them, on the page that begins a round and beside every proposal.

mod formats;
#[cfg(test)]
mod tests;

pub use self::formats::{Asked, Sentences};
