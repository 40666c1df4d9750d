//! The keyring and what it seals.
//!
//! Everything a group says is stored as [`Sealed`]: XChaCha20-Poly1305 under a key of its scope, bound by
//! associated data to its community, scope, table, column, row and key version, so that a ciphertext
//! moved elsewhere does not open. Keys lie in a store of their own, wrapped by a root key that is in
//! neither. There is no function here that opens without a right: see [`Opens`].

mod keys;
mod orphans;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Id as _, KeyringMigrations, Moment, Store, StoreError, dialect};

use self::keys::{ForgottenKeyId, NONCE, ScopeKeys, forgotten_key, scope_key};
use super::secrets;

pub use self::keys::RootKey;
pub use self::orphans::{Found, Owners, kinds, subscriptions};

/// Content that opens only with a right and its place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Sealed(Vec<u8>);

/// Whose key a sealed value is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    kind: &'static str,
    community: Uuid,
    owner: Uuid,
}

impl Scope {
    pub const GROUP: &str = "group";
    pub const MEMBER: &str = "member";
    pub const COMMUNITY: &str = "community";

    /// What a group says.
    pub fn group(community: Uuid, group: Uuid) -> Self {
        Self { kind: Self::GROUP, community, owner: group }
    }

    /// What one member keeps for themselves or tells one named reader.
    pub fn member(community: Uuid, member: Uuid) -> Self {
        Self { kind: Self::MEMBER, community, owner: member }
    }

    /// What is told to those who run a community.
    pub fn community(community: Uuid) -> Self {
        Self { kind: Self::COMMUNITY, community, owner: community }
    }

    /// Letters on their way; the text is gone once they are sent.
    pub(super) fn letters() -> Self {
        Self { kind: "letters", community: Uuid::nil(), owner: Uuid::nil() }
    }

    pub(super) fn text(self) -> String {
        format!("{}/{}/{}", self.kind, self.community, self.owner)
    }

    /// The kind and the owner in [`Scope::text`].
    fn owner_in(text: &str) -> Option<(&str, Uuid)> {
        let (kind, rest) = text.split_once('/')?;
        let (_, owner) = rest.split_once('/')?;
        Some((kind, owner.parse().ok()?))
    }
}

/// Whoever holds one may say something in its scope, and need not be able to read there.
pub trait Seals: Sync {
    fn scope(&self) -> Scope;
}

/// Implemented by rights alone: whoever holds one may also open what was said in its scope.
pub trait Opens: Seals {}

/// Where a sealed value lies. A value moved to another place does not open.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

/// Why a value could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    #[error("the key of this scope has been forgotten")]
    Forgotten,
    #[error("there is no key for this scope and version")]
    NoKey,
    #[error("the sealed value is not whole, or lies in the wrong place, or the root key is another")]
    DoesNotOpen,
    #[error(
        "the root key is not the one that this keyring was made with; give the right one, or restore the keyring \
         that belongs to it"
    )]
    WrongRoot,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Keys by scope, made when first needed.
pub struct Keyring {
    store: Store,
    root: RootKey,
    held: Mutex<Held>,
}

/// The keys in memory.
#[derive(Default)]
struct Held {
    keys: HashMap<String, Arc<ScopeKeys>>,
    /// How often something was dropped from here, so that what was read before is not kept after.
    evictions: u64,
}

const SEALED_FORM: u8 = 1;

impl Keyring {
    pub async fn open(url: &str, root: RootKey) -> Result<Self, KeyringError> {
        let store = Store::open(url).await?;
        store.migrate::<KeyringMigrations>().await?;
        if !root.fits(store.read()).await? {
            return Err(KeyringError::WrongRoot);
        }
        Ok(Self { store, root, held: Mutex::default() })
    }

