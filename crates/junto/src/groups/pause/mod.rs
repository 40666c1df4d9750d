//! Being away for a while with the seat kept: parental leave, a sabbatical, an illness. Whoever pauses is asked for
//! nothing and counted nowhere, reads nothing, and is back by one button.

mod actions;
mod contributions;
mod emails;
mod entities;
mod jobs;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};
use crate::community::Community;
use crate::groups::entities::GroupId;

pub(super) use self::actions::end_with;
pub(super) use self::contributions::{cards, panels};
pub(super) use self::jobs::jobs;
pub(super) use self::queries::{Pause, of_seats};

/// A seat is kept for so long, from the beginning of a pause or from when its end is moved.
const LONGEST_SECONDS: i64 = 184 * 24 * 3600;

/// Where whoever pauses finds when that ends, and how to be back.
pub(super) fn path(community: &Community, group: GroupId) -> String {
    community.path(&format!("/groups/{group}/pause"))
}

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/pause", Who::Seat, pages::asking),
        Route::post("/groups/{group}/pause", Who::Seat, pages::pause),
        Route::get("/c/{community}/groups/{group}/pause", Who::Member, pages::paused),
        Route::post("/c/{community}/groups/{group}/pause/end", Who::Member, pages::end),
        Route::post("/groups/{group}/pauses/{pause}/extension", Who::Facilitator, pages::extend),
    ]
}
