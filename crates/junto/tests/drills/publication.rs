//! A publication that is killed at any moment leaves nothing published or everything; started again, it
//! publishes everything, and everyone has one letter.
//!
//! `JUNTO_DRILL_KILLS` says how many kills there are besides the three that are always tried.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use junto::groups::{self, Which};
use junto::{accounts, app, community};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};
use store::{Backend, Store};

use crate::node::{Browser, Node, Place, until};

/// They make 160 groups, which are prepared fifty at a time.
const PEOPLE: u32 = 640;
const IN_A_GROUP: &str = "4";

/// Groups of members' addresses, by the group's name.
type Groups = BTreeMap<String, BTreeSet<String>>;

/// A round with a proposal that is ready to be published.
struct Scene {
    place: Place,
    operator: Browser,
    round: String,
    proposed: Groups,
}

impl Scene {
    async fn set() -> Self {
        let place = Place::new().await;
        let node = place.start();
        let operator = place.operator(&node, "agnes@example.org");
        let crowd: String = cast::crowd(1727, PEOPLE).map(|line| line + "\n").collect();
        fs::write(place.path("crowd.csv"), crowd).unwrap();
        let import = place.run(&["roster", "import", "crowd.csv", "--community", "long-table"]);
        assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
        let criteria = [
            ("name", "Autumn"),
            ("least", IN_A_GROUP),
            ("most", IN_A_GROUP),
            ("common", "0"),
            ("minutes", "90"),
            ("stage", "-"),
            ("lonely", "-"),
            ("wish:industry", "different 2"),
            ("seed", "7"),
        ];
        let round = operator.post("/c/long-table/rounds", &criteria).location();
        let proposal = operator.get(&round).location();
        until("a proposal", || (!operator.get(&proposal).body.contains("data-refresh")).then_some(()));
        node.stop();
        let store = place.store().await;
        let proposed = proposed(store.read()).await;
        store.close().await.unwrap();
        assert!(proposed.len() > 100, "{} groups are too few to be killed among", proposed.len());
        Self { place, operator, round, proposed }
    }

    /// Presses the button.
    fn publish(&self, node: &Node) {
        let people = self.proposed.values().map(BTreeSet::len).sum::<usize>().to_string();
        let form = [("number", "1"), ("version", "1"), ("people", people.as_str())];
        let reply = self.operator.at(node).post(&format!("{}/publication", self.round), &form);
        assert_eq!(reply.status, 303, "{}", reply.body);
    }
}

/// The groups of the proposal, as it was written.
async fn proposed(db: &DatabaseConnection) -> Groups {
    let sql = "SELECT m.id, p.email FROM member m JOIN person p ON p.id = m.person_id";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let email = |row: &QueryResult| {
        (store::short_text(row.try_get::<Uuid>("", "id").unwrap()), row.try_get("", "email").unwrap())
    };
    let emails: BTreeMap<String, String> = rows.iter().map(email).collect();
    let sql = "SELECT document FROM proposal";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let document: serde_json::Value = row.unwrap().try_get("", "document").unwrap();
    let group = |group: &serde_json::Value| {
        let members = group["members"].as_array().unwrap().iter();
        let members = members.map(|member| emails[member.as_str().unwrap()].clone()).collect();
        (group["name"].as_str().unwrap().to_owned(), members)
    };
    document["groups"].as_array().unwrap().iter().map(group).collect()
}

/// How far a publication is.
#[derive(Clone, Copy, Debug)]
struct Progress {
    prepared: u64,
    is_founded: bool,
    invited: u64,
    delivered: u64,
}

impl Progress {
    async fn of(db: &impl ConnectionTrait, place: &Place) -> Self {
        Self {
            delivered: u64::try_from(place.letters().count()).unwrap(),
            invited: count(db, "SELECT count(*) FROM invitation").await,
            is_founded: count(db, "SELECT count(*) FROM founding WHERE founded_at IS NOT NULL").await > 0,
            // Whichever comes first, were they ever apart.
            prepared: Ord::max(
                count(db, "SELECT count(*) FROM peer_group").await,
                count(db, "SELECT coalesce(max(prepared), 0) FROM publication").await,
            ),
        }
    }
}

async fn count(db: &impl ConnectionTrait, sql: &str) -> u64 {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    u64::try_from(number(&row.unwrap())).unwrap()
}

