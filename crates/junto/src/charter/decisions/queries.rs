//! Questions about decisions: by which rule they are settled, who is asked, and what was said.

use std::collections::BTreeMap;

use peergroups::charter::Decisions;
use peergroups::decision::{Rule, Silence, Voice};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::{Id as _, Moment};

use super::entities::{DecisionEnd, DecisionId, Subject, VoiceId, decision, decision_link, decision_voice};
use crate::app::keyring::{Place, Sealed};
use crate::app::{Result, secrets};
use crate::charter::queries::terms;
use crate::community::{self, CommunityId};
use crate::groups::{self, GroupId, SeatId, SeatRow};

/// How this group decides: as its charter says, or as is usual.
pub(super) async fn rules_of(db: &impl ConnectionTrait, group: GroupId) -> Result<Decisions> {
    Ok(terms(db, group).await?.decisions())
}

/// By which rule a question of this kind is settled, and what saying nothing means. What needs everyone is never agreed
/// by saying nothing.
pub(super) fn rule_for(rules: Decisions, subject: Subject) -> (Rule, Silence) {
    let rule = match subject {
        Subject::Norm => rules.norms,
        Subject::Admission => rules.admission,
        Subject::Removal(_) => rules.removal,
        Subject::Date | Subject::Purpose | Subject::Other => rules.other,
    };
    let silence = if rule == Rule::Unanimity { Silence::Refuses } else { rules.silence };
    (rule, silence)
}

/// A question to a group, and what came of it.
#[derive(Clone, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub community: CommunityId,
    pub group: GroupId,
    /// Whoever asked.
    pub by: SeatId,
    pub subject: Subject,
    pub rule: Rule,
    pub silence: Silence,
    pub asked_at: Moment,
    pub reply_by: Moment,
    pub ended: Option<(DecisionEnd, Moment)>,
    pub(super) sentence: Sealed,
    pub(super) why: Sealed,
    pub(super) word: Option<Sealed>,
}

impl Decision {
    /// Whether an answer still counts.
    pub fn is_open(&self, now: Moment) -> bool {
        self.ended.is_none() && now < self.reply_by
    }

    /// Whether somebody at the table is asked: not whom it is about, and not whoever came later.
    pub(super) fn asks(&self, seat: &SeatRow) -> bool {
        let was_there = seat.accepted_at.is_some_and(|since| since <= self.asked_at);
        was_there && self.subject.about() != Some(seat.id)
    }

    /// The address of its page within the group.
    pub(super) fn path(&self) -> String {
        format!("/decisions/{}", self.id)
    }

    pub(super) fn place(&self, column: &'static str) -> Place {
        place(self.id, column)
    }
}

/// Where words of a decision lie.
pub(super) fn place(decision: DecisionId, column: &'static str) -> Place {
    Place { table: "decision", column, row: decision.uuid() }
}

impl From<decision::Model> for Decision {
    fn from(row: decision::Model) -> Self {
        Self {
            id: row.id,
            community: row.community_id,
            group: row.group_id,
            by: row.by_seat,
            subject: Subject::named(&row.subject, row.about_seat).unwrap_or(Subject::Other),
            // What cannot be read is the strictest, so that nothing is agreed by mistake.
            rule: Rule::named(&row.rule).unwrap_or(Rule::Unanimity),
            silence: Silence::named(&row.silence).unwrap_or(Silence::Refuses),
            asked_at: row.asked_at,
            reply_by: row.reply_by,
            ended: row.end.zip(row.ended_at),
            sentence: row.sentence,
            why: row.why,
            word: row.word,
        }
    }
}

/// A question to this group.
pub async fn decision(db: &impl ConnectionTrait, group: GroupId, id: DecisionId) -> Result<Option<Decision>> {
    let row = decision::Entity::find_by_id(id).filter(decision::Column::GroupId.eq(group)).one(db).await?;
    Ok(row.map(Decision::from))
}

