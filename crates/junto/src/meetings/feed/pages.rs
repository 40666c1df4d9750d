//! The feed itself, and the page on which its owner makes and ends the private address.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calendar::Timestamp;
use calendar::ical;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use serde::Deserialize;

use super::actions;
use super::queries;
use crate::accounts::Person;
use crate::app::error::encode;
use crate::app::forms::{self, Answer, Nothing, Submission};
use crate::app::{App, AppError, Result, secrets};
use crate::frame::{self, Frame};
use crate::ui::Page;

/// For so long after it was made an address is shown to whoever made it.
const SHOWN_SECONDS: i64 = 600;

#[derive(Template)]
#[template(path = "meetings/feed/calendar.html")]
struct CalendarPage {
    page: Page,
    /// When the address that works was made; empty if there is none.
    since: String,
    /// The address, right after it was made.
    address: Option<Address>,
    nonce: String,
}

/// One address, in the ways in which calendars take it.
struct Address {
    plain: String,
    webcal: String,
    google: String,
}

impl Address {
    fn of(app: &App, token: &str) -> Self {
        let plain = app.link(&format!("/calendar/{token}.ics"));
        let rest = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| rest);
        let webcal = format!("webcal://{rest}");
        let google = format!("https://calendar.google.com/calendar/r?cid={}", encode(&webcal));
        Self { plain, webcal, google }
    }
}

#[derive(Default, Deserialize)]
pub(super) struct Made {
    #[serde(default)]
    nonce: String,
}

pub(super) async fn calendar(
    State(app): State<App>,
    frame: Frame,
    person: Person,
    headers: HeaderMap,
    Query(made): Query<Made>,
) -> Result<Response> {
    let feed = queries::of(app.db(), person.id()).await?;
    let token = token(&app, &headers, &made.nonce);
    let is_new = feed.as_ref().is_some_and(|feed| {
        let age = app.clock().now().seconds_since(feed.made_at);
        feed.hash == secrets::hash(&token) && age < SHOWN_SECONDS
    });
    frame::show(&CalendarPage {
        page: frame.personal(&app, &person.reader()).await?,
        since: feed.map(|feed| frame::day(feed.made_at, person.zone())).unwrap_or_default(),
        address: is_new.then(|| Address::of(&app, &token)),
        nonce: forms::fresh_key(),
    })
}

/// The secret of an address. It follows from the session and from the form that asked for it, so that it can be
/// shown on the page after that form and is kept nowhere.
fn token(app: &App, headers: &HeaderMap, nonce: &str) -> String {
    let session = forms::cookie(headers, forms::session_cookie(app)).unwrap_or_default();
    secrets::derive(&format!("{session}:{nonce}"), "calendar feed")
}

pub(super) async fn make(
    State(app): State<App>,
    person: Person,
    headers: HeaderMap,
    submission: Submission<Made>,
) -> Result<Answer> {
    let nonce = &submission.form.nonce;
    let hash = secrets::hash(&token(&app, &headers, nonce));
    submission
        .once(&app, async |tx| {
            actions::make(tx, &person, hash.clone()).await?;
            let to = format!("/you/calendar?nonce={}", encode(nonce));
            Ok(Answer::to(to).saying(app.words().say("feed-made")))
        })
        .await
}

pub(super) async fn end(
    State(app): State<App>,
    person: Person,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::end(tx, &person).await?;
            Ok(Answer::to("/you/calendar").saying(app.words().say("feed-ended")))
        })
        .await
}

/// The feed, or that it is as the calendar that asks has it.
pub(super) async fn feed(
    State(app): State<App>,
    headers: HeaderMap,
    Path(file): Path<String>,
) -> Result<Response> {
    let token = file.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    let feed = queries::by_token(app.db(), token).await?.ok_or(AppError::NotFound)?;
    let items = queries::items(&app, feed.person, app.clock().now()).await?;
    let ical::Feed { text, changed } = ical::feed(&app.words().say("feed-name").to_string(), &items);
    let changed = changed.map_or(feed.changed_at.0, |changed| changed.max(feed.changed_at.0));
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(secrets::hash(&text)));
    let changed_text =
        DateTimePrinter::new().timestamp_to_rfc9110_string(&changed).map_err(AppError::internal)?;
    let about = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (ETAG, tag.clone()),
        (LAST_MODIFIED, changed_text),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    if is_known(&headers, &tag, changed) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    Ok((about, text).into_response())
}

/// Whether whoever asks has the feed as it is (RFC 9110, 13.1): by its tag, or where they sent none by its date.
fn is_known(headers: &HeaderMap, tag: &str, changed: Timestamp) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(IF_NONE_MATCH) {
        let mut known = text(IF_NONE_MATCH).into_iter().flat_map(|tags| tags.split(',')).map(str::trim);
        return known.any(|known| known == "*" || known.trim_start_matches("W/") == tag);
    }
    let since = text(IF_MODIFIED_SINCE).and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    since.is_some_and(|since| changed.as_second() <= since.as_second())
}
