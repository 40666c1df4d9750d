//! The letters of a way out. None carries what anybody said.

use store::Moment;

use super::entities::DepartureId;
use crate::accounts::Address;
use crate::app::App;
use crate::app::letterbox::{Outgoing, Urgency};
use crate::community::{Community, letter};
use crate::frame;
use crate::groups::{Group, Seat, SeatId};
use crate::joining::emails::zone_of;
use crate::ui::Letter;

/// To whoever leads: somebody has told them something, which stands on the group's home.
pub(super) fn confided(app: &App, seat: &Seat, id: DepartureId, to: &Address) -> Outgoing {
    let (words, group, name) = (app.words(), seat.group(), seat.member().name());
    let content = Letter {
        subject: words.say("confided-letter-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![words.say("confided-letter-text").s("name", name).s("group", &group.name).to_string()],
        button: words.say("confided-letter-button").to_string(),
        link: app.link_through_sign_in(&group.path("#h-leavers")),
        after: vec![words.say("confided-letter-private").to_string()],
        ..Letter::default()
    };
    by_day(seat.member().community(), "joining.confided", to, format!("confided:{id}:{}", to.id), content)
}

/// To the group: somebody leaves, and until when they stay.
pub(super) fn notice(app: &App, seat: &Seat, id: DepartureId, (to, last_at): (&Address, Moment)) -> Outgoing {
    let (words, group, name) = (app.words(), seat.group(), seat.member().name());
    let last = frame::day_and_time(last_at, &to.zone);
    let text = words.say("notice-letter-text").s("name", name).s("group", &group.name).s("last", last);
    let content = Letter {
        subject: words.say("notice-letter-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![text.to_string()],
        button: words.say("notice-letter-button").s("name", name).to_string(),
        link: app.link_through_sign_in(&group.path(&format!("/goodbyes/{id}"))),
        ..Letter::default()
    };
    by_day(seat.member().community(), "joining.notice", to, format!("notice:{id}:{}", to.id), content)
}

/// To those who were told: they stay after all.
pub(super) fn stays(app: &App, seat: &Seat, id: DepartureId, to: &Address) -> Outgoing {
    let (words, group, name) = (app.words(), seat.group(), seat.member().name());
    let content = Letter {
        subject: words.say("stays-letter-subject").s("name", name).s("group", &group.name).to_string(),
        before: vec![words.say("stays-letter-text").s("name", name).s("group", &group.name).to_string()],
        ..Letter::default()
    };
    by_day(seat.member().community(), "joining.stays", to, format!("stays:{id}:{}", to.id), content)
}

/// To whoever left: what ended, and what does not.
pub(super) fn left(app: &App, community: &Community, group: &Group, seat: SeatId, to: &Address) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("left-letter-subject").s("group", &group.name).to_string(),
        before: vec![
            words.say("left-letter-text").s("group", &group.name).to_string(),
            words.say("left-letter-confidence").to_string(),
        ],
        button: words.say("not-placed-button").to_string(),
        link: app.link_through_sign_in(&community.path("/groups")),
        ..Letter::default()
    };
    by_day(community, "joining.left", to, format!("left:{seat}"), content)
}

/// What those who remain must know of a chair that is empty now.
pub(super) struct Empty<'a> {
    pub(super) name: &'a str,
    /// Whether they knew that this would be.
    pub(super) was_told: bool,
    pub(super) is_led: bool,
}

/// To those who remain.
pub(super) fn empty_chair(
    app: &App,
    community: &Community,
    group: &Group,
    seat: SeatId,
    to: &Address,
    about: &Empty<'_>,
) -> Outgoing {
    let words = app.words();
    let mut before = Vec::new();
    if !about.was_told {
        let text = words.say("empty-chair-text").s("name", about.name).s("group", &group.name);
        before.push(text.to_string());
    }
    if !about.is_led {
        before.push(words.say("empty-chair-lead").s("group", &group.name).to_string());
    }
    let subject = if about.was_told { "empty-chair-lead-subject" } else { "empty-chair-subject" };
    let content = Letter {
        subject: words.say(subject).s("name", about.name).s("group", &group.name).to_string(),
        before,
        button: words.say("seat-given-button").to_string(),
        link: app.link_through_sign_in(&group.path("")),
        ..Letter::default()
    };
    by_day(community, "joining.empty_chair", to, format!("empty-chair:{seat}:{}", to.id), content)
}

/// To whoever runs the community: that a group closed, stands empty or is led by nobody. `state` is the key of
/// that sentence.
pub(super) fn to_operator(
    app: &App,
    community: &Community,
    group: &Group,
    seat: SeatId,
    to: &Address,
    state: &str,
) -> Outgoing {
    let words = app.words();
    let content = Letter {
        subject: words.say("structure-letter-subject").s("group", &group.name).to_string(),
        before: vec![words.say(state).s("group", &group.name).to_string()],
        button: words.say("structure-letter-button").to_string(),
        link: app.link_through_sign_in(&community.path("/groups")),
        ..Letter::default()
    };
    by_day(community, "joining.structure", to, format!("structure:{seat}:{}", to.id), content)
}

fn by_day(community: &Community, kind: &'static str, to: &Address, key: String, content: Letter) -> Outgoing {
    let letter = letter(community, kind, (&to.name, &to.email), key, content);
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: zone_of(to) }, ..letter }
}
