//! What an operator does with rounds: ask for a proposal, change it by hand, discard it, publish it.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait as _;
use serde::{Deserialize, Serialize};
use store::Id as _;

use super::account::Told;
use super::entities::{
    Document, KeptGroups, People, ProposalId, PublicationId, RoundId, proposal, publication, round,
};
use super::formats::CriteriaFile;
use super::queries::{self, ProposalRow, RoundRow};
use crate::app::jobs::{self, NewJob};
use crate::app::{AppError, Result, WriteTx};
use crate::community::{self, Operator};
use crate::groups::{self, FoundingId};

/// The job that forms groups.
pub(super) const FORM: &str = "formation.form";
/// The job that publishes them.
pub(super) const PUBLISH: &str = "formation.publish";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FormWork {
    pub proposal: ProposalId,
}

/// The job that puts those without a place on the waiting list.
pub(super) const WAIT: &str = "formation.wait";

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct PublishWork {
    pub publication: PublicationId,
    pub tells_unplaced: bool,
}

/// A round to be begun.
#[derive(Clone, Debug)]
pub(super) struct NewRound {
    pub name: String,
    pub people: People,
    pub criteria: CriteriaFile,
    pub seed: i64,
}

/// Begins a round and asks for its first proposal.
pub(super) async fn begin(tx: &WriteTx, operator: &Operator, new: NewRound) -> Result<RoundId> {
    let id = RoundId::at(tx.now());
    let row = round::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        name: Set(new.name),
        people: Set(new.people),
        criteria: Set(new.criteria.clone()),
        created_at: Set(tx.now()),
        by_person: Set(operator.person().id()),
        discarded_at: Set(None),
        version: Set(1),
    };
    round::Entity::insert(row).exec_without_returning(tx.db()).await?;
    community::act_as(tx, operator, "formation.begin", &id.to_string()).await?;
    ask(tx, operator, id, new.criteria, new.seed, KeptGroups::default()).await?;
    Ok(id)
}

/// Asks for a proposal; answers with its number.
pub(super) async fn ask(
    tx: &WriteTx,
    operator: &Operator,
    round: RoundId,
    criteria: CriteriaFile,
    seed: i64,
    kept: KeptGroups,
) -> Result<i32> {
    let id = ProposalId::at(tx.now());
    let number = queries::next_number(tx.db(), round).await?;
    let row = proposal::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        round_id: Set(round),
        number: Set(number),
        seed: Set(seed),
        criteria: Set(criteria),
        kept: Set(Some(kept)),
        permille: Set(0),
        document: Set(None),
        failure: Set(None),
        created_at: Set(tx.now()),
        proposed_at: Set(None),
        discarded_at: Set(None),
        version: Set(1),
    };
    proposal::Entity::insert(row).exec_without_returning(tx.db()).await?;
    jobs::enqueue(tx, NewJob::new(FORM, &FormWork { proposal: id })?.once(format!("{FORM}:{id}"))).await?;
    community::act_as(tx, operator, "formation.ask", &id.to_string()).await?;
    Ok(number)
}

/// Writes the groups of a proposal after a change by hand, unless someone else was faster.
pub(super) async fn rewrite(
    tx: &WriteTx,
    operator: &Operator,
    row: &ProposalRow,
    version: i32,
    document: Document,
    back: &str,
) -> Result<()> {
    queries::hold(tx.db(), row.round_id).await?;
    if queries::publication(tx.db(), row.round_id).await?.is_some() {
        return Err(AppError::Edited { back: back.to_owned() });
    }
    let changed = proposal::Entity::update_many()
        .col_expr(
            proposal::Column::Document,
            Expr::value(serde_json::to_value(&document).map_err(AppError::internal)?),
        )
        .col_expr(proposal::Column::Version, Expr::col(proposal::Column::Version).add(1))
        .filter(proposal::Column::Id.eq(row.id))
        .filter(proposal::Column::CommunityId.eq(operator.id()))
        .filter(proposal::Column::Version.eq(version))
        .filter(proposal::Column::DiscardedAt.is_null())
        .exec(tx.db())
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Edited { back: back.to_owned() });
    }
    community::act_as(tx, operator, "formation.change", &row.id.to_string()).await
}

/// Discards a proposal; one that is being formed stops.
pub(super) async fn discard(tx: &WriteTx, operator: &Operator, row: &ProposalRow) -> Result<()> {
    queries::hold(tx.db(), row.round_id).await?;
    let published = queries::publication(tx.db(), row.round_id).await?;
    if published.is_some_and(|published| published.proposal_id == row.id) {
        return Err(AppError::NotFound);
    }
    proposal::Entity::update_many()
        .col_expr(proposal::Column::DiscardedAt, Expr::value(Some(tx.now())))
        .filter(proposal::Column::Id.eq(row.id))
        .filter(proposal::Column::CommunityId.eq(operator.id()))
        .filter(proposal::Column::DiscardedAt.is_null())
        .exec(tx.db())
        .await?;
    community::act_as(tx, operator, "formation.discard", &row.id.to_string()).await
}

