//! Questions about a group's series and meetings, who comes, and where they meet.

use std::collections::BTreeMap;
use std::ops::Range;

use calendar::ical::{Entry, EntryError};
use calendar::{Availability, DateTime, Timestamp, WeeklyHours};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};
use store::Moment;

use super::entities::{
    EntryRecord, MeetingId, Plan, Said, SeasonEnd, SeasonId, SeriesId, meeting, meeting_answer,
    meeting_place, season, series, zone_release,
};
use super::formats::read_local;
use crate::app::{App, Result};
use crate::availability;
use crate::community::{CommunityId, MemberId};
use crate::groups::{self, Chair, Group, GroupId, SeatId};

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

/// These series, called off or not, in no order.
pub(super) async fn these_series(db: &impl ConnectionTrait, ids: &[SeriesId]) -> Result<Vec<Series>> {
    let rows = series::Entity::find().filter(series::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(Series::from).collect())
}

/// The same as [`series`], with nobody else changing it until the transaction ends.
pub(super) async fn hold(db: &impl ConnectionTrait, group: GroupId, id: SeriesId) -> Result<Option<Series>> {
    let row = series::Entity::find_by_id(id).filter(series::Column::GroupId.eq(group)).lock_exclusive();
    Ok(row.one(db).await?.map(Series::from))
}

/// Holds all series of a group until the transaction ends.
pub(super) async fn hold_all(db: &impl ConnectionTrait, group: GroupId) -> Result<()> {
    let all =
        series::Entity::find().filter(series::Column::GroupId.eq(group)).order_by_asc(series::Column::Id);
    all.lock_exclusive().all(db).await?;
    Ok(())
}

