//! What the rules say of a whole group beyond its pairs, with each different week kept once.
#![expect(clippy::indexing_slicing, reason = "kinds are indexed by what made them")]

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::rules::group_offences;
use crate::{Hours, Rule};

/// Judges groups by the rules that do not wholly show in facets.
pub(crate) struct Judge<'p> {
    problem: &'p Problem<'p>,
    /// Quarter-hours that must be common, where a rule says so.
    least: Option<u32>,
    rules: Vec<Rule>,
    pub(crate) kinds: Vec<Hours>,
    /// Which of the kinds each person has; beyond the last is free always.
    pub(crate) kind_of: Vec<usize>,
}

impl<'p> Judge<'p> {
    pub(crate) fn new(problem: &'p Problem<'p>) -> Self {
        let candidates = problem.candidates;
        let mut least = None;
        let mut rules = Vec::new();
        for rule in problem.group_rules.iter().chain(&problem.required) {
            match rule {
                Rule::CommonHours { least: one } => least = least.max(Some(*one)),
                _ => rules.push(*rule),
            }
        }
        let mut judge = Self { problem, least, rules, kinds: Vec::new(), kind_of: Vec::new() };
        if least.is_some() {
            let mut known: BTreeMap<&Hours, usize> = BTreeMap::new();
            let mut kinds = Vec::new();
            let kind_of = (0..candidates.len()).map(|who| {
                candidates.hours(who).map_or(usize::MAX, |hours| {
                    *known.entry(hours).or_insert_with(|| {
                        kinds.push(*hours);
                        kinds.len() - 1
                    })
                })
            });
            judge.kind_of = kind_of.collect();
            judge.kinds = kinds;
        }
        judge
    }

    /// The bits of the kinds that leave enough in common with this one.
    pub(crate) fn going_with(&self, kind: &Hours, least: u32) -> i32 {
        let enough = |other: &&Hours| Hours::seasons_short(&[kind, other].into_iter(), least) == 0;
        (0..).zip(&self.kinds).filter(|(_, other)| enough(other)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Whether there is anything to judge.
    pub(crate) fn is_needed(&self) -> bool {
        self.least.is_some() || !self.rules.is_empty() || !self.problem.criteria.apart.is_empty()
    }

    /// Offences of the group but for those its facets know.
    pub(crate) fn offences(&self, members: &[usize]) -> i32 {
        let candidates = self.problem.candidates;
        let mut offences: u32 = self.rules.iter().map(|rule| group_offences(candidates, rule, members)).sum();
        if let Some(least) = self.least {
            let hours = members.iter().filter_map(|&who| self.kinds.get(self.kind_of[who]));
            offences += Hours::seasons_short(&hours, least);
        }
        if !self.problem.criteria.apart.is_empty() {
            for (position, &one) in members.iter().enumerate() {
                let others = &members[..position];
                offences +=
                    others.iter().map(|&other| u32::from(self.problem.apart(one, other))).sum::<u32>();
            }
        }
        i32::try_from(offences).unwrap_or(i32::MAX)
    }
}
