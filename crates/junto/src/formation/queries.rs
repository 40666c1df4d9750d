//! Questions about rounds and proposals, and the profiles they are about.

use std::collections::{HashMap, HashSet};

use calendar::Date;
use peergroups::formation::{FormationError, Round, attributes};
use peergroups::profile::Profile;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};

use super::entities::{
    Document, KeptGroups, People, ProposalId, PublicationId, RoundId, proposal, publication, round,
};
use super::formats::CriteriaFile;
use crate::app::{AppError, Result};
use crate::community::{CommunityId, MemberId, Operator};
use crate::groups;
use crate::roster::{self, Selection};

pub(super) type RoundRow = round::Model;
pub(super) type ProposalRow = proposal::Model;
pub(super) type PublicationRow = publication::Model;

/// A round in a list.
#[derive(Clone, Debug)]
pub(super) struct RoundLine {
    pub round: RoundRow,
    pub proposals: usize,
    pub is_published: bool,
}

/// The rounds of a community, the newest first; a hundred at most.
pub(super) async fn rounds(db: &impl ConnectionTrait, operator: &Operator) -> Result<Vec<RoundLine>> {
    let rows = round::Entity::find()
        .filter(round::Column::CommunityId.eq(operator.id()))
        .filter(round::Column::DiscardedAt.is_null())
        .order_by_desc(round::Column::CreatedAt)
        .limit(100)
        .all(db)
        .await?;
    let ids: Vec<RoundId> = rows.iter().map(|row| row.id).collect();
    let proposals: Vec<(RoundId, i32)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::RoundId, proposal::Column::Number])
        .filter(proposal::Column::RoundId.is_in(ids.iter().copied()))
        .filter(proposal::Column::DiscardedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let published =
        publication::Entity::find().filter(publication::Column::RoundId.is_in(ids)).all(db).await?;
    let line = |round: RoundRow| RoundLine {
        proposals: proposals.iter().filter(|(of, _)| *of == round.id).count(),
        is_published: published.iter().any(|publication| publication.round_id == round.id),
        round,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// How far a round is that has not been published.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// Groups are being formed.
    Forming { number: i32, percent: i32 },
    /// None could be formed, for this reason.
    Failed { number: i32, failure: String },
    /// Groups are proposed, and somebody is to look at them.
    Proposed { number: i32, document: Document },
    /// As many groups are prepared to be founded.
    Publishing { prepared: i32 },
}

/// As many rounds stand on Today.
const LATEST: u64 = 3;

/// The newest rounds whose groups have not been founded, each with how far its newest proposal is.
pub(super) async fn rounds_that_wait(
    db: &impl ConnectionTrait,
    operator: &Operator,
) -> Result<Vec<(RoundRow, Stage)>> {
    let out = publication::Entity::find()
        .select_only()
        .column(publication::Column::RoundId)
        .filter(publication::Column::CommunityId.eq(operator.id()))
        .filter(publication::Column::PublishedAt.is_not_null())
        .into_query();
    let rounds = round::Entity::find()
        .filter(round::Column::CommunityId.eq(operator.id()))
        .filter(round::Column::DiscardedAt.is_null())
        .filter(round::Column::Id.not_in_subquery(out))
        .order_by_desc(round::Column::CreatedAt)
        .limit(LATEST)
        .all(db)
        .await?;
    let mut waiting = Vec::new();
    for round in rounds {
        if let Some(stage) = stage(db, &round).await? {
            waiting.push((round, stage));
        }
    }
    Ok(waiting)
}

async fn stage(db: &impl ConnectionTrait, round: &RoundRow) -> Result<Option<Stage>> {
    if let Some(publication) = publication(db, round.id).await? {
        return Ok(Some(Stage::Publishing { prepared: publication.prepared }));
    }
    let Some(number) = proposal_numbers(db, round.id).await?.pop() else { return Ok(None) };
    let row = proposal(db, round, number).await?;
    Ok(Some(match (row.document, row.failure) {
        (_, Some(failure)) => Stage::Failed { number, failure },
        (Some(document), _) => Stage::Proposed { number, document },
        (None, None) => Stage::Forming { number, percent: row.permille / 10 },
    }))
}

/// The newest rounds whose groups were founded.
pub(super) async fn latest_publications(
    db: &impl ConnectionTrait,
    operator: &Operator,
) -> Result<Vec<(RoundRow, PublicationRow)>> {
    let published = publication::Entity::find()
        .filter(publication::Column::CommunityId.eq(operator.id()))
        .filter(publication::Column::PublishedAt.is_not_null())
        .order_by_desc(publication::Column::PublishedAt)
        .limit(LATEST)
        .all(db)
        .await?;
    let ids = published.iter().map(|publication| publication.round_id);
    let rounds = round::Entity::find().filter(round::Column::Id.is_in(ids)).all(db).await?;
    let with_round = |publication: PublicationRow| {
        let round = rounds.iter().find(|round| round.id == publication.round_id)?.clone();
        Some((round, publication))
    };
    Ok(published.into_iter().filter_map(with_round).collect())
}

/// Whether the community ever began a round and kept it.
pub(super) async fn has_round(db: &impl ConnectionTrait, operator: &Operator) -> Result<bool> {
    let kept = round::Entity::find()
        .filter(round::Column::CommunityId.eq(operator.id()))
        .filter(round::Column::DiscardedAt.is_null());
    Ok(kept.one(db).await?.is_some())
}

/// A round of this operator's community.
pub(super) async fn round(db: &impl ConnectionTrait, operator: &Operator, id: RoundId) -> Result<RoundRow> {
    let row = round::Entity::find_by_id(id)
        .filter(round::Column::CommunityId.eq(operator.id()))
        .filter(round::Column::DiscardedAt.is_null())
        .one(db)
        .await?;
    row.ok_or(AppError::NotFound)
}

/// One proposal of a round.
pub(super) async fn proposal(
    db: &impl ConnectionTrait,
    round: &RoundRow,
    number: i32,
) -> Result<ProposalRow> {
    let row = proposal::Entity::find()
        .filter(proposal::Column::RoundId.eq(round.id))
        .filter(proposal::Column::Number.eq(number))
        .filter(proposal::Column::DiscardedAt.is_null())
        .one(db)
        .await?;
    row.ok_or(AppError::NotFound)
}

/// The numbers of the proposals of a round that were not discarded, in order.
pub(super) async fn proposal_numbers(db: &impl ConnectionTrait, round: RoundId) -> Result<Vec<i32>> {
    Ok(proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Number)
        .filter(proposal::Column::RoundId.eq(round))
        .filter(proposal::Column::DiscardedAt.is_null())
        .order_by_asc(proposal::Column::Number)
        .limit(500)
        .into_tuple()
        .all(db)
        .await?)
}

