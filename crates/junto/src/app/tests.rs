//! Stories of the plumbing: jobs, nodes, the audit chain.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::FromRequestParts as _;
use axum::http::Request;
use axum_client_ip::ClientIpSource;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectOptions, Database, SqliteTransactionMode, TransactionOptions, TransactionTrait as _};
use serde::{Deserialize, Serialize};
use store::{Migrations, Store};
use tokio::sync::watch;

use super::AppError;
use super::audit::{self, Act};
use super::jobs::{self, JobKind, NewJob};
use super::throttle::Host;
use crate::town::{Town, new_postgres_database};

#[derive(Serialize, Deserialize)]
struct Number {
    number: u32,
}

async fn ask(town: &Town, number: u32, key: Option<&str>) -> bool {
    town.write(async |tx| {
        let job = NewJob::new("test.count", &Number { number })?;
        jobs::enqueue(tx, if let Some(key) = key { job.once(key) } else { job }).await
    })
    .await
}

#[tokio::test]
async fn a_job_is_claimed_once_by_eight_competing_workers() {
    let town = Town::new().await;
    for number in 0..100 {
        ask(&town, number, None).await;
    }
    let claimed = Mutex::new(Vec::new());
    let worker = async || {
        loop {
            let jobs = jobs::claim(&town.app, 3).await.unwrap();
            if jobs.is_empty() {
                break;
            }
            claimed.lock().unwrap().extend(jobs.iter().map(jobs::Claimed::id));
        }
    };
    tokio::join!(worker(), worker(), worker(), worker(), worker(), worker(), worker(), worker());
    let claimed = claimed.into_inner().unwrap();
    assert_eq!(claimed.len(), 100);
    assert_eq!(claimed.iter().collect::<HashSet<_>>().len(), 100, "no job was claimed twice");

    // The control: once the lease is over, another worker may have them again.
    town.pass(61);
    assert_eq!(jobs::claim(&town.app, 200).await.unwrap().len(), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_workers_at_once_do_each_job_once() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let (stop, stopping) = watch::channel(false);
    let seen = Arc::clone(&done);
    let kind = JobKind::new("test.count", move |_, Number { number }| {
        let mut done = seen.lock().unwrap();
        done.push(number);
        stop.send_replace(done.len() >= 200);
        async { Ok(()) }
    });
    let town = Town::new_with(|parts| {
        parts.job_kinds.insert(kind.name, kind);
    })
    .await;
    for number in 0..200 {
        ask(&town, number, None).await;
    }
    let work = || tokio::spawn(jobs::work(town.app.clone(), stopping.clone()));
    for worker in (0..8).map(|_| work()).collect::<Vec<_>>() {
        worker.await.unwrap();
    }
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    assert_eq!(done, (0..200).collect::<Vec<_>>());
    town.end().await;
}

#[tokio::test]
async fn a_job_asked_for_in_a_transaction_that_fails_is_never_done() {
    let town = Town::new().await;
    let failed: super::Result<()> = town
        .app
        .write(async |tx| {
            jobs::enqueue(tx, NewJob::new("test.count", &Number { number: 1 })?).await?;
            Err(AppError::Refused)
        })
        .await;
    assert!(failed.is_err());
    town.end().await;
}

#[tokio::test]
async fn a_key_keeps_a_waiting_job_single_and_finds_it_again() {
    let town = Town::new().await;
    assert!(ask(&town, 1, Some("reminder")).await);
    assert!(!ask(&town, 2, Some("reminder")).await);
    let later = town.app.clock().now().plus_seconds(3600);
    assert!(town.write(async |tx| jobs::reschedule(tx, "reminder", later).await).await);
    assert!(jobs::claim(&town.app, 10).await.unwrap().is_empty(), "it is not due yet");
    assert!(town.write(async |tx| jobs::cancel(tx, "reminder").await).await);
    assert!(!town.write(async |tx| jobs::cancel(tx, "reminder").await).await);
    town.end().await;
}

#[tokio::test]
async fn a_job_that_keeps_failing_waits_longer_and_then_rests() {
    let town = Town::new().await;
    // No capability does `test.count`, so every attempt fails.
    ask(&town, 1, None).await;
    let mut waits = Vec::new();
    for _ in 0..20 {
        let mut waited = 0;
        while jobs::run_due(&town.app).await.unwrap() == 0 {
            town.pass(600);
            waited += 600;
        }
        waits.push(waited);
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert!(waits.iter().sum::<i64>() > 48 * 3600, "a mail server may be away for two days");
    town.pass(30 * 24 * 3600);
    assert_eq!(jobs::run_due(&town.app).await.unwrap(), 0);
    assert_eq!(jobs::due_and_dead(town.app.db(), town.app.clock().now()).await.unwrap(), (0, 1));
}

#[tokio::test]
async fn a_job_is_done_by_the_kind_of_its_name() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&done);
    let kind = JobKind::new("test.count", move |_, Number { number }| {
        let seen = Arc::clone(&seen);
        async move {
            seen.lock().unwrap().push(number);
            Ok(())
        }
    });
    let town = Town::new_with(|parts| {
        parts.job_kinds.insert(kind.name, kind);
    })
    .await;
    ask(&town, 7, None).await;
    town.run_jobs().await;
    assert_eq!(*done.lock().unwrap(), [7]);
    town.end().await;
}

