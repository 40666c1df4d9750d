//! Departures, and what is said to whoever leaves.

use store::typed_id;

typed_id!(DepartureId, "a member's way out of a group");
typed_id!(GoodbyeId, "a word to somebody who leaves");

pub(super) mod departure {
    use super::DepartureId;
    use crate::app::keyring::Sealed;
    use crate::community::{CommunityId, MemberId};
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "departure")]
    pub(in crate::joining::leaving) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DepartureId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub seat_id: SeatId,
        pub member_id: MemberId,
        /// When the facilitator was told.
        pub confided_at: Option<Moment>,
        /// Between the member and the facilitator.
        pub confided: Option<Sealed>,
        /// When the group was told.
        pub told_at: Option<Moment>,
        /// Level 2.
        pub words: Option<Sealed>,
        /// The end of the last meeting; the seat ends then.
        pub last_at: Option<Moment>,
        /// When the member thought again.
        pub undone_at: Option<Moment>,
        /// When the seat ended.
        pub ended_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining::leaving) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod goodbye {
    use super::{DepartureId, GoodbyeId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "goodbye")]
    pub(in crate::joining::leaving) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GoodbyeId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub departure_id: DepartureId,
        /// Whose word it is.
        pub seat_id: SeatId,
        /// Between them and whoever leaves.
        pub words: Sealed,
        pub written_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining::leaving) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
