//! Foundings, groups, seats, and who agreed to a purpose.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

use crate::app::names::named;

typed_id!(FoundingId, "a founding of groups");
typed_id!(GroupId, "a group");
typed_id!(SeatId, "a member's place in a group");
typed_id!(PurposeAgreementId, "a seat's agreement to a purpose");

/// Why a group is as it is, or why someone is asked into it: a sentence a person can check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub text: String,
    /// Whether it is what the choice costs instead of what speaks for it.
    pub is_price: bool,
}

impl Reason {
    /// What speaks for it.
    pub fn for_it(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_price: false }
    }

    /// What it costs.
    pub fn price(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_price: true }
    }

    /// For the list of reasons on a page.
    pub fn is_cost(&self) -> bool {
        self.is_price
    }

    /// For the list of reasons on a page: nothing that is broken is ever founded.
    pub fn is_broken(&self) -> bool {
        false
    }
}

/// Reasons as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Reasons(pub Vec<Reason>);

named!(
    /// How a seat ended.
    SeatEnd, "end of a seat":
    /// The member did not want it.
    Declined = "declined",
    /// The offer was taken back.
    Withdrawn = "withdrawn",
    /// The member gave it up.
    Left = "left",
    /// It was ended as the group had agreed.
    Ended = "ended",
);

pub(super) mod founding {
    use super::FoundingId;
    use crate::accounts::PersonId;
    use crate::community::CommunityId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "founding")]
    pub(in crate::groups) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FoundingId,
        pub community_id: CommunityId,
        pub by_person: PersonId,
        pub created_at: Moment,
        /// Until then nobody sees its groups.
        pub founded_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::groups) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod peer_group {
    use super::{FoundingId, GroupId, Reasons};
    use crate::community::CommunityId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "peer_group")]
    pub(in crate::groups) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GroupId,
        pub community_id: CommunityId,
        pub founding_id: FoundingId,
        pub name: String,
        /// The crest was made from it.
        pub first_name: String,
        pub division: i32,
        pub charge: i32,
        pub tincture: i32,
        pub swapped: bool,
        /// Level 0.
        pub purpose: String,
        pub size_min: i32,
        pub size_max: i32,
        pub meeting_minutes: i32,
        pub is_listed: bool,
        #[sea_orm(column_type = "JsonBinary")]
        pub reasons: Reasons,
        pub created_at: Moment,
        pub closed_at: Option<Moment>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::groups) enum Relation {
        #[sea_orm(
            belongs_to = "super::founding::Entity",
            from = "Column::FoundingId",
            to = "super::founding::Column::Id"
        )]
        Founding,
    }
    impl Related<super::founding::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Founding.def()
        }
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod seat {
    use super::{GroupId, Reasons, SeatEnd, SeatId};
    use crate::app::keyring::Sealed;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "seat")]
    pub(in crate::groups) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SeatId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub member_id: MemberId,
        pub role: String,
        pub offered_at: Moment,
        pub accepted_at: Option<Moment>,
        pub ended_at: Option<Moment>,
        pub end: Option<SeatEnd>,
        /// Level 2.
        pub hello: Option<Sealed>,
        #[sea_orm(column_type = "JsonBinary")]
        pub reasons: Reasons,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::groups) enum Relation {
        #[sea_orm(
            belongs_to = "super::peer_group::Entity",
            from = "Column::GroupId",
            to = "super::peer_group::Column::Id"
        )]
        Group,
    }
    impl Related<super::peer_group::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Group.def()
        }
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod purpose_agreement {
    use super::{GroupId, PurposeAgreementId, SeatId};
    use crate::community::CommunityId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "purpose_agreement")]
    pub(in crate::groups) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PurposeAgreementId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub seat_id: SeatId,
        pub group_version: i32,
        pub agreed_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::groups) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
