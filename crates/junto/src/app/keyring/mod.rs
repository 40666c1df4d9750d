//! The keyring and what it seals.
//!
//! Everything a group says is stored as [`Sealed`]: XChaCha20-Poly1305 under a key of its scope, bound by
//! associated data to its community, scope, table, column, row and key version, so that a ciphertext
//! moved elsewhere does not open. Keys lie in a store of their own, wrapped by a root key that is in
//! neither. There is no function here that opens without a right: see [`Opens`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use secrecy::{ExposeSecret as _, SecretBox};
use store::{Id as _, KeyringMigrations, Moment, Store, StoreError, typed_id};
use zeroize::Zeroizing;

use super::secrets;

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
    /// What a group says.
    pub fn group(community: Uuid, group: Uuid) -> Self {
        Self { kind: "group", community, owner: group }
    }

    /// What one member keeps for themselves or tells one named reader.
    pub fn member(community: Uuid, member: Uuid) -> Self {
        Self { kind: "member", community, owner: member }
    }

    /// What is told to those who run a community.
    pub fn community(community: Uuid) -> Self {
        Self { kind: "community", community, owner: community }
    }

    /// Letters on their way; the text is gone once they are sent.
    pub(super) fn letters() -> Self {
        Self { kind: "letters", community: Uuid::nil(), owner: Uuid::nil() }
    }

    pub(super) fn text(self) -> String {
        format!("{}/{}/{}", self.kind, self.community, self.owner)
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
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Database(#[from] DbErr),
}

typed_id!(ScopeKeyId, "a wrapped key");
typed_id!(ForgottenKeyId, "a forgotten key");

mod scope_key {
    use super::{Moment, ScopeKeyId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "scope_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ScopeKeyId,
        pub scope: String,
        pub version: i32,
        pub wrapped: Vec<u8>,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod forgotten_key {
    use super::{ForgottenKeyId, Moment};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "forgotten_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ForgottenKeyId,
        pub scope: String,
        pub forgotten_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The key that wraps all others; it is kept in neither database.
pub struct RootKey(SecretBox<[u8; 32]>);

impl RootKey {
    /// Derives the wrapping key from what a file, the environment or a secret mount holds.
    ///
    /// `None` when the text has fewer than 32 characters.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() < 32 {
            return None;
        }
        let mut key = Box::new([0_u8; 32]);
        let derivation = hkdf::Hkdf::<sha2::Sha256>::new(None, text.as_bytes());
        derivation.expand(b"junto keyring 1", key.as_mut_slice()).ok()?;
        Some(Self(SecretBox::new(key)))
    }

    /// Text for a new root key file.
    pub fn fresh_text() -> String {
        secrets::Token::fresh().text().to_owned()
    }
}

struct ScopeKey {
    version: i32,
    secret: Zeroizing<[u8; 32]>,
}

/// Keys by scope, made when first needed.
pub struct Keyring {
    store: Store,
    root: RootKey,
    held: Mutex<HashMap<String, Arc<ScopeKey>>>,
}

const SEALED_FORM: u8 = 1;
const NONCE: usize = 24;

impl Keyring {
    pub async fn open(url: &str, root: RootKey) -> Result<Self, KeyringError> {
        let store = Store::open(url).await?;
        store.migrate::<KeyringMigrations>().await?;
        Ok(Self { store, root, held: Mutex::default() })
    }

    /// Seals `text` in the scope of `right`, for this place only. The key is written before it is used.
    pub async fn seal(
        &self,
        right: &impl Seals,
        place: Place,
        text: &str,
        now: Moment,
    ) -> Result<Sealed, KeyringError> {
        let scope = right.scope();
        let key = self.key(scope, Some(now)).await?;
        let nonce = secrets::random_bytes::<NONCE>();
        let payload = Payload { msg: text.as_bytes(), aad: &associated_data(scope, place, key.version) };
        let cipher = XChaCha20Poly1305::new((&*key.secret).into());
        let body = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeyringError::DoesNotOpen)?;
        let mut bytes = vec![SEALED_FORM];
        bytes.extend_from_slice(&key.version.to_be_bytes());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&body);
        Ok(Sealed(bytes))
    }

    /// Opens a value of the scope of `right` at its place.
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
        let key = self.key(scope, None).await?;
        if key.version != version {
            return Err(KeyringError::NoKey);
        }
        let cipher = XChaCha20Poly1305::new((&*key.secret).into());
        let payload = Payload { msg: body, aad: &associated_data(scope, place, version) };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| KeyringError::DoesNotOpen)?;
        String::from_utf8(plain).map_err(|_| KeyringError::DoesNotOpen)
    }

    /// Forgets the key of a scope for ever: what is sealed under it opens no more, also when the key comes
    /// back from a backup, because the list of forgotten keys only grows. Call [`App::forget`], which also
    /// tells the other nodes.
    ///
    /// [`App::forget`]: crate::app::App::forget
    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    pub async fn forget(&self, scope: Scope, now: Moment) -> Result<(), KeyringError> {
        let tx = self.store.begin_write().await?;
        let forgotten = forgotten_key::ActiveModel {
            id: Set(ForgottenKeyId::at(now)),
            scope: Set(scope.text()),
            forgotten_at: Set(now),
        };
        forgotten_key::Entity::insert(forgotten).exec_without_returning(&tx).await?;
        scope_key::Entity::delete_many().filter(scope_key::Column::Scope.eq(scope.text())).exec(&tx).await?;
        tx.commit().await?;
        self.evict(&scope.text());
        Ok(())
    }

    /// Drops a key from memory; every node does so when one forgets.
    pub fn evict(&self, scope: &str) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(scope);
    }

    async fn key(&self, scope: Scope, make_at: Option<Moment>) -> Result<Arc<ScopeKey>, KeyringError> {
        let text = scope.text();
        if let Some(key) = self.held.lock().unwrap_or_else(PoisonError::into_inner).get(&text) {
            return Ok(Arc::clone(key));
        }
        let key = match self.load(&text).await? {
            Some(key) => key,
            None => self.make(&text, make_at.ok_or(KeyringError::NoKey)?).await?,
        };
        let key = Arc::new(key);
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(text, Arc::clone(&key));
        Ok(key)
    }

    async fn load(&self, scope: &str) -> Result<Option<ScopeKey>, KeyringError> {
        let db = self.store.read();
        let forgotten = forgotten_key::Entity::find().filter(forgotten_key::Column::Scope.eq(scope));
        if forgotten.one(db).await?.is_some() {
            return Err(KeyringError::Forgotten);
        }
        let row = scope_key::Entity::find()
            .filter(scope_key::Column::Scope.eq(scope))
            .order_by_desc(scope_key::Column::Version)
            .one(db)
            .await?;
        row.map(|row| self.unwrap(scope, &row)).transpose()
    }

    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    async fn make(&self, scope: &str, now: Moment) -> Result<ScopeKey, KeyringError> {
        let secret = Zeroizing::new(secrets::random_bytes::<32>());
        let row = scope_key::ActiveModel {
            id: Set(ScopeKeyId::at(now)),
            scope: Set(scope.to_owned()),
            version: Set(1),
            wrapped: Set(self.wrap(scope, 1, &secret)?),
            created_at: Set(now),
        };
        let once = OnConflict::columns([scope_key::Column::Scope, scope_key::Column::Version])
            .do_nothing()
            .to_owned();
        let tx = self.store.begin_write().await?;
        scope_key::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
        tx.commit().await?;
        // Another node may have been first; what is stored is the key.
        self.load(scope).await?.ok_or(KeyringError::NoKey)
    }

    fn wrap(&self, scope: &str, version: i32, secret: &[u8; 32]) -> Result<Vec<u8>, KeyringError> {
        let nonce = secrets::random_bytes::<NONCE>();
        let aad = format!("{scope}#{version}");
        let payload = Payload { msg: secret.as_slice(), aad: aad.as_bytes() };
        let body = self.root_cipher().encrypt(&XNonce::from(nonce), payload);
        let body = body.map_err(|_| KeyringError::DoesNotOpen)?;
        Ok([nonce.as_slice(), &body].concat())
    }

    fn unwrap(&self, scope: &str, row: &scope_key::Model) -> Result<ScopeKey, KeyringError> {
        let (nonce, body) = row.wrapped.split_first_chunk::<NONCE>().ok_or(KeyringError::DoesNotOpen)?;
        let aad = format!("{scope}#{}", row.version);
        let payload = Payload { msg: body, aad: aad.as_bytes() };
        let plain = self.root_cipher().decrypt(&XNonce::from(*nonce), payload);
        let plain = Zeroizing::new(plain.map_err(|_| KeyringError::DoesNotOpen)?);
        let mut secret = Zeroizing::new([0; 32]);
        if plain.len() != secret.len() {
            return Err(KeyringError::DoesNotOpen);
        }
        secret.copy_from_slice(&plain);
        Ok(ScopeKey { version: row.version, secret })
    }

    fn root_cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.root.0.expose_secret().into())
    }
}

