//! What a repair does and leaves alone.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{anything, codes, go_on, numbers};
use crate::chance::Chance;
use crate::{
    Budget, Candidates, Changes, Column, Constraint, Criteria, Reason, Refusal, RepairError, Repaired,
    Reshape, Rule, Why, assess, form, repair,
};

struct Case {
    candidates: Candidates,
    criteria: Criteria,
    current: Vec<Vec<usize>>,
    changes: Changes,
    budget: usize,
}

impl Case {
    fn repaired(&self, seed: u64) -> Repaired {
        repair(&self.candidates, &self.criteria, &self.current, &self.changes, self.budget, seed).unwrap()
    }
}

/// Groups formed of anybody, of whom some leave and some are held to be still to come.
fn anything_changed(seed: u64) -> Option<Case> {
    let (candidates, mut criteria) = anything(seed);
    criteria.kept.clear();
    let proposal = form(&candidates, &criteria, seed, Budget::Work(2_000), &mut go_on).ok()?;
    let mut chance = Chance::new(seed ^ 1);
    let mut changes = Changes::default();
    changes.newcomers.extend(proposal.unplaced.iter().map(|unplaced| unplaced.who));
    let mut current = proposal.groups;
    for members in &mut current {
        members.retain(|&who| match chance.below(8) {
            0 => {
                changes.newcomers.push(who);
                false
            }
            1 => {
                changes.leavers.push(who);
                true
            }
            _ => true,
        });
    }
    if current.len() > 1 {
        changes.reshapes = match chance.below(6) {
            0 => vec![Reshape::Merge([0, 1])],
            1 => vec![Reshape::Split(0)],
            _ => Vec::new(),
        };
        if chance.below(6) == 0 {
            changes.closed.push(current.len() - 1);
        }
    }
    Some(Case { candidates, criteria, current, changes, budget: chance.below(8) })
}