/// The same, with nobody else answering it until the transaction ends.
pub(super) async fn hold(
    db: &impl ConnectionTrait,
    group: GroupId,
    id: DecisionId,
) -> Result<Option<Decision>> {
    let own = decision::Column::GroupId.eq(group);
    let row = decision::Entity::find_by_id(id).filter(own).lock_exclusive().one(db).await?;
    Ok(row.map(Decision::from))
}

/// The open questions of these groups, the oldest first.
pub async fn open_decisions(db: &impl ConnectionTrait, groups: &[GroupId]) -> Result<Vec<Decision>> {
    let rows = decision::Entity::find()
        .filter(decision::Column::GroupId.is_in(groups.iter().copied()))
        .filter(decision::Column::EndedAt.is_null())
        .order_by_asc(decision::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Decision::from).collect())
}

/// As many settled questions as a page shows.
pub(super) const PAGE: u64 = 20;

/// One page of what a group has settled, the latest first, and how many there are.
pub(super) async fn settled(
    db: &impl ConnectionTrait,
    group: GroupId,
    page: u64,
) -> Result<(Vec<Decision>, u64)> {
    let wanted = decision::Entity::find()
        .filter(decision::Column::GroupId.eq(group))
        .filter(decision::Column::EndedAt.is_not_null());
    let total = wanted.clone().count(db).await?;
    let rows = wanted
        .order_by_desc(decision::Column::EndedAt)
        .order_by_desc(decision::Column::Id)
        .offset(page.saturating_mul(PAGE))
        .limit(PAGE)
        .all(db)
        .await?;
    Ok((rows.into_iter().map(Decision::from).collect(), total))
}

/// What somebody said to a question.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    pub(super) id: VoiceId,
    pub(super) decision: DecisionId,
    pub(super) seat: SeatId,
    pub(super) voice: Voice,
    pub(super) words: Option<Sealed>,
}

impl Spoken {
    pub(super) fn place(&self) -> Place {
        words_place(self.id)
    }
}

/// Where the words of an answer lie.
pub(super) fn words_place(voice: VoiceId) -> Place {
    Place { table: "decision_voice", column: "words", row: voice.uuid() }
}

/// What was said to these questions, in the order it was said; of one that is settled, what counted.
pub(super) async fn spoken(db: &impl ConnectionTrait, decisions: &[Decision]) -> Result<Vec<Spoken>> {
    let rows = decision_voice::Entity::find()
        .filter(decision_voice::Column::DecisionId.is_in(decisions.iter().map(|decision| decision.id)))
        .order_by_asc(decision_voice::Column::Id)
        .all(db)
        .await?;
    let spoken = |row: decision_voice::Model| Spoken {
        id: row.id,
        decision: row.decision_id,
        seat: row.seat_id,
        voice: Voice::named(&row.voice).unwrap_or(Voice::Silent),
        words: row.words,
    };
    Ok(rows.into_iter().map(spoken).collect())
}

/// What the link of a letter answers, and for which seat.
#[derive(Clone, Debug)]
pub(super) struct DecisionLink {
    pub(super) group: GroupId,
    pub(super) decision: DecisionId,
    pub(super) seat: SeatId,
}

/// The link with this secret, whether it is still of use or not.
pub(super) async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<DecisionLink>> {
    let row = decision_link::Entity::find_by_id(secrets::hash(token)).one(db).await?;
    Ok(row.map(|row| DecisionLink { group: row.group_id, decision: row.decision_id, seat: row.seat_id }))
}

/// Who holds or held these seats, by name.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    community: CommunityId,
    seats: &[SeatId],
) -> Result<BTreeMap<SeatId, String>> {
    let holders = groups::holders(db, community, seats).await?;
    let ids: Vec<_> = holders.values().copied().collect();
    let members = community::members_by_id(db, community, &ids).await?;
    let named = holders.into_iter().filter_map(|(seat, member)| {
        let member = members.iter().find(|known| known.id == member)?;
        Some((seat, member.name.clone()))
    });
    Ok(named.collect())
}
