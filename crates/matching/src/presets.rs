//! What is usually wanted of groups, in plain words.
//!
//! The evidence gives directions, not sizes; how much each wish counts beside the others is our own
//! judgment, and a round may set its own.
//!
//! - People in the same stage of work have more to ask each other, and those who choose peers do so
//!   universally by level, years or size. That better peers help is shown by trial (Cai and Szeidl,
//!   *Interfirm relationships and business performance*, Quarterly Journal of Economics 133, 2018).
//! - Differences of the task (trade, function, experience) help a little; differences of origin as
//!   such do not (Horwitz and Horwitz, *The effects of team diversity on team outcomes*, Journal of
//!   Management 33, 2007). So there is no wish here to differ in origin; that nobody need be the
//!   only one of their kind is a rule ([`Rule::NotOnlyOne`](crate::Rule::NotOnlyOne)).
//! - Where differences of task and origin run along one line, attendance suffers: so they shall cross.

use crate::{Aim, ColumnId, Wish};

/// Which columns of a roster say what, as far as it says it.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// How far people are in their work: years in role, seniority.
    pub stage: Option<ColumnId>,
    /// What they work at: industry, function.
    pub tasks: Vec<ColumnId>,
    /// What they want to talk about: interests, goals.
    pub topics: Vec<ColumnId>,
    /// Whom they were in a group with before; a column of ties.
    pub shared_before: Option<ColumnId>,
    /// Categorical columns between which no line shall part a group: tasks, sector, gender.
    pub crossing: Vec<ColumnId>,
}

/// What a round is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Alike in stage and different in task about equally, with something to talk about.
    #[default]
    Balanced,
    /// First of all alike in stage, for people who are new to groups of this kind.
    Peers,
    /// First of all different in task, for people who have been peers for long.
    Variety,
    /// First of all new to each other, for those who had groups before.
    NewFaces,
}

impl Preset {
    /// The wishes, for [`Criteria::wishes`](crate::Criteria::wishes).
    ///
    /// ```
    /// use matching::{Aim, Candidates, Column, Criteria, Meaning, Preset};
    /// let mut candidates = Candidates::new(4);
    /// let years = candidates.add(Column::Numeric([1.0, 2.0, 8.0, 9.0].map(Some).to_vec()))?;
    /// let meaning = Meaning { stage: Some(years), ..Meaning::default() };
    /// let mut criteria = Criteria::of_size(2..=2);
    /// criteria.wishes = Preset::Peers.wishes(&meaning);
    /// assert_eq!(criteria.wishes[0].aim, Aim::Similar);
    /// # Ok::<(), matching::FormError>(())
    /// ```
    pub fn wishes(self, meaning: &Meaning) -> Vec<Wish> {
        let [stage, tasks, topics, new, crossing] = match self {
            Self::Balanced => [4.0, 4.0, 1.0, 2.0, 1.0],
            Self::Peers => [6.0, 2.0, 2.0, 1.0, 1.0],
            Self::Variety => [2.0, 6.0, 1.0, 2.0, 1.0],
            Self::NewFaces => [3.0, 3.0, 1.0, 6.0, 1.0],
        };
        let mut wishes = Vec::new();
        let mut add = |columns: &[ColumnId], aim: Aim, weight: f32| {
            let each = columns.iter().fold(0.0, |count: f32, _| count + 1.0);
            wishes.extend(columns.iter().map(|&column| Wish { column, aim, weight: weight / each }));
        };
        add(meaning.stage.as_slice(), Aim::Similar, stage);
        add(&meaning.tasks, Aim::Different, tasks);
        add(&meaning.topics, Aim::Shared, topics);
        add(meaning.shared_before.as_slice(), Aim::Different, new);
        // One column alone has no other to part a group along.
        let crossing_columns = Some(meaning.crossing.as_slice()).filter(|columns| columns.len() > 1);
        add(crossing_columns.unwrap_or_default(), Aim::Crossing, crossing);
        wishes
    }
}
