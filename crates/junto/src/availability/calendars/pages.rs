//! Calendars on the page of a member's hours.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use url::Url;

use super::actions::{self, MOST};
use crate::app::fetch::Reach;
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::throttle::{self, Pace};
use crate::app::{App, AppError, Result};
use crate::availability::entities::{FeedId, FeedProblem, busy_feed};
use crate::availability::pages::{Written, again, path};
use crate::availability::queries::{self, Own};
use crate::community::Member;
use crate::frame::{self, Frame};
use crate::ui::{Field, Page, Problems, Words};

/// A calendar in the list.
pub(in crate::availability) struct CalendarLine {
    pub id: String,
    /// Whose server it is on; the rest of the address is nobody's business, not even on a shared screen.
    pub host: String,
    /// What is known of it, and since when.
    pub said: String,
    /// Why it could not be read the last time, and what to do.
    pub problem: Option<String>,
    pub is_being_read: bool,
}

pub(in crate::availability) async fn lines(
    app: &App,
    member: &Member,
    own: &Own,
) -> Result<Vec<CalendarLine>> {
    let mut lines = Vec::with_capacity(own.feeds.len());
    for feed in &own.feeds {
        let address = app.keyring().open_sealed(member, actions::place(feed.id), &feed.address).await?;
        let host = Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned));
        lines.push(CalendarLine {
            id: feed.id.to_string(),
            host: host.unwrap_or_default(),
            said: said(app.words(), feed, member.person().zone()),
            problem: feed.problem.map(|problem| app.words().say(words_of(problem)).to_string()),
            is_being_read: feed.due_at <= app.clock().now(),
        });
    }
    Ok(lines)
}

fn said(words: &Words, feed: &busy_feed::Model, zone: &str) -> String {
    let Some(read) = feed.read_at else { return words.say("calendar-unread").to_string() };
    let counts = words.say("calendar-read").s("when", frame::day_and_time(read, zone));
    counts.n("times", feed.busy.times.len()).n("days", feed.busy.days.len()).to_string()
}

fn words_of(problem: FeedProblem) -> &'static str {
    match problem {
        FeedProblem::Private => "calendar-private",
        FeedProblem::Unreachable => "calendar-unreachable",
        FeedProblem::Locked => "calendar-locked",
        FeedProblem::Gone => "calendar-gone",
        FeedProblem::Failing => "calendar-failing",
        FeedProblem::TooLarge => "calendar-too-large",
        FeedProblem::NotACalendar => "calendar-none",
    }
}

/// Where another one is entered; none once there are enough.
pub(in crate::availability) fn field(page: &Page, own: &Own, written: &Written) -> Option<Field> {
    let field = page.field("address", page.say("calendar-address")).hint(page.say("calendar-address-hint"));
    let field = field.autocomplete("off").value(&written.address).wrong(written.problems.of("address"));
    (own.feeds.len() < MOST).then_some(field)
}

#[derive(Deserialize)]
pub(super) struct Entered {
    address: String,
}

/// As long as the address of a calendar can be.
const ADDRESS_LONGEST: usize = 2_000;

pub(super) async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    submission: Submission<Entered>,
) -> Result<Response> {
    let written = submission.form.address.trim();
    let known = queries::feeds_of(app.db(), member.id()).await?;
    let mut problems = Problems::default();
    let (address, reach) = (read(written), app.config().calendars);
    match &address {
        None => problems.note("address", app.words().say("calendar-address-wrong")),
        Some(address) if reach.stops_before(address) => {
            problems.note("address", app.words().say("calendar-private"));
        }
        Some(address) if reach == Reach::Public && address.scheme() == "http" => {
            problems.note("address", app.words().say("calendar-unsealed"));
        }
        Some(_) if known.len() >= MOST => {
            problems.note("address", app.words().say("calendars-most").n("most", MOST));
        }
        Some(address) if is_known(&app, &member, &known, address).await? => {
            problems.note("address", app.words().say("calendar-known"));
        }
        Some(_) => {}
    }
    let (Some(address), true) = (address, problems.is_empty()) else {
        let written = Written { address: written.to_owned(), problems, ..Written::default() };
        return again(&app, &frame, &member, written).await;
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::add(tx, &member, &address).await?;
            Ok(Answer::to(path(&member, "")).saying(app.words().say("calendar-added")))
        })
        .await?;
    Ok(answer.into_response())
}

/// An address as people paste it: with `webcal:`, or without anything before the host.
fn read(written: &str) -> Option<Url> {
    if written.len() > ADDRESS_LONGEST || written.contains(char::is_whitespace) {
        return None;
    }
    let address = match written.split_once("://") {
        Some((scheme, rest)) if ["webcal", "webcals"].contains(&scheme.to_lowercase().as_str()) => {
            format!("https://{rest}")
        }
        Some(_) => written.to_owned(),
        None => format!("https://{written}"),
    };
    let url = Url::parse(&address).ok()?;
    let has_dot = url.host_str().is_some_and(|host| host.contains(['.', ':']));
    (matches!(url.scheme(), "https" | "http") && has_dot).then_some(url)
}

async fn is_known(app: &App, member: &Member, known: &[busy_feed::Model], address: &Url) -> Result<bool> {
    for feed in known {
        let other = app.keyring().open_sealed(member, actions::place(feed.id), &feed.address).await?;
        if other == address.as_str() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// So often may one member have calendars read at once; more often nothing new stands in them.
const READING: Pace = Pace { limit: 12, seconds: 3_600 };

pub(super) async fn read_now(
    State(app): State<App>,
    member: Member,
    Path((_, calendar)): Path<(String, FeedId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let whom = member.id().to_string();
            if let Some(seconds) = throttle::count(tx, "availability.read_now", &whom, READING).await? {
                return Err(AppError::TooMany { seconds });
            }
            actions::read_now(tx, &member, calendar).await?;
            Ok(Answer::to(path(&member, "#calendars")))
        })
        .await
}

pub(super) async fn remove(
    State(app): State<App>,
    member: Member,
    Path((_, calendar)): Path<(String, FeedId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::remove(tx, &member, calendar).await?;
            Ok(Answer::to(path(&member, "")).saying(app.words().say("calendar-removed")))
        })
        .await
}
