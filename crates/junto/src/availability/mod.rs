//! When a member can meet, entered once: the hours of a week, journeys, days off, and what their own calendar
//! says they have to do.
//!
//! The hours of a week and the zone are the profile's, which the roster owns. What stands here is seen by the
//! member alone; what stands below asks [`of`] and shows only who can come and who cannot.

mod entities;
mod queries;

pub use self::queries::of;
