//! Stories of finding a season's hour and agreeing on it, through the front door.

use axum::http::StatusCode;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait as _, Statement};
use store::{Id as _, Moment};

use crate::community::MemberId;
use crate::groups::{self, Group};
use crate::meetings::invitations::tests::{file, invitations};
use crate::meetings::queries::{agreed_season, open_seasons, series_of};
use crate::meetings::{Said, answers, meetings_after};
use crate::town::{Reply, Town, Visitor};

const DAY: i64 = 86_400;

/// Name, zone and hours of a week.
pub type Person = (&'static str, &'static str, &'static str);

pub const MARA: Person = ("mara", "Europe/Lisbon", "Mon-Fri 09:00-17:00; Mon-Fri 17:00-20:00 (acceptable)");
const CALLUM: Person = ("callum", "Europe/London", "Mon-Thu 13:00-18:00; Mon-Thu 18:00-20:00 (acceptable)");
pub const TOVE: Person =
    ("tove", "Europe/Stockholm", "Mon-Thu 12:00-16:00; Mon-Thu 08:00-12:00, 16:00-19:00 (acceptable)");
const IDRIS: Person = ("idris", "Africa/Lagos", "Mon-Fri 14:00-18:30; Mon-Fri 09:00-12:00 (acceptable)");
const BRAM: Person = ("bram", "Africa/Johannesburg", "Tue-Fri 13:00-17:00; Tue-Fri 17:00-20:00 (acceptable)");
const RAFAEL: Person = ("rafael", "America/Bogota", "Mon-Fri 08:00-12:00; Mon-Fri 12:00-14:00 (acceptable)");
pub const DELPHINE: Person =
    ("delphine", "America/Toronto", "Tue-Thu 10:00-12:30; Tue-Thu 08:00-10:00 (acceptable)");
const AOIFE: Person = ("aoife", "Europe/London", "Mon-Thu 09:00-13:00, 14:00-17:00");

/// Eight people in seven zones.
pub const EIGHT: [Person; 8] = [MARA, CALLUM, TOVE, IDRIS, BRAM, RAFAEL, DELPHINE, AOIFE];

pub fn email(name: &str) -> String {
    format!("{name}@example.org")
}

/// A group of these people, all seated; the first one leads. Who has no hours has not said them.
pub async fn seated_at(
    town: &Town,
    community: crate::community::CommunityId,
    name: &str,
    people: &[Person],
) -> Group {
    let agnes = town.signed_in("agnes@example.org").await;
    for (name, zone, hours) in people {
        let email = email(name);
        let form = [
            ("name", *name),
            ("email", &email),
            ("time_zone", zone),
            ("availability", hours),
            ("consent", "yes"),
        ];
        agnes.post("/c/long-table/roster/people", &form).await;
    }
    let emails: Vec<String> = people.iter().map(|(name, ..)| email(name)).collect();
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let group = town.found_group(community, name, &emails).await;
    for email in emails {
        town.accept(email, "").await;
    }
    town.run_jobs().await;
    group
}

/// Long Table with Kittiwake, at whose table these people sit.
pub async fn kittiwake(people: &[Person]) -> (Town, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = seated_at(&town, community, "Kittiwake", people).await;
    (town, group)
}

/// Every other Thursday at 15:00 in Lisbon, from the middle of October to April.
pub const THURSDAYS: [(&str, &str); 13] = [
    ("asked", "yes"),
    ("cadence", "2w"),
    ("from", "2026-10-12"),
    ("to", "2027-04-11"),
    ("minutes", "90"),
    ("day", "2"),
    ("day", "4"),
    ("anchor", "Europe/Lisbon"),
    ("quorum", ""),
    ("holidays", "2026-12-24"),
    ("step", "60"),
    ("slot", "Europe/Lisbon 4 15:00"),
    ("clock", ""),
];

/// Proposes an hour; answers with the address of the proposal.
pub async fn propose(leader: &Visitor, group: &Group, form: &[(&str, &str)]) -> String {
    let reply = leader.post(&group.path("/seasons"), form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let to = reply.location.unwrap();
    assert!(to.contains("/seasons/"), "{to}: {:?}", said(&reply.headers));
    to
}

fn said(headers: &axum::http::HeaderMap) -> String {
    let cookies = headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    cookies.map(|cookie| cookie.replace("%20", " ")).collect()
}

async fn says(visitor: &Visitor, season: &str, fields: &[(&str, &str)]) -> Reply {
    visitor.post(&format!("{season}/answer"), fields).await
}

const CAN: &[(&str, &str)] = &[("can", "yes")];
const CANNOT: &[(&str, &str)] = &[("can", "no")];

fn subjects(town: &Town, name: &str) -> Vec<String> {
    town.mail_to(&email(name)).into_iter().map(|letter| letter.subject).collect()
}

/// What a page says, without its marks.
pub fn text(page: &str) -> String {
    let parts = page.split('<').enumerate();
    let words = parts.map(|(place, part)| match part.split_once('>') {
        Some((_, words)) if place > 0 => words,
        _ => "",
    });
    words.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn eight_people_in_seven_zones_go_from_their_hours_to_an_agreed_season() {
    let (town, group) = kittiwake(&EIGHT).await;
    let mara = town.signed_in("mara@example.org").await;
    let delphine = town.signed_in("delphine@example.org").await;
    let idris = town.signed_in("idris@example.org").await;

    let page = mara.get(&group.path("/hour")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Propose this"), "{}", text(&page.body));
    let seen = delphine.get(&group.path("/hour")).await.body;
    assert!(seen.contains("on your clock, in Toronto") && !seen.contains("Propose this"), "{}", text(&seen));

    let query = serde_html_form::to_string(THURSDAYS).unwrap();
    let before = text(&mara.get(&group.path(&format!("/seasons/new?{query}"))).await.body);
    assert!(before.contains("Ask seven people"), "{before}");
    let season = propose(&mara, &group, &THURSDAYS).await;
    town.pass(12 * 3600);
    town.run_jobs().await;
    let letters = town.mail_to("delphine@example.org");
    let letter = letters.iter().find(|letter| letter.subject == "An hour for Kittiwake: can you?").unwrap();
    for date in ["Thursday 15 October, 10:00", "Thursday 29 October, 11:00", "Thursday 12 November, 10:00"] {
        assert!(letter.text.contains(date), "{date} in {}", letter.text);
    }
    assert!(subjects(&town, "mara").iter().all(|subject| !subject.contains("can you?")));

    assert!(town.signed_in("tove@example.org").await.get("/today").await.body.contains(&season));
    for name in ["callum", "tove", "bram"] {
        says(&town.signed_in(&email(name)).await, &season, CAN).await;
    }
    says(&town.signed_in("rafael@example.org").await, &season, CANNOT).await;
    let open = text(&delphine.get(&season).await.body);
    assert!(
        open.contains("mara, bram, callum, rafael, tove answered. Not yet: aoife, delphine, idris."),
        "{open}"
    );
    assert!(!open.contains("rafael cannot"), "what is said stays unseen while it is open: {open}");
    says(&idris, &season, &[("can", "yes"), ("off", "2026-11-12"), ("off", "2026-11-13")]).await;
    assert!(
        agreed_season(town.app.db(), group.id).await.unwrap().is_none(),
        "five of eight are not two thirds"
    );
    says(&delphine, &season, CAN).await;
    town.run_jobs().await;

    // 15:00 in Lisbon is 14:00 by UTC in summer time, which ends on 25 October and begins on 28 March.
    let meetings = meetings_after(town.app.db(), &[group.id], town.app.clock().now()).await.unwrap();
    let held = meetings.iter().filter(|meeting| !meeting.is_off());
    let moments: Vec<String> = held.map(|meeting| meeting.starts_at.0.to_string()).collect();
    assert_eq!(
        moments,
        [
            "2026-10-15T14:00:00Z",
            "2026-10-29T15:00:00Z",
            "2026-11-12T15:00:00Z",
            "2026-11-26T15:00:00Z",
            "2026-12-10T15:00:00Z",
            "2027-01-07T15:00:00Z",
            "2027-01-21T15:00:00Z",
            "2027-02-04T15:00:00Z",
            "2027-02-18T15:00:00Z",
            "2027-03-04T15:00:00Z",
            "2027-03-18T15:00:00Z",
            "2027-04-01T14:00:00Z",
        ]
    );
    let series = series_of(town.app.db(), group.id).await.unwrap();
    assert!(series[0].record.link.is_some(), "a first season makes the place where the group meets");
    let said = answers(town.app.db(), &[series[0].id]).await.unwrap();
    let seat = async |name: &str| {
        let table = groups::table(town.app.db(), &group).await.unwrap();
        table.iter().find(|chair| chair.name == name).unwrap().seat.id
    };
    let about =
        |seat, date: &str| said.about(&series[0], seat, Some(format!("{date}T15:00:00").parse().unwrap()));
    let (idris_seat, rafael_seat) = (seat("idris").await, seat("rafael").await);
    assert_eq!(about(idris_seat, "2026-11-12"), Some(Said::No));
    assert_eq!(about(idris_seat, "2026-11-26"), Some(Said::Yes));
    assert_eq!(about(rafael_seat, "2026-11-26"), Some(Said::No));

    town.pass(DAY);
    town.run_jobs().await;
    for name in ["mara", "idris", "delphine", "aoife"] {
        assert!(subjects(&town, name).contains(&"Kittiwake has its hours".to_owned()), "{name}");
    }
    let seen = text(&idris.get(&season).await.body);
    assert!(seen.contains("Your group agreed to these hours.") && seen.contains("rafael cannot."), "{seen}");
    assert!(seen.contains("For you from 29 October to 18 March this is 16:00 instead of 15:00."), "{seen}");
    assert_eq!(says(&idris, &season, CAN).await.status, StatusCode::CONFLICT, "it is decided");
    town.end().await;
}

#[tokio::test]
async fn who_can_at_the_hour_comes_to_its_dates_and_only_the_others_are_asked() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE, IDRIS]).await;
    let (mara, tove) = (town.signed_in("mara@example.org").await, town.signed_in("tove@example.org").await);
    let season = propose(&mara, &group, &THURSDAYS).await;
    says(&tove, &season, &[("can", "yes"), ("off", "2026-10-29")]).await;
    says(&town.signed_in("callum@example.org").await, &season, CAN).await;
    town.run_jobs().await;
    let page = text(&tove.get(&group.path("/meetings")).await.body);
    let (next, after) = page.split_once("After that").unwrap();
    assert!(next.contains("Three come, one has not said."), "{next}");
    let of_date = after.split("Thursday 29 October").nth(1).unwrap();
    assert!(
        of_date.split("Yes").next().unwrap().contains("Two come, one cannot, one has not said."),
        "{after}"
    );

    let invitation = |name: &str| invitations(&town, &email(name)).pop().unwrap();
    for name in ["mara", "callum", "tove"] {
        let letter = invitation(name);
        assert!(file(&letter).contains("PARTSTAT=ACCEPTED"), "{name}: {}", file(&letter));
        assert!(letter.text.contains("You come, as you said."), "{}", letter.text);
    }
    assert!(file(&invitation("idris")).contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE"));
    assert!(invitation("idris").text.contains("Say whether you come"), "{}", invitation("idris").text);

    // Whoever comes later has said nothing of the season.
    let agnes = town.signed_in("agnes@example.org").await;
    let (name, zone, hours) = AOIFE;
    let form = [
        ("name", name),
        ("email", "aoife@example.org"),
        ("time_zone", zone),
        ("availability", hours),
        ("consent", "yes"),
    ];
    agnes.post("/c/long-table/roster/people", &form).await;
    let aoife = town.member(group.community, "aoife@example.org").await.to_string();
    agnes.post(&format!("/c/long-table/groups/{}/offers", group.id), &[("member", &aoife)]).await;
    town.run_jobs().await;
    town.accept("aoife@example.org", "").await;
    town.run_jobs().await;
    assert!(file(&invitation("aoife")).contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE"));
    town.write(crate::app::daily::begin).await;
    for _ in 0..15 {
        town.run_jobs().await;
        town.pass(DAY);
    }
    town.run_jobs().await;
    let is_reminded = |name: &str| {
        let letters = town.mail_to(&email(name)).into_iter();
        letters.filter(|letter| letter.text.contains("You have not said yet whether you come")).count() > 0
    };
    let reminded = ["mara", "callum", "tove", "idris", "aoife"].map(is_reminded);
    assert_eq!(reminded, [false, false, false, true, true]);
}

#[tokio::test]
async fn everyone_sees_the_dates_on_their_own_clock_and_when_clocks_change() {
    let (town, group) = kittiwake(&[MARA, DELPHINE, TOVE]).await;
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    let shown = [
        ("mara", "Thursday 15 October 2026, 15:00", ""),
        ("tove", "Thursday 15 October 2026, 16:00", ""),
        (
            "delphine",
            "Thursday 15 October 2026, 10:00",
            "For you on 29 October this is 11:00 instead of 10:00.",
        ),
        ("delphine", "Thursday 18 March 2027, 11:00", "For you on 18 March this is 11:00 instead of 10:00."),
    ];
    for (name, date, notice) in shown {
        let page = text(&town.signed_in(&email(name)).await.get(&season).await.body);
        assert!(page.contains(date) && page.contains(notice), "{name}: {date}, {notice} in {page}");
    }
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn what_too_few_can_is_refused_as_soon_as_that_is_certain() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE, IDRIS]).await;
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    let (callum, tove) =
        (town.signed_in("callum@example.org").await, town.signed_in("tove@example.org").await);
    says(&callum, &season, CANNOT).await;
    assert!(
        !open_seasons(town.app.db(), &[group.id]).await.unwrap().is_empty(),
        "callum may be alone with it"
    );
    says(&tove, &season, CANNOT).await;
    town.pass(DAY);
    town.run_jobs().await;
    for name in ["mara", "callum", "tove", "idris"] {
        assert!(subjects(&town, name).contains(&"Kittiwake needs another hour".to_owned()), "{name}");
    }
    let page = text(&callum.get(&season).await.body);
    assert!(page.contains("Too few of you could.") && page.contains("callum, tove cannot."), "{page}");
    assert!(series_of(town.app.db(), group.id).await.unwrap().is_empty());
    town.end().await;
}

#[tokio::test]
async fn nothing_is_agreed_against_somebody_without_whom_there_is_no_meeting() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE, IDRIS]).await;
    let mara = town.signed_in("mara@example.org").await;
    let table = groups::table(town.app.db(), &group).await.unwrap();
    let tove = table.iter().find(|chair| chair.name == "tove").unwrap().seat.id.to_string();
    let form: Vec<_> = THURSDAYS.into_iter().chain([("needed", tove.as_str())]).collect();
    let season = propose(&mara, &group, &form).await;
    says(&town.signed_in("tove@example.org").await, &season, CANNOT).await;
    town.run_jobs().await;
    assert!(text(&mara.get(&season).await.body).contains("Too few of you could."));
    town.end().await;
}

