//! The demo's clock is nobody else's.

use axum::http::{Method, StatusCode};

use super::actions::{SECOND_ROUND, set_up};
use crate::community;
use crate::formation;
use crate::groups::{self, Chair, Which};
use crate::town::Town;

#[tokio::test]
async fn outside_a_demo_nobody_moves_the_clock() {
    let town = Town::new().await;
    let before = town.app.clock().now();
    let body = Some("days=1".to_owned());
    let reply = town.stranger().send(Method::POST, "/demo/clock", body, Some("same-origin")).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(town.app.clock().now(), before);
    town.end().await;
}

#[tokio::test]
async fn the_demo_has_two_groups_that_live_and_a_proposal_that_waits() {
    let town = Town::new().await;
    set_up(&town.app).await.unwrap();
    let community = community::by_slug(town.app.db(), cast::LONG_TABLE.slug).await.unwrap().unwrap();
    for (name, cast, accepted) in [("Kittiwake", cast::KITTIWAKE, 7), ("Ninth Bell", cast::NINTH_BELL, 4)] {
        let (lines, _) = groups::groups(town.app.db(), community.id, Which::All, 0).await.unwrap();
        let line = lines.iter().find(|line| line.group.name == name).unwrap();
        let table = groups::table(town.app.db(), &line.group).await.unwrap();
        let mut names: Vec<&str> = table.iter().map(|chair| chair.name.as_str()).collect();
        let mut expected: Vec<&str> = cast.iter().map(|person| person.name).collect();
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected);
        assert_eq!(line.seated, accepted, "{name}");
        assert!(table.iter().any(Chair::leads), "{name}");
    }
    let mara = town.signed_in(cast::mara().email).await;
    let home = mara.get("/today").await.body;
    assert!(home.contains("Kittiwake"));
    let (_, document) = formation::first_document(town.app.db(), community.id, SECOND_ROUND).await.unwrap();
    assert!(document.groups.len() >= 4 && document.placed() >= 24, "{}", document.placed());
    town.end().await;
}
