//! Promises of a round: musts hold, reasons are true, and what stands in the way is named.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::conflict::Kind;
use crate::profile::{Email, Profile};

fn person(number: usize) -> Profile {
    let email = format!("person{number}@example.org");
    Profile::new(format!("Person {number}"), Email::parse(&email).unwrap())
}

fn people(count: usize, change: impl Fn(usize, &mut Profile)) -> Vec<Profile> {
    let one = |number| {
        let mut profile = person(number);
        change(number, &mut profile);
        profile
    };
    (0..count).map(one).collect()
}

fn round<'p>(people: &'p [Profile], criteria: &Criteria) -> Round<'p> {
    Round::of(people, criteria, "2027-01-15".parse().unwrap()).unwrap()
}

fn propose(round: &Round<'_>) -> Proposal {
    round.propose(&[], 1, Budget::Work(20_000), &mut |_| ControlFlow::Continue(())).unwrap()
}

fn of_size(size: usize) -> Criteria {
    Criteria { size: size..=size, ..Criteria::default() }
}

#[test]
fn nobody_sits_with_a_colleague_a_superior_or_a_rival() {
    let everyone = people(6, |number, profile| match number {
        0 => profile.organisation = Some("Kelp Ltd".into()),
        1 => profile.organisation = Some("KELP".into()),
        2 => profile.competes_with = vec!["Kelp".into()],
        3 => profile.reports_to = Some("person2@example.org".into()),
        _ => {}
    });
    let mut rival = everyone.clone();
    rival[2].organisation = Some("Fjord".into());
    let round = round(&rival, &of_size(2));
    let groups = propose(&round).groups;
    assert_eq!(groups.len(), 3);
    for pair in [[0, 1], [0, 2], [1, 2], [2, 3]] {
        assert!(!groups.iter().any(|group| group == &pair), "{pair:?}");
    }
}

#[test]
fn whoever_wrote_no_hours_can_meet_on_weekdays_from_eight_to_seven() {
    let everyone = people(2, |number, profile| {
        profile.time_zone = Some(["Europe/Lisbon", "Africa/Lagos"][number].into());
    });
    let account = round(&everyone, &of_size(2)).account(&[0, 1]);
    assert_eq!(account.hours, HoursShared { winter: 50.0, summer: 55.0 });
    assert!(account.broken.is_empty());
}

#[test]
fn people_without_common_hours_stay_unplaced_and_it_says_so() {
    let everyone = people(4, |number, profile| {
        profile.availability = Some(["Tue 9-12", "Mon 9-12", "Wed 9-10", "Mon 10-14"][number].into());
    });
    let round = round(&everyone, &of_size(2));
    let proposal = propose(&round);
    assert_eq!(proposal.groups, [[1, 3]]);
    let unplaced: Vec<usize> = proposal.unplaced.iter().map(|unplaced| unplaced.who).collect();
    assert_eq!(unplaced, [0, 2]);
    assert!(proposal.unplaced[0].obstacles.contains(&Obstacle::Everywhere(Must::CommonHours)));
    assert!(proposal.unplaced[1].obstacles.contains(&Obstacle::OwnHours { own: 0.0, least: 2.0 }));
}

#[test]
fn a_pair_that_should_go_together_but_works_for_one_organisation_stays_out_and_it_says_why() {
    let everyone = people(6, |number, profile| {
        profile.organisation = (number < 2).then(|| "Kelp".to_owned());
        if number == 0 {
            profile.keep_with = vec!["Person 1".into()];
        }
        if number == 2 {
            profile.keep_with = vec!["Person 3".into()];
        }
    });
    let pairs = of_size(2);
    let read = round(&everyone, &pairs);
    let proposal = propose(&read);
    assert_eq!(proposal.groups, [[2, 3], [4, 5]]);
    assert_eq!(proposal.unplaced.iter().map(|unplaced| unplaced.who).collect::<Vec<_>>(), [0, 1]);
    let found = read.contradictions(&[]).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].musts, [Must::Together, Must::Organisation]);
    assert_eq!((&found[0].people, &found[0].because), (&vec![0, 1], &Because::Together));
    let meeting = Relaxation::Meeting { must: Must::Organisation, who: vec![0, 1] };
    let ways = [WayOut::Part(vec![1]), WayOut::Relax(meeting), WayOut::LeaveOut(vec![0, 1])];
    assert_eq!(found[0].ways_out, ways);
    let parted = pairs.relaxed(&ways[0], &everyone).unwrap();
    assert_eq!(parted.keep.may_part, ["person1@example.org"]);
    let met = pairs.relaxed(&ways[1], &everyone).unwrap();
    assert!(propose(&round(&everyone, &met)).groups.contains(&vec![0, 1]));
    let groups = propose(&round(&everyone, &parted)).groups;
    assert!(groups.len() == 3 && !groups.contains(&vec![0, 1]), "{groups:?}");
}

