//! When the owner of a calendar file is busy, event by event.
//!
//! Reading a feed for a group keeps times only. Here, whoever asks hands in the file and is told what each time belongs
//! to, so the file is read once for every event, with all others marked as taking no time.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::{read, utc};
use super::questions::{MomentForm, zone};
use crate::ical::{Busy as Found, BusyDays, BusyTime, FeedLimits, busy_times};
use crate::zone::{Zone, ZoneData};

#[derive(Deserialize)]
struct Busy {
    owner_tz: String,
    window: (MomentForm, MomentForm),
    ics: String,
}

/// The most events of which a file is told apart.
const EVENTS_MAX: usize = 500;

/// How far around the window is looked, so that what reaches into it is told whole.
const AROUND: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Busy times and days off of a calendar's owner.
pub(super) fn busy(input: Value, data: &ZoneData) -> Result<Value, String> {
    let question: Busy = read(input)?;
    let owner = zone(&question.owner_tz, data)?;
    let window = (question.window.0.0, question.window.1.0);
    let file = unfolded(&question.ics);
    let events = events(&file);
    if events.len() > EVENTS_MAX {
        return Err(format!("more than {EVENTS_MAX} events"));
    }

    let mut instances: Vec<(BusyTime, String)> = Vec::new();
    let mut days_off: BTreeSet<Date> = BTreeSet::new();
    for (place, event) in events.iter().enumerate() {
        let found = found(&file, place, &owner, window);
        days_off.extend(found.days.into_iter().flat_map(days));
        instances.extend(found.times.into_iter().map(|time| (time, summary(event))));
    }
    instances.sort();
    let merged = merged(instances.iter().map(|(time, _)| *time));
    let pair = |time: &BusyTime| json!([utc(time.start), utc(time.end)]);
    let instance = |(time, summary): &(BusyTime, String)| json!([utc(time.start), utc(time.end), summary]);
    Ok(json!({
        "busy_utc_merged": merged.iter().map(pair).collect::<Vec<Value>>(),
        "off_days": days_off.iter().map(Date::to_string).collect::<Vec<String>>(),
        "instances": instances.iter().map(instance).collect::<Vec<Value>>(),
    }))
}

/// Lines as they were before they were folded (RFC 5545, 3.1).
fn unfolded(file: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in file.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn is_line(line: &str, wanted: &str) -> bool {
    line.trim().eq_ignore_ascii_case(wanted)
}

/// The lines of each event.
fn events(file: &[String]) -> Vec<Vec<&String>> {
    let mut events = Vec::new();
    let mut event: Option<Vec<&String>> = None;
    for line in file {
        if is_line(line, "BEGIN:VEVENT") {
            event = Some(Vec::new());
        } else if is_line(line, "END:VEVENT") {
            events.extend(event.take());
        } else if let Some(event) = &mut event {
            event.push(line);
        }
    }
    events
}

/// When one event takes place, of all that touches the window.
fn found(file: &[String], wanted: usize, owner: &Zone, window: (Timestamp, Timestamp)) -> Found {
    let mut alone = String::new();
    let mut place = 0;
    for line in file {
        if is_line(line, "END:VEVENT") {
            if place != wanted {
                alone.push_str("TRANSP:TRANSPARENT\r\n");
            }
            place += 1;
        }
        alone.push_str(line);
        alone.push_str("\r\n");
    }
    let from = window.0.saturating_sub(AROUND).unwrap_or(window.0);
    let until = window.1.saturating_add(AROUND).unwrap_or(window.1);
    let (mut found, _) = busy_times(alone.as_bytes(), owner, from, until, FeedLimits::default());
    found.times.retain(|time| time.start < window.1 && time.end > window.0);
    let (first, last) = (owner.local_at(window.0).date(), owner.local_at(window.1).date());
    found.days.retain(|days| days.first <= last && days.last >= first);
    found
}

/// A property of an event: its name and parameters, and its value.
fn property<'a>(event: &[&'a String], name: &str) -> Option<(&'a str, &'a str)> {
    event.iter().find_map(|line| {
        let (head, value) = line.split_once(':')?;
        let found = head.split(';').next().is_some_and(|found| found.eq_ignore_ascii_case(name));
        found.then_some((head, value))
    })
}

/// The title, its escapes undone (3.3.11).
fn summary(event: &[&String]) -> String {
    let (_, value) = property(event, "SUMMARY").unwrap_or_default();
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}

fn days(days: BusyDays) -> impl Iterator<Item = Date> {
    days.first.series(jiff::Span::new().days(1)).take_while(move |date| *date <= days.last)
}

fn merged(times: impl Iterator<Item = BusyTime>) -> Vec<BusyTime> {
    let mut merged: Vec<BusyTime> = Vec::new();
    for time in times {
        match merged.last_mut() {
            Some(last) if time.start <= last.end => last.end = last.end.max(time.end),
            _ => merged.push(time),
        }
    }
    merged
}
