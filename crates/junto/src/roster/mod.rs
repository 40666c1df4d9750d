//! People who could be in a group: who they are, how they came in, and who must be kept apart.
//!
//! Formation asks here for profiles and named conflicts; joining enters those who come by themselves.

mod actions;
mod commands;
mod editing;
mod entities;
pub mod formats;
mod import;
mod pages;
mod queries;

#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};

pub use self::actions::{
    Entered, PersonRemoved, add, describe, edit, enter, lift_conflict, name_conflict, record_consent, remove,
};
pub use self::commands::{CheckOptions, Checked, RosterCommand, check};
pub use self::entities::NamedConflictId;
pub use self::import::{ImportOptions, column_name, file_error, import, problem_line};
pub use self::pages::{Ties, conflict_sentence};
pub use self::queries::{
    Facet, Facets, Filter, PersonLine, Selection, Standing, at_odds, called, count, facets, known,
    named_conflicts, of_addresses, own_standing, people, profiles, removed, standing,
};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let people = vec![
        Route::get("/c/{community}/roster", Who::Operator, pages::people),
        Route::get("/c/{community}/roster/people.csv", Who::Operator, pages::export),
        Route::get("/c/{community}/roster/people/{member}", Who::Operator, pages::person),
        Route::post("/c/{community}/roster/people/{member}/conflicts", Who::Operator, pages::name_conflict),
        Route::post(
            "/c/{community}/roster/people/{member}/conflicts/{conflict}/end",
            Who::Operator,
            pages::lift_conflict,
        ),
        Route::post("/c/{community}/roster/people/{member}/end", Who::Operator, pages::remove),
    ];
    people.into_iter().chain(editing::routes()).chain(import::routes()).collect()
}

pub fn jobs() -> Vec<JobKind> {
    import::jobs()
}

/// Which of these jobs follow which event.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    import::subscriptions()
}
