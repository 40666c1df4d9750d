//! What contradicts itself, proved by counting and checked by trying everything.

use std::mem::discriminant;

use proptest::prelude::*;

use super::{anything, anything_formed, anything_of, codes, formed, numbers, working_hours};
use crate::chance::Chance;
use crate::{
    Because, Candidates, Column, Constraint, Contradiction, Criteria, Entry, Hours, Kept, Relaxation, Rule,
    WayOut, assess, contradictions, relaxed,
};

/// Whether everyone who must can be placed, by looking at every set of people.
fn can_place_all(candidates: &Candidates, criteria: &Criteria) -> bool {
    let count = candidates.len();
    let members = |set: usize| (0..count).filter(move |who| set >> who & 1 == 1);
    let is_group = |set: usize| {
        assess(candidates, criteria, &members(set).collect::<Vec<_>>()).broken().next().is_none()
    };
    let groups: Vec<usize> = (1..1 << count).filter(|&set| is_group(set)).collect();
    let mut reachable = vec![false; 1 << count];
    reachable[0] = true;
    for placed in 0..1 << count {
        if reachable[placed] {
            groups
                .iter()
                .filter(|&&group| group & placed == 0)
                .for_each(|group| reachable[placed | group] = true);
        }
    }
    let all_placed =
        |placed: usize| (0..count).all(|who| candidates.is_optional(who) || placed >> who & 1 == 1);
    (0..1 << count).any(|placed| reachable[placed] && all_placed(placed))
}

/// Only these of the constraints.
fn restricted(criteria: &Criteria, count: usize, to: &[Constraint]) -> Criteria {
    let mut criteria = criteria.clone();
    criteria.rules.retain(|rule| to.contains(&rule.constraint()));
    if !to.contains(&Constraint::Apart) {
        criteria.apart.clear();
    }
    if !to.contains(&Constraint::Together) {
        criteria.together.clear();
    }
    if !to.contains(&Constraint::Size) {
        criteria.size = 1..=count.max(1);
    }
    criteria
}

fn is_same(one: &Contradiction, other: &Contradiction) -> bool {
    one.people == other.people && discriminant(&one.because) == discriminant(&other.because)
}

fn tiny(seed: u64) -> (Candidates, Criteria) {
    let mut chance = Chance::new(seed);
    let count = 1 + chance.below(9);
    let (candidates, mut criteria) = anything_of(count, chance);
    let least = 1 + *criteria.size.start() / 2;
    criteria.size = least..=least + 1;
    (candidates, criteria)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_named_is_what_trying_everything_finds(seed: u64) {
        let (candidates, criteria) = tiny(seed);
        let found = contradictions(&candidates, &criteria).unwrap();
        prop_assert_eq!(found.is_empty(), can_place_all(&candidates, &criteria), "{:?}", found);
    }

    #[test]
    fn the_constraints_named_contradict_by_themselves_and_none_is_too_many(seed: u64) {
        let (candidates, criteria) = tiny(seed);
        let count = candidates.len();
        for found in contradictions(&candidates, &criteria).unwrap() {
            let only = restricted(&criteria, count, &found.constraints);
            prop_assert!(!can_place_all(&candidates, &only), "{found:?}");
            for one in &found.constraints {
                let fewer: Vec<Constraint> =
                    found.constraints.iter().copied().filter(|other| other != one).collect();
                let fewer = restricted(&criteria, count, &fewer);
                if found.because == Because::EveryDivision {
                    prop_assert!(can_place_all(&candidates, &fewer));
                }
                let still = contradictions(&candidates, &fewer).unwrap();
                prop_assert!(!still.iter().any(|other| is_same(&found, other)), "{found:?} without {one:?}");
            }
        }
    }

    #[test]
    fn every_way_out_resolves_what_it_is_named_for(seed: u64) {
        let (candidates, criteria) = tiny(seed);
        for found in contradictions(&candidates, &criteria).unwrap() {
            let only = restricted(&criteria, candidates.len(), &found.constraints);
            for way in &found.ways_out {
                let (candidates, criteria) = relaxed(&candidates, &only, way);
                let still = contradictions(&candidates, &criteria).unwrap();
                prop_assert!(
                    !still.iter().any(|other| is_same(&found, other) && other.constraints == found.constraints),
                    "{way:?} leaves {found:?}"
                );
            }
        }
    }

    #[test]
    fn where_all_are_placed_nothing_is_named(seed: u64) {
        let Some((candidates, criteria, proposal)) = anything_formed(seed, 3_000) else { return Ok(()) };
        if proposal.unplaced.iter().all(|unplaced| candidates.is_optional(unplaced.who)) {
            prop_assert_eq!(contradictions(&candidates, &criteria).unwrap(), []);
        }
    }

    #[test]
    fn the_same_is_named_again(seed: u64) {
        let (candidates, criteria) = anything(seed);
        prop_assert_eq!(contradictions(&candidates, &criteria), contradictions(&candidates, &criteria));
    }
}

