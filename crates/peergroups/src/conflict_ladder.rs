//! The conflict ladder: what two of a group who are at odds can do, step by step, and who sees what at each.
//!
//! The clearing conversation is that of the *Clear the air* exercises that forums share: one speaks in parts, the other
//! gives back what was heard and adds nothing, then they swap. Its authors warn that it is useless while anyone attacks or
//! defends. The ladder around it is ours.

use self::Sight::{Everything, Nothing, ThatItIs};

/// A step of the ladder, from the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// One of them thinks alone about what to say, and asks for a talk.
    Prepare,
    /// The two have a clearing conversation.
    Clearing,
    /// The same, with a third member as witness.
    Witness,
    /// With the facilitator and somebody from outside.
    Outside,
    /// The group decides by its charter.
    Group,
}

/// A part of what is said in a clearing conversation, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What I hope for in this talk.
    Intention,
    /// What a camera would have seen.
    Facts,
    /// What I made of it.
    Story,
    /// What I feel.
    Feelings,
    /// What I want.
    Wish,
    /// What I did towards it.
    Share,
}

/// Somebody who may come to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Eye {
    /// Who began.
    Beginner,
    /// The other of the two.
    Other,
    /// The third member.
    Witness,
    /// The group's facilitator.
    Facilitator,
    /// Who came from outside.
    Outsider,
    /// Every other seat of the group.
    Group,
    /// The community's operator.
    Operator,
}

/// How much they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// Nothing at all.
    Nothing,
    /// That there is something between the two, and at which step; not what.
    ThatItIs,
    /// What was written for this step. What was prepared alone stays with whoever wrote it.
    Everything,
}

/// What a group agreed about its ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ladder {
    /// Within how many days the first talk is sought.
    pub days: u16,
    /// How long a clearing conversation takes.
    pub minutes: u16,
    /// Whether there is a step with a witness.
    pub has_witness: bool,
    /// Whether there is a step with somebody from outside.
    pub has_outside: bool,
    /// Whether the group decides at the end.
    pub has_group: bool,
}

/// Who sees what, one line a step: beginner, other, witness, facilitator, outsider, group. An operator has no line,
/// because an operator never sees anything of it.
const SIGHTS: [(Step, [Sight; 6]); 5] = [
    (Step::Prepare, [Everything, Nothing, Nothing, Nothing, Nothing, Nothing]),
    (Step::Clearing, [Everything, Everything, Nothing, Nothing, Nothing, Nothing]),
    (Step::Witness, [Everything, Everything, Everything, Nothing, Nothing, Nothing]),
    (Step::Outside, [Everything, Everything, ThatItIs, Everything, Everything, Nothing]),
    (Step::Group, [Everything, Everything, Everything, Everything, ThatItIs, Everything]),
];

/// The parts of a clearing conversation and how its minutes are shared among them, in hundredths of one side's time. What
/// is left is for giving back what was heard.
const PARTS: [(Part, &str, u16); 6] = [
    (Part::Intention, "intention", 10),
    (Part::Facts, "facts", 15),
    (Part::Story, "story", 15),
    (Part::Feelings, "feelings", 10),
    (Part::Wish, "wish", 10),
    (Part::Share, "share", 10),
];

/// One side of a clearing conversation. The two swap after it, so that it comes twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Side {
    /// What one says, in order, and for how many seconds.
    pub parts: Vec<(Part, u32)>,
    /// For how many seconds the other gives back what was heard, and asks whether there is more.
    pub giving_back: u32,
}

impl Step {
    /// All of them, from the smallest to the largest.
    pub const ALL: [Self; 5] = [Self::Prepare, Self::Clearing, Self::Witness, Self::Outside, Self::Group];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Clearing => "clearing",
            Self::Witness => "witness",
            Self::Outside => "outside",
            Self::Group => "group",
        }
    }

    /// The step stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// How much somebody sees while the two are at this step. Beginning shows nothing to anybody else.
    ///
    /// ```
    /// use peergroups::conflict_ladder::{Eye, Sight, Step};
    /// assert_eq!(Step::Prepare.shows(Eye::Other), Sight::Nothing);
    /// assert_eq!(Step::Clearing.shows(Eye::Facilitator), Sight::Nothing);
    /// ```
    pub fn shows(self, eye: Eye) -> Sight {
        let line = SIGHTS.iter().find(|(step, _)| *step == self);
        let column = Eye::ALL.iter().position(|one| *one == eye);
        line.zip(column).and_then(|((_, sights), column)| sights.get(column)).copied().unwrap_or(Nothing)
    }
}

impl Eye {
    /// Everybody, in the order in which sights are listed.
    pub const ALL: [Self; 7] = [
        Self::Beginner,
        Self::Other,
        Self::Witness,
        Self::Facilitator,
        Self::Outsider,
        Self::Group,
        Self::Operator,
    ];
}

