//! How a group decides: by which rule, what silence means once the time is over, and when a question is settled.
//!
//! The three rules are those that groups of equals use. *Consent* asks for no objection, not for enthusiasm: it is the
//! decision rule of sociocracy (Gerard Endenburg, *Sociocracy: The Organization of Decision-Making*, 1998).
//! *Unanimity* needs a yes of everyone: right for what binds each person, slow for everything else. *Two thirds* is the
//! usual larger majority of rules of order (*Robert's Rules of Order Newly Revised*, § 44), here of all who were asked.
//! A question is settled as soon as nobody who is silent could still turn it, so that nobody waits for nothing.

/// What makes a proposal agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Nobody is against it.
    Consent,
    /// Everyone is for it.
    Unanimity,
    /// At least two thirds of those who count are for it.
    TwoThirds,
}

/// What somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Voice {
    /// They can live with it.
    For,
    /// They cannot.
    Against,
    /// They have said nothing.
    Silent,
}

/// Somebody who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// What they said.
    pub voice: Voice,
    /// Whether nothing is agreed against them.
    pub is_needed: bool,
}

/// What silence means once the time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Silence {
    /// Whoever says nothing is for it.
    Agrees,
    /// Whoever says nothing is against it.
    Refuses,
    /// Whoever says nothing does not count.
    Abstains,
}

/// Whether somebody can still speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// The silent may still speak.
    Runs,
    /// They had their time.
    IsOver(Silence),
}

/// What came of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Agreed,
    /// It does not.
    Refused,
    /// It depends on those who are silent.
    Open,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Consent, Self::Unanimity, Self::TwoThirds];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Unanimity => "unanimity",
            Self::TwoThirds => "two-thirds",
        }
    }

    /// The rule stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

impl Silence {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Refuses, Self::Abstains];

    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Refuses => "refuses",
            Self::Abstains => "abstains",
        }
    }

    /// The silence stored under `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|silence| silence.name() == name)
    }
}

/// What came of a proposal so far. Where nobody was asked, or nobody counts, nothing is agreed.
///
/// ```
/// use peergroups::decision::{Asked, Outcome, Rule, Silence, Time, Voice, outcome};
///
/// let said = |voice| Asked { voice, is_needed: false };
/// let mut group = [said(Voice::For), said(Voice::Against), said(Voice::Silent)];
/// assert_eq!(outcome(Rule::TwoThirds, &group, Time::Runs), Outcome::Open);
/// assert_eq!(outcome(Rule::TwoThirds, &group, Time::IsOver(Silence::Agrees)), Outcome::Agreed);
/// // Nothing is agreed against those who are needed.
/// group[1].is_needed = true;
/// assert_eq!(outcome(Rule::TwoThirds, &group, Time::Runs), Outcome::Refused);
/// ```
pub fn outcome(rule: Rule, asked: &[Asked], time: Time) -> Outcome {
    let silence = match time {
        Time::IsOver(silence) => silence,
        // More voices for a proposal never hurt it, so if all of the silent together cannot turn it, none can.
        Time::Runs => {
            let (best, worst) = (holds(rule, asked, Silence::Agrees), holds(rule, asked, Silence::Refuses));
            return match (best, worst) {
                (false, _) => Outcome::Refused,
                (true, true) => Outcome::Agreed,
                (true, false) => Outcome::Open,
            };
        }
    };
    if holds(rule, asked, silence) { Outcome::Agreed } else { Outcome::Refused }
}

