//! The one way to write: a transaction that commits when the work succeeds, and else leaves nothing.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DatabaseTransaction;
use store::{Moment, dialect};

use super::events::Subscriptions;
use super::keyring::{Place, Sealed, Seals};
use super::{App, Result, jobs};

/// The write transaction that every verb takes, and the moment at which it happens.
///
/// It cannot commit itself, so that verbs compose.
pub struct WriteTx {
    db: DatabaseTransaction,
    now: Moment,
    app: App,
    has_work: AtomicBool,
}

impl WriteTx {
    /// For queries and changes inside this transaction.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    pub fn now(&self) -> Moment {
        self.now
    }

    /// Seals what the holder of `right` says.
    pub async fn seal(&self, right: &impl Seals, place: Place, text: &str) -> Result<Sealed> {
        Ok(self.app.keyring().seal(right, place, text, self.now).await?)
    }

    pub(super) fn subscriptions(&self) -> &Subscriptions {
        self.app.subscriptions()
    }

    /// Once per transaction, however many jobs it adds.
    pub(super) async fn wake_workers(&self) -> Result<()> {
        if !self.has_work.swap(true, Ordering::Relaxed) {
            dialect::notify(&self.db, jobs::TOPIC).await?;
        }
        Ok(())
    }
}

impl App {
    /// Runs `work` in one transaction and commits it if it succeeds.
    #[expect(clippy::disallowed_methods, reason = "this is the one write helper")]
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&WriteTx) -> Result<T>) -> Result<T> {
        let db = self.store().begin_write().await?;
        let tx = WriteTx { db, now: self.clock().now(), app: self.clone(), has_work: AtomicBool::new(false) };
        // An early return drops the transaction, which rolls it back.
        let answer = work(&tx).await?;
        tx.db.commit().await?;
        if tx.has_work.into_inner() {
            self.wake();
        }
        Ok(answer)
    }
}
