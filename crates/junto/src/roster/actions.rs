//! Entering and editing people, naming conflicts, removing people, recording consent.

use std::collections::{BTreeMap, HashMap};

use peergroups::profile::{Profile, organisation_key};
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use serde::{Deserialize, Serialize};
use store::Id as _;

use super::entities::{ConsentId, Details, NamedConflictId, ProfileId, consent, named_conflict, profile};
use super::queries::{living, mentions, row_of, rows_of, search_text, to_profile};
use crate::accounts::{self, NewPerson, PersonId};
use crate::app::events::{self, Event};
use crate::app::{AppError, Result, WriteTx};
use crate::community::{self, CommunityId, Member, MemberId, Operator};

/// Someone is no longer in the roster; what is below lets go of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct PersonRemoved {
    pub community: CommunityId,
    pub member: MemberId,
}

impl Event for PersonRemoved {
    const NAME: &'static str = "roster.person_removed";
}

/// Databases bound how many values one statement may carry, and a profile has many.
const STATEMENT_ROWS: usize = 500;

/// What entering people did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Everyone's place, in the order of their addresses.
    pub members: Vec<MemberId>,
}

/// Enters people into the roster, making them members where they are not.
///
/// They are recognised by their address. Of someone who is there already, what is given replaces what was
/// known and what is not given stays. Whoever calls has checked who may: an operator who imports or accepts
/// someone, or a person who comes through an open door.
pub async fn enter<'p>(
    tx: &WriteTx,
    community: CommunityId,
    profiles: impl IntoIterator<Item = &'p Profile>,
) -> Result<Entered> {
    let wanted: BTreeMap<String, &Profile> =
        profiles.into_iter().map(|profile| (profile.email.key(), profile)).collect();
    let mut entered = Entered::default();
    if wanted.is_empty() {
        return Ok(entered);
    }
    let members = places(tx, community, &wanted).await?;
    let ids: Vec<MemberId> = members.values().copied().collect();
    let known = rows_of(tx.db(), community, ids).await?;
    let mut known: HashMap<MemberId, profile::Model> =
        known.into_iter().map(|row| (row.member_id, row)).collect();
    let mut rows = Vec::with_capacity(wanted.len());
    for (key, new) in wanted {
        let Some(member) = members.get(&key).copied() else { continue };
        entered.members.push(member);
        let earlier =
            known.remove(&member).filter(|row| row.removed_at.is_none()).map(to_profile).transpose()?;
        let profile = match &earlier {
            Some((_, earlier)) => renewed(earlier, new),
            None => new.clone(),
        };
        match earlier {
            Some((_, earlier)) if same(&earlier, &profile) => {
                entered.unchanged += 1;
                continue;
            }
            Some(_) => entered.changed += 1,
            None => entered.added += 1,
        }
        rows.push(row(tx, community, member, &profile));
    }
    let again = OnConflict::column(profile::Column::MemberId)
        .update_columns(KNOWN_COLUMNS)
        .value(profile::Column::Version, Expr::col((profile::Entity, profile::Column::Version)).add(1))
        .to_owned();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        profile::Entity::insert_many(rows.by_ref().take(STATEMENT_ROWS))
            .on_conflict(again.clone())
            .exec_without_returning(tx.db())
            .await?;
    }
    Ok(entered)
}

/// The places of these people in the community, by address.
async fn places(
    tx: &WriteTx,
    community: CommunityId,
    wanted: &BTreeMap<String, &Profile>,
) -> Result<HashMap<String, MemberId>> {
    let new = |(email, profile): (&String, &&Profile)| NewPerson {
        email: email.clone(),
        name: profile.name.clone(),
        zone: profile.time_zone.clone().unwrap_or_else(|| "UTC".to_owned()),
    };
    let people: Vec<NewPerson> = wanted.iter().map(new).collect();
    let people: HashMap<String, PersonId> = accounts::people_for(tx, &people).await?.into_iter().collect();
    // In the order of their addresses, so that two imports at once wait for each other and not in a circle.
    let in_order = || wanted.iter().filter_map(|(email, new)| Some((email, *people.get(email)?, new)));
    let names: Vec<(PersonId, String)> =
        in_order().map(|(_, person, new)| (person, new.name.clone())).collect();
    let places: HashMap<PersonId, MemberId> =
        community::enrol(tx, community, &names).await?.into_iter().collect();
    Ok(in_order().filter_map(|(email, person, _)| Some((email.clone(), *places.get(&person)?))).collect())
}

