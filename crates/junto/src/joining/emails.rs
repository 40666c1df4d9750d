//! The letters of those who come in: invitations, answers to applications and requests.
//!
//! They carry names, structure and the reader's own words; what others wrote is a link.

use store::Moment;

use super::actions::Withdrawal;
use super::entities::{ApplicationId, SeatRequestId};
use crate::accounts::Address;
use crate::app::App;
use crate::app::letterbox::{About, Outgoing, Urgency};
use crate::app::secrets::Token;
use crate::community::{Community, Operator, letter};
use crate::frame;
use crate::groups::{Chair, Group, Offer, SeatId};
use crate::ui::{Letter, Words};

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
pub(super) fn invitation(app: &App, asked: &Asked<'_>, token: &Token) -> Outgoing {
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
    let list: Vec<String> = others.map(|chair| line(app.words(), chair)).collect();
    if !list.is_empty() {
        before.push(words.say("invitation-letter-others").to_string());
    }
    let until = frame::day(asked.expires_at, &asked.to.zone);
    let content = Letter {
        subject: words.say("invitation-letter-subject").s("group", &group.name).to_string(),
        before,
        list,
        button: words.say("invitation-letter-button").to_string(),
        link: app.link(&format!("/invitations/{}", token.text())),
        after: vec![
            words.say("invitation-letter-until").s("until", until).to_string(),
            words.say("invitation-letter-nobody").to_string(),
        ],
        ..Letter::default()
    };
    let key = format!("invitation:{}", asked.offer.id());
    letter(asked.community, "joining.invitation", (&asked.to.name, &asked.to.email), key, content)
}

/// After some days without an answer, once: the seat is still kept. Taken back when they answer.
pub(super) fn reminder(app: &App, asked: &Asked<'_>, token: &Token, from: Moment) -> Outgoing {
    let words = app.words();
    let group = asked.offer.group();
    let until = frame::day(asked.expires_at, &asked.to.zone);
    let opening = words.say("reminder-letter-opening").s("group", &group.name);
    let content = Letter {
        subject: words.say("reminder-letter-subject").s("group", &group.name).to_string(),
        before: vec![opening.s("community", &asked.community.name).to_string()],
        button: words.say("invitation-letter-button").to_string(),
        link: app.link(&format!("/invitations/{}", token.text())),
        after: vec![
            words.say("invitation-letter-until").s("until", until).to_string(),
            words.say("reminder-letter-only").to_string(),
        ],
        ..Letter::default()
    };
    let key = reminder_key(asked.offer.id());
    let to = (asked.to.name.as_str(), asked.to.email.as_str());
    let letter = letter(asked.community, "joining.reminder", to, key, content);
    Outgoing {
        urgency: Urgency::From { moment: from, zone: zone_of(asked.to) },
        about: Some(About::Reminders),
        ..letter
    }
}

/// What the letter says to someone for whom a seat is no longer kept.
pub(super) fn withdrawn_letter(app: &App, by: &Operator, offer: &Offer, withdrawal: &Withdrawal) -> Letter {
    let (words, community, group) = (app.words(), by.community(), offer.group());
    let who = by.person().name();
    let text = words.say("withdrawn-letter-text").s("group", &group.name);
    let mut before = vec![text.s("who", who).s("community", &community.name).to_string()];
    if !withdrawal.said.is_empty() {
        before.push(withdrawal.said.clone());
    }
    before.push(words.say("withdrawn-letter-not-you").to_string());
    if withdrawal.waits {
        before.push(words.say("withdrawn-letter-waits").to_string());
    }
    Letter {
        subject: words.say("withdrawn-letter-subject").s("group", &group.name).to_string(),
        before,
        button: words.say("not-placed-button").to_string(),
        link: app.link_through_sign_in(&community.path("/groups")),
        after: vec![words.say("withdrawn-letter-what").s("who", who).to_string()],
        ..Letter::default()
    }
}

/// The seat is no longer kept for whoever was asked.
pub(super) fn withdrawn(by: &Operator, offer: &Offer, (to, content): (&Address, &Letter)) -> Outgoing {
    let key = format!("offer-withdrawn:{}", offer.id());
    let name = (to.name.as_str(), to.email.as_str());
    let letter = letter(by.community(), "joining.withdrawn", name, key, content.clone());
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: zone_of(to) }, ..letter }
}

pub(super) fn reminder_key(seat: SeatId) -> String {
    format!("invitation-reminder:{seat}")
}

pub(super) fn zone_of(address: &Address) -> calendar::Zone {
    calendar::Zone::named(&address.zone).unwrap_or_else(|_| calendar::Zone::utc())
}

/// A round found no group for someone, who waits for the next.
pub(super) fn not_placed(app: &App, community: &Community, to: &Address, key: String) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("not-placed-subject").s("community", &community.name).to_string(),
        before: vec![
            words.say("not-placed-text").s("community", &community.name).to_string(),
            words.say("not-placed-next").to_string(),
        ],
        button: words.say("not-placed-button").to_string(),
        link: app.link_through_sign_in(&community.path("/groups")),
        ..Letter::default()
    };
    let letter = letter(community, "joining.not_placed", (&to.name, &to.email), key, content);
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: zone_of(to) }, ..letter }
}

