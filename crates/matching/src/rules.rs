//! What a rule finds in two people and in a group: the one place that knows what keeps and what
//! breaks it. Most rules already show in pairs; what only shows in a whole group is counted apart.

use crate::wishes::common_codes;
use crate::{Candidates, ColumnId, Constraint, Criteria, Hours, Rule};

/// Whether this rule keeps two people from ever being in one group.
pub(crate) fn forbids_pair(candidates: &Candidates, rule: &Rule, [one, other]: [usize; 2]) -> bool {
    match *rule {
        Rule::ApartBy(column) => {
            let code = candidates.code(column, one);
            code.is_some() && code == candidates.code(column, other)
        }
        Rule::Band { column, width } => {
            match (candidates.number(column, one), candidates.number(column, other)) {
                (Some(one), Some(other)) => (one - other).abs() > width,
                _ => false,
            }
        }
        Rule::SharedValue(column) => {
            let (one, other) = (candidates.codes(column, one), candidates.codes(column, other));
            !one.is_empty() && !other.is_empty() && common_codes(one, other) == 0
        }
        Rule::NotOnlyOne(_) | Rule::AtLeastOne { .. } => false,
        Rule::CommonHours { least } => seasons_short(candidates, least, &[one, other]) > 0,
    }
}

/// How far a group is from keeping a rule, beyond what its pairs show; 0 when it is kept.
pub(crate) fn group_offences(candidates: &Candidates, rule: &Rule, members: &[usize]) -> u32 {
    match *rule {
        Rule::ApartBy(_) | Rule::Band { .. } => 0,
        Rule::SharedValue(_) | Rule::NotOnlyOne(_) => {
            let mut count = 0;
            each_offender(candidates, rule, members, |_| count += 1);
            count
        }
        Rule::CommonHours { least } => seasons_short(candidates, least, members),
        Rule::AtLeastOne { column, code } => {
            u32::from(!members.iter().any(|&who| has_code(candidates, column, code, who)))
        }
    }
}

/// Why a group breaks a rule: who is concerned, in order; nobody when it is kept.
pub(crate) fn offenders(candidates: &Candidates, rule: &Rule, members: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    match *rule {
        Rule::ApartBy(_) | Rule::Band { .. } => {
            found = in_a_forbidden_pair(members, |pair| forbids_pair(candidates, rule, pair));
        }
        Rule::SharedValue(_) | Rule::NotOnlyOne(_) => {
            each_offender(candidates, rule, members, |who| found.push(who));
        }
        Rule::CommonHours { least } => {
            if seasons_short(candidates, least, members) > 0 {
                let without = |who: usize| {
                    let others: Vec<usize> =
                        members.iter().copied().filter(|&member| member != who).collect();
                    seasons_short(candidates, least, &others)
                };
                found = members.iter().copied().filter(|&who| without(who) == 0).collect();
                if found.is_empty() {
                    found = members.to_vec();
                }
            }
        }
        Rule::AtLeastOne { .. } if group_offences(candidates, rule, members) > 0 => found = members.to_vec(),
        Rule::AtLeastOne { .. } => {}
    }
    found
}

/// Whether somebody has this code, alone or among others.
pub(crate) fn has_code(candidates: &Candidates, column: ColumnId, code: u32, who: usize) -> bool {
    candidates.code(column, who) == Some(code) || candidates.codes(column, who).binary_search(&code).is_ok()
}

/// Members who are in at least one pair that may not be.
pub(crate) fn in_a_forbidden_pair(members: &[usize], forbidden: impl Fn([usize; 2]) -> bool) -> Vec<usize> {
    let meets_one = |&who: &usize| members.iter().any(|&other| other != who && forbidden([who, other]));
    members.iter().copied().filter(meets_one).collect()
}

/// Every hard constraint that stands in these criteria, once each.
pub(crate) fn constraints(criteria: &Criteria) -> Vec<Constraint> {
    let mut all = vec![Constraint::Size];
    if !criteria.apart.is_empty() {
        all.push(Constraint::Apart);
    }
    if !criteria.together.is_empty() {
        all.push(Constraint::Together);
    }
    all.extend(criteria.rules.iter().map(Rule::constraint));
    all.sort_unstable();
    all.dedup();
    all
}

fn seasons_short(candidates: &Candidates, least: u32, members: &[usize]) -> u32 {
    Hours::seasons_short(&members.iter().filter_map(|&who| candidates.hours(who)), least)
}

fn each_offender(candidates: &Candidates, rule: &Rule, members: &[usize], mut offends: impl FnMut(usize)) {
    match *rule {
        Rule::SharedValue(column) => {
            let codes = |who: usize| candidates.codes(column, who);
            let holders =
                |code: u32| members.iter().filter(|&&who| codes(who).binary_search(&code).is_ok()).count();
            let judged = members.iter().filter(|&&who| !codes(who).is_empty()).count();
            // The smallest of the most widely held values, so that the order of members is nothing.
            let (mut widest, mut most) = (0, 0);
            for &code in members.iter().flat_map(|&who| codes(who)) {
                let held = holders(code);
                if held > most || (held == most && code < widest) {
                    (widest, most) = (code, held);
                }
                if most == judged {
                    return;
                }
            }
            for &who in members {
                if !codes(who).is_empty() && codes(who).binary_search(&widest).is_err() {
                    offends(who);
                }
            }
        }
        Rule::NotOnlyOne(column) => {
            for &who in members {
                let code = candidates.code(column, who);
                let alone = code.is_some()
                    && !members.iter().any(|&other| other != who && candidates.code(column, other) == code);
                if alone && !candidates.is_willing_only_one(who) {
                    offends(who);
                }
            }
        }
        Rule::ApartBy(_) | Rule::Band { .. } | Rule::CommonHours { .. } | Rule::AtLeastOne { .. } => {}
    }
}
