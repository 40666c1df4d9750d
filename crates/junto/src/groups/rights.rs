//! `Seat` and `Facilitator`: rights in one group, minted here from the address and the session; and
//! `Offer`, what someone holds who has been asked and has not answered.
//!
//! There is no right here by which an operator opens what a group says.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use peergroups::role::Role;
use sea_orm::ConnectionTrait;
use store::Id as _;

use super::entities::{GroupId, Reason, SeatId};
use super::pause;
use super::queries::{self, Group, SeatRow};
use crate::accounts::Person;
use crate::app::keyring::{Opens, Scope, Seals};
use crate::app::{App, AppError, Result};
use crate::community::{self, CommunityId, Member, MemberId, Operator};

/// A member's living, accepted seat in a living group. Opens what the group says.
#[derive(Clone, Debug)]
pub struct Seat {
    id: SeatId,
    role: Role,
    group: Group,
    member: Member,
    is_paused: bool,
}

impl Seat {
    pub fn id(&self) -> SeatId {
        self.id
    }

    pub fn role(&self) -> Role {
        self.role
    }

    pub fn group(&self) -> &Group {
        &self.group
    }

    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The address of a page of this group: `seat.path("/purpose")`.
    pub fn path(&self, rest: &str) -> String {
        self.group.path(rest)
    }

    pub(super) async fn of(app: &App, person: Person, group: GroupId) -> Result<Option<Self>> {
        let Some(group) = queries::group(app.db(), group).await? else { return Ok(None) };
        let community = community::by_id(app.db(), group.community).await?;
        let Some(member) = Member::of(app, person, community).await? else { return Ok(None) };
        let Some(row) = queries::accepted_seat(app.db(), group.id, member.id()).await? else {
            return Ok(None);
        };
        let is_paused = row.is_paused(app.clock().now());
        Ok(Some(Self { id: row.id, role: row.role(), group, member, is_paused }))
    }
}

impl Seals for Seat {
    fn scope(&self) -> Scope {
        Scope::group(self.group.community.uuid(), self.group.id.uuid())
    }
}

impl Opens for Seat {}

impl FromRequestParts<App> for Seat {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let person = <Person as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| AppError::NotFound)?;
        let group = params.iter().find(|(name, _)| *name == "group").and_then(|(_, id)| id.parse().ok());
        let seat =
            Self::of(app, person, group.ok_or(AppError::NotFound)?).await?.ok_or(AppError::NotFound)?;
        if seat.is_paused {
            let to = pause::path(seat.member.community(), seat.group.id);
            return Err(AppError::Elsewhere { to });
        }
        Ok(seat)
    }
}

/// A seat whose holder has the duty to run meetings.
#[derive(Clone, Debug)]
pub struct Facilitator(Seat);

impl Facilitator {
    /// The same seat as one that leads, if it does.
    pub fn of(seat: &Seat) -> Option<Self> {
        (seat.role == Role::Facilitator).then(|| Self(seat.clone()))
    }

    pub fn seat(&self) -> &Seat {
        &self.0
    }
}

impl FromRequestParts<App> for Facilitator {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let seat = <Seat as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        Self::of(&seat).ok_or(AppError::NotFound)
    }
}

/// What passes between one member and the facilitator of their group, or those who speak to that member alone. It
/// lies under the member's own key, which opens for nobody else at the table.
#[derive(Clone, Copy, Debug)]
pub struct Confidence {
    community: CommunityId,
    member: MemberId,
}

impl Confidence {
    /// What somebody says in confidence, and what is said to them.
    pub fn own(seat: &Seat) -> Self {
        Self { community: seat.group().community, member: seat.member().id() }
    }

    /// What somebody at the facilitator's own table told them.
    pub fn heard(facilitator: &Facilitator, from: &SeatRow) -> Option<Self> {
        let group = facilitator.seat().group();
        (group.id == from.group).then_some(Self { community: group.community, member: from.member })
    }
}

impl Seals for Confidence {
    fn scope(&self) -> Scope {
        Scope::member(self.community.uuid(), self.member.uuid())
    }
}

impl Opens for Confidence {}

/// Whoever may offer a free seat of a group.
#[derive(Clone, Copy, Debug)]
pub enum Convener<'a> {
    /// In any group of their community.
    Operator(&'a Operator),
    /// In their own group.
    Facilitator(&'a Facilitator),
}

impl Convener<'_> {
    /// Who it is, for the records.
    pub fn person(&self) -> &Person {
        match self {
            Self::Operator(operator) => operator.person(),
            Self::Facilitator(facilitator) => facilitator.seat().member().person(),
        }
    }

    pub(super) fn convenes(&self, group: &Group) -> bool {
        match self {
            Self::Operator(operator) => operator.id() == group.community,
            Self::Facilitator(facilitator) => facilitator.seat().group().id == group.id,
        }
    }
}

/// A seat that was offered to a member who has not answered yet. It opens nothing.
#[derive(Clone, Debug)]
pub struct Offer {
    pub(super) id: SeatId,
    pub(super) group: Group,
    pub(super) member: MemberId,
    pub(super) reasons: Vec<Reason>,
}

impl Offer {
    /// The open offer of a seat. Whoever asks has made sure that its holder is speaking: by the secret of an
    /// invitation, or with [`Offer::to`].
    pub async fn of(db: &impl ConnectionTrait, seat: SeatId) -> Result<Option<Self>> {
        queries::offer(db, seat).await
    }

    /// The open offer of a seat to this member.
    pub async fn to(db: &impl ConnectionTrait, member: &Member, seat: SeatId) -> Result<Option<Self>> {
        Ok(Self::of(db, seat).await?.filter(|offer| offer.member == member.id()))
    }

    pub fn id(&self) -> SeatId {
        self.id
    }

    pub fn group(&self) -> &Group {
        &self.group
    }

    pub fn member(&self) -> MemberId {
        self.member
    }

    /// Why this member was asked.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

/// Seals a hello that comes with the acceptance, a moment before its author has a [`Seat`]. Nothing opens
/// by it.
pub(super) struct Newcomer<'a>(pub(super) &'a Group);

impl Seals for Newcomer<'_> {
    fn scope(&self) -> Scope {
        Scope::group(self.0.community.uuid(), self.0.id.uuid())
    }
}

/// Someone who belongs to the community in the address: a member, an operator, or both.
#[derive(Clone, Debug)]
pub struct Insider {
    pub member: Option<Member>,
    pub operator: Option<Operator>,
    pub community: community::Community,
    pub person: Person,
}

impl FromRequestParts<App> for Insider {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let person = <Person as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let community = community::public(parts, app).await?;
        let member = Member::of(app, person.clone(), community.clone()).await?;
        let operator = Operator::of(app, person.clone(), community.clone()).await?;
        if member.is_none() && operator.is_none() {
            return Err(AppError::NotFound);
        }
        Ok(Self { member, operator, community, person })
    }
}
