//! Stories of letters: when they go, what goes together, what is switched off, and a mail server that fails.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use mail::CalendarPart;
use sea_orm::prelude::Uuid;
use store::Moment;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::routine::due;
use super::{About, Mailbox, Outgoing, Urgency, post, refuse, take_back};
use crate::town::Town;
use crate::ui::Letter;

const HOUR: i64 = 3600;
const MARA: &str = "mara@example.org";

fn at(text: &str) -> Moment {
    Moment(text.parse().unwrap())
}

fn zone(name: &str) -> calendar::Zone {
    calendar::Zone::named(name).unwrap()
}

fn routine(name: &str) -> Urgency {
    Urgency::Routine { zone: zone(name) }
}

/// A letter to Mara, of the community with this number.
fn letter(community: u128, urgency: Urgency, subject: &str) -> Outgoing {
    Outgoing {
        community: Some(Uuid::from_u128(community)),
        kind: "test.letter",
        from_name: "Long Table".to_owned(),
        to_name: "Mara".to_owned(),
        to_email: MARA.to_owned(),
        urgency,
        about: Some(About::Changes),
        key: format!("{community}: {subject}"),
        body: Letter {
            subject: subject.to_owned(),
            before: vec![format!("What there is to say of {subject}.")],
            ..Letter::default()
        }
        .into(),
    }
}

async fn write(town: &Town, letters: &[Outgoing]) {
    town.write(async |tx| {
        for letter in letters {
            assert!(post(tx, letter.clone()).await?);
        }
        Ok(())
    })
    .await;
}

async fn subjects(town: &Town) -> Vec<String> {
    town.run_jobs().await;
    town.mail_to(MARA).into_iter().map(|letter| letter.subject).collect()
}

/// When a letter that is posted at one moment goes out.
fn check(urgency: &Urgency, posted: &str, goes: &str) {
    assert_eq!(due(urgency, at(posted)), at(goes), "{urgency:?} at {posted}");
}

#[test]
fn a_letter_that_can_wait_waits_for_the_morning_of_its_reader() {
    let check = |name: &str, posted: &str, goes: &str| {
        check(&Urgency::OutsideQuietHours { zone: zone(name) }, posted, goes);
    };
    for by_day in ["2026-10-01T07:00:00Z", "2026-10-01T12:00:00Z", "2026-10-01T20:59:59Z"] {
        check("UTC", by_day, by_day);
    }
    check("UTC", "2026-10-01T21:00:00Z", "2026-10-02T07:00:00Z");
    check("UTC", "2026-10-02T06:59:59Z", "2026-10-02T07:00:00Z");
    // One moment, three clocks.
    check("Europe/Lisbon", "2026-10-01T09:00:00Z", "2026-10-01T09:00:00Z");
    check("America/Los_Angeles", "2026-10-01T09:00:00Z", "2026-10-01T14:00:00Z");
    check("Pacific/Auckland", "2026-10-01T09:00:00Z", "2026-10-01T18:00:00Z");
    // The night in which clocks go back, and the one in which they go forward.
    check("Europe/Lisbon", "2026-10-24T21:30:00Z", "2026-10-25T07:00:00Z");
    check("Europe/Lisbon", "2027-03-27T22:30:00Z", "2027-03-28T06:00:00Z");
    check("UTC", "2026-12-31T23:00:00Z", "2027-01-01T07:00:00Z");
}

#[test]
fn what_is_urgent_waits_for_nobody_and_what_is_routine_for_the_next_morning() {
    check(&Urgency::AtOnce, "2026-10-01T03:00:00Z", "2026-10-01T03:00:00Z");
    check(&routine("UTC"), "2026-10-01T03:00:00Z", "2026-10-01T07:00:00Z");
    check(&routine("UTC"), "2026-10-01T07:00:00Z", "2026-10-02T07:00:00Z");
    check(&routine("Pacific/Auckland"), "2026-10-01T09:00:00Z", "2026-10-01T18:00:00Z");
    check(&routine("Europe/Lisbon"), "2027-03-27T12:00:00Z", "2027-03-28T06:00:00Z");
    let from = |moment: &str| Urgency::From { moment: at(moment), zone: zone("UTC") };
    check(&from("2026-10-09T07:00:00Z"), "2026-10-01T12:00:00Z", "2026-10-09T07:00:00Z");
    check(&from("2026-10-09T12:00:00Z"), "2026-10-01T12:00:00Z", "2026-10-10T07:00:00Z");
    check(&from("2026-09-01T12:00:00Z"), "2026-10-01T12:00:00Z", "2026-10-02T07:00:00Z");
}

