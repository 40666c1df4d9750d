//! Writes down how the hour of a meeting was for each.

use calendar::Availability;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::queries::level;
use crate::app::{Result, WriteTx};
use crate::groups;
use crate::meetings::entities::hour_borne;
use crate::meetings::formats::local_text;
use crate::meetings::queries::{Meeting, agreed_season, answers, seated, series};

/// Once for each meeting: for those who had their seat when it began and have said their hours.
pub(super) async fn record(tx: &WriteTx, meeting: &Meeting) -> Result<()> {
    let Some(group) = groups::group(tx.db(), meeting.group).await? else { return Ok(()) };
    let Some(series) = series(tx.db(), group.id, meeting.series).await? else { return Ok(()) };
    let said = answers(tx.db(), &[series.id]).await?;
    let season = match series.season {
        Some(season) => Some(season),
        None => agreed_season(tx.db(), group.id).await?.map(|season| season.id),
    };
    for seated in seated(tx.db(), &group, tx.now()).await? {
        let was_there = seated.chair.seat.accepted_at.is_some_and(|since| since <= meeting.starts_at);
        let Some(availability) = seated.availability.as_ref().filter(|_| was_there) else { continue };
        let at_home = Availability::new(availability.zone.clone(), availability.hours.clone());
        let said = said.about(&series, seated.seat(), Some(meeting.original));
        let row = hour_borne::ActiveModel {
            meeting_id: Set(meeting.id),
            seat_id: Set(seated.seat()),
            community_id: Set(group.community),
            group_id: Set(group.id),
            season_id: Set(season),
            level: Set(level(availability, meeting, said)),
            local: Set(local_text(at_home.local_at(meeting.starts_at.0))),
        };
        let once = OnConflict::columns([hour_borne::Column::MeetingId, hour_borne::Column::SeatId])
            .do_nothing()
            .to_owned();
        hour_borne::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
