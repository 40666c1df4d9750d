//! The letters that carry messages to calendars, and reminders. For people they say in a sentence what happened,
//! with every time on the reader's own clock; nobody else's answer stands in them.

use calendar::DateTime;
use calendar::ical::{About, Entry, Mailbox, Message, Occurrence, Times};
use jiff::SignedDuration;
use store::Moment;

use super::queries::Reader;
use crate::app::letterbox::{self, About as Subject, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community::{self, Community};
use crate::frame;
use crate::groups::{Group, SeatId};
use crate::meetings::answers;
use crate::meetings::entities::{MeetingId, Said};
use crate::meetings::queries::{Answers, Meeting, Series};
use crate::ui::{Letter, Words};

/// As many coming dates as a letter lists.
const DATES: usize = 6;

/// What a calendar is told, by whom and to whom.
pub(super) struct Told<'a> {
    pub(super) group: &'a Group,
    pub(super) community: &'a Community,
    pub(super) series: &'a Series,
    pub(super) reader: &'a Reader,
    pub(super) organiser: &'a Mailbox,
    pub(super) stamp: Moment,
    /// What the calendar knew, and what it knows then.
    pub(super) before: Option<&'a Entry>,
    pub(super) after: Option<&'a Entry>,
    /// What is true, also where a later message tells it.
    pub(super) now: Option<&'a Entry>,
    /// What the reader has said so far.
    pub(super) answers: &'a Answers,
}

/// The letter that carries a message to a calendar.
pub(super) async fn of_message(
    tx: &WriteTx,
    app: &App,
    told: &Told<'_>,
    (what, message): (About, &Message),
) -> Result<Outgoing> {
    let words = app.words();
    let (subject, happened) = told.happened(words, tx.now(), what);
    let to_come = told.to_come(tx.now(), what);
    let mut letter = Letter { subject, before: happened, ..Letter::default() };
    if !to_come.is_empty() {
        letter.before.push(words.say("invite-clock").s("city", told.reader.zone.city()).to_string());
        letter.list = to_come.iter().take(DATES).map(|date| told.span(date)).collect();
        if to_come.len() > DATES {
            letter.list.push(words.say("invite-more").n("count", to_come.len() - DATES).to_string());
        }
        if let (Some(seat), Some(last)) = (told.reader.seat, to_come.last()) {
            let original = date_of(what);
            let token = answers::link(tx, told.series, seat, original, Moment(last.end)).await?;
            letter.after.extend(told.join(words, what));
            // Who hears that a date is off is asked nothing.
            if !matches!(what, About::Cancelled(_)) {
                letter.answers = answer_links(app, token.text());
                let said = told.answers.about(told.series, seat, original).map_or("nothing", Said::name);
                letter.after.push(words.say("invite-answer").s("said", said).to_string());
            }
        }
        letter.button = words.say("invite-button").to_string();
        letter.link = app.link(&told.group.path("/meetings"));
    }
    let to = (told.reader.name.as_str(), told.reader.email.as_str());
    let key = format!("calendar:{}:{}:{}:{}", told.series.id, told.reader.member, told.stamp, name(what));
    let mut outgoing = community::letter(told.community, "meetings.calendar", to, key, letter);
    outgoing.body.reply_to = Some(told.organiser.email.clone());
    let (method, text) = (message.method.as_str().to_owned(), message.text.clone());
    outgoing.body.calendar = Some(mail::CalendarPart { method, text });
    Ok(outgoing)
}

fn name(what: About) -> String {
    date_of(what).map_or_else(|| "whole".to_owned(), |original| original.to_string())
}

/// The date by the rule that a message is about, unless it is about the whole.
pub(super) fn date_of(what: About) -> Option<DateTime> {
    match what {
        About::Moved(original) | About::Cancelled(original) => Some(original),
        About::Asked | About::Changed | About::Ended => None,
    }
}

/// A meeting as a calendar knows it.
struct One {
    start: jiff::Timestamp,
    end: jiff::Timestamp,
    link: Option<String>,
}

impl One {
    /// One date of a series, or a single meeting.
    fn of(entry: &Entry, original: Option<DateTime>) -> Option<Self> {
        let date = match &entry.times {
            Times::Once { start, minutes } => once(*start, *minutes)?,
            Times::Series(series) => series.occurrence(original?).ok()?,
        };
        let link = entry.link_at(original).map(str::to_owned);
        Some(Self { start: date.start, end: date.end, link })
    }
}

