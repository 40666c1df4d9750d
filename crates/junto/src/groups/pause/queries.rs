//! Questions about who pauses.

use std::collections::BTreeMap;

use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use store::{Day, Moment};

use super::entities::{PauseId, pause};
use crate::app::Result;
use crate::app::keyring::Sealed;
use crate::groups::entities::{GroupId, SeatId};

/// A pause that lasts or is to come.
#[derive(Clone, Debug)]
pub(in crate::groups) struct Pause {
    pub(super) id: PauseId,
    pub(super) seat: SeatId,
    pub(super) words: Option<Sealed>,
    pub(super) first_day: Day,
    pub(super) last_day: Day,
    pub(super) starts_at: Moment,
    pub(super) until_at: Moment,
}

impl Pause {
    pub(in crate::groups) fn is_on(&self, now: Moment) -> bool {
        self.starts_at <= now && now < self.until_at
    }

    /// The first day, in words.
    pub(super) fn first(&self) -> String {
        in_words(self.first_day)
    }

    /// The last day, in words.
    pub(in crate::groups) fn last(&self) -> String {
        in_words(self.last_day)
    }
}

/// `14 January 2027`, the same for every reader.
pub(super) fn in_words(day: Day) -> String {
    day.0.strftime("%-d %B %Y").to_string()
}

impl From<pause::Model> for Pause {
    fn from(row: pause::Model) -> Self {
        Self {
            id: row.id,
            seat: row.seat_id,
            words: row.words,
            first_day: row.first_day,
            last_day: row.last_day,
            starts_at: row.starts_at,
            until_at: row.until_at,
        }
    }
}

fn living() -> Select<pause::Entity> {
    pause::Entity::find().filter(pause::Column::EndedAt.is_null()).order_by_asc(pause::Column::Id)
}

/// Which of these seats pause or will.
pub(in crate::groups) async fn of_seats(
    db: &impl ConnectionTrait,
    seats: Vec<SeatId>,
) -> Result<BTreeMap<SeatId, Pause>> {
    if seats.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = living().filter(pause::Column::SeatId.is_in(seats)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.seat_id, Pause::from(row))).collect())
}

/// One of a group.
pub(super) async fn pause(db: &impl ConnectionTrait, group: GroupId, id: PauseId) -> Result<Option<Pause>> {
    let of = living().filter(pause::Column::Id.eq(id)).filter(pause::Column::GroupId.eq(group));
    Ok(of.one(db).await?.map(Pause::from))
}
