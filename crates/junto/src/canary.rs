//! The canary: a sentence of every kind of content is planted, and then looked for wherever words can come
//! out. It must be found with those who may read it and nowhere else.
//!
//! A new kind of content is one line in [`kinds`]; a sealed column without one fails.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use cast::said;

use crate::app::audit::{self, Act};
use crate::app::jobs::{self, NewJob};
use crate::app::letterbox::{self, Outgoing, Urgency};
use crate::scene::{DELPHINE, PRIYA, Role, Scene, YSOLDE, hello};
use crate::tidy;
use crate::ui::Letter;

/// A kind of content: where it lies, the sentence of it that is planted, and who reads it in this scene.
struct Kind {
    what: &'static str,
    /// Table and column. What is not sealed is looked for on pages alone.
    column: &'static str,
    sentence: &'static str,
    readers: &'static [Role],
    /// Who sends which form where, in this order; nobody where the scene has.
    said: Vec<(&'static str, &'static str, Form)>,
}

type Form = &'static [(&'static str, &'static str)];

/// The sentence, in a form.
const IT: &str = "{it}";
/// The link in their last letter, as an address.
const LETTER: &str = "{letter}";

const AT_KITTIWAKE: &[Role] = &[Role::Seat, Role::BothTables, Role::Facilitator];

