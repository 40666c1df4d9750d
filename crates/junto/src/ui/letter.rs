//! A letter as every capability writes one: paragraphs, perhaps a list, one link, and what else to know. Several
//! may go out in one envelope.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::Words;

/// What a letter says, before it is set as text and as HTML.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Letter {
    pub subject: String,
    pub before: Vec<String>,
    pub list: Vec<String>,
    /// A few answers to choose from, in words, each with a whole address.
    pub answers: Vec<(String, String)>,
    /// What the link does.
    pub button: String,
    /// A whole address; empty where there is nothing to follow.
    pub link: String,
    pub after: Vec<String>,
}

/// The longest subject that names everything in an envelope.
const SUBJECT_LONGEST: usize = 140;

#[derive(Template)]
#[template(path = "ui/letter.txt")]
struct Text<'a> {
    words: &'a Words,
    name: &'a str,
    letters: &'a [Letter],
    choices: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "ui/letter.html")]
struct Html<'a> {
    words: &'a Words,
    name: &'a str,
    subject: &'a str,
    letters: &'a [Letter],
    choices: Option<&'a str>,
}

/// Letters to a person of this name that go out together: subject, text and HTML. `choices` is where they say
/// which letters they get.
pub fn envelope(
    words: &Words,
    name: &str,
    letters: &[Letter],
    choices: Option<&str>,
) -> askama::Result<(String, String, String)> {
    let subject = subject(words, letters);
    let text = Text { words, name, letters, choices }.render()?;
    let html = Html { words, name, subject: &subject, letters, choices }.render()?;
    Ok((subject, text, html))
}

/// The subjects of all, or of the first and how many more there are.
fn subject(words: &Words, letters: &[Letter]) -> String {
    let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    let all = subjects.join(" · ");
    match subjects.split_first() {
        Some((first, others)) if !others.is_empty() && all.chars().count() > SUBJECT_LONGEST => {
            words.say("letter-and-more").s("first", first).n("n", others.len()).to_string()
        }
        _ => all,
    }
}
