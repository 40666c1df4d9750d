//! Groups, their seats and what seats answered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // A group with a `founding` that has no `founded_at` yet is being prepared and nobody sees it.
        table("founding")
            .id()
            .uuid("community_id")
            .uuid("by_person")
            .moment("created_at")
            .maybe_moment("founded_at")
            .refers("community_id", "community")
            .make(m)
            .await?;

        table("peer_group")
            .id()
            .uuid("community_id")
            .uuid("founding_id")
            .text("name")
            .text("first_name")
            .integer("division")
            .integer("charge")
            .integer("tincture")
            .flag("swapped")
            .text("purpose")
            .integer("size_min")
            .integer("size_max")
            .integer("meeting_minutes")
            .flag("is_listed")
            .json("reasons")
            .moment("created_at")
            .maybe_moment("closed_at")
            .version()
            .refers("community_id", "community")
            .refers("founding_id", "founding")
            .make(m)
            .await?;
        unique(m, "peer_group", &["community_id", "name"]).await?;
        index(m, "peer_group", &["founding_id"]).await?;

        table("seat")
            .id()
            .uuid("community_id")
            .uuid("group_id")
            .uuid("member_id")
            .text("role")
            .moment("offered_at")
            .maybe_moment("accepted_at")
            .maybe_moment("ended_at")
            .maybe_text("end")
            .maybe_bytes("hello")
            .json("reasons")
            .refers("community_id", "community")
            .refers("group_id", "peer_group")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "seat", &["group_id"]).await?;
        index(m, "seat", &["member_id"]).await?;

        table("purpose_agreement")
            .id()
            .uuid("community_id")
            .uuid("group_id")
            .uuid("seat_id")
            .integer("group_version")
            .moment("agreed_at")
            .refers("group_id", "peer_group")
            .make(m)
            .await?;
        unique(m, "purpose_agreement", &["seat_id", "group_version"]).await?;
        index(m, "purpose_agreement", &["group_id"]).await
    }
}
