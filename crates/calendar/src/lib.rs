//! Zones, weekly hours and the hours several people have in common.
//!
//! People say when they can meet in the wall clock of their own zone ([`WeeklyHours`] in a [`Zone`]). Painted onto the
//! quarter-hours of one UTC week ([`Week`]), hours of people anywhere can be compared by a bitwise *and*.
//! Nothing here reads a clock, a file or the zone data of the machine it runs on.

mod best;
mod hours;
pub mod ical;
mod strip;
mod week;
mod zone;

pub use best::{CommonHour, MemberHour, best_hours, next_hour};
pub use hours::{Expected, HoursError, Level, WeeklyHours, Window};
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime, Weekday};
pub use strip::{Span, common_spans, strip};
pub use week::{Run, Seasons, Week};
pub use zone::{Zone, ZoneError, tzdb_version, zone_names};
