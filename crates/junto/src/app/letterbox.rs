//! One letterbox decides when a message reaches a person, and remembers that it did.
//!
//! A letter is written in the transaction that causes it and delivered by a job. What it says is sealed
//! while it waits and gone once it is sent. Its key makes it unrepeatable; its id makes the Message-ID.

use jiff::civil::Time;
use mail::CalendarPart;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};
use store::{Id as _, Moment, typed_id};

use super::jobs::{JobKind, NewJob};
use super::keyring::{Opens, Place, Scope, Sealed, Seals};
use super::{App, AppError, Result, WriteTx, jobs};
use crate::ui::Letter;

typed_id!(LetterId, "a letter");

mod row {
    use super::{LetterId, Moment, Sealed};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LetterId,
        pub community_id: Option<Uuid>,
        pub kind: String,
        pub to_name: String,
        pub to_email: String,
        pub dedup_key: String,
        pub sealed_body: Option<Sealed>,
        pub created_at: Moment,
        pub sent_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// How long a letter may wait.
#[derive(Clone, Debug)]
pub enum Urgency {
    /// Sign-in links, invitations, answers, and changes within 48 hours.
    AtOnce,
    /// Everything else waits for the end of quiet hours (21:00 to 07:00) on the reader's own clock.
    OutsideQuietHours { zone: calendar::Zone },
    /// A reminder: not before this moment, and outside quiet hours. [`take_back`] stops it until then.
    From { moment: Moment, zone: calendar::Zone },
}

/// A letter to be posted.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub community: Option<Uuid>,
    /// `capability.kind`.
    pub kind: &'static str,
    pub from_name: String,
    pub to_name: String,
    pub to_email: String,
    pub urgency: Urgency,
    /// A second letter with this key is not posted.
    pub key: String,
    pub body: Body,
}

/// What a letter says and carries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Body {
    pub letter: Letter,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    pub calendar: Option<CalendarPart>,
}

impl From<Letter> for Body {
    fn from(letter: Letter) -> Self {
        Self { letter, reply_to: None, calendar: None }
    }
}

/// What is kept sealed while a letter waits.
#[derive(Serialize, Deserialize)]
struct Waiting {
    from_name: String,
    body: Body,
}

/// The letterbox's own right to read what it carries.
struct Carrier;

impl Seals for Carrier {
    fn scope(&self) -> Scope {
        Scope::letters()
    }
}

impl Opens for Carrier {}

const DELIVER: &str = "letterbox.deliver";

#[derive(Serialize, Deserialize)]
struct Deliver {
    letter: LetterId,
}

fn place(letter: LetterId) -> Place {
    Place { table: "letter", column: "sealed_body", row: letter.uuid() }
}

/// Posts a letter when this transaction commits. `false` if one with its key was posted before.
pub async fn post(tx: &WriteTx, letter: Outgoing) -> Result<bool> {
    let id = LetterId::at(tx.now());
    let waiting = Waiting { from_name: letter.from_name, body: letter.body };
    let words = serde_json::to_string(&waiting).map_err(AppError::internal)?;
    let row = row::ActiveModel {
        id: Set(id),
        community_id: Set(letter.community),
        kind: Set(letter.kind.to_owned()),
        to_name: Set(letter.to_name),
        to_email: Set(letter.to_email),
        dedup_key: Set(letter.key),
        sealed_body: Set(Some(tx.seal(&Carrier, place(id), &words).await?)),
        created_at: Set(tx.now()),
        sent_at: Set(None),
    };
    let once = OnConflict::column(row::Column::DedupKey).do_nothing().to_owned();
    let posted = row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0;
    if posted {
        let due = due(&letter.urgency, tx.now());
        let work = NewJob::new(DELIVER, &Deliver { letter: id })?.at(due).once(delivery(id));
        jobs::enqueue(tx, work).await?;
    }
    Ok(posted)
}

/// Takes back a letter that waits for its moment. What it would have said is gone; a letter that is sent,
/// and a key that was never used, are left as they are.
pub async fn take_back(tx: &WriteTx, key: &str) -> Result<()> {
    let waiting = row::Entity::find()
        .filter(row::Column::DedupKey.eq(key))
        .filter(row::Column::SentAt.is_null())
        .one(tx.db())
        .await?;
    if let Some(letter) = waiting {
        jobs::cancel(tx, &delivery(letter.id)).await?;
        row::Entity::delete_by_id(letter.id).exec(tx.db()).await?;
    }
    Ok(())
}

