//! The letters of a poll: the question, a reminder, and that it has closed.

use super::queries::Poll;
use crate::app::App;
use crate::app::letterbox::{About, Outgoing, Urgency};
use crate::community::{Community, letter};
use crate::groups::{Group, SeatId};
use crate::meetings::clocks::Addressee;
use crate::meetings::entities::PollId;
use crate::ui::Letter;

const DAY_SECONDS: i64 = 24 * 3600;

/// Everyone is asked which times suit them, each on their own clock.
pub(super) fn asked(
    app: &App,
    community: &Community,
    group: &Group,
    poll: &Poll,
    to: &Addressee,
) -> Outgoing {
    let (words, clock) = (app.words(), &to.clock);
    let until = clock.day_and_time(words, poll.closes_at);
    let opening = words.say("poll-letter-opening").s("group", &group.name).s("title", &poll.title);
    let content = Letter {
        subject: words.say("poll-letter-subject").s("group", &group.name).s("title", &poll.title).to_string(),
        before: vec![opening.n("minutes", poll.minutes).s("city", clock.home().city()).to_string()],
        list: poll.moments().map(|moment| clock.day_and_time(words, moment)).collect(),
        button: words.say("poll-letter-button").to_string(),
        link: app.link(&path(group, poll)),
        after: vec![words.say("poll-letter-until").s("until", until).to_string()],
        ..Letter::default()
    };
    let key = format!("poll:{}:{}", poll.id, to.chair.seat.id);
    let letter = letter(community, "meetings.poll", to.to(), key, content);
    let zone = clock.zone_at(poll.asked_at).clone();
    Outgoing { urgency: Urgency::OutsideQuietHours { zone }, ..letter }
}

/// On the last morning but one or two before it closes, to whoever has not answered. Taken back when they do.
pub(super) fn reminder(
    app: &App,
    community: &Community,
    group: &Group,
    poll: &Poll,
    to: &Addressee,
) -> Outgoing {
    let words = app.words();
    let day = to.clock.local_at(poll.closes_at).strftime("%A").to_string();
    let subject = words.say("poll-reminder-subject").s("group", &group.name).s("day", day);
    let subject = subject.s("title", &poll.title);
    let letter = asked(app, community, group, poll, to);
    let letter =
        Outgoing { kind: "meetings.poll_reminder", key: reminder_key(poll.id, to.chair.seat.id), ..letter };
    let moment = poll.closes_at.plus_seconds(-2 * DAY_SECONDS);
    let urgency = Urgency::From { moment, zone: to.clock.zone_at(moment).clone() };
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
    to: &Addressee,
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
    let letter = letter(community, "meetings.poll_closed", to.to(), key, content);
    let zone = to.clock.zone_at(poll.closes_at).clone();
    Outgoing { urgency: Urgency::OutsideQuietHours { zone }, ..letter }
}

fn path(group: &Group, poll: &Poll) -> String {
    group.path(&format!("/polls/{}", poll.id))
}
