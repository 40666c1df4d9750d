//! The audit chain: who did what to which thing, when; never its content.
//!
//! Each record's hash covers the one before it, so an edit or a gap shows. One chain per server.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use sha2::{Digest as _, Sha256};
use store::{Id as _, Moment, typed_id};

use super::{Result, WriteTx};

typed_id!(AuditRecordId, "an audit record");

mod record_row {
    use super::{AuditRecordId, Moment};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditRecordId,
        pub community_id: Option<Uuid>,
        pub number: i64,
        pub at: Moment,
        pub actor: Option<Uuid>,
        pub verb: String,
        pub object: String,
        pub previous: Vec<u8>,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod head_row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub number: i64,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One act worth remembering: `verb` is `capability.verb`, `object` the short id it was done to.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    pub community: Option<Uuid>,
    pub actor: Option<Uuid>,
    pub verb: &'static str,
    pub object: &'a str,
}

/// Adds a record at the end of the chain.
pub async fn record(tx: &WriteTx, act: Act<'_>) -> Result<()> {
    let first = head_row::ActiveModel { id: Set(1), number: Set(0), hash: Set(Vec::new()) };
    let once = OnConflict::column(head_row::Column::Id).do_nothing().to_owned();
    head_row::Entity::insert(first).on_conflict(once).exec_without_returning(tx.db()).await?;
    let head = head_row::Entity::find_by_id(1).lock_exclusive().one(tx.db()).await?;
    let (number, previous) = head.map_or((0, Vec::new()), |head| (head.number, head.hash));

    let number = number + 1;
    let hash = chain_hash(&previous, number, tx.now(), act.community, act.actor, act.verb, act.object);
    let row = record_row::ActiveModel {
        id: Set(AuditRecordId::at(tx.now())),
        community_id: Set(act.community),
        number: Set(number),
        at: Set(tx.now()),
        actor: Set(act.actor),
        verb: Set(act.verb.to_owned()),
        object: Set(act.object.to_owned()),
        previous: Set(previous),
        hash: Set(hash.clone()),
    };
    record_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let head = head_row::ActiveModel { id: Set(1), number: Set(number), hash: Set(hash) };
    head_row::Entity::update(head).exec(tx.db()).await?;
    Ok(())
}

/// The number of the first record that does not fit the chain, or `None` when it is whole.
pub async fn first_break(db: &impl ConnectionTrait) -> Result<Option<i64>> {
    const PAGE: u64 = 1_000;
    let mut expected = 1;
    let mut previous = Vec::new();
    loop {
        let rows = record_row::Entity::find()
            .filter(record_row::Column::Number.gte(expected))
            .order_by_asc(record_row::Column::Number)
            .limit(PAGE)
            .all(db)
            .await?;
        for row in &rows {
            let hash = chain_hash(
                &previous,
                row.number,
                row.at,
                row.community_id,
                row.actor,
                &row.verb,
                &row.object,
            );
            if row.number != expected || row.previous != previous || row.hash != hash {
                return Ok(Some(expected));
            }
            expected += 1;
            previous.clone_from(&row.hash);
        }
        if rows.is_empty() {
            break;
        }
    }
    let head = head_row::Entity::find_by_id(1).one(db).await?;
    let is_whole = head.is_none_or(|head| head.number == expected - 1 && head.hash == previous);
    Ok(if is_whole { None } else { Some(expected) })
}

fn chain_hash(
    previous: &[u8],
    number: i64,
    at: Moment,
    community: Option<Uuid>,
    actor: Option<Uuid>,
    verb: &str,
    object: &str,
) -> Vec<u8> {
    let mut sha = Sha256::new();
    sha.update(previous);
    sha.update(number.to_be_bytes());
    sha.update(at.microseconds().to_be_bytes());
    sha.update(community.unwrap_or_default().as_bytes());
    sha.update(actor.unwrap_or_default().as_bytes());
    for text in [verb, object] {
        sha.update(text.as_bytes());
        sha.update([0]);
    }
    sha.finalize().to_vec()
}
