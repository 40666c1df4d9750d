//! Invites the seats of groups that were founded, in chunks, so that thousands of groups hold up nobody.

use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result};
use crate::groups::{self, GroupsFounded};
use crate::roster::PersonRemoved;

use super::actions;

const LET_GO: &str = "joining.let_go";
const INVITE: &str = "joining.invite";

const CHUNK: u64 = 50;

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(INVITE, invite), JobKind::new(LET_GO, let_go)]
}

/// Founded groups invite; who leaves the roster waits no more.
pub fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(GroupsFounded::NAME, INVITE), (PersonRemoved::NAME, LET_GO)]
}

async fn let_go(app: App, removed: PersonRemoved) -> Result<()> {
    app.write(async |tx| actions::let_go(tx, removed.community, removed.member).await).await
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
