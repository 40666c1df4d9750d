//! Background work: a table in the same database, so that work is asked for in the transaction that
//! makes it necessary.
//!
//! A job is claimed under a lease by one worker on one node; it may still run twice (a node can die after
//! the work and before the record), so every job does no harm when repeated. A job that keeps failing
//! waits longer each time and then rests as a dead letter.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use store::{Id as _, Moment, dialect, typed_id};
use tokio::sync::watch;

use super::{App, AppError, Result, WriteTx};

typed_id!(JobId, "a job");
typed_id!(LeaseId, "a worker's hold on a job");

/// What workers on all nodes are woken with.
pub const TOPIC: &str = "jobs";

mod row {
    use super::{JobId, LeaseId, Moment};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JobId,
        pub kind: String,
        pub payload: Json,
        pub dedup_key: Option<String>,
        pub created_at: Moment,
        pub run_at: Moment,
        pub attempts: i32,
        pub locked_until: Option<Moment>,
        pub lease: Option<LeaseId>,
        pub failed_at: Option<Moment>,
        pub last_error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A job about to be asked for.
#[derive(Debug)]
pub struct NewJob {
    kind: &'static str,
    payload: Json,
    run_at: Option<Moment>,
    key: Option<String>,
}

impl NewJob {
    /// `payload` holds ids, never content.
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Result<Self> {
        let payload = serde_json::to_value(payload).map_err(AppError::internal)?;
        Ok(Self { kind, payload, run_at: None, key: None })
    }

    #[must_use]
    pub fn at(mut self, moment: Moment) -> Self {
        self.run_at = Some(moment);
        self
    }

