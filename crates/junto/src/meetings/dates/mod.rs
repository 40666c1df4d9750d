//! A group's dates: what is to come, who comes, moving and calling off, and where the group meets.

mod pages;
#[cfg(test)]
pub(super) mod tests;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::{Join, join};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/meetings", Who::Seat, pages::dates),
        Route::get("/groups/{group}/meetings/place", Who::Facilitator, pages::place),
        Route::post("/groups/{group}/meetings/place", Who::Facilitator, pages::change_place),
        Route::get("/groups/{group}/meetings/{meeting}", Who::Seat, pages::meeting),
        Route::post("/groups/{group}/meetings/{meeting}/time", Who::Facilitator, pages::change_time),
        Route::post("/groups/{group}/meetings/{meeting}/link", Who::Facilitator, pages::change_link),
        Route::post("/groups/{group}/meetings/{meeting}/cancellation", Who::Facilitator, pages::call_off),
    ]
}
