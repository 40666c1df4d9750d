//! Candidates and criteria checked and made ready for the search: people who go together joined
//! into units, and what every two people are to each other in one number.
#![expect(clippy::indexing_slicing, reason = "indices are checked once, in `Problem::new`")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, AddAssign, Sub, SubAssign};

use crate::faultlines::Crossing;
use crate::rules::{forbids_pair, group_offences};
use crate::wishes::pair_worth;
use crate::{Aim, Candidates, Column, ColumnId, Constraint, Criteria, Entry, FormError, Hours, Rule};

/// Up to so many candidates, what every two are to each other is kept in memory (2 bytes a pair).
pub(crate) const MATRIX_MOST: usize = 8_192;
/// Up to so many different hours, which two of them leave too little in common is kept too.
const HOURS_MOST: usize = 1_024;

/// A pair's worth is a whole number up to this, so that sums are exact in any order.
pub(crate) const PAIR_WORTH_MOST: u16 = 0x7FFF;
const FORBIDDEN: u16 = 0x8000;
/// The least that a mean over pairs can differ by is one of so many parts of a pair's worth: what every
/// whole number up to 16 divides, so that for groups of up to 17 means are exact.
pub(crate) const SHARE: i32 = 720_720;

/// The worth of some pairs and how many of them are forbidden, in one whole number: sums and
/// differences of both at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs(i64);

impl Pairs {
    const FORBIDDEN: u32 = 40;

    #[inline]
    fn of(value: u16) -> Self {
        Self(i64::from(value & PAIR_WORTH_MOST) | i64::from(value >> 15) << Self::FORBIDDEN)
    }

    #[inline]
    pub(crate) fn worth(self) -> i64 {
        self.0 & ((1 << Self::FORBIDDEN) - 1)
    }

    #[inline]
    pub(crate) fn forbidden(self) -> i64 {
        self.0 >> Self::FORBIDDEN
    }
}

impl Add for Pairs {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Pairs {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Pairs {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Pairs {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

/// What one candidate is to each other.
#[derive(Clone, Copy)]
pub(crate) struct Row<'p> {
    problem: &'p Problem<'p>,
    who: usize,
    kept: Option<&'p [u16]>,
}

impl Row<'_> {
    #[inline]
    pub(crate) fn with(&self, other: usize) -> Pairs {
        Pairs::of(match self.kept {
            Some(row) => row[other],
            None => self.problem.pair(self.who, other),
        })
    }

    pub(crate) fn sum(&self, others: &[usize]) -> Pairs {
        others.iter().fold(Pairs::default(), |sum, &other| sum + self.with(other))
    }
}

/// What the search works on.
pub(crate) struct Problem<'c> {
    pub(crate) candidates: &'c Candidates,
    pub(crate) criteria: &'c Criteria,
    pub(crate) least: usize,
    pub(crate) most: usize,
    /// The rules that do not wholly show in pairs and that leaving can mend.
    pub(crate) group_rules: Vec<Rule>,
    /// What at least one member of every group must have.
    pub(crate) required: Vec<Rule>,
    /// The columns whose differences shall cross, where there are any.
    pub(crate) crossing: Option<Crossing>,
    /// People who go together or not at all; most alone. Those in closed groups are in none.
    pub(crate) units: Vec<Unit>,
    /// The unit of each candidate; [`CLOSED`] in a closed group.
    pub(crate) unit_of: Vec<usize>,
    /// How many of the kept groups are open; those are the first groups of every partition.
    pub(crate) open_kept: usize,
    apart: Vec<Vec<usize>>,
    scarce: ScarceHours,
    matrix: Option<Vec<u16>>,
}

/// Unit index of people in closed groups.
pub(crate) const CLOSED: usize = usize::MAX;

/// People who go together.
pub(crate) struct Unit {
    pub(crate) members: Vec<usize>,
    /// The open kept group they stay in, counted among the open ones.
    pub(crate) pinned: Option<usize>,
    /// What it costs to leave them out, in quarters of an offence: less than to break a rule by
    /// placing them, so that the search leaves out whom it cannot place well.
    pub(crate) price: i64,
    /// Whether no group at all could take them.
    pub(crate) hopeless: bool,
}

impl Unit {
    pub(crate) fn is_movable(&self) -> bool {
        self.pinned.is_none() && !self.hopeless
    }
}

impl<'c> Problem<'c> {
    pub(crate) fn new(candidates: &'c Candidates, criteria: &'c Criteria) -> Result<Self, FormError> {
        let mut problem = Self::unjoined(candidates, criteria)?;
        problem.unit_of = vec![CLOSED; candidates.len()];
        problem.join_units()?;
        problem.check_kept()?;
        let people: usize = problem.units.iter().map(|unit| unit.members.len()).sum();
        if people > 0 && people < problem.least && criteria.kept.is_empty() {
            return Err(FormError::TooFewCandidates { candidates: people, least: problem.least });
        }
        problem.give_up_hopeless();
        if candidates.len() <= MATRIX_MOST {
            problem.fill_matrix();
        }
        Ok(problem)
    }

