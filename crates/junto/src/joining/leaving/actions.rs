//! Leaving: telling the facilitator, telling the group, thinking again, and what follows the end of a seat.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use store::{Id as _, Moment};

use super::entities::{DepartureId, GoodbyeId, departure, goodbye};
use super::queries::{self, Departure};
use super::rights::ToLeaver;
use super::{emails, jobs};
use crate::app::keyring::{Place, Sealed};
use crate::app::{App, Result, WriteTx, letterbox};
use crate::community;
use crate::groups::{self, Chair, Confidence, Group, Seat, SeatId, SeatLeft};
use crate::joining::actions::{address_of, address_of_chair};

/// Where lies what somebody told the facilitator.
pub(super) fn confided_place(id: DepartureId) -> Place {
    Place { table: "departure", column: "confided", row: id.uuid() }
}

/// Where the word to the group lies.
pub(super) fn words_place(id: DepartureId) -> Place {
    Place { table: "departure", column: "words", row: id.uuid() }
}

/// Where a word to the leaver lies.
pub(super) fn goodbye_place(id: GoodbyeId) -> Place {
    Place { table: "goodbye", column: "words", row: id.uuid() }
}

/// Tells the facilitator, and nobody else, that one means to leave. `false` when they know, or nobody leads but
/// oneself.
pub(super) async fn confide(tx: &WriteTx, app: &App, seat: &Seat, words: &str) -> Result<bool> {
    let leads = leads(&groups::table(tx.db(), seat.group()).await?, seat.id());
    if leads.is_empty() || queries::of_seat(tx.db(), seat.id()).await?.is_some() {
        return Ok(false);
    }
    let id = DepartureId::at(tx.now());
    let confided = match words {
        "" => None,
        words => Some(tx.seal(&Confidence::own(seat), confided_place(id), words).await?),
    };
    let row =
        departure::ActiveModel { confided_at: Set(Some(tx.now())), confided: Set(confided), ..new(seat, id) };
    departure::Entity::insert(row).exec_without_returning(tx.db()).await?;
    for chair in &leads {
        if let Some(to) = address_of_chair(tx, chair).await? {
            letterbox::post(tx, emails::confided(app, seat, id, &to)).await?;
        }
    }
    act(tx, seat, "joining.confide_leaving", id).await?;
    Ok(true)
}

fn new(seat: &Seat, id: DepartureId) -> departure::ActiveModel {
    departure::ActiveModel {
        id: Set(id),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        seat_id: Set(seat.id()),
        member_id: Set(seat.member().id()),
        confided_at: Set(None),
        confided: Set(None),
        told_at: Set(None),
        words: Set(None),
        last_at: Set(None),
        undone_at: Set(None),
        ended_at: Set(None),
    }
}

/// Who leads, but for this seat.
pub(super) fn leads(table: &[Chair], but: SeatId) -> Vec<Chair> {
    let leads = |chair: &&Chair| chair.is_seated() && chair.leads() && chair.seat.id != but;
    table.iter().filter(leads).cloned().collect()
}

/// Tells the group that one leaves, and until when one stays. Whoever leads is told first; `false` when they
/// were not, or the group knows already.
pub(super) async fn give_notice(
    tx: &WriteTx,
    app: &App,
    seat: &Seat,
    last_at: Moment,
    words: &str,
) -> Result<bool> {
    let table = groups::table(tx.db(), seat.group()).await?;
    let id = match queries::of_seat(tx.db(), seat.id()).await? {
        Some(known) if known.last_at.is_some() => return Ok(false),
        Some(known) => known.id,
        None if !leads(&table, seat.id()).is_empty() => return Ok(false),
        None => {
            let id = DepartureId::at(tx.now());
            departure::Entity::insert(new(seat, id)).exec_without_returning(tx.db()).await?;
            id
        }
    };
    let words = match words {
        "" => None,
        words => Some(tx.seal(seat, words_place(id), words).await?),
    };
    let row = departure::ActiveModel {
        id: Set(id),
        told_at: Set(Some(tx.now())),
        words: Set(words),
        last_at: Set(Some(last_at)),
        ..Default::default()
    };
    departure::Entity::update(row).exec(tx.db()).await?;
    jobs::depart_at(tx, seat.group().id, id, last_at).await?;
    for chair in others(tx, &table, seat.id()) {
        if let Some(to) = address_of_chair(tx, &chair).await? {
            letterbox::post(tx, emails::notice(app, seat, id, (&to, last_at))).await?;
        }
    }
    act(tx, seat, "joining.give_notice", id).await?;
    Ok(true)
}

/// Everyone at the table but for this seat. Who pauses is told when they are back, by the table itself.
fn others(tx: &WriteTx, table: &[Chair], but: SeatId) -> Vec<Chair> {
    table.iter().filter(|chair| chair.takes_part(tx.now()) && chair.seat.id != but).cloned().collect()
}

