//! Questions about people and their sessions.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::Moment;

use super::entities::{PersonId, SessionId, person, session, sign_in_link};
use super::rights::Person;
use crate::app::Result;

/// Two weeks without a visit end a session.
pub const IDLE_SECONDS: i64 = 14 * 24 * 3600;

/// The session with this hash, unless it has ended or lain idle, and whose it is.
pub(super) async fn living_session(
    db: &impl ConnectionTrait,
    hash: &[u8],
    now: Moment,
) -> Result<Option<(session::Model, person::Model)>> {
    let found = session::Entity::find()
        .filter(session::Column::Hash.eq(hash.to_vec()))
        .filter(session::Column::EndsAt.gt(now))
        .filter(session::Column::SeenAt.gt(now.plus_seconds(-IDLE_SECONDS)))
        .find_also_related(person::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(session, person)| person.map(|person| (session, person))))
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    pub id: SessionId,
    pub device: String,
    pub seen_at: Moment,
    pub is_this: bool,
}

/// Where this person is signed in, last used first.
pub async fn sessions(db: &impl ConnectionTrait, person: &Person, now: Moment) -> Result<Vec<SessionLine>> {
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(person.id()))
        .filter(session::Column::EndsAt.gt(now))
        .filter(session::Column::SeenAt.gt(now.plus_seconds(-IDLE_SECONDS)))
        .order_by_desc(session::Column::SeenAt)
        .limit(50)
        .all(db)
        .await?;
    let line = |row: session::Model| SessionLine {
        is_this: row.id == person.session(),
        id: row.id,
        device: row.device,
        seen_at: row.seen_at,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The link with this hash while it can still sign someone in, and the person's address.
pub(super) async fn open_link(
    db: &impl ConnectionTrait,
    hash: &[u8],
    now: Moment,
) -> Result<Option<sign_in_link::Model>> {
    let open = sign_in_link::Entity::find()
        .filter(sign_in_link::Column::Hash.eq(hash.to_vec()))
        .filter(sign_in_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(open.filter(|link| link.is_reusable || link.used_at.is_none()))
}

pub(super) async fn person_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<person::Model>> {
    Ok(person::Entity::find().filter(person::Column::Email.eq(email)).one(db).await?)
}

/// The ids of those of these addresses that are known.
pub(super) async fn ids_by_email(
    db: &impl ConnectionTrait,
    emails: &BTreeSet<String>,
) -> Result<Vec<(String, PersonId)>> {
    Ok(person::Entity::find()
        .select_only()
        .columns([person::Column::Email, person::Column::Id])
        .filter(person::Column::Email.is_in(emails))
        .into_tuple()
        .all(db)
        .await?)
}

/// What others need to write to a person.
#[derive(Clone, Debug)]
pub struct Address {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub zone: String,
}

impl From<person::Model> for Address {
    fn from(row: person::Model) -> Self {
        Self { id: row.id, name: row.name, email: row.email, zone: row.time_zone }
    }
}

/// The person with this address in lower case, if they are known.
pub async fn address_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<Address>> {
    Ok(person_by_email(db, email).await?.map(Address::from))
}

/// The addresses of these people, in no order.
pub async fn addresses(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<Vec<Address>> {
    let rows =
        person::Entity::find().filter(person::Column::Id.is_in(people.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(Address::from).collect())
}