fn group_of(groups: &[Vec<usize>], who: usize) -> Option<usize> {
    groups.iter().position(|members| members.contains(&who))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn those_who_stay_and_those_who_come_are_in_one_group_or_explained(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        let repaired = case.repaired(seed);
        let mut found: Vec<usize> = repaired.groups.concat();
        found.extend(repaired.unplaced.iter().map(|unplaced| unplaced.who));
        found.sort_unstable();
        let mut expected: Vec<usize> = case.current.concat();
        expected.retain(|who| !case.changes.leavers.contains(who));
        expected.extend(&case.changes.newcomers);
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
        for unplaced in &repaired.unplaced {
            prop_assert!(case.changes.newcomers.contains(&unplaced.who) && !unplaced.reasons.is_empty());
        }
        for (who, group) in &repaired.joined {
            prop_assert!(case.changes.newcomers.contains(who) && repaired.groups[*group].contains(who));
        }
    }

    #[test]
    fn only_so_many_move_and_each_is_told(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        let repaired = case.repaired(seed);
        let mut moved = Vec::new();
        for (group, members) in case.current.iter().enumerate() {
            let stay = members.iter().filter(|who| !case.changes.leavers.contains(who));
            moved.extend(stay.filter_map(|&who| {
                let to = group_of(&repaired.groups, who).unwrap();
                (to != group).then_some((who, group, to))
            }));
        }
        moved.sort_unstable();
        let told: Vec<_> = repaired.moves.iter().map(|one| (one.who, one.from, one.to)).collect();
        prop_assert_eq!(&moved, &told);
        prop_assert!(moved.len() <= case.budget);
    }

    #[test]
    fn nobody_joins_where_that_breaks_a_rule(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        let repaired = case.repaired(seed);
        for (group, members) in repaired.groups.iter().enumerate() {
            let mut before = case.current.get(group).cloned().unwrap_or_default();
            before.retain(|who| !case.changes.leavers.contains(who));
            if members.iter().all(|who| before.contains(who)) {
                continue;
            }
            let already: Vec<Constraint> = assess(&case.candidates, &case.criteria, &before).broken().collect();
            for broken in assess(&case.candidates, &case.criteria, members).broken() {
                let torn = broken == Constraint::Together;
                prop_assert!(torn || already.contains(&broken), "group {group} newly breaks {broken:?}");
            }
            prop_assert!(members.len() <= *case.criteria.size.end());
            prop_assert!(group < case.current.len() || members.len() >= *case.criteria.size.start());
        }
    }

    #[test]
    fn whatever_a_group_breaks_is_reported(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        let repaired = case.repaired(seed);
        for (group, members) in repaired.groups.iter().enumerate() {
            let broken: Vec<Constraint> = assess(&case.candidates, &case.criteria, members)
                .broken()
                .filter(|constraint| *constraint != Constraint::Together)
                .collect();
            let told = repaired.troubled.iter().find(|trouble| trouble.group == group);
            let mut told = told.map_or(Vec::new(), |trouble| trouble.broken.clone());
            told.retain(|constraint| *constraint != Constraint::Together);
            prop_assert_eq!(told, if members.is_empty() { Vec::new() } else { broken });
        }
    }

    #[test]
    fn those_who_go_together_are_not_torn(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        let repaired = case.repaired(seed);
        for set in &case.criteria.together {
            let groups = |of: &[Vec<usize>]| {
                set.iter()
                    .filter(|who| !case.changes.leavers.contains(who))
                    .filter_map(|&who| group_of(of, who))
                    .collect::<BTreeSet<_>>()
                    .len()
            };
            prop_assert!(groups(&repaired.groups) <= groups(&case.current).max(1));
        }
    }

    #[test]
    fn closed_groups_only_lose_leavers(seed: u64) {
        let Some(case) = anything_changed(seed) else { return Ok(()) };
        for &group in &case.changes.closed {
            let mut members = case.current[group].clone();
            members.retain(|who| !case.changes.leavers.contains(who));
            prop_assert_eq!(&members, &case.repaired(seed).groups[group]);
        }
    }

    #[test]
    fn the_same_seed_repairs_alike_and_without_changes_nothing_happens(seed: u64) {
        let Some(mut case) = anything_changed(seed) else { return Ok(()) };
        prop_assert_eq!(case.repaired(seed), case.repaired(seed));
        case.changes = Changes::default();
        let repaired = case.repaired(seed);
        prop_assert_eq!(repaired.groups, case.current);
        prop_assert!(repaired.moves.is_empty() && repaired.had_moves_enough);
        prop_assert!(repaired.troubled.iter().all(|trouble| !trouble.is_touched));
    }
}

fn case(count: usize, criteria: Criteria, current: &[&[usize]]) -> Case {
    Case {
        candidates: Candidates::new(count),
        criteria,
        current: current.iter().map(|members| members.to_vec()).collect(),
        changes: Changes::default(),
        budget: 2,
    }
}

#[test]
fn a_newcomer_takes_the_place_of_somebody_who_left() {
    let mut case = case(9, Criteria::of_size(4..=4), &[&[0, 1, 2, 3], &[4, 5, 6, 7]]);
    case.changes = Changes { newcomers: vec![8], leavers: vec![5], ..Changes::default() };
    let repaired = case.repaired(1);
    assert_eq!(repaired.groups, [vec![0, 1, 2, 3], vec![4, 6, 7, 8]]);
    assert_eq!(repaired.joined, [(8, 1)]);
    assert!(repaired.moves.is_empty() && repaired.troubled.is_empty());
}

