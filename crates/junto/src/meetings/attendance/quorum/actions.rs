//! Finding that too few can come, and what the facilitator says to it.

use calendar::ical::Moved;
use jiff::ToSpan as _;
use peergroups::attendance::Below;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Id as _, Moment};

use super::emails;
use super::queries::{Count, Need, count, name, shortage as shortage_of};
use crate::app::{App, AppError, Result, WriteTx};
use crate::groups::{Facilitator, Group};
use crate::meetings::actions::{act_as, move_meeting};
use crate::meetings::attendance::entities::shortage;
use crate::meetings::entities::{Instead, MeetingId, ShortageId};
use crate::meetings::queries::{Meeting, is_taken, meeting, meetings_after, series};

/// Looks whether enough can come to the meetings that are as near as was agreed, and tells whoever leads where they cannot.
/// Gives the moment of the next look. A quorum that is looked at only when the meeting begins can move nothing.
pub(in crate::meetings::attendance) async fn check(
    tx: &WriteTx,
    app: &App,
    group: &Group,
) -> Result<Option<Moment>> {
    let Need(quorum) = Need::of(tx.db(), group.id).await?;
    if quorum.hours == 0 || quorum.needed(usize::from(u16::MAX)) == 0 {
        return Ok(None);
    }
    let mut meetings = meetings_after(tx.db(), &[group.id], tx.now()).await?;
    meetings.retain(|meeting| !meeting.is_off() && meeting.starts_at > tx.now());
    let look_at = |meeting: &Meeting| meeting.starts_at.plus_seconds(-3600 * i64::from(quorum.hours));
    for meeting in meetings.iter().filter(|meeting| look_at(meeting) <= tx.now()) {
        let count = count(tx.db(), group, meeting).await?;
        let Some(below) = quorum.below(count.can_come(), count.seats) else { continue };
        if find(tx, meeting, group, (quorum.needed(count.seats), count, below)).await? {
            emails::tell(tx, app, group, meeting, (quorum.needed(count.seats), count, below)).await?;
        }
    }
    Ok(meetings.iter().map(look_at).filter(|moment| *moment > tx.now()).min())
}

/// Writes down that too few can come. `false` when that was found before.
pub(in crate::meetings::attendance) async fn find(
    tx: &WriteTx,
    meeting: &Meeting,
    group: &Group,
    (needed, count, below): (usize, Count, Below),
) -> Result<bool> {
    let stored = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let row = shortage::ActiveModel {
        id: Set(ShortageId::at(tx.now())),
        community_id: Set(group.community),
        group_id: Set(group.id),
        meeting_id: Set(meeting.id),
        starts_at: Set(meeting.starts_at),
        needed: Set(stored(needed)),
        can_come: Set(stored(count.can_come())),
        below: Set(name(below).to_owned()),
        found_at: Set(tx.now()),
        answer: Set(None),
        answered_at: Set(None),
        answered_by: Set(None),
    };
    let once = OnConflict::columns([shortage::Column::MeetingId, shortage::Column::StartsAt])
        .do_nothing()
        .to_owned();
    Ok(shortage::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0)
}

/// Has a meeting to which too few can come moved by a week, or held all the same; gives the moment at which it is now.
/// [`AppError::Edited`] when nothing of the kind waits for an answer, the meeting is not where whoever answers saw it, or
/// the group has another a week later.
pub(super) async fn answer(
    tx: &WriteTx,
    facilitator: &Facilitator,
    id: MeetingId,
    (instead, seen_at): (Instead, Moment),
) -> Result<Moment> {
    let seat = facilitator.seat();
    let group = seat.group().id;
    let meeting = meeting(tx.db(), group, id).await?.ok_or(AppError::NotFound)?;
    let found = shortage_of(tx.db(), &meeting).await?.filter(|found| !found.is_answered);
    let edited = || AppError::Edited { back: seat.path(&format!("/meetings/{id}/quorum")) };
    if found.is_none() || meeting.is_off() || meeting.starts_at != seen_at || seen_at <= tx.now() {
        return Err(edited());
    }
    let begins = match instead {
        Instead::Anyway => seen_at,
        Instead::Week => {
            let (to, begins) = a_week_later(tx.db(), &meeting).await?.ok_or_else(edited)?;
            move_meeting(tx, facilitator, id, seen_at, to).await?;
            begins
        }
    };
    shortage::Entity::update_many()
        .col_expr(shortage::Column::Answer, Expr::value(Some(instead)))
        .col_expr(shortage::Column::AnsweredAt, Expr::value(Some(tx.now())))
        .col_expr(shortage::Column::AnsweredBy, Expr::value(Some(seat.id())))
        .filter(shortage::Column::MeetingId.eq(id))
        .filter(shortage::Column::StartsAt.eq(seen_at))
        .exec(tx.db())
        .await?;
    act_as(tx, facilitator, "meetings.answer_shortage", id).await?;
    Ok(begins)
}

/// The same hour a week later on the anchor's clock, unless the group has another meeting then or clocks skip it.
pub(super) async fn a_week_later(
    db: &impl ConnectionTrait,
    meeting: &Meeting,
) -> Result<Option<(Moved, Moment)>> {
    let series = series(db, meeting.group, meeting.series).await?.ok_or(AppError::NotFound)?;
    let anchor = series.record.anchor();
    let start = meeting.local.saturating_add(7.days());
    let begins = anchor.moment_of(start).filter(|begins| anchor.local_at(*begins) == start).map(Moment);
    let Some(begins) = begins else { return Ok(None) };
    let is_taken = is_taken(db, meeting.group, Some(meeting.id), (begins, meeting.minutes)).await?;
    Ok((!is_taken).then_some((Moved { start, minutes: meeting.minutes }, begins)))
}
