//! Formation rounds, their proposals and their publication.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table("round")
            .id()
            .uuid("community_id")
            .text("name")
            .json("people")
            .json("criteria")
            .moment("created_at")
            .uuid("by_person")
            .maybe_moment("discarded_at")
            .version()
            .refers("community_id", "community")
            .make(m)
            .await?;
        index(m, "round", &["community_id", "created_at"]).await?;

        // `document` holds the groups, their members and the unplaced once the engine has answered.
        table("proposal")
            .id()
            .uuid("community_id")
            .uuid("round_id")
            .integer("number")
            .big("seed")
            .json("criteria")
            .maybe_json("kept")
            .integer("permille")
            .maybe_json("document")
            .maybe_text("failure")
            .moment("created_at")
            .maybe_moment("proposed_at")
            .maybe_moment("discarded_at")
            .version()
            .refers("round_id", "round")
            .make(m)
            .await?;
        unique(m, "proposal", &["round_id", "number"]).await?;

        table("publication")
            .id()
            .uuid("community_id")
            .uuid("round_id")
            .uuid("proposal_id")
            .uuid("founding_id")
            .uuid("by_person")
            .moment("started_at")
            .integer("prepared")
            .maybe_moment("published_at")
            .refers("round_id", "round")
            .make(m)
            .await?;
        // A round is published once.
        unique(m, "publication", &["round_id"]).await
    }
}
