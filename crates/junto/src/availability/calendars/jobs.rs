//! Reads calendars when they are due. One job reads all of them, some at a time, so that slow servers hold up no
//! letters; it asks for the next when it ends.

use calendar::Zone;
use calendar::ical::{FeedLimits, ProblemKind, busy_times};
use serde::{Deserialize, Serialize};
use store::Moment;
use tokio::task::JoinSet;
use url::Url;

use super::actions::{self, Read};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::fetch::{FetchError, Fetched, Marks, fetch};
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, AppError, Result, WriteTx};
use crate::availability::entities::{FeedProblem, busy_feed};
use crate::availability::queries;
use crate::availability::rights::Reading;

const READ: &str = "availability.read_calendars";
const AT_ONCE: u64 = 8;

/// How far ahead busy times are known.
const AHEAD_SECONDS: i64 = 396 * 86_400;
/// A calendar that says it has not changed is read whole after so long all the same, because time goes on.
const WHOLE_SECONDS: i64 = 7 * 86_400;

#[derive(Debug, Serialize, Deserialize)]
struct Due {}

pub(super) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(READ, |app, Due {}| read_due(app))]
}

/// Should nobody ask any more, the next day does.
pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, READ)]
}

/// Asks for what is due at this moment to be read.
pub(super) async fn ask(tx: &WriteTx, at: Moment) -> Result<()> {
    jobs::enqueue(tx, NewJob::new(READ, &Due {})?.at(at)).await?;
    Ok(())
}

async fn read_due(app: App) -> Result<()> {
    loop {
        let due = queries::feeds_due(app.db(), app.clock().now(), AT_ONCE).await?;
        if due.is_empty() {
            break;
        }
        let mut reading = JoinSet::new();
        for feed in due {
            reading.spawn(read(app.clone(), feed));
        }
        while let Some(read) = reading.join_next().await {
            read.map_err(AppError::internal)??;
        }
    }
    app.write(async |tx| {
        let Some(next) = queries::next_feed_due(tx.db()).await? else { return Ok(()) };
        let minute = next.microseconds() / 60_000_000;
        let job = NewJob::new(READ, &Due {})?.at(next).once(format!("{READ}:{minute}"));
        jobs::enqueue(tx, job).await?;
        Ok(())
    })
    .await
}

async fn read(app: App, feed: busy_feed::Model) -> Result<()> {
    let right = Reading { community: feed.community_id, member: feed.member_id };
    let address = app.keyring().open_sealed(&right, actions::place(feed.id), &feed.address).await;
    let read = match address.map(|address| Url::parse(&address)) {
        Ok(Ok(address)) => fetched(&app, &feed, &address).await?,
        // Its key was forgotten, or it never was an address.
        _ => Read::Problem(FeedProblem::Gone),
    };
    app.write(async |tx| actions::record(tx, &feed, read).await).await
}

async fn fetched(app: &App, feed: &busy_feed::Model, address: &Url) -> Result<Read> {
    let now = app.clock().now();
    let zone = queries::zone_of(app.db(), feed.community_id, feed.member_id).await?;
    let is_fresh = feed.zone.as_deref() == Some(zone.name())
        && feed.whole_at.is_some_and(|whole| now.seconds_since(whole) < WHOLE_SECONDS);
    let known = Marks { etag: feed.etag.clone(), modified: feed.modified.clone() };
    let known = if is_fresh { known } else { Marks::default() };
    let limits = FeedLimits::default();
    Ok(match fetch(address, &known, limits.bytes, app.config().calendars).await {
        Ok(Fetched::Same) => Read::Same,
        Ok(Fetched::Whole { content, marks }) => {
            tokio::task::spawn_blocking(move || understood(&content, marks, &zone, now, limits))
                .await
                .map_err(AppError::internal)?
        }
        Err(error) => Read::Problem(problem(error)),
    })
}

fn understood(content: &[u8], marks: Marks, zone: &Zone, now: Moment, limits: FeedLimits) -> Read {
    let (from, until) = (now.plus_seconds(-86_400).0, now.plus_seconds(AHEAD_SECONDS).0);
    let (found, problems) = busy_times(content, zone, from, until, limits);
    if problems.iter().any(|problem| problem.kind == ProblemKind::NotACalendar) {
        return Read::Problem(FeedProblem::NotACalendar);
    }
    Read::Whole { found, marks, zone: zone.name().to_owned() }
}

fn problem(error: FetchError) -> FeedProblem {
    match error {
        FetchError::OutOfReach => FeedProblem::Private,
        FetchError::Unreachable | FetchError::TooSlow => FeedProblem::Unreachable,
        FetchError::TooLarge => FeedProblem::TooLarge,
        FetchError::Status(401 | 403 | 407) => FeedProblem::Locked,
        FetchError::Status(404 | 410) => FeedProblem::Gone,
        FetchError::Status(_) | FetchError::TooManyRedirects | FetchError::NotWeb => FeedProblem::Failing,
    }
}