/// What is published, as it was looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Publish<'a> {
    pub round: &'a RoundRow,
    pub number: i32,
    pub version: i32,
    /// How many people had a place in it.
    pub people: usize,
    /// Whether those without a place get a letter.
    pub tells_unplaced: bool,
    /// The page to return to when somebody else changed the groups.
    pub back: &'a str,
}

/// Decides that these groups shall be founded. They are prepared unseen; then all come to life at once.
pub(super) async fn publish(tx: &WriteTx, operator: &Operator, publish: Publish<'_>) -> Result<Publishing> {
    let Publish { round, number, version, people, tells_unplaced, back } = publish;
    queries::hold(tx.db(), round.id).await?;
    let mut row = queries::proposal(tx.db(), round, number).await?;
    if let Some(earlier) = queries::publication(tx.db(), round.id).await? {
        let is_this = earlier.proposal_id == row.id;
        return Ok(if is_this { Publishing::Begun } else { Publishing::AnotherWas });
    }
    let edited = || AppError::Edited { back: back.to_owned() };
    let is_as_seen = row.version == version && row.failure.is_none();
    let mut document = row.document.take().filter(|_| is_as_seen).ok_or_else(edited)?;
    let gone = document.forget(&queries::gone(tx.db(), round).await?);
    if people == 0 || document.placed() != people {
        return Err(edited());
    }
    let before = document.groups.len();
    document.groups.retain(|group| !group.members.is_empty());
    if gone > 0 || document.groups.len() < before {
        rewrite(tx, operator, &row, version, document, back).await?;
    }
    let id = PublicationId::at(tx.now());
    let founding = groups::begin_founding(tx, operator).await?;
    let new = publication::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        round_id: Set(round.id),
        proposal_id: Set(row.id),
        founding_id: Set(founding),
        by_person: Set(operator.person().id()),
        started_at: Set(tx.now()),
        prepared: Set(0),
        published_at: Set(None),
    };
    publication::Entity::insert(new).exec_without_returning(tx.db()).await?;
    let work = NewJob::new(PUBLISH, &PublishWork { publication: id, tells_unplaced })?;
    jobs::enqueue(tx, work.once(format!("{PUBLISH}:{id}"))).await?;
    community::act_as(tx, operator, "formation.publish", &id.to_string()).await?;
    Ok(Publishing::Begun)
}

/// What became of the wish to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Publishing {
    Begun,
    /// Another proposal of the round was published before.
    AnotherWas,
}

/// How far a proposal is, in thousandths.
pub(super) async fn advance(tx: &WriteTx, id: ProposalId, permille: i32) -> Result<()> {
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Permille, Expr::value(permille))
        .filter(proposal::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Why no groups could be formed, and what would resolve it.
#[derive(Clone, Debug, Default)]
pub(super) struct Failure {
    pub text: String,
    pub contradictions: Vec<Told>,
}

impl Failure {
    pub(super) fn of(text: String) -> Self {
        Self { text, contradictions: Vec::new() }
    }
}

/// What comes of forming.
pub(super) type Outcome = std::result::Result<Document, Failure>;

/// Records what came of forming: groups, or why there are none.
pub(super) async fn answer(tx: &WriteTx, id: ProposalId, outcome: Outcome) -> Result<()> {
    let (document, failure) = match outcome {
        Ok(document) => (document, None),
        Err(Failure { text, contradictions }) => {
            (Document { contradictions, ..Document::default() }, Some(text))
        }
    };
    let document = Some(serde_json::to_value(document).map_err(AppError::internal)?);
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Document, Expr::value(document))
        .col_expr(proposal::Column::Failure, Expr::value(failure))
        .col_expr(proposal::Column::Permille, Expr::value(1000))
        .col_expr(proposal::Column::ProposedAt, Expr::value(Some(tx.now())))
        .filter(proposal::Column::Id.eq(id))
        .filter(proposal::Column::ProposedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Records that so many groups of a publication are prepared, if `before` were until now.
pub(super) async fn prepared(tx: &WriteTx, id: PublicationId, before: i32, now: i32) -> Result<bool> {
    let changed = publication::Entity::update_many()
        .col_expr(publication::Column::Prepared, Expr::value(now))
        .filter(publication::Column::Id.eq(id))
        .filter(publication::Column::Prepared.eq(before))
        .exec(tx.db())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// The one small change by which everything prepared comes to life, and by which those without a place begin
/// to wait.
pub(super) async fn founded(tx: &WriteTx, work: PublishWork, founding: FoundingId) -> Result<()> {
    let id = work.publication;
    groups::found(tx, founding).await?;
    jobs::enqueue(tx, NewJob::new(WAIT, &work)?.once(format!("{WAIT}:{id}"))).await?;
    publication::Entity::update_many()
        .col_expr(publication::Column::PublishedAt, Expr::value(Some(tx.now())))
        .filter(publication::Column::Id.eq(id))
        .filter(publication::Column::PublishedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
