//! Noting who was at a meeting, objecting to it, and what the facilitator does about a step of the ladder.

use std::collections::BTreeMap;

use calendar::Date;
use peergroups::attendance::Record;
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use store::{Id as _, Moment};

use super::emails::{self, News};
use super::entities::{Notes, attendance_objection, attendance_sheet, attendance_step};
use super::queries::{self, Ledger, Step, objection_place, sheets_of, step_place, task_of};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community;
use crate::groups::{self, Chair, Facilitator, Group, Seat, SeatId};
use crate::meetings::actions::act_as;
use crate::meetings::entities::{Done, MeetingId, ObjectionId, SheetId, StepId, Task};
use crate::meetings::queries::{Meeting, hold, meeting};

/// Who is on the sheet of a meeting: whoever has a seat now, had it when the meeting began, and was not away for a while.
pub(super) fn is_on(chair: &Chair, meeting: &Meeting) -> bool {
    chair.takes_part(meeting.starts_at)
        && chair.seat.accepted_at.is_some_and(|since| since <= meeting.starts_at)
}

/// Notes who was at a meeting, in place of what was noted as `number`; 0 is that nothing was. What was noted of those who
/// have left since stays.
pub(super) async fn note(
    tx: &WriteTx,
    facilitator: &Facilitator,
    id: MeetingId,
    number: i32,
    notes: &BTreeMap<SeatId, Record>,
) -> Result<()> {
    let seat = facilitator.seat();
    let group = seat.group();
    let meeting = meeting(tx.db(), group.id, id).await?.ok_or(AppError::NotFound)?;
    hold(tx.db(), group.id, meeting.series).await?;
    let last = sheets_of(tx.db(), group.id, id).await?.pop();
    let known = last.as_ref().map_or(0, |sheet| sheet.number);
    if known != number || meeting.is_off() || meeting.starts_at > tx.now() {
        return Err(AppError::Edited { back: seat.path(&format!("/meetings/{id}/attendance")) });
    }
    let mut all = last.map(|sheet| sheet.notes).unwrap_or_default();
    all.extend(notes);
    let row = attendance_sheet::ActiveModel {
        id: Set(SheetId::at(tx.now())),
        community_id: Set(group.community),
        group_id: Set(group.id),
        meeting_id: Set(id),
        number: Set(number + 1),
        by_seat: Set(seat.id()),
        notes: Set(Notes(all.into_iter().map(|(seat, record)| (seat, record.into())).collect())),
        noted_at: Set(tx.now()),
    };
    attendance_sheet::Entity::insert(row).exec_without_returning(tx.db()).await?;
    follow(tx, group, meeting.local.date()).await?;
    act_as(tx, facilitator, "meetings.note_attendance", id).await
}

/// Brings the steps of a group into line with what is noted. Those that hold no more are taken back, and come again with
/// what became of them if they hold again. New ones are taken from a day on, the day about which something new is known: a
/// charter that changed leads to no step about a meeting of long ago.
async fn follow(tx: &WriteTx, group: &Group, since: Date) -> Result<()> {
    let ledger = Ledger::of(tx.db(), group.id, tx.now()).await?;
    let steps = queries::steps(tx.db(), group.id).await?;
    for chair in groups::table(tx.db(), group).await?.iter().filter(|chair| chair.is_seated()) {
        let (account, hold) = ledger.stands(&chair.seat, &steps);
        for step in steps.iter().filter(|step| step.seat == chair.seat.id) {
            let holds = hold.iter().any(|held| held.id == step.id);
            if holds == step.ended_at.is_some() {
                end(tx, step, (!holds).then_some(tx.now())).await?;
            }
        }
        for taken in account.steps.iter().filter(|step| step.date >= since) {
            let Some(task) = task_of(taken.rung) else { continue };
            if !hold.iter().any(|step| step.task == task && step.day == taken.date) {
                take(tx, group, chair.seat.id, (task, taken.date)).await?;
            }
        }
    }
    Ok(())
}

async fn end(tx: &WriteTx, step: &Step, ended_at: Option<Moment>) -> Result<()> {
    attendance_step::Entity::update_many()
        .col_expr(attendance_step::Column::EndedAt, Expr::value(ended_at))
        .filter(attendance_step::Column::Id.eq(step.id))
        .exec(tx.db())
        .await?;
    Ok(())
}

pub(super) async fn take(
    tx: &WriteTx,
    group: &Group,
    seat: SeatId,
    (task, day): (Task, Date),
) -> Result<StepId> {
    let id = StepId::at(tx.now());
    let row = attendance_step::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        seat_id: Set(seat),
        rung: Set(task),
        day: Set(day.to_string()),
        taken_at: Set(tx.now()),
        answer: Set(None),
        answered_at: Set(None),
        answered_by: Set(None),
        words: Set(None),
        ended_at: Set(None),
    };
    attendance_step::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Says that what was noted of oneself is not right. Whoever leads the group is told, without the words.
