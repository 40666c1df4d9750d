//! Questions about communities and who belongs to them.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::Moment;

use super::entities::{CommunityId, Door, MemberId, OperatorId, community, member, operator};
use crate::accounts::{self, Address, PersonId};
use crate::app::{AppError, Result};

/// A community as everything below sees it.
#[derive(Clone, Debug)]
pub struct Community {
    pub id: CommunityId,
    pub slug: String,
    pub name: String,
    pub ink: String,
    pub about: String,
    pub for_whom: String,
    pub how_to_join: String,
    pub door: Door,
    pub version: i32,
}

impl Community {
    /// The address of a page of this community: `community.path("/roster")`.
    pub fn path(&self, rest: &str) -> String {
        format!("/c/{}{rest}", self.slug)
    }
}

impl From<community::Model> for Community {
    fn from(row: community::Model) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            ink: row.ink,
            about: row.about,
            for_whom: row.for_whom,
            how_to_join: row.how_to_join,
            door: row.door,
            version: row.version,
        }
    }
}

pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Community>> {
    let row = community::Entity::find().filter(community::Column::Slug.eq(slug)).one(db).await?;
    Ok(row.map(Community::from))
}

pub async fn by_id(db: &impl ConnectionTrait, id: CommunityId) -> Result<Community> {
    let row = community::Entity::find_by_id(id).one(db).await?;
    row.map(Community::from).ok_or(AppError::NotFound)
}

/// Which of these communities there are.
pub(super) async fn there(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let those = community::Column::Id.is_in(ids);
    let rows = community::Entity::find().select_only().column(community::Column::Id).filter(those);
    Ok(rows.into_tuple().all(db).await?)
}

/// Which of these members there are, whether or not they have left.
pub(super) async fn members_there(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let those = member::Column::Id.is_in(ids);
    let rows = member::Entity::find().select_only().column(member::Column::Id).filter(those);
    Ok(rows.into_tuple().all(db).await?)
}

/// Up to 20 communities, oldest first.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Community>> {
    let rows = community::Entity::find().order_by_asc(community::Column::CreatedAt).limit(20).all(db).await?;
    Ok(rows.into_iter().map(Community::from).collect())
}

/// A member's place.
#[derive(Clone, Debug)]
pub struct Membership {
    pub id: MemberId,
    pub community: CommunityId,
    pub person: PersonId,
    pub name: String,
    pub has_left: bool,
}

impl From<member::Model> for Membership {
    fn from(row: member::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            person: row.person_id,
            name: row.name,
            has_left: row.left_at.is_some(),
        }
    }
}

/// The living membership of a person in a community.
pub(super) async fn membership(
    db: &impl ConnectionTrait,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Membership>> {
    let row = member::Entity::find()
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::PersonId.eq(person))
        .filter(member::Column::LeftAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(Membership::from))
}

/// One member by id.
pub async fn member_named(
    db: &impl ConnectionTrait,
    community: CommunityId,
    id: MemberId,
) -> Result<Membership> {
    let found = members_by_id(db, community, &[id]).await?;
    found.into_iter().next().ok_or(AppError::NotFound)
}

