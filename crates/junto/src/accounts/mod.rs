//! Sign-in: people, magic links, sessions. Passkeys and OIDC will stand beside the links.
//!
//! The right minted here is [`Person`]: someone who is signed in.

mod actions;
mod emails;
mod entities;
mod pages;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::routes::{Route, Who};

pub use self::actions::{LINK_SECONDS, NewPerson, describe, link, own_path, people_for};
pub use self::entities::PersonId;
pub use self::queries::{Address, address_by_email, addresses};
pub use self::rights::Person;

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(
        "accounts.sweep",
        |app: App, DayPassed {}| async move { app.write(actions::sweep).await },
    )]
}

/// Which of these jobs follow which event.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, "accounts.sweep")]
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Who::Anyone, pages::sign_in),
        Route::post("/sign-in", Who::Anyone, pages::request_link),
        Route::get("/sign-in/sent", Who::Anyone, pages::sent),
        Route::get("/sign-in/{token}", Who::SignedLink, pages::link),
        Route::post("/sign-in/{token}", Who::SignedLink, pages::use_link),
        Route::get("/you", Who::Person, pages::you),
        Route::post("/you", Who::Person, pages::describe),
        Route::post("/you/sessions/{session}/end", Who::Person, pages::end_session),
        Route::post("/sign-out", Who::Person, pages::sign_out),
        Route::get("/seen", Who::Anyone, pages::seen),
    ]
}
