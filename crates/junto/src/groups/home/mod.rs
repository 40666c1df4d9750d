//! A group's home, and the hello one says there.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::guide;
pub use self::pages::{Panel, Panels};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}", Who::Seat, pages::home),
        Route::post("/groups/{group}/hello", Who::Seat, pages::say_hello),
    ]
}