fn once(start: jiff::Timestamp, minutes: u16) -> Option<Occurrence> {
    let end = start.saturating_add(SignedDuration::from_mins(i64::from(minutes))).ok()?;
    Some(Occurrence { original: calendar::Zone::utc().local_at(start), start, end })
}

/// Each of the three answers, by one link.
fn answer_links(app: &App, token: &str) -> Vec<(String, String)> {
    let link = |said: Said| {
        let words = app.words().say("answers-word").s("said", said).to_string();
        (words, app.link(&format!("/answers/{token}?says={said}")))
    };
    [Said::Yes, Said::Perhaps, Said::No].map(link).to_vec()
}

impl Told<'_> {
    /// The subject, and what happened.
    fn happened(&self, words: &Words, now: Moment, what: About) -> (String, Vec<String>) {
        let group = &self.group.name;
        let say = |key: &str, day: &str, new: &str| {
            words
                .say(key)
                .s("group", group)
                .s("community", &self.community.name)
                .s("day", day)
                .s("new", new)
                .to_string()
        };
        let both = |key: &str, day: &str, new: &str| {
            (say(&format!("{key}-subject"), day, new), vec![say(key, day, new)])
        };
        let next = self.now.and_then(|entry| occurrences(entry, now).into_iter().next());
        let next = next.map(|date| self.day(date.start)).unwrap_or_default();
        let is_once = self.series.record.rule.is_none();
        match what {
            About::Asked if is_once => both("invite-once", &next, ""),
            About::Asked => both("invite-series", &next, ""),
            About::Changed | About::Moved(_) => {
                let changes = match self.one(what) {
                    Some((was, is)) => self.changes_of_one(&was, &is),
                    None => self.changes_of_all(),
                };
                let subject = match changes.first() {
                    Some((key, day, new)) if self.one(what).is_some() => {
                        say(&format!("{key}-subject"), day, new)
                    }
                    _ => say("invite-changed-subject", &next, ""),
                };
                (subject, changes.iter().map(|(key, day, new)| say(key, day, new)).collect())
            }
            About::Cancelled(_) | About::Ended if self.reader.seat.is_none() => both("invite-left", "", ""),
            About::Cancelled(original) if self.series.cancelled_at.is_some() => {
                both("invite-once-off", &self.known_at(original), "")
            }
            About::Cancelled(original) => both("invite-off", &self.known_at(original), ""),
            About::Ended => {
                let first = self.before.and_then(|before| occurrences(before, now).into_iter().next());
                let first = first.map(|date| self.day(date.start)).unwrap_or_default();
                both(if is_once { "invite-once-off" } else { "invite-series-off" }, &first, "")
            }
        }
    }

    /// The one meeting that a message is about, as the calendar knew it, else by the rule, and as it is then.
    fn one(&self, what: About) -> Option<(One, One)> {
        let original = date_of(what);
        let by_rule = || {
            let start = self.series.record.anchor().moment_of(original?)?;
            let date = once(start, self.series.record.minutes)?;
            let link = self.before.or(self.after)?.link.clone();
            Some(One { start, end: date.end, link })
        };
        let is = One::of(self.after?, original)?;
        let was = self.before.and_then(|before| One::of(before, original)).or_else(by_rule)?;
        Some((was, is))
    }

    /// What is other than before about one meeting: the key of a sentence, when the meeting was or is, what is new.
    fn changes_of_one(&self, was: &One, is: &One) -> Vec<(&'static str, String, String)> {
        let mut changes = Vec::new();
        if was.start != is.start {
            changes.push(("invite-moved", self.day(was.start), self.day(is.start)));
        } else if was.end != is.end {
            changes.push(("invite-length", self.day(is.start), self.time(is.end)));
        }
        if was.link != is.link {
            changes.push(("invite-one-link", self.day(is.start), String::new()));
        }
        if changes.is_empty() {
            changes.push(("invite-stays", self.day(is.start), String::new()));
        }
        changes
    }

    /// What is other than before about a whole series.
    fn changes_of_all(&self) -> Vec<(&'static str, String, String)> {
        let (Some(before), Some(after)) = (self.before, self.after) else { return Vec::new() };
        let mut changes = Vec::new();
        let mut note = |key, day| changes.push((key, day, String::new()));
        match (&before.times, &after.times) {
            (Times::Series(was), Times::Series(is)) if was.last() != is.last() => {
                let last = is.last().and_then(|last| is.occurrences(is.first().date(), last).pop());
                note("invite-ends", last.map(|last| self.day(last.start)).unwrap_or_default());
            }
            (Times::Series(was), Times::Series(is)) if !is_same_rule(was, is) => {
                note("invite-times", String::new());
            }
            _ => {}
        }
        if before.link != after.link {
            note("invite-link", String::new());
        }
        if changes.is_empty() {
            changes.push(("invite-words", String::new(), String::new()));
        }
        changes
    }

    /// The dates to list: those to come, or the one that was moved.
    fn to_come(&self, now: Moment, what: About) -> Vec<Occurrence> {
        let mut dates = self.now.map(|entry| occurrences(entry, now)).unwrap_or_default();
        match what {
            About::Moved(original) => dates.retain(|date| date.original == original),
            About::Ended => dates.clear(),
            _ => {}
        }
        dates
    }

    /// When a date by the rule was to be, as the calendar knew it.
    fn known_at(&self, original: DateTime) -> String {
        let known = self.before.and_then(|before| One::of(before, Some(original)));
        let by_rule = || self.series.record.anchor().moment_of(original);
        known.map(|known| known.start).or_else(by_rule).map(|start| self.day(start)).unwrap_or_default()
    }

    /// `Tuesday 6 October, 17:00` on the reader's clock.
    fn day(&self, moment: jiff::Timestamp) -> String {
        frame::day_and_time(Moment(moment), self.reader.zone.name())
    }

    fn span(&self, date: &Occurrence) -> String {
        format!("{} – {}", self.day(date.start), self.time(date.end))
    }

    fn time(&self, moment: jiff::Timestamp) -> String {
        self.reader.zone.local_at(moment).strftime("%H:%M").to_string()
    }

    fn join(&self, words: &Words, what: About) -> Option<String> {
        let link = self.now?.link_at(date_of(what))?;
        Some(words.say("invite-join").s("link", link).to_string())
    }
}

