//! Founding a community, who runs it, who belongs.

use peergroups::profile::Email;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use store::Id as _;

use super::entities::{CommunityId, Door, MemberId, OperatorId, community, member, operator};
use super::rights::Operator;
use super::{emails, queries};
use crate::accounts::{self, NewPerson, PersonId};
use crate::app::audit::{self, Act};
use crate::app::{App, AppError, Result, WriteTx, letterbox};

/// A community to be founded, or its settings.
#[derive(Clone, Debug)]
pub struct NewCommunity {
    pub slug: String,
    pub name: String,
    pub ink: String,
    pub about: String,
    pub for_whom: String,
    pub how_to_join: String,
    pub door: Door,
}

/// Founds a community, from the command line or the demo.
pub async fn found(tx: &WriteTx, new: NewCommunity) -> Result<CommunityId> {
    let id = CommunityId::at(tx.now());
    let row = community::ActiveModel {
        id: Set(id),
        slug: Set(new.slug),
        name: Set(new.name),
        ink: Set(new.ink),
        about: Set(new.about),
        for_whom: Set(new.for_whom),
        how_to_join: Set(new.how_to_join),
        door: Set(new.door),
        created_at: Set(tx.now()),
        version: Set(1),
    };
    community::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act(tx, id, None, "community.found", &id.to_string()).await?;
    Ok(id)
}

/// Makes a person an operator, if they are not one, from the command line or the demo.
pub async fn appoint(tx: &WriteTx, community: CommunityId, person: PersonId) -> Result<()> {
    begin_term(tx, community, person, None).await?;
    Ok(())
}

/// Someone who shall help to run a community.
#[derive(Clone, Debug)]
pub(super) struct NewOperator {
    pub(super) name: String,
    pub(super) email: Email,
}

/// Makes someone an operator at the wish of another and writes to them, unless they are one. Gives the name
/// by which they are known.
pub(super) async fn ask_to_run(
    tx: &WriteTx,
    app: &App,
    operator: &Operator,
    new: &NewOperator,
) -> Result<String> {
    let zone = operator.person().zone().to_owned();
    let wanted = NewPerson { email: new.email.key(), name: new.name.clone(), zone };
    let people: Vec<PersonId> =
        accounts::people_for(tx, &[wanted]).await?.into_iter().map(|(_, person)| person).collect();
    let known = accounts::addresses(tx.db(), &people).await?;
    let to = known.first().ok_or(AppError::NotFound)?;
    let by = operator.person().id();
    if let Some(term) = begin_term(tx, operator.id(), to.id, Some(by)).await? {
        let next = operator.community().path("/roster");
        let link = accounts::link(tx, to.id, &next, emails::APPOINTED_SECONDS, false).await?;
        let until = tx.now().plus_seconds(emails::APPOINTED_SECONDS);
        letterbox::post(tx, emails::appointed(app, operator, to, term, (&link, until))).await?;
    }
    Ok(to.name.clone())
}

async fn begin_term(
    tx: &WriteTx,
    community: CommunityId,
    person: PersonId,
    by: Option<PersonId>,
) -> Result<Option<OperatorId>> {
    if queries::is_operator(tx.db(), community, person).await? {
        return Ok(None);
    }
    let id = OperatorId::at(tx.now());
    let row = operator::ActiveModel {
        id: Set(id),
        community_id: Set(community),
        person_id: Set(person),
        since: Set(tx.now()),
        until: Set(None),
    };
    operator::Entity::insert(row).exec_without_returning(tx.db()).await?;
    act(tx, community, by, "community.appoint", &person.to_string()).await?;
    Ok(Some(id))
}

/// Ends an operator's term, and with it at once all that it opened. `None` when it is the last one, because
/// somebody has to run the community; else whose it was.
pub(super) async fn end_term(tx: &WriteTx, operator: &Operator, id: OperatorId) -> Result<Option<PersonId>> {
    let living = queries::hold_terms(tx.db(), operator.id()).await?;
    let (_, person) = living.iter().find(|(term, _)| *term == id).ok_or(AppError::NotFound)?;
    if living.len() == 1 {
        return Ok(None);
    }
    let over = operator::ActiveModel { id: Set(id), until: Set(Some(tx.now())), ..Default::default() };
    operator::Entity::update(over).exec(tx.db()).await?;
    act_as(tx, operator, "community.end_term", &person.to_string()).await?;
    Ok(Some(*person))
}

