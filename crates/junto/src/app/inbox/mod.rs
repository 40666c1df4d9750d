//! Mail in: whoever owns the address gets the message, once.
//!
//! A message comes from a folder (`maildir`) or from a mail server (`hook`). It is written down before it is taken
//! off them, once for each Message-ID and address, and sealed until a job has handed it over. Capabilities offer
//! [`MailAddresses`]; nothing here knows them.

mod addresses;
mod hook;
mod maildir;
#[cfg(test)]
mod tests;
mod unread;

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail::{Incoming, Unreadable};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};
use store::{Id as _, Moment, typed_id};

use self::addresses::Destination;
use super::jobs::{self, JobKind, NewJob};
use super::keyring::{Place, Sealed};
use super::letterbox::Carrier;
use super::{App, AppError, Result, WriteTx, secrets};

pub use self::hook::routes;
pub use self::maildir::watch;

typed_id!(MailId, "a message that came in");

mod row {
    use super::{MailId, Moment, Sealed};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "received_mail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MailId,
        pub dedup_key: String,
        pub sealed_message: Option<Sealed>,
        pub received_at: Moment,
        pub handled_at: Option<Moment>,
        pub outcome: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A message for whoever owns the address it came to.
#[derive(Clone, Debug)]
pub struct Received {
    /// What stood in the address after the prefix, in lower case.
    pub token: String,
    pub incoming: Incoming,
}

type Receiving = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// The contribution of a capability that receives mail: at [`App::address_for`] this prefix and its tokens. What it
/// does with a message may be done twice, and is tried again when it fails; a message it has no use for is no failure.
#[derive(Clone, Copy)]
pub struct MailAddresses {
    pub prefix: &'static str,
    pub receive: fn(App, Received) -> Receiving,
}

/// What is kept sealed of a message.
#[derive(Serialize, Deserialize)]
struct Kept {
    to: Destination,
    /// In base 64, as a message need not be text.
    message: String,
}

const HAND_OVER: &str = "inbox.hand_over";

#[derive(Serialize, Deserialize)]
struct HandOver {
    mail: MailId,
}

fn place(id: MailId) -> Place {
    Place { table: "received_mail", column: "sealed_message", row: id.uuid() }
}

/// Takes a message in. When this returns it will be handed over, however often it comes again.
async fn take(app: &App, message: &[u8]) -> Result<Result<(), Unreadable>> {
    let incoming = match mail::read(message, None) {
        Ok(incoming) => incoming,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let to = incoming.to.iter().filter_map(|address| addresses::destination(app.config(), address));
    let mut to: BTreeSet<Destination> = to.collect();
    if to.is_empty() {
        to.insert(Destination::Elsewhere);
    }
    let encoded = STANDARD.encode(message);
    let name = incoming.message_id.unwrap_or_else(|| secrets::derive(&encoded, "message"));
    app.write(async |tx| {
        for to in &to {
            let key = secrets::derive(&name, &format!("mail to {to:?}"));
            keep(tx, key, &Kept { to: to.clone(), message: encoded.clone() }).await?;
        }
        Ok(())
    })
    .await?;
    Ok(Ok(()))
}

async fn keep(tx: &WriteTx, key: String, kept: &Kept) -> Result<()> {
    let id = MailId::at(tx.now());
    let words = serde_json::to_string(kept).map_err(AppError::internal)?;
    let row = row::ActiveModel {
        id: Set(id),
        dedup_key: Set(key),
        sealed_message: Set(Some(tx.seal(&Carrier, place(id), &words).await?)),
        received_at: Set(tx.now()),
        handled_at: Set(None),
        outcome: Set(None),
    };
    let once = OnConflict::column(row::Column::DedupKey).do_nothing().to_owned();
    if row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? > 0 {
        jobs::enqueue(tx, NewJob::new(HAND_OVER, &HandOver { mail: id })?).await?;
    }
    Ok(())
}

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind::new(HAND_OVER, |app, HandOver { mail }| hand_over(app, mail))]
}

async fn hand_over(app: App, id: MailId) -> Result<()> {
    let Some(row) = row::Entity::find_by_id(id).one(app.db()).await? else { return Ok(()) };
    let Some(sealed) = row.sealed_message else { return Ok(()) };
    let words = app.keyring().open_sealed(&Carrier, place(id), &sealed).await?;
    let kept: Kept = serde_json::from_str(&words).map_err(AppError::internal)?;
    let message = STANDARD.decode(&kept.message).map_err(AppError::internal)?;
    let incoming =
        mail::read(&message, app.config().mail_in_server.as_deref()).map_err(AppError::internal)?;
    let owned = match &kept.to {
        Destination::Part { prefix, token } => {
            let owners = app.contributed::<MailAddresses>();
            owners.iter().find(|owner| owner.prefix == prefix).zip(Some(token.clone()))
        }
        Destination::Whole | Destination::Elsewhere => None,
    };
    if let Some((owner, token)) = owned {
        (owner.receive)(app.clone(), Received { token, incoming }).await?;
        return app.write(async |tx| handled(tx, id, "received").await).await;
    }
    app.write(async |tx| {
        let is_answered = kept.to != Destination::Elsewhere && unread::answer(tx, &app, &incoming).await?;
        handled(tx, id, if is_answered { "answered" } else { "dropped" }).await
    })
    .await
}

async fn handled(tx: &WriteTx, id: MailId, outcome: &str) -> Result<()> {
    tracing::info!(mail.id = %id, outcome, "a message came in");
    let row = row::ActiveModel {
        id: Set(id),
        sealed_message: Set(None),
        handled_at: Set(Some(tx.now())),
        outcome: Set(Some(outcome.to_owned())),
        ..Default::default()
    };
    row::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// How long it is remembered that a message came: longer than any mail server tries to deliver one.
const REMEMBERED_SECONDS: i64 = 30 * 86_400;

/// Forgets messages that were handled long ago.
pub(super) async fn sweep(tx: &WriteTx) -> Result<()> {
    let old = tx.now().plus_seconds(-REMEMBERED_SECONDS);
    row::Entity::delete_many().filter(row::Column::HandledAt.lt(old)).exec(tx.db()).await?;
    Ok(())
}
