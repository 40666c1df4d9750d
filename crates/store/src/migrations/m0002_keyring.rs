//! The keyring: one wrapped key for each scope and version, and the list of keys forgotten for ever.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table("scope_key")
            .id()
            .text("scope")
            .integer("version")
            .bytes("wrapped")
            .moment("created_at")
            .make(m)
            .await?;
        unique(m, "scope_key", &["scope", "version"]).await?;
        table("forgotten_key").id().text("scope").moment("forgotten_at").make(m).await?;
        index(m, "forgotten_key", &["scope"]).await
    }
}
