//! Stories of finding the time of one meeting.

use axum::http::StatusCode;

use crate::groups::Group;
use crate::meetings::dates::tests::{MARA, TOVE, kittiwake};
use crate::meetings::queries;
use crate::town::{Reply, Town, Visitor};

const DAY: i64 = 24 * 3600;

/// Asks on behalf of Mara, on her clock in Lisbon, on Thursday 1 October.
async fn ask(mara: &Visitor, group: &Group, starts: &[&str]) -> Reply {
    let mut fields = vec![("title", "The sale of the yard"), ("minutes", "60"), ("days", "3")];
    fields.extend(starts.iter().map(|start| ("start", *start)));
    mara.post(&group.path("/polls"), &fields).await
}

const STARTS: [&str; 3] = ["2026-10-07T12:00", "2026-10-08T18:00", ""];

async fn asked() -> (Town, Group, Visitor, String) {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let poll = ask(&mara, &group, &STARTS).await.location.unwrap();
    town.run_jobs().await;
    (town, group, mara, poll)
}

#[tokio::test]
async fn everyone_else_is_asked_by_letter_on_their_own_clock() {
    let (town, group, _, poll) = asked().await;
    assert_eq!(town.mail_to(MARA).iter().filter(|letter| letter.subject.contains("when can you")).count(), 0);
    let letters = town.mail_to(TOVE);
    let letter = letters.iter().find(|letter| letter.subject.contains("when can you")).unwrap();
    assert!(letter.text.contains("your clock in UTC") && letter.text.contains("Wednesday 7 October, 11:00"));
    assert!(letter.text.contains(&poll) && letter.text.contains("Kittiwake"), "{}", letter.text);
    let tove = town.signed_in(TOVE).await;
    let today = tove.get("/today").await.body;
    assert!(today.contains("Say which times suit you") && today.contains(&poll), "{today}");
    assert_eq!(tove.get(&group.path("/polls/new")).await.status, StatusCode::NOT_FOUND);
    town.end().await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_beside_its_field() {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    for (starts, wrong) in [
        (&["2026-10-07T12:00", ""][..], "Please offer at least two times"),
        (&["2026-10-07T12:00", "2026-10-07T12:00"], "This time is offered already"),
        (&["2026-10-07T12:00", "tomorrow"], "Please choose a day and a time"),
        (&["2026-10-07T12:00", "2026-09-07T12:00"], "This is in the past"),
        (&["2026-10-07T12:00", "2026-10-03T12:00"], "before the answers are in"),
    ] {
        let reply = ask(&mara, &group, starts).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{starts:?}");
        assert!(reply.body.contains(wrong), "{wrong} in {}", reply.body);
        assert!(reply.body.contains(r#"value="2026-10-07T12:00""#), "what was written stays");
    }
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn hours_that_were_said_are_suggested() {
    let (town, _, group, _) = kittiwake().await;
    let hours = [
        ("name", "Mara"),
        ("time_zone", "Europe/Lisbon"),
        ("availability", "Wed 10:00-11:30; Fri 15:00-16:30"),
        ("version", "2"),
    ];
    let mara = town.signed_in(MARA).await;
    assert_eq!(mara.post("/c/long-table/profile", &hours).await.status, StatusCode::SEE_OTHER);
    let page = mara.get(&group.path("/polls/new")).await.body;
    assert!(page.contains("has said best") && page.contains(r#"value="2026-10-07T10:00""#), "{page}");
    assert!(page.contains(r#"value="2026-10-09T15:00""#), "{page}");
    let asked = ask(&mara, &group, &["2026-10-07T10:00", "2026-10-09T15:00"]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "what is suggested can be asked as it is");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn answers_are_weighed_and_the_chosen_time_becomes_a_meeting_with_them() {
    let (town, group, mara, poll) = asked().await;
    let tove = town.signed_in(TOVE).await;
    let half = tove.post(&format!("{poll}/answer"), &[("suits_0", "no"), ("suits_1", "")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("Please say something of each time"));
    tove.post(&format!("{poll}/answer"), &[("suits_0", "no"), ("suits_1", "if-need-be")]).await;
    mara.post(&format!("{poll}/answer"), &[("suits_0", "yes"), ("suits_1", "yes")]).await;
    let page = mara.get(&poll).await.body;
    assert!(page.contains("Two of two have answered"), "{page}");
    assert!(page.contains("One yes, one if need be · <em>the best so far</em>"), "{page}");
    assert_eq!(tove.post(&format!("{poll}/choice"), &[("option", "1")]).await.status, StatusCode::NOT_FOUND);
    let chosen = mara.post(&format!("{poll}/choice"), &[("option", "1")]).await;
    assert_eq!(chosen.location, Some(group.path("/meetings")));
    let dates = tove.get(&group.path("/meetings")).await.body;
    assert!(dates.contains("Thursday 8 October") && dates.contains("17:00 – 18:00"), "{dates}");
    assert!(dates.contains("One comes, one perhaps."), "{dates}");
    let series = queries::series_of(town.app.db(), group.id).await.unwrap();
    let single = series.iter().find(|series| series.record.rule.is_none()).unwrap();
    assert_eq!(single.record.title, "The sale of the yard");
    assert!(tove.get(&poll).await.body.contains("The time is chosen"));
    let late = tove.post(&format!("{poll}/answer"), &[("suits_0", "yes"), ("suits_1", "yes")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let again = mara.post(&format!("{poll}/choice"), &[("option", "0")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn whoever_has_not_answered_is_reminded_once_and_whoever_asked_hears_the_end() {
    let (town, _, mara, poll) = asked().await;
    let about = |who: &str, what: &str| {
        town.mail_to(who).iter().filter(|letter| letter.subject.contains(what)).count()
    };
    town.pass(2 * DAY + 3600);
    town.run_jobs().await;
    assert_eq!(about(TOVE, "until Sunday"), 1);
    town.pass(DAY);
    town.run_jobs().await;
    assert_eq!((about(TOVE, "until Sunday"), about(MARA, "you can choose a time")), (1, 1));
    let tove = town.signed_in(TOVE).await;
    assert!(tove.get(&poll).await.body.contains("No more answers are taken"));
    let late = tove.post(&format!("{poll}/answer"), &[("suits_0", "yes"), ("suits_1", "yes")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    mara.post(&format!("{poll}/end"), &[]).await;
    assert!(tove.get(&poll).await.body.contains("This question was taken back"));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn whoever_has_answered_is_not_reminded() {
    let (town, _, _, poll) = asked().await;
    let tove = town.signed_in(TOVE).await;
    tove.post(&format!("{poll}/answer"), &[("suits_0", "yes"), ("suits_1", "yes")]).await;
    town.pass(2 * DAY + 3600);
    town.run_jobs().await;
    assert_eq!(town.mail_to(TOVE).iter().filter(|letter| letter.subject.contains("until Sunday")).count(), 0);
    town.end().await;
}

#[tokio::test]
async fn a_poll_is_read_by_one_clock_on_its_page_and_in_its_letter() {
    let (town, _, group, _) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    // Her profile says Stockholm; she has chosen to read by the clock of New York, and is in Tokyo for a week.
    tove.post(
        "/c/long-table/profile",
        &[("name", "Tove"), ("time_zone", "Europe/Stockholm"), ("version", "1")],
    )
    .await;
    tove.post("/you", &[("name", "Tove"), ("zone", "America/New_York")]).await;
    let tokyo = [("place", "Asia/Tokyo"), ("journey_first", "2026-10-08"), ("journey_last", "2026-10-12")];
    tove.post("/c/long-table/hours/journeys", &tokyo).await;
    let mara = town.signed_in(MARA).await;
    let poll = ask(&mara, &group, &STARTS).await.location.unwrap();
    // It is five in the morning in New York, where letters that can wait go out at seven.
    town.pass(3 * 3600);
    town.run_jobs().await;
    let letter = town.mail_to(TOVE).into_iter().find(|letter| letter.subject.contains("when can you"));
    let letter = letter.unwrap().text;
    assert!(letter.contains("your clock in New York"), "{letter}");
    assert!(letter.contains("Wednesday 7 October, 07:00"), "{letter}");
    assert!(letter.contains("Friday 9 October, 02:00 in Tokyo"), "{letter}");
    let page = tove.get(&poll).await.body;
    assert!(page.contains("your clock in New York") && page.contains("07:00 – 08:00"), "{page}");
    assert!(page.contains("Friday 9 October") && page.contains("02:00 – 03:00 in Tokyo"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn a_time_is_not_chosen_when_the_group_meets_already() {
    let (town, group, mara, _) = asked().await;
    // On Tuesday 6 October the group meets at 17:00, and the other time is free.
    let poll = ask(&mara, &group, &["2026-10-06T16:30", "2026-10-06T18:30"]).await.location.unwrap();
    let refused = mara.post(&format!("{poll}/choice"), &[("option", "0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Your group has another meeting then"), "{}", refused.body);
    assert_eq!(queries::series_of(town.app.db(), group.id).await.unwrap().len(), 1);
    let chosen = mara.post(&format!("{poll}/choice"), &[("option", "1")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "one may follow the other: {}", chosen.body);
    town.run_jobs().await;
    town.end().await;
}
