//! Questions about the roster: who is in it, what is known of them, who must be kept apart.

use std::collections::{BTreeSet, HashSet};

use peergroups::conflict::{Conflicts, Kind};
use peergroups::profile::{Email, Profile, organisation_key, text_key};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, Order};
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use store::{Moment, dialect};

use super::entities::{Details, NamedConflictId, ProfileId, named_conflict, profile};
use crate::accounts::{self, PersonId};
use crate::app::{AppError, Result};
use crate::community::{self, CommunityId, Member, MemberId, Operator};

/// People on one page of a list.
pub const PAGE: u64 = 20;

/// Which people of a roster; an empty text means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words that all stand somewhere in name, address, organisation, industry, function or department.
    pub search: String,
    pub industry: String,
    pub function: String,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        [&self.search, &self.industry, &self.function].iter().all(|text| text.trim().is_empty())
    }

    fn condition(&self, community: CommunityId) -> Condition {
        let exactly = |column: profile::Column, text: &str| {
            (!text.is_empty()).then(|| Condition::all().add(column.eq(text)))
        };
        let words = self.search.split_whitespace().take(8);
        words
            .map(|word| Condition::all().add(dialect::holds_words(Expr::col(profile::Column::Search), word)))
            .chain(exactly(profile::Column::Industry, &self.industry))
            .chain(exactly(profile::Column::Function, &self.function))
            .fold(present(community), Condition::add)
    }
}

fn present(community: CommunityId) -> Condition {
    Condition::all().add(profile::Column::CommunityId.eq(community)).add(profile::Column::RemovedAt.is_null())
}

/// Whom a round is formed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// Everyone whom the filter keeps.
    Filtered(Filter),
    /// These and nobody else.
    These(Vec<MemberId>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::Filtered(Filter::default())
    }
}

const CHUNK: u64 = 2_000;

/// The profiles of these people, in an order that does not change while nobody comes or goes.
pub async fn profiles(
    db: &impl ConnectionTrait,
    community: CommunityId,
    selection: &Selection,
) -> Result<Vec<(MemberId, Profile)>> {
    let mut found = Vec::new();
    match selection {
        Selection::Filtered(filter) => {
            let mut after = None;
            loop {
                let (some, last) = profiles_after(db, community, filter, after).await?;
                if last.is_none() {
                    return Ok(found);
                }
                found.extend(some);
                after = last;
            }
        }
        Selection::These(members) => {
            for chunk in members.chunks(500) {
                let rows = rows_of(db, community, chunk.to_vec()).await?;
                for row in rows.into_iter().filter(|row| row.removed_at.is_none()) {
                    found.push(to_profile(row)?);
                }
            }
            found.sort_by_key(|(member, _)| *member);
            Ok(found)
        }
    }
}

/// What is known of these people; of those of whom the roster has nothing their name, address and time zone.
/// Former members are left out.
pub async fn known(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, Profile)>> {
    let mut known = profiles(db, community, &Selection::These(members.to_vec())).await?;
    let told: BTreeSet<MemberId> = known.iter().map(|(member, _)| *member).collect();
    let silent: Vec<MemberId> = members.iter().filter(|member| !told.contains(member)).copied().collect();
    for chunk in silent.chunks(500) {
        let mut places = community::members_by_id(db, community, chunk).await?;
        places.retain(|place| !place.has_left);
        let people: Vec<PersonId> = places.iter().map(|place| place.person).collect();
        let addresses = accounts::addresses(db, &people).await?;
        for place in places {
            let Some(address) = addresses.iter().find(|address| address.id == place.person) else { continue };
            let email = Email::parse(&address.email).map_err(AppError::internal)?;
            // Whoever enters without a zone is given UTC.
            let time_zone = Some(address.zone.clone()).filter(|zone| zone != "UTC");
            known.push((place.id, Profile { time_zone, ..Profile::new(place.name, email) }));
        }
    }
    known.sort_by_key(|(member, _)| *member);
    Ok(known)
}

