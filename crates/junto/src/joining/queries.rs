//! Questions about who comes in, was asked, answered and waits.

use sea_orm::QueryOrder as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait as _;
use store::Moment;

use super::entities::{
    About, Answered, ApplicationId, InvitationId, SeatRequestId, Why, application, invitation, seat_request,
    waiting,
};
use crate::app::Result;
use crate::app::keyring::Sealed;
use crate::community::{CommunityId, Member, MemberId};
use crate::groups::{self, FoundingId, GroupId, SeatId};

/// As many requests as are told of one member.
const LIST: u64 = 50;
/// Lines on one page of a long list.
const PAGE: u64 = 20;

/// A part of a long list, and how long that is. Parts count from 1; after the last comes the last.
#[derive(Clone, Debug)]
pub(super) struct Part<T> {
    pub(super) lines: Vec<T>,
    pub(super) number: u64,
    pub(super) size: u64,
    pub(super) total: u64,
}

impl<T> Part<T> {
    /// Of which `lines` are one page, found elsewhere.
    pub(super) fn new(lines: Vec<T>, number: u64, size: u64, total: u64) -> Self {
        Self { lines, number: number.clamp(1, Ord::max(total.div_ceil(size), 1)), size, total }
    }
}

async fn part<E, T>(db: &impl ConnectionTrait, list: Select<E>, number: u64) -> Result<Part<T>>
where
    E: EntityTrait,
    E::Model: Send + Sync,
    T: From<E::Model>,
{
    let total = list.clone().count(db).await?;
    let part = Part::new(Vec::new(), number, PAGE, total);
    let rows = list.offset((part.number - 1).saturating_mul(PAGE)).limit(PAGE).all(db).await?;
    Ok(Part { lines: rows.into_iter().map(T::from).collect(), ..part })
}

/// An invitation and how it stands.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub community: CommunityId,
    pub group: GroupId,
    pub seat: SeatId,
    pub invited_at: Moment,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
    pub answer: Option<Answered>,
    pub(super) words: Option<Sealed>,
}

impl From<invitation::Model> for Invitation {
    fn from(row: invitation::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            group: row.group_id,
            seat: row.seat_id,
            invited_at: row.invited_at,
            expires_at: row.expires_at,
            answered_at: row.answered_at,
            answer: row.answer,
            words: row.words,
        }
    }
}

/// The invitation whose letter carried the secret with this hash.
pub(super) async fn invitation_by_token(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<Invitation>> {
    let row =
        invitation::Entity::find().filter(invitation::Column::TokenHash.eq(hash.to_vec())).one(db).await?;
    Ok(row.map(Invitation::from))
}

/// The invitations to these seats, in no order.
pub(super) async fn invitations_to(db: &impl ConnectionTrait, seats: &[SeatId]) -> Result<Vec<Invitation>> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::SeatId.is_in(seats.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Invitation::from).collect())
}

/// Which invitations a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// Declined, the latest first.
    Declined,
    /// Would come at another hour, and the seat is still offered; the latest first.
    AnotherHour,
    /// Not answered, and the seat is still offered; longest first.
    Open,
}

/// A part of the invitations of a community.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    community: CommunityId,
    listed: Listed,
    number: u64,
) -> Result<Part<Invitation>> {
    let of = invitation::Entity::find().filter(invitation::Column::CommunityId.eq(community));
    let is_offered = invitation::Column::SeatId.in_subquery(groups::open_offers(community));
    let list = match listed {
        Listed::Declined => of
            .filter(invitation::Column::Answer.eq(Answered::Declined))
            .order_by_desc(invitation::Column::AnsweredAt),
        Listed::AnotherHour => of
            .filter(invitation::Column::Answer.eq(Answered::AnotherHour))
            .filter(is_offered)
            .order_by_desc(invitation::Column::AnsweredAt),
        Listed::Open => of
            .filter(invitation::Column::Answer.is_null())
            .filter(is_offered)
            .order_by_asc(invitation::Column::InvitedAt),
    };
    part(db, list.order_by_asc(invitation::Column::Id), number).await
}

/// How those were heard who were asked into the groups of a founding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub accepted: usize,
    pub declined: usize,
    /// Would come at another hour; the seat is kept for them.
    pub another_hour: usize,
    /// Have not answered; the seat is kept for them.
    pub silent: usize,
}

