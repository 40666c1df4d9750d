//! Journeys, days off, and the calendars whose busy times count.

use calendar::Timestamp;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::{Day, typed_id};

typed_id!(JourneyId, "a journey");
typed_id!(DayOffId, "days off");
typed_id!(FeedId, "a calendar whose busy times count");

/// What a member has to do, as one of their calendars says. No titles, no places, no people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Busy {
    /// From when until when, in seconds since 1970, in order and apart.
    pub times: Vec<(i64, i64)>,
    /// First and last dates of whole days, on the calendar where the member is.
    pub days: Vec<(Day, Day)>,
}

impl Busy {
    pub fn moments(&self) -> impl Iterator<Item = std::ops::Range<Timestamp>> {
        let moment = |second: i64| Timestamp::from_second(second).ok();
        self.times.iter().filter_map(move |(from, to)| Some(moment(*from)?..moment(*to)?))
    }
}

/// Why a calendar could not be read the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "snake_case")]
pub enum FeedProblem {
    /// The address leads to a machine that is not on the public internet.
    Private,
    /// No such host, or nobody answers there, or not in time.
    Unreachable,
    /// It asks for a password.
    Locked,
    /// There is no such page, or no longer.
    Gone,
    /// It answers that it cannot, or sends on and on.
    Failing,
    TooLarge,
    /// What it sends is no calendar.
    NotACalendar,
}

pub(super) mod journey {
    use super::JourneyId;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::{Day, Moment};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "journey")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JourneyId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        /// An IANA name.
        pub zone: String,
        pub first_date: Day,
        pub last_date: Day,
        pub added_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod day_off {
    use super::DayOffId;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::{Day, Moment};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "day_off")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DayOffId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        pub first_date: Day,
        pub last_date: Day,
        pub added_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod busy_feed {
    use super::{Busy, FeedId, FeedProblem};
    use crate::app::keyring::Sealed;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "busy_feed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FeedId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        /// Whoever has it reads the whole calendar.
        pub address: Sealed,
        pub added_at: Moment,
        /// When it is to be read next.
        pub due_at: Moment,
        /// When it was last found as it is known here, or read.
        pub read_at: Option<Moment>,
        /// When it was last read to its end; what is known reaches thirteen months from then.
        pub whole_at: Option<Moment>,
        /// By which zone that was, of a member who may have moved since.
        pub zone: Option<String>,
        /// How often in a row it could not be read.
        pub failures: i32,
        pub problem: Option<FeedProblem>,
        pub etag: Option<String>,
        pub modified: Option<String>,
        pub busy: Busy,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
