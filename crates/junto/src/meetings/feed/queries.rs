//! What a person's calendar feed shows, and whose it is.

use calendar::Timestamp;
use calendar::ical::{Entry, EntryError, FeedItem, FeedStatus, Times};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use store::Moment;

use crate::accounts::PersonId;
use crate::app::secrets;
use crate::app::{App, Result};
use crate::community;
use crate::groups::{self, GroupId};
use crate::meetings::entities::{calendar_feed, series};
use crate::meetings::queries::Series;

/// For so long a series that was called off is shown as such, for calendars that fetch rarely.
const CANCELLED_SECONDS: i64 = 30 * 24 * 3600;
/// Series that ended longer ago are left out.
const ENDED_DAYS: i64 = 366;
const LIST: u64 = 200;

/// A private address that works.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    pub(super) person: PersonId,
    pub(super) hash: Vec<u8>,
    pub(super) made_at: Moment,
    /// When its owner last took or left a seat.
    pub(super) changed_at: Moment,
}

impl From<calendar_feed::Model> for Feed {
    fn from(row: calendar_feed::Model) -> Self {
        Self { person: row.person_id, hash: row.hash, made_at: row.made_at, changed_at: row.changed_at }
    }
}

/// The feed at a secret address, unless it has ended.
pub(super) async fn by_token(db: &impl ConnectionTrait, token: &str) -> Result<Option<Feed>> {
    let row = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::Hash.eq(secrets::hash(token)))
        .filter(calendar_feed::Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(Feed::from))
}

/// The feed of a person, if they have one.
pub(super) async fn of(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<Feed>> {
    let row = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::PersonId.eq(person))
        .filter(calendar_feed::Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(Feed::from))
}

/// The meetings of all groups in which a person sits, from the day on which they took the seat.
pub(super) async fn items(app: &App, person: PersonId, now: Moment) -> Result<Vec<FeedItem>> {
    let mut items = Vec::new();
    for member in community::memberships(app.db(), person).await? {
        let seats = groups::seats_of(app.db(), member.community, member.id).await?;
        let ids: Vec<GroupId> = seats.iter().map(|(_, group)| group.id).collect();
        let series = shown(app.db(), &ids, now).await?;
        for (seat, group) in &seats {
            let Some(since) = seat.accepted_at.filter(|_| !seat.is_paused(now)) else { continue };
            let own = series.iter().filter(|series| series.group == group.id);
            items.extend(own.filter_map(|series| item(app, series, since, now)));
        }
    }
    Ok(items)
}

async fn shown(db: &impl ConnectionTrait, groups: &[GroupId], now: Moment) -> Result<Vec<Series>> {
    let long_off = now.plus_seconds(-CANCELLED_SECONDS);
    let rows = series::Entity::find()
        .filter(series::Column::GroupId.is_in(groups.iter().copied()))
        .filter(series::Column::CancelledAt.is_null().or(series::Column::CancelledAt.gt(long_off)))
        .order_by_desc(series::Column::Id)
        .limit(LIST)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Series::from).collect())
}

/// `None` where nothing of it belongs to somebody who took their seat then.
fn item(app: &App, series: &Series, since: Moment, now: Moment) -> Option<FeedItem> {
    let ended = series.record.last.and_then(|last| last.checked_add(jiff::Span::new().days(ENDED_DAYS)).ok());
    if ended.is_some_and(|ended| ended < calendar::Zone::utc().local_at(now.0).date()) {
        return None;
    }
    let entry = series.entry(app).ok()?;
    let came = series.record.anchor().local_at(since.0).date();
    let entry = match entry.from_day(came) {
        Ok(rest) => rest,
        Err(EntryError::NotASeries) => Some(entry).filter(|entry| begins(entry) >= since.0)?,
        Err(_) => return None,
    };
    let changed = series.changed_at.0.max(since.0);
    Some(match series.cancelled_at {
        None => FeedItem { entry, status: FeedStatus::Confirmed, changed },
        Some(_) => {
            let entry = Entry { sequence: entry.next_sequence(), ..entry };
            FeedItem { entry, status: FeedStatus::Cancelled, changed }
        }
    })
}

fn begins(entry: &Entry) -> Timestamp {
    match &entry.times {
        Times::Once { start, .. } => *start,
        Times::Series(_) => Timestamp::MAX,
    }
}
