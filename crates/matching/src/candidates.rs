//! The people who could be in a group, by index, with what is known about them in columns.

use std::collections::BTreeMap;

use crate::{FormError, Hours};

/// Everyone to be considered. A candidate is an index in `0..len()`; names stay with the caller.
///
/// ```
/// use matching::{Candidates, Column};
/// let mut candidates = Candidates::new(3);
/// let years = candidates.add(Column::Numeric(vec![Some(2.0), Some(9.5), None]))?;
/// candidates.mark_optional(2)?;
/// assert!(candidates.add(Column::Categorical(vec![None])).is_err());
/// # let _ = years;
/// # Ok::<(), matching::FormError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Candidates {
    columns: Vec<Column>,
    scales: Vec<f32>,
    hours: Vec<Option<Hours>>,
    optional: Vec<bool>,
    willing: Vec<bool>,
}

/// One attribute of all candidates. `None`, an empty list or a number that is not finite means that
/// it is not known. Ties that are not listed are none.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// One code each: industry, function, organisation.
    Categorical(Vec<Option<u32>>),
    /// Several codes each: interests, languages. Order and repetition do not matter.
    Multi(Vec<Vec<u32>>),
    /// A number each: years in role.
    Numeric(Vec<Option<f32>>),
    /// A level each on a ladder of ranks, one step from each to the next: seniority.
    Ordinal(Vec<Option<u32>>),
    /// Who each is tied to and how strongly, from 0 to 1: they shared a group before. [`Column::ties`]
    /// makes it of pairs. A tie counts for both; of several between two, the strongest.
    Ties(Vec<Vec<(usize, f32)>>),
}

impl Column {
    /// Ties of so many candidates from a list of pairs; those of one pair add up, to at most 1. For
    /// groups shared before, a pair might count 1 for the last round and half of that for each round
    /// earlier.
    ///
    /// ```
    /// use matching::Column;
    /// let met = Column::ties(3, [([0, 1], 0.5), ([1, 0], 0.25)]);
    /// assert_eq!(met, Column::Ties(vec![vec![(1, 0.75)], vec![(0, 0.75)], vec![]]));
    /// ```
    pub fn ties(count: usize, pairs: impl IntoIterator<Item = ([usize; 2], f32)>) -> Self {
        let mut sums: BTreeMap<[usize; 2], f32> = BTreeMap::new();
        for ([one, other], strength) in pairs {
            let sum = sums.entry([one.min(other), one.max(other)]).or_default();
            *sum = (*sum + strength).min(1.0);
        }
        let mut ties = vec![Vec::new(); count];
        for ([one, other], strength) in sums {
            for (who, with) in [(one, other), (other, one)] {
                if let Some(list) = ties.get_mut(who) {
                    list.push((with, strength));
                }
            }
        }
        Self::Ties(ties)
    }

    fn entries(&self) -> usize {
        match self {
            Self::Categorical(values) | Self::Ordinal(values) => values.len(),
            Self::Multi(values) => values.len(),
            Self::Numeric(values) => values.len(),
            Self::Ties(values) => values.len(),
        }
    }
}

/// A column of the candidates it was added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub(crate) usize);

