//! What is told to those who run a community by someone who does not run it: applicants, invitees, members
//! who ask for a seat.

use store::Id as _;

use crate::app::keyring::{Opens, Scope};
use crate::community::CommunityId;
use crate::groups::Facilitator;

/// Seals what is told to those who run a community. Only [`ToOperators::asked_of`] may open with it: a
/// facilitator decides requests for their group beside the operators, whose own right opens the rest.
pub(super) struct ToOperators(CommunityId);

impl ToOperators {
    /// To seal.
    pub(super) fn of(community: CommunityId) -> Self {
        Self(community)
    }

    /// To open the requests for the facilitator's group.
    pub(super) fn asked_of(facilitator: &Facilitator) -> Self {
        Self(facilitator.seat().group().community)
    }
}

impl Opens for ToOperators {
    fn scope(&self) -> Scope {
        Scope::community(self.0.uuid())
    }
}