/// Who was on the roster once and is no more.
pub async fn removed(db: &impl ConnectionTrait, community: CommunityId) -> Result<HashSet<MemberId>> {
    let rows: Vec<MemberId> = profile::Entity::find()
        .select_only()
        .column(profile::Column::MemberId)
        .filter(profile::Column::CommunityId.eq(community))
        .filter(profile::Column::RemovedAt.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The next profiles in the order of their ids, and the last id; none after the last.
pub(super) async fn profiles_after(
    db: &impl ConnectionTrait,
    community: CommunityId,
    filter: &Filter,
    after: Option<ProfileId>,
) -> Result<(Vec<(MemberId, Profile)>, Option<ProfileId>)> {
    let rows = after_by_id(community, filter, after).all(db).await?;
    let last = rows.last().map(|row| row.id);
    Ok((rows.into_iter().map(to_profile).collect::<Result<_>>()?, last))
}

pub(super) fn after_by_id(
    community: CommunityId,
    filter: &Filter,
    after: Option<ProfileId>,
) -> Select<profile::Entity> {
    let after = after.map(|last| Condition::all().add(profile::Column::Id.gt(last)));
    profile::Entity::find()
        .filter(after.into_iter().fold(filter.condition(community), Condition::add))
        .order_by_asc(profile::Column::Id)
        .limit(CHUNK)
}

/// How many people the filter keeps.
pub async fn count(db: &impl ConnectionTrait, community: CommunityId, filter: &Filter) -> Result<u64> {
    Ok(profile::Entity::find().filter(filter.condition(community)).count(db).await?)
}

/// A person as one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    pub member: MemberId,
    pub name: String,
    pub email: String,
    pub organisation: Option<String>,
    pub industry: Option<String>,
    pub function: Option<String>,
}

impl PersonLine {
    /// What they do and where, in one line.
    pub fn about(&self) -> String {
        about([&self.function, &self.organisation, &self.industry])
    }
}

fn about(facts: [&Option<String>; 3]) -> String {
    facts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// A page of the people whom the filter keeps, by name; pages count from 1.
pub async fn people(
    db: &impl ConnectionTrait,
    operator: &Operator,
    filter: &Filter,
    page: u64,
) -> Result<Vec<PersonLine>> {
    let rows = profile::Entity::find()
        .filter(filter.condition(operator.id()))
        .order_by_asc(profile::Column::Name)
        .order_by_asc(profile::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: profile::Model) -> PersonLine {
    PersonLine {
        member: row.member_id,
        name: row.name,
        email: row.email,
        organisation: row.organisation,
        industry: row.industry,
        function: row.function,
    }
}

/// A value that many people share, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    pub value: String,
    pub count: i64,
}

/// What can be filtered by: the sixty most frequent industries and functions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub industries: Vec<Facet>,
    pub functions: Vec<Facet>,
}

pub async fn facets(db: &impl ConnectionTrait, community: CommunityId) -> Result<Facets> {
    Ok(Facets {
        industries: values(db, community, profile::Column::Industry).await?,
        functions: values(db, community, profile::Column::Function).await?,
    })
}

async fn values(
    db: &impl ConnectionTrait,
    community: CommunityId,
    column: profile::Column,
) -> Result<Vec<Facet>> {
    let count = Expr::expr(Func::count(Expr::col(profile::Column::Id)));
    let mut rows: Vec<(String, i64)> = profile::Entity::find()
        .select_only()
        .column(column)
        .column_as(count.clone(), "count")
        .filter(present(community))
        .filter(column.is_not_null())
        .group_by(column)
        .order_by(count, Order::Desc)
        .order_by_asc(column)
        .limit(60)
        .into_tuple()
        .all(db)
        .await?;
    rows.sort_by_key(|(value, _)| value.to_lowercase());
    Ok(rows.into_iter().map(|(value, count)| Facet { value, count }).collect())
}

/// One person's profile as it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub member: MemberId,
    pub profile: Profile,
    pub updated_at: Moment,
    pub version: i32,
}

