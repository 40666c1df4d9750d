//! Messages to one member's calendar: iTIP requests and cancellations (RFC 5546, 3.2), for mail as in RFC 6047.
//!
//! One message speaks to one member, who is the only attendee in it: addresses stay private and answers are
//! unambiguous. A series and a changed date of it travel apart, because a widely used calendar refuses them together.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::entry::{Change, Entry, EntryError, Series, Times};
use super::timezone::write_timezone;
use super::write::{Writer, parameter};
use crate::zone::Zone;

/// The name of the program in calendars (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Junto//Junto//EN";

/// Who writes or receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// A name for people.
    pub name: String,
    /// The address, without `mailto:`.
    pub email: String,
}

/// What a member says about coming (PARTSTAT, RFC 5545, 3.2.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Says {
    /// Nothing yet.
    Nothing,
    /// Comes.
    Accepted,
    /// Perhaps.
    Tentative,
    /// Does not come.
    Declined,
}

/// Who a message is from, who it is for, and when it was written.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// Where answers go, best an address of this member's own: then it does not matter whose name a calendar answers in.
    pub organiser: &'a Mailbox,
    /// The member.
    pub to: &'a Mailbox,
    /// What the member has said so far. After a change of time [`Says::Nothing`]; after a change of words their answer.
    pub says: Says,
    /// When the message is made (DTSTAMP). Later messages must be later.
    pub stamp: Timestamp,
}

/// What a message asks of a calendar (METHOD). The mail's Content-Type says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Add or change.
    Request,
    /// Remove.
    Cancel,
}

impl Method {
    /// As in METHOD and in the `method` parameter of Content-Type.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// A message for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it asks.
    pub method: Method,
    /// The iCalendar object in UTF-8, lines folded and ended by CRLF.
    pub text: String,
}

/// Asks a member to a meeting or series, or tells them of a change to the whole: first the entry, then each moved date.
pub fn request(entry: &Entry, envelope: &Envelope<'_>) -> Vec<Message> {
    let moved = moved_dates(entry).filter_map(|original| request_one(entry, original, envelope).ok());
    [request_whole(entry, envelope)].into_iter().chain(moved).collect()
}

/// The entry without its moved dates, which travel apart.
pub(crate) fn request_whole(entry: &Entry, envelope: &Envelope<'_>) -> Message {
    message(Method::Request, entry, |out| {
        out.component("VEVENT", |out| {
            write_head(out, entry, entry.sequence, envelope, Method::Request);
            write_times(out, entry);
            write_words(out, entry, None);
        });
    })
}

/// The dates by the rule that are at another time.
pub(crate) fn moved_dates(entry: &Entry) -> impl Iterator<Item = DateTime> {
    let changes = entry.series().into_iter().flat_map(Series::changes);
    changes.filter(|(_, change)| change.moved.is_some()).map(|(original, _)| original)
}

/// Tells a member of one date that was moved. RECURRENCE-ID is in the zone and form of the series' start.
pub fn request_one(
    entry: &Entry,
    original: DateTime,
    envelope: &Envelope<'_>,
) -> Result<Message, EntryError> {
    let (series, change) = changed(entry, original)?;
    let moved = change.moved.ok_or(EntryError::Cancelled)?;
    Ok(message(Method::Request, entry, |out| {
        out.component("VEVENT", |out| {
            write_head(out, entry, change.sequence.max(entry.sequence), envelope, Method::Request);
            out.local("RECURRENCE-ID", series.zone(), original);
            write_span(out, series.zone(), moved.start, moved.minutes);
            write_words(out, entry, Some(original));
        });
    }))
}

/// Takes a whole meeting or series out of a member's calendar.
pub fn cancel(entry: &Entry, envelope: &Envelope<'_>) -> Message {
    message(Method::Cancel, entry, |out| {
        out.component("VEVENT", |out| {
            write_head(out, entry, entry.next_sequence(), envelope, Method::Cancel);
            write_times(out, entry);
            out.text("SUMMARY", &entry.title);
        });
    })
}

/// Tells a member of one date that was cancelled.
pub fn cancel_one(entry: &Entry, original: DateTime, envelope: &Envelope<'_>) -> Result<Message, EntryError> {
    let (series, change) = changed(entry, original)?;
    if change.moved.is_some() {
        return Err(EntryError::NoSuchDate);
    }
    Ok(message(Method::Cancel, entry, |out| {
        out.component("VEVENT", |out| {
            write_head(out, entry, change.sequence, envelope, Method::Cancel);
            out.local("RECURRENCE-ID", series.zone(), original);
            write_span(out, series.zone(), original, series.minutes());
            out.text("SUMMARY", &entry.title);
        });
    }))
}

/// Asks somebody who joins on a day to what is to come; what is past does not fill their calendar. No message if nothing
/// is to come.
pub fn welcome(entry: &Entry, day: Date, envelope: &Envelope<'_>) -> Vec<Message> {
    match entry.from_day(day) {
        Ok(rest) => request(&rest, envelope),
        Err(EntryError::NotASeries) => request(entry, envelope),
        Err(_) => Vec::new(),
    }
}

