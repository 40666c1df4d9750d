//! The rounds of a community, and the page that begins one.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::formation::Criteria;
use serde::Deserialize;

use super::actions::{self, NewRound};
use super::criteria::{Asked, Sentences};
use super::entities::{People, RoundId};
use super::formats::CriteriaFile;
use super::queries::{self, RoundLine};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::Operator;
use crate::frame::{self, Frame};
use crate::roster::{self, Facets, Filter, Selection};
use crate::ui::Page;

/// A round in an address.
#[derive(Debug, Deserialize)]
pub(super) struct RoundPath {
    pub round: RoundId,
}

#[derive(Template)]
#[template(path = "formation/rounds.html")]
struct RoundsPage {
    page: Page,
    new: String,
    rounds: Vec<ListedRound>,
}

struct ListedRound {
    address: String,
    day: String,
    line: RoundLine,
}

pub(super) async fn rounds(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let zone = operator.person().zone().to_owned();
    let listed = |line: RoundLine| ListedRound {
        address: path(&operator, line.round.id, ""),
        day: frame::day(line.round.created_at, &zone),
        line,
    };
    let rounds = queries::rounds(app.db(), &operator).await?.into_iter().map(listed).collect();
    let new = operator.community().path("/rounds/new");
    frame::show(&RoundsPage { page: operator.page(&app, &frame), new, rounds })
}

/// The address of a page of a round.
pub(super) fn path(operator: &Operator, round: RoundId, rest: &str) -> String {
    operator.community().path(&format!("/rounds/{round}{rest}"))
}

#[derive(Template)]
#[template(path = "formation/new.html")]
struct NewPage {
    page: Page,
    action: String,
    import: String,
    people: u64,
    name: String,
    facets: Facets,
    asked: Sentences,
    is_wrong: bool,
}

pub(super) async fn new(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    frame::show(&new_page(&app, &frame, &operator, None).await?)
}

/// How many people are looked at to know which attributes a roster has.
const LOOKED_AT: usize = 100;

async fn new_page(app: &App, frame: &Frame, operator: &Operator, wrong: Option<&Asked>) -> Result<NewPage> {
    let everyone = Filter::default();
    let mut some = Vec::new();
    for page in 1.. {
        let lines = roster::people(app.db(), operator, &everyone, page).await?;
        some.extend(lines.iter().map(|line| line.member));
        if lines.is_empty() || some.len() >= LOOKED_AT {
            break;
        }
    }
    let sample = queries::some_candidates(app.db(), operator.id(), some).await?.people;
    let file = wrong.and_then(Asked::criteria).unwrap_or_else(|| CriteriaFile::of(&Criteria::usual(&sample)));
    let month = frame::local(app.clock().now(), operator.person().zone()).strftime("%B %Y").to_string();
    Ok(NewPage {
        page: operator.page(app, frame),
        action: operator.community().path("/rounds"),
        import: operator.community().path("/roster/import"),
        people: roster::count(app.db(), operator.id(), &everyone).await?,
        name: app.words().say("round-name").s("month", month).to_string(),
        facets: roster::facets(app.db(), operator.id()).await?,
        asked: Sentences::of(app.words(), &sample, &file),
        is_wrong: wrong.is_some(),
    })
}

pub(super) async fn begin(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<Asked>,
) -> Result<Response> {
    let form = &submission.form;
    let name: String = form.text("name").chars().take(100).collect();
    let Some(criteria) = form.criteria().filter(|_| !name.is_empty()) else {
        let page = new_page(&app, &frame, &operator, Some(form)).await?;
        return frame::show_again(&page);
    };
    let filter = Filter {
        search: form.text("search").to_owned(),
        industry: form.text("industry").to_owned(),
        function: form.text("function").to_owned(),
    };
    let people = People {
        selection: Selection::Filtered(filter),
        without_seat: !form.text("without_seat").is_empty(),
    };
    let seed = form.number("seed").unwrap_or(1727);
    let answer = submission
        .once(&app, async |tx| {
            let new =
                NewRound { name: name.clone(), people: people.clone(), criteria: criteria.clone(), seed };
            let round = actions::begin(tx, &operator, new).await?;
            Ok(Answer::to(path(&operator, round, "")))
        })
        .await?;
    Ok(answer.into_response())
}

/// A round opens at its published proposal, else at its newest.
pub(super) async fn round(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
) -> Result<Response> {
    let row = queries::round(app.db(), &operator, round).await?;
    let newest = queries::proposal_numbers(app.db(), row.id).await?.pop();
    let number = match queries::publication(app.db(), row.id).await? {
        Some(published) => {
            queries::work_on(app.db(), published.proposal_id).await?.map(|(proposal, _)| proposal.number)
        }
        None => newest,
    };
    let number = number.ok_or(AppError::NotFound)?;
    Ok(Redirect::to(&path(&operator, round, &format!("/proposals/{number}"))).into_response())
}
