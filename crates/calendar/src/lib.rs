//! Zones, weekly hours, series of meetings, and the hour that is fair to everyone for a season.
//!
//! People say when they can meet in the wall clock of their own zone ([`WeeklyHours`] in a [`Zone`]). Painted onto the
//! quarter-hours of one UTC week ([`Week`]), hours of people anywhere can be compared by a bitwise *and*; over a whole
//! season, every hour can be weighed on every date ([`slots`]).
//! Nothing here reads a clock, a file or the zone data of the machine it runs on.

mod anchored;
mod availability;
mod best;
mod burden;
pub mod cases;
mod help;
mod hours;
pub mod ical;
mod notice;
mod recurrence;
pub mod slots;
mod strip;
mod week;
mod zone;

pub use anchored::{Anchored, ClockMoved, Moved, Rederived, moved_since, what_moved};
pub use availability::{Absence, Availability, Journey};
pub use best::{CommonHour, MemberHour, best_hours, next_hour};
pub use burden::{Borne, Burden, borne, burden_of, turns_to_bear};
pub use help::{Help, what_would_help};
pub use hours::{Expected, HoursError, HoursRule, Level, WeeklyHours, Window};
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime, Time, Weekday};
pub use notice::{Cause, ClockChange, SameHour, clock_changes, hours_in_turn};
pub use recurrence::{Cadence, End, Exception, Nth, Occurrence, Recurrence, Slot};
pub use strip::{OwnDay, Span, common_spans, strip};
pub use week::{Run, Seasons, Week};
pub use zone::{FoundZone, Zone, ZoneData, ZoneError, find_zones, tzdb_version, zone_names};

/// The examples of the README run with the tests.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
