//! Stories of who bears which hours.

use axum::http::StatusCode;
use store::Id as _;

use crate::app::daily::DayPassed;
use crate::app::events;
use crate::groups::Group;
use crate::meetings::entities::Bore;
use crate::meetings::fairness::queries::{Borne, borne};
use crate::meetings::hour::tests::{
    DELPHINE, MARA, THURSDAYS, TOVE, day_off, email, kittiwake, noon, propose, text,
};
use crate::meetings::queries::{Seated, agreed_season, seated};
use crate::town::Town;

/// Lets time pass until noon of a date; a day passes.
async fn until(town: &Town, date: &str) {
    let seconds = (noon(date).microseconds() - town.app.clock().now().microseconds()) / 1_000_000;
    town.pass(seconds);
    town.write(async |tx| events::record(tx, &DayPassed {}).await).await;
    town.run_jobs().await;
}

/// Mara, Tove and Delphine meet every other Thursday at 15:00 in Lisbon.
async fn meeting() -> (Town, Group) {
    let (town, group) = kittiwake(&[MARA, TOVE, DELPHINE]).await;
    let season = propose(&town.signed_in("mara@example.org").await, &group, &THURSDAYS).await;
    for name in ["tove", "delphine"] {
        town.signed_in(&email(name)).await.post(&format!("{season}/answer"), &[("can", "yes")]).await;
    }
    town.run_jobs().await;
    (town, group)
}

async fn levels(town: &Town, group: &Group) -> Vec<Vec<Bore>> {
    let borne = borne(town.app.db(), group.id, town.app.clock().now()).await.unwrap();
    let table = seated(town.app.db(), group, town.app.clock().now()).await.unwrap();
    let levels = |one: &Borne| {
        let level = |seated: &Seated| one.levels.get(&seated.seat()).copied();
        table.iter().filter_map(level).collect()
    };
    borne.iter().map(levels).collect()
}

#[tokio::test]
async fn how_an_hour_was_is_written_down_once_and_stays() {
    let (town, group) = meeting().await;
    let tove = town.member(group.community, "tove@example.org").await;
    day_off(&town, tove, group.community.uuid(), "2026-10-29").await;
    until(&town, "2026-10-15").await;
    assert!(levels(&town, &group).await.is_empty(), "the first meeting has not begun");
    let page = text(&town.signed_in("mara@example.org").await.get(&group.path("/fairness")).await.body);
    assert!(page.contains("No meeting has been held yet."), "{page}");
    assert!(!page.contains("brought in"), "no table of zeros: {page}");
    until(&town, "2026-10-16").await;
    until(&town, "2026-10-30").await;
    // Mara's, Delphine's and Tove's. 15:00 in Lisbon is 16:00 in Stockholm, which Tove would accept.
    let so_far = [
        [Bore::Preferred, Bore::Preferred, Bore::Acceptable],
        [Bore::Preferred, Bore::Preferred, Bore::Absent],
    ];
    assert_eq!(levels(&town, &group).await, so_far);

    // Her hours change, and the past does not.
    let agnes = town.signed_in("agnes@example.org").await;
    let form = [
        ("name", "tove"),
        ("email", "tove@example.org"),
        ("availability", "Mon-Fri 00:00-24:00"),
        ("consent", "yes"),
    ];
    agnes.post("/c/long-table/roster/people", &form).await;
    until(&town, "2026-10-31").await;
    assert_eq!(levels(&town, &group).await, so_far);
    town.end().await;
}

