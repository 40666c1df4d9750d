//! Invites the seats of groups that were founded, in chunks, so that thousands of groups hold up nobody.

use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};
use crate::groups::{self, GroupsFounded};

use super::actions;

const INVITE: &str = "joining.invite";

const CHUNK: u64 = 50;

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(INVITE, invite)]
}

/// Founded groups invite.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(GroupsFounded::NAME, INVITE)]
}

/// Goes on where it was interrupted: who has been invited is not invited again.
async fn invite(app: App, GroupsFounded { founding }: GroupsFounded) -> Result<()> {
    let mut after = None;
    loop {
        let seats = groups::offers_of_founding(app.db(), founding, after, CHUNK).await?;
        let Some(last) = seats.last().copied() else { return Ok(()) };
        app.write(async |tx| actions::invite(tx, &app, &seats).await).await?;
        after = Some(last);
    }
}
