//! A criteria file read, or what is wrong with it and where.

use super::CriteriaFile;

/// Why a criteria file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    pub problem: CriteriaProblem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriteriaProblem {
    /// There is no such key; the nearest there is.
    UnknownKey { key: String, nearest: String },
    /// Anything else, as it was put.
    Other(String),
}

/// Reads a criteria file.
pub fn read_criteria(text: &str) -> Result<CriteriaFile, CriteriaError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let problem = unknown_key(error.message())
            .unwrap_or_else(|| CriteriaProblem::Other(error.message().to_owned()));
        CriteriaError { line, problem }
    })
}

/// The key that is meant by ``unknown field `a`, expected one of `b`, `c` ``.
fn unknown_key(message: &str) -> Option<CriteriaProblem> {
    let mut named = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = named.next()?.to_owned();
    let nearest = named.min_by_key(|known| strsim::damerau_levenshtein(known, &key))?.to_owned();
    Some(CriteriaProblem::UnknownKey { key, nearest })
}
