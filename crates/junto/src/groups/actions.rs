//! Founding groups, offering and taking seats, saying hello, agreeing on a purpose.

use peergroups::crest::Crest;
use peergroups::role::Role;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use store::Id as _;

use super::entities::{
    FoundingId, GroupId, PurposeAgreementId, Reason, Reasons, SeatEnd, SeatId, founding, peer_group,
    purpose_agreement, seat,
};
use super::events::{GroupsFounded, SeatLeft, SeatTaken};
use super::pause;
use super::queries::{self, Group, SeatRow};
use super::rights::{Convener, Facilitator, Newcomer, Offer, Seat};
use crate::accounts::PersonId;
use crate::app::keyring::{Place, Sealed};
use crate::app::{AppError, Result, WriteTx, events};
use crate::community::{self, CommunityId, MemberId, Operator};
use crate::roster;

/// A group to be prepared.
#[derive(Clone, Debug)]
pub struct NewGroup {
    /// See [`queries::names_taken`]; a name that is taken all the same gets a numeral.
    pub name: String,
    /// A draft for the group to agree on; may be empty.
    pub purpose: String,
    pub size_min: usize,
    pub size_max: usize,
    pub meeting_minutes: u32,
    /// Whether the community sees that seats are free.
    pub is_listed: bool,
    /// Why these people.
    pub reasons: Vec<Reason>,
    pub seats: Vec<NewSeat>,
}

/// A seat to be offered when its group is founded.
#[derive(Clone, Debug)]
pub struct NewSeat {
    pub member: MemberId,
    pub role: Role,
    /// Why this member; read by them alone.
    pub reasons: Vec<Reason>,
}

/// Begins to found groups. What is prepared under the founding is seen by nobody until [`found`].
pub async fn begin_founding(tx: &WriteTx, operator: &Operator) -> Result<FoundingId> {
    let id = FoundingId::at(tx.now());
    let row = founding::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        by_person: Set(operator.person().id()),
        created_at: Set(tx.now()),
        founded_at: Set(None),
    };
    founding::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Prepares groups under a founding that an operator began: a chunk of at most a few hundred at a time.
pub async fn prepare(tx: &WriteTx, founding: FoundingId, groups: Vec<NewGroup>) -> Result<Vec<GroupId>> {
    let community = queries::open_founding(tx.db(), founding).await?.ok_or(AppError::NotFound)?;
    let mut crests = queries::crests_taken(tx.db(), community).await?;
    let mut names = queries::names_taken(tx.db(), community).await?;
    let (mut ids, mut rows, mut seats) = (Vec::new(), Vec::new(), Vec::new());
    for new in groups {
        let id = GroupId::at(tx.now());
        let name = free_name(&new.name, &names);
        let crest = Crest::of(&name, &crests);
        crests.insert(crest);
        names.push(name.clone());
        ids.push(id);
        rows.push(peer_group::ActiveModel {
            id: Set(id),
            community_id: Set(community),
            founding_id: Set(founding),
            first_name: Set(name.clone()),
            name: Set(name),
            division: Set(crest.division.into()),
            charge: Set(crest.charge.into()),
            tincture: Set(crest.tincture.into()),
            swapped: Set(crest.swapped),
            purpose: Set(new.purpose),
            size_min: Set(stored(new.size_min)),
            size_max: Set(stored(new.size_max)),
            meeting_minutes: Set(i32::try_from(new.meeting_minutes).unwrap_or(i32::MAX)),
            is_listed: Set(new.is_listed),
            reasons: Set(Reasons(new.reasons)),
            created_at: Set(tx.now()),
            closed_at: Set(None),
            version: Set(1),
        });
        seats.extend(new.seats.into_iter().map(|seat| seat_row(tx, community, id, seat)));
    }
    insert_all::<peer_group::Entity, _>(tx, rows).await?;
    insert_all::<seat::Entity, _>(tx, seats).await?;
    Ok(ids)
}

/// Databases bound how many values one statement may carry.
async fn insert_all<E, A>(tx: &WriteTx, rows: Vec<A>) -> Result<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    const ROWS: usize = 200;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(ROWS)).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