/// What is known of someone after a roster said more of them.
fn renewed(earlier: &Profile, new: &Profile) -> Profile {
    let text = |new: &Option<String>, earlier: &Option<String>| new.clone().or_else(|| earlier.clone());
    let list = |new: &Vec<String>, earlier: &Vec<String>| {
        if new.is_empty() { earlier.clone() } else { new.clone() }
    };
    let kept =
        earlier.attributes.iter().filter(|(name, _)| new.attributes.iter().all(|(other, _)| other != name));
    Profile {
        name: new.name.clone(),
        email: new.email.clone(),
        organisation: text(&new.organisation, &earlier.organisation),
        industry: text(&new.industry, &earlier.industry),
        function: text(&new.function, &earlier.function),
        seniority: text(&new.seniority, &earlier.seniority),
        years_in_role: new.years_in_role.or(earlier.years_in_role),
        interests: list(&new.interests, &earlier.interests),
        goals: list(&new.goals, &earlier.goals),
        languages: list(&new.languages, &earlier.languages),
        department: text(&new.department, &earlier.department),
        competes_with: list(&new.competes_with, &earlier.competes_with),
        time_zone: text(&new.time_zone, &earlier.time_zone),
        availability: text(&new.availability, &earlier.availability),
        reports_to: text(&new.reports_to, &earlier.reports_to),
        keep_apart: list(&new.keep_apart, &earlier.keep_apart),
        keep_with: list(&new.keep_with, &earlier.keep_with),
        attributes: new.attributes.iter().chain(kept).cloned().collect(),
    }
}

/// Whether two profiles say the same; the spelling of the address and the order of attributes do not count.
fn same(one: &Profile, other: &Profile) -> bool {
    let plain = |profile: &Profile| {
        let mut plain = profile.clone();
        plain.email = one.email.clone();
        plain.attributes.sort();
        plain
    };
    plain(one) == plain(other)
}

const KNOWN_COLUMNS: [profile::Column; 16] = [
    profile::Column::Name,
    profile::Column::Email,
    profile::Column::Organisation,
    profile::Column::Industry,
    profile::Column::Function,
    profile::Column::Seniority,
    profile::Column::YearsInRole,
    profile::Column::Department,
    profile::Column::TimeZone,
    profile::Column::Availability,
    profile::Column::Details,
    profile::Column::Search,
    profile::Column::OrganisationKey,
    profile::Column::Mentions,
    profile::Column::UpdatedAt,
    profile::Column::RemovedAt,
];

fn row(tx: &WriteTx, community: CommunityId, member: MemberId, profile: &Profile) -> profile::ActiveModel {
    let details = Details {
        interests: profile.interests.clone(),
        goals: profile.goals.clone(),
        languages: profile.languages.clone(),
        competes_with: profile.competes_with.clone(),
        reports_to: profile.reports_to.clone(),
        keep_apart: profile.keep_apart.clone(),
        keep_with: profile.keep_with.clone(),
        attributes: profile.attributes.clone(),
    };
    profile::ActiveModel {
        id: Set(ProfileId::at(tx.now())),
        community_id: Set(community),
        member_id: Set(member),
        name: Set(profile.name.clone()),
        email: Set(profile.email.key()),
        organisation: Set(profile.organisation.clone()),
        industry: Set(profile.industry.clone()),
        function: Set(profile.function.clone()),
        seniority: Set(profile.seniority.clone()),
        years_in_role: Set(profile.years_in_role.map(f64::from)),
        department: Set(profile.department.clone()),
        time_zone: Set(profile.time_zone.clone()),
        availability: Set(profile.availability.clone()),
        details: Set(details),
        search: Set(search_text(profile)),
        organisation_key: Set(profile.organisation.as_deref().map(organisation_key)),
        mentions: Set(mentions(profile)),
        updated_at: Set(tx.now()),
        removed_at: Set(None),
        version: Set(1),
    }
}

/// Adds one person by hand.
pub async fn add(tx: &WriteTx, operator: &Operator, profile: &Profile) -> Result<MemberId> {
    let entered = enter(tx, operator.id(), std::slice::from_ref(profile)).await?;
    let member = entered.members.first().copied().ok_or(AppError::NotFound)?;
    community::act_as(tx, operator, "roster.add", &member.to_string()).await?;
    Ok(member)
}

/// Replaces what is known of someone, if nobody else did since `version`. The address stays: by it they sign
/// in and are recognised.
pub async fn edit(
    tx: &WriteTx,
    operator: &Operator,
    member: MemberId,
    version: i32,
    profile: &Profile,
) -> Result<()> {
    if !rewrite(tx, operator.id(), member, version, profile).await? {
        return Err(edited(operator, member));
    }
    community::act_as(tx, operator, "roster.edit", &member.to_string()).await
}

/// Replaces what a member says of themselves, if nobody else did since `version`.
pub async fn describe(tx: &WriteTx, member: &Member, version: i32, profile: &Profile) -> Result<()> {
    let community = member.community().id;
    if row_of(tx.db(), community, member.id()).await?.is_none() {
        enter(tx, community, std::slice::from_ref(profile)).await?;
    } else if !rewrite(tx, community, member.id(), version, profile).await? {
        return Err(AppError::Edited { back: member.community().path("/profile") });
    }
    if let Some(zone) = &profile.time_zone {
        accounts::describe(tx, member.person(), &profile.name, zone).await?;
    }
    let by = Some(member.person().id());
    community::act(tx, community, by, "roster.describe", &member.id().to_string()).await
}

