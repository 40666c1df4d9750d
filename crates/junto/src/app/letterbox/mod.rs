//! One letterbox decides whether and when a message reaches a person, and remembers that it did.
//!
//! A letter is written in the transaction that causes it and delivered by a job. What it says is sealed
//! while it waits and gone once it is sent. Its key makes it unrepeatable. What is routine waits for the next
//! morning of its reader and goes out as one letter: see `routine`. What a reader has switched off is not
//! sent: see `mailboxes`.

mod mailboxes;
mod routine;
#[cfg(test)]
mod tests;

use mail::CalendarPart;
use sea_orm::ActiveValue::Set;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};
use store::{Id as _, Moment, typed_id};

use self::mailboxes::MailboxId;
use super::jobs::{JobKind, NewJob};
use super::keyring::{Opens, Place, Scope, Sealed, Seals};
use super::{App, AppError, Result, WriteTx, jobs};
use crate::ui::{Letter, envelope};

pub(super) use self::routine::sweep;
#[cfg(test)]
pub use self::tests::{Does, MailServer};

pub use self::mailboxes::{About, Mailbox, mailbox_by_secret, refuse, refused};

typed_id!(LetterId, "a letter");

mod row {
    use super::{LetterId, MailboxId, Moment, Sealed};
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
        /// What its reader may have switched off.
        pub about: Option<String>,
        /// When it was not sent, because its reader had switched it off.
        pub withheld_at: Option<Moment>,
        pub mailbox_id: Option<MailboxId>,
        /// The morning for which a routine letter waits.
        pub due_at: Option<Moment>,
        /// The morning whose letters it goes out with.
        pub bundle: Option<Moment>,
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
    /// What somebody waits for waits for the end of quiet hours (21:00 to 07:00) on the reader's own clock.
    OutsideQuietHours { zone: calendar::Zone },
    /// Everything else waits for the reader's next morning and goes out with the rest of it as one letter,
    /// at most one a day.
    Routine { zone: calendar::Zone },
    /// Routine as well, and not before this moment, such as a reminder. [`take_back`] stops it until then.
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
    /// Under what its reader may switch it off; `None` for what must reach them.
    pub about: Option<About>,
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
    /// The Message-ID of what a program answers with this letter.
    pub in_reply_to: Option<String>,
    pub calendar: Option<CalendarPart>,
}

impl From<Letter> for Body {
    fn from(letter: Letter) -> Self {
        Self { letter, reply_to: None, in_reply_to: None, calendar: None }
    }
}

impl Body {
    /// A calendar, and an address for answers, belong to one letter alone.
    fn may_be_bundled(&self) -> bool {
        self.calendar.is_none() && self.reply_to.is_none() && self.in_reply_to.is_none()
    }
}

/// What is kept sealed while a letter waits.
#[derive(Serialize, Deserialize)]
struct Waiting {
    from_name: String,
    body: Body,
}

/// The right of the post, letters out and mail in, to read what it carries.
pub(super) struct Carrier;

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
    let due = routine::due(&letter.urgency, tx.now());
    let bundled = letter.urgency.zone_of_routine().filter(|_| letter.body.may_be_bundled());
    let mailbox = if bundled.is_some() || letter.about.is_some() {
        Some(mailboxes::open(tx, letter.community, &letter.to_email, bundled).await?)
    } else {
        None
    };
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
        about: Set(letter.about.map(|about| about.as_str().to_owned())),
        withheld_at: Set(None),
        mailbox_id: Set(mailbox.as_ref().map(|mailbox| mailbox.id)),
        due_at: Set(bundled.map(|_| due)),
        bundle: Set(None),
    };
    let once = OnConflict::column(row::Column::DedupKey).do_nothing().to_owned();
    let posted = row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0;
    match mailbox.filter(|_| bundled.is_some()) {
        _ if !posted => {}
        Some(mailbox) => routine::ask(tx, mailbox.id, due).await?,
        None => {
            let work = NewJob::new(DELIVER, &Deliver { letter: id })?.at(due).once(delivery(id));
            jobs::enqueue(tx, work).await?;
        }
    }
    Ok(posted)
}

