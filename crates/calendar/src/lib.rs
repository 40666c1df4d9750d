//! Zones, weekly hours and the hours several people have in common.

mod hours;
mod zone;

pub use hours::{Expected, HoursError, Level, WeeklyHours, Window};
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime, Weekday};
pub use zone::{Zone, ZoneError, tzdb_version, zone_names};
