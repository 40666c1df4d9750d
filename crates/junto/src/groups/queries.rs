//! Questions about groups and who sits in them.

use std::collections::{BTreeMap, BTreeSet};

use peergroups::conflict::Kind;
use peergroups::crest::{self, Crest};
use peergroups::profile::Profile;
use peergroups::role::Role;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, Func, SelectStatement};
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _};
use store::Moment;

use super::entities::{
    FoundingId, GroupId, Reason, SeatEnd, SeatId, founding, peer_group, purpose_agreement, seat,
};
use super::pause::{self, Pause};
use super::rights::{Offer, Seat};
use crate::accounts::{self, Address, PersonId};
use crate::app::Result;
use crate::app::keyring::Sealed;
use crate::community::{self, CommunityId, Member, MemberId};
use crate::roster::{self, Selection};
use crate::ui::Words;

/// A living group as everything below sees it. Nothing in it is a secret within its community.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: GroupId,
    pub community: CommunityId,
    pub founding: FoundingId,
    pub name: String,
    pub crest: Crest,
    pub purpose: String,
    pub size_min: usize,
    pub size_max: usize,
    pub meeting_minutes: u32,
    pub is_listed: bool,
    pub reasons: Vec<Reason>,
    /// Counts changes of the purpose.
    pub version: i32,
}

impl Group {
    /// The address of a page of this group: `group.path("/purpose")`.
    pub fn path(&self, rest: &str) -> String {
        format!("/groups/{}{rest}", self.id)
    }
}

impl From<peer_group::Model> for Group {
    fn from(row: peer_group::Model) -> Self {
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        Self {
            id: row.id,
            community: row.community_id,
            founding: row.founding_id,
            crest: crest_of(row.division, row.charge, row.tincture, row.swapped),
            name: row.name,
            purpose: row.purpose,
            size_min: count(row.size_min),
            size_max: count(row.size_max),
            meeting_minutes: u32::try_from(row.meeting_minutes).unwrap_or_default(),
            is_listed: row.is_listed,
            reasons: row.reasons.0,
            version: row.version,
        }
    }
}

fn crest_of(division: i32, charge: i32, tincture: i32, swapped: bool) -> Crest {
    let part = |number: i32| u8::try_from(number).unwrap_or_default();
    Crest { division: part(division), charge: part(charge), tincture: part(tincture), swapped }
}

/// Groups that were founded and have not closed.
fn living() -> Select<peer_group::Entity> {
    peer_group::Entity::find()
        .inner_join(founding::Entity)
        .filter(founding::Column::FoundedAt.is_not_null())
        .filter(peer_group::Column::ClosedAt.is_null())
}

/// A living group.
pub async fn group(db: &impl ConnectionTrait, id: GroupId) -> Result<Option<Group>> {
    let row = living().filter(peer_group::Column::Id.eq(id)).one(db).await?;
    Ok(row.map(Group::from))
}

/// A living group, held until the transaction ends, so that its seats are counted by one at a time.
pub(super) async fn hold(db: &impl ConnectionTrait, id: GroupId) -> Result<Option<Group>> {
    // PostgreSQL locks no row that it joins for; the group itself is the one to wait for.
    peer_group::Entity::find_by_id(id).lock_exclusive().one(db).await?;
    group(db, id).await
}

/// These living groups, in no order.
pub async fn groups_by_id(db: &impl ConnectionTrait, ids: &[GroupId]) -> Result<Vec<Group>> {
    let rows = living().filter(peer_group::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(Group::from).collect())
}

/// Which of these groups there are, living, closed or in preparation.
pub(super) async fn there(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let those = peer_group::Column::Id.is_in(ids);
    let rows = peer_group::Entity::find().select_only().column(peer_group::Column::Id).filter(those);
    Ok(rows.into_tuple().all(db).await?)
}

/// Which living groups a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    All,
    /// Those that say openly that a seat is free.
    Open,
}

/// A group and how many of its seats are taken or offered.
#[derive(Clone, Debug)]
pub struct GroupLine {
    pub group: Group,
    pub seated: usize,
    pub offered: usize,
}

