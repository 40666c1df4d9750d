//! Leaving with notice and goodbyes, pauses with the seat kept, and the steps by which a candidate comes in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{Table, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // First the facilitator is told, then the group. What was said is gone once it is over.
        of_group(table("departure").id())
            .uuid("seat_id")
            .uuid("member_id")
            .maybe_moment("confided_at")
            .maybe_bytes("confided")
            .maybe_moment("told_at")
            .maybe_bytes("words")
            .maybe_moment("last_at")
            .maybe_moment("undone_at")
            .maybe_moment("ended_at")
            .make(m)
            .await?;
        index(m, "departure", &["group_id"]).await?;
        index(m, "departure", &["seat_id"]).await?;

        of_group(table("goodbye").id())
            .uuid("departure_id")
            .uuid("seat_id")
            .bytes("words")
            .moment("written_at")
            .refers("departure_id", "departure")
            .make(m)
            .await?;
        unique(m, "goodbye", &["departure_id", "seat_id"]).await?;

        // It lasts from one moment to another, unless it ends before; the days are those of whoever named them.
        of_group(table("pause").id())
            .uuid("seat_id")
            .uuid("member_id")
            .maybe_bytes("words")
            .moment("asked_at")
            .text("first_day")
            .text("last_day")
            .moment("starts_at")
            .moment("until_at")
            .maybe_moment("ended_at")
            .make(m)
            .await?;
        index(m, "pause", &["group_id"]).await?;
        index(m, "pause", &["seat_id"]).await
    }
}

fn of_group(table: Table) -> Table {
    table.uuid("community_id").uuid("group_id").refers("group_id", "peer_group")
}