fn stored(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The name, or the first of "Name 2", "Name 3" … that no group has.
fn free_name(wanted: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2_u32..).map(|number| format!("{wanted} {number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

fn seat_row(tx: &WriteTx, community: CommunityId, group: GroupId, new: NewSeat) -> seat::ActiveModel {
    seat::ActiveModel {
        id: Set(SeatId::at(tx.now())),
        community_id: Set(community),
        group_id: Set(group),
        member_id: Set(new.member),
        role: Set(new.role.name().to_owned()),
        offered_at: Set(tx.now()),
        accepted_at: Set(None),
        ended_at: Set(None),
        end: Set(None),
        hello: Set(None),
        reasons: Set(Reasons(new.reasons)),
    }
}

/// Brings everything prepared under a founding to life in one small change, and announces it.
/// `false` when that was done before.
pub async fn found(tx: &WriteTx, founding: FoundingId) -> Result<bool> {
    let Some(community) = queries::open_founding(tx.db(), founding).await? else { return Ok(false) };
    let founded = founding::Entity::update_many()
        .col_expr(founding::Column::FoundedAt, Expr::value(Some(tx.now())))
        .filter(founding::Column::Id.eq(founding))
        .filter(founding::Column::FoundedAt.is_null())
        .exec(tx.db())
        .await?;
    if founded.rows_affected == 0 {
        return Ok(false);
    }
    events::record(tx, &GroupsFounded { founding }).await?;
    community::act(tx, community, None, "groups.found", &founding.to_string()).await?;
    Ok(true)
}

/// Discards what was prepared under a founding, unless it came to life. `false` when it did or is gone.
pub async fn discard(tx: &WriteTx, founding: FoundingId) -> Result<bool> {
    let gone = founding::Entity::delete_many()
        .filter(founding::Column::Id.eq(founding))
        .filter(founding::Column::FoundedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// What became of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    Seat(SeatId),
    /// No seat is free, or the member has a seat or an offer there already.
    NoSeatFree,
    /// Someone at the table and the member must not meet; nothing was changed.
    AtOdds,
}

/// Offers a free seat of a living group to a member who has none there, and no conflict of interest with
/// anyone at its table.
pub async fn offer(tx: &WriteTx, convener: Convener<'_>, group: &Group, new: NewSeat) -> Result<Offered> {
    let group = held(tx, convener, group).await?;
    let seats = queries::seats(tx.db(), &[group.id]).await?;
    let table: Vec<MemberId> = seats.iter().map(|seat| seat.member).collect();
    let everyone = [table.as_slice(), &[new.member]].concat();
    let pairs = roster::at_odds(tx.db(), group.community, &everyone).await?;
    if !queries::odds(&pairs, new.member, &table).is_empty() {
        return Ok(Offered::AtOdds);
    }
    offer_free(tx, convener, &group, new, &seats).await
}

/// The same, after the operator was told whom at the table the member should not meet, or what else they
/// would break, and said that they may sit there all the same.
pub async fn offer_all_the_same(
    tx: &WriteTx,
    operator: &Operator,
    group: &Group,
    new: NewSeat,
) -> Result<Offered> {
    let convener = Convener::Operator(operator);
    let group = held(tx, convener, group).await?;
    let seats = queries::seats(tx.db(), &[group.id]).await?;
    offer_free(tx, convener, &group, new, &seats).await
}

async fn offer_free(
    tx: &WriteTx,
    convener: Convener<'_>,
    group: &Group,
    new: NewSeat,
    seats: &[SeatRow],
) -> Result<Offered> {
    if seats.len() >= group.size_max || seats.iter().any(|seat| seat.member == new.member) {
        return Ok(Offered::NoSeatFree);
    }
    let row = seat_row(tx, group.community, group.id, new);
    let id = row.id.clone().take().ok_or(AppError::NotFound)?;
    seat::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let actor = Some(convener.person().id());
    community::act(tx, group.community, actor, "groups.offer", &id.to_string()).await?;
    Ok(Offered::Seat(id))
}

/// The group as it stands, with nobody else at its seats until this transaction ends.
async fn held(tx: &WriteTx, convener: Convener<'_>, group: &Group) -> Result<Group> {
    if !convener.convenes(group) {
        return Err(AppError::NotFound);
    }
    queries::hold(tx.db(), group.id).await?.ok_or(AppError::NotFound)
}

/// Gives the duty to run meetings to the holder of one seat; whoever had it keeps their seat. `false` when
/// nobody sits there any more, or they have it already.
pub async fn name_facilitator(
    tx: &WriteTx,
    convener: Convener<'_>,
    group: &Group,
    seat: SeatId,
) -> Result<bool> {
    let group = held(tx, convener, group).await?;
    let seats = queries::seats(tx.db(), &[group.id]).await?;
    let is_new =
        |row: &SeatRow| row.id == seat && row.takes_part(tx.now()) && row.role() != Role::Facilitator;
    if !seats.iter().any(is_new) {
        return Ok(false);
    }
    entrust(tx, &seats, seat).await?;
    let actor = Some(convener.person().id());
    community::act(tx, group.community, actor, "groups.name_facilitator", &seat.to_string()).await?;
    Ok(true)
}

/// One seat of a table leads, and no other.
async fn entrust(tx: &WriteTx, seats: &[SeatRow], seat: SeatId) -> Result<()> {
    for row in seats.iter().filter(|row| row.id == seat || row.role() == Role::Facilitator) {
        let role = if row.id == seat { Role::Facilitator } else { Role::Member };
        seat::Entity::update_many()
            .col_expr(seat::Column::Role, Expr::value(role.name()))
            .filter(seat::Column::Id.eq(row.id))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// Where the hello of a seat lies.
pub(super) fn hello_place(seat: SeatId) -> Place {
    Place { table: "seat", column: "hello", row: seat.uuid() }
}

/// Takes an offered seat, with a hello that only the group opens. `by` is who said so: its member, or who
/// granted what they had asked for. `false` when it is offered no more.
pub async fn accept(tx: &WriteTx, offer: &Offer, by: PersonId, hello: Option<&str>) -> Result<bool> {
    let sealed = match hello {
        Some(hello) => Some(tx.seal(&Newcomer(&offer.group), hello_place(offer.id), hello).await?),
        None => None,
    };
    let taken = seat::Entity::update_many()
        .col_expr(seat::Column::AcceptedAt, Expr::value(Some(tx.now())))
        .col_expr(seat::Column::Hello, Expr::value(sealed))
        .filter(seat::Column::Id.eq(offer.id))
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    events::record(tx, &SeatTaken { group: offer.group.id, seat: offer.id }).await?;
    community::act(tx, offer.group.community, Some(by), "groups.accept", &offer.id.to_string()).await?;
    Ok(true)
}

/// Frees an offered seat that its member does not want. `false` when it is offered no more.
pub async fn decline(tx: &WriteTx, offer: &Offer, by: PersonId) -> Result<bool> {
    end_offer(tx, offer, SeatEnd::Declined, by, "groups.decline").await
}

/// Takes an offer back before it was answered. `false` when it is offered no more.
pub async fn withdraw(tx: &WriteTx, operator: &Operator, offer: &Offer) -> Result<bool> {
    if operator.id() != offer.group.community {
        return Err(AppError::NotFound);
    }
    end_offer(tx, offer, SeatEnd::Withdrawn, operator.person().id(), "groups.withdraw").await
}

async fn end_offer(
    tx: &WriteTx,
    offer: &Offer,
    end: SeatEnd,
    by: PersonId,
    verb: &'static str,
) -> Result<bool> {
    let freed = seat::Entity::update_many()
        .col_expr(seat::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(seat::Column::End, Expr::value(Some(end)))
        .filter(seat::Column::Id.eq(offer.id))
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    if freed.rows_affected == 0 {
        return Ok(false);
    }
    community::act(tx, offer.group.community, Some(by), verb, &offer.id.to_string()).await?;
    Ok(true)
}

/// Gives up one's seat; what it opened is closed at once.
pub async fn leave(tx: &WriteTx, seat: &Seat) -> Result<()> {
    let by = seat.member().person().id();
    let end = (SeatEnd::Left, by, LEAVE);
    if end_seat(tx, seat.group(), seat.id(), end).await? { Ok(()) } else { Err(AppError::NotFound) }
}

/// Ends a seat on the day that its holder named before. `false` when it has ended already.
pub async fn leave_as_said(tx: &WriteTx, group: &Group, seat: SeatId) -> Result<bool> {
    let members = queries::holders(tx.db(), group.community, &[seat]).await?;
    let Some(member) = members.get(&seat) else { return Ok(false) };
    let by = community::member_named(tx.db(), group.community, *member).await?.person;
    end_seat(tx, group, seat, (SeatEnd::Left, by, LEAVE)).await
}

const LEAVE: &str = "groups.leave";

/// What its holder wrote for the group alone goes with the seat.
async fn end_seat(
    tx: &WriteTx,
    group: &Group,
    seat: SeatId,
    (end, by, verb): (SeatEnd, PersonId, &'static str),
) -> Result<bool> {
    let left = seat::Entity::update_many()
        .col_expr(seat::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(seat::Column::End, Expr::value(Some(end)))
        .col_expr(seat::Column::Hello, Expr::value(None::<Sealed>))
        .filter(seat::Column::Id.eq(seat))
        .filter(seat::Column::GroupId.eq(group.id))
        .filter(seat::Column::AcceptedAt.is_not_null())
        .filter(seat::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    if left.rows_affected == 0 {
        return Ok(false);
    }
    pause::end_with(tx, seat).await?;
    events::record(tx, &SeatLeft { group: group.id, seat }).await?;
    community::act(tx, group.community, Some(by), verb, &seat.to_string()).await?;
    Ok(true)
}

/// Closes a group at whose table nobody sits and to which nobody is asked. `false` when somebody is, or it has
/// closed before.
pub async fn close_if_empty(tx: &WriteTx, group: GroupId) -> Result<bool> {
    let Some(group) = queries::hold(tx.db(), group).await? else { return Ok(false) };
    if !queries::seats(tx.db(), &[group.id]).await?.is_empty() {
        return Ok(false);
    }
    peer_group::Entity::update_many()
        .col_expr(peer_group::Column::ClosedAt, Expr::value(Some(tx.now())))
        .filter(peer_group::Column::Id.eq(group.id))
        .exec(tx.db())
        .await?;
    community::act(tx, group.community, None, "groups.close", &group.id.to_string()).await?;
    Ok(true)
}

/// Takes the lead of a group that nobody leads. `false` when somebody does.
pub async fn take_lead(tx: &WriteTx, seat: &Seat) -> Result<bool> {
    queries::hold(tx.db(), seat.group().id).await?.ok_or(AppError::NotFound)?;
    let seats = queries::seats(tx.db(), &[seat.group().id]).await?;
    if seats.iter().any(|row| row.takes_part(tx.now()) && row.role() == Role::Facilitator) {
        return Ok(false);
    }
    entrust(tx, &seats, seat.id()).await?;
    act_as(tx, seat, "groups.take_lead").await?;
    Ok(true)
}

/// Ends the seat of somebody else, as the group agreed; what it opened is closed at once. `false` when nobody sits there
/// any more, and for one's own seat, which one gives up oneself.
pub async fn release(tx: &WriteTx, facilitator: &Facilitator, seat: SeatId) -> Result<bool> {
    let own = facilitator.seat();
    if own.id() == seat {
        return Ok(false);
    }
    let by = own.member().person().id();
    end_seat(tx, own.group(), seat, (SeatEnd::Ended, by, "groups.release")).await
}

/// Ends every seat and offer of someone who is no longer in the community.
pub(super) async fn vacate(tx: &WriteTx, community: CommunityId, member: MemberId) -> Result<()> {
    let taken = seat::Entity::find()
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::MemberId.eq(member))
        .filter(seat::Column::AcceptedAt.is_not_null())
        .filter(seat::Column::EndedAt.is_null())
        .all(tx.db())
        .await?;
    for left in taken {
        pause::end_with(tx, left.id).await?;
        events::record(tx, &SeatLeft { group: left.group_id, seat: left.id }).await?;
    }
    seat::Entity::update_many()
        .col_expr(seat::Column::EndedAt, Expr::value(Some(tx.now())))
        .col_expr(seat::Column::End, Expr::value(Some(SeatEnd::Left)))
        .col_expr(seat::Column::Hello, Expr::value(None::<Sealed>))
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::MemberId.eq(member))
        .filter(seat::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Says hello to one's group, in place of an earlier hello.
pub async fn say_hello(tx: &WriteTx, seat: &Seat, words: &str) -> Result<()> {
    let sealed = tx.seal(seat, hello_place(seat.id()), words).await?;
    let said = seat::Entity::update_many()
        .col_expr(seat::Column::Hello, Expr::value(Some(sealed)))
        .filter(seat::Column::Id.eq(seat.id()))
        .filter(seat::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    if said.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    act_as(tx, seat, "groups.say_hello").await
}

/// Writes another purpose for everyone to agree on, unless somebody else did since `version`. Whoever
/// writes it agrees to it.
pub async fn propose_purpose(tx: &WriteTx, seat: &Seat, version: i32, purpose: &str) -> Result<()> {
    let changed = peer_group::Entity::update_many()
        .col_expr(peer_group::Column::Purpose, Expr::value(purpose))
        .col_expr(peer_group::Column::Version, Expr::col(peer_group::Column::Version).add(1))
        .filter(peer_group::Column::Id.eq(seat.group().id))
        .filter(peer_group::Column::Version.eq(version))
        .exec(tx.db())
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Edited { back: seat.path("/purpose") });
    }
    agreement(tx, seat.group(), seat.id(), version + 1).await?;
    act_as(tx, seat, "groups.propose_purpose").await
}

/// Agrees to the purpose as it stands at `version`.
pub async fn agree_purpose(tx: &WriteTx, seat: &Seat, version: i32) -> Result<()> {
    let now = queries::group(tx.db(), seat.group().id).await?.ok_or(AppError::NotFound)?;
    if now.version != version {
        return Err(AppError::Edited { back: seat.path("") });
    }
    agreement(tx, seat.group(), seat.id(), version).await?;
    act_as(tx, seat, "groups.agree_purpose").await
}

/// The group has decided on a purpose by its rule; whoever was for it has agreed to it.
pub async fn adopt_purpose(tx: &WriteTx, group: &Group, purpose: &str, agreed: &[SeatId]) -> Result<()> {
    let group = queries::hold(tx.db(), group.id).await?.ok_or(AppError::NotFound)?;
    peer_group::Entity::update_many()
        .col_expr(peer_group::Column::Purpose, Expr::value(purpose))
        .col_expr(peer_group::Column::Version, Expr::col(peer_group::Column::Version).add(1))
        .filter(peer_group::Column::Id.eq(group.id))
        .exec(tx.db())
        .await?;
    for seat in agreed {
        agreement(tx, &group, *seat, group.version + 1).await?;
    }
    community::act(tx, group.community, None, "groups.adopt_purpose", &group.id.to_string()).await
}

async fn agreement(tx: &WriteTx, group: &Group, seat: SeatId, version: i32) -> Result<()> {
    let row = purpose_agreement::ActiveModel {
        id: Set(PurposeAgreementId::at(tx.now())),
        community_id: Set(group.community),
        group_id: Set(group.id),
        seat_id: Set(seat),
        group_version: Set(version),
        agreed_at: Set(tx.now()),
    };
    let once =
        OnConflict::columns([purpose_agreement::Column::SeatId, purpose_agreement::Column::GroupVersion])
            .do_nothing()
            .to_owned();
    purpose_agreement::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn act_as(tx: &WriteTx, seat: &Seat, verb: &'static str) -> Result<()> {
    let actor = Some(seat.member().person().id());
    community::act(tx, seat.group().community, actor, verb, &seat.id().to_string()).await
}

#[cfg(test)]
mod tests {
    use super::free_name;

    #[test]
    fn two_groups_never_have_one_name() {
        let taken = ["Kittiwake".to_owned(), "Kittiwake 2".to_owned()];
        assert_eq!(free_name("Juniper", &taken), "Juniper");
        assert_eq!(free_name("Kittiwake", &taken), "Kittiwake 3");
    }
}
