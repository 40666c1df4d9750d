//! The letters around a pause. None says why.

use super::actions::Span;
use super::entities::PauseId;
use super::path;
use super::queries::{Pause, in_words};
use crate::accounts::Address;
use crate::app::App;
use crate::app::letterbox::{Outgoing, Urgency};
use crate::community::{Community, letter};
use crate::groups::queries::{Chair, Group};
use crate::groups::rights::Seat;
use crate::ui::Letter;

/// So long before a pause ends its holder is told.
const BEFORE_SECONDS: i64 = 7 * 24 * 3600;

type To<'a> = (&'a Chair, &'a Address);

/// To the others: somebody will be away, and their seat is kept.
pub(super) fn announced(app: &App, seat: &Seat, id: PauseId, span: Span, to: To<'_>) -> Outgoing {
    let (words, group, name) = (app.words(), seat.group(), seat.member().name());
    let text = words.say("pause-letter-text").s("name", name).s("group", &group.name);
    let (from, until) = (in_words(span.first_day), in_words(span.last_day));
    let content = Letter {
        subject: words.say("pause-letter-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![text.s("from", from).s("until", until).to_string()],
        ..Letter::default()
    };
    by_day(seat.member().community(), "groups.pause", to, &format!("pause:{id}"), content)
}

/// To whoever pauses, before it ends.
pub(super) fn ends_soon(
    app: &App,
    community: &Community,
    group: &Group,
    pause: &Pause,
    to: To<'_>,
) -> Outgoing {
    let content = about_the_end(app, community, group, pause, ["pause-ends-subject", "pause-ends-text"]);
    let letter = by_day(community, "groups.pause_ends", to, &ends_soon_key(pause), content);
    let moment = pause.until_at.plus_seconds(-BEFORE_SECONDS);
    Outgoing { key: ends_soon_key(pause), urgency: Urgency::From { moment, zone: to.0.zone() }, ..letter }
}

pub(super) fn ends_soon_key(pause: &Pause) -> String {
    format!("pause-ends:{}:{}", pause.id, pause.until_at.microseconds())
}

/// Until when a pause lasts, under these words for subject and text.
fn about_the_end(
    app: &App,
    community: &Community,
    group: &Group,
    pause: &Pause,
    [subject, text]: [&str; 2],
) -> Letter {
    let words = app.words();
    Letter {
        subject: words.say(subject).s("group", &group.name).to_string(),
        before: vec![words.say(text).s("group", &group.name).s("until", pause.last()).to_string()],
        button: words.say("pause-ends-button").to_string(),
        link: app.link_through_sign_in(&path(community, group.id)),
        ..Letter::default()
    }
}

/// To whoever pauses: the group keeps the seat for longer.
pub(super) fn extended(
    app: &App,
    community: &Community,
    group: &Group,
    pause: &Pause,
    to: To<'_>,
) -> Outgoing {
    let keys = ["pause-extended-subject", "pause-extended-text"];
    let content = about_the_end(app, community, group, pause, keys);
    let key = format!("pause-extended:{}", ends_soon_key(pause));
    by_day(community, "groups.pause_extended", to, &key, content)
}

/// To whoever paused: they sit at the table again.
pub(super) fn over(app: &App, community: &Community, group: &Group, pause: &Pause, to: To<'_>) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("pause-over-subject").s("group", &group.name).to_string(),
        before: vec![words.say("pause-over-text").s("group", &group.name).to_string()],
        button: words.say("facilitator-letter-button").to_string(),
        link: app.link_through_sign_in(&group.path("")),
        ..Letter::default()
    };
    by_day(community, "groups.pause_over", to, &format!("pause-over:{}", pause.id), content)
}

/// To the others: somebody is back, or did not go.
pub(super) fn is_back(
    app: &App,
    community: &Community,
    group: &Group,
    pause: &Pause,
    (own, chair, to): (&Chair, &Chair, &Address),
) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("pause-back-subject").s("name", &own.name).s("group", &group.name).to_string(),
        before: vec![words.say("pause-back-text").s("name", &own.name).s("group", &group.name).to_string()],
        ..Letter::default()
    };
    by_day(community, "groups.pause_back", (chair, to), &format!("pause-back:{}", pause.id), content)
}

fn by_day(
    community: &Community,
    kind: &'static str,
    (chair, to): To<'_>,
    key: &str,
    content: Letter,
) -> Outgoing {
    let key = format!("{key}:{}", chair.seat.id);
    let letter = letter(community, kind, (&chair.name, &to.email), key, content);
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: chair.zone() }, ..letter }
}