/// Whether two series meet by one rule, whatever became of single dates.
fn is_same_rule(was: &calendar::ical::Series, is: &calendar::ical::Series) -> bool {
    let rule = |series: &calendar::ical::Series| (series.first().time(), series.minutes(), series.rule());
    rule(was) == rule(is) && was.zone() == is.zone()
}

/// What is not over yet, the soonest first.
fn occurrences(entry: &Entry, now: Moment) -> Vec<Occurrence> {
    let mut dates = match &entry.times {
        Times::Once { start, minutes } => once(*start, *minutes).into_iter().collect(),
        Times::Series(series) => {
            let from = series.first().date();
            let year = jiff::Span::new().years(1);
            series.occurrences(from, series.last().unwrap_or_else(|| from.saturating_add(year)))
        }
    };
    dates.retain(|date| date.end > now.0);
    dates.sort_by_key(|date| date.start);
    dates
}

pub(super) fn reminder_key(meeting: MeetingId, seat: SeatId) -> String {
    format!("meeting-reminder:{meeting}:{seat}")
}

/// Asks once whoever has not said whether they come.
pub(super) async fn remind(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    series: &Series,
    (meeting, reader, seat): (&Meeting, &Reader, SeatId),
) -> Result<()> {
    let words = app.words();
    let day = frame::day_and_time(meeting.starts_at, reader.zone.name());
    let original = series.record.rule.is_some().then_some(meeting.original);
    let token = answers::link(tx, series, seat, original, meeting.ends_at).await?;
    let say = |key: &str| {
        words.say(key).s("group", &group.name).s("day", &day).s("city", reader.zone.city()).to_string()
    };
    let letter = Letter {
        subject: say("invite-reminder-subject"),
        before: vec![say("invite-reminder")],
        answers: answer_links(app, token.text()),
        button: say("invite-button"),
        link: app.link(&group.path("/meetings")),
        after: vec![say("invite-reminder-once")],
        ..Letter::default()
    };
    let community = community::by_id(tx.db(), group.community).await?;
    let to = (reader.name.as_str(), reader.email.as_str());
    let letter =
        community::letter(&community, "meetings.reminder", to, reminder_key(meeting.id, seat), letter);
    let urgency = Urgency::From { moment: tx.now(), zone: reader.zone.clone() };
    letterbox::post(tx, Outgoing { urgency, about: Some(Subject::Reminders), ..letter }).await?;
    Ok(())
}
