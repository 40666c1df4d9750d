//! Where a member lives: by whose clock their hours are meant.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::named;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/hours/place", Who::Member, pages::place),
        Route::post("/c/{community}/hours/place", Who::Member, pages::say_place),
    ]
}
