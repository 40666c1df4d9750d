//! Whether enough can come to a meeting, by the quorum that the charter in force asks for.
//!
//! Who has not said no can come. When they are too few, whoever leads is told in time and decides; without an answer
//! nothing moves.

mod actions;
mod emails;
mod pages;
mod queries;

use crate::app::routes::{Route, Who};

pub(super) use self::actions::check;
#[cfg(test)]
pub(super) use self::actions::find;
#[cfg(test)]
pub(super) use self::queries::Count;
pub(in crate::meetings) use self::queries::Need;
pub(super) use self::queries::open_shortages;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/meetings/{meeting}/quorum", Who::Facilitator, pages::quorum),
        Route::post("/groups/{group}/meetings/{meeting}/quorum", Who::Facilitator, pages::answer),
    ]
}
