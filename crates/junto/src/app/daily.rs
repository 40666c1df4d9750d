//! Once a day: what has served its time is swept away, and whoever subscribed hears that a day passed.

use serde::{Deserialize, Serialize};

use super::events::{self, Event};
use super::jobs::{self, JobKind, NewJob};
use super::{App, Result, WriteTx, forms, inbox, letterbox, throttle};

/// A day has passed.
#[derive(Debug, Serialize, Deserialize)]
pub struct DayPassed {}

impl Event for DayPassed {
    const NAME: &'static str = "app.day_passed";
}

const JOB: &str = "app.daily";
const DAY_SECONDS: i64 = 86_400;
/// Answers to forms are kept for two days, longer than anyone retries.
const ANSWERS_SECONDS: i64 = 2 * DAY_SECONDS;

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(JOB, |app, DayPassed {}| daily(app))]
}

/// Sees to it that the daily work is asked for.
pub async fn begin(tx: &WriteTx) -> Result<()> {
    ask(tx, 0).await
}

async fn ask(tx: &WriteTx, seconds: i64) -> Result<()> {
    let at = tx.now().plus_seconds(seconds);
    let day = at.microseconds() / (DAY_SECONDS * 1_000_000);
    jobs::enqueue(tx, NewJob::new(JOB, &DayPassed {})?.at(at).once(format!("{JOB}:{day}"))).await?;
    Ok(())
}

async fn daily(app: App) -> Result<()> {
    app.write(async |tx| {
        let old = tx.now().plus_seconds(-ANSWERS_SECONDS);
        forms::sweep(tx, old).await?;
        throttle::sweep(tx, old).await?;
        inbox::sweep(tx).await?;
        letterbox::sweep(tx).await?;
        events::record(tx, &DayPassed {}).await?;
        ask(tx, DAY_SECONDS).await
    })
    .await
}
