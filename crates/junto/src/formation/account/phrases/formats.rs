//! Lists, numbers, hours and attributes as they stand in sentences.

use crate::ui::{Said, Words};

/// An attribute's name within a sentence.
pub fn attribute_words(words: &Words, name: &str) -> String {
    match name {
        "years_in_role" => words.say("attribute-years").to_string(),
        "past_groups" => words.say("attribute-past-groups").to_string(),
        "time_zone" => words.say("attribute-zone").to_string(),
        _ => name.replace('_', " "),
    }
}

/// "a, b and c".
pub fn list(words: &Words, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => {
            words.say("list-and").s("before", before.join(", ")).s("last", last).to_string()
        }
    }
}

/// Hours with their quarters: `10½`.
pub fn hours(hours: f64) -> String {
    let quarters = (hours * 4.0).round();
    let whole = (quarters / 4.0).floor();
    let part = match format!("{:.0}", quarters - whole * 4.0).as_str() {
        "1" => "¼",
        "2" => "½",
        "3" => "¾",
        _ => "",
    };
    if whole == 0.0 && !part.is_empty() { part.to_owned() } else { format!("{whole:.0}{part}") }
}

/// A sentence about hours, which are one up to a whole one.
pub fn hours_said(said: Said<'_>, some: f64) -> Said<'_> {
    said.s("hours", hours(some)).n("count", if some > 1.0 || some == 0.0 { 2 } else { 1 })
}

/// A number with one decimal where it has any.
pub fn number(number: f32) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_with_their_quarters() {
        for (given, told) in [(0.0, "0"), (0.5, "½"), (2.0, "2"), (10.75, "10¾"), (1.25, "1¼")] {
            assert_eq!(hours(given), told);
        }
        assert_eq!([number(9.0), number(12.46), number(-0.5)], ["9", "12.5", "-0.5"]);
    }
}