pub(super) async fn object(tx: &WriteTx, app: &App, seat: &Seat, id: MeetingId, words: &str) -> Result<()> {
    let group = seat.group();
    let last = sheets_of(tx.db(), group.id, id).await?.pop().ok_or(AppError::NotFound)?;
    if !last.notes.contains_key(&seat.id()) {
        return Err(AppError::NotFound);
    }
    let objection = ObjectionId::at(tx.now());
    let row = attendance_objection::ActiveModel {
        id: Set(objection),
        community_id: Set(group.community),
        group_id: Set(group.id),
        meeting_id: Set(id),
        seat_id: Set(seat.id()),
        words: Set(tx.seal(seat, objection_place(objection), words).await?),
        said_at: Set(tx.now()),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    attendance_objection::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let page = format!("/meetings/{id}/attendance");
    emails::tell(tx, app, group, (News::Objection, &page, &objection.to_string()), Chair::leads).await?;
    let actor = Some(seat.member().person().id());
    community::act(tx, group.community, actor, "meetings.object_attendance", &id.to_string()).await
}

/// Settles what a member said: whoever leads has looked at it, and corrected what was noted or let it stand.
pub(super) async fn settle(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: ObjectionId,
) -> Result<MeetingId> {
    let (seat, group) = (facilitator.seat(), facilitator.seat().group());
    let row = attendance_objection::Entity::find_by_id(id)
        .filter(attendance_objection::Column::GroupId.eq(group.id))
        .lock_exclusive()
        .one(tx.db())
        .await?
        .ok_or(AppError::NotFound)?;
    if row.settled_at.is_none() {
        attendance_objection::Entity::update_many()
            .col_expr(attendance_objection::Column::SettledAt, Expr::value(Some(tx.now())))
            .col_expr(attendance_objection::Column::SettledBy, Expr::value(Some(seat.id())))
            .filter(attendance_objection::Column::Id.eq(id))
            .exec(tx.db())
            .await?;
        let page = format!("/meetings/{}/attendance", row.meeting_id);
        let whose = |chair: &Chair| chair.seat.id == row.seat_id;
        emails::tell(tx, app, group, (News::Settled, &page, &id.to_string()), whose).await?;
        act_as(tx, facilitator, "meetings.settle_objection", id).await?;
    }
    Ok(row.meeting_id)
}

/// What a facilitator does about a step, with a word for the member; it may be empty.
///
/// Nothing else comes before the private word, and each step is answered once. The member hears of it by a letter that says
/// none of the words.
pub(super) async fn answer(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: StepId,
    (done, words): (Done, &str),
) -> Result<()> {
    let (seat, group) = (facilitator.seat(), facilitator.seat().group());
    attendance_step::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let steps = queries::steps(tx.db(), group.id).await?;
    let step = steps.iter().find(|step| step.id == id).ok_or(AppError::NotFound)?;
    if !step.is_open() || !may_answer(step, done) || is_too_early(step, &steps) {
        return Err(AppError::Edited { back: seat.path(&format!("/attendance/steps/{id}")) });
    }
    if done == Done::Ended && !groups::release(tx, facilitator, step.seat).await? {
        return Err(AppError::Edited { back: seat.path(&format!("/attendance/steps/{id}")) });
    }
    // Whoever stays although the risk was real: it is as if the facilitator had kept the seat.
    let risk = steps.iter().rfind(|one| one.seat == step.seat && one.task == Task::AtRisk);
    let answered = match (step.task, done) {
        (Task::Over, Done::Kept) => risk.ok_or(AppError::NotFound)?,
        _ => step,
    };
    let sealed = match words {
        "" => None,
        words => Some(tx.seal(seat, step_place(answered.id), words).await?),
    };
    attendance_step::Entity::update_many()
        .col_expr(attendance_step::Column::Answer, Expr::value(Some(done)))
        .col_expr(attendance_step::Column::AnsweredAt, Expr::value(Some(tx.now())))
        .col_expr(attendance_step::Column::AnsweredBy, Expr::value(Some(seat.id())))
        .col_expr(attendance_step::Column::Words, Expr::value(sealed))
        .filter(attendance_step::Column::Id.eq(answered.id))
        .exec(tx.db())
        .await?;
    follow(tx, group, step.day).await?;
    let news = match done {
        Done::Spoken => Some(News::Spoken),
        Done::Kept => Some(News::Kept),
        // What follows is told by whoever leads, and by a letter when it is done.
        Done::Confirmed => None,
        Done::Ended => Some(News::Ended),
    };
    match news {
        Some(News::Ended) => emails::goodbye(tx, app, group, step.seat).await?,
        Some(news) => {
            let of = id.to_string();
            let own = |chair: &Chair| chair.seat.id == step.seat;
            emails::tell(tx, app, group, (news, "/attendance", &of), own).await?;
        }
        None => {}
    }
    act_as(tx, facilitator, "meetings.answer_step", id).await
}

pub(super) fn may_answer(step: &Step, done: Done) -> bool {
    matches!(
        (step.task, done),
        (Task::Contact, Done::Spoken)
            | (Task::AtRisk, Done::Kept | Done::Confirmed)
            | (Task::Over, Done::Kept | Done::Ended)
    )
}

/// Whether a private word has still to come first.
pub(super) fn is_too_early(step: &Step, steps: &[Step]) -> bool {
    let is_word = |one: &&Step| one.seat == step.seat && one.task == Task::Contact && one.is_open();
    step.task != Task::Contact && steps.iter().any(|one| is_word(&one))
}
