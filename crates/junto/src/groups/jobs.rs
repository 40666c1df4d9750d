//! Frees the seats of whoever was taken out of the roster.

use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};
use crate::roster::PersonRemoved;

use super::actions;

const VACATE: &str = "groups.vacate";

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(VACATE, vacate)]
}

/// Who leaves the roster leaves the table.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(PersonRemoved::NAME, VACATE)]
}

async fn vacate(app: App, removed: PersonRemoved) -> Result<()> {
    app.write(async |tx| actions::vacate(tx, removed.community, removed.member).await).await
}
