//! Keys as they lie in the keyring's own database: wrapped by the root key, one for each scope and version.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use secrecy::{ExposeSecret as _, SecretBox};
use store::{Id as _, Moment, typed_id};
use zeroize::Zeroizing;

use super::KeyringError;
use crate::app::secrets;

typed_id!(ScopeKeyId, "a wrapped key");
typed_id!(ForgottenKeyId, "a forgotten key");

pub(super) mod scope_key {
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
        /// Since when there has been nothing that it is the key of.
        pub orphan_since: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod forgotten_key {
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

pub(super) const NONCE: usize = 24;

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

    /// A fresh key of this scope and version, wrapped.
    pub(super) fn fresh_key(
        &self,
        scope: &str,
        version: i32,
        now: Moment,
    ) -> Result<scope_key::ActiveModel, KeyringError> {
        let secret = Zeroizing::new(secrets::random_bytes::<32>());
        let nonce = secrets::random_bytes::<NONCE>();
        let aad = format!("{scope}#{version}");
        let payload = Payload { msg: secret.as_slice(), aad: aad.as_bytes() };
        let body = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let body = body.map_err(|_| KeyringError::DoesNotOpen)?;
        Ok(scope_key::ActiveModel {
            id: Set(ScopeKeyId::at(now)),
            scope: Set(scope.to_owned()),
            version: Set(version),
            wrapped: Set([nonce.as_slice(), &body].concat()),
            created_at: Set(now),
            orphan_since: Set(None),
        })
    }

    /// Whether the root key opens the newest key there is; any does where there is none.
    pub(super) async fn fits(&self, db: &impl ConnectionTrait) -> Result<bool, KeyringError> {
        let newest = scope_key::Entity::find().order_by_desc(scope_key::Column::Id);
        let row = newest.one(db).await?;
        Ok(row.is_none_or(|row| self.unwrap(&row).is_ok()))
    }

    fn unwrap(&self, row: &scope_key::Model) -> Result<Secret, KeyringError> {
        let (nonce, body) = row.wrapped.split_first_chunk::<NONCE>().ok_or(KeyringError::DoesNotOpen)?;
        let aad = format!("{}#{}", row.scope, row.version);
        let payload = Payload { msg: body, aad: aad.as_bytes() };
        let plain = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        let plain = Zeroizing::new(plain.map_err(|_| KeyringError::DoesNotOpen)?);
        let mut secret = Zeroizing::new([0; 32]);
        if plain.len() != secret.len() {
            return Err(KeyringError::DoesNotOpen);
        }
        secret.copy_from_slice(&plain);
        Ok(secret)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.expose_secret().into())
    }
}

pub(super) type Secret = Zeroizing<[u8; 32]>;

/// Every version of a scope's key.
pub(super) struct ScopeKeys(BTreeMap<i32, Secret>);

impl ScopeKeys {
    /// What new words are sealed under.
    pub(super) fn newest(&self) -> Result<(i32, &Secret), KeyringError> {
        self.0.last_key_value().map(|(version, secret)| (*version, secret)).ok_or(KeyringError::NoKey)
    }

    /// What opens words of this version.
    pub(super) fn version(&self, version: i32) -> Option<&Secret> {
        self.0.get(&version)
    }
}

/// The keys of a scope; none where none was ever needed.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    root: &RootKey,
    scope: &str,
) -> Result<ScopeKeys, KeyringError> {
    if !forgotten(db, &[scope]).await?.is_empty() {
        return Err(KeyringError::Forgotten);
    }
    let rows = scope_key::Entity::find().filter(scope_key::Column::Scope.eq(scope)).all(db).await?;
    let keys = rows.iter().map(|row| Ok((row.version, root.unwrap(row)?)));
    Ok(ScopeKeys(keys.collect::<Result<_, KeyringError>>()?))
}

/// Which of these scopes are forgotten for ever.
pub(super) async fn forgotten(
    db: &impl ConnectionTrait,
    scopes: &[&str],
) -> Result<Vec<String>, KeyringError> {
    let listed = forgotten_key::Column::Scope.is_in(scopes.iter().copied());
    let rows = forgotten_key::Entity::find().filter(listed).all(db).await?;
    Ok(rows.into_iter().map(|row| row.scope).collect())
}

/// Writes keys, but for those of a version that another node wrote first.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    rows: Vec<scope_key::ActiveModel>,
) -> Result<(), KeyringError> {
    let mut once = OnConflict::columns([scope_key::Column::Scope, scope_key::Column::Version]);
    let once = once.do_nothing().to_owned();
    scope_key::Entity::insert_many(rows).on_conflict(once).exec_without_returning(db).await?;
    Ok(())
}

/// Up to five hundred scopes after this one, each with its newest version.
pub(super) async fn newest_versions(
    db: &impl ConnectionTrait,
    after: &str,
) -> Result<Vec<(String, i32)>, KeyringError> {
    Ok(scope_key::Entity::find()
        .select_only()
        .column(scope_key::Column::Scope)
        .column_as(scope_key::Column::Version.max(), "version")
        .filter(scope_key::Column::Scope.gt(after))
        .group_by(scope_key::Column::Scope)
        .order_by_asc(scope_key::Column::Scope)
        .limit(500)
        .into_tuple()
        .all(db)
        .await?)
}