    /// Seals `text` under the newest key in the scope of `right`, for this place only. The key is written
    /// before it is used.
    pub async fn seal(
        &self,
        right: &impl Seals,
        place: Place,
        text: &str,
        now: Moment,
    ) -> Result<Sealed, KeyringError> {
        let scope = right.scope();
        let keys = self.keys_to_seal(&scope.text(), now).await?;
        let (version, secret) = keys.newest()?;
        let nonce = secrets::random_bytes::<NONCE>();
        let payload = Payload { msg: text.as_bytes(), aad: &associated_data(scope, place, version) };
        let cipher = XChaCha20Poly1305::new((&**secret).into());
        let body = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeyringError::DoesNotOpen)?;
        let mut bytes = vec![SEALED_FORM];
        bytes.extend_from_slice(&version.to_be_bytes());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&body);
        Ok(Sealed(bytes))
    }

    /// Opens a value of the scope of `right` at its place, under the version that sealed it.
    pub async fn open_sealed(
        &self,
        right: &impl Opens,
        place: Place,
        sealed: &Sealed,
    ) -> Result<String, KeyringError> {
        let scope = right.scope();
        let (form, rest) = sealed.0.split_first().ok_or(KeyringError::DoesNotOpen)?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(KeyringError::DoesNotOpen)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(KeyringError::DoesNotOpen)?;
        let version = i32::from_be_bytes(*version);
        if *form != SEALED_FORM {
            return Err(KeyringError::DoesNotOpen);
        }
        let keys = self.keys_with(&scope.text(), version).await?;
        let secret = keys.version(version).ok_or(KeyringError::NoKey)?;
        let cipher = XChaCha20Poly1305::new((&**secret).into());
        let payload = Payload { msg: body, aad: &associated_data(scope, place, version) };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| KeyringError::DoesNotOpen)?;
        String::from_utf8(plain).map_err(|_| KeyringError::DoesNotOpen)
    }

    /// Rotates the key of every scope: what is said from now on is sealed under a new version, and what was
    /// sealed before opens as it did. Answers with how many there are. Call [`App::rotate_keys`], which also
    /// tells the other nodes.
    ///
    /// [`App::rotate_keys`]: crate::app::App::rotate_keys
    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    pub async fn rotate(&self, now: Moment) -> Result<usize, KeyringError> {
        let (mut rotated, mut after) = (0, String::new());
        loop {
            let tx = self.store.begin_write().await?;
            let page = keys::newest_versions(&tx, &after).await?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            let scopes: Vec<&str> = page.iter().map(|(scope, _)| scope.as_str()).collect();
            let forgotten = keys::forgotten(&tx, &scopes).await?;
            let living = page.iter().filter(|(scope, _)| !forgotten.contains(scope));
            let rows = living.map(|(scope, version)| self.root.fresh_key(scope, version + 1, now));
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            if !rows.is_empty() {
                rotated += rows.len();
                keys::insert(&tx, rows).await?;
            }
            tx.commit().await?;
        }
        self.evict_all();
        Ok(rotated)
    }

    /// Forgets the key of a scope for ever: what is sealed under it opens no more, also when the key comes
    /// back from a backup, because the list of forgotten keys only grows. Call [`App::forget`], which also
    /// tells the other nodes.
    ///
    /// [`App::forget`]: crate::app::App::forget
    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    pub async fn forget(&self, scope: Scope, now: Moment) -> Result<(), KeyringError> {
        let tx = self.store.begin_write().await?;
        dialect::overwrite_deleted(&tx).await?;
        let forgotten = forgotten_key::ActiveModel {
            id: Set(ForgottenKeyId::at(now)),
            scope: Set(scope.text()),
            forgotten_at: Set(now),
        };
        forgotten_key::Entity::insert(forgotten).exec_without_returning(&tx).await?;
        scope_key::Entity::delete_many().filter(scope_key::Column::Scope.eq(scope.text())).exec(&tx).await?;
        tx.commit().await?;
        self.evict(&scope.text());
        dialect::empty_log(&self.store).await?;
        Ok(())
    }

    /// Drops a scope's keys from memory; every node does so when one forgets.
    pub fn evict(&self, scope: &str) {
        let mut held = self.held();
        held.evictions += 1;
        held.keys.remove(scope);
    }

    /// Drops all keys from memory; they are read again when needed.
    pub fn evict_all(&self) {
        let mut held = self.held();
        held.evictions += 1;
        held.keys.clear();
    }

    /// For tests that look where nothing should lie open.
    #[cfg(test)]
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The keys of a scope, made if there are none.
    async fn keys_to_seal(&self, scope: &str, now: Moment) -> Result<Arc<ScopeKeys>, KeyringError> {
        if let Some(keys) = self.held_keys(scope) {
            return Ok(keys);
        }
        let keys = self.read(scope).await?;
        if keys.newest().is_ok() {
            return Ok(keys);
        }
        self.make(scope, now).await?;
        // Another node may have been first; what is stored is the key.
        self.read(scope).await
    }

    /// The keys of a scope, read again when this version is not among those in memory: another node may
    /// have rotated them.
    async fn keys_with(&self, scope: &str, version: i32) -> Result<Arc<ScopeKeys>, KeyringError> {
        match self.held_keys(scope) {
            Some(keys) if keys.version(version).is_some() => Ok(keys),
            _ => self.read(scope).await,
        }
    }

    fn held_keys(&self, scope: &str) -> Option<Arc<ScopeKeys>> {
        self.held().keys.get(scope).cloned()
    }

    async fn read(&self, scope: &str) -> Result<Arc<ScopeKeys>, KeyringError> {
        let evictions = self.held().evictions;
        let keys = Arc::new(keys::load(self.store.read(), &self.root, scope).await?);
        self.hold(scope, &keys, evictions);
        Ok(keys)
    }

    /// Keeps keys in memory, unless something was dropped since they were read: it may have been these.
    fn hold(&self, scope: &str, keys: &Arc<ScopeKeys>, evictions: u64) {
        let mut held = self.held();
        if held.evictions == evictions && keys.newest().is_ok() {
            held.keys.insert(scope.to_owned(), Arc::clone(keys));
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    async fn make(&self, scope: &str, now: Moment) -> Result<(), KeyringError> {
        let tx = self.store.begin_write().await?;
        keys::insert(&tx, vec![self.root.fresh_key(scope, 1, now)?]).await?;
        Ok(tx.commit().await?)
    }
}

fn associated_data(scope: Scope, place: Place, version: i32) -> Vec<u8> {
    format!("{}|{}|{}|{}|{version}", scope.text(), place.table, place.column, place.row).into_bytes()
}
