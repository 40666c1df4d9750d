//! Seasons, series, meetings, answers, what calendars were told, and who bore which hours.

use jiff::civil::{Date, Time};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

pub(super) use super::formats::EntryRecord;
use crate::app::names::named;
use crate::groups::SeatId;

typed_id!(SeasonId, "a season of a group's meetings");
typed_id!(SeriesId, "a series of meetings, or a single one");
typed_id!(MeetingId, "a meeting");
typed_id!(AnswerId, "what somebody says about coming");
typed_id!(FeedId, "somebody's private calendar feed");
typed_id!(PollId, "a poll about the time of one meeting");
typed_id!(SheetId, "who was at a meeting, as it was noted once");
typed_id!(ObjectionId, "that what was noted of somebody is not right");
typed_id!(StepId, "a step of the attendance ladder");
typed_id!(ShortageId, "a meeting to which too few can come");

named!(
    /// What a member says about coming.
    Said, "word about coming":
    Yes = "yes",
    Perhaps = "perhaps",
    No = "no",
);

named!(
    /// How an answer came.
    Via, "way of answering":
    Page = "page",
    Link = "link",
    Mail = "mail",
);

named!(
    /// How a season that was proposed came to its end.
    SeasonEnd, "end of a season":
    /// Not enough members could come.
    Refused = "refused",
    /// The facilitator took it back, or proposed another.
    Withdrawn = "withdrawn",
    /// Another season followed.
    Followed = "followed",
);

named!(
    /// How an hour was for a member.
    Bore, "level of an hour":
    Preferred = "preferred",
    Acceptable = "acceptable",
    /// They could not come.
    Absent = "absent",
);

named!(
    /// A step of the attendance ladder that asks something of the facilitator.
    Task, "step of the attendance ladder":
    /// A private word with the member.
    Contact = "contact",
    /// To say whether the seat goes on.
    AtRisk = "at-risk",
    /// To do what was agreed.
    Over = "over",
);

named!(
    /// What a facilitator did about a step.
    Done, "answer to a step of the attendance ladder":
    /// The word was had.
    Spoken = "spoken",
    /// The seat goes on.
    Kept = "kept",
    /// The risk is real.
    Confirmed = "confirmed",
    /// The seat was ended.
    Ended = "ended",
);

named!(
    /// What a facilitator said to a meeting to which too few can come.
    Instead, "answer to a meeting with too few":
    /// It moves by a week.
    Week = "week",
    /// It is held all the same.
    Anyway = "anyway",
);

/// The hours of a season, and what each member bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Plan {
    /// One hour, or several that take turns in this order.
    pub slots: Vec<PlannedSlot>,
    pub cadence: PlannedCadence,
    /// The first and the last date that may be one.
    pub from: Date,
    pub to: Date,
    pub minutes: u16,
    /// Dates of the anchor's calendar without a meeting.
    #[serde(default)]
    pub holidays: Vec<Date>,
    /// What each seat carries into the season.
    #[serde(default)]
    pub carry: Vec<(SeatId, u32)>,
    /// Without whom the group does not meet.
    #[serde(default)]
    pub needed: Vec<SeatId>,
}

/// A day of the week and an hour on the clock of one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSlot {
    pub zone: String,
    /// Monday is 1.
    pub day: i8,
    pub time: Time,
}

/// How often a group meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlannedCadence {
    Weekly {
        every: u16,
    },
    Monthly {
        every: u16,
        /// 1 to 5, or -1 for the last.
        nth: i8,
    },
}

/// Dates on which somebody cannot come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Dates(pub Vec<Date>);

pub(super) mod season {
    use super::{Plan, SeasonEnd, SeasonId};
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "season")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SeasonId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub by_seat: SeatId,
        #[sea_orm(column_type = "JsonBinary")]
        pub plan: Plan,
        pub proposed_at: Moment,
        pub reply_by: Moment,
        pub agreed_at: Option<Moment>,
        pub ended_at: Option<Moment>,
        pub end: Option<SeasonEnd>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod season_answer {
    use super::{Dates, SeasonId};
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "season_answer")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub season_id: SeasonId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seat_id: SeatId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub can: bool,
        #[sea_orm(column_type = "JsonBinary")]
        pub dates_off: Dates,
        pub answered_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod series {
    use super::{EntryRecord, SeasonId, SeriesId};
    use crate::community::CommunityId;
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "series")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SeriesId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub season_id: Option<SeasonId>,
        #[sea_orm(column_type = "JsonBinary")]
        pub entry: EntryRecord,
        pub created_at: Moment,
        pub changed_at: Moment,
        pub cancelled_at: Option<Moment>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod meeting {
    use super::{MeetingId, SeriesId};
    use crate::community::CommunityId;
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MeetingId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub series_id: SeriesId,
        /// Its date by the rule, on the anchor's clock; its name for ever.
        pub original: String,
        /// Where it is now, on the anchor's clock.
        pub local: String,
        pub minutes: i32,
        pub starts_at: Moment,
        pub ends_at: Moment,
        pub cancelled_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod meeting_answer {
    use super::{AnswerId, Said, SeriesId, Via};
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_answer")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AnswerId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub series_id: SeriesId,
        pub seat_id: SeatId,
        /// Empty where the answer is to the whole series.
        pub original: String,
        pub said: Said,
        pub sequence: i32,
        /// When it was written, by the calendar that wrote it.
        pub stamp: Moment,
        pub via: Via,
        pub answered_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod hour_borne {
    use super::{Bore, MeetingId, SeasonId};
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hour_borne")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting_id: MeetingId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seat_id: SeatId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        /// That of the meeting, or that in which a single meeting fell.
        pub season_id: Option<SeasonId>,
        pub level: Bore,
        /// What the clock at home showed.
        pub local: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod calendar_copy {
    use super::{EntryRecord, SeriesId};
    use crate::community::{CommunityId, MemberId};
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_copy")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub series_id: SeriesId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: MemberId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        /// Nothing when it was told that nothing more is to come.
        #[sea_orm(column_type = "JsonBinary")]
        pub told: Option<EntryRecord>,
        /// The stamp of the last messages.
        pub told_at: Moment,
        /// The highest that was sent.
        pub sequence: i32,
        /// How far that is ahead of the series', because the member left and came back.
        pub ahead: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod reply_address {
    use crate::community::{CommunityId, MemberId};
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reply_address")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: GroupId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: MemberId,
        pub community_id: CommunityId,
        pub token: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod answer_link {
    use super::SeriesId;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "answer_link")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub series_id: SeriesId,
        pub seat_id: SeatId,
        /// Empty where it is about the whole series.
        pub original: String,
        pub expires_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod calendar_feed {
    use super::FeedId;
    use crate::accounts::PersonId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_feed")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FeedId,
        pub person_id: PersonId,
        pub hash: Vec<u8>,
        pub made_at: Moment,
        /// When its owner last took or left a seat.
        pub changed_at: Moment,
        pub ended_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod meeting_place {
    use crate::community::CommunityId;
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_place")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: GroupId,
        pub community_id: CommunityId,
        pub link: String,
        pub backup: String,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod zone_release {
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "zone_release")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: String,
        pub since: Moment,
        /// How many meetings were at another moment when it came.
        pub moved: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
