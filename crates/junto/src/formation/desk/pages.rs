//! What the pages of the desk have in common: a proposal found, asked about and rewritten.

use std::collections::BTreeSet;

use calendar::Date;
use peergroups::formation::Round;
use serde::Deserialize;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::formation::actions;
use crate::formation::entities::{Document, RoundId};
use crate::formation::pages::path;
use crate::formation::queries::{self, Candidates, ProposalRow, RoundRow};
use crate::frame;

/// A proposal in an address.
#[derive(Debug, Deserialize)]
pub(super) struct ProposalPath {
    pub(super) round: RoundId,
    pub(super) number: i32,
}

/// A proposal with its round, found for an operator.
pub(super) struct Found {
    pub(super) round: RoundRow,
    pub(super) row: ProposalRow,
    pub(super) base: String,
    /// How many had a place in it and can have none any more.
    pub(super) gone: usize,
}

pub(super) async fn find(app: &App, operator: &Operator, at: &ProposalPath) -> Result<Found> {
    let round = queries::round(app.db(), operator, at.round).await?;
    let mut row = queries::proposal(app.db(), &round, at.number).await?;
    let gone = queries::gone(app.db(), &round).await?;
    let gone = row.document.as_mut().map_or(0, |document| document.forget(&gone));
    let base = path(operator, round.id, &format!("/proposals/{}", row.number));
    Ok(Found { round, row, base, gone })
}

impl Found {
    pub(super) fn document(&self) -> Result<&Document> {
        queries::document_of(&self.row)
    }

    fn day(&self) -> Date {
        frame::local(self.row.created_at, "UTC").date()
    }

    pub(super) async fn candidates(
        &self,
        app: &App,
        members: impl IntoIterator<Item = MemberId>,
    ) -> Result<Candidates> {
        let members: BTreeSet<MemberId> = members.into_iter().collect();
        queries::some_candidates(app.db(), self.row.community_id, members.into_iter().collect()).await
    }

    pub(super) fn question<'c>(&self, candidates: &'c Candidates) -> Result<Round<'c>> {
        candidates.question_of_some(&self.row.criteria, self.day()).map_err(AppError::internal)
    }
}

/// Changes the document of a proposal, if it is still the one that was looked at.
pub(super) async fn change<F>(
    app: &App,
    operator: &Operator,
    found: &Found,
    submission: &Submission<F>,
    version: i32,
    document: Document,
    answer: Answer,
) -> Result<Answer> {
    submission
        .once(app, async |tx| {
            actions::rewrite(tx, operator, &found.row, version, document.clone(), &found.base).await?;
            Ok(answer.clone())
        })
        .await
}
