//! What capabilities announce. Recording an event inserts one job per subscriber in the same transaction,
//! so nothing above ever names what is below it. Events carry ids, never content.

use std::collections::BTreeMap;

use serde::Serialize;

use super::jobs::{self, NewJob};
use super::{Result, WriteTx};

/// Something that happened, told in ids.
pub trait Event: Serialize {
    /// `capability.what_happened`.
    const NAME: &'static str;
}

/// Which jobs follow which event, as `lib.rs` gathered them.
#[derive(Clone, Debug, Default)]
pub struct Subscriptions(BTreeMap<&'static str, Vec<&'static str>>);

impl Subscriptions {
    /// `(event, job)` pairs.
    pub fn new(pairs: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        let mut map: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (event, job) in pairs {
            map.entry(event).or_default().push(job);
        }
        Self(map)
    }
}

/// Announces `event` to whoever subscribed, when this transaction commits.
pub async fn record<E: Event + Sync>(tx: &WriteTx, event: &E) -> Result<()> {
    let followers = tx.subscriptions().0.get(E::NAME);
    for job in followers.into_iter().flatten() {
        jobs::enqueue(tx, NewJob::new(job, event)?).await?;
    }
    Ok(())
}
