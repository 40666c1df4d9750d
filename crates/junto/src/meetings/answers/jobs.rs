//! What calendars answer by mail, at an address that only one member's calendar was given.

use calendar::ical::{Reply, read_replies};

use super::actions;
use super::emails::{self, Letters};
use crate::app::inbox::{MailAddresses, Received};
use crate::app::{App, Result, letterbox, secrets, throttle};
use crate::community;
use crate::groups;
use crate::meetings::invitations::{Reader, member_of_token};

/// A member is told why an answer did not count so often, and no more.
const REFUSALS: throttle::Pace = throttle::Pace { limit: 3, seconds: 24 * 3600 };

pub(in crate::meetings) fn mail_addresses() -> MailAddresses {
    MailAddresses { prefix: "meetings", receive: |app, received| Box::pin(receive(app, received)) }
}

/// Records what counts. Where nothing does, the member is told why; a member who left is not.
async fn receive(app: App, Received { token, incoming }: Received) -> Result<()> {
    let Some((group, member)) = member_of_token(app.db(), &token).await? else { return Ok(()) };
    let name = incoming.message_id.clone().unwrap_or_else(|| {
        let bytes: Vec<u8> = incoming.calendar.concat();
        secrets::derive(&String::from_utf8_lossy(&bytes), "an answer")
    });
    let replies = replies_in(&incoming.calendar);
    app.write(async |tx| {
        let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
        let Some(reader) = Reader::of(tx.db(), &group, member, tx.now()).await? else { return Ok(()) };
        let Some(seat) = reader.seat else { return Ok(()) };
        let community = community::by_id(tx.db(), group.community).await?;
        let answered = incoming.message_id.as_deref();
        let letters = Letters {
            app: &app,
            community: &community,
            group: &group,
            reader: &reader,
            answered,
            name: &name,
        };
        let (mut is_recorded, mut refused) = (false, None);
        for reply in &replies {
            match actions::take(tx, &app, &reader, seat, (group.id, reply)).await? {
                Ok(recorded) => {
                    is_recorded = true;
                    letters.tell_of(tx, &recorded).await?;
                }
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        // A program is not answered, because it might answer back (RFC 3834).
        if is_recorded || incoming.answer_to.is_none() {
            return Ok(());
        }
        let Some(why) = emails::why(refused, replies.is_empty()) else { return Ok(()) };
        if throttle::count(tx, "answers that do not count", &seat.to_string(), REFUSALS).await?.is_none() {
            letterbox::post(tx, letters.refused(why)).await?;
        }
        Ok(())
    })
    .await
}

/// What the files of a message answer; programs put the same file in twice.
fn replies_in(files: &[Vec<u8>]) -> Vec<Reply> {
    let mut replies: Vec<Reply> = Vec::new();
    for reply in files.iter().filter_map(|file| read_replies(file).ok()).flatten() {
        if !replies.contains(&reply) {
            replies.push(reply);
        }
    }
    replies
}
