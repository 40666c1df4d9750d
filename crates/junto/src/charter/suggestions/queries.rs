//! Questions about suggestions: which wait for the next review, and what came of others.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::{Day, Id as _, Moment};

use super::entities::{SuggestionAnswer, SuggestionId, suggestion};
use crate::app::keyring::{Place, Sealed};
use crate::app::{App, Result};
use crate::groups::{GroupId, Seat, SeatId};

/// A suggestion to a group.
#[derive(Clone, Debug)]
pub struct Suggestion {
    pub id: SuggestionId,
    /// Its author, where they wanted to be named.
    pub by: Option<SeatId>,
    pub day: Day,
    pub answer: Option<(SuggestionAnswer, Moment)>,
    words: Sealed,
    answer_words: Option<Sealed>,
}

impl Suggestion {
    /// What is suggested.
    pub async fn words(&self, app: &App, seat: &Seat) -> Result<String> {
        Ok(app.keyring().open_sealed(seat, place(self.id, "words"), &self.words).await?)
    }

    /// What the group says to it, beside the answer itself; may be empty.
    pub async fn answer_words(&self, app: &App, seat: &Seat) -> Result<String> {
        Ok(match &self.answer_words {
            Some(words) => app.keyring().open_sealed(seat, place(self.id, "answer_words"), words).await?,
            None => String::new(),
        })
    }
}

/// Where words of a suggestion lie.
pub(super) fn place(suggestion: SuggestionId, column: &'static str) -> Place {
    Place { table: "suggestion", column, row: suggestion.uuid() }
}

impl From<suggestion::Model> for Suggestion {
    fn from(row: suggestion::Model) -> Self {
        Self {
            id: row.id,
            by: row.by_seat,
            day: row.day,
            answer: row.answer.zip(row.answered_at),
            words: row.words,
            answer_words: row.answer_words,
        }
    }
}

/// What waits for the group's next review, by day; within a day in no order.
pub async fn open_suggestions(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Suggestion>> {
    let rows = suggestion::Entity::find()
        .filter(suggestion::Column::GroupId.eq(group))
        .filter(suggestion::Column::AnsweredAt.is_null())
        .order_by_asc(suggestion::Column::Day)
        .order_by_asc(suggestion::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Suggestion::from).collect())
}

/// The suggestions that a group answered last.
pub(super) async fn answered(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Suggestion>> {
    const MOST: u64 = 50;
    let rows = suggestion::Entity::find()
        .filter(suggestion::Column::GroupId.eq(group))
        .filter(suggestion::Column::AnsweredAt.is_not_null())
        .order_by_desc(suggestion::Column::AnsweredAt)
        .order_by_asc(suggestion::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Suggestion::from).collect())
}

/// A suggestion to this group, with nobody else answering it until the transaction ends.
pub(super) async fn hold(
    db: &impl ConnectionTrait,
    group: GroupId,
    id: SuggestionId,
) -> Result<Option<Suggestion>> {
    let own = suggestion::Column::GroupId.eq(group);
    let row = suggestion::Entity::find_by_id(id).filter(own).lock_exclusive().one(db).await?;
    Ok(row.map(Suggestion::from))
}
