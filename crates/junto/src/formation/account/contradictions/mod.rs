//! Musts that cannot all be kept, the ways out of it, and what a group gives up to which must.

mod formats;

pub use self::formats::{Told, Way};
