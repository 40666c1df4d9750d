//! Letters again: what their readers switch off, and the one routine letter a day. Mail that came in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let add = async |column: &mut ColumnDef| {
            m.alter_table(Table::alter().table("letter").add_column(column).to_owned()).await
        };
        add(ColumnDef::new("about").text()).await?;
        add(ColumnDef::new("withheld_at").big_integer()).await?;
        add(ColumnDef::new("mailbox_id").uuid()).await?;
        add(ColumnDef::new("due_at").big_integer()).await?;
        add(ColumnDef::new("bundle").big_integer()).await?;
        index(m, "letter", &["mailbox_id", "due_at"]).await?;

        table("mailbox")
            .id()
            .uuid("community_id")
            .text("email")
            .text("time_zone")
            .bytes("secret_hash")
            .bytes("sealed_secret")
            .moment("created_at")
            .maybe_moment("bundle")
            .maybe_moment("bundled_at")
            .maybe_moment("routine_at")
            .make(m)
            .await?;
        unique(m, "mailbox", &["community_id", "email"]).await?;
        unique(m, "mailbox", &["secret_hash"]).await?;

        table("letter_refusal")
            .uuid("mailbox_id")
            .text("about")
            .moment("since")
            .key(&["mailbox_id", "about"])
            .refers("mailbox_id", "mailbox")
            .make(m)
            .await?;

        table("received_mail")
            .id()
            .text("dedup_key")
            .maybe_bytes("sealed_message")
            .moment("received_at")
            .maybe_moment("handled_at")
            .maybe_text("outcome")
            .make(m)
            .await?;
        unique(m, "received_mail", &["dedup_key"]).await?;
        index(m, "received_mail", &["handled_at"]).await
    }
}
