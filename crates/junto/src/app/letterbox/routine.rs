//! At most one routine letter a day: what is routine waits for seven in the morning on its reader's clock, and
//! what waits then goes out as one letter.
//!
//! The letters of a morning are bound together before they are sent and stay together until they are, under one
//! Message-ID. So a repetition after a crash says the same as what it repeats, and nothing is in two of them.

use jiff::civil::{Date, Time};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use store::Moment;

use super::mailboxes::{self, MailboxId, mailbox_row};
use super::{Urgency, carry, row, unsent};
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};

const ROUTINE: &str = "letterbox.routine";
const MORNING: Time = Time::constant(7, 0, 0, 0);
const EVENING: Time = Time::constant(21, 0, 0, 0);
/// A job rests as a dead letter before this; then its bundle holds up the next one no longer.
const GIVEN_UP_SECONDS: i64 = 3 * 86_400;
/// The most letters that make one; the rest waits for another morning.
const MOST: u64 = 50;

/// The routine letters of one reader at one of their mornings, in microseconds since 1970.
#[derive(Serialize, Deserialize)]
struct Routine {
    mailbox: MailboxId,
    morning: i64,
}

impl Urgency {
    pub(super) fn zone_of_routine(&self) -> Option<&calendar::Zone> {
        match self {
            Self::Routine { zone } | Self::From { zone, .. } => Some(zone),
            Self::AtOnce | Self::OutsideQuietHours { .. } => None,
        }
    }
}

pub(super) fn due(urgency: &Urgency, now: Moment) -> Moment {
    match urgency {
        Urgency::AtOnce => now,
        Urgency::OutsideQuietHours { zone } => awake(zone, now),
        Urgency::Routine { zone } => next_morning(zone, now),
        Urgency::From { moment, zone } => next_morning(zone, now.max(moment.plus_seconds(-1))),
    }
}

/// This moment, or the end of the quiet hours that it falls into.
fn awake(zone: &calendar::Zone, now: Moment) -> Moment {
    let time = zone.local_at(now.0).time();
    if time < MORNING || time >= EVENING { next_morning(zone, now) } else { now }
}

/// The first seven in the morning after this moment.
pub(super) fn next_morning(zone: &calendar::Zone, now: Moment) -> Moment {
    let today = zone.local_at(now.0).date();
    let mornings = [Some(today), today.tomorrow().ok()].into_iter().flatten();
    let mut mornings = mornings.filter_map(|day| zone.moment_of(day.to_datetime(MORNING))).map(Moment);
    mornings.find(|morning| *morning > now).unwrap_or(now)
}

/// Sees to it that a reader's routine letters are looked after at this moment.
pub(super) async fn ask(tx: &WriteTx, mailbox: MailboxId, due: Moment) -> Result<()> {
    let morning = due.microseconds();
    let job = NewJob::new(ROUTINE, &Routine { mailbox, morning })?.at(due);
    jobs::enqueue(tx, job.once(format!("{ROUTINE}:{mailbox}:{morning}"))).await?;
    Ok(())
}

pub(super) fn kind() -> JobKind {
    JobKind::new(ROUTINE, send)
}

/// Once a day: what waits longer than it should, because it was written while its own morning was being looked after,
/// goes out the next morning.
pub(in crate::app) async fn sweep(tx: &WriteTx) -> Result<()> {
    let late: Vec<Option<MailboxId>> = row::Entity::find()
        .select_only()
        .column(row::Column::MailboxId)
        .distinct()
        .filter(row::Column::DueAt.lt(tx.now()))
        .filter(row::Column::Bundle.is_null())
        .filter(unsent())
        .into_tuple()
        .all(tx.db())
        .await?;
    for id in late.into_iter().flatten() {
        if let Some(mailbox) = mailboxes::locked(tx, id).await? {
            ask(tx, id, next_morning(&mailbox.zone(), tx.now())).await?;
        }
    }
    Ok(())
}

async fn send(app: App, Routine { mailbox, morning }: Routine) -> Result<()> {
    let Ok(due) = jiff::Timestamp::from_microsecond(morning).map(Moment) else { return Ok(()) };
    if !app.write(async |tx| bind(tx, mailbox, due).await).await? {
        return Ok(());
    }
    let bound = row::Entity::find()
        .filter(row::Column::MailboxId.eq(mailbox))
        .filter(row::Column::Bundle.eq(due))
        .filter(unsent())
        .order_by_asc(row::Column::Id)
        .all(app.db())
        .await?;
    let carried = carry(&app, &format!("{mailbox}.{morning}"), bound).await?;
    app.write(async |tx| {
        carried.record(tx).await?;
        let mut over = mailbox_row::Entity::update_many()
            .col_expr(mailbox_row::Column::Bundle, Expr::value(None::<Moment>))
            .filter(mailbox_row::Column::Id.eq(mailbox));
        if !carried.sent.is_empty() {
            over = over.col_expr(mailbox_row::Column::RoutineAt, Expr::value(tx.now()));
        }
        over.filter(mailbox_row::Column::Bundle.eq(due)).exec(tx.db()).await?;
        Ok(())
    })
    .await
}

/// Binds what waits into the bundle of this morning. `false` when there is nothing to send now: nothing waits; or the
/// one letter of this day is out or on its way, or it has become night, and another morning was asked for.
async fn bind(tx: &WriteTx, id: MailboxId, due: Moment) -> Result<bool> {
    let Some(mailbox) = mailboxes::locked(tx, id).await? else { return Ok(false) };
    if mailbox.bundle == Some(due) {
        return Ok(true);
    }
    let waiting: Vec<super::LetterId> = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::MailboxId.eq(id))
        .filter(row::Column::DueAt.lte(tx.now()))
        .filter(row::Column::Bundle.is_null())
        .filter(unsent())
        .order_by_asc(row::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(tx.db())
        .await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let zone = mailbox.zone();
    let tomorrow = next_morning(&zone, tx.now());
    let day = |moment: Moment| -> Date { zone.local_at(moment.0).date() };
    let is_out = mailbox.routine_at.is_some_and(|at| day(at) == day(tx.now()));
    let is_on_its_way = mailbox.bundled_at.is_some_and(|at| tx.now().seconds_since(at) < GIVEN_UP_SECONDS)
        && mailbox.bundle.is_some();
    let is_night = awake(&zone, tx.now()) != tx.now();
    if is_out || is_on_its_way || is_night {
        ask(tx, id, tomorrow).await?;
        return Ok(false);
    }
    if u64::try_from(waiting.len()).is_ok_and(|number| number >= MOST) {
        ask(tx, id, tomorrow).await?;
    }
    row::Entity::update_many()
        .col_expr(row::Column::Bundle, Expr::value(due))
        .filter(row::Column::Id.is_in(waiting))
        .exec(tx.db())
        .await?;
    mailbox_row::Entity::update_many()
        .col_expr(mailbox_row::Column::Bundle, Expr::value(due))
        .col_expr(mailbox_row::Column::BundledAt, Expr::value(tx.now()))
        .filter(mailbox_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(true)
}
