//! Stories of what members' calendars are told, and a small calendar that takes in what letters bring.

use std::collections::BTreeMap;

use calendar::Zone;
use calendar::ical::{BusyTime, FeedLimits, Moved, busy_times};
use jiff::Timestamp;
use mail::Letter;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::app::WriteTx;
use crate::groups::Group;
use crate::meetings::actions;
use crate::meetings::entities::{EntryRecord, Plan, PlannedCadence, PlannedSlot, SeriesId};
use crate::meetings::queries;
use crate::town::Town;

pub(in crate::meetings) const MARA: &str = "mara@example.org";
pub(in crate::meetings) const TOVE: &str = "tove@example.org";
/// With which the mail server hands in mail.
pub(in crate::meetings) const SECRET: &str = "a secret of the mail server";
pub(in crate::meetings) const HOUR: i64 = 3600;
pub(in crate::meetings) const DAY: i64 = 24 * HOUR;

/// Kittiwake, which Mara leads, with a season of Tuesdays at 17:00 in Lisbon, every other week to the end of
/// the year. It is Thursday 1 October, ten in the morning there.
pub(in crate::meetings) async fn kittiwake() -> (Town, Group, SeriesId) {
    let town = Town::new_with(|parts| {
        parts.config.mail_in_address = Some("junto@groups.example.org".to_owned());
        parts.config.mail_in_secret = Some(SECRET.to_owned());
    })
    .await;
    let community = town.found("long-table", "Long Table", "agnes@example.org").await;
    let people = [MARA, TOVE, "june@example.org"];
    for known in people {
        town.person(known).await;
    }
    let group = town.found_group(community, "Kittiwake", &people).await;
    for seated in [MARA, TOVE] {
        accept(&town, seated).await;
    }
    let series = town.write(async |tx| begin_season(tx, &group).await).await;
    town.run_jobs().await;
    (town, group, series)
}

/// Takes the seat of an invitation, whatever came by mail since.
pub(in crate::meetings) async fn accept(town: &Town, email: &str) {
    let letters = town.mail_to(email).into_iter().rev();
    let links = letters.filter_map(|letter| link_in(&letter, "/invitations/"));
    let path = links.into_iter().next().unwrap();
    town.stranger().post(&path, &[("answer", "accepted"), ("words", "")]).await;
}

/// A season as its facilitator and members agreed on it.
async fn begin_season(tx: &WriteTx, group: &Group) -> crate::app::Result<SeriesId> {
    actions::begin(tx, group, None, season()).await
}

fn season() -> EntryRecord {
    let plan = Plan {
        slots: vec![PlannedSlot { zone: "Europe/Lisbon".to_owned(), day: 2, time: "17:00".parse().unwrap() }],
        cadence: PlannedCadence::Weekly { every: 2 },
        from: "2026-10-05".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        minutes: 90,
        holidays: Vec::new(),
        carry: Vec::new(),
        needed: Vec::new(),
    };
    plan.series("Kittiwake", Some("https://meet.example/kittiwake")).remove(0)
}

/// Where a letter leads that begins so, on this server.
pub fn link_in(letter: &Letter, path: &str) -> Option<String> {
    let link = letter.text.split("http://junto.test").skip(1).find(|rest| rest.starts_with(path))?;
    link.split_whitespace().next().map(str::to_owned)
}

/// The letters with something for a calendar.
pub(in crate::meetings) fn invitations(town: &Town, email: &str) -> Vec<Letter> {
    town.mail_to(email).into_iter().filter(|letter| letter.calendar.is_some()).collect()
}

fn subjects(town: &Town, email: &str) -> Vec<String> {
    invitations(town, email).into_iter().map(|letter| letter.subject).collect()
}

pub(in crate::meetings) fn file(letter: &Letter) -> String {
    let calendar = letter.calendar.as_ref().unwrap();
    calendar.text.replace("\r\n ", "")
}