#[tokio::test]
async fn whoever_says_nothing_in_time_goes_along_and_it_is_decided_once() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE, IDRIS]).await;
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    town.pass(7 * DAY - 1);
    town.run_jobs().await;
    assert!(agreed_season(town.app.db(), group.id).await.unwrap().is_none());
    town.pass(1);
    town.run_jobs().await;
    assert!(agreed_season(town.app.db(), group.id).await.unwrap().is_some());

    let (app, id) = (&town.app, season.rsplit('/').next().unwrap().parse().unwrap());
    town.write(async |tx| super::seasons::decide(tx, app, group.id, id).await).await;
    town.pass(DAY);
    town.run_jobs().await;
    assert_eq!(series_of(town.app.db(), group.id).await.unwrap().len(), 1);
    let told = subjects(&town, "tove");
    assert_eq!(told.iter().filter(|subject| *subject == "Kittiwake has its hours").count(), 1);
    town.end().await;
}

#[tokio::test]
async fn what_is_taken_back_can_neither_be_answered_nor_decided() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE]).await;
    let (mara, tove) = (town.signed_in("mara@example.org").await, town.signed_in("tove@example.org").await);
    let season = propose(&mara, &group, &THURSDAYS).await;
    assert_eq!(tove.post(&format!("{season}/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND);
    mara.post(&format!("{season}/withdrawal"), &[]).await;
    let late = says(&tove, &season, CAN).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", text(&late.body));
    assert_eq!(mara.post(&format!("{season}/withdrawal"), &[]).await.status, StatusCode::CONFLICT);
    town.pass(8 * DAY);
    town.run_jobs().await;
    assert!(agreed_season(town.app.db(), group.id).await.unwrap().is_none());
    let told = subjects(&town, "tove");
    assert!(told.contains(&"The hours proposed for Kittiwake are taken back".to_owned()), "{told:?}");
    assert!(text(&tove.get(&season).await.body).contains("This was taken back"));
    town.end().await;
}

#[tokio::test]
async fn another_proposal_takes_the_place_of_the_first() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE]).await;
    let (mara, tove) = (town.signed_in("mara@example.org").await, town.signed_in("tove@example.org").await);
    let first = propose(&mara, &group, &THURSDAYS).await;
    let mut tuesdays = THURSDAYS;
    tuesdays[11].1 = "Europe/Lisbon 2 14:00";
    let second = propose(&mara, &group, &tuesdays).await;
    assert_eq!(says(&tove, &first, CAN).await.status, StatusCode::CONFLICT);
    assert_eq!(says(&tove, &second, CAN).await.status, StatusCode::SEE_OTHER);
    town.run_jobs().await;
    let letters = town.mail_to("callum@example.org");
    assert!(letters.iter().any(|letter| letter.text.contains("take the place of the earlier ones")));
    town.end().await;
}

