//! Questions about who comes in, was asked, answered and waits.

use peergroups::conflict::Conflicts;
use peergroups::profile::Profile;
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
use crate::groups::{self, FoundingId, Group, GroupId, SeatId};
use crate::roster::{self, Selection};

const LIST: u64 = 50;

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

/// The latest invitations of a community with this answer, or without any.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    community: CommunityId,
    answer: Option<Answered>,
) -> Result<Vec<Invitation>> {
    let asked = invitation::Entity::find().filter(invitation::Column::CommunityId.eq(community));
    let asked = match answer {
        Some(answer) => {
            asked.filter(invitation::Column::Answer.eq(answer)).order_by_desc(invitation::Column::AnsweredAt)
        }
        None => {
            asked.filter(invitation::Column::Answer.is_null()).order_by_asc(invitation::Column::InvitedAt)
        }
    };
    let rows = asked.order_by_asc(invitation::Column::Id).limit(LIST).all(db).await?;
    Ok(rows.into_iter().map(Invitation::from).collect())
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

/// The first of a community's waiting list, longest first.
pub(super) async fn waiting_list(db: &impl ConnectionTrait, community: CommunityId) -> Result<Vec<Waiting>> {
    let rows = waiting::Entity::find()
        .filter(waiting::Column::CommunityId.eq(community))
        .filter(waiting::Column::Until.is_null())
        .order_by_asc(waiting::Column::Since)
        .order_by_asc(waiting::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Waiting { member: row.member_id, why: row.why, since: row.since })
        .collect())
}

pub(super) async fn waits(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<bool> {
    let row = waiting::Entity::find()
        .filter(waiting::Column::CommunityId.eq(community))
        .filter(waiting::Column::MemberId.eq(member))
        .filter(waiting::Column::Until.is_null())
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// Who could take a free seat of a group: of those who wait, the first who was not asked before and with
/// whom nobody at the table has a conflict of interest.
pub(super) async fn replacement(
    db: &impl ConnectionTrait,
    group: &Group,
    waiting: &[Waiting],
) -> Result<Option<Replacement>> {
    let members: Vec<MemberId> = waiting.iter().map(|waiting| waiting.member).collect();
    let asked = groups::has_been_asked(db, group.id, &members).await?;
    let seated: Vec<MemberId> =
        groups::seats(db, &[group.id]).await?.into_iter().map(|seat| seat.member).collect();
    let candidates: Vec<MemberId> = members.into_iter().filter(|member| !asked.contains(member)).collect();
    let everyone: Vec<MemberId> = candidates.iter().chain(&seated).copied().collect();
    let profiles = roster::profiles(db, group.community, &Selection::These(everyone.clone())).await?;
    let apart = roster::named_conflicts(db, group.community, &everyone).await?;
    Ok(first_without_conflict(&candidates, &seated, &profiles, &apart))
}

/// Someone who could take a free seat, and what they would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) member: MemberId,
    /// Their industry, where nobody at the table is of it.
    pub(super) new_industry: Option<String>,
}

fn first_without_conflict(
    candidates: &[MemberId],
    seated: &[MemberId],
    profiles: &[(MemberId, Profile)],
    apart: &[(MemberId, MemberId)],
) -> Option<Replacement> {
    let plain: Vec<Profile> = profiles.iter().map(|(_, profile)| profile.clone()).collect();
    let conflicts = Conflicts::among(&plain);
    let position = |member: MemberId| profiles.iter().position(|(other, _)| *other == member);
    let clash = |one: MemberId, other: MemberId| {
        let named = apart.contains(&(one, other)) || apart.contains(&(other, one));
        let found = match (position(one), position(other)) {
            (Some(one), Some(other)) => !conflicts.between(one, other).is_empty(),
            _ => false,
        };
        named || found
    };
    let fitting = candidates.iter().find(|one| seated.iter().all(|other| !clash(**one, *other)))?;
    let industry = |member: MemberId| position(member).and_then(|at| plain.get(at)?.industry.clone());
    let own = industry(*fitting);
    let is_new = seated.iter().all(|other| industry(*other) != own);
    Some(Replacement { member: *fitting, new_industry: own.filter(|_| is_new) })
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

/// Requests of a community that wait for a decision, oldest first; of one group, or of all.
pub(super) async fn requests(
    db: &impl ConnectionTrait,
    community: CommunityId,
    group: Option<GroupId>,
) -> Result<Vec<SeatRequest>> {
    let mut open = seat_request::Entity::find()
        .filter(seat_request::Column::CommunityId.eq(community))
        .filter(seat_request::Column::DecidedAt.is_null());
    if let Some(group) = group {
        open = open.filter(seat_request::Column::GroupId.eq(group));
    }
    let rows = open.order_by_asc(seat_request::Column::Id).limit(LIST).all(db).await?;
    Ok(rows.into_iter().map(SeatRequest::from).collect())
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

/// Confirmed applications that wait for a decision, oldest first.
pub(super) async fn applications(
    db: &impl ConnectionTrait,
    community: CommunityId,
) -> Result<Vec<Application>> {
    let rows = application::Entity::find()
        .filter(application::Column::CommunityId.eq(community))
        .filter(application::Column::ConfirmedAt.is_not_null())
        .filter(application::Column::DecidedAt.is_null())
        .order_by_asc(application::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Application::from).collect())
}

#[cfg(test)]
mod tests {
    use peergroups::profile::Email;
    use store::Id as _;

    use super::*;

    fn member(number: u128) -> MemberId {
        MemberId::from_uuid(Uuid::from_u128(number))
    }

    fn profile(number: u128, organisation: &str, industry: &str) -> (MemberId, Profile) {
        let email = Email::parse(&format!("p{number}@example.org")).unwrap();
        let profile = Profile {
            organisation: Some(organisation.to_owned()),
            industry: Some(industry.to_owned()),
            ..Profile::new(format!("P {number}"), email)
        };
        (member(number), profile)
    }

    #[test]
    fn a_seat_is_proposed_to_the_first_who_waits_and_has_no_conflict_at_the_table() {
        let profiles = [
            profile(1, "Baltic Ferries", "shipping"),
            profile(2, "Baltic Ferries Ltd", "shipping"),
            profile(3, "Northern Mills", "textiles"),
            profile(4, "Sun Bakery", "food"),
        ];
        let seated = [member(1)];
        let (colleague, named_apart, free) = (member(2), member(3), member(4));
        let apart = [(member(1), named_apart)];
        let found = first_without_conflict(&[colleague, named_apart, free], &seated, &profiles, &apart);
        assert_eq!(found, Some(Replacement { member: free, new_industry: Some("food".to_owned()) }));
        assert_eq!(first_without_conflict(&[colleague], &seated, &profiles, &apart), None);
    }
}
