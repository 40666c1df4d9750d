//! People, their sessions and their sign-in links.

use store::typed_id;

typed_id!(PersonId, "a person");
typed_id!(SessionId, "a session");
typed_id!(SignInLinkId, "a sign-in link");

pub(super) mod person {
    use super::PersonId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PersonId,
        /// In lower case.
        pub email: String,
        pub name: String,
        /// An IANA name.
        pub time_zone: String,
        pub created_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod session {
    use super::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        /// Of the secret in the cookie, which is kept nowhere.
        pub hash: Vec<u8>,
        pub person_id: PersonId,
        pub device: String,
        pub created_at: Moment,
        pub seen_at: Moment,
        pub ends_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::PersonId",
            to = "super::person::Column::Id"
        )]
        Person,
    }
    impl Related<super::person::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Person.def()
        }
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod sign_in_link {
    use super::{PersonId, SignInLinkId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SignInLinkId,
        pub hash: Vec<u8>,
        pub person_id: PersonId,
        pub next: String,
        pub created_at: Moment,
        pub expires_at: Moment,
        /// Only the demo makes these.
        pub is_reusable: bool,
        pub used_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
