//! What the pages of coming in have in common.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::entities::Decision;
use crate::app::{App, AppError, Result};
use crate::community::{self, Community, Member, MemberId};
use crate::groups::{self, GroupId, SeatId};

/// As many characters as someone may write at once.
pub(super) const WORDS_LONGEST: usize = 4_000;

/// What someone wrote, no longer than it may be.
pub(super) fn cut(words: &str) -> String {
    words.trim().chars().take(WORDS_LONGEST).collect()
}

/// Where a member answers an offer.
pub(super) fn offer_path(member: &Member, seat: SeatId) -> String {
    member.community().path(&format!("/offers/{seat}"))
}

/// Where a member asks for a seat, and sees that they did.
pub(super) fn ask_path(member: &Member, group: GroupId) -> String {
    member.community().path(&format!("/groups/{group}/ask"))
}

/// Yes or no, with words that may go with it.
#[derive(Deserialize)]
pub(super) struct DecisionForm {
    decision: String,
    #[serde(default)]
    pub(super) words: String,
}

impl DecisionForm {
    pub(super) fn decision(&self) -> Result<Decision> {
        self.decision.parse().map_err(|_| AppError::Invalid("a decision is yes or no"))
    }
}

/// A form that takes something back or gives it up.
#[derive(Deserialize)]
pub(super) struct Sure {
    /// Only our own form has it, so that nothing is taken back by an empty request.
    #[serde(rename = "sure")]
    _sure: String,
}

/// The names of members and groups, by id.
pub(super) struct Names {
    members: BTreeMap<MemberId, String>,
    groups: BTreeMap<GroupId, String>,
}

impl Names {
    pub(super) async fn of(
        app: &App,
        community: &Community,
        members: impl IntoIterator<Item = MemberId>,
        groups: impl IntoIterator<Item = GroupId>,
    ) -> Result<Self> {
        let members: Vec<MemberId> = members.into_iter().collect();
        let groups: Vec<GroupId> = groups.into_iter().collect();
        let members = community::members_by_id(app.db(), community.id, &members).await?;
        let groups = groups::groups_by_id(app.db(), &groups).await?;
        Ok(Self {
            members: members.into_iter().map(|member| (member.id, member.name)).collect(),
            groups: groups.into_iter().map(|group| (group.id, group.name)).collect(),
        })
    }

    pub(super) fn member(&self, id: MemberId) -> String {
        self.members.get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn group(&self, id: GroupId) -> String {
        self.groups.get(&id).cloned().unwrap_or_default()
    }
}
