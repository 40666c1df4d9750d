//! A group's account in words and pictures, for pages and reports.

mod asked;
mod contradictions;
mod formats;
mod phrases;
mod pictures;
mod reasons;
#[cfg(test)]
mod tests;
mod unplaced;

pub use self::asked::{contradiction, criteria, problem, with_nearest};
pub use self::contradictions::{Told, Way};
pub use self::formats::{Card, Speaker};
pub use self::phrases::{attribute_words, capitalised, hours};
pub use crate::groups::Line;
