//! Writes one set of calendar files for each of several zones, so that other programs can be checked against them:
//!
//! ```text
//! cargo run -p calendar --example probe -- FOLDER
//! ```
//!
//! `FOLDER/expected.tsv` says what each file must mean: its path, then begin and end of each meeting in seconds since
//! 1970. Lines of a path with `after` instead of a file are the whole calendar once the files before it, in order, have
//! been taken in.

use std::collections::BTreeMap;
use std::error::Error;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};

use calendar::ical::{
    Entry, Envelope, FeedItem, FeedStatus, Mailbox, Message, Moved, Occurrence, Rule, Says, Series, Times,
    cancel, cancel_one, farewell, feed, request, request_one, welcome,
};
use calendar::{Date, DateTime, Timestamp, Zone};

/// Each has its own way with clocks: Europe's, America's, none, half an hour, given up in 2026, given up twice, none.
const ZONES: [&str; 7] = [
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Vancouver",
    "Africa/Casablanca",
    "UTC",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("usage: probe FOLDER")?;
    let mut expected = String::new();
    for name in ZONES {
        let zone = Zone::named(name)?;
        let place = zone.city().to_lowercase().replace(' ', "-");
        let probes = probes(&zone, &place)?;
        std::fs::create_dir_all(folder.join(&place))?;
        for (file, text) in &probes.files {
            std::fs::write(folder.join(&place).join(file), text)?;
        }
        for (file, meetings) in &probes.expected {
            let path = Path::new(&place).join(file);
            for meeting in meetings {
                let (start, end) = (meeting.start.as_second(), meeting.end.as_second());
                expected.push_str(&format!("{}\t{start}\t{end}\n", path.display()));
            }
        }
    }
    std::fs::write(folder.join("expected.tsv"), expected)?;
    Ok(())
}

#[derive(Default)]
struct Probes {
    files: Vec<(String, String)>,
    expected: BTreeMap<String, Vec<Occurrence>>,
}

impl Probes {
    fn add(&mut self, name: &str, messages: &[Message], meetings: Vec<Occurrence>) {
        for (number, message) in messages.iter().enumerate() {
            let part = if number == 0 { String::new() } else { format!("-{number}") };
            self.files.push((format!("{name}{part}.ics"), message.text.clone()));
        }
        self.expected.insert(format!("{name}.ics"), meetings);
    }
}

