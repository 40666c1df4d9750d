//! Suggestions and their answers.

use store::typed_id;

use crate::app::names::named;

typed_id!(SuggestionId, "a suggestion to a group");

named!(
    /// What a group says to a suggestion.
    SuggestionAnswer, "answer to a suggestion":
    TakenUp = "taken-up",
    NotNow = "not-now",
    AlreadySo = "already-so",
);

impl SuggestionAnswer {
    pub const ALL: [Self; 3] = [Self::TakenUp, Self::NotNow, Self::AlreadySo];
}

pub(in crate::charter) mod suggestion {
    use super::{SuggestionAnswer, SuggestionId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::{Day, Moment};

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "suggestion")]
    pub(in crate::charter) struct Model {
        /// Of chance alone: it says nothing of the hour.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SuggestionId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        /// `None` where its author did not want to be named.
        pub by_seat: Option<SeatId>,
        /// In UTC.
        pub day: Day,
        /// Level 2, as is the answer.
        pub words: Sealed,
        pub answer: Option<SuggestionAnswer>,
        pub answer_words: Option<Sealed>,
        pub answered_by: Option<SeatId>,
        pub answered_at: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
