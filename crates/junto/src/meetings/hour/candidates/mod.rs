//! One answer to the question for an hour, as people see it: the hour on everyone's clock, what it asks of each,
//! and when clocks change. A season that is proposed is shown the same way.

mod formats;
mod queries;

pub use self::formats::{Candidate, ReadBy, weekday_and_hour};
pub use self::queries::{Found, Nearest, found};
