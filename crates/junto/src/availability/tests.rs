//! Stories of a member's hours: said as rules, lived by in some place, crossed by journeys, days off and calendars.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use calendar::{Absence, Availability, Level, Timestamp};
use tokio::net::TcpListener;

use super::of;
use crate::app::fetch::Reach;
use crate::community::{CommunityId, MemberId};
use crate::roster;
use crate::town::{Reply, Town, Visitor};

const HOURS: &str = "/c/long-table/hours";
const TOVE: &str = "tove@example.org";
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Tove, who lives in Lisbon and has said nothing yet.
struct Story {
    town: Town,
    community: CommunityId,
    member: MemberId,
    tove: Visitor,
}

impl Story {
    async fn new() -> Self {
        Self::with(Reach::Public).await
    }

    async fn with(calendars: Reach) -> Self {
        let town = Town::new_with(|parts| parts.config.calendars = calendars).await;
        let community = town.found("long-table", "Long Table", "agnes@example.org").await;
        let member = town.member(community, TOVE).await;
        let tove = town.signed_in(TOVE).await;
        Self { town, community, member, tove }
    }

    async fn page(&self) -> String {
        let reply = self.tove.get(HOURS).await;
        assert_eq!(reply.status, StatusCode::OK);
        reply.body
    }

    /// Sends rules as the form does: days, from, to, level.
    async fn say(&self, version: &str, rules: &[(&str, &str, &str, &str)]) -> Reply {
        let mut fields = vec![("version", version)];
        for (days, from, to, level) in rules {
            fields.push(("rule", ""));
            fields.extend(days.split_whitespace().map(|day| ("day", day)));
            fields.extend([("from", *from), ("to", *to), ("level", *level)]);
        }
        self.tove.post(HOURS, &fields).await
    }

