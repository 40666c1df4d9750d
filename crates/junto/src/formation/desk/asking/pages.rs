//! The page on which something else is asked for than of a proposal.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::app::{App, Result};
use crate::community::Operator;
use crate::formation::criteria::Sentences;
use crate::formation::desk::pages::{ProposalPath, find};
use crate::formation::pages::path;
use crate::formation::queries;
use crate::frame::{self, Frame};
use crate::ui::Page;

/// As many people are looked at to know which attributes there are.
const LOOKED_AT: usize = 200;

#[derive(Template)]
#[template(path = "formation/desk/asking/ask.html")]
struct AskPage {
    page: Page,
    name: String,
    base: String,
    back: String,
    number: i32,
    seed: i64,
    asked: Sentences,
}

pub(super) async fn criteria(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(at): Path<ProposalPath>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    if queries::publication(app.db(), found.round.id).await?.is_some() {
        return Ok(Redirect::to(&found.base).into_response());
    }
    let document = found.document()?;
    let placed = document.groups.iter().flat_map(|group| group.members.iter().copied());
    let everyone = placed.chain(document.unplaced.iter().map(|waiting| waiting.member));
    let candidates = found.candidates(&app, everyone.take(LOOKED_AT)).await?;
    frame::show(&AskPage {
        page: operator.page(&app, &frame),
        asked: Sentences::of(app.words(), &candidates.people, &found.row.criteria),
        name: found.round.name.clone(),
        back: path(&operator, found.round.id, ""),
        number: found.row.number,
        seed: found.row.seed,
        base: found.base,
    })
}
