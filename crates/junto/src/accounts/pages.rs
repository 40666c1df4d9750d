//! Signing in, and one's own account.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::profile::Email;
use serde::Deserialize;

use super::actions::{self, own_path};
use super::entities::SessionId;
use super::queries::{self, SessionLine};
use super::rights::Person;
use crate::app::error::encode;
use crate::app::forms::{Answer, Nothing, Submission, session_cookie};
use crate::app::throttle::Host;
use crate::app::{App, AppError, Result, secrets};
use crate::frame::{self, Frame};
use crate::ui::Page;

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    page: Page,
    next: String,
    email: String,
    is_wrong: bool,
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    email: String,
}

pub(super) async fn sign_in(
    frame: Frame,
    reader: Option<Person>,
    Query(query): Query<Next>,
) -> Result<Response> {
    if reader.is_some() {
        return Ok(Redirect::to(own_path(&query.next)).into_response());
    }
    let page = frame.plain();
    frame::show(&SignInPage { page, next: query.next, email: query.email, is_wrong: false })
}

pub(super) async fn request_link(
    State(app): State<App>,
    frame: Frame,
    Host(host): Host,
    submission: Submission<Next>,
) -> Result<Response> {
    let Next { next, email } = &submission.form;
    if Email::parse(email).is_err() {
        let page =
            SignInPage { page: frame.plain(), next: next.clone(), email: email.clone(), is_wrong: true };
        return frame::show_again(&page);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::request_link(tx, &app, email, next, &host).await?;
            Ok(Answer::to(format!("/sign-in/sent?email={}", encode(email.trim()))))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Template)]
#[template(path = "accounts/sent.html")]
struct SentPage {
    page: Page,
    email: String,
}

pub(super) async fn sent(frame: Frame, Query(query): Query<Next>) -> Result<Response> {
    frame::show(&SentPage { page: frame.plain(), email: query.email })
}

#[derive(Template)]
#[template(path = "accounts/link.html")]
struct LinkPage {
    page: Page,
    action: String,
    is_open: bool,
}

/// Mail programs follow links, so this shows a button and changes nothing.
pub(super) async fn link(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    let open = queries::open_link(app.db(), &secrets::hash(&token), app.clock().now()).await?;
    let page = LinkPage { page: frame.plain(), action: format!("/sign-in/{token}"), is_open: open.is_some() };
    if page.is_open { frame::show(&page) } else { frame::show_gone(&page) }
}

pub(super) async fn use_link(
    State(app): State<App>,
    frame: Frame,
    headers: HeaderMap,
    Path(token): Path<String>,
    _: Submission<Nothing>,
) -> Result<Response> {
    let device =
        headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map_or_else(String::new, device);
    let begun = app.write(async |tx| actions::sign_in(tx, &secrets::hash(&token), &device).await).await?;
    let Some((session, next)) = begun else {
        let page = LinkPage { page: frame.plain(), action: String::new(), is_open: false };
        return frame::show_gone(&page);
    };
    let mut response = Redirect::to(&next).into_response();
    set_session(&app, &mut response, session.text(), 90 * 24 * 3600)?;
    Ok(response)
}

/// A few words by which a person recognises a device: the program and the system.
fn device(agent: &str) -> String {
    let program =
        ["Edg/", "OPR/", "Firefox/", "Chrome/", "Safari/"].into_iter().find(|name| agent.contains(name));
    let program = match program {
        Some("Edg/") => "Edge",
        Some("OPR/") => "Opera",
        Some("Firefox/") => "Firefox",
        Some("Chrome/") => "Chrome",
        Some("Safari/") => "Safari",
        _ => "A browser",
    };
    let system = ["iPhone", "iPad", "Android", "Windows", "Mac OS", "Linux"]
        .into_iter()
        .find(|name| agent.contains(name));
    system.map_or_else(|| program.to_owned(), |system| format!("{program}, {system}"))
}

fn set_session(app: &App, response: &mut Response, secret: &str, seconds: u32) -> Result<()> {
    let name = session_cookie(app);
    let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
    let cookie = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::try_from(cookie).map_err(AppError::internal)?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(())
}

