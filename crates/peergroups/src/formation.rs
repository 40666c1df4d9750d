//! From people and criteria to groups, with reasons: the question of a formation round, put to [`matching`] and
//! answered in the words of peer groups.
//!
//! A [`Round`] reads profiles and [`Criteria`] once. It proposes groups, gives an [`Account`] of any group
//! (reasons, mix, hours, price), and weighs a change by hand before it is made. People are indices into the
//! profiles; sentences are the application's business.

mod account;
mod attribute;
mod contradiction;
mod criteria;
mod fit;
mod named;
mod proposal;
mod round;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use matching::{Budget, Change, ChangeError, Entry, FormError, Kept, Preset, Progress};

pub use self::account::{Account, Assumed, Broken, Cost, HoursShared, Makeup, Mix, Reason, Side, Weighing};
pub use self::attribute::{Lacking, attributes, kinds};
pub use self::contradiction::{Because, Contradiction, Forgone, WayOut};
pub use self::criteria::{CROSSING, Criteria, Facilitates, Keep, MeetingHours, Weights};
pub use self::fit::Fit;
pub use self::named::Slip;
pub use self::proposal::{Aim, Met, Obstacle, Proposal, Relaxation, Unplaced, WouldPlace};
pub use self::round::Round;

/// What every group must keep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Must {
    /// [`Criteria::size`].
    Size,
    /// No pair that was named, reports to each other or competes.
    Apart,
    /// Those who go together are not torn apart.
    Together,
    /// [`Keep::organisation_apart`].
    Organisation,
    /// [`Keep::department_apart`].
    Department,
    /// [`Criteria::stage_band`].
    Stage,
    /// [`Keep::shared_language`].
    Language,
    /// Somebody in the group can facilitate it.
    Facilitator,
    /// Nobody is the only one of their kind in this attribute.
    NotOnlyOne(String),
    /// [`MeetingHours::common`].
    CommonHours,
}

/// Why a round cannot be read or proposed at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormationError {
    /// Nothing is known of anybody under this name.
    #[error("nobody has an attribute {attribute}")]
    NobodyHas {
        /// The name as written.
        attribute: String,
    },
    /// One attribute is asked for twice among those alike or different, or twice among the shared.
    #[error("the attribute {attribute} is asked for twice")]
    AskedTwice {
        /// Its name in the roster.
        attribute: String,
    },
    /// A band of stages was asked for, and the roster has neither years nor ordered levels.
    #[error("the roster has no stages to compare")]
    NoStage,
    /// The criteria contradict themselves or what is kept.
    #[error(transparent)]
    Contradiction(#[from] FormError),
}
