//! Who was at a meeting, what missing meetings led to, and meetings to which too few can come.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{Table, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Each time it was noted who was there, as a whole. The last number of a meeting counts.
        of_group(table("attendance_sheet").id())
            .uuid("meeting_id")
            .integer("number")
            .uuid("by_seat")
            .json("notes")
            .moment("noted_at")
            .refers("meeting_id", "meeting")
            .make(m)
            .await?;
        unique(m, "attendance_sheet", &["meeting_id", "number"]).await?;
        index(m, "attendance_sheet", &["group_id"]).await?;

        // A member says that what was noted of them is not right.
        of_group(table("attendance_objection").id())
            .uuid("meeting_id")
            .uuid("seat_id")
            .bytes("words")
            .moment("said_at")
            .maybe_moment("settled_at")
            .maybe_uuid("settled_by")
            .refers("meeting_id", "meeting")
            .make(m)
            .await?;
        index(m, "attendance_objection", &["group_id", "settled_at"]).await?;

        // A step of the ladder, and what became of it. `ended_at`: a correction took it back.
        of_group(table("attendance_step").id())
            .uuid("seat_id")
            .text("rung")
            .text("day")
            .moment("taken_at")
            .maybe_text("answer")
            .maybe_moment("answered_at")
            .maybe_uuid("answered_by")
            .maybe_bytes("words")
            .maybe_moment("ended_at")
            .refers("seat_id", "seat")
            .make(m)
            .await?;
        unique(m, "attendance_step", &["seat_id", "rung", "day"]).await?;
        index(m, "attendance_step", &["group_id", "answered_at"]).await?;

        // Too few can come to a meeting at this time, and what the facilitator said to it.
        of_group(table("shortage").id())
            .uuid("meeting_id")
            .moment("starts_at")
            .integer("needed")
            .integer("can_come")
            .text("below")
            .moment("found_at")
            .maybe_text("answer")
            .maybe_moment("answered_at")
            .maybe_uuid("answered_by")
            .refers("meeting_id", "meeting")
            .make(m)
            .await?;
        unique(m, "shortage", &["meeting_id", "starts_at"]).await?;
        index(m, "shortage", &["group_id", "answered_at"]).await
    }
}

fn of_group(table: Table) -> Table {
    table.uuid("community_id").uuid("group_id").refers("group_id", "peer_group")
}
