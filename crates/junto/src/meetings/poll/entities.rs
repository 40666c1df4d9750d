//! Polls and what members said to them.

use calendar::DateTime;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// The times to choose from, in order, on the clock of one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Options {
    pub zone: String,
    pub starts: Vec<DateTime>,
}

/// What somebody said about each option, by the names of [`peergroups::poll::Suits`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct SaidOfEach(pub Vec<String>);

pub(in crate::meetings) mod poll {
    use super::Options;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::{PollId, SeriesId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PollId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub by_seat: SeatId,
        pub title: String,
        pub minutes: i32,
        #[sea_orm(column_type = "JsonBinary")]
        pub options: Options,
        pub asked_at: Moment,
        pub closes_at: Moment,
        pub ended_at: Option<Moment>,
        /// The meeting that came of it.
        pub series_id: Option<SeriesId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::meetings) mod poll_answer {
    use super::SaidOfEach;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use crate::meetings::entities::PollId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "poll_answer")]
    pub(in crate::meetings) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub poll_id: PollId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seat_id: SeatId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        #[sea_orm(column_type = "JsonBinary")]
        pub said: SaidOfEach,
        pub answered_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::meetings) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
