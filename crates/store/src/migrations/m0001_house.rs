//! Jobs, letters, audit and idempotency; people and how they sign in; communities and who belongs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        table("job")
            .id()
            .text("kind")
            .json("payload")
            .maybe_text("dedup_key")
            .moment("created_at")
            .moment("run_at")
            .integer("attempts")
            .maybe_moment("locked_until")
            .maybe_uuid("lease")
            .maybe_moment("failed_at")
            .maybe_text("last_error")
            .make(m)
            .await?;
        unique(m, "job", &["dedup_key"]).await?;
        index(m, "job", &["failed_at", "run_at"]).await?;

        table("letter")
            .id()
            .maybe_uuid("community_id")
            .text("kind")
            .text("to_name")
            .text("to_email")
            .text("dedup_key")
            .maybe_bytes("sealed_body")
            .moment("created_at")
            .maybe_moment("sent_at")
            .make(m)
            .await?;
        unique(m, "letter", &["dedup_key"]).await?;
        index(m, "letter", &["to_email", "sent_at"]).await?;

        table("audit_record")
            .id()
            .maybe_uuid("community_id")
            .big("number")
            .moment("at")
            .maybe_uuid("actor")
            .text("verb")
            .text("object")
            .bytes("previous")
            .bytes("hash")
            .make(m)
            .await?;
        unique(m, "audit_record", &["number"]).await?;
        index(m, "audit_record", &["community_id", "number"]).await?;
        table("audit_head").integer("id").big("number").bytes("hash").key(&["id"]).make(m).await?;

        table("idempotency")
            .text("scope")
            .text("key")
            .bytes("fingerprint")
            .maybe_json("answer")
            .moment("created_at")
            .key(&["scope", "key"])
            .make(m)
            .await?;
        index(m, "idempotency", &["created_at"]).await?;

        table("throttle").text("key").integer("count").moment("since").key(&["key"]).make(m).await?;

        table("person")
            .id()
            .text("email")
            .text("name")
            .text("time_zone")
            .moment("created_at")
            .make(m)
            .await?;
        unique(m, "person", &["email"]).await?;

        table("session")
            .id()
            .bytes("hash")
            .uuid("person_id")
            .text("device")
            .moment("created_at")
            .moment("seen_at")
            .moment("ends_at")
            .refers("person_id", "person")
            .make(m)
            .await?;
        unique(m, "session", &["hash"]).await?;
        index(m, "session", &["person_id"]).await?;

        table("sign_in_link")
            .id()
            .bytes("hash")
            .uuid("person_id")
            .text("next")
            .moment("created_at")
            .moment("expires_at")
            .flag("is_reusable")
            .maybe_moment("used_at")
            .refers("person_id", "person")
            .make(m)
            .await?;
        unique(m, "sign_in_link", &["hash"]).await?;
        index(m, "sign_in_link", &["expires_at"]).await?;

        table("community")
            .id()
            .text("slug")
            .text("name")
            .text("ink")
            .text("about")
            .text("for_whom")
            .text("how_to_join")
            .text("door")
            .moment("created_at")
            .version()
            .make(m)
            .await?;
        unique(m, "community", &["slug"]).await?;

        table("member")
            .id()
            .uuid("community_id")
            .uuid("person_id")
            .text("name")
            .moment("joined_at")
            .maybe_moment("left_at")
            .refers("community_id", "community")
            .refers("person_id", "person")
            .make(m)
            .await?;
        unique(m, "member", &["community_id", "person_id"]).await?;
        index(m, "member", &["person_id"]).await?;

        table("operator")
            .id()
            .uuid("community_id")
            .uuid("person_id")
            .moment("since")
            .maybe_moment("until")
            .refers("community_id", "community")
            .refers("person_id", "person")
            .make(m)
            .await?;
        index(m, "operator", &["person_id"]).await?;
        index(m, "operator", &["community_id"]).await
    }
}