/// Stays after all. `false` when one was not on the way out.
pub(super) async fn stay(tx: &WriteTx, app: &App, seat: &Seat) -> Result<bool> {
    let Some(departure) = queries::of_seat(tx.db(), seat.id()).await? else { return Ok(false) };
    let row = departure::ActiveModel {
        id: Set(departure.id),
        undone_at: Set(Some(tx.now())),
        ..Default::default()
    };
    departure::Entity::update(row).exec(tx.db()).await?;
    destroy(tx, departure.id).await?;
    jobs::depart_never(tx, departure.id).await?;
    let table = groups::table(tx.db(), seat.group()).await?;
    let told = match departure.last_at {
        Some(_) => others(tx, &table, seat.id()),
        None => leads(&table, seat.id()),
    };
    for chair in told {
        if let Some(to) = address_of_chair(tx, &chair).await? {
            letterbox::post(tx, emails::stays(app, seat, departure.id, &to)).await?;
        }
    }
    act(tx, seat, "joining.stay", departure.id).await?;
    Ok(true)
}

/// Says a word to somebody who leaves, in place of an earlier one.
pub(super) async fn say_goodbye(tx: &WriteTx, seat: &Seat, departure: &Departure, words: &str) -> Result<()> {
    goodbye::Entity::delete_many()
        .filter(goodbye::Column::DepartureId.eq(departure.id))
        .filter(goodbye::Column::SeatId.eq(seat.id()))
        .exec(tx.db())
        .await?;
    let id = GoodbyeId::at(tx.now());
    let row = goodbye::ActiveModel {
        id: Set(id),
        community_id: Set(departure.community),
        group_id: Set(departure.group),
        departure_id: Set(departure.id),
        seat_id: Set(seat.id()),
        words: Set(tx.seal(&ToLeaver(departure), goodbye_place(id), words).await?),
        written_at: Set(tx.now()),
    };
    goodbye::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act(tx, seat, "joining.say_goodbye", departure.id).await
}

/// The last meeting is over: the seat ends.
pub(super) async fn depart(tx: &WriteTx, group: &Group, id: DepartureId) -> Result<()> {
    let Some(departure) = queries::departure(tx.db(), group.id, id).await? else { return Ok(()) };
    if departure.last_at.is_some_and(|last_at| last_at <= tx.now()) {
        groups::leave_as_said(tx, group, departure.seat).await?;
    }
    Ok(())
}

/// What follows the end of a seat, however it ended: what was said on the way out is gone, and everyone who
/// must know is told.
pub(super) async fn after(tx: &WriteTx, app: &App, left: SeatLeft) -> Result<()> {
    let departure = queries::of_seat(tx.db(), left.seat).await?;
    if let Some(departure) = &departure {
        let row = departure::ActiveModel {
            id: Set(departure.id),
            ended_at: Set(Some(tx.now())),
            ..Default::default()
        };
        departure::Entity::update(row).exec(tx.db()).await?;
        destroy(tx, departure.id).await?;
        jobs::depart_never(tx, departure.id).await?;
    }
    let Some(group) = groups::group(tx.db(), left.group).await? else { return Ok(()) };
    let community = community::by_id(tx.db(), group.community).await?;
    let members = groups::holders(tx.db(), group.community, &[left.seat]).await?;
    let Some(member) = members.get(&left.seat) else { return Ok(()) };
    if let Some(to) = address_of(tx, community.id, *member).await? {
        letterbox::post(tx, emails::left(app, &community, &group, left.seat, &to)).await?;
    }
    let table = groups::table(tx.db(), &group).await?;
    let remaining = others(tx, &table, left.seat);
    let was_told = departure.is_some_and(|departure| departure.last_at.is_some());
    let is_led = remaining.iter().any(Chair::leads);
    let name = community::member_named(tx.db(), community.id, *member).await?.name;
    for chair in &remaining {
        let Some(to) = address_of_chair(tx, chair).await? else { continue };
        if !was_told || !is_led {
            let about = emails::Empty { name: &name, was_told, is_led };
            letterbox::post(tx, emails::empty_chair(app, &community, &group, left.seat, &to, &about)).await?;
        }
    }
    let is_closed = groups::close_if_empty(tx, group.id).await?;
    if is_closed || !is_led {
        for operator in community::operators(tx.db(), community.id).await? {
            let state = if is_closed {
                "closed-letter-text"
            } else if !table.iter().any(Chair::is_seated) {
                "deserted-letter-text"
            } else {
                "leaderless-letter-text"
            };
            letterbox::post(tx, emails::to_operator(app, &community, &group, left.seat, &operator, state))
                .await?;
        }
    }
    Ok(())
}

/// What was said on the way out opens for nobody any more.
async fn destroy(tx: &WriteTx, id: DepartureId) -> Result<()> {
    goodbye::Entity::delete_many().filter(goodbye::Column::DepartureId.eq(id)).exec(tx.db()).await?;
    departure::Entity::update_many()
        .col_expr(departure::Column::Confided, Expr::value(None::<Sealed>))
        .col_expr(departure::Column::Words, Expr::value(None::<Sealed>))
        .filter(departure::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

async fn act(tx: &WriteTx, seat: &Seat, verb: &'static str, id: DepartureId) -> Result<()> {
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &id.to_string()).await
}
