//! How a charter is stored: what acts as a document, the group's own words apart from it.

use std::collections::BTreeMap;

use peergroups::charter::{Charter, Clause, Topic};
use serde::{Deserialize, Serialize};

use super::entities::{StoredClause, StoredClauses};

/// What acts of a charter.
pub(super) fn clauses(charter: &Charter) -> StoredClauses {
    let stored = |clause: &Clause| StoredClause {
        topic: clause.topic().name().to_owned(),
        values: clause.values().map(|(of, value)| (of.name.to_owned(), value.text())).collect(),
    };
    StoredClauses(charter.clauses().iter().map(stored).collect())
}

/// A charter without the group's own words. What a later release does not know any more is left out, and what it asks
/// besides is as usual.
pub(super) fn charter(stored: &StoredClauses) -> Charter {
    let clause = |stored: &StoredClause| {
        let values = stored.values.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Some(Clause::read(Topic::named(&stored.topic)?, values, "").0)
    };
    Charter::of(stored.0.iter().filter_map(clause))
}

/// The group's own words by topic, as they are sealed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Words(BTreeMap<String, String>);

impl Words {
    pub(super) fn of(charter: &Charter) -> Self {
        let own = charter.clauses().iter().filter(|clause| !clause.words.is_empty());
        Self(own.map(|clause| (clause.topic().name().to_owned(), clause.words.clone())).collect())
    }

    pub(super) fn text(&self) -> String {
        serde_json::json!(self.0).to_string()
    }

    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The charter with these words.
    pub(super) fn beside(&self, terms: &Charter) -> Charter {
        let with_words = |clause: &Clause| {
            let mut clause = clause.clone();
            clause.words = self.0.get(clause.topic().name()).cloned().unwrap_or_default();
            clause
        };
        Charter::of(terms.clauses().iter().map(with_words))
    }
}
