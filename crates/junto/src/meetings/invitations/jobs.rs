//! When calendars are told: at once what is new, soon or over, else in the member's next morning, so that the
//! changes of a day are one message. Who has not said whether they come is asked once, three days before.

use calendar::{Time, Zone};
use serde::{Deserialize, Serialize};
use store::Moment;

use super::queries::{self, Reader};
use super::{actions, emails};
use crate::app::daily::DayPassed;
use crate::app::events::Event as _;
use crate::app::jobs::{self, JobKind, NewJob};
use crate::app::{App, Result, WriteTx};
use crate::community::MemberId;
use crate::groups::{self, GroupId, SeatId, SeatLeft, SeatPaused, SeatResumed, SeatTaken};
use crate::meetings::clocks::{Addressee, ReadingClock, addressees};
use crate::meetings::entities::{MeetingId, SeriesId};
use crate::meetings::events::SeriesChanged;
use crate::meetings::queries::{self as series, Meeting};
use crate::meetings::{answers, feed};

const CHANGED: &str = "meetings.series_changed";
const TAKEN: &str = "meetings.seat_taken";
const LEFT: &str = "meetings.seat_left";
const TELL: &str = "meetings.tell";
const SWEEP: &str = "meetings.sweep";
const REMIND: &str = "meetings.remind";

/// A change of what begins sooner than this is told at once.
const SOON_SECONDS: i64 = 48 * 3600;
const DAY_SECONDS: i64 = 24 * 3600;

pub(in crate::meetings) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind::new(CHANGED, series_changed),
        JobKind::new(TAKEN, |app, seat: SeatTaken| seat_taken(app, seat)),
        JobKind::new(LEFT, |app, seat: SeatLeft| seat_left(app, seat)),
        JobKind::new(TELL, tell),
        JobKind::new(SWEEP, |app, DayPassed {}| sweep(app)),
        JobKind::new(REMIND, remind),
    ]
}

pub(in crate::meetings) fn subscriptions() -> Vec<(&'static str, &'static str)> {
    vec![
        (SeriesChanged::NAME, CHANGED),
        (SeatTaken::NAME, TAKEN),
        (SeatResumed::NAME, TAKEN),
        (SeatLeft::NAME, LEFT),
        (SeatPaused::NAME, LEFT),
        (DayPassed::NAME, SWEEP),
    ]
}

/// A calendar to be told of a series.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Tell {
    pub(super) group: GroupId,
    pub(super) series: SeriesId,
    pub(super) member: MemberId,
}

/// Asks for a calendar to be told. Two such jobs are harmless; one that waited for both would lose a change that
/// comes while it runs.
pub(super) async fn ask(tx: &WriteTx, tell: Tell, at: Moment) -> Result<()> {
    jobs::enqueue(tx, NewJob::new(TELL, &tell)?.at(at)).await?;
    Ok(())
}

async fn tell(app: App, tell: Tell) -> Result<()> {
    app.write(async |tx| actions::tell(tx, &app, tell).await).await
}

async fn series_changed(app: App, changed: SeriesChanged) -> Result<()> {
    let SeriesChanged { group, series, .. } = changed;
    app.write(async |tx| {
        let (db, now) = (tx.db(), tx.now());
        let Some(of) = groups::group(db, group).await? else { return Ok(()) };
        let Some(known) = series::series(db, group, series).await? else { return Ok(()) };
        let copies = queries::copies_of(db, series).await?;
        let seats = groups::seats(db, &[group]).await?;
        let seated = seats.iter().filter(|seat| seat.takes_part(now)).map(|seat| seat.member);
        let gone = copies.iter().map(|copy| copy.member_id);
        let everyone: std::collections::BTreeSet<MemberId> = seated.chain(gone).collect();
        let is_urgent = known.cancelled_at.is_some() || changed.soonest().seconds_since(now) <= SOON_SECONDS;
        for member in everyone {
            let Some(reader) = Reader::of(db, &of, member, now).await? else { continue };
            let is_new = copies.iter().all(|copy| copy.member_id != member);
            let is_at_once = is_urgent || is_new || reader.seat.is_none();
            // What a calendar knows may end for what is new, and is told first.
            let follows = is_new && !queries::known_to(db, group, member).await?.is_empty();
            let at = match (follows, is_at_once) {
                (true, _) => now.plus_seconds(actions::APART_SECONDS),
                (false, true) => now,
                (false, false) => next_morning(reader.clock.zone_at(now), now),
            };
            ask(tx, Tell { group, series, member }, at).await?;
        }
        Ok(())
    })
    .await
}

/// Whoever takes a seat or is back is asked to all that is to come.
async fn seat_taken(app: App, SeatTaken { group, seat }: SeatTaken) -> Result<()> {
    app.write(async |tx| {
        let Some(member) = member_of(tx, group, seat).await? else { return Ok(()) };
        feed::touch(tx, group, member).await?;
        for series in series::series_of(tx.db(), group).await? {
            ask(tx, Tell { group, series: series.id, member }, tx.now()).await?;
        }
        Ok(())
    })
    .await
}

/// What is to come goes out of the calendar of whoever leaves or pauses.
async fn seat_left(app: App, SeatLeft { group, seat }: SeatLeft) -> Result<()> {
    app.write(async |tx| {
        let Some(member) = member_of(tx, group, seat).await? else { return Ok(()) };
        feed::touch(tx, group, member).await?;
        for series in queries::known_to(tx.db(), group, member).await? {
            ask(tx, Tell { group, series, member }, tx.now()).await?;
        }
        Ok(())
    })
    .await
}

