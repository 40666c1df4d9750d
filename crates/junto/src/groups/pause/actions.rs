//! Beginning a pause, moving its end, and being back.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Day, Id as _, Moment};

use super::entities::{PauseId, pause};
use super::queries::{self, Pause};
use super::{LONGEST_SECONDS, emails, jobs};
use crate::accounts::Address;
use crate::app::keyring::{Place, Sealed};
use crate::app::{App, Result, WriteTx, events, letterbox};
use crate::community::{self, Community, Member};
use crate::groups::entities::{GroupId, SeatId};
use crate::groups::events::{SeatPaused, SeatResumed};
use crate::groups::queries::{Chair, Group, accepted_seat, group as group_of, table, with_addresses};
use crate::groups::rights::{Confidence, Facilitator, Seat};
use peergroups::role::Role;

/// Where lies what somebody told the facilitator about their pause.
pub(super) fn words_place(id: PauseId) -> Place {
    Place { table: "pause", column: "words", row: id.uuid() }
}

/// From when to when somebody is away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) first_day: Day,
    pub(super) last_day: Day,
    pub(super) starts_at: Moment,
    pub(super) until_at: Moment,
}

impl Span {
    /// Whether a seat is kept for so long.
    pub(super) fn is_kept(&self, now: Moment) -> bool {
        let length = self.until_at.seconds_since(self.starts_at);
        now <= self.starts_at
            && self.starts_at < now.plus_seconds(2 * LONGEST_SECONDS)
            && (1..=LONGEST_SECONDS).contains(&length)
    }
}

/// Asks for a pause; what is said of it is for the facilitator alone. `false` for whoever leads, and whoever has
/// asked before.
pub(super) async fn begin(tx: &WriteTx, app: &App, seat: &Seat, span: Span, words: &str) -> Result<bool> {
    let (group, db) = (seat.group(), tx.db());
    let own = accepted_seat(db, group.id, seat.member().id()).await?;
    if own.is_none_or(|own| own.role() == Role::Facilitator || own.pause().is_some()) {
        return Ok(false);
    }
    let id = PauseId::at(tx.now());
    let words = match words {
        "" => None,
        words => Some(tx.seal(&Confidence::own(seat), words_place(id), words).await?),
    };
    let row = pause::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        seat_id: Set(seat.id()),
        member_id: Set(seat.member().id()),
        words: Set(words),
        asked_at: Set(tx.now()),
        first_day: Set(span.first_day),
        last_day: Set(span.last_day),
        starts_at: Set(span.starts_at),
        until_at: Set(span.until_at),
        ended_at: Set(None),
    };
    pause::Entity::insert(row).exec_without_returning(db).await?;
    jobs::begin_at(tx, group.id, id, span.starts_at).await?;
    jobs::end_at(tx, group.id, id, span.until_at).await?;
    let community = seat.member().community();
    for (chair, to) in present(tx, group, seat.id()).await? {
        letterbox::post(tx, emails::announced(app, seat, id, span, (&chair, &to))).await?;
    }
    if let Some(pause) = queries::pause(db, group.id, id).await? {
        remind(tx, app, community, group, &pause).await?;
    }
    act(tx, seat, "groups.pause", id).await?;
    Ok(true)
}

/// Everyone who takes part, but for this seat, and where they are written to.
async fn present(tx: &WriteTx, group: &Group, but: SeatId) -> Result<Vec<(Chair, Address)>> {
    let mut table = table(tx.db(), group).await?;
    table.retain(|chair| chair.takes_part(tx.now()) && chair.seat.id != but);
    with_addresses(tx.db(), table).await
}

/// Posts the letter that comes before a pause ends.
async fn remind(tx: &WriteTx, app: &App, community: &Community, group: &Group, pause: &Pause) -> Result<()> {
    if let Some((chair, to)) = holder(tx, group, pause).await? {
        letterbox::post(tx, emails::ends_soon(app, community, group, pause, (&chair, &to))).await?;
    }
    Ok(())
}

async fn holder(tx: &WriteTx, group: &Group, pause: &Pause) -> Result<Option<(Chair, Address)>> {
    let mut table = table(tx.db(), group).await?;
    table.retain(|chair| chair.seat.id == pause.seat);
    Ok(with_addresses(tx.db(), table).await?.pop())
}