#[tokio::test]
async fn a_letter_that_can_wait_is_not_sent_by_night() {
    let town = Town::new().await;
    let waits = Urgency::OutsideQuietHours { zone: zone("Pacific/Auckland") };
    write(&town, &[letter(1, waits, "can wait"), letter(1, Urgency::AtOnce, "is urgent")]).await;
    assert_eq!(subjects(&town).await, ["is urgent"]);
    town.pass(9 * HOUR - 1);
    assert_eq!(subjects(&town).await, ["is urgent"], "it is one second to seven in Auckland");
    town.pass(1);
    assert_eq!(subjects(&town).await, ["is urgent", "can wait"]);
    town.end().await;
}

#[tokio::test]
async fn what_a_letter_carries_for_a_calendar_arrives_as_it_was_posted_and_by_itself() {
    let town = Town::new().await;
    let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Kittiwa\r\n ke\r\nEND:VCALENDAR\r\n";
    let calendar = CalendarPart { method: "REQUEST".to_owned(), text: text.to_owned() };
    let mut invitation = letter(1, routine("UTC"), "an invitation");
    invitation.body.calendar = Some(calendar.clone());
    invitation.body.reply_to = Some("junto+a.b@example.org".to_owned());
    write(&town, &[letter(1, routine("UTC"), "news"), invitation]).await;
    town.pass(22 * HOUR);
    let mut sent = subjects(&town).await;
    sent.sort();
    assert_eq!(sent, ["an invitation", "news"]);
    let invited = town.mail_to(MARA).into_iter().find(|letter| letter.calendar.is_some()).unwrap();
    assert_eq!((invited.subject.as_str(), invited.calendar), ("an invitation", Some(calendar)));
    assert_eq!(invited.reply_to.as_deref(), Some("junto+a.b@example.org"));
    town.end().await;
}

#[tokio::test]
async fn what_is_routine_goes_out_in_the_morning_as_one_letter_that_says_what_is_in_it() {
    let town = Town::new().await;
    write(&town, &[letter(1, routine("UTC"), "The first thing")]).await;
    town.pass(HOUR);
    write(&town, &[letter(1, routine("UTC"), "The second thing")]).await;
    town.pass(21 * HOUR - 1);
    assert_eq!(subjects(&town).await, [""; 0]);
    town.pass(1);
    assert_eq!(subjects(&town).await, ["The first thing · The second thing"]);
    let sent = town.mail_to(MARA).pop().unwrap();
    for part in ["The first thing", "The second thing"] {
        assert_eq!(
            sent.text.matches(&format!("What there is to say of {part}.")).count(),
            1,
            "{}",
            sent.text
        );
        assert_eq!(sent.html.matches(&format!(">{part}</h2>")).count(), 1);
    }
    assert_eq!(sent.text.matches("Good day Mara").count(), 1);

    // Alone, a letter goes as itself.
    write(&town, &[letter(1, routine("UTC"), "A third thing")]).await;
    town.pass(24 * HOUR);
    assert_eq!(subjects(&town).await.pop().unwrap(), "A third thing");
    assert!(!town.mail_to(MARA).pop().unwrap().html.contains("</h2>"));
    town.end().await;
}

#[tokio::test]
async fn a_subject_too_long_for_all_names_the_first_and_how_many_more() {
    let town = Town::new().await;
    let long = |number: u8| letter(1, routine("UTC"), &format!("{number}, {}", "and so on".repeat(7)));
    write(&town, &[long(1)]).await;
    town.pass(1);
    write(&town, &[long(2), long(3)]).await;
    town.pass(22 * HOUR);
    let subject = subjects(&town).await.pop().unwrap();
    assert!(subject.starts_with("1, and so on") && subject.ends_with(" · and two more matters"), "{subject}");
    town.end().await;
}

#[tokio::test]
async fn a_server_that_was_away_all_day_sends_what_is_routine_the_next_morning() {
    let town = Town::new().await;
    write(&town, &[letter(1, routine("UTC"), "of the 2nd")]).await;
    town.pass(37 * HOUR);
    assert_eq!(subjects(&town).await, [""; 0], "it is ten in the evening of the 2nd");
    town.pass(9 * HOUR);
    assert_eq!(subjects(&town).await, ["of the 2nd"]);
    town.end().await;
}

#[tokio::test]
async fn no_letter_holds_more_than_fifty_and_the_rest_comes_the_next_morning() {
    let town = Town::new().await;
    let many: Vec<Outgoing> =
        (0..60).map(|number| letter(1, routine("UTC"), &format!("matter {number}"))).collect();
    write(&town, &many).await;
    let held = |number: usize| town.mail_to(MARA)[number].html.matches("</h2>").count();
    town.pass(22 * HOUR);
    assert_eq!((subjects(&town).await.len(), held(0)), (1, 50));
    town.pass(24 * HOUR);
    assert_eq!((subjects(&town).await.len(), held(1)), (2, 10));
    town.end().await;
}