impl Candidates {
    /// So many candidates of whom nothing is known: free at all hours, to be placed if at all
    /// possible, and not willing to be the only one of their kind.
    pub fn new(count: usize) -> Self {
        Self {
            columns: Vec::new(),
            scales: Vec::new(),
            hours: vec![None; count],
            optional: vec![false; count],
            willing: vec![false; count],
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.hours.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// Adds an attribute with one entry per candidate; [`FormError::ColumnLength`] otherwise.
    pub fn add(&mut self, mut column: Column) -> Result<ColumnId, FormError> {
        self.check_length(column.entries())?;
        let mut scale = 1.0;
        match &mut column {
            Column::Categorical(_) => {}
            Column::Multi(values) => {
                for codes in values {
                    codes.sort_unstable();
                    codes.dedup();
                }
            }
            Column::Numeric(values) => {
                for value in values.iter_mut() {
                    *value = value.filter(|number| number.is_finite());
                }
                scale = usual_range(values);
            }
            Column::Ordinal(levels) => {
                let known = || levels.iter().copied().flatten();
                let range = known().max().zip(known().min()).map_or(0, |(most, least)| most - least);
                scale = level(range.max(1));
            }
            Column::Ties(ties) => mutual(ties)?,
        }
        self.columns.push(column);
        self.scales.push(scale);
        Ok(ColumnId(self.columns.len() - 1))
    }

    /// Sets everyone's hours; `None` is free always.
    pub fn set_hours(&mut self, hours: Vec<Option<Hours>>) -> Result<(), FormError> {
        self.check_length(hours.len())?;
        self.hours = hours;
        Ok(())
    }

    /// This candidate is placed only where nobody else is kept out for it.
    pub fn mark_optional(&mut self, who: usize) -> Result<(), FormError> {
        *self.optional.get_mut(who).ok_or(FormError::NoSuchCandidate { who })? = true;
        Ok(())
    }

    /// This candidate does not mind being the only one of their kind in a group.
    pub fn mark_willing_only_one(&mut self, who: usize) -> Result<(), FormError> {
        *self.willing.get_mut(who).ok_or(FormError::NoSuchCandidate { who })? = true;
        Ok(())
    }

    /// The column as stored: lists sorted, numbers finite.
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.get(id.0)
    }

    /// A candidate's hours; `None` is free always.
    pub fn hours(&self, who: usize) -> Option<&Hours> {
        self.hours.get(who)?.as_ref()
    }

    pub(crate) fn make_optional(&mut self, who: usize) {
        self.optional.get_mut(who).into_iter().for_each(|flag| *flag = true);
    }

    pub(crate) fn make_willing_only_one(&mut self, who: usize) {
        self.willing.get_mut(who).into_iter().for_each(|flag| *flag = true);
    }

    pub(crate) fn forget_code(&mut self, id: ColumnId, who: usize) {
        if let Some(Column::Categorical(values)) = self.columns.get_mut(id.0)
            && let Some(value) = values.get_mut(who)
        {
            *value = None;
        }
    }

    pub(crate) fn is_optional(&self, who: usize) -> bool {
        self.optional.get(who).is_some_and(|flag| *flag)
    }

    pub(crate) fn is_willing_only_one(&self, who: usize) -> bool {
        self.willing.get(who).is_some_and(|flag| *flag)
    }

    pub(crate) fn code(&self, id: ColumnId, who: usize) -> Option<u32> {
        match self.columns.get(id.0)? {
            Column::Categorical(values) => *values.get(who)?,
            _ => None,
        }
    }

    pub(crate) fn codes(&self, id: ColumnId, who: usize) -> &[u32] {
        match self.columns.get(id.0) {
            Some(Column::Multi(values)) => values.get(who).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    pub(crate) fn number(&self, id: ColumnId, who: usize) -> Option<f32> {
        match self.columns.get(id.0)? {
            Column::Numeric(values) => *values.get(who)?,
            Column::Ordinal(levels) => levels.get(who)?.map(level),
            _ => None,
        }
    }

    /// How strongly two are tied, from 0 to 1.
    pub(crate) fn tie(&self, id: ColumnId, one: usize, other: usize) -> f32 {
        let Some(Column::Ties(ties)) = self.columns.get(id.0) else { return 0.0 };
        let list = ties.get(one).map_or(&[][..], Vec::as_slice);
        let found = list.binary_search_by_key(&other, |(who, _)| *who);
        found.ok().and_then(|position| list.get(position)).map_or(0.0, |(_, strength)| *strength)
    }

    /// The difference that counts as 1 in a numeric or ordinal column.
    pub(crate) fn scale(&self, id: ColumnId) -> f32 {
        self.scales.get(id.0).copied().unwrap_or(1.0)
    }

    fn check_length(&self, found: usize) -> Result<(), FormError> {
        if found == self.len() {
            Ok(())
        } else {
            Err(FormError::ColumnLength { found, expected: self.len() })
        }
    }
}

/// Ties as both see them, in order, from 0 to 1 each.
fn mutual(ties: &mut [Vec<(usize, f32)>]) -> Result<(), FormError> {
    let count = ties.len();
    let mut strongest: BTreeMap<[usize; 2], f32> = BTreeMap::new();
    for (one, list) in ties.iter_mut().enumerate() {
        for (other, strength) in list.drain(..) {
            if other >= count {
                return Err(FormError::NoSuchCandidate { who: other });
            }
            if one != other && strength > 0.0 {
                let known = strongest.entry([one.min(other), one.max(other)]).or_default();
                *known = known.max(strength.min(1.0));
            }
        }
    }
    for ([one, other], strength) in strongest {
        for (who, with) in [(one, other), (other, one)] {
            if let Some(list) = ties.get_mut(who) {
                list.push((with, strength));
            }
        }
    }
    ties.iter_mut().for_each(|list| list.sort_unstable_by_key(|(who, _)| *who));
    Ok(())
}

/// A level as a number.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "ladders are short")]
fn level(rank: u32) -> f32 {
    rank as f32
}

/// The range without the outermost twentieth at either end, so that one mistyped year does not
/// flatten all other differences; the whole range where that leaves nothing.
fn usual_range(values: &[Option<f32>]) -> f32 {
    let mut known: Vec<f32> = values.iter().copied().flatten().collect();
    known.sort_by(f32::total_cmp);
    let cut = known.len() / 20;
    let between = |low: Option<&f32>, high: Option<&f32>| match (low, high) {
        (Some(low), Some(high)) if high > low => Some(high - low),
        _ => None,
    };
    between(known.get(cut), known.iter().rev().nth(cut))
        .or_else(|| between(known.first(), known.last()))
        .filter(|range| range.is_finite())
        .unwrap_or(1.0)
}
