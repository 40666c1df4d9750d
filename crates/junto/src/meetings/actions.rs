//! Beginning, moving and calling off meetings, saying whether one comes, and where a group meets.

use calendar::ical::{EntryError, Moved};
use calendar::{Date, DateTime};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use store::{Id as _, Moment};

use super::entities::{
    AnswerId, EntryRecord, MeetingId, Said, SeasonId, SeriesId, Via, meeting, meeting_answer, meeting_place,
    series, zone_release,
};
use super::events::SeriesChanged;
use super::formats::local_text;
use super::invitations;
use super::queries::{self, Meeting, Place, Series};
use crate::app::{App, AppError, Result, WriteTx, events, secrets};
use crate::community;
use crate::groups::{Facilitator, Group, GroupId, Seat, SeatId};

/// Begins a series, or a single meeting, and announces it.
pub(super) async fn begin(
    tx: &WriteTx,
    group: &Group,
    season: Option<SeasonId>,
    record: EntryRecord,
) -> Result<SeriesId> {
    let id = SeriesId::at(tx.now());
    let row = series::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        season_id: Set(season),
        entry: Set(record.clone()),
        created_at: Set(tx.now()),
        changed_at: Set(tx.now()),
        cancelled_at: Set(None),
        version: Set(1),
    };
    series::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let series = Series {
        id,
        community: group.community,
        group: group.id,
        season,
        record,
        changed_at: tx.now(),
        cancelled_at: None,
        version: 1,
    };
    let soonest = lay_out(tx, &series).await?;
    announce(tx, &series, soonest).await?;
    Ok(id)
}

/// Moves one meeting to another time on its anchor's clock. [`AppError::Edited`] when it is not where
/// whoever moves it saw it.
pub async fn move_meeting(
    tx: &WriteTx,
    facilitator: &Facilitator,
    meeting: MeetingId,
    seen_at: Moment,
    to: Moved,
) -> Result<()> {
    let (series, meeting) = held(tx, facilitator, meeting, seen_at).await?;
    let record = match series.record.rule {
        Some(_) => series.record.with_moved(meeting.original, to).map_err(impossible)?,
        None => series.record.once_at(&series.record.anchor(), to.start, to.minutes),
    };
    change(tx, series, record).await?;
    act_as(tx, facilitator, "meetings.move", meeting.id).await
}

/// Calls one meeting off.
pub async fn call_off(
    tx: &WriteTx,
    facilitator: &Facilitator,
    meeting: MeetingId,
    seen_at: Moment,
) -> Result<()> {
    let (series, meeting) = held(tx, facilitator, meeting, seen_at).await?;
    match series.record.rule {
        Some(_) => {
            let record = series.record.with_cancelled(meeting.original).map_err(impossible)?;
            change(tx, series, record).await?;
        }
        None => call_off_whole(tx, &series).await?,
    }
    act_as(tx, facilitator, "meetings.call_off", meeting.id).await
}

/// Gives one meeting a link to join of its own, or with none that of the group again.
pub(super) async fn link(
    tx: &WriteTx,
    facilitator: &Facilitator,
    meeting: MeetingId,
    (seen_at, version): (Moment, i32),
    link: &str,
) -> Result<()> {
    let (series, meeting) = held(tx, facilitator, meeting, seen_at).await?;
    if series.version != version {
        return Err(AppError::Edited { back: format!("/groups/{}/meetings/{}", series.group, meeting.id) });
    }
    let own = (!link.is_empty()).then(|| link.to_owned());
    let record = match series.record.rule {
        Some(_) => series.record.with_link(meeting.original, own),
        None => {
            let place = queries::place(tx.db(), series.group).await?.unwrap_or_default();
            let of_group = (!place.link.is_empty()).then_some(place.link);
            series.record.with_words(series.record.title.clone(), own.or(of_group))
        }
    };
    let (series, _) = keep(tx, series, record.map_err(impossible)?).await?;
    announce(tx, &series, Some(meeting.starts_at)).await?;
    act_as(tx, facilitator, "meetings.link", meeting.id).await
}

