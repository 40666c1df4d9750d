//! Files that nobody meant well with. `JUNTO_FUZZ_CASES` asks for more of them than 5,000.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::ProblemKind::{NotEnded, TooLong, TooManyEvents, TooManyOccurrences, UnknownZone};
use super::*;
use crate::zone::Zone;

fn busy(file: &[u8]) -> (Busy, Vec<Problem>) {
    let (from, until) = ("2027-01-01T00:00:00Z".parse().unwrap(), "2028-01-01T00:00:00Z".parse().unwrap());
    busy_times(file, &Zone::named("Europe/Berlin").unwrap(), from, until, FeedLimits::default())
}

fn calendar(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n")
}

fn event(inside: &str) -> String {
    format!(
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270115T090000Z\r\nDTEND:20270115T100000Z\r\n{inside}END:VEVENT\r\n"
    )
}

/// Parts that, in any order, make files that are nearly right.
const PARTS: [&str; 62] = [
    "BEGIN:VCALENDAR\r\n",
    "END:VCALENDAR\r\n",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "BEGIN:VTIMEZONE\r\n",
    "END:VTIMEZONE\r\n",
    "BEGIN:STANDARD\r\n",
    "END:STANDARD\r\n",
    "BEGIN:DAYLIGHT\r\n",
    "END:DAYLIGHT\r\n",
    "BEGIN:VALARM\r\n",
    "END:VALARM\r\n",
    "BEGIN:VFREEBUSY\r\n",
    "END:VFREEBUSY\r\n",
    "METHOD:REPLY\r\n",
    "METHOD:COUNTER\r\n",
    "TZID:Own\r\n",
    "TZOFFSETFROM:-0430\r\n",
    "TZOFFSETTO:+1400\r\n",
    "TZOFFSETTO:+999999\r\n",
    "UID:a\r\n",
    "UID:b\r\n",
    "SEQUENCE:99999999999999999999\r\n",
    "DTSTAMP:20270101T000000Z\r\n",
    "DTSTART:20270115T090000Z\r\n",
    "DTSTART;TZID=Own:19700115T090000\r\n",
    "DTSTART;TZID=Romance Standard Time:20270328T023000\r\n",
    "DTSTART;VALUE=DATE:20270115\r\n",
    "DTSTART:00010101T000000\r\n",
    "DTSTART:99991231T235959Z\r\n",
    "DTSTART:20270230T000000\r\n",
    "DTEND:20270115T100000Z\r\n",
    "DTEND;VALUE=DATE:99991231\r\n",
    "DTEND:00010101T000000\r\n",
    "DURATION:PT1H\r\n",
    "DURATION:P9999D\r\n",
    "DURATION:-PT1H\r\n",
    "RRULE:FREQ=SECONDLY\r\n",
    "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31\r\n",
    "RRULE:FREQ=HOURLY;INTERVAL=100000;COUNT=4294967295\r\n",
    "RRULE:FREQ=DAILY;COUNT=1000000\r\n",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;WKST=SU\r\n",
    "RRULE:FREQ=MONTHLY;BYDAY=5MO,-5SU;BYSETPOS=-1,1,366\r\n",
    "RRULE:FREQ=YEARLY;BYWEEKNO=53,-53;BYYEARDAY=366,-366\r\n",
    "RRULE:FREQ=YEARLY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3,4,5;BYSECOND=0,60;BYDAY=MO\r\n",
    "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z\r\n",
    "RRULE:FREQ=DAILY;UNTIL=00010101\r\n",
    "RRULE:FREQ=NEVER;INTERVAL=0\r\n",
    "RDATE:20270101T000000,20270102,20270103T000000Z/PT1H\r\n",
    "RDATE;VALUE=PERIOD:00010101T000000Z/99991231T235959Z\r\n",
    "EXDATE:20270115T090000Z,,x\r\n",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20270115T090000Z\r\n",
    "FREEBUSY;FBTYPE=BUSY:20270101T000000Z/PT1H,20270101T000000Z/99991231T000000Z\r\n",
    "TRANSP:TRANSPARENT\r\n",
    "STATUS:CANCELLED\r\n",
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=\"x:mailto:ana@harbour.example\r\n",
    "ATTENDEE;PARTSTAT=\"declined\":MAILTO:kofi@harbour.example\r\n",
    "SUMMARY:;;;:::\"\"\"\\\\\r\n",
    " folded\r\n",
    "\t\r\n",
    "no property here\r\n",
    "\u{0}\u{feff}\u{1F600}:\u{2028}\r\n",
];

fn files() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        12 => (0..PARTS.len()).prop_map(|place| PARTS[place].as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..60),
        1 => "[A-Z]{1,8}(;[A-Z]{1,5}=[^\r\n]{0,9}){0,3}:[0-9TZ,;=/A-Z+-]{0,40}\r\n".prop_map(String::into_bytes),
    ];
    let whole = proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat());
    // A byte changed, a piece left out, the end cut off.
    (whole, any::<proptest::sample::Index>(), any::<u8>(), 0..6_u8).prop_map(
        |(mut file, place, byte, way)| {
            if !file.is_empty() {
                let place = place.index(file.len());
                match way {
                    0 => file[place] = byte,
                    1 => file.truncate(place),
                    2 => drop(file.drain(place..(place + 20).min(file.len()))),
                    _ => {}
                }
            }
            file
        },
    )
}

