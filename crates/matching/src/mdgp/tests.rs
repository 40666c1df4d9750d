//! What the solver of the plain problem promises.
#![expect(clippy::float_cmp, reason = "objectives are exact")]

use std::ops::{ControlFlow, RangeInclusive};

use proptest::prelude::*;

use super::distances::Distances;
use super::division::Division;
use super::search::solve_with;
use super::{Budget, Instance, ParseError, ParseProblem, Progress, Solution, Violation, solve};
use crate::chance::Chance;
use crate::tests::vectors;

const SMALL: &str = "4 2 ds 1 3 1 3\n0 1 10.5\n0 2 0.25\n0 3 1\n1 2 2\n1 3 3\n2 3 7\n";

#[test]
fn what_is_written_reads_as_the_same_instance() {
    let instance = Instance::parse(SMALL).unwrap();
    assert_eq!(instance.items(), 4);
    assert_eq!(instance.bounds(), [1..=3, 1..=3]);
    let text = instance.write();
    assert!(text.starts_with("4 2 ds 1 3 1 3\n0 1 10.50\n0 2 0.25\n"), "{text}");
    assert_eq!(Instance::parse(&text), Ok(instance));
}

#[test]
fn pairs_may_come_in_any_order_with_blank_lines_between() {
    let turned = "4 2 ds 1 3 1 3\n\n3 2 7.0\n3 1 3\n3 0 1\n2 1 2\n2 0 .25\n1 0 10.5\n";
    let fault = Instance::parse(turned).unwrap_err();
    assert_eq!(fault, ParseError { line: 7, problem: ParseProblem::Distance });
    assert_eq!(Instance::parse(&turned.replace(" .25", " 0.25")), Instance::parse(SMALL));
}

#[test]
fn a_fault_names_its_line() {
    let check = |text: &str, line, problem| {
        assert_eq!(Instance::parse(text), Err(ParseError { line, problem }), "{text:?}");
    };
    check("", 1, ParseProblem::Head);
    check("0 2 ss", 1, ParseProblem::Head);
    check("3 x ss", 1, ParseProblem::Head);
    check("3 1 es 3 3", 1, ParseProblem::Kind);
    check("3 2 ss 3 3", 1, ParseProblem::Bounds);
    check("3 1 ss 3 -3", 1, ParseProblem::Bounds);
    check("3 1 ds 1 2", 1, ParseProblem::Sizes);
    check("3 1 ds 4 2", 1, ParseProblem::Sizes);
    let lines = |rest: &str| format!("3 1 ss 3 3\n0 1 5\n{rest}");
    check(&lines("0 2"), 3, ParseProblem::Pair);
    check(&lines("0 2 1 1"), 3, ParseProblem::Pair);
    check(&lines("0 b 1"), 3, ParseProblem::Pair);
    check(&lines("0 3 1"), 3, ParseProblem::NoSuchPair);
    check(&lines("2 2 1"), 3, ParseProblem::NoSuchPair);
    check(&lines("0 2 -1"), 3, ParseProblem::Distance);
    check(&lines("0 2 nan"), 3, ParseProblem::Distance);
    check(&lines("0 2 99999999999999999999"), 3, ParseProblem::Distance);
    check(&lines("0 2 1\n\n1 0 5"), 5, ParseProblem::Twice);
    check(&lines("0 2 1\n"), 3, ParseProblem::Missing);
    check("4000000000 1 ss 4000000000 4000000000\n", 1, ParseProblem::Missing);
}

#[test]
fn a_division_is_told_what_it_gets_wrong() {
    let instance = Instance::parse(SMALL).unwrap();
    assert_eq!(instance.violations(&[vec![0, 1], vec![2, 3]]), []);
    assert_eq!(
        instance.violations(&[vec![0, 1, 2, 2], vec![9]]),
        [
            Violation::Size { group: 0, size: 4 },
            Violation::NoSuchItem { item: 9 },
            Violation::Item { item: 2, groups: 2 },
            Violation::Item { item: 3, groups: 0 },
        ]
    );
    assert_eq!(
        instance.violations(&[vec![0, 1, 2]]),
        [Violation::Groups { found: 1, expected: 2 }, Violation::Item { item: 3, groups: 0 }]
    );
}