async fn change(town: &Town, group: &Group, series: SeriesId, to: impl Fn(&EntryRecord) -> EntryRecord) {
    town.write(async |tx| {
        let held = queries::hold(tx.db(), group.id, series).await?.unwrap();
        let record = to(&held.record);
        actions::change(tx, held, record).await
    })
    .await;
}

pub(in crate::meetings) async fn move_date(
    town: &Town,
    group: &Group,
    series: SeriesId,
    from: &str,
    to: &str,
) {
    let moved = Moved { start: to.parse().unwrap(), minutes: 90 };
    change(town, group, series, |record| record.with_moved(from.parse().unwrap(), moved).unwrap()).await;
}

pub(in crate::meetings) async fn call_off(town: &Town, group: &Group, series: SeriesId, date: &str) {
    change(town, group, series, |record| record.with_cancelled(date.parse().unwrap()).unwrap()).await;
}

async fn end(town: &Town, group: &Group, series: SeriesId, day: &str) {
    let known = queries::series(town.app.db(), group.id, series).await.unwrap().unwrap();
    town.write(async |tx| actions::end_series(tx, &known, day.parse().unwrap()).await).await;
}

/// A calendar as programs keep it: by name and date, newer over older.
#[derive(Default)]
struct Calendar {
    events: BTreeMap<(String, Option<String>), Event>,
}

struct Event {
    sequence: u32,
    stamp: String,
    text: String,
}

impl Calendar {
    /// Takes in a message as RFC 5546 says; fails where it is older than what is known.
    fn take(&mut self, file: &str) {
        let value = |name: &str| {
            let line = file.lines().find(|line| line.split([':', ';']).next() == Some(name))?;
            line.split_once(':').map(|(_, value)| value.to_owned())
        };
        let event = file.split("BEGIN:VEVENT").nth(1).unwrap().split("END:VEVENT").next().unwrap();
        let (uid, date) = (value("UID").unwrap(), value("RECURRENCE-ID"));
        let new = Event {
            sequence: value("SEQUENCE").unwrap().parse().unwrap(),
            stamp: value("DTSTAMP").unwrap(),
            text: event.replace("ATTENDEE", "X-ATTENDEE"),
        };
        let key = (uid.clone(), date.clone());
        if let Some(known) = self.events.get(&key) {
            assert!((new.sequence, &new.stamp) > (known.sequence, &known.stamp), "older: {file}");
            assert!(new.sequence >= known.sequence, "the sequence falls: {file}");
        }
        match (value("METHOD").unwrap().as_str(), &date) {
            ("CANCEL", None) => {
                let gone = Event { text: format!("{}STATUS:CANCELLED\r\n", new.text), ..new };
                self.events.retain(|(other, _), _| *other != uid);
                self.events.insert(key, gone);
            }
            (_, Some(_)) => {
                assert!(self.events.contains_key(&(uid, None)), "a date of an unknown series");
                self.events.insert(key, new);
            }
            (_, None) => {
                self.events.insert(key, new);
            }
        }
    }

    /// What it shows from a moment on.
    fn shows(&self, from: Timestamp) -> Vec<BusyTime> {
        let events = self
            .events
            .values()
            .filter(|event| !event.text.contains("STATUS:CANCELLED") || event.text.contains("RECURRENCE-ID"));
        let text: String = events.map(|event| format!("BEGIN:VEVENT{}END:VEVENT\r\n", event.text)).collect();
        let file = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n");
        let until = "2028-01-01T00:00:00Z".parse().unwrap();
        let (busy, problems) = busy_times(file.as_bytes(), &Zone::utc(), from, until, FeedLimits::default());
        assert_eq!(problems, [], "{file}");
        busy.times
    }
}

fn calendar_of(town: &Town, email: &str) -> Calendar {
    let mut calendar = Calendar::default();
    for letter in invitations(town, email) {
        calendar.take(&file(&letter));
    }
    calendar
}

