//! Answers that come back from calendars: iTIP replies and counter-proposals (RFC 5546, 3.2.3 and 3.2.7), read with
//! patience and weighed with care.
//!
//! Reading takes what calendars really send: no METHOD, several events in one file, lower and upper case, zones by
//! their Windows names. Weighing says whether an answer counts, and if not, why; it never adds anybody to a meeting.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};

use super::entry::{Entry, Times};
use super::lines::{RawLine, decoded};
use super::messages::Says;
use super::read::{ProblemKind, Problems, Step, Within, read_components};
use super::recur::Work;
use super::values::{Length, Point, duration, point};
use super::zones::Zones;
use crate::zone::Zone;

/// The longest file that is read, in bytes.
const LONGEST_REPLY: usize = 512 * 1024;
/// The most answers of one file.
const MOST_ANSWERS: usize = 500;
/// The most attendees of one event.
const MOST_ATTENDEES: usize = 200;
const REPLY_WORK: u32 = 100_000;

/// What one event of a reply says, before it is known whether it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The entry it is about.
    pub uid: String,
    /// The date of a series it is about; `None` for the whole.
    pub date: Option<When>,
    /// Who says what: addresses in lower case, without `mailto:`.
    pub said: Vec<(String, Says)>,
    /// The sequence that was answered.
    pub sequence: Option<u32>,
    /// When it was written.
    pub stamp: Option<Timestamp>,
    /// Another time, proposed by the member.
    pub proposed: Option<Proposed>,
}

/// A point in time as a reply writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The moment, if the zone is known.
    moment: Option<Timestamp>,
    /// What was written, on whatever clock.
    wall: DateTime,
    /// Whether only the day was written.
    is_day: bool,
}

/// Another time, proposed by a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// When it would begin.
    pub start: Timestamp,
    /// When it would end, if said.
    pub end: Option<Timestamp>,
}

/// Why a file holds no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    /// Too long for an answer.
    #[error("the calendar file is too long for an answer")]
    TooLong,
    /// No VCALENDAR in it.
    #[error("this is no calendar file")]
    NotACalendar,
    /// It asks for something else: a request, a cancellation.
    #[error("the calendar file is no answer")]
    NotAnAnswer,
    /// No event in it says who answers.
    #[error("the calendar file says of nobody whether they come")]
    NobodyAnswers,
}

/// How the sender of a reply is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender<'a> {
    /// It came to an address that only this member was given. Whatever address their calendar answers with is theirs.
    ReplyAddress,
    /// By the address it was sent from, which a mail server has vouched for.
    Address(&'a str),
}

/// What was asked, and what was answered before.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The entry as it is now, with the sequence at which its times last changed: answers to earlier ones are refused.
    pub entry: &'a Entry,
    /// The member's address as it stood in the invitation.
    pub email: &'a str,
    /// How the sender is known.
    pub sender: Sender<'a>,
    /// Sequence and stamp of the member's last answer to the same date, or to the whole if the answer is to that.
    pub last: Option<(u32, Timestamp)>,
}

/// An answer that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// The date by the rule; `None` for the whole.
    pub original: Option<DateTime>,
    /// What the member says.
    pub says: Says,
    /// Whether they answer under the address that was asked. If not, their calendar has rewritten it, or they have
    /// passed the invitation on and somebody else answers in their place: tell them what was recorded.
    pub is_own_address: bool,
    /// The sequence that was answered.
    pub sequence: u32,
    /// When it was written.
    pub stamp: Option<Timestamp>,
    /// Another time, proposed by the member.
    pub proposed: Option<Proposed>,
}

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is about another entry.
    #[error("the answer is about another meeting")]
    AnotherMeeting,
    /// Whoever answers was not asked.
    #[error("the answer is from somebody who was not asked")]
    Stranger,
    /// It answers times that have changed since.
    #[error("the meeting has changed since that answer")]
    OldSequence,
    /// The member has answered again since.
    #[error("a later answer is already known")]
    OlderAnswer,
    /// The series does not meet then.
    #[error("there is no meeting on that date")]
    NoSuchDate,
    /// That meeting was cancelled.
    #[error("that meeting is cancelled")]
    DateCancelled,
    /// It says neither yes nor no nor perhaps.
    #[error("the answer says neither yes nor no")]
    SaysNothing,
}

