//! Proposing hours, answering, taking back, and what follows when a group has decided.

use calendar::Date;
use calendar::ical::EntryError;
use peergroups::decision::{self, Asked, Outcome, Rule, Silence, Time, Voice};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Id as _, Moment};

use super::emails::{self, News};
use super::jobs;
use super::queries::{self, Said};
use crate::app::{App, AppError, Result, WriteTx, events};
use crate::community;
use crate::groups::{self, Facilitator, Group, GroupId, Seat};
use crate::meetings::actions::{Word, act_as, begin, end_series, place_or_new, record_word};
use crate::meetings::clocks::Laid;
use crate::meetings::entities::{
    Dates, EntryRecord, Plan, Said as Coming, SeasonEnd, SeasonId, SeriesId, Via, season, season_answer,
};
use crate::meetings::events::SeasonAgreed;
use crate::meetings::queries::{Season, Seated, Series, agreed_season, open_seasons, seated, series_of};

/// The charter may choose another rule once there is one.
pub const RULE: Rule = Rule::TwoThirds;
/// Whoever says nothing goes along: an hour is a small matter, and somebody has to be able to move on.
pub const SILENCE: Silence = Silence::Agrees;

/// So long everyone has to answer, and until a day before the first date.
const REPLY_SECONDS: i64 = 7 * DAY_SECONDS;
const DAY_SECONDS: i64 = 86_400;

/// What came of proposing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    Season(SeasonId),
    /// The first date leaves nobody time to answer.
    TooSoon,
    /// The rule has no date within the season.
    NoDate,
}

/// Until when a plan can be answered; `None` where its first date is too near.
pub fn reply_by(first: Moment, now: Moment) -> Option<Moment> {
    let latest = first.plus_seconds(-DAY_SECONDS);
    (latest >= now.plus_seconds(DAY_SECONDS)).then(|| latest.min(now.plus_seconds(REPLY_SECONDS)))
}

/// Proposes hours to the group and asks everyone. A proposal that waits is taken back; whoever proposes can.
pub async fn propose(tx: &WriteTx, app: &App, facilitator: &Facilitator, plan: Plan) -> Result<Proposed> {
    let (seat, group) = (facilitator.seat(), facilitator.seat().group());
    let Some(first) = Laid::of_plan(&plan).dates.first().map(|dated| Moment(dated.moment)) else {
        return Ok(Proposed::NoDate);
    };
    let Some(reply_by) = reply_by(first, tx.now()) else { return Ok(Proposed::TooSoon) };
    let waiting = open_seasons(tx.db(), &[group.id]).await?;
    for open in &waiting {
        end(tx, open, SeasonEnd::Withdrawn).await?;
    }
    let id = SeasonId::at(tx.now());
    let row = season::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        by_seat: Set(seat.id()),
        plan: Set(plan),
        proposed_at: Set(tx.now()),
        reply_by: Set(reply_by),
        agreed_at: Set(None),
        ended_at: Set(None),
        end: Set(None),
    };
    season::Entity::insert(row).exec_without_returning(tx.db()).await?;
    jobs::decide_at(tx, group.id, id, reply_by).await?;
    let season = queries::hold(tx.db(), group.id, id).await?.ok_or(AppError::NotFound)?;
    let table = seated(tx.db(), group, tx.now()).await?;
    let others: Vec<&Seated> = table.iter().filter(|other| other.seat() != seat.id()).collect();
    let news = if waiting.is_empty() { News::Proposed } else { News::ProposedInstead };
    emails::tell(tx, app, group, &season, &others, news).await?;
    act_as(tx, facilitator, "meetings.propose_season", id).await?;
    say(tx, &season, seat, true, Vec::new()).await?;
    weigh(tx, app, group, &season, Time::Runs).await?;
    Ok(Proposed::Season(id))
}

