//! Once a day: how the hours of yesterday's meetings were is written down, and whoever's hour changes in a week is
//! told.

use super::{actions, emails, queries};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};

const RECORD: &str = "meetings.record_hours";
const FORETELL: &str = "meetings.foretell_hours";

/// A day more than a week, so that a day on which the server rests loses nobody their week.
const AHEAD_SECONDS: i64 = 8 * 86_400;

pub fn jobs() -> Vec<JobKind> {
    vec![
        JobKind::new(RECORD, |app, DayPassed {}| record(app)),
        JobKind::new(FORETELL, |app, DayPassed {}| foretell(app)),
    ]
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, RECORD), (DayPassed::NAME, FORETELL)]
}

async fn record(app: App) -> Result<()> {
    let mut after = None;
    loop {
        let meetings = queries::unrecorded(app.db(), app.clock().now(), after).await?;
        let Some(last) = meetings.last().map(|meeting| meeting.id) else { return Ok(()) };
        for meeting in &meetings {
            app.write(async |tx| actions::record(tx, meeting).await).await?;
        }
        after = Some(last);
    }
}

async fn foretell(app: App) -> Result<()> {
    let now = app.clock().now();
    let mut after = None;
    loop {
        let meetings = queries::coming(app.db(), (now, now.plus_seconds(AHEAD_SECONDS)), after).await?;
        let Some(last) = meetings.last().map(|meeting| meeting.id) else { return Ok(()) };
        for meeting in &meetings {
            app.write(async |tx| emails::foretell(tx, &app, meeting).await).await?;
        }
        after = Some(last);
    }
}
