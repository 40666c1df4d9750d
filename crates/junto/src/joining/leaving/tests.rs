//! Stories of leaving: with notice, with a goodbye, at once, and what is left behind.

use axum::http::StatusCode;

use crate::community::CommunityId;
use crate::groups::{self, Group};
use crate::town::Town;

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const CALLUM: &str = "callum@example.org";
const AGNES: &str = "agnes@example.org";
const DAY: i64 = 24 * 3600;
/// No meeting is planned in these stories, so a day is named: the town begins on 1 October.
const NOTICE: [(&str, &str); 2] = [("day", "2026-10-20"), ("words", "My firm needs my evenings.")];

/// Kittiwake, where Mara leads, with Tove and Callum.
async fn kittiwake() -> (Town, CommunityId, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE, CALLUM]).await;
    for email in [MARA, TOVE, CALLUM] {
        town.accept(email, "").await;
    }
    (town, community, group)
}

async fn tove_tells_mara(town: &Town, group: &Group) {
    let word = [("words", "I am tired, and have told nobody.")];
    town.signed_in(TOVE).await.post(&group.path("/leaving/word"), &word).await;
    town.run_jobs().await;
}

async fn tove_gives_notice(town: &Town, group: &Group) {
    tove_tells_mara(town, group).await;
    let told = town.signed_in(TOVE).await.post(&group.path("/leaving/notice"), &NOTICE).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    town.run_jobs().await;
}

/// Where the others say goodbye to Tove.
async fn goodbye_path(town: &Town, group: &Group) -> String {
    let home = town.signed_in(CALLUM).await.get(&group.path("")).await.body;
    home.split('"').find(|address| address.contains("/goodbyes/")).unwrap().to_owned()
}

