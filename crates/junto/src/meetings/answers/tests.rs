//! Stories of answers: on a page, by the link of a letter, and what becomes of links.

use axum::http::{Method, StatusCode};

use crate::groups::Group;
use crate::meetings::entities::{Said, SeriesId};
use crate::meetings::invitations::tests::{
    DAY, HOUR, MARA, SECRET, TOVE, accept, call_off, file, invitations, kittiwake, link_in, move_date,
};
use crate::meetings::queries;
use crate::town::Town;

/// What somebody says about a date, as the group counts it.
async fn said(town: &Town, group: &Group, series: SeriesId, email: &str, date: &str) -> Option<Said> {
    let (db, name) = (town.app.db(), email.split('@').next().unwrap());
    let table = crate::groups::table(db, group).await.unwrap();
    let seat = table.iter().find(|chair| chair.name == name).unwrap().seat.id;
    let answers = queries::answers(db, &[series]).await.unwrap();
    let series = queries::series(db, group.id, series).await.unwrap().unwrap();
    answers.about(&series, seat, Some(date.parse().unwrap()))
}

const FIRST: &str = "2026-10-06T17:00:00";
const SECOND: &str = "2026-10-20T17:00:00";

#[tokio::test]
async fn a_link_shows_the_answer_and_only_its_button_records_it() {
    let (town, group, series) = kittiwake().await;
    let letter = invitations(&town, TOVE).pop().unwrap();
    let link = link_in(&letter, "/answers/").unwrap();
    assert!(link.ends_with("?says=yes"), "{link}");
    let scanner = town.stranger();
    let page = scanner.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(r#"value="yes" checked"#), "{}", page.body);
    assert_eq!(scanner.send(Method::HEAD, &link, None, None).await.status, StatusCode::OK);
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, None, "looking is not answering");

    let path = link.split('?').next().unwrap();
    let unsaid = scanner.post(path, &[("original", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Please choose one of the three"), "{}", unsaid.body);
    let reply = scanner.post(path, &[("said", "yes"), ("original", "")]).await;
    assert_eq!(reply.location.as_deref(), Some(path));
    scanner.post(path, &[("said", "no"), ("original", SECOND)]).await;
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::Yes));
    assert_eq!(said(&town, &group, series, TOVE, SECOND).await, Some(Said::No));
    let page = scanner.get(path).await.body;
    assert!(page.contains("You come") && page.contains("You cannot"), "{page}");
    let never = scanner.post(path, &[("said", "no"), ("original", "2026-10-21T17:00:00")]).await;
    assert_eq!(never.location.as_deref(), Some(path));
    assert_eq!(said(&town, &group, series, TOVE, "2026-10-21T17:00:00").await, Some(Said::Yes));
    town.end().await;
}

#[tokio::test]
async fn a_link_that_has_ended_says_what_became_of_it() {
    let (town, group, _) = kittiwake().await;
    let letter = invitations(&town, TOVE).pop().unwrap();
    let link = link_in(&letter, "/answers/").unwrap();
    let gone = async |path: &str, what: &str| {
        for reply in [town.stranger().get(path).await, town.stranger().post(path, &[("said", "yes")]).await] {
            assert_eq!(reply.status, StatusCode::GONE, "{what}");
            assert!(reply.body.contains(what), "{what} in {}", reply.body);
        }
    };
    gone("/answers/no-such-link", "This link no longer works").await;
    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    gone(&link, "You no longer have a seat in this group").await;

    accept(&town, "june@example.org").await;
    town.run_jobs().await;
    let letter = invitations(&town, "june@example.org").pop().unwrap();
    let june = link_in(&letter, "/answers/").unwrap();
    town.pass(110 * DAY);
    town.run_jobs().await;
    gone(&june, "This meeting is over").await;
    town.end().await;
}

#[tokio::test]
async fn an_answer_on_the_page_counts_until_the_meeting_is_over() {
    let (town, group, series) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    let path = group.path(&format!("/series/{series}/answer"));
    let reply = tove.post(&path, &[("said", "perhaps"), ("original", FIRST)]).await;
    assert_eq!(reply.location, Some(group.path("/meetings")));
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::Perhaps));
    assert_eq!(said(&town, &group, series, TOVE, SECOND).await, None);
    town.pass(6 * DAY);
    let late = tove.post(&path, &[("said", "yes"), ("original", FIRST)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let wrong = tove.post(&path, &[("said", "maybe"), ("original", SECOND)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.pass(HOUR);
    town.run_jobs().await;
    town.end().await;
}

/// A calendar's reply from Tove: `lines` of its event, below who she is and what she answers.
struct Reply<'a> {
    id: &'a str,
    /// More headers of the message.
    head: &'a str,
    method: &'a str,
    lines: &'a str,
}

impl Default for Reply<'_> {
    fn default() -> Self {
        Self { id: "one@tove.example", head: "", method: "REPLY", lines: "" }
    }
}

/// Hands a reply in as the mail server does, to the address of Tove's first invitation.
async fn reply(town: &Town, reply: Reply<'_>) {
    let invitation = invitations(town, TOVE).remove(0);
    let to = invitation.reply_to.clone().unwrap();
    let known = file(&invitation);
    let uid = known.lines().find_map(|line| line.strip_prefix("UID:")).unwrap();
    let Reply { id, head, method, lines } = reply;
    let lines = lines.replace("{uid}", &format!("UID:{uid}")).replace('\n', "\r\n");
    let message = format!(
        "Return-Path: <tove@example.org>\r\n{head}From: Tove <tove@example.org>\r\nTo: {to}\r\nMessage-ID: <{id}>\r\nMIME-Version: 1.0\r\n\
         Subject: Re\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\r\n\
         BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\n{lines}\r\nEND:VCALENDAR\r\n"
    );
    let server = town.stranger().with_bearer(SECRET);
    assert_eq!(server.send(Method::POST, "/mail/in", Some(message), None).await.status, StatusCode::OK);
    town.run_jobs().await;
}

/// One event of a reply.
fn event(word: &str, more: &str) -> String {
    format!(
        "BEGIN:VEVENT\n{{uid}}\nDTSTAMP:20261001T090000Z\n\
         ATTENDEE;PARTSTAT={word}:mailto:tove@example.org\n{more}END:VEVENT"
    )
}

#[tokio::test]
async fn a_calendar_says_yes_to_the_series_and_no_to_one_date() {
    let (town, group, series) = kittiwake().await;
    let both = format!(
        "{}\n{}",
        event("ACCEPTED", "SEQUENCE:0\n"),
        event("DECLINED", "SEQUENCE:0\nRECURRENCE-ID;TZID=Europe/Lisbon:20261020T170000\n")
    );
    let before = town.mail_to(TOVE).len();
    reply(&town, Reply { lines: &both, ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::Yes));
    assert_eq!(said(&town, &group, series, TOVE, SECOND).await, Some(Said::No));
    assert_eq!(said(&town, &group, series, MARA, FIRST).await, None);
    // A calendar on another clock names the hour it knows, and the wrong zone.
    let astray = event("TENTATIVE", "RECURRENCE-ID;TZID=America/New_York:20261103T170000\n");
    reply(&town, Reply { id: "two@tove.example", lines: &astray, ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, "2026-11-03T17:00:00").await, Some(Said::Perhaps));
    assert_eq!(town.mail_to(TOVE).len(), before, "what counts needs no letter");
    town.end().await;
}

#[tokio::test]
async fn of_two_answers_the_one_written_later_counts_whichever_comes_first() {
    let (town, group, series) = kittiwake().await;
    town.pass(2 * HOUR);
    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path(&format!("/series/{series}/answer")), &[("said", "no")]).await;
    reply(&town, Reply { lines: &event("ACCEPTED", "SEQUENCE:0\n"), ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::No), "it was written before");
    let later = event("ACCEPTED", "SEQUENCE:0\n").replace("T090000Z", "T113000Z");
    reply(&town, Reply { id: "later@tove.example", lines: &later, ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::Yes));
    town.end().await;
}