#[tokio::test]
async fn a_second_season_ends_the_first_on_its_first_day() {
    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let (mara, tove) = (town.signed_in("mara@example.org").await, town.signed_in("tove@example.org").await);
    says(&tove, &propose(&mara, &group, &THURSDAYS).await, CAN).await;
    let mut tuesdays = THURSDAYS;
    (tuesdays[2].1, tuesdays[3].1, tuesdays[11].1) = ("2027-01-11", "2027-06-30", "Europe/Lisbon 2 14:00");
    let second = propose(&mara, &group, &tuesdays).await;
    says(&tove, &second, CAN).await;
    town.run_jobs().await;
    let meetings = meetings_after(town.app.db(), &[group.id], town.app.clock().now()).await.unwrap();
    let dates: Vec<String> =
        meetings.iter().filter(|one| !one.is_off()).map(|one| one.local.to_string()).collect();
    assert_eq!(
        dates[4..7],
        ["2026-12-10T15:00:00", "2027-01-07T15:00:00", "2027-01-12T14:00:00"],
        "{dates:?}"
    );
    assert_eq!(
        agreed_season(town.app.db(), group.id).await.unwrap().unwrap().id.to_string(),
        second.rsplit('/').next().unwrap()
    );
    town.end().await;
}

#[tokio::test]
async fn a_season_that_begins_before_anybody_could_answer_is_not_proposed() {
    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let mara = town.signed_in("mara@example.org").await;
    let mut soon = THURSDAYS;
    (soon[2].1, soon[3].1) = ("2026-09-28", "2026-11-30");
    let reply = mara.post(&group.path("/seasons"), &soon).await;
    assert!(reply.location.unwrap().contains("/hour?"));
    assert!(said(&reply.headers).contains("less than two days away"), "{:?}", reply.headers);
    let query = serde_html_form::to_string(soon).unwrap();
    let page = text(&mara.get(&group.path(&format!("/seasons/new?{query}"))).await.body);
    assert!(page.contains("less than two days away") && !page.contains("Ask one person"), "{page}");
    for (place, wrong) in
        [(11, "Europe/Lisbon 4 25:00"), (11, "Europe/Paris 4 15:00"), (3, "2026-01-01"), (4, "0")]
    {
        let mut form = THURSDAYS;
        form[place].1 = wrong;
        assert_eq!(
            mara.post(&group.path("/seasons"), &form).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong}"
        );
    }
    assert!(open_seasons(town.app.db(), &[group.id]).await.unwrap().is_empty());
    town.end().await;
}

