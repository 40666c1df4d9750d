//! Criteria as sentences with choices in them, on the page that begins a round and beside every proposal.

mod formats;

pub use self::formats::{Asked, Sentences};