/// Says whether one can, and on which dates one cannot; as often as one likes until it is decided.
pub async fn answer(
    tx: &WriteTx,
    app: &App,
    seat: &Seat,
    id: SeasonId,
    (can, dates_off): (bool, Vec<Date>),
) -> Result<()> {
    let season = open(tx, seat, id).await?;
    let laid = Laid::of_plan(&season.plan);
    let is_date = |date: &Date| laid.dates.iter().any(|dated| dated.local.date() == *date);
    let dates_off = dates_off.into_iter().filter(|date| can && is_date(date)).collect();
    say(tx, &season, seat, can, dates_off).await?;
    weigh(tx, app, seat.group(), &season, Time::Runs).await
}

/// Takes a proposal back.
pub async fn withdraw(tx: &WriteTx, app: &App, facilitator: &Facilitator, id: SeasonId) -> Result<()> {
    let seat = facilitator.seat();
    let season = open(tx, seat, id).await?;
    end(tx, &season, SeasonEnd::Withdrawn).await?;
    let table = seated(tx.db(), seat.group(), tx.now()).await?;
    let others: Vec<&Seated> = table.iter().filter(|other| other.seat() != seat.id()).collect();
    emails::tell(tx, app, seat.group(), &season, &others, News::Withdrawn).await?;
    act_as(tx, facilitator, "meetings.withdraw_season", id).await
}

/// The time to answer a season is over.
pub async fn decide(tx: &WriteTx, app: &App, group: GroupId, id: SeasonId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    match queries::hold(tx.db(), group.id, id).await?.filter(Season::is_open) {
        Some(season) => weigh(tx, app, &group, &season, Time::IsOver(SILENCE)).await,
        None => Ok(()),
    }
}

/// Somebody left the table, so fewer have to agree.
pub async fn weigh_again(tx: &WriteTx, app: &App, group: GroupId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    for open in open_seasons(tx.db(), &[group.id]).await? {
        if let Some(season) = queries::hold(tx.db(), group.id, open.id).await?.filter(Season::is_open) {
            weigh(tx, app, &group, &season, Time::Runs).await?;
        }
    }
    Ok(())
}