#[test]
fn somebody_makes_room_for_a_newcomer_who_fits_only_there() {
    // Kofi (0) is a colleague of the newcomer (8) and of nobody else; the group with room is his.
    let mut case = case(9, Criteria::of_size(3..=4), &[&[0, 1, 2], &[3, 4, 5, 6]]);
    let firm = case.candidates.add(codes([1, 2, 3, 4, 5, 6, 7, 8, 1])).unwrap();
    case.criteria = case.criteria.rule(Rule::ApartBy(firm));
    case.changes.newcomers = vec![8];
    let repaired = case.repaired(1);
    assert_eq!(repaired.joined, [(8, 1)]);
    assert_eq!(repaired.moves.len(), 1);
    assert_eq!((repaired.moves[0].to, &repaired.moves[0].why), (0, &Why::MakesRoom { newcomer: 8 }));

    case.budget = 0;
    let repaired = case.repaired(1);
    assert_eq!(repaired.unplaced[0].who, 8);
    assert!(repaired.unplaced[0].reasons.iter().any(|reason| matches!(reason, Reason::Nearest { .. })));
    assert!(!repaired.had_moves_enough);
}

#[test]
fn a_second_makes_room_for_the_first() {
    // The newcomer (9) can only be with the first group, where one fits the second, where one fits the third.
    let mut case = case(11, Criteria::of_size(2..=3), &[&[0, 1, 2], &[3, 4, 5], &[6, 7]]);
    let years =
        case.candidates.add(numbers([1.0, 1.0, 3.0, 4.0, 5.0, 6.0, 8.5, 8.5, 0.0, 0.0, 0.0])).unwrap();
    case.criteria = case.criteria.rule(Rule::Band { column: years, width: 3.0 });
    case.changes.newcomers = vec![9];
    let repaired = case.repaired(1);
    assert_eq!(repaired.joined, [(9, 0)]);
    let moves: Vec<_> = repaired.moves.iter().map(|one| (one.who, one.to, one.why.clone())).collect();
    assert_eq!(moves, [(2, 1, Why::MakesRoom { newcomer: 9 }), (5, 2, Why::MakesRoom { newcomer: 2 })]);
}

#[test]
fn a_group_that_can_not_be_filled_is_given_up() {
    let mut case = case(12, Criteria::of_size(4..=5), &[&[0, 1, 2, 3], &[4, 5, 6, 7], &[8, 9, 10, 11]]);
    case.changes.leavers = vec![8, 9];
    let repaired = case.repaired(1);
    let why = Why::GivesUp { group: 2, size: 2, least: 4 };
    assert!(repaired.groups[2].is_empty() && repaired.moves.iter().all(|one| one.why == why));
    assert!(repaired.troubled.is_empty());

    case.budget = 1;
    let repaired = case.repaired(1);
    assert_eq!(repaired.groups[2], [10, 11]);
    assert_eq!((repaired.troubled[0].size, &repaired.troubled[0].broken), (2, &vec![Constraint::Size]));
    assert!(!repaired.had_moves_enough);
}

#[test]
fn newcomers_too_many_for_the_groups_found_one_with_those_who_can_be_spared() {
    let mut case = case(12, Criteria::of_size(4..=5), &[&[0, 1, 2, 3, 4], &[5, 6, 7, 8, 9]]);
    case.changes.newcomers = vec![10, 11];
    let repaired = case.repaired(1);
    assert_eq!(repaired.groups.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4]);
    assert!(repaired.moves.iter().all(|one| one.why == Why::Founds { group: 2, newcomers: 2 }));
}

#[test]
fn the_only_woman_left_gets_company_or_goes_where_she_has_it() {
    let mut case = case(10, Criteria::of_size(4..=5), &[&[0, 1, 2, 3, 4], &[5, 6, 7, 8, 9]]);
    let gender = case.candidates.add(codes([1, 1, 0, 0, 0, 1, 1, 1, 0, 0])).unwrap();
    case.criteria = case.criteria.rule(Rule::NotOnlyOne(gender));
    case.changes.leavers = vec![0];
    let repaired = case.repaired(1);
    assert!(repaired.troubled.is_empty());
    let broken = vec![Constraint::NotOnlyOne(gender)];
    assert_eq!(repaired.moves.len(), 1);
    assert_eq!(repaired.moves[0].why, Why::Mends { group: 0, broken });
}

