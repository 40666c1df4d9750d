//! Promises: what a charter says, what cannot all hold in it, what changed, and when it is in force.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::attendance::{Policy, Quorum};
use crate::confidentiality::Level;
use crate::decision::{Outcome, Rule, Silence, Time, Voice};

/// A charter with every topic, all as usual.
fn whole() -> Charter {
    Charter::of(Topic::ALL.map(Clause::usual))
}

type Values<'a> = &'a [(Topic, &'a str, &'a str)];

/// A charter of these values alone.
fn of(values: Values) -> Charter {
    let mut charter = Charter::default();
    for (topic, name, text) in values {
        let clause = charter.clause(*topic).cloned().unwrap_or_else(|| Clause::usual(*topic));
        charter.put(clause.with(name, text).unwrap());
    }
    charter
}

fn saying(words: &str) -> Clause {
    Clause::usual(Topic::Purpose).saying(words)
}

#[test]
fn every_topic_and_parameter_is_found_under_a_name_of_its_own() {
    let names: HashSet<_> = Topic::ALL.map(Topic::name).into();
    assert_eq!(names.len(), Topic::ALL.len());
    for topic in Topic::ALL {
        assert_eq!(Topic::named(topic.name()), Some(topic));
        let names: HashSet<_> = topic.parameters().iter().map(|parameter| parameter.name).collect();
        assert_eq!(names.len(), topic.parameters().len(), "{}", topic.name());
    }
    assert_eq!(Topic::named("weather"), None);
}

#[test]
fn every_usual_value_is_one_that_is_allowed() {
    for parameter in Topic::ALL.iter().flat_map(|topic| topic.parameters()) {
        assert_eq!(parameter.read(&parameter.usual.text()), Some(parameter.usual), "{}", parameter.name);
    }
}

#[test]
fn every_choice_that_stands_for_a_rule_is_one() {
    for choice in ["norms", "admission", "removal", "other"] {
        for rule in Rule::ALL {
            let charter = of(&[(Topic::Decisions, choice, rule.name())]);
            let decisions = charter.decisions();
            assert!(
                [decisions.norms, decisions.admission, decisions.removal, decisions.other].contains(&rule),
                "{choice}"
            );
        }
    }
    for silence in Silence::ALL {
        assert_eq!(of(&[(Topic::Decisions, "silence", silence.name())]).decisions().silence, silence);
    }
    for level in [Level::NonAttributable, Level::Group, Level::Room] {
        assert_eq!(of(&[(Topic::Confidentiality, "level", level.name())]).confidentiality(), level);
    }
}

#[test]
fn a_new_group_starts_from_few_clauses_that_contradict_nothing() {
    let usual = Charter::usual();
    assert_eq!(usual.clauses().len(), 9);
    assert!(usual.clause(Topic::Purpose).is_some());
    assert_eq!(contradictions(&usual), []);
    assert_eq!(contradictions(&whole()), []);
}

#[test]
fn every_policy_on_attendance_fits_the_usual_charter_as_it_is_written() {
    for pattern in &PATTERNS {
        for mut charter in [Charter::usual(), whole(), Charter::default()] {
            charter.adopt(pattern);
            assert_eq!(contradictions(&charter), [], "{}", pattern.name);
            for (topic, values) in pattern.values {
                let clause = charter.clause(*topic).unwrap();
                for (name, text) in *values {
                    assert_eq!(clause.value(name).unwrap().text(), *text, "{name} of {}", pattern.name);
                }
            }
        }
    }
}

#[test]
fn adopting_a_policy_keeps_words_and_what_it_does_not_speak_of() {
    let mut charter = of(&[(Topic::Cadence, "every", "two-weeks"), (Topic::Attendance, "leeway", "4")]);
    charter.put(charter.clause(Topic::Attendance).unwrap().clone().saying("We come."));
    charter.adopt(PATTERNS.iter().find(|pattern| pattern.name == "fixed-dates").unwrap());
    assert_eq!(charter.clause(Topic::Cadence).unwrap().choice("every"), "two-weeks");
    assert_eq!(charter.clause(Topic::Attendance).unwrap().words, "We come.");
    assert_eq!(charter.attendance().leeway, 0, "nothing is left of the policy before");
}