fn only(candidates: &Candidates, criteria: &Criteria) -> Contradiction {
    let found = contradictions(candidates, criteria).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn fourteen_colleagues_do_not_go_into_twelve_groups() {
    let mut candidates = Candidates::new(98);
    let firm = candidates.add(codes((0..98).map(|who| if who % 7 == 0 { 0 } else { who }))).unwrap();
    let criteria = Criteria::of_size(8..=10).rule(Rule::ApartBy(firm));
    let found = only(&candidates, &criteria);
    assert_eq!(found.constraints, [Constraint::Size, Constraint::ApartBy(firm)]);
    assert_eq!(found.people, (0..14).map(|one| one * 7).collect::<Vec<_>>());
    assert_eq!(found.because, Because::TooManyGroups { among: 98, needed: 14, possible: 12 });
    let meeting = Relaxation::Meeting { constraint: Constraint::ApartBy(firm), who: vec![0, 7, 14] };
    assert_eq!(
        found.ways_out,
        [WayOut::SmallerGroups { from: 8, to: 7 }, WayOut::Relax(meeting), WayOut::LeaveOut(vec![84, 91]),]
    );
    for way in &found.ways_out {
        let (candidates, criteria) = relaxed(&candidates, &criteria, way);
        assert_eq!(contradictions(&candidates, &criteria).unwrap(), []);
        let unplaced = formed(&candidates, &criteria, 200_000).unplaced;
        assert!(unplaced.iter().all(|unplaced| candidates.is_optional(unplaced.who)), "{way:?}");
    }
}

#[test]
fn two_ends_of_the_world_are_too_few_at_one() {
    // Ten in Europe and three in New Zealand share two hours a day.
    let mut candidates = Candidates::new(13);
    let hours = (0..13).map(|who| Some(working_hours(if who < 10 { 32 } else { 32 + 40 })));
    candidates.set_hours(hours.collect()).unwrap();
    let criteria = Criteria::of_size(5..=7).rule(Rule::CommonHours { least: 60 });
    let found = only(&candidates, &criteria);
    assert_eq!(found.constraints, [Constraint::Size, Constraint::CommonHours]);
    assert_eq!(found.people, [10, 11, 12]);
    assert_eq!(found.because, Because::TooFewInReach { reach: 3, least: 5 });
    let fewer = Relaxation::CommonHours { from: 60, to: 56 };
    assert!(found.ways_out.contains(&WayOut::Relax(fewer)), "{:?}", found.ways_out);
    assert!(found.ways_out.contains(&WayOut::SmallerGroups { from: 5, to: 3 }));
}

#[test]
fn a_part_of_the_world_that_does_not_divide_is_named() {
    // Eight of twenty may only meet each other, and eight make no groups of five to seven.
    let mut candidates = Candidates::new(20);
    let hours = (0..20).map(|who| Some(working_hours(if who < 12 { 32 } else { 32 + 40 })));
    candidates.set_hours(hours.collect()).unwrap();
    let criteria = Criteria::of_size(5..=7).rule(Rule::CommonHours { least: 60 });
    let found = only(&candidates, &criteria);
    assert_eq!(found.constraints, [Constraint::Size, Constraint::CommonHours]);
    assert_eq!(found.people, (12..20).collect::<Vec<_>>());
    assert_eq!(found.because, Because::TooManyGroups { among: 8, needed: 2, possible: 1 });
    let fewer = Relaxation::CommonHours { from: 60, to: 56 };
    assert!(found.ways_out.contains(&WayOut::Relax(fewer)), "{:?}", found.ways_out);
}

#[test]
fn a_language_of_three_is_too_few_for_four() {
    let mut candidates = Candidates::new(11);
    let spoken = (0..11).map(|who| if who < 3 { vec![7] } else { vec![1] }).collect();
    let languages = candidates.add(Column::Multi(spoken)).unwrap();
    let found = only(&candidates, &Criteria::of_size(4..=8).rule(Rule::SharedValue(languages)));
    assert_eq!(found.people, [0, 1, 2]);
    assert_eq!(found.because, Because::TooFewInReach { reach: 3, least: 4 });
    assert!(found.ways_out.contains(&WayOut::Relax(Relaxation::NoSharedValue(languages))));
}

#[test]
fn somebody_of_another_stage_learns_the_band_that_would_do() {
    let mut candidates = Candidates::new(9);
    let years = candidates.add(numbers([1.0, 2.0, 3.0, 2.0, 1.0, 3.0, 2.0, 1.0, 12.0])).unwrap();
    let found = only(&candidates, &Criteria::of_size(4..=5).rule(Rule::Band { column: years, width: 5.0 }));
    assert_eq!((found.people, found.because), (vec![8], Because::TooFewInReach { reach: 1, least: 4 }));
    let Some(WayOut::Relax(Relaxation::Band { to, .. })) = found.ways_out.get(1) else { panic!() };
    assert!((to - 10.0).abs() < 1e-6, "{to}");
}

#[test]
fn two_who_can_facilitate_lead_no_three_groups() {
    let mut candidates = Candidates::new(15);
    let leads = candidates.add(codes((0..15).map(|who| u32::from(who < 2)))).unwrap();
    let criteria = Criteria::of_size(4..=6).rule(Rule::AtLeastOne { column: leads, code: 1 });
    let found = only(&candidates, &criteria);
    assert_eq!(found.constraints, [Constraint::Size, Constraint::AtLeastOne(leads)]);
    assert_eq!(found.because, Because::TooManyGroups { among: 15, needed: 3, possible: 2 });
    assert_eq!(found.ways_out[0], WayOut::Relax(Relaxation::Size { from: 6, to: 8 }));
}

#[test]
fn the_only_one_of_all_and_one_kept_from_their_like_have_no_company() {
    let mut candidates = Candidates::new(12);
    let gender = candidates.add(codes([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2])).unwrap();
    let mut criteria = Criteria::of_size(3..=4).rule(Rule::NotOnlyOne(gender));
    criteria.apart = vec![[9, 10]];
    let found = contradictions(&candidates, &criteria).unwrap();
    let lonely = Constraint::NotOnlyOne(gender);
    let told: Vec<_> = found.iter().map(|one| (one.constraints.clone(), one.people.clone())).collect();
    assert_eq!(told, [(vec![lonely], vec![11]), (vec![Constraint::Apart, lonely], vec![9, 10])]);
}

#[test]
fn those_who_go_together_and_are_kept_apart_are_named() {
    let mut candidates = Candidates::new(9);
    let firm = candidates.add(codes([1, 1, 2, 3, 4, 5, 6, 7, 8])).unwrap();
    let mut criteria = Criteria::of_size(3..=3).rule(Rule::ApartBy(firm));
    criteria.together = vec![vec![0, 1], vec![4, 5, 6, 7]];
    let found = contradictions(&candidates, &criteria).unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.constraints.clone(), one.people.clone())).collect();
    assert!(told.contains(&(vec![Constraint::Together, Constraint::ApartBy(firm)], vec![0, 1])), "{told:?}");
    assert!(told.contains(&(vec![Constraint::Size, Constraint::Together], vec![4, 5, 6, 7])), "{told:?}");
    for (found, freed) in found.iter().filter(|one| one.because == Because::Together).zip([vec![7], vec![1]])
    {
        assert!(found.ways_out.contains(&WayOut::Part(freed)), "{found:?}");
    }
}

