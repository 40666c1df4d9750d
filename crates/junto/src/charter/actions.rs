//! Writing a charter, putting it up, signing it, and what follows when it comes into force.

use peergroups::charter::{self as rules, Charter, Place as Sits, Signatory, Topic, contradictions};
use peergroups::decision::{Outcome, Rule, Time, Voice as Heard};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use store::{Id as _, Moment};

use super::emails::{self, News};
use super::entities::charter_signature::Column as Signature;
use super::entities::{
    CharterId, CommentId, Voice, WishId, charter, charter_comment, charter_signature, charter_wish,
};
use super::events::CharterInForce;
use super::formats::{self, Words};
use super::jobs;
use super::queries::{self, Signed, Version};
use crate::app::keyring::Place;
use crate::app::{App, AppError, Result, WriteTx, events};
use crate::community;
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat, SeatId};

/// Where the group's own words beside its clauses lie.
pub(super) fn words_place(id: CharterId) -> Place {
    Place { table: "charter", column: "words", row: id.uuid() }
}

pub(super) fn comment_place(id: CommentId) -> Place {
    Place { table: "charter_comment", column: "words", row: id.uuid() }
}

pub(super) fn wish_place(id: WishId, column: &'static str) -> Place {
    Place { table: "charter_wish", column, row: id.uuid() }
}

/// Begins a version from these clauses and tells everyone else. Where the group writes one already, nothing is
/// begun: the answer is always the one that is open.
pub(super) async fn begin(tx: &WriteTx, app: &App, seat: &Seat, from: &Charter) -> Result<CharterId> {
    let group = seat.group();
    let versions = queries::versions(tx.db(), group.id).await?;
    if let Some(open) = versions.iter().find(|version| version.is_open()) {
        return Ok(open.id);
    }
    let id = CharterId::at(tx.now());
    let words = tx.seal(seat, words_place(id), &Words::of(from).text()).await?;
    let row = charter::ActiveModel {
        id: Set(id),
        community_id: Set(group.community),
        group_id: Set(group.id),
        number: Set(versions.first().map_or(0, |latest| latest.number) + 1),
        by_seat: Set(seat.id()),
        clauses: Set(formats::clauses(from)),
        words: Set(words),
        begun_at: Set(tx.now()),
        put_up_at: Set(None),
        in_force_at: Set(None),
        ended_at: Set(None),
        version: Set(1),
    };
    let once =
        OnConflict::columns([charter::Column::GroupId, charter::Column::Number]).do_nothing().to_owned();
    let begun = charter::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    if begun == 0 {
        // Somebody else began one at the same moment.
        return queries::open(tx.db(), group.id).await?.map(|open| open.id).ok_or(AppError::NotFound);
    }
    let version = queries::hold(tx.db(), group.id, id).await?;
    emails::tell(tx, app, group, &version, News::Begun, |chair| chair.seat.id != seat.id()).await?;
    act_as(tx, seat, "charter.begin", id).await?;
    Ok(id)
}

