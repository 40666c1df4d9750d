//! Where a seat stands by the charter in force: one's own for every member, everyone's for whoever leads; and the steps
//! that whoever leads takes.

mod formats;
mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::formats::noted;
pub(in crate::meetings) use self::pages::line;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/attendance", Who::Seat, pages::standing),
        Route::get("/groups/{group}/attendance/steps/{step}", Who::Facilitator, pages::step),
        Route::post("/groups/{group}/attendance/steps/{step}/answer", Who::Facilitator, pages::answer),
    ]
}
