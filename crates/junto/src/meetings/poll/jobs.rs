//! Tells whoever asked that a poll has closed.

use serde::{Deserialize, Serialize};

use super::{emails, queries};
use crate::app::jobs::JobKind;
use crate::app::{App, Result, letterbox};
use crate::community;
use crate::groups::{self, GroupId};
use crate::meetings::entities::PollId;
use crate::meetings::queries::with_addresses;

pub(super) const CLOSE: &str = "meetings.close_poll";

#[derive(Serialize, Deserialize)]
pub(super) struct Close {
    pub(super) group: GroupId,
    pub(super) poll: PollId,
}

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(CLOSE, close)]
}

async fn close(app: App, Close { group, poll }: Close) -> Result<()> {
    let Some(group) = groups::group(app.db(), group).await? else { return Ok(()) };
    let Some(poll) = queries::poll(app.db(), group.id, poll).await? else { return Ok(()) };
    let table = groups::table(app.db(), &group).await?;
    let asked = table.iter().find(|chair| chair.seat.id == poll.by_seat && chair.is_seated());
    let Some(asked) = asked.filter(|_| poll.ended_at.is_none()) else { return Ok(()) };
    let Some((asked, to)) = with_addresses(app.db(), [asked]).await?.pop() else { return Ok(()) };
    let community = community::by_id(app.db(), group.community).await?;
    let said = queries::said(app.db(), &poll).await?;
    let letter = emails::closed(&app, &community, &group, &poll, (asked, &to), said.len());
    app.write(async |tx| letterbox::post(tx, letter.clone()).await).await?;
    Ok(())
}
