//! What the pages of coming in have in common.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::actions::Despite;
use super::entities::Decision;
use super::queries::Part;
use crate::app::error::encode;
use crate::app::{App, AppError, Result};
use crate::community::{self, Community, Member, MemberId};
use crate::groups::{self, GroupId, SeatId};
use crate::ui::{Pager, Words};

/// As many characters as someone may write who applies, asks for a seat or answers an application.
pub(super) const WORDS_LONGEST: usize = 4_000;
/// As many as fit into the answer to an invitation.
pub(super) const ANSWER_LONGEST: usize = 2_000;

/// What someone wrote, as browsers count it: a line break is one character.
pub(super) fn written(words: &str) -> String {
    words.replace("\r\n", "\n").trim().to_owned()
}

/// What is wrong with words that are too long, for the field that shows them again; nothing when they fit.
pub(super) fn too_long(words: &Words, written: &str, most: usize) -> Option<String> {
    let count = written.chars().count();
    let said = words.say("words-too-long").n("written", count).n("most", most);
    (count > most).then(|| said.to_string())
}

/// Which part of each list on a page is shown: what its address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Parts(BTreeMap<String, String>);

impl Parts {
    pub(super) fn of(&self, list: &str) -> u64 {
        self.0.get(list).and_then(|number| number.parse().ok()).unwrap_or(1)
    }

    /// Where one is in a list, with the ways to its other parts; nothing when all of it is shown. The other
    /// lists stay where they are.
    pub(super) fn pager<T>(
        &self,
        words: &Words,
        path: &str,
        list: &'static str,
        part: &Part<T>,
    ) -> Option<Pager> {
        let first = (part.number - 1).saturating_mul(part.size) + 1;
        let last = part.number.saturating_mul(part.size).min(part.total);
        let at = |number: u64| {
            let others = self.0.iter().filter(|(name, _)| *name != list);
            let others = others.filter(|(_, number)| number.parse::<u64>().is_ok());
            let others: String = others.map(|(name, number)| format!("{}={number}&", encode(name))).collect();
            format!("{path}?{others}{list}={number}#h-{list}")
        };
        (part.total > part.size).then(|| Pager {
            said: words.say("list-part").n("first", first).n("last", last).n("found", part.total).to_string(),
            earlier: (first > 1).then(|| at(part.number - 1)),
            later: (last < part.total).then(|| at(part.number + 1)),
        })
    }
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
    /// Whether the operator has read what a yes would break, and says it all the same.
    #[serde(default)]
    all_the_same: Option<String>,
}

impl DecisionForm {
    pub(super) fn decision(&self) -> Result<Decision> {
        self.decision.parse().map_err(|_| AppError::Invalid("a decision is yes or no"))
    }

    pub(super) fn despite(&self) -> Despite {
        if self.all_the_same.is_some() { Despite::EverythingTold } else { Despite::Nothing }
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
