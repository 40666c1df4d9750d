//! Rounds, their proposals and their publication.

use std::collections::HashSet;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

use super::account::{Line, Told};
use crate::community::MemberId;
use crate::roster::Selection;

typed_id!(RoundId, "a formation round");
typed_id!(ProposalId, "a proposal of groups");
typed_id!(PublicationId, "the publication of a round");

/// Whom a round is formed from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct People {
    pub selection: Selection,
    /// Only those who have no seat and no offer of one.
    pub without_seat: bool,
    /// Who sits this round out.
    #[serde(default)]
    pub except: Vec<MemberId>,
}

/// Proposed groups, as they were formed and then changed by hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Document {
    pub groups: Vec<ProposedGroup>,
    pub unplaced: Vec<Waiting>,
    /// How much of the way from groups drawn by lot to perfect ones, in per cent; not when nothing was
    /// wished for.
    pub percent: Option<u8>,
    /// Of 100 that could at most be had, how many these groups have, and how many groups drawn by lot.
    #[serde(default)]
    pub of_hundred: Option<[u8; 2]>,
    /// What of the roster and the criteria could not be followed.
    pub notes: Vec<String>,
    /// Why not everyone could have a place, with the ways out.
    #[serde(default)]
    pub contradictions: Vec<Told>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedGroup {
    pub name: String,
    pub members: Vec<MemberId>,
    /// Stays as it is when groups are formed again.
    pub is_locked: bool,
    /// Members who stay in it when groups are formed again.
    pub locked: Vec<MemberId>,
    /// What it gives up, and to which must; nothing once somebody was moved by hand.
    #[serde(default)]
    pub gives_up: Vec<Line>,
}

/// Someone without a place, with the reason and what would place them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub member: MemberId,
    pub lines: Vec<Line>,
}

/// The groups that stand before groups are formed again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct KeptGroups(pub Vec<ProposedGroup>);

impl Document {
    /// In which group a member is.
    pub fn place(&self, member: MemberId) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&member))
    }

    pub fn placed(&self) -> usize {
        self.groups.iter().map(|group| group.members.len()).sum()
    }

    /// Puts a member into a group, or into none for this reason.
    pub fn put(&mut self, member: MemberId, to: Option<usize>, why: impl FnOnce() -> Vec<Line>) {
        for group in &mut self.groups {
            // An exchange that was told of may be another one now.
            group.gives_up.clear();
            group.members.retain(|other| *other != member);
            group.locked.retain(|other| *other != member);
        }
        self.unplaced.retain(|waiting| waiting.member != member);
        match to.and_then(|to| self.groups.get_mut(to)) {
            Some(group) => {
                group.members.push(member);
                group.members.sort_unstable();
            }
            None => self.unplaced.push(Waiting { member, lines: why() }),
        }
    }

    /// Leaves these people out; answers how many of them had a place.
    pub fn forget(&mut self, removed: &HashSet<MemberId>) -> usize {
        let placed = self.placed();
        for group in &mut self.groups {
            group.members.retain(|member| !removed.contains(member));
            group.locked.retain(|member| !removed.contains(member));
        }
        self.unplaced.retain(|waiting| !removed.contains(&waiting.member));
        placed - self.placed()
    }

    /// What stays when groups are formed again: locked groups, and locked members of the others.
    pub fn kept(&self) -> KeptGroups {
        let kept = self.groups.iter().filter(|group| group.is_locked || !group.locked.is_empty());
        KeptGroups(kept.cloned().collect())
    }
}

pub(super) mod round {
    use super::{People, RoundId};
    use crate::accounts::PersonId;
    use crate::community::CommunityId;
    use crate::formation::formats::CriteriaFile;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RoundId,
        pub community_id: CommunityId,
        pub name: String,
        #[sea_orm(column_type = "JsonBinary")]
        pub people: People,
        #[sea_orm(column_type = "JsonBinary")]
        pub criteria: CriteriaFile,
        pub created_at: Moment,
        pub by_person: PersonId,
        pub discarded_at: Option<Moment>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod proposal {
    use super::{Document, KeptGroups, ProposalId, RoundId};
    use crate::community::CommunityId;
    use crate::formation::formats::CriteriaFile;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProposalId,
        pub community_id: CommunityId,
        pub round_id: RoundId,
        pub number: i32,
        pub seed: i64,
        #[sea_orm(column_type = "JsonBinary")]
        pub criteria: CriteriaFile,
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub kept: Option<KeptGroups>,
        pub permille: i32,
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub document: Option<Document>,
        pub failure: Option<String>,
        pub created_at: Moment,
        pub proposed_at: Option<Moment>,
        pub discarded_at: Option<Moment>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod publication {
    use super::{ProposalId, PublicationId, RoundId};
    use crate::accounts::PersonId;
    use crate::community::CommunityId;
    use crate::groups::FoundingId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "publication")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PublicationId,
        pub community_id: CommunityId,
        pub round_id: RoundId,
        pub proposal_id: ProposalId,
        pub founding_id: FoundingId,
        pub by_person: PersonId,
        pub started_at: Moment,
        pub prepared: i32,
        pub published_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
