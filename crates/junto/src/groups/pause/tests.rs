//! Stories of being away for a while: nothing is asked, nothing is read, and the seat is there on return.

use axum::http::StatusCode;

use crate::groups::{self, Chair, Group};
use crate::meetings;
use crate::town::{Reply, Town};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const CALLUM: &str = "callum@example.org";
const AGNES: &str = "agnes@example.org";
const DAY: i64 = 24 * 3600;
/// The town begins on 1 October.
const AUTUMN: &[(&str, &str)] =
    &[("from", "2026-10-01"), ("until", "2026-10-21"), ("words", "My mother is dying.")];

async fn kittiwake() -> (Town, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE, CALLUM]).await;
    for email in [MARA, TOVE, CALLUM] {
        town.accept(email, "").await;
    }
    (town, group)
}

async fn tove_pauses(town: &Town, group: &Group) -> Reply {
    let said = town.signed_in(TOVE).await.post(&group.path("/pause"), AUTUMN).await;
    town.run_jobs().await;
    said
}

async fn tove(town: &Town, group: &Group) -> Chair {
    let table = groups::table(town.app.db(), group).await.unwrap();
    table.into_iter().find(|chair| chair.name == "tove").unwrap()
}

fn subjects(town: &Town, email: &str) -> Vec<String> {
    town.mail_to(email).into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn whoever_pauses_keeps_the_seat_and_reads_nothing_until_they_are_back() {
    let (town, group) = kittiwake().await;
    let rests = tove_pauses(&town, &group).await.location.unwrap();
    assert_eq!(rests, format!("/c/long-table/groups/{}/pause", group.id));
    let own = town.signed_in(TOVE).await;
    assert_eq!(own.get(&group.path("")).await.location.as_deref(), Some(rests.as_str()));
    assert!(own.get(&rests).await.body.contains("You pause until 21 October 2026"));
    let today = own.get("/today").await.body;
    assert!(
        today.contains("Your seat is kept until 21 October 2026") && !today.contains("card-hello"),
        "{today}"
    );
    assert!(tove(&town, &group).await.is_paused(town.app.clock().now()));

    own.post(&format!("{rests}/end"), &[]).await;
    own.post(&format!("{rests}/end"), &[]).await;
    town.run_jobs().await;
    assert_eq!(own.get(&group.path("")).await.status, StatusCode::OK);
    assert!(tove(&town, &group).await.takes_part(town.app.clock().now()));
    let back = "tove is part of Kittiwake again".to_owned();
    assert_eq!(subjects(&town, CALLUM).iter().filter(|subject| **subject == back).count(), 1);
    town.pass(30 * DAY);
    town.run_jobs().await;
    assert!(!subjects(&town, TOVE).iter().any(|subject| subject.contains("ends soon")), "it is over");
    town.end().await;
}

#[tokio::test]
async fn the_group_knows_for_how_long_and_the_facilitator_alone_why() {
    let (town, group) = kittiwake().await;
    tove_pauses(&town, &group).await;
    let letter = town.mail_to(CALLUM).pop().unwrap();
    assert_eq!(letter.subject, "tove pauses in Kittiwake");
    assert!(letter.text.contains("21 October 2026") && !letter.text.contains("mother"), "{}", letter.text);
    let (callum, mara) = (town.signed_in(CALLUM).await, town.signed_in(MARA).await);
    let home = callum.get(&group.path("")).await.body;
    assert!(home.contains("pauses until 21 October 2026") && !home.contains("mother"), "{home}");
    assert!(mara.get(&group.path("")).await.body.contains("My mother is dying."));
    let desk = town.signed_in(AGNES).await.get(&format!("/c/long-table/groups/{}", group.id)).await.body;
    assert!(
        desk.contains("pauses until 21 October 2026") && !desk.contains("mother"),
        "structure alone: {desk}"
    );
    town.end().await;
}

#[tokio::test]
async fn a_pause_ends_by_itself_after_a_letter_and_what_was_said_of_it_is_gone() {
    let (town, group) = kittiwake().await;
    tove_pauses(&town, &group).await;
    town.pass(15 * DAY);
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).pop().as_deref(), Some("Your pause in Kittiwake ends soon"));
    town.pass(6 * DAY);
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).pop().as_deref(), Some("You are back in Kittiwake"));
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::OK);
    let kept = town.rows().await.into_iter().find(|(table, _)| table == "pause").unwrap().1;
    assert!(kept.contains("NULL") || kept.contains(",,"), "no words are left: {kept}");
    town.end().await;
}

