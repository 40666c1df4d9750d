//! Keys whose group, member or community never came to be, or is gone: a key is written before what is
//! sealed under it, and then the rest may fail.
//!
//! To remove a key cannot be undone, and a database put back from an old backup makes orphans of living
//! keys. So an orphan is noted on the first day and removed after thirty on which nothing has claimed it.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use sea_orm::entity::prelude::*;
use store::{Moment, dialect};

use super::keys::{newest_versions, scope_key};
use super::{Keyring, KeyringError, Scope};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};

const SWEEP: &str = "keyring.sweep";
const GRACE_SECONDS: i64 = 30 * 86_400;

/// Those that are there.
pub type Found = Pin<Box<dyn Future<Output = Result<Vec<Uuid>>> + Send>>;

/// The contribution of a capability that owns what keys belong to: which of these are there, be it closed
/// or left. Scopes of a kind that nobody owns are never swept.
#[derive(Clone, Copy)]
pub struct Owners {
    pub kind: &'static str,
    pub there: fn(App, Vec<Uuid>) -> Found,
}

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(SWEEP, |app, DayPassed {}| sweep(app))]
}

pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, SWEEP)]
}

async fn sweep(app: App) -> Result<()> {
    // On SQLite nobody tells this process when the command line has rotated the keys.
    app.keyring().evict_all();
    let now = app.clock().now();
    let mut after = String::new();
    loop {
        let scopes = newest_versions(app.keyring().store.read(), &after).await?;
        let scopes: Vec<String> = scopes.into_iter().map(|(scope, _)| scope).collect();
        let Some(last) = scopes.last() else { break };
        after.clone_from(last);
        let (claimed, orphaned) = sort(&app, scopes).await?;
        app.keyring().note(&claimed, &orphaned, now).await?;
    }
    Ok(app.keyring().remove_orphans(now.plus_seconds(-GRACE_SECONDS)).await?)
}

/// Scopes with somebody who claims them or may, and those without.
async fn sort(app: &App, scopes: Vec<String>) -> Result<(Vec<String>, Vec<String>)> {
    let mut by_kind: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for (kind, owner) in scopes.iter().filter_map(|scope| Scope::owner_in(scope)) {
        by_kind.entry(kind).or_default().push(owner);
    }
    let mut gone = Vec::new();
    for Owners { kind, there } in app.contributed::<Owners>() {
        let Some(owners) = by_kind.remove(kind) else { continue };
        let there = there(app.clone(), owners.clone()).await?;
        gone.extend(owners.into_iter().filter(|owner| !there.contains(owner)).map(|owner| (*kind, owner)));
    }
    let is_gone = |scope: &String| Scope::owner_in(scope).is_some_and(|owner| gone.contains(&owner));
    let (orphaned, claimed) = scopes.into_iter().partition(is_gone);
    Ok((claimed, orphaned))
}

impl Keyring {
    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    pub(super) async fn note(
        &self,
        claimed: &[String],
        orphaned: &[String],
        now: Moment,
    ) -> Result<(), KeyringError> {
        let tx = self.store.begin_write().await?;
        for (scopes, since) in [(claimed, None), (orphaned, Some(now))] {
            let since_when = scope_key::Column::OrphanSince;
            let is_news = if since.is_some() { since_when.is_null() } else { since_when.is_not_null() };
            scope_key::Entity::update_many()
                .col_expr(since_when, Expr::value(since))
                .filter(scope_key::Column::Scope.is_in(scopes))
                .filter(is_news)
                .exec(&tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    #[expect(clippy::disallowed_methods, reason = "the keyring is a store of its own")]
    pub(super) async fn remove_orphans(&self, before: Moment) -> Result<(), KeyringError> {
        let tx = self.store.begin_write().await?;
        dialect::overwrite_deleted(&tx).await?;
        let orphans = scope_key::Entity::delete_many();
        orphans.filter(scope_key::Column::OrphanSince.lt(before)).exec(&tx).await?;
        tx.commit().await?;
        Ok(dialect::empty_log(&self.store).await?)
    }
}
