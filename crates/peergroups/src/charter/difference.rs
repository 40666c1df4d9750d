//! What changed between two versions of a charter.

use similar::{ChangeTag, TextDiff};

use super::{Charter, Clause, Parameter, Topic, Value};

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The clause is new.
    Added {
        /// Which.
        topic: Topic,
    },
    /// The clause is gone.
    Removed {
        /// Which.
        topic: Topic,
    },
    /// A parameter has another value.
    Parameter {
        /// Of which clause.
        topic: Topic,
        /// Which.
        parameter: &'static Parameter,
        /// What it was.
        from: Value,
        /// What it is.
        to: Value,
    },
    /// The group's own words changed.
    Words {
        /// Of which clause.
        topic: Topic,
        /// Old and new words in reading order.
        runs: Vec<Run>,
    },
}

/// A stretch of words with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of it.
    pub change: Change,
    /// The words, with the blanks between them.
    pub text: String,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// They stand in both.
    Kept,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// What changed from one version to another, in the order of the new one; what was removed comes last. The order of
/// clauses is no difference.
pub fn differences(old: &Charter, new: &Charter) -> Vec<Difference> {
    let mut found = Vec::new();
    for clause in new.clauses() {
        match old.clause(clause.topic()) {
            Some(before) => found.extend(within(before, clause)),
            None => found.push(Difference::Added { topic: clause.topic() }),
        }
    }
    let removed = old.clauses().iter().map(Clause::topic).filter(|topic| new.clause(*topic).is_none());
    found.extend(removed.map(|topic| Difference::Removed { topic }));
    found
}

fn within(old: &Clause, new: &Clause) -> Vec<Difference> {
    let topic = new.topic();
    let values = old.values().zip(new.values()).filter(|((_, from), (_, to))| from != to);
    let mut found: Vec<Difference> = values
        .map(|((parameter, from), (_, to))| Difference::Parameter { topic, parameter, from, to })
        .collect();
    if old.words != new.words {
        found.push(Difference::Words { topic, runs: runs(&old.words, &new.words) });
    }
    found
}

fn runs(old: &str, new: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for piece in TextDiff::from_words(old, new).iter_all_changes() {
        let change = match piece.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match runs.last_mut() {
            Some(run) if run.change == change => run.text.push_str(piece.value()),
            _ => runs.push(Run { change, text: piece.value().to_owned() }),
        }
    }
    runs
}