#[tokio::test]
async fn an_edit_or_a_gap_in_the_audit_chain_shows() {
    let town = Town::new().await;
    for object in ["one", "two", "three"] {
        let act = Act { community: None, actor: None, verb: "test.act", object };
        town.write(async |tx| audit::record(tx, act.clone()).await).await;
    }
    assert_eq!(audit::first_break(town.app.db()).await.unwrap(), None);
    for damage in [
        "UPDATE audit_record SET object = 'zwei' WHERE number = 2",
        "UPDATE audit_record SET object = 'two' WHERE number = 2",
    ] {
        town.write(async |tx| {
            tx.db().execute_unprepared(damage).await?;
            Ok(())
        })
        .await;
        let expected = damage.contains("zwei").then_some(2);
        assert_eq!(audit::first_break(town.app.db()).await.unwrap(), expected);
    }
    town.write(async |tx| {
        tx.db().execute_unprepared("DELETE FROM audit_record WHERE number = 3").await?;
        Ok(())
    })
    .await;
    assert_eq!(audit::first_break(town.app.db()).await.unwrap(), Some(3), "a cut tail shows too");
}

#[tokio::test]
async fn nodes_that_boot_at_once_on_an_empty_database_come_up_clean() {
    let folder = tempfile::tempdir().unwrap();
    let url = match std::env::var("JUNTO_TEST_POSTGRES_URL") {
        Ok(server) => new_postgres_database(&server).await,
        Err(_) => format!("sqlite:{}", folder.path().join("new.db").display()),
    };
    let boot = async || Store::open(&url).await?.migrate::<Migrations>().await;
    let (first, second, third) = tokio::join!(boot(), boot(), boot());
    assert!(first.is_ok() && second.is_ok() && third.is_ok(), "{first:?} {second:?} {third:?}");
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "another program writes here")]
async fn a_new_sqlite_file_that_another_node_is_turning_to_its_log_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new.db").display());
    let connect = |log: Option<&'static str>| {
        let mut options = ConnectOptions::new(&url);
        options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(move |options| {
            let options = options.create_if_missing(true).busy_timeout(Duration::from_hours(1));
            if let Some(log) = log { options.pragma("journal_mode", log) } else { options }
        });
        Database::connect(options)
    };
    let other = connect(None).await.unwrap();
    let immediately = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let held = other.begin_with_options(immediately).await.unwrap();

    // The control: however long it is willing to wait, SQLite refuses at once.
    let refused = connect(Some("WAL")).await.unwrap_err();
    assert!(refused.to_string().contains("database is locked"), "{refused}");

    let (opened, ended) = tokio::join!(Store::open(&url), held.rollback());
    assert!(ended.is_ok() && opened.is_ok(), "{opened:?}");
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused_and_left_alone() {
    let town = Town::new().await;
    town.write(async |tx| {
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 1)";
        tx.db().execute_unprepared(newer).await?;
        Ok(())
    })
    .await;
    let refused = town.app.store().migrate::<Migrations>().await;
    assert!(matches!(refused, Err(store::StoreError::NewerSchema(name)) if name == "m9999_later"));
}

#[tokio::test]
async fn behind_a_proxy_a_visitor_is_who_the_proxy_says_and_not_who_they_say() {
    let town = Town::new_with(|parts| parts.config.client_ip = ClientIpSource::RightmostXForwardedFor).await;
    let host = async |said: Option<&str>| {
        let request =
            said.iter().fold(Request::builder(), |request, said| request.header("x-forwarded-for", *said));
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let Ok(Host(host)) = Host::from_request_parts(&mut parts, &town.app).await;
        host
    };
    assert_eq!(host(Some("198.51.100.7, 203.0.113.9")).await, "203.0.113.9");
    assert_eq!(host(None).await, "", "whoever goes around the proxy shares one count");
    town.end().await;
}
