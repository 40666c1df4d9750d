//! The letters of those who come in: invitations, answers to applications and requests.
//!
//! They carry names, structure and the reader's own words; what others wrote is a link.

use askama::Template;
use store::{Id as _, Moment};

use super::entities::{ApplicationId, SeatRequestId};
use crate::accounts::Address;
use crate::app::error::encode;
use crate::app::letterbox::{Body, Outgoing, Urgency};
use crate::app::secrets::Token;
use crate::app::{App, Result};
use crate::community::Community;
use crate::frame;
use crate::groups::{Chair, Group, Offer};
use crate::ui::Words;

#[derive(Template)]
#[template(path = "joining/letter.txt")]
struct Text<'a> {
    words: &'a Words,
    name: &'a str,
    content: &'a Content,
}

#[derive(Template)]
#[template(path = "joining/letter.html")]
struct Html<'a> {
    words: &'a Words,
    name: &'a str,
    content: &'a Content,
}

/// A letter's content before it is set.
#[derive(Default)]
struct Content {
    subject: String,
    before: Vec<String>,
    list: Vec<String>,
    button: String,
    link: String,
    after: Vec<String>,
}

fn letter(
    app: &App,
    community: &Community,
    kind: &'static str,
    to: (&str, &str),
    key: String,
    content: &Content,
) -> Result<Outgoing> {
    let (name, email) = to;
    let words = app.words();
    Ok(Outgoing {
        community: Some(community.id.uuid()),
        kind,
        from_name: community.name.clone(),
        to_name: name.to_owned(),
        to_email: email.to_owned(),
        urgency: Urgency::AtOnce,
        key,
        body: Body {
            subject: content.subject.clone(),
            text: Text { words, name, content }.render()?,
            html: Html { words, name, content }.render()?,
        },
    })
}

/// What an invitation is about, and to whom it goes.
pub(super) struct Asked<'a> {
    pub(super) community: &'a Community,
    pub(super) offer: &'a Offer,
    pub(super) table: &'a [Chair],
    pub(super) to: &'a Address,
    pub(super) run_by: &'a str,
    pub(super) expires_at: Moment,
}

/// A seat is offered: who else is asked, why, and the link to the three answers.
pub(super) fn invitation(app: &App, asked: &Asked<'_>, token: &Token) -> Result<Outgoing> {
    let words = app.words();
    let group = asked.offer.group();
    let opening = words.say("invitation-letter-opening");
    let opening =
        opening.s("who", asked.run_by).s("group", &group.name).s("community", &asked.community.name);
    let mut before = vec![opening.to_string()];
    if !group.purpose.is_empty() {
        before.push(words.say("invitation-letter-purpose").s("purpose", &group.purpose).to_string());
    }
    before.extend(asked.offer.reasons().iter().map(|reason| reason.text.clone()));
    let others = asked.table.iter().filter(|chair| chair.seat.id != asked.offer.id());
    let list: Vec<String> = others.map(line).collect();
    if !list.is_empty() {
        before.push(words.say("invitation-letter-others").to_string());
    }
    let until = frame::day(asked.expires_at, &asked.to.zone);
    let content = Content {
        subject: words.say("invitation-letter-subject").s("group", &group.name).to_string(),
        before,
        list,
        button: words.say("invitation-letter-button").to_string(),
        link: app.link(&format!("/invitations/{}", token.text())),
        after: vec![
            words.say("invitation-letter-until").s("until", until).to_string(),
            words.say("invitation-letter-nobody").to_string(),
        ],
    };
    let key = format!("invitation:{}", asked.offer.id());
    letter(app, asked.community, "joining.invitation", (&asked.to.name, &asked.to.email), key, &content)
}

fn line(chair: &Chair) -> String {
    if chair.line.is_empty() {
        format!("{}, {}", chair.name, chair.city())
    } else {
        format!("{}, {}, {}", chair.name, chair.line, chair.city())
    }
}

