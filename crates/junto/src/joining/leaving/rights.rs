//! What is said to somebody who leaves. It lies under their own key, which opens for nobody else at the table.

use store::Id as _;

use super::queries::Departure;
use crate::app::keyring::{Scope, Seals};

/// Seals a word to somebody who leaves. Nothing opens by it.
pub(super) struct ToLeaver<'a>(pub(super) &'a Departure);

impl Seals for ToLeaver<'_> {
    fn scope(&self) -> Scope {
        Scope::member(self.0.community.uuid(), self.0.member.uuid())
    }
}
