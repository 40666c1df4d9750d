//! Who was at a meeting, what members object to, the steps of the ladder, and meetings to which too few can come.

use peergroups::attendance::{Reason, Record};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::groups::SeatId;

/// What was noted of each seat at one meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub(in crate::meetings) struct Notes(pub(super) Vec<(SeatId, Noted)>);

/// What was noted of one seat, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::meetings) enum Noted {
    Present { late: u16, early: u16 },
    Substitute,
    Absent { told: Option<u32>, why: Why },
}

/// Why somebody was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::meetings) enum Why {
    Ordinary,
    Care,
    Emergency,
}

impl From<Record> for Noted {
    fn from(record: Record) -> Self {
        match record {
            Record::Present { late_minutes, early_minutes } => {
                Self::Present { late: late_minutes, early: early_minutes }
            }
            Record::Substitute => Self::Substitute,
            Record::Absent { told_hours_before, reason } => {
                let why = match reason {
                    Reason::Ordinary => Why::Ordinary,
                    Reason::Care => Why::Care,
                    Reason::Emergency => Why::Emergency,
                };
                Self::Absent { told: told_hours_before, why }
            }
        }
    }
}

impl From<Noted> for Record {
    fn from(noted: Noted) -> Self {
        match noted {
            Noted::Present { late, early } => Self::Present { late_minutes: late, early_minutes: early },
            Noted::Substitute => Self::Substitute,
            Noted::Absent { told, why } => {
                let reason = match why {
                    Why::Ordinary => Reason::Ordinary,
                    Why::Care => Reason::Care,
                    Why::Emergency => Reason::Emergency,
                };
                Self::Absent { told_hours_before: told, reason }
            }
        }
    }
}

pub(in crate::meetings) mod attendance_sheet {
    use super::Notes;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::{MeetingId, SheetId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_sheet")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SheetId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub meeting_id: MeetingId,
        /// From 1; the last one of a meeting counts.
        pub number: i32,
        pub by_seat: SeatId,
        #[sea_orm(column_type = "JsonBinary")]
        pub notes: Notes,
        pub noted_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::meetings) mod attendance_objection {
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::{MeetingId, ObjectionId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_objection")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ObjectionId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub meeting_id: MeetingId,
        pub seat_id: SeatId,
        /// Read by whoever said it and by whoever leads the group.
        pub words: Sealed,
        pub said_at: Moment,
        pub settled_at: Option<Moment>,
        pub settled_by: Option<SeatId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::meetings) mod attendance_step {
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::{Done, StepId, Task};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_step")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: StepId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub seat_id: SeatId,
        pub rung: Task,
        /// The day of the meeting that led to it, on the group's clock.
        pub day: String,
        pub taken_at: Moment,
        pub answer: Option<Done>,
        pub answered_at: Option<Moment>,
        pub answered_by: Option<SeatId>,
        /// Read by whoever holds the seat and by whoever leads the group.
        pub words: Option<Sealed>,
        /// When a correction took it back.
        pub ended_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::meetings) mod shortage {
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::{Instead, MeetingId, ShortageId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shortage")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ShortageId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub meeting_id: MeetingId,
        /// When the meeting was to begin.
        pub starts_at: Moment,
        pub needed: i32,
        pub can_come: i32,
        /// What was agreed, by the name that the charter has for it.
        pub below: String,
        pub found_at: Moment,
        pub answer: Option<Instead>,
        pub answered_at: Option<Moment>,
        pub answered_by: Option<SeatId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
