//! A change by hand, weighed before it is made.

use matching::{Change, ChangeError};

use super::{Account, Broken};
use crate::formation::{Must, Round};

/// What a change by hand would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// The groups concerned: first the one left, then the one joined.
    pub sides: Vec<Side>,
    /// What is broken only afterwards, with the index of the group.
    pub newly_broken: Vec<(usize, Broken)>,
    /// How the score of all changes, in its unit.
    pub difference: f64,
}

/// One group before and after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its index.
    pub group: usize,
    /// As it is.
    pub before: Account,
    /// As it would be.
    pub after: Account,
}

impl Round<'_> {
    /// Weighs a change by hand: both groups before and after, and what it would newly break.
    pub fn weigh(&self, groups: &[Vec<usize>], change: Change) -> Result<Weighing, ChangeError> {
        let weighed = matching::weigh(&self.candidates, &self.asked, groups, change)?;
        let (leaving, joining) = match change {
            Change::Move { who, .. } => (who, None),
            Change::Swap { who, with, .. } => (who, Some(with)),
        };
        let after = |members: &[usize]| -> Vec<usize> {
            let (out, into) =
                if members.contains(&leaving) { (Some(leaving), joining) } else { (joining, Some(leaving)) };
            members.iter().copied().filter(|who| Some(*who) != out).chain(into).collect()
        };
        let sides: Vec<Side> = weighed
            .sides
            .iter()
            .filter_map(|side| {
                let members = groups.get(side.group)?;
                let (before, after) = (self.account(members), self.account(&after(members)));
                Some(Side { group: side.group, before, after })
            })
            .collect();
        let newly_broken = sides
            .iter()
            .flat_map(|side| {
                let already = |must: &Must| side.before.broken.iter().any(|broken| broken.must == *must);
                let newly = side.after.broken.iter().filter(move |broken| !already(&broken.must));
                newly.map(|broken| (side.group, broken.clone()))
            })
            .collect();
        Ok(Weighing { sides, newly_broken, difference: weighed.difference })
    }
}
