//! Questions about quorums and those who can come.

use peergroups::attendance::{Below, Quorum};
use peergroups::charter::Charter;
use sea_orm::entity::prelude::*;
use store::Moment;

use crate::app::Result;
use crate::charter;
use crate::groups::{self, Group, GroupId, SeatId};
use crate::meetings::attendance::entities::shortage;
use crate::meetings::entities::{MeetingId, Said};
use crate::meetings::queries::{Meeting, answers, series};
use crate::ui::Words;

/// What a group has agreed about how many a meeting needs.
#[derive(Clone, Copy, Debug)]
pub(in crate::meetings) struct Need(pub(super) Quorum);

impl Need {
    /// Nothing where the group lives by no charter.
    pub(in crate::meetings) async fn of(db: &impl ConnectionTrait, group: GroupId) -> Result<Self> {
        let charter = charter::in_force(db, group).await?.map(|version| version.terms);
        Ok(Self(charter.as_ref().map_or(Quorum::NOTHING, Charter::quorum)))
    }

    /// Whether a date stands: "Needs five; four have said yes." Nothing where however few suffice.
    pub(in crate::meetings) fn line(
        &self,
        words: &Words,
        said: impl IntoIterator<Item = Option<Said>>,
    ) -> Option<String> {
        self.stands(words, Count::of(said))
    }

    /// Whether a meeting may be moved: not where dates are fixed, unless too few can come.
    pub(in crate::meetings) fn may_move(&self, said: impl IntoIterator<Item = Option<Said>>) -> bool {
        let count = Count::of(said);
        self.0.may_move(count.can_come(), count.seats)
    }

    pub(super) fn stands(&self, words: &Words, count: Count) -> Option<String> {
        let needed = self.0.needed(count.seats);
        if needed < 2 {
            return None;
        }
        let key = match count {
            count if count.yes >= needed => "quorum-stands",
            count if count.can_come() >= needed => "quorum-open",
            _ => "quorum-short",
        };
        let said = words.say(key).n("needed", needed).n("yes", count.yes);
        Some(said.n("most", count.can_come()).to_string())
    }
}

/// What those at the table have said about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::meetings::attendance) struct Count {
    pub(super) seats: usize,
    pub(super) yes: usize,
    pub(super) no: usize,
}

impl Count {
    pub(in crate::meetings::attendance) fn of(said: impl IntoIterator<Item = Option<Said>>) -> Self {
        let mut count = Self { seats: 0, yes: 0, no: 0 };
        for said in said {
            count.seats += 1;
            count.yes += usize::from(said == Some(Said::Yes));
            count.no += usize::from(said == Some(Said::No));
        }
        count
    }

    /// Whoever has not said no.
    pub(super) fn can_come(self) -> usize {
        self.seats.saturating_sub(self.no)
    }
}

/// What was said about one meeting.
pub(super) async fn count(db: &impl ConnectionTrait, group: &Group, meeting: &Meeting) -> Result<Count> {
    let table = groups::table(db, group).await?;
    let seats: Vec<SeatId> =
        table.iter().filter(|chair| chair.takes_part(meeting.starts_at)).map(|chair| chair.seat.id).collect();
    let Some(series) = series(db, group.id, meeting.series).await? else { return Ok(Count::of([])) };
    let said = answers(db, &[series.id]).await?;
    Ok(Count::of(seats.into_iter().map(|seat| said.about(&series, seat, Some(meeting.original)))))
}

/// Too few can come to a meeting at this time.
#[derive(Clone, Debug)]
pub(in crate::meetings::attendance) struct Shortage {
    pub(in crate::meetings::attendance) meeting: MeetingId,
    pub(in crate::meetings::attendance) starts_at: Moment,
    pub(super) is_answered: bool,
}

impl From<shortage::Model> for Shortage {
    fn from(row: shortage::Model) -> Self {
        Self { meeting: row.meeting_id, starts_at: row.starts_at, is_answered: row.answered_at.is_some() }
    }
}

/// Whether too few were found for a meeting at the time at which it is.
pub(super) async fn shortage(db: &impl ConnectionTrait, meeting: &Meeting) -> Result<Option<Shortage>> {
    let row = shortage::Entity::find()
        .filter(shortage::Column::MeetingId.eq(meeting.id))
        .filter(shortage::Column::StartsAt.eq(meeting.starts_at))
        .one(db)
        .await?;
    Ok(row.map(Shortage::from))
}

/// What waits for an answer in a group. The meeting may have moved or been called off since.
pub(in crate::meetings::attendance) async fn open_shortages(
    db: &impl ConnectionTrait,
    group: GroupId,
    now: Moment,
) -> Result<Vec<Shortage>> {
    let rows = shortage::Entity::find()
        .filter(shortage::Column::GroupId.eq(group))
        .filter(shortage::Column::AnsweredAt.is_null())
        .filter(shortage::Column::StartsAt.gt(now))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Shortage::from).collect())
}

/// The name that a charter has for what happens below its quorum.
pub(super) fn name(below: Below) -> &'static str {
    match below {
        Below::MoveAWeek => "move-a-week",
        Below::AnotherTime => "another-time",
        Below::MeetAnyway => "meet-anyway",
    }
}