/// The link by which an applicant shows that the address is theirs.
pub(super) fn confirm(
    app: &App,
    community: &Community,
    name: &str,
    email: &str,
    token: &Token,
) -> Result<Outgoing> {
    let words = app.words();
    let content = Content {
        subject: words.say("confirm-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("confirm-letter-text").s("community", &community.name).to_string()],
        button: words.say("confirm-letter-button").to_string(),
        link: app.link(&format!("/applications/{}", token.text())),
        after: vec![words.say("confirm-letter-not-you").to_string()],
        ..Content::default()
    };
    let key = crate::app::secrets::derive(token.text(), "confirm letter");
    letter(app, community, "joining.confirm", (name, email), key, &content)
}

/// To someone who applied and is a member already.
pub(super) fn already(app: &App, community: &Community, to: &Address, key: String) -> Result<Outgoing> {
    let words = app.words();
    let content = Content {
        subject: words.say("already-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("already-letter-text").s("community", &community.name).to_string()],
        button: words.say("letter-sign-in").to_string(),
        link: sign_in(app, "/today"),
        ..Content::default()
    };
    letter(app, community, "joining.already", (&to.name, &to.email), key, &content)
}

/// The application arrived and is read by people.
pub(super) fn received(
    app: &App,
    community: &Community,
    to: (&str, &str),
    id: ApplicationId,
    run_by: &str,
) -> Result<Outgoing> {
    let words = app.words();
    let text = words.say("received-letter-text").s("community", &community.name).s("who", run_by);
    let content = Content {
        subject: words.say("received-letter-subject").s("community", &community.name).to_string(),
        before: vec![text.to_string()],
        ..Content::default()
    };
    letter(app, community, "joining.received", to, format!("application-received:{id}"), &content)
}

/// Someone is a member now.
pub(super) fn welcome(
    app: &App,
    community: &Community,
    to: (&str, &str),
    id: ApplicationId,
) -> Result<Outgoing> {
    let words = app.words();
    let content = Content {
        subject: words.say("welcome-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("welcome-letter-text").s("community", &community.name).to_string()],
        button: words.say("letter-sign-in").to_string(),
        link: sign_in(app, &community.path("/groups")),
        ..Content::default()
    };
    letter(app, community, "joining.welcome", to, format!("application-decided:{id}"), &content)
}

/// A kind no, with the operator's own words where there are any.
pub(super) fn regret(
    app: &App,
    community: &Community,
    to: (&str, &str),
    id: ApplicationId,
    said: &str,
) -> Result<Outgoing> {
    let words = app.words();
    let mut before = vec![words.say("regret-letter-text").s("community", &community.name).to_string()];
    if !said.is_empty() {
        before.push(said.to_owned());
    }
    let content = Content {
        subject: words.say("regret-letter-subject").s("community", &community.name).to_string(),
        before,
        after: vec![words.say("regret-letter-forgotten").to_string()],
        ..Content::default()
    };
    letter(app, community, "joining.regret", to, format!("application-decided:{id}"), &content)
}

/// To those who run a community: somebody applied.
pub(super) fn application_waits(
    app: &App,
    community: &Community,
    to: &Address,
    id: ApplicationId,
    name: &str,
) -> Result<Outgoing> {
    let words = app.words();
    let subject = words.say("application-waits-subject").s("name", name).s("community", &community.name);
    let content = Content {
        subject: subject.to_string(),
        before: vec![words.say("application-waits-text").s("name", name).to_string()],
        button: words.say("application-waits-button").to_string(),
        link: app.link(&community.path("/applications")),
        ..Content::default()
    };
    let key = format!("application-waits:{id}:{}", to.id);
    letter(app, community, "joining.application_waits", (&to.name, &to.email), key, &content)
}

/// To whoever may decide: a member asks for a seat. `path` is where they do.
pub(super) fn request_waits(
    app: &App,
    community: &Community,
    to: &Address,
    request: SeatRequestId,
    about: (&str, &Group, String),
) -> Result<Outgoing> {
    let words = app.words();
    let (name, group, path) = about;
    let content = Content {
        subject: words.say("request-waits-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![words.say("request-waits-text").s("name", name).s("group", &group.name).to_string()],
        button: words.say("request-waits-button").to_string(),
        link: app.link(&path),
        ..Content::default()
    };
    let key = format!("seat-request:{request}:{}", to.id);
    letter(app, community, "joining.request_waits", (&to.name, &to.email), key, &content)
}

/// The member has the seat they asked for.
pub(super) fn seat_given(
    app: &App,
    community: &Community,
    to: &Address,
    group: &Group,
    request: SeatRequestId,
) -> Result<Outgoing> {
    let words = app.words();
    let content = Content {
        subject: words.say("seat-given-subject").s("group", &group.name).to_string(),
        before: vec![words.say("seat-given-text").s("group", &group.name).to_string()],
        button: words.say("seat-given-button").to_string(),
        link: sign_in(app, &group.path("")),
        ..Content::default()
    };
    let key = format!("seat-request-decided:{request}");
    letter(app, community, "joining.seat_given", (&to.name, &to.email), key, &content)
}

/// The member does not get the seat, and waits for another.
pub(super) fn seat_refused(
    app: &App,
    community: &Community,
    to: &Address,
    group: &Group,
    request: SeatRequestId,
) -> Result<Outgoing> {
    let words = app.words();
    let content = Content {
        subject: words.say("seat-refused-subject").s("group", &group.name).to_string(),
        before: vec![words.say("seat-refused-text").s("group", &group.name).to_string()],
        ..Content::default()
    };
    let key = format!("seat-request-decided:{request}");
    letter(app, community, "joining.seat_refused", (&to.name, &to.email), key, &content)
}

fn sign_in(app: &App, next: &str) -> String {
    app.link(&format!("/sign-in?next={}", encode(next)))
}
