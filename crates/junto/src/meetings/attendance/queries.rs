//! Questions about who was at meetings, and where that leaves each seat.

use std::collections::BTreeMap;

use calendar::{Date, Zone};
use peergroups::attendance::{self as ladder, Account, Dated, Entry, Policy, Record, Rung};
use peergroups::charter::Charter;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use store::{Id as _, Moment};

use super::entities::{attendance_objection, attendance_sheet, attendance_step};
use crate::app::keyring::{Place, Sealed};
use crate::app::{App, Result};
use crate::charter;
use crate::groups::{self, Facilitator, GroupId, Seat, SeatId, SeatRow};
use crate::meetings::clocks::{ReadingClock, clock_of};
use crate::meetings::entities::{Done, MeetingId, ObjectionId, StepId, Task, season};
use crate::meetings::queries::{Meeting, all_series_of, meetings_before};

/// Who was at a meeting, as it was noted once.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) number: i32,
    pub(super) by: SeatId,
    pub(super) notes: BTreeMap<SeatId, Record>,
    pub(super) noted_at: Moment,
}

impl From<attendance_sheet::Model> for Sheet {
    fn from(row: attendance_sheet::Model) -> Self {
        Self {
            number: row.number,
            by: row.by_seat,
            notes: row.notes.0.into_iter().map(|(seat, noted)| (seat, noted.into())).collect(),
            noted_at: row.noted_at,
        }
    }
}

/// Each time it was noted who was at a meeting, the last one last.
pub(super) async fn sheets_of(
    db: &impl ConnectionTrait,
    group: GroupId,
    meeting: MeetingId,
) -> Result<Vec<Sheet>> {
    let rows = attendance_sheet::Entity::find()
        .filter(attendance_sheet::Column::GroupId.eq(group))
        .filter(attendance_sheet::Column::MeetingId.eq(meeting))
        .order_by_asc(attendance_sheet::Column::Number)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Sheet::from).collect())
}

/// What counts of each meeting of a group.
pub(super) async fn sheets(db: &impl ConnectionTrait, group: GroupId) -> Result<BTreeMap<MeetingId, Sheet>> {
    let rows = attendance_sheet::Entity::find()
        .filter(attendance_sheet::Column::GroupId.eq(group))
        .order_by_asc(attendance_sheet::Column::Number)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.meeting_id, Sheet::from(row))).collect())
}

/// That what was noted of somebody is not right.
#[derive(Clone, Debug)]
pub(super) struct Objection {
    pub(super) id: ObjectionId,
    pub(super) seat: SeatId,
    pub(super) words: String,
    pub(super) said_at: Moment,
    pub(super) settled_at: Option<Moment>,
}

pub(super) fn objection_place(id: ObjectionId) -> Place {
    Place { table: "attendance_objection", column: "words", row: id.uuid() }
}

/// What a member said about a meeting, the last first.
pub(super) async fn own_objections(app: &App, seat: &Seat, meeting: MeetingId) -> Result<Vec<Objection>> {
    let own = Condition::all()
        .add(attendance_objection::Column::SeatId.eq(seat.id()))
        .add(attendance_objection::Column::MeetingId.eq(meeting));
    objections(app, seat, own).await
}

/// What members said about a meeting and nobody has settled, the last first.
pub(super) async fn open_objections(
    app: &App,
    facilitator: &Facilitator,
    meeting: MeetingId,
) -> Result<Vec<Objection>> {
    let open = Condition::all()
        .add(attendance_objection::Column::SettledAt.is_null())
        .add(attendance_objection::Column::MeetingId.eq(meeting));
    objections(app, facilitator.seat(), open).await
}

async fn objections(app: &App, seat: &Seat, which: Condition) -> Result<Vec<Objection>> {
    let rows = attendance_objection::Entity::find()
        .filter(attendance_objection::Column::GroupId.eq(seat.group().id))
        .filter(which)
        .order_by_desc(attendance_objection::Column::Id)
        .limit(50)
        .all(app.db())
        .await?;
    let mut objections = Vec::with_capacity(rows.len());
    for row in rows {
        let words = app.keyring().open_sealed(seat, objection_place(row.id), &row.words).await?;
        objections.push(Objection {
            id: row.id,
            seat: row.seat_id,
            words,
            said_at: row.said_at,
            settled_at: row.settled_at,
        });
    }
    Ok(objections)
}

/// The meetings of a group about which something waits to be settled.
pub(super) async fn objected(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<MeetingId>> {
    Ok(attendance_objection::Entity::find()
        .select_only()
        .column(attendance_objection::Column::MeetingId)
        .distinct()
        .filter(attendance_objection::Column::GroupId.eq(group))
        .filter(attendance_objection::Column::SettledAt.is_null())
        .into_tuple()
        .all(db)
        .await?)
}

/// The clock by which the holder of a seat reads.
pub(super) async fn own_clock(db: &impl ConnectionTrait, seat: &Seat) -> Result<ReadingClock> {
    let table = groups::table(db, seat.group()).await?;
    clock_of(db, seat, table.iter().find(|chair| chair.seat.id == seat.id())).await
}

/// A step of the ladder, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) id: StepId,
    pub(super) seat: SeatId,
    pub(super) task: Task,
    pub(super) day: Date,
    pub(super) answer: Option<(Done, Moment)>,
    pub(super) words: Option<Sealed>,
    pub(super) ended_at: Option<Moment>,
}

