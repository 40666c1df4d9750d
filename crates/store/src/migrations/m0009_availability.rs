//! Journeys, days off, and calendars whose busy times count.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table("journey")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .text("zone")
            .text("first_date")
            .text("last_date")
            .moment("added_at")
            .refers("community_id", "community")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "journey", &["member_id"]).await?;

        table("day_off")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .text("first_date")
            .text("last_date")
            .moment("added_at")
            .refers("community_id", "community")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "day_off", &["member_id"]).await?;

        // The address is a secret: whoever has it reads the whole calendar.
        table("busy_feed")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .bytes("address")
            .moment("added_at")
            .moment("due_at")
            .maybe_moment("read_at")
            .maybe_moment("whole_at")
            .maybe_text("zone")
            .integer("failures")
            .maybe_json("problem")
            .maybe_text("etag")
            .maybe_text("modified")
            .json("busy")
            .refers("community_id", "community")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "busy_feed", &["member_id"]).await?;
        index(m, "busy_feed", &["due_at"]).await
    }
}
