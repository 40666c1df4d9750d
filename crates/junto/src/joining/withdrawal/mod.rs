//! Taking an offer back before it was answered: what follows, the letter that says so, and perhaps a place on
//! the waiting list.

mod pages;

use crate::app::routes::{Route, Who};
use crate::community::Community;
use crate::groups::SeatId;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/seats/{seat}/withdrawal", Who::Operator, pages::withdrawal),
        Route::post("/c/{community}/groups/seats/{seat}/withdrawal", Who::Operator, pages::withdraw),
    ]
}

/// Where an offer can be taken back.
pub(super) fn withdrawal_path(community: &Community, seat: SeatId) -> String {
    community.path(&format!("/groups/seats/{seat}/withdrawal"))
}
