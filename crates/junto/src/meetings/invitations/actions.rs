//! Telling one member's calendar what it does not know of one series.

use calendar::ical::{self, About, Change, Entry, Mailbox, Message, Says, Telling, Times};
use calendar::{Date, DateTime};
use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::Moment;

use super::emails::{self, Told, date_of};
use super::jobs::{self, Tell};
use super::queries::{self, Reader};
use crate::app::{App, AppError, Result, WriteTx, letterbox, secrets};
use crate::community;
use crate::groups::{self, Group, SeatId};
use crate::meetings::entities::{Said, calendar_copy, reply_address};
use crate::meetings::queries::{self as meetings, Series};

/// What must arrive in an order leaves so much later, because letters overtake each other: a calendar knows nothing of
/// a date of an unknown series.
pub(super) const APART_SECONDS: i64 = 60;

/// No reminder waits for a meeting that is further away.
const REMINDED_SECONDS: i64 = 4 * 24 * 3600;

/// Sends what differs between what a member's calendar was told of a series and what is now, if anything does.
pub(super) async fn tell(tx: &WriteTx, app: &App, asked: Tell) -> Result<()> {
    let Tell { group, series, member } = asked;
    let Some(group) = groups::group(tx.db(), group).await? else { return Ok(()) };
    // Held first: two of these jobs at once see each other's work.
    let Some(series) = meetings::hold(tx.db(), group.id, series).await? else { return Ok(()) };
    let Some(reader) = Reader::of(tx.db(), &group, member, tx.now()).await? else { return Ok(()) };
    let copy = queries::copy(tx.db(), series.id, member).await?;
    let ahead = ahead(copy.as_ref(), &series);
    let told = copy.as_ref().and_then(|copy| copy.told.as_ref());
    let told =
        told.map(|told| told.entry(app, group.id, series.id)).transpose().map_err(AppError::internal)?;
    let now = entry_now(tx, app, &series, &reader, (told.is_some(), ahead))?;
    let today = today(tx.now(), &series, told.as_ref(), now.as_ref());
    let stamp = stamp(tx.now(), copy.as_ref());

    let organiser = organiser(tx, app, &group, member).await?;
    let to = Mailbox { name: reader.name.clone(), email: reader.email.clone() };
    let answers = meetings::answers(tx.db(), &[series.id]).await?;
    let Telling { mut messages, told: mut known } = {
        let says =
            |date: Option<DateTime>| says(reader.seat.and_then(|seat| answers.about(&series, seat, date)));
        let of = ical::Reader { organiser: &organiser, to: &to, says: &says, stamp: stamp.0 };
        ical::telling(told.as_ref(), now.as_ref(), today, &of)
    };
    let again = copy.as_ref().map_or(tx.now(), |copy| copy.told_at.plus_seconds(APART_SECONDS));
    if again > tx.now() && messages.first().is_some_and(|(what, _)| date_of(*what).is_some()) {
        return jobs::ask(tx, asked, again).await;
    }
    let later = messages.split_off(together(&messages));
    if !later.is_empty() {
        known = known_until(told.as_ref(), known, &messages, &later);
        jobs::ask(tx, asked, tx.now().plus_seconds(APART_SECONDS)).await?;
    }
    let community = community::by_id(tx.db(), group.community).await?;
    let about = Told {
        group: &group,
        community: &community,
        series: &series,
        reader: &reader,
        organiser: &organiser,
        stamp,
        before: told.as_ref(),
        after: known.as_ref(),
        now: now.as_ref(),
        answers: &answers,
    };
    for (what, message) in &messages {
        letterbox::post(tx, emails::of_message(tx, app, &about, (*what, message)).await?).await?;
    }
    let is_news = !messages.is_empty();
    if is_news || known != told {
        let stamp = copy.as_ref().filter(|_| !is_news).map_or(stamp, |copy| copy.told_at);
        let sequence = sequence(copy.as_ref(), told.as_ref(), known.as_ref());
        store_copy(tx, &series, &reader, (known, stamp), (sequence, ahead)).await?;
    }
    Ok(())
}

/// How far what this calendar is sent is ahead of the series' own sequence. Whoever left was told so under a
/// higher one; coming back, they must be told under one that is higher still.
fn ahead(copy: Option<&calendar_copy::Model>, series: &Series) -> u32 {
    let known = |number: i32| u32::try_from(number).unwrap_or_default();
    match copy {
        None => 0,
        Some(copy) if copy.told.is_some() => known(copy.ahead),
        Some(copy) => known(copy.sequence).saturating_add(1).saturating_sub(series.record.sequence),
    }
}

/// The series as this member's calendar should have it, if it should have any of it.
fn entry_now(
    tx: &WriteTx,
    app: &App,
    series: &Series,
    reader: &Reader,
    (is_known, ahead): (bool, u32),
) -> Result<Option<Entry>> {
    if reader.seat.is_none() || series.cancelled_at.is_some() {
        return Ok(None);
    }
    let entry =
        series.record.ahead_by(ahead).entry(app, series.group, series.id).map_err(AppError::internal)?;
    let is_over = matches!(entry.times, Times::Once { start, .. } if start <= tx.now().0);
    Ok(Some(entry).filter(|_| is_known || !is_over))
}

/// The day on the clock of the series. Where all that is to come goes out of the calendar, a meeting that was held
/// today stays in it.
fn today(now: Moment, series: &Series, told: Option<&Entry>, rest: Option<&Entry>) -> Date {
    let today = series.record.anchor().local_at(now.0).date();
    let has_begun = |entry: &Entry| match &entry.times {
        Times::Once { start, .. } => *start <= now.0,
        Times::Series(series) => series.occurrences(today, today).iter().any(|held| held.start <= now.0),
    };
    let is_held = rest.is_none() && told.is_some_and(has_begun);
    if is_held { today.tomorrow().unwrap_or(today) } else { today }
}