/// The answers in a reply.
///
/// ```
/// use calendar::ical::{Says, read_replies};
///
/// let file = b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:7@junto.example\n\
///              ATTENDEE;PARTSTAT=accepted:MAILTO:Ana@Harbour.example\nEND:VEVENT\nEND:VCALENDAR\n";
/// let answers = read_replies(file)?;
/// assert_eq!(answers[0].said, [("ana@harbour.example".to_owned(), Says::Accepted)]);
/// # Ok::<(), calendar::ical::ReplyError>(())
/// ```
pub fn read_replies(file: &[u8]) -> Result<Vec<Reply>, ReplyError> {
    if file.len() > LONGEST_REPLY {
        return Err(ReplyError::TooLong);
    }
    let text = decoded(file);
    let mut zones = Zones::default();
    let mut problems = Problems::at_most(1000);
    let mut method: Option<String> = None;
    let mut drafts: Vec<Draft> = Vec::new();
    read_components(&text, &mut zones, &mut problems, |step, _| match step {
        Step::EventBegins { .. } if drafts.len() < MOST_ANSWERS => drafts.push(Draft::default()),
        Step::Property { within: Within::Calendar, raw, name: "METHOD" } => {
            method = raw.parts().map(|line| line.value.to_ascii_uppercase());
        }
        Step::Property { within: Within::Event, raw, name } => {
            if let Some(draft) = drafts.last_mut() {
                draft.take(raw, name);
            }
        }
        _ => {}
    });
    if problems.told.iter().any(|problem| problem.kind == ProblemKind::NotACalendar) {
        return Err(ReplyError::NotACalendar);
    }
    let is_counter = match method.as_deref() {
        Some("COUNTER") => true,
        Some("REPLY") | None => false,
        Some(_) => return Err(ReplyError::NotAnAnswer),
    };
    let mut work = Work::of(REPLY_WORK);
    let answers: Vec<Reply> = drafts
        .into_iter()
        .filter(|draft| !draft.said.is_empty())
        .map(|draft| draft.finish(is_counter, &mut zones, &mut work))
        .collect();
    if answers.is_empty() { Err(ReplyError::NobodyAnswers) } else { Ok(answers) }
}

/// Whether an answer counts for the member who was asked.
pub fn weigh(answer: &Reply, asked: &Asked<'_>) -> Result<Weighed, Refusal> {
    let entry = asked.entry;
    if answer.uid != entry.uid {
        return Err(Refusal::AnotherMeeting);
    }
    let (says, is_own_address) = said_by(answer, asked).ok_or(Refusal::Stranger)?;
    if says == Says::Nothing && answer.proposed.is_none() {
        return Err(Refusal::SaysNothing);
    }
    let (original, current) = match (&entry.times, answer.date) {
        (_, None) => (None, entry.sequence),
        (Times::Once { start, .. }, Some(date)) if date.moment == Some(*start) => (None, entry.sequence),
        (Times::Once { .. }, Some(_)) => return Err(Refusal::NoSuchDate),
        (Times::Series(_), Some(date)) => {
            let (original, sequence) = date_meant(entry, date)?;
            (Some(original), sequence)
        }
    };
    // A calendar that leaves the sequence out is believed: it answers what it was sent.
    let sequence = answer.sequence.unwrap_or(current);
    if sequence < current {
        return Err(Refusal::OldSequence);
    }
    // An answer to earlier times counts no more, so nothing is older than it. Of two answers to these times the one
    // that was written later counts, whichever message it answers.
    let is_older = asked.last.is_some_and(|(last_sequence, last_stamp)| {
        last_sequence >= current && answer.stamp.is_some_and(|stamp| stamp < last_stamp)
    });
    if is_older {
        return Err(Refusal::OlderAnswer);
    }
    Ok(Weighed { original, says, is_own_address, sequence, stamp: answer.stamp, proposed: answer.proposed })
}

/// What the member says, and whether under their own address. Only their own line counts; at their own reply address,
/// a single line is theirs.
fn said_by(answer: &Reply, asked: &Asked<'_>) -> Option<(Says, bool)> {
    let own = answer.said.iter().find(|(who, _)| who.eq_ignore_ascii_case(asked.email));
    match (asked.sender, answer.said.as_slice()) {
        (Sender::Address(email), _) if !email.eq_ignore_ascii_case(asked.email) => None,
        (Sender::ReplyAddress, [(_, says)]) => Some((*says, own.is_some())),
        _ => own.map(|(_, says)| (*says, true)),
    }
}

