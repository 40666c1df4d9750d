//! Every division of a few people tried, where no shorter proof is found.
#![expect(clippy::indexing_slicing, reason = "sets of a few people index tables made for them")]

use super::relaxed::relaxed;
use super::view::{Held, View};
use super::{Because, Contradiction, WayOut, minimal};
use crate::{Candidates, Constraint, Criteria, Relaxation};

/// Up to so many people.
const PEOPLE_MOST: usize = 12;

pub(super) fn no_division(view: &View<'_>) -> Option<Contradiction> {
    if view.free.len() > PEOPLE_MOST || !view.kept.is_empty() {
        return None;
    }
    let sets = Sets::new(view);
    let fails = |held: &Held| !sets.divide(&view.names(*held));
    if !fails(&view.all()) {
        return None;
    }
    let constraints = view.names(minimal(view, fails));
    let ways_out = ways_out(view, &constraints);
    Some(Contradiction { constraints, people: view.free.clone(), because: Because::EveryDivision, ways_out })
}

/// Whether there are groups that keep all of these constraints and have a place for all who must.
fn can_divide(candidates: &Candidates, criteria: &Criteria, constraints: &[Constraint]) -> bool {
    let held = |constraint: &Constraint| constraints.contains(constraint);
    View::new(candidates, criteria).is_ok_and(|view| {
        let still: Vec<Constraint> = view.constraints.iter().copied().filter(held).collect();
        Sets::new(&view).divide(&still)
    })
}

/// What every set of the people would break as one group; a set is a number whose bits are people.
struct Sets {
    broken: Vec<Vec<Constraint>>,
    must: usize,
}

impl Sets {
    fn new(view: &View<'_>) -> Self {
        let people = &view.free;
        let must = (0..people.len()).filter(|&one| view.must(people[one])).fold(0, |set, one| set | 1 << one);
        let broken = (0..1_usize << people.len()).map(|set| {
            let members: Vec<usize> =
                (0..people.len()).filter(|one| set >> one & 1 == 1).map(|one| people[one]).collect();
            let mut broken = view.problem.broken(&members);
            if !view.problem.criteria.size.contains(&members.len()) {
                broken.push(Constraint::Size);
            }
            let torn = |set: &[usize]| {
                set.iter().any(|who| members.contains(who)) && !set.iter().all(|who| members.contains(who))
            };
            if view.sets().any(torn) {
                broken.push(Constraint::Together);
            }
            broken
        });
        Self { broken: broken.collect(), must }
    }

    fn divide(&self, constraints: &[Constraint]) -> bool {
        let is_group = |broken: &Vec<Constraint>| !broken.iter().any(|one| constraints.contains(one));
        let groups: Vec<bool> = self.broken.iter().map(is_group).collect();
        let mut possible = vec![false; groups.len()];
        for left in 0..groups.len() {
            // Whoever must be placed and comes first is in one of the groups.
            let must = left & self.must;
            let first = must & must.wrapping_neg();
            let mut group = left;
            possible[left] = must == 0;
            while group > 0 && !possible[left] {
                possible[left] = group & first != 0 && groups[group] && possible[left & !group];
                group = (group - 1) & left;
            }
        }
        possible.last().copied().unwrap_or(true)
    }
}

/// Single changes that allow a division, the least of each kind.
fn ways_out(view: &View<'_>, constraints: &[Constraint]) -> Vec<WayOut> {
    let (candidates, criteria) = (view.problem.candidates, view.problem.criteria);
    let helps = |way: &WayOut| {
        let (candidates, criteria) = relaxed(candidates, criteria, way);
        can_divide(&candidates, &criteria, constraints)
    };
    let mut ways = Vec::new();
    let (least, most) = (view.problem.least, view.problem.most);
    for &constraint in constraints {
        let relax = |relaxation: Relaxation| Some(WayOut::Relax(relaxation)).filter(&helps);
        match constraint {
            Constraint::Size => {
                let larger = (most + 1..=view.free.len()).map(|to| Relaxation::Size { from: most, to });
                ways.extend(larger.map(WayOut::Relax).find(&helps));
                let smaller = (1..least).rev().map(|to| WayOut::SmallerGroups { from: least, to });
                ways.extend(smaller.into_iter().find(&helps));
            }
            Constraint::Apart => {
                let pairs =
                    criteria.apart.iter().map(|pair| Relaxation::Meeting { constraint, who: pair.to_vec() });
                ways.extend(pairs.map(WayOut::Relax).find(&helps));
            }
            Constraint::SharedValue(column) => ways.extend(relax(Relaxation::NoSharedValue(column))),
            Constraint::AtLeastOne(column) => ways.extend(relax(Relaxation::NobodyWith(column))),
            Constraint::NotOnlyOne(column) => {
                let one = view.free.iter().map(|&who| Relaxation::OnlyOne { column, who: vec![who] });
                ways.extend(one.map(WayOut::Relax).find(&helps));
            }
            Constraint::ApartBy(column) => {
                let pairs = view.free.iter().enumerate().flat_map(|(position, &one)| {
                    let same = move |&&other: &&usize| {
                        candidates.code(column, other) == candidates.code(column, one)
                    };
                    view.free[..position].iter().filter(same).map(move |&other| vec![other, one])
                });
                let pairs = pairs.map(|who| WayOut::Relax(Relaxation::Meeting { constraint, who }));
                ways.extend(pairs.into_iter().find(&helps));
            }
            Constraint::Together => {
                let sets = view.sets().map(|set| WayOut::Part(set.iter().skip(1).copied().collect()));
                ways.extend(sets.into_iter().find(&helps));
            }
            Constraint::Band(_) | Constraint::CommonHours => {}
        }
    }
    ways.extend(view.free.iter().map(|&who| WayOut::LeaveOut(vec![who])).find(&helps));
    ways
}
