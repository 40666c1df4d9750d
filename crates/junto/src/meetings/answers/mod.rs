//! Saying whether one comes: on the group's pages, by the link of a letter, or by a calendar's own reply.

mod actions;
mod emails;
mod jobs;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub(super) use self::actions::{link, sweep};
pub(super) use self::jobs::mail_addresses;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/groups/{group}/series/{series}/answer", Who::Seat, pages::answer),
        Route::get("/answers/{token}", Who::SignedLink, pages::by_link),
        Route::post("/answers/{token}", Who::SignedLink, pages::answer_by_link),
    ]
}