impl Part {
    /// All of them, in the order in which they are said.
    pub const ALL: [Self; 6] =
        [Self::Intention, Self::Facts, Self::Story, Self::Feelings, Self::Wish, Self::Share];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        PARTS.iter().find(|(part, ..)| *part == self).map_or("", |(_, name, _)| name)
    }

    /// The part stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

impl Ladder {
    /// The steps that this group agreed on.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(|step| match step {
            Step::Prepare | Step::Clearing => true,
            Step::Witness => self.has_witness,
            Step::Outside => self.has_outside,
            Step::Group => self.has_group,
        })
    }

    /// Where the two can go from a step. A talk can be had again, and nobody has to face the other alone first, so steps
    /// may be left out; only the group is not asked before everything else was tried. Ending it is always possible.
    pub fn next(&self, from: Step) -> Vec<Step> {
        let is_again = |step: Step| step == from && !matches!(step, Step::Prepare | Step::Group);
        let last_before_group = self.steps().filter(|step| *step != Step::Group).last();
        let is_open = |step: Step| step > from && (step != Step::Group || Some(from) == last_before_group);
        self.steps().filter(|step| is_again(*step) || is_open(*step)).collect()
    }

    /// One side of a clearing conversation in half of the minutes that it takes.
    pub fn side(&self) -> Side {
        let seconds = u32::from(self.minutes) * 60 / 2;
        let parts: Vec<_> = PARTS
            .iter()
            .map(|(part, _, hundredths)| (*part, seconds * u32::from(*hundredths) / 100))
            .collect();
        let spoken: u32 = parts.iter().map(|(_, seconds)| seconds).sum();
        Side { parts, giving_back: seconds - spoken }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Ladder {
        Ladder { days: 7, minutes: 20, has_witness: true, has_outside: true, has_group: true }
    }

    #[test]
    fn beginning_is_seen_by_nobody_else() {
        for eye in Eye::ALL {
            let sees = Step::Prepare.shows(eye);
            assert_eq!(sees == Everything, eye == Eye::Beginner, "{eye:?}");
            assert_ne!(sees, ThatItIs, "{eye:?}");
        }
    }

    #[test]
    fn an_operator_sees_nothing_at_any_step() {
        assert!(Step::ALL.into_iter().all(|step| step.shows(Eye::Operator) == Nothing));
    }

    #[test]
    fn each_step_shows_it_to_those_whom_it_brings_in_and_to_the_two_alike() {
        let brings = [
            (Step::Clearing, Eye::Other),
            (Step::Witness, Eye::Witness),
            (Step::Outside, Eye::Facilitator),
            (Step::Outside, Eye::Outsider),
            (Step::Group, Eye::Group),
        ];
        for (step, eye) in brings {
            assert_eq!(step.shows(eye), Everything, "{step:?}");
            for earlier in Step::ALL.into_iter().filter(|earlier| *earlier < step) {
                assert_eq!(earlier.shows(eye), Nothing, "{eye:?} at {earlier:?}");
            }
            assert_eq!(step.shows(Eye::Beginner), step.shows(Eye::Other), "{step:?}");
        }
    }

    #[test]
    fn steps_lead_upwards_and_to_the_group_last() {
        let ladder = whole();
        assert_eq!(ladder.next(Step::Prepare), [Step::Clearing, Step::Witness, Step::Outside]);
        assert_eq!(ladder.next(Step::Clearing), [Step::Clearing, Step::Witness, Step::Outside]);
        assert_eq!(ladder.next(Step::Witness), [Step::Witness, Step::Outside]);
        assert_eq!(ladder.next(Step::Outside), [Step::Outside, Step::Group]);
        assert_eq!(ladder.next(Step::Group), []);
    }

    #[test]
    fn what_a_group_did_not_agree_on_is_no_step_of_its_ladder() {
        let short = Ladder { has_witness: false, has_outside: false, ..whole() };
        assert_eq!(short.steps().collect::<Vec<_>>(), [Step::Prepare, Step::Clearing, Step::Group]);
        assert_eq!(short.next(Step::Prepare), [Step::Clearing], "the group is not asked before a talk");
        assert_eq!(short.next(Step::Clearing), [Step::Clearing, Step::Group]);
        let shortest = Ladder { has_group: false, ..short };
        assert_eq!(shortest.next(Step::Clearing), [Step::Clearing]);
    }

    #[test]
    fn both_sides_have_the_same_time_and_nothing_of_it_is_lost() {
        for minutes in 10..=90 {
            let side = Ladder { minutes, ..whole() }.side();
            let spoken: u32 = side.parts.iter().map(|(_, seconds)| seconds).sum();
            assert_eq!(2 * (spoken + side.giving_back), u32::from(minutes) * 60);
            assert!(side.giving_back > 0);
            assert_eq!(side.parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(), Part::ALL);
        }
    }

    #[test]
    fn names_read_back() {
        assert!(Step::ALL.into_iter().all(|step| Step::named(step.name()) == Some(step)));
        assert!(Part::ALL.into_iter().all(|part| Part::named(part.name()) == Some(part)));
        assert_eq!((Step::named("court"), Part::named("blame")), (None, None));
    }
}
