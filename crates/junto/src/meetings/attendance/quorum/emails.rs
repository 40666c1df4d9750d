//! The letter to whoever leads that too few can come.

use peergroups::attendance::Below;

use super::queries::{Count, name};
use crate::app::letterbox::Urgency;
use crate::app::{App, Result, WriteTx};
use crate::groups::{Chair, Group};
use crate::meetings::attendance::emails::{post, those};
use crate::meetings::queries::Meeting;
use crate::ui::Letter;

/// Says how many can come, how many are needed, and what was agreed.
pub(super) async fn tell(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    meeting: &Meeting,
    (needed, count, below): (usize, Count, Below),
) -> Result<()> {
    let words = app.words();
    for to in those(tx, group, Chair::leads).await? {
        let zone = to.clock.zone_at(tx.now()).clone();
        let day = to.clock.day(meeting.starts_at);
        let text = words.say("quorum-letter").s("group", &group.name).s("day", &day).n("needed", needed);
        let agreed = words.say(&format!("quorum-agreed-{}", name(below))).to_string();
        let letter = Letter {
            subject: words.say("quorum-letter-subject").s("group", &group.name).s("day", &day).to_string(),
            before: vec![text.n("most", count.can_come()).to_string(), agreed],
            button: words.say("quorum-letter-button").to_string(),
            link: app.link(&group.path(&format!("/meetings/{}/quorum", meeting.id))),
            after: vec![words.say("quorum-letter-after").to_string()],
            ..Letter::default()
        };
        let key = format!("quorum:{}:{}:{}", meeting.id, meeting.starts_at.microseconds(), to.chair.seat.id);
        post(tx, group, to.to(), (key, Urgency::OutsideQuietHours { zone }, letter)).await?;
    }
    Ok(())
}