/// What the group's own dates are from now on.
async fn own_dates(town: &Town, group: &Group) -> Vec<BusyTime> {
    let now = town.app.clock().now();
    let meetings = queries::meetings_after(town.app.db(), &[group.id], now).await.unwrap();
    let on = meetings.into_iter().filter(|meeting| !meeting.is_off());
    on.map(|meeting| BusyTime { start: meeting.starts_at.0, end: meeting.ends_at.0 }).collect()
}

#[tokio::test]
async fn each_member_is_asked_by_one_letter_with_nobody_else_in_it() {
    let (town, group, _) = kittiwake().await;
    for (own, other) in [(MARA, TOVE), (TOVE, MARA)] {
        let letters = invitations(&town, own);
        let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        assert_eq!(letter.subject, "Kittiwake meets from Tuesday 6 October, 17:00");
        for date in
            ["Tuesday 6 October, 17:00 – 18:30", "Tuesday 3 November, 17:00", "On your clock in Lisbon"]
        {
            assert!(letter.text.contains(date), "{date} in {}", letter.text);
        }
        assert!(letter.text.contains("To join: https://meet.example/kittiwake"), "{}", letter.text);
        assert!(letter.text.contains("I come: http://junto.test/answers/"), "{}", letter.text);
        assert!(letter.html.contains("?says=perhaps\""), "{}", letter.html);
        assert_eq!(letter.calendar.as_ref().unwrap().method, "REQUEST");
        let file = file(letter);
        assert!(file.contains(&format!("PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{own}")), "{file}");
        assert!(!file.contains(other) && !letter.text.contains(other), "{file}");
        assert!(file.contains("ORGANIZER;CN=Kittiwake:mailto:"), "{file}");
        let reply_to = letter.reply_to.as_ref().unwrap();
        assert!(
            reply_to.starts_with("junto+meetings.") && file.contains(&format!("mailto:{reply_to}")),
            "{file}"
        );
        assert_eq!(calendar_of(&town, own).shows(town.app.clock().now().0), own_dates(&town, &group).await);
    }
    assert!(invitations(&town, "june@example.org").is_empty(), "she has not taken her seat");
    town.end().await;
}

#[tokio::test]
async fn the_changes_of_a_day_reach_a_calendar_in_the_next_morning_as_few_messages() {
    let (town, group, series) = kittiwake().await;
    for to in ["2026-11-18T18:00:00", "2026-11-18T19:00:00", "2026-11-18T18:30:00"] {
        move_date(&town, &group, series, "2026-11-17T17:00:00", to).await;
        town.run_jobs().await;
    }
    town.pass(20 * HOUR + 3599);
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).len(), 1, "it is a second before seven");
    town.pass(1);
    town.run_jobs().await;
    let letters = invitations(&town, TOVE);
    let [_, moved] = letters.as_slice() else { panic!("{:?}", subjects(&town, TOVE)) };
    assert_eq!(moved.subject, "Kittiwake: Tuesday 17 November, 17:00 moves to Wednesday 18 November, 18:30");
    assert!(
        moved.text.contains("that was to be on Tuesday 17 November, 17:00 is on Wednesday"),
        "{}",
        moved.text
    );
    let file = file(moved);
    let event = file.split("BEGIN:VEVENT").nth(1).unwrap();
    assert!(
        event.contains("RECURRENCE-ID;TZID=Europe/Lisbon:20261117T170000") && !event.contains("RRULE"),
        "{file}"
    );
    assert_eq!(calendar_of(&town, TOVE).shows(town.app.clock().now().0), own_dates(&town, &group).await);
    town.end().await;
}

/// A day and a minute later, when all is told.
async fn all_told(town: &Town) {
    for seconds in [0, DAY, 60] {
        town.pass(seconds);
        town.run_jobs().await;
    }
}