#[test]
fn as_few_as_can_be_are_freed_of_going_with_others() {
    // In a chain of five the first and the last may not meet.
    let mut criteria = Criteria::of_size(6..=8);
    criteria.together = vec![vec![0, 1, 2], vec![2, 3, 4]];
    criteria.apart = vec![[0, 4]];
    let candidates = Candidates::new(14);
    let found = only(&candidates, &criteria);
    assert_eq!(found.constraints, [Constraint::Apart, Constraint::Together]);
    assert!(found.ways_out.contains(&WayOut::Part(vec![4])), "{found:?}");
    let (candidates, criteria) = relaxed(&candidates, &criteria, &WayOut::Part(vec![4]));
    assert_eq!(criteria.together, [vec![0, 1, 2], vec![2, 3]]);
    assert_eq!(contradictions(&candidates, &criteria).unwrap(), []);
}

#[test]
fn too_few_hours_of_ones_own_are_not_blamed_on_going_together() {
    let mut candidates = Candidates::new(12);
    let hours = (0..12).map(|who| Some(if who == 3 { Hours::new([[0; 11]; 2]) } else { working_hours(32) }));
    candidates.set_hours(hours.collect()).unwrap();
    let mut criteria = Criteria::of_size(4..=6).rule(Rule::CommonHours { least: 8 });
    criteria.together = vec![vec![3, 4]];
    let told: Vec<_> = contradictions(&candidates, &criteria).unwrap();
    let blamed = |found: &Contradiction| found.because == Because::Together;
    assert!(!told.is_empty() && !told.iter().any(blamed), "{told:?}");
}

#[test]
fn an_open_kept_group_may_stay_short() {
    let (candidates, mut criteria) = (Candidates::new(10), Criteria::of_size(4..=5));
    criteria.kept = vec![Kept { members: vec![0], entry: Entry::Open }];
    assert_eq!(contradictions(&candidates, &criteria).unwrap(), []);
}

#[test]
fn few_people_are_tried_in_every_division() {
    // Five in a ring may not meet their neighbours, so every three who may meet include the sixth.
    let mut criteria = Criteria::of_size(3..=3);
    criteria.apart = vec![[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]];
    let found = only(&Candidates::new(6), &criteria);
    assert_eq!(found.constraints, [Constraint::Size, Constraint::Apart]);
    assert_eq!(found.because, Because::EveryDivision);
    let smaller = WayOut::SmallerGroups { from: 3, to: 2 };
    let meeting = Relaxation::Meeting { constraint: Constraint::Apart, who: vec![0, 1] };
    assert!(found.ways_out.contains(&smaller) && found.ways_out.contains(&WayOut::Relax(meeting)));
}
