//! Stories of a group's dates: on everybody's own clock, moved, called off, and the way in.

use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait as _;

use crate::app::daily::DayPassed;
use crate::app::events;
use crate::community::CommunityId;
use crate::groups::Group;
use crate::meetings::actions;
use crate::meetings::entities::{EntryRecord, Plan, PlannedCadence, PlannedSlot, SeriesId, meeting};
use crate::meetings::invitations::tests::{file, invitations};
use crate::meetings::queries;
use crate::town::{Town, Visitor};

pub(in crate::meetings) const MARA: &str = "mara@example.org";
pub(in crate::meetings) const TOVE: &str = "tove@example.org";
const FIRST: &str = "2026-10-06T17:00:00";
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Kittiwake, which Mara leads, with a season of three Tuesdays at 17:00 in Lisbon.
pub(in crate::meetings) async fn kittiwake() -> (Town, CommunityId, Group, SeriesId) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    for seated in [MARA, TOVE] {
        let letters = town.mail_to(seated);
        let link = letters.iter().find(|letter| letter.subject.contains("Kittiwake")).unwrap();
        let link = link.text.lines().find(|line| line.contains("/invitations/")).unwrap();
        let path = link.split("junto.test").nth(1).unwrap();
        town.stranger().post(path, &[("answer", "accepted"), ("words", "")]).await;
    }
    let lisbon = [("name", "Mara"), ("time_zone", "Europe/Lisbon"), ("version", "1")];
    town.signed_in(MARA).await.post("/c/long-table/profile", &lisbon).await;
    let series = season(&town, &group).await;
    town.run_jobs().await;
    (town, community, group, series)
}

async fn season(town: &Town, group: &Group) -> SeriesId {
    let plan = Plan {
        slots: vec![PlannedSlot { zone: "Europe/Lisbon".to_owned(), day: 2, time: "17:00".parse().unwrap() }],
        cadence: PlannedCadence::Weekly { every: 2 },
        from: "2026-10-05".parse().unwrap(),
        to: "2026-11-08".parse().unwrap(),
        minutes: 90,
        holidays: Vec::new(),
        carry: Vec::new(),
        needed: Vec::new(),
    };
    let record = plan.series("Kittiwake", Some("https://meet.example/kittiwake")).remove(0);
    town.write(async |tx| actions::begin(tx, group, None, record.clone()).await).await
}

/// The addresses of the meetings on a group's page, in its order.
async fn meetings(visitor: &Visitor, group: &Group) -> Vec<String> {
    let page = visitor.get(&group.path("/meetings")).await.body;
    let before = format!("{}/", group.path("/meetings"));
    let mut found: Vec<String> = page
        .split('"')
        .filter(|text| text.strip_prefix(&before).is_some_and(|id| id.len() == 22))
        .map(str::to_owned)
        .collect();
    found.dedup();
    found
}

