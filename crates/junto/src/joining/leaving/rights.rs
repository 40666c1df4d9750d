//! What passes between somebody who leaves and those they told, or who tell them. It lies under the leaver's own
//! key, which opens for nobody else at the table.

use store::Id as _;

use super::queries::Departure;
use crate::app::keyring::{Opens, Scope, Seals};
use crate::community::{CommunityId, MemberId};
use crate::groups::{Facilitator, Seat};

/// Seals a word to somebody who leaves. Nothing opens by it.
pub(super) struct ToLeaver<'a>(pub(super) &'a Departure);

impl Seals for ToLeaver<'_> {
    fn scope(&self) -> Scope {
        Scope::member(self.0.community.uuid(), self.0.member.uuid())
    }
}

/// The leaver, or the facilitator whom they told.
pub(super) struct Confidence {
    community: CommunityId,
    member: MemberId,
}

impl Confidence {
    /// What somebody says, and what is said to them.
    pub(super) fn own(seat: &Seat) -> Self {
        Self { community: seat.group().community, member: seat.member().id() }
    }

    /// What somebody told the facilitator of their own group. The panel on the group's home alone makes one.
    pub(super) fn heard(facilitator: &Facilitator, departure: &Departure) -> Option<Self> {
        let is_own_group = facilitator.seat().group().id == departure.group;
        is_own_group.then_some(Self { community: departure.community, member: departure.member })
    }
}

impl Seals for Confidence {
    fn scope(&self) -> Scope {
        Scope::member(self.community.uuid(), self.member.uuid())
    }
}

impl Opens for Confidence {}
