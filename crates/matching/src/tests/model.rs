//! Levels, ties, faultlines and what somebody in every group must have.

use super::{codes, formed};
use crate::{
    Aim, Candidates, Column, Constraint, Criteria, Entry, Finding, FormError, Kept, Meaning, Preset, Reason,
    Rule, assess,
};

fn levels(values: impl IntoIterator<Item = u32>) -> Column {
    Column::Ordinal(values.into_iter().map(Some).collect())
}

#[test]
fn levels_differ_by_their_steps_over_the_ladder_in_use() {
    let mut candidates = Candidates::new(3);
    let level = candidates.add(levels([3, 4, 7])).unwrap();
    let criteria = Criteria::of_size(2..=2).wish(level, Aim::Different, 1.0);
    let part = |pair: [usize; 2]| assess(&candidates, &criteria, &pair).score.total;
    for (pair, apart) in [([0, 1], 0.25), ([1, 2], 0.75), ([0, 2], 1.0)] {
        assert!((part(pair) - apart).abs() < 1e-6);
    }
    let found = &assess(&candidates, &criteria, &[0, 1, 2]).findings[0];
    assert_eq!(found, &Finding::Spread { least: 3.0, most: 7.0 });
}

#[test]
fn a_band_of_levels_is_kept() {
    let mut candidates = Candidates::new(12);
    let level = candidates.add(levels((0..12).map(|who| who % 4))).unwrap();
    let criteria = Criteria::of_size(3..=3).rule(Rule::Band { column: level, width: 1.0 });
    let proposal = formed(&candidates, &criteria, 20_000);
    assert!(proposal.unplaced.is_empty());
    for members in &proposal.groups {
        assert!(members.iter().all(|who| (who % 4) / 2 == (members[0] % 4) / 2) || members.len() == 3);
        assert_eq!(assess(&candidates, &criteria, members).broken().next(), None);
    }
}

#[test]
fn those_who_shared_a_group_meet_others() {
    let mut candidates = Candidates::new(16);
    // Four groups of four before, who all met.
    let group =
        |one: usize| (0..one).map(move |other| ([one, other], 1.0)).filter(|([a, b], _)| a / 4 == b / 4);
    let before = candidates.add(Column::ties(16, (0..16).flat_map(group))).unwrap();
    let criteria = Criteria::of_size(4..=4).wish(before, Aim::Different, 1.0);
    let proposal = formed(&candidates, &criteria, 100_000);
    assert!(proposal.score.total > 1.0 - 1e-9);
    assert_eq!(assess(&candidates, &criteria, &proposal.groups[0]).findings, [Finding::Ties(vec![])]);
    let old = assess(&candidates, &criteria, &[0, 1, 5]);
    assert_eq!(old.findings, [Finding::Ties(vec![([0, 1], 1.0)])]);
}

#[test]
fn a_tie_to_somebody_unknown_is_refused() {
    let mut candidates = Candidates::new(2);
    let refused = candidates.add(Column::Ties(vec![vec![(2, 1.0)], vec![]]));
    assert_eq!(refused, Err(FormError::NoSuchCandidate { who: 2 }));
}

#[test]
fn groups_do_not_fall_in_two_along_one_line() {
    let mut candidates = Candidates::new(16);
    let gender = candidates.add(codes((0..16).map(|who| who % 2))).unwrap();
    let sector = candidates.add(codes((0..16).map(|who| who / 2 % 2))).unwrap();
    let both = |criteria: Criteria, aim, weight| criteria.wish(gender, aim, weight).wish(sector, aim, weight);
    let criteria = both(both(Criteria::of_size(4..=4), Aim::Different, 1.0), Aim::Crossing, 0.5);
    let proposal = formed(&candidates, &criteria, 50_000);
    assert!(proposal.by_chance.parts[2] < 1.0);
    for members in &proposal.groups {
        let group = assess(&candidates, &criteria, members);
        assert_eq!(group.findings[2], Finding::Aligned { with: sector, strength: 0.0 });
        assert_eq!(group.score.parts[2..], [1.0, 1.0]);
    }
    let split = assess(&candidates, &criteria, &[0, 4, 3, 7]);
    let Finding::Aligned { strength, .. } = split.findings[3] else { panic!() };
    assert!(strength > 0.8, "{strength}");
}

#[test]
fn every_group_has_somebody_who_can_facilitate() {
    let mut candidates = Candidates::new(24);
    let trade = candidates.add(codes((0..24).map(|who| who % 6))).unwrap();
    let roles = (0..24).map(|who| if who % 6 == 0 { vec![1, 7] } else { vec![] }).collect();
    let roles = candidates.add(Column::Multi(roles)).unwrap();
    let criteria = Criteria::of_size(5..=7)
        .wish(trade, Aim::Similar, 1.0)
        .rule(Rule::AtLeastOne { column: roles, code: 7 });
    let proposal = formed(&candidates, &criteria, 50_000);
    assert!(proposal.unplaced.is_empty());
    for members in &proposal.groups {
        assert!(members.iter().any(|who| who % 6 == 0));
    }
    let without = assess(&candidates, &criteria, &[1, 2, 3, 4, 5]);
    assert_eq!(without.broken().collect::<Vec<_>>(), [Constraint::AtLeastOne(roles)]);
}

#[test]
fn there_are_no_more_groups_than_facilitators() {
    let mut candidates = Candidates::new(12);
    let leads = candidates.add(codes((0..12).map(|who| u32::from(who == 3)))).unwrap();
    let criteria = Criteria::of_size(4..=5).rule(Rule::AtLeastOne { column: leads, code: 1 });
    let proposal = formed(&candidates, &criteria, 5_000);
    assert_eq!(proposal.groups.len(), 1);
    assert_eq!(proposal.unplaced.len(), 7);
    assert!(proposal.unplaced.iter().all(|left| left.reasons.contains(&Reason::NobodyLeftWith(leads))));
}

#[test]
fn a_begun_group_finds_its_facilitator() {
    let mut candidates = Candidates::new(8);
    let leads = candidates.add(codes((0..8).map(|who| u32::from(who > 5)))).unwrap();
    let mut criteria = Criteria::of_size(4..=4).rule(Rule::AtLeastOne { column: leads, code: 1 });
    criteria.kept = vec![Kept { members: vec![0, 1, 2], entry: Entry::Open }];
    let proposal = formed(&candidates, &criteria, 5_000);
    assert!(proposal.unplaced.is_empty());
    assert!(proposal.groups[0].contains(&6) || proposal.groups[0].contains(&7));
}

#[test]
fn a_preset_asks_only_for_what_the_roster_says() {
    let mut candidates = Candidates::new(4);
    let column = candidates.add(codes([0, 1, 0, 1])).unwrap();
    let meaning = Meaning { tasks: vec![column], crossing: vec![column], ..Meaning::default() };
    let wishes = Preset::Balanced.wishes(&meaning);
    assert_eq!(wishes.iter().map(|wish| wish.aim).collect::<Vec<_>>(), [Aim::Different]);
}
