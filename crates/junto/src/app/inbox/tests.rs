//! Stories of mail that comes in, from a folder and from a mail server.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use axum::http::{Method, StatusCode};
use sea_orm::ConnectionTrait as _;

use super::maildir::Looker;
use super::{MailAddresses, Received};
use crate::app::AppError;
use crate::town::Town;

const SECRET: &str = "a secret of the mail server";

/// What the owner of `test` addresses received, of all towns; tests tell theirs by the token.
static RECEIVED: Mutex<Vec<Received>> = Mutex::new(Vec::new());

fn received(token: &str) -> Vec<Received> {
    let all = RECEIVED.lock().unwrap_or_else(PoisonError::into_inner);
    all.iter().filter(|received| received.token == token).cloned().collect()
}

/// Fails the first time for a token that says so.
fn owner() -> MailAddresses {
    MailAddresses {
        prefix: "test",
        receive: |_, received| {
            Box::pin(async move {
                let mut all = RECEIVED.lock().unwrap_or_else(PoisonError::into_inner);
                let is_first = all.iter().all(|earlier| earlier.token != received.token);
                let fails = is_first && received.token.starts_with("fails");
                all.push(received);
                if fails { Err(AppError::Refused) } else { Ok(()) }
            })
        },
    }
}

async fn town() -> Town {
    Town::new_with(|parts| {
        parts.config.mail_in_address = Some("junto@groups.example.org".to_owned());
        parts.config.mail_in_secret = Some(SECRET.to_owned());
        parts.config.mail_in_server = Some("mx.example.org".to_owned());
        parts.contributions = std::mem::take(&mut parts.contributions).with(vec![owner()]);
    })
    .await
}

/// A message from Ana, whom the receiving server vouches for.
fn message(to: &str, id: &str, more: &str) -> String {
    format!(
        "Return-Path: <ana@harbour.example>\r\n\
         Authentication-Results: mx.example.org; dkim=pass header.d=harbour.example\r\n\
         {more}From: Ana <ana@harbour.example>\r\nTo: {to}\r\nMessage-ID: <{id}>\r\nSubject: Words\r\n\r\nI come.\r\n"
    )
}

async fn hand_in(town: &Town, message: &str) -> StatusCode {
    let server = town.stranger().with_bearer(SECRET);
    server.send(Method::POST, "/mail/in", Some(message.to_owned()), None).await.status
}

/// Of each message that came in, what became of it.
async fn outcomes(town: &Town) -> Vec<String> {
    let sql = "SELECT COALESCE(outcome, 'waits') AS outcome FROM received_mail ORDER BY id";
    let db = town.app.db();
    let rows =
        db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "outcome").unwrap()).collect()
}

#[tokio::test]
async fn a_message_reaches_whoever_owns_its_address_once_however_often_it_is_handed_in() {
    let town = town().await;
    let to = town.app.address_for("test", "once1").unwrap();
    assert_eq!(to, "junto+test.once1@groups.example.org");
    for _ in 0..2 {
        assert_eq!(hand_in(&town, &message(&to.to_uppercase(), "one@x", "")).await, StatusCode::OK);
        town.run_jobs().await;
        assert_eq!(hand_in(&town, &message(&to, "one@x", "")).await, StatusCode::OK);
        town.run_jobs().await;
    }
    let all = received("once1");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].incoming.from.as_deref(), Some("ana@harbour.example"));
    assert!(all[0].incoming.is_vouched && all[0].incoming.text.contains("I come."));

    // The same message to another address is another matter, as is one without an id that says something else.
    let second = town.app.address_for("test", "once2").unwrap();
    assert_eq!(hand_in(&town, &message(&format!("{to}, {second}"), "one@x", "")).await, StatusCode::OK);
    let without_id = |words: &str| format!("From: ana@harbour.example\r\nTo: {to}\r\n\r\n{words}");
    for words in ["a", "a", "b"] {
        assert_eq!(hand_in(&town, &without_id(words)).await, StatusCode::OK);
    }
    town.run_jobs().await;
    assert_eq!((received("once1").len(), received("once2").len()), (3, 1));
    town.end().await;
}