fn kinds() -> Vec<Kind> {
    let (priya, idris, bram) = (cast::priya(), cast::idris(), cast::bram());
    vec![
        // At the table.
        kind("a hello", "seat.hello", hello(cast::tove()), AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/hello",
            &[("words", IT)],
        ),
        kind("a hello on accepting", "seat.hello", hello(priya), AT_KITTIWAKE).said(
            PRIYA,
            LETTER,
            &[("answer", "accepted"), ("words", IT)],
        ),
        kind("the hello of one who left", "seat.hello", hello(idris), &[]),
        kind("the hello of a former member", "seat.hello", hello(bram), &[]),
        kind("a hello at another table", "seat.hello", hello(cast::mei()), &[Role::OtherTable]).said(
            Role::OtherTable.email(),
            "/groups/{other_group}/hello",
            &[("words", IT)],
        ),
        kind(
            "a hello elsewhere",
            "seat.hello",
            hello(cast::solveig()),
            &[Role::MemberElsewhere, Role::BothTables],
        )
        .said(Role::MemberElsewhere.email(), "/groups/{group_elsewhere}/hello", &[("words", IT)]),
        kind("a clause in a group's own words", "charter.words", CLAUSE, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/charter/draft/review",
            &[("edition", "1"), ("months", "6"), ("words", IT)],
        ),
        kind("a word about a clause", "charter_comment.words", COMMENT, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/charter/draft/review/comments",
            &[("words", IT)],
        ),
        kind("what somebody wants", "charter_wish.wants", WANTS, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/charter/draft/wishes",
            &[("wants", IT)],
        ),
        kind("what somebody fears", "charter_wish.fears", FEARS, AT_KITTIWAKE).said(
            Role::Facilitator.email(),
            "/groups/{group}/charter/draft/wishes",
            &[("fears", IT)],
        ),
        // Put to the table.
        kind("a question", "decision.sentence", said::TOVE_PROPOSES, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/decisions",
            &[("subject", "norm"), ("sentence", IT), ("why", "Because.")],
        ),
        kind("why it is asked", "decision.why", said::TOVE_SAYS_WHY, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/decisions",
            &[("subject", "purpose"), ("sentence", "We keep bread."), ("why", IT)],
        ),
        kind("a word of whom it is about", "decision.word", said::CALLUM_SAYS, AT_KITTIWAKE).said(
            Role::BothTables.email(),
            "/groups/{group}/decisions/{second_decision}/word",
            &[("words", IT)],
        ),
        kind("an answer while it is open", "decision_voice.words", said::MARA_OBJECTS, &[Role::Facilitator])
            .said(
                Role::Facilitator.email(),
                "/groups/{group}/decisions/{decision}/voice",
                &[("voice", "against"), ("words", IT)],
            ),
        kind("an answer once it is settled", "decision_voice.words", said::CALLUM_OBJECTS, AT_KITTIWAKE)
            .said(
                Role::BothTables.email(),
                "/groups/{group}/decisions/{dated_decision}/voice",
                &[("voice", "against"), ("words", IT)],
            ),
        kind("a suggestion", "suggestion.words", said::TOVE_SUGGESTS, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/suggestions",
            &[("words", IT), ("named", "yes")],
        ),
        kind("a suggestion without a name", "suggestion.words", said::SOMEBODY_SUGGESTS, AT_KITTIWAKE).said(
            Role::Seat.email(),
            "/groups/{group}/suggestions",
            &[("words", IT), ("named", "no")],
        ),
        kind("the answer to a suggestion", "suggestion.answer_words", said::MARA_ANSWERS, AT_KITTIWAKE).said(
            Role::Facilitator.email(),
            "/groups/{group}/suggestions/{suggestion}/answer",
            &[("answer", "not-now"), ("words", IT)],
        ),
        // Between a member and whoever leads.
        kind("that a note is not right", "attendance_objection.words", NOT_RIGHT, TO_THE_LEAD).said(
            Role::Seat.email(),
            "/groups/{group}/meetings/{held_meeting}/attendance/objections",
            &[("words", IT)],
        ),
        kind("a word after a private talk", "attendance_step.words", AFTER_TALK, TO_THE_LEAD).said(
            Role::Facilitator.email(),
            "/groups/{group}/attendance/steps/{step}/answer",
            &[("done", "spoken"), ("words", IT)],
        ),
        // To those who run the community.
        kind("a reason", "invitation.words", said::DELPHINE_DECLINES, &[Role::Operator]).said(
            DELPHINE,
            LETTER,
            &[("answer", "declined"), ("words", IT)],
        ),
        kind("a reason elsewhere", "invitation.words", said::YSOLDE_DECLINES, &[Role::OperatorElsewhere])
            .said(YSOLDE, LETTER, &[("answer", "declined"), ("words", IT)]),
        kind("a wish", "invitation.words", said::RAFAEL_WISHES, &[Role::Operator]).said(
            Role::Invited.email(),
            LETTER,
            &[("answer", "another-hour"), ("words", IT)],
        ),
        kind("an application", "application.words", said::SIGNE_APPLIES, &[Role::Operator])
            .said("signe@example.org", "/c/{community}/join", SIGNE)
            .said("signe@example.org", LETTER, &[]),
        kind("an application nobody confirmed", "application.words", said::DELROY_APPLIES, &[]).said(
            "delroy@example.org",
            "/c/{community}/join",
            DELROY,
        ),
        // To those who decide.
        kind("a request", "seat_request.words", said::IDRIS_ASKS, &[Role::Operator, Role::Facilitator]).said(
            Role::FormerSeat.email(),
            "/c/{community}/groups/{group}/ask",
            &[("words", IT)],
        ),
        kind(
            "a request elsewhere",
            "seat_request.words",
            said::JUNE_ASKS,
            &[Role::Operator, Role::OtherTable],
        )
        .said(Role::Member.email(), "/c/{community}/groups/{other_group}/ask", &[("words", IT)]),
        // Between somebody who leaves and the facilitator, and the others.
        kind(
            "a word in private",
            "departure.confided",
            said::TOVE_CONFIDES,
            &[Role::Seat, Role::Facilitator],
        )
        .said(Role::Seat.email(), "/groups/{group}/leaving/word", &[("words", IT)]),
        kind("a word on leaving", "departure.words", said::MARA_LEAVES, AT_KITTIWAKE).said(
            Role::Facilitator.email(),
            "/groups/{group}/leaving/notice",
            &[("day", "2026-12-01"), ("words", IT)],
        ),
        kind("a goodbye", "goodbye.words", said::TOVE_SAYS_GOODBYE, &[Role::BothTables]).said(
            Role::Seat.email(),
            "/groups/{group}/goodbyes/{departure}",
            &[("words", IT)],
        ),
        kind(
            "why somebody pauses",
            "pause.words",
            said::CALLUM_PAUSES,
            &[Role::BothTables, Role::Facilitator],
        )
        .said(
            Role::BothTables.email(),
            "/groups/{group}/pause",
            &[("from", "2027-01-01"), ("until", "2027-02-01"), ("words", IT)],
        ),
        // To nobody but the program itself.
        kind("the address of a calendar", "busy_feed.address", said::JUNES_CALENDAR, &[Role::Member]).said(
            Role::Member.email(),
            "/c/{community}/hours/calendars",
            &[("address", IT)],
        ),
        // Level 0: whoever belongs to the community or was asked reads it.
        kind("a purpose", "peer_group.purpose", PURPOSE, INSIDERS).said(
            Role::Facilitator.email(),
            "/groups/{group}/purpose",
            &[("purpose", IT), ("version", "1")],
        ),
    ]
}