#[test]
fn a_newcomer_goes_where_those_are_who_go_with_them() {
    let mut case = case(8, Criteria::of_size(3..=4), &[&[0, 1, 2, 3], &[4, 5, 6]]);
    case.criteria.together = vec![vec![7, 2]];
    case.changes.newcomers = vec![7];
    let repaired = case.repaired(1);
    assert_eq!(repaired.joined, [(7, 0)]);
    assert!(repaired.groups[0].contains(&2) && repaired.moves.len() == 1);
}

#[test]
fn groups_are_merged_and_split_when_asked() {
    let mut case =
        case(14, Criteria::of_size(3..=8), &[&[0, 1, 2], &[3, 4, 5], &[6, 7, 8, 9, 10, 11, 12, 13]]);
    case.budget = 10;
    let (merge, split) = (Reshape::Merge([0, 1]), Reshape::Split(2));
    case.changes.reshapes = vec![merge, split];
    let repaired = case.repaired(1);
    assert!(repaired.refused.is_empty());
    assert_eq!(repaired.groups.iter().filter(|group| !group.is_empty()).count(), 3);
    assert_eq!(repaired.groups[0].len() + repaired.groups[1].len(), 6);
    assert!(repaired.moves.iter().all(|one| [Why::Asked(merge), Why::Asked(split)].contains(&one.why)));

    case.budget = 2;
    let needed = Refusal::Moves { needed: 3, left: 2 };
    assert_eq!(case.repaired(1).refused[0].refusal, needed);
    case.criteria.size = 3..=5;
    assert_eq!(case.repaired(1).refused[0].refusal, Refusal::Breaks(vec![Constraint::Size]));
}

#[test]
fn groups_nobody_joins_or_leaves_stay_as_they_are() {
    let mut case = case(9, Criteria::of_size(3..=4), &[&[0, 1], &[2, 3, 4], &[5, 6, 7]]);
    let languages = Column::Multi((0..9).map(|who| vec![u32::from(who == 4)]).collect());
    let languages = case.candidates.add(languages).unwrap();
    case.criteria = case.criteria.rule(Rule::SharedValue(languages));
    case.changes.newcomers = vec![8];
    let repaired = case.repaired(1);
    assert_eq!(repaired.joined, [(8, 2)]);
    let troubled: Vec<_> =
        repaired.troubled.iter().map(|trouble| (trouble.group, trouble.is_touched)).collect();
    assert_eq!(troubled, [(0, false), (1, false)]);
}

#[test]
fn changes_that_do_not_fit_are_refused() {
    let mut case = case(5, Criteria::of_size(2..=3), &[&[0, 1], &[2, 3]]);
    let mut refusal = |changes: Changes| {
        case.changes = changes;
        repair(&case.candidates, &case.criteria, &case.current, &case.changes, 1, 1).unwrap_err()
    };
    let newcomer = |who| Changes { newcomers: vec![who], ..Changes::default() };
    assert_eq!(refusal(newcomer(5)), RepairError::NoSuchCandidate { who: 5 });
    assert_eq!(refusal(newcomer(3)), RepairError::PlacedTwice { who: 3 });
    let leavers = Changes { leavers: vec![4], ..Changes::default() };
    assert_eq!(refusal(leavers), RepairError::NotAMember { who: 4 });
    let closed = Changes { closed: vec![2], ..Changes::default() };
    assert_eq!(refusal(closed), RepairError::NoSuchGroup { group: 2 });
}

/// Newcomers who go together and are too many for a group found none.
#[test]
fn a_set_larger_than_a_group_waits() {
    let case = anything_changed(1_226_033_210_246_422_275).unwrap();
    let most = *case.criteria.size.end();
    assert!(case.criteria.together.concat().len() > most);
    assert!(case.repaired(1).groups.iter().all(|members| members.len() <= most));
}