#[test]
fn those_who_go_together_share_a_group_or_have_none() {
    let everyone = people(12, |number, profile| {
        profile.organisation = Some(format!("Firm {}", number % 7));
        profile.availability = Some(if number == 3 { "Tue 9-10" } else { "Mon 9-13" }.into());
    });
    for sets in [[vec![0, 1, 2], vec![2, 7]], [vec![3, 4], vec![5, 6, 8, 9, 10]]] {
        let together: Vec<Vec<String>> =
            sets.iter().map(|set| set.iter().map(|who| format!("Person {who}")).collect()).collect();
        let criteria = Criteria { keep: Keep { together, ..Keep::default() }, ..of_size(4) };
        let groups = propose(&round(&everyone, &criteria)).groups;
        for (set, group) in sets.iter().flat_map(|set| groups.iter().map(move |group| (set, group))) {
            let inside = set.iter().filter(|who| group.contains(who)).count();
            assert!(inside == 0 || inside == set.len(), "{set:?} {group:?}");
        }
    }
}

#[test]
fn what_of_named_people_cannot_be_followed_is_told() {
    let everyone = people(4, |_, _| {});
    let named = |people: &[&str]| people.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let keep = Keep {
        apart: vec![
            named(&["Person 0", "person0@example.org"]),
            named(&["Person 1", "Person 2", "Person 3"]),
        ],
        may_meet: vec![named(&["Person 3", "Person 1"])],
        together: vec![named(&["Person 2"])],
        ..Keep::default()
    };
    let round = round(&everyone, &Criteria { keep, ..of_size(2) });
    let alone = Slip::Alone("Person 2".into());
    assert_eq!(round.slips(), [Slip::Twice(0), Slip::ApartAndFree([1, 3]), alone]);
}

#[test]
fn a_way_to_know_who_facilitates_by_which_nobody_can_tells_what_there_is() {
    let everyone = people(4, |number, profile| {
        profile.function = Some(["Finance", "Sales"][number % 2].into());
        profile.attributes.push(("role".into(), ["Facilitator", "member"][number % 2].into()));
    });
    let asked = |attribute: &str, value: &str| {
        let by = Facilitates { attribute: attribute.into(), value: value.into() };
        let criteria = Criteria { facilitator: Some(by), ..of_size(2) };
        round(&everyone, &criteria).nobody_facilitates()
    };
    assert_eq!(asked("role", "facilitator"), None, "a column of its own beside the function");
    let roles = vec!["Facilitator".to_owned(), "member".to_owned()];
    assert_eq!(asked("Role", "facilitators"), Some(Lacking::Value(roles)));
    let known = vec!["function".to_owned(), "role".to_owned()];
    assert_eq!(asked("rôle", "facilitator"), Some(Lacking::Attribute(known)));
}

#[test]
fn the_criteria_name_people_by_address_or_only_name() {
    let everyone = people(4, |_, _| {});
    let apart = vec![vec!["Person 0".to_owned(), "PERSON1@example.org".to_owned(), "Nobody".to_owned()]];
    let criteria = Criteria { keep: Keep { apart, ..Keep::default() }, ..of_size(2) };
    let round = round(&everyone, &criteria);
    assert_eq!(round.slips(), [Slip::Unknown("Nobody".into())]);
    assert!(!propose(&round).groups.contains(&vec![0, 1]));
}