impl GroupLine {
    /// Seats that nobody has and nobody was offered.
    pub fn free(&self) -> usize {
        self.group.size_max.saturating_sub(self.seated + self.offered)
    }
}

/// One page of the living groups of a community by name, and whether there are more.
pub async fn groups(
    db: &impl ConnectionTrait,
    community: CommunityId,
    which: Which,
    page: u64,
) -> Result<(Vec<GroupLine>, bool)> {
    const PAGE: u64 = 20;
    let mut wanted = living().filter(peer_group::Column::CommunityId.eq(community));
    if which == Which::Open {
        wanted = wanted.filter(peer_group::Column::IsListed.eq(true)).filter(has_a_free_seat());
    }
    let rows = wanted
        .order_by_asc(peer_group::Column::Name)
        .order_by_asc(peer_group::Column::Id)
        .offset(page.saturating_mul(PAGE))
        .limit(PAGE + 1)
        .all(db)
        .await?;
    let has_more = rows.len() > 20;
    let groups: Vec<Group> = rows.into_iter().take(20).map(Group::from).collect();
    Ok((lines(db, groups).await?, has_more))
}

/// Whether a group has a seat that nobody has and nobody was offered.
fn has_a_free_seat() -> Expr {
    let taken = seat::Entity::find()
        .select_only()
        .expr(Func::count(Expr::col((seat::Entity, seat::Column::Id))))
        .filter(seat::Column::EndedAt.is_null())
        .filter(
            Expr::col((seat::Entity, seat::Column::GroupId))
                .equals((peer_group::Entity, peer_group::Column::Id)),
        )
        .into_query();
    let max = Expr::col((peer_group::Entity, peer_group::Column::SizeMax));
    max.gt(Expr::SubQuery(None, Box::new(taken.into())))
}

/// A part of the living groups of a community with a free seat, listed or not, by name; and how many there
/// are. Parts have `size` groups and count from 1; after the last comes the last.
pub async fn with_free_seats(
    db: &impl ConnectionTrait,
    community: CommunityId,
    number: u64,
    size: u64,
) -> Result<(Vec<GroupLine>, u64)> {
    let wanted = living().filter(peer_group::Column::CommunityId.eq(community)).filter(has_a_free_seat());
    let total = wanted.clone().count(db).await?;
    let number = number.clamp(1, Ord::max(total.div_ceil(size), 1));
    let rows = wanted
        .order_by_asc(peer_group::Column::Name)
        .order_by_asc(peer_group::Column::Id)
        .offset((number - 1).saturating_mul(size))
        .limit(size)
        .all(db)
        .await?;
    Ok((lines(db, rows.into_iter().map(Group::from).collect()).await?, total))
}

/// The seats of a community's living groups that are offered and not answered, to ask about them within
/// another question.
pub fn open_offers(community: CommunityId) -> SelectStatement {
    let open = seat::Entity::find()
        .inner_join(peer_group::Entity)
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null())
        .filter(peer_group::Column::ClosedAt.is_null());
    open.select_only().column(seat::Column::Id).into_query()
}

/// Whether the same people are at the table who were asked when the group was formed.
pub(super) async fn is_as_formed(db: &impl ConnectionTrait, id: GroupId) -> Result<bool> {
    let created = Expr::col((peer_group::Entity, peer_group::Column::CreatedAt));
    let later = Expr::col((seat::Entity, seat::Column::OfferedAt)).gt(created);
    let change = seat::Entity::find()
        .inner_join(peer_group::Entity)
        .filter(seat::Column::GroupId.eq(id))
        .filter(Condition::any().add(seat::Column::EndedAt.is_not_null()).add(later))
        .one(db)
        .await?;
    Ok(change.is_none())
}

/// Two people who must not meet, and why.
pub(super) type Odds = (MemberId, MemberId, Kind);

