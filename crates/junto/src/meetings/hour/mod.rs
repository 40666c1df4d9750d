//! The hour of a season: what is possible and what it asks of each, the week at a glance, and how a group agrees.

mod candidates;
mod formats;
mod heat;
mod pages;
mod seasons;
#[cfg(test)]
pub mod tests;

pub use self::seasons::{cards, jobs, subscriptions};

use crate::app::routes::{Route, Who};

pub fn routes() -> Vec<Route> {
    let own = vec![Route::get("/groups/{group}/hour", Who::Seat, pages::hour)];
    own.into_iter().chain(seasons::routes()).collect()
}