fn number(row: &QueryResult) -> i64 {
    row.try_get_by_index::<i64>(0).or_else(|_| row.try_get_by_index::<i32>(0).map(i64::from)).unwrap()
}

/// What there is, as people meet it.
struct Found {
    /// The groups that can be seen, with everyone who is offered a seat.
    seen: Groups,
    invitations: u64,
    /// To whom there are letters, as often as there are.
    letters: Vec<String>,
    is_chain_whole: bool,
}

impl Found {
    async fn at(place: &Place) -> Self {
        let store = place.store().await;
        let db = store.read();
        let community = community::by_slug(db, "long-table").await.unwrap().unwrap();
        let mut seen = Groups::new();
        for page in 0.. {
            let (lines, _) = groups::groups(db, community.id, Which::All, page).await.unwrap();
            if lines.is_empty() {
                break;
            }
            for line in lines {
                let seats = groups::seats(db, &[line.group.id]).await.unwrap();
                let members: Vec<_> = seats.iter().map(|seat| seat.member).collect();
                let members = community::members_by_id(db, community.id, &members).await.unwrap();
                let people: Vec<_> = members.iter().map(|member| member.person).collect();
                let emails = accounts::addresses(db, &people).await.unwrap();
                seen.insert(line.group.name, emails.into_iter().map(|address| address.email).collect());
            }
        }
        let found = Self {
            seen,
            invitations: count(db, "SELECT count(*) FROM invitation").await,
            letters: place.letters().map(|letter| letter.to()).collect(),
            is_chain_whole: app::audit::first_break(db).await.unwrap().is_none(),
        };
        store.close().await.unwrap();
        found
    }

    /// What is wrong at any moment, also right after a kill.
    fn faults(&self, proposed: &Groups) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.seen.is_empty() && self.seen != *proposed {
            let whole = proposed.iter().filter(|(name, people)| self.seen.get(*name) == Some(people)).count();
            faults.push(format!("half published: {whole} of {} groups", proposed.len()));
        }
        if self.seen.is_empty() && (self.invitations > 0 || !self.letters.is_empty()) {
            faults.push("somebody was invited before anything was published".to_owned());
        }
        let receivers: BTreeSet<&String> = self.letters.iter().collect();
        if receivers.len() < self.letters.len() {
            faults.push(format!("{} letters to {} people", self.letters.len(), receivers.len()));
        }
        let everyone: BTreeSet<&String> = proposed.values().flatten().collect();
        faults.extend(receivers.difference(&everyone).map(|who| format!("{who} has a letter and no seat")));
        if !self.is_chain_whole {
            faults.push("the audit chain is broken".to_owned());
        }
        faults
    }

    /// What is wrong once the work is said to be done.
    fn faults_when_done(&self, proposed: &Groups) -> Vec<String> {
        let mut faults = self.faults(proposed);
        let people = proposed.values().map(BTreeSet::len).sum::<usize>();
        if self.seen.is_empty() {
            faults.push("nothing is published".to_owned());
        }
        if usize::try_from(self.invitations).ok() != Some(people) {
            faults.push(format!("{} invitations of {people}", self.invitations));
        }
        if self.letters.len() < people {
            faults.push(format!("{} letters of {people}", self.letters.len()));
        }
        faults
    }
}

/// When to kill: as soon as it is as far as this.
#[derive(Clone, Copy, Debug)]
enum When {
    Prepared(u64),
    Invited(u64),
    Delivered(u64),
}

impl When {
    fn is_reached(self, now: &Progress) -> bool {
        match self {
            Self::Prepared(least) => now.prepared >= least,
            Self::Invited(least) => now.is_founded && now.invited >= least,
            Self::Delivered(least) => now.delivered >= least,
        }
    }