impl Step {
    fn of(row: attendance_step::Model) -> Option<Self> {
        Some(Self {
            id: row.id,
            seat: row.seat_id,
            task: row.rung,
            day: row.day.parse().ok()?,
            answer: row.answer.zip(row.answered_at),
            words: row.words,
            ended_at: row.ended_at,
        })
    }

    /// Whether it asks something of the facilitator.
    pub(super) fn is_open(&self) -> bool {
        self.answer.is_none() && self.ended_at.is_none()
    }

    pub(super) fn is(&self, step: &ladder::Step) -> bool {
        step.date == self.day && task_of(step.rung) == Some(self.task)
    }
}

/// What a step of the rule asks of the facilitator, if it does.
pub(super) fn task_of(rung: Rung) -> Option<Task> {
    match rung {
        Rung::Contact => Some(Task::Contact),
        Rung::AtRisk => Some(Task::AtRisk),
        Rung::Over(_) => Some(Task::Over),
        Rung::Kept => None,
    }
}

pub(super) fn step_place(id: StepId) -> Place {
    Place { table: "attendance_step", column: "words", row: id.uuid() }
}

/// All steps of a group, taken back or not, in the order of their days.
pub(super) async fn steps(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Step>> {
    let rows = attendance_step::Entity::find()
        .filter(attendance_step::Column::GroupId.eq(group))
        .order_by_asc(attendance_step::Column::Day)
        .order_by_asc(attendance_step::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(Step::of).collect())
}

/// Everything by which the seats of one group stand where they stand.
pub(super) struct Ledger {
    /// What was agreed; nothing where the group lives by no charter.
    pub(super) policy: Policy,
    pub(super) charter: Option<Charter>,
    /// What happened before the group lived by a charter counts nothing.
    since: Option<Date>,
    /// The group's clock.
    zone: Zone,
    held: Vec<(Meeting, Option<Sheet>)>,
    seasons: Vec<Date>,
    pub(super) today: Date,
}

impl Ledger {
    pub(super) async fn of(db: &impl ConnectionTrait, group: GroupId, now: Moment) -> Result<Self> {
        let zone = all_series_of(db, group).await?.last().map(|series| series.record.anchor());
        let zone = zone.unwrap_or_else(Zone::utc);
        let charter = charter::in_force(db, group).await?.map(|version| version.terms);
        let since = charter::lives_since(db, group).await?;
        let mut sheets = sheets(db, group).await?;
        let mut held = meetings_before(db, group, now).await?;
        held.retain(|meeting| !meeting.is_off());
        let held = held.into_iter().map(|meeting| {
            let sheet = sheets.remove(&meeting.id);
            (meeting, sheet)
        });
        Ok(Self {
            policy: charter.as_ref().map_or(Policy::NOTHING, Charter::attendance),
            charter,
            since: since.map(|since| zone.local_at(since.0).date()),
            held: held.collect(),
            seasons: season_starts(db, group).await?,
            today: zone.local_at(now.0).date(),
            zone,
        })
    }

    /// The meetings that were held, the last first, each with what was noted.
    pub(super) fn held(&self) -> &[(Meeting, Option<Sheet>)] {
        &self.held
    }

    /// Where a seat stands, and those of its steps, in the order of their days, that hold: what was answered to a step that
    /// a correction took back counts no more.
    pub(super) fn stands<'a>(&self, seat: &SeatRow, steps: &'a [Step]) -> (Account, Vec<&'a Step>) {
        let mut hold: Vec<&Step> = Vec::new();
        for step in steps.iter().filter(|step| step.seat == seat.id) {
            if self.account(seat, &hold).steps.iter().any(|taken| step.is(taken)) {
                hold.push(step);
            }
        }
        (self.account(seat, &hold), hold)
    }

    fn account(&self, seat: &SeatRow, steps: &[&Step]) -> Account {
        let day = |moment: Moment| self.zone.local_at(moment.0).date();
        let taken = seat.accepted_at.map_or(self.today, day);
        let met = self.held.iter().map(|(meeting, sheet)| {
            let record = sheet.as_ref().and_then(|sheet| sheet.notes.get(&seat.id)).copied();
            Dated { date: meeting.local.date(), entry: Entry::Meeting(record) }
        });
        let began = self.seasons.iter().map(|date| Dated { date: *date, entry: Entry::Season });
        let answers = steps.iter().filter_map(|step| {
            let (answer, at) = step.answer?;
            let answer = match answer {
                Done::Kept => ladder::Answer::Kept,
                Done::Confirmed => ladder::Answer::Confirmed,
                Done::Spoken | Done::Ended => return None,
            };
            Some(Dated { date: Date::max(day(at), step.day), entry: Entry::Facilitator(answer) })
        });
        let history: Vec<Dated> = met.chain(began).chain(answers).collect();
        let since = self.since.map_or(taken, |since| since.max(taken));
        ladder::account(&self.policy, since, &history, self.today)
    }
}

/// The first days of the seasons that a group agreed on.
async fn season_starts(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Date>> {
    let rows = season::Entity::find()
        .filter(season::Column::GroupId.eq(group))
        .filter(season::Column::AgreedAt.is_not_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.plan.from).collect())
}