#[tokio::test]
async fn a_letter_written_while_its_morning_was_looked_after_goes_out_the_next_one() {
    let town = Town::new().await;
    write(&town, &[letter(1, routine("UTC"), "late")]).await;
    // Its job was through before the letter was there.
    town.write(async |tx| {
        let sql = "DELETE FROM job WHERE kind = 'letterbox.routine'";
        sea_orm::ConnectionTrait::execute_unprepared(tx.db(), sql).await?;
        Ok(())
    })
    .await;
    town.pass(24 * HOUR);
    assert_eq!(subjects(&town).await, [""; 0]);
    town.write(crate::app::daily::begin).await;
    town.run_jobs().await;
    town.pass(22 * HOUR);
    assert_eq!(subjects(&town).await, ["late"]);
    town.end().await;
}

#[tokio::test]
async fn what_two_communities_write_is_never_one_letter() {
    let town = Town::new().await;
    write(&town, &[letter(1, routine("UTC"), "here"), letter(2, routine("UTC"), "there")]).await;
    town.pass(22 * HOUR);
    let mut sent = subjects(&town).await;
    sent.sort();
    assert_eq!(sent, ["here", "there"]);
    town.end().await;
}

#[tokio::test]
async fn what_is_switched_off_by_the_time_it_is_due_is_not_sent_and_what_it_said_is_gone() {
    let town = Town::new().await;
    let mut reminder =
        letter(1, Urgency::From { moment: at("2026-10-03T00:00:00Z"), zone: zone("UTC") }, "reminder");
    reminder.about = Some(About::Reminders);
    write(&town, &[reminder, letter(1, routine("UTC"), "change")]).await;
    let mailbox = |community| Mailbox { community: Uuid::from_u128(community), email: MARA.to_owned() };
    let off = |about: &[About]| about.iter().copied().collect();
    town.write(async |tx| refuse(tx, &mailbox(1), &off(&[About::Reminders])).await).await;
    // The control: another community's letters are another matter.
    town.write(async |tx| refuse(tx, &mailbox(2), &off(&About::ALL)).await).await;
    town.pass(72 * HOUR);
    assert_eq!(subjects(&town).await, ["change"]);
    let letters = town.rows().await.into_iter().filter(|(table, _)| table == "letter");
    let is_kept = |row: &str| row.contains("reminder") && row.contains("sealed");
    assert_eq!(letters.filter(|(_, row)| is_kept(row)).count(), 0);

    let mut urgent = letter(1, Urgency::AtOnce, "cannot be switched off");
    urgent.about = None;
    town.write(async |tx| refuse(tx, &mailbox(1), &off(&About::ALL)).await).await;
    write(&town, &[urgent, letter(1, Urgency::AtOnce, "can be")]).await;
    assert_eq!(subjects(&town).await, ["change", "cannot be switched off"]);
    town.end().await;
}

#[tokio::test]
async fn what_is_taken_back_is_missing_from_the_letter_of_the_morning() {
    let town = Town::new().await;
    write(&town, &[letter(1, routine("UTC"), "stays"), letter(1, routine("UTC"), "goes")]).await;
    town.write(async |tx| take_back(tx, "1: goes").await).await;
    town.pass(22 * HOUR);
    assert_eq!(subjects(&town).await, ["stays"]);
    town.end().await;
}

/// What a mail server does with what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    Refuse,
    Take,
    /// Takes the message and falls silent, so that the sender cannot know; as when the sender dies before it could
    /// write down that it was sent.
    TakeAndDie,
}

/// A mail server on this machine. What it took, by Message-ID; a repetition must be the same.
#[derive(Clone)]
pub struct MailServer {
    does: Arc<Mutex<Does>>,
    took: Arc<Mutex<BTreeMap<String, Vec<String>>>>,
}