/// The groups first proposed in the round of this name, and the version at which they stand.
pub async fn first_document(
    db: &impl ConnectionTrait,
    community: CommunityId,
    round: &str,
) -> Result<(i32, Document)> {
    let named = round::Entity::find()
        .filter(round::Column::CommunityId.eq(community))
        .filter(round::Column::Name.eq(round))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let row = proposal(db, &named, 1).await?;
    Ok((row.version, document_of(&row)?.clone()))
}

/// The number for the next proposal of a round, counting discarded ones.
pub(super) async fn next_number(db: &impl ConnectionTrait, round: RoundId) -> Result<i32> {
    let last: Option<i32> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Number)
        .filter(proposal::Column::RoundId.eq(round))
        .order_by_desc(proposal::Column::Number)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or(0) + 1)
}

/// Who can have no place in a round any more: whoever is on the roster no more and, in a round of people
/// without a seat that is not published itself, whoever has or is offered one meanwhile.
pub(super) async fn gone(db: &impl ConnectionTrait, round: &RoundRow) -> Result<HashSet<MemberId>> {
    let mut gone = roster::removed(db, round.community_id).await?;
    if round.people.without_seat && publication(db, round.id).await?.is_none() {
        gone.extend(groups::members_with_seats(db, round.community_id).await?);
    }
    Ok(gone)
}

pub(super) async fn publication(db: &impl ConnectionTrait, round: RoundId) -> Result<Option<PublicationRow>> {
    Ok(publication::Entity::find().filter(publication::Column::RoundId.eq(round)).one(db).await?)
}

/// A round, held until the transaction ends, so that nobody changes or publishes its proposals meanwhile.
pub(super) async fn hold(db: &impl ConnectionTrait, round: RoundId) -> Result<()> {
    round::Entity::find_by_id(round).lock_exclusive().one(db).await?;
    Ok(())
}

/// What background work on a proposal needs.
pub(super) async fn work_on(
    db: &impl ConnectionTrait,
    id: ProposalId,
) -> Result<Option<(ProposalRow, RoundRow)>> {
    let Some(proposal) = proposal::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let round = round::Entity::find_by_id(proposal.round_id).one(db).await?;
    Ok(round.map(|round| (proposal, round)))
}

pub(super) async fn publication_by_id(
    db: &impl ConnectionTrait,
    id: PublicationId,
) -> Result<Option<PublicationRow>> {
    Ok(publication::Entity::find_by_id(id).one(db).await?)
}