    /// What is written in that part of the work.
    fn table(self) -> &'static str {
        match self {
            Self::Prepared(_) => "publication",
            Self::Invited(_) => "invitation",
            Self::Delivered(_) => "letter",
        }
    }

    /// Whether that part of the work is over.
    fn is_past(self, now: &Progress, of: &Groups) -> bool {
        let people = u64::try_from(of.values().map(BTreeSet::len).sum::<usize>()).unwrap();
        match self {
            Self::Prepared(_) => now.is_founded,
            Self::Invited(_) => now.invited >= people,
            Self::Delivered(_) => now.delivered >= people,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grip {
    /// The work is held where it is, so that the kill meets it there.
    Held,
    /// The work goes on until the kill, which meets it wherever it has come.
    Loose,
}

/// Publishes on a copy of the scene, kills the node, looks, starts it again and looks once more. Answers with
/// how far it was, or `None` if it was too fast to be held there.
async fn kill_once(scene: &Scene, when: When, grip: Grip, load: usize) -> Option<Progress> {
    let place = scene.place.copy().await;
    let store = place.store().await;
    let node = place.start();
    let load = Load::begin(&scene.operator.at(&node), load);
    scene.publish(&node);
    let killed_at = reach(scene, &place, &store, node, when, grip).await;
    load.end();
    if killed_at.is_some() {
        let found = Found::at(&place).await;
        assert_eq!(found.faults(&scene.proposed), [""; 0], "{grip:?} {when:?}, at {killed_at:?}");
        a_minute_passes(&store).await;
        let node = place.start();
        finished(&store).await;
        node.stop();
        let found = Found::at(&place).await;
        assert_eq!(found.faults_when_done(&scene.proposed), [""; 0], "{grip:?} {when:?}, at {killed_at:?}");
    }
    store.close().await.unwrap();
    place.end().await;
    killed_at
}

/// Kills the node when it is as far as that.
async fn reach(
    scene: &Scene,
    place: &Place,
    store: &Store,
    node: Node,
    when: When,
    grip: Grip,
) -> Option<Progress> {
    let begun = Instant::now();
    let brake = Brake::on(place, store).await;
    loop {
        assert!(begun.elapsed() < Duration::from_mins(3), "{when:?} was never reached");
        let (now, held) = match grip {
            Grip::Loose => (Progress::of(store.read(), place).await, None),
            Grip::Held => {
                let held = brake.after_a_change(when).await;
                (Progress::of(&held, place).await, Some(held))
            }
        };
        if when.is_reached(&now) {
            node.kill();
            return (grip == Grip::Loose || !when.is_past(&now, &scene.proposed)).then_some(now);
        }
        if let Some(held) = held {
            held.rollback().await.unwrap();
        }
    }
}

/// Holds a node between two of its transactions.
struct Brake {
    /// On SQLite a connection that does not wait for the lock but asks again at once: whoever waits sleeps.
    db: DatabaseConnection,
}

impl Brake {
    async fn on(place: &Place, store: &Store) -> Self {
        if store.backend() == Backend::Postgres {
            return Self { db: store.read().clone() };
        }
        let mut options = ConnectOptions::new(place.database_url());
        options.max_connections(1).sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|options| options.busy_timeout(Duration::ZERO));
        Self { db: Database::connect(options).await.unwrap() }
    }

    /// Lets the node change something (or nothing for a while), then holds it until what this gives ends.
    #[expect(clippy::disallowed_methods, reason = "a drill stands outside of the application")]
    async fn after_a_change(&self, when: When) -> DatabaseTransaction {
        if self.db.get_database_backend() == DbBackend::Postgres {
            let held = self.db.begin().await.unwrap();
            let lock = format!("LOCK TABLE {} IN EXCLUSIVE MODE", when.table());
            held.execute_unprepared(&lock).await.unwrap();
            return held;
        }
        let version = async || count(&self.db, "PRAGMA data_version").await;
        let (before, begun) = (version().await, Instant::now());
        while version().await == before && begun.elapsed() < Duration::from_millis(300) {}
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        loop {
            if let Ok(held) = self.db.begin_with_options(options).await {
                return held;
            }
        }
    }
}

/// The lease of the dead node's jobs runs out.
#[expect(clippy::disallowed_methods, reason = "a drill stands outside of the application")]
async fn a_minute_passes(store: &Store) {
    let tx = store.begin_write().await.unwrap();
    tx.execute_unprepared("UPDATE job SET locked_until = 0 WHERE locked_until IS NOT NULL").await.unwrap();
    tx.commit().await.unwrap();
}

/// Waits until everything is published and everyone invited has their letter.
async fn finished(store: &Store) {
    let begun = Instant::now();
    // The reminders of a week later stay where they are.
    let open = "SELECT (SELECT count(*) FROM publication WHERE published_at IS NULL) \
                + (SELECT count(*) FROM job WHERE kind IN ('formation.publish', 'formation.wait', 'joining.invite')) \
                + (SELECT count(*) FROM letter WHERE kind = 'joining.invitation' AND sent_at IS NULL)";
    while count(store.read(), open).await > 0 {
        let failed = "SELECT kind || ': ' || last_error FROM job WHERE attempts > 0";
        let failed =
            store.read().query_one_raw(Statement::from_string(store.read().get_database_backend(), failed));
        let failed = failed.await.unwrap().map(|row| row.try_get_by_index::<String>(0).unwrap());
        assert_eq!(failed, None, "a job failed");
        assert!(begun.elapsed() < Duration::from_mins(3), "the publication did not come to its end");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// People who use the server meanwhile, reading and writing.
struct Load {
    is_over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Load {
    fn begin(browser: &Browser, people: usize) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let one = |_| {
            let (browser, is_over) = (browser.clone(), Arc::clone(&is_over));
            std::thread::spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let _ = browser.try_get("/c/long-table/roster?q=a");
                    let _ = browser.try_get("/c/long-table/groups");
                    let _ = browser.try_post("/you", &[("name", "Agnes"), ("time_zone", "Europe/Lisbon")]);
                }
            })
        };
        let threads = (0..people).map(one).collect();
        Self { is_over, threads }
    }

    fn end(self) {
        self.is_over.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the long form tells how far it is")]
async fn a_publication_that_is_killed_publishes_nothing_or_everything_and_then_everything_once() {
    let scene = Scene::set().await;
    the_checks_see_what_is_wrong(&scene).await;
    for when in [When::Prepared(50), When::Invited(1), When::Delivered(1)] {
        let mut tries = 0..20;
        let at = loop {
            tries.next().unwrap_or_else(|| panic!("it was always too fast to be held at {when:?}"));
            if let Some(at) = kill_once(&scene, when, Grip::Held, 0).await {
                break at;
            }
        };
        println!("{when:?}, held and killed at {at:?}");
    }
    let more: u64 = std::env::var("JUNTO_DRILL_KILLS").map_or(0, |kills| kills.parse().unwrap());
    for number in 0..more {
        let grip = if number % 4 == 0 { Grip::Held } else { Grip::Loose };
        // Steps that have no common measure with the numbers of groups and people visit all of them.
        let when = match number % 3 {
            0 => When::Prepared(number * 37 % 160),
            1 => When::Invited(number * 101 % 640),
            _ => When::Delivered(1 + number * 211 % 639),
        };
        let at = kill_once(&scene, when, grip, 2).await;
        println!("kill {} of {more}: {grip:?} {when:?}, met at {at:?}", number + 1);
    }
    scene.place.end().await;
}

/// The control: a whole publication has no fault, and each thing made wrong in it is seen.
#[expect(clippy::disallowed_methods, reason = "a drill stands outside of the application")]
async fn the_checks_see_what_is_wrong(scene: &Scene) {
    let place = scene.place.copy().await;
    let store = place.store().await;
    let node = place.start();
    scene.publish(&node);
    finished(&store).await;
    node.stop();
    let faults = async || Found::at(&place).await.faults_when_done(&scene.proposed).join("; ");
    let spoil = async |sql: &str| {
        let tx = store.begin_write().await.unwrap();
        assert!(tx.execute_unprepared(sql).await.unwrap().rows_affected() > 0, "{sql}");
        tx.commit().await.unwrap();
    };
    assert_eq!(faults().await, "");

    let letter = place.letters().next().unwrap().0;
    let twin = place.path("mail/twin.eml");
    fs::copy(&letter, &twin).unwrap();
    assert_eq!(faults().await, "641 letters to 640 people");
    fs::remove_file(&letter).unwrap();
    assert_eq!(faults().await, "", "it is the same letter under another name");
    fs::remove_file(&twin).unwrap();
    assert_eq!(faults().await, "639 letters of 640");

    spoil("DELETE FROM invitation WHERE id = (SELECT id FROM invitation LIMIT 1)").await;
    assert!(faults().await.contains("639 invitations of 640"), "{}", faults().await);
    spoil("UPDATE audit_record SET object = 'another' WHERE number = 1").await;
    assert!(faults().await.contains("the audit chain is broken"));
    spoil("UPDATE peer_group SET closed_at = 1 WHERE id IN (SELECT id FROM peer_group LIMIT 80)").await;
    assert!(faults().await.contains("half published: 80 of 160 groups"), "{}", faults().await);
    spoil("UPDATE founding SET founded_at = NULL").await;
    assert!(faults().await.contains("somebody was invited before anything was published"));
    store.close().await.unwrap();
    place.end().await;
}
