//! Pauses.

use store::typed_id;

typed_id!(PauseId, "a pause of a seat");

pub(super) mod pause {
    use super::PauseId;
    use crate::app::keyring::Sealed;
    use crate::community::{CommunityId, MemberId};
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::{Day, Moment};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pause")]
    pub(in crate::groups::pause) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PauseId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub seat_id: SeatId,
        pub member_id: MemberId,
        /// Between the member and the facilitator.
        pub words: Option<Sealed>,
        pub asked_at: Moment,
        /// On the calendar of whoever named them.
        pub first_day: Day,
        pub last_day: Day,
        pub starts_at: Moment,
        pub until_at: Moment,
        pub ended_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::groups::pause) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
