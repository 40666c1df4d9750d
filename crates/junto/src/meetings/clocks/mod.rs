//! Meetings on people's clocks: the dates of some hours, and from when until when they are another hour for somebody.

mod formats;

pub use self::formats::{Dated, Laid, hours, notices, reading_clock};
