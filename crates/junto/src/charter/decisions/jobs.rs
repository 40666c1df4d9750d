//! Settles a question when its time is over, weighs it again when somebody left who was asked, and forgets links.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::actions;
use super::entities::DecisionId;
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};
use crate::groups::{GroupId, SeatLeft, SeatPaused};

const SETTLE: &str = "charter.settle_decision";
const WEIGH: &str = "charter.weigh_decisions";
const SWEEP: &str = "charter.sweep_decision_links";

#[derive(Serialize, Deserialize)]
struct Settle {
    group: GroupId,
    decision: DecisionId,
}

pub fn jobs() -> Vec<JobKind> {
    vec![
        JobKind::new(SETTLE, settle),
        JobKind::new(WEIGH, weigh),
        JobKind::new(SWEEP, |app, DayPassed {}| sweep(app)),
    ]
}

/// Fewer have to agree when one left, or is away for a while.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(SeatLeft::NAME, WEIGH), (SeatPaused::NAME, WEIGH), (DayPassed::NAME, SWEEP)]
}

pub(super) async fn settle_at(
    tx: &WriteTx,
    group: GroupId,
    decision: DecisionId,
    moment: Moment,
) -> Result<()> {
    let job = NewJob::new(SETTLE, &Settle { group, decision })?.at(moment).once(key(decision));
    jobs::enqueue(tx, job).await?;
    Ok(())
}

/// It is settled already.
pub(super) async fn settle_never(tx: &WriteTx, decision: DecisionId) -> Result<()> {
    jobs::cancel(tx, &key(decision)).await?;
    Ok(())
}

fn key(decision: DecisionId) -> String {
    format!("{SETTLE}:{decision}")
}

async fn settle(app: App, due: Settle) -> Result<()> {
    app.write(async |tx| actions::settle(tx, &app, due.group, due.decision).await).await
}

async fn weigh(app: App, left: SeatLeft) -> Result<()> {
    app.write(async |tx| actions::weigh_again(tx, &app, left).await).await
}

async fn sweep(app: App) -> Result<()> {
    app.write(async |tx| actions::sweep(tx).await).await
}
