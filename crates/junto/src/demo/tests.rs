//! The demo's clock is nobody else's.

use axum::http::{Method, StatusCode};

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
