//! Decisions: somebody puts a question to the group, everyone says whether they agree, and the rule that held when it
//! was asked settles it.
//!
//! While it runs all see who has answered, and nobody what; once it is settled, names stand beside the answers. Whoever
//! is asked to leave is told at once, is not asked themselves, and may say a word to the others.

mod actions;
mod by_letter;
mod contributions;
mod emails;
mod entities;
mod events;
mod jobs;
mod pages;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub use self::actions::{Question, ask};
pub(super) use self::contributions::{cards, panels};
pub use self::entities::{DecisionEnd, DecisionId, Subject};
pub use self::events::DecisionSettled;
pub(super) use self::jobs::{jobs, subscriptions};
pub use self::queries::{Decision, decision, open_decisions};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/groups/{group}/decisions", Who::Seat, pages::decisions),
        Route::get("/groups/{group}/decisions/new", Who::Seat, pages::new),
        Route::post("/groups/{group}/decisions", Who::Seat, pages::ask),
        Route::get("/groups/{group}/decisions/{decision}", Who::Seat, pages::decision),
        Route::post("/groups/{group}/decisions/{decision}/voice", Who::Seat, pages::answer),
        Route::post("/groups/{group}/decisions/{decision}/word", Who::Seat, pages::say),
        Route::post("/groups/{group}/decisions/{decision}/withdrawal", Who::Seat, pages::withdraw),
    ];
    routes.extend(by_letter::routes());
    routes
}
