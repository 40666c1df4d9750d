//! Adding a calendar, reading it, letting go of it.

use calendar::ical::Busy as Found;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Day, Id as _, Moment};
use url::Url;

use super::jobs;
use crate::app::fetch::Marks;
use crate::app::keyring::Place;
use crate::app::{AppError, Result, WriteTx};
use crate::availability::actions::act;
use crate::availability::entities::{Busy, FeedId, FeedProblem, busy_feed};
use crate::community::Member;

/// As many calendars as one member can have here.
pub(super) const MOST: usize = 5;
/// As many busy times of one calendar as are kept, and as many stretches of days. The nearest stay.
const MOST_TIMES: usize = 5_000;

const HOUR_SECONDS: i64 = 3_600;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;

/// Where the address of a calendar lies.
pub(super) fn place(id: FeedId) -> Place {
    Place { table: "busy_feed", column: "address", row: id.uuid() }
}

/// From now on this calendar counts.
pub(super) async fn add(tx: &WriteTx, member: &Member, address: &Url) -> Result<()> {
    let id = FeedId::at(tx.now());
    let row = busy_feed::ActiveModel {
        id: Set(id),
        community_id: Set(member.community().id),
        member_id: Set(member.id()),
        address: Set(tx.seal(member, place(id), address.as_str()).await?),
        added_at: Set(tx.now()),
        due_at: Set(tx.now()),
        read_at: Set(None),
        whole_at: Set(None),
        zone: Set(None),
        failures: Set(0),
        problem: Set(None),
        etag: Set(None),
        modified: Set(None),
        busy: Set(Busy::default()),
    };
    busy_feed::Entity::insert(row).exec_without_returning(tx.db()).await?;
    jobs::ask(tx, tx.now()).await?;
    act(tx, member, "availability.add_calendar", &id.to_string()).await
}

/// Has a calendar read again at once, from beginning to end.
pub(super) async fn read_now(tx: &WriteTx, member: &Member, id: FeedId) -> Result<()> {
    let due = busy_feed::Entity::update_many()
        .col_expr(busy_feed::Column::DueAt, Expr::value(tx.now()))
        .col_expr(busy_feed::Column::WholeAt, Expr::value(None::<Moment>))
        .filter(busy_feed::Column::Id.eq(id))
        .filter(busy_feed::Column::MemberId.eq(member.id()))
        .exec(tx.db())
        .await?;
    if due.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    jobs::ask(tx, tx.now()).await
}

/// What the calendar said is forgotten with it.
pub(super) async fn remove(tx: &WriteTx, member: &Member, id: FeedId) -> Result<()> {
    let own = busy_feed::Entity::delete_many()
        .filter(busy_feed::Column::Id.eq(id))
        .filter(busy_feed::Column::MemberId.eq(member.id()));
    if own.exec(tx.db()).await?.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    act(tx, member, "availability.remove_calendar", &id.to_string()).await
}

/// What came of reading a calendar.
pub(super) enum Read {
    Same,
    Whole { found: Found, marks: Marks, zone: String },
    Problem(FeedProblem),
}

/// Records what came of it, and when to read it next: in an hour or so, later the more often it failed.
pub(super) async fn record(tx: &WriteTx, feed: &busy_feed::Model, read: Read) -> Result<()> {
    let failures = if matches!(read, Read::Problem(_)) { feed.failures.saturating_add(1) } else { 0 };
    let mut row = busy_feed::ActiveModel {
        due_at: Set(tx.now().plus_seconds(pause_seconds(feed.id, failures))),
        failures: Set(failures),
        problem: Set(None),
        ..Default::default()
    };
    match read {
        Read::Same => row.read_at = Set(Some(tx.now())),
        Read::Problem(problem) => row.problem = Set(Some(problem)),
        Read::Whole { found, marks, zone } => {
            row.read_at = Set(Some(tx.now()));
            row.whole_at = Set(Some(tx.now()));
            row.zone = Set(Some(zone));
            row.etag = Set(marks.etag);
            row.modified = Set(marks.modified);
            row.busy = Set(kept(&found));
        }
    }
    // Whoever let go of it meanwhile is not given it back.
    busy_feed::Entity::update_many().set(row).filter(busy_feed::Column::Id.eq(feed.id)).exec(tx.db()).await?;
    Ok(())
}

/// Each calendar has minutes of its own, so that not all are read at once.
fn pause_seconds(id: FeedId, failures: i32) -> i64 {
    const SPREAD_SECONDS: u128 = 600;
    let spread = i64::try_from(id.uuid().as_u128() % SPREAD_SECONDS).unwrap_or_default();
    let doublings = u32::try_from(failures).unwrap_or_default().min(5);
    (HOUR_SECONDS << doublings).min(DAY_SECONDS) - 300 + spread
}

fn kept(found: &Found) -> Busy {
    let seconds = |time: &calendar::ical::BusyTime| {
        (time.start.as_second(), time.end.as_second() + i64::from(time.end.subsec_nanosecond() > 0))
    };
    let days = |days: &calendar::ical::BusyDays| (Day(days.first), Day(days.last));
    Busy {
        times: found.times.iter().take(MOST_TIMES).map(seconds).collect(),
        days: found.days.iter().take(MOST_TIMES).map(days).collect(),
    }
}
