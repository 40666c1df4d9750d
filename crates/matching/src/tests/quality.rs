//! How good the groups are: against the optimum, greed and chance.

use super::{codes, formed, numbers, working_hours};
use crate::chance::Chance;
use crate::wishes::group_score;
use crate::{Aim, Candidates, Column, ColumnId, Criteria, Rule, assess};

/// People with a trade, years in role and interests.
fn people(count: usize, seed: u64) -> (Candidates, [ColumnId; 3]) {
    let mut chance = Chance::new(seed);
    let mut candidates = Candidates::new(count);
    let trade = candidates.add(codes((0..count).map(|_| chance.below(5) as u32))).unwrap();
    let years = candidates.add(numbers((0..count).map(|_| chance.below(30) as f32))).unwrap();
    let interests = (0..count).map(|_| (0..3).map(|_| chance.below(8) as u32).collect()).collect();
    let interests = candidates.add(Column::Multi(interests)).unwrap();
    (candidates, [trade, years, interests])
}

fn usual(size: std::ops::RangeInclusive<usize>, [trade, years, interests]: [ColumnId; 3]) -> Criteria {
    Criteria::of_size(size).wish(trade, Aim::Different, 1.0).wish(years, Aim::Similar, 1.0).wish(
        interests,
        Aim::Shared,
        0.5,
    )
}

fn score(candidates: &Candidates, criteria: &Criteria, groups: &[Vec<usize>]) -> f64 {
    let weighed =
        |members: &Vec<usize>| group_score(candidates, criteria, members).total * members.len() as f64;
    groups.iter().map(weighed).sum::<f64>() / groups.concat().len() as f64
}

/// The best of all ways to divide everyone into so many groups.
fn optimum(candidates: &Candidates, criteria: &Criteria, count: usize) -> f64 {
    fn place(
        who: usize,
        groups: &mut Vec<Vec<usize>>,
        best: &mut f64,
        (candidates, criteria, count): (&Candidates, &Criteria, usize),
    ) {
        if who == candidates.len() {
            let allowed = groups.len() == count
                && groups.iter().all(|group| assess(candidates, criteria, group).broken().next().is_none());
            if allowed {
                *best = best.max(score(candidates, criteria, groups));
            }
            return;
        }
        let missing = groups.iter().map(|group| criteria.size.start().saturating_sub(group.len()));
        if missing.sum::<usize>() > candidates.len() - who {
            return;
        }
        for group in 0..groups.len() {
            if groups[group].len() < *criteria.size.end() {
                groups[group].push(who);
                place(who + 1, groups, best, (candidates, criteria, count));
                groups[group].pop();
            }
        }
        if groups.len() < count {
            groups.push(vec![who]);
            place(who + 1, groups, best, (candidates, criteria, count));
            groups.pop();
        }
    }
    let mut best = 0.0;
    place(0, &mut Vec::new(), &mut best, (candidates, criteria, count));
    best
}

fn check_optimal(candidates: &Candidates, criteria: &Criteria) {
    let proposal = formed(candidates, criteria, 200_000);
    assert!(proposal.unplaced.is_empty());
    let best = optimum(candidates, criteria, proposal.groups.len());
    assert!(best <= proposal.bound, "{best} above the bound {}", proposal.bound);
    assert!((proposal.score.total - best).abs() < 1e-4, "{} of {best}", proposal.score.total);
}

#[test]
fn the_best_division_of_a_few_people_is_found() {
    for seed in 0..12 {
        let (candidates, columns) = people(9, seed);
        check_optimal(&candidates, &usual(3..=3, columns));
        check_optimal(&candidates, &usual(2..=4, columns));
        let (candidates, columns) = people(10, seed);
        check_optimal(&candidates, &usual(5..=5, columns));
        check_optimal(&candidates, &usual(4..=6, columns));
    }
}

#[test]
fn the_best_division_that_keeps_the_rules_is_found() {
    for seed in 0..12 {
        let (mut candidates, columns) = people(9, seed);
        let firm = candidates.add(codes((0..9).map(|who| who / 2))).unwrap();
        let hours = (0..9).map(|who| Some(working_hours(who % 3 * 12))).collect();
        candidates.set_hours(hours).unwrap();
        let criteria = usual(3..=3, columns).rule(Rule::ApartBy(firm)).rule(Rule::CommonHours { least: 160 });
        check_optimal(&candidates, &criteria);
    }
}

/// What one would do by hand: everyone in turn joins the group with room where they fit best.
fn greedy(candidates: &Candidates, criteria: &Criteria, count: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|first| vec![first]).collect();
    for who in count..candidates.len() {
        let room = candidates.len().div_ceil(count);
        let fit = |group: &Vec<usize>| {
            let joined = [group.as_slice(), &[who]].concat();
            group_score(candidates, criteria, &joined).total
        };
        let best = groups
            .iter_mut()
            .filter(|group| group.len() < room)
            .max_by(|one, other| fit(one).total_cmp(&fit(other)));
        best.unwrap().push(who);
    }
    groups
}

#[test]
fn groups_are_better_than_greed_makes_them() {
    for seed in 0..5 {
        let (candidates, columns) = people(96, seed);
        let criteria = usual(8..=8, columns);
        let proposal = formed(&candidates, &criteria, 200_000);
        let by_greed = score(&candidates, &criteria, &greedy(&candidates, &criteria, 12));
        let by_chance = proposal.by_chance.total;
        assert!(by_greed > by_chance);
        // A quarter more above chance than greed.
        assert!(
            proposal.score.total - by_chance > 1.25 * (by_greed - by_chance),
            "{} beside {by_greed} by greed, {by_chance} by chance",
            proposal.score.total
        );
    }
}

#[test]
fn a_hundred_leaders_of_fifty_organisations_are_grouped_by_stage() {
    let mut chance = Chance::new(70);
    let (mut candidates, [trade, _, interests]) = people(100, 7);
    // Most are in their first years, a few have been there for decades.
    let tenure: Vec<f32> = (0..100)
        .map(|_| {
            let share = chance.below(1_000) as f32 / 1_000.0;
            40.0 * share * share * share
        })
        .collect();
    let years = candidates.add(numbers(tenure.iter().copied())).unwrap();
    let organisation = candidates.add(codes((0..100).map(|who| who / 2))).unwrap();
    let hours = (0..100).map(|_| Some(working_hours([48, 52, 56, 68][chance.below(4)]))).collect();
    candidates.set_hours(hours).unwrap();
    let criteria = Criteria::of_size(7..=9)
        .wish(years, Aim::Similar, 3.0)
        .wish(trade, Aim::Different, 2.0)
        .wish(interests, Aim::Shared, 1.0)
        .rule(Rule::ApartBy(organisation))
        .rule(Rule::CommonHours { least: 8 });
    let proposal = formed(&candidates, &criteria, 300_000);
    assert!(proposal.unplaced.is_empty());
    assert!((12..=14).contains(&proposal.groups.len()));
    let scatter = |members: &[usize]| {
        let mean = members.iter().map(|&who| tenure[who]).sum::<f32>() / members.len() as f32;
        members.iter().map(|&who| (tenure[who] - mean).powi(2)).sum::<f32>()
    };
    let within: f32 = proposal.groups.iter().map(|members| scatter(members)).sum();
    let whole = scatter(&(0..100).collect::<Vec<_>>());
    assert!(within < whole / 2.0, "{within} of {whole}");
    assert!(proposal.score.parts[1] > proposal.by_chance.parts[1]);
}
