//! What is told to those who run a community by someone who does not run it: applicants, invitees, members
//! who ask for a seat.

use store::Id as _;

use crate::app::keyring::{Opens, Scope, Seals};
use crate::community::CommunityId;
use crate::groups::Facilitator;

/// Seals what is told to those who run a community. Nothing opens by it.
pub(super) struct ToOperators(pub(super) CommunityId);

impl Seals for ToOperators {
    fn scope(&self) -> Scope {
        Scope::community(self.0.uuid())
    }
}

/// Opens the requests for the facilitator's own group, which they decide beside the operators. The key is
/// that of all who run the community; only the page of these requests makes one of these.
pub(super) struct Asked<'a>(pub(super) &'a Facilitator);

impl Seals for Asked<'_> {
    fn scope(&self) -> Scope {
        ToOperators(self.0.seat().group().community).scope()
    }
}

impl Opens for Asked<'_> {}
