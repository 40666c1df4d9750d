//! Charters of groups: their versions, what was said about them, and who signed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{Table, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // A version of a group's charter: a draft, then put up for signing, then in force, then ended. `clauses` holds
        // what acts, `words` what the group wrote beside it.
        of_group(table("charter").id())
            .integer("number")
            .uuid("by_seat")
            .json("clauses")
            .bytes("words")
            .moment("begun_at")
            .maybe_moment("put_up_at")
            .maybe_moment("in_force_at")
            .maybe_moment("ended_at")
            .version()
            .make(m)
            .await?;
        unique(m, "charter", &["group_id", "number"]).await?;
        index(m, "charter", &["community_id", "in_force_at"]).await?;

        of_group(table("charter_comment").id())
            .uuid("charter_id")
            .text("topic")
            .uuid("seat_id")
            .bytes("words")
            .moment("said_at")
            .maybe_moment("settled_at")
            .refers("charter_id", "charter")
            .make(m)
            .await?;
        index(m, "charter_comment", &["charter_id", "said_at"]).await?;

        // `edition` is the version of the draft that was read.
        of_group(
            table("charter_signature").key(&["charter_id", "seat_id"]).uuid("charter_id").uuid("seat_id"),
        )
        .integer("edition")
        .text("voice")
        .moment("said_at")
        .maybe_moment("ended_at")
        .refers("charter_id", "charter")
        .make(m)
        .await?;

        // What a member wants of the group, and what they fear, before a charter is written.
        of_group(table("charter_wish").id())
            .uuid("charter_id")
            .uuid("seat_id")
            .bytes("wants")
            .bytes("fears")
            .moment("said_at")
            .refers("charter_id", "charter")
            .make(m)
            .await?;
        unique(m, "charter_wish", &["charter_id", "seat_id"]).await
    }
}

fn of_group(table: Table) -> Table {
    table.uuid("community_id").uuid("group_id").refers("group_id", "peer_group")
}
