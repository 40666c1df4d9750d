//! Saying when one can meet: hours, place, journeys, days off.

use calendar::{Date, WeeklyHours, Zone};
use peergroups::profile::Profile;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Day, Id as _};

use super::entities::{DayOffId, JourneyId, busy_feed, day_off, journey};
use crate::app::{AppError, Result, WriteTx};
use crate::community::{self, CommunityId, Member, MemberId};
use crate::roster;

/// From the first date to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    pub first: Date,
    pub last: Date,
}

/// A member says their hours of a week, if nothing of their profile changed since `version`.
pub(super) async fn say_hours(
    tx: &WriteTx,
    member: &Member,
    version: i32,
    hours: &WeeklyHours,
) -> Result<()> {
    let known = roster::own_standing(tx.db(), member, tx.now()).await?.profile;
    let availability = (!hours.is_empty()).then(|| hours.to_string());
    roster::describe(tx, member, version, &Profile { availability, ..known }).await
}

/// A member says where they live. Their hours stay the same on the clock there.
pub(super) async fn say_place(tx: &WriteTx, member: &Member, version: i32, zone: &Zone) -> Result<()> {
    let known = roster::own_standing(tx.db(), member, tx.now()).await?.profile;
    let time_zone = Some(zone.name().to_owned());
    roster::describe(tx, member, version, &Profile { time_zone, ..known }).await
}

pub(super) async fn add_journey(tx: &WriteTx, member: &Member, zone: &Zone, dates: Dates) -> Result<()> {
    let id = JourneyId::at(tx.now());
    let row = journey::ActiveModel {
        id: Set(id),
        community_id: Set(member.community().id),
        member_id: Set(member.id()),
        zone: Set(zone.name().to_owned()),
        first_date: Set(Day(dates.first)),
        last_date: Set(Day(dates.last)),
        added_at: Set(tx.now()),
    };
    journey::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act(tx, member, "availability.add_journey", &id.to_string()).await
}

pub(super) async fn remove_journey(tx: &WriteTx, member: &Member, id: JourneyId) -> Result<()> {
    let own = journey::Entity::delete_many()
        .filter(journey::Column::Id.eq(id))
        .filter(journey::Column::MemberId.eq(member.id()));
    if own.exec(tx.db()).await?.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    act(tx, member, "availability.remove_journey", &id.to_string()).await
}

pub(super) async fn add_days_off(tx: &WriteTx, member: &Member, dates: Dates) -> Result<()> {
    let id = DayOffId::at(tx.now());
    let row = day_off::ActiveModel {
        id: Set(id),
        community_id: Set(member.community().id),
        member_id: Set(member.id()),
        first_date: Set(Day(dates.first)),
        last_date: Set(Day(dates.last)),
        added_at: Set(tx.now()),
    };
    day_off::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act(tx, member, "availability.add_days_off", &id.to_string()).await
}

pub(super) async fn remove_days_off(tx: &WriteTx, member: &Member, id: DayOffId) -> Result<()> {
    let own = day_off::Entity::delete_many()
        .filter(day_off::Column::Id.eq(id))
        .filter(day_off::Column::MemberId.eq(member.id()));
    if own.exec(tx.db()).await?.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    act(tx, member, "availability.remove_days_off", &id.to_string()).await
}

/// Lets go of journeys, days off and calendars of whoever is a member no more.
pub(super) async fn forget(tx: &WriteTx, community: CommunityId, member: MemberId) -> Result<()> {
    journey::Entity::delete_many()
        .filter(journey::Column::CommunityId.eq(community))
        .filter(journey::Column::MemberId.eq(member))
        .exec(tx.db())
        .await?;
    day_off::Entity::delete_many()
        .filter(day_off::Column::CommunityId.eq(community))
        .filter(day_off::Column::MemberId.eq(member))
        .exec(tx.db())
        .await?;
    busy_feed::Entity::delete_many()
        .filter(busy_feed::Column::CommunityId.eq(community))
        .filter(busy_feed::Column::MemberId.eq(member))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ids alone: what a member's days are like is nobody's business.
pub(super) async fn act(tx: &WriteTx, member: &Member, verb: &'static str, what: &str) -> Result<()> {
    community::act(tx, member.community().id, Some(member.person().id()), verb, what).await
}