const SIGNE: Form = &[("name", "Signe"), ("email", "signe@example.org"), ("words", IT), ("consent", "yes")];
const DELROY: Form =
    &[("name", "Delroy"), ("email", "delroy@example.org"), ("words", IT), ("consent", "yes")];
const TO_THE_LEAD: &[Role] = &[Role::Seat, Role::Facilitator];
const NOT_RIGHT: &str = "I was on the line from the first minute, only muted.";
const AFTER_TALK: &str = "Tell me on the Sunday if the ferry does not run again.";
const CLAUSE: &str = "We read this again when the ice is off the harbour.";
const COMMENT: &str = "I would rather be asked in March than in June.";
const WANTS: &str = "I want three people who ask what I avoid.";
const FEARS: &str = "I fear that I am the one who talks too long.";
const PURPOSE: &str = "We hand over what we built without taking it back.";
const INSIDERS: &[Role] = &[
    Role::LinkHolder,
    Role::FormerSeat,
    Role::Invited,
    Role::Member,
    Role::OtherTable,
    Role::Seat,
    Role::BothTables,
    Role::Facilitator,
    Role::Operator,
];

fn kind(what: &'static str, column: &'static str, sentence: &'static str, readers: &'static [Role]) -> Kind {
    Kind { what, column, sentence, readers, said: Vec::new() }
}

impl Kind {
    fn said(mut self, by: &'static str, at: &'static str, form: Form) -> Self {
        self.said.push((by, at, form));
        self
    }
}

#[tokio::test]
async fn what_is_said_is_found_with_its_readers_and_nowhere_else() {
    let mut canary = Canary::new(kinds()).await;
    canary.plant().await;
    for role in Role::ALL {
        canary.read_everything_as(role).await;
    }
    assert_eq!(canary.verdict(), [""; 0]);
}

#[test]
fn every_sealed_column_has_a_planted_sentence() {
    let planted = kinds();
    let bare = tidy::sealed_columns().into_iter();
    let bare = bare.filter(|column| planted.iter().all(|kind| kind.column != column));
    assert_eq!(bare.collect::<Vec<_>>(), [""; 0], "these need a line in `kinds`");
}