pub(super) async fn is_discarded(db: &impl ConnectionTrait, id: ProposalId) -> Result<bool> {
    let discarded: Option<Option<store::Moment>> = proposal::Entity::find_by_id(id)
        .select_only()
        .column(proposal::Column::DiscardedAt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(discarded.is_none_or(|moment| moment.is_some()))
}

/// The people of a round, with what keeps them apart by name.
#[derive(Clone, Debug)]
pub(super) struct Candidates {
    pub members: Vec<MemberId>,
    pub people: Vec<Profile>,
    index: HashMap<MemberId, usize>,
}

impl Candidates {
    pub(super) fn index(&self, member: MemberId) -> Option<usize> {
        self.index.get(&member).copied()
    }

    pub(super) fn indices(&self, members: &[MemberId]) -> Vec<usize> {
        members.iter().filter_map(|member| self.index(*member)).collect()
    }

    pub(super) fn member(&self, index: usize) -> Option<MemberId> {
        self.members.get(index).copied()
    }

    /// The question of the round about them.
    pub(super) fn question(&self, criteria: &CriteriaFile, day: Date) -> Result<Round<'_>, FormationError> {
        Round::of(&self.people, &criteria.clone().of_people(&self.people), day)
    }
}

impl Candidates {
    /// These people, with whom operators named to be kept apart from them.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        community: CommunityId,
        found: Vec<(MemberId, Profile)>,
    ) -> Result<Self> {
        let (members, mut people): (Vec<MemberId>, Vec<Profile>) = found.into_iter().unzip();
        let index: HashMap<MemberId, usize> = members.iter().copied().zip(0..).collect();
        for (one, other) in roster::named_conflicts(db, community, &members).await? {
            let email = |of: MemberId| {
                index.get(&of).and_then(|who| people.get(*who)).map(|person| person.email.key())
            };
            if let (Some(email), Some(person)) = (email(other), index.get(&one).copied()) {
                people.get_mut(person).into_iter().for_each(|person| person.keep_apart.push(email.clone()));
            }
        }
        Ok(Self { members, people, index })
    }

    /// The question of the round about some of its people, of whom nobody may have what the criteria name.
    pub(super) fn question_of_some(
        &self,
        criteria: &CriteriaFile,
        day: Date,
    ) -> Result<Round<'_>, FormationError> {
        self.question(criteria, day).or_else(|_| {
            let (mut known, _) = criteria.clone().known(&attributes(&self.people));
            known.stage_band = None;
            self.question(&known, day)
        })
    }
}

/// Everyone of a round.
pub(super) async fn candidates(
    db: &impl ConnectionTrait,
    community: CommunityId,
    people: &People,
) -> Result<Candidates> {
    let mut found = roster::profiles(db, community, &people.selection).await?;
    remember_past_groups(db, community, &mut found).await?;
    let except: HashSet<&MemberId> = people.except.iter().collect();
    found.retain(|(member, _)| !except.contains(member));
    if people.without_seat {
        let seated = groups::members_with_seats(db, community).await?;
        found.retain(|(member, _)| !seated.contains(member));
    }
    Candidates::of(db, community, found).await
}

/// Adds the groups in which members took a seat to those they were in elsewhere.
async fn remember_past_groups(
    db: &impl ConnectionTrait,
    community: CommunityId,
    found: &mut [(MemberId, Profile)],
) -> Result<()> {
    const PAST_GROUPS: &str = "past_groups";
    let members: Vec<MemberId> = found.iter().map(|(member, _)| *member).collect();
    let mut taken: HashMap<MemberId, Vec<String>> = HashMap::new();
    for (member, group) in groups::seats_ever_taken(db, community, &members).await? {
        taken.entry(member).or_default().push(group.to_string());
    }
    for (member, profile) in found {
        let Some(mut names) = taken.remove(member) else { continue };
        let said = profile.attributes.iter().position(|(name, _)| name == PAST_GROUPS);
        if let Some((_, said)) = said.map(|place| profile.attributes.remove(place)) {
            names.push(said);
        }
        profile.attributes.push((PAST_GROUPS.to_owned(), names.join("; ")));
    }
    Ok(())
}

/// These members of a round only: for a page that shows some groups.
pub(super) async fn some_candidates(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: Vec<MemberId>,
) -> Result<Candidates> {
    candidates(db, community, &People { selection: Selection::These(members), ..People::default() }).await
}

/// What was kept when this proposal was asked for.
pub(super) fn kept_of(row: &ProposalRow) -> KeptGroups {
    row.kept.clone().unwrap_or_default()
}

/// The groups of a proposal that has been answered.
pub(super) fn document_of(row: &ProposalRow) -> Result<&Document> {
    row.document.as_ref().filter(|_| row.failure.is_none()).ok_or(AppError::NotFound)
}
