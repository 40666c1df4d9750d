//! Questions about the links of letters, and what was answered last.

use calendar::{DateTime, Timestamp};
use sea_orm::entity::prelude::*;
use store::Moment;

use crate::app::Result;
use crate::app::secrets;
use crate::groups::{GroupId, SeatId};
use crate::meetings::entities::{SeriesId, answer_link, meeting_answer};
use crate::meetings::formats::{local_text, read_local};

/// What a link answers to, and for which seat.
#[derive(Clone, Debug)]
pub(super) struct AnswerLink {
    pub(super) group: GroupId,
    pub(super) series: SeriesId,
    pub(super) seat: SeatId,
    /// `None` for the whole series.
    pub(super) original: Option<DateTime>,
    pub(super) expires_at: Moment,
}

/// The link with this secret, expired or not.
pub(super) async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<AnswerLink>> {
    let row = answer_link::Entity::find_by_id(secrets::hash(token)).one(db).await?;
    Ok(row.map(|row| AnswerLink {
        group: row.group_id,
        series: row.series_id,
        seat: row.seat_id,
        original: read_local(&row.original),
        expires_at: row.expires_at,
    }))
}

/// Sequence and stamp of a seat's last answer to one date, or to the whole.
pub(super) async fn last_answer(
    db: &impl ConnectionTrait,
    series: SeriesId,
    seat: SeatId,
    original: Option<DateTime>,
) -> Result<Option<(u32, Timestamp)>> {
    let row = meeting_answer::Entity::find()
        .filter(meeting_answer::Column::SeriesId.eq(series))
        .filter(meeting_answer::Column::SeatId.eq(seat))
        .filter(meeting_answer::Column::Original.eq(original.map(local_text).unwrap_or_default()))
        .one(db)
        .await?;
    Ok(row.map(|row| (u32::try_from(row.sequence).unwrap_or_default(), row.stamp.0)))
}