/// These members of the community, whether or not they have left, in no order.
pub async fn members_by_id(
    db: &impl ConnectionTrait,
    community: CommunityId,
    ids: &[MemberId],
) -> Result<Vec<Membership>> {
    let rows = member::Entity::find()
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

/// The living memberships of these people in a community, in no order.
pub async fn members_of_people(
    db: &impl ConnectionTrait,
    community: CommunityId,
    people: &[PersonId],
) -> Result<Vec<Membership>> {
    let rows = member::Entity::find()
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::PersonId.is_in(people.iter().copied()))
        .filter(member::Column::LeftAt.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

/// The living memberships of a person, in all communities.
pub async fn memberships(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Membership>> {
    let rows = member::Entity::find()
        .filter(member::Column::PersonId.eq(person))
        .filter(member::Column::LeftAt.is_null())
        .order_by_asc(member::Column::Id)
        .limit(50)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

/// The places of these people, whether or not they have left.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    community: CommunityId,
    people: &[PersonId],
) -> Result<HashMap<PersonId, member::Model>> {
    let rows = member::Entity::find()
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::PersonId.is_in(people.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}

/// The first `limit` living members by name.
pub async fn members(
    db: &impl ConnectionTrait,
    community: CommunityId,
    limit: u64,
) -> Result<Vec<Membership>> {
    let rows = member::Entity::find()
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::LeftAt.is_null())
        .order_by_asc(member::Column::Name)
        .order_by_asc(member::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

pub(super) async fn is_operator(
    db: &impl ConnectionTrait,
    community: CommunityId,
    person: PersonId,
) -> Result<bool> {
    let row = operator::Entity::find()
        .filter(operator::Column::CommunityId.eq(community))
        .filter(operator::Column::PersonId.eq(person))
        .filter(operator::Column::Until.is_null())
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// Who runs a community, with their addresses.
pub async fn operators(db: &impl ConnectionTrait, community: CommunityId) -> Result<Vec<Address>> {
    Ok(terms(db, community).await?.into_iter().map(|term| term.address).collect())
}

/// An operator's term that has not ended.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) id: OperatorId,
    pub(super) address: Address,
    pub(super) since: Moment,
}

/// Who runs a community and since when, longest first.
pub(super) async fn terms(db: &impl ConnectionTrait, community: CommunityId) -> Result<Vec<Term>> {
    let rows = living_terms(community).limit(50).all(db).await?;
    let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let addresses = accounts::addresses(db, &people).await?;
    let term = |row: operator::Model| {
        let address = addresses.iter().find(|address| address.id == row.person_id)?.clone();
        Some(Term { id: row.id, address, since: row.since })
    };
    Ok(rows.into_iter().filter_map(term).collect())
}

/// The terms that have not ended, held until the transaction ends, so that no two who end each other's at
/// once leave nobody.
pub(super) async fn hold_terms(
    db: &impl ConnectionTrait,
    community: CommunityId,
) -> Result<Vec<(OperatorId, PersonId)>> {
    let rows = living_terms(community).lock_exclusive().all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.person_id)).collect())
}

fn living_terms(community: CommunityId) -> Select<operator::Entity> {
    operator::Entity::find()
        .filter(operator::Column::CommunityId.eq(community))
        .filter(operator::Column::Until.is_null())
        .order_by_asc(operator::Column::Since)
        .order_by_asc(operator::Column::Id)
}

/// Where a person belongs: communities in which they are a member, and those they run.
#[derive(Clone, Debug, Default)]
pub(super) struct Belonging {
    pub member_of: Vec<(Community, MemberId)>,
    pub operator_of: Vec<Community>,
}

pub(super) async fn belonging(db: &impl ConnectionTrait, person: PersonId) -> Result<Belonging> {
    let members = member::Entity::find()
        .filter(member::Column::PersonId.eq(person))
        .filter(member::Column::LeftAt.is_null())
        .limit(50)
        .all(db)
        .await?;
    let terms = operator::Entity::find()
        .filter(operator::Column::PersonId.eq(person))
        .filter(operator::Column::Until.is_null())
        .limit(50)
        .all(db)
        .await?;
    let ids = members.iter().map(|row| row.community_id).chain(terms.iter().map(|row| row.community_id));
    let communities = community::Entity::find()
        .filter(community::Column::Id.is_in(ids))
        .order_by_asc(community::Column::Name)
        .all(db)
        .await?;
    let mut belonging = Belonging::default();
    for community in communities.into_iter().map(Community::from) {
        if let Some(row) = members.iter().find(|row| row.community_id == community.id) {
            belonging.member_of.push((community.clone(), row.id));
        }
        if terms.iter().any(|row| row.community_id == community.id) {
            belonging.operator_of.push(community);
        }
    }
    Ok(belonging)
}