pub async fn standing(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Standing> {
    let row = row_of(db, community, member).await?.ok_or(AppError::NotFound)?;
    let (updated_at, version) = (row.updated_at, row.version);
    let (member, profile) = to_profile(row)?;
    Ok(Standing { member, profile, updated_at, version })
}

/// What is known of a member, for themselves; their name and address where the roster has nothing.
pub async fn own_standing(db: &impl ConnectionTrait, member: &Member, now: Moment) -> Result<Standing> {
    match standing(db, member.community().id, member.id()).await {
        Err(AppError::NotFound) => {
            let email = Email::parse(member.person().email()).map_err(AppError::internal)?;
            let profile = Profile {
                time_zone: Some(member.person().zone().to_owned()),
                ..Profile::new(member.name().to_owned(), email)
            };
            Ok(Standing { member: member.id(), profile, updated_at: now, version: 0 })
        }
        found => found,
    }
}

pub(super) async fn row_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Option<profile::Model>> {
    let found = profile::Entity::find()
        .filter(present(community))
        .filter(profile::Column::MemberId.eq(member))
        .one(db)
        .await?;
    Ok(found)
}

/// The rows of these members, also of those removed, in no order.
pub(super) async fn rows_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: Vec<MemberId>,
) -> Result<Vec<profile::Model>> {
    let mut found = by_members(members).all(db).await?;
    found.retain(|row| row.community_id == community);
    Ok(found)
}

/// Asked without the community, SQLite goes by the members; asked with it, it goes through the whole roster.
pub(super) fn by_members(members: Vec<MemberId>) -> Select<profile::Entity> {
    profile::Entity::find().filter(profile::Column::MemberId.is_in(members))
}

pub(super) fn to_profile(row: profile::Model) -> Result<(MemberId, Profile)> {
    let Details { interests, goals, languages, competes_with, reports_to, keep_apart, keep_with, attributes } =
        row.details;
    #[expect(clippy::cast_possible_truncation, reason = "it was a number of this size when it was stored")]
    #[expect(clippy::as_conversions, reason = "there is no other way from f64 to f32")]
    let years_in_role = row.years_in_role.map(|years| years as f32);
    let profile = Profile {
        name: row.name,
        email: Email::parse(&row.email).map_err(AppError::internal)?,
        organisation: row.organisation,
        industry: row.industry,
        function: row.function,
        seniority: row.seniority,
        years_in_role,
        interests,
        goals,
        languages,
        department: row.department,
        competes_with,
        time_zone: row.time_zone,
        availability: row.availability,
        reports_to,
        keep_apart,
        keep_with,
        attributes,
    };
    Ok((row.member_id, profile))
}

/// What the search looks in.
pub(super) fn search_text(profile: &Profile) -> String {
    let email = profile.email.key();
    let texts = [&profile.organisation, &profile.industry, &profile.function, &profile.department];
    let texts = texts.into_iter().flatten().map(String::as_str);
    let all: Vec<String> =
        [&profile.name, &email].map(String::as_str).into_iter().chain(texts).map(text_key).collect();
    all.join("\n")
}

/// Whom and what a profile names, one a line, so that those named can find it.
pub(super) fn mentions(profile: &Profile) -> String {
    let people = profile.reports_to.iter().chain(&profile.keep_apart).chain(&profile.keep_with);
    let people = people.map(|written| person_mention(written));
    let rivals = profile.competes_with.iter().map(|name| rival_mention(&organisation_key(name)));
    let all: BTreeSet<String> = people.chain(rivals).collect();
    all.into_iter().collect()
}

fn person_mention(written: &str) -> String {
    let key = text_key(written);
    format!("\nperson {}\n", key.trim_start_matches("mailto:"))
}

