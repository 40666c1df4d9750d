//! The letter a week ahead: on your clock the next meeting is at another hour.

use calendar::{Availability, Cause, ClockChange, clock_changes};

use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community;
use crate::groups::{self, Group};
use crate::meetings::clocks::reading_clock;
use crate::meetings::queries::{Meeting, Series, meetings_of, seated, series, with_addresses};
use crate::ui::Letter;

/// Tells everyone on whose clock this meeting is at another hour than the one before it, once. Whoever travels
/// knows.
pub(super) async fn foretell(tx: &WriteTx, app: &App, meeting: &Meeting) -> Result<()> {
    let Some(group) = groups::group(tx.db(), meeting.group).await? else { return Ok(()) };
    let Some(series) = series(tx.db(), group.id, meeting.series).await? else { return Ok(()) };
    let Some(before) = before(tx, meeting).await? else { return Ok(()) };
    let community = community::by_id(tx.db(), group.community).await?;
    let table = seated(tx.db(), &group, tx.now()).await?;
    for (chair, address) in with_addresses(tx.db(), table.iter().map(|seated| &seated.chair)).await? {
        let Some(seated) = table.iter().find(|seated| seated.seat() == chair.seat.id) else { continue };
        let zone = reading_clock(&address.zone, Some(chair));
        let own = Availability { zone: zone.clone(), ..seated.seen_by(seated.seat()) };
        let Some(change) = change(&own, &series, (&before, meeting)) else { continue };
        let letter = letter(app, &group, &change, zone.city());
        let key = format!("hour-changes:{}:{}", meeting.id, seated.seat());
        let to = (chair.name.as_str(), address.email.as_str());
        let letter = community::letter(&community, "meetings.hour_changes", to, key, letter);
        let urgency = Urgency::Routine { zone };
        letterbox::post(tx, Outgoing { urgency, about: Some(About::Changes), ..letter }).await?;
    }
    Ok(())
}

/// The last meeting of the same series before one that is where the rule has it.
async fn before(tx: &WriteTx, meeting: &Meeting) -> Result<Option<Meeting>> {
    if meeting.local != meeting.original {
        return Ok(None);
    }
    let mut earlier = meetings_of(tx.db(), meeting.series).await?;
    earlier.retain(|one| !one.is_off() && one.local == one.original && one.original < meeting.original);
    Ok(earlier.pop())
}

fn change(
    own: &Availability,
    series: &Series,
    (before, meeting): (&Meeting, &Meeting),
) -> Option<ClockChange> {
    let moments = [before.starts_at.0, meeting.starts_at.0];
    let changes = clock_changes(own, &series.record.anchor(), &moments);
    changes.into_iter().find(|change| change.cause != Cause::Journey)
}

fn letter(app: &App, group: &Group, change: &ClockChange, city: String) -> Letter {
    let words = app.words();
    let (hour, usual) = (change.local.strftime("%H:%M"), change.before.strftime("%H:%M"));
    let why = match change.cause {
        Cause::OwnClock => words.say("hour-changes-own").s("city", city),
        Cause::AnchorClock | Cause::Journey => words.say("hour-changes-anchor").s("city", city),
    };
    let text = words.say("hour-changes-text").s("group", &group.name).s("hour", &hour).s("usual", usual);
    Letter {
        subject: words.say("hour-changes-subject").s("group", &group.name).s("hour", &hour).to_string(),
        before: vec![text.s("day", change.local.strftime("%A %-d %B")).to_string(), why.to_string()],
        button: words.say("hour-changes-button").to_string(),
        link: app.link(&group.path("/fairness")),
        ..Letter::default()
    }
}
