//! The right of the job that reads calendars while their owner is away.

use store::Id as _;

use crate::app::keyring::{Opens, Scope, Seals};
use crate::community::{CommunityId, MemberId};

/// Opens the address of a member's calendar, so that it can be read. Only that job makes one of these.
pub(super) struct Reading {
    pub(super) community: CommunityId,
    pub(super) member: MemberId,
}

impl Seals for Reading {
    fn scope(&self) -> Scope {
        Scope::member(self.community.uuid(), self.member.uuid())
    }
}

impl Opens for Reading {}