fn line(words: &Words, chair: &Chair) -> String {
    let facts = [chair.name.clone(), chair.line.clone(), chair.city(words)];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The link by which an applicant shows that the address is theirs.
pub(super) fn confirm(app: &App, community: &Community, name: &str, email: &str, token: &Token) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("confirm-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("confirm-letter-text").s("community", &community.name).to_string()],
        button: words.say("confirm-letter-button").to_string(),
        link: app.link(&format!("/applications/{}", token.text())),
        after: vec![words.say("confirm-letter-not-you").to_string()],
        ..Letter::default()
    };
    let key = crate::app::secrets::derive(token.text(), "confirm letter");
    letter(community, "joining.confirm", (name, email), key, content)
}

/// To someone who applied and is a member already.
pub(super) fn already(app: &App, community: &Community, to: &Address, key: String) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("already-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("already-letter-text").s("community", &community.name).to_string()],
        button: words.say("letter-sign-in").to_string(),
        link: app.link_through_sign_in("/today"),
        ..Letter::default()
    };
    letter(community, "joining.already", (&to.name, &to.email), key, content)
}

/// The application arrived and is read by people.
pub(super) fn received(
    app: &App,
    community: &Community,
    to: (&str, &str),
    id: ApplicationId,
    run_by: &str,
) -> Outgoing {
    let words = app.words();
    let text = words.say("received-letter-text").s("community", &community.name).s("who", run_by);
    let content = Letter {
        subject: words.say("received-letter-subject").s("community", &community.name).to_string(),
        before: vec![text.to_string()],
        ..Letter::default()
    };
    letter(community, "joining.received", to, format!("application-received:{id}"), content)
}

/// Someone is a member now.
pub(super) fn welcome(app: &App, community: &Community, to: (&str, &str), id: ApplicationId) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("welcome-letter-subject").s("community", &community.name).to_string(),
        before: vec![words.say("welcome-letter-text").s("community", &community.name).to_string()],
        button: words.say("letter-sign-in").to_string(),
        link: app.link_through_sign_in(&community.path("/groups")),
        ..Letter::default()
    };
    letter(community, "joining.welcome", to, format!("application-decided:{id}"), content)
}

/// A kind no, with the operator's own words where there are any.
pub(super) fn regret(
    app: &App,
    community: &Community,
    to: (&str, &str),
    id: ApplicationId,
    said: &str,
) -> Outgoing {
    let words = app.words();
    let mut before = vec![words.say("regret-letter-text").s("community", &community.name).to_string()];
    if !said.is_empty() {
        before.push(said.to_owned());
    }
    let content = Letter {
        subject: words.say("regret-letter-subject").s("community", &community.name).to_string(),
        before,
        after: vec![words.say("regret-letter-forgotten").to_string()],
        ..Letter::default()
    };
    letter(community, "joining.regret", to, format!("application-decided:{id}"), content)
}

/// To those who run a community: somebody applied.
pub(super) fn application_waits(
    app: &App,
    community: &Community,
    to: &Address,
    id: ApplicationId,
    name: &str,
) -> Outgoing {
    let words = app.words();
    let subject = words.say("application-waits-subject").s("name", name).s("community", &community.name);
    let content = Letter {
        subject: subject.to_string(),
        before: vec![words.say("application-waits-text").s("name", name).to_string()],
        button: words.say("application-waits-button").to_string(),
        link: app.link(&community.path("/applications")),
        ..Letter::default()
    };
    let key = format!("application-waits:{id}:{}", to.id);
    letter(community, "joining.application_waits", (&to.name, &to.email), key, content)
}

/// To whoever may decide: a member asks for a seat. `path` is where they do.
pub(super) fn request_waits(
    app: &App,
    community: &Community,
    to: &Address,
    request: SeatRequestId,
    about: (&str, &Group, String),
) -> Outgoing {
    let words = app.words();
    let (name, group, path) = about;
    let content = Letter {
        subject: words.say("request-waits-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![words.say("request-waits-text").s("name", name).s("group", &group.name).to_string()],
        button: words.say("request-waits-button").to_string(),
        link: app.link(&path),
        ..Letter::default()
    };
    let key = format!("seat-request:{request}:{}", to.id);
    letter(community, "joining.request_waits", (&to.name, &to.email), key, content)
}

/// The member has the seat they asked for.
pub(super) fn seat_given(
    app: &App,
    community: &Community,
    to: &Address,
    group: &Group,
    request: SeatRequestId,
) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("seat-given-subject").s("group", &group.name).to_string(),
        before: vec![words.say("seat-given-text").s("group", &group.name).to_string()],
        button: words.say("seat-given-button").to_string(),
        link: app.link_through_sign_in(&group.path("")),
        ..Letter::default()
    };
    let key = format!("seat-request-decided:{request}");
    letter(community, "joining.seat_given", (&to.name, &to.email), key, content)
}

/// The member does not get the seat, and waits for another.
pub(super) fn seat_refused(
    app: &App,
    community: &Community,
    to: &Address,
    group: &Group,
    request: SeatRequestId,
) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("seat-refused-subject").s("group", &group.name).to_string(),
        before: vec![words.say("seat-refused-text").s("group", &group.name).to_string()],
        ..Letter::default()
    };
    let key = format!("seat-request-decided:{request}");
    letter(community, "joining.seat_refused", (&to.name, &to.email), key, content)
}