/// The key of the job that sends a letter.
fn delivery(letter: LetterId) -> String {
    format!("{DELIVER}:{letter}")
}

fn due(urgency: &Urgency, now: Moment) -> Moment {
    match urgency {
        Urgency::AtOnce => now,
        Urgency::OutsideQuietHours { zone } => awake(zone, now),
        Urgency::From { moment, zone } => awake(zone, *moment),
    }
}

/// This moment, or the end of the quiet hours that it falls into.
fn awake(zone: &calendar::Zone, now: Moment) -> Moment {
    let local = zone.local_at(now.0);
    let (morning, evening) = (Time::constant(7, 0, 0, 0), Time::constant(21, 0, 0, 0));
    let day = if local.time() < morning {
        Some(local.date())
    } else if local.time() >= evening {
        local.date().tomorrow().ok()
    } else {
        return now;
    };
    let seven = day.and_then(|day| zone.moment_of(day.to_datetime(morning)));
    seven.map_or(now, Moment)
}

/// The letterbox's jobs.
pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(DELIVER, |app, Deliver { letter }| deliver(app, letter))]
}

async fn deliver(app: App, id: LetterId) -> Result<()> {
    let Some(row) = row::Entity::find_by_id(id).one(app.store().read()).await? else { return Ok(()) };
    let Some(sealed) = row.sealed_body else { return Ok(()) };
    let words = app.keyring().open_sealed(&Carrier, place(id), &sealed).await?;
    let waiting: Waiting = serde_json::from_str(&words).map_err(AppError::internal)?;
    let Body { letter, reply_to, calendar } = waiting.body;
    let (text, html) = letter.set(app.words(), &row.to_name)?;
    let letter = mail::Letter {
        message_id: format!("{id}@{}", app.mail_host()),
        from_name: waiting.from_name,
        to_name: row.to_name,
        to_email: row.to_email,
        reply_to,
        subject: letter.subject,
        text,
        html,
        calendar,
        ..mail::Letter::default()
    };
    app.post().send(&letter).await.map_err(AppError::internal)?;
    app.write(async |tx| {
        let sent = row::ActiveModel {
            id: Set(id),
            sealed_body: Set(None),
            sent_at: Set(Some(tx.now())),
            ..Default::default()
        };
        row::Entity::update(sent).exec(tx.db()).await?;
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(text.parse().unwrap())
    }

    /// When a letter that is posted at one moment goes out.
    fn check(zone: &str, posted: &str, goes: &str) {
        let zone = calendar::Zone::named(zone).unwrap();
        let due = due(&Urgency::OutsideQuietHours { zone: zone.clone() }, at(posted));
        assert_eq!(due, at(goes), "{} at {posted}", zone.name());
    }

    #[test]
    fn a_letter_that_can_wait_waits_for_the_morning_of_its_reader() {
        for by_day in ["2026-10-01T07:00:00Z", "2026-10-01T12:00:00Z", "2026-10-01T20:59:59Z"] {
            check("UTC", by_day, by_day);
        }
        check("UTC", "2026-10-01T21:00:00Z", "2026-10-02T07:00:00Z");
        check("UTC", "2026-10-02T06:59:59Z", "2026-10-02T07:00:00Z");
        // One moment, three clocks.
        check("Europe/Lisbon", "2026-10-01T09:00:00Z", "2026-10-01T09:00:00Z");
        check("America/Los_Angeles", "2026-10-01T09:00:00Z", "2026-10-01T14:00:00Z");
        check("Pacific/Auckland", "2026-10-01T09:00:00Z", "2026-10-01T18:00:00Z");
        // The night in which clocks go back, and the one in which they go forward.
        check("Europe/Lisbon", "2026-10-24T21:30:00Z", "2026-10-25T07:00:00Z");
        check("Europe/Lisbon", "2027-03-27T22:30:00Z", "2027-03-28T06:00:00Z");
        check("UTC", "2026-12-31T23:00:00Z", "2027-01-01T07:00:00Z");
    }

    #[test]
    fn what_is_urgent_waits_for_nobody() {
        assert_eq!(due(&Urgency::AtOnce, at("2026-10-01T03:00:00Z")), at("2026-10-01T03:00:00Z"));
    }
}
