//! The plumbing that every capability stands on. It knows no capability.

pub mod audit;
pub mod clock;
pub mod config;
pub mod daily;
pub mod error;
pub mod events;
pub mod fetch;
pub mod forms;
pub mod guard;
pub mod inbox;
pub mod jobs;
pub mod keyring;
pub mod letterbox;
pub mod names;
pub mod routes;
pub mod secrets;
#[cfg(test)]
mod tests;
pub mod throttle;
mod write;
pub mod zones;

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use store::Store;
use tokio::sync::Notify;

use self::clock::Clock;
use self::config::Config;
use self::events::Subscriptions;
use self::jobs::JobKinds;
use self::keyring::Keyring;

pub use self::error::{AppError, Result};
pub use self::write::WriteTx;
use crate::ui::Words;

/// What nodes tell each other when the keys of all scopes were rotated.
const ALL_KEYS: &str = "keys";

/// What one running server is made of. Clones are the same server.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`], given once at the start.
pub struct Parts {
    pub store: Store,
    pub keyring: Keyring,
    pub clock: Clock,
    pub post: mail::Post,
    pub config: Config,
    pub job_kinds: JobKinds,
    pub subscriptions: Subscriptions,
    pub contributions: Contributions,
    pub words: Words,
    /// Wakes this node's workers.
    pub work: Notify,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The connections to ask questions on.
    pub fn db(&self) -> &sea_orm::DatabaseConnection {
        self.0.store.read()
    }

    pub fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// What capabilities contributed of this kind, in the order of `lib.rs`.
    pub fn contributed<T: Any + Send + Sync>(&self) -> &[T] {
        self.0.contributions.of()
    }

    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// An absolute address, for letters.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.config().public_url())
    }

    /// The same, reached by whoever signs in first.
    pub fn link_through_sign_in(&self, path: &str) -> String {
        self.link(&format!("/sign-in?next={}", error::encode(path)))
    }

    /// Forgets the key of a scope for ever, on every node.
    pub async fn forget(&self, scope: keyring::Scope) -> Result<()> {
        self.keyring().forget(scope, self.clock().now()).await?;
        self.write(async |tx| Ok(store::dialect::notify(tx.db(), &format!("key:{}", scope.text())).await?))
            .await
    }

    /// Rotates the keys of all scopes, on every node; answers with how many there are.
    pub async fn rotate_keys(&self) -> Result<usize> {
        let rotated = self.keyring().rotate(self.clock().now()).await?;
        self.write(async |tx| Ok(store::dialect::notify(tx.db(), ALL_KEYS).await?)).await?;
        Ok(rotated)
    }

    pub(crate) fn post(&self) -> &mail::Post {
        &self.0.post
    }

    fn job_kinds(&self) -> &JobKinds {
        &self.0.job_kinds
    }

    fn subscriptions(&self) -> &Subscriptions {
        &self.0.subscriptions
    }

    /// The right side of Message-IDs.
    pub fn mail_host(&self) -> String {
        let url = self.config().public_url();
        let host = url.split("//").nth(1).unwrap_or("junto").split([':', '/']).next().unwrap_or("junto");
        host.to_owned()
    }

    fn wake(&self) {
        self.0.work.notify_one();
    }

    async fn woken(&self) {
        self.0.work.notified().await;
    }

    /// What another node announced.
    fn heard(&self, topic: &str) {
        match topic.split_once(':') {
            Some(("key", scope)) => self.keyring().evict(scope),
            _ if topic == ALL_KEYS => self.keyring().evict_all(),
            _ => self.wake(),
        }
    }

    /// Something another node announced may have been missed.
    fn heard_nothing(&self) {
        self.keyring().evict_all();
        self.wake();
    }
}

/// What capabilities offer to those above them (cards for Today, panels of a group's home …), gathered by
/// `lib.rs` and kept by type.
#[derive(Default)]
pub struct Contributions(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl Contributions {
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, offered: Vec<T>) -> Self {
        self.0.insert(TypeId::of::<T>(), Box::new(offered));
        self
    }

    fn of<T: Any + Send + Sync>(&self) -> &[T] {
        let offered = self.0.get(&TypeId::of::<T>()).and_then(|any| any.downcast_ref::<Vec<T>>());
        offered.map_or(&[], Vec::as_slice)
    }
}
