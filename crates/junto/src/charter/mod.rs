//! What a group has agreed on: its charter, written together, signed by each, in force until the next.
//!
//! A charter is versions of clauses. Their parameters act: whoever decides, counts attendance or plans meetings asks
//! [`terms`]. The group's own words beside them are sealed, and only its seats read them. By its rule the group decides
//! what is put to it ([`ask`]), and in its next review it answers what was suggested.

mod actions;
mod contributions;
mod decisions;
mod draft;
mod emails;
mod entities;
mod events;
mod formats;
mod jobs;
mod phrases;
mod queries;
mod reading;
mod suggestions;
#[cfg(test)]
mod tests;

use crate::app::jobs::JobKind;
use crate::app::routes::Route;
use crate::community::TodayCards;
use crate::groups::Panels;

pub use self::decisions::{
    Decision, DecisionEnd, DecisionId, DecisionSettled, Question, Subject, ask, decision, open_decisions,
};
pub use self::entities::CharterId;
pub use self::events::CharterInForce;
pub use self::queries::{Version, in_force, lives_since, terms};
pub use self::suggestions::{Suggestion, SuggestionId, open_suggestions};

/// The words of this capability.
pub const ENGLISH: &str = include_str!("en.ftl");

pub fn routes() -> Vec<Route> {
    let routes = [reading::routes(), draft::routes(), decisions::routes(), suggestions::routes()];
    routes.into_iter().flatten().collect()
}

pub fn jobs() -> Vec<JobKind> {
    [jobs::jobs(), decisions::jobs()].concat()
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    [jobs::subscriptions(), decisions::subscriptions()].concat()
}

/// What waits for a member's signature or answer, on Today.
pub fn today() -> TodayCards {
    TodayCards(|app, person| {
        Box::pin(async move {
            let mut cards = contributions::cards(&app, &person).await?;
            cards.extend(decisions::cards(&app, &person).await?);
            Ok(cards)
        })
    })
}

/// What holds, and what is asked and suggested, on the group's home.
pub fn panels() -> Panels {
    Panels(|app, seat| {
        Box::pin(async move {
            let mut panels = contributions::panels(&app, &seat).await?;
            panels.extend(decisions::panels(&app, &seat).await?);
            Ok(panels)
        })
    })
}
