//! Stories of communities and who runs them.

use axum::http::StatusCode;

use crate::town::Town;

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
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "a key stands for one content");
    assert!(agnes.get("/c/long-table/settings").await.body.contains(r#"name="version" value="2""#));
    town.end().await;
}

#[tokio::test]
async fn the_operator_of_another_community_sees_that_there_is_nothing() {
    let (town, _) = Town::with_long_table().await;
    town.found("harbour-fund", "Harbour Fund", "otto@example.org").await;
    let otto = town.signed_in("otto@example.org").await;
    assert_eq!(otto.get("/c/harbour-fund/settings").await.status, StatusCode::OK);
    let refused = otto.get("/c/long-table/settings").await;
    let absent = otto.get("/c/no-such-table/settings").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(refused.body, absent.body, "refusals look like absence");
    town.end().await;
}
