//! The charter: what a group has agreed on, as an object that acts.
//!
//! A charter is a short list of clauses out of a library of [`Topic`]s. A [`Clause`] carries values of its topic's
//! [`Parameter`]s, which act (when somebody is at risk of losing their seat, how a question is decided, when the charter
//! is reviewed), and the group's own words, which do not. Who acts reads the charter through its terms, such as
//! [`Charter::decisions`].
//!
//! The library follows the constitutions that forums publish: Vinny's Gift, Real Leaders, Vistage and the sample
//! constitution of the Entrepreneurs' Organization. Which few of its topics a new group starts from is ours.

mod agreement;
mod clause;
mod contradiction;
mod difference;
mod library;
mod parameter;
mod pattern;
mod terms;
#[cfg(test)]
mod tests;

pub use self::agreement::{Force, Place, Signatory, in_force};
pub use self::clause::{Clause, WrongValue};
pub use self::contradiction::{Contradiction, contradictions};
pub use self::difference::{Change, Difference, Run, differences};
pub use self::library::Topic;
pub use self::parameter::{Kind, Parameter, Unit, Value};
pub use self::pattern::{PATTERNS, Pattern};
pub use self::terms::{Decisions, Membership, Rhythm, Size};

/// What a group agrees on: clauses in order, at most one of each topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Charter {
    clauses: Vec<Clause>,
}

impl Charter {
    /// The short charter that a new group starts from, with usual values and no words yet.
    ///
    /// ```
    /// use peergroups::charter::{Charter, Clause, Topic};
    ///
    /// let mut charter = Charter::usual();
    /// assert_eq!(charter.review(), Some(12));
    /// charter.put(Clause::usual(Topic::Review).with("months", "6").unwrap());
    /// assert_eq!(charter.review(), Some(6));
    /// ```
    pub fn usual() -> Self {
        Self::of(Topic::ALL.into_iter().filter(|topic| topic.is_usual()).map(Clause::usual))
    }

    /// Made of these clauses, in this order. Where a topic comes twice, the later clause stands in the earlier's place.
    pub fn of(clauses: impl IntoIterator<Item = Clause>) -> Self {
        let mut charter = Self::default();
        for clause in clauses {
            charter.put(clause);
        }
        charter
    }

    /// In order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// What was agreed on this topic, if anything was.
    pub fn clause(&self, topic: Topic) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.topic() == topic)
    }

    /// Puts a clause in the place of the one of its topic, or at the end.
    pub fn put(&mut self, clause: Clause) {
        match self.clauses.iter_mut().find(|one| one.topic() == clause.topic()) {
            Some(one) => *one = clause,
            None => self.clauses.push(clause),
        }
    }

    /// Takes a clause out.
    pub fn remove(&mut self, topic: Topic) {
        self.clauses.retain(|clause| clause.topic() != topic);
    }
}
