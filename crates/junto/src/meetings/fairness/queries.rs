//! How the hours of meetings were for those who were there to bear them.

use std::collections::BTreeMap;

use calendar::{Absence, Availability, Burden, Level, Timestamp};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};
use store::Moment;

use crate::app::Result;
use crate::groups::{GroupId, SeatId};
use crate::meetings::entities::{Bore, MeetingId, Said, SeasonId, hour_borne, meeting};
use crate::meetings::queries::{Meeting, Season, meetings_before};

/// How many acceptable hours weigh as much as one at which somebody cannot come.
pub const ABSENCE_WEIGHT: u16 = 4;

/// A meeting that was held, and how its hour was for each.
#[derive(Clone, Debug)]
pub struct Borne {
    pub season: Option<SeasonId>,
    pub levels: BTreeMap<SeatId, Bore>,
}

/// The meetings of a group that are over and written down, the first one first.
pub async fn borne(db: &impl ConnectionTrait, group: GroupId, now: Moment) -> Result<Vec<Borne>> {
    let meetings = meetings_before(db, group, now).await?;
    let rows = hour_borne::Entity::find()
        .filter(hour_borne::Column::GroupId.eq(group))
        .filter(hour_borne::Column::MeetingId.is_in(meetings.iter().map(|meeting| meeting.id)))
        .all(db)
        .await?;
    let mut by_meeting: BTreeMap<MeetingId, Borne> = BTreeMap::new();
    for row in rows {
        let borne = Borne { season: row.season_id, levels: BTreeMap::new() };
        by_meeting.entry(row.meeting_id).or_insert(borne).levels.insert(row.seat_id, row.level);
    }
    Ok(meetings.iter().rev().filter_map(|meeting| by_meeting.remove(&meeting.id)).collect())
}

/// What somebody bears of a season so far, on top of what they carried into it.
pub fn burden(season: &Season, seat: SeatId, borne: &[Borne]) -> Burden {
    let of = borne.iter().filter(|borne| borne.season == Some(season.id));
    let levels: Vec<Bore> = of.filter_map(|borne| borne.levels.get(&seat).copied()).collect();
    let count = |level: Bore| {
        u32::try_from(levels.iter().filter(|known| **known == level).count()).unwrap_or(u32::MAX)
    };
    let carry = season.plan.carry.iter().find(|(known, _)| *known == seat).map_or(0, |(_, carry)| *carry);
    Burden { carry, absences: count(Bore::Absent), acceptable: count(Bore::Acceptable) }
}

/// What each seat carries out of a season into the next one.
pub async fn carried(db: &impl ConnectionTrait, season: Option<&Season>) -> Result<Vec<(SeatId, u32)>> {
    let Some(season) = season else { return Ok(Vec::new()) };
    let borne = borne(db, season.group, Moment(Timestamp::MAX)).await?;
    let mut seats: Vec<SeatId> = season.plan.carry.iter().map(|(seat, _)| *seat).collect();
    seats.extend(borne.iter().flat_map(|borne| borne.levels.keys().copied()));
    seats.sort_unstable();
    seats.dedup();
    let carried = |seat: SeatId| (seat, burden(season, seat, &borne).carried(ABSENCE_WEIGHT));
    Ok(seats.into_iter().map(carried).filter(|(_, carried)| *carried > 0).collect())
}

/// Meetings that ended and are not written down, of the last hundred days; those after `after` in order.
pub(super) async fn unrecorded(
    db: &impl ConnectionTrait,
    now: Moment,
    after: Option<MeetingId>,
) -> Result<Vec<Meeting>> {
    const PAGE: u64 = 100;
    const BACK_SECONDS: i64 = 100 * 86_400;
    let recorded = hour_borne::Entity::find()
        .select_only()
        .column(hour_borne::Column::MeetingId)
        .filter(
            Expr::col((hour_borne::Entity, hour_borne::Column::MeetingId))
                .equals((meeting::Entity, meeting::Column::Id)),
        )
        .into_query();
    let rows = meeting::Entity::find()
        .filter(meeting::Column::StartsAt.gt(now.plus_seconds(-BACK_SECONDS)))
        .filter(meeting::Column::EndsAt.lte(now))
        .filter(meeting::Column::CancelledAt.is_null())
        .filter(Expr::exists(recorded).not())
        .apply_if(after, |query, after| query.filter(meeting::Column::Id.gt(after)))
        .order_by_asc(meeting::Column::Id)
        .limit(PAGE)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}

/// Meetings that begin soon; those after `after` in order.
pub(super) async fn coming(
    db: &impl ConnectionTrait,
    (from, to): (Moment, Moment),
    after: Option<MeetingId>,
) -> Result<Vec<Meeting>> {
    const PAGE: u64 = 100;
    let rows = meeting::Entity::find()
        .filter(meeting::Column::StartsAt.gt(from))
        .filter(meeting::Column::StartsAt.lte(to))
        .filter(meeting::Column::CancelledAt.is_null())
        .apply_if(after, |query, after| query.filter(meeting::Column::Id.gt(after)))
        .order_by_asc(meeting::Column::Id)
        .limit(PAGE)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}

/// How an hour was for somebody, by their hours. Whoever comes to one outside of them bears it; a yes to a whole
/// season does not stand against a day off in it, but what fills their calendar may be this very meeting.
pub(super) fn level(of: &Availability, meeting: &Meeting, said: Option<Said>) -> Bore {
    match of.level_of(meeting.starts_at.0, meeting.minutes) {
        Ok(Level::Preferred) => Bore::Preferred,
        Ok(Level::Acceptable) => Bore::Acceptable,
        Err(Absence::OutOfHours | Absence::Busy) if said == Some(Said::Yes) => Bore::Acceptable,
        Err(_) => Bore::Absent,
    }
}