impl Answers {
    pub fn asked(self) -> usize {
        self.accepted + self.declined + self.outstanding()
    }

    /// Whose seats are neither taken nor free.
    pub fn outstanding(self) -> usize {
        self.another_hour + self.silent
    }
}

/// The answers to the invitations into the groups of a founding. Offers that were taken back do not count.
pub async fn answers(
    db: &impl ConnectionTrait,
    community: CommunityId,
    founding: FoundingId,
) -> Result<Answers> {
    let is_settled = invitation::Column::Answer.is_in([Answered::Accepted, Answered::Declined]);
    let is_open = invitation::Column::SeatId.in_subquery(groups::open_seats_of(founding));
    let rows: Vec<(Option<Answered>, i64)> = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Answer)
        .column_as(invitation::Column::Id.count(), "people")
        .filter(invitation::Column::CommunityId.eq(community))
        .filter(invitation::Column::GroupId.in_subquery(groups::groups_of(founding)))
        .filter(is_settled.or(is_open))
        .group_by(invitation::Column::Answer)
        .into_tuple()
        .all(db)
        .await?;
    let mut answers = Answers::default();
    for (answer, people) in rows {
        let people = usize::try_from(people).unwrap_or_default();
        match answer {
            Some(Answered::Accepted) => answers.accepted = people,
            Some(Answered::Declined) => answers.declined = people,
            Some(Answered::AnotherHour) => answers.another_hour = people,
            None => answers.silent = people,
        }
    }
    Ok(answers)
}

/// Someone on the waiting list.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub member: MemberId,
    pub why: Why,
    pub since: Moment,
}

impl From<waiting::Model> for Waiting {
    fn from(row: waiting::Model) -> Self {
        Self { member: row.member_id, why: row.why, since: row.since }
    }
}

/// A community's waiting list, longest first.
fn list_of(community: CommunityId) -> Select<waiting::Entity> {
    waiting::Entity::find()
        .filter(waiting::Column::CommunityId.eq(community))
        .filter(waiting::Column::Until.is_null())
        .order_by_asc(waiting::Column::Since)
        .order_by_asc(waiting::Column::Id)
}

/// A part of a community's waiting list, longest first.
pub(super) async fn waiting_list(
    db: &impl ConnectionTrait,
    community: CommunityId,
    number: u64,
) -> Result<Part<Waiting>> {
    part(db, list_of(community), number).await
}

/// The first of a community's waiting list, at most so many.
pub(super) async fn longest_waiting(
    db: &impl ConnectionTrait,
    community: CommunityId,
    most: u64,
) -> Result<Vec<Waiting>> {
    let rows = list_of(community).limit(most).all(db).await?;
    Ok(rows.into_iter().map(Waiting::from).collect())
}

pub(super) async fn count_waiting(db: &impl ConnectionTrait, community: CommunityId) -> Result<u64> {
    Ok(list_of(community).count(db).await?)
}

/// Since when a member waits, if they do, and how many have waited longer.
pub(super) async fn place_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Option<(Moment, u64)>> {
    let row = list_of(community).filter(waiting::Column::MemberId.eq(member)).one(db).await?;
    let Some(own) = row else { return Ok(None) };
    let longer = list_of(community).filter(waiting::Column::Since.lt(own.since)).count(db).await?;
    Ok(Some((own.since, longer)))
}

