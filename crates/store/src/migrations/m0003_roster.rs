//! The roster: profiles, imports, conflicts named by hand, consent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // `details` is the typed rest. `search` and `mentions` are lower-case texts to look in: who someone
        // is, and whom and what they name.
        table("profile")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .text("name")
            .text("email")
            .maybe_text("organisation")
            .maybe_text("industry")
            .maybe_text("function")
            .maybe_text("seniority")
            .maybe_real("years_in_role")
            .maybe_text("department")
            .maybe_text("time_zone")
            .maybe_text("availability")
            .json("details")
            .text("search")
            .maybe_text("organisation_key")
            .text("mentions")
            .moment("updated_at")
            .maybe_moment("removed_at")
            .version()
            .refers("community_id", "community")
            .refers("member_id", "member")
            .make(m)
            .await?;
        unique(m, "profile", &["member_id"]).await?;
        // Whoever reads a whole roster goes through it by id, some at a time.
        index(m, "profile", &["community_id", "id"]).await?;
        index(m, "profile", &["community_id", "name", "id"]).await?;
        index(m, "profile", &["community_id", "industry"]).await?;
        index(m, "profile", &["community_id", "function"]).await?;
        index(m, "profile", &["community_id", "organisation_key"]).await?;

        table("roster_import")
            .id()
            .uuid("community_id")
            .uuid("by_person")
            .text("file_name")
            .maybe_json("preview")
            .moment("uploaded_at")
            .maybe_moment("started_at")
            .maybe_moment("finished_at")
            .maybe_json("outcome")
            .refers("community_id", "community")
            .make(m)
            .await?;
        index(m, "roster_import", &["community_id", "uploaded_at"]).await?;

        // The file in pieces, so that any node can read it and none holds it whole.
        table("roster_import_part")
            .uuid("import_id")
            .integer("number")
            .bytes("content")
            .key(&["import_id", "number"])
            .refers("import_id", "roster_import")
            .make(m)
            .await?;

        table("named_conflict")
            .id()
            .uuid("community_id")
            .uuid("first_member")
            .uuid("second_member")
            .uuid("by_person")
            .moment("since")
            .maybe_moment("until")
            .refers("community_id", "community")
            .make(m)
            .await?;
        index(m, "named_conflict", &["community_id", "first_member"]).await?;
        index(m, "named_conflict", &["community_id", "second_member"]).await?;

        table("consent")
            .id()
            .uuid("community_id")
            .uuid("member_id")
            .text("what")
            .text("how")
            .moment("given_at")
            .maybe_moment("withdrawn_at")
            .refers("community_id", "community")
            .make(m)
            .await?;
        index(m, "consent", &["member_id"]).await
    }
}