#[test]
fn what_is_missing_is_either_not_agreed_or_as_usual() {
    let nothing = Charter::default();
    assert_eq!(nothing.attendance(), Policy::NOTHING);
    assert_eq!(nothing.quorum(), Quorum::NOTHING);
    assert_eq!(
        (nothing.review(), nothing.size(), nothing.rhythm(), nothing.fewest()),
        (None, None, None, None)
    );
    assert_eq!(nothing.membership(), Membership::default());
    assert_eq!(nothing.decisions(), Charter::usual().decisions());
    assert_eq!(nothing.conflict(), Charter::usual().conflict());
    assert_eq!(nothing.confidentiality(), Level::Group);
    assert!(!nothing.allows_recording());
}

#[test]
fn values_are_read_as_people_write_them_and_wrong_ones_are_named() {
    let stored = [
        ("norms", " Two Thirds"),
        ("admission", "two_thirds"),
        ("days", "0"),
        ("silence", "shrugs"),
        ("colour", "green"),
    ];
    let (clause, wrong) = Clause::read(Topic::Decisions, stored, "By hand.");
    assert_eq!((clause.choice("norms"), clause.choice("admission")), ("two-thirds", "two-thirds"));
    assert_eq!((clause.number("days"), clause.choice("silence")), (7, "abstains"), "the rest is as usual");
    let named = wrong.iter().map(|wrong| match wrong {
        WrongValue::NotAllowed { parameter, .. } => parameter.name,
        WrongValue::Unknown { .. } => "unknown",
    });
    assert_eq!(named.collect::<Vec<_>>(), ["days", "silence", "unknown"]);
    assert_eq!(wrong[0].to_string(), "days of the clause decisions cannot be this");
}

#[test]
fn a_topic_stands_once_and_in_its_place() {
    let mut charter = Charter::of([saying("One."), Clause::usual(Topic::Dues), saying("Two.")]);
    assert_eq!(
        charter.clauses().iter().map(Clause::topic).collect::<Vec<_>>(),
        [Topic::Purpose, Topic::Dues]
    );
    assert_eq!(charter.clauses()[0].words, "Two.");
    charter.remove(Topic::Purpose);
    assert_eq!(charter.clause(Topic::Purpose), None);
}

#[test]
fn each_contradiction_is_found_with_its_numbers_and_at_its_clause() {
    use Topic::{
        Attendance, Cadence, Communication, Confidentiality, Decisions, Ending, Membership, Participation,
        Punctuality, Quorum, Recording, Size,
    };
    let cases: &[(Values, Contradiction)] = &[
        (&[(Size, "least", "9"), (Size, "most", "6")], Contradiction::SizeReversed { least: 9, most: 6 }),
        (
            &[(Size, "least", "6"), (Quorum, "count", "7")],
            Contradiction::QuorumAboveSize { quorum: 7, least: 6 },
        ),
        (
            &[(Size, "least", "6"), (Ending, "fewest", "7")],
            Contradiction::EndsAboveLeast { fewest: 7, least: 6 },
        ),
        (
            &[(Attendance, "contact", "3"), (Attendance, "risk", "2")],
            Contradiction::RiskBeforeContact { risk: 2, contact: 3 },
        ),
        (
            &[(Attendance, "months", "2"), (Cadence, "every", "month")],
            Contradiction::StepOutOfReach { misses: 3, meetings: 2 },
        ),
        (
            &[(Attendance, "span", "last-meetings"), (Cadence, "every", "quarter")],
            Contradiction::MoreThanAYear { asked: 12, meetings: 4 },
        ),
        (
            &[(Attendance, "first", "2"), (Attendance, "leeway", "1")],
            Contradiction::FirstInLeeway { first: 2, leeway: 1 },
        ),
        (
            &[(Punctuality, "half", "30"), (Punctuality, "whole", "30")],
            Contradiction::HalfNotBeforeWhole { half: 30, whole: 30 },
        ),
        (
            &[(Decisions, "silence", "agrees"), (Decisions, "removal", "consent")],
            Contradiction::SilenceForUnanimity { question: "admission" },
        ),
        (
            &[(Recording, "recording", "if-all-agree"), (Confidentiality, "level", "room")],
            Contradiction::RecordingInTheRoom,
        ),
        (
            &[(Membership, "notice", "4"), (Cadence, "season", "3")],
            Contradiction::NoticeAboveSeason { notice: 4, meetings: 3 },
        ),
        (
            &[(Communication, "hours", "49"), (Decisions, "days", "2")],
            Contradiction::AnswerAfterDecision { hours: 49, days: 2 },
        ),
        (
            &[(Size, "most", "10"), (Participation, "minutes", "15"), (Cadence, "minutes", "120")],
            Contradiction::MeetingTooShort { minutes: 120, needed: 150 },
        ),
    ];
    for (values, contradiction) in cases {
        let charter = of(values);
        assert_eq!(contradictions(&charter), [*contradiction]);
        for (topic, name) in contradiction.at() {
            assert!(charter.clause(topic).unwrap().value(name).is_some(), "{contradiction:?}");
        }
    }
}

