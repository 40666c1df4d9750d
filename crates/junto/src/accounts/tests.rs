//! Stories of signing in.

use axum::http::{Method, StatusCode};

use crate::town::{Town, Visitor};

const DAY: i64 = 24 * 3600;

/// The path of the sign-in link in the latest letter to this address.
fn link_in_mail(town: &Town, email: &str) -> String {
    let letter = town.mail_to(email).pop().expect("a letter came");
    let line = letter.text.lines().find(|line| line.contains("/sign-in/")).expect("it holds a link");
    line.trim().trim_start_matches("http://junto.test").to_owned()
}

async fn ask_for_link(town: &Town, email: &str) {
    let reply = town.stranger().post("/sign-in", &[("email", email), ("next", "/today")]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    town.run_jobs().await;
}

#[tokio::test]
async fn a_link_from_the_mail_signs_in_once() {
    let town = Town::new().await;
    town.person("mara@example.org").await;
    ask_for_link(&town, "Mara@Example.org ").await;
    let link = link_in_mail(&town, "mara@example.org");

    let shown = town.stranger().get(&link).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(town.stranger().get(&link).await.body.contains("Press the button"), "looking changes nothing");

    let mara = town.stranger().follow_link(&link).await;
    assert_eq!(mara.get("/today").await.status, StatusCode::OK);
    let again = town.stranger().post(&link, &[]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.body.contains("no longer works"));
    town.end().await;
}

#[tokio::test]
async fn a_link_ends_after_fifteen_minutes() {
    let town = Town::new().await;
    town.person("mara@example.org").await;
    ask_for_link(&town, "mara@example.org").await;
    let link = link_in_mail(&town, "mara@example.org");
    town.pass(15 * 60 + 1);
    assert_eq!(town.stranger().post(&link, &[]).await.status, StatusCode::GONE);
    town.end().await;
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_answer() {
    let town = Town::new().await;
    town.person("mara@example.org").await;
    let known = town.stranger().post("/sign-in", &[("email", "mara@example.org")]).await;
    let unknown = town.stranger().post("/sign-in", &[("email", "nobody@example.org")]).await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(
        known.location.unwrap().replace("mara", "*"),
        unknown.location.unwrap().replace("nobody", "*"),
    );
    town.run_jobs().await;
    assert!(town.mail_to("nobody@example.org").is_empty());
    town.end().await;
}

#[tokio::test]
async fn one_address_is_not_flooded_and_one_host_is_slowed_down() {
    let town = Town::new().await;
    town.person("mara@example.org").await;
    for _ in 0..8 {
        ask_for_link(&town, "mara@example.org").await;
    }
    assert_eq!(town.mail_to("mara@example.org").len(), 5);
    town.pass(16 * 60);
    ask_for_link(&town, "mara@example.org").await;
    assert_eq!(town.mail_to("mara@example.org").len(), 6);

    let mut refused = None;
    for number in 0..60 {
        let reply = town.stranger().post("/sign-in", &[("email", &format!("p{number}@example.org"))]).await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(reply);
            break;
        }
    }
    let refused = refused.expect("a host that asks for sixty people is slowed down");
    assert!(refused.headers.contains_key("retry-after"));
    town.end().await;
}

#[tokio::test]
async fn a_session_ends_when_idle_and_in_any_case_after_ninety_days() {
    let town = Town::new().await;
    let idle = town.signed_in("mara@example.org").await;
    town.pass(15 * DAY);
    assert_signed_out(&idle).await;

    let busy = town.signed_in("mara@example.org").await;
    for _ in 0..8 {
        town.pass(10 * DAY);
        assert_eq!(busy.get("/today").await.status, StatusCode::OK);
    }
    town.pass(10 * DAY + 1);
    assert_signed_out(&busy).await;
    town.end().await;
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for_whole() {
    let (town, _) = Town::with_long_table().await;
    let asked = town.stranger().get("/c/long-table/roster?page=2&search=mara").await;
    let next = "/sign-in?next=/c/long-table/roster%3Fpage%3D2%26search%3Dmara";
    assert_eq!(asked.location.as_deref(), Some(next));
    assert!(town.stranger().get(next).await.body.contains("roster?page=2&#38;search=mara"));
    town.end().await;
}

async fn assert_signed_out(visitor: &Visitor) {
    let reply = visitor.get("/today").await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in?next=/today"));
}

#[tokio::test]
async fn a_session_on_another_device_can_be_seen_and_ended() {
    let town = Town::new().await;
    let phone = town.signed_in("mara@example.org").await;
    town.pass(60);
    let laptop = town.signed_in("mara@example.org").await;
    let page = laptop.get("/you").await.body;
    let end = page
        .split('"')
        .find(|part| part.starts_with("/you/sessions/"))
        .expect("the phone is listed")
        .to_owned();

    let tove = town.signed_in("tove@example.org").await;
    assert_eq!(tove.post(&end, &[]).await.status, StatusCode::NOT_FOUND, "it is not hers to end");
    assert_eq!(phone.get("/today").await.status, StatusCode::OK);

    assert_eq!(laptop.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    assert_signed_out(&phone).await;
    assert_eq!(laptop.get("/today").await.status, StatusCode::OK);
    laptop.post("/sign-out", &[]).await;
    assert_signed_out(&laptop).await;
    town.end().await;
}

#[tokio::test]
async fn a_form_from_another_site_or_without_its_token_changes_nothing() {
    let town = Town::new().await;
    let mara = town.signed_in("mara@example.org").await;
    let form = Some("csrf=&idempotency_key=k&name=Eve&zone=UTC".to_owned());
    for site in [Some("cross-site"), Some("same-site"), None] {
        let reply = mara.send(Method::POST, "/you", form.clone(), site).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{site:?}");
        assert!(reply.body.contains("This form is no longer good"), "{site:?}: {}", reply.body);
    }
    assert_eq!(
        mara.send(Method::POST, "/you", form, Some("same-origin")).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(!mara.get("/you").await.body.contains(r#"value="Eve""#));
    assert_eq!(mara.post("/you", &[("name", "Mara V"), ("zone", "UTC")]).await.status, StatusCode::SEE_OTHER);
    assert!(mara.get("/you").await.body.contains("Mara V"));
    town.end().await;
}

#[tokio::test]
async fn a_name_has_no_marks_that_turn_or_break_a_line() {
    let town = Town::new().await;
    let mara = town.signed_in("mara@example.org").await;
    mara.post("/you", &[("name", "Mara\u{202e}\r\n V\u{7}ella\u{2067}court"), ("zone", "UTC")]).await;
    let page = mara.get("/you").await.body;
    assert!(page.contains(r#"value="Mara Vellacourt""#), "{page}");
    let empty = mara.post("/you", &[("name", "\u{202e}\u{7}"), ("zone", "UTC")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.end().await;
}

#[tokio::test]
async fn who_sends_too_much_is_not_asked_to_sign_in_again() {
    let town = Town::new().await;
    let mara = town.signed_in("mara@example.org").await;
    let long = "x".repeat(300_000);
    let reply = mara.post("/you", &[("name", long.as_str()), ("zone", "UTC")]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!reply.body.contains("href=\"/sign-in\""), "{}", reply.body);
    town.end().await;
}

#[tokio::test]
async fn a_zone_that_is_not_one_is_refused_with_a_suggestion_and_nothing_is_lost() {
    let town = Town::new().await;
    let mara = town.signed_in("mara@example.org").await;
    let reply = mara.post("/you", &[("name", "Mara Vellacourt"), ("zone", "Lisbon")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("Did you mean Europe/Lisbon?"), "{}", reply.body);
    assert!(reply.body.contains(r#"value="Mara Vellacourt""#));
    town.end().await;
}

#[tokio::test]
async fn a_day_later_what_has_ended_is_swept_away_and_what_lives_stays() {
    let town = Town::new().await;
    let mara = town.signed_in("mara@example.org").await;
    ask_for_link(&town, "mara@example.org").await;
    let stale = link_in_mail(&town, "mara@example.org");
    town.pass(DAY);
    town.write(crate::app::daily::begin).await;
    town.run_jobs().await;
    assert!(town.stranger().get(&stale).await.body.contains("no longer works"));
    assert_eq!(mara.get("/today").await.status, StatusCode::OK);
    let tomorrow = town.app.clock().now().plus_seconds(DAY);
    let (waiting, dead) = crate::app::jobs::due_and_dead(town.app.db(), tomorrow).await.unwrap();
    assert_eq!((waiting, dead), (1, 0), "tomorrow's sweep is asked for");
}