/// `false` when somebody else was faster.
async fn rewrite(
    tx: &WriteTx,
    community: CommunityId,
    member: MemberId,
    version: i32,
    profile: &Profile,
) -> Result<bool> {
    let known = row_of(tx.db(), community, member).await?.ok_or(AppError::NotFound)?;
    let row = profile::ActiveModel {
        id: Set(known.id),
        email: Set(known.email),
        version: Set(version + 1),
        ..row(tx, community, member, profile)
    };
    let edits = profile::Entity::update_many()
        .set(row)
        .filter(profile::Column::Id.eq(known.id))
        .filter(profile::Column::Version.eq(version))
        .filter(profile::Column::RemovedAt.is_null())
        .exec(tx.db())
        .await?;
    if edits.rows_affected == 0 {
        return Ok(false);
    }
    let place = community::member_named(tx.db(), community, member).await?;
    community::enrol(tx, community, &[(place.person, profile.name.clone())]).await?;
    Ok(true)
}

fn edited(operator: &Operator, member: MemberId) -> AppError {
    AppError::Edited { back: operator.community().path(&format!("/roster/people/{member}")) }
}

/// Takes someone out of the roster and ends their membership, if nobody edited them since `version`.
/// Importing them again brings them back.
pub async fn remove(tx: &WriteTx, operator: &Operator, member: MemberId, version: i32) -> Result<()> {
    let known = row_of(tx.db(), operator.id(), member).await?.ok_or(AppError::NotFound)?;
    if known.version != version {
        return Err(edited(operator, member));
    }
    let removed =
        profile::ActiveModel { id: Set(known.id), removed_at: Set(Some(tx.now())), ..Default::default() };
    profile::Entity::update(removed).exec(tx.db()).await?;
    let place = community::member_named(tx.db(), operator.id(), member).await?;
    community::end_membership(tx, operator.id(), place.person, operator.person().id()).await?;
    events::record(tx, &PersonRemoved { community: operator.id(), member }).await?;
    community::act_as(tx, operator, "roster.remove", &member.to_string()).await
}

/// Names two people as a conflict of interest: they will not share a group. Naming them twice is once.
pub async fn name_conflict(tx: &WriteTx, operator: &Operator, one: MemberId, other: MemberId) -> Result<()> {
    if one == other {
        return Err(AppError::Invalid("two people are needed for a conflict"));
    }
    let (first, second) = (Ord::min(one, other), Ord::max(one, other));
    for member in [first, second] {
        row_of(tx.db(), operator.id(), member).await?.ok_or(AppError::NotFound)?;
    }
    let known = named_conflict::Entity::find()
        .filter(living(operator.id()))
        .filter(named_conflict::Column::FirstMember.eq(first))
        .filter(named_conflict::Column::SecondMember.eq(second))
        .limit(1)
        .one(tx.db())
        .await?;
    if known.is_some() {
        return Ok(());
    }
    let id = NamedConflictId::at(tx.now());
    let row = named_conflict::ActiveModel {
        id: Set(id),
        community_id: Set(operator.id()),
        first_member: Set(first),
        second_member: Set(second),
        by_person: Set(operator.person().id()),
        since: Set(tx.now()),
        until: Set(None),
    };
    named_conflict::Entity::insert(row).exec_without_returning(tx.db()).await?;
    community::act_as(tx, operator, "roster.name_conflict", &id.to_string()).await
}

/// Lifts a conflict that was named by hand.
pub async fn lift_conflict(tx: &WriteTx, operator: &Operator, conflict: NamedConflictId) -> Result<()> {
    let lifted = named_conflict::Entity::update_many()
        .col_expr(named_conflict::Column::Until, Expr::value(Some(tx.now())))
        .filter(living(operator.id()))
        .filter(named_conflict::Column::Id.eq(conflict))
        .exec(tx.db())
        .await?;
    if lifted.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    community::act_as(tx, operator, "roster.lift_conflict", &conflict.to_string()).await
}

/// Records what a member agreed to and where they said so. `false` when that consent stands already.
pub async fn record_consent(
    tx: &WriteTx,
    community: CommunityId,
    member: MemberId,
    what: &'static str,
    how: &'static str,
) -> Result<bool> {
    let stands = consent::Entity::find()
        .filter(consent::Column::CommunityId.eq(community))
        .filter(consent::Column::MemberId.eq(member))
        .filter(consent::Column::What.eq(what))
        .filter(consent::Column::WithdrawnAt.is_null())
        .one(tx.db())
        .await?;
    if stands.is_some() {
        return Ok(false);
    }
    let row = consent::ActiveModel {
        id: Set(ConsentId::at(tx.now())),
        community_id: Set(community),
        member_id: Set(member),
        what: Set(what.to_owned()),
        how: Set(how.to_owned()),
        given_at: Set(tx.now()),
        withdrawn_at: Set(None),
    };
    consent::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}
