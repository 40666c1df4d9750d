//! How people suit a group that stands: by what its round asked of groups or, where none formed it, by the
//! usual musts. Told to the pages of groups and of free seats, which stand above.

mod formats;
mod queries;

pub(super) use self::queries::{explain, rank};
