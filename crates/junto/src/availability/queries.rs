//! What is known of when members can meet.

use std::collections::HashMap;

use calendar::{Availability, Date, Journey, WeeklyHours, Zone};
use peergroups::profile::Profile;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::{Day, Moment};

use super::entities::{Busy, busy_feed, day_off, journey};
use crate::accounts::{self, PersonId};
use crate::app::Result;
use crate::community::{self, CommunityId, Member, MemberId};
use crate::roster::{self, Selection, Standing};

/// When these members can meet. Whoever has said no hours, and whoever has left, is not in the answer; whoever
/// has named no zone is taken to live by UTC.
pub async fn of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Availability>> {
    let mut known = weekly(db, community, members).await?;
    let said: Vec<MemberId> = known.keys().copied().collect();
    for (member, journeys) in journeys(db, community, &said).await? {
        known.entry(member).and_modify(|member| member.journeys = journeys);
    }
    let days = day_off::Entity::find().filter(day_off::Column::MemberId.is_in(said.iter().copied()));
    for row in days.filter(day_off::Column::CommunityId.eq(community)).all(db).await? {
        if let Some(member) = known.get_mut(&row.member_id) {
            member.days_off.extend(dates(row.first_date, row.last_date));
        }
    }
    let busy: Vec<(MemberId, Busy)> = busy_feed::Entity::find()
        .select_only()
        .columns([busy_feed::Column::MemberId, busy_feed::Column::Busy])
        .filter(busy_feed::Column::MemberId.is_in(said))
        .filter(busy_feed::Column::CommunityId.eq(community))
        .into_tuple()
        .all(db)
        .await?;
    for (member, busy) in busy {
        let Some(member) = known.get_mut(&member) else { continue };
        member.busy.extend(busy.moments());
        member.days_off.extend(busy.days.into_iter().flat_map(|(first, last)| dates(first, last)));
    }
    Ok(known)
}

