//! Stories of communities and who runs them.

use axum::http::{Method, StatusCode};

use super::{CommunityId, OperatorCommand, run};
use crate::app::letterbox::{self, About, Outgoing};
use crate::town::{Town, Visitor};
use crate::ui::Letter;

fn settings<'a>(name: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("ink", "madder"),
        ("about", "Leaders of craft businesses."),
        ("for_whom", ""),
        ("how_to_join", ""),
        ("door", "open"),
        ("version", version),
    ]
}

#[tokio::test]
async fn the_name_of_a_community_is_one_line() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    agnes.post("/c/long-table/settings", &settings("Long\r\nTable\u{202e}", "1")).await;
    let page = agnes.get("/c/long-table/settings").await.body;
    assert!(page.contains(r#"value="Long Table""#), "{page}");
    town.end().await;
}

#[tokio::test]
async fn anyone_can_read_what_a_community_is_before_joining() {
    let (town, _) = Town::with_long_table().await;
    let root = town.stranger().get("/").await;
    assert_eq!(root.location.as_deref(), Some("/c/long-table"));
    let front = town.stranger().get("/c/long-table").await;
    assert!(front.body.contains("Long Table") && front.body.contains("How to join"));
    town.end().await;
}

#[tokio::test]
async fn two_operators_who_edit_at_once_do_not_overwrite_each_other() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let first = agnes.post("/c/long-table/settings", &settings("Longer Table", "1")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = agnes.post("/c/long-table/settings", &settings("Shorter Table", "1")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("Someone else changed this"));
    assert!(agnes.get("/c/long-table/settings").await.body.contains("Longer Table"));
    town.end().await;
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once_and_answered_alike() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let first =
        agnes.post_with_key("/c/long-table/settings", &settings("Longer Table", "1"), "one key").await;
    let again =
        agnes.post_with_key("/c/long-table/settings", &settings("Longer Table", "1"), "one key").await;
    assert_eq!((first.status, first.location), (again.status, again.location));
    let other = agnes.post_with_key("/c/long-table/settings", &settings("Other", "2"), "one key").await;
    assert_eq!(other.status, StatusCode::CONFLICT, "a key stands for one content");
    assert!(other.body.contains("This form was sent before"), "{}", other.body);
    assert!(agnes.get("/c/long-table/settings").await.body.contains(r#"name="version" value="2""#));
    town.end().await;
}

#[tokio::test]
async fn the_operator_of_another_community_sees_that_there_is_nothing() {
    let (town, _) = Town::with_long_table().await;
    town.found("harbour-fund", "Harbour Fund", "otto@example.org").await;
    let otto = town.signed_in("otto@example.org").await;
    assert_eq!(otto.get("/c/harbour-fund/settings").await.status, StatusCode::OK);
    let front = otto.get("/c/long-table").await.body;
    assert!(!front.contains("/c/harbour-fund/roster"), "one community's page leads into no other: {front}");
    let refused = otto.get("/c/long-table/settings").await;
    let absent = otto.get("/c/no-such-table/settings").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(refused.body, absent.body, "refusals look like absence");
    town.end().await;
}

#[tokio::test]
async fn no_address_of_an_operator_stands_on_the_front_page() {
    let town = Town::new().await;
    for email in ["a1@x.org", "vera.maas@x.org"] {
        let community = "Quay".to_owned();
        run(&town.app, OperatorCommand::Add { email: email.to_owned(), community, name: None })
            .await
            .unwrap();
    }
    let front = town.stranger().get("/c/quay").await.body;
    assert!(!front.contains("@x.org"), "{front}");
    assert!(front.contains("Vera Maas") && front.contains("A1"));
    town.end().await;
}

const OPERATORS: &str = "/c/long-table/settings/operators";

/// Where the term of the operator of this name is ended.
async fn end_of(operator: &Visitor, name: &str) -> String {
    let page = operator.get(OPERATORS).await.body;
    let line = page.split("<li").find(|line| line.contains(name)).unwrap();
    let action = line.split(r#"action=""#).nth(1).unwrap();
    action.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn whoever_runs_a_community_asks_others_to_run_it_too() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let wrong = agnes.post(OPERATORS, &[("name", ""), ("email", "fenna")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let added = agnes.post(OPERATORS, &[("name", "Fenna Oud"), ("email", "Fenna@Example.org")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let again = agnes.post(OPERATORS, &[("name", "Fenna Oud"), ("email", "fenna@example.org")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "she runs it already");
    town.run_jobs().await;

    let letters = town.mail_to("fenna@example.org");
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("agnes") && letters[0].subject.contains("Long Table"));
    let fenna = town.stranger().follow_link(&town.last_link_to("fenna@example.org")).await;
    let page = fenna.get(OPERATORS).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Fenna Oud") && page.body.contains("agnes@example.org"));
    town.end().await;
}

#[tokio::test]
async fn a_term_ends_at_once_and_the_last_one_cannot() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    agnes.post(OPERATORS, &[("name", "Fenna Oud"), ("email", "fenna@example.org")]).await;
    town.run_jobs().await;
    let fenna = town.stranger().follow_link(&town.last_link_to("fenna@example.org")).await;
    let (end, own) = (end_of(&fenna, "agnes@").await, end_of(&fenna, "fenna@").await);
    assert_eq!(fenna.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(agnes.get(OPERATORS).await.status, StatusCode::NOT_FOUND);
    assert_eq!(fenna.post(&own, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fenna.get(OPERATORS).await.status, StatusCode::OK, "somebody has to run it");
    let audited = town.rows().await.into_iter().filter(|(table, _)| table == "audit_record");
    let audited: String = audited.map(|(_, row)| row).collect();
    assert!(audited.contains("community.end_term") && audited.matches("community.appoint").count() >= 2);
    town.run_jobs().await;
    town.end().await;
}

/// A letter to Mara that may be switched off, by its subject.
async fn write_to_mara(town: &Town, community: CommunityId, about: About, subject: &str) {
    let letter = Letter { subject: subject.to_owned(), ..Letter::default() };
    let community = super::by_id(town.app.db(), community).await.unwrap();
    let letter =
        super::letter(&community, "test.letter", ("Mara", "mara@example.org"), subject.to_owned(), letter);
    let letter = Outgoing { about: Some(about), ..letter };
    town.write(async |tx| letterbox::post(tx, letter.clone()).await).await;
    town.run_jobs().await;
}

fn subjects_to_mara(town: &Town) -> Vec<String> {
    town.mail_to("mara@example.org").into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn a_member_chooses_which_letters_come_and_sees_what_always_does() {
    let (town, community) = Town::with_long_table().await;
    town.member(community, "mara@example.org").await;
    let mara = town.signed_in("mara@example.org").await;
    let page = mara.get("/you/letters").await.body;
    assert!(page.contains("Long Table") && page.contains("Links to sign in"), "{page}");
    assert_eq!(page.matches(" checked").count(), 2, "everything comes at first");
    assert!(mara.get("/you").await.body.contains("/you/letters"));

    let chosen = mara.post("/you/letters", &[("community", "long-table"), ("changes", "yes")]).await;
    assert_eq!(chosen.location.as_deref(), Some("/you/letters"));
    assert_eq!(mara.get("/you/letters").await.body.matches(" checked").count(), 1);
    write_to_mara(&town, community, About::Reminders, "reminder").await;
    write_to_mara(&town, community, About::Changes, "change").await;
    assert_eq!(subjects_to_mara(&town), ["change"]);

    // A community that is not hers is not hers to choose for.
    town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    let refused = mara.post("/you/letters", &[("community", "harbour-fund")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let guest = town.signed_in("guest@example.org").await;
    assert!(guest.get("/you/letters").await.body.contains("You belong to no community"));
    town.end().await;
}

#[tokio::test]
async fn the_link_of_a_letter_shows_first_and_switches_off_by_the_button_alone() {
    let (town, community) = Town::with_long_table().await;
    write_to_mara(&town, community, About::Reminders, "first").await;
    let letter = town.mail_to("mara@example.org").pop().unwrap();
    let link = letter.unsubscribe.unwrap();
    assert!(letter.text.contains(&link) && letter.html.contains("Choose which letters you get"));
    let asked = link.strip_prefix("http://junto.test").unwrap();

    let page = town.stranger().get(asked).await.body;
    assert!(page.contains("mara@example.org") && page.contains("Long Table"), "{page}");
    assert_eq!(page.matches(" checked").count(), 1, "what the letter was about is not ticked");
    write_to_mara(&town, community, About::Reminders, "second").await;
    assert_eq!(subjects_to_mara(&town), ["first", "second"], "looking changed nothing");

    let plain = town.choices_link_to("mara@example.org");
    let chosen = town.stranger().post(&plain, &[("changes", "yes")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    write_to_mara(&town, community, About::Reminders, "third").await;
    write_to_mara(&town, community, About::Changes, "fourth").await;
    assert_eq!(subjects_to_mara(&town), ["first", "second", "fourth"]);

    let gone = town.stranger().get("/letters/no-such-secret").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("/you/letters"));
    town.end().await;
}

#[tokio::test]
async fn a_mail_program_switches_off_in_one_press_with_the_secret_and_without_a_form() {
    let (town, community) = Town::with_long_table().await;
    write_to_mara(&town, community, About::Changes, "first").await;
    let link = town.mail_to("mara@example.org").pop().unwrap().unsubscribe.unwrap();
    let asked = link.strip_prefix("http://junto.test").unwrap();
    let press = async |path: &str| {
        let body = Some("List-Unsubscribe=One-Click".to_owned());
        town.stranger().send(Method::POST, path, body, None).await.status
    };
    // The control: with another secret nothing happens.
    let (before, _) = asked.rsplit_once("/letters/").unwrap();
    assert_eq!(press(&format!("{before}/letters/other?about=changes")).await, StatusCode::NOT_FOUND);
    write_to_mara(&town, community, About::Changes, "second").await;

    assert_eq!(press(asked).await, StatusCode::OK);
    assert_eq!(press(asked).await, StatusCode::OK, "twice is as once");
    write_to_mara(&town, community, About::Changes, "third").await;
    write_to_mara(&town, community, About::Reminders, "fourth").await;
    assert_eq!(subjects_to_mara(&town), ["first", "second", "fourth"]);
    town.end().await;
}
