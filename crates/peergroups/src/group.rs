//! The group and its seats: the stages they go through, what the group is called, and what its purpose could
//! be drafted from.

mod name;
mod purpose;

use thiserror::Error;

pub use self::name::{NAMES, names};
pub use self::purpose::{PurposeDraft, Topic};

/// What can happen to a group. Each is a record with who and when; the stage follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupEvent {
    /// It was published, or founded by hand, and its seats are invited.
    Founded,
    /// It rests by its own decision.
    Paused,
    /// It meets again.
    Resumed,
    /// It ended; its history stays.
    Closed,
}

/// Where a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupStage {
    /// Made ready and seen by nobody but the operator.
    Prepared,
    /// It exists: it gathers, meets and can be refilled.
    Living,
    /// It rests.
    Paused,
    /// It has ended.
    Closed,
}

/// What can happen to a seat. Each is a record with who and when; the stage follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeatEvent {
    /// The member was asked to take it, perhaps again after an earlier answer.
    Invited,
    /// The member took it.
    Accepted,
    /// The member did not want it, with or without a reason.
    Declined,
    /// The member would take it at another hour.
    AskedForAnotherHour,
    /// The invitation was taken back before it was answered.
    Withdrawn,
    /// The member gave it up, or was asked to.
    Left,
}

/// Where a seat stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeatStage {
    /// Meant for a member who has not been told.
    Prepared,
    /// The member has been asked and has not answered.
    Invited,
    /// The member waits for another hour to be proposed.
    Waiting,
    /// The member is in the group.
    Seated,
    /// Nobody is in it and nobody is asked: declined, withdrawn or left.
    Free,
}

/// What was to happen cannot happen at this stage: somebody was faster, or it was asked twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not possible at this stage")]
pub struct NotNow;

impl GroupStage {
    /// The stage after something happened.
    ///
    /// ```
    /// use peergroups::group::{GroupEvent, GroupStage, NotNow};
    /// assert_eq!(GroupStage::Prepared.after(GroupEvent::Founded), Ok(GroupStage::Living));
    /// assert_eq!(GroupStage::Closed.after(GroupEvent::Resumed), Err(NotNow));
    /// ```
    pub fn after(self, event: GroupEvent) -> Result<Self, NotNow> {
        match (self, event) {
            (Self::Prepared, GroupEvent::Founded) | (Self::Paused, GroupEvent::Resumed) => Ok(Self::Living),
            (Self::Living, GroupEvent::Paused) => Ok(Self::Paused),
            (Self::Living | Self::Paused, GroupEvent::Closed) => Ok(Self::Closed),
            _ => Err(NotNow),
        }
    }
}

impl GroupEvent {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Founded, Self::Paused, Self::Resumed, Self::Closed];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Closed => "closed",
        }
    }

    /// The event stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

impl SeatStage {
    /// The stage after something happened. A member may change their mind after declining, for as long as
    /// nobody else has been asked; that is for the caller to check.
    ///
    /// ```
    /// use peergroups::group::{NotNow, SeatEvent, SeatStage};
    /// let told = SeatStage::Prepared.after(SeatEvent::Invited).unwrap();
    /// assert_eq!(told.after(SeatEvent::Accepted), Ok(SeatStage::Seated));
    /// assert_eq!(SeatStage::Prepared.after(SeatEvent::Accepted), Err(NotNow));
    /// ```
    pub fn after(self, event: SeatEvent) -> Result<Self, NotNow> {
        match (self, event) {
            (Self::Prepared | Self::Waiting | Self::Free, SeatEvent::Invited) => Ok(Self::Invited),
            (Self::Invited | Self::Waiting | Self::Free, SeatEvent::Accepted) => Ok(Self::Seated),
            (Self::Invited, SeatEvent::AskedForAnotherHour) => Ok(Self::Waiting),
            (Self::Invited | Self::Waiting, SeatEvent::Declined)
            | (Self::Prepared | Self::Invited | Self::Waiting, SeatEvent::Withdrawn)
            | (Self::Seated, SeatEvent::Left) => Ok(Self::Free),
            _ => Err(NotNow),
        }
    }
}

impl SeatEvent {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Invited,
        Self::Accepted,
        Self::Declined,
        Self::AskedForAnotherHour,
        Self::Withdrawn,
        Self::Left,
    ];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::AskedForAnotherHour => "asked-for-another-hour",
            Self::Withdrawn => "withdrawn",
            Self::Left => "left",
        }
    }

    /// The event stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

/// A count in English words as running text wants it: up to twelve in words, beyond that in figures.
///
/// ```
/// use peergroups::group::count_in_words;
/// assert_eq!(count_in_words(7), "seven");
/// assert_eq!(count_in_words(13), "13");
/// ```
pub fn count_in_words(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(events: &[SeatEvent]) -> Result<SeatStage, NotNow> {
        events.iter().try_fold(SeatStage::Prepared, |stage, event| stage.after(*event))
    }

    #[test]
    fn a_seat_that_was_left_can_be_offered_again() {
        let events = [SeatEvent::Invited, SeatEvent::Accepted, SeatEvent::Left, SeatEvent::Invited];
        assert_eq!(seat(&events), Ok(SeatStage::Invited));
    }

    #[test]
    fn an_answer_given_twice_is_not_an_answer_any_more() {
        for answer in [SeatEvent::Accepted, SeatEvent::Declined, SeatEvent::AskedForAnotherHour] {
            assert!(seat(&[SeatEvent::Invited, answer]).is_ok());
            assert_eq!(seat(&[SeatEvent::Invited, answer, answer]), Err(NotNow), "{answer:?}");
        }
    }

    #[test]
    fn who_asked_for_another_hour_can_still_take_or_decline_this_one() {
        let asked = [SeatEvent::Invited, SeatEvent::AskedForAnotherHour];
        assert_eq!(seat(&[&asked[..], &[SeatEvent::Accepted]].concat()), Ok(SeatStage::Seated));
        assert_eq!(seat(&[&asked[..], &[SeatEvent::Declined]].concat()), Ok(SeatStage::Free));
    }

    #[test]
    fn nothing_happens_to_a_closed_group() {
        for event in GroupEvent::ALL {
            assert_eq!(GroupStage::Closed.after(event), Err(NotNow));
        }
    }

    #[test]
    fn an_event_is_found_again_under_its_name() {
        for event in SeatEvent::ALL {
            assert_eq!(SeatEvent::named(event.name()), Some(event));
        }
        for event in GroupEvent::ALL {
            assert_eq!(GroupEvent::named(event.name()), Some(event));
        }
    }
}