/// The journeys of those of these members who make any, also of whoever has said no hours. Where somebody is is for
/// them alone to see.
pub async fn journeys(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Vec<Journey>>> {
    let rows = journey::Entity::find()
        .filter(journey::Column::MemberId.is_in(members.iter().copied()))
        .filter(journey::Column::CommunityId.eq(community))
        .order_by_asc(journey::Column::Id)
        .all(db)
        .await?;
    let mut journeys: HashMap<MemberId, Vec<Journey>> = HashMap::new();
    for row in rows {
        journeys.entry(row.member_id).or_default().extend(row.journey());
    }
    Ok(journeys)
}

/// The hours of a week and the zone of whoever has said them.
async fn weekly(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Availability>> {
    let known = roster::profiles(db, community, &Selection::These(members.to_vec())).await?;
    let homes = homes(db, community, &known).await?;
    let availability = |(member, profile): (MemberId, Profile)| {
        let hours = WeeklyHours::parse(profile.availability.as_deref()?).ok()?;
        let zone = homes.get(&member).filter(|_| !hours.is_empty())?;
        Some((member, Availability::new(zone.clone(), hours)))
    };
    Ok(known.into_iter().filter_map(availability).collect())
}

/// Where these people live, as their profile says, or else as they said when they signed in. Who has left lives
/// nowhere.
async fn homes(
    db: &impl ConnectionTrait,
    community: CommunityId,
    known: &[(MemberId, Profile)],
) -> Result<HashMap<MemberId, Zone>> {
    let ids: Vec<MemberId> = known.iter().map(|(member, _)| *member).collect();
    let living = community::members_by_id(db, community, &ids).await?;
    let people: Vec<PersonId> = living.iter().map(|member| member.person).collect();
    let addresses = accounts::addresses(db, &people).await?;
    let home = |(id, profile): &(MemberId, Profile)| {
        let member = living.iter().find(|member| member.id == *id && !member.has_left)?;
        let address = addresses.iter().find(|address| address.id == member.person)?;
        let name = profile.time_zone.as_ref().unwrap_or(&address.zone);
        Some((*id, Zone::named(name).unwrap_or_else(|_| Zone::utc())))
    };
    Ok(known.iter().filter_map(home).collect())
}

/// Each date from the first to the last.
fn dates(first: Day, last: Day) -> impl Iterator<Item = Date> {
    let each = std::iter::successors(Some(first.0), |date| date.tomorrow().ok());
    each.take_while(move |date| *date <= last.0).take(STRETCH_LONGEST)
}

/// The longest journey and the longest stretch of days off, in days.
pub(super) const STRETCH_LONGEST: usize = 400;
/// As many journeys and as many stretches of days off as one member can have before them.
pub(super) const STRETCHES_MOST: usize = 60;

/// What a member has said of when they can meet, for themselves.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub standing: Standing,
    pub hours: WeeklyHours,
    /// None while nobody knows where they live.
    pub zone: Option<Zone>,
    pub journeys: Vec<journey::Model>,
    pub days_off: Vec<day_off::Model>,
    pub feeds: Vec<busy_feed::Model>,
}

/// What is still to come of it, in order.
pub(super) async fn own(db: &impl ConnectionTrait, member: &Member, now: Moment) -> Result<Own> {
    let standing = roster::own_standing(db, member, now).await?;
    let written = standing.profile.availability.as_deref();
    let hours = written.and_then(|text| WeeklyHours::parse(text).ok()).unwrap_or_default();
    // Whoever enters without a zone is given UTC.
    let zone = standing.profile.time_zone.as_deref().unwrap_or(member.person().zone());
    let zone = Zone::named(zone).ok().filter(|zone| zone.name() != "UTC");
    // The day before is somewhere still today.
    let today = Zone::utc().local_at(now.plus_seconds(-86_400).0).date();
    let journeys = journey::Entity::find()
        .filter(journey::Column::MemberId.eq(member.id()))
        .filter(journey::Column::LastDate.gte(Day(today)))
        .order_by_asc(journey::Column::FirstDate)
        .order_by_asc(journey::Column::Id)
        .limit(STRETCHES_MOST.try_into().unwrap_or(u64::MAX))
        .all(db)
        .await?;
    let days_off = day_off::Entity::find()
        .filter(day_off::Column::MemberId.eq(member.id()))
        .filter(day_off::Column::LastDate.gte(Day(today)))
        .order_by_asc(day_off::Column::FirstDate)
        .order_by_asc(day_off::Column::Id)
        .limit(STRETCHES_MOST.try_into().unwrap_or(u64::MAX))
        .all(db)
        .await?;
    let feeds = feeds_of(db, member.id()).await?;
    Ok(Own { standing, hours, zone, journeys, days_off, feeds })
}

/// The calendars of a member in the order in which they were added.
pub(super) async fn feeds_of(db: &impl ConnectionTrait, member: MemberId) -> Result<Vec<busy_feed::Model>> {
    let feeds = busy_feed::Entity::find()
        .filter(busy_feed::Column::MemberId.eq(member))
        .order_by_asc(busy_feed::Column::AddedAt)
        .order_by_asc(busy_feed::Column::Id)
        .all(db)
        .await?;
    Ok(feeds)
}

impl journey::Model {
    /// `None` where the zone is one that no release in force knows.
    fn journey(&self) -> Option<Journey> {
        let zone = Zone::named(&self.zone).ok()?;
        Some(Journey { zone, from: self.first_date.0, to: self.last_date.0 })
    }
}

impl Own {
    /// What all of it comes to.
    pub fn availability(&self) -> Availability {
        let zone = self.zone.clone().unwrap_or_else(Zone::utc);
        let mut availability = Availability::new(zone, self.hours.clone());
        availability.journeys = self.journeys.iter().filter_map(journey::Model::journey).collect();
        let days = self.days_off.iter().map(|row| (row.first_date, row.last_date));
        let of_feeds = self.feeds.iter().flat_map(|feed| feed.busy.days.iter().copied());
        availability.days_off = days.chain(of_feeds).flat_map(|(first, last)| dates(first, last)).collect();
        availability.busy = self.feeds.iter().flat_map(|feed| feed.busy.moments()).collect();
        availability
    }
}

/// Where somebody lives.
pub(super) async fn zone_of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    member: MemberId,
) -> Result<Zone> {
    let known = roster::known(db, community, &[member]).await?;
    let home = homes(db, community, &known).await?.remove(&member);
    Ok(home.unwrap_or_else(Zone::utc))
}

/// The next calendars to be read at this moment.
pub(super) async fn feeds_due(
    db: &impl ConnectionTrait,
    now: Moment,
    limit: u64,
) -> Result<Vec<busy_feed::Model>> {
    let due = busy_feed::Entity::find()
        .filter(busy_feed::Column::DueAt.lte(now))
        .order_by_asc(busy_feed::Column::DueAt)
        .limit(limit)
        .all(db)
        .await?;
    Ok(due)
}

/// When the next calendar is to be read.
pub(super) async fn next_feed_due(db: &impl ConnectionTrait) -> Result<Option<Moment>> {
    let next: Option<Moment> = busy_feed::Entity::find()
        .select_only()
        .column(busy_feed::Column::DueAt)
        .order_by_asc(busy_feed::Column::DueAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(next)
}
