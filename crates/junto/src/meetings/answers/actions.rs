//! The links by which letters are answered, and answers that calendars send.

use calendar::DateTime;
use calendar::ical::{Asked, Refusal, Reply, Says, Sender, Weighed, weigh};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::Moment;

use super::queries::last_answer;
use crate::app::secrets::Token;
use crate::app::{App, AppError, Result, WriteTx};
use crate::groups::{GroupId, SeatId};
use crate::meetings::actions::{Word, record_word};
use crate::meetings::entities::{Said, SeriesId, Via, answer_link};
use crate::meetings::formats::local_text;
use crate::meetings::invitations::{self, Reader};
use crate::meetings::queries::{Meeting, Series, hold, meetings_of};

/// For so long a link that has expired still says what became of it.
const TOLD_SECONDS: i64 = 90 * 24 * 3600;

/// A fresh link by which the holder of a seat answers to one date, or to the whole series.
pub(in crate::meetings) async fn link(
    tx: &WriteTx,
    series: &Series,
    seat: SeatId,
    original: Option<DateTime>,
    expires_at: Moment,
) -> Result<Token> {
    let token = Token::fresh();
    let row = answer_link::ActiveModel {
        hash: Set(token.hash()),
        community_id: Set(series.community),
        group_id: Set(series.group),
        series_id: Set(series.id),
        seat_id: Set(seat),
        original: Set(original.map(local_text).unwrap_or_default()),
        expires_at: Set(expires_at),
    };
    answer_link::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// Forgets links that expired long ago.
pub(in crate::meetings) async fn sweep(tx: &WriteTx) -> Result<()> {
    let old = tx.now().plus_seconds(-TOLD_SECONDS);
    answer_link::Entity::delete_many().filter(answer_link::Column::ExpiresAt.lt(old)).exec(tx.db()).await?;
    Ok(())
}

/// An answer by mail that counts.
pub(super) struct Recorded {
    pub(super) weighed: Weighed,
    /// Nothing where only another time was proposed.
    pub(super) said: Option<Said>,
    /// The meeting it is about, unless it is about a whole series.
    pub(super) meeting: Option<Meeting>,
}

/// Records what a member's calendar answers, if it counts.
pub(super) async fn take(
    tx: &WriteTx,
    app: &App,
    reader: &Reader,
    seat: SeatId,
    (group, reply): (GroupId, &Reply),
) -> Result<Result<Recorded, Refusal>> {
    let id: Option<SeriesId> = reply.uid.split('@').next().and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(Err(Refusal::AnotherMeeting)) };
    let Some(series) = hold(tx.db(), group, id).await? else {
        return Ok(Err(Refusal::AnotherMeeting));
    };
    let entry = series.record.as_asked().entry(app, group, id).map_err(AppError::internal)?;
    let ahead = invitations::ahead_of(tx.db(), id, reader.member).await?;
    let sequence = reply.sequence.map(|sequence| sequence.saturating_sub(ahead));
    let reply = Reply { sequence, ..reply.clone() };
    let asked = Asked { entry: &entry, email: &reader.email, sender: Sender::ReplyAddress, last: None };
    // Which date it is about says which answer was the last.
    let weighed = match weigh(&reply, &asked) {
        Ok(weighed) => {
            let last = last_answer(tx.db(), id, seat, weighed.original).await?;
            weigh(&reply, &Asked { last, ..asked })
        }
        refused => refused,
    };
    let weighed = match weighed {
        Ok(weighed) => weighed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut to_come = meetings_of(tx.db(), id).await?;
    to_come.retain(|meeting| meeting.ends_at > tx.now() && !meeting.is_off());
    to_come.retain(|meeting| weighed.original.is_none_or(|original| meeting.original == original));
    if to_come.is_empty() {
        return Ok(Err(Refusal::DateCancelled));
    }
    let said = said(weighed.says);
    if let Some(said) = said {
        // A calendar whose clock is fast must not silence the answers that follow.
        let stamp = weighed.stamp.map_or(tx.now(), |stamp| Moment(stamp.min(tx.now().0)));
        let (original, sequence) = (weighed.original, weighed.sequence);
        record_word(tx, &series, seat, Word { said, original, sequence, stamp, via: Via::Mail }).await?;
        invitations::take_back_reminders(tx, &series, seat, original).await?;
    }
    let is_one = weighed.original.is_some() || series.record.rule.is_none();
    let meeting = to_come.into_iter().next().filter(|_| is_one);
    Ok(Ok(Recorded { weighed, said, meeting }))
}

fn said(says: Says) -> Option<Said> {
    match says {
        Says::Nothing => None,
        Says::Accepted => Some(Said::Yes),
        Says::Tentative => Some(Said::Perhaps),
        Says::Declined => Some(Said::No),
    }
}