/// Whether a group has a meeting, other than `except`, at some time of so many minutes.
pub(super) async fn is_taken(
    db: &impl ConnectionTrait,
    group: GroupId,
    except: Option<MeetingId>,
    (begins, minutes): (Moment, u16),
) -> Result<bool> {
    let at_that_time = meeting::Entity::find()
        .filter(meeting::Column::GroupId.eq(group))
        .filter(meeting::Column::CancelledAt.is_null())
        .filter(meeting::Column::StartsAt.lt(begins.plus_seconds(i64::from(minutes) * 60)))
        .filter(meeting::Column::EndsAt.gt(begins))
        .apply_if(except, |query, except| query.filter(meeting::Column::Id.ne(except)));
    Ok(at_that_time.one(db).await?.is_some())
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
pub struct Answers(BTreeMap<(SeriesId, SeatId), Vec<Word>>);

/// One word: about a date or the whole, and to which sequence.
#[derive(Clone, Copy, Debug)]
struct Word {
    about: Option<DateTime>,
    said: Said,
    sequence: u32,
    stamp: Moment,
}

impl Answers {
    /// What a member says about one date of a series: their word about that date, else about the whole. A word
    /// from before its time last changed counts no more.
    pub fn about(&self, series: &Series, seat: SeatId, original: Option<DateTime>) -> Option<Said> {
        self.since(series, seat, original).map(|(said, _)| said)
    }

    /// The same, and since when.
    pub fn since(&self, series: &Series, seat: SeatId, original: Option<DateTime>) -> Option<(Said, Moment)> {
        let said = self.0.get(&(series.id, seat))?;
        let counts = |about: Option<DateTime>| {
            let asked = series.record.asked_at(original);
            let word = said.iter().find(|word| word.about == about);
            word.filter(|word| word.sequence >= asked).map(|word| (word.said, word.stamp))
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
        let (about, said, stamp) = (read_local(&row.original), row.said, row.stamp);
        let word = Word { about, said, sequence, stamp };
        answers.0.entry((row.series_id, row.seat_id)).or_default().push(word);
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
    Ok(places(db, &[group]).await?.remove(&group))
}

/// Where these groups meet, of those that have said it.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    groups: &[GroupId],
) -> Result<BTreeMap<GroupId, Place>> {
    let of_these = meeting_place::Column::GroupId.is_in(groups.iter().copied());
    let rows = meeting_place::Entity::find().filter(of_these).all(db).await?;
    let place = |row: meeting_place::Model| {
        (row.group_id, Place { link: row.link, backup: row.backup, version: row.version })
    };
    Ok(rows.into_iter().map(place).collect())
}

/// The release of zone data that the moments of meetings were last derived by.
pub(super) async fn zone_release(db: &impl ConnectionTrait) -> Result<Option<String>> {
    let last = zone_release::Entity::find().order_by_desc(zone_release::Column::Since).one(db).await?;
    Ok(last.map(|release| release.version))
}

/// Up to `limit` series after this one that have a meeting to come, for work in chunks.
pub(super) async fn series_to_come(
    db: &impl ConnectionTrait,
    now: Moment,
    after: Option<SeriesId>,
    limit: u64,
) -> Result<Vec<(GroupId, SeriesId)>> {
    let mut to_come = meeting::Entity::find()
        .select_only()
        .columns([meeting::Column::GroupId, meeting::Column::SeriesId])
        .distinct()
        .filter(meeting::Column::StartsAt.gt(now))
        .filter(meeting::Column::CancelledAt.is_null());
    if let Some(after) = after {
        to_come = to_come.filter(meeting::Column::SeriesId.gt(after));
    }
    Ok(to_come.order_by_asc(meeting::Column::SeriesId).limit(limit).into_tuple().all(db).await?)
}

/// Hours that were proposed to a group for a season, and what came of it.
#[derive(Clone, Debug)]
pub struct Season {
    pub id: SeasonId,
    pub community: CommunityId,
    pub group: GroupId,
    pub by: SeatId,
    pub plan: Plan,
    pub proposed_at: Moment,
    pub reply_by: Moment,
    pub agreed_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    pub end: Option<SeasonEnd>,
}

impl Season {
    /// Whether the group has still to answer.
    pub fn is_open(&self) -> bool {
        self.agreed_at.is_none() && self.ended_at.is_none()
    }
}

impl From<season::Model> for Season {
    fn from(row: season::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            group: row.group_id,
            by: row.by_seat,
            plan: row.plan,
            proposed_at: row.proposed_at,
            reply_by: row.reply_by,
            agreed_at: row.agreed_at,
            ended_at: row.ended_at,
            end: row.end,
        }
    }
}

/// One season of a group.
pub async fn season(db: &impl ConnectionTrait, group: GroupId, id: SeasonId) -> Result<Option<Season>> {
    let row = season::Entity::find_by_id(id).filter(season::Column::GroupId.eq(group)).one(db).await?;
    Ok(row.map(Season::from))
}

/// The seasons that these groups have still to answer, the latest first.
pub async fn open_seasons(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<Vec<Season>> {
    let rows = season::Entity::find()
        .filter(season::Column::GroupId.is_in(groups.iter().copied()))
        .filter(season::Column::AgreedAt.is_null())
        .filter(season::Column::EndedAt.is_null())
        .order_by_desc(season::Column::ProposedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Season::from).collect())
}

/// The season that a group agreed on last. It holds until another one follows.
pub async fn agreed_season(db: &impl ConnectionTrait, group: GroupId) -> Result<Option<Season>> {
    let row = season::Entity::find()
        .filter(season::Column::GroupId.eq(group))
        .filter(season::Column::AgreedAt.is_not_null())
        .filter(season::Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(Season::from))
}

/// Somebody with a seat, and when they can meet if they have said it.
#[derive(Clone, Debug)]
pub struct Seated {
    pub chair: Chair,
    /// All that is known, journeys, days off and their calendar too. It decides who can come; but where they
    /// are and why they cannot is theirs alone: see [`Seated::seen_by`].
    pub availability: Option<Availability>,
    /// When other groups of theirs meet, where that was asked for. For nobody else to see.
    pub engaged: Vec<Range<Timestamp>>,
}

impl Seated {
    pub fn seat(&self) -> SeatId {
        self.chair.seat.id
    }

    /// The first word of the name.
    pub fn name(&self) -> &str {
        self.chair.name.split_whitespace().next().unwrap_or(&self.chair.name)
    }

    /// The same as somebody at the table may see it.
    pub fn as_seen_by(&self, reader: SeatId) -> Self {
        if reader == self.seat() {
            return self.clone();
        }
        let availability = self.availability.as_ref().map(|_| self.seen_by(reader));
        Self { availability, chair: self.chair.clone(), engaged: Vec::new() }
    }

    /// What somebody at the table may see: everything of themself, of others the zone at home and the hours of
    /// a week.
    pub fn seen_by(&self, reader: SeatId) -> Availability {
        match &self.availability {
            Some(own) if reader == self.seat() => own.clone(),
            Some(known) => Availability::new(known.zone.clone(), known.hours.clone()),
            None => Availability::new(self.chair.zone(), WeeklyHours::default()),
        }
    }
}

/// Who takes part in a group now, each with when they can meet: who leads, then the others by name.
pub async fn seated(db: &impl ConnectionTrait, group: &Group, now: Moment) -> Result<Vec<Seated>> {
    let chairs = groups::table(db, group).await?.into_iter().filter(|chair| chair.takes_part(now));
    let mut chairs: Vec<Chair> = chairs.collect();
    chairs.sort_by(|one, other| (!one.leads(), &one.name).cmp(&(!other.leads(), &other.name)));
    let members: Vec<MemberId> = chairs.iter().map(|chair| chair.seat.member).collect();
    let mut known = availability::of(db, group.community, &members).await?;
    let seated =
        |chair: Chair| Seated { availability: known.remove(&chair.seat.member), engaged: Vec::new(), chair };
    Ok(chairs.into_iter().map(seated).collect())
}
