//! Lines that part a group: where attributes that shall cross go along with each other.

use std::collections::BTreeMap;

use matching::{Column, Finding};

use super::{Account, Cost, Reason};
use crate::formation::Round;
use crate::formation::attribute::Attribute;

impl Round<'_> {
    /// Where attributes that shall cross part the group along one line, and whether they do nowhere.
    pub(super) fn explain_lines(&self, findings: &[Finding], account: &mut Account) {
        /// From here on a line is told: half of what two halves that differ in both would come to.
        const TOLD: f64 = 0.5;
        /// Up to here there is none to speak of.
        const NONE: f64 = 0.2;
        let mut strongest: f64 = 0.0;
        let mut told: Vec<[usize; 2]> = Vec::new();
        let mut crossing = Vec::new();
        for (wish, finding) in findings.iter().enumerate() {
            let Finding::Aligned { with, strength } = finding else { continue };
            let Some(other) = self.asked.wishes.iter().position(|wish| wish.column == *with) else {
                continue;
            };
            strongest = strongest.max(*strength);
            crossing.push(wish);
            if *strength >= TOLD && !told.contains(&[other, wish]) {
                told.push([wish, other]);
            }
        }
        for [one, other] in told {
            let lines = [self.line(&account.members, one, other), self.line(&account.members, other, one)];
            let besides = |line: &Cost| match line {
                Cost::Faultline { besides, people, .. } => (*besides, *people),
                _ => (usize::MAX, 0),
            };
            let name =
                |wish: usize| self.wishes.get(wish).map_or("", |(attribute, _)| attribute.name.as_str());
            let parted = || Cost::Parted { attribute: name(one).to_owned(), other: name(other).to_owned() };
            let line = lines.into_iter().flatten().min_by_key(besides);
            account.costs.push(line.unwrap_or_else(parted));
        }
        let varies = |wish: &usize| self.kinds_in(&account.members, *wish).len() > 1;
        if crossing.len() > 1 && strongest <= NONE && crossing.iter().all(varies) {
            let names = crossing.iter().filter_map(|wish| Some(self.wishes.get(*wish)?.0.name.clone()));
            account.reasons.push(Reason::Crossing(names.collect()));
        }
    }

    /// The members of each kind in the attribute of a wish.
    fn kinds_in(&self, members: &[usize], wish: usize) -> BTreeMap<u32, Vec<usize>> {
        let mut kinds: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        if let Some((Attribute { column: Column::Categorical(codes), .. }, _)) = self.wishes.get(wish) {
            for who in members {
                if let Some(code) = codes.get(*who).copied().flatten() {
                    kinds.entry(code).or_default().push(*who);
                }
            }
        }
        kinds
    }

    /// The line from one attribute to another: a kind of two and more who are all alike in the other attribute,
    /// which as few of the rest as possible are.
    fn line(&self, members: &[usize], wish: usize, other: usize) -> Option<Cost> {
        let (attribute, beside) = (&self.wishes.get(wish)?.0, &self.wishes.get(other)?.0);
        let (kinds, others) = (self.kinds_in(members, wish), self.kinds_in(members, other));
        let mut lines = Vec::new();
        for (code, holders) in
            kinds.iter().filter(|(_, holders)| holders.len() > 1 && holders.len() < members.len())
        {
            for (along, alike) in &others {
                if holders.iter().all(|who| alike.contains(who)) {
                    lines.push((alike.len() - holders.len(), holders.len(), *code, *along));
                }
            }
        }
        let (besides, people, code, along) = lines.into_iter().min()?;
        // Where most of the rest are the same, it is no line.
        (besides * 2 <= members.len() - people).then(|| Cost::Faultline {
            attribute: attribute.name.clone(),
            label: attribute.label(code).to_owned(),
            people,
            other: beside.name.clone(),
            other_label: beside.label(along).to_owned(),
            besides,
        })
    }
}
