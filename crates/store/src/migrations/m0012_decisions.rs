//! Questions put to a group, what everyone said to them, the links by which letters are answered, and suggestions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{Table, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Rule and silence are kept as they were when it was asked. `about_seat` is whose leaving is asked about,
        // `word` what they say to it.
        of_group(table("decision").id())
            .uuid("by_seat")
            .text("subject")
            .maybe_uuid("about_seat")
            .bytes("sentence")
            .bytes("why")
            .maybe_bytes("word")
            .text("rule")
            .text("silence")
            .moment("asked_at")
            .moment("reply_by")
            .maybe_moment("ended_at")
            .maybe_text("end")
            .make(m)
            .await?;
        index(m, "decision", &["group_id", "ended_at"]).await?;

        // Once it is settled: the voices of those who were seated then, also of whoever was silent.
        of_group(table("decision_voice").id())
            .uuid("decision_id")
            .uuid("seat_id")
            .text("voice")
            .maybe_bytes("words")
            .moment("said_at")
            .refers("decision_id", "decision")
            .make(m)
            .await?;
        unique(m, "decision_voice", &["decision_id", "seat_id"]).await?;

        of_group(table("decision_link").key(&["hash"]).bytes("hash"))
            .uuid("decision_id")
            .uuid("seat_id")
            .moment("expires_at")
            .refers("decision_id", "decision")
            .make(m)
            .await?;
        index(m, "decision_link", &["expires_at"]).await?;

        // `by_seat` is empty where its author did not want to be named; of all there is a day and no hour.
        of_group(table("suggestion").id())
            .maybe_uuid("by_seat")
            .text("day")
            .bytes("words")
            .maybe_text("answer")
            .maybe_bytes("answer_words")
            .maybe_uuid("answered_by")
            .maybe_moment("answered_at")
            .make(m)
            .await?;
        index(m, "suggestion", &["group_id", "answered_at"]).await
    }
}

fn of_group(table: Table) -> Table {
    table.uuid("community_id").uuid("group_id").refers("group_id", "peer_group")
}
