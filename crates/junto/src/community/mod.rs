//! Communities, who belongs to them and who runs them.
//!
//! The rights minted here are [`Member`] and [`Operator`], each of one community. Nothing crosses
//! communities: whoever has no right in one sees that there is nothing.

mod actions;
mod commands;
mod emails;
mod entities;
mod letters;
mod operators;
mod pages;
mod queries;
mod rights;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::app::keyring::{Found, Owners, Scope};
use crate::app::routes::{Route, Who};
use crate::frame::{Furnisher, Guide};

pub use self::actions::{NewCommunity, act, act_as, appoint, end_membership, enrol, found};
pub use self::commands::{OperatorCommand, run};
pub use self::emails::letter;
pub use self::entities::{CommunityId, Door, MemberId, OperatorId};
pub use self::pages::{Card, TodayCards};
pub use self::queries::{
    Community, Membership, by_id, by_slug, member_named, members, members_by_id, members_of_people,
    memberships, operators,
};
pub use self::rights::{Member, Operator, public};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/", Who::Anyone, pages::root),
        Route::get("/today", Who::Person, pages::today),
        Route::get("/c/{community}", Who::Anyone, pages::front),
        Route::get("/c/{community}/settings", Who::Operator, pages::settings),
        Route::post("/c/{community}/settings", Who::Operator, pages::change),
    ];
    routes.extend(operators::routes());
    routes.extend(letters::routes());
    routes
}

/// What the keys of communities and of members belong to.
pub fn owners() -> Vec<Owners> {
    let members =
        |app: App, ids| -> Found { Box::pin(async move { queries::members_there(app.db(), ids).await }) };
    let communities =
        |app: App, ids| -> Found { Box::pin(async move { queries::there(app.db(), ids).await }) };
    vec![
        Owners { kind: Scope::MEMBER, there: members },
        Owners { kind: Scope::COMMUNITY, there: communities },
    ]
}

/// What stands in the navigation of pages that belong to no one community.
pub fn furnisher() -> Furnisher {
    Furnisher(|app, person| Box::pin(async move { pages::furnish_for_person(&app, person).await }))
}

/// What stands in the navigation of pages about what went wrong, for whoever is signed in.
pub fn guide() -> Guide {
    Guide(|app, mut parts| Box::pin(async move { pages::guide(&app, &mut parts).await }))
}