/// Ends what is to come of a series from a day of its anchor's calendar on; what was held stays. A series that
/// would have nothing before that day is called off.
pub(super) async fn end_series(tx: &WriteTx, series: &Series, day: Date) -> Result<()> {
    let held = queries::hold(tx.db(), series.group, series.id).await?.ok_or(AppError::NotFound)?;
    if held.cancelled_at.is_some() || held.record.last.is_some_and(|last| last < day) {
        return Ok(());
    }
    match held.record.ended_before(day) {
        // At once, so that no calendar shows it beside the one that follows.
        Ok(record) => {
            let (series, _) = keep(tx, held, record).await?;
            announce(tx, &series, Some(tx.now())).await
        }
        Err(_) => call_off_whole(tx, &held).await,
    }
}

async fn call_off_whole(tx: &WriteTx, series: &Series) -> Result<()> {
    series::Entity::update_many()
        .col_expr(series::Column::CancelledAt, Expr::value(Some(tx.now())))
        .col_expr(series::Column::ChangedAt, Expr::value(tx.now()))
        .col_expr(series::Column::Version, Expr::col(series::Column::Version).add(1))
        .filter(series::Column::Id.eq(series.id))
        .exec(tx.db())
        .await?;
    let to_come = to_come(tx, series).await?;
    meeting::Entity::update_many()
        .col_expr(meeting::Column::CancelledAt, Expr::value(Some(tx.now())))
        .filter(meeting::Column::Id.is_in(to_come.iter().map(|meeting| meeting.id)))
        .exec(tx.db())
        .await?;
    announce(tx, series, to_come.first().map(|meeting| meeting.starts_at)).await
}

/// Stores the series as it is from now on, lays out its meetings and announces it.
pub(super) async fn change(tx: &WriteTx, series: Series, record: EntryRecord) -> Result<()> {
    let (series, soonest) = keep(tx, series, record).await?;
    announce(tx, &series, soonest).await
}

/// Stores the series as it is from now on and lays out its meetings. Answers with the soonest that is touched.
async fn keep(tx: &WriteTx, series: Series, record: EntryRecord) -> Result<(Series, Option<Moment>)> {
    let stored = series::Entity::update_many()
        .col_expr(series::Column::Entry, Expr::value(record.clone()))
        .col_expr(series::Column::ChangedAt, Expr::value(tx.now()))
        .col_expr(series::Column::Version, Expr::col(series::Column::Version).add(1))
        .filter(series::Column::Id.eq(series.id))
        .filter(series::Column::Version.eq(series.version))
        .exec(tx.db())
        .await?;
    if stored.rows_affected == 0 {
        return Err(AppError::Edited { back: format!("/groups/{}/meetings", series.group) });
    }
    let is_reworded = record.title != series.record.title || record.link != series.record.link;
    let series = Series { record, ..series };
    let soonest = match lay_out(tx, &series).await? {
        None if is_reworded => to_come(tx, &series).await?.first().map(|meeting| meeting.starts_at),
        soonest => soonest,
    };
    Ok((series, soonest))
}

/// The meetings of a series that have not begun, the soonest first.
async fn to_come(tx: &WriteTx, series: &Series) -> Result<Vec<Meeting>> {
    let mut meetings = queries::meetings_of(tx.db(), series.id).await?;
    meetings.retain(|meeting| meeting.starts_at > tx.now() && !meeting.is_off());
    meetings.sort_by_key(|meeting| meeting.starts_at);
    Ok(meetings)
}

async fn announce(tx: &WriteTx, series: &Series, soonest: Option<Moment>) -> Result<()> {
    let soonest = soonest.unwrap_or(Moment(jiff::Timestamp::MAX));
    events::record(tx, &SeriesChanged::new(series.group, series.id, soonest)).await
}

