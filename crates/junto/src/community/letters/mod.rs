//! Which letters somebody gets from a community: on their own page, or by the link of a letter.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/you/letters", Who::Person, pages::own),
        Route::post("/you/letters", Who::Person, pages::choose),
        Route::get("/letters/{token}", Who::SignedLink, pages::by_link),
        Route::post("/letters/{token}", Who::SignedLink, pages::choose_by_link),
    ]
}
