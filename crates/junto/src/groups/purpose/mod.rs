//! What a group is for, in its own words.

mod pages;

use crate::app::routes::{Route, Who};

pub use self::pages::PURPOSE_LONGEST;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/purpose", Who::Seat, pages::purpose),
        Route::post("/groups/{group}/purpose", Who::Seat, pages::propose_purpose),
        Route::post("/groups/{group}/purpose/agreement", Who::Seat, pages::agree_purpose),
    ]
}
