//! Ends a seat after the last meeting that its holder named, and sees to what follows the end of any seat.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::actions;
use super::entities::DepartureId;
use crate::app::events::Event as _;
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};
use crate::groups::{self, GroupId, SeatLeft};

const DEPART: &str = "joining.depart";
const AFTER: &str = "joining.after_leaving";

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Depart {
    group: GroupId,
    departure: DepartureId,
}

pub(in crate::joining) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(DEPART, depart), JobKind::new(AFTER, after)]
}

pub(in crate::joining) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(SeatLeft::NAME, AFTER)]
}

pub(super) async fn depart_at(
    tx: &WriteTx,
    group: GroupId,
    departure: DepartureId,
    moment: Moment,
) -> Result<()> {
    let job = NewJob::new(DEPART, &Depart { group, departure })?.at(moment).once(key(departure));
    jobs::enqueue(tx, job).await?;
    Ok(())
}

pub(super) async fn depart_never(tx: &WriteTx, departure: DepartureId) -> Result<()> {
    jobs::cancel(tx, &key(departure)).await?;
    Ok(())
}

fn key(departure: DepartureId) -> String {
    format!("{DEPART}:{departure}")
}

async fn depart(app: App, due: Depart) -> Result<()> {
    app.write(async |tx| {
        let Some(group) = groups::group(tx.db(), due.group).await? else { return Ok(()) };
        actions::depart(tx, &group, due.departure).await
    })
    .await
}

async fn after(app: App, left: SeatLeft) -> Result<()> {
    app.write(async |tx| actions::after(tx, &app, left).await).await
}
