//! The words people read. Each capability keeps its own in an `en.ftl` beside its templates;
//! `Words` gathers them once at start and is then cheap to clone. Templates write
//! `{{ page.say("roster-count").n("count", count).s("name", name) }}`.
//!
//! `en.ftl` has two helpers of ours: `{ WORDS($n) }` says numbers up to twelve in words, and
//! `{ WORDS($n, at: "start") }` does so at the start of a sentence. Other numbers are grouped by
//! thousands; dates and times are formatted by the caller and come as strings.

use std::fmt::{self, Display};
use std::sync::Arc;

use fluent::concurrent::FluentBundle;
use fluent::types::FluentNumber;
use fluent::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

/// All the words of one language.
#[derive(Clone)]
pub struct Words(Arc<FluentBundle<FluentResource>>);

/// Why the words of a part of the program cannot be used. Only a mistake in a `.ftl` file leads
/// here, so the program stops at start with it.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// The file has a line that is not Fluent.
    #[error("the words of {part} cannot be read")]
    Unreadable {
        /// The part of the program whose file it is.
        part: String,
    },
    /// A key stands in two files, or twice in one.
    #[error("the words of {part} repeat a key")]
    Repeated {
        /// The part that came second.
        part: String,
    },
}

impl Words {
    /// English, from the name and the Fluent text of each part:
    /// `Words::english(&[("ui", ui::ENGLISH), ("roster", include_str!("roster/en.ftl"))])`.
    pub fn english(parts: &[(&str, &str)]) -> Result<Self, WordsError> {
        let mut bundle = FluentBundle::new_concurrent(vec![langid!("en-GB")]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(&number.as_string())),
            _ => None,
        }));
        let repeated = |part: &str| WordsError::Repeated { part: part.to_owned() };
        bundle.add_function("WORDS", number_in_words).map_err(|_| repeated("WORDS"))?;
        for (part, text) in parts {
            let resource = FluentResource::try_new((*text).to_owned())
                .map_err(|_| WordsError::Unreadable { part: (*part).to_owned() })?;
            bundle.add_resource(resource).map_err(|_| repeated(part))?;
        }
        Ok(Self(Arc::new(bundle)))
    }

    /// The words of `key`; add what varies with [`Said::n`] and [`Said::s`].
    pub fn say<'a>(&'a self, key: &'a str) -> Said<'a> {
        Said { words: self, key, arguments: FluentArgs::new() }
    }

    /// Whether `key` has words.
    pub fn has(&self, key: &str) -> bool {
        self.0.has_message(key)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

/// Words about to be said. A template shows it like a string; a key without words shows itself.
pub struct Said<'a> {
    words: &'a Words,
    key: &'a str,
    arguments: FluentArgs<'a>,
}

impl<'a> Said<'a> {
    /// Fills `{ $name }` with a number, which also chooses between one and many.
    #[must_use]
    pub fn n(mut self, name: &'a str, number: impl Into<FluentNumber>) -> Self {
        self.arguments.set(name, number.into());
        self
    }

    /// Fills `{ $name }` with text.
    #[must_use]
    pub fn s(mut self, name: &'a str, text: impl Display) -> Self {
        self.arguments.set(name, text.to_string());
        self
    }
}

impl Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = &self.words.0;
        let Some(pattern) = bundle.get_message(self.key).and_then(|message| message.value()) else {
            return f.write_str(self.key);
        };
        bundle.write_pattern(f, pattern, Some(&self.arguments), &mut Vec::new())
    }
}

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn number_in_words<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = positional.first() else {
        return FluentValue::Error;
    };
    let small = number.as_string().parse().ok().and_then(|index: usize| NUMBERS.get(index));
    match small {
        None => FluentValue::Number(number.clone()),
        Some(word) if named.get("at").is_some() => capitalised(word).into(),
        Some(word) => (*word).into(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1234567.5` as `1,234,567.5`.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
people = { WORDS($n, at: \"start\") } { $n ->
    [one] person waits
   *[other] people wait
} for { $name }.
seats = You have { WORDS($n) } seats and { $n } chairs.
";

    fn words() -> Words {
        Words::english(&[("test", TEXT)]).unwrap()
    }

    #[test]
    fn numbers_up_to_twelve_are_words_in_running_text() {
        let said = |n: i32| words().say("seats").n("n", n).to_string();
        assert_eq!(said(7), "You have seven seats and 7 chairs.");
        assert_eq!(said(12), "You have twelve seats and 12 chairs.");
        assert_eq!(said(13), "You have 13 seats and 13 chairs.");
        assert_eq!(said(12_000), "You have 12,000 seats and 12,000 chairs.");
        assert_eq!(said(-300), "You have -300 seats and -300 chairs.");
    }

    #[test]
    fn a_sentence_starts_with_a_capital_and_agrees_in_number() {
        let said = |n: usize| words().say("people").n("n", n).s("name", "Mara").to_string();
        assert_eq!(said(1), "One person waits for Mara.");
        assert_eq!(said(2), "Two people wait for Mara.");
        assert_eq!(said(40), "40 people wait for Mara.");
    }

    #[test]
    fn what_a_person_wrote_is_never_read_as_fluent() {
        let said = words().say("people").n("n", 1).s("name", "{ $n } <b>").to_string();
        assert_eq!(said, "One person waits for { $n } <b>.");
    }

    #[test]
    fn a_key_without_words_shows_itself() {
        assert_eq!(words().say("nobody-wrote-this").to_string(), "nobody-wrote-this");
    }

    #[test]
    fn a_key_may_stand_in_one_file_only() {
        let twice = Words::english(&[("first", "a = b\n"), ("second", "a = c\n")]);
        assert!(matches!(twice, Err(WordsError::Repeated { part }) if part == "second"));
    }
}
