//! `Member` and `Operator`: rights in one community, minted here from the address and the session.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use store::Id as _;

use super::entities::{CommunityId, MemberId};
use super::queries::{self, Community};
use crate::accounts::Person;
use crate::app::keyring::{Opens, Scope, Seals};
use crate::app::{App, AppError, Result};

/// A member of a community. Opens what this member keeps for themselves.
#[derive(Clone, Debug)]
pub struct Member {
    id: MemberId,
    name: String,
    community: Community,
    person: Person,
}

impl Member {
    pub fn id(&self) -> MemberId {
        self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn community(&self) -> &Community {
        &self.community
    }

    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The membership of a person in a community, for the capabilities that own what follows from it.
    pub async fn of(app: &App, person: Person, community: Community) -> Result<Option<Self>> {
        let found = queries::membership(app.db(), community.id, person.id()).await?;
        Ok(found.map(|found| Self { id: found.id, name: found.name, community, person }))
    }

    /// Every membership of a person.
    pub async fn all_of(app: &App, person: &Person) -> Result<Vec<Self>> {
        let belonging = queries::belonging(app.db(), person.id()).await?;
        let member = |(community, id): (Community, MemberId)| Self {
            id,
            name: person.name().to_owned(),
            community,
            person: person.clone(),
        };
        Ok(belonging.member_of.into_iter().map(member).collect())
    }
}

impl Seals for Member {
    fn scope(&self) -> Scope {
        Scope::member(self.community.id.uuid(), self.id.uuid())
    }
}

impl Opens for Member {}

/// Someone who runs a community. Opens what is told to those who run it, and nothing of any group.
#[derive(Clone, Debug)]
pub struct Operator {
    community: Community,
    person: Person,
}

impl Operator {
    pub fn community(&self) -> &Community {
        &self.community
    }

    pub fn id(&self) -> CommunityId {
        self.community.id
    }

    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The operator's right of a person in a community, if they have it.
    pub async fn of(app: &App, person: Person, community: Community) -> Result<Option<Self>> {
        let is_one = queries::is_operator(app.db(), community.id, person.id()).await?;
        Ok(is_one.then_some(Self { community, person }))
    }

    /// Every community that a person runs.
    pub async fn all_of(app: &App, person: &Person) -> Result<Vec<Self>> {
        let belonging = queries::belonging(app.db(), person.id()).await?;
        let operator = |community: Community| Self { community, person: person.clone() };
        Ok(belonging.operator_of.into_iter().map(operator).collect())
    }
}

impl Seals for Operator {
    fn scope(&self) -> Scope {
        Scope::community(self.community.id.uuid())
    }
}

impl Opens for Operator {}

/// The community in the address, for pages that everyone may see.
pub async fn public(parts: &mut Parts, app: &App) -> Result<Community> {
    let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| AppError::NotFound)?;
    let slug = params.iter().find(|(name, _)| *name == "community").map(|(_, slug)| slug.to_owned());
    let slug = slug.ok_or(AppError::NotFound)?;
    queries::by_slug(app.db(), &slug).await?.ok_or(AppError::NotFound)
}

impl FromRequestParts<App> for Community {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        public(parts, app).await
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let person = <Person as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let community = public(parts, app).await?;
        Self::of(app, person, community).await?.ok_or(AppError::NotFound)
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let person = <Person as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let community = public(parts, app).await?;
        Self::of(app, person, community).await?.ok_or(AppError::NotFound)
    }
}
