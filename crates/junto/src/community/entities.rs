//! Communities, members and operators.

use store::typed_id;

use crate::app::names::named;

typed_id!(CommunityId, "a community");
typed_id!(MemberId, "a person's place in a community");
typed_id!(OperatorId, "an operator's term");

named!(
    /// How people come in.
    Door, "door":
    /// Whoever signs up is a member.
    Open = "open",
    /// An operator decides.
    Application = "application",
    /// Only those whom an operator brings.
    Invitation = "invitation",
);

impl Door {
    pub const ALL: [Self; 3] = [Self::Open, Self::Application, Self::Invitation];
}

pub(super) mod community {
    use super::{CommunityId, Door};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "community")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CommunityId,
        pub slug: String,
        pub name: String,
        pub ink: String,
        pub about: String,
        pub for_whom: String,
        pub how_to_join: String,
        pub door: Door,
        pub created_at: Moment,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod member {
    use super::{CommunityId, MemberId};
    use crate::accounts::PersonId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MemberId,
        pub community_id: CommunityId,
        pub person_id: PersonId,
        pub name: String,
        pub joined_at: Moment,
        pub left_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod operator {
    use super::{CommunityId, OperatorId};
    use crate::accounts::PersonId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "operator")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OperatorId,
        pub community_id: CommunityId,
        pub person_id: PersonId,
        pub since: Moment,
        pub until: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
