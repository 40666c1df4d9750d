//! Changes weighed at the desk.

use proptest::prelude::*;

use super::{anything_formed, codes};
use crate::{Aim, Candidates, Change, ChangeError, Constraint, Criteria, Rule, assess, forgone, weigh};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_a_change_back_costs_exactly_what_it_gave(seed: u64) {
        let Some((candidates, criteria, proposal)) = anything_formed(seed, 500) else { return Ok(()) };
        let mut groups = proposal.groups;
        if groups.len() < 2 { return Ok(()) }
        for to in [Some(1), None] {
            let who = groups[0][0];
            let there = weigh(&candidates, &criteria, &groups, Change::Move { who, from: Some(0), to }).unwrap();
            groups[0].remove(0);
            if let Some(to) = to {
                groups[to].push(who);
            }
            for side in &there.sides {
                prop_assert_eq!(&side.after, &assess(&candidates, &criteria, &groups[side.group]));
            }
            let back = weigh(&candidates, &criteria, &groups, Change::Move { who, from: to, to: Some(0) }).unwrap();
            prop_assert_eq!((there.difference + back.difference).abs().to_bits(), 0);
            if let Some(to) = to {
                groups[to].pop();
            }
            groups[0].insert(0, who);
        }
    }
}

#[test]
fn a_swap_that_brings_colleagues_together_says_so() {
    let mut candidates = Candidates::new(6);
    let firm = candidates.add(codes([1, 2, 3, 1, 2, 3])).unwrap();
    let criteria = Criteria::of_size(3..=3).rule(Rule::ApartBy(firm));
    let groups = vec![vec![0, 1, 2], vec![3, 4, 5]];
    let swap = |who, with| Change::Swap { who, from: Some(0), with, to: Some(1) };
    let weighed = weigh(&candidates, &criteria, &groups, swap(0, 4)).unwrap();
    let constraint = Constraint::ApartBy(firm);
    assert_eq!(weighed.newly_broken, [(0, constraint), (1, constraint)]);
    assert_eq!(weigh(&candidates, &criteria, &groups, swap(0, 3)).unwrap().newly_broken, []);
}

#[test]
fn what_a_group_gives_up_is_told_with_the_rule_that_costs_it() {
    let mut candidates = Candidates::new(8);
    let trade = candidates.add(codes([0, 0, 0, 1, 1, 1, 1, 0])).unwrap();
    let criteria = Criteria {
        apart: vec![[0, 7], [1, 7], [2, 7]],
        ..Criteria::of_size(4..=4).wish(trade, Aim::Similar, 1.0)
    };
    let groups = [vec![0, 1, 2, 3], vec![4, 5, 6, 7]];
    let costs = forgone(&candidates, &criteria, &groups, 0).unwrap();
    let swap = Change::Swap { who: 3, from: Some(0), with: 7, to: Some(1) };
    assert_eq!(costs.len(), 1);
    assert_eq!((costs[0].constraint, costs[0].swap), (Constraint::Apart, swap));
    assert!((costs[0].gain - 0.5).abs() < 1e-6);
    let free = Criteria { apart: vec![], ..criteria };
    assert_eq!(forgone(&candidates, &free, &groups, 0).unwrap(), []);
}

#[test]
fn a_change_that_cannot_be_is_refused() {
    let (candidates, criteria) = (Candidates::new(5), Criteria::of_size(2..=3));
    let groups = vec![vec![0, 1], vec![2, 3]];
    let refusal =
        |who, from, to| weigh(&candidates, &criteria, &groups, Change::Move { who, from, to }).unwrap_err();
    assert_eq!(refusal(2, Some(0), Some(1)), ChangeError::NotThere { who: 2 });
    assert_eq!(refusal(1, None, Some(1)), ChangeError::NotThere { who: 1 });
    assert_eq!(refusal(9, None, Some(1)), ChangeError::NotThere { who: 9 });
    assert_eq!(refusal(0, Some(0), Some(2)), ChangeError::NoSuchGroup { group: 2 });
    assert_eq!(refusal(0, Some(0), Some(0)), ChangeError::SamePlace);
}
