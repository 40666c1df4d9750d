//! What holds for very many people, tried on rosters of every kind through the same search, and on
//! one large one.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{anything, codes, go_on, numbers, working_hours};
use crate::chance::Chance;
use crate::large::{self, Machine};
use crate::problem::Problem;
use crate::{
    Aim, Budget, Candidates, Constraint, Criteria, Entry, Features, Pace, Progress, Proposal, Rule, assess,
    form, spread, spread_within,
};

fn formed(
    seed: u64,
    threads: usize,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    budget: Budget,
) -> Option<Proposal> {
    let (candidates, criteria) = anything(seed);
    let problem = Problem::new(&candidates, &criteria).ok()?;
    Some(large::form(&problem, seed, budget, Machine::with(threads), progress))
}

/// Everyone is somewhere once, and every group keeps what it must.
fn check_rules(seed: u64) -> Result<(), TestCaseError> {
    let (candidates, criteria) = anything(seed);
    let Some(proposal) = formed(seed, 1, &mut go_on, Budget::Work(20_000)) else { return Ok(()) };
    let mut everyone: Vec<usize> = proposal.groups.concat();
    everyone.extend(proposal.unplaced.iter().map(|unplaced| unplaced.who));
    everyone.sort_unstable();
    prop_assert_eq!(everyone, (0..candidates.len()).collect::<Vec<_>>());
    for (index, members) in proposal.groups.iter().enumerate() {
        let broken: Vec<_> = assess(&candidates, &criteria, members).broken().collect();
        match criteria.kept.get(index) {
            Some(kept) if kept.entry == Entry::Closed => prop_assert_eq!(members.len(), kept.members.len()),
            // A kept group may stay short or without what somebody must have, and its own members alone of
            // their kind.
            Some(kept) => {
                let may_stay = |broken: &Constraint| {
                    matches!(broken, Constraint::Size | Constraint::NotOnlyOne(_) | Constraint::AtLeastOne(_))
                };
                prop_assert!(broken.iter().all(may_stay), "{broken:?}");
                prop_assert!(kept.members.iter().all(|who| members.contains(who)));
            }
            None => prop_assert!(broken.is_empty(), "group {index} breaks {broken:?}"),
        }
    }
    Ok(())
}

#[test]
fn a_kept_member_alone_of_their_kind_is_not_helped_by_somebody_they_may_not_meet() {
    check_rules(12_102_016_992_529_232_708).unwrap();
}

#[test]
fn no_rule_is_mended_by_breaking_another() {
    check_rules(14_512_123_660_348_401_084).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_holds_in_every_group(seed: u64) {
        check_rules(seed)?;
    }

    #[test]
    fn one_thread_and_two_propose_the_same_for_the_work_asked(seed: u64, work in 0_u64..30_000) {
        let one = formed(seed, 1, &mut go_on, Budget::Work(work));
        prop_assert!(one.as_ref().is_none_or(|proposal| proposal.work == work));
        prop_assert_eq!(one, formed(seed, 2, &mut go_on, Budget::Work(work)));
    }

    #[test]
    fn a_search_stopped_at_any_moment_keeps_the_rules(seed: u64, calls in 1_usize..6) {
        let (candidates, criteria) = anything(seed);
        let mut left = calls;
        let stop = &mut |progress: Progress| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { go_on(progress) }
        };
        let Some(proposal) = formed(seed, 1, stop, Budget::UntilStopped) else { return Ok(()) };
        for members in proposal.groups.iter().skip(criteria.kept.len()) {
            prop_assert_eq!(assess(&candidates, &criteria, members).broken().next(), None);
        }
    }

    #[test]
    fn points_are_spread_over_groups_of_the_sizes_asked(count in 6_usize..300, least in 2_usize..7, more in 0_usize..3) {
        let mut chance = Chance::new(1);
        let mut features = Features::new(count);
        features.add_numbers((0..count).map(|_| chance.below(100) as f32).collect()).unwrap();
        features.add_codes((0..count).map(|_| chance.below(4) as u32).collect(), 500.0).unwrap();
        let groups = |threads| spread(&features, least..=least + more, 3, threads, Pace::Trials(20_000));
        let Ok(found) = groups(1) else { return Ok(()) };
        let mut everyone = found.concat();
        everyone.sort_unstable();
        everyone.dedup();
        prop_assert_eq!(everyone.len(), found.concat().len());
        prop_assert!(found.iter().all(|members| (least..=least + more).contains(&members.len())));
        prop_assert_eq!(&found, &groups(2).unwrap());
    }
}

/// Groups of five exist that keep everything: one of each trade, of one zone and of like stage.
fn ten_thousand() -> (Candidates, Criteria) {
    let count = 10_000;
    let mut chance = Chance::new(7);
    let mut candidates = Candidates::new(count);
    let firm = candidates.add(codes((0..count).map(|who| (who / 5 + who % 5 * 31) as u32 % 200))).unwrap();
    let trade = candidates.add(codes((0..count).map(|_| chance.below(9) as u32))).unwrap();
    let years = candidates.add(numbers((0..count).map(|who| (who / 5 % 40) as f32))).unwrap();
    candidates.set_hours((0..count).map(|who| Some(working_hours(who / 5 % 24 * 4))).collect()).unwrap();
    let criteria = Criteria::of_size(5..=5)
        .wish(trade, Aim::Different, 1.0)
        .rule(Rule::ApartBy(firm))
        .rule(Rule::Band { column: years, width: 10.0 })
        .rule(Rule::CommonHours { least: 80 });
    (candidates, criteria)
}

#[test]
fn ten_thousand_people_are_all_placed_where_that_can_be() {
    let (candidates, mut criteria) = ten_thousand();
    criteria.apart.push([0, 7]);
    criteria.together.push(vec![1, 9_601]);
    let proposal = form(&candidates, &criteria, 1, Budget::Work(25_000_000), &mut go_on).unwrap();
    assert_eq!((proposal.groups.len(), proposal.unplaced.len(), proposal.work), (2_000, 0, 25_000_000));
    for members in &proposal.groups {
        assert_eq!(assess(&candidates, &criteria, members).broken().next(), None);
    }
    assert!(proposal.score.total > proposal.by_chance.total + 0.05, "{:?}", proposal.score);
}

#[test]
fn points_are_spread_within_rules() {
    let (candidates, criteria) = ten_thousand();
    let mut features = Features::new(candidates.len());
    features.add_numbers((0..candidates.len()).map(|who| (who % 101) as f32).collect()).unwrap();
    let groups = spread_within(&features, &candidates, &criteria, 1, 2, Pace::Trials(25_000_000)).unwrap();
    assert_eq!(groups.concat().len(), 10_000);
    for members in &groups {
        assert_eq!(assess(&candidates, &criteria, members).broken().next(), None);
    }
}
