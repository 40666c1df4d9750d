//! Questions about charters, what was said about them, and who signed.

use std::collections::BTreeMap;

use peergroups::charter::Charter;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::Moment;

use super::actions::{comment_place, wish_place, words_place};
use super::entities::{
    CharterId, CommentId, Voice, charter, charter_comment, charter_signature, charter_wish,
};
use super::formats::{self, Words};
use crate::app::keyring::Sealed;
use crate::app::{App, AppError, Result};
use crate::groups::{GroupId, Seat, SeatId};

/// A version of a group's charter, as everyone may know it: without the group's own words.
#[derive(Clone, Debug)]
pub struct Version {
    pub id: CharterId,
    pub group: GroupId,
    pub number: i32,
    pub by: SeatId,
    /// Its clauses, but for the words beside them.
    pub terms: Charter,
    pub begun_at: Moment,
    pub put_up_at: Option<Moment>,
    pub in_force_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    /// Counts edits.
    pub edition: i32,
    pub(super) words: Sealed,
}

impl Version {
    fn of(row: charter::Model) -> Self {
        Self {
            id: row.id,
            group: row.group_id,
            number: row.number,
            by: row.by_seat,
            terms: formats::charter(&row.clauses),
            begun_at: row.begun_at,
            put_up_at: row.put_up_at,
            in_force_at: row.in_force_at,
            ended_at: row.ended_at,
            edition: row.version,
            words: row.words,
        }
    }

    /// Whether the group still writes it, or signs it.
    pub fn is_open(&self) -> bool {
        self.in_force_at.is_none() && self.ended_at.is_none()
    }

    /// Whether it waits for signatures and cannot be changed meanwhile.
    pub fn is_up(&self) -> bool {
        self.is_open() && self.put_up_at.is_some()
    }

    pub fn is_in_force(&self) -> bool {
        self.in_force_at.is_some() && self.ended_at.is_none()
    }

    /// The address of its page within the group.
    pub fn path(&self) -> String {
        format!("/charter/versions/{}", self.id)
    }
}

/// All versions of a group, the latest first.
pub async fn versions(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Version>> {
    let rows = charter::Entity::find()
        .filter(charter::Column::GroupId.eq(group))
        .order_by_desc(charter::Column::Number)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Version::of).collect())
}

/// A version of this group, with nobody else changing it until the transaction ends.
pub(super) async fn hold(db: &impl ConnectionTrait, group: GroupId, id: CharterId) -> Result<Version> {
    let row = charter::Entity::find_by_id(id)
        .filter(charter::Column::GroupId.eq(group))
        .lock_exclusive()
        .one(db)
        .await?;
    row.map(Version::of).ok_or(AppError::NotFound)
}

/// The versions of these groups that are open or in force.
pub(super) async fn living(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<Vec<Version>> {
    let rows = charter::Entity::find()
        .filter(charter::Column::GroupId.is_in(groups.iter().copied()))
        .filter(charter::Column::EndedAt.is_null())
        .order_by_asc(charter::Column::Number)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Version::of).collect())
}

/// The version that a group writes or signs.
pub(super) async fn open(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<Version>> {
    Ok(living(db, &[group]).await?.into_iter().find(Version::is_open))
}

/// The version by which a group lives, if it has agreed on one.
pub async fn in_force(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<Version>> {
    Ok(living(db, &[group]).await?.into_iter().find(Version::is_in_force))
}

/// What holds in a group: its charter, or what is usual where it has agreed on none.
pub async fn terms(db: &impl ConnectionTrait, group: GroupId) -> Result<Charter> {
    Ok(in_force(db, group).await?.map_or_else(Charter::usual, |version| version.terms))
}

/// Since when a group has lived by a charter, whichever version of it.
pub async fn lives_since(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<Moment>> {
    Ok(versions(db, group).await?.iter().filter_map(|version| version.in_force_at).min())
}

/// A version with the group's own words.
pub(super) async fn whole(app: &App, seat: &Seat, version: &Version) -> Result<Charter> {
    let text = app.keyring().open_sealed(seat, words_place(version.id), &version.words).await?;
    Ok(Words::read(&text).beside(&version.terms))
}

/// What somebody said about a clause.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) id: CommentId,
    pub(super) topic: String,
    pub(super) seat: SeatId,
    pub(super) words: String,
    pub(super) said_at: Moment,
    pub(super) is_settled: bool,
}

/// What was said about the clauses of a version, in its order.
pub(super) async fn comments(app: &App, seat: &Seat, id: CharterId) -> Result<Vec<Comment>> {
    let rows = charter_comment::Entity::find()
        .filter(charter_comment::Column::CharterId.eq(id))
        .filter(charter_comment::Column::GroupId.eq(seat.group().id))
        .order_by_asc(charter_comment::Column::Id)
        .all(app.db())
        .await?;
    let mut comments = Vec::with_capacity(rows.len());
    for row in rows {
        let words = app.keyring().open_sealed(seat, comment_place(row.id), &row.words).await?;
        comments.push(Comment {
            id: row.id,
            topic: row.topic,
            seat: row.seat_id,
            words,
            said_at: row.said_at,
            is_settled: row.settled_at.is_some(),
        });
    }
    Ok(comments)
}

/// What somebody wants of the group, and what they fear.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) seat: SeatId,
    pub(super) wants: String,
    pub(super) fears: String,
}

/// What everyone wants and fears, in the order in which they said it.
pub(super) async fn wishes(app: &App, seat: &Seat, id: CharterId) -> Result<Vec<Wish>> {
    let rows = charter_wish::Entity::find()
        .filter(charter_wish::Column::CharterId.eq(id))
        .filter(charter_wish::Column::GroupId.eq(seat.group().id))
        .order_by_asc(charter_wish::Column::Id)
        .all(app.db())
        .await?;
    let mut wishes = Vec::with_capacity(rows.len());
    for row in rows {
        let open =
            async |column, sealed| app.keyring().open_sealed(seat, wish_place(row.id, column), sealed).await;
        wishes.push(Wish {
            seat: row.seat_id,
            wants: open("wants", &row.wants).await?,
            fears: open("fears", &row.fears).await?,
        });
    }
    Ok(wishes)
}

/// What somebody said when they were asked to sign, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed {
    pub(super) seat: SeatId,
    pub(super) voice: Voice,
    pub(super) at: Moment,
}

/// Who said what of these versions, as far as it counts.
pub(super) async fn signatures(
    db: &impl ConnectionTrait,
    ids: &[CharterId],
) -> Result<BTreeMap<CharterId, Vec<Signed>>> {
    let rows = charter_signature::Entity::find()
        .filter(charter_signature::Column::CharterId.is_in(ids.iter().copied()))
        .filter(charter_signature::Column::EndedAt.is_null())
        .order_by_asc(charter_signature::Column::SaidAt)
        .all(db)
        .await?;
    let mut signatures: BTreeMap<CharterId, Vec<Signed>> = BTreeMap::new();
    for row in rows {
        let signed = Signed { seat: row.seat_id, voice: row.voice, at: row.said_at };
        signatures.entry(row.charter_id).or_default().push(signed);
    }
    Ok(signatures)
}
