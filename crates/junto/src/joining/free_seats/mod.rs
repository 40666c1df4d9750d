//! Free seats of groups that live: who of those who wait would suit them, and anyone of the roster, each with
//! what fits and what does not.

mod pages;

use crate::app::routes::{Route, Who};

pub(super) use self::pages::{GROUPS, LOOKED_AT, Vacancy, asked_again, suit, vacancies};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/groups/{group}/seats", Who::Operator, pages::table),
        Route::post("/c/{community}/groups/{group}/offers", Who::Operator, pages::offer_seat),
    ]
}
