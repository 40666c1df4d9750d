//! Stories of suggestions: by name and without, answered in a review, and taken back.

use axum::http::StatusCode;

use crate::charter::open_suggestions;
use crate::groups::Group;
use crate::town::{Reply, Town, Visitor};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const DAY: i64 = 24 * 3600;
const WALK: &str = "Let us walk before we sit.";

async fn kittiwake() -> (Town, Group, Visitor, Visitor) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    for seated in [MARA, TOVE] {
        town.accept(seated, "").await;
    }
    let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    (town, group, mara, tove)
}

async fn suggest(by: &Visitor, group: &Group, named: &str) -> Reply {
    by.post(&group.path("/suggestions"), &[("words", WALK), ("named", named)]).await
}

async fn only(town: &Town, group: &Group) -> String {
    let open = open_suggestions(town.app.db(), group.id).await.unwrap();
    assert_eq!(open.len(), 1);
    group.path(&format!("/suggestions/{}", open[0].id))
}

#[tokio::test]
async fn what_is_suggested_by_name_waits_for_the_review_and_its_author_is_told_the_answer() {
    let (town, group, mara, tove) = kittiwake().await;
    assert!(mara.get(&group.path("/suggestions")).await.body.contains("Nothing is suggested"));
    suggest(&tove, &group, "yes").await;
    let page = mara.get(&group.path("/suggestions")).await.body;
    assert!(page.contains(WALK) && page.contains("tove, 1 October 2026"), "{page}");
    assert!(mara.get(&group.path("")).await.body.contains("One suggestion waits for the next review."));
    let path = only(&town, &group).await;

    let unsaid = mara.post(&format!("{path}/answer"), &[("answer", "")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Please choose one of the three"));
    let bare = mara.post(&format!("{path}/answer"), &[("answer", "not-now"), ("words", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("needs a word why"), "{}", bare.body);
    let answer = [("answer", "not-now"), ("words", "It rains until May.")];
    let theirs = tove.post(&format!("{path}/answer"), &answer).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND, "whoever leads answers for the group");
    mara.post(&format!("{path}/answer"), &answer).await;
    let again = mara.post(&format!("{path}/answer"), &[("answer", "taken-up")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = tove.get(&group.path("/suggestions")).await.body;
    assert!(page.contains("Not now") && page.contains("It rains until May."), "{page}");
    assert!(open_suggestions(town.app.db(), group.id).await.unwrap().is_empty());
    town.pass(DAY);
    town.run_jobs().await;
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert_eq!(letter.subject, "Kittiwake has answered your suggestion");
    assert!(!letter.text.contains("walk before") && !letter.text.contains("It rains"), "{}", letter.text);
    town.end().await;
}

#[tokio::test]
async fn what_is_suggested_without_a_name_is_stored_without_author_and_hour() {
    let (town, group, mara, tove) = kittiwake().await;
    let before = town.rows().await;
    suggest(&tove, &group, "no").await;
    let page = tove.get(&group.path("/suggestions")).await.body;
    assert!(page.contains("Without a name, 1 October 2026") && !page.contains("Take it back"), "{page}");
    let new: Vec<_> = town.rows().await.into_iter().filter(|row| !before.contains(row)).collect();
    let tables: Vec<&str> = new.iter().map(|(table, _)| table.as_str()).collect();
    assert!(tables.contains(&"suggestion"), "{tables:?}");
    assert!(!tables.contains(&"audit_record") && !tables.contains(&"letter"), "{tables:?}");
    let open = open_suggestions(town.app.db(), group.id).await.unwrap();
    assert_eq!(
        (open[0].by, open[0].id.0.get_version_num()),
        (None, 4),
        "a made-up id says nothing of the hour"
    );

    let path = only(&town, &group).await;
    for visitor in [&tove, &mara] {
        visitor.post(&format!("{path}/withdrawal"), &[]).await;
    }
    assert_eq!(only(&town, &group).await, path, "nobody can take it back");
    let letters = town.mail_to(TOVE).len();
    mara.post(&format!("{path}/answer"), &[("answer", "taken-up")]).await;
    town.pass(DAY);
    town.run_jobs().await;
    assert_eq!(town.mail_to(TOVE).len(), letters, "nobody knows whom to tell");
    town.end().await;
}

#[tokio::test]
async fn only_its_author_takes_a_suggestion_back() {
    let (town, group, mara, tove) = kittiwake().await;
    suggest(&tove, &group, "yes").await;
    let path = format!("{}/withdrawal", only(&town, &group).await);
    mara.post(&path, &[]).await;
    only(&town, &group).await;
    tove.post(&path, &[]).await;
    assert!(open_suggestions(town.app.db(), group.id).await.unwrap().is_empty());
    town.end().await;
}

#[tokio::test]
async fn what_cannot_be_suggested_is_said_and_nothing_is_lost() {
    let (town, group, _, tove) = kittiwake().await;
    let page = tove.get(&group.path("/suggestions")).await.body;
    assert!(page.contains("You are two at this table.") && page.contains("give you away"), "{page}");
    for (words, named, wrong) in
        [("", "yes", "Please write what you suggest"), (WALK, "", "Please choose one of the two")]
    {
        let reply = tove.post(&group.path("/suggestions"), &[("words", words), ("named", named)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(wrong) && reply.body.contains(words), "{wrong} in {}", reply.body);
    }
    town.end().await;
}