/// Takes back a letter that waits for its moment. What it would have said is gone; a letter that is sent,
/// and a key that was never used, are left as they are.
pub async fn take_back(tx: &WriteTx, key: &str) -> Result<()> {
    let waiting =
        row::Entity::find().filter(row::Column::DedupKey.eq(key)).filter(unsent()).one(tx.db()).await?;
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

fn unsent() -> Condition {
    Condition::all().add(row::Column::SentAt.is_null()).add(row::Column::WithheldAt.is_null())
}

/// The letterbox's jobs.
pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(DELIVER, |app, Deliver { letter }| deliver(app, letter)), routine::kind()]
}

async fn deliver(app: App, id: LetterId) -> Result<()> {
    let letters = row::Entity::find_by_id(id).filter(unsent()).all(app.db()).await?;
    let carried = carry(&app, &id.to_string(), letters).await?;
    app.write(async |tx| carried.record(tx).await).await
}

/// What became of letters that were due.
struct Carried {
    sent: Vec<LetterId>,
    withheld: Vec<LetterId>,
}

/// Sends letters to one reader as one, without those that the reader has switched off meanwhile.
async fn carry(app: &App, name: &str, letters: Vec<row::Model>) -> Result<Carried> {
    let refused = mailboxes::refused_of(app.db(), letters.first().and_then(|row| row.mailbox_id)).await?;
    let is_refused = |row: &row::Model| row.about.as_ref().is_some_and(|about| refused.contains(about));
    let (withheld, wanted): (Vec<_>, Vec<_>) = letters.into_iter().partition(is_refused);
    if !wanted.is_empty() {
        let letter = set(app, name, &wanted).await?;
        app.post().send(&letter).await.map_err(AppError::internal)?;
    }
    let ids = |rows: Vec<row::Model>| rows.into_iter().map(|row| row.id).collect();
    Ok(Carried { sent: ids(wanted), withheld: ids(withheld) })
}

impl Carried {
    async fn record(&self, tx: &WriteTx) -> Result<()> {
        for (column, ids) in [(row::Column::SentAt, &self.sent), (row::Column::WithheldAt, &self.withheld)] {
            if ids.is_empty() {
                continue;
            }
            row::Entity::update_many()
                .col_expr(column, Expr::value(tx.now()))
                .col_expr(row::Column::SealedBody, Expr::value(None::<Vec<u8>>))
                .filter(row::Column::Id.is_in(ids.iter().copied()))
                .exec(tx.db())
                .await?;
        }
        Ok(())
    }
}

/// Letters to one reader as they go out together, under this left side of a Message-ID.
async fn set(app: &App, name: &str, rows: &[row::Model]) -> Result<mail::Letter> {
    let first = rows.first().ok_or(AppError::NotFound)?;
    let mut bodies = Vec::new();
    let mut from_name = String::new();
    for row in rows {
        let sealed = row.sealed_body.as_ref().ok_or(AppError::NotFound)?;
        let words = app.keyring().open_sealed(&Carrier, place(row.id), sealed).await?;
        let waiting: Waiting = serde_json::from_str(&words).map_err(AppError::internal)?;
        from_name = waiting.from_name;
        bodies.push(waiting.body);
    }
    let mut about: Vec<&str> = rows.iter().filter_map(|row| row.about.as_deref()).collect();
    about.sort_unstable();
    about.dedup();
    let choices = match first.mailbox_id {
        Some(mailbox) if !about.is_empty() => {
            let secret = mailboxes::secret(app, mailbox).await?;
            Some(app.link(&format!("/letters/{secret}?about={}", about.join(","))))
        }
        _ => None,
    };
    let letters: Vec<Letter> = bodies.iter().map(|body| body.letter.clone()).collect();
    let (subject, text, html) = envelope(app.words(), &first.to_name, &letters, choices.as_deref())?;
    let only = if let [body] = &mut *bodies { Some(body) } else { None };
    let (reply_to, in_reply_to, calendar) = only.map_or((None, None, None), |body| {
        (body.reply_to.take(), body.in_reply_to.take(), body.calendar.take())
    });
    Ok(mail::Letter {
        message_id: format!("{name}@{}", app.mail_host()),
        from_name,
        to_name: first.to_name.clone(),
        to_email: first.to_email.clone(),
        reply_to,
        in_reply_to,
        unsubscribe: choices,
        subject,
        text,
        html,
        calendar,
    })
}
