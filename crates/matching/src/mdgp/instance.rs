//! An instance of the maximally diverse grouping problem, and the text format of the MDGPLIB
//! collection: `n m ss|ds a1 b1 … am bm`, then one line `i j d` for every pair of items.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use thiserror::Error;

/// Most digits kept after the decimal point of a distance.
const DECIMALS_MOST: usize = 9;

/// Items, what every two of them are apart, and how many each group may hold.
///
/// Distances are whole numbers of a decimal unit, so that every sum is exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    items: usize,
    bounds: Vec<RangeInclusive<usize>>,
    /// Digits after the decimal point; a distance is so many `10^-decimals`.
    decimals: usize,
    /// Row `i` holds the distances to `0..i`.
    triangle: Vec<i64>,
}

/// Text that is not an instance, with the line where it ceases to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct ParseError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: ParseProblem,
}

/// What is wrong with a line, or with the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ParseProblem {
    /// The first line does not give the numbers of items and groups.
    #[error("expected the number of items and of groups, each from 1 up")]
    Head,
    /// The third word is neither `ss` nor `ds`.
    #[error("expected ss or ds after the number of groups")]
    Kind,
    /// There are not two whole numbers for every group.
    #[error("expected the least and the most items of each group")]
    Bounds,
    /// No division keeps the bounds.
    #[error("no division of the items keeps these sizes")]
    Sizes,
    /// A line is not two items and a distance.
    #[error("expected two items and their distance")]
    Pair,
    /// An item beyond the last, or a pair of an item with itself.
    #[error("there is no such pair of items")]
    NoSuchPair,
    /// The distance is not a plain number from 0 up that can be held exactly.
    #[error("expected a distance from 0 up, in plain decimals")]
    Distance,
    /// The pair stood on an earlier line too.
    #[error("this pair was given before")]
    Twice,
    /// The text ends before every pair is given.
    #[error("the distances of some pairs are missing")]
    Missing,
}

/// What a division gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Violation {
    /// There are more or fewer groups than bounds.
    #[error("there are {found} groups instead of {expected}")]
    Groups {
        /// Groups given.
        found: usize,
        /// Groups asked for.
        expected: usize,
    },
    /// A group has too few or too many items.
    #[error("group {group} has {size} items")]
    Size {
        /// The group.
        group: usize,
        /// Its items.
        size: usize,
    },
    /// An item is in no group, or in more than one.
    #[error("item {item} is in {groups} groups")]
    Item {
        /// The item.
        item: usize,
        /// The groups it is in.
        groups: usize,
    },
    /// An item beyond the last.
    #[error("there is no item {item}")]
    NoSuchItem {
        /// The item.
        item: usize,
    },
}

impl Instance {
    /// Reads the MDGPLIB format. Pairs may come in any order.
    ///
    /// ```
    /// let instance = matching::mdgp::Instance::parse("3 2 ds 1 2 1 2\n0 1 4.5\n0 2 1\n1 2 0.25\n")?;
    /// assert_eq!(instance.items(), 3);
    /// assert_eq!(instance.objective(&[vec![0, 1], vec![2]]), 4.5);
    /// # Ok::<(), matching::mdgp::ParseError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut lines = text.lines().zip(1..);
        let (head, _) = lines.next().unwrap_or_default();
        let (items, bounds) = parse_head(head).map_err(|problem| ParseError { line: 1, problem })?;
        let pairs = items.checked_mul(items - 1).map_or(usize::MAX, |pairs| pairs / 2);
        if pairs > text.len() {
            return Err(ParseError { line: text.lines().count(), problem: ParseProblem::Missing });
        }
        let mut given: Vec<Option<Decimal>> = vec![None; pairs];
        let mut last = 1;
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            last = line;
            let fault = |problem| ParseError { line, problem };
            let (one, other, distance) = parse_pair(text).map_err(fault)?;
            if one == other || one.max(other) >= items {
                return Err(fault(ParseProblem::NoSuchPair));
            }
            let place = given.get_mut(place(one, other)).ok_or(fault(ParseProblem::NoSuchPair))?;
            if place.replace(distance).is_some() {
                return Err(fault(ParseProblem::Twice));
            }
        }
        let fault = |problem| ParseError { line: last, problem };
        let decimals = given.iter().flatten().map(|distance| distance.decimals).max().unwrap_or(0);
        let unit = |distance: Option<Decimal>| {
            distance.ok_or(ParseProblem::Missing)?.in_units(decimals).ok_or(ParseProblem::Distance)
        };
        let triangle: Result<Vec<i64>, _> = given.into_iter().map(unit).collect();
        let triangle = triangle.map_err(fault)?;
        // Sums of all distances are computed; they must fit.
        triangle
            .iter()
            .try_fold(0_i64, |sum, &distance| sum.checked_add(distance))
            .ok_or(fault(ParseProblem::Distance))?;
        Ok(Self { items, bounds, decimals, triangle })
    }

    /// The MDGPLIB format, as [`Instance::parse`] reads it.
    pub fn write(&self) -> String {
        let unit = self.unit();
        let equal = self.bounds.iter().all(|bounds| bounds.start() == bounds.end());
        let kind = if equal { "ss" } else { "ds" };
        let mut text = format!("{} {} {kind}", self.items, self.bounds.len());
        for bounds in &self.bounds {
            let _ = write!(text, " {} {}", bounds.start(), bounds.end());
        }
        text.push('\n');
        for one in 0..self.items {
            for other in one + 1..self.items {
                let distance = self.units(one, other);
                let _ = write!(text, "{one} {other} {}", distance / unit);
                if self.decimals > 0 {
                    let _ = write!(text, ".{:0width$}", distance % unit, width = self.decimals);
                }
                text.push('\n');
            }
        }
        text
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.items
    }

    /// How many items each group may hold.
    pub fn bounds(&self) -> &[RangeInclusive<usize>] {
        &self.bounds
    }

    /// The sum of the distances of all pairs that share a group: exact but for the last conversion.
    pub fn objective(&self, groups: &[Vec<usize>]) -> f64 {
        let pairs = groups.iter().flat_map(|group| {
            group
                .iter()
                .enumerate()
                .flat_map(move |(at, &one)| group.iter().take(at).map(move |&other| (one, other)))
        });
        self.in_distances(pairs.map(|(one, other)| self.units(one, other)).sum())
    }

    /// Everything a division gets wrong; nothing if it is valid.
    pub fn violations(&self, groups: &[Vec<usize>]) -> Vec<Violation> {
        let mut violations = Vec::new();
        if groups.len() != self.bounds.len() {
            violations.push(Violation::Groups { found: groups.len(), expected: self.bounds.len() });
        }
        for (group, (members, bounds)) in groups.iter().zip(&self.bounds).enumerate() {
            if !bounds.contains(&members.len()) {
                violations.push(Violation::Size { group, size: members.len() });
            }
        }
        let mut seen = vec![0; self.items];
        for &item in groups.iter().flatten() {
            match seen.get_mut(item) {
                Some(groups) => *groups += 1,
                None => violations.push(Violation::NoSuchItem { item }),
            }
        }
        let wrong = seen.into_iter().enumerate().filter(|&(_, groups)| groups != 1);
        violations.extend(wrong.map(|(item, groups)| Violation::Item { item, groups }));
        violations
    }

    /// The distance of two items in units of the last decimal; 0 where there is no such pair.
    pub(super) fn units(&self, one: usize, other: usize) -> i64 {
        if one == other { 0 } else { self.triangle.get(place(one, other)).copied().unwrap_or(0) }
    }

    /// Units of the last decimal as a distance.
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "beyond 2^53 units the last digits go"
    )]
    pub(super) fn in_distances(&self, units: i64) -> f64 {
        units as f64 / self.unit() as f64
    }

    /// So many units are a distance of one.
    fn unit(&self) -> i64 {
        power_of_ten(self.decimals).unwrap_or(1)
    }
}

