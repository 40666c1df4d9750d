//! Groups proposed, and why someone has none.

use std::ops::ControlFlow;

use matching::{Budget, Kept, Progress};

use super::{FormationError, Must, Round};

/// Groups proposed, and how good they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Members of each group in rising order; kept groups first, in their order.
    pub groups: Vec<Vec<usize>>,
    /// Everyone else, in rising order.
    pub unplaced: Vec<Unplaced>,
    /// How well the wishes are met, 0 to 1; 0 when there are none.
    pub score: f64,
    /// How well groups drawn by lot would meet them, 0 to 1.
    pub by_chance: f64,
    /// A score that no groups of the placed people exceed. How near one comes is not known.
    pub bound: f64,
    /// The same for each wish.
    pub wishes: Vec<Met>,
    /// Trials made.
    pub work: u64,
}

/// How well one wish is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// The attribute.
    pub attribute: String,
    /// What was wished of it.
    pub aim: Aim,
    /// How well it is met, 0 to 1.
    pub score: f64,
    /// How well groups drawn by lot would meet it.
    pub by_chance: f64,
}

/// What is wished of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// Members are alike.
    Similar,
    /// Members differ.
    Different,
    /// Any two have something in common.
    Shared,
    /// No line along it and another such attribute parts the group.
    Crossing,
}

/// Somebody without a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Who.
    pub who: usize,
    /// What stands in the way, the most telling first.
    pub obstacles: Vec<Obstacle>,
    /// The smallest single change of the criteria that would place them, where one would.
    pub would_place: Option<WouldPlace>,
}

/// What stands in the way of placing somebody. Groups are indices into [`Proposal::groups`].
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// Their own hours are fewer than a group must share.
    OwnHours {
        /// Hours of their own, in stretches long enough to meet, in the poorer season.
        own: f64,
        /// Hours that are needed.
        least: f64,
    },
    /// They are the only one of their kind in the whole roster.
    OnlyOneOfAll(String),
    /// They go together with these, for whom there is no place either.
    Together(Vec<usize>),
    /// This would break in every group.
    Everywhere(Must),
    /// This is all that would break in the nearest group.
    Nearest {
        /// The group.
        group: usize,
        /// What would break.
        broken: Vec<Must>,
    },
    /// There is no group they could join.
    NoGroups,
}

/// A change of the criteria and the group it would open.
#[derive(Clone, Debug, PartialEq)]
pub struct WouldPlace {
    /// The group, an index into [`Proposal::groups`].
    pub group: usize,
    /// What would have to give way.
    pub relaxation: Relaxation,
}

/// A must made as little weaker as places somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Relaxation {
    /// Groups of up to so many.
    Size(usize),
    /// So many hours in common instead of those asked for.
    CommonHours(f64),
    /// A band of stages so wide.
    StageBand(f32),
    /// An exception for these, who would meet in spite of the must.
    Meeting {
        /// What would be excepted.
        must: Must,
        /// Who would meet.
        who: Vec<usize>,
    },
    /// A group without a language common to all.
    NoSharedLanguage,
    /// A group in which nobody can facilitate.
    NoFacilitator,
    /// These being willing to be the only one of their kind.
    OnlyOne {
        /// In this attribute.
        attribute: String,
        /// Who.
        who: Vec<usize>,
    },
}

impl Proposal {
    /// How much of the way from groups drawn by lot to perfect ones it goes, 0 to 1.
    ///
    /// ```
    /// use peergroups::formation::Proposal;
    /// let proposal = Proposal {
    ///     groups: vec![],
    ///     unplaced: vec![],
    ///     score: 0.8,
    ///     by_chance: 0.6,
    ///     bound: 0.9,
    ///     wishes: vec![],
    ///     work: 0,
    /// };
    /// assert!((proposal.gain() - 0.5).abs() < 1e-9);
    /// ```
    pub fn gain(&self) -> f64 {
        if self.by_chance < 1.0 {
            ((self.score - self.by_chance) / (1.0 - self.by_chance)).max(0.0)
        } else {
            0.0
        }
    }