#[tokio::test]
async fn a_message_is_sealed_while_it_waits_and_gone_when_it_is_handed_over() {
    let town = town().await;
    let to = town.app.address_for("test", "sealed").unwrap();
    hand_in(&town, &message(&to, "sealed@x", "")).await;
    let holds = async |what: &str| {
        let hex: String = what.bytes().map(|byte| format!("{byte:02x}")).collect();
        let rows = town.rows().await;
        rows.iter().any(|(_, row)| {
            let row = row.to_lowercase();
            row.contains(&what.to_lowercase()) || row.contains(&hex)
        })
    };
    assert_eq!(outcomes(&town).await, ["waits"]);
    for words in ["ana@harbour.example", "I come.", "test.sealed", "sealed@x"] {
        assert!(!holds(words).await, "{words}");
    }
    town.run_jobs().await;
    assert_eq!(outcomes(&town).await, ["received"]);
    let rows = town.rows().await;
    let (_, row) = rows.iter().find(|(table, _)| table == "received_mail").unwrap();
    assert!(row.len() < 400, "only that it came: {row}");

    // It is remembered for a month that it came, and then forgotten.
    town.write(crate::app::daily::begin).await;
    town.run_jobs().await;
    assert_eq!(outcomes(&town).await.len(), 1);
    for _ in 0..32 {
        town.pass(86_400);
        town.run_jobs().await;
    }
    assert_eq!(outcomes(&town).await.len(), 0);
    town.end().await;
}

#[tokio::test]
async fn an_owner_that_fails_gets_the_message_again() {
    let town = town().await;
    let to = town.app.address_for("test", "fails1").unwrap();
    hand_in(&town, &message(&to, "fails@x", "")).await;
    town.run_jobs().await;
    assert_eq!(outcomes(&town).await, ["waits"]);
    town.pass(60);
    town.run_jobs().await;
    assert_eq!((received("fails1").len(), outcomes(&town).await), (2, vec!["received".to_owned()]));
    town.end().await;
}