#[test]
fn an_account_tells_stage_kinds_topics_and_what_is_given_up() {
    let everyone = people(3, |number, profile| {
        profile.years_in_role = Some([9.0, 12.5, 10.0][number]);
        profile.industry = Some(["Boats", "bread", "boats"][number].into());
        profile.interests = [vec!["Scale".to_owned()], vec!["scale".to_owned()], Vec::new()][number].clone();
    });
    let mut criteria = Criteria::usual(&everyone);
    criteria.size = 3..=3;
    let account = round(&everyone, &criteria).account(&[2, 0, 1]);
    let years = || "years_in_role".to_owned();
    let industry = || "industry".to_owned();
    assert!(account.reasons.contains(&Reason::Close {
        attribute: years(),
        least: 9.0,
        most: 12.5,
        known: 3
    }));
    assert!(account.reasons.contains(&Reason::Kinds { attribute: industry(), kinds: 2, known: 3 }));
    let topic = Reason::Topic { attribute: "interests".into(), label: "Scale".into(), people: 2 };
    assert!(account.reasons.contains(&topic));
    // There are but two trades in this roster, so it is no fault that two members share one.
    assert!(account.costs.is_empty(), "{:?}", account.costs);
    assert_eq!(account.mixes[1].makeup, Makeup::Kinds(vec![("Boats".into(), 2), ("bread".into(), 1)]));
    assert_eq!(account.purpose.shared[0].people, 2);
}

#[test]
fn a_group_that_spans_more_than_most_says_so() {
    let years = [1.0, 2.0, 5.0, 6.0, 10.0, 30.0];
    let everyone = people(6, |number, profile| profile.years_in_role = Some(years[number]));
    let criteria = Criteria { size: 2..=2, ..Criteria::usual(&everyone) };
    let accounts = round(&everyone, &criteria).accounts(&[vec![0, 1], vec![2, 3], vec![4, 5]]);
    let wider = Cost::Wider { attribute: "years_in_role".into(), span: 20.0, usual: 1.0 };
    assert_eq!(accounts.map_costs(), [vec![], vec![], vec![wider]]);
}

#[test]
fn a_reason_counts_those_of_whom_it_is_known() {
    let everyone = people(5, |number, profile| {
        profile.years_in_role = (number == 0).then_some(3.0);
        profile.seniority = (number < 2).then(|| "Elder".to_owned());
        profile.languages = if number < 2 { vec!["English".to_owned()] } else { Vec::new() };
        profile.time_zone = (number < 4).then(|| "Africa/Lagos".to_owned());
        profile.availability = (number == 0).then(|| "Tue 9-12".to_owned());
        profile.interests = if number == 0 { vec!["Scale".to_owned()] } else { Vec::new() };
    });
    let mut criteria = Criteria { size: 5..=5, ..Criteria::usual(&everyone) };
    criteria.similar.push(("seniority".to_owned(), 1.0));
    let round = round(&everyone, &criteria);
    let account = round.account(&[0, 1, 2, 3, 4]);
    let alike = Reason::Alike { attribute: "seniority".into(), label: "Elder".into(), known: 2 };
    let languages = Reason::Languages { languages: vec!["English".into()], known: 2 };
    let hours = Reason::Hours(account.hours);
    assert_eq!(account.reasons, [alike, hours, languages], "one person's years are like nobody's");
    assert_eq!(account.costs, [], "whether topics are shared is not known");
    assert_eq!(account.assumed, Assumed { hours: 4, zones: 1 });
    assert!(!round.has_zone(4) && round.wrote_hours(0));
    assert!(!round.account(&[0, 2]).reasons.iter().any(|reason| matches!(reason, Reason::Languages { .. })));
}

#[test]
fn every_kind_that_several_share_is_named_as_a_price() {
    let trades = ["Boats", "Boats", "Bread", "Bread", "Banks", "Books"];
    let everyone = people(6, |number, profile| profile.industry = Some(trades[number].into()));
    let criteria = Criteria { size: 5..=5, ..Criteria::usual(&everyone) };
    let account = round(&everyone, &criteria).account(&[0, 1, 2, 3, 4]);
    let same = |label: &str| Cost::Same { attribute: "industry".into(), label: label.into(), people: 2 };
    assert_eq!(account.costs, [same("Boats"), same("Bread")]);
}

trait MapCosts {
    fn map_costs(self) -> Vec<Vec<Cost>>;
}

impl MapCosts for Vec<Account> {
    fn map_costs(self) -> Vec<Vec<Cost>> {
        self.into_iter().map(|account| account.costs).collect()
    }
}