/// Of these pairs those by which a member must not sit at a table: for a reporting line, a rival, or someone
/// to be kept apart from; and for a colleague, unless colleagues sit there together already.
pub(super) fn odds(pairs: &[Odds], member: MemberId, table: &[MemberId]) -> Vec<Odds> {
    let is_colleague = |kind: Kind| matches!(kind, Kind::SameOrganisation | Kind::SameDepartment);
    let sits = |one: &MemberId| *one != member && table.contains(one);
    let has_colleagues =
        pairs.iter().any(|(one, other, kind)| sits(one) && sits(other) && is_colleague(*kind));
    let is_own = |(one, other, kind): &&Odds| {
        let meets = *one == member && sits(other) || *other == member && sits(one);
        meets && (!is_colleague(*kind) || !has_colleagues)
    };
    pairs.iter().filter(is_own).copied().collect()
}

/// The seats of these groups, counted.
pub async fn lines(db: &impl ConnectionTrait, groups: Vec<Group>) -> Result<Vec<GroupLine>> {
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut counts: BTreeMap<GroupId, (usize, usize)> = BTreeMap::new();
    for row in seats(db, &ids).await? {
        let count = counts.entry(row.group).or_default();
        if row.accepted_at.is_some() { count.0 += 1 } else { count.1 += 1 }
    }
    let line = |group: Group| {
        let (seated, offered) = counts.get(&group.id).copied().unwrap_or_default();
        GroupLine { group, seated, offered }
    };
    Ok(groups.into_iter().map(line).collect())
}

/// A seat that is offered or taken.
#[derive(Clone, Debug)]
pub struct SeatRow {
    pub id: SeatId,
    pub group: GroupId,
    pub member: MemberId,
    role: String,
    pub offered_at: Moment,
    pub accepted_at: Option<Moment>,
    hello: Option<Sealed>,
    pub reasons: Vec<Reason>,
    pause: Option<Pause>,
}

impl SeatRow {
    /// Whether its holder is away for a while, with the seat kept.
    pub fn is_paused(&self, now: Moment) -> bool {
        self.pause.as_ref().is_some_and(|pause| pause.is_on(now))
    }

    /// Whether its holder sits there now: asked for hours, answers and votes, and counted.
    pub fn takes_part(&self, now: Moment) -> bool {
        self.accepted_at.is_some() && !self.is_paused(now)
    }

    /// A pause that lasts or is to come.
    pub(super) fn pause(&self) -> Option<&Pause> {
        self.pause.as_ref()
    }

    pub fn role(&self) -> Role {
        Role::named(&self.role).unwrap_or_default()
    }

    pub(super) fn hello(&self) -> Option<&Sealed> {
        self.hello.as_ref()
    }
}

impl From<seat::Model> for SeatRow {
    fn from(row: seat::Model) -> Self {
        Self {
            id: row.id,
            group: row.group_id,
            member: row.member_id,
            role: row.role,
            offered_at: row.offered_at,
            accepted_at: row.accepted_at,
            hello: row.hello,
            reasons: row.reasons.0,
            pause: None,
        }
    }
}

/// These seats, with their pauses.
async fn with_pauses(db: &impl ConnectionTrait, rows: Vec<seat::Model>) -> Result<Vec<SeatRow>> {
    let mut seats: Vec<SeatRow> = rows.into_iter().map(SeatRow::from).collect();
    let taken = seats.iter().filter(|seat| seat.accepted_at.is_some()).map(|seat| seat.id).collect();
    let mut pauses = pause::of_seats(db, taken).await?;
    for seat in &mut seats {
        seat.pause = pauses.remove(&seat.id);
    }
    Ok(seats)
}

