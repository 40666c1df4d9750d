//! Derives the moments of coming meetings anew when zone data has changed, and reports what moved.

use calendar::ZoneData;
use store::Moment;

use super::entities::SeriesId;
use super::queries::Meeting;
use super::{actions, emails, queries};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::JobKind;
use crate::app::{App, Result, WriteTx, letterbox};
use crate::community;
use crate::groups::{self, GroupId};

const DERIVE_ANEW: &str = "meetings.derive_anew";
const CHUNK: u64 = 50;

pub(super) fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(DERIVE_ANEW, derive_anew)]
}

/// A day passes at every start too, and a new release takes a start.
pub(super) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![(DayPassed::NAME, DERIVE_ANEW)]
}

/// Goes on where it was interrupted: what was derived anew is not moved again.
async fn derive_anew(app: App, _: DayPassed) -> Result<()> {
    let version = ZoneData::current().version();
    let before = queries::zone_release(app.db()).await?;
    if before.as_deref() == Some(version) {
        return Ok(());
    }
    let (now, mut after, mut count) = (app.clock().now(), None::<SeriesId>, 0);
    while before.is_some() {
        let chunk = queries::series_to_come(app.db(), now, after, CHUNK).await?;
        let Some((_, last)) = chunk.last().copied() else { break };
        for (group, series) in chunk {
            let moved = app.write(async |tx| {
                let moved = actions::derive_anew(tx, group, series).await?;
                report(tx, &app, group, series, &moved).await?;
                Ok(moved.len())
            });
            count += moved.await?;
        }
        after = Some(last);
    }
    app.write(async |tx| actions::derived_by(tx, version, count).await).await?;
    if count > 0 {
        tracing::info!(version, meetings = count, "meetings moved with the rules of time zones");
    }
    Ok(())
}

/// Tells whoever leads the group which meetings are at another moment now.
async fn report(
    tx: &WriteTx,
    app: &App,
    group: GroupId,
    series: SeriesId,
    moved: &[(Meeting, Moment)],
) -> Result<()> {
    let Some(group) = groups::group(tx.db(), group).await?.filter(|_| !moved.is_empty()) else {
        return Ok(());
    };
    let Some(series) = queries::series(tx.db(), group.id, series).await? else { return Ok(()) };
    let community = community::by_id(tx.db(), group.community).await?;
    let table = groups::table(tx.db(), &group).await?;
    for (chair, to) in queries::with_addresses(tx.db(), queries::leads(&table)).await? {
        let letter = emails::rules_changed(app, &community, &group, &series, (chair, &to), moved);
        letterbox::post(tx, letter).await?;
    }
    Ok(())
}