#[test]
fn an_hour_that_suits_someone_only_if_need_be_is_a_price() {
    let everyone = people(2, |number, profile| {
        profile.time_zone = Some("UTC".into());
        let hours = ["Thu 12:00-16:00", "Thu 12:00-16:00 (acceptable)"][number];
        profile.availability = Some(hours.into());
    });
    let account = round(&everyone, &of_size(2)).account(&[0, 1]);
    assert_eq!(account.costs, [Cost::AwkwardHour { who: 1, minute: 12 * 60 }]);
}

#[test]
fn nobody_unwilling_is_the_only_one_of_their_kind() {
    let everyone = people(6, |number, profile| {
        let kind = if number < 3 { "F" } else { "M" };
        profile.attributes = vec![("gender".into(), kind.into())];
    });
    let criteria = Criteria { lonely: vec!["gender".into()], ..of_size(3) };
    for group in propose(&round(&everyone, &criteria)).groups {
        let women = group.iter().filter(|who| **who < 3).count();
        assert!(women != 1 && women != 2, "{group:?}");
    }
}

#[test]
fn a_band_of_stages_is_never_left() {
    let everyone =
        people(6, |number, profile| profile.years_in_role = Some([1.0, 2.0, 3.0, 20.0, 21.0, 40.0][number]));
    let criteria = Criteria { stage_band: Some(4.0), ..of_size(2) };
    let proposal = propose(&round(&everyone, &criteria));
    assert_eq!(proposal.groups.len(), 2);
    let forty = proposal.unplaced.iter().find(|unplaced| unplaced.who == 5).unwrap();
    assert!(forty.obstacles.contains(&Obstacle::Everywhere(Must::Stage)));
    let without = people(3, |_, _| {});
    let read = Round::of(&without, &criteria, "2027-01-15".parse().unwrap());
    assert_eq!(read.err(), Some(FormationError::NoStage));
}

#[test]
fn an_attribute_that_nobody_has_is_named() {
    let everyone = people(3, |_, _| {});
    let criteria = Criteria { different: vec![("hobby".into(), 1.0)], ..of_size(3) };
    let read = Round::of(&everyone, &criteria, "2027-01-15".parse().unwrap());
    assert_eq!(read.err(), Some(FormationError::NobodyHas { attribute: "hobby".into() }));
}

#[test]
fn nobody_is_to_be_alike_and_different_in_one_attribute_by_two_names() {
    let everyone = people(4, |number, profile| profile.industry = Some(["a", "b"][number % 2].into()));
    let criteria = Criteria {
        similar: vec![("industry".into(), 1.0)],
        different: vec![("sector".into(), 1.0)],
        ..of_size(2)
    };
    let read = Round::of(&everyone, &criteria, "2027-01-15".parse().unwrap());
    assert_eq!(read.err(), Some(FormationError::AskedTwice { attribute: "industry".into() }));
}

#[test]
fn a_move_is_weighed_before_it_is_made() {
    let everyone =
        people(6, |number, profile| profile.organisation = Some(["Kelp", "Fjord"][number % 2].into()));
    let criteria = Criteria { size: 1..=3, ..Criteria::default() };
    let groups = [vec![0, 1], vec![2, 3]];
    let change = Change::Move { who: 0, from: Some(0), to: Some(1) };
    let weighed = round(&everyone, &criteria).weigh(&groups, change).unwrap();
    assert_eq!(weighed.sides[0].after.members, [1]);
    assert_eq!(weighed.sides[1].after.members, [0, 2, 3]);
    let (group, broken) = &weighed.newly_broken[0];
    assert_eq!((*group, &broken.must), (1, &Must::Organisation));
    assert_eq!(broken.conflicts, [(0, 2, Kind::SameOrganisation)]);
}

#[test]
fn what_is_locked_stays() {
    let everyone = people(9, |number, profile| profile.industry = Some(["a", "b", "c"][number % 3].into()));
    let criteria = Criteria { size: 3..=3, ..Criteria::usual(&everyone) };
    let kept = [
        Kept { members: vec![0, 3, 6], entry: Entry::Closed },
        Kept { members: vec![1, 4], entry: Entry::Open },
    ];
    let round = round(&everyone, &criteria);
    let mut go_on = |_| ControlFlow::Continue(());
    let groups = round.propose(&kept, 7, Budget::Work(20_000), &mut go_on).unwrap().groups;
    assert_eq!(groups[0], [0, 3, 6]);
    assert!(groups[1].contains(&1) && groups[1].contains(&4));
}