/// A season that waits for answers, held; [`AppError::Edited`] once it is decided.
async fn open(tx: &WriteTx, seat: &Seat, id: SeasonId) -> Result<Season> {
    let season = queries::hold(tx.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    let edited = || AppError::Edited { back: seat.path(&format!("/seasons/{id}")) };
    Some(season).filter(Season::is_open).ok_or_else(edited)
}

async fn say(tx: &WriteTx, season: &Season, seat: &Seat, can: bool, dates_off: Vec<Date>) -> Result<()> {
    let row = season_answer::ActiveModel {
        season_id: Set(season.id),
        seat_id: Set(seat.id()),
        community_id: Set(season.community),
        group_id: Set(season.group),
        can: Set(can),
        dates_off: Set(Dates(dates_off)),
        answered_at: Set(tx.now()),
    };
    let again = OnConflict::columns([season_answer::Column::SeasonId, season_answer::Column::SeatId])
        .update_columns([
            season_answer::Column::Can,
            season_answer::Column::DatesOff,
            season_answer::Column::AnsweredAt,
        ])
        .to_owned();
    season_answer::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Decides, if it can be decided.
async fn weigh(tx: &WriteTx, app: &App, group: &Group, season: &Season, time: Time) -> Result<()> {
    let table = seated(tx.db(), group, tx.now()).await?;
    let said = queries::said(tx.db(), season.id).await?;
    let asked: Vec<Asked> = table.iter().map(|seated| asked(season, seated, &said)).collect();
    match decision::outcome(RULE, &asked, time) {
        Outcome::Open => Ok(()),
        Outcome::Agreed => agree(tx, app, group, season, (&table, &said)).await,
        Outcome::Refused => {
            end(tx, season, SeasonEnd::Refused).await?;
            emails::tell(tx, app, group, season, &table.iter().collect::<Vec<_>>(), News::Refused).await
        }
    }
}

fn asked(season: &Season, seated: &Seated, said: &[Said]) -> Asked {
    let voice = match said.iter().find(|said| said.seat == seated.seat()).map(|said| said.can) {
        Some(true) => Voice::For,
        Some(false) => Voice::Against,
        None => Voice::Silent,
    };
    Asked { voice, is_needed: season.plan.needed.contains(&seated.seat()) }
}

/// The season holds: what went before ends on its first day, its series begin, and what people said of single
/// dates stays said.
async fn agree(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    season: &Season,
    (table, said): (&[Seated], &[Said]),
) -> Result<()> {
    let today = calendar::Zone::utc().local_at(tx.now().0).date();
    for earlier in series_of(tx.db(), group.id).await?.iter().filter(|earlier| earlier.season.is_some()) {
        end_series(tx, earlier, season.plan.from.max(today)).await?;
    }
    if let Some(earlier) = agreed_season(tx.db(), group.id).await? {
        end(tx, &earlier, SeasonEnd::Followed).await?;
    }
    let title = app.words().say("season-meeting-title").s("group", &group.name).to_string();
    let link = Some(place_or_new(tx, app, group).await?.link).filter(|link| !link.is_empty());
    for record in in_time(&season.plan, tx.now()).series(&title, link.as_deref()) {
        let id = begin(tx, group, Some(season.id), record.clone()).await?;
        keep_words(tx, group, season, (id, record), said).await?;
    }
    season::Entity::update_many()
        .col_expr(season::Column::AgreedAt, Expr::value(Some(tx.now())))
        .filter(season::Column::Id.eq(season.id))
        .exec(tx.db())
        .await?;
    jobs::decide_never(tx, season.id).await?;
    events::record(tx, &SeasonAgreed { group: group.id, season: season.id }).await?;
    emails::tell(tx, app, group, season, &table.iter().collect::<Vec<_>>(), News::Agreed).await?;
    community::act(tx, group.community, None, "meetings.agree_season", &season.id.to_string()).await
}

/// The same plan without the dates that went by while it was answered.
fn in_time(plan: &Plan, now: Moment) -> Plan {
    let gone = Laid::of_plan(plan).dates.into_iter().filter(|dated| dated.moment <= now.0);
    let mut plan = plan.clone();
    plan.holidays.extend(gone.map(|dated| dated.local.date()));
    plan
}

/// What people said of the season is their answer to its series: that they can, but for some dates, or that they
/// cannot. Whoever said nothing is asked.
async fn keep_words(
    tx: &WriteTx,
    group: &Group,
    season: &Season,
    (id, record): (SeriesId, EntryRecord),
    said: &[Said],
) -> Result<()> {
    let dates = record.dates().map_err(|error: EntryError| AppError::internal(error))?;
    let series = Series {
        id,
        community: group.community,
        group: group.id,
        season: Some(season.id),
        changed_at: tx.now(),
        cancelled_at: None,
        version: 1,
        record,
    };
    for said in said {
        let off = dates.iter().filter(|(original, _)| said.dates_off.contains(&original.date()));
        let whole = (None, if said.can { Coming::Yes } else { Coming::No });
        let words = off.map(|(original, _)| (Some(*original), Coming::No));
        for (original, said_of) in [whole].into_iter().chain(words) {
            let sequence = series.record.asked_at(original);
            let word = Word { said: said_of, original, sequence, stamp: tx.now(), via: Via::Page };
            record_word(tx, &series, said.seat, word).await?;
        }
    }
    Ok(())
}

async fn end(tx: &WriteTx, season: &Season, end: SeasonEnd) -> Result<()> {
    season::Entity::update_many()
        .col_expr(season::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(season::Column::End, Expr::value(Some(end)))
        .filter(season::Column::Id.eq(season.id))
        .filter(season::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    jobs::decide_never(tx, season.id).await
}