#[tokio::test]
async fn an_answer_that_does_not_count_changes_nothing_and_says_why() {
    let (town, group, series) = kittiwake().await;
    move_date(&town, &group, series, SECOND, "2026-10-21T18:00:00").await;
    call_off(&town, &group, series, "2026-11-03T17:00:00").await;
    town.run_jobs().await;
    town.pass(DAY);
    town.run_jobs().await;
    let two = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@elsewhere.example\n";
    let stranger = event("ACCEPTED", two).replace("tove@example.org", "mallory@elsewhere.example");
    let cases = [
        ("stranger", stranger, "in the names of others"),
        (
            "old",
            event("ACCEPTED", "SEQUENCE:0\nRECURRENCE-ID;TZID=Europe/Lisbon:20261020T170000\n"),
            "another time since",
        ),
        (
            "off",
            event("ACCEPTED", "RECURRENCE-ID;TZID=Europe/Lisbon:20261103T170000\n"),
            "is over or was called off",
        ),
    ];
    for (id, lines, why) in cases {
        let before = town.mail_to(TOVE).len();
        reply(&town, Reply { id, lines: &lines, ..Reply::default() }).await;
        let letters = town.mail_to(TOVE);
        assert_eq!(letters.len(), before + 1, "{id}");
        let letter = letters.last().unwrap();
        assert_eq!(letter.subject, "Kittiwake: your answer was not recorded");
        assert!(letter.text.contains(why) && letter.in_reply_to.as_deref() == Some(id), "{}", letter.text);
    }
    let before = town.mail_to(TOVE).len();
    let unknown = event("ACCEPTED", "RECURRENCE-ID;TZID=Europe/Lisbon:20261021T090000\n");
    reply(&town, Reply { id: "fourth", lines: &unknown, ..Reply::default() }).await;
    town.pass(DAY);
    let robot =
        Reply { id: "robot", head: "Auto-Submitted: auto-replied\r\n", lines: &unknown, ..Reply::default() };
    reply(&town, robot).await;
    assert_eq!(town.mail_to(TOVE).len(), before, "three a day, and no program is answered");
    reply(&town, Reply { id: "fifth", lines: &unknown, ..Reply::default() }).await;
    assert!(town.mail_to(TOVE).pop().unwrap().text.contains("a meeting that Kittiwake does not have"));
    for date in [FIRST, SECOND, "2026-11-03T17:00:00"] {
        assert_eq!(said(&town, &group, series, TOVE, date).await, None, "{date}");
    }
    town.end().await;
}