    /// Without units and without the matrix: enough to judge pairs and groups by, and quick to make.
    pub(crate) fn unjoined(candidates: &'c Candidates, criteria: &'c Criteria) -> Result<Self, FormError> {
        check_references(candidates, criteria)?;
        Ok(Self {
            candidates,
            criteria,
            least: *criteria.size.start(),
            most: *criteria.size.end(),
            group_rules: criteria
                .rules
                .iter()
                .filter(|rule| {
                    !matches!(rule, Rule::ApartBy(_) | Rule::Band { .. } | Rule::AtLeastOne { .. })
                })
                .copied()
                .collect(),
            required: required(criteria),
            crossing: Crossing::new(candidates, criteria, SHARE),
            units: Vec::new(),
            unit_of: Vec::new(),
            open_kept: 0,
            apart: neighbours(candidates.len(), &criteria.apart),
            scarce: ScarceHours::new(candidates, criteria),
            matrix: None,
        })
    }

    /// How many people the search could place: all who are not in closed groups and not hopeless.
    pub(crate) fn people(&self) -> usize {
        self.units.iter().filter(|unit| !unit.hopeless).map(|unit| unit.members.len()).sum()
    }

    /// How many groups it takes to keep apart those of one code.
    pub(crate) fn groups_least(&self) -> usize {
        let people = self.units.iter().filter(|unit| !unit.hopeless).flat_map(|unit| &unit.members);
        let mut holders: BTreeMap<(ColumnId, u32), usize> = BTreeMap::new();
        for &who in people {
            for rule in &self.criteria.rules {
                if let Rule::ApartBy(column) = *rule
                    && let Some(code) = self.candidates.code(column, who)
                {
                    *holders.entry((column, code)).or_default() += 1;
                }
            }
        }
        holders.into_values().max().unwrap_or_default()
    }

    /// How many groups can have everything that at least one member must have.
    pub(crate) fn groups_most(&self) -> usize {
        let holding = |rule: &&Rule| {
            let has = |&who: &usize| group_offences(self.candidates, rule, &[who]) == 0;
            self.units.iter().filter(|unit| !unit.hopeless && unit.members.iter().any(has)).count()
        };
        self.required.iter().map(|rule| holding(&rule)).min().unwrap_or(usize::MAX)
    }

    /// How many of the things that somebody must have nobody among these has.
    #[inline]
    pub(crate) fn lacking(&self, members: &[usize]) -> i64 {
        let rules = self.required.iter();
        rules.map(|rule| i64::from(group_offences(self.candidates, rule, members))).sum()
    }

    /// Whether somebody stays in a group they are kept in.
    pub(crate) fn is_kept(&self, who: usize) -> bool {
        self.units.get(self.unit_of[who]).is_none_or(|unit| unit.pinned.is_some())
    }

