//! Choosing together: the facilitator proposes hours for a season, everyone says whether they can, and the rule
//! decides.
//!
//! Who has answered is seen by all; what they said only once it is decided, so that nobody leans on anybody.

mod actions;
mod contributions;
mod emails;
mod jobs;
mod pages;
mod queries;

#[cfg(test)]
pub use self::actions::decide;
pub use self::contributions::cards;
pub use self::jobs::{jobs, subscriptions};

use crate::app::routes::{Route, Who};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/seasons/new", Who::Facilitator, pages::new),
        Route::post("/groups/{group}/seasons", Who::Facilitator, pages::propose),
        Route::get("/groups/{group}/seasons/{season}", Who::Seat, pages::season),
        Route::post("/groups/{group}/seasons/{season}/answer", Who::Seat, pages::answer),
        Route::post("/groups/{group}/seasons/{season}/withdrawal", Who::Facilitator, pages::withdraw),
    ]
}