    /// Office hours, said by rules.
    async fn at_work(&self) {
        let reply = self.say("0", &[("mon tue wed thu fri", "9", "17", "preferred")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    }

    async fn known(&self) -> Option<Availability> {
        of(self.town.app.db(), self.community, &[self.member]).await.unwrap().remove(&self.member)
    }

    async fn level(&self, moment: &str) -> Result<Level, Absence> {
        self.known().await.unwrap().level_of(moment.parse().unwrap(), 60)
    }

    /// What lies in the database and could not be there unless it had been kept.
    async fn holds(&self, words: &str) -> bool {
        let hexadecimal: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
        let rows = self.town.rows().await;
        rows.iter().any(|(_, row)| row.contains(words) || row.to_lowercase().contains(&hexadecimal))
    }
}

/// The first id after some words of a page.
fn id_after(page: &str, before: &str) -> String {
    page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}")).chars().take(22).collect()
}

#[tokio::test]
async fn hours_said_as_rules_are_the_hours_of_the_profile_and_of_everyone_who_asks() {
    let story = Story::new().await;
    assert!(story.known().await.is_none(), "nobody guesses hours");
    assert!(story.page().await.contains("You have said no hours yet"));
    let rules = [
        ("fri mon tue wed thu", "9", "5 pm", "preferred"),
        ("mon tue wed thu fri", "17:00", "20:00", "acceptable"),
        ("sat", "22:30", "1:00", "acceptable"),
        ("", "", "", "preferred"),
    ];
    let reply = story.say("0", &rules).await;
    assert_eq!((reply.status, reply.location.as_deref()), (StatusCode::SEE_OTHER, Some(HOURS)));
    let standing = roster::standing(story.town.app.db(), story.community, story.member).await.unwrap();
    let text = "Mon-Fri 09:00-17:00; Mon-Fri 17:00-20:00 (acceptable); Sat 22:30-24:00 (acceptable); \
                Sun 00:00-01:00 (acceptable)";
    let hours = calendar::WeeklyHours::parse(text).unwrap();
    assert_eq!(standing.profile.availability.as_deref(), Some(hours.to_string().as_str()));
    let known = story.known().await.unwrap();
    assert_eq!((known.zone.name(), known.hours), ("Europe/Lisbon", hours));
    let page = story.page().await;
    assert!(page.contains(r#"name="from" value="09:00""#) && page.contains(r#"value="24:00""#), "{page}");
    let profile = story.tove.get("/c/long-table/profile").await.body;
    assert!(profile.contains("Mon-Fri 09:00-17:00") && profile.contains("href=\"/c/long-table/hours\""));
    story.say("1", &[]).await;
    assert!(story.known().await.is_none(), "no rules are no hours");
    story.town.end().await;
}

#[tokio::test]
async fn a_rule_that_cannot_be_is_explained_where_it_stands_and_nothing_is_lost() {
    let story = Story::new().await;
    let wrong = [
        ("mon", "09:00", "17:00", "preferred"),
        ("wed", "14:00", "12:00", "acceptable"),
        ("", "10:00", "11:00", "preferred"),
        ("fri", "noon", "25:00", "preferred"),
        ("fri", "9-10;sat 1", "11", "preferred"),
    ];
    let reply = story.say("0", &wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "From 14:00 to 12:00 ends before it begins. Is it from 12:00 to 14:00?",
        "Say on which days this is.",
        "Write both times like 09:00 or 17:30.",
        r#"value="noon""#,
        r#"value="25:00""#,
        r#"value="9-10;sat 1""#,
        r#"aria-describedby="wrong-2""#,
    ] {
        assert!(reply.body.contains(said), "{said}: {}", reply.body);
    }
    assert!(!reply.body.contains(r#"id="wrong-1""#), "the first rule is right");
    assert!(story.known().await.is_none());
    story.town.end().await;
}

#[tokio::test]
async fn hours_changed_meanwhile_are_shown_again_and_saved_when_they_are_sent_again() {
    let story = Story::new().await;
    story.at_work().await;
    let profile =
        [("version", "1"), ("name", "Tove"), ("availability", "Sun 10-11"), ("time_zone", "Europe/Oslo")];
    assert_eq!(story.tove.post("/c/long-table/profile", &profile).await.status, StatusCode::SEE_OTHER);
    let late = story.say("1", &[("sat", "10:00", "12:00", "preferred")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("was changed elsewhere") && late.body.contains(r#"value="12:00""#));
    assert_eq!(story.known().await.unwrap().hours.to_string(), "Sun 10:00-11:00");
    assert!(late.body.contains(r#"name="version" value="2""#), "it can be sent again");
    story.say("2", &[("sat", "10:00", "12:00", "preferred")]).await;
    let known = story.known().await.unwrap();
    assert_eq!((known.zone.name(), known.hours.to_string()), ("Europe/Oslo", "Sat 10:00-12:00".to_owned()));
    story.town.end().await;
}

#[tokio::test]
async fn a_place_is_found_by_city_country_and_distance_and_hours_stay_on_its_clock() {
    let story = Story::new().await;
    story.at_work().await;
    let found = async |q: &str| story.tove.get(&format!("{HOURS}/place?q={q}")).await.body;
    assert!(found("sao+paulo").await.contains("Brazil · UTC−3 · 06:00"));
    assert!(found("india").await.contains("Kolkata"));
    assert!(found("%2B5:45").await.contains("Kathmandu"));
    assert!(found("portugal").await.contains("your place"));
    assert!(found("atlantis").await.contains("Nothing found"));
    let form = [("zone", "America/Sao_Paulo"), ("version", "1")];
    let moved = story.tove.post(&format!("{HOURS}/place"), &form).await;
    assert_eq!(moved.location.as_deref(), Some(HOURS), "{}", moved.body);
    assert_eq!(story.level("2026-10-05T12:00:00Z").await, Ok(Level::Preferred));
    assert_eq!(story.level("2026-10-05T08:00:00Z").await, Err(Absence::OutOfHours));
    assert!(story.page().await.contains("Sao Paulo, UTC−3"));
    let nowhere = [("zone", "Atlantis"), ("version", "2")];
    let nowhere = story.tove.post(&format!("{HOURS}/place"), &nowhere).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    story.town.end().await;
}

#[tokio::test]
async fn on_a_journey_the_same_hours_count_on_the_clock_there() {
    let story = Story::new().await;
    story.at_work().await;
    let journeys = format!("{HOURS}/journeys");
    let journey = |place, first, last| [("place", place), ("journey_first", first), ("journey_last", last)];
    let added = story.tove.post(&journeys, &journey("Dubai", "2026-10-05", "2026-10-09")).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    // Nine in Dubai.
    assert_eq!(story.level("2026-10-05T05:00:00Z").await, Ok(Level::Preferred));
    assert_eq!(story.level("2026-10-05T15:00:00Z").await, Err(Absence::OutOfHours));
    assert_eq!(story.level("2026-10-12T15:00:00Z").await, Ok(Level::Preferred));
    let page = story.page().await;
    assert!(page.contains("5 to 9 October 2026") && page.contains("Dubai"), "{page}");

    let wrong = async |place, first, last, said: &str| {
        let reply = story.tove.post(&journeys, &journey(place, first, last)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(said), "{said}: {}", reply.body);
    };
    wrong("Atlantis", "2026-10-05", "2026-10-09", "No place of this name is known.").await;
    wrong("Portugal", "2026-10-05", "2026-10-09", "Which of these is it: Lisbon, Madeira, Azores?").await;
    wrong("Dubai", "2026-10-09", "2026-10-05", "This is before the first day.").await;
    wrong("Dubai", "2026-09-01", "2026-09-05", "This is over already.").await;
    wrong("Dubai", "2026-10-05", "2029-10-05", "At most four hundred days at once.").await;
    wrong("Dubai", "soon", "2026-10-05", "Choose a date, or write it like 2027-05-03.").await;

    let end = format!("{journeys}/{}/end", id_after(&page, "/journeys/"));
    assert_eq!(story.tove.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(story.level("2026-10-05T15:00:00Z").await, Ok(Level::Preferred));
    assert_eq!(story.tove.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
    story.town.end().await;
}

#[tokio::test]
async fn days_off_count_by_the_date_and_end_when_they_are_over() {
    let story = Story::new().await;
    story.at_work().await;
    let days = format!("{HOURS}/days-off");
    story.tove.post(&days, &[("day_first", "2026-10-05"), ("day_last", "2026-10-06")]).await;
    story.tove.post(&days, &[("day_first", "2026-10-08"), ("day_last", "")]).await;
    for (moment, expected) in [
        ("2026-10-05T10:00:00Z", Err(Absence::DayOff)),
        ("2026-10-06T10:00:00Z", Err(Absence::DayOff)),
        ("2026-10-07T10:00:00Z", Ok(Level::Preferred)),
        ("2026-10-08T10:00:00Z", Err(Absence::DayOff)),
    ] {
        assert_eq!(story.level(moment).await, expected, "{moment}");
    }
    assert!(story.page().await.contains("Day off"), "the coming days show it");
    let wrong = story.tove.post(&days, &[("day_first", "2026-10-08"), ("day_last", "2026-10-07")]).await;
    assert!(wrong.body.contains("This is before the first day.") && wrong.body.contains("2026-10-07"));
    story.town.pass(6 * DAY);
    let page = story.page().await;
    assert!(!page.contains("5 to 6 October") && page.contains("8 October 2026"), "{page}");
    story.tove.post(&format!("{days}/{}/end", id_after(&page, "/days-off/")), &[]).await;
    assert_eq!(story.level("2026-10-08T10:00:00Z").await, Ok(Level::Preferred));
    story.town.end().await;
}

#[tokio::test]
async fn what_is_a_members_own_is_shown_to_nobody_else_and_removed_by_nobody_else() {
    let story = Story::new().await;
    story.at_work().await;
    let journey = [("place", "Ulaanbaatar"), ("journey_first", "2026-10-05"), ("journey_last", "2026-10-09")];
    story.tove.post(&format!("{HOURS}/journeys"), &journey).await;
    story.tove.post(&format!("{HOURS}/days-off"), &[("day_first", "2026-12-24")]).await;
    story
        .tove
        .post(&format!("{HOURS}/calendars"), &[("address", "webcal://calendar.tove.invalid/own.ics")])
        .await;
    story.town.run_jobs().await;
    let page = story.page().await;
    story.town.member(story.community, "june@example.org").await;
    let june = story.town.signed_in("june@example.org").await;
    let agnes = story.town.signed_in("agnes@example.org").await;
    for (visitor, path) in [
        (&june, HOURS.to_owned()),
        (&june, "/today".to_owned()),
        (&agnes, format!("/c/long-table/roster/people/{}", story.member)),
    ] {
        let seen = visitor.get(&path).await.body;
        for secret in ["Ulaanbaatar", "24 December", "calendar.tove"] {
            assert!(page.contains(secret), "{secret}: {page}");
            assert!(!seen.contains(secret), "{secret} at {path}");
        }
    }
    for (list, rest) in
        [("journeys", "end"), ("days-off", "end"), ("calendars", "end"), ("calendars", "reading")]
    {
        let id = id_after(&page, &format!("/hours/{list}/"));
        let reply = june.post(&format!("{HOURS}/{list}/{id}/{rest}"), &[]).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{list} {rest}");
    }
    assert_eq!(agnes.get(HOURS).await.status, StatusCode::NOT_FOUND, "an operator is no member");
    assert_eq!(story.page().await.matches("/end\"").count(), page.matches("/end\"").count());
    story.town.end().await;
}

#[tokio::test]
async fn whoever_is_taken_out_of_the_roster_leaves_nothing_here() {
    let story = Story::new().await;
    story.at_work().await;
    story.tove.post(&format!("{HOURS}/days-off"), &[("day_first", "2026-12-24")]).await;
    story
        .tove
        .post(
            &format!("{HOURS}/journeys"),
            &[("place", "Dubai"), ("journey_first", "2026-10-05"), ("journey_last", "2026-10-09")],
        )
        .await;
    story.tove.post(&format!("{HOURS}/calendars"), &[("address", "tove.invalid")]).await;
    story.town.run_jobs().await;
    let agnes = story.town.signed_in("agnes@example.org").await;
    let end = format!("/c/long-table/roster/people/{}/end", story.member);
    assert_eq!(agnes.post(&end, &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
    story.town.run_jobs().await;
    assert!(story.known().await.is_none());
    let own = ["journey", "day_off", "busy_feed"];
    let left = story.town.rows().await.into_iter().filter(|(table, _)| own.contains(&table.as_str())).count();
    assert_eq!(left, 0);
    story.town.end().await;
}

#[tokio::test]
async fn today_asks_for_hours_and_place_until_they_are_known() {
    let story = Story::new().await;
    let today = async || story.tove.get("/today").await.body;
    let first = today().await;
    assert!(first.contains("Your hours are not known in Long Table.") && first.contains(HOURS), "{first}");
    let utc = [("name", "Tove"), ("time_zone", "UTC"), ("version", "0")];
    story.tove.post("/c/long-table/profile", &utc).await;
    assert!(today().await.contains("Neither your hours nor your time zone are known"));
    assert!(story.page().await.contains("Say where you are"));
    story.say("1", &[("thu", "9", "12", "preferred")]).await;
    assert!(today().await.contains("Your time zone is not known in Long Table."));
    story.tove.post(&format!("{HOURS}/place"), &[("zone", "Europe/Stockholm"), ("version", "2")]).await;
    let calm = today().await;
    assert!(!calm.contains("Your hours</h2>") && calm.contains("Nothing waits for you"), "{calm}");
    story.town.end().await;
}

/// Calendars on a server elsewhere, and who asked for what.
#[derive(Clone, Default)]
struct Elsewhere {
    /// By path.
    lies: Arc<Mutex<HashMap<String, Lies>>>,
    /// The mark that each request came with, if any.
    asked: Arc<Mutex<Vec<Option<String>>>>,
}

type Lies = (StatusCode, Vec<u8>);

impl Elsewhere {
    async fn new() -> (Self, String) {
        let elsewhere = Self::default();
        let router = Router::new().fallback(answer).with_state(elsewhere.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (elsewhere, origin)
    }

    fn lay(&self, path: &str, status: StatusCode, content: impl Into<Vec<u8>>) {
        self.lies.lock().unwrap().insert(path.to_owned(), (status, content.into()));
    }

    /// How often something was asked for, and how often with the mark it came with.
    fn asked(&self) -> (usize, usize) {
        let asked = self.asked.lock().unwrap();
        (asked.len(), asked.iter().flatten().count())
    }
}

async fn answer(State(elsewhere): State<Elsewhere>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mark = request.headers().get(header::IF_NONE_MATCH).map(|mark| mark.to_str().unwrap().to_owned());
    elsewhere.asked.lock().unwrap().push(mark.clone());
    let Some((status, content)) = elsewhere.lies.lock().unwrap().get(&path).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", content.len());
    if status == StatusCode::OK && mark.as_deref() == Some(&etag) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let location = String::from_utf8_lossy(&content).into_owned();
    if status.is_redirection() {
        return (status, [(header::LOCATION, location)]).into_response();
    }
    (status, [(header::ETAG, etag)], content).into_response()
}

fn ics(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Tove’s secrets\r\n{events}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nUID:{lines}\r\nSUMMARY:With my lawyer\r\n{lines}\r\nEND:VEVENT\r\n")
}

impl Story {
    async fn subscribe(&self, address: &str) -> Reply {
        let reply = self.tove.post(&format!("{HOURS}/calendars"), &[("address", address)]).await;
        self.town.run_jobs().await;
        reply
    }

    /// The busy times, as they were on UTC's clock.
    async fn busy(&self) -> Vec<String> {
        let short = |moment: Timestamp| moment.strftime("%d %H:%M").to_string();
        let known = self.known().await.unwrap();
        known.busy.iter().map(|busy| format!("{} to {}", short(busy.start), short(busy.end))).collect()
    }
}

#[tokio::test]
async fn a_calendar_takes_its_times_and_nothing_of_what_fills_them() {
    let story = Story::with(Reach::Private).await;
    story.at_work().await;
    let (elsewhere, origin) = Elsewhere::new().await;
    let events = [
        "DTSTART:20261005T130000Z\r\nDTEND:20261005T140000Z",
        // Floating, by the owner's clock; a Windows name without rules of its own; whole days.
        "DTSTART:20261006T090000\r\nDURATION:PT30M",
        "DTSTART;TZID=Eastern Standard Time:20261007T090000\r\nDURATION:PT1H",
        "DTSTART;VALUE=DATE:20261008\r\nDTEND;VALUE=DATE:20261010",
        "DTSTART:20261005T100000Z\r\nDTEND:20261005T110000Z\r\nTRANSP:TRANSPARENT",
        "DTSTART:20100101T030000Z\r\nDURATION:PT5M\r\nRRULE:FREQ=YEARLY",
    ];
    elsewhere.lay("/secret/tove.ics", StatusCode::OK, ics(&events.map(event).concat()));
    let added = story.subscribe(&format!("{origin}/secret/tove.ics")).await;
    assert_eq!(added.location.as_deref(), Some(HOURS), "{}", added.body);
    let expected =
        ["05 13:00 to 05 14:00", "06 08:00 to 06 08:30", "07 13:00 to 07 14:00", "01 03:00 to 01 03:05"];
    assert_eq!(story.busy().await, expected);
    assert_eq!(story.level("2026-10-08T10:00:00Z").await, Err(Absence::DayOff));
    assert_eq!(story.level("2026-10-05T13:00:00Z").await, Err(Absence::Busy));
    let page = story.page().await;
    assert!(page.contains("127.0.0.1") && !page.contains("/secret/"), "an address is not shown: {page}");
    assert!(page.contains("Four times and one stretch of whole days are taken"), "{page}");
    assert!(page.contains("1:00 taken"), "the coming days show it");
    for secret in ["With my lawyer", "secrets", "/secret/tove"] {
        assert!(!story.holds(secret).await, "{secret} was kept");
    }
    let again = story.subscribe(&format!("{origin}/secret/tove.ics")).await;
    assert!(again.body.contains("This calendar is here already."), "{}", again.body);

    let id = id_after(&page, "/calendars/");
    story.tove.post(&format!("{HOURS}/calendars/{id}/end"), &[]).await;
    assert!(story.busy().await.is_empty());
    story.town.pass(2 * HOUR);
    story.town.run_jobs().await;
    assert_eq!(elsewhere.asked().0, 1, "what was let go of is not read again");
    story.town.end().await;
}

#[tokio::test]
async fn a_calendar_is_read_each_hour_and_only_when_it_changed() {
    let story = Story::with(Reach::Private).await;
    story.at_work().await;
    let (elsewhere, origin) = Elsewhere::new().await;
    let first = ics(&event("DTSTART:20261005T130000Z\r\nDURATION:PT1H"));
    elsewhere.lay("/a.ics", StatusCode::OK, first.clone());
    story.subscribe(&format!("{origin}/a.ics")).await;
    let pass = async |seconds| {
        story.town.pass(seconds);
        story.town.run_jobs().await;
    };
    pass(HOUR + 900).await;
    assert_eq!(elsewhere.asked(), (2, 1), "asked again, by its mark");
    elsewhere.lay("/a.ics", StatusCode::OK, ics(&event("DTSTART:20261006T1300Z\r\nDURATION:PT2H")) + "\r\n");
    pass(HOUR + 900).await;
    let moved = ics(&event("DTSTART:20261006T130000Z\r\nDURATION:PT2H"));
    elsewhere.lay("/a.ics", StatusCode::OK, moved);
    pass(HOUR + 900).await;
    assert_eq!(story.busy().await, ["06 13:00 to 06 15:00"]);

    // Time goes on: after a week it is read whole, although it is the same.
    let (_, marked) = elsewhere.asked();
    story.town.pass(8 * DAY);
    story.town.run_jobs().await;
    assert_eq!(elsewhere.asked().1, marked);
    story.tove.post(&format!("{HOURS}/place"), &[("zone", "Asia/Tokyo"), ("version", "1")]).await;
    pass(HOUR + 900).await;
    assert_eq!(elsewhere.asked().1, marked, "and when its owner has moved");
    story.town.end().await;
}

#[tokio::test]
async fn what_is_no_calendar_is_told_in_words_and_what_was_known_still_counts() {
    let story = Story::with(Reach::Private).await;
    story.at_work().await;
    let (elsewhere, origin) = Elsewhere::new().await;
    let good = ics(&event("DTSTART:20261005T130000Z\r\nDURATION:PT1H"));
    elsewhere.lay("/a.ics", StatusCode::OK, good.clone());
    story.subscribe(&format!("{origin}/a.ics")).await;
    let id = id_after(&story.page().await, "/calendars/");
    let large = good.clone() + &event("DTSTART:20261005T130000Z").repeat(60_000);
    let cases: [(StatusCode, Vec<u8>, &str); 8] = [
        (StatusCode::OK, b"<!doctype html><title>Sign in</title>".to_vec(), "is no calendar"),
        (StatusCode::OK, Vec::new(), "is no calendar"),
        (StatusCode::OK, large.into_bytes(), "larger than Junto reads"),
        (StatusCode::UNAUTHORIZED, Vec::new(), "asks for a password"),
        (StatusCode::NOT_FOUND, Vec::new(), "no calendar at this address, or no longer"),
        (StatusCode::INTERNAL_SERVER_ERROR, Vec::new(), "answers that it cannot send it now"),
        (StatusCode::FOUND, b"/a.ics".to_vec(), "answers that it cannot send it now"),
        (StatusCode::FOUND, b"http://127.0.0.1:1/".to_vec(), "Nobody answers at this address"),
    ];
    for (status, content, said) in cases {
        elsewhere.lay("/a.ics", status, content);
        story.tove.post(&format!("{HOURS}/calendars/{id}/reading"), &[]).await;
        assert!(story.page().await.contains("Being read"), "until it is");
        story.town.run_jobs().await;
        let page = story.page().await;
        assert!(page.contains(said), "{said}: {page}");
        assert_eq!(story.busy().await, ["05 13:00 to 05 14:00"], "{said}");
    }
    assert!(story.tove.get("/today").await.body.contains("A calendar of yours in Long Table cannot be read"));
    // Failing makes it patient: not even once in half a day.
    let asked = elsewhere.asked().0;
    story.town.pass(12 * HOUR);
    story.town.run_jobs().await;
    assert_eq!(elsewhere.asked().0, asked);
    elsewhere.lay("/a.ics", StatusCode::OK, good);
    story.town.pass(13 * HOUR);
    story.town.run_jobs().await;
    assert!(!story.page().await.contains("class=\"amber small\""), "it mends by itself");
    story.town.end().await;
}

#[tokio::test]
async fn hostile_and_odd_calendars_give_what_they_can() {
    let story = Story::with(Reach::Private).await;
    story.at_work().await;
    let (elsewhere, origin) = Elsewhere::new().await;
    let plain = ics(&event("DTSTART:20261005T130000Z\r\nDURATION:PT1H"));
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> =
        plain.replace('’', "é").chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let endless = ics(&event("DTSTART:20000101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY"));
    for (path, content) in [("/16.ics", utf16), ("/latin.ics", latin), ("/endless.ics", endless.into_bytes())]
    {
        elsewhere.lay(path, StatusCode::OK, content);
        story.subscribe(&format!("{origin}{path}")).await;
        let page = story.page().await;
        assert!(!page.contains("class=\"amber small\""), "{path}: {page}");
        if path != "/endless.ics" {
            assert_eq!(story.busy().await, ["05 13:00 to 05 14:00"], "{path}");
        }
        let id = id_after(&page, "/calendars/");
        story.tove.post(&format!("{HOURS}/calendars/{id}/end"), &[]).await;
    }
    story.town.end().await;
}

#[tokio::test]
async fn nobody_reaches_into_the_servers_own_network_by_a_calendar() {
    let story = Story::new().await;
    let (elsewhere, origin) = Elsewhere::new().await;
    elsewhere.lay("/a.ics", StatusCode::OK, ics(""));
    let origin = origin.replace("http:", "https:");
    for address in [
        format!("{origin}/a.ics"),
        origin.replace("127.0.0.1", "localhost.localdomain"),
        origin.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
        origin.replace("127.0.0.1", "2130706433"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "webcal://nas.local/tove.ics".to_owned(),
    ] {
        let added = story.subscribe(&address).await;
        assert_eq!(added.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(added.body.contains("leads into a private network"), "{address}: {}", added.body);
    }
    let open = story.subscribe("http://calendar.example.org/tove.ics").await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.body.contains("anybody on the way could read it"), "{}", open.body);
    assert!(story.page().await.contains("With the address of one"), "nothing is kept of them");
    assert_eq!(elsewhere.asked().0, 0, "nobody was asked");
    for wrong in ["", "my calendar", "file:///etc/passwd", "ftp://example.org/a.ics", "calendar"] {
        let reply = story.subscribe(wrong).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(reply.body.contains("Paste the whole address."), "{wrong}");
    }
    story.town.end().await;
}

#[tokio::test]
async fn a_member_has_a_few_calendars_and_reads_them_at_a_measured_pace() {
    let story = Story::new().await;
    for number in 0..5 {
        story.subscribe(&format!("webcal://tove{number}.invalid/a.ics")).await;
    }
    assert!(story.page().await.contains("That is as many as there can be: 5."));
    let sixth = story.subscribe("https://tove6.invalid/a.ics").await;
    assert_eq!(sixth.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = id_after(&story.page().await, "/calendars/");
    let read = async || story.tove.post(&format!("{HOURS}/calendars/{id}/reading"), &[]).await.status;
    for _ in 0..12 {
        assert_eq!(read().await, StatusCode::SEE_OTHER);
    }
    assert_eq!(read().await, StatusCode::TOO_MANY_REQUESTS);
    story.town.pass(HOUR);
    assert_eq!(read().await, StatusCode::SEE_OTHER);
    story.town.run_jobs().await;
    story.town.end().await;
}
