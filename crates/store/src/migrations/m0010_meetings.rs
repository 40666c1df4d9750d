//! Seasons and their series, single meetings, answers, what calendars were told, and who bore which hours.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbErr;

use super::{Table, index, table, unique};

#[derive(DeriveMigrationName)]
pub(super) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // An hour, or several in rotation, that a facilitator proposes for a season, and how it was agreed.
        of_group(table("season").id())
            .uuid("by_seat")
            .json("plan")
            .moment("proposed_at")
            .moment("reply_by")
            .maybe_moment("agreed_at")
            .maybe_moment("ended_at")
            .maybe_text("end")
            .make(m)
            .await?;
        index(m, "season", &["group_id", "proposed_at"]).await?;

        of_group(table("season_answer").key(&["season_id", "seat_id"]).uuid("season_id").uuid("seat_id"))
            .flag("can")
            .json("dates_off")
            .moment("answered_at")
            .refers("season_id", "season")
            .make(m)
            .await?;

        // `entry` holds anchor, local times, rule and changes; moments are derived from it.
        of_group(table("series").id())
            .maybe_uuid("season_id")
            .json("entry")
            .moment("created_at")
            .moment("changed_at")
            .maybe_moment("cancelled_at")
            .version()
            .make(m)
            .await?;
        index(m, "series", &["group_id", "created_at"]).await?;

        of_group(table("meeting").id())
            .uuid("series_id")
            .text("original")
            .text("local")
            .integer("minutes")
            .moment("starts_at")
            .moment("ends_at")
            .maybe_moment("cancelled_at")
            .refers("series_id", "series")
            .make(m)
            .await?;
        unique(m, "meeting", &["series_id", "original"]).await?;
        index(m, "meeting", &["group_id", "starts_at"]).await?;
        index(m, "meeting", &["starts_at"]).await?;

        // `original` is empty where the answer is to the whole series.
        of_group(table("meeting_answer").id())
            .uuid("series_id")
            .uuid("seat_id")
            .text("original")
            .text("said")
            .integer("sequence")
            .moment("stamp")
            .text("via")
            .moment("answered_at")
            .refers("series_id", "series")
            .make(m)
            .await?;
        unique(m, "meeting_answer", &["series_id", "seat_id", "original"]).await?;

        // What a member's calendar knows of a series. `sequence` is the last one it was sent; it is `ahead` of the
        // series' own where the member left and came back.
        of_group(table("calendar_copy").key(&["series_id", "member_id"]).uuid("series_id").uuid("member_id"))
            .maybe_json("told")
            .moment("told_at")
            .integer("sequence")
            .integer("ahead")
            .refers("series_id", "series")
            .make(m)
            .await?;
        index(m, "calendar_copy", &["group_id", "member_id"]).await?;

        of_group(table("reply_address").key(&["group_id", "member_id"]).uuid("member_id"))
            .text("token")
            .make(m)
            .await?;
        unique(m, "reply_address", &["token"]).await?;

        of_group(table("answer_link").key(&["hash"]).bytes("hash"))
            .uuid("series_id")
            .uuid("seat_id")
            .text("original")
            .moment("expires_at")
            .refers("series_id", "series")
            .make(m)
            .await?;
        index(m, "answer_link", &["expires_at"]).await?;

        // A person's own, over all their groups and communities. `changed_at` is when they last took or left a seat.
        table("calendar_feed")
            .id()
            .uuid("person_id")
            .bytes("hash")
            .moment("made_at")
            .moment("changed_at")
            .maybe_moment("ended_at")
            .refers("person_id", "person")
            .make(m)
            .await?;
        unique(m, "calendar_feed", &["hash"]).await?;
        index(m, "calendar_feed", &["person_id"]).await?;

        of_group(table("meeting_place").key(&["group_id"]))
            .text("link")
            .text("backup")
            .version()
            .make(m)
            .await?;

        of_group(table("hour_borne").key(&["meeting_id", "seat_id"]).uuid("meeting_id").uuid("seat_id"))
            .maybe_uuid("season_id")
            .text("level")
            .text("local")
            .refers("meeting_id", "meeting")
            .make(m)
            .await?;
        index(m, "hour_borne", &["group_id", "season_id"]).await?;

        of_group(table("poll").id())
            .uuid("by_seat")
            .text("title")
            .integer("minutes")
            .json("options")
            .moment("asked_at")
            .moment("closes_at")
            .maybe_moment("ended_at")
            .maybe_uuid("series_id")
            .make(m)
            .await?;
        index(m, "poll", &["group_id", "asked_at"]).await?;

        of_group(table("poll_answer").key(&["poll_id", "seat_id"]).uuid("poll_id").uuid("seat_id"))
            .json("said")
            .moment("answered_at")
            .refers("poll_id", "poll")
            .make(m)
            .await?;

        // Which release of zone data the moments of meetings were derived by.
        table("zone_release").key(&["version"]).text("version").moment("since").integer("moved").make(m).await
    }
}

fn of_group(table: Table) -> Table {
    table.uuid("community_id").uuid("group_id").refers("group_id", "peer_group")
}