#[derive(Template)]
#[template(path = "accounts/you.html")]
struct YouPage {
    page: Page,
    name: String,
    zone: String,
    email: String,
    name_wrong: bool,
    zone_wrong: Option<ZoneWrong>,
    sessions: Vec<(SessionLine, String)>,
}

struct ZoneWrong {
    given: String,
    suggestion: Option<String>,
}

impl YouPage {
    fn zone_said(&self) -> String {
        let Some(ZoneWrong { given, suggestion }) = &self.zone_wrong else { return String::new() };
        let mut said = self.page.say("you-zone-wrong").s("zone", given).to_string();
        if let Some(suggestion) = suggestion {
            said.push_str(&format!(" {}", self.page.say("you-zone-suggestion").s("suggestion", suggestion)));
        }
        said
    }
}

async fn you_page(app: &App, frame: &Frame, person: &Person) -> Result<YouPage> {
    let lines = queries::sessions(app.db(), person, app.clock().now()).await?;
    let when = |line: SessionLine| {
        let said = frame::day_and_time(line.seen_at, person.zone());
        (line, said)
    };
    Ok(YouPage {
        page: frame.personal(app, &person.reader()).await?,
        name: person.name().to_owned(),
        zone: person.zone().to_owned(),
        email: person.email().to_owned(),
        name_wrong: false,
        zone_wrong: None,
        sessions: lines.into_iter().map(when).collect(),
    })
}

pub(super) async fn you(State(app): State<App>, frame: Frame, person: Person) -> Result<Response> {
    frame::show(&you_page(&app, &frame, &person).await?)
}

#[derive(Deserialize)]
pub(super) struct About {
    name: String,
    zone: String,
}

pub(super) async fn describe(
    State(app): State<App>,
    frame: Frame,
    person: Person,
    submission: Submission<About>,
) -> Result<Response> {
    let name = &peergroups::profile::tidy(&submission.form.name);
    let zone = calendar::Zone::named(submission.form.zone.trim());
    let name_wrong = name.is_empty() || name.chars().count() > 200;
    let (false, Ok(zone)) = (name_wrong, &zone) else {
        let suggestion = zone.as_ref().err().and_then(|error| {
            let calendar::ZoneError::Unknown { suggestion } = error;
            suggestion.clone()
        });
        let zone_wrong = zone.is_err().then(|| ZoneWrong { given: submission.form.zone.clone(), suggestion });
        let mut page = you_page(&app, &frame, &person).await?;
        name.clone_into(&mut page.name);
        page.zone.clone_from(&submission.form.zone);
        let page = YouPage { name_wrong, zone_wrong, ..page };
        return frame::show_again(&page);
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::describe(tx, &person, name, zone.name()).await?;
            Ok(Answer::to("/you").saying(app.words().say("you-saved")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn end_session(
    State(app): State<App>,
    person: Person,
    Path(session): Path<SessionId>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::end_session(tx, &person, session).await?;
            Ok(Answer::to("/you").saying(app.words().say("you-ended")))
        })
        .await
}

pub(super) async fn sign_out(
    State(app): State<App>,
    person: Person,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let answer = submission
        .once(&app, async |tx| {
            actions::end_session(tx, &person, person.session()).await?;
            Ok(Answer::to("/sign-in").saying(app.words().say("signed-out")))
        })
        .await?;
    let mut response = answer.into_response();
    set_session(&app, &mut response, "", 0)?;
    Ok(response)
}

#[derive(Template)]
#[template(path = "accounts/seen.html")]
struct SeenPage {
    page: Page,
    source: String,
}

pub(super) async fn seen(State(app): State<App>, frame: Frame, reader: Option<Person>) -> Result<Response> {
    let page = match reader {
        Some(person) => frame.personal(&app, &person.reader()).await?,
        None => frame.plain(),
    };
    frame::show(&SeenPage { page, source: app.config().source_url.clone() })
}
