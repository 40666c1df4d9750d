//! Applications, invitations and their answers, the waiting list.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // What an applicant writes is sealed; the address is needed to answer.
        table("application")
            .id()
            .uuid("community_id")
            .text("email")
            .text("name")
            .bytes("words")
            .json("profile")
            .moment("applied_at")
            .moment("consented_at")
            .maybe_moment("confirmed_at")
            .bytes("token_hash")
            .maybe_moment("decided_at")
            .maybe_uuid("decided_by")
            .maybe_text("decision")
            .refers("community_id", "community")
            .make(m)
            .await?;
        unique(m, "application", &["token_hash"]).await?;
        index(m, "application", &["community_id", "applied_at"]).await?;

        table("invitation")
            .id()
            .uuid("community_id")
            .uuid("group_id")
            .uuid("seat_id")
            .bytes("token_hash")
            .moment("invited_at")
            .moment("expires_at")
            .maybe_moment("answered_at")
            .maybe_text("answer")
            .maybe_bytes("words")
            .refers("community_id", "community")
            .refers("seat_id", "seat")
            .make(m)
            .await?;
        unique(m, "invitation", &["token_hash"]).await?;
        unique(m, "invitation", &["seat_id"]).await?;

        table("waiting")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .text("why")
            .moment("since")
            .maybe_moment("until")
            .refers("community_id", "community")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "waiting", &["community_id", "since"]).await?;

        table("seat_request")
            .id()
            .uuid("community_id")
            .uuid("group_id")
            .uuid("member_id")
            .bytes("words")
            .moment("asked_at")
            .maybe_moment("decided_at")
            .maybe_uuid("decided_by")
            .maybe_text("decision")
            .refers("group_id", "peer_group")
            .refers("member_id", "member")
            .make(m)
            .await?;
        index(m, "seat_request", &["group_id"]).await
    }
}