    /// What one candidate is to each other.
    #[inline]
    pub(crate) fn row(&self, who: usize) -> Row<'_> {
        let count = self.candidates.len();
        let kept = self.matrix.as_ref().map(|matrix| &matrix[who * count..][..count]);
        Row { problem: self, who, kept }
    }

    /// Whether two candidates may not be in one group.
    pub(crate) fn forbidden(&self, one: usize, other: usize) -> bool {
        self.apart(one, other) || self.criteria.rules.iter().any(|rule| self.forbids(rule, one, other))
    }

    /// Whether one of the rules keeps two candidates from being in one group.
    pub(crate) fn forbids(&self, rule: &Rule, one: usize, other: usize) -> bool {
        match rule {
            Rule::CommonHours { .. } => self.scarce.between(self.candidates, rule, one, other),
            _ => forbids_pair(self.candidates, rule, [one, other]),
        }
    }

    /// Whether two candidates are named as an apart pair.
    pub(crate) fn apart(&self, one: usize, other: usize) -> bool {
        self.apart[one].binary_search(&other).is_ok()
    }

    /// Which pairs and rules these people break as one group, whatever its size.
    pub(crate) fn broken(&self, members: &[usize]) -> Vec<Constraint> {
        let any_pair = |breaks: &dyn Fn(usize, usize) -> bool| {
            members
                .iter()
                .enumerate()
                .any(|(position, &one)| members.iter().take(position).any(|&other| breaks(one, other)))
        };
        let mut broken = Vec::new();
        if any_pair(&|one, other| self.apart(one, other)) {
            broken.push(Constraint::Apart);
        }
        for rule in &self.criteria.rules {
            let breaks = match rule {
                Rule::ApartBy(_) | Rule::Band { .. } => {
                    any_pair(&|one, other| forbids_pair(self.candidates, rule, [one, other]))
                }
                _ => group_offences(self.candidates, rule, members) > 0,
            };
            if breaks {
                broken.push(rule.constraint());
            }
        }
        broken.sort_unstable();
        broken.dedup();
        broken
    }

    fn pair(&self, one: usize, other: usize) -> u16 {
        let forbidden = if self.forbidden(one, other) { FORBIDDEN } else { 0 };
        whole(pair_worth(self.candidates, self.criteria, [one, other])) | forbidden
    }

    fn fill_matrix(&mut self) {
        let count = self.candidates.len();
        let mut matrix = vec![0; count * count];
        for one in 0..count {
            for other in 0..one {
                let value = self.pair(one, other);
                matrix[one * count + other] = value;
                matrix[other * count + one] = value;
            }
        }
        self.matrix = Some(matrix);
    }

    /// Joins overlapping together-sets and everyone else alone into units.
    fn join_units(&mut self) -> Result<(), FormError> {
        let count = self.candidates.len();
        let mut kept_in: Vec<Option<usize>> = vec![None; count];
        for (group, kept) in self.criteria.kept.iter().enumerate() {
            for &who in &kept.members {
                if kept_in[who].replace(group).is_some() {
                    return Err(FormError::KeptTwice { who });
                }
            }
        }
        let sets = joined(count, &self.criteria.together);
        let open: Vec<bool> = self.criteria.kept.iter().map(|kept| kept.entry == Entry::Open).collect();
        self.open_kept = open.iter().filter(|open| **open).count();
        for members in sets {
            let places: BTreeSet<usize> = members.iter().filter_map(|&who| kept_in[who]).collect();
            let place = places.first().copied();
            let closed = place.is_some_and(|group| !open[group]);
            let all_in_closed = || members.iter().all(|&who| kept_in[who] == place);
            if places.len() > 1 || (closed && !all_in_closed()) {
                return Err(FormError::TogetherKeptApart { members });
            }
            if closed {
                continue;
            }
            let price = |&who: &usize| if self.candidates.is_optional(who) { 2 } else { 3 };
            for &who in &members {
                self.unit_of[who] = self.units.len();
            }
            self.units.push(Unit {
                price: members.iter().map(price).sum(),
                hopeless: false,
                pinned: place.map(|group| open[..group].iter().filter(|open| **open).count()),
                members,
            });
        }
        Ok(())
    }