    /// Of 100 parts that could at most be had, how many these groups have and how many groups drawn by lot would
    /// have, never rounded up; `None` when nothing is wished for. Whether 100 can be reached is not known.
    ///
    /// ```
    /// # use peergroups::formation::Proposal;
    /// # let (groups, unplaced, wishes) = (vec![], vec![], vec![]);
    /// let proposal =
    ///     Proposal { groups, unplaced, score: 0.8, by_chance: 0.6, bound: 0.9, wishes, work: 0 };
    /// assert_eq!(proposal.of_hundred(), Some([88, 66]));
    /// ```
    pub fn of_hundred(&self) -> Option<[u8; 2]> {
        let part = |score: f64| {
            let part = (score / self.bound * 100.0 + 1e-6).floor();
            (0..=100).rev().find(|whole| f64::from(*whole) <= part).unwrap_or(0)
        };
        (self.bound > 0.0).then(|| [part(self.score), part(self.by_chance)])
    }
}

impl Round<'_> {
    /// Proposes groups in which every must holds. `kept` groups come first; closed ones are taken as they
    /// are. The same profiles, criteria, `seed` and work give the same groups on every machine. `progress` is
    /// called every few thousand trials and ends the search early by breaking.
    pub fn propose(
        &self,
        kept: &[Kept],
        seed: u64,
        budget: Budget,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Proposal, FormationError> {
        let asked = matching::Criteria { kept: kept.to_vec(), ..self.asked.clone() };
        let formed = matching::form(&self.candidates, &asked, seed, budget, progress)?;
        let parts = formed.score.parts.iter().zip(&formed.by_chance.parts);
        let met = self.wishes.iter().zip(parts).map(|((attribute, aim), (score, by_chance))| Met {
            attribute: attribute.name.clone(),
            aim: *aim,
            score: *score,
            by_chance: *by_chance,
        });
        Ok(Proposal {
            wishes: met.collect(),
            unplaced: formed.unplaced.iter().map(|unplaced| self.unplaced(unplaced)).collect(),
            groups: formed.groups,
            score: formed.score.total,
            by_chance: formed.by_chance.total,
            bound: formed.bound,
            work: formed.work,
        })
    }

    fn unplaced(&self, unplaced: &matching::Unplaced) -> Unplaced {
        let would_place = unplaced
            .would_place
            .as_ref()
            .map(|would| WouldPlace { group: would.group, relaxation: self.relaxation(&would.relaxation) });
        let obstacles = unplaced.reasons.iter().map(|reason| self.obstacle(reason)).collect();
        Unplaced { who: unplaced.who, obstacles, would_place }
    }

    fn obstacle(&self, reason: &matching::Reason) -> Obstacle {
        match reason {
            matching::Reason::OwnHours { own: [winter, summer], least } => Obstacle::OwnHours {
                own: self.stretch_hours(*winter.min(summer)),
                least: self.stretch_hours(*least),
            },
            matching::Reason::OnlyOneOfAll(column) => {
                Obstacle::OnlyOneOfAll(self.lonely_attribute(matching::Constraint::NotOnlyOne(*column)))
            }
            matching::Reason::Together(others) => Obstacle::Together(others.clone()),
            matching::Reason::Everywhere(constraint) => Obstacle::Everywhere(self.must(*constraint)),
            matching::Reason::Nearest { group, broken } => Obstacle::Nearest {
                group: *group,
                broken: broken.iter().map(|constraint| self.must(*constraint)).collect(),
            },
            matching::Reason::NobodyLeftWith(column) => {
                Obstacle::Everywhere(self.must(matching::Constraint::AtLeastOne(*column)))
            }
            matching::Reason::NoGroups => Obstacle::NoGroups,
        }
    }

    pub(super) fn relaxation(&self, relaxation: &matching::Relaxation) -> Relaxation {
        match relaxation {
            matching::Relaxation::Size { to, .. } => Relaxation::Size(*to),
            matching::Relaxation::CommonHours { to, .. } => Relaxation::CommonHours(self.stretch_hours(*to)),
            matching::Relaxation::Band { to, .. } => Relaxation::StageBand(*to),
            matching::Relaxation::Meeting { constraint, who } => {
                Relaxation::Meeting { must: self.must(*constraint), who: who.clone() }
            }
            matching::Relaxation::NoSharedValue(_) => Relaxation::NoSharedLanguage,
            matching::Relaxation::NobodyWith(_) => Relaxation::NoFacilitator,
            matching::Relaxation::OnlyOne { column, who } => Relaxation::OnlyOne {
                attribute: self.lonely_attribute(matching::Constraint::NotOnlyOne(*column)),
                who: who.clone(),
            },
        }
    }

    fn lonely_attribute(&self, constraint: matching::Constraint) -> String {
        match self.must(constraint) {
            Must::NotOnlyOne(attribute) => attribute,
            _ => String::new(),
        }
    }
}