fn seen(page: &str) -> String {
    let rest = page.split(r#"name="seen" value=""#).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_dates_of_a_season_stand_on_the_readers_clock_though_clocks_change() {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let page = mara.get(&group.path("/meetings")).await.body;
    for date in ["Tuesday 6 October, 17:00 – 18:30", "Tuesday 20 October", "Tuesday 3 November"] {
        assert!(page.contains(date), "{date} in {page}");
    }
    assert!(page.contains("Hours are on your clock in Lisbon"));
    assert!(page.contains("Nobody has said yes, two have not said."), "{page}");
    let hours = [("name", "Tove"), ("time_zone", "Asia/Tokyo"), ("version", "1")];
    let tove = town.signed_in(TOVE).await;
    tove.post("/c/long-table/profile", &hours).await;
    let page = tove.get(&group.path("/meetings")).await.body;
    assert!(page.contains("Wednesday 7 October, 01:00 – 02:30"), "Lisbon is on summer time: {page}");
    assert!(page.contains("Wednesday 4 November") && page.contains("02:00 – 03:30"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn the_way_in_is_open_from_a_quarter_of_an_hour_before_to_the_end() {
    let (town, _, group, _) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    let way_in =
        async || tove.get(&group.path("/meetings")).await.body.contains("https://meet.example/kittiwake");
    // It is Thursday, nine o'clock UTC; the meeting is on Tuesday at four.
    town.pass(5 * DAY + 7 * HOUR - 16 * 60);
    assert!(!way_in().await);
    town.pass(60);
    assert!(way_in().await);
    town.pass(15 * 60 + 90 * 60 - 1);
    assert!(way_in().await);
    town.pass(1);
    assert!(!way_in().await, "it is over");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn one_meeting_moves_and_the_others_stay() {
    let (town, _, group, series) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let second = meetings(&mara, &group).await.remove(1);
    let page = mara.get(&second).await.body;
    assert!(page.contains("Tuesday 20 October") && page.contains("On the clock of Lisbon"), "{page}");
    let seen = seen(&page);
    let form =
        |day, time, minutes| [("day", day), ("time", time), ("minutes", minutes), ("seen", seen.as_str())];
    for (day, time, minutes, wrong) in [
        ("2026-09-20", "17:00", "90", "This is in the past"),
        ("2029-09-20", "17:00", "90", "more than two years away"),
        ("soon", "17:00", "90", "Please choose a day"),
        ("2026-10-21", "noon", "90", "Please write a time"),
        ("9999-12-31", "23:59", "90", "more than two years away"),
        ("2027-03-28", "01:30", "90", "does not exist on that day"),
        ("2026-11-03", "16:00", "90", "Your group has another meeting then"),
        ("2026-10-21", "17:00", "5", "between 15 and 480"),
    ] {
        let reply = mara.post(&format!("{second}/time"), &form(day, time, minutes)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(wrong) && reply.body.contains(&format!(r#"value="{time}""#)), "{wrong}");
    }
    let tove = town.signed_in(TOVE).await;
    let refused = tove.post(&format!("{second}/time"), &form("2026-10-21", "18:00", "60")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let moved = mara.post(&format!("{second}/time"), &form("2026-10-21", "18:00", "60")).await;
    assert_eq!(moved.location, Some(group.path("/meetings")));
    let page = mara.get(&group.path("/meetings")).await.body;
    assert!(page.contains("Wednesday 21 October") && page.contains("18:00 – 19:00"), "{page}");
    assert!(page.contains("It was to be on Tuesday 20 October, 17:00"), "{page}");
    assert!(page.contains("Tuesday 3 November"));
    let late = mara.post(&format!("{second}/time"), &form("2026-10-22", "18:00", "60")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it is no longer where that form saw it");
    let record = queries::series(town.app.db(), group.id, series).await.unwrap().unwrap().record;
    assert_eq!((record.sequence, record.changes.len(), record.changes[0].sequence), (0, 1, 1));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_meeting_that_is_called_off_stays_in_view_and_is_not_the_next() {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let first = meetings(&mara, &group).await.remove(0);
    let page = mara.get(&first).await.body;
    assert!(page.contains("Two calendars are told"), "{page}");
    let seen = seen(&page);
    let off = mara.post(&format!("{first}/cancellation"), &[("seen", &seen)]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    let page = mara.get(&group.path("/meetings")).await.body;
    let (next, after) = page.split_once("After that").unwrap();
    assert!(next.contains("Tuesday 20 October") && after.contains("<s>Tuesday 6 October</s>"), "{page}");
    assert!(mara.get(&first).await.body.contains("This meeting was called off"));
    let again = mara.post(&format!("{first}/cancellation"), &[("seen", &seen)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_new_link_reaches_every_coming_meeting_and_raises_the_sequence() {
    let (town, _, group, series) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let place = group.path("/meetings/place");
    let page = mara.get(&place).await.body;
    assert!(page.contains("https://meet.jit.si/kittiwake-"), "{page}");
    let form = |link, version| [("link", link), ("backup", ""), ("version", version)];
    for link in ["javascript:alert(1)", "meet.example", "https://meet.example/a b", "ftp://meet.example/"] {
        let reply = mara.post(&place, &form(link, "0")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{link}");
        assert!(reply.body.contains("It should begin with https://"));
    }
    let kept = mara.post(&place, &form("https://video.example/harbour", "0")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert_eq!(mara.post(&place, &form("https://other.example/", "0")).await.status, StatusCode::CONFLICT);
    let record = queries::series(town.app.db(), group.id, series).await.unwrap().unwrap().record;
    assert_eq!(record.link.as_deref(), Some("https://video.example/harbour"));
    assert_eq!((record.sequence, record.asked), (1, 0), "answers still count");
    let tove = town.signed_in(TOVE).await;
    assert_eq!(tove.get(&place).await.status, StatusCode::NOT_FOUND);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn one_meeting_can_have_a_link_of_its_own() {
    let (town, _, group, series) = kittiwake().await;
    let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    let answer = group.path(&format!("/series/{series}/answer"));
    tove.post(&answer, &[("said", "yes"), ("original", FIRST)]).await;
    let first = meetings(&mara, &group).await.remove(0);
    let version = |page: &str| page.split(r#"name="version" value=""#).nth(1).unwrap()[..1].to_owned();
    let page = mara.get(&first).await.body;
    let (seen, known) = (seen(&page), version(&page));
    let form = |link, version| [("link", link), ("seen", seen.as_str()), ("version", version)];
    let path = format!("{first}/link");
    let wrong = mara.post(&path, &form("javascript:alert(1)", &known)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("It should begin with https://"), "{}", wrong.body);
    let own = "https://rooms.example/with-an-expert";
    assert_eq!(tove.post(&path, &form(own, &known)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mara.post(&path, &form(own, &known)).await.location, Some(first.clone()));
    assert_eq!(mara.post(&path, &form("https://other.example/", &known)).await.status, StatusCode::CONFLICT);

    // The group's link changes, and this meeting keeps its own.
    let place = [("link", "https://video.example/harbour"), ("backup", ""), ("version", "0")];
    mara.post(&group.path("/meetings/place"), &place).await;
    let page = tove.get(&first).await.body;
    assert!(page.contains(own) && page.contains("A link for this meeting alone"), "{page}");
    assert!(!page.contains("Another link for this meeting"), "{page}");
    let second = tove.get(&meetings(&tove, &group).await.remove(1)).await.body;
    assert!(second.contains("https://video.example/harbour") && !second.contains(own), "{second}");
    let page = tove.get(&group.path("/meetings")).await.body;
    assert!(page.contains("One comes, one has not said."), "what was said of it stays said: {page}");

    town.run_jobs().await;
    for seconds in [DAY, 60, 3 * DAY + 22 * HOUR - 60] {
        town.pass(seconds);
        town.run_jobs().await;
    }
    let letters = invitations(&town, TOVE);
    let of_date = letters.iter().rfind(|letter| file(letter).contains("RECURRENCE-ID")).unwrap();
    assert!(file(of_date).contains(&format!("LOCATION:{own}")), "{}", file(of_date));
    assert!(file(of_date).contains("PARTSTAT=ACCEPTED"), "{}", file(of_date));
    let told = letters.iter().find(|letter| letter.subject.contains("another link on")).unwrap();
    assert_eq!(told.subject, "Kittiwake: another link on Tuesday 6 October, 16:00");
    assert!(told.text.contains(&format!("To join: {own}")), "{}", told.text);
    // Ten to five in Lisbon on the day.
    town.pass(DAY - 15 * HOUR - 10 * 60);
    for page in ["/today".to_owned(), group.path("/meetings"), first.clone()] {
        let page = tove.get(&page).await.body;
        assert!(page.contains(&format!(r#"class="button first big" href="{own}""#)), "{page}");
    }
    let page = mara.get(&first).await.body;
    mara.post(&path, &form("", &version(&page))).await;
    assert!(!tove.get(&first).await.body.contains(own));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_single_meeting_keeps_its_own_link_when_that_of_the_group_changes() {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let place = group.path("/meetings/place");
    let of_group = |link, version| [("link", link), ("backup", ""), ("version", version)];
    mara.post(&place, &of_group("https://meet.example/kittiwake", "0")).await;
    let record = queries::series_of(town.app.db(), group.id).await.unwrap().remove(0).record;
    let once =
        |day: &str| EntryRecord { rule: None, last: None, first: day.parse().unwrap(), ..record.clone() };
    let days = [once("2026-10-08T09:00:00"), once("2026-10-09T09:00:00")];
    town.write(async |tx| {
        for day in &days {
            actions::begin(tx, &group, None, day.clone()).await?;
        }
        Ok(())
    })
    .await;
    let own = "https://rooms.example/with-an-expert";
    let pages = meetings(&mara, &group).await;
    let page = mara.get(&pages[1]).await.body;
    let seen = seen(&page);
    let link = [("link", own), ("seen", &seen), ("version", "1")];
    assert_eq!(mara.post(&format!("{}/link", pages[1]), &link).await.status, StatusCode::SEE_OTHER);
    mara.post(&place, &of_group("https://video.example/harbour", "1")).await;
    let (one, other) = (mara.get(&pages[1]).await.body, mara.get(&pages[2]).await.body);
    assert!(one.contains(own) && one.contains("A link for this meeting alone"), "{one}");
    assert!(
        other.contains("https://video.example/harbour") && !other.contains("for this meeting alone."),
        "{other}"
    );
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn all_dates_are_answered_at_once_and_one_date_otherwise() {
    let (town, _, group, series) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    let page = tove.get(&group.path("/meetings")).await.body;
    assert!(page.contains("All Tuesdays at once:"), "{page}");
    let answer = group.path(&format!("/series/{series}/answer"));
    tove.post(&answer, &[("said", "yes"), ("original", "")]).await;
    tove.post(&answer, &[("said", "no"), ("original", "2026-10-20T17:00:00")]).await;
    let page = tove.get(&group.path("/meetings")).await.body;
    let (first, rest) = page.split_once("After that").unwrap();
    assert!(first.contains("One comes, one has not said."), "{first}");
    assert!(rest.contains("Nobody has said yes, one cannot, one has not said."), "{rest}");
    assert!(first.contains(r#"value="yes" aria-pressed="true""#), "{first}");
    let never = tove.post(&answer, &[("said", "no"), ("original", "2026-10-21T17:00:00")]).await;
    assert_eq!(never.status, StatusCode::GONE);
    assert!(never.body.contains("Your group does not meet on that date"), "{}", never.body);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn nobody_outside_the_group_sees_its_dates() {
    let (town, community, group, _) = kittiwake().await;
    town.member(community, "june@example.org").await;
    let mara = town.signed_in(MARA).await;
    let first = meetings(&mara, &group).await.remove(0);
    for outsider in ["june@example.org", "agnes@example.org"] {
        let visitor = town.signed_in(outsider).await;
        assert_eq!(visitor.get(&group.path("/meetings")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.get(&first).await.status, StatusCode::NOT_FOUND);
    }
    town.end().await;
}

#[tokio::test]
async fn the_next_meeting_stands_on_today_and_on_the_groups_home() {
    let (town, _, group, _) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let today = mara.get("/today").await.body;
    assert!(today.contains("Kittiwake, <time") && today.contains("Tuesday 6 October"), "{today}");
    assert!(today.contains("17:00 – 18:30, your time in Lisbon") && today.contains("Say whether you come"));
    let home = mara.get(&group.path("")).await.body;
    assert!(home.contains("Tuesday 6 October, 17:00 – 18:30") && home.contains("All dates"), "{home}");
    town.end().await;
}

#[tokio::test]
async fn today_shows_the_next_meeting_of_each_group_with_what_was_said_there() {
    let (town, community, kittiwake, series) = kittiwake().await;
    let ninth_bell = town.found_group(community, "Ninth Bell", &[TOVE, MARA]).await;
    for seated in [MARA, TOVE] {
        town.accept(seated, "").await;
    }
    let other = season(&town, &ninth_bell).await;
    let mara = town.signed_in(MARA).await;
    let answer = |group: &Group, series: SeriesId| group.path(&format!("/series/{series}/answer"));
    mara.post(&answer(&kittiwake, series), &[("said", "yes"), ("original", FIRST)]).await;
    mara.post(&answer(&ninth_bell, other), &[("said", "no")]).await;
    let today = mara.get("/today").await.body;
    let card = |group: &str| {
        let rest = today.split(&format!("{group}, <time")).nth(1).unwrap();
        rest.split(", <time").next().unwrap().to_owned()
    };
    assert!(card("Kittiwake").contains("You said that you come."), "{today}");
    assert!(card("Ninth Bell").contains("You said that you cannot."), "{today}");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn meetings_move_with_the_rules_of_time_zones_and_whoever_leads_is_told() {
    let (town, _, group, series) = kittiwake().await;
    town.write(async |tx| {
        // As if rules that have since changed had put the first meeting an hour later.
        actions::derived_by(tx, "2025b", 0).await?;
        let first = queries::meetings_of(tx.db(), series).await?.remove(0);
        let row = meeting::ActiveModel {
            id: Set(first.id),
            starts_at: Set(first.starts_at.plus_seconds(HOUR)),
            ends_at: Set(first.ends_at.plus_seconds(HOUR)),
            ..Default::default()
        };
        meeting::Entity::update(row).exec(tx.db()).await?;
        Ok(())
    })
    .await;
    town.pass(1);
    let letters = town.letters().len();
    for _ in 0..2 {
        town.write(async |tx| events::record(tx, &DayPassed {}).await).await;
        town.run_jobs().await;
    }
    let first = queries::meetings_of(town.app.db(), series).await.unwrap().remove(0);
    assert_eq!(first.starts_at.to_string(), "2026-10-06T16:00:00Z");
    let record = queries::series(town.app.db(), group.id, series).await.unwrap().unwrap().record;
    assert_eq!((record.sequence, record.asked), (1, 0), "told again; what was answered still counts");
    let told: Vec<_> = town.letters().split_off(letters);
    let rules: Vec<_> = told.iter().filter(|letter| letter.subject.contains("rules of clocks")).collect();
    assert_eq!(rules.iter().map(|letter| letter.to_email.as_str()).collect::<Vec<_>>(), [MARA]);
    assert!(
        rules[0].text.contains("Tuesday 6 October, 17:00 (was Tuesday 6 October, 18:00)"),
        "{}",
        rules[0].text
    );
    assert!(!rules[0].text.contains("20 October"), "that one stayed");
    let release = queries::zone_release(town.app.db()).await.unwrap();
    assert_eq!(release.as_deref(), Some(calendar::tzdb_version()));
    town.end().await;
}

/// Tove reads by the clock of Lisbon, and is in Tokyo when the second meeting of the season is.
async fn travelling() -> (Town, Group, SeriesId, Visitor) {
    let (town, _, group, series) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    tove.post("/you", &[("name", "Tove"), ("zone", "Europe/Lisbon")]).await;
    let tokyo = [("place", "Asia/Tokyo"), ("journey_first", "2026-10-19"), ("journey_last", "2026-10-23")];
    let added = tove.post("/c/long-table/hours/journeys", &tokyo).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    (town, group, series, tove)
}

#[tokio::test]
async fn on_a_journey_dates_are_on_the_clock_where_the_reader_is_then() {
    let (town, group, _, tove) = travelling().await;
    let page = tove.get(&group.path("/meetings")).await.body;
    assert!(page.contains("Hours are on your clock in Lisbon"), "{page}");
    assert!(page.contains("Tuesday 6 October, 17:00 – 18:30<"), "{page}");
    assert!(page.contains("Wednesday 21 October") && page.contains("01:00 – 02:30 in Tokyo"), "{page}");
    assert!(page.contains("Tuesday 3 November") && !page.contains("Tuesday 20 October"), "{page}");
    let second = meetings(&tove, &group).await.remove(1);
    let page = tove.get(&second).await.body;
    assert!(page.contains("Wednesday 21 October") && page.contains("01:00 – 02:30 in Tokyo"), "{page}");
    // Where she is is hers alone.
    let mara = town.signed_in(MARA).await;
    for path in [second, group.path("/meetings"), group.path("/hour")] {
        assert!(!mara.get(&path).await.body.contains("Tokyo"), "{path}");
    }
    town.pass(18 * DAY);
    town.run_jobs().await;
    let tove = town.signed_in(TOVE).await;
    let today = tove.get("/today").await.body;
    assert!(today.contains("Wednesday 21 October"), "{today}");
    assert!(today.contains("01:00 – 02:30, your time in Tokyo"), "{today}");
    let home = tove.get(&group.path("")).await.body;
    assert!(home.contains("Wednesday 21 October, 01:00 – 02:30 in Tokyo"), "{home}");
    town.end().await;
}

#[tokio::test]
async fn letters_to_whoever_travels_are_on_the_clock_where_they_are_then() {
    let (town, group, series, _) = travelling().await;
    let asked = town.mail_to(TOVE).into_iter().filter(|letter| letter.calendar.is_some()).count();
    town.write(async |tx| {
        let held = queries::hold(tx.db(), group.id, series).await?.unwrap();
        let to = calendar::ical::Moved { start: "2026-10-20T18:00:00".parse().unwrap(), minutes: 60 };
        let record = held.record.with_moved("2026-10-20T17:00:00".parse().unwrap(), to).unwrap();
        actions::change(tx, held, record).await
    })
    .await;
    for day in 0..20 {
        town.write(async |tx| events::record(tx, &DayPassed {}).await).await;
        town.run_jobs().await;
        town.pass(if day == 0 { 22 * HOUR } else { DAY });
    }
    let letters = town.mail_to(TOVE);
    let moved = letters.iter().filter(|letter| letter.calendar.is_some()).nth(asked).unwrap();
    let subject =
        "Kittiwake: Wednesday 21 October, 01:00 in Tokyo moves to Wednesday 21 October, 02:00 in Tokyo";
    assert_eq!(moved.subject, subject);
    assert!(moved.text.contains("that was to be on Wednesday 21 October, 01:00 in Tokyo"), "{}", moved.text);
    let reminder = &letters.iter().rev().find(|letter| letter.calendar.is_none()).unwrap().text;
    assert!(reminder.contains("Wednesday 21 October, 02:00 on your clock in Tokyo"), "{reminder}");
    town.run_jobs().await;
    town.end().await;
}
