//! Begins and ends pauses at their moment.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::actions;
use super::entities::PauseId;
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};
use crate::groups::entities::GroupId;

const BEGIN: &str = "groups.pause_begins";
const END: &str = "groups.pause_ends";

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Due {
    group: GroupId,
    pause: PauseId,
}

pub(in crate::groups) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(BEGIN, begin), JobKind::new(END, end)]
}

fn key(kind: &str, pause: PauseId) -> String {
    format!("{kind}:{pause}")
}

pub(super) async fn begin_at(tx: &WriteTx, group: GroupId, pause: PauseId, at: Moment) -> Result<()> {
    let job = NewJob::new(BEGIN, &Due { group, pause })?.at(at).once(key(BEGIN, pause));
    jobs::enqueue(tx, job).await?;
    Ok(())
}

/// In place of an earlier moment.
pub(super) async fn end_at(tx: &WriteTx, group: GroupId, pause: PauseId, at: Moment) -> Result<()> {
    jobs::cancel(tx, &key(END, pause)).await?;
    let job = NewJob::new(END, &Due { group, pause })?.at(at).once(key(END, pause));
    jobs::enqueue(tx, job).await?;
    Ok(())
}

pub(super) async fn never(tx: &WriteTx, pause: PauseId) -> Result<()> {
    jobs::cancel(tx, &key(BEGIN, pause)).await?;
    jobs::cancel(tx, &key(END, pause)).await?;
    Ok(())
}

async fn begin(app: App, Due { group, pause }: Due) -> Result<()> {
    app.write(async |tx| actions::rest(tx, group, pause).await).await
}

async fn end(app: App, Due { group, pause }: Due) -> Result<()> {
    app.write(async |tx| actions::run_out(tx, &app, group, pause).await).await
}