/// The date of the series that is meant, and the sequence of its last change. The moment decides; if no meeting is
/// then, the same time on the series' own clock, for calendars that name the wrong zone.
fn date_meant(entry: &Entry, date: When) -> Result<(DateTime, u32), Refusal> {
    let series = entry.series().ok_or(Refusal::NoSuchDate)?;
    let local = date.moment.map_or(date.wall, |moment| series.zone().local_at(moment));
    let (from, to) = (local.date().min(date.wall.date()), local.date().max(date.wall.date()));
    let originals = series.originals(from, to);
    let by_day = || originals.iter().find(|original| date.is_day && original.date() == date.wall.date());
    let found = originals
        .iter()
        .find(|original| {
            !date.is_day && date.moment.is_some() && series.zone().moment_of(**original) == date.moment
        })
        .or_else(|| originals.iter().find(|original| !date.is_day && **original == date.wall))
        .or_else(by_day);
    let original = *found.ok_or(Refusal::NoSuchDate)?;
    match series.change(original) {
        Some(change) if change.moved.is_none() => Err(Refusal::DateCancelled),
        Some(change) => Ok((original, change.sequence.max(entry.sequence))),
        None => Ok((original, entry.sequence)),
    }
}

/// An event while it is read.
#[derive(Debug, Default)]
struct Draft {
    uid: String,
    said: Vec<(String, Says)>,
    sequence: Option<u32>,
    stamp: Option<Timestamp>,
    date: Option<(Point, Option<String>)>,
    start: Option<(Point, Option<String>)>,
    end: Option<(Point, Option<String>)>,
    length: Option<Length>,
}

impl Draft {
    fn take(&mut self, raw: &RawLine<'_>, name: &str) {
        let wanted =
            ["UID", "ATTENDEE", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION"];
        let Some(line) = wanted.contains(&name).then(|| raw.parts()).flatten() else { return };
        let zoned = || Some((point(&line.value)?, line.parameter("TZID").map(str::to_owned)));
        match name {
            "UID" => self.uid = unescaped(&line.value),
            "SEQUENCE" => self.sequence = line.value.parse().ok(),
            "DTSTAMP" => {
                if let Some(Point::Utc(stamp)) = point(&line.value) {
                    self.stamp = Some(stamp);
                }
            }
            "RECURRENCE-ID" => self.date = zoned(),
            "DTSTART" => self.start = zoned(),
            "DTEND" => self.end = zoned(),
            "DURATION" => self.length = duration(&line.value),
            _ if self.said.len() < MOST_ATTENDEES => {
                let says = match line.parameter("PARTSTAT").unwrap_or_default().to_ascii_uppercase().as_str()
                {
                    "ACCEPTED" => Says::Accepted,
                    "TENTATIVE" => Says::Tentative,
                    "DECLINED" => Says::Declined,
                    _ => Says::Nothing,
                };
                self.said.push((address(&line.value), says));
            }
            _ => {}
        }
    }

    fn finish(self, is_counter: bool, zones: &mut Zones, work: &mut Work) -> Reply {
        let mut when = |written: &Option<(Point, Option<String>)>| {
            written.as_ref().map(|(point, zone)| resolved(*point, zone.as_deref(), zones, work))
        };
        let (date, start, end) = (when(&self.date), when(&self.start), when(&self.end));
        let start = start.filter(|_| is_counter).and_then(|start| start.moment.map(|moment| (start, moment)));
        let proposed = start.map(|(start, moment)| {
            let by_length = || self.length?.after(moment, start.wall, |local| Zone::utc().moment_of(local));
            Proposed { start: moment, end: end.and_then(|end| end.moment).or_else(by_length) }
        });
        let Draft { uid, said, sequence, stamp, .. } = self;
        Reply { uid, date, said, sequence, stamp, proposed }
    }
}

fn resolved(point: Point, zone: Option<&str>, zones: &mut Zones, work: &mut Work) -> When {
    let (moment, wall) = match point {
        Point::Utc(moment) => (Some(moment), Zone::utc().local_at(moment)),
        Point::Day(day) => (None, day.to_datetime(Time::midnight())),
        Point::Local(local) => {
            // The file's own rules are worked out around the time they are asked for.
            let near = Zone::utc().moment_of(local).unwrap_or(Timestamp::UNIX_EPOCH);
            let place = zone.and_then(|name| zones.find(name, (near, near), work));
            (place.and_then(|place| place.moment_of(local)), local)
        }
    };
    When { moment, wall, is_day: matches!(point, Point::Day(_)) }
}

/// `MAILTO:Ana@Harbour.example` as `ana@harbour.example`.
fn address(value: &str) -> String {
    let value = value.trim().trim_matches(['<', '>']);
    let lower = value.to_lowercase();
    lower.strip_prefix("mailto:").unwrap_or(&lower).trim().to_owned()
}

/// A TEXT value as it was before it was escaped (RFC 5545, 3.3.11).
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(
                letters.next().map(|escaped| if matches!(escaped, 'n' | 'N') { '\n' } else { escaped }),
            ),
            _ => text.push(letter),
        }
    }
    text
}