/// The seats of these groups that are offered or taken, in the order they were offered.
pub async fn seats(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<Vec<SeatRow>> {
    let rows = seat::Entity::find()
        .filter(seat::Column::GroupId.is_in(groups.iter().copied()))
        .filter(seat::Column::EndedAt.is_null())
        .order_by_asc(seat::Column::Id)
        .all(db)
        .await?;
    with_pauses(db, rows).await
}

pub(super) async fn accepted_seat(
    db: &impl ConnectionTrait,
    group: GroupId,
    member: MemberId,
) -> Result<Option<SeatRow>> {
    let row = seat::Entity::find()
        .filter(seat::Column::GroupId.eq(group))
        .filter(seat::Column::MemberId.eq(member))
        .filter(seat::Column::AcceptedAt.is_not_null())
        .filter(seat::Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(with_pauses(db, row.into_iter().collect()).await?.pop())
}

pub(super) async fn offer(db: &impl ConnectionTrait, id: SeatId) -> Result<Option<Offer>> {
    let row = seat::Entity::find_by_id(id)
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null())
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let group = group(db, row.group_id).await?;
    Ok(group.map(|group| Offer { id: row.id, group, member: row.member_id, reasons: row.reasons.0 }))
}

/// The living seats and open offers of a member, in the order they were offered.
pub async fn seats_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Vec<(SeatRow, Group)>> {
    let rows = seat::Entity::find()
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::MemberId.eq(member))
        .filter(seat::Column::EndedAt.is_null())
        .order_by_asc(seat::Column::Id)
        .limit(50)
        .all(db)
        .await?;
    let ids: Vec<GroupId> = rows.iter().map(|row| row.group_id).collect();
    let groups = groups_by_id(db, &ids).await?;
    let with_group = |seat: SeatRow| {
        let group = groups.iter().find(|group| group.id == seat.group)?.clone();
        Some((seat, group))
    };
    Ok(with_pauses(db, rows).await?.into_iter().filter_map(with_group).collect())
}

/// The groups in which a member has taken a seat.
pub(super) async fn own_groups(db: &impl ConnectionTrait, member: &Member) -> Result<Vec<Group>> {
    let seats = seats_of(db, member.community().id, member.id()).await?;
    let seated = seats.into_iter().filter(|(seat, _)| seat.accepted_at.is_some());
    Ok(seated.map(|(_, group)| group).collect())
}

/// Up to `limit` offered seats of a founding after this one, for work in chunks.
pub async fn offers_of_founding(
    db: &impl ConnectionTrait,
    founding: FoundingId,
    after: Option<SeatId>,
    limit: u64,
) -> Result<Vec<SeatId>> {
    let mut offered = seat::Entity::find()
        .inner_join(peer_group::Entity)
        .filter(peer_group::Column::FoundingId.eq(founding))
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null());
    if let Some(after) = after {
        offered = offered.filter(seat::Column::Id.gt(after));
    }
    let rows = offered.order_by_asc(seat::Column::Id).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The groups of a founding, to ask about them within another question.
pub fn groups_of(founding: FoundingId) -> SelectStatement {
    let own = peer_group::Entity::find().filter(peer_group::Column::FoundingId.eq(founding));
    own.select_only().column(peer_group::Column::Id).into_query()
}

/// The seats of a founding that are kept for someone who may still answer, to ask about them likewise.
pub fn open_seats_of(founding: FoundingId) -> SelectStatement {
    let open = seat::Entity::find()
        .filter(seat::Column::GroupId.in_subquery(groups_of(founding)))
        .filter(seat::Column::AcceptedAt.is_null())
        .filter(seat::Column::EndedAt.is_null());
    open.select_only().column(seat::Column::Id).into_query()
}

/// Who has, had or was offered these seats.
pub async fn holders(
    db: &impl ConnectionTrait,
    community: CommunityId,
    seats: &[SeatId],
) -> Result<BTreeMap<SeatId, MemberId>> {
    let rows = seat::Entity::find()
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::Id.is_in(seats.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.member_id)).collect())
}

/// To whom a seat was offered, and when that was taken back, if it was.
pub async fn withdrawn(db: &impl ConnectionTrait, id: SeatId) -> Result<Option<(MemberId, Moment)>> {
    let ended = seat::Column::End.eq(SeatEnd::Withdrawn);
    let row = seat::Entity::find_by_id(id).filter(ended).one(db).await?;
    Ok(row.and_then(|row| Some((row.member_id, row.ended_at?))))
}

