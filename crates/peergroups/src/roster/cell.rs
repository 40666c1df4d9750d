//! One cell of a roster: text, lists and numbers out of it, and text into it so that no spreadsheet runs it.

use super::Problem;
use crate::profile::{LIST_MAX, TEXT_MAX, tidy};

/// The most years anyone can have been in a role.
pub const YEARS_MAX: f32 = 80.0;

/// The text of a cell, tidied; `None` for an empty one and for the marks with which people say "nothing".
pub(super) fn text(cell: &str, max: usize) -> Result<Option<String>, Problem> {
    if cell.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(Problem::ControlCharacters);
    }
    let text = tidy(cell);
    let text = match text.strip_prefix('\'') {
        Some(escaped) if starts_formula(escaped) => tidy(escaped),
        _ => text,
    };
    if matches!(text.as_str(), "" | "-" | "–" | "—" | "n/a" | "N/A" | "#N/A") {
        return Ok(None);
    }
    if is_formula(&text) {
        return Err(Problem::Formula);
    }
    let characters = text.chars().count();
    if characters > max {
        return Err(Problem::TooLong { characters, max });
    }
    Ok(Some(text))
}

pub(super) fn list(cell: &str, separators: &[char], max: usize) -> Result<Vec<String>, Problem> {
    let mut entries: Vec<String> = Vec::new();
    for part in cell.split(separators) {
        if let Some(entry) = text(part, max)?
            && !entries.contains(&entry)
        {
            entries.push(entry);
        }
        if entries.len() > LIST_MAX {
            let entries = cell.split(separators).count();
            return Err(Problem::TooMany { entries, max: LIST_MAX });
        }
    }
    Ok(entries)
}

/// Years as people write them: "12", "12.5", "12,5".
pub(super) fn years(cell: &str) -> Result<Option<f32>, Problem> {
    let Some(text) = text(cell, TEXT_MAX)? else { return Ok(None) };
    let years: f32 = text.replace(',', ".").parse().map_err(|_| Problem::NotANumber)?;
    if years.is_nan() {
        return Err(Problem::NotANumber);
    }
    if (0.0..=YEARS_MAX).contains(&years) { Ok(Some(years)) } else { Err(Problem::OutOfRange) }
}

/// Whether a text is a formula rather than something a person would say about another. Numbers, telephone
/// numbers, words after a dash and a handle such as `@tove` are harmless.
fn is_formula(text: &str) -> bool {
    let mut rest = text.chars();
    match rest.next() {
        Some('=' | '＝') => true,
        Some('#') => ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"].contains(&text),
        Some('@' | '＠') => !rest.all(|c| c.is_alphanumeric() || c == '_' || c == '.'),
        Some('+' | '-') => {
            let begins_words = rest.as_str().starts_with(|c: char| c.is_alphabetic() || c == ' ');
            let is_telephone =
                text.starts_with('+') && rest.clone().all(|c| c.is_ascii_digit() || " ()-./".contains(c));
            !is_number(text) && !is_telephone && (!begins_words || text.contains(['(', '|', '!', '=']))
        }
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    number.chars().all(|c| c.is_ascii_digit() || "+-.,".contains(c))
        && number.replace(',', ".").parse::<f64>().is_ok()
}

/// Whether a spreadsheet could take a cell that begins like this for a formula.
fn starts_formula(text: &str) -> bool {
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '"');
    text.starts_with(['=', '+', '-', '@', '|', '＝', '＋', '－', '＠'])
}

/// The text to write into a cell of a CSV file so that no spreadsheet runs it: what could be a formula gets
/// an apostrophe in front, also after a character at which some spreadsheet would begin a new cell. Plain
/// numbers stay numbers. The file's own quoting comes on top. Reading a roster drops the apostrophe again.
///
/// After the OWASP page "CSV Injection".
///
/// ```
/// use peergroups::roster::escape_cell;
/// assert_eq!(escape_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
/// assert_eq!(escape_cell("-4.5"), "-4.5");
/// assert_eq!(escape_cell("Marrow Lane"), "Marrow Lane");
/// ```
pub fn escape_cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 1);
    for piece in text.split_inclusive([';', '\t', '\n', '\r']) {
        if starts_formula(piece) && !is_number(piece) {
            escaped.push('\'');
        }
        escaped.push_str(piece);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_refused_and_harmless_signs_are_not() {
        for harmless in
            ["-4.5", "+12,5 %", "+44 (0)20 7946-0000", "- a dash first", "-growing", "@tove", "1=1", "-"]
        {
            assert!(text(harmless, TEXT_MAX).is_ok(), "{harmless}");
        }
        for formula in [
            "=1+1",
            "\t=1+1",
            "'=1+1",
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            "＝1+1",
            "- x|y!z",
            "#REF!",
            "-(1)",
        ] {
            assert_eq!(text(formula, TEXT_MAX), Err(Problem::Formula), "{formula}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_that_we_write_begins_a_formula(text in r#"([;\t\n =+@'"-]|[a-z0-9(|.]){0,12}"#) {
            for piece in escape_cell(&text).split([';', '\t', '\n', '\r']) {
                prop_assert!(!starts_formula(piece) || is_number(piece), "{piece}");
            }
        }

        #[test]
        fn a_list_that_we_wrote_is_read_back(text in r#"([; =+@'"-]|[a-z0-9(|.]){0,12}"#) {
            let read = |text: &str| list(text, &[';', '\n'], TEXT_MAX);
            prop_assert_eq!(read(&escape_cell(&text)), read(&text));
        }
    }
}
