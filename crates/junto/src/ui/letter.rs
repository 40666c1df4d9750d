//! A letter as every capability writes one: paragraphs, perhaps a list, one link, and what else to know.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::Words;

/// What a letter says, before it is set as text and as HTML.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Letter {
    pub subject: String,
    pub before: Vec<String>,
    pub list: Vec<String>,
    /// What the link does.
    pub button: String,
    /// A whole address; empty where there is nothing to follow.
    pub link: String,
    pub after: Vec<String>,
}

#[derive(Template)]
#[template(path = "ui/letter.txt")]
struct Text<'a> {
    words: &'a Words,
    name: &'a str,
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "ui/letter.html")]
struct Html<'a> {
    words: &'a Words,
    name: &'a str,
    letter: &'a Letter,
}

impl Letter {
    /// To a person of this name, as text and as HTML.
    pub fn set(&self, words: &Words, name: &str) -> askama::Result<(String, String)> {
        let text = Text { words, name, letter: self }.render()?;
        Ok((text, Html { words, name, letter: self }.render()?))
    }
}
