//! The hours that people have in common, drawn on a reader's clock.

mod formats;

pub(super) use self::formats::next_hour_strip;
pub use self::formats::{DrawnDay, clock, hour_strip};