    /// Finds those who have too few hours of their own, are the only one of all and mind, or go together with
    /// people with whom they may not or who are too many.
    fn give_up_hopeless(&mut self) {
        let candidates = self.candidates;
        let mut holders: BTreeMap<(ColumnId, u32), usize> = BTreeMap::new();
        for rule in &self.group_rules {
            if let Rule::NotOnlyOne(column) = *rule {
                for code in (0..candidates.len()).filter_map(|who| candidates.code(column, who)) {
                    *holders.entry((column, code)).or_default() += 1;
                }
            }
        }
        let is_hopeless = |who: usize| {
            self.group_rules.iter().any(|rule| match *rule {
                Rule::NotOnlyOne(column) => {
                    !candidates.is_willing_only_one(who)
                        && candidates
                            .code(column, who)
                            .is_some_and(|code| holders.get(&(column, code)) == Some(&1))
                }
                _ => group_offences(candidates, rule, &[who]) > 0,
            })
        };
        let hopeless = |unit: &Unit| {
            let members = &unit.members;
            let breaks = || members.len() > 1 && first_for_good(self.broken(members)).is_some();
            unit.pinned.is_none()
                && (members.len() > self.most || breaks() || members.iter().any(|&who| is_hopeless(who)))
        };
        let hopeless: Vec<bool> = self.units.iter().map(hopeless).collect();
        self.units.iter_mut().zip(hopeless).for_each(|(unit, hopeless)| unit.hopeless = hopeless);
    }

    fn check_kept(&self) -> Result<(), FormError> {
        let open = (0..).zip(&self.criteria.kept).filter(|(_, kept)| kept.entry == Entry::Open);
        for (place, (group, _)) in open.enumerate() {
            let pinned = self.units.iter().filter(|unit| unit.pinned == Some(place));
            let members: Vec<usize> = pinned.flat_map(|unit| unit.members.clone()).collect();
            if members.len() > self.most {
                return Err(FormError::KeptBreaks { group, constraint: Constraint::Size });
            }
            if let Some(constraint) = first_for_good(self.broken(&members)) {
                return Err(FormError::KeptBreaks { group, constraint });
            }
        }
        Ok(())
    }
}

fn required(criteria: &Criteria) -> Vec<Rule> {
    criteria.rules.iter().filter(|rule| matches!(rule, Rule::AtLeastOne { .. })).copied().collect()
}

/// The first constraint that nobody's joining could mend.
fn first_for_good(broken: Vec<Constraint>) -> Option<Constraint> {
    broken
        .into_iter()
        .find(|constraint| !matches!(constraint, Constraint::NotOnlyOne(_) | Constraint::AtLeastOne(_)))
}

/// Which hours have too little in common, looked up by the few different hours people have.
struct ScarceHours {
    kind_of: Vec<usize>,
    kinds: usize,
    table: Vec<bool>,
}

impl ScarceHours {
    fn new(candidates: &Candidates, criteria: &Criteria) -> Self {
        let least = criteria.rules.iter().filter_map(|rule| match rule {
            Rule::CommonHours { least } => Some(*least),
            _ => None,
        });
        let mut scarce = Self { kind_of: Vec::new(), kinds: 0, table: Vec::new() };
        let Some(least) = least.max() else { return scarce };
        let everyone = 0..candidates.len();
        let different: BTreeSet<Option<&Hours>> = everyone.clone().map(|who| candidates.hours(who)).collect();
        if different.len() > HOURS_MOST {
            return scarce;
        }
        let kinds: Vec<Option<&Hours>> = different.into_iter().collect();
        scarce.kinds = kinds.len();
        scarce.kind_of =
            everyone.map(|who| kinds.binary_search(&candidates.hours(who)).unwrap_or(0)).collect();
        for one in &kinds {
            scarce.table.extend(kinds.iter().map(|other| {
                Hours::seasons_short(&[one, other].into_iter().filter_map(|kind| *kind), least) > 0
            }));
        }
        scarce
    }

