//! Questions about who leaves a group, and what was said to them.

use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use store::Moment;

use super::entities::{DepartureId, GoodbyeId, departure, goodbye};
use crate::app::Result;
use crate::app::keyring::Sealed;
use crate::community::{CommunityId, MemberId};
use crate::groups::{GroupId, SeatId};

/// Somebody on their way out.
#[derive(Clone, Debug)]
pub(super) struct Departure {
    pub(super) id: DepartureId,
    pub(super) community: CommunityId,
    pub(super) group: GroupId,
    pub(super) seat: SeatId,
    pub(super) member: MemberId,
    pub(super) confided_at: Option<Moment>,
    pub(super) confided: Option<Sealed>,
    pub(super) words: Option<Sealed>,
    /// Once the group was told.
    pub(super) last_at: Option<Moment>,
}

impl From<departure::Model> for Departure {
    fn from(row: departure::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            group: row.group_id,
            seat: row.seat_id,
            member: row.member_id,
            confided_at: row.confided_at,
            confided: row.confided,
            words: row.words,
            last_at: row.last_at,
        }
    }
}

/// Neither over nor undone.
fn open() -> Select<departure::Entity> {
    departure::Entity::find()
        .filter(departure::Column::UndoneAt.is_null())
        .filter(departure::Column::EndedAt.is_null())
}

/// The way out on which somebody is.
pub(super) async fn of_seat(db: &impl ConnectionTrait, seat: SeatId) -> Result<Option<Departure>> {
    Ok(open().filter(departure::Column::SeatId.eq(seat)).one(db).await?.map(Departure::from))
}

/// Those of a group, the earliest first.
pub(super) async fn of_group(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Departure>> {
    let of = open().filter(departure::Column::GroupId.eq(group)).order_by_asc(departure::Column::Id);
    Ok(of.all(db).await?.into_iter().map(Departure::from).collect())
}

/// One of a group.
pub(super) async fn departure(
    db: &impl ConnectionTrait,
    group: GroupId,
    id: DepartureId,
) -> Result<Option<Departure>> {
    let of = open().filter(departure::Column::Id.eq(id)).filter(departure::Column::GroupId.eq(group));
    Ok(of.one(db).await?.map(Departure::from))
}

/// Whether somebody of the group was ever on this way out.
pub(super) async fn there_was(db: &impl ConnectionTrait, group: GroupId, id: DepartureId) -> Result<bool> {
    let of = departure::Entity::find_by_id(id).filter(departure::Column::GroupId.eq(group));
    Ok(of.one(db).await?.is_some())
}

/// A word to whoever leaves.
#[derive(Clone, Debug)]
pub(super) struct Goodbye {
    pub(super) id: GoodbyeId,
    pub(super) seat: SeatId,
    pub(super) words: Sealed,
}

impl From<goodbye::Model> for Goodbye {
    fn from(row: goodbye::Model) -> Self {
        Self { id: row.id, seat: row.seat_id, words: row.words }
    }
}

/// What was said to whoever leaves, in the order in which it was written.
pub(super) async fn goodbyes(db: &impl ConnectionTrait, departure: DepartureId) -> Result<Vec<Goodbye>> {
    let of = goodbye::Entity::find()
        .filter(goodbye::Column::DepartureId.eq(departure))
        .order_by_asc(goodbye::Column::WrittenAt)
        .order_by_asc(goodbye::Column::Id);
    Ok(of.all(db).await?.into_iter().map(Goodbye::from).collect())
}

/// Whether somebody has said goodbye.
pub(super) async fn has_said_goodbye(
    db: &impl ConnectionTrait,
    departure: DepartureId,
    seat: SeatId,
) -> Result<bool> {
    let own = goodbye::Entity::find()
        .filter(goodbye::Column::DepartureId.eq(departure))
        .filter(goodbye::Column::SeatId.eq(seat));
    Ok(own.one(db).await?.is_some())
}