fn rival_mention(organisation_key: &str) -> String {
    format!("\nrival {organisation_key}\n")
}

/// Why two people are kept apart, found in what the roster says.
#[derive(Clone, Debug)]
pub struct FoundConflict {
    pub other: PersonLine,
    pub kinds: Vec<Kind>,
}

/// Up to a hundred people whom what the roster says keeps apart from this one.
pub async fn found_conflicts(
    db: &impl ConnectionTrait,
    operator: &Operator,
    of: &Standing,
) -> Result<Vec<FoundConflict>> {
    let profile = &of.profile;
    let own_key = profile.organisation.as_deref().map(organisation_key);
    let organisations: Vec<String> =
        profile.competes_with.iter().map(|name| organisation_key(name)).chain(own_key.clone()).collect();
    let named = profile.reports_to.iter().chain(&profile.keep_apart);
    let is_named = |key: String| dialect::holds_words(Expr::col(profile::Column::Search), &key);
    let holds = |mention: &str| dialect::holds_words(Expr::col(profile::Column::Mentions), mention);
    let mut any = Condition::any()
        .add(profile::Column::OrganisationKey.is_in(organisations))
        .add(holds(&person_mention(profile.email.as_str())))
        .add(holds(&person_mention(&profile.name)));
    for written in named {
        any = any.add(is_named(text_key(written)));
    }
    if let Some(key) = &own_key {
        any = any.add(holds(&rival_mention(key)));
    }
    let rows = profile::Entity::find()
        .filter(present(operator.id()))
        .filter(profile::Column::MemberId.ne(of.member))
        .filter(any)
        .order_by_asc(profile::Column::Name)
        .order_by_asc(profile::Column::Id)
        .limit(100)
        .all(db)
        .await?;
    let mut people = vec![profile.clone()];
    let mut lines = Vec::new();
    for row in rows {
        lines.push(line(row.clone()));
        people.push(to_profile(row)?.1);
    }
    let conflicts = Conflicts::among(&people);
    let found = lines.into_iter().enumerate().map(|(index, other)| {
        let kinds = conflicts.between(0, index + 1);
        FoundConflict { other, kinds }
    });
    Ok(found.filter(|conflict| !conflict.kinds.is_empty()).collect())
}

/// Up to so many superiors in a line are looked at.
const LINE_LONGEST: usize = 8;

/// The pairs among these people who have a conflict of interest, and of what kind: what their profiles say,
/// also by superiors who are not among them, and what operators named.
pub async fn at_odds(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, MemberId, Kind)>> {
    let mut known = profiles(db, community, &Selection::These(members.to_vec())).await?;
    let own = known.len();
    for _ in 0..LINE_LONGEST {
        let is_known = |key: &String| {
            known.iter().any(|(_, one)| one.email.key() == *key || text_key(&one.name) == *key)
        };
        let above = known.iter().filter_map(|(_, profile)| profile.reports_to.as_deref());
        let mut above: Vec<String> = above.map(text_key).filter(|key| !is_known(key)).collect();
        above.sort_unstable();
        above.dedup();
        let (mut superiors, by_name) = of_addresses(db, community, &above).await?;
        for name in &by_name {
            superiors.extend(called(db, community, name).await?.into_iter().map(|line| line.member));
        }
        if superiors.is_empty() {
            break;
        }
        known.extend(profiles(db, community, &Selection::These(superiors)).await?);
    }
    let people: Vec<Profile> = known.iter().map(|(_, profile)| profile.clone()).collect();
    let conflicts = Conflicts::among(&people);
    let mut pairs = Vec::new();
    for (index, (one, _)) in known.iter().enumerate().take(own) {
        for (other_index, (other, _)) in known.iter().enumerate().take(index) {
            let kinds = conflicts.between(index, other_index).into_iter();
            pairs.extend(kinds.map(|kind| (*other, *one, kind)));
        }
    }
    let named = named_conflicts(db, community, members).await?;
    pairs.extend(named.into_iter().map(|(one, other)| (one, other, Kind::KeptApart)));
    Ok(pairs)
}

