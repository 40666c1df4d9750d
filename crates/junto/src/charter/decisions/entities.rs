//! Questions to a group, what everyone said, and the links by which letters are answered.

use serde::{Deserialize, Serialize};
use store::typed_id;

use crate::app::names::named;
use crate::groups::SeatId;

typed_id!(DecisionId, "a question put to a group");
typed_id!(VoiceId, "what somebody said to a question");

/// What a question is about, which chooses its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What everyone asks of each other.
    Norm,
    /// Somebody who would take a seat.
    Admission,
    /// Whether the holder of this seat is asked to give it up.
    Removal(SeatId),
    Date,
    /// The sentence that steers the group.
    Purpose,
    Other,
}

impl Subject {
    /// As in the database and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Norm => "norm",
            Self::Admission => "admission",
            Self::Removal(_) => "removal",
            Self::Date => "date",
            Self::Purpose => "purpose",
            Self::Other => "other",
        }
    }

    /// Reads [`Subject::name`] back; a removal is of somebody.
    pub fn named(name: &str, about: Option<SeatId>) -> Option<Self> {
        match about.filter(|_| name == "removal") {
            Some(about) => Some(Self::Removal(about)),
            None => [Self::Norm, Self::Admission, Self::Date, Self::Purpose, Self::Other]
                .into_iter()
                .find(|subject| subject.name() == name),
        }
    }

    /// Whose leaving it is about.
    pub fn about(self) -> Option<SeatId> {
        match self {
            Self::Removal(seat) => Some(seat),
            _ => None,
        }
    }
}

named!(
    /// How a question ended.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    DecisionEnd, "end of a decision":
    Agreed = "agreed",
    Refused = "refused",
    /// Whoever asked took it back.
    Withdrawn = "withdrawn",
    /// It fell away: nobody is left who could settle it, or whom it was about has left.
    Lapsed = "lapsed",
);

pub(in crate::charter) mod decision {
    use super::{DecisionEnd, DecisionId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "decision")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DecisionId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub by_seat: SeatId,
        pub subject: String,
        pub about_seat: Option<SeatId>,
        /// Level 2, as are the next two.
        pub sentence: Sealed,
        pub why: Sealed,
        /// Of whoever it is about.
        pub word: Option<Sealed>,
        pub rule: String,
        pub silence: String,
        pub asked_at: Moment,
        pub reply_by: Moment,
        pub ended_at: Option<Moment>,
        pub end: Option<DecisionEnd>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::charter) mod decision_voice {
    use super::{DecisionId, VoiceId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "decision_voice")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: VoiceId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub decision_id: DecisionId,
        pub seat_id: SeatId,
        pub voice: String,
        /// Level 2, once it is settled.
        pub words: Option<Sealed>,
        pub said_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::charter) mod decision_link {
    use super::DecisionId;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "decision_link")]
    pub(in crate::charter) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub decision_id: DecisionId,
        pub seat_id: SeatId,
        pub expires_at: Moment,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::charter) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
