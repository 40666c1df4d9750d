//! A mailbox is an address as one community writes to it: what its owner has switched off, and when it last got a
//! routine letter.
//!
//! Every letter that may be switched off carries the mailbox's secret. Whoever holds it may say which letters come,
//! and nothing else.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::{Id as _, Moment, typed_id};

use super::Carrier;
use crate::app::keyring::Place;
use crate::app::secrets::{self, Token};
use crate::app::{App, AppError, Result, WriteTx};

typed_id!(MailboxId, "a mailbox");

pub(super) mod mailbox_row {
    use super::{MailboxId, Moment};
    use crate::app::keyring::Sealed;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mailbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MailboxId,
        /// Nil where the server itself writes.
        pub community_id: Uuid,
        pub email: String,
        pub time_zone: String,
        pub secret_hash: Vec<u8>,
        pub sealed_secret: Sealed,
        pub created_at: Moment,
        /// The morning whose letters are on their way, and since when.
        pub bundle: Option<Moment>,
        pub bundled_at: Option<Moment>,
        /// When the last routine letter went out.
        pub routine_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod refusal_row {
    use super::{MailboxId, Moment};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter_refusal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mailbox_id: MailboxId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub about: String,
        pub since: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What letters are about that a reader may switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Of what they have not answered or done.
    Reminders,
    /// News of their groups that can wait.
    Changes,
}

impl About {
    pub const ALL: [Self; 2] = [Self::Reminders, Self::Changes];

    /// As in addresses and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reminders => "reminders",
            Self::Changes => "changes",
        }
    }

    /// Those named in a text, with commas between them.
    pub fn named_in(text: &str) -> BTreeSet<Self> {
        Self::ALL.into_iter().filter(|about| text.split(',').any(|name| name == about.as_str())).collect()
    }
}

/// An address as one community writes to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub community: Uuid,
    pub email: String,
}

/// The mailbox with this secret.
pub async fn mailbox_by_secret(db: &impl ConnectionTrait, secret: &str) -> Result<Option<Mailbox>> {
    let hash = secrets::hash(secret);
    let row = mailbox_row::Entity::find().filter(mailbox_row::Column::SecretHash.eq(hash)).one(db).await?;
    Ok(row.map(|row| Mailbox { community: row.community_id, email: row.email }))
}

/// What the owner of a mailbox has switched off.
pub async fn refused(db: &impl ConnectionTrait, mailbox: &Mailbox) -> Result<BTreeSet<About>> {
    let row = find(mailbox).one(db).await?;
    let names = refused_of(db, row.map(|row| row.id)).await?;
    Ok(About::ALL.into_iter().filter(|about| names.contains(about.as_str())).collect())
}

/// Switches off these letters, and no others.
pub async fn refuse(tx: &WriteTx, mailbox: &Mailbox, refused: &BTreeSet<About>) -> Result<()> {
    let id = open(tx, Some(mailbox.community), &mailbox.email, None).await?.id;
    let names: Vec<&str> = refused.iter().map(|about| about.as_str()).collect();
    refusal_row::Entity::delete_many()
        .filter(refusal_row::Column::MailboxId.eq(id))
        .filter(refusal_row::Column::About.is_not_in(names.iter().copied()))
        .exec(tx.db())
        .await?;
    for about in names {
        let row = refusal_row::ActiveModel {
            mailbox_id: Set(id),
            about: Set(about.to_owned()),
            since: Set(tx.now()),
        };
        let key = [refusal_row::Column::MailboxId, refusal_row::Column::About];
        let once = OnConflict::columns(key).do_nothing().to_owned();
        refusal_row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

pub(super) async fn refused_of(
    db: &impl ConnectionTrait,
    mailbox: Option<MailboxId>,
) -> Result<BTreeSet<String>> {
    let Some(mailbox) = mailbox else { return Ok(BTreeSet::new()) };
    let rows = refusal_row::Entity::find().filter(refusal_row::Column::MailboxId.eq(mailbox)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.about).collect())
}

/// The mailbox of this address, made when it is new. A routine letter says on whose clock its mornings are.
pub(super) async fn open(
    tx: &WriteTx,
    community: Option<Uuid>,
    email: &str,
    zone: Option<&calendar::Zone>,
) -> Result<mailbox_row::Model> {
    let mailbox = Mailbox { community: community.unwrap_or_default(), email: email.to_owned() };
    let mut row = match find(&mailbox).one(tx.db()).await? {
        Some(row) => row,
        None => make(tx, &mailbox).await?,
    };
    if let Some(zone) = zone.filter(|zone| zone.name() != row.time_zone) {
        zone.name().clone_into(&mut row.time_zone);
        mailbox_row::Entity::update_many()
            .col_expr(mailbox_row::Column::TimeZone, Expr::value(zone.name()))
            .filter(mailbox_row::Column::Id.eq(row.id))
            .exec(tx.db())
            .await?;
    }
    Ok(row)
}

fn find(mailbox: &Mailbox) -> Select<mailbox_row::Entity> {
    mailbox_row::Entity::find()
        .filter(mailbox_row::Column::CommunityId.eq(mailbox.community))
        .filter(mailbox_row::Column::Email.eq(mailbox.email.to_lowercase()))
}

async fn make(tx: &WriteTx, mailbox: &Mailbox) -> Result<mailbox_row::Model> {
    let (id, secret) = (MailboxId::at(tx.now()), Token::fresh());
    let row = mailbox_row::ActiveModel {
        id: Set(id),
        community_id: Set(mailbox.community),
        email: Set(mailbox.email.to_lowercase()),
        time_zone: Set(calendar::Zone::utc().name().to_owned()),
        secret_hash: Set(secret.hash()),
        sealed_secret: Set(tx.seal(&Carrier, place(id), secret.text()).await?),
        created_at: Set(tx.now()),
        bundle: Set(None),
        bundled_at: Set(None),
        routine_at: Set(None),
    };
    let key = [mailbox_row::Column::CommunityId, mailbox_row::Column::Email];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    mailbox_row::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    find(mailbox).one(tx.db()).await?.ok_or(AppError::NotFound)
}

/// This mailbox, held until the end of the transaction.
pub(super) async fn locked(tx: &WriteTx, id: MailboxId) -> Result<Option<mailbox_row::Model>> {
    Ok(mailbox_row::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?)
}

pub(super) async fn secret(app: &App, id: MailboxId) -> Result<String> {
    let row = mailbox_row::Entity::find_by_id(id).one(app.db()).await?.ok_or(AppError::NotFound)?;
    Ok(app.keyring().open_sealed(&Carrier, place(id), &row.sealed_secret).await?)
}

fn place(id: MailboxId) -> Place {
    Place { table: "mailbox", column: "sealed_secret", row: id.uuid() }
}

impl mailbox_row::Model {
    pub(super) fn zone(&self) -> calendar::Zone {
        calendar::Zone::named(&self.time_zone).unwrap_or_else(|_| calendar::Zone::utc())
    }
}
