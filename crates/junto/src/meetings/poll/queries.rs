//! Questions about polls.

use std::collections::BTreeMap;

use calendar::{DateTime, Zone};
use peergroups::poll::{Suits, Tally};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use store::Moment;

use super::entities::{poll, poll_answer};
use crate::app::Result;
use crate::groups::{GroupId, SeatId};
use crate::meetings::entities::{PollId, SeriesId};

/// A poll about the time of one meeting.
#[derive(Clone, Debug)]
pub struct Poll {
    pub id: PollId,
    pub group: GroupId,
    pub by_seat: SeatId,
    pub title: String,
    pub minutes: u16,
    /// Whose clock the options are on.
    pub zone: Zone,
    pub starts: Vec<DateTime>,
    pub closes_at: Moment,
    pub ended_at: Option<Moment>,
    pub series: Option<SeriesId>,
}

impl Poll {
    /// When each option begins.
    pub fn moments(&self) -> impl Iterator<Item = Moment> {
        self.starts.iter().filter_map(|start| self.zone.moment_of(*start).map(Moment))
    }

    pub fn is_open(&self, now: Moment) -> bool {
        self.ended_at.is_none() && now < self.closes_at
    }
}

impl From<poll::Model> for Poll {
    fn from(row: poll::Model) -> Self {
        Self {
            id: row.id,
            group: row.group_id,
            by_seat: row.by_seat,
            title: row.title,
            minutes: u16::try_from(row.minutes).unwrap_or_default(),
            zone: Zone::named(&row.options.zone).unwrap_or_else(|_| Zone::utc()),
            starts: row.options.starts,
            closes_at: row.closes_at,
            ended_at: row.ended_at,
            series: row.series_id,
        }
    }
}

/// What the members of a group said, one word for each option.
pub type Said = BTreeMap<SeatId, Vec<Suits>>;

/// What was said about each of so many options.
pub fn tallies(said: &Said, options: usize) -> Vec<Tally> {
    let of = |option| Tally::of(said.values().filter_map(|words| words.get(option)).copied());
    (0..options).map(of).collect()
}

/// One poll of a group.
pub(super) async fn poll(db: &impl ConnectionTrait, group: GroupId, id: PollId) -> Result<Option<Poll>> {
    let row = poll::Entity::find_by_id(id).filter(poll::Column::GroupId.eq(group)).one(db).await?;
    Ok(row.map(Poll::from))
}

/// The polls of these groups that nobody has ended, the oldest first.
pub async fn open_polls(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<Vec<Poll>> {
    let rows = poll::Entity::find()
        .filter(poll::Column::GroupId.is_in(groups.iter().copied()))
        .filter(poll::Column::EndedAt.is_null())
        .order_by_asc(poll::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Poll::from).collect())
}

/// Which of these seats have answered which of these polls.
pub async fn answered(
    db: &impl ConnectionTrait,
    polls: &[Poll],
    seats: &[SeatId],
) -> Result<Vec<(PollId, SeatId)>> {
    let rows = poll_answer::Entity::find()
        .filter(poll_answer::Column::SeatId.is_in(seats.iter().copied()))
        .filter(poll_answer::Column::PollId.is_in(polls.iter().map(|poll| poll.id)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.poll_id, row.seat_id)).collect())
}

/// What was said in a poll.
pub(super) async fn said(db: &impl ConnectionTrait, poll: &Poll) -> Result<Said> {
    let rows = poll_answer::Entity::find().filter(poll_answer::Column::PollId.eq(poll.id)).all(db).await?;
    let words = |row: poll_answer::Model| {
        let said = row.said.0.iter().map(|word| Suits::named(word).unwrap_or(Suits::No)).collect();
        (row.seat_id, said)
    };
    Ok(rows.into_iter().map(words).collect())
}
