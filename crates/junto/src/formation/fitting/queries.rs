//! Reads what a question about tables needs: who sits there, what is known of everyone, what was asked.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

use super::formats::{Table, Tables};
use crate::app::{App, AppError, Result};
use crate::community::{CommunityId, MemberId};
use crate::formation::entities::{ProposalId, proposal, publication};
use crate::formation::formats::{CriteriaFile, HoursPart, Size};
use crate::formation::queries::Candidates;
use crate::frame;
use crate::groups::{self, FoundingId, Group, GroupId, Question, Ranking, Reasons};
use crate::roster;

/// How people would suit these groups; one answer to each question, in their order.
pub(in crate::formation) async fn rank(
    app: App,
    community: CommunityId,
    questions: Vec<Question>,
) -> Result<Vec<Ranking>> {
    let groups: Vec<&Group> = questions.iter().map(|question| &question.group).collect();
    let asked = asked(app.db(), &groups).await?;
    let seated = seated(app.db(), &groups).await?;
    let everyone = questions.iter().flat_map(|question| question.people.iter().copied());
    let everyone: BTreeSet<MemberId> = everyone.chain(seated.values().flatten().copied()).collect();
    let tables = tables(&app, community, everyone).await?;
    let table = |(question, criteria): (Question, CriteriaFile)| Table {
        criteria,
        seated: seated.get(&question.group.id).cloned().unwrap_or_default(),
        people: question.people,
        most: question.most,
    };
    let wanted: Vec<Table> = questions.into_iter().zip(asked).map(table).collect();
    let ranked = tokio::task::spawn_blocking(move || tables.rank(&wanted));
    ranked.await.map_err(AppError::internal)?.map_err(AppError::internal)
}

/// Why those at the table of a group share it, as it stands, and why one of them does.
pub(in crate::formation) async fn explain(
    app: App,
    group: Group,
    reader: Option<MemberId>,
) -> Result<Reasons> {
    let criteria = asked(app.db(), &[&group]).await?.pop().unwrap_or_default();
    let seated = seated(app.db(), &[&group]).await?.remove(&group.id).unwrap_or_default();
    let tables = tables(&app, group.community, seated.iter().copied().collect()).await?;
    tables.explain(&criteria, &seated, reader).map_err(AppError::internal)
}

async fn tables(app: &App, community: CommunityId, everyone: BTreeSet<MemberId>) -> Result<Tables> {
    let everyone: Vec<MemberId> = everyone.into_iter().collect();
    let known = roster::known(app.db(), community, &everyone).await?;
    Ok(Tables {
        candidates: Candidates::of(app.db(), community, known).await?,
        day: frame::local(app.clock().now(), "UTC").date(),
        words: app.words().clone(),
    })
}

/// Who sits in each of these groups, or was asked to and may still come.
async fn seated(db: &impl ConnectionTrait, groups: &[&Group]) -> Result<BTreeMap<GroupId, Vec<MemberId>>> {
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut seated: BTreeMap<GroupId, Vec<MemberId>> = BTreeMap::new();
    for seat in groups::seats(db, &ids).await? {
        seated.entry(seat.group).or_default().push(seat.member);
    }
    Ok(seated)
}

/// What was asked of each of these groups, in their order.
async fn asked(db: &impl ConnectionTrait, groups: &[&Group]) -> Result<Vec<CriteriaFile>> {
    let foundings = groups.iter().map(|group| group.founding);
    let published: Vec<(FoundingId, ProposalId)> = publication::Entity::find()
        .select_only()
        .columns([publication::Column::FoundingId, publication::Column::ProposalId])
        .filter(publication::Column::FoundingId.is_in(foundings))
        .into_tuple()
        .all(db)
        .await?;
    let proposals: Vec<(ProposalId, CriteriaFile)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Criteria])
        .filter(proposal::Column::Id.is_in(published.iter().map(|(_, proposal)| *proposal)))
        .into_tuple()
        .all(db)
        .await?;
    let of_round = |group: &Group| {
        let (_, of) = published.iter().find(|(founding, _)| *founding == group.founding)?;
        proposals.iter().find(|(proposal, _)| proposal == of).map(|(_, criteria)| criteria.clone())
    };
    let asked = |group: &&Group| of_table(of_round(group).unwrap_or_else(|| by_hand(group)), group);
    Ok(groups.iter().map(asked).collect())
}

/// What is usual, and one hour in common at which the group could meet.
fn by_hand(group: &Group) -> CriteriaFile {
    let hours = u16::try_from(group.meeting_minutes).map_or(0.0, f32::from) / 60.0;
    CriteriaFile {
        hours: HoursPart { common: Some(hours), ..HoursPart::default() },
        ..CriteriaFile::default()
    }
}

/// Meetings are as long as the group's, whatever was asked. How large a group shall be is no matter of who
/// joins it; it is left open, so that one question serves many tables.
fn of_table(criteria: CriteriaFile, group: &Group) -> CriteriaFile {
    let hours = HoursPart { minutes: Some(group.meeting_minutes), ..criteria.hours };
    CriteriaFile { size: Some(Size(2..=30)), seed: None, work: None, hours, ..criteria }
}
