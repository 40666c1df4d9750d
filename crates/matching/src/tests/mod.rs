//! What the crate promises, on rosters made from a seed.
#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rosters are made of small numbers"
)]

mod by_hand;
mod infeasible;
mod large;
mod left_out;
mod model;
mod properties;
mod quality;
mod repair;

use std::ops::ControlFlow;

use pulp::Arch;

use crate::chance::Chance;
use crate::{
    Aim, Budget, Candidates, Column, Criteria, Entry, FormError, Hours, Kept, Progress, Proposal, Rule, form,
};

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn formed(candidates: &Candidates, criteria: &Criteria, work: u64) -> Proposal {
    form(candidates, criteria, 1, Budget::Work(work), &mut go_on).unwrap()
}

fn codes(values: impl IntoIterator<Item = u32>) -> Column {
    Column::Categorical(values.into_iter().map(Some).collect())
}

fn numbers(values: impl IntoIterator<Item = f32>) -> Column {
    Column::Numeric(values.into_iter().map(Some).collect())
}

/// Twelve hours of every day, beginning at this quarter-hour, an hour earlier in summer.
fn working_hours(begin: usize) -> Hours {
    let week = |begin: usize| (0..7).flat_map(move |day| (0..48).map(move |q| (day * 96 + begin + q) % 672));
    Hours::from_quarters(week(begin), week(begin + 668))
}

/// A roster of up to 40 people and criteria of every kind, some of them demanding.
fn anything(seed: u64) -> (Candidates, Criteria) {
    let mut chance = Chance::new(seed);
    let count = chance.below(41);
    anything_of(count, chance)
}

fn anything_of(count: usize, mut chance: Chance) -> (Candidates, Criteria) {
    let mut candidates = Candidates::new(count);
    let mut some_codes = |chance: &mut Chance, kinds: usize| {
        let code = |_| (chance.below(10) > 0).then(|| chance.below(kinds) as u32);
        candidates.add(Column::Categorical((0..count).map(code).collect())).unwrap()
    };
    let trade = some_codes(&mut chance, 5);
    let firm = some_codes(&mut chance, 20);
    let gender = some_codes(&mut chance, 2);
    let several =
        (0..count).map(|_| (0..chance.below(4)).map(|_| chance.below(6) as u32).collect()).collect();
    let languages = candidates.add(Column::Multi(several)).unwrap();
    let years = (0..count).map(|_| (chance.below(10) > 0).then(|| chance.below(40) as f32)).collect();
    let years = candidates.add(Column::Numeric(years)).unwrap();
    let level = (0..count).map(|_| (chance.below(10) > 0).then(|| chance.below(5) as u32)).collect();
    let level = candidates.add(Column::Ordinal(level)).unwrap();
    let ties = (0..count).map(|_| ([chance.below(count), chance.below(count)], 0.5)).collect::<Vec<_>>();
    let ties = candidates.add(Column::ties(count, ties)).unwrap();
    let hours =
        (0..count).map(|_| (chance.below(5) > 0).then(|| working_hours(chance.below(4) * 20))).collect();
    candidates.set_hours(hours).unwrap();
    for who in 0..count {
        if chance.below(8) == 0 {
            candidates.mark_optional(who).unwrap();
        }
        if chance.below(4) == 0 {
            candidates.mark_willing_only_one(who).unwrap();
        }
    }
    let least = 2 + chance.below(5);
    let mut criteria = Criteria::of_size(least..=least + chance.below(4))
        .wish(trade, Aim::Different, 1.0)
        .wish(years, Aim::Similar, 2.0)
        .wish(years, Aim::Within(5.0), 0.5)
        .wish(languages, Aim::Shared, 1.0)
        .wish(level, Aim::Similar, 0.5)
        .wish(ties, Aim::Different, 1.0);
    if chance.below(2) == 0 {
        criteria = criteria.wish(gender, Aim::Crossing, 1.0).wish(trade, Aim::Crossing, 0.5);
    }
    let rules = [
        Rule::ApartBy(firm),
        Rule::NotOnlyOne(gender),
        Rule::SharedValue(languages),
        Rule::Band { column: years, width: 15.0 },
        Rule::CommonHours { least: 140 },
        Rule::Band { column: level, width: 3.0 },
        Rule::AtLeastOne { column: trade, code: 1 },
    ];
    criteria.rules.extend(rules.iter().filter(|_| chance.below(2) == 0));
    let mut anyone = || chance.below(count);
    if count > 0 {
        criteria.apart = (0..count / 4).map(|_| [anyone(), anyone()]).collect();
        criteria.together = (0..count / 12).map(|_| vec![anyone(), anyone()]).collect();
        if count > 20 {
            criteria.kept = vec![
                Kept { members: vec![anyone()], entry: Entry::Open },
                Kept { members: vec![anyone(), anyone()], entry: Entry::Closed },
            ];
        }
    }
    (candidates, criteria)
}

/// As [`anything`], where the criteria do not contradict themselves.
fn anything_formed(seed: u64, work: u64) -> Option<(Candidates, Criteria, Proposal)> {
    let (candidates, criteria) = anything(seed);
    match form(&candidates, &criteria, seed, Budget::Work(work), &mut go_on) {
        Ok(proposal) => Some((candidates, criteria, proposal)),
        Err(
            FormError::TooFewCandidates { .. }
            | FormError::TogetherKeptApart { .. }
            | FormError::KeptBreaks { .. }
            | FormError::KeptTwice { .. },
        ) => None,
        Err(other) => panic!("{other}"),
    }
}

/// Every kind of vector this machine has, the plain one first. Kinds that it has not cannot be asked for.
pub(crate) fn vectors() -> Vec<Arch> {
    let mut kinds = vec![Arch::Scalar];
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    {
        kinds.extend(pulp::x86::V3::try_new().map(Arch::V3));
        kinds.extend(pulp::x86::V4::try_new().map(Arch::V4));
    }
    #[cfg(target_arch = "aarch64")]
    kinds.extend(pulp::aarch64::Neon::try_new().map(Arch::Neon));
    kinds
}