/// The control: each of these sentences leaks in one way, and is reported.
#[tokio::test]
async fn what_leaks_is_reported() {
    const BY_PURPOSE: &str = "The first leak is in the purpose of a group.";
    const BY_JOB: &str = "The second leak is in a job that waits.";
    const BY_LOG: &str = "The third leak is in a line of the log.";
    const BY_AUDIT: &str = "The fourth leak is in the audit chain.";
    const BY_LETTER: &str = "The fifth leak is in a letter to a member.";
    const NEVER: &str = "The sixth was never said to anybody.";
    let kinds = vec![
        kind("one", "seat.hello", BY_PURPOSE, AT_KITTIWAKE).said(
            Role::Facilitator.email(),
            "/groups/{group}/purpose",
            &[("purpose", IT), ("version", "1")],
        ),
        kind("two", "seat.hello", BY_JOB, &[]),
        kind("three", "seat.hello", BY_LOG, &[]),
        kind("four", "seat.hello", BY_AUDIT, &[]),
        kind("five", "seat.hello", BY_LETTER, &[]),
        kind("six", "seat.hello", NEVER, &[Role::Seat]),
    ];
    let mut canary = Canary::new(kinds).await;
    canary.plant().await;
    let town = &canary.scene.town;
    let words = Letter { before: vec![BY_LETTER.to_owned()], ..Letter::default() };
    town.write(async |tx| {
        let later = tx.now().plus_seconds(1);
        jobs::enqueue(tx, NewJob::new("test.leak", &BY_JOB)?.at(later)).await?;
        audit::record(tx, Act { community: None, actor: None, verb: "test.leak", object: BY_AUDIT }).await?;
        let letter = Outgoing {
            community: None,
            kind: "test.leak",
            from_name: String::new(),
            to_name: String::new(),
            to_email: Role::Member.email().to_owned(),
            urgency: Urgency::AtOnce,
            about: None,
            key: "leak".to_owned(),
            body: words.clone().into(),
        };
        letterbox::post(tx, letter).await
    })
    .await;
    canary.look().await;
    let waiting = canary.found.iter().any(|found| found.contains("five"));
    assert!(!waiting, "a letter that waits is sealed: {:?}", canary.found);
    canary.scene.town.run_jobs().await;
    tracing::trace!(words = BY_LOG, "a leak");
    canary.look().await;
    for role in [Role::Member, Role::Seat, Role::BothTables, Role::Facilitator] {
        canary.read_everything_as(role).await;
    }
    let said = canary.verdict().join("\n");
    for expected in [
        "one: Member reads it at /c/long-table/groups",
        "one: the table peer_group holds it",
        "two: the table job holds it",
        "three: the log holds it",
        "four: the table audit_record holds it",
        "five: a letter to june@example.org holds it",
        "six: Seat does not read it",
    ] {
        assert!(said.contains(expected), "not reported: {expected}\n{said}");
    }
    let is_sqlite = canary.scene.town.app.store().backend() == store::Backend::Sqlite;
    assert_eq!(said.contains("two: the file junto.db"), is_sqlite, "{said}");
}

/// The scene, what is looked for, and what was found.
struct Canary {
    scene: Scene,
    kinds: Vec<Kind>,
    /// Ways to write the sentences, and of which kind each is.
    spellings: AhoCorasick,
    kind_of: Vec<usize>,
    sealed_columns: Vec<String>,
    readers: BTreeMap<usize, BTreeSet<Role>>,
    found: BTreeSet<String>,
}

impl Canary {
    async fn new(kinds: Vec<Kind>) -> Self {
        listen_to_the_log();
        let (mut words, mut kind_of) = (Vec::new(), Vec::new());
        for (number, kind) in kinds.iter().enumerate() {
            let of_kind = spellings(kind.sentence);
            kind_of.extend(of_kind.iter().map(|_| number));
            words.extend(of_kind);
        }
        let spellings = AhoCorasick::builder().ascii_case_insensitive(true).build(words).unwrap();
        Self {
            scene: Scene::new().await,
            kinds,
            spellings,
            kind_of,
            sealed_columns: tidy::sealed_columns(),
            readers: BTreeMap::new(),
            found: BTreeSet::new(),
        }
    }

