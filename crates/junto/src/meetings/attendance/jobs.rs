//! After a meeting whoever leads is asked who was there; so long before one as was agreed, it is seen whether enough can
//! come.
//!
//! Each group has one job at a time that wakes at the next of these moments. One that was asked for because of something
//! that has changed since wakes for nothing, and does no harm.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::queries::sheets;
use super::{emails, quorum};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::{JobKind, NewJob};
use crate::app::{App, Result, WriteTx, jobs};
use crate::charter::CharterInForce;
use crate::groups::{self, Group, GroupId};
use crate::meetings::events::SeriesChanged;
use crate::meetings::queries::{meetings_after, series_to_come};

const WATCH: &str = "meetings.watch";
const WATCH_ALL: &str = "meetings.watch_all";

/// For so long after a meeting it is asked who was there, if the server rested when it ended.
const ASKED_SECONDS: i64 = 3 * 24 * 3600;
const CHUNK: u64 = 200;

pub(in crate::meetings) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(WATCH, watch), JobKind::new(WATCH_ALL, watch_all)]
}

/// Whatever the event says besides, it names the group.
pub(in crate::meetings) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(SeriesChanged::NAME, WATCH), (CharterInForce::NAME, WATCH), (DayPassed::NAME, WATCH_ALL)]
}

#[derive(Serialize, Deserialize)]
struct Watch {
    group: GroupId,
}

async fn watch(app: App, Watch { group }: Watch) -> Result<()> {
    app.write(async |tx| {
        let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
        let (asked, checked) = (ask(tx, &app, &group).await?, quorum::check(tx, &app, &group).await?);
        match asked.into_iter().chain(checked).min() {
            Some(next) => wake(tx, group.id, next).await,
            None => Ok(()),
        }
    })
    .await
}

async fn wake(tx: &WriteTx, group: GroupId, at: Moment) -> Result<()> {
    let key = format!("{WATCH}:{group}:{}", at.microseconds());
    jobs::enqueue(tx, NewJob::new(WATCH, &Watch { group })?.at(at).once(key)).await?;
    Ok(())
}

/// Asks about each meeting that has ended and of which nothing is noted. Gives the end of the next.
async fn ask(tx: &WriteTx, app: &App, group: &Group) -> Result<Option<Moment>> {
    let mut meetings = meetings_after(tx.db(), &[group.id], tx.now().plus_seconds(-ASKED_SECONDS)).await?;
    meetings.retain(|meeting| !meeting.is_off());
    let noted = sheets(tx.db(), group.id).await?;
    for meeting in meetings.iter().filter(|meeting| meeting.ends_at <= tx.now()) {
        if !noted.contains_key(&meeting.id) {
            emails::ask(tx, app, group, meeting).await?;
        }
    }
    Ok(meetings.iter().map(|meeting| meeting.ends_at).filter(|end| *end > tx.now()).min())
}

/// Once a day, so that no group is forgotten: not one whose job rests, and not those of before there was such a job.
async fn watch_all(app: App, _: DayPassed) -> Result<()> {
    let (now, mut after) = (app.clock().now(), None);
    loop {
        let chunk = series_to_come(app.db(), now, after, CHUNK).await?;
        let Some((_, last)) = chunk.last().copied() else { return Ok(()) };
        app.write(async |tx| {
            for (group, _) in &chunk {
                wake(tx, *group, tx.now()).await?;
            }
            Ok(())
        })
        .await?;
        after = Some(last);
    }
}
