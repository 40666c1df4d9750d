//! Whether a version of a charter is in force, and who has still to sign it.

use crate::decision::{Asked, Outcome, Rule, Time, Voice, outcome};

/// One who has, had or will have to sign a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signatory {
    /// Signing is a voice for it.
    pub voice: Voice,
    /// How their seat relates to this version.
    pub place: Place,
}

/// How a seat relates to a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// They were in the group when it was put to the group.
    Asked,
    /// They came since. They sign, and do not decide again what the others agreed on.
    Newcomer,
    /// They have left; what they signed ended with that.
    Gone,
}

/// Where a version stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Force {
    /// Whether its rule is met.
    pub outcome: Outcome,
    /// Who is in the group and has not signed, by place.
    pub unsigned: Vec<usize>,
}

/// Whether a version of a charter is in force by its rule, and who has still to sign.
///
/// That it came into force is a record with its moment, which the application keeps: a version does not fall because
/// somebody leaves, but gives way to the next one that is agreed.
///
/// ```
/// use peergroups::charter::{Place, Signatory, in_force};
/// use peergroups::decision::{Outcome, Rule, Time, Voice};
///
/// let group = [
///     Signatory { voice: Voice::For, place: Place::Asked },
///     Signatory { voice: Voice::For, place: Place::Asked },
///     Signatory { voice: Voice::Silent, place: Place::Newcomer },
///     Signatory { voice: Voice::Silent, place: Place::Gone },
/// ];
/// let force = in_force(Rule::Unanimity, &group, Time::Runs);
/// assert_eq!((force.outcome, force.unsigned), (Outcome::Agreed, vec![2]));
/// ```
pub fn in_force(rule: Rule, seats: &[Signatory], time: Time) -> Force {
    let asked: Vec<Asked> = seats
        .iter()
        .filter(|seat| seat.place == Place::Asked)
        .map(|seat| Asked { voice: seat.voice, is_needed: false })
        .collect();
    let is_unsigned = |seat: &Signatory| seat.place != Place::Gone && seat.voice != Voice::For;
    let unsigned = seats.iter().enumerate().filter(|(_, seat)| is_unsigned(seat)).map(|(at, _)| at).collect();
    Force { outcome: outcome(rule, &asked, time), unsigned }
}
