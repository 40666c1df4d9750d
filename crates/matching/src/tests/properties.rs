//! Laws that hold for every roster.

use proptest::prelude::*;

use super::{anything, anything_formed, go_on};
use crate::chance::Chance;
use crate::partition::{Exchange, POOL, Partition, Terms};
use crate::problem::Problem;
use crate::search::anneal;
use crate::start::start;
use crate::visit::Visitor;
use crate::{Aim, Budget, Constraint, Entry, Rule, assess, form};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everyone_is_in_one_group_or_unplaced_once(seed: u64) {
        let Some((candidates, _, proposal)) = anything_formed(seed, 3_000) else { return Ok(()) };
        let mut everyone: Vec<usize> = proposal.groups.concat();
        everyone.extend(proposal.unplaced.iter().map(|unplaced| unplaced.who));
        everyone.sort_unstable();
        prop_assert_eq!(everyone, (0..candidates.len()).collect::<Vec<_>>());
    }

    #[test]
    fn every_rule_holds_in_every_group(seed: u64) {
        let Some((candidates, criteria, proposal)) = anything_formed(seed, 3_000) else { return Ok(()) };
        for (index, members) in proposal.groups.iter().enumerate() {
            let broken: Vec<_> = assess(&candidates, &criteria, members).broken().collect();
            match criteria.kept.get(index) {
                Some(kept) if kept.entry == Entry::Closed => prop_assert_eq!(members.len(), kept.members.len()),
                // A kept group may stay short, and its own members alone of their kind.
                Some(_) => prop_assert!(broken.iter().all(|constraint| matches!(
                    constraint,
                    Constraint::Size | Constraint::NotOnlyOne(_) | Constraint::AtLeastOne(_)
                )), "{broken:?}"),
                None => prop_assert!(broken.is_empty(), "group {index} breaks {broken:?}"),
            }
        }
    }

    #[test]
    fn no_score_exceeds_the_bound(seed: u64) {
        let Some((_, _, proposal)) = anything_formed(seed, 3_000) else { return Ok(()) };
        prop_assert!(proposal.score.total <= proposal.bound + 1e-6, "{} {}", proposal.score.total, proposal.bound);
    }

    #[test]
    fn a_visit_finds_what_exchanges_tried_one_by_one_do(seed: u64) {
        let (candidates, mut criteria) = anything(seed);
        criteria.wishes.retain(|wish| wish.aim != Aim::Crossing);
        criteria.rules.retain(|rule| matches!(rule, Rule::ApartBy(_) | Rule::Band { .. }));
        let Ok(problem) = Problem::new(&candidates, &criteria) else { return Ok(()) };
        let mut chance = Chance::new(seed);
        let mut partition = start(&problem, problem.open_kept + 3, &mut chance);
        let terms = Terms { offence: 1 << 30, left_out: 1 << 28, ..Terms::ANY };
        let mut visitor = Visitor::default();
        for places in [[0, 1], [1, 2], [POOL, 0]] {
            for bearable in [-1, 0, 1 << 30] {
                let before = partition.clone();
                let least = visitor.look(&partition, places, &terms, &mut chance.clone()).iter().copied().min();
                let made = visitor.visit(&mut partition, places, &Terms { bearable, ..terms }, &mut chance);
                let least = least.filter(|least| *least <= bearable && *least < i64::MAX);
                prop_assert_eq!(made, least);
                let change = terms.offence * (partition.offences - before.offences)
                    + terms.left_out * (partition.left_out - before.left_out)
                    - (partition.worth - before.worth);
                prop_assert_eq!(change, made.unwrap_or(0));
            }
        }
        prop_assert_eq!(partition.recomputed(), (partition.worth, partition.offences, partition.left_out));
    }

    #[test]
    fn kept_members_stay(seed: u64) {
        let Some((_, criteria, proposal)) = anything_formed(seed, 2_000) else { return Ok(()) };
        for (kept, members) in criteria.kept.iter().zip(&proposal.groups) {
            prop_assert!(kept.members.iter().all(|who| members.contains(who)));
        }
    }

    #[test]
    fn every_unplaced_person_has_a_reason(seed: u64) {
        let Some((_, _, proposal)) = anything_formed(seed, 2_000) else { return Ok(()) };
        for unplaced in &proposal.unplaced {
            prop_assert!(!unplaced.reasons.is_empty());
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_groups_on_any_thread(seed: u64) {
        let here = anything_formed(seed, 5_000).map(|(.., proposal)| proposal);
        let there = std::thread::spawn(move || anything_formed(seed, 5_000).map(|(.., proposal)| proposal));
        prop_assert_eq!(here, there.join().unwrap());
    }

    #[test]
    fn sums_kept_up_to_date_equal_sums_made_afresh(seed: u64) {
        let (candidates, criteria) = anything(seed);
        let Ok(problem) = Problem::new(&candidates, &criteria) else { return Ok(()) };
        let mut partition = start(&problem, problem.open_kept + 4, &mut Chance::new(seed));
        let flow = anneal(&mut partition, Chance::new(seed), 5_000, &mut |_, _| std::ops::ControlFlow::Continue(()));
        prop_assert!(flow.is_continue());
        prop_assert_eq!(partition.recomputed(), (partition.worth, partition.offences, partition.left_out));
    }

    #[test]
    fn an_exchange_taken_back_restores_everything(seed: u64) {
        let (candidates, criteria) = anything(seed);
        let Ok(problem) = Problem::new(&candidates, &criteria) else { return Ok(()) };
        let mut partition: Partition<'_> = start(&problem, problem.open_kept + 4, &mut Chance::new(seed));
        let before = (partition.worth, partition.offences, partition.left_out);
        let units: Vec<usize> = partition.movable_in(0);
        let Some(&unit) = units.first() else { return Ok(()) };
        for to in [POOL, 1] {
            let mut exchange = Exchange::default();
            exchange.set([0, to], &[unit], &[]);
            let effect = partition.try_exchange(&mut exchange, &Terms::ANY).unwrap();
            partition.apply(&mut exchange, &effect);
            partition.relocate(unit, 0);
            prop_assert_eq!(before, (partition.worth, partition.offences, partition.left_out));
        }
    }

    #[test]
    fn what_assess_finds_broken_is_what_the_search_counts(seed: u64) {
        let (candidates, mut criteria) = anything(seed);
        criteria.kept.clear();
        let Ok(problem) = Problem::new(&candidates, &criteria) else { return Ok(()) };
        let partition = start(&problem, 4, &mut Chance::new(seed));
        for (group, members) in partition.groups.iter().enumerate() {
            let kept = assess(&candidates, &criteria, members).broken().next().is_none();
            prop_assert_eq!(kept, partition.group_offences(group) == 0);
        }
    }

    #[test]
    fn a_search_stopped_at_any_moment_keeps_the_rules(seed: u64, calls in 1_usize..6) {
        let (candidates, mut criteria) = anything(seed);
        criteria.kept.clear();
        let mut left = calls;
        let proposal = form(&candidates, &criteria, seed, Budget::UntilStopped, &mut |progress| {
            left -= 1;
            if left == 0 { std::ops::ControlFlow::Break(()) } else { go_on(progress) }
        });
        let Ok(proposal) = proposal else { return Ok(()) };
        for members in &proposal.groups {
            prop_assert_eq!(assess(&candidates, &criteria, members).broken().next(), None);
        }
    }
}
