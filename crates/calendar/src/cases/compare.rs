//! Where an answer differs from what is expected.

use serde_json::Value;

/// Lists of which the expectation may give only the beginning, because whoever asks chooses how many to tell.
const BEGINNINGS: [&str; 2] = ["first_occurrences_utc", "top"];

/// The first difference, as its place, what was expected and what was answered. What an answer says beyond what is
/// expected is no difference.
///
/// ```
/// use calendar::cases::difference;
/// use serde_json::json;
///
/// let answer = json!({"count": 2, "days": ["MO", "TU"]});
/// assert_eq!(difference(&json!({"count": 2}), &answer), None);
/// let wrong = difference(&json!({"days": ["MO", "WE"]}), &answer);
/// assert_eq!(wrong.as_deref(), Some(r#"days.1: expected "WE", got "TU""#));
/// ```
pub fn difference(expected: &Value, answer: &Value) -> Option<String> {
    at("", expected, answer)
}

fn at(place: &str, expected: &Value, answer: &Value) -> Option<String> {
    match (expected, answer) {
        (Value::Object(expected), Value::Object(answer)) => {
            expected.iter().find_map(|(key, expected_value)| {
                let is_counted = key == "occurrences" && expected.contains_key("count");
                let may_be_cut = is_counted || BEGINNINGS.contains(&key.as_str());
                match (expected_value, answer.get(key).unwrap_or(&Value::Null)) {
                    (Value::Array(beginning), Value::Array(whole)) if may_be_cut => {
                        entries(&inner(place, key), beginning, whole.get(..beginning.len()).unwrap_or(whole))
                    }
                    (expected, answer) => at(&inner(place, key), expected, answer),
                }
            })
        }
        (Value::Array(expected), Value::Array(answer)) => entries(place, expected, answer),
        _ if expected == answer => None,
        _ => Some(format!("{place}: expected {expected}, got {answer}")),
    }
}

fn entries(place: &str, expected: &[Value], answer: &[Value]) -> Option<String> {
    if expected.len() != answer.len() {
        return Some(format!("{place}: expected {} entries, got {}", expected.len(), answer.len()));
    }
    let mut pairs = expected.iter().zip(answer).enumerate();
    pairs.find_map(|(index, (expected, answer))| at(&inner(place, &index.to_string()), expected, answer))
}

fn inner(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}