/// Changes the settings, if nobody else did since `version`.
pub async fn change(tx: &WriteTx, operator: &Operator, version: i32, new: NewCommunity) -> Result<()> {
    let changed = community::Entity::update_many()
        .col_expr(community::Column::Name, Expr::value(new.name))
        .col_expr(community::Column::Ink, Expr::value(new.ink))
        .col_expr(community::Column::About, Expr::value(new.about))
        .col_expr(community::Column::ForWhom, Expr::value(new.for_whom))
        .col_expr(community::Column::HowToJoin, Expr::value(new.how_to_join))
        .col_expr(community::Column::Door, Expr::value(new.door))
        .col_expr(community::Column::Version, Expr::col(community::Column::Version).add(1))
        .filter(community::Column::Id.eq(operator.id()))
        .filter(community::Column::Version.eq(version))
        .exec(tx.db())
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Edited { back: operator.community().path("/settings") });
    }
    act_as(tx, operator, "community.change", &operator.id().to_string()).await
}

/// Makes these people members, under the names given; whoever is a member already keeps their place and
/// takes the new name, and whoever had left is back. Returns their places by person.
pub async fn enrol(
    tx: &WriteTx,
    community: CommunityId,
    people: &[(PersonId, String)],
) -> Result<Vec<(PersonId, MemberId)>> {
    let ids: Vec<PersonId> = people.iter().map(|(person, _)| *person).collect();
    let mut known = queries::places(tx.db(), community, &ids).await?;
    let new: Vec<member::ActiveModel> = people
        .iter()
        .filter(|(person, _)| !known.contains_key(person))
        .map(|(person, name)| place(tx, community, MemberId::at(tx.now()), *person, name))
        .collect();
    let mut places = Vec::with_capacity(people.len());
    if !new.is_empty() {
        places.extend(
            new.iter().filter_map(|row| Some((row.person_id.clone().take()?, row.id.clone().take()?))),
        );
        let once = place_conflict().do_nothing().to_owned();
        let added =
            member::Entity::insert_many(new).on_conflict(once).exec_without_returning(tx.db()).await?;
        if usize::try_from(added).is_ok_and(|added| added < places.len()) {
            // Another transaction was faster with some of them; theirs are the places.
            places.clear();
            known = queries::places(tx.db(), community, &ids).await?;
        }
    }
    let stale: Vec<member::ActiveModel> = people
        .iter()
        .filter_map(|(person, name)| Some((known.get(person)?, name)))
        .filter(|(row, name)| row.left_at.is_some() || row.name != **name)
        .map(|(row, name)| place(tx, community, row.id, row.person_id, name))
        .collect();
    if !stale.is_empty() {
        let again =
            place_conflict().update_columns([member::Column::Name, member::Column::LeftAt]).to_owned();
        member::Entity::insert_many(stale).on_conflict(again).exec_without_returning(tx.db()).await?;
    }
    places.extend(known.into_values().map(|row| (row.person_id, row.id)));
    Ok(places)
}

fn place(
    tx: &WriteTx,
    community: CommunityId,
    id: MemberId,
    person: PersonId,
    name: &str,
) -> member::ActiveModel {
    member::ActiveModel {
        id: Set(id),
        community_id: Set(community),
        person_id: Set(person),
        name: Set(name.to_owned()),
        joined_at: Set(tx.now()),
        left_at: Set(None),
    }
}

fn place_conflict() -> OnConflict {
    OnConflict::columns([member::Column::CommunityId, member::Column::PersonId])
}

/// Ends the membership of a person, at the wish of whoever is named in `by`; what it gave access to is gone
/// at once.
pub async fn end_membership(
    tx: &WriteTx,
    community: CommunityId,
    person: PersonId,
    by: PersonId,
) -> Result<()> {
    member::Entity::update_many()
        .col_expr(member::Column::LeftAt, Expr::value(Some(tx.now())))
        .filter(member::Column::CommunityId.eq(community))
        .filter(member::Column::PersonId.eq(person))
        .exec(tx.db())
        .await?;
    act(tx, community, Some(by), "community.leave", &person.to_string()).await
}

/// Records what someone did in a community, in the audit chain.
pub async fn act(
    tx: &WriteTx,
    community: CommunityId,
    actor: Option<PersonId>,
    verb: &'static str,
    object: &str,
) -> Result<()> {
    let actor = actor.map(PersonId::uuid);
    audit::record(tx, Act { community: Some(community.uuid()), actor, verb, object }).await
}

/// Records what an operator did.
pub async fn act_as(tx: &WriteTx, operator: &Operator, verb: &'static str, object: &str) -> Result<()> {
    act(tx, operator.id(), Some(operator.person().id()), verb, object).await
}
