//! Coming in: applications, invitations and their answers, the waiting list, requests for a seat, leaving.
//!
//! Whoever is asked into a group is asked by letter and answers by the link in it, or from Today. What
//! they tell those who run the community is sealed for them; a hello is sealed for the group.

mod actions;
mod emails;
mod entities;
mod jobs;
mod pages;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};
use crate::community::TodayCards;
use crate::groups::Panels;

pub use self::actions::{Reply, answer, invite, offer_seat, wait, wait_no_more};
pub use self::entities::Why;
pub use self::jobs::{kinds, subscriptions};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/c/{community}/join", Who::Anyone, pages::join),
        Route::post("/c/{community}/join", Who::Anyone, pages::apply),
        Route::get("/c/{community}/join/sent", Who::Anyone, pages::sent),
        Route::get("/applications/{token}", Who::SignedLink, pages::application),
        Route::post("/applications/{token}", Who::SignedLink, pages::confirm),
        Route::get("/c/{community}/applications", Who::Operator, pages::applications),
        Route::post("/c/{community}/applications/{application}/decision", Who::Operator, pages::decide),
        Route::get("/invitations/{token}", Who::SignedLink, pages::invitation),
        Route::post("/invitations/{token}", Who::SignedLink, pages::answer),
        Route::get("/c/{community}/offers/{seat}", Who::Member, pages::offer),
        Route::post("/c/{community}/offers/{seat}", Who::Member, pages::answer_offer),
        Route::get("/c/{community}/groups/seats", Who::Operator, pages::seats),
        Route::post("/c/{community}/groups/{group}/offers", Who::Operator, pages::offer_seat),
        Route::post("/c/{community}/groups/seats/{seat}/withdrawal", Who::Operator, pages::withdraw),
        Route::post("/c/{community}/requests/{request}/decision", Who::Operator, pages::decide_request),
        Route::get("/c/{community}/groups/{group}/ask", Who::Member, pages::asking),
        Route::post("/c/{community}/groups/{group}/ask", Who::Member, pages::ask),
        Route::get("/groups/{group}/requests", Who::Facilitator, pages::requests),
        Route::post("/groups/{group}/requests/{request}/decision", Who::Facilitator, pages::decide_for_group),
        Route::get("/groups/{group}/leaving", Who::Seat, pages::leaving),
        Route::post("/groups/{group}/leaving", Who::Seat, pages::leave),
    ]
}

/// Invitations, and for those who run a community what waits for them, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| Box::pin(async move { pages::cards(&app, &person).await }))
}

/// Requests for a seat, and the way out, on the group's home.
pub fn panels() -> Panels {
    Panels(|app, seat| Box::pin(async move { pages::panels(&app, &seat).await }))
}