/// A conflict of interest that an operator named.
#[derive(Clone, Debug)]
pub struct NamedConflict {
    pub id: NamedConflictId,
    pub other: MemberId,
    pub name: String,
}

/// Those named for one person, oldest first.
pub async fn named_conflicts_of(
    db: &impl ConnectionTrait,
    operator: &Operator,
    member: MemberId,
) -> Result<Vec<NamedConflict>> {
    let either = Condition::any()
        .add(named_conflict::Column::FirstMember.eq(member))
        .add(named_conflict::Column::SecondMember.eq(member));
    let rows = named_conflict::Entity::find()
        .filter(living(operator.id()))
        .filter(either)
        .order_by_asc(named_conflict::Column::Since)
        .limit(200)
        .all(db)
        .await?;
    let other = |row: &named_conflict::Model| {
        if row.first_member == member { row.second_member } else { row.first_member }
    };
    let names = rows_of(db, operator.id(), rows.iter().map(other).collect()).await?;
    let conflict = |row: named_conflict::Model| {
        let other = other(&row);
        let name = names.iter().find(|profile| profile.member_id == other)?.name.clone();
        Some(NamedConflict { id: row.id, other, name })
    };
    Ok(rows.into_iter().filter_map(conflict).collect())
}

/// The pairs among these people whom operators named as a conflict of interest, the smaller id first.
pub async fn named_conflicts(
    db: &impl ConnectionTrait,
    community: CommunityId,
    among: &[MemberId],
) -> Result<Vec<(MemberId, MemberId)>> {
    let rows = named_conflict::Entity::find().filter(living(community)).all(db).await?;
    let among: BTreeSet<MemberId> = among.iter().copied().collect();
    let pairs = rows.into_iter().map(|row| (row.first_member, row.second_member));
    Ok(pairs.filter(|(first, second)| among.contains(first) && among.contains(second)).collect())
}

pub(super) fn living(community: CommunityId) -> Condition {
    Condition::all()
        .add(named_conflict::Column::CommunityId.eq(community))
        .add(named_conflict::Column::Until.is_null())
}

/// Who of the roster has these addresses, and which addresses nobody has.
pub async fn of_addresses(
    db: &impl ConnectionTrait,
    community: CommunityId,
    addresses: &[String],
) -> Result<(Vec<MemberId>, Vec<String>)> {
    const AT_ONCE: usize = 500;
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for some in addresses.chunks(AT_ONCE) {
        let rows: Vec<(MemberId, String)> = profile::Entity::find()
            .select_only()
            .columns([profile::Column::MemberId, profile::Column::Email])
            .filter(present(community))
            .filter(profile::Column::Email.is_in(some.iter().cloned()))
            .into_tuple()
            .all(db)
            .await?;
        unknown
            .extend(some.iter().filter(|address| rows.iter().all(|(_, known)| known != *address)).cloned());
        found.extend(rows.into_iter().map(|(member, _)| member));
    }
    Ok((found, unknown))
}

/// Up to twenty people of this address or name.
pub async fn called(
    db: &impl ConnectionTrait,
    community: CommunityId,
    address_or_name: &str,
) -> Result<Vec<PersonLine>> {
    let key = text_key(address_or_name);
    let rows = profile::Entity::find()
        .filter(present(community))
        .filter(dialect::holds_words(Expr::col(profile::Column::Search), &key))
        .order_by_asc(profile::Column::Name)
        .limit(200)
        .all(db)
        .await?;
    let is_meant = |row: &profile::Model| row.email == key || text_key(&row.name) == key;
    Ok(rows.into_iter().filter(is_meant).take(20).map(line).collect())
}
