//! Lets go of whoever was taken out of the roster.

use super::actions;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};
use crate::roster::PersonRemoved;

const FORGET: &str = "availability.forget";

pub(super) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(FORGET, forget)]
}

/// Who leaves the roster leaves nothing of their days here.
pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(PersonRemoved::NAME, FORGET)]
}

async fn forget(app: App, removed: PersonRemoved) -> Result<()> {
    app.write(async |tx| actions::forget(tx, removed.community, removed.member).await).await
}
