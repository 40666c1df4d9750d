//! Questions about members as readers of calendars, and what their calendars know.

use sea_orm::entity::prelude::*;
use store::Moment;

use crate::accounts;
use crate::app::Result;
use crate::community::{self, MemberId};
use crate::groups::{self, Group, GroupId, SeatId};
use crate::meetings::clocks::{ReadingClock, clock_of_member};
use crate::meetings::entities::{SeriesId, calendar_copy, meeting, reply_address};
use crate::meetings::queries::Meeting;

/// A member whose calendar is told of a group's meetings.
#[derive(Clone, Debug)]
pub(in crate::meetings) struct Reader {
    pub(in crate::meetings) member: MemberId,
    pub(in crate::meetings) name: String,
    pub(in crate::meetings) email: String,
    pub(in crate::meetings) clock: ReadingClock,
    /// Where they sit, unless they left or pause.
    pub(in crate::meetings) seat: Option<SeatId>,
}

impl Reader {
    /// A member who sits in the group, or sat there.
    pub(in crate::meetings) async fn of(
        db: &impl ConnectionTrait,
        group: &Group,
        member: MemberId,
        now: Moment,
    ) -> Result<Option<Self>> {
        let found = community::members_by_id(db, group.community, &[member]).await?;
        let Some(membership) = found.into_iter().next() else { return Ok(None) };
        let addresses = accounts::addresses(db, &[membership.person]).await?;
        let Some(address) = addresses.into_iter().next() else { return Ok(None) };
        let table = groups::table(db, group).await?;
        let chair = table.iter().find(|chair| chair.seat.member == member && chair.takes_part(now));
        Ok(Some(Self {
            member,
            name: membership.name,
            email: address.email.clone(),
            clock: clock_of_member(db, group.community, member, (&address.zone, chair)).await?,
            seat: chair.map(|chair| chair.seat.id),
        }))
    }
}

/// What a member's calendar knows of a series.
pub(super) async fn copy(
    db: &impl ConnectionTrait,
    series: SeriesId,
    member: MemberId,
) -> Result<Option<calendar_copy::Model>> {
    Ok(calendar_copy::Entity::find_by_id((series, member)).one(db).await?)
}

/// How far the sequence that a member's calendar knows of a series is ahead of the series' own.
pub(in crate::meetings) async fn ahead_of(
    db: &impl ConnectionTrait,
    series: SeriesId,
    member: MemberId,
) -> Result<u32> {
    let copy = copy(db, series, member).await?;
    Ok(copy.and_then(|copy| u32::try_from(copy.ahead).ok()).unwrap_or_default())
}

/// What calendars know of a series, but for those that were told that nothing is to come.
pub(super) async fn copies_of(
    db: &impl ConnectionTrait,
    series: SeriesId,
) -> Result<Vec<calendar_copy::Model>> {
    Ok(calendar_copy::Entity::find()
        .filter(calendar_copy::Column::SeriesId.eq(series))
        .filter(calendar_copy::Column::Told.is_not_null())
        .all(db)
        .await?)
}

/// The series of a group that a member's calendar knows.
pub(super) async fn known_to(
    db: &impl ConnectionTrait,
    group: GroupId,
    member: MemberId,
) -> Result<Vec<SeriesId>> {
    let rows = calendar_copy::Entity::find()
        .filter(calendar_copy::Column::GroupId.eq(group))
        .filter(calendar_copy::Column::MemberId.eq(member))
        .filter(calendar_copy::Column::Told.is_not_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.series_id).collect())
}

/// What follows the plus in the address at which a member's answers about a group arrive, if they have one.
pub(super) async fn address_token(
    db: &impl ConnectionTrait,
    group: GroupId,
    member: MemberId,
) -> Result<Option<String>> {
    let row = reply_address::Entity::find_by_id((group, member)).one(db).await?;
    Ok(row.map(|row| row.token))
}

/// Whose answers about which group arrive at an address.
pub(in crate::meetings) async fn member_of_token(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<(GroupId, MemberId)>> {
    let row = reply_address::Entity::find()
        .filter(reply_address::Column::Token.eq(token.to_ascii_lowercase()))
        .one(db)
        .await?;
    Ok(row.map(|row| (row.group_id, row.member_id)))
}

/// The meetings of all groups that begin between two moments and are not off.
pub(super) async fn meetings_between(
    db: &impl ConnectionTrait,
    from: Moment,
    to: Moment,
) -> Result<Vec<Meeting>> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::StartsAt.gte(from))
        .filter(meeting::Column::StartsAt.lt(to))
        .filter(meeting::Column::CancelledAt.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}
