//! Follows who comes and goes, and says when a charter is due for review.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::emails::{self, News};
use super::entities::CharterId;
use super::queries::Version;
use super::{actions, queries};
use crate::app::events::Event as _;
use crate::app::jobs::{JobKind, NewJob};
use crate::app::{App, Result, WriteTx, jobs as work};
use crate::groups::{self, GroupId, SeatLeft, SeatPaused, SeatTaken};

const WELCOME: &str = "charter.welcome";
const LEAVE: &str = "charter.leave";
const PAUSE: &str = "charter.pause";
const REVIEW: &str = "charter.review";

pub(super) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind::new(WELCOME, welcome),
        JobKind::new(LEAVE, leave),
        JobKind::new(PAUSE, pause),
        JobKind::new(REVIEW, review),
    ]
}

pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(SeatTaken::NAME, WELCOME), (SeatLeft::NAME, LEAVE), (SeatPaused::NAME, PAUSE)]
}

async fn welcome(app: App, taken: SeatTaken) -> Result<()> {
    app.write(async |tx| actions::welcome(tx, &app, taken.group, taken.seat).await).await
}

async fn leave(app: App, left: SeatLeft) -> Result<()> {
    app.write(async |tx| actions::leave(tx, &app, left.group, left.seat).await).await
}

async fn pause(app: App, paused: SeatPaused) -> Result<()> {
    app.write(async |tx| actions::pause(tx, &app, paused.group, paused.seat).await).await
}

#[derive(Serialize, Deserialize)]
struct Review {
    group: GroupId,
    charter: CharterId,
}

fn review_key(id: CharterId) -> String {
    format!("charter-review:{id}")
}

/// When a version that comes into force at this moment is to be reviewed; `None` where the group wants no review.
pub(super) fn review_at(version: &Version, since: Moment) -> Option<Moment> {
    let months = i64::from(version.terms.review()?);
    let day = since.0.to_zoned(jiff::tz::TimeZone::UTC);
    let then = day.checked_add(jiff::Span::new().months(months)).ok()?;
    Some(Moment(then.timestamp()))
}

/// Has the group told when its charter is to be reviewed.
pub(super) async fn review_later(tx: &WriteTx, version: &Version) -> Result<()> {
    let Some(at) = review_at(version, tx.now()) else { return Ok(()) };
    let review = Review { group: version.group, charter: version.id };
    let job = NewJob::new(REVIEW, &review)?.at(at).once(review_key(version.id));
    work::enqueue(tx, job).await?;
    Ok(())
}

pub(super) async fn review_never(tx: &WriteTx, id: CharterId) -> Result<()> {
    work::cancel(tx, &review_key(id)).await?;
    Ok(())
}

/// The day of the review has come.
async fn review(app: App, review: Review) -> Result<()> {
    let tell = async |tx: &WriteTx| {
        let Some(group) = groups::group(tx.db(), review.group).await? else { return Ok(()) };
        let version = queries::in_force(tx.db(), group.id).await?;
        match version.filter(|version| version.id == review.charter) {
            Some(version) => emails::tell(tx, &app, &group, &version, News::Review, |_| true).await,
            None => Ok(()),
        }
    };
    app.write(tell).await
}
