//! Junto, the application: one folder per capability.
//!
//! The capabilities stand in dependency order: each may use only those above it, through its `mod.rs`.
//! What flows the other way flows through events and contributions, gathered here.

// The plumbing. It knows no capability.
pub mod ui;
pub mod app;
pub mod frame;

// The capabilities, in dependency order.
pub mod accounts;
pub mod community;
pub mod roster;
pub mod availability;
pub mod groups;
pub mod charter;
pub mod joining;
pub mod formation;
pub mod meetings;
pub mod demo;

#[cfg(test)]
mod access;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod scene;
mod serve;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod town;
mod visitor;

pub use serve::{Server, boot, router};

use app::Contributions;
use app::events::Subscriptions;
use app::jobs::JobKinds;
use app::routes::Route;
use app::{daily, inbox, keyring, letterbox};
use ui::{Words, WordsError};

/// Every route there is, each declared by its capability.
pub fn routes() -> Vec<Route> {
    [
        inbox::routes(),
        accounts::routes(),
        community::routes(),
        roster::routes(),
        availability::routes(),
        groups::routes(),
        charter::routes(),
        joining::routes(),
        formation::routes(),
        meetings::routes(),
        demo::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every kind of background work.
fn job_kinds() -> JobKinds {
    let kinds = [
        letterbox::kinds(),
        inbox::kinds(),
        daily::kinds(),
        keyring::kinds(),
        accounts::jobs(),
        roster::jobs(),
        availability::jobs(),
        groups::jobs(),
        charter::jobs(),
        joining::jobs(),
        formation::jobs(),
        meetings::jobs(),
    ];
    kinds.into_iter().flatten().map(|kind| (kind.name, kind)).collect()
}

/// Which job follows which event.
fn subscriptions() -> Subscriptions {
    let subscriptions = [
        keyring::subscriptions(),
        accounts::subscriptions(),
        roster::subscriptions(),
        availability::subscriptions(),
        groups::subscriptions(),
        charter::subscriptions(),
        joining::subscriptions(),
        meetings::subscriptions(),
    ];
    Subscriptions::new(subscriptions.into_iter().flatten())
}

/// What capabilities offer to those above them.
fn contributions() -> Contributions {
    Contributions::default()
        .with(vec![community::furnisher()])
        .with(vec![groups::guide(), community::guide()])
        .with(vec![
            availability::today(),
            groups::today(),
            charter::today(),
            joining::today(),
            formation::today(),
            meetings::today(),
        ])
        .with(vec![charter::panels(), meetings::panels(), joining::panels()])
        .with(vec![joining::open_matters()])
        .with(vec![groups::ties()])
        .with(vec![formation::fitting()])
        .with(vec![meetings::coming()])
        .with(vec![meetings::mail_addresses()])
        .with([community::owners(), groups::owners()].concat())
}

/// Every word that people read.
pub fn english() -> Result<Words, WordsError> {
    Words::english(&[
        ("ui", ui::ENGLISH),
        ("accounts", accounts::ENGLISH),
        ("community", community::ENGLISH),
        ("roster", roster::ENGLISH),
        ("availability", availability::ENGLISH),
        ("groups", groups::ENGLISH),
        ("charter", charter::ENGLISH),
        ("joining", joining::ENGLISH),
        ("formation", formation::ENGLISH),
        ("meetings", meetings::ENGLISH),
        ("demo", demo::ENGLISH),
    ])
}
