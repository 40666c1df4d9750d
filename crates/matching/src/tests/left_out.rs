//! Who cannot be placed, why, and what contradicts itself.

use super::{codes, formed, go_on, numbers, working_hours};
use crate::{
    Aim, Budget, Candidates, Column, Constraint, Criteria, Entry, FormError, Hours, Kept, Reason, Relaxation,
    Rule, Unplaced, form,
};

fn only_unplaced(candidates: &Candidates, criteria: &Criteria) -> Unplaced {
    let proposal = formed(candidates, criteria, 5_000);
    assert_eq!(proposal.unplaced.len(), 1, "{:?}", proposal.unplaced);
    proposal.unplaced.into_iter().next().unwrap()
}

fn refusal(candidates: &Candidates, criteria: &Criteria) -> FormError {
    form(candidates, criteria, 1, Budget::Work(100), &mut go_on).unwrap_err()
}

#[test]
fn one_too_many_would_be_placed_in_a_larger_group() {
    let left = only_unplaced(&Candidates::new(9), &Criteria::of_size(4..=4));
    assert!(left.reasons.contains(&Reason::Everywhere(Constraint::Size)));
    assert_eq!(left.would_place.unwrap().relaxation, Relaxation::Size { from: 4, to: 5 });
}

#[test]
fn somebody_at_the_far_side_of_the_world_learns_how_many_hours_there_would_be() {
    let mut candidates = Candidates::new(9);
    let mut hours = vec![Some(working_hours(32)); 8];
    hours.push(Some(working_hours(32 + 42)));
    candidates.set_hours(hours).unwrap();
    let left = only_unplaced(&candidates, &Criteria::of_size(4..=5).rule(Rule::CommonHours { least: 56 }));
    assert_eq!(left.who, 8);
    assert!(left.reasons.contains(&Reason::Everywhere(Constraint::CommonHours)));
    assert_eq!(left.would_place.unwrap().relaxation, Relaxation::CommonHours { from: 56, to: 42 });
}

#[test]
fn somebody_without_hours_of_their_own_is_told_so() {
    let mut candidates = Candidates::new(7);
    let mut hours = vec![None; 6];
    hours.push(Some(Hours::from_quarters(40..44, 40..42)));
    candidates.set_hours(hours).unwrap();
    let left = only_unplaced(&candidates, &Criteria::of_size(3..=4).rule(Rule::CommonHours { least: 8 }));
    assert_eq!(left.reasons[0], Reason::OwnHours { own: [4, 2], least: 8 });
    assert_eq!(left.would_place.unwrap().relaxation, Relaxation::CommonHours { from: 8, to: 2 });
}

#[test]
fn somebody_beyond_the_band_learns_the_width_that_would_do() {
    let mut candidates = Candidates::new(7);
    let years = candidates.add(numbers([1.0, 2.0, 3.0, 2.0, 1.0, 3.0, 12.0])).unwrap();
    let left =
        only_unplaced(&candidates, &Criteria::of_size(3..=4).rule(Rule::Band { column: years, width: 5.0 }));
    assert_eq!(left.who, 6);
    let Relaxation::Band { from, to, .. } = left.would_place.unwrap().relaxation else { panic!() };
    assert!((from - 5.0).abs() < 1e-6 && (10.0..=11.0).contains(&to));
}

#[test]
fn the_unwilling_only_one_is_placed_once_willing() {
    let mut candidates = Candidates::new(9);
    let gender = candidates.add(codes([0, 0, 0, 0, 0, 0, 0, 0, 1])).unwrap();
    let criteria = Criteria::of_size(4..=5).rule(Rule::NotOnlyOne(gender));
    let left = only_unplaced(&candidates, &criteria);
    assert_eq!(left.reasons[0], Reason::OnlyOneOfAll(gender));
    assert_eq!(left.would_place.unwrap().relaxation, Relaxation::OnlyOne { column: gender, who: vec![8] });
    candidates.mark_willing_only_one(8).unwrap();
    assert!(formed(&candidates, &criteria, 5_000).unplaced.is_empty());
}

#[test]
fn people_of_one_kind_come_in_twos_or_not_at_all() {
    let mut candidates = Candidates::new(16);
    let gender = candidates.add(codes((0..16).map(|who| u32::from(who < 4)))).unwrap();
    let criteria = Criteria::of_size(4..=4).rule(Rule::NotOnlyOne(gender)).wish(gender, Aim::Different, 1.0);
    let proposal = formed(&candidates, &criteria, 20_000);
    assert!(proposal.unplaced.is_empty());
    for members in &proposal.groups {
        assert_ne!(members.iter().filter(|who| **who < 4).count(), 1);
    }
}