#[test]
fn no_budget_and_no_choice_still_give_a_valid_division() {
    for text in [SMALL, "1 1 ss 1 1\n", "3 1 ss 3 3\n0 1 1\n0 2 1\n1 2 1\n", "2 3 ds 0 1 0 2 0 9\n0 1 4\n"] {
        let instance = Instance::parse(text).unwrap();
        for work in [0, 1, 5_000] {
            let solution = solved(&instance, 1, work);
            assert_eq!(instance.violations(&solution.groups), [], "{text:?}");
        }
    }
}

#[test]
fn stopping_gives_a_valid_division_at_once() {
    let instance = random(40, &[8..=12, 8..=12, 8..=12, 8..=12], 99, 3);
    let mut told = 0;
    let stop_at_third = &mut |_: Progress| {
        told += 1;
        if told == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let solution = solve(&instance, 1, Budget::Work(1_000_000_000), stop_at_third);
    assert_eq!(told, 3);
    assert_eq!(instance.violations(&solution.groups), []);
}

#[test]
fn a_callers_clock_ends_the_search() {
    let instance = random(30, &[10..=10, 10..=10, 10..=10], 99, 3);
    let mut asked = 0.0;
    let mut clock = || {
        asked += 1.0;
        asked / 50.0
    };
    let solution = solve(&instance, 1, Budget::Share(&mut clock), go_on());
    assert!((asked - 50.0).abs() < 1e-9);
    assert_eq!(instance.violations(&solution.groups), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bounds_hold_work_is_kept_and_the_same_seed_gives_the_same_groups(
        (instance, seed, work) in (instances(40, 100_000), any::<u64>(), 0_u64..300_000)
    ) {
        let solution = solved(&instance, seed, work);
        prop_assert_eq!(instance.violations(&solution.groups), []);
        prop_assert_eq!(solution.objective, instance.objective(&solution.groups));
        prop_assert!(solution.work >= work || instance.bounds().len() < 2);
        prop_assert_eq!(solution, solved(&instance, seed, work));
    }

    #[test]
    fn every_kind_of_vector_gives_the_same_groups((instance, seed) in (instances(60, 100_000), any::<u64>())) {
        let budget = || Budget::Work(100_000);
        let chosen = solve(&instance, seed, budget(), go_on());
        for arch in vectors() {
            let other = solve_with(arch, &instance, seed, budget(), go_on());
            prop_assert_eq!(&chosen, &other, "{:?}", arch);
        }
    }

    #[test]
    fn worth_kept_along_the_way_equals_worth_computed_anew(
        (instance, seed) in (instances(30, 1_000), any::<u64>())
    ) {
        let distances = Distances::new(&instance);
        let mut chance = Chance::new(seed);
        let groups = super::search::deal(&instance, &mut chance);
        let mut division = Division::new(&distances, instance.bounds(), groups);
        let count = instance.bounds().len();
        for _ in 0..200 {
            let (one, other) = (chance.below(count), chance.below(count));
            if one < other {
                division.visit([one, other], i32::try_from(chance.below(500)).unwrap());
            }
            let kept = division.worth();
            let mut anew = Division::new(&distances, instance.bounds(), division.snapshot().groups);
            prop_assert_eq!(kept, anew.worth());
            if one < other {
                // The best exchange remembered is the best found anew.
                prop_assert_eq!(division.loss([one, other]), anew.loss([one, other]));
            }
        }
    }

    #[test]
    fn the_best_exchange_is_the_best_of_all((instance, seed) in (instances(16, 50), any::<u64>())) {
        let distances = Distances::new(&instance);
        let groups = super::search::deal(&instance, &mut Chance::new(seed));
        let mut division = Division::new(&distances, instance.bounds(), groups.clone());
        for other in 1..groups.len() {
            let gain = best_gain(&instance, &groups, other);
            prop_assert_eq!(division.loss([0, other]).map(|loss| f64::from(-loss)), gain);
        }
    }

    #[test]
    fn tiny_instances_are_solved_to_the_optimum((instance, seed) in (instances(8, 100), any::<u64>())) {
        let mut groups = vec![Vec::new(); instance.bounds().len()];
        let optimum = instance.in_distances(exhaustive(&instance, &mut groups, 0).unwrap());
        prop_assert_eq!(solved(&instance, seed, 2_000_000).objective, optimum);
    }
}

fn go_on() -> &'static mut dyn FnMut(Progress) -> ControlFlow<()> {
    Box::leak(Box::new(|_| ControlFlow::Continue(())))
}

fn solved(instance: &Instance, seed: u64, work: u64) -> Solution {
    solve(instance, seed, Budget::Work(work), &mut |_| ControlFlow::Continue(()))
}

/// Distances drawn from `0..=farthest`.
fn random(items: usize, bounds: &[RangeInclusive<usize>], farthest: usize, seed: u64) -> Instance {
    let mut chance = Chance::new(seed);
    let mut text = format!("{items} {} ds", bounds.len());
    bounds.iter().for_each(|bounds| text += &format!(" {} {}", bounds.start(), bounds.end()));
    for one in 0..items {
        for other in one + 1..items {
            text += &format!("\n{one} {other} {}", chance.below(farthest + 1));
        }
    }
    Instance::parse(&text).unwrap()
}

/// Instances with bounds that some division keeps.
fn instances(items_most: usize, farthest: usize) -> impl Strategy<Value = Instance> {
    let sizes = prop::collection::vec((0..=items_most / 2, 0_usize..3, 0_usize..3), 1..6);
    (sizes, any::<u64>()).prop_filter_map("some items, and not too many", move |(sizes, seed)| {
        let items: usize = sizes.iter().map(|(size, ..)| size).sum();
        let bounds = sizes.iter().map(|&(size, less, more)| size.saturating_sub(less)..=size + more);
        let bounds: Vec<_> = bounds.collect();
        (1..=items_most).contains(&items).then(|| random(items, &bounds, farthest, seed))
    })
}

/// The greatest worth of placing this and all later items, by trying every group for each.
fn exhaustive(instance: &Instance, groups: &mut Vec<Vec<usize>>, item: usize) -> Option<i64> {
    let bounds = instance.bounds();
    if item == instance.items() {
        let valid = groups.iter().zip(bounds).all(|(group, bounds)| bounds.contains(&group.len()));
        return valid.then_some(0);
    }
    let mut best = None;
    for group in 0..groups.len() {
        if groups[group].len() < *bounds[group].end() {
            let worth: i64 = groups[group].iter().map(|&other| instance.units(item, other)).sum();
            groups[group].push(item);
            best = best.max(exhaustive(instance, groups, item + 1).map(|rest| worth + rest));
            groups[group].pop();
        }
    }
    best
}

/// What the best valid swap or move between the first group and another gains, by trying all.
fn best_gain(instance: &Instance, groups: &[Vec<u32>], other: usize) -> Option<f64> {
    let plain = |groups: &[Vec<u32>]| -> Vec<Vec<usize>> {
        groups
            .iter()
            .map(|group| group.iter().map(|&item| usize::try_from(item).unwrap()).collect())
            .collect()
    };
    let before = instance.objective(&plain(groups));
    let mut gains = Vec::new();
    let mut consider = |groups: &[Vec<u32>]| {
        let groups = plain(groups);
        if instance.violations(&groups).is_empty() {
            gains.push(instance.objective(&groups) - before);
        }
    };
    for (from, to) in [(0, other), (other, 0)] {
        for position in 0..groups[from].len() {
            let mut changed = groups.to_vec();
            let item = changed[from].remove(position);
            changed[to].push(item);
            consider(&changed);
        }
    }
    for one in 0..groups[0].len() {
        for two in 0..groups[other].len() {
            let mut changed = groups.to_vec();
            (changed[0][one], changed[other][two]) = (changed[other][two], changed[0][one]);
            consider(&changed);
        }
    }
    gains.into_iter().reduce(f64::max)
}