fn holds(rule: Rule, asked: &[Asked], silence: Silence) -> bool {
    let counted: Vec<(Voice, bool)> = asked
        .iter()
        .map(|one| match (one.voice, silence) {
            (Voice::Silent, Silence::Agrees) => (Voice::For, one.is_needed),
            (Voice::Silent, Silence::Refuses) => (Voice::Against, one.is_needed),
            (voice, _) => (voice, one.is_needed),
        })
        .filter(|(voice, _)| *voice != Voice::Silent)
        .collect();
    let of = counted.len();
    let in_favour = counted.iter().filter(|(voice, _)| *voice == Voice::For).count();
    if of == 0 || counted.contains(&(Voice::Against, true)) {
        return false;
    }
    match rule {
        Rule::Consent => in_favour == of,
        Rule::Unanimity => in_favour == asked.len(),
        Rule::TwoThirds => 3 * in_favour >= 2 * of,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    fn rules() -> impl Strategy<Value = Rule> {
        prop_oneof![Just(Rule::Consent), Just(Rule::Unanimity), Just(Rule::TwoThirds)]
    }

    fn silences() -> impl Strategy<Value = Silence> {
        prop_oneof![Just(Silence::Agrees), Just(Silence::Refuses), Just(Silence::Abstains)]
    }

    fn voices() -> impl Strategy<Value = Voice> {
        prop_oneof![4 => Just(Voice::For), 1 => Just(Voice::Against), 2 => Just(Voice::Silent)]
    }

    fn groups() -> impl Strategy<Value = Vec<Asked>> {
        let one = (voices(), any::<bool>()).prop_map(|(voice, is_needed)| Asked { voice, is_needed });
        proptest::collection::vec(one, 1..13)
    }

    fn with(group: &[Asked], place: usize, voice: Voice) -> Vec<Asked> {
        let mut group = group.to_vec();
        group[place].voice = voice;
        group
    }

    proptest! {
        #[test]
        fn what_is_settled_early_stays_so_whatever_the_silent_say(
            rule in rules(), group in groups(), silence in silences(), said in proptest::collection::vec(voices(), 13),
        ) {
            let early = outcome(rule, &group, Time::Runs);
            let speak = |(one, voice): (&Asked, &Voice)| match one.voice {
                Voice::Silent => Asked { voice: *voice, ..*one },
                _ => *one,
            };
            let later: Vec<Asked> = group.iter().zip(&said).map(speak).collect();
            let counts = later.iter().any(|one| one.voice != Voice::Silent) || silence != Silence::Abstains;
            if early != Outcome::Open && counts {
                prop_assert_eq!(outcome(rule, &later, Time::IsOver(silence)), early);
            }
        }

        #[test]
        fn an_open_question_can_still_end_both_ways(rule in rules(), group in groups()) {
            if outcome(rule, &group, Time::Runs) == Outcome::Open {
                prop_assert_eq!(outcome(rule, &group, Time::IsOver(Silence::Agrees)), Outcome::Agreed);
                prop_assert_eq!(outcome(rule, &group, Time::IsOver(Silence::Refuses)), Outcome::Refused);
            }
        }

        #[test]
        fn one_more_voice_in_favour_never_refuses_what_was_agreed(
            rule in rules(), group in groups(), silence in silences(), place: Index,
        ) {
            let place = place.index(group.len());
            let more = with(&group, place, Voice::For);
            if outcome(rule, &group, Time::IsOver(silence)) == Outcome::Agreed {
                prop_assert_eq!(outcome(rule, &more, Time::IsOver(silence)), Outcome::Agreed);
            }
        }

        #[test]
        fn nothing_is_agreed_against_somebody_who_is_needed(
            rule in rules(), group in groups(), silence in silences(), place: Index,
        ) {
            let place = place.index(group.len());
            let mut group = with(&group, place, Voice::Against);
            group[place].is_needed = true;
            prop_assert_eq!(outcome(rule, &group, Time::IsOver(silence)), Outcome::Refused);
            prop_assert_eq!(outcome(rule, &group, Time::Runs), Outcome::Refused);
        }

        #[test]
        fn once_everyone_has_spoken_or_the_time_is_over_nothing_is_open(
            rule in rules(), group in groups(), silence in silences(),
        ) {
            prop_assert_ne!(outcome(rule, &group, Time::IsOver(silence)), Outcome::Open);
            if group.iter().all(|one| one.voice != Voice::Silent) {
                prop_assert_ne!(outcome(rule, &group, Time::Runs), Outcome::Open);
            }
        }

        #[test]
        fn the_order_in_which_people_were_asked_says_nothing(rule in rules(), group in groups(), silence in silences()) {
            let turned: Vec<Asked> = group.iter().rev().copied().collect();
            for time in [Time::Runs, Time::IsOver(silence)] {
                prop_assert_eq!(outcome(rule, &turned, time), outcome(rule, &group, time));
            }
        }
    }

    #[test]
    fn two_thirds_are_rounded_up() {
        let said = |voice| Asked { voice, is_needed: false };
        for (all, enough) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (12, 8)] {
            for in_favour in 0..=all {
                let mut group = vec![said(Voice::For); in_favour];
                group.resize(all, said(Voice::Against));
                let is_agreed = outcome(Rule::TwoThirds, &group, Time::Runs) == Outcome::Agreed;
                assert_eq!(is_agreed, in_favour >= enough, "{in_favour} of {all}");
            }
        }
    }
}
