//! Who was at a meeting, and what missing meetings leads to by the charter in force.
//!
//! Where a seat stands is its holder's and the facilitator's to see, and nobody else's. The first step is always a private
//! word; every further one is the facilitator's to take. A group that lives by no charter counts nothing.

mod actions;
mod contributions;
mod emails;
mod entities;
mod jobs;
mod queries;
mod quorum;
mod sheet;
mod standing;
#[cfg(test)]
pub(super) mod tests;

use crate::app::routes::Route;

pub(super) use self::contributions::cards;
pub(super) use self::jobs::{jobs, subscriptions};
pub(super) use self::quorum::Need;
pub(super) use self::standing::line as own_line;

pub(super) fn routes() -> Vec<Route> {
    [sheet::routes(), standing::routes(), quorum::routes()].into_iter().flatten().collect()
}