#[tokio::test]
async fn only_the_mail_server_hands_in_mail_and_only_what_is_a_message() {
    let town = town().await;
    let to = town.app.address_for("test", "door").unwrap();
    let mail = message(&to, "door@x", "");
    let send = async |secret: &str, body: &str| {
        let server = town.stranger().with_bearer(secret);
        server.send(Method::POST, "/mail/in", Some(body.to_owned()), None).await.status
    };
    assert_eq!(send("another secret of a mail server", &mail).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send("", &mail).await, StatusCode::UNAUTHORIZED);
    let silent = town.stranger().send(Method::POST, "/mail/in", Some(mail.clone()), None).await;
    assert_eq!(silent.status, StatusCode::UNAUTHORIZED);
    assert_eq!(send(SECRET, "").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(outcomes(&town).await.len(), 0);
    assert_eq!(send(SECRET, &mail).await, StatusCode::OK);
    town.run_jobs().await;
    town.end().await;

    let closed = Town::new().await;
    let server = closed.stranger().with_bearer(SECRET);
    let reply = server.send(Method::POST, "/mail/in", Some(mail), None).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "where no secret is set there is no door");
    assert_eq!(closed.app.address_for("test", "door"), None);
    closed.end().await;
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused_for_good_and_one_of_full_size_is_taken() {
    let town = town().await;
    let to = town.app.address_for("test", "large").unwrap();
    let head = message(&to, "large@x", "");
    let fill = |size: usize| format!("{head}{}", "x".repeat(size - head.len()));
    let send = async |body: String| {
        let server = town.stranger().with_bearer(SECRET);
        server.hand_in("/mail/in", "message/rfc822", body.into_bytes()).await.status
    };
    assert_eq!(send(fill(mail::LONGEST + 1)).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(send(fill(mail::LONGEST)).await, StatusCode::OK);
    town.run_jobs().await;
    assert_eq!(received("large").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn what_nobody_owns_is_answered_once_to_a_person_and_never_to_a_program() {
    let town = town().await;
    let mut number = 0;
    let mut write = async |to: &str, more: &str| {
        number += 1;
        let id = format!("{number}@nobody");
        assert_eq!(hand_in(&town, &message(to, &id, more)).await, StatusCode::OK);
        town.run_jobs().await;
        let answered = outcomes(&town).await.iter().filter(|outcome| *outcome == "answered").count();
        assert_eq!(answered, town.letters().len());
        answered
    };
    for more in ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "List-Id: <x.y>\r\n"] {
        assert_eq!(write("junto@groups.example.org", more).await, 0, "{more}");
    }
    assert_eq!(write("junto@groups.example.org", "").await, 1);
    assert_eq!(write("junto+nobody.x@groups.example.org", "").await, 1, "once a week");
    assert_eq!(write("someone@elsewhere.example", "").await, 1);
    let letter = town.mail_to("ana@harbour.example").pop().unwrap();
    assert_eq!(
        letter.in_reply_to.as_deref(),
        Some("4@nobody"),
        "so that it is no new matter, and nobody's program answers"
    );

    // A week later once more; and never to an address for which no server vouches, or to our own.
    town.pass(8 * 86_400);
    let forged = message("junto@groups.example.org", "f@x", "").replace("dkim=pass", "dkim=fail");
    hand_in(&town, &forged).await;
    let own = message("junto@groups.example.org", "o@x", "")
        .replace("ana@harbour.example", "junto@groups.example.org");
    hand_in(&town, &own.replace("d=harbour.example", "d=groups.example.org")).await;
    town.run_jobs().await;
    assert_eq!(town.letters().len(), 1);
    hand_in(&town, &message("junto@groups.example.org", "w@x", "")).await;
    town.run_jobs().await;
    assert_eq!(town.letters().len(), 2);
    town.end().await;
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_folder_is_emptied_message_by_message_and_what_is_none_is_set_aside() {
    let town = town().await;
    let folder = tempfile::tempdir().unwrap();
    let mut looker = Looker::default();
    looker.look(&town.app, folder.path()).await.unwrap();
    assert_eq!(names(folder.path()), ["cur", "failed", "new", "tmp"], "made where they are missing");

    let put =
        |name: &str, content: &[u8]| std::fs::write(folder.path().join("new").join(name), content).unwrap();
    let to = town.app.address_for("test", "folder").unwrap();
    put("1.first.host", message(&to, "f1@x", "").as_bytes());
    put("2.second.host", message(&to, "f2@x", "").as_bytes());
    put("3.empty.host", b"");
    put("4.large.host", &vec![b'x'; mail::LONGEST + 1]);
    std::fs::create_dir(folder.path().join("new/5.folder.host")).unwrap();
    looker.look(&town.app, folder.path()).await.unwrap();
    assert_eq!(names(&folder.path().join("new")), ["5.folder.host"], "what cannot be read is tried again");
    for _ in 0..5 {
        looker.look(&town.app, folder.path()).await.unwrap();
    }
    assert_eq!(names(&folder.path().join("new")), [""; 0]);
    assert_eq!(names(&folder.path().join("cur")), ["1.first.host:2,S", "2.second.host:2,S"]);
    assert_eq!(names(&folder.path().join("failed")), ["3.empty.host", "4.large.host", "5.folder.host"]);
    town.run_jobs().await;
    assert_eq!(received("folder").len(), 2);
    town.end().await;
}

#[tokio::test]
async fn a_server_that_dies_between_writing_a_message_down_and_moving_its_file_doubles_nothing() {
    let town = town().await;
    let folder = tempfile::tempdir().unwrap();
    let mut looker = Looker::default();
    looker.look(&town.app, folder.path()).await.unwrap();
    let mail = message(&town.app.address_for("test", "dies").unwrap(), "dies@x", "");
    let file = folder.path().join("new/1.host");
    std::fs::write(&file, &mail).unwrap();
    // It was written down, and even handed over; the file still lies there.
    super::take(&town.app, mail.as_bytes()).await.unwrap().unwrap();
    town.run_jobs().await;
    looker.look(&town.app, folder.path()).await.unwrap();
    town.run_jobs().await;
    assert!(!file.exists());
    assert_eq!(received("dies").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn while_the_database_is_away_a_mail_server_is_asked_to_come_again_and_files_stay() {
    let town = town().await;
    let folder = tempfile::tempdir().unwrap();
    let mut looker = Looker::default();
    looker.look(&town.app, folder.path()).await.unwrap();
    let to = town.app.address_for("test", "away").unwrap();
    std::fs::write(folder.path().join("new/1.host"), message(&to, "a1@x", "")).unwrap();
    let rename = async |from: &str, to: &str| {
        let sql = format!("ALTER TABLE {from} RENAME TO {to}");
        town.write(async |tx| {
            tx.db().execute_unprepared(&sql).await?;
            Ok(())
        })
        .await;
    };
    rename("received_mail", "gone").await;
    assert_eq!(hand_in(&town, &message(&to, "a2@x", "")).await, StatusCode::SERVICE_UNAVAILABLE);
    for _ in 0..10 {
        assert!(looker.look(&town.app, folder.path()).await.is_err());
    }
    assert_eq!(names(&folder.path().join("new")), ["1.host"]);
    rename("gone", "received_mail").await;
    assert_eq!(hand_in(&town, &message(&to, "a2@x", "")).await, StatusCode::OK);
    looker.look(&town.app, folder.path()).await.unwrap();
    town.run_jobs().await;
    assert_eq!(received("away").len(), 2);
    town.end().await;
}

#[test]
fn an_address_holds_a_token_of_32_letters_and_digits_within_the_64_there_are() {
    let longest = "0123456789abcdef0123456789abcdef";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let town =
            Town::new_with(|parts| parts.config.mail_in_address = Some(format!("{}@h.org", "m".repeat(20))))
                .await;
        let address = town.app.address_for("meetings", longest).unwrap();
        assert!(address.split('@').next().unwrap().len() <= 64, "{address}");
        for none in ["", "with-dash", "Capital", "0123456789abcdef0123456789abcdef0"] {
            assert_eq!(town.app.address_for("meetings", none), None, "{none}");
        }
        town.end().await;
    });
}
