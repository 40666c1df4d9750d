//! Profiles, conflicts named by hand, consent.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

typed_id!(ProfileId, "a profile");
typed_id!(NamedConflictId, "a conflict named by hand");
typed_id!(ConsentId, "a consent");

/// What a profile says in lists, in texts that nobody filters by, and under names of the roster's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Details {
    pub interests: Vec<String>,
    pub goals: Vec<String>,
    pub languages: Vec<String>,
    pub competes_with: Vec<String>,
    pub reports_to: Option<String>,
    pub keep_apart: Vec<String>,
    pub keep_with: Vec<String>,
    pub attributes: Vec<(String, String)>,
}

pub(super) mod profile {
    use super::{Details, ProfileId};
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "profile")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProfileId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        pub name: String,
        /// In lower case.
        pub email: String,
        pub organisation: Option<String>,
        pub industry: Option<String>,
        pub function: Option<String>,
        pub seniority: Option<String>,
        pub years_in_role: Option<f64>,
        pub department: Option<String>,
        /// An IANA name.
        pub time_zone: Option<String>,
        /// As `calendar::WeeklyHours` writes it.
        pub availability: Option<String>,
        pub details: Details,
        /// See `queries::search_text`.
        pub search: String,
        pub organisation_key: Option<String>,
        /// See `queries::mentions`.
        pub mentions: String,
        pub updated_at: Moment,
        pub removed_at: Option<Moment>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod named_conflict {
    use super::NamedConflictId;
    use crate::accounts::PersonId;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "named_conflict")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: NamedConflictId,
        pub community_id: CommunityId,
        /// The smaller id of the two.
        pub first_member: MemberId,
        pub second_member: MemberId,
        pub by_person: PersonId,
        pub since: Moment,
        pub until: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod consent {
    use super::ConsentId;
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ConsentId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        /// What they agreed to.
        pub what: String,
        /// Where they said so.
        pub how: String,
        pub given_at: Moment,
        pub withdrawn_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