    /// Says everything there is to say through the front door, and looks around after each time.
    async fn plant(&mut self) {
        for number in 0..self.kinds.len() {
            let sentence = self.kinds[number].sentence;
            for (by, at, form) in self.kinds[number].said.clone() {
                let town = &self.scene.town;
                let path = if at == LETTER { town.last_link_to(by) } else { self.scene.fill(at) };
                let form: Vec<_> = form
                    .iter()
                    .map(|(name, value)| (*name, if *value == IT { sentence } else { value }))
                    .collect();
                let reply = town.signed_in(by).await.post(&path, &form).await;
                assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.body);
                self.look().await;
                self.scene.town.run_jobs().await;
                self.look().await;
            }
        }
    }

    /// Looks where nobody may find anything sealed: tables, files, letters, the log.
    async fn look(&mut self) {
        let town = &self.scene.town;
        let mut places: Vec<(String, Vec<u8>)> = Vec::new();
        for (table, row) in town.rows().await {
            places.push((format!("the table {table}"), row.into_bytes()));
        }
        places.extend(town.files().into_iter().map(|(name, bytes)| (format!("the file {name}"), bytes)));
        for letter in town.letters() {
            places.push((format!("a letter to {}", letter.to_email), format!("{letter:?}").into_bytes()));
        }
        places.push(("the log".to_owned(), LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()));
        for (place, bytes) in places {
            for number in self.kinds_in(&bytes) {
                let kind = &self.kinds[number];
                if self.sealed_columns.iter().any(|column| column == kind.column) {
                    self.found.insert(format!("{}: {place} holds it", kind.what));
                }
            }
        }
    }

    fn kinds_in(&self, bytes: &[u8]) -> BTreeSet<usize> {
        self.spellings.find_overlapping_iter(bytes).map(|found| self.kind_of[found.pattern()]).collect()
    }

    /// Asks for every address there is, whoever it belongs to, and follows every link.
    async fn read_everything_as(&mut self, role: Role) {
        const MOST: usize = 3_000;
        let mut addresses = VecDeque::new();
        for route in crate::routes().iter().filter(|route| route.method == Method::GET) {
            addresses.extend(self.scene.every_address(role, route).await);
        }
        let mut seen: BTreeSet<String> = addresses.iter().cloned().collect();
        while let Some(path) = addresses.pop_front() {
            let reply = self.scene.visitor(role).get(&path).await;
            assert_ne!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{path} as {role:?}");
            let whole = format!("{:?}\n{}", reply.headers, reply.body);
            for number in self.kinds_in(whole.as_bytes()) {
                let kind = &self.kinds[number];
                self.readers.entry(number).or_default().insert(role);
                if !kind.readers.contains(&role) {
                    self.found.insert(format!("{}: {role:?} reads it at {path}", kind.what));
                }
            }
            let links = links(&reply.body).into_iter().chain(reply.location);
            addresses.extend(links.filter(|link| seen.insert(link.clone())));
            assert!(seen.len() < MOST, "there is no end of addresses: {path} as {role:?}");
        }
    }

    /// Everything that is not as it should be.
    fn verdict(&self) -> Vec<String> {
        let mut wrong: Vec<String> = self.found.iter().cloned().collect();
        for (number, kind) in self.kinds.iter().enumerate() {
            let readers = self.readers.get(&number).cloned().unwrap_or_default();
            let blind = kind.readers.iter().filter(|role| !readers.contains(role));
            wrong.extend(blind.map(|role| format!("{}: {role:?} does not read it", kind.what)));
        }
        wrong
    }
}

/// The beginning and the end of a sentence, as they stand in text, addresses, hexadecimal and base 64.
fn spellings(sentence: &str) -> Vec<String> {
    const PIECE: usize = 24;
    let is_plain = sentence.chars().all(|letter| letter.is_ascii_alphabetic() || " ,.".contains(letter));
    assert!(is_plain && sentence.len() > PIECE, "no page or file may spell it in another way: {sentence}");
    let mut ways = Vec::new();
    for piece in [&sentence[..PIECE], &sentence[sentence.len() - PIECE..]] {
        ways.extend([piece.to_owned(), piece.replace(' ', "+"), piece.replace(' ', "%20")]);
        ways.push(piece.bytes().map(|byte| format!("{byte:02x}")).collect());
        // Wherever the piece begins within three bytes; what its neighbours colour is cut off.
        for shift in 0..3 {
            let encoded = BASE64_STANDARD_NO_PAD.encode([&[0; 3][..shift], piece.as_bytes()].concat());
            ways.push(encoded[4..encoded.len() - 4].to_owned());
        }
    }
    ways
}

/// Where a page leads on this server.
fn links(page: &str) -> Vec<String> {
    let values = ["href=\"", "action=\"", "src=\""].into_iter().flat_map(|name| page.split(name).skip(1));
    let links = values.filter_map(|rest| rest.split(['"', '#']).next());
    let own = links.filter(|link| link.starts_with('/') && !link.starts_with("/assets/"));
    own.map(|link| link.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

/// Everything that any test of this process logs, down to the finest.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Listener;

impl std::io::Write for Listener {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn listen_to_the_log() {
    // The second test of this process finds the first one's listener.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(|| Listener)
        .try_init();
}