/// Takes what is to come out of the calendar of somebody who leaves before a day. Past meetings stay; if there are none,
/// this is a cancellation. No message for a single meeting that is past.
pub fn farewell(entry: &Entry, day: Date, envelope: &Envelope<'_>) -> Vec<Message> {
    let is_past = match &entry.times {
        Times::Once { start, .. } => Zone::utc().local_at(*start).date() < day,
        Times::Series(series) => series.last().is_some_and(|last| last < day),
    };
    match entry.ended_before(day) {
        _ if is_past => Vec::new(),
        Ok(past) => request(&past, envelope),
        Err(_) => vec![cancel(entry, envelope)],
    }
}

fn changed(entry: &Entry, original: DateTime) -> Result<(&Series, &Change), EntryError> {
    let series = entry.series().ok_or(EntryError::NotASeries)?;
    Ok((series, series.change(original).ok_or(EntryError::NoSuchDate)?))
}

fn message(method: Method, entry: &Entry, event: impl FnOnce(&mut Writer)) -> Message {
    let mut out = Writer::default();
    out.component("VCALENDAR", |out| {
        write_preamble(out);
        out.line("METHOD", method.as_str());
        if let Some(series) = entry.series() {
            let (from, until) = series.stretch();
            write_timezone(out, series.zone(), from, until);
        }
        event(out);
    });
    Message { method, text: out.finish() }
}

pub(crate) fn write_preamble(out: &mut Writer) {
    out.line("VERSION", "2.0");
    out.line("PRODID", PRODUCT);
    out.line("CALSCALE", "GREGORIAN");
}

fn write_head(out: &mut Writer, entry: &Entry, sequence: u32, envelope: &Envelope<'_>, method: Method) {
    out.text("UID", &entry.uid);
    out.moment("DTSTAMP", envelope.stamp);
    out.line("SEQUENCE", &sequence.to_string());
    out.line("STATUS", if method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" });
    let name = |mailbox: &Mailbox| match mailbox.name.trim() {
        "" => String::new(),
        name => format!(";CN={}", parameter(name)),
    };
    out.uri(
        &format!("ORGANIZER{}", name(envelope.organiser)),
        &format!("mailto:{}", envelope.organiser.email),
    );
    let says = match (envelope.says, method) {
        (Says::Nothing, Method::Request) => "NEEDS-ACTION;RSVP=TRUE",
        (Says::Nothing, Method::Cancel) => "NEEDS-ACTION",
        (Says::Accepted, _) => "ACCEPTED",
        (Says::Tentative, _) => "TENTATIVE",
        (Says::Declined, _) => "DECLINED",
    };
    let attendee =
        format!("ATTENDEE{};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={says}", name(envelope.to));
    out.uri(&attendee, &format!("mailto:{}", envelope.to.email));
}

/// DTSTART, DTEND, and for a series its rule and the dates it leaves out.
pub(crate) fn write_times(out: &mut Writer, entry: &Entry) {
    match &entry.times {
        Times::Once { start, minutes } => {
            write_span(out, &Zone::utc(), Zone::utc().local_at(*start), *minutes);
        }
        Times::Series(series) => {
            write_span(out, series.zone(), series.first(), series.minutes());
            out.line("RRULE", &series.rule_text());
            for (original, _) in series.changes().filter(|(_, change)| change.moved.is_none()) {
                out.local("EXDATE", series.zone(), original);
            }
        }
    }
}

/// DTSTART and DTEND; where the end falls into an hour shown twice, DURATION, as DTEND could not say which.
pub(crate) fn write_span(out: &mut Writer, zone: &Zone, start: DateTime, minutes: u16) {
    out.local("DTSTART", zone, start);
    let end = zone
        .moment_of(start)
        .and_then(|start| start.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok())
        .filter(|end| zone.moment_of(zone.local_at(*end)) == Some(*end));
    match end {
        Some(end) => out.local("DTEND", zone, zone.local_at(end)),
        None => out.line("DURATION", &format!("PT{minutes}M")),
    }
}

/// Title and links, of the whole or of one date. The link to join stands where each calendar looks for it: LOCATION,
/// the head of DESCRIPTION, and CONFERENCE (RFC 7986, 5.11).
pub(crate) fn write_words(out: &mut Writer, entry: &Entry, original: Option<DateTime>) {
    let link = entry.link_at(original);
    out.text("SUMMARY", &entry.title);
    if let Some(link) = link {
        out.text("LOCATION", link);
    }
    let words: Vec<&str> = [link, entry.page.as_deref()].into_iter().flatten().collect();
    if !words.is_empty() {
        out.text("DESCRIPTION", &words.join("\n"));
    }
    if let Some(link) = link {
        out.uri("CONFERENCE;VALUE=URI;FEATURE=VIDEO", link);
    }
    if let Some(page) = &entry.page {
        out.uri("URL", page);
    }
    out.line("TRANSP", "OPAQUE");
}