#[test]
fn a_review_later_than_the_term_of_a_role_is_no_contradiction() {
    assert_eq!(contradictions(&of(&[(Topic::Review, "months", "36"), (Topic::Roles, "term", "6")])), []);
}

#[test]
fn a_difference_names_what_came_went_and_changed() {
    let old = Charter::of([
        saying("We help each other."),
        Clause::usual(Topic::Dues),
        Clause::usual(Topic::Review),
    ]);
    let mut new = old.clone();
    new.remove(Topic::Dues);
    new.put(saying("We truly help each other."));
    new.put(Clause::usual(Topic::Review).with("months", "6").unwrap());
    new.put(Clause::usual(Topic::Feedback));
    let run = |change, text: &str| Run { change, text: text.to_owned() };
    let runs =
        vec![run(Change::Kept, "We "), run(Change::Added, "truly "), run(Change::Kept, "help each other.")];
    let parameter = &Topic::Review.parameters()[0];
    let expected = [
        Difference::Words { topic: Topic::Purpose, runs },
        Difference::Parameter {
            topic: Topic::Review,
            parameter,
            from: Value::Number(12),
            to: Value::Number(6),
        },
        Difference::Added { topic: Topic::Feedback },
        Difference::Removed { topic: Topic::Dues },
    ];
    assert_eq!(differences(&old, &new), expected);
    assert_eq!(differences(&new, &new), []);
}

#[test]
fn a_newcomer_signs_without_reopening_what_was_agreed_and_leaving_ends_a_signature() {
    let seat = |voice, place| Signatory { voice, place };
    let mut group = vec![seat(Voice::For, Place::Asked); 3];
    group.push(seat(Voice::Silent, Place::Asked));
    let waiting = in_force(Rule::Unanimity, &group, Time::Runs);
    assert_eq!((waiting.outcome, waiting.unsigned), (Outcome::Open, vec![3]));
    group[3].place = Place::Gone;
    group.push(seat(Voice::Silent, Place::Newcomer));
    let agreed = in_force(Rule::Unanimity, &group, Time::Runs);
    assert_eq!((agreed.outcome, agreed.unsigned), (Outcome::Agreed, vec![4]));
}

#[test]
fn nothing_is_in_force_when_everyone_has_left() {
    let gone = [Signatory { voice: Voice::For, place: Place::Gone }; 3];
    assert_eq!(
        in_force(Rule::Consent, &gone, Time::Runs),
        Force { outcome: Outcome::Refused, unsigned: vec![] }
    );
}

proptest! {
    #[test]
    fn what_is_stored_reads_back(topic in select(Topic::ALL.to_vec()), numbers in proptest::collection::vec(any::<u16>(), 12)) {
        let mut clause = Clause::usual(topic);
        for (parameter, number) in topic.parameters().iter().zip(numbers) {
            let text = match parameter.kind {
                Kind::Number { least, most, .. } => (least + number % (most - least + 1)).to_string(),
                Kind::Choice(names) => names[usize::from(number) % names.len()].to_owned(),
                Kind::YesNo => if number % 2 == 0 { "yes" } else { "no" }.to_owned(),
            };
            clause = clause.with(parameter.name, &text).unwrap();
            prop_assert_eq!(clause.value(parameter.name).unwrap().text(), text);
        }
        let stored = clause.stored();
        let stored = stored.iter().map(|(name, text)| (*name, text.as_str()));
        prop_assert_eq!(Clause::read(topic, stored, ""), (clause, vec![]));
    }

    #[test]
    fn a_difference_of_words_holds_both_versions_whole(old in "[ab \n.]{0,30}", new in "[ab \n.]{0,30}") {
        let differences = differences(&Charter::of([saying(&old)]), &Charter::of([saying(&new)]));
        let without = |change| -> String {
            let [Difference::Words { runs, .. }] = &differences[..] else { return old.clone() };
            runs.iter().filter(|run| run.change != change).map(|run| run.text.as_str()).collect()
        };
        prop_assert_eq!(differences.is_empty(), old == new);
        prop_assert_eq!((without(Change::Added), without(Change::Removed)), (old.clone(), new));
    }
}
