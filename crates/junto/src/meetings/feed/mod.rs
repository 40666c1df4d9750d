//! A person's private calendar feed: one address over all their groups, in all communities.

mod actions;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub(super) use self::actions::touch;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/you/calendar", Who::Person, pages::calendar),
        Route::post("/you/calendar", Who::Person, pages::make),
        Route::post("/you/calendar/end", Who::Person, pages::end),
        Route::get("/calendar/{token}", Who::SignedLink, pages::feed),
    ]
}