/// Brings the meetings of a series into line with its record. Those that are over stay as they were held.
/// Answers with the soonest that is touched, before or after.
pub(super) async fn lay_out(tx: &WriteTx, series: &Series) -> Result<Option<Moment>> {
    let anchor = series.record.anchor();
    let known = queries::meetings_of(tx.db(), series.id).await?;
    let dates = series.record.dates().map_err(impossible)?;
    let mut touched: Vec<Moment> = Vec::new();
    for gone in known.iter().filter(|meeting| meeting.ends_at > tx.now()) {
        if series.record.rule.is_some() && dates.iter().all(|(original, _)| *original != gone.original) {
            meeting::Entity::delete_by_id(gone.id).exec(tx.db()).await?;
            touched.push(gone.starts_at);
        }
    }
    for (original, now) in dates {
        let is_known = |meeting: &&Meeting| meeting.original == original || series.record.rule.is_none();
        let known = known.iter().find(is_known);
        if known.is_some_and(|meeting| meeting.ends_at <= tx.now()) {
            continue;
        }
        let at = now.unwrap_or(Moved { start: original, minutes: series.record.minutes });
        let Some(starts_at) = anchor.moment_of(at.start).map(Moment) else { continue };
        let was_off = known.and_then(|meeting| meeting.cancelled_at);
        let meeting = Meeting {
            id: known.map_or_else(|| MeetingId::at(tx.now()), |meeting| meeting.id),
            group: series.group,
            series: series.id,
            original,
            local: at.start,
            minutes: at.minutes,
            starts_at,
            ends_at: starts_at.plus_seconds(i64::from(at.minutes) * 60),
            cancelled_at: now.is_none().then(|| was_off.unwrap_or(tx.now())),
        };
        if known != Some(&meeting) {
            touched.extend(known.map(|meeting| meeting.starts_at));
            touched.push(meeting.starts_at);
            store_meeting(tx, series, known.is_some(), meeting).await?;
        }
    }
    Ok(touched.into_iter().filter(|moment| *moment > tx.now()).min())
}

