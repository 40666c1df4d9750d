//! The demo: a community with the cast, ready to walk through, on this machine alone.
//!
//! It is the last capability: it may use all others and nothing uses it.

mod actions;
mod commands;
mod pages;
#[cfg(test)]
mod tests;

use crate::app::routes::{Route, Who};

pub use self::commands::{DemoOptions, prepare};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

/// These answer only in a demo; elsewhere there is nothing.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/demo/clock", Who::Anyone, pages::pass)]
}
