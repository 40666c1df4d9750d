//! Those without a place: what stands in the way, and what would place them.

mod formats;