pub(super) async fn waits(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<bool> {
    let row = list_of(community).filter(waiting::Column::MemberId.eq(member)).one(db).await?;
    Ok(row.is_some())
}

/// A request for a seat that nobody has decided.
#[derive(Clone, Debug)]
pub struct SeatRequest {
    pub id: SeatRequestId,
    pub group: GroupId,
    pub member: MemberId,
    pub asked_at: Moment,
    pub(super) words: Sealed,
}

impl From<seat_request::Model> for SeatRequest {
    fn from(row: seat_request::Model) -> Self {
        Self {
            id: row.id,
            group: row.group_id,
            member: row.member_id,
            asked_at: row.asked_at,
            words: row.words,
        }
    }
}

/// How many requests of a community wait for a decision; of one group, or of all.
pub(super) async fn count_requests(
    db: &impl ConnectionTrait,
    community: CommunityId,
    group: Option<GroupId>,
) -> Result<u64> {
    Ok(open_requests(community, group).count(db).await?)
}

/// A part of these requests, oldest first.
pub(super) async fn request_list(
    db: &impl ConnectionTrait,
    community: CommunityId,
    group: Option<GroupId>,
    number: u64,
) -> Result<Part<SeatRequest>> {
    part(db, open_requests(community, group), number).await
}

/// The request of a member for a seat of a group, if it waits for a decision.
pub(super) async fn request_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    group: GroupId,
    member: MemberId,
) -> Result<Option<SeatRequest>> {
    let of = open_requests(community, Some(group)).filter(seat_request::Column::MemberId.eq(member));
    Ok(of.one(db).await?.map(SeatRequest::from))
}

fn open_requests(community: CommunityId, group: Option<GroupId>) -> Select<seat_request::Entity> {
    let open = seat_request::Entity::find()
        .filter(seat_request::Column::CommunityId.eq(community))
        .filter(seat_request::Column::DecidedAt.is_null())
        .order_by_asc(seat_request::Column::Id);
    match group {
        Some(group) => open.filter(seat_request::Column::GroupId.eq(group)),
        None => open,
    }
}

/// The requests of a member that wait for a decision, oldest first.
pub(super) async fn own_requests(db: &impl ConnectionTrait, member: &Member) -> Result<Vec<SeatRequest>> {
    let rows = seat_request::Entity::find()
        .filter(seat_request::Column::CommunityId.eq(member.community().id))
        .filter(seat_request::Column::MemberId.eq(member.id()))
        .filter(seat_request::Column::DecidedAt.is_null())
        .order_by_asc(seat_request::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(SeatRequest::from).collect())
}

/// A request that waits for a decision, of one group or of any.
pub(super) async fn request(
    db: &impl ConnectionTrait,
    community: CommunityId,
    group: Option<GroupId>,
    id: SeatRequestId,
) -> Result<Option<SeatRequest>> {
    let row = seat_request::Entity::find_by_id(id)
        .filter(seat_request::Column::CommunityId.eq(community))
        .filter(seat_request::Column::DecidedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(SeatRequest::from).filter(|request| group.is_none_or(|group| request.group == group)))
}

/// An application whose address was confirmed and that nobody has decided.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: ApplicationId,
    pub community: CommunityId,
    pub name: String,
    pub email: String,
    pub about: About,
    pub applied_at: Moment,
    pub is_confirmed: bool,
    pub is_decided: bool,
    pub(super) words: Sealed,
}

impl From<application::Model> for Application {
    fn from(row: application::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            name: row.name,
            email: row.email,
            about: row.profile,
            applied_at: row.applied_at,
            is_confirmed: row.confirmed_at.is_some(),
            is_decided: row.decided_at.is_some(),
            words: row.words,
        }
    }
}

pub(super) async fn application_by_token(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<Application>> {
    let row =
        application::Entity::find().filter(application::Column::TokenHash.eq(hash.to_vec())).one(db).await?;
    Ok(row.map(Application::from))
}

pub(super) async fn application(
    db: &impl ConnectionTrait,
    community: CommunityId,
    id: ApplicationId,
) -> Result<Option<Application>> {
    let row = application::Entity::find_by_id(id)
        .filter(application::Column::CommunityId.eq(community))
        .one(db)
        .await?;
    Ok(row.map(Application::from))
}

/// A part of the confirmed applications that wait for a decision, oldest first.
pub(super) async fn application_list(
    db: &impl ConnectionTrait,
    community: CommunityId,
    number: u64,
) -> Result<Part<Application>> {
    part(db, open_applications(community), number).await
}

pub(super) async fn count_applications(db: &impl ConnectionTrait, community: CommunityId) -> Result<u64> {
    Ok(open_applications(community).count(db).await?)
}

fn open_applications(community: CommunityId) -> Select<application::Entity> {
    application::Entity::find()
        .filter(application::Column::CommunityId.eq(community))
        .filter(application::Column::ConfirmedAt.is_not_null())
        .filter(application::Column::DecidedAt.is_null())
        .order_by_asc(application::Column::Id)
}