    /// While a job with this key waits, another one is not added; the key also cancels and reschedules.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// Adds a job, to run once this transaction commits. `false` if one with its key waits already.
pub async fn enqueue(tx: &WriteTx, job: NewJob) -> Result<bool> {
    let row = row::ActiveModel {
        id: Set(JobId::at(tx.now())),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload),
        dedup_key: Set(job.key),
        created_at: Set(tx.now()),
        run_at: Set(job.run_at.unwrap_or(tx.now())),
        attempts: Set(0),
        locked_until: Set(None),
        lease: Set(None),
        failed_at: Set(None),
        last_error: Set(None),
    };
    let once = OnConflict::column(row::Column::DedupKey).do_nothing().to_owned();
    let added = row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    tx.wake_workers().await?;
    Ok(added > 0)
}

/// Takes back the waiting job with this key. `false` if there is none or it runs already.
pub async fn cancel(tx: &WriteTx, key: &str) -> Result<bool> {
    let gone = row::Entity::delete_many()
        .filter(row::Column::DedupKey.eq(key))
        .filter(free_at(tx.now()))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// Moves the waiting job with this key to another moment. `false` if there is none or it runs already.
pub async fn reschedule(tx: &WriteTx, key: &str, moment: Moment) -> Result<bool> {
    let moved = row::Entity::update_many()
        .col_expr(row::Column::RunAt, Expr::value(moment))
        .filter(row::Column::DedupKey.eq(key))
        .filter(free_at(tx.now()))
        .exec(tx.db())
        .await?;
    tx.wake_workers().await?;
    Ok(moved.rows_affected > 0)
}

fn free_at(now: Moment) -> Condition {
    Condition::any().add(row::Column::LockedUntil.is_null()).add(row::Column::LockedUntil.lt(now))
}

type Work = dyn Fn(App, Json) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send + Sync;

/// A kind of job and the function that does it.
#[derive(Clone)]
pub struct JobKind {
    pub name: &'static str,
    work: Arc<Work>,
}

impl JobKind {
    /// `name` is `capability.what_it_does`; the payload is read into `P`.
    pub fn new<P, F, Fut>(name: &'static str, work: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        F: Fn(App, P) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<()>> + Send + 'static,
    {
        let work = Arc::new(work);
        let boxed = move |app: App, payload: Json| -> Pin<Box<dyn Future<Output = Result<()>> + Send>> {
            let work = Arc::clone(&work);
            Box::pin(async move {
                let payload = serde_json::from_value(payload).map_err(AppError::internal)?;
                work(app, payload).await
            })
        };
        Self { name, work: Arc::new(boxed) }
    }
}

/// The kinds there are, by name.
pub type JobKinds = BTreeMap<&'static str, JobKind>;

const LEASE_SECONDS: i64 = 60;
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// With the pauses below, a mail server may be away for two days before a letter rests.
const ATTEMPTS: i32 = 20;
const BATCH: u64 = 8;
const POLL_EVERY: Duration = Duration::from_secs(5);

/// Takes up to `limit` due jobs for this worker alone.
pub async fn claim(app: &App, limit: u64) -> Result<Vec<Claimed>> {
    app.write(async |tx| {
        let due = row::Entity::find()
            .filter(row::Column::FailedAt.is_null())
            .filter(row::Column::RunAt.lte(tx.now()))
            .filter(free_at(tx.now()))
            .order_by_asc(row::Column::RunAt)
            .order_by_asc(row::Column::Id)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(tx.db())
            .await?;
        let lease = LeaseId::random();
        let ids: Vec<JobId> = due.iter().map(|job| job.id).collect();
        if !ids.is_empty() {
            row::Entity::update_many()
                .col_expr(row::Column::LockedUntil, Expr::value(tx.now().plus_seconds(LEASE_SECONDS)))
                .col_expr(row::Column::Lease, Expr::value(lease))
                .filter(row::Column::Id.is_in(ids))
                .exec(tx.db())
                .await?;
        }
        Ok(due.into_iter().map(|job| Claimed { job, lease }).collect())
    })
    .await
}

/// A job that this worker holds.
pub struct Claimed {
    job: row::Model,
    lease: LeaseId,
}

impl Claimed {
    pub fn id(&self) -> JobId {
        self.job.id
    }
}

/// Does a claimed job and records how it went.
pub async fn perform(app: &App, claimed: Claimed) -> Result<()> {
    let outcome = match app.job_kinds().get(claimed.job.kind.as_str()) {
        None => Err(AppError::internal(UnknownKind(claimed.job.kind.clone()))),
        Some(kind) => {
            let work = (kind.work)(app.clone(), claimed.job.payload.clone());
            tokio::select! {
                outcome = work => outcome,
                lost = renew(app, &claimed) => lost,
            }
        }
    };
    let held =
        Condition::all().add(row::Column::Id.eq(claimed.job.id)).add(row::Column::Lease.eq(claimed.lease));
    match outcome {
        Ok(()) => {
            app.write(async |tx| {
                row::Entity::delete_many().filter(held.clone()).exec(tx.db()).await?;
                Ok(())
            })
            .await
        }
        Err(error) => {
            let attempts = claimed.job.attempts + 1;
            tracing::warn!(job.kind = claimed.job.kind, job.id = %claimed.job.id, attempts, %error, "a job failed");
            app.write(async |tx| {
                let rests = attempts >= ATTEMPTS;
                row::Entity::update_many()
                    .col_expr(row::Column::Attempts, Expr::value(attempts))
                    .col_expr(row::Column::RunAt, Expr::value(tx.now().plus_seconds(pause_seconds(attempts))))
                    .col_expr(row::Column::LockedUntil, Expr::value(None::<Moment>))
                    .col_expr(row::Column::Lease, Expr::value(None::<LeaseId>))
                    .col_expr(row::Column::FailedAt, Expr::value(rests.then_some(tx.now())))
                    .col_expr(row::Column::LastError, Expr::value(error.to_string()))
                    .filter(held.clone())
                    .exec(tx.db())
                    .await?;
                Ok(())
            })
            .await
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("no capability does jobs of the kind {0}")]
struct UnknownKind(String);

/// 5 seconds, then twice as long each time, at most six hours.
fn pause_seconds(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(13);
    (5_i64 << doublings).min(6 * 3600)
}

/// Keeps the lease while the work goes on; ends only when the lease is lost.
async fn renew(app: &App, claimed: &Claimed) -> Result<()> {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        let kept = app
            .write(async |tx| {
                Ok(row::Entity::update_many()
                    .col_expr(row::Column::LockedUntil, Expr::value(tx.now().plus_seconds(LEASE_SECONDS)))
                    .filter(row::Column::Id.eq(claimed.job.id))
                    .filter(row::Column::Lease.eq(claimed.lease))
                    .exec(tx.db())
                    .await?
                    .rows_affected)
            })
            .await?;
        if kept == 0 {
            return Err(AppError::internal(LeaseLost));
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("another worker took over")]
struct LeaseLost;

/// Does everything that is due now, until nothing is. For tests and the demo's set-up.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut done = 0;
    loop {
        let claimed = claim(app, BATCH).await?;
        if claimed.is_empty() {
            return Ok(done);
        }
        for job in claimed {
            perform(app, job).await?;
            done += 1;
        }
    }
}

/// How many jobs are due and not done, and how many rest as dead letters.
pub async fn due_and_dead(db: &impl ConnectionTrait, now: Moment) -> Result<(u64, u64)> {
    let due = row::Entity::find().filter(row::Column::FailedAt.is_null()).filter(row::Column::RunAt.lte(now));
    let waiting = due.count(db).await?;
    let dead = row::Entity::find().filter(row::Column::FailedAt.is_not_null()).count(db).await?;
    Ok((waiting, dead))
}

/// Works until told to stop; finishes what it holds.
pub async fn work(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match claim(&app, BATCH).await {
            Ok(claimed) if !claimed.is_empty() => {
                for job in claimed {
                    if let Err(error) = perform(&app, job).await {
                        tracing::error!(%error, "a job's outcome could not be recorded");
                    }
                }
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "jobs could not be claimed"),
        }
        tokio::select! {
            () = app.woken() => {}
            () = tokio::time::sleep(POLL_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Hears what other nodes announce, and reconnects when the database comes back.
pub async fn hear(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let heard = async {
            let Some(mut listener) = dialect::listen(app.store()).await? else { return Ok(false) };
            // Whatever was announced before this node listened, or while it was cut off, it has missed.
            app.heard_nothing();
            while let Ok(notice) = listener.try_recv().await {
                match notice {
                    Some(notice) => app.heard(notice.payload()),
                    None => app.heard_nothing(),
                }
            }
            Ok::<_, AppError>(true)
        };
        tokio::select! {
            outcome = heard => match outcome {
                Ok(false) => return,
                Ok(true) => tracing::warn!("the channel between nodes was lost; connecting again"),
                Err(error) => tracing::warn!(%error, "the channel between nodes could not be opened"),
            },
            _ = stop.changed() => return,
        }
        tokio::time::sleep(POLL_EVERY).await;
    }
}