#[tokio::test]
async fn another_address_that_answers_is_told_to_the_member_and_a_seat_that_was_left_hears_nothing() {
    let (town, group, series) = kittiwake().await;
    let other = event("DECLINED", "").replace("tove@example.org", "t.lind@work.example");
    reply(&town, Reply { lines: &other, ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, FIRST).await, Some(Said::No));
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert!(letter.text.contains("Recorded: you cannot come."), "{}", letter.text);

    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    let before = town.mail_to(TOVE).len();
    reply(&town, Reply { id: "late", lines: &event("ACCEPTED", ""), ..Reply::default() }).await;
    reply(&town, Reply { id: "words", lines: "", ..Reply::default() }).await;
    assert_eq!(town.mail_to(TOVE).len(), before);
    town.end().await;
}

#[tokio::test]
async fn another_time_is_proposed_to_whoever_leads_in_their_next_morning() {
    let (town, group, series) = kittiwake().await;
    let lines = event(
        "TENTATIVE",
        "RECURRENCE-ID;TZID=Europe/Lisbon:20261020T170000\nDTSTART;TZID=Europe/Lisbon:20261021T080000\n\
         DTEND;TZID=Europe/Lisbon:20261021T093000\n",
    );
    reply(&town, Reply { method: "COUNTER", lines: &lines, ..Reply::default() }).await;
    assert_eq!(said(&town, &group, series, TOVE, SECOND).await, Some(Said::Perhaps));
    town.pass(DAY);
    town.run_jobs().await;
    let letter = town.mail_to(MARA).pop().unwrap();
    assert_eq!(letter.subject, "tove proposes another time for Kittiwake");
    let what =
        "tove proposes Wednesday 21 October, 08:00 for the meeting of Kittiwake on Tuesday 20 October, 17:00";
    assert!(letter.text.contains(what), "{}", letter.text);
    assert!(letter.text.contains(&group.path("/meetings/")), "{}", letter.text);
    town.end().await;
}
