//! What seals and opens words of a decision where nobody with a [`Seat`](crate::groups::Seat) is at hand.

use store::Id as _;

use super::entities::{DecisionEnd, Subject};
use super::queries::Decision;
use crate::app::keyring::{Opens, Scope, Seals};

/// Seals a word that comes by the link of a letter. Nothing opens by it.
pub(super) struct Bearer<'a>(pub(super) &'a Decision);

impl Seals for Bearer<'_> {
    fn scope(&self) -> Scope {
        Scope::group(self.0.community.uuid(), self.0.group.uuid())
    }
}

/// Opens the sentence of a purpose that the group has just agreed to, which makes it level 0. Whoever asked for it was
/// told so; of no other question does one of these come about.
pub(super) struct Adopted<'a>(&'a Decision);

impl<'a> Adopted<'a> {
    pub(super) fn of(decision: &'a Decision, end: DecisionEnd) -> Option<Self> {
        let is_adopted = decision.subject == Subject::Purpose && end == DecisionEnd::Agreed;
        is_adopted.then_some(Self(decision))
    }
}

impl Seals for Adopted<'_> {
    fn scope(&self) -> Scope {
        Bearer(self.0).scope()
    }
}

impl Opens for Adopted<'_> {}
