//! Suggestions: anyone at the table, at any time, by name or without; the group answers each in its next review.

mod actions;
mod emails;
mod entities;
mod pages;
mod queries;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub use self::entities::SuggestionId;
pub use self::queries::{Suggestion, open_suggestions};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups/{group}/suggestions", Who::Seat, pages::suggestions),
        Route::post("/groups/{group}/suggestions", Who::Seat, pages::suggest),
        Route::post("/groups/{group}/suggestions/{suggestion}/answer", Who::Facilitator, pages::answer),
        Route::post("/groups/{group}/suggestions/{suggestion}/withdrawal", Who::Seat, pages::withdraw),
    ]
}
