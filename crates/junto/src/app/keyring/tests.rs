//! Promises of the keyring, alone and in a whole server.

use std::time::Duration;

use sea_orm::{PaginatorTrait as _, QueryOrder as _};
use store::Backend;
use tokio::sync::watch;

use super::*;
use crate::app::clock::Clock;
use crate::app::{App, AppError, daily, jobs};
use crate::town::{Town, database_url};

struct Holder(Scope);
impl Seals for Holder {
    fn scope(&self) -> Scope {
        self.0
    }
}

impl Opens for Holder {}

fn now() -> Moment {
    Moment("2026-10-01T09:00:00Z".parse().unwrap())
}

async fn keyring(url: &str) -> Keyring {
    let root = RootKey::from_text("0123456789abcdef0123456789abcdef").unwrap();
    Keyring::open(url, root).await.unwrap()
}

fn place(row: u128) -> Place {
    Place { table: "seat", column: "hello", row: Uuid::from_u128(row) }
}

#[tokio::test]
async fn a_value_opens_only_in_its_scope_and_place_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let keyring = keyring(&url).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let other = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(3)));
    let sealed = keyring.seal(&group, place(7), "good morning", now()).await.unwrap();
    keyring.seal(&other, place(7), "so the other key exists", now()).await.unwrap();

    assert_eq!(keyring.open_sealed(&group, place(7), &sealed).await.unwrap(), "good morning");
    assert!(keyring.open_sealed(&group, place(8), &sealed).await.is_err());
    assert!(keyring.open_sealed(&other, place(7), &sealed).await.is_err());
    for bit in 0..sealed.0.len() * 8 {
        let mut bytes = sealed.0.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(keyring.open_sealed(&group, place(7), &Sealed(bytes)).await.is_err(), "bit {bit}");
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a backup is put back behind the keyring's back")]
async fn a_forgotten_scope_never_opens_again_even_if_its_key_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let keyring = keyring(&url).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let sealed = keyring.seal(&group, place(7), "good morning", now()).await.unwrap();
    let backup = scope_key::Entity::find().one(keyring.store.read()).await.unwrap().unwrap();

    keyring.forget(group.0, now()).await.unwrap();
    assert!(keyring.open_sealed(&group, place(7), &sealed).await.is_err());

    let tx = keyring.store.begin_write().await.unwrap();
    scope_key::Entity::insert(scope_key::ActiveModel::from(backup)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let refused = keyring.open_sealed(&group, place(7), &sealed).await;
    assert!(matches!(refused, Err(KeyringError::Forgotten)));
}

#[tokio::test]
async fn another_root_key_opens_no_keyring() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    keyring(&url).await.seal(&group, place(7), "good morning", now()).await.unwrap();
    let stranger = RootKey::from_text("ffffffffffffffffffffffffffffffff").unwrap();
    assert!(matches!(Keyring::open(&url, stranger).await, Err(KeyringError::WrongRoot)));
}

fn version_of(sealed: &Sealed) -> i32 {
    i32::from_be_bytes(*sealed.0[1..].first_chunk().unwrap())
}

#[tokio::test]
async fn rotated_keys_seal_what_is_said_now_and_open_what_was_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let first = keyring(&url).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let forgotten = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(3)));
    let before = first.seal(&group, place(7), "before", now()).await.unwrap();
    first.seal(&forgotten, place(7), "forgotten", now()).await.unwrap();
    first.forget(forgotten.0, now()).await.unwrap();

    assert_eq!(first.rotate(now()).await.unwrap(), 1, "what is forgotten stays so");
    let after = first.seal(&group, place(8), "after", now()).await.unwrap();
    assert_eq!((version_of(&before), version_of(&after)), (1, 2));
    let restarted = keyring(&url).await;
    for keyring in [&first, &restarted] {
        assert_eq!(keyring.open_sealed(&group, place(7), &before).await.unwrap(), "before");
        assert_eq!(keyring.open_sealed(&group, place(8), &after).await.unwrap(), "after");
    }
    let mut claimed = before.0.clone();
    claimed[4] = 2;
    assert!(first.open_sealed(&group, place(7), &Sealed(claimed)).await.is_err(), "the version is bound");
}

#[tokio::test]
async fn a_node_opens_what_was_sealed_under_a_key_it_has_not_heard_of() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let (one, other) = (keyring(&url).await, keyring(&url).await);
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let before = one.seal(&group, place(7), "before", now()).await.unwrap();
    assert_eq!(other.open_sealed(&group, place(7), &before).await.unwrap(), "before");
    one.rotate(now()).await.unwrap();
    let stale = other.seal(&group, place(9), "meanwhile", now()).await.unwrap();
    assert_eq!(version_of(&stale), 1, "it has not heard");
    assert_eq!(one.open_sealed(&group, place(9), &stale).await.unwrap(), "meanwhile");
    let after = one.seal(&group, place(8), "after", now()).await.unwrap();
    assert_eq!(other.open_sealed(&group, place(8), &after).await.unwrap(), "after");
    assert_eq!(version_of(&other.seal(&group, place(9), "now", now()).await.unwrap()), 2);
}

#[tokio::test]
async fn a_key_read_before_it_was_dropped_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let keyring = keyring(&url).await;
    let group = Scope::group(Uuid::from_u128(1), Uuid::from_u128(2));
    keyring.seal(&Holder(group), place(7), "good morning", now()).await.unwrap();
    let evictions = keyring.held().evictions;
    let read = keyring.held_keys(&group.text()).unwrap();
    keyring.evict(&group.text());
    keyring.hold(&group.text(), &read, evictions);
    assert!(keyring.held_keys(&group.text()).is_none());
    // The control: without a drop in between it is kept.
    let evictions = keyring.held().evictions;
    keyring.hold(&group.text(), &read, evictions);
    assert!(keyring.held_keys(&group.text()).is_some());
}

