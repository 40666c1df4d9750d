//! Questions about a group's series and meetings, who comes, and where they meet.

use std::collections::BTreeMap;

use calendar::DateTime;
use calendar::ical::{Entry, EntryError};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::Moment;

use super::entities::{
    EntryRecord, MeetingId, Said, SeasonId, SeriesId, meeting, meeting_answer, meeting_place, series,
};
use super::formats::read_local;
use crate::app::{App, Result};
use crate::community::CommunityId;
use crate::groups::{GroupId, SeatId};

/// As many meetings as one page or one calendar shows.
const LIST: u64 = 200;

/// A series, or a single meeting.
#[derive(Clone, Debug)]
pub struct Series {
    pub id: SeriesId,
    pub community: CommunityId,
    pub group: GroupId,
    pub season: Option<SeasonId>,
    pub record: EntryRecord,
    pub changed_at: Moment,
    pub cancelled_at: Option<Moment>,
    pub version: i32,
}

impl Series {
    /// As calendars know it.
    pub fn entry(&self, app: &App) -> Result<Entry, EntryError> {
        self.record.entry(app, self.group, self.id)
    }
}

impl From<series::Model> for Series {
    fn from(row: series::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            group: row.group_id,
            season: row.season_id,
            record: row.entry,
            changed_at: row.changed_at,
            cancelled_at: row.cancelled_at,
            version: row.version,
        }
    }
}

/// A meeting of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub group: GroupId,
    pub series: SeriesId,
    /// Its date by the rule, on the anchor's clock.
    pub original: DateTime,
    /// Where it is now, on the anchor's clock.
    pub local: DateTime,
    pub minutes: u16,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub cancelled_at: Option<Moment>,
}

impl Meeting {
    pub fn is_off(&self) -> bool {
        self.cancelled_at.is_some()
    }
}

impl From<meeting::Model> for Meeting {
    fn from(row: meeting::Model) -> Self {
        let local = |text: &str| read_local(text).unwrap_or(DateTime::MIN);
        Self {
            id: row.id,
            group: row.group_id,
            series: row.series_id,
            original: local(&row.original),
            local: local(&row.local),
            minutes: u16::try_from(row.minutes).unwrap_or_default(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            cancelled_at: row.cancelled_at,
        }
    }
}

/// The series of a group that have not been called off, the oldest first.
pub async fn series_of(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Series>> {
    let rows = series::Entity::find()
        .filter(series::Column::GroupId.eq(group))
        .filter(series::Column::CancelledAt.is_null())
        .order_by_asc(series::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Series::from).collect())
}

/// All series of a group, called off or not, the oldest first.
pub(super) async fn all_series_of(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Series>> {
    let rows =
        series::Entity::find().filter(series::Column::GroupId.eq(group)).order_by_asc(series::Column::Id);
    Ok(rows.all(db).await?.into_iter().map(Series::from).collect())
}

/// One series of a group, called off or not.
pub async fn series(db: &impl ConnectionTrait, group: GroupId, id: SeriesId) -> Result<Option<Series>> {
    let row = series::Entity::find_by_id(id).filter(series::Column::GroupId.eq(group)).one(db).await?;
    Ok(row.map(Series::from))
}

/// The same, with nobody else changing it until the transaction ends.
pub(super) async fn hold(db: &impl ConnectionTrait, group: GroupId, id: SeriesId) -> Result<Option<Series>> {
    let row = series::Entity::find_by_id(id).filter(series::Column::GroupId.eq(group)).lock_exclusive();
    Ok(row.one(db).await?.map(Series::from))
}

/// One meeting of a group.
pub async fn meeting(db: &impl ConnectionTrait, group: GroupId, id: MeetingId) -> Result<Option<Meeting>> {
    let row = meeting::Entity::find_by_id(id).filter(meeting::Column::GroupId.eq(group)).one(db).await?;
    Ok(row.map(Meeting::from))
}

/// The meetings of these groups that end after a moment, called off or not, the soonest first.
pub async fn meetings_after(
    db: &impl ConnectionTrait,
    groups: &[GroupId],
    moment: Moment,
) -> Result<Vec<Meeting>> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::GroupId.is_in(groups.iter().copied()))
        .filter(meeting::Column::EndsAt.gt(moment))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}

/// The meetings of a group that ended by a moment, called off or not, the latest first.
pub async fn meetings_before(
    db: &impl ConnectionTrait,
    group: GroupId,
    moment: Moment,
) -> Result<Vec<Meeting>> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::GroupId.eq(group))
        .filter(meeting::Column::EndsAt.lte(moment))
        .order_by_desc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}

/// All meetings of a series in the order of its rule.
pub(super) async fn meetings_of(db: &impl ConnectionTrait, id: SeriesId) -> Result<Vec<Meeting>> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::SeriesId.eq(id))
        .order_by_asc(meeting::Column::Original)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Meeting::from).collect())
}

/// What the members of some series have said, so far as it still counts.
#[derive(Clone, Debug, Default)]
pub struct Answers(BTreeMap<(SeriesId, SeatId), Vec<(Option<DateTime>, Said, u32)>>);

impl Answers {
    /// What a member says about one date of a series: their word about that date, else about the whole. A word
    /// from before its time last changed counts no more.
    pub fn about(&self, series: &Series, seat: SeatId, original: Option<DateTime>) -> Option<Said> {
        let said = self.0.get(&(series.id, seat))?;
        let counts = |about: Option<DateTime>| {
            let asked = series.record.asked_at(original);
            let word = said.iter().find(|(date, ..)| *date == about);
            word.filter(|(.., sequence)| *sequence >= asked).map(|(_, word, _)| *word)
        };
        original.and_then(|original| counts(Some(original))).or_else(|| counts(None))
    }
}

/// What the members of these series have said.
pub async fn answers(db: &impl ConnectionTrait, series: &[SeriesId]) -> Result<Answers> {
    let rows = meeting_answer::Entity::find()
        .filter(meeting_answer::Column::SeriesId.is_in(series.iter().copied()))
        .all(db)
        .await?;
    let mut answers = Answers::default();
    for row in rows {
        let sequence = u32::try_from(row.sequence).unwrap_or_default();
        let said = (read_local(&row.original), row.said, sequence);
        answers.0.entry((row.series_id, row.seat_id)).or_default().push(said);
    }
    Ok(answers)
}

/// Where a group meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub link: String,
    /// For when the first does not work; may be empty.
    pub backup: String,
    pub version: i32,
}

/// Where a group meets, if that was ever said.
pub async fn place(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<Place>> {
    let row = meeting_place::Entity::find_by_id(group).one(db).await?;
    Ok(row.map(|row| Place { link: row.link, backup: row.backup, version: row.version }))
}
