//! The keyring again: since when a key belongs to nothing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut since = ColumnDef::new("orphan_since");
        let change = Table::alter().table("scope_key").add_column(since.big_integer()).to_owned();
        m.alter_table(change).await
    }
}
