//! A calendar that other calendars subscribe to (RFC 5545 without METHOD; refreshing as in RFC 7986, 5.7).
//!
//! The text depends on nothing but its items, so that a digest of it is a strong ETag: the same until something changes.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::entry::{Entry, Series};
use super::messages::{write_preamble, write_span, write_times, write_words};
use super::timezone::write_timezone;
use super::write::Writer;
use crate::zone::Zone;

/// An entry as a feed shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedItem {
    /// What.
    pub entry: Entry,
    /// Whether it still takes place.
    pub status: FeedStatus,
    /// When anything about it last changed.
    pub changed: Timestamp,
}

/// Whether an entry of a feed takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedStatus {
    /// It does.
    Confirmed,
    /// It does not. Kept for a while, because calendars that fetch rarely would otherwise keep it for ever.
    Cancelled,
}

/// A feed ready to be served as `text/calendar; charset=utf-8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The iCalendar object. A digest of it is its ETag.
    pub text: String,
    /// The latest change, for Last-Modified; `None` if it is empty.
    pub changed: Option<Timestamp>,
}

/// The feed of some items, whose order does not matter.
pub fn feed(name: &str, items: &[FeedItem]) -> Feed {
    let mut items: Vec<&FeedItem> = items.iter().collect();
    items.sort_by(|one, other| one.entry.uid.cmp(&other.entry.uid));
    let mut out = Writer::default();
    out.component("VCALENDAR", |out| {
        write_preamble(out);
        out.text("NAME", name);
        out.text("X-WR-CALNAME", name);
        out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        out.line("X-PUBLISHED-TTL", "PT1H");
        for (zone, from, until) in stretches(&items) {
            write_timezone(out, &zone, from, until);
        }
        for item in &items {
            write_item(out, item);
        }
    });
    Feed { text: out.finish(), changed: items.iter().map(|item| item.changed).max() }
}

/// The zones of all series, each with the stretch it must be right for.
fn stretches(items: &[&FeedItem]) -> Vec<(Zone, Timestamp, Option<Timestamp>)> {
    let mut zones: BTreeMap<String, (Zone, Timestamp, Option<Timestamp>)> = BTreeMap::new();
    for series in items.iter().filter_map(|item| item.entry.series()) {
        let (from, until) = series.stretch();
        zones
            .entry(series.zone().name().to_owned())
            .and_modify(|(_, first, last)| {
                *first = from.min(*first);
                *last = last.zip(until).map(|(one, other)| one.max(other));
            })
            .or_insert_with(|| (series.zone().clone(), from, until));
    }
    zones.into_values().collect()
}

fn write_item(out: &mut Writer, item: &FeedItem) {
    let entry = &item.entry;
    out.component("VEVENT", |out| {
        write_head(out, item, entry.sequence);
        write_times(out, entry);
        write_words(out, entry, None);
    });
    for (original, change) in entry.series().into_iter().flat_map(Series::changes) {
        let (Some(series), Some(moved)) = (entry.series(), change.moved) else { continue };
        out.component("VEVENT", |out| {
            // Not older than the series it belongs to, or calendars pass it over.
            write_head(out, item, change.sequence.max(entry.sequence));
            out.local("RECURRENCE-ID", series.zone(), original);
            write_span(out, series.zone(), moved.start, moved.minutes);
            write_words(out, entry, Some(original));
        });
    }
}

fn write_head(out: &mut Writer, item: &FeedItem, sequence: u32) {
    out.text("UID", &item.entry.uid);
    // Without METHOD, DTSTAMP is when the entry was last revised (3.8.7.2), not when the feed was made.
    out.moment("DTSTAMP", item.changed);
    out.moment("LAST-MODIFIED", item.changed);
    out.line("SEQUENCE", &sequence.to_string());
    let status = match item.status {
        FeedStatus::Confirmed => "CONFIRMED",
        FeedStatus::Cancelled => "CANCELLED",
    };
    out.line("STATUS", status);
}