#[tokio::test]
async fn whoever_sits_in_two_groups_is_asked_in_each() {
    let (town, community) = Town::with_long_table().await;
    let kittiwake = seated_at(&town, community, "Kittiwake", &[MARA, CALLUM, TOVE]).await;
    let ninth_bell = seated_at(&town, community, "Ninth Bell", &[IDRIS, CALLUM, BRAM]).await;
    let first = propose(&town.signed_in("mara@example.org").await, &kittiwake, &THURSDAYS).await;
    let second = propose(&town.signed_in("idris@example.org").await, &ninth_bell, &THURSDAYS).await;
    let callum = town.signed_in("callum@example.org").await;
    let today = callum.get("/today").await.body;
    assert!(today.contains(&first) && today.contains(&second));
    says(&callum, &first, CANNOT).await;
    let today = callum.get("/today").await.body;
    assert!(!today.contains(&first) && today.contains(&second));
    let elsewhere = second.replace(&ninth_bell.id.to_string(), &kittiwake.id.to_string());
    assert_eq!(callum.get(&elsewhere).await.status, StatusCode::NOT_FOUND, "a season belongs to its group");
    assert_eq!(says(&callum, &elsewhere, CAN).await.status, StatusCode::NOT_FOUND);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn when_somebody_leaves_fewer_have_to_agree() {
    let (town, group) = kittiwake(&[MARA, CALLUM, TOVE]).await;
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    says(&town.signed_in("callum@example.org").await, &season, CANNOT).await;
    assert!(!open_seasons(town.app.db(), &[group.id]).await.unwrap().is_empty());
    town.signed_in("callum@example.org").await.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    assert!(!open_seasons(town.app.db(), &[group.id]).await.unwrap().is_empty(), "tove can still turn it");
    says(&town.signed_in("tove@example.org").await, &season, CAN).await;
    town.run_jobs().await;
    assert!(agreed_season(town.app.db(), group.id).await.unwrap().is_some());
    town.end().await;
}

/// Somebody is away on a date, behind the front door.
pub async fn day_off(town: &Town, member: MemberId, community: Uuid, date: &str) {
    let db = town.app.store().read();
    let sql = "INSERT INTO day_off (id, community_id, member_id, first_date, last_date, added_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let now = town.app.clock().now().microseconds();
    let values =
        [Uuid::new_v4().into(), community.into(), member.uuid().into(), date.into(), date.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    town.write(async |tx| Ok(tx.db().execute_raw(statement.clone()).await?)).await;
}

#[tokio::test]
async fn why_somebody_cannot_is_told_to_themself_alone() {
    let (town, group) = kittiwake(&[MARA, TOVE, CALLUM]).await;
    let tove = town.member(group.community, "tove@example.org").await;
    for date in ["2026-11-10", "2026-11-12"] {
        day_off(&town, tove, group.community.uuid(), date).await;
    }
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    let query = serde_html_form::to_string(THURSDAYS).unwrap();
    let pages = [season, group.path(&format!("/hour?{query}")), group.path("/fairness"), "/today".to_owned()];
    for name in ["mara", "callum", "tove"] {
        let visitor = town.signed_in(&email(name)).await;
        for page in &pages[..2] {
            let shown = text(&visitor.get(page).await.body);
            assert_eq!(shown.contains(" November (a day off)"), name == "tove", "{name} on {page}: {shown}");
        }
        for page in &pages {
            let shown = visitor.get(page).await.body;
            assert!(name == "tove" || !shown.contains("a day off"), "{name} on {page}");
        }
    }
    // What others see is that she cannot, once.
    let shown = text(&town.signed_in("mara@example.org").await.get(&pages[0]).await.body);
    assert!(shown.contains("tove 11 1 0"), "if need be, cannot, from before: {shown}");
    town.run_jobs().await;
    for letter in town.letters() {
        assert!(!letter.text.contains("day off"), "{}", letter.text);
    }
    town.end().await;
}

#[tokio::test]
async fn where_no_hour_is_possible_the_page_says_who_stands_apart_and_what_would_help() {
    const WIREMU: Person = ("wiremu", "Pacific/Auckland", "Tue-Wed 16:00-19:00");
    const HANA: Person = ("hana", "Europe/Lisbon", "Tue 18:00-20:00");
    let (town, group) = kittiwake(&[("mara", "Europe/Lisbon", "Tue 14:00-18:00"), WIREMU]).await;
    let mara = town.signed_in("mara@example.org").await;
    let page = text(&mara.get(&group.path("/hour")).await.body);
    assert!(page.contains("No hour is possible at which two of you can meet"), "{page}");
    assert!(page.contains("Without any one of these there would be one: mara, wiremu."), "{page}");
    assert!(!page.contains("Propose this"), "{page}");

    let (other, community) = (&town, group.community);
    let ninth_bell =
        seated_at(other, community, "Ninth Bell", &[("mara", "Europe/Lisbon", "Tue 14:00-18:00"), HANA])
            .await;
    let page = text(&mara.get(&ninth_bell.path("/hour")).await.body);
    assert!(page.contains("mara free on Tuesday from 18:00 to 19:30 as well"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn whoever_has_said_no_hours_is_named_and_not_counted() {
    let (town, group) = kittiwake(&[MARA, TOVE, ("idris", "Africa/Lagos", "")]).await;
    let mara = town.signed_in("mara@example.org").await;
    let page = text(&mara.get(&group.path("/hour")).await.body);
    assert!(page.contains("Hours not said yet: idris."), "{page}");
    assert!(page.contains("How many of 2 could begin 90 minutes then"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn nobody_who_said_hours_is_an_empty_page_that_says_so() {
    let (town, group) = kittiwake(&[("mara", "Europe/Lisbon", "")]).await;
    let mara = town.signed_in("mara@example.org").await;
    let page = text(&mara.get(&group.path("/hour")).await.body);
    assert!(page.contains("Nobody has said their hours yet."), "{page}");
    assert!(text(&mara.get(&group.path("/fairness")).await.body).contains("No meeting has been held yet."));
    town.end().await;
}

#[tokio::test]
async fn a_question_stands_in_its_address_and_says_what_is_wrong_with_it() {
    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let mara = town.signed_in("mara@example.org").await;
    let query = serde_html_form::to_string(THURSDAYS).unwrap();
    let page = mara.get(&group.path(&format!("/hour?{query}"))).await.body;
    assert!(text(&page).contains(
        "Every two weeks, 90 minutes, from 12 October 2026 to 11 April 2027, by the clock of Lisbon."
    ));
    assert!(page.contains(r#"value="2026-12-24""#), "{page}");
    let mut longer = THURSDAYS;
    longer[3].1 = "2027-04-14";
    let longer = serde_html_form::to_string(longer).unwrap();
    let shown = text(&mara.get(&group.path(&format!("/hour?{longer}"))).await.body);
    assert!(shown.contains("to 11 April 2027"), "in whole weeks, so that no day has a date more: {shown}");
    let mut wrong = THURSDAYS;
    (wrong[2].1, wrong[4].1, wrong[9].1) = ("soon", "5", "2026-12-24 Christmas");
    let page = text(
        &mara.get(&group.path(&format!("/hour?{}", serde_html_form::to_string(wrong).unwrap()))).await.body,
    );
    for problem in ["write the date as", "from 15 to 480 minutes", "“Christmas” is no date"] {
        assert!(page.contains(problem), "{problem} in {page}");
    }
    town.end().await;
}

#[tokio::test]
async fn the_week_is_shown_on_the_clock_that_one_chooses() {
    let (town, group) = kittiwake(&[MARA, DELPHINE]).await;
    let mara = town.signed_in("mara@example.org").await;
    let own = text(&mara.get(&group.path("/hour")).await.body);
    assert!(own.contains("on the clock of Lisbon"), "{own}");
    let query = serde_html_form::to_string(THURSDAYS).unwrap();
    let query = query.replace("clock=", "clock=America%2FToronto");
    let there = text(&mara.get(&group.path(&format!("/hour?{query}"))).await.body);
    assert!(there.contains("on the clock of Toronto"), "{there}");
    // 10:00 in Toronto is 15:00 in Lisbon; both can from 10:00 to 11:00 there.
    assert!(there.contains("Tuesday 10:00: everyone can."), "{there}");
    assert!(there.contains("Tuesday 07:00: all but delphine."), "{there}");
    town.end().await;
}

/// The moment of a date at noon, for stories that go on.
pub fn noon(date: &str) -> Moment {
    Moment(format!("{date}T12:00:00Z").parse().unwrap())
}
