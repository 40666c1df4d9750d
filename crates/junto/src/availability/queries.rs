//! What is known of when members can meet.

use std::collections::HashMap;

use calendar::{Availability, Journey, WeeklyHours, Zone};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use store::Day;

use super::entities::{Busy, busy_feed, day_off, journey};
use crate::accounts::{self, PersonId};
use crate::app::Result;
use crate::community::{self, CommunityId, MemberId};
use crate::roster::{self, Selection};

/// When these members can meet. Whoever has said no hours, and whoever has left, is not in the answer; whoever
/// has named no zone is taken to live by UTC.
pub async fn of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Availability>> {
    let mut known = weekly(db, community, members).await?;
    let said: Vec<MemberId> = known.keys().copied().collect();
    let journeys = journey::Entity::find().filter(journey::Column::MemberId.is_in(said.iter().copied()));
    for row in journeys.filter(journey::Column::CommunityId.eq(community)).all(db).await? {
        if let (Some(member), Ok(zone)) = (known.get_mut(&row.member_id), Zone::named(&row.zone)) {
            member.journeys.push(Journey { zone, from: row.first_date.0, to: row.last_date.0 });
        }
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

/// The hours of a week and the zone of whoever has said them.
async fn weekly(
    db: &impl ConnectionTrait,
    community: CommunityId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Availability>> {
    let said = |text: Option<&str>| text.and_then(|text| WeeklyHours::parse(text).ok());
    let profiles = roster::profiles(db, community, &Selection::These(members.to_vec())).await?;
    let said = profiles.into_iter().filter_map(|(member, profile)| {
        let hours = said(profile.availability.as_deref()).filter(|hours| !hours.is_empty())?;
        Some((member, hours, profile.time_zone))
    });
    let said: Vec<(MemberId, WeeklyHours, Option<String>)> = said.collect();
    let ids: Vec<MemberId> = said.iter().map(|(member, ..)| *member).collect();
    let living = community::members_by_id(db, community, &ids).await?;
    let people: Vec<PersonId> = living.iter().map(|member| member.person).collect();
    let addresses = accounts::addresses(db, &people).await?;
    let availability = |(id, hours, own): (MemberId, WeeklyHours, Option<String>)| {
        let member = living.iter().find(|member| member.id == id && !member.has_left)?;
        let address = addresses.iter().find(|address| address.id == member.person);
        let zone = own.or_else(|| Some(address?.zone.clone()));
        let zone = zone.and_then(|name| Zone::named(&name).ok()).unwrap_or_else(Zone::utc);
        Some((id, Availability::new(zone, hours)))
    };
    Ok(said.into_iter().filter_map(availability).collect())
}

/// The longest stretch of days off, in days.
pub(super) const DAYS_OFF_LONGEST: usize = 400;

/// Each date from the first to the last.
fn dates(first: Day, last: Day) -> impl Iterator<Item = calendar::Date> {
    let each = std::iter::successors(Some(first.0), |date| date.tomorrow().ok());
    each.take_while(move |date| *date <= last.0).take(DAYS_OFF_LONGEST)
}