impl MailServer {
    pub async fn start() -> (Self, mail::Post) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { does: Arc::new(Mutex::new(Does::Take)), took: Arc::default() };
        let answering = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever calls may hang up at any time.
                let _ = answering.answer(stream).await;
            }
        });
        (server, mail::Post::smtp(&format!("smtp://{address}"), "junto@example.org").unwrap())
    }

    async fn answer(&self, stream: TcpStream) -> std::io::Result<()> {
        let (from, mut to) = stream.into_split();
        let mut lines = BufReader::new(from).lines();
        let does = || *self.does.lock().unwrap_or_else(PoisonError::into_inner);
        if does() == Does::Refuse {
            return to.write_all(b"421 not now\r\n").await;
        }
        to.write_all(b"220 here\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            if does() == Does::Refuse {
                return to.write_all(b"421 not now\r\n").await;
            }
            if line == "DATA" {
                to.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    message.push_str(&line);
                    message.push('\n');
                }
                self.take(message);
                if does() == Does::TakeAndDie {
                    return Ok(());
                }
            } else if line == "QUIT" {
                return to.write_all(b"221 bye\r\n").await;
            }
            to.write_all(b"250 fine\r\n").await?;
        }
        Ok(())
    }

    fn take(&self, message: String) {
        let id = message.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
        self.took.lock().unwrap().entry(id).or_default().push(message);
    }

    pub fn now(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// Each message it took, repetitions too.
    pub fn messages(&self) -> Vec<String> {
        self.took.lock().unwrap().values().flatten().cloned().collect()
    }

    /// The words of each message a reader sees: repetitions under one Message-ID are one, and must be alike.
    pub fn seen(&self) -> Vec<String> {
        let took = self.took.lock().unwrap();
        let without_what_changes = |message: &String| -> String {
            let is_same = |line: &&str| {
                !line.starts_with("Date:") && !line.contains("boundary") && !line.starts_with("--")
            };
            message.lines().filter(is_same).collect::<Vec<_>>().join("\n")
        };
        took.values()
            .map(|repeated| {
                let mut alike: Vec<String> = repeated.iter().map(without_what_changes).collect();
                alike.dedup();
                assert_eq!(alike.len(), 1, "a repetition says something else: {alike:#?}");
                alike.remove(0)
            })
            .collect()
    }
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_is_repeated_as_it_was_and_nothing_is_in_two() {
    let (server, post) = MailServer::start().await;
    let town = Town::new_with(|parts| parts.post = post).await;
    write(&town, &[letter(1, routine("UTC"), "alpha"), letter(1, routine("UTC"), "beta")]).await;
    server.now(Does::TakeAndDie);
    town.pass(22 * HOUR);
    town.run_jobs().await;
    assert_eq!(server.seen().len(), 1, "it arrived, and nobody was told");

    // More comes while the first is tried again, over the next morning.
    write(&town, &[letter(1, routine("UTC"), "gamma")]).await;
    for _ in 0..26 {
        town.pass(HOUR);
        town.run_jobs().await;
    }
    assert_eq!(server.seen().len(), 1, "one letter at a time");
    server.now(Does::Take);
    for _ in 0..48 {
        town.pass(HOUR);
        town.run_jobs().await;
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for word in ["alpha", "beta", "gamma"] {
        let holding = seen.iter().filter(|message| message.contains(&format!("to say of {word}"))).count();
        assert_eq!(holding, 1, "{word}");
    }
    let of_one: Vec<&String> = seen.iter().filter(|message| message.contains("to say of alpha")).collect();
    assert!(of_one[0].contains("to say of beta"), "what was together stays together");
    town.end().await;
}

#[tokio::test]
async fn whoever_gets_a_belated_letter_today_gets_the_next_one_tomorrow() {
    let (server, post) = MailServer::start().await;
    let town = Town::new_with(|parts| parts.post = post).await;
    write(&town, &[letter(1, routine("UTC"), "of the 2nd")]).await;
    let hours = async |number: i64| {
        for _ in 0..number {
            town.pass(HOUR);
            town.run_jobs().await;
        }
    };
    server.now(Does::Refuse);
    hours(23).await;
    write(&town, &[letter(1, routine("UTC"), "of the 3rd")]).await;
    hours(16).await;
    server.now(Does::Take);
    hours(6).await;
    assert_eq!(server.seen().len(), 1, "before seven on the 3rd");
    hours(20).await;
    assert_eq!(server.seen().len(), 1, "the 3rd had its letter");
    hours(5).await;
    assert_eq!(server.seen().len(), 2, "the 4th");
    town.end().await;
}

#[tokio::test]
async fn a_mail_server_that_is_away_for_a_day_loses_and_doubles_nothing() {
    let (server, post) = MailServer::start().await;
    let town = Town::new_with(|parts| parts.post = post).await;
    server.now(Does::Refuse);
    let mut posted = Vec::new();
    for hour in 0..30 {
        if hour < 24 {
            for urgency in [Urgency::AtOnce, routine("UTC")] {
                let subject = format!("matter {} of hour {hour}", posted.len());
                write(&town, &[letter(1, urgency, &subject)]).await;
                posted.push(subject);
            }
        } else {
            server.now(Does::Take);
        }
        town.run_jobs().await;
        town.pass(HOUR);
    }
    // What failed last waits up to six hours; what could not go out on its own morning goes on the next.
    for _ in 0..72 {
        town.pass(HOUR);
        town.run_jobs().await;
    }
    let took = server.took.lock().unwrap().clone();
    for subject in &posted {
        let holding =
            took.values().flatten().filter(|message| message.contains(&format!("say of {subject}."))).count();
        assert_eq!(holding, 1, "{subject}");
    }
    town.end().await;
}