/// Another node of the same town.
async fn second_node(town: &Town) -> App {
    let clock = Clock::standing_at(town.app.clock().now());
    let parts = crate::serve::parts(town.app.config().clone(), clock, mail::Post::memory()).await;
    App::new(parts.unwrap())
}

#[tokio::test]
async fn a_group_forgotten_on_one_node_opens_on_none() {
    let town = Town::new().await;
    let other = second_node(&town).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let sealed = town.write(async |tx| tx.seal(&group, place(7), "good morning").await).await;
    let open = async |app: &App| app.keyring().open_sealed(&group, place(7), &sealed).await;
    assert_eq!(open(&other).await.unwrap(), "good morning");
    let mut ears = dialect::listen(other.store()).await.unwrap();

    town.app.forget(group.0).await.unwrap();
    assert!(matches!(open(&town.app).await, Err(KeyringError::Forgotten)));
    assert_eq!(open(&other).await.unwrap(), "good morning", "it holds the key until it hears");
    match &mut ears {
        Some(ears) => other.heard(ears.recv().await.unwrap().payload()),
        // On SQLite there is one node; it drops everything each day.
        None => other.heard_nothing(),
    }
    assert!(matches!(open(&other).await, Err(KeyringError::Forgotten)));
    let refused: crate::app::Result<Sealed> =
        town.app.write(async |tx| tx.seal(&group, place(7), "and again").await).await;
    assert!(matches!(refused, Err(AppError::Internal(_))), "nothing is said there any more");
}

#[tokio::test]
async fn a_node_that_was_cut_off_drops_its_keys() {
    let town = Town::new().await;
    if town.app.store().backend() == Backend::Sqlite {
        return;
    }
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    let holds = |app: &App| app.keyring().held_keys(&group.0.text()).is_some();
    let seal = async || town.write(async |tx| tx.seal(&group, place(7), "good morning").await).await;
    // A bound for the case that it never happens; nothing waits for the time to pass.
    let until_dropped = async || {
        let dropped = async {
            while holds(&town.app) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), dropped).await.expect("the key is dropped");
    };
    seal().await;
    let (_stop, stopping) = watch::channel(false);
    tokio::spawn(jobs::hear(town.app.clone(), stopping));
    until_dropped().await;
    seal().await;
    assert!(holds(&town.app));
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    town.app.db().execute_unprepared(cut).await.unwrap();
    until_dropped().await;
}

#[tokio::test]
async fn a_key_without_an_owner_goes_after_a_month_and_no_other() {
    const DAY: i64 = 86_400;
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &["mara@example.org"]).await;
    town.accept("mara@example.org", "good morning").await;
    let member = town.member(community, "june@example.org").await;
    let scopes = async || {
        let rows = scope_key::Entity::find().order_by_asc(scope_key::Column::Scope);
        let rows = rows.all(town.app.keyring().store.read()).await.unwrap();
        rows.into_iter().map(|row| row.scope).collect::<Vec<_>>()
    };
    let of_member = Holder(Scope::member(community.uuid(), member.uuid()));
    let of_community = Holder(Scope::community(community.uuid()));
    let orphan = Holder(Scope::group(community.uuid(), Uuid::from_u128(3)));
    let failed: crate::app::Result<()> = town
        .app
        .write(async |tx| {
            for holder in [&of_member, &of_community, &orphan] {
                tx.seal(holder, place(7), "words").await?;
            }
            Err(AppError::Refused)
        })
        .await;
    assert!(failed.is_err());
    let all = scopes().await;
    assert!(all.contains(&orphan.0.text()), "the key stays though its transaction failed");

    town.write(daily::begin).await;
    for _ in 0..31 {
        town.run_jobs().await;
        assert_eq!(scopes().await, all);
        town.pass(DAY);
    }
    town.run_jobs().await;
    let left = scopes().await;
    let living =
        [Scope::group(community.uuid(), group.id.uuid()), of_member.0, of_community.0, Scope::letters()];
    assert_eq!(left.len(), living.len());
    assert!(living.iter().all(|scope| left.contains(&scope.text())), "{left:?}");
}

#[tokio::test]
async fn an_orphan_that_is_claimed_again_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let url = database_url(&folder, "keys.db").await;
    let keyring = keyring(&url).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    keyring.seal(&group, place(7), "good morning", now()).await.unwrap();
    let scopes = [group.0.text()];
    let later = now().plus_seconds(1);
    let count = async || scope_key::Entity::find().count(keyring.store.read()).await.unwrap();

    keyring.note(&[], &scopes, now()).await.unwrap();
    keyring.note(&scopes, &[], now()).await.unwrap();
    keyring.remove_orphans(later).await.unwrap();
    assert_eq!(count().await, 1);
    keyring.note(&[], &scopes, now()).await.unwrap();
    keyring.note(&[], &scopes, later).await.unwrap();
    keyring.remove_orphans(later).await.unwrap();
    assert_eq!(count().await, 0, "the grace counts from the first day");
}

#[tokio::test]
async fn a_forgotten_key_is_not_left_in_the_file_either() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("keys.db").display());
    let keyring = keyring(&url).await;
    let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
    keyring.seal(&group, place(7), "good morning", now()).await.unwrap();
    let wrapped = scope_key::Entity::find().one(keyring.store.read()).await.unwrap().unwrap().wrapped;
    let lies_there = || {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|file| std::fs::read(file.unwrap().path()));
        files.into_iter().any(|bytes| bytes.unwrap().windows(wrapped.len()).any(|part| part == wrapped))
    };
    assert!(lies_there());
    keyring.forget(group.0, now()).await.unwrap();
    assert!(!lies_there());
}
