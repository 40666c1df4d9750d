//! The question of a round in words.

mod formats;

pub use self::formats::{contradiction, criteria, problem, with_nearest};
