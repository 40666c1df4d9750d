//! The week of a group at a glance: how many could meet at each hour, and who could not.

mod formats;

pub use self::formats::{Clock, Heat, Week};
