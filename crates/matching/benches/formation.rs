//! How long assessing a group, weighing a change and forming groups take, on rosters with every rule on.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the rosters are made here")]

#[path = "../examples/people/mod.rs"]
mod people;

use std::ops::ControlFlow;

use divan::Bencher;
use matching::{Budget, Candidates, Change, Criteria, Proposal};

fn main() {
    divan::main();
}

fn formed(count: usize, work: u64) -> (Candidates, Criteria, Proposal) {
    let (candidates, criteria) = people::roster(count, 1).unwrap();
    let proposal =
        matching::form(&candidates, &criteria, 1, Budget::Work(work), &mut |_| ControlFlow::Continue(()))
            .unwrap();
    (candidates, criteria, proposal)
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn assess(bencher: Bencher<'_, '_>, count: usize) {
    let (candidates, criteria, proposal) = formed(count, 10_000);
    bencher.bench_local(|| matching::assess(&candidates, &criteria, &proposal.groups[0]));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn assess_twelve(bencher: Bencher<'_, '_>, count: usize) {
    let (candidates, criteria) = people::roster(count, 1).unwrap();
    let twelve: Vec<usize> = (0..12).map(|who| who * count / 12).collect();
    bencher.bench_local(|| matching::assess(&candidates, &criteria, &twelve));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn weigh(bencher: Bencher<'_, '_>, count: usize) {
    let (candidates, criteria, proposal) = formed(count, 10_000);
    let (who, with) = (proposal.groups[0][0], proposal.groups[1][0]);
    let swap = Change::Swap { who, from: Some(0), with, to: Some(1) };
    bencher.bench_local(|| matching::weigh(&candidates, &criteria, &proposal.groups, swap));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn weigh_twelve(bencher: Bencher<'_, '_>, count: usize) {
    let (candidates, criteria) = people::roster(count, 1).unwrap();
    let groups: Vec<Vec<usize>> =
        (0..count / 12).map(|group| (group * 12..(group + 1) * 12).collect()).collect();
    let swap = Change::Swap { who: 0, from: Some(0), with: 12, to: Some(1) };
    bencher.bench_local(|| matching::weigh(&candidates, &criteria, &groups, swap));
}

#[divan::bench(args = [100, 1_000], sample_count = 3, sample_size = 1)]
fn form_with_a_million_trials(bencher: Bencher<'_, '_>, count: usize) {
    bencher.bench_local(|| formed(count, 1_000_000));
}
