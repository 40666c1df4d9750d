//! Decides when the time to answer is over, and when somebody left who was asked.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::actions;
use crate::app::events::Event as _;
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};
use crate::groups::{GroupId, SeatLeft, SeatPaused};
use crate::meetings::entities::SeasonId;

const DECIDE: &str = "meetings.decide_season";
const WEIGH: &str = "meetings.weigh_season";

#[derive(Serialize, Deserialize)]
struct Decide {
    group: GroupId,
    season: SeasonId,
}

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(DECIDE, decide), JobKind::new(WEIGH, weigh)]
}

/// Fewer have to agree when one left or pauses.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(SeatLeft::NAME, WEIGH), (SeatPaused::NAME, WEIGH)]
}

pub(super) async fn decide_at(tx: &WriteTx, group: GroupId, season: SeasonId, moment: Moment) -> Result<()> {
    let job = NewJob::new(DECIDE, &Decide { group, season })?.at(moment).once(key(season));
    jobs::enqueue(tx, job).await?;
    Ok(())
}

/// It is decided already.
pub(super) async fn decide_never(tx: &WriteTx, season: SeasonId) -> Result<()> {
    jobs::cancel(tx, &key(season)).await?;
    Ok(())
}

fn key(season: SeasonId) -> String {
    format!("{DECIDE}:{season}")
}

async fn decide(app: App, due: Decide) -> Result<()> {
    app.write(async |tx| actions::decide(tx, &app, due.group, due.season).await).await
}

async fn weigh(app: App, left: SeatLeft) -> Result<()> {
    app.write(async |tx| actions::weigh_again(tx, &app, left.group).await).await
}