#[tokio::test]
async fn a_date_that_was_moved_before_is_told_again_as_what_stays() {
    let (town, group, series) = kittiwake().await;
    move_date(&town, &group, series, "2026-11-17T17:00:00", "2026-11-18T18:30:00").await;
    all_told(&town).await;
    let before = subjects(&town, TOVE).len();
    let link = "https://meet.example/harbour";
    let title = |record: &EntryRecord| record.title.clone();
    change(&town, &group, series, |record| record.with_words(title(record), Some(link.to_owned())).unwrap())
        .await;
    move_date(&town, &group, series, "2026-12-01T17:00:00", "2026-12-02T17:00:00").await;
    all_told(&town).await;
    let mut subjects = subjects(&town, TOVE).split_off(before);
    // The dates follow what is said of the whole, in no order.
    subjects[1..].sort_by_key(|subject| !subject.contains("still"));
    let expected = [
        "Kittiwake: what has changed, from Tuesday 6 October, 17:00",
        "Kittiwake: still on Wednesday 18 November, 18:30",
        "Kittiwake: Tuesday 1 December, 17:00 moves to Wednesday 2 December, 17:00",
    ];
    assert_eq!(subjects, expected);
    let again = invitations(&town, TOVE).into_iter().find(|letter| letter.subject.contains("still on"));
    let again = again.unwrap();
    assert!(again.text.contains("on Wednesday 18 November, 18:30 stays at that time"), "{}", again.text);
    assert!(file(&again).contains(&format!("LOCATION:{link}")), "{}", file(&again));
    assert_eq!(calendar_of(&town, TOVE).shows(town.app.clock().now().0), own_dates(&town, &group).await);
    town.end().await;
}

#[tokio::test]
async fn a_single_meeting_that_moves_is_named_with_both_its_times() {
    let (town, group, _) = kittiwake().await;
    let once =
        EntryRecord { rule: None, last: None, first: "2026-10-08T09:00:00".parse().unwrap(), ..season() };
    let once = town.write(async |tx| actions::begin(tx, &group, None, once.clone()).await).await;
    all_told(&town).await;
    let to = |start: &str, minutes| {
        let start = start.parse().unwrap();
        move |record: &EntryRecord| record.once_at(&record.anchor(), start, minutes)
    };
    change(&town, &group, once, to("2026-10-09T11:00:00", 90)).await;
    all_told(&town).await;
    change(&town, &group, once, to("2026-10-09T11:00:00", 60)).await;
    all_told(&town).await;
    let expected = [
        "Kittiwake: Thursday 8 October, 09:00 moves to Friday 9 October, 11:00",
        "Kittiwake: Friday 9 October, 11:00 ends at 12:00",
    ];
    let told = subjects(&town, TOVE).split_off(2);
    assert_eq!(told, expected);
    let moved = invitations(&town, TOVE).remove(2);
    assert!(
        moved.text.contains("that was to be on Thursday 8 October, 09:00 is on Friday"),
        "{}",
        moved.text
    );
    town.end().await;
}

#[tokio::test]
async fn what_is_within_two_days_is_told_at_once() {
    let (town, group, series) = kittiwake().await;
    town.pass(3 * DAY + 7 * HOUR);
    call_off(&town, &group, series, "2026-10-06T17:00:00").await;
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE)[1..], ["Kittiwake: no meeting on Tuesday 6 October, 17:00"]);
    let letter = invitations(&town, TOVE).pop().unwrap();
    assert_eq!(letter.calendar.as_ref().unwrap().method, "CANCEL");
    assert!(file(&letter).contains("RECURRENCE-ID;TZID=Europe/Lisbon:20261006T170000"));
    assert_eq!(calendar_of(&town, TOVE).shows(town.app.clock().now().0), own_dates(&town, &group).await);
    town.end().await;
}

