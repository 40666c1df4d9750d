//! Meetings on people's clocks: by which clock somebody reads, the dates of some hours, and from when until when they
//! are another hour for somebody.

mod formats;
mod queries;

pub use self::formats::{Dated, Laid, ReadingClock, hours, notices};
pub use self::queries::{Addressee, addressees, clock_of, clock_of_member};
