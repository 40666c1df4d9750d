//! The five levels at which something can be said, and the one rule for making it travel further: a wider
//! level is a copy, made with its author's consent. The original keeps its level.

use thiserror::Error;

/// Who may come to know what was said. Ordered from the widest to the narrowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Level 0: everyone in the community.
    Community,
    /// Level 1: the idea may travel, the person who had it may not.
    NonAttributable,
    /// Level 2: the seats of the group. What applies unless something else was said.
    #[default]
    Group,
    /// Level 3: those who were present. Nothing shared is written down at this level.
    Room,
    /// The author, and a named recipient where there is one.
    Private,
}

/// Whether the author agreed to a wider copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The author agreed, or is the one who copies.
    Given,
    /// Nobody asked, or the author has not agreed.
    Missing,
}

/// Why a copy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CopyRefused {
    /// The copy would reach more people than the original and its author has not agreed.
    #[error("a wider copy needs the author's consent")]
    ConsentMissing,
    /// What is said in the room is not written down, so there is nothing to copy from or to.
    #[error("nothing is written down at the level of the room")]
    NothingWritten,
}

impl Level {
    /// All levels, from the widest to the narrowest.
    pub const ALL: [Self; 5] =
        [Self::Community, Self::NonAttributable, Self::Group, Self::Room, Self::Private];

    /// The number people say, 0 to 3; private has none.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Community => Some(0),
            Self::NonAttributable => Some(1),
            Self::Group => Some(2),
            Self::Room => Some(3),
            Self::Private => None,
        }
    }

    /// The name under which the level is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Community => "community",
            Self::NonAttributable => "non-attributable",
            Self::Group => "group",
            Self::Room => "room",
            Self::Private => "private",
        }
    }

    /// The level stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether this level reaches people whom `other` does not.
    pub fn is_wider_than(self, other: Self) -> bool {
        self < other
    }

    /// Whether text may be kept at this level at all.
    pub fn keeps_text(self) -> bool {
        self != Self::Room
    }

    /// Whether text at this level is sealed under a key of its group, member or community.
    pub fn is_sealed(self) -> bool {
        matches!(self, Self::NonAttributable | Self::Group | Self::Private)
    }

    /// The level of something made out of several others: it may go no further than the narrowest of them.
    /// `None` when it is made out of nothing.
    ///
    /// ```
    /// use peergroups::confidentiality::Level;
    /// assert_eq!(Level::of_all([Level::Community, Level::Group]), Some(Level::Group));
    /// ```
    pub fn of_all(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().max()
    }

    /// Copies something said at this level to the level `to`. Nothing is needed to copy to the same or a
    /// narrower level; a wider one needs the author's consent.
    ///
    /// ```
    /// use peergroups::confidentiality::{Consent, CopyRefused, Level};
    /// assert_eq!(Level::Group.copied_to(Level::Community, Consent::Given), Ok(Level::Community));
    /// assert_eq!(
    ///     Level::Group.copied_to(Level::Community, Consent::Missing),
    ///     Err(CopyRefused::ConsentMissing),
    /// );
    /// ```
    pub fn copied_to(self, to: Self, consent: Consent) -> Result<Self, CopyRefused> {
        if !self.keeps_text() || !to.keeps_text() {
            return Err(CopyRefused::NothingWritten);
        }
        if to.is_wider_than(self) && consent == Consent::Missing {
            return Err(CopyRefused::ConsentMissing);
        }
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_more_people_without_its_author() {
        for from in Level::ALL {
            for to in Level::ALL {
                let reached = from.copied_to(to, Consent::Missing);
                assert!(reached.is_err() || !to.is_wider_than(from), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_is_said_in_the_room_is_never_copied_even_with_consent() {
        for level in Level::ALL {
            assert_eq!(Level::Room.copied_to(level, Consent::Given), Err(CopyRefused::NothingWritten));
            assert_eq!(level.copied_to(Level::Room, Consent::Given), Err(CopyRefused::NothingWritten));
        }
    }

    #[test]
    fn only_the_community_level_is_kept_in_the_open() {
        let open: Vec<_> =
            Level::ALL.into_iter().filter(|level| level.keeps_text() && !level.is_sealed()).collect();
        assert_eq!(open, [Level::Community]);
    }

    #[test]
    fn a_level_is_found_again_under_its_name() {
        for level in Level::ALL {
            assert_eq!(Level::named(level.name()), Some(level));
        }
        assert_eq!(Level::named("secret"), None);
    }
}
