//! Scheduling questions in a file of the form `junto-scheduling-cases/1`, and their answers.
//!
//! A file lists cases of several kinds, each with an input and perhaps the answer that is expected. `questions.rs` is
//! the form of the inputs, `answers.rs` finds the answers, `compare.rs` tells an answer from what was expected.

mod questions;
mod answers;
mod busy;
mod compare;

pub use compare::difference;
use serde_json::{Value, json};

use crate::zone::ZoneData;

/// The form of the files that are read.
pub const SCHEMA: &str = "junto-scheduling-cases/1";
/// The form of the answers.
pub const ANSWERS_SCHEMA: &str = "junto-scheduling-answers/1";

/// One question and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its name in the file.
    pub id: String,
    /// What is asked: `expand`, `overlap`, `optimise`, `rotation`, `resolve` or `busy_from_ics`.
    pub kind: String,
    /// What the file says is right, if it says so.
    pub expected: Option<Value>,
    /// The answer, or what is wrong with the question.
    pub answer: Result<Value, String>,
}

/// Why a file holds no cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is no JSON; the line counts from 1.
    #[error("no JSON at line {line}, column {column}")]
    NoJson {
        /// Where reading stopped.
        line: usize,
        /// The place in that line.
        column: usize,
    },
    /// It says that it has another form, or does not say.
    #[error("the file must say \"schema\": \"{SCHEMA}\" and list its \"cases\"")]
    OtherForm,
}

/// Answers the cases of a file, in order. A case that is not understood costs that case only.
///
/// ```
/// use calendar::ZoneData;
/// use calendar::cases::answer;
///
/// let file = r#"{"schema": "junto-scheduling-cases/1", "cases": [{"id": "gap", "kind": "resolve",
///     "input": [{"tz": "Europe/Paris", "date": "2027-03-28", "time": "02:45"}]}]}"#;
/// let cases = answer(file, &ZoneData::bundled())?;
/// let answer = cases[0].answer.as_ref().expect("the question is well put");
/// assert_eq!(answer[0]["utc"], "2027-03-28T01:45Z");
/// # Ok::<(), calendar::cases::FileError>(())
/// ```
pub fn answer(file: &str, data: &ZoneData) -> Result<Vec<Case>, FileError> {
    let file: Value = serde_json::from_str(file)
        .map_err(|error| FileError::NoJson { line: error.line(), column: error.column() })?;
    let cases = file.get("cases").and_then(Value::as_array).ok_or(FileError::OtherForm)?;
    if file.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        return Err(FileError::OtherForm);
    }
    Ok(cases.iter().map(|case| answered(case, data)).collect())
}

/// The answers as a file of their own: each case by its id and kind, with its `answer` or its `problem`.
pub fn to_json(cases: &[Case], data: &ZoneData) -> Value {
    let answers = cases.iter().map(|case| match &case.answer {
        Ok(answer) => json!({ "id": case.id, "kind": case.kind, "answer": answer }),
        Err(problem) => json!({ "id": case.id, "kind": case.kind, "problem": problem }),
    });
    json!({ "schema": ANSWERS_SCHEMA, "tzdb": data.version(), "answers": answers.collect::<Vec<Value>>() })
}

fn answered(case: &Value, data: &ZoneData) -> Case {
    let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = text("kind");
    let input = case.get("input").cloned().unwrap_or_default();
    let answer = match kind.as_str() {
        "expand" => answers::expand(input, data),
        "overlap" => answers::overlap(input, data),
        "optimise" => answers::optimise(input, data),
        "rotation" => answers::rotation(input, data),
        "busy_from_ics" => busy::busy(input, data),
        "resolve" => answers::resolve(input, data),
        _ => Err(format!("cases of kind {kind:?} are not known")),
    };
    Case { id: text("id"), expected: case.get("expected").cloned(), kind, answer }
}

#[cfg(test)]
mod tests;