fn associated_data(scope: Scope, place: Place, version: i32) -> Vec<u8> {
    format!("{}|{}|{}|{}|{version}", scope.text(), place.table, place.column, place.row).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    async fn keyring(folder: &std::path::Path) -> Keyring {
        let root = RootKey::from_text("0123456789abcdef0123456789abcdef").unwrap();
        Keyring::open(&format!("sqlite:{}", folder.join("keys.db").display()), root).await.unwrap()
    }

    fn place(row: u128) -> Place {
        Place { table: "seat", column: "hello", row: Uuid::from_u128(row) }
    }

    #[tokio::test]
    async fn a_value_opens_only_in_its_scope_and_place_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = keyring(folder.path()).await;
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
        let keyring = keyring(folder.path()).await;
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
    async fn another_root_key_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let group = Holder(Scope::group(Uuid::from_u128(1), Uuid::from_u128(2)));
        let sealed =
            keyring(folder.path()).await.seal(&group, place(7), "good morning", now()).await.unwrap();
        let url = format!("sqlite:{}", folder.path().join("keys.db").display());
        let stranger = RootKey::from_text("ffffffffffffffffffffffffffffffff").unwrap();
        let reopened = Keyring::open(&url, stranger).await.unwrap();
        assert!(reopened.open_sealed(&group, place(7), &sealed).await.is_err());
    }
}