    fn between(&self, candidates: &Candidates, rule: &Rule, one: usize, other: usize) -> bool {
        if self.table.is_empty() {
            return forbids_pair(candidates, rule, [one, other]);
        }
        self.table[self.kind_of[one] * self.kinds + self.kind_of[other]]
    }
}

fn neighbours(count: usize, pairs: &[[usize; 2]]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for &[one, other] in pairs.iter().filter(|[one, other]| one != other) {
        neighbours[one].push(other);
        neighbours[other].push(one);
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}

/// Everyone, in sets who go together: overlapping sets in one, most people alone.
pub(crate) fn joined(count: usize, together: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..count).collect();
    for set in together {
        for pair in set.windows(2) {
            let (one, other) = (find(&mut leader, pair[0]), find(&mut leader, pair[1]));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for who in 0..count {
        sets.entry(find(&mut leader, who)).or_default().push(who);
    }
    sets.into_values().collect()
}

fn find(leader: &mut [usize], who: usize) -> usize {
    let mut at = who;
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a worth is between 0 and 1, and conversion saturates"
)]
fn whole(worth: f32) -> u16 {
    ((worth * f32::from(PAIR_WORTH_MOST) + 0.5) as u16).min(PAIR_WORTH_MOST)
}

/// Checks every index, column and number the criteria hold.
pub(crate) fn check_references(candidates: &Candidates, criteria: &Criteria) -> Result<(), FormError> {
    let (least, most) = (*criteria.size.start(), *criteria.size.end());
    if least == 0 || least > most {
        return Err(FormError::SizeRange { least, most });
    }
    let pairs = criteria.apart.iter().flatten();
    let sets = criteria.together.iter().flatten();
    let kept = criteria.kept.iter().flat_map(|kept| &kept.members);
    if let Some(&who) = pairs.chain(sets).chain(kept).find(|&&who| who >= candidates.len()) {
        return Err(FormError::NoSuchCandidate { who });
    }
    for (index, wish) in criteria.wishes.iter().enumerate() {
        let column = column(candidates, wish.column)?;
        if !wish.weight.is_finite() || wish.weight < 0.0 {
            return Err(FormError::Weight { wish: index });
        }
        let fits = match wish.aim {
            Aim::Within(_) => matches!(column, Column::Numeric(_) | Column::Ordinal(_)),
            Aim::Crossing => matches!(column, Column::Categorical(_)),
            Aim::Different | Aim::Similar | Aim::Shared => true,
        };
        if !fits {
            return Err(FormError::ColumnKind { column: wish.column });
        }
    }
    for rule in &criteria.rules {
        let Some(id) = rule.column() else { continue };
        let fits = match (rule, column(candidates, id)?) {
            (Rule::Band { width, .. }, Column::Numeric(_) | Column::Ordinal(_)) => {
                if width.is_nan() || *width < 0.0 {
                    return Err(FormError::BandWidth { column: id });
                }
                true
            }
            (Rule::ApartBy(_) | Rule::NotOnlyOne(_), Column::Categorical(_))
            | (Rule::SharedValue(_), Column::Multi(_))
            | (Rule::AtLeastOne { .. }, Column::Categorical(_) | Column::Multi(_)) => true,
            _ => false,
        };
        if !fits {
            return Err(FormError::ColumnKind { column: id });
        }
    }
    Ok(())
}

fn column(candidates: &Candidates, id: ColumnId) -> Result<&Column, FormError> {
    candidates.column(id).ok_or(FormError::NoSuchColumn { column: id })
}