#[tokio::test]
async fn a_newcomer_is_asked_to_what_is_to_come_and_a_leaver_keeps_what_was() {
    let (town, group, series) = kittiwake().await;
    move_date(&town, &group, series, "2026-11-03T17:00:00", "2026-11-04T09:00:00").await;
    town.pass(16 * DAY);
    town.run_jobs().await;
    accept(&town, "june@example.org").await;
    town.run_jobs().await;
    assert_eq!(subjects(&town, "june@example.org"), ["Kittiwake meets from Tuesday 20 October, 17:00"]);
    town.pass(60);
    town.run_jobs().await;
    assert_eq!(subjects(&town, "june@example.org").len(), 2, "the moved date follows its series");
    let june = calendar_of(&town, "june@example.org");
    assert_eq!(june.shows(Timestamp::UNIX_EPOCH), own_dates(&town, &group).await, "and nothing that is past");

    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    let farewell = invitations(&town, TOVE).pop().unwrap();
    assert_eq!(farewell.subject, "Kittiwake: its meetings leave your calendar");
    assert!(file(&farewell).contains("UNTIL=20261006T160000Z"), "{}", file(&farewell));
    let tove = calendar_of(&town, TOVE);
    assert_eq!(tove.shows(town.app.clock().now().0), []);
    assert_eq!(tove.shows(Timestamp::UNIX_EPOCH).len(), 1, "what she was at stays");
    town.end().await;
}

#[tokio::test]
async fn who_comes_back_is_asked_above_what_took_it_out_of_their_calendar() {
    let (town, group, series) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    assert_eq!(calendar_of(&town, TOVE).shows(Timestamp::UNIX_EPOCH), []);
    let agnes = town.signed_in("agnes@example.org").await;
    let member = town.member(group.community, TOVE).await.to_string();
    let offers = format!("/c/long-table/groups/{}/offers", group.id);
    agnes.post(&offers, &[("member", member.as_str())]).await;
    town.run_jobs().await;
    accept(&town, TOVE).await;
    town.run_jobs().await;
    let back = calendar_of(&town, TOVE);
    assert_eq!(back.shows(town.app.clock().now().0), own_dates(&town, &group).await);
    move_date(&town, &group, series, "2026-10-06T17:00:00", "2026-10-07T17:00:00").await;
    town.run_jobs().await;
    town.pass(DAY);
    town.run_jobs().await;
    let moved = calendar_of(&town, TOVE);
    assert_eq!(moved.shows(town.app.clock().now().0), own_dates(&town, &group).await);
    town.end().await;
}

#[tokio::test]
async fn a_season_that_is_called_off_leaves_calendars_at_once() {
    let (town, group, series) = kittiwake().await;
    end(&town, &group, series, "2026-10-01").await;
    town.run_jobs().await;
    let letter = invitations(&town, TOVE).pop().unwrap();
    assert_eq!(letter.subject, "Kittiwake: no meetings from Tuesday 6 October, 17:00 on");
    assert_eq!(letter.calendar.as_ref().unwrap().method, "CANCEL");
    assert_eq!(calendar_of(&town, TOVE).shows(Timestamp::UNIX_EPOCH), []);
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).len(), 2);
    town.end().await;
}

#[tokio::test]
async fn a_series_that_ends_for_another_hour_keeps_its_past_in_calendars() {
    let (town, group, series) = kittiwake().await;
    end(&town, &group, series, "2026-11-01").await;
    let mut later = season();
    later.first = "2026-11-05T08:00:00".parse().unwrap();
    town.write(async |tx| actions::begin(tx, &group, None, later.clone()).await).await;
    town.run_jobs().await;
    town.pass(60);
    town.run_jobs().await;
    let told = [
        "Kittiwake meets from Tuesday 6 October, 17:00",
        "Kittiwake: what has changed, from Tuesday 6 October, 17:00",
        "Kittiwake meets from Thursday 5 November, 08:00",
    ];
    assert_eq!(subjects(&town, MARA), told, "first what ends, at once");
    let ended = invitations(&town, MARA).remove(1);
    assert!(ended.text.contains("for the last time on Tuesday 20 October, 17:00"), "{}", ended.text);
    assert_eq!(calendar_of(&town, MARA).shows(town.app.clock().now().0), own_dates(&town, &group).await);
    town.end().await;
}

