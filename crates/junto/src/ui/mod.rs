//! How pages look and speak: the sheet, the script, the layout, the components, the words.
//!
//! A template extends `ui/layout.html`, has a `page` field and may call what `ui/components.html` offers.

pub mod assets;
pub mod picture;
mod words;

use std::fmt::Display;

pub use self::picture::{Crest, Face, HourRow, HourStrip, Mix};
pub use self::words::{Said, Words, WordsError};

/// The words of the plumbing itself.
pub const ENGLISH: &str = include_str!("en.ftl");

/// What every page needs, whoever makes it.
#[derive(Clone, Debug)]
pub struct Page {
    pub words: Words,
    /// The community this page belongs to; none before one is chosen.
    pub community: Option<Mark>,
    /// Five at most.
    pub nav: Vec<NavItem>,
    /// The name of whoever reads, when signed in.
    pub reader: Option<String>,
    /// What forms on this page carry.
    pub form_token: String,
    /// The address of this page, to mark it in the navigation.
    pub here: String,
    /// A sentence about what was just done.
    pub said: Option<String>,
}

/// How a community shows itself on every page.
#[derive(Clone, Debug)]
pub struct Mark {
    pub name: String,
    pub address: String,
    /// One of the six inks of the sheet.
    pub ink: String,
}

/// One word of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub label: String,
    pub address: String,
}

impl Page {
    /// The words of `key`; fill in what varies with `n` and `s`.
    pub fn say<'a>(&'a self, key: &'a str) -> Said<'a> {
        self.words.say(key)
    }

    pub fn ink(&self) -> &str {
        self.community.as_ref().map_or("verdigris", |community| &community.ink)
    }

    /// The hidden fields of every form: the session's token, and a fresh idempotency key.
    pub fn keys(&self) -> FormKeys<'_> {
        FormKeys { token: &self.form_token, key: crate::app::forms::fresh_key() }
    }

    pub fn sheet(&self) -> &'static str {
        assets::sheet()
    }

    pub fn script(&self) -> &'static str {
        assets::script()
    }

    pub fn icon(&self) -> &'static str {
        assets::icon()
    }
}

/// Written into a form by `{{ page.keys() }}`; both values are safe in an attribute.
pub struct FormKeys<'a> {
    token: &'a str,
    key: String,
}

impl Display for FormKeys<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            r#"<input type="hidden" name="csrf" value="{}"><input type="hidden" name="idempotency_key" value="{}">"#,
            self.token, self.key
        )
    }
}

impl askama::filters::HtmlSafe for FormKeys<'_> {}