async fn store_meeting(tx: &WriteTx, series: &Series, is_known: bool, row: Meeting) -> Result<()> {
    let model = meeting::ActiveModel {
        id: Set(row.id),
        community_id: Set(series.community),
        group_id: Set(row.group),
        series_id: Set(row.series),
        original: Set(local_text(row.original)),
        local: Set(local_text(row.local)),
        minutes: Set(i32::from(row.minutes)),
        starts_at: Set(row.starts_at),
        ends_at: Set(row.ends_at),
        cancelled_at: Set(row.cancelled_at),
    };
    if is_known {
        meeting::Entity::update(model).exec(tx.db()).await?;
    } else {
        meeting::Entity::insert(model).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// A meeting that is to come, of a series that nobody else changes until this transaction ends.
async fn held(
    tx: &WriteTx,
    facilitator: &Facilitator,
    id: MeetingId,
    seen_at: Moment,
) -> Result<(Series, Meeting)> {
    let seat = facilitator.seat();
    let group = seat.group().id;
    let meeting = queries::meeting(tx.db(), group, id).await?.ok_or(AppError::NotFound)?;
    let series = queries::hold(tx.db(), group, meeting.series).await?.ok_or(AppError::NotFound)?;
    // It may have changed while this transaction waited for the series.
    let meeting = queries::meeting(tx.db(), group, id).await?.ok_or(AppError::NotFound)?;
    if meeting.is_off() || meeting.starts_at != seen_at || meeting.starts_at <= tx.now() {
        return Err(AppError::Edited { back: seat.path("/meetings") });
    }
    Ok((series, meeting))
}

/// Derives the moments of a series anew, by the zone rules in force. Answers with the meetings to come that are
/// at another moment than before, each with that moment; they are told again.
pub(super) async fn derive_anew(
    tx: &WriteTx,
    group: GroupId,
    series: SeriesId,
) -> Result<Vec<(Meeting, Moment)>> {
    let Some(series) = queries::hold(tx.db(), group, series).await? else { return Ok(Vec::new()) };
    if series.cancelled_at.is_some() {
        return Ok(Vec::new());
    }
    let (anchor, to_come) = (series.record.anchor(), to_come(tx, &series).await?);
    let moved = to_come.into_iter().filter_map(|meeting| {
        let before = meeting.starts_at;
        let starts_at = anchor.moment_of(meeting.local).map(Moment).filter(|now| *now != before)?;
        let ends_at = starts_at.plus_seconds(i64::from(meeting.minutes) * 60);
        Some((Meeting { starts_at, ends_at, ..meeting }, before))
    });
    let moved: Vec<(Meeting, Moment)> = moved.collect();
    if !moved.is_empty() {
        let record = series.record.reissued();
        change(tx, series, record).await?;
    }
    Ok(moved)
}

/// Records by which release of zone data the moments of all meetings are derived from now on.
pub(super) async fn derived_by(tx: &WriteTx, version: &str, moved: usize) -> Result<()> {
    let row = zone_release::ActiveModel {
        version: Set(version.to_owned()),
        since: Set(tx.now()),
        moved: Set(i32::try_from(moved).unwrap_or(i32::MAX)),
    };
    // A host may have gone back to an earlier release.
    let again = OnConflict::column(zone_release::Column::Version)
        .update_columns([zone_release::Column::Since, zone_release::Column::Moved])
        .to_owned();
    zone_release::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

fn impossible(error: EntryError) -> AppError {
    AppError::internal(error)
}

/// What somebody says about coming, and how it reached us.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) said: Said,
    /// About one date by the rule, or about the whole.
    pub(super) original: Option<DateTime>,
    /// What was answered.
    pub(super) sequence: u32,
    /// When it was written.
    pub(super) stamp: Moment,
    pub(super) via: Via,
}

/// Records what a member says about a date or a whole series, in place of what they said before.
pub(super) async fn record_word(tx: &WriteTx, series: &Series, seat: SeatId, word: Word) -> Result<()> {
    let row = meeting_answer::ActiveModel {
        id: Set(AnswerId::at(tx.now())),
        community_id: Set(series.community),
        group_id: Set(series.group),
        series_id: Set(series.id),
        seat_id: Set(seat),
        original: Set(word.original.map(local_text).unwrap_or_default()),
        said: Set(word.said),
        sequence: Set(i32::try_from(word.sequence).unwrap_or(i32::MAX)),
        stamp: Set(word.stamp),
        via: Set(word.via),
        answered_at: Set(tx.now()),
    };
    let again = OnConflict::columns([
        meeting_answer::Column::SeriesId,
        meeting_answer::Column::SeatId,
        meeting_answer::Column::Original,
    ])
    .update_columns([
        meeting_answer::Column::Said,
        meeting_answer::Column::Sequence,
        meeting_answer::Column::Stamp,
        meeting_answer::Column::Via,
        meeting_answer::Column::AnsweredAt,
    ])
    .to_owned();
    meeting_answer::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Says on our own pages whether one comes: to one meeting, or to the whole series. [`AppError::Edited`] when
/// there is no such meeting to come.
pub async fn answer(
    tx: &WriteTx,
    seat: &Seat,
    series: SeriesId,
    original: Option<DateTime>,
    said: Said,
) -> Result<()> {
    let series = queries::hold(tx.db(), seat.group().id, series).await?.ok_or(AppError::NotFound)?;
    let is_recorded = answer_to(tx, &series, seat.id(), (original, said, Via::Page)).await?;
    is_recorded.then_some(()).ok_or_else(|| AppError::Edited { back: seat.path("/meetings") })
}

/// Records an answer to the times as they are now. `false` when no such meeting is to come.
pub(super) async fn answer_to(
    tx: &WriteTx,
    series: &Series,
    seat: SeatId,
    (original, said, via): (Option<DateTime>, Said, Via),
) -> Result<bool> {
    let to_come = queries::meetings_of(tx.db(), series.id).await?.into_iter();
    let mut to_come = to_come.filter(|meeting| meeting.ends_at > tx.now() && !meeting.is_off());
    if !to_come.any(|meeting| original.is_none_or(|original| meeting.original == original)) {
        return Ok(false);
    }
    let sequence = series.record.asked_at(original);
    record_word(tx, series, seat, Word { said, original, sequence, stamp: tx.now(), via }).await?;
    invitations::take_back_reminders(tx, series, seat, original).await?;
    Ok(true)
}

/// Says where the group meets, unless somebody else did since `version`; the coming meetings follow. Version 0
/// is that nobody has said it.
pub async fn place(
    tx: &WriteTx,
    facilitator: &Facilitator,
    version: i32,
    link: &str,
    backup: &str,
) -> Result<()> {
    let (seat, group) = (facilitator.seat(), facilitator.seat().group());
    let edited = || AppError::Edited { back: seat.path("/meetings/place") };
    let known = queries::place(tx.db(), group.id).await?.unwrap_or_default();
    if known.version != version {
        return Err(edited());
    }
    store_place(tx, group, version, link, backup).await?.then_some(()).ok_or_else(edited)?;
    for series in queries::series_of(tx.db(), group.id).await? {
        let held = queries::hold(tx.db(), group.id, series.id).await?.ok_or(AppError::NotFound)?;
        let link = (!link.is_empty()).then(|| link.to_owned());
        let is_own =
            held.record.rule.is_none() && held.record.link.as_deref().unwrap_or_default() != known.link;
        if is_own || held.record.link == link || to_come(tx, &held).await?.is_empty() {
            continue;
        }
        let record = held.record.with_words(held.record.title.clone(), link).map_err(impossible)?;
        change(tx, held, record).await?;
    }
    act_as(tx, facilitator, "meetings.place", group.id).await
}

/// Where a group meets; a link made from the host's template when it was never said.
pub(super) async fn place_or_new(tx: &WriteTx, app: &App, group: &Group) -> Result<Place> {
    if let Some(place) = queries::place(tx.db(), group.id).await? {
        return Ok(place);
    }
    let link = video_link(app, group);
    store_place(tx, group, 0, &link, "").await?;
    Ok(Place { link, backup: String::new(), version: 1 })
}

/// A link by the host's template. Its room cannot be guessed by those who know the name of the group.
pub(super) fn video_link(app: &App, group: &Group) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let secret = secrets::random_bytes::<16>();
    let letters = secret.iter().map(|byte| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'a'));
    let secret: String = letters.map(char::from).collect();
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let name: String = group.name.chars().map(plain).collect();
    app.config().video_link.replace("{room}", &format!("{}-{secret}", name.trim_matches('-')))
}

/// `false` when somebody else was faster.
pub(super) async fn store_place(
    tx: &WriteTx,
    group: &Group,
    version: i32,
    link: &str,
    backup: &str,
) -> Result<bool> {
    let row = meeting_place::ActiveModel {
        group_id: Set(group.id),
        community_id: Set(group.community),
        link: Set(link.to_owned()),
        backup: Set(backup.to_owned()),
        version: Set(version + 1),
    };
    if version == 0 {
        let once = OnConflict::column(meeting_place::Column::GroupId).do_nothing().to_owned();
        let stored = meeting_place::Entity::insert(row).on_conflict(once);
        return Ok(stored.exec_without_returning(tx.db()).await? > 0);
    }
    let stored = meeting_place::Entity::update_many()
        .set(row)
        .filter(meeting_place::Column::GroupId.eq(group.id))
        .filter(meeting_place::Column::Version.eq(version))
        .exec(tx.db())
        .await?;
    Ok(stored.rows_affected > 0)
}

/// Records what a facilitator did.
pub(super) async fn act_as(
    tx: &WriteTx,
    facilitator: &Facilitator,
    verb: &'static str,
    object: impl std::fmt::Display,
) -> Result<()> {
    let seat = facilitator.seat();
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &object.to_string()).await
}
