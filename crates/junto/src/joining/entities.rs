//! Applications, invitations and their answers, the waiting list, requests for a seat.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use store::typed_id;

use crate::app::names::named;

typed_id!(ApplicationId, "an application to a community");
typed_id!(InvitationId, "an invitation to a seat");
typed_id!(WaitingId, "a place on the waiting list");
typed_id!(SeatRequestId, "a request for a seat");

named!(
    /// How an invitation was answered.
    Answered, "answer to an invitation":
    Accepted = "accepted",
    Declined = "declined",
    /// The seat stays offered; operators look for another hour.
    AnotherHour = "another-hour",
);

named!(
    /// How an application or a request was decided.
    Decision, "decision":
    Yes = "yes",
    No = "no",
);

named!(
    /// Why someone waits.
    Why, "reason to wait":
    Declined = "declined",
    /// A round found no group for them.
    NotPlaced = "not-placed",
    /// A group could not give them the seat they asked for.
    NoSeat = "no-seat",
    /// The seat that was kept for them was taken back.
    Withdrawn = "withdrawn",
    /// They put themselves on the list.
    Themselves = "themselves",
);

/// What an applicant says of themselves for the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct About {
    pub organisation: String,
    pub industry: String,
    pub function: String,
    /// An IANA name.
    pub zone: String,
}

pub(super) mod application {
    use super::{About, ApplicationId, Decision};
    use crate::accounts::PersonId;
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "application")]
    pub(in crate::joining) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ApplicationId,
        pub community_id: CommunityId,
        /// In lower case.
        pub email: String,
        pub name: String,
        /// For those who run the community.
        pub words: Sealed,
        #[sea_orm(column_type = "JsonBinary")]
        pub profile: About,
        pub applied_at: Moment,
        pub consented_at: Moment,
        /// When the link in the letter was used.
        pub confirmed_at: Option<Moment>,
        pub token_hash: Vec<u8>,
        pub decided_at: Option<Moment>,
        pub decided_by: Option<PersonId>,
        pub decision: Option<Decision>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod invitation {
    use super::{Answered, InvitationId};
    use crate::app::keyring::Sealed;
    use crate::community::CommunityId;
    use crate::groups::{GroupId, SeatId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitation")]
    pub(in crate::joining) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InvitationId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub seat_id: SeatId,
        /// Of the secret in the letter, which is kept nowhere else.
        pub token_hash: Vec<u8>,
        pub invited_at: Moment,
        pub expires_at: Moment,
        pub answered_at: Option<Moment>,
        pub answer: Option<Answered>,
        /// A reason or a wish, for those who run the community.
        pub words: Option<Sealed>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod waiting {
    use super::{WaitingId, Why};
    use crate::community::{CommunityId, MemberId};
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "waiting")]
    pub(in crate::joining) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WaitingId,
        pub community_id: CommunityId,
        pub member_id: MemberId,
        pub why: Why,
        pub since: Moment,
        pub until: Option<Moment>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod seat_request {
    use super::{Decision, SeatRequestId};
    use crate::accounts::PersonId;
    use crate::app::keyring::Sealed;
    use crate::community::{CommunityId, MemberId};
    use crate::groups::GroupId;
    use sea_orm::entity::prelude::*;
    use store::Moment;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "seat_request")]
    pub(in crate::joining) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SeatRequestId,
        pub community_id: CommunityId,
        pub group_id: GroupId,
        pub member_id: MemberId,
        /// For those who decide.
        pub words: Sealed,
        pub asked_at: Moment,
        pub decided_at: Option<Moment>,
        pub decided_by: Option<PersonId>,
        pub decision: Option<Decision>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::joining) enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