async fn member_of(tx: &WriteTx, group: GroupId, seat: SeatId) -> Result<Option<MemberId>> {
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(None) };
    Ok(groups::holders(tx.db(), group.community, &[seat]).await?.get(&seat).copied())
}

/// The next seven o'clock on a clock.
fn next_morning(zone: &Zone, now: Moment) -> Moment {
    at_hour(zone, now, 7, 0).filter(|seven| *seven > now).or_else(|| at_hour(zone, now, 7, 1)).unwrap_or(now)
}

/// An hour of the day that it is on a clock at a moment, or of one so many days later.
fn at_hour(zone: &Zone, moment: Moment, hour: i8, days: i64) -> Option<Moment> {
    let day = zone.local_at(moment.0).date().checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    zone.moment_of(day.to_datetime(Time::new(hour, 0, 0, 0).ok()?)).map(Moment)
}

/// Somebody who may have to be reminded of a meeting.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Remind {
    group: GroupId,
    meeting: MeetingId,
    member: MemberId,
}

/// Before seven, when letters that can wait go out.
const REMINDER_HOUR: i8 = 6;
const REMINDER_DAYS: i64 = 3;

/// Once a day: forgets old links, and asks for reminders of the meetings whose third day before is near. Asked
/// for twice, they wait once.
async fn sweep(app: App) -> Result<()> {
    let now = app.clock().now();
    app.write(answers::sweep).await?;
    let (from, to) = (now.plus_seconds(2 * DAY_SECONDS), now.plus_seconds(6 * DAY_SECONDS));
    for meeting in queries::meetings_between(app.db(), from, to).await? {
        app.write(async |tx| ask_to_remind(tx, &meeting).await).await?;
    }
    Ok(())
}

async fn ask_to_remind(tx: &WriteTx, meeting: &Meeting) -> Result<()> {
    let Some(group) = groups::group(tx.db(), meeting.group).await? else { return Ok(()) };
    let table = groups::table(tx.db(), &group).await?.into_iter();
    let chairs = table.filter(|chair| chair.takes_part(tx.now()));
    for Addressee { chair, clock, .. } in addressees(tx.db(), group.community, chairs).await? {
        let Some(at) = third_day_before(&clock, meeting) else { continue };
        if at <= tx.now() {
            continue;
        }
        let remind = Remind { group: group.id, meeting: meeting.id, member: chair.seat.member };
        let key = format!("{REMIND}:{}:{}:{at}", meeting.id, chair.seat.id);
        jobs::enqueue(tx, NewJob::new(REMIND, &remind)?.at(at).once(key)).await?;
    }
    Ok(())
}

/// When somebody may be reminded of a meeting, on the clock where they are then.
fn third_day_before(clock: &ReadingClock, meeting: &Meeting) -> Option<Moment> {
    let zone = clock.zone_at(meeting.starts_at.plus_seconds(-REMINDER_DAYS * DAY_SECONDS));
    at_hour(zone, meeting.starts_at, REMINDER_HOUR, -REMINDER_DAYS)
}

async fn remind(app: App, Remind { group, meeting, member }: Remind) -> Result<()> {
    app.write(async |tx| {
        let db = tx.db();
        let Some(group) = groups::group(db, group).await? else { return Ok(()) };
        let Some(meeting) = series::meeting(db, group.id, meeting).await? else { return Ok(()) };
        let Some(reader) = Reader::of(db, &group, member, tx.now()).await? else { return Ok(()) };
        let Some(seat) = reader.seat else { return Ok(()) };
        let Some(series) = series::series(db, group.id, meeting.series).await? else { return Ok(()) };
        // It may have moved since this was asked for; then its own third day before is another.
        let third = third_day_before(&reader.clock, &meeting);
        let is_its_day = third.is_some_and(|third| (0..DAY_SECONDS).contains(&tx.now().seconds_since(third)));
        let answers = answers(db, &[series.id]).await?;
        let has_answered = answers.about(&series, seat, Some(meeting.original)).is_some();
        if meeting.is_off() || has_answered || !is_its_day {
            return Ok(());
        }
        emails::remind(tx, &app, &group, &series, (&meeting, &reader, seat)).await
    })
    .await
}

#[cfg(test)]
mod morning {
    use super::*;

    #[test]
    fn a_morning_is_that_of_the_members_own_clock_also_when_clocks_change() {
        let check = |zone: &str, now: &str, expected: &str| {
            let at = |text: &str| Moment(text.parse().unwrap());
            assert_eq!(next_morning(&Zone::named(zone).unwrap(), at(now)), at(expected), "{zone} at {now}");
        };
        check("UTC", "2026-10-01T06:59:59Z", "2026-10-01T07:00:00Z");
        check("UTC", "2026-10-01T07:00:00Z", "2026-10-02T07:00:00Z");
        check("Asia/Tokyo", "2026-10-01T21:30:00Z", "2026-10-01T22:00:00Z");
        check("Europe/Lisbon", "2026-10-24T12:00:00Z", "2026-10-25T07:00:00Z");
        check("Europe/Lisbon", "2027-03-27T12:00:00Z", "2027-03-28T06:00:00Z");
    }
}
