//! The letter a week ahead: on your clock the next meeting is at another hour.

use calendar::{Cause, ClockChange, Time, clock_changes};
use store::Moment;

use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community;
use crate::groups::{self, Group};
use crate::meetings::clocks::{ReadingClock, addressees};
use crate::meetings::queries::{Meeting, Series, meetings_of, series};
use crate::ui::Letter;

/// Tells everyone on whose clock this meeting is at another hour than the one before it, once. Whoever travels
/// knows.
pub(super) async fn foretell(tx: &WriteTx, app: &App, meeting: &Meeting) -> Result<()> {
    let Some(group) = groups::group(tx.db(), meeting.group).await? else { return Ok(()) };
    let Some(series) = series(tx.db(), group.id, meeting.series).await? else { return Ok(()) };
    let Some(around) = Around::of(tx, meeting).await? else { return Ok(()) };
    let community = community::by_id(tx.db(), group.community).await?;
    let chairs = groups::table(tx.db(), &group).await?.into_iter().filter(|chair| chair.takes_part(tx.now()));
    for reader in addressees(tx.db(), group.community, chairs).await? {
        let Some(change) = around.change(&reader.clock, &series) else { continue };
        let letter = letter(app, &group, &change, (&around, &reader.clock));
        let key = format!("hour-changes:{}:{}", meeting.id, reader.chair.seat.id);
        let letter = community::letter(&community, "meetings.hour_changes", reader.to(), key, letter);
        let urgency = Urgency::Routine { zone: reader.clock.zone_at(tx.now()).clone() };
        letterbox::post(tx, Outgoing { urgency, about: Some(About::Changes), ..letter }).await?;
    }
    Ok(())
}

/// A meeting that is where the rule has it, between others of its series that are.
struct Around {
    earlier: Option<Moment>,
    before: Moment,
    this: Moment,
    after: Option<Moment>,
}

impl Around {
    /// `None` for one that was moved, and for the first.
    async fn of(tx: &WriteTx, meeting: &Meeting) -> Result<Option<Self>> {
        let mut by_rule = meetings_of(tx.db(), meeting.series).await?;
        by_rule.retain(|one| !one.is_off() && one.local == one.original);
        let Some(place) = by_rule.iter().position(|one| one.id == meeting.id) else { return Ok(None) };
        let at = |place: usize| by_rule.get(place).map(|one| one.starts_at);
        Ok(place.checked_sub(1).and_then(at).map(|before| Self {
            earlier: place.checked_sub(2).and_then(at),
            before,
            this: meeting.starts_at,
            after: at(place + 1),
        }))
    }

    fn change(&self, clock: &ReadingClock, series: &Series) -> Option<ClockChange> {
        let moments = [self.before.0, self.this.0];
        let changes = clock_changes(clock.whereabouts(), &series.record.anchor(), &moments);
        changes.into_iter().find(|change| change.cause != Cause::Journey)
    }
}

fn letter(
    app: &App,
    group: &Group,
    change: &ClockChange,
    (around, clock): (&Around, &ReadingClock),
) -> Letter {
    let words = app.words();
    let is_at =
        |moment: Option<Moment>, hour: Time| moment.is_some_and(|at| clock.local_at(at).time() == hour);
    let is_back = is_at(around.earlier, change.local.time());
    let is_once = is_at(around.after, change.before);
    let (hour, usual) = (change.local.strftime("%H:%M"), change.before.strftime("%H:%M"));
    let why = match change.cause {
        Cause::OwnClock => words.say("hour-changes-own"),
        Cause::AnchorClock | Cause::Journey => words.say("hour-changes-anchor"),
    };
    let why = why.s("city", clock.zone_at(around.this).city()).to_string();
    let text = if is_back { words.say("hour-changes-back") } else { words.say("hour-changes-text") };
    let text = text.s("group", &group.name).s("hour", &hour).s("usual", &usual);
    let once = (is_once && !is_back).then(|| words.say("hour-changes-once").s("usual", &usual).to_string());
    let day = change.local.strftime("%A %-d %B");
    Letter {
        subject: words.say("hour-changes-subject").s("group", &group.name).s("hour", &hour).to_string(),
        before: std::iter::once(text.s("day", day).to_string()).chain(once).chain([why]).collect(),
        button: words.say("hour-changes-button").to_string(),
        link: app.link(&group.path("/fairness")),
        ..Letter::default()
    }
}