/// Where a pair stands in the triangle.
fn place(one: usize, other: usize) -> usize {
    let (low, high) = (one.min(other), one.max(other));
    high * high.saturating_sub(1) / 2 + low
}

fn parse_head(line: &str) -> Result<(usize, Vec<RangeInclusive<usize>>), ParseProblem> {
    let mut words = line.split_whitespace();
    let mut count = || words.next()?.parse().ok().filter(|&count: &usize| count > 0);
    let (items, groups) = count().zip(count()).ok_or(ParseProblem::Head)?;
    if !words.next().is_some_and(|kind| kind == "ss" || kind == "ds") {
        return Err(ParseProblem::Kind);
    }
    let numbers: Result<Vec<usize>, _> = words.map(str::parse).collect();
    let numbers = numbers.map_err(|_| ParseProblem::Bounds)?;
    let (pairs, rest) = numbers.as_chunks::<2>();
    if pairs.len() != groups || !rest.is_empty() {
        return Err(ParseProblem::Bounds);
    }
    let sum = |side: usize| {
        pairs.iter().filter_map(|pair| pair.get(side)).fold(0_usize, |sum, &size| sum.saturating_add(size))
    };
    if pairs.iter().any(|[least, most]| least > most) || sum(0) > items || sum(1) < items {
        return Err(ParseProblem::Sizes);
    }
    // A group never holds more than all items.
    Ok((items, pairs.iter().map(|&[least, most]| least..=most.min(items)).collect()))
}

fn parse_pair(line: &str) -> Result<(usize, usize, Decimal), ParseProblem> {
    let mut words = line.split_whitespace();
    let (Some(one), Some(other), Some(distance), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(ParseProblem::Pair);
    };
    let (Ok(one), Ok(other)) = (one.parse(), other.parse()) else { return Err(ParseProblem::Pair) };
    Ok((one, other, Decimal::parse(distance).ok_or(ParseProblem::Distance)?))
}

/// A plain decimal number as it was written.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i64,
    decimals: usize,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part = part.trim_end_matches('0');
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > DECIMALS_MOST {
            return None;
        }
        let units = if part.is_empty() { 0 } else { part.parse().ok()? };
        let whole: i64 = whole.parse().ok()?;
        let digits = whole.checked_mul(power_of_ten(part.len())?)?.checked_add(units)?;
        Some(Self { digits, decimals: part.len() })
    }

    fn in_units(self, decimals: usize) -> Option<i64> {
        self.digits.checked_mul(power_of_ten(decimals.checked_sub(self.decimals)?)?)
    }
}

fn power_of_ten(exponent: usize) -> Option<i64> {
    10_i64.checked_pow(u32::try_from(exponent).ok()?)
}