fn probes(zone: &Zone, place: &str) -> Result<Probes, Box<dyn Error>> {
    let mut probes = Probes::default();
    let organiser =
        Mailbox { name: "Harbour, der Kreis".to_owned(), email: "harbour+a1b2@junto.example".to_owned() };
    let ana = Mailbox { name: "Ana Ruiz".to_owned(), email: "ana@harbour.example".to_owned() };
    let at = |stamp: &str| -> Result<Envelope<'_>, Box<dyn Error>> {
        Ok(Envelope {
            organiser: &organiser,
            to: &ana,
            says: Says::Nothing,
            stamp: stamp.parse::<Timestamp>()?,
        })
    };
    let weekly = |first: &str| -> Result<Times, Box<dyn Error>> {
        let rule = Rule::Weekly(NonZeroU8::new(2).ok_or("two")?);
        Ok(Times::Series(Series::new(zone.clone(), first.parse()?, 90, rule, Some("2027-06-29".parse()?))?))
    };

    let link = Some("https://meet.junto.example/harbour-7f3k".to_owned());
    let page = Some("https://junto.example/groups/harbour".to_owned());
    let invited = Entry {
        uid: format!("harbour-{place}@junto.example"),
        title: "Harbour: Führung, Häfen; und mehr – ein Titel, der gefaltet werden muss, weil er länger ist"
            .to_owned(),
        link: link.clone(),
        page: page.clone(),
        sequence: 0,
        times: weekly("2026-01-06T09:00")?,
    };
    probes.add("01-invite", &request(&invited, &at("2025-12-01T10:00:00Z")?), all(&invited));

    let retimed =
        invited.changed_to(invited.title.clone(), link.clone(), page.clone(), weekly("2026-01-06T10:30")?);
    probes.add("02-update-time", &request(&retimed, &at("2025-12-02T10:00:00Z")?), all(&retimed));

    let retitled =
        retimed.changed_to("Harbour".to_owned(), link.clone(), page.clone(), retimed.times.clone());
    let said = Envelope { says: Says::Accepted, ..at("2025-12-03T10:00:00Z")? };
    probes.add("03-update-text", &request(&retitled, &said), all(&retitled));

    let original: DateTime = "2026-11-10T10:30".parse()?;
    let moved = retitled.with_moved(original, Moved { start: "2026-11-12T08:15".parse()?, minutes: 60 })?;
    let one = request_one(&moved, original, &at("2025-12-04T10:00:00Z")?)?;
    let alone = all(&moved).into_iter().filter(|meeting| meeting.original == original).collect();
    probes.add("04-move-one", &[one], alone);

    let original: DateTime = "2026-07-07T10:30".parse()?;
    let cancelled = moved.with_cancelled(original)?;
    let one = cancel_one(&cancelled, original, &at("2025-12-05T10:00:00Z")?)?;
    probes.add("05-cancel-one", &[one], Vec::new());
    probes.expected.insert("after-05".to_owned(), all(&cancelled));

    let day: Date = "2027-01-01".parse()?;
    let old = cancelled.ended_before(day)?;
    probes.add("06-split-old", &request(&old, &at("2026-12-01T10:00:00Z")?), all(&old));
    let new = Entry {
        uid: format!("harbour-2-{place}@junto.example"),
        sequence: 0,
        times: weekly("2027-01-07T16:45")?,
        ..cancelled.clone()
    };
    probes.add("07-split-new", &request(&new, &at("2026-12-01T10:00:01Z")?), all(&new));
    let both = all(&old).into_iter().chain(all(&new)).collect();
    probes.expected.insert("after-07".to_owned(), both);
    probes.add("08-cancel-series", &[cancel(&new, &at("2026-12-02T10:00:00Z")?)], Vec::new());
    probes.expected.insert("after-08".to_owned(), all(&old));

    let joins: Date = "2026-10-15".parse()?;
    let rest = cancelled.from_day(joins)?;
    probes.add("20-newcomer", &welcome(&cancelled, joins, &at("2026-10-10T10:00:00Z")?), all(&rest));
    let past = cancelled.ended_before(joins)?;
    probes.add("21-leaver", &farewell(&cancelled, joins, &at("2026-10-10T10:00:00Z")?), all(&past));

    let start: Timestamp = "2026-09-24T17:00:00Z".parse()?;
    let once = Entry {
        uid: format!("once-{place}@junto.example"),
        times: Times::Once { start, minutes: 75 },
        ..new
    };
    probes.add("22-once", &request(&once, &at("2026-09-01T10:00:00Z")?), all(&once));

    let last_friday = Rule::MonthlyLast(NonZeroU8::MIN);
    let monthly = Series::new(zone.clone(), "2026-01-30T23:30".parse()?, 120, last_friday, None)?;
    let monthly = Entry {
        uid: format!("monthly-{place}@junto.example"),
        times: Times::Series(monthly),
        ..once.clone()
    };
    probes.add("23-monthly-endless", &request(&monthly, &at("2026-01-01T10:00:00Z")?), all(&monthly));

    let item = |entry: &Entry, status| FeedItem { entry: entry.clone(), status, changed: start };
    let items = [
        item(&cancelled, FeedStatus::Confirmed),
        item(&once, FeedStatus::Cancelled),
        item(&monthly, FeedStatus::Confirmed),
    ];
    probes.files.push(("30-feed.ics".to_owned(), feed("Harbour, Ana", &items).text));
    let shown = all(&cancelled).into_iter().chain(all(&monthly)).collect();
    probes.expected.insert("30-feed.ics".to_owned(), shown);
    Ok(probes)
}

/// The meetings until the middle of 2027.
fn all(entry: &Entry) -> Vec<Occurrence> {
    match &entry.times {
        Times::Series(series) => series.occurrences(series.first().date(), Date::constant(2027, 6, 30)),
        Times::Once { start, minutes } => {
            let end = *start + std::time::Duration::from_secs(u64::from(*minutes) * 60);
            vec![Occurrence { original: DateTime::default(), start: *start, end }]
        }
    }
}