#[test]
fn a_language_is_common_to_every_group() {
    let mut candidates = Candidates::new(12);
    let spoken = (0..12).map(|who| if who % 2 == 0 { vec![1] } else { vec![2, 3] }).collect();
    let languages = candidates.add(Column::Multi(spoken)).unwrap();
    let proposal = formed(&candidates, &Criteria::of_size(3..=3).rule(Rule::SharedValue(languages)), 5_000);
    assert!(proposal.unplaced.is_empty());
    for members in &proposal.groups {
        assert!(members.iter().all(|who| who % 2 == members[0] % 2));
    }
}

#[test]
fn the_optional_yield_to_those_who_must_be_placed() {
    let mut candidates = Candidates::new(9);
    for who in [2, 5] {
        candidates.mark_optional(who).unwrap();
    }
    let left = only_unplaced(&candidates, &Criteria::of_size(4..=4));
    assert!([2, 5].contains(&left.who));
}

#[test]
fn those_who_go_together_do_so_across_overlapping_sets() {
    let (candidates, mut criteria) = (Candidates::new(20), Criteria::of_size(5..=5));
    criteria.together = vec![vec![0, 19], vec![19, 7], vec![3, 4]];
    let proposal = formed(&candidates, &criteria, 5_000);
    let of = |who: usize| proposal.groups.iter().position(|members| members.contains(&who)).unwrap();
    assert_eq!([of(19), of(7)], [of(0); 2]);
    assert_eq!(of(3), of(4));
}

#[test]
fn those_who_go_together_and_break_a_rule_share_no_group_and_are_not_torn_apart() {
    let (candidates, mut criteria) = (Candidates::new(19), Criteria::of_size(4..=5));
    criteria.together = vec![vec![0, 2], vec![2, 5], vec![6, 7, 8, 9, 10, 11]];
    criteria.apart = vec![[5, 0]];
    let proposal = formed(&candidates, &criteria, 5_000);
    let unplaced: Vec<usize> = proposal.unplaced.iter().map(|unplaced| unplaced.who).collect();
    assert_eq!(unplaced, [0, 2, 5, 6, 7, 8, 9, 10, 11]);
    assert!(proposal.unplaced[0].reasons.contains(&Reason::Everywhere(Constraint::Apart)));
    assert!(proposal.unplaced[8].reasons.contains(&Reason::Everywhere(Constraint::Size)));
    assert_eq!(proposal.groups.concat().len(), 10);
}

#[test]
fn a_closed_group_is_taken_as_it_stands_and_an_open_one_filled() {
    let mut candidates = Candidates::new(12);
    let firm = candidates.add(codes([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])).unwrap();
    let mut criteria = Criteria::of_size(4..=5).rule(Rule::ApartBy(firm));
    criteria.kept = vec![
        Kept { members: vec![0, 1, 2], entry: Entry::Closed },
        Kept { members: vec![5], entry: Entry::Open },
    ];
    let proposal = formed(&candidates, &criteria, 5_000);
    assert_eq!(proposal.groups[0], [0, 1, 2]);
    assert!(proposal.groups[1].contains(&5) && proposal.groups[1].len() >= 4);
    assert!(proposal.unplaced.is_empty());
}

#[test]
fn contradictions_are_named_with_the_people_concerned() {
    let mut candidates = Candidates::new(8);
    let firm = candidates.add(codes([1, 1, 2, 2, 3, 3, 4, 4])).unwrap();
    let plain = Criteria::of_size(3..=4);

    let mut criteria = plain.clone().rule(Rule::ApartBy(firm));
    criteria.kept = vec![Kept { members: vec![4, 5], entry: Entry::Open }];
    let constraint = Constraint::ApartBy(firm);
    assert_eq!(refusal(&candidates, &criteria), FormError::KeptBreaks { group: 0, constraint });

    let mut criteria = plain.clone();
    criteria.kept =
        vec![Kept { members: vec![4], entry: Entry::Open }, Kept { members: vec![5], entry: Entry::Closed }];
    criteria.together = vec![vec![4, 5]];
    let members = vec![4, 5];
    assert_eq!(refusal(&candidates, &criteria), FormError::TogetherKeptApart { members });

    criteria.kept[1].members.push(4);
    assert_eq!(refusal(&candidates, &criteria), FormError::KeptTwice { who: 4 });

    let few = FormError::TooFewCandidates { candidates: 8, least: 9 };
    assert_eq!(refusal(&candidates, &Criteria::of_size(9..=12)), few);
    let (least, most) = (0, 4);
    assert_eq!(refusal(&candidates, &Criteria::of_size(0..=4)), FormError::SizeRange { least, most });
    let band = plain.rule(Rule::Band { column: firm, width: 1.0 });
    assert_eq!(refusal(&candidates, &band), FormError::ColumnKind { column: firm });
}
