//! Suggesting, taking back, and answering in a review.

use calendar::Zone;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Day, Id as _};

use super::emails;
use super::entities::{SuggestionAnswer, SuggestionId, suggestion};
use super::queries::{self, place};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community;
use crate::groups::{Facilitator, Seat};

/// Whether a suggestion carries its author's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    Named,
    Unnamed,
}

/// Suggests something to one's group.
pub(super) async fn suggest(tx: &WriteTx, seat: &Seat, words: &str, author: Author) -> Result<SuggestionId> {
    let id = SuggestionId::random();
    let row = suggestion::ActiveModel {
        id: Set(id),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        by_seat: Set((author == Author::Named).then_some(seat.id())),
        day: Set(Day(Zone::utc().local_at(tx.now().0).date())),
        words: Set(tx.seal(seat, place(id, "words"), words).await?),
        answer: Set(None),
        answer_words: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
    };
    suggestion::Entity::insert(row).exec_without_returning(tx.db()).await?;
    // The audit chain would say to the second when an author who wants no name was there.
    if author == Author::Named {
        act_as(tx, seat, "charter.suggest", id).await?;
    }
    Ok(id)
}

/// Takes back what one has suggested by name. `false` where it is somebody else's, answered, or
/// taken back before.
pub(super) async fn withdraw(tx: &WriteTx, seat: &Seat, id: SuggestionId) -> Result<bool> {
    let held = queries::hold(tx.db(), seat.group().id, id).await?;
    if !held.is_some_and(|held| held.by == Some(seat.id()) && held.answer.is_none()) {
        return Ok(false);
    }
    suggestion::Entity::delete_by_id(id).exec(tx.db()).await?;
    act_as(tx, seat, "charter.withdraw_suggestion", id).await?;
    Ok(true)
}

/// Writes down what the group says to a suggestion, and tells its author, where there is a name.
pub(super) async fn answer(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: SuggestionId,
    (answer, words): (SuggestionAnswer, &str),
) -> Result<()> {
    let seat = facilitator.seat();
    let held = queries::hold(tx.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    if held.answer.is_some() {
        return Err(AppError::Edited { back: seat.path("/suggestions") });
    }
    let words = match words {
        "" => None,
        words => Some(tx.seal(seat, place(id, "answer_words"), words).await?),
    };
    suggestion::Entity::update_many()
        .col_expr(suggestion::Column::Answer, Expr::value(Some(answer)))
        .col_expr(suggestion::Column::AnswerWords, Expr::value(words))
        .col_expr(suggestion::Column::AnsweredBy, Expr::value(Some(seat.id())))
        .col_expr(suggestion::Column::AnsweredAt, Expr::value(Some(tx.now())))
        .filter(suggestion::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    if let Some(author) = held.by.filter(|author| *author != seat.id()) {
        emails::answered(tx, app, seat.group(), (id, author), answer).await?;
    }
    act_as(tx, seat, "charter.answer_suggestion", id).await
}

async fn act_as(tx: &WriteTx, seat: &Seat, verb: &'static str, id: SuggestionId) -> Result<()> {
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &id.to_string()).await
}