#[tokio::test]
async fn a_seat_is_kept_for_half_a_year_and_longer_when_the_group_wants_it() {
    let (town, group) = kittiwake().await;
    let tove_herself = town.signed_in(TOVE).await;
    for (from, until) in
        [("2026-10-01", "2027-10-01"), ("2026-09-01", "2026-10-10"), ("2026-10-09", "2026-10-08"), ("", "")]
    {
        let form = [("from", from), ("until", until), ("words", "Please.")];
        let again = tove_herself.post(&group.path("/pause"), &form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{from} {until}");
        assert!(again.body.contains("Please."), "nothing has to be written again");
    }
    tove_pauses(&town, &group).await;
    let mara = town.signed_in(MARA).await;
    let home = mara.get(&group.path("")).await.body;
    let extension = home.split('"').find(|address| address.ends_with("/extension")).unwrap();
    for wrong in ["2026-10-20", "2027-06-01", "later"] {
        mara.post(extension, &[("until", wrong)]).await;
    }
    town.run_jobs().await;
    assert!(!subjects(&town, TOVE).iter().any(|subject| subject.contains("longer")));
    mara.post(extension, &[("until", "2027-03-01")]).await;
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).pop().as_deref(), Some("Your seat in Kittiwake is kept for longer"));
    town.pass(40 * DAY);
    town.run_jobs().await;
    assert!(tove(&town, &group).await.is_paused(town.app.clock().now()), "the first end is no more");
    assert_eq!(subjects(&town, TOVE).pop().as_deref(), Some("Your seat in Kittiwake is kept for longer"));
    town.pass(120 * DAY);
    town.run_jobs().await;
    assert!(tove(&town, &group).await.takes_part(town.app.clock().now()));
    town.end().await;
}

#[tokio::test]
async fn whoever_leads_hands_that_on_before_they_pause() {
    let (town, group) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    assert!(mara.get(&group.path("/pause")).await.body.contains("Hand that on first"));
    mara.post(&group.path("/pause"), AUTUMN).await;
    tove_pauses(&town, &group).await;
    let table = groups::table(town.app.db(), &group).await.unwrap();
    let now = town.app.clock().now();
    let away: Vec<&str> =
        table.iter().filter(|chair| chair.is_paused(now)).map(|chair| chair.name.as_str()).collect();
    assert_eq!(away, ["tove"]);
    let seat = tove(&town, &group).await.seat.id.to_string();
    mara.post(&group.path("/facilitator"), &[("seat", &seat)]).await;
    assert!(!tove(&town, &group).await.leads(), "nobody leads from afar");
    town.end().await;
}

#[tokio::test]
async fn meetings_leave_the_calendar_of_whoever_pauses_and_come_back_with_them() {
    let (town, group) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let poll = [
        ("title", "A first evening"),
        ("start", "2026-10-27T18:00"),
        ("start", "2026-10-28T18:00"),
        ("minutes", "90"),
        ("days", "14"),
    ];
    let asked = mara.post(&group.path("/polls"), &poll).await;
    let poll = asked.location.unwrap_or_else(|| panic!("{}", asked.body));
    mara.post(&format!("{poll}/choice"), &[("option", "1")]).await;
    town.run_jobs().await;
    town.pass(DAY);
    town.run_jobs().await;
    let calendar_letters =
        |email: &str| town.mail_to(email).iter().filter(|letter| letter.calendar.is_some()).count();
    let (before, of_callum) = (calendar_letters(TOVE), calendar_letters(CALLUM));
    assert!(before > 0, "she was invited");
    let pause = [("from", "2026-10-02"), ("until", "2026-10-21")];
    town.signed_in(TOVE).await.post(&group.path("/pause"), &pause).await;
    town.run_jobs().await;
    assert_eq!(calendar_letters(TOVE), before + 1, "it is taken out");
    town.pass(21 * DAY);
    town.run_jobs().await;
    assert_eq!(calendar_letters(TOVE), before + 2, "and put in again");
    assert_eq!(calendar_letters(CALLUM), of_callum, "the others notice nothing");
    let coming = meetings::meetings_after(town.app.db(), &[group.id], town.app.clock().now()).await.unwrap();
    assert_eq!(coming.len(), 1);
    town.end().await;
}