/// The seats that a member was ever offered.
pub async fn asked_for(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Vec<SeatId>> {
    let rows = seat::Entity::find()
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::MemberId.eq(member))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Which of these members have or had a seat in the group, or were offered one.
pub async fn has_been_asked(
    db: &impl ConnectionTrait,
    group: GroupId,
    members: &[MemberId],
) -> Result<Vec<MemberId>> {
    let rows = seat::Entity::find()
        .filter(seat::Column::GroupId.eq(group))
        .filter(seat::Column::MemberId.is_in(members.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.member_id).collect())
}

/// Everyone with a seat, or the offer of one, in a living group of the community.
pub async fn members_with_seats(
    db: &impl ConnectionTrait,
    community: CommunityId,
) -> Result<BTreeSet<MemberId>> {
    let rows: Vec<MemberId> = seat::Entity::find()
        .select_only()
        .column(seat::Column::MemberId)
        .inner_join(peer_group::Entity)
        .filter(peer_group::Column::ClosedAt.is_null())
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::EndedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The groups in which each of these members took a seat, whether they still have it or not.
pub async fn seats_ever_taken(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, GroupId)>> {
    /// Beyond so many, those of the whole community are as quick, and no database has a limit for it.
    const NAMED: usize = 500;
    let few = Some(members).filter(|members| members.len() <= NAMED);
    Ok(seat::Entity::find()
        .select_only()
        .columns([seat::Column::MemberId, seat::Column::GroupId])
        .filter(seat::Column::CommunityId.eq(community))
        .filter(seat::Column::AcceptedAt.is_not_null())
        .apply_if(few, |query, few| query.filter(seat::Column::MemberId.is_in(few.iter().copied())))
        .order_by_asc(seat::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// Every name that a group of the community has or had.
pub async fn names_taken(db: &impl ConnectionTrait, community: CommunityId) -> Result<Vec<String>> {
    Ok(peer_group::Entity::find()
        .select_only()
        .column(peer_group::Column::Name)
        .filter(peer_group::Column::CommunityId.eq(community))
        .into_tuple()
        .all(db)
        .await?)
}

/// The crests of the groups of a community that live or are being prepared.
pub(super) async fn crests_taken(db: &impl ConnectionTrait, community: CommunityId) -> Result<crest::Taken> {
    let rows: Vec<(i32, i32, i32)> = peer_group::Entity::find()
        .select_only()
        .columns([peer_group::Column::Division, peer_group::Column::Charge, peer_group::Column::Tincture])
        .distinct()
        .filter(peer_group::Column::CommunityId.eq(community))
        .filter(peer_group::Column::ClosedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut taken = crest::Taken::default();
    for (division, charge, tincture) in rows {
        taken.insert(crest_of(division, charge, tincture, false));
    }
    Ok(taken)
}

/// The community of a founding whose groups are still being prepared.
pub(super) async fn open_founding(db: &impl ConnectionTrait, id: FoundingId) -> Result<Option<CommunityId>> {
    let row = founding::Entity::find_by_id(id)
        .filter(Condition::all().add(founding::Column::FoundedAt.is_null()))
        .one(db)
        .await?;
    Ok(row.map(|row| row.community_id))
}

/// Which seats agreed to the purpose as it stands.
pub(super) async fn agreements(db: &impl ConnectionTrait, seat: &Seat) -> Result<Vec<SeatId>> {
    let rows = purpose_agreement::Entity::find()
        .filter(purpose_agreement::Column::GroupId.eq(seat.group().id))
        .filter(purpose_agreement::Column::GroupVersion.eq(seat.group().version))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.seat_id).collect())
}

/// What the holders of these seats agreed to: the seat, and the version of the purpose.
pub(super) async fn agreed(db: &impl ConnectionTrait, seats: &[SeatRow]) -> Result<BTreeSet<(SeatId, i32)>> {
    let rows = purpose_agreement::Entity::find()
        .filter(purpose_agreement::Column::SeatId.is_in(seats.iter().map(|seat| seat.id)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.seat_id, row.group_version)).collect())
}

/// Someone at a group's table: what the community may know of them there.
#[derive(Clone, Debug)]
pub struct Chair {
    pub seat: SeatRow,
    pub person: PersonId,
    pub name: String,
    /// An IANA name.
    pub zone: String,
    /// Trade and place, as the roster has it; empty where it says nothing.
    pub line: String,
    /// Weekly hours, where given.
    pub hours: Option<calendar::WeeklyHours>,
}

impl Chair {
    pub fn is_seated(&self) -> bool {
        self.seat.accepted_at.is_some()
    }

    /// Whether they are away for a while, with the seat kept.
    pub fn is_paused(&self, now: Moment) -> bool {
        self.seat.is_paused(now)
    }

    /// The last day on which they are away, in words; empty where they are there.
    pub fn paused_until(&self, now: Moment) -> String {
        self.seat.pause().filter(|pause| pause.is_on(now)).map(Pause::last).unwrap_or_default()
    }

    /// Whether they sit there now: asked for hours, answers and votes, and counted.
    pub fn takes_part(&self, now: Moment) -> bool {
        self.seat.takes_part(now)
    }

    pub fn leads(&self) -> bool {
        self.seat.role() == Role::Facilitator
    }

    /// The city of their zone, or that it is not known.
    pub fn city(&self, words: &Words) -> String {
        if self.has_zone() { zone(&self.zone).city() } else { words.say("common-hours-no-zone").to_string() }
    }

    /// Whether they named a zone; whoever enters without one is given UTC.
    pub fn has_zone(&self) -> bool {
        self.zone != "UTC"
    }

    pub fn zone(&self) -> calendar::Zone {
        zone(&self.zone)
    }

    /// The clock by which they read: the one they chose, else the one of their profile.
    pub fn clock(&self, chosen: &str) -> calendar::Zone {
        if chosen == "UTC" { self.zone() } else { zone(chosen) }
    }
}

/// The clock by which somebody at a table reads pages and letters: the one they chose, else the one of their
/// profile.
pub fn reading_clock(chosen: &str, own: Option<&Chair>) -> calendar::Zone {
    own.map_or_else(|| zone(chosen), |own| own.clock(chosen))
}

fn zone(name: &str) -> calendar::Zone {
    calendar::Zone::named(name).unwrap_or_else(|_| calendar::Zone::utc())
}

/// Who sits at a group's table or has been asked to.
pub async fn table(db: &impl ConnectionTrait, group: &Group) -> Result<Vec<Chair>> {
    let seats = seats(db, &[group.id]).await?;
    let ids: Vec<MemberId> = seats.iter().map(|seat| seat.member).collect();
    let members = community::members_by_id(db, group.community, &ids).await?;
    let people: Vec<PersonId> = members.iter().map(|member| member.person).collect();
    let addresses = accounts::addresses(db, &people).await?;
    let profiles = roster::profiles(db, group.community, &Selection::These(ids)).await?;
    let chair = |seat: SeatRow| {
        let member = members.iter().find(|member| member.id == seat.member && !member.has_left)?;
        let address = addresses.iter().find(|address| address.id == member.person)?;
        let profile = profiles.iter().find(|(id, _)| *id == seat.member).map(|(_, profile)| profile);
        Some(Chair {
            seat,
            person: member.person,
            name: member.name.clone(),
            zone: profile.and_then(|profile| profile.time_zone.clone()).unwrap_or(address.zone.clone()),
            line: profile.map(line_of).unwrap_or_default(),
            hours: profile.and_then(hours_of),
        })
    };
    Ok(seats.into_iter().filter_map(chair).collect())
}

/// Those who sit on these chairs, each with where letters reach them.
pub async fn with_addresses(db: &impl ConnectionTrait, chairs: Vec<Chair>) -> Result<Vec<(Chair, Address)>> {
    let people: Vec<PersonId> = chairs.iter().map(|chair| chair.person).collect();
    let addresses = accounts::addresses(db, &people).await?;
    let address = |chair: Chair| {
        let address = addresses.iter().find(|address| address.id == chair.person)?.clone();
        Some((chair, address))
    };
    Ok(chairs.into_iter().filter_map(address).collect())
}

fn line_of(profile: &Profile) -> String {
    let facts = [&profile.function, &profile.organisation, &profile.industry];
    facts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn hours_of(profile: &Profile) -> Option<calendar::WeeklyHours> {
    let hours = calendar::WeeklyHours::parse(profile.availability.as_deref()?).ok()?;
    (!hours.is_empty()).then_some(hours)
}