/// Later than anything this calendar was sent, in the whole seconds that calendars write.
fn stamp(now: Moment, copy: Option<&calendar_copy::Model>) -> Moment {
    let whole = |moment: Moment| Timestamp::from_second(moment.0.as_second()).map_or(moment, Moment);
    let after = copy.map(|copy| whole(copy.told_at).plus_seconds(1));
    after.map_or(whole(now), |after| after.max(whole(now)))
}

/// The highest sequence this calendar has been sent.
fn sequence(copy: Option<&calendar_copy::Model>, told: Option<&Entry>, known: Option<&Entry>) -> u32 {
    let before = copy.and_then(|copy| u32::try_from(copy.sequence).ok()).unwrap_or_default();
    match (told, known) {
        // What ends a series for a calendar is one above what it knew.
        (Some(told), None) => before.max(told.next_sequence()),
        (_, Some(known)) => before.max(known.next_sequence().saturating_sub(1)),
        (None, None) => before,
    }
}

/// How many of the messages may go out together: dates of a series that the calendar knows, or the whole.
fn together(messages: &[(About, Message)]) -> usize {
    let dates = messages.iter().take_while(|(what, _)| date_of(*what).is_some()).count();
    if dates == 0 { messages.len().min(1) } else { dates }
}

/// What the calendar knows once it was told the first part and not yet the rest.
fn known_until(
    told: Option<&Entry>,
    known: Option<Entry>,
    first: &[(About, Message)],
    later: &[(About, Message)],
) -> Option<Entry> {
    let gone: Vec<DateTime> = first.iter().filter_map(|(what, _)| date_of(*what)).collect();
    if !gone.is_empty() {
        let without = |entry: Entry, date: &DateTime| entry.with_cancelled(*date).unwrap_or(entry);
        return told.map(|told| gone.iter().fold(told.clone(), without));
    }
    let entry = known?;
    let Times::Series(series) = &entry.times else { return Some(entry) };
    let follows = |date: DateTime| later.iter().any(|(what, _)| date_of(*what) == Some(date));
    // What it knew of a date it knows still, under no sequence, so that the date is told again.
    let known = |date: DateTime| match told.map(|told| &told.times) {
        Some(Times::Series(told)) => Some(Change { sequence: 0, ..told.change(date)?.clone() }),
        _ => None,
    };
    let changes = series.changes().filter_map(|(date, change)| {
        let change = if follows(date) { known(date)? } else { change };
        Some((date, change))
    });
    let times = Times::Series(series.clone().with_changes(changes));
    Some(Entry { times, ..entry })
}

/// In whose name a member's calendar is asked, and where it answers: an address of this member's own where mail
/// comes in.
async fn organiser(tx: &WriteTx, app: &App, group: &Group, member: community::MemberId) -> Result<Mailbox> {
    let token = match queries::address_token(tx.db(), group.id, member).await? {
        Some(token) => token,
        None => new_address(tx, group, member).await?,
    };
    let email = app.address_for("meetings", &token).unwrap_or_else(|| app.config().mail_from.clone());
    Ok(Mailbox { name: group.name.clone(), email })
}

async fn new_address(tx: &WriteTx, group: &Group, member: community::MemberId) -> Result<String> {
    let token =
        secrets::random_bytes::<13>().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let row = reply_address::ActiveModel {
        group_id: Set(group.id),
        member_id: Set(member),
        community_id: Set(group.community),
        token: Set(token.clone()),
    };
    let once = OnConflict::columns([reply_address::Column::GroupId, reply_address::Column::MemberId])
        .do_nothing()
        .to_owned();
    reply_address::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    // Two series of a group may be told at once; the address is that of the first.
    Ok(queries::address_token(tx.db(), group.id, member).await?.unwrap_or(token))
}

fn says(said: Option<Said>) -> Says {
    match said {
        None => Says::Nothing,
        Some(Said::Yes) => Says::Accepted,
        Some(Said::Perhaps) => Says::Tentative,
        Some(Said::No) => Says::Declined,
    }
}

async fn store_copy(
    tx: &WriteTx,
    series: &Series,
    reader: &Reader,
    (known, stamp): (Option<Entry>, Moment),
    (sequence, ahead): (u32, u32),
) -> Result<()> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let row = calendar_copy::ActiveModel {
        series_id: Set(series.id),
        member_id: Set(reader.member),
        community_id: Set(series.community),
        group_id: Set(series.group),
        told: Set(known.map(|known| series.record.after(&known))),
        told_at: Set(stamp),
        sequence: Set(number(sequence)),
        ahead: Set(number(ahead)),
    };
    let again = OnConflict::columns([calendar_copy::Column::SeriesId, calendar_copy::Column::MemberId])
        .update_columns([
            calendar_copy::Column::Told,
            calendar_copy::Column::ToldAt,
            calendar_copy::Column::Sequence,
            calendar_copy::Column::Ahead,
        ])
        .to_owned();
    calendar_copy::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes back the reminders of whoever has answered, that have not gone out yet.
pub(in crate::meetings) async fn take_back_reminders(
    tx: &WriteTx,
    series: &Series,
    seat: SeatId,
    original: Option<DateTime>,
) -> Result<()> {
    let mut answered = meetings::meetings_of(tx.db(), series.id).await?;
    let latest = tx.now().plus_seconds(REMINDED_SECONDS);
    answered.retain(|meeting| meeting.ends_at > tx.now() && meeting.starts_at < latest);
    answered.retain(|meeting| original.is_none_or(|original| meeting.original == original));
    for meeting in answered {
        letterbox::take_back(tx, &emails::reminder_key(meeting.id, seat)).await?;
    }
    Ok(())
}