fn subjects(town: &Town, email: &str) -> Vec<String> {
    town.mail_to(email).into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn the_facilitator_hears_first_and_alone() {
    let (town, _, group) = kittiwake().await;
    let early = town.signed_in(TOVE).await.post(&group.path("/leaving/notice"), &NOTICE).await;
    town.run_jobs().await;
    assert_eq!(early.status, StatusCode::SEE_OTHER);
    assert!(!subjects(&town, CALLUM).contains(&"tove leaves Kittiwake".to_owned()), "Mara does not know yet");

    tove_tells_mara(&town, &group).await;
    let letter = town.mail_to(MARA).pop().unwrap();
    assert_eq!(letter.subject, "tove has a word for you about Kittiwake");
    assert!(!letter.text.contains("tired"), "{}", letter.text);
    let home = town.signed_in(MARA).await.get(&group.path("")).await.body;
    assert!(home.contains("I am tired, and have told nobody.") && home.contains("Has told you in private"));
    let others = town.signed_in(CALLUM).await.get(&group.path("")).await.body;
    assert!(!others.contains("tired") && !others.contains("h-leavers"), "{others}");
    assert_eq!(subjects(&town, CALLUM).len(), 1, "the invitation");
    town.end().await;
}

#[tokio::test]
async fn the_group_says_goodbye_and_the_seat_ends_after_the_last_day() {
    let (town, _, group) = kittiwake().await;
    tove_gives_notice(&town, &group).await;
    let letter = town.mail_to(CALLUM).pop().unwrap();
    assert_eq!(letter.subject, "tove leaves Kittiwake");
    assert!(
        letter.text.contains("Tuesday 20 October") && !letter.text.contains("evenings"),
        "{}",
        letter.text
    );

    let path = goodbye_path(&town, &group).await;
    let (callum, mara) = (town.signed_in(CALLUM).await, town.signed_in(MARA).await);
    assert!(callum.get(&path).await.body.contains("My firm needs my evenings."));
    assert_eq!(callum.post(&path, &[("words", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    callum.post(&path, &[("words", "You asked the question nobody dared.")]).await;
    callum.post(&path, &[("words", "You asked what nobody dared to ask.")]).await;
    mara.post(&path, &[("words", "Come and visit.")]).await;
    assert!(!mara.get(&path).await.body.contains("nobody dared"), "for Tove alone");
    let tove = town.signed_in(TOVE).await;
    let own = tove.get(&group.path("/leaving")).await.body;
    assert!(
        own.contains("callum: You asked what nobody dared to ask.") && own.contains("mara: Come and visit.")
    );
    assert!(!own.contains("the question nobody"), "a second word takes the place of the first");

    town.pass(20 * DAY);
    town.run_jobs().await;
    let seats = groups::seats(town.app.db(), &[group.id]).await.unwrap();
    assert_eq!(seats.len(), 2);
    let tove = town.signed_in(TOVE).await;
    assert_eq!(tove.get(&group.path("")).await.status, StatusCode::NOT_FOUND, "rights end at once");
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert!(letter.text.contains("what was said in the group stays in the group"), "{}", letter.text);
    let rows = town.rows().await;
    assert!(!rows.iter().any(|(table, _)| table == "goodbye"), "destroyed");
    assert_eq!(subjects(&town, CALLUM).len(), 2, "the invitation and the notice: the chair is no surprise");
    let home = town.signed_in(CALLUM).await.get(&group.path("")).await.body;
    assert!(home.contains("Kittiwake") && !home.contains("h-leavers"));
    town.end().await;
}

#[tokio::test]
async fn whoever_stays_after_all_keeps_the_seat_and_everyone_is_told() {
    let (town, _, group) = kittiwake().await;
    tove_gives_notice(&town, &group).await;
    let path = goodbye_path(&town, &group).await;
    town.signed_in(CALLUM).await.post(&path, &[("words", "Farewell.")]).await;
    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/leaving/withdrawal"), &[]).await;
    tove.post(&group.path("/leaving/withdrawal"), &[]).await;
    town.run_jobs().await;
    for email in [MARA, CALLUM] {
        let told = subjects(&town, email);
        assert_eq!(
            told.iter().filter(|subject| *subject == "tove stays in Kittiwake").count(),
            1,
            "{told:?}"
        );
    }
    town.pass(30 * DAY);
    town.run_jobs().await;
    assert_eq!(groups::seats(town.app.db(), &[group.id]).await.unwrap().len(), 3);
    let late = town.signed_in(CALLUM).await.get(&path).await;
    assert_eq!(late.location, Some(group.path("")), "an old letter leads to the group");
    assert!(
        !town.rows().await.iter().any(|(table, _)| table == "goodbye"),
        "no farewell is left lying about"
    );
    town.end().await;
}

#[tokio::test]
async fn a_last_day_that_is_past_or_far_off_is_asked_for_again() {
    let (town, _, group) = kittiwake().await;
    tove_tells_mara(&town, &group).await;
    let tove = town.signed_in(TOVE).await;
    for day in ["2026-09-30", "2028-01-01", "soon"] {
        let form = [("day", day), ("words", "Thank you.")];
        let again = tove.post(&group.path("/leaving/notice"), &form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(again.body.contains("within the next six months") && again.body.contains("Thank you."));
    }
    town.end().await;
}

#[tokio::test]
async fn leaving_at_once_leaves_no_word_unsaid_to_the_others() {
    let (town, _, group) = kittiwake().await;
    tove_tells_mara(&town, &group).await;
    let tove = town.signed_in(TOVE).await;
    assert!(tove.get(&group.path("/leaving")).await.body.contains("There is no goodbye"));
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    assert_eq!(tove.get(&group.path("")).await.status, StatusCode::NOT_FOUND);
    town.run_jobs().await;
    for email in [MARA, CALLUM] {
        assert_eq!(subjects(&town, email).pop().as_deref(), Some("tove has left Kittiwake"));
    }
    assert!(subjects(&town, AGNES).iter().all(|subject| !subject.contains("change")), "somebody leads still");
    town.end().await;
}

#[tokio::test]
async fn a_group_that_loses_its_facilitator_is_told_and_finds_another() {
    let (town, _, group) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let page = mara.get(&group.path("/leaving")).await.body;
    assert!(page.contains("Hand that on first") && !page.contains("First, in private"), "{page}");
    mara.post(&group.path("/leaving/notice"), &NOTICE).await;
    town.pass(20 * DAY);
    town.run_jobs().await;
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert_eq!(letter.subject, "Nobody leads Kittiwake at the moment");
    assert!(town.mail_to(AGNES).pop().unwrap().text.contains("Kittiwake has no facilitator"));
    let tove = town.signed_in(TOVE).await;
    assert!(tove.get(&group.path("")).await.body.contains("I will lead"));
    tove.post(&group.path("/lead"), &[]).await;
    town.signed_in(CALLUM).await.post(&group.path("/lead"), &[]).await;
    let table = groups::table(town.app.db(), &group).await.unwrap();
    let leads: Vec<&str> =
        table.iter().filter(|chair| chair.leads()).map(|chair| chair.name.as_str()).collect();
    assert_eq!(leads, ["tove"], "whoever was first");
    town.end().await;
}

#[tokio::test]
async fn the_last_one_closes_the_group_and_the_operator_learns_that_alone() {
    let (town, _, group) = kittiwake().await;
    for email in [TOVE, CALLUM] {
        town.signed_in(email).await.post(&group.path("/leaving"), &[("sure", "yes")]).await;
        town.run_jobs().await;
    }
    let mara = town.signed_in(MARA).await;
    assert!(mara.get(&group.path("/leaving")).await.body.contains("You are the last at this table"));
    mara.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    assert!(groups::group(town.app.db(), group.id).await.unwrap().is_none(), "it is closed");
    let letter = town.mail_to(AGNES).pop().unwrap();
    assert!(
        letter.text.contains("so the group is closed") && !letter.text.contains("mara"),
        "{}",
        letter.text
    );
    assert!(!town.mail_to(MARA).is_empty());
    town.end().await;
}

#[tokio::test]
async fn a_table_with_open_offers_stays_open_for_those_who_were_asked() {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    town.accept(MARA, "").await;
    town.signed_in(MARA).await.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    assert!(groups::group(town.app.db(), group.id).await.unwrap().is_some());
    assert!(town.mail_to(AGNES).pop().unwrap().text.contains("Nobody sits at the table of Kittiwake"));
    town.accept(TOVE, "").await;
    town.end().await;
}

#[tokio::test]
async fn somebody_taken_out_of_the_community_leaves_nothing_of_their_goodbye_behind() {
    let (town, _, group) = kittiwake().await;
    tove_gives_notice(&town, &group).await;
    let path = goodbye_path(&town, &group).await;
    town.signed_in(CALLUM).await.post(&path, &[("words", "Farewell.")]).await;
    let agnes = town.signed_in(AGNES).await;
    let people = agnes.get("/c/long-table/roster?q=tove").await.body;
    let person = people.split("/roster/people/").nth(1).unwrap().split('"').next().unwrap();
    let page = agnes.get(&format!("/c/long-table/roster/people/{person}")).await.body;
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let end = format!("/c/long-table/roster/people/{person}/end");
    let gone = agnes.post(&end, &[("version", version)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    town.run_jobs().await;
    assert!(!town.rows().await.iter().any(|(table, _)| table == "goodbye"));
    town.pass(30 * DAY);
    town.run_jobs().await;
    assert_eq!(groups::seats(town.app.db(), &[group.id]).await.unwrap().len(), 2);
    town.end().await;
}
