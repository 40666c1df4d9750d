//! Reading a charter, what changed in it, and signing it.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::rule;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/charter", Who::Seat, pages::charter),
        Route::get("/groups/{group}/charter/versions/{charter}", Who::Seat, pages::version),
        Route::post("/groups/{group}/charter/versions/{charter}/signature", Who::Seat, pages::sign),
    ]
}
