//! Stories of the private calendar feed.

use axum::http::{Method, StatusCode, header};

use crate::meetings::invitations::tests::{DAY, MARA, TOVE, kittiwake};
use crate::town::{Reply, Visitor};

/// Makes a private address as its owner does, and gives its path.
async fn made(visitor: &Visitor) -> String {
    let reply = visitor.post("/you/calendar", &[("nonce", "a-page-of-mine")]).await;
    let page = visitor.get(&reply.location.unwrap()).await.body;
    let address = page.split("http://junto.test").nth(1).unwrap();
    address.split('"').next().unwrap().to_owned()
}

fn text<'a>(reply: &'a Reply, name: &header::HeaderName) -> &'a str {
    reply.headers[name].to_str().unwrap()
}

#[tokio::test]
async fn a_feed_shows_ones_meetings_and_nobodys_name() {
    let (town, _, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let path = made(&mara).await;
    let feed = town.stranger().get(&path).await;
    assert_eq!(text(&feed, &header::CONTENT_TYPE), "text/calendar; charset=utf-8");
    for line in ["SUMMARY:Kittiwake", "RRULE:FREQ=WEEKLY;INTERVAL=2", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    {
        assert!(feed.body.contains(line), "{line} in {}", feed.body);
    }
    let lower = feed.body.to_lowercase();
    assert!(
        !lower.contains("attendee") && !lower.contains("mara") && !lower.contains("method"),
        "{}",
        feed.body
    );
    assert_eq!(town.stranger().send(Method::HEAD, &path, None, None).await.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn a_calendar_that_has_the_feed_is_told_so_until_something_changes() {
    let (town, group, _) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    let path = made(&tove).await;
    let first = town.stranger().get(&path).await;
    let (tag, date) = (text(&first, &header::ETAG), text(&first, &header::LAST_MODIFIED));
    town.pass(3600);
    for (name, value) in [(header::IF_NONE_MATCH, tag), (header::IF_MODIFIED_SINCE, date)] {
        let same = town.stranger().get_with(&path, name, value).await;
        assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(text(&same, &header::ETAG), tag);
    }
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    for (name, value) in [(header::IF_NONE_MATCH, tag), (header::IF_MODIFIED_SINCE, date)] {
        let other = town.stranger().get_with(&path, name, value).await;
        assert_eq!(other.status, StatusCode::OK);
        assert!(!other.body.contains("BEGIN:VEVENT"), "the group is left: {}", other.body);
    }
    town.end().await;
}

#[tokio::test]
async fn an_address_is_shown_once_and_ends_like_one_that_never_was() {
    let (town, _, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let path = made(&mara).await;
    assert!(!mara.get("/you/calendar").await.body.contains(&path), "it is shown once");
    town.pass(601);
    assert!(!mara.get("/you/calendar?nonce=a-page-of-mine").await.body.contains(&path));
    let secret = path.rsplit('/').next().unwrap().trim_end_matches(".ics");
    let rows = town.rows().await;
    assert!(rows.iter().all(|(_, row)| !row.contains(secret)), "only its hash is kept");
    assert_eq!(town.stranger().get(&path).await.status, StatusCode::OK);

    let second = mara.post("/you/calendar", &[("nonce", "another-page")]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    let ended = town.stranger().get(&path).await;
    let never = town.stranger().get("/calendar/never-was.ics").await;
    assert_eq!((ended.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    mara.post("/you/calendar/end", &[]).await;
    assert!(mara.get("/you/calendar").await.body.contains("There is no address yet"));
    town.end().await;
}

#[tokio::test]
async fn a_season_that_was_called_off_is_shown_as_such_for_a_month() {
    let (town, group, series) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let path = made(&mara).await;
    let known = crate::meetings::queries::series(town.app.db(), group.id, series).await.unwrap().unwrap();
    let day = "2026-10-01".parse().unwrap();
    town.write(async |tx| crate::meetings::actions::end_series(tx, &known, day).await).await;
    town.run_jobs().await;
    let feed = town.stranger().get(&path).await.body;
    assert!(feed.contains("STATUS:CANCELLED") && feed.contains("SEQUENCE:1"), "{feed}");
    town.pass(31 * DAY);
    let feed = town.stranger().get(&path).await.body;
    assert!(!feed.contains("BEGIN:VEVENT"), "{feed}");
    town.run_jobs().await;
    town.end().await;
}