#[tokio::test]
async fn the_page_says_who_bore_what_and_whose_turn_it_is() {
    let (town, group) = meeting().await;
    until(&town, "2026-11-13").await;
    let page = town.signed_in("delphine@example.org").await.get(&group.path("/fairness")).await;
    assert_eq!(page.status, StatusCode::OK);
    let shown = text(&page.body);
    assert!(shown.contains("mara always a good hour"), "{shown}");
    assert!(shown.contains("tove three times at an awkward hour"), "{shown}");
    assert!(shown.contains("The next awkward hour is for mara, delphine to bear."), "{shown}");
    assert!(shown.contains("tove 0 3 1"), "brought in, so far, into the next: {shown}");
    assert!(shown.contains("For you only on 18 March this is 11:00 instead of 10:00."), "{shown}");
    assert_eq!(
        page.body.matches(r#"<rect class="ink""#).count(),
        4,
        "three awkward hours, and one in the key"
    );
    town.end().await;
}

#[tokio::test]
async fn a_newcomer_has_borne_nothing_of_what_was_before() {
    let (town, group) = meeting().await;
    until(&town, "2026-10-17").await;
    let agnes = town.signed_in("agnes@example.org").await;
    let form = [
        ("name", "callum"),
        ("email", "callum@example.org"),
        ("time_zone", "Europe/London"),
        ("availability", "Mon-Fri 09:00-17:00"),
        ("consent", "yes"),
    ];
    agnes.post("/c/long-table/roster/people", &form).await;
    let callum = town.member(group.community, "callum@example.org").await.to_string();
    agnes.post(&format!("/c/long-table/groups/{}/offers", group.id), &[("member", &callum)]).await;
    town.run_jobs().await;
    town.accept("callum@example.org", "").await;
    until(&town, "2026-10-30").await;
    let counts: Vec<usize> = levels(&town, &group).await.iter().map(Vec::len).collect();
    assert_eq!(counts, [3, 4]);
    town.end().await;
}

#[tokio::test]
async fn half_of_what_a_season_leaves_goes_into_the_next() {
    let (town, group) = meeting().await;
    until(&town, "2026-12-11").await;
    let mara = town.signed_in("mara@example.org").await;
    let mut next = THURSDAYS;
    (next[2].1, next[3].1) = ("2027-01-11", "2027-06-30");
    let season = propose(&mara, &group, &next).await;
    // Five awkward hours of Tove's, halved.
    assert!(
        text(&mara.get(&season).await.body).contains("tove 12 0 2 14"),
        "{}",
        text(&mara.get(&season).await.body)
    );
    for name in ["tove", "delphine"] {
        town.signed_in(&email(name)).await.post(&format!("{season}/answer"), &[("can", "yes")]).await;
    }
    town.run_jobs().await;
    let season = agreed_season(town.app.db(), group.id).await.unwrap().unwrap();
    assert_eq!(season.plan.carry.iter().map(|(_, carry)| *carry).collect::<Vec<_>>(), [2]);
    let shown = text(&mara.get(&group.path("/fairness")).await.body);
    assert!(shown.contains("Before") && shown.contains("tove five times at an awkward hour"), "{shown}");
    town.end().await;
}

#[tokio::test]
async fn whoevers_hour_changes_is_told_a_week_ahead_and_once() {
    let (town, group) = meeting().await;
    let told = |name: &str| {
        let letters = town.mail_to(&email(name)).into_iter();
        letters.filter(|letter| letter.subject.starts_with("Kittiwake meets at")).collect::<Vec<_>>()
    };
    until(&town, "2026-10-20").await;
    assert!(told("delphine").is_empty(), "nine days ahead");
    until(&town, "2026-10-22").await;
    until(&town, "2026-10-23").await;
    let letters = told("delphine");
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Kittiwake meets at 11:00 your time");
    assert!(
        letters[0].text.contains("Thursday 29 October is at 11:00 on your clock, not at 10:00"),
        "{}",
        letters[0].text
    );
    assert!(letters[0].text.contains("Clocks change where the group keeps its hour"), "{}", letters[0].text);
    assert!(
        letters[0].text.contains("On this date only: the next is at 10:00 again."),
        "{}",
        letters[0].text
    );
    until(&town, "2026-11-06").await;
    until(&town, "2026-11-07").await;
    let letters = told("delphine");
    assert_eq!(letters.len(), 2, "and back again");
    assert!(letters[1].text.contains("Your clocks change in Toronto"), "{}", letters[1].text);
    assert!(
        letters[1].text.contains("Thursday 12 November is back at 10:00 on your clock, after 11:00"),
        "{}",
        letters[1].text
    );
    assert!(told("mara").is_empty() && told("tove").is_empty(), "their clocks change together");
    assert!(group.name == "Kittiwake");
    town.end().await;
}
