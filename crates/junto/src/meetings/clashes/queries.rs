//! Which meetings of a member's groups they mean to come to, and which of these are at the same time.

use std::ops::Range;

use calendar::Timestamp;
use sea_orm::entity::prelude::*;
use store::Moment;

use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{CommunityId, Member, MemberId};
use crate::groups::{self, Group, SeatId};
use crate::meetings::entities::{MeetingId, Said, SeriesId};
use crate::meetings::queries::{Meeting, Seated, Series, answers, meetings_after, series_of};

/// A meeting to come, of a group in which a member has this seat.
#[derive(Clone, Debug)]
pub struct Coming {
    pub group: Group,
    pub seat: SeatId,
    pub meeting: Meeting,
}

/// Two meetings of a member at the same time.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The earlier one.
    pub first: Coming,
    pub second: Coming,
}

impl Clash {
    /// The group that meets at the same time as this meeting.
    pub fn beside(&self, meeting: MeetingId) -> Option<&Group> {
        match (self.first.meeting.id == meeting, self.second.meeting.id == meeting) {
            (true, _) => Some(&self.second.group),
            (_, true) => Some(&self.first.group),
            _ => None,
        }
    }
}

/// The coming meetings of different groups that are at the same time and to neither of which somebody has said that
/// they do not come, the soonest first.
pub async fn clashes(app: &App, person: &Person) -> Result<Vec<Clash>> {
    let (db, now) = (app.db(), app.clock().now());
    let mut coming: Vec<Coming> = Vec::new();
    for member in Member::all_of(app, person).await? {
        coming.extend(coming_of(db, member.community().id, member.id(), now).await?);
    }
    let order = |one: &Coming| (one.meeting.starts_at, one.group.name.clone());
    coming.sort_by_cached_key(order);
    let mut clashes = Vec::new();
    for (place, first) in coming.iter().enumerate() {
        let after = coming.iter().skip(place + 1);
        let meanwhile = after.take_while(|other| other.meeting.starts_at < first.meeting.ends_at);
        let others = meanwhile.filter(|other| other.group.id != first.group.id);
        clashes.extend(others.map(|second| Clash { first: first.clone(), second: second.clone() }));
    }
    Ok(clashes)
}

/// Takes what other groups of those at a table have agreed on as taken; nothing tells which groups.
pub async fn engaged(
    db: &impl ConnectionTrait,
    group: &Group,
    now: Moment,
    table: &mut [Seated],
) -> Result<()> {
    for seated in table {
        let coming = coming_of(db, group.community, seated.chair.seat.member, now).await?;
        let others = coming.into_iter().filter(|other| other.group.id != group.id);
        let times: Vec<Range<Timestamp>> =
            others.map(|other| other.meeting.starts_at.0..other.meeting.ends_at.0).collect();
        if let Some(known) = &mut seated.availability {
            known.busy.extend(times.iter().cloned());
        }
        seated.engaged = times;
    }
    Ok(())
}

/// The meetings to come of the groups in which a member sits, but for those to which they do not come.
async fn coming_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
    now: Moment,
) -> Result<Vec<Coming>> {
    let mut coming = Vec::new();
    for (seat, group) in groups::seats_of(db, community, member).await? {
        if seat.accepted_at.is_none() {
            continue;
        }
        let series = series_of(db, group.id).await?;
        let ids: Vec<SeriesId> = series.iter().map(|series| series.id).collect();
        let said = answers(db, &ids).await?;
        let comes = |meeting: &Meeting| {
            let of = series.iter().find(|series: &&Series| series.id == meeting.series);
            of.is_some_and(|series| said.about(series, seat.id, Some(meeting.original)) != Some(Said::No))
        };
        let meetings = meetings_after(db, &[group.id], now).await?.into_iter();
        let meetings = meetings.filter(|meeting| !meeting.is_off() && comes(meeting));
        coming.extend(meetings.map(|meeting| Coming { group: group.clone(), seat: seat.id, meeting }));
    }
    Ok(coming)
}