#[test]
fn hostile_files_are_read_without_panic_and_give_times_in_order_within_the_window() {
    let cases = std::env::var("JUNTO_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(5000);
    let (from, until) = ("2027-01-01T00:00:00Z".parse().unwrap(), "2028-01-01T00:00:00Z".parse().unwrap());
    let berlin = Zone::named("Europe/Berlin").unwrap();
    // Tight limits let the fuzzing reach them, and leave time for more cases.
    let limits = FeedLimits { bytes: 4000, events: 20, work: 4000, work_per_event: 1500, problems: 10 };
    let mut runner =
        TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&files(), |file| {
            let (busy, problems) = busy_times(&file, &berlin, from, until, limits);
            prop_assert!(problems.len() <= limits.problems);
            for time in &busy.times {
                prop_assert!(from <= time.start && time.start < time.end && time.end <= until);
            }
            prop_assert!(busy.times.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert!(busy.days.iter().all(|days| days.first <= days.last));
            prop_assert!(busy.days.windows(2).all(|pair| pair[0].last < pair[1].first));
            if let Ok(answers) = read_replies(&file) {
                prop_assert!(answers.iter().all(|answer| !answer.said.is_empty()));
            }
            Ok(())
        })
        .unwrap();
}

/// Nanoseconds this thread has run for: the machine may be busy with other things.
fn cpu_time() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Files at the limits of size and work. How long each takes is shown by `--nocapture`.
#[test]
#[expect(clippy::print_stderr, reason = "figures for people who ask for them")]
fn files_made_to_be_slow_end_soon_and_say_why_they_are_incomplete() {
    let check = |name: &str, file: &str, kind: Option<ProblemKind>| {
        let begin = cpu_time();
        let (busy, problems) = busy(file.as_bytes());
        let spent = cpu_time().zip(begin).map(|(end, begin)| Duration::from_nanos(end - begin));
        let found = busy.times.len() + busy.days.len();
        eprintln!("{name}: {found} times and days, {} problems, {spent:?}", problems.len());
        let told = problems.iter().any(|problem| Some(problem.kind) == kind);
        assert!(told || kind.is_none(), "{name}: {problems:?}");
    };
    check("50 MB", &calendar(&event("").repeat(500_000)), Some(TooLong));
    check("nothing but BEGIN", &"BEGIN:X\r\n".repeat(400_000), None);
    check("nested events", &calendar(&"BEGIN:VEVENT\r\n".repeat(200_000)), Some(NotEnded));
    check("one long line", &calendar(&event(&format!("SUMMARY:{}\r\n", "é".repeat(1_900_000)))), None);
    check("a line of folds", &calendar(&event(&format!("SUMMARY:{}\r\n", "x\r\n ".repeat(900_000)))), None);
    check(
        "folds of an event's rule",
        &calendar(&event(&format!("RRULE:{}\r\n", "x\r\n ".repeat(900_000)))),
        None,
    );
    check(
        "short events",
        &calendar(&"BEGIN:VEVENT\nDTSTART:20270101\nEND:VEVENT\n".repeat(90_000)),
        Some(TooManyEvents),
    );
    check("seconds", &calendar(&event("RRULE:FREQ=SECONDLY\r\n")), Some(TooManyOccurrences));
    check(
        "seconds often",
        &calendar(&event("RRULE:FREQ=SECONDLY\r\n").repeat(20_000)),
        Some(TooManyOccurrences),
    );
    let years =
        "RRULE:FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSETPOS=-1\r\n";
    check("sets", &calendar(&event(years).repeat(20_000)), None);
    let never = "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31,30,29\r\n";
    check("never", &calendar(&event(never).repeat(20_000)), Some(TooManyOccurrences));
    let year_days: Vec<String> = (1..366).flat_map(|day| [day.to_string(), format!("-{day}")]).collect();
    let lists = format!("RRULE:FREQ=YEARLY;BYMONTHDAY=13;BYYEARDAY={}\r\n", year_days.join(","));
    check("lists", &calendar(&event(&lists).repeat(1500)), None);
    let dates = vec!["20270115T090000Z"; 3500].join(",");
    check("dates", &calendar(&event(&format!("RDATE:{dates}\r\n").repeat(60))), Some(TooManyEvents));
    check("weekly for long", &calendar(&event("RRULE:FREQ=WEEKLY\r\n").repeat(20_000)), None);
    let zones: String =
        (0..20_000).map(|zone| event("").replace("START:", &format!("START;TZID=Z{zone}:"))).collect();
    check("zones", &calendar(&zones.replace("0000Z", "0000")), Some(UnknownZone));
    let observance = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
                      RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n";
    let own = format!("BEGIN:VTIMEZONE\r\nTZID:Z\r\n{}END:VTIMEZONE\r\n", observance.repeat(400));
    let events = event("").replace("START:", "START;TZID=Z:").replace("0000Z", "0000").repeat(10_000);
    check("a zone of seconds", &calendar(&format!("{own}{events}")), None);
}
