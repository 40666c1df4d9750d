//! The letters of a poll: the question, a reminder, and that it has closed.

use super::queries::Poll;
use crate::accounts::Address;
use crate::app::App;
use crate::app::letterbox::{About, Outgoing, Urgency};
use crate::community::{Community, letter};
use crate::frame;
use crate::groups::{Chair, Group, SeatId};
use crate::meetings::entities::PollId;
use crate::ui::Letter;

const DAY_SECONDS: i64 = 24 * 3600;

/// Everyone is asked which times suit them, each on their own clock.
pub(super) fn asked(
    app: &App,
    community: &Community,
    group: &Group,
    poll: &Poll,
    chair: &Chair,
    to: &Address,
) -> Outgoing {
    let words = app.words();
    let clock = chair.zone();
    let until = frame::day_and_time(poll.closes_at, clock.name());
    let opening = words.say("poll-letter-opening").s("group", &group.name).s("title", &poll.title);
    let content = Letter {
        subject: words.say("poll-letter-subject").s("group", &group.name).s("title", &poll.title).to_string(),
        before: vec![opening.n("minutes", poll.minutes).s("city", clock.city()).to_string()],
        list: poll.moments().map(|moment| frame::day_and_time(moment, clock.name())).collect(),
        button: words.say("poll-letter-button").to_string(),
        link: app.link(&path(group, poll)),
        after: vec![words.say("poll-letter-until").s("until", until).to_string()],
        ..Letter::default()
    };
    let key = format!("poll:{}:{}", poll.id, chair.seat.id);
    let letter = letter(community, "meetings.poll", (&to.name, &to.email), key, content);
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: clock }, ..letter }
}

/// On the last morning but one or two before it closes, to whoever has not answered. Taken back when they do.
pub(super) fn reminder(
    app: &App,
    community: &Community,
    group: &Group,
    poll: &Poll,
    chair: &Chair,
    to: &Address,
) -> Outgoing {
    let words = app.words();
    let day = frame::local(poll.closes_at, chair.zone().name()).strftime("%A").to_string();
    let subject = words.say("poll-reminder-subject").s("group", &group.name).s("day", day);
    let subject = subject.s("title", &poll.title);
    let letter = asked(app, community, group, poll, chair, to);
    let letter =
        Outgoing { kind: "meetings.poll_reminder", key: reminder_key(poll.id, chair.seat.id), ..letter };
    let urgency = Urgency::From { moment: poll.closes_at.plus_seconds(-2 * DAY_SECONDS), zone: chair.zone() };
    let mut letter = Outgoing { urgency, about: Some(About::Reminders), ..letter };
    letter.body.letter.subject = subject.to_string();
    letter
}

pub(super) fn reminder_key(poll: PollId, seat: SeatId) -> String {
    format!("poll-reminder:{poll}:{seat}")
}

/// Whoever asked can choose now.
pub(super) fn closed(
    app: &App,
    community: &Community,
    group: &Group,
    poll: &Poll,
    (chair, to): (&Chair, &Address),
    answers: usize,
) -> Outgoing {
    let words = app.words();
    let text = words.say("poll-closed-text").s("title", &poll.title).n("answers", answers);
    let content = Letter {
        subject: words.say("poll-closed-subject").s("group", &group.name).s("title", &poll.title).to_string(),
        before: vec![text.to_string()],
        button: words.say("poll-closed-button").to_string(),
        link: app.link(&path(group, poll)),
        ..Letter::default()
    };
    let key = format!("poll-closed:{}", poll.id);
    let letter = letter(community, "meetings.poll_closed", (&to.name, &to.email), key, content);
    Outgoing { urgency: Urgency::OutsideQuietHours { zone: chair.zone() }, ..letter }
}

fn path(group: &Group, poll: &Poll) -> String {
    group.path(&format!("/polls/{}", poll.id))
}