fn roster() -> impl Strategy<Value = Vec<Profile>> {
    let zones = ["Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
    let one = (0..6_usize, 0..4_usize, prop::option::of(0..8_usize), 0..30_u8);
    prop::collection::vec(one, 6..24).prop_map(move |rows| {
        let mut everyone = people(rows.len(), |_, _| {});
        for (profile, (organisation, zone, superior, years)) in everyone.iter_mut().zip(rows) {
            profile.organisation = (organisation > 0).then(|| format!("Firm {organisation}"));
            profile.time_zone = Some(zones[zone].into());
            profile.reports_to = superior.map(|number| format!("person{number}@example.org"));
            profile.years_in_role = Some(f32::from(years));
        }
        everyone
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_roster_every_must_holds_and_everyone_is_accounted_for(everyone in roster(), seed in 0..9_u64) {
        let criteria = Criteria { size: 3..=4, ..Criteria::usual(&everyone) };
        let round = round(&everyone, &criteria);
        let propose = || round.propose(&[], seed, Budget::Work(3_000), &mut |_| ControlFlow::Continue(()));
        let proposal = propose().unwrap();
        let mut seen: Vec<usize> = proposal.groups.concat();
        seen.extend(proposal.unplaced.iter().map(|unplaced| unplaced.who));
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..everyone.len()).collect::<Vec<_>>());
        for account in round.accounts(&proposal.groups) {
            prop_assert!(account.broken.is_empty(), "{:?}", account.broken);
            prop_assert!(account.hours.least() >= 2.0);
        }
        prop_assert!(proposal.unplaced.iter().all(|unplaced| !unplaced.obstacles.is_empty()));
        prop_assert_eq!(propose().unwrap(), proposal);
    }
}

#[test]
fn whoever_joins_is_told_what_they_would_break_and_not_what_was_broken_before() {
    let everyone = people(6, |number, profile| match number {
        0 => profile.languages = vec!["Portuguese".into(), "English".into()],
        1 => {
            profile.languages = vec!["English".into()];
            profile.organisation = Some("Kelp Ltd".into());
        }
        2 => {
            profile.languages = vec!["Portuguese".into()];
            profile.organisation = Some("Kelp".into());
        }
        3 => profile.reports_to = Some("Person 0".into()),
        4 => profile.keep_with = vec!["Person 5".into()],
        _ => {}
    });
    let round = round(&everyone, &of_size(8));
    let musts = |table: &[usize], who: usize| -> Vec<Must> {
        let fits = round.fits(table, &[who]);
        fits.into_iter().flat_map(|fit| fit.broken).map(|broken| broken.must).collect()
    };
    assert_eq!(musts(&[0, 1], 2), [Must::Organisation, Must::Language]);
    assert_eq!(musts(&[0], 2), [], "nobody is too few for a group of eight");
    assert_eq!(musts(&[1, 2], 0), [], "two colleagues without a language sat there before");
    assert_eq!(musts(&[0, 1], 3), [Must::Apart]);
    assert_eq!(musts(&[0, 3], 1), [], "those who report to each other sat there before");
    assert_eq!(musts(&[0, 1], 4), [Must::Together], "whoever they go with would stay outside");
    let with_boss = round.fits(&[0, 1], &[3]).remove(0);
    assert_eq!(with_boss.broken[0].conflicts, [(0, 3, Kind::ReportsDirectly)]);
}

#[test]
fn two_who_go_together_need_not_facilitate_themselves() {
    let everyone = people(10, |number, profile| {
        if number < 2 {
            profile.attributes.push(("facilitator".into(), "yes".into()));
        }
    });
    let together = vec![vec!["Person 4".to_owned(), "Person 5".to_owned()]];
    let keep = Keep { together, ..Keep::default() };
    let criteria = Criteria { keep, facilitator: Some(Facilitates::default()), ..of_size(5) };
    let round = round(&everyone, &criteria);
    let with = |group: &Vec<usize>| group.contains(&4) == group.contains(&5);
    assert!(propose(&round).groups.iter().all(with));
}

#[test]
fn as_many_groups_are_made_as_the_largest_organisation_needs() {
    let everyone = people(20, |number, profile| profile.organisation = (number < 9).then(|| "Kelp".into()));
    let criteria = Criteria { size: 2..=7, ..Criteria::default() };
    let proposal = propose(&round(&everyone, &criteria));
    assert!(proposal.unplaced.is_empty(), "nine groups keep nine colleagues apart");
}
