//! Asking, answering, and choosing the time of one meeting.

use calendar::{DateTime, Zone};
use peergroups::poll::Suits;
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Id as _, Moment};

use super::emails;
use super::entities::{Options, SaidOfEach, poll, poll_answer};
use super::jobs::{CLOSE, Close};
use super::queries::{self, Poll};
use crate::app::jobs::NewJob;
use crate::app::{App, AppError, Result, WriteTx, jobs, letterbox};
use crate::community;
use crate::groups::{self, Facilitator, Group, Seat};
use crate::meetings::actions::{self, Word, act_as, begin, keep_clear, record_word};
use crate::meetings::clocks::{Addressee, addressees};
use crate::meetings::entities::{PollId, Said, SeriesId, Via};
use crate::meetings::formats::EntryRecord;
use crate::meetings::queries as meetings;

/// What a facilitator asks.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) title: String,
    pub(super) minutes: u16,
    pub(super) zone: Zone,
    pub(super) starts: Vec<DateTime>,
    pub(super) closes_at: Moment,
}

/// Asks everyone at the table, each by a letter, and reminds whoever has not answered a day before it closes.
pub(super) async fn ask(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    question: Question,
) -> Result<PollId> {
    let (seat, id) = (facilitator.seat(), PollId::at(tx.now()));
    let group = seat.group();
    let options = Options { zone: question.zone.name().to_owned(), starts: question.starts };
    let row = poll::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        by_seat: Set(seat.id()),
        title: Set(question.title),
        minutes: Set(i32::from(question.minutes)),
        options: Set(options),
        asked_at: Set(tx.now()),
        closes_at: Set(question.closes_at),
        ended_at: Set(None),
        series_id: Set(None),
    };
    poll::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let poll = queries::poll(tx.db(), group.id, id).await?.ok_or(AppError::NotFound)?;
    let community = community::by_id(tx.db(), group.community).await?;
    for to in others(tx, group, &poll).await? {
        letterbox::post(tx, emails::asked(app, &community, group, &poll, &to)).await?;
        letterbox::post(tx, emails::reminder(app, &community, group, &poll, &to)).await?;
    }
    let close = NewJob::new(CLOSE, &Close { group: group.id, poll: id })?.at(question.closes_at);
    jobs::enqueue(tx, close).await?;
    act_as(tx, facilitator, "meetings.ask", id).await?;
    Ok(id)
}

/// Everyone at the table but whoever asked.
async fn others(tx: &WriteTx, group: &Group, poll: &Poll) -> Result<Vec<Addressee>> {
    let table = groups::table(tx.db(), group).await?.into_iter();
    let others = table.filter(|chair| chair.takes_part(tx.now()) && chair.seat.id != poll.by_seat);
    addressees(tx.db(), group.community, others).await
}

/// Says how each option suits, in place of what was said before. [`AppError::Edited`] when the poll is over.
pub(super) async fn answer(tx: &WriteTx, seat: &Seat, poll: PollId, said: &[Suits]) -> Result<()> {
    let poll = held(tx, seat, poll).await?;
    if !poll.is_open(tx.now()) || said.len() != poll.starts.len() {
        return Err(AppError::Edited { back: seat.path(&format!("/polls/{}", poll.id)) });
    }
    let row = poll_answer::ActiveModel {
        poll_id: Set(poll.id),
        seat_id: Set(seat.id()),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        said: Set(SaidOfEach(said.iter().map(|suits| suits.name().to_owned()).collect())),
        answered_at: Set(tx.now()),
    };
    let again = OnConflict::columns([poll_answer::Column::PollId, poll_answer::Column::SeatId])
        .update_columns([poll_answer::Column::Said, poll_answer::Column::AnsweredAt])
        .to_owned();
    poll_answer::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    letterbox::take_back(tx, &emails::reminder_key(poll.id, seat.id())).await
}

/// Fixes the meeting at one of the options, with what everyone has said about it as their answer, and ends the
/// poll.
pub(super) async fn choose(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    poll: PollId,
    option: usize,
) -> Result<SeriesId> {
    let seat = facilitator.seat();
    let poll = held(tx, seat, poll).await?;
    let edited = || AppError::Edited { back: seat.path(&format!("/polls/{}", poll.id)) };
    let start = *poll.starts.get(option).ok_or_else(edited)?;
    let begins = poll.zone.moment_of(start).map(Moment).filter(|begins| *begins > tx.now());
    let Some(begins) = begins.filter(|_| poll.ended_at.is_none()) else { return Err(edited()) };
    keep_clear(tx, seat, None, (begins, poll.minutes)).await?;
    let place = actions::place_or_new(tx, app, seat.group()).await?;
    let record = EntryRecord {
        title: poll.title.clone(),
        link: (!place.link.is_empty()).then_some(place.link),
        sequence: 0,
        asked: 0,
        zone: poll.zone.name().to_owned(),
        first: start,
        minutes: poll.minutes,
        rule: None,
        last: None,
        changes: Vec::new(),
    };
    let series = begin(tx, seat.group(), None, record).await?;
    let whole = meetings::series(tx.db(), seat.group().id, series).await?.ok_or(AppError::NotFound)?;
    for (of, words) in queries::said(tx.db(), &poll).await? {
        let said = match words.get(option) {
            Some(Suits::Yes) => Said::Yes,
            Some(Suits::IfNeedBe) => Said::Perhaps,
            Some(Suits::No) => Said::No,
            None => continue,
        };
        let word = Word { said, original: None, sequence: 0, stamp: tx.now(), via: Via::Page };
        record_word(tx, &whole, of, word).await?;
    }
    close(tx, facilitator, &poll, Some(series)).await?;
    Ok(series)
}

/// Ends a poll without a meeting.
pub(super) async fn end(tx: &WriteTx, facilitator: &Facilitator, poll: PollId) -> Result<()> {
    let poll = held(tx, facilitator.seat(), poll).await?;
    if poll.ended_at.is_none() {
        close(tx, facilitator, &poll, None).await?;
    }
    Ok(())
}

async fn close(tx: &WriteTx, by: &Facilitator, poll: &Poll, series: Option<SeriesId>) -> Result<()> {
    poll::Entity::update_many()
        .col_expr(poll::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(poll::Column::SeriesId, Expr::value(series))
        .filter(poll::Column::Id.eq(poll.id))
        .exec(tx.db())
        .await?;
    for other in others(tx, by.seat().group(), poll).await? {
        letterbox::take_back(tx, &emails::reminder_key(poll.id, other.chair.seat.id)).await?;
    }
    act_as(tx, by, if series.is_some() { "meetings.choose" } else { "meetings.end_poll" }, poll.id).await
}

/// A poll of one's group, with nobody else changing it until the transaction ends.
async fn held(tx: &WriteTx, seat: &Seat, poll: PollId) -> Result<Poll> {
    poll::Entity::find_by_id(poll).lock_exclusive().one(tx.db()).await?;
    queries::poll(tx.db(), seat.group().id, poll).await?.ok_or(AppError::NotFound)
}
