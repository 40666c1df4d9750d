//! What was answered to a proposal.

use calendar::Date;
use sea_orm::QueryOrder as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use crate::app::Result;
use crate::groups::{GroupId, SeatId};
use crate::meetings::entities::{SeasonId, season, season_answer};
use crate::meetings::queries::Season;

/// What a member said of a season.
#[derive(Clone, Debug)]
pub struct Said {
    pub seat: SeatId,
    pub can: bool,
    /// Dates of the anchor's calendar on which they cannot come.
    pub dates_off: Vec<Date>,
}

/// What was said of a season so far, the first answer first.
pub async fn said(db: &impl ConnectionTrait, season: SeasonId) -> Result<Vec<Said>> {
    let rows = season_answer::Entity::find()
        .filter(season_answer::Column::SeasonId.eq(season))
        .order_by_asc(season_answer::Column::AnsweredAt)
        .order_by_asc(season_answer::Column::SeatId)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Said { seat: row.seat_id, can: row.can, dates_off: row.dates_off.0 })
        .collect())
}

/// A season with nobody else changing it until the transaction ends.
pub(super) async fn hold(db: &impl ConnectionTrait, group: GroupId, id: SeasonId) -> Result<Option<Season>> {
    let row = season::Entity::find_by_id(id).filter(season::Column::GroupId.eq(group)).lock_exclusive();
    Ok(row.one(db).await?.map(Season::from))
}