/// Writes the clauses anew, unless somebody else did since `edition` or they are being signed.
pub(super) async fn write(
    tx: &WriteTx,
    seat: &Seat,
    id: CharterId,
    edition: i32,
    new: &Charter,
) -> Result<()> {
    let words = tx.seal(seat, words_place(id), &Words::of(new).text()).await?;
    let written = charter::Entity::update_many()
        .col_expr(charter::Column::Clauses, Expr::value(formats::clauses(new)))
        .col_expr(charter::Column::Words, Expr::value(words))
        .col_expr(charter::Column::Version, Expr::col(charter::Column::Version).add(1))
        .filter(charter::Column::Id.eq(id))
        .filter(charter::Column::GroupId.eq(seat.group().id))
        .filter(charter::Column::Version.eq(edition))
        .filter(charter::Column::PutUpAt.is_null())
        .filter(charter::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    if written.rows_affected == 0 {
        return Err(edited(seat));
    }
    act_as(tx, seat, "charter.write", id).await
}

/// In place of a topic: what somebody said who could not sign.
pub(super) const SIGNING: &str = "signing";

/// Says something about a clause of a draft.
pub(super) async fn comment(
    tx: &WriteTx,
    seat: &Seat,
    id: CharterId,
    topic: Topic,
    words: &str,
) -> Result<()> {
    draft(tx, seat, id).await?;
    keep_comment(tx, seat, id, topic.name(), words).await
}

async fn keep_comment(tx: &WriteTx, seat: &Seat, id: CharterId, topic: &str, words: &str) -> Result<()> {
    let comment = CommentId::at(tx.now());
    let sealed = tx.seal(seat, comment_place(comment), words).await?;
    let row = charter_comment::ActiveModel {
        id: Set(comment),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        charter_id: Set(id),
        topic: Set(topic.to_owned()),
        seat_id: Set(seat.id()),
        words: Set(sealed),
        said_at: Set(tx.now()),
        settled_at: Set(None),
    };
    charter_comment::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act_as(tx, seat, "charter.comment", comment).await
}

/// Says that what was said about a clause is dealt with; anyone at the table may.
pub(super) async fn settle(tx: &WriteTx, seat: &Seat, id: CommentId) -> Result<()> {
    let settled = charter_comment::Entity::update_many()
        .col_expr(charter_comment::Column::SettledAt, Expr::value(Some(tx.now())))
        .filter(charter_comment::Column::Id.eq(id))
        .filter(charter_comment::Column::GroupId.eq(seat.group().id))
        .filter(charter_comment::Column::SettledAt.is_null())
        .exec(tx.db())
        .await?;
    if settled.rows_affected == 0 {
        return Err(edited(seat));
    }
    act_as(tx, seat, "charter.settle", id).await
}

/// Says what one wants of the group and what one fears, in place of what one said before.
pub(super) async fn wish(
    tx: &WriteTx,
    seat: &Seat,
    id: CharterId,
    (wants, fears): (&str, &str),
) -> Result<()> {
    draft(tx, seat, id).await?;
    charter_wish::Entity::delete_many()
        .filter(charter_wish::Column::CharterId.eq(id))
        .filter(charter_wish::Column::SeatId.eq(seat.id()))
        .exec(tx.db())
        .await?;
    let wish = WishId::at(tx.now());
    let row = charter_wish::ActiveModel {
        id: Set(wish),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        charter_id: Set(id),
        seat_id: Set(seat.id()),
        wants: Set(tx.seal(seat, wish_place(wish, "wants"), wants).await?),
        fears: Set(tx.seal(seat, wish_place(wish, "fears"), fears).await?),
        said_at: Set(tx.now()),
    };
    charter_wish::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act_as(tx, seat, "charter.wish", wish).await
}

/// Puts a draft up for signing, as it is at `edition`. `false` where its clauses contradict each other.
pub(super) async fn put_up(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: CharterId,
    edition: i32,
) -> Result<bool> {
    let seat = facilitator.seat();
    let version = draft(tx, seat, id).await?;
    if version.edition != edition {
        return Err(edited(seat));
    }
    if !contradictions(&version.terms).is_empty() {
        return Ok(false);
    }
    charter::Entity::update_many()
        .col_expr(charter::Column::PutUpAt, Expr::value(Some(tx.now())))
        .filter(charter::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    let others = |chair: &Chair| chair.seat.id != seat.id();
    emails::tell(tx, app, seat.group(), &version, News::PutUp, others).await?;
    emails::remind(tx, app, seat.group(), &version).await?;
    act_as(tx, seat, "charter.put_up", id).await?;
    Ok(true)
}

/// Opens a charter that is being signed for changes; what was said of it counts no more.
pub(super) async fn reopen(tx: &WriteTx, app: &App, facilitator: &Facilitator, id: CharterId) -> Result<()> {
    let seat = facilitator.seat();
    let version = queries::hold(tx.db(), seat.group().id, id).await?;
    if !version.is_up() {
        return Err(edited(seat));
    }
    let signed = signatures(tx, id).await?;
    charter::Entity::update_many()
        .col_expr(charter::Column::PutUpAt, Expr::value(None::<Moment>))
        .col_expr(charter::Column::Version, Expr::col(charter::Column::Version).add(1))
        .filter(charter::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    end_signatures(tx, Signature::CharterId.eq(id)).await?;
    emails::forget_reminders(tx, seat.group(), &version).await?;
    let had_signed = |chair: &Chair| {
        chair.seat.id != seat.id() && signed.iter().any(|signed| signed.seat == chair.seat.id)
    };
    emails::tell(tx, app, seat.group(), &version, News::Reopened, had_signed).await?;
    act_as(tx, seat, "charter.reopen", id).await
}

/// Gives a draft up; what is in force stays.
pub(super) async fn withdraw(
    tx: &WriteTx,
    app: &App,
    facilitator: &Facilitator,
    id: CharterId,
) -> Result<()> {
    let seat = facilitator.seat();
    let version = queries::hold(tx.db(), seat.group().id, id).await?;
    if !version.is_open() {
        return Err(edited(seat));
    }
    end(tx, &version).await?;
    emails::forget_reminders(tx, seat.group(), &version).await?;
    let others = |chair: &Chair| chair.seat.id != seat.id();
    emails::tell(tx, app, seat.group(), &version, News::Withdrawn, others).await?;
    act_as(tx, seat, "charter.withdraw", id).await
}

/// Signs the version that was read at `edition`, or says that one cannot yet and, if one likes, why. It comes into force as soon as the
/// group's rule is met.
pub(super) async fn sign(
    tx: &WriteTx,
    app: &App,
    seat: &Seat,
    id: CharterId,
    (edition, voice): (i32, Voice),
    why: &str,
) -> Result<()> {
    let version = queries::hold(tx.db(), seat.group().id, id).await?;
    // Of what is in force nobody says no: they propose another, or leave.
    let may = version.is_up() || (version.is_in_force() && voice == Voice::Signs);
    if version.edition != edition || !may {
        return Err(edited(seat));
    }
    let row = charter_signature::ActiveModel {
        charter_id: Set(id),
        seat_id: Set(seat.id()),
        community_id: Set(seat.group().community),
        group_id: Set(seat.group().id),
        edition: Set(edition),
        voice: Set(voice),
        said_at: Set(tx.now()),
        ended_at: Set(None),
    };
    let again = OnConflict::columns([Signature::CharterId, Signature::SeatId])
        .update_columns([Signature::Edition, Signature::Voice, Signature::SaidAt, Signature::EndedAt])
        .to_owned();
    charter_signature::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    if voice == Voice::CannotYet && !why.is_empty() {
        keep_comment(tx, seat, id, SIGNING, why).await?;
    }
    emails::forget_reminder(tx, &version, seat.id()).await?;
    act_as(tx, seat, voice.verb(), id).await?;
    weigh(tx, app, seat.group(), &version).await
}

/// Whoever left signs nothing any more, and fewer have to.
pub(super) async fn leave(tx: &WriteTx, app: &App, group: GroupId, seat: SeatId) -> Result<()> {
    end_signatures(tx, Signature::SeatId.eq(seat)).await?;
    pause(tx, app, group, seat).await
}

/// Whoever is away is not waited for.
pub(super) async fn pause(tx: &WriteTx, app: &App, group: GroupId, seat: SeatId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    if let Some(open) = queries::open(tx.db(), group.id).await? {
        let version = queries::hold(tx.db(), group.id, open.id).await?;
        emails::forget_reminder(tx, &version, seat).await?;
        weigh(tx, app, &group, &version).await?;
    }
    Ok(())
}

/// Asks somebody who took a seat to sign what is in force.
pub(super) async fn welcome(tx: &WriteTx, app: &App, group: GroupId, seat: SeatId) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    match queries::in_force(tx.db(), group.id).await? {
        Some(version) => {
            emails::tell(tx, app, &group, &version, News::Newcomer, |chair| chair.seat.id == seat).await
        }
        None => Ok(()),
    }
}

/// By which rule a version comes into force: what is in force says how norms change; the first charter is by its
/// own.
pub(super) fn rule_for(version: &Version, living: Option<&Version>) -> Rule {
    living.filter(|living| living.id != version.id).unwrap_or(version).terms.decisions().norms
}

/// What everyone at the table said of a version. Whoever came since it was put up signs it, and decides nothing.
fn signatories(version: &Version, table: &[Chair], signed: &[Signed], now: Moment) -> Vec<Signatory> {
    let there = table.iter().filter(|chair| chair.takes_part(now));
    let seated = there.filter_map(|chair| Some((chair.seat.id, chair.seat.accepted_at?)));
    let signatory = |(seat, since)| Signatory {
        voice: match signed.iter().find(|signed| signed.seat == seat).map(|one| one.voice) {
            Some(Voice::Signs) => Heard::For,
            Some(Voice::CannotYet) => Heard::Against,
            None => Heard::Silent,
        },
        place: if version.put_up_at.is_some_and(|up| up < since) { Sits::Newcomer } else { Sits::Asked },
    };
    seated.map(signatory).collect()
}

/// Brings a version into force if enough have signed.
async fn weigh(tx: &WriteTx, app: &App, group: &Group, version: &Version) -> Result<()> {
    if !version.is_up() {
        return Ok(());
    }
    let (mut table, signed) = (groups::table(tx.db(), group).await?, signatures(tx, version.id).await?);
    table.retain(|chair| chair.takes_part(tx.now()));
    let living = queries::in_force(tx.db(), group.id).await?;
    let rule = rule_for(version, living.as_ref());
    match rules::in_force(rule, &signatories(version, &table, &signed, tx.now()), Time::Runs).outcome {
        Outcome::Agreed => enter(tx, app, group, (version, living.as_ref())).await,
        // Who cannot sign says why, and the draft is opened again.
        Outcome::Refused | Outcome::Open => Ok(()),
    }
}

async fn enter(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    (version, before): (&Version, Option<&Version>),
) -> Result<()> {
    if let Some(before) = before {
        end(tx, before).await?;
    }
    charter::Entity::update_many()
        .col_expr(charter::Column::InForceAt, Expr::value(Some(tx.now())))
        .filter(charter::Column::Id.eq(version.id))
        .exec(tx.db())
        .await?;
    jobs::review_later(tx, version).await?;
    events::record(tx, &CharterInForce { group: group.id, charter: version.id }).await?;
    emails::tell(tx, app, group, version, News::InForce, |_| true).await?;
    emails::forget_reminders(tx, group, version).await?;
    community::act(tx, group.community, None, "charter.in_force", &version.id.to_string()).await
}

async fn end(tx: &WriteTx, version: &Version) -> Result<()> {
    charter::Entity::update_many()
        .col_expr(charter::Column::EndedAt, Expr::value(Some(tx.now())))
        .filter(charter::Column::Id.eq(version.id))
        .exec(tx.db())
        .await?;
    jobs::review_never(tx, version.id).await
}

async fn end_signatures(tx: &WriteTx, of: impl sea_orm::sea_query::IntoCondition) -> Result<()> {
    charter_signature::Entity::update_many()
        .col_expr(Signature::EndedAt, Expr::value(Some(tx.now())))
        .filter(of.into_condition())
        .filter(Signature::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

async fn signatures(tx: &WriteTx, id: CharterId) -> Result<Vec<Signed>> {
    Ok(queries::signatures(tx.db(), &[id]).await?.remove(&id).unwrap_or_default())
}

/// A version that can still be written, held.
async fn draft(tx: &WriteTx, seat: &Seat, id: CharterId) -> Result<Version> {
    let version = queries::hold(tx.db(), seat.group().id, id).await?;
    Some(version).filter(|version| version.is_open() && !version.is_up()).ok_or_else(|| edited(seat))
}

fn edited(seat: &Seat) -> AppError {
    AppError::Edited { back: seat.path("/charter/draft") }
}

async fn act_as(tx: &WriteTx, seat: &Seat, verb: &'static str, object: impl std::fmt::Display) -> Result<()> {
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &object.to_string()).await
}