/// The day has come: the seat rests. Does nothing when the pause has ended before.
pub(super) async fn rest(tx: &WriteTx, group: GroupId, id: PauseId) -> Result<()> {
    if let Some(pause) = queries::pause(tx.db(), group, id).await? {
        events::record(tx, &SeatPaused { group, seat: pause.seat }).await?;
    }
    Ok(())
}

/// The time is over: the seat is its holder's again, who is told, as are the others.
pub(super) async fn run_out(tx: &WriteTx, app: &App, group: GroupId, id: PauseId) -> Result<()> {
    let Some(group) = group_of(tx.db(), group).await? else { return Ok(()) };
    let Some(pause) = queries::pause(tx.db(), group.id, id).await? else { return Ok(()) };
    if tx.now() < pause.until_at {
        return Ok(());
    }
    let community = community::by_id(tx.db(), group.community).await?;
    resume(tx, app, &community, &group, &pause).await?;
    if let Some((chair, to)) = holder(tx, &group, &pause).await? {
        letterbox::post(tx, emails::over(app, &community, &group, &pause, (&chair, &to))).await?;
    }
    community::act(tx, group.community, None, "groups.pause_over", &id.to_string()).await
}

/// Is back before the time is over, or does not go at all. `false` when there was no pause.
pub(super) async fn be_back(tx: &WriteTx, app: &App, member: &Member, group: &Group) -> Result<bool> {
    let own = accepted_seat(tx.db(), group.id, member.id()).await?;
    let Some(pause) = own.and_then(|own| own.pause().cloned()) else { return Ok(false) };
    resume(tx, app, member.community(), group, &pause).await?;
    let actor = Some(member.person().id());
    community::act(tx, group.community, actor, "groups.be_back", &pause.id.to_string()).await?;
    Ok(true)
}

async fn resume(tx: &WriteTx, app: &App, community: &Community, group: &Group, pause: &Pause) -> Result<()> {
    close(tx, pause).await?;
    let Some((own, _)) = holder(tx, group, pause).await? else { return Ok(()) };
    if pause.starts_at <= tx.now() {
        events::record(tx, &SeatResumed { group: group.id, seat: pause.seat }).await?;
    }
    for (chair, to) in present(tx, group, pause.seat).await? {
        let letter = emails::is_back(app, community, group, pause, (&own, &chair, &to));
        letterbox::post(tx, letter).await?;
    }
    Ok(())
}

/// Ends whatever pause there is of a seat that ends.
pub(in crate::groups) async fn end_with(tx: &WriteTx, seat: SeatId) -> Result<()> {
    match queries::of_seats(tx.db(), vec![seat]).await?.remove(&seat) {
        Some(pause) => close(tx, &pause).await,
        None => Ok(()),
    }
}

/// What was said of it is gone with it.
async fn close(tx: &WriteTx, pause: &Pause) -> Result<()> {
    let row = pause::ActiveModel {
        id: Set(pause.id),
        words: Set(None::<Sealed>),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    };
    pause::Entity::update(row).exec(tx.db()).await?;
    jobs::never(tx, pause.id).await?;
    letterbox::take_back(tx, &emails::ends_soon_key(pause)).await?;
    Ok(())
}

/// Keeps the seat for longer, as the group wants it. `false` when that is not later, or too late.
pub(super) async fn extend(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: PauseId,
    (last_day, until_at): (Day, Moment),
) -> Result<bool> {
    let seat = facilitator.seat();
    let group = seat.group();
    let Some(pause) = queries::pause(tx.db(), group.id, id).await? else { return Ok(false) };
    if until_at <= pause.until_at || until_at > pause.until_at.plus_seconds(LONGEST_SECONDS) {
        return Ok(false);
    }
    letterbox::take_back(tx, &emails::ends_soon_key(&pause)).await?;
    let row = pause::ActiveModel {
        id: Set(id),
        last_day: Set(last_day),
        until_at: Set(until_at),
        ..Default::default()
    };
    pause::Entity::update(row).exec(tx.db()).await?;
    jobs::end_at(tx, group.id, id, until_at).await?;
    let pause = Pause { last_day, until_at, ..pause };
    let community = seat.member().community();
    if let Some((chair, to)) = holder(tx, group, &pause).await? {
        letterbox::post(tx, emails::extended(app, community, group, &pause, (&chair, &to))).await?;
    }
    remind(tx, app, community, group, &pause).await?;
    act(tx, seat, "groups.extend_pause", id).await?;
    Ok(true)
}

async fn act(tx: &WriteTx, seat: &Seat, verb: &'static str, id: PauseId) -> Result<()> {
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &id.to_string()).await
}
