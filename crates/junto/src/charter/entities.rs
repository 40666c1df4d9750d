//! Versions of charters, what was said about them, and who signed.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

use crate::app::names::named;

typed_id!(CharterId, "a version of a group's charter");
typed_id!(CommentId, "what somebody said about a clause");
typed_id!(WishId, "what somebody wants of a group, and fears");

named!(
    /// What somebody says who was asked to sign.
    Voice, "word about signing":
    Signs = "signs",
    /// Something has to change first.
    CannotYet = "cannot-yet",
);

impl Voice {
    /// For the records.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Signs => "charter.sign",
            Self::CannotYet => "charter.cannot_sign",
        }
    }
}

/// A clause as it is stored: its topic and what its parameters are, without the group's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredClause {
    pub topic: String,
    pub values: Vec<(String, String)>,
}

/// The clauses of a version in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct StoredClauses(pub Vec<StoredClause>);

pub(super) mod charter {
    use super::{CharterId, StoredClauses};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CharterId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        /// Counts the versions of a group, from 1.
        pub number: i32,
        /// Who began it.
        pub by_seat: SeatId,
        /// What acts; plain, because jobs act by it.
        #[sea_orm(column_type = "JsonBinary")]
        pub clauses: StoredClauses,
        /// What the group wrote beside it; level 2.
        pub words: Sealed,
        pub begun_at: Moment,
        pub put_up_at: Option<Moment>,
        pub in_force_at: Option<Moment>,
        pub ended_at: Option<Moment>,
        /// Counts edits; what was signed is one of them.
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod charter_comment {
    use super::{CharterId, CommentId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_comment")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CommentId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub charter_id: CharterId,
        pub topic: String,
        pub seat_id: SeatId,
        /// Level 2.
        pub words: Sealed,
        pub said_at: Moment,
        pub settled_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod charter_signature {
    use super::{CharterId, Voice};
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_signature")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub charter_id: CharterId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seat_id: SeatId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        /// The version of the draft that was read.
        pub edition: i32,
        pub voice: Voice,
        pub said_at: Moment,
        /// Since when it counts no more: the seat was left, or the draft was opened again.
        pub ended_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod charter_wish {
    use super::{CharterId, WishId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "charter_wish")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WishId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub charter_id: CharterId,
        pub seat_id: SeatId,
        /// Level 2.
        pub wants: Sealed,
        /// Level 2.
        pub fears: Sealed,
        pub said_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