#[tokio::test]
async fn who_has_not_answered_is_asked_once_three_days_before() {
    let (town, group, series) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let answer = group.path(&format!("/series/{series}/answer"));
    mara.post(&answer, &[("said", "yes")]).await;
    town.write(crate::app::daily::begin).await;
    let mut reminders = Vec::new();
    for _ in 0..6 * 24 {
        town.run_jobs().await;
        reminders.push(reminders_to(&town, TOVE));
        town.pass(HOUR);
    }
    // On Saturday at seven on Tove's clock, 45 hours from the beginning of this story.
    assert_eq!(reminders.iter().position(|count| *count == 1), Some(45), "{reminders:?}");
    assert_eq!(reminders.last(), Some(&1));
    assert_eq!(reminders_to(&town, MARA), 0, "she said yes to all");
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert_eq!(letter.subject, "Kittiwake meets on Tuesday 6 October, 17:00");
}

fn reminders_to(town: &Town, email: &str) -> usize {
    let letters = town.mail_to(email).into_iter();
    letters.filter(|letter| letter.text.contains("You have not said yet whether you come")).count()
}

#[tokio::test]
async fn thirty_at_once_tell_a_calendar_once() {
    let (town, group, series) = kittiwake().await;
    town.pass(60);
    move_date(&town, &group, series, "2026-11-17T17:00:00", "2026-11-18T18:00:00").await;
    let tove = town.member(group.community, TOVE).await;
    let tell = super::jobs::Tell { group: group.id, series, member: tove };
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let app = town.app.clone();
            tokio::spawn(async move {
                app.write(async |tx| super::actions::tell(tx, &app, tell).await).await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    town.run_jobs().await;
    assert_eq!(subjects(&town, TOVE).len(), 2, "one invitation and one change");
    town.end().await;
}

/// Whatever happens to a series, a calendar that takes in every letter in order shows what the group's own page
/// shows, and no letter is older than one before it.
#[tokio::test]
async fn a_calendar_that_takes_in_all_letters_shows_the_groups_own_dates() {
    for seed in 1..=3 {
        let mut chance = StdRng::seed_from_u64(seed);
        let (town, group, series) = kittiwake().await;
        for step in 0..25 {
            happen(&town, &group, series, &mut chance).await;
            town.run_jobs().await;
            if chance.random_bool(0.5) {
                town.pass(chance.random_range(1..4 * DAY));
                town.run_jobs().await;
            }
            if step % 5 == 4 {
                town.pass(DAY);
                town.run_jobs().await;
                town.pass(60);
                town.run_jobs().await;
                let now = town.app.clock().now().0;
                let own = own_dates(&town, &group).await;
                for member in [MARA, TOVE] {
                    assert_eq!(calendar_of(&town, member).shows(now), own, "seed {seed}, step {step}");
                }
            }
        }
        town.end().await;
    }
}

/// Something that a group does to its dates.
async fn happen(town: &Town, group: &Group, series: SeriesId, chance: &mut StdRng) {
    let now = town.app.clock().now();
    let meetings = queries::meetings_after(town.app.db(), &[group.id], now).await.unwrap();
    let on: Vec<_> =
        meetings.into_iter().filter(|meeting| !meeting.is_off() && meeting.starts_at > now).collect();
    let Some(meeting) = on.get(chance.random_range(0..on.len().max(1))) else { return };
    let date = meeting.original.to_string();
    match chance.random_range(0..7) {
        0..=2 => {
            let to = meeting.original.saturating_add(jiff::Span::new().hours(chance.random_range(1..48)));
            move_date(town, group, series, &date, &to.to_string()).await;
        }
        3 => call_off(town, group, series, &date).await,
        4 => {
            let link = format!("https://meet.example/{}", chance.random_range(0..1000));
            change(town, group, series, |record| {
                record.with_words(record.title.clone(), Some(link.clone())).unwrap()
            })
            .await;
        }
        5 => {
            let own = chance.random_bool(0.7).then(|| format!("https://own.example/{date}"));
            change(town, group, series, |record| record.with_link(meeting.original, own.clone()).unwrap())
                .await;
        }
        _ => {
            let title = format!("Kittiwake {}", chance.random_range(0..1000));
            change(town, group, series, |record| {
                record.with_words(title.clone(), record.link.clone()).unwrap()
            })
            .await;
        }
    }
}
