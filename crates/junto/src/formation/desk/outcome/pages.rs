//! What becomes of a proposal.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::formation::account::Way;
use crate::formation::actions::{self, Publish, Publishing};
use crate::formation::criteria::Asked;
use crate::formation::desk::pages::{ProposalPath, find};
use crate::formation::entities::Document;
use crate::formation::formats::CriteriaFile;
use crate::formation::pages::{RoundPath, path};
use crate::formation::queries::{self, ProposalRow};
use crate::frame;
use crate::roster::formats;

/// The groups as a table, and below them whoever has no place, with the reason.
pub(super) async fn export(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let document = found.document()?;
    let placed = document.groups.iter().flat_map(|group| group.members.iter().copied());
    let unplaced = document.unplaced.iter().map(|waiting| waiting.member);
    let candidates = found.candidates(&app, placed.chain(unplaced)).await?;
    let row = |group: &str, member: MemberId, why: String| {
        let person = candidates.people.get(candidates.index(member)?)?;
        Some([group.to_owned(), person.email.to_string(), person.name.clone(), why])
    };
    let placed = document.groups.iter().flat_map(|group| {
        group.members.iter().filter_map(move |member| row(&group.name, *member, String::new()))
    });
    let unplaced = document.unplaced.iter().filter_map(|waiting| {
        let why: Vec<&str> = waiting.lines.iter().map(|line| line.text.as_str()).collect();
        row("", waiting.member, why.join(" "))
    });
    let header = ["group", "email", "name", "why not placed"].map(str::to_owned);
    let mut file = "\u{feff}".as_bytes().to_vec();
    let rows = std::iter::once(header).chain(placed).chain(unplaced);
    formats::write_csv(&mut file, rows).map_err(AppError::internal)?;
    Ok(frame::csv_file("groups.csv", file))
}

/// Asks for another proposal of a round, with what is locked in this one.
pub(super) async fn again(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    submission: Submission<Asked>,
) -> Result<Answer> {
    let form = &submission.form;
    let round = queries::round(app.db(), &operator, round).await?;
    let from =
        queries::proposal(app.db(), &round, form.number("from").ok_or(AppError::Invalid("no proposal"))?);
    let from = from.await?;
    let way = way_out(form.text("way"), &from);
    let criteria = if let Some(way) = way {
        way.criteria.clone()
    } else if form.text("least").is_empty() {
        from.criteria.clone()
    } else {
        let asked = form.criteria().ok_or(AppError::Invalid("the smallest size is above the largest"))?;
        carry(asked, &from)
    };
    let said = way.map(|way| app.words().say("asked-with").s("change", &way.change).to_string());
    let seed = form.number("seed").unwrap_or(from.seed);
    let kept = from.document.as_ref().map(Document::kept).unwrap_or_default();
    submission
        .once(&app, async |tx| {
            let number = actions::ask(tx, &operator, round.id, criteria.clone(), seed, kept.clone()).await?;
            let answer = Answer::to(path(&operator, round.id, &format!("/proposals/{number}")));
            Ok(match &said {
                Some(said) => answer.saying(said),
                None => answer,
            })
        })
        .await
}

/// The way out of this contradiction of a proposal that is meant by `1.0`.
fn way_out<'p>(chosen: &str, from: &'p ProposalRow) -> Option<&'p Way> {
    let (contradiction, way) = chosen.split_once('.')?;
    let told = from.document.as_ref()?.contradictions.get(contradiction.parse::<usize>().ok()?)?;
    told.ways.get(way.parse::<usize>().ok()?)
}

/// What the form has no field for stays as it was.
fn carry(mut criteria: CriteriaFile, from: &ProposalRow) -> CriteriaFile {
    (criteria.hours.from, criteria.hours.to) = (from.criteria.hours.from, from.criteria.hours.to);
    criteria.only_one.clone_from(&from.criteria.only_one);
    criteria
}

pub(super) async fn discard(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let found = find(&app, &operator, &at).await?;
    let mut left = queries::proposal_numbers(app.db(), found.round.id).await?;
    left.retain(|number| *number != found.row.number);
    let to = match left.pop() {
        Some(number) => path(&operator, found.round.id, &format!("/proposals/{number}")),
        None => operator.community().path("/rounds"),
    };
    submission
        .once(&app, async |tx| {
            actions::discard(tx, &operator, &found.row).await?;
            Ok(Answer::to(&to).saying(app.words().say("discarded")))
        })
        .await
}

/// Which proposal shall be published, as it was looked at.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PublishForm {
    number: i32,
    version: i32,
    /// How many people had a place.
    people: usize,
    /// Whether those without a place are told so.
    tell: Option<String>,
}

pub(super) async fn publish(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    submission: Submission<PublishForm>,
) -> Result<Answer> {
    let form = &submission.form;
    let found = find(&app, &operator, &ProposalPath { round, number: form.number }).await?;
    submission
        .once(&app, async |tx| {
            let publish = Publish {
                round: &found.round,
                number: form.number,
                version: form.version,
                people: form.people,
                tells_unplaced: form.tell.is_some(),
                back: &found.base,
            };
            let said = match actions::publish(tx, &operator, publish).await? {
                Publishing::Begun => "publishing",
                Publishing::AnotherWas => "publishing-another",
            };
            Ok(Answer::to(path(&operator, round, "")).saying(app.words().say(said)))
        })
        .await
}
