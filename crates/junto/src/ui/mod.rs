//! How pages look and speak: the sheet, the script, the layout, the components, the words.
//!
//! A template extends `ui/layout.html`, has a `page` field and may call what `ui/components.html` offers.

pub mod assets;
mod fields;
mod letter;
pub mod picture;
mod words;

use std::fmt::Display;

pub use self::fields::{Choice, Field, Problems, Tick};
pub use self::letter::{Letter, envelope};
pub use self::picture::{Crest, Face, HourRow, HourStrip, Mix, Shape, Share, Shares};
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

/// Where one is in a long list.
#[derive(Clone, Debug)]
pub struct Pager {
    /// "1 to 20 of 48 people".
    pub said: String,
    /// The address of the part before, if there is one.
    pub earlier: Option<String>,
    /// The address of the part after, if there is one.
    pub later: Option<String>,
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

    /// A field to write in: `{{ page.field("email", page.say("roster-email")).email().value(form.email) }}`.
    pub fn field(&self, name: &str, label: impl Display) -> Field {
        Field::new(self.words.clone(), name, label)
    }

    /// One choice of a few, all in view.
    pub fn choice(&self, name: &str, legend: impl Display) -> Choice {
        Choice::new(name, legend)
    }

    /// A box to tick.
    pub fn tick(&self, name: &str, label: impl Display) -> Tick {
        Tick::new(name, label)
    }

    /// The initials of a person, to stand in `span.face`.
    pub fn face(&self, name: &str) -> Face {
        Face::of(name)
    }

    /// Whether the reader is at this word of the navigation or below it.
    pub fn is_current(&self, item: &NavItem) -> bool {
        let holds = |other: &&NavItem| {
            self.here
                .strip_prefix(&other.address)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let nearest = self.nav.iter().filter(holds).max_by_key(|other| other.address.len());
        nearest.is_some_and(|nearest| nearest.address == item.address)
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

    pub fn week_sheet(&self) -> &'static str {
        assets::week_sheet()
    }

    pub fn week_script(&self) -> &'static str {
        assets::week_script()
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

#[cfg(test)]
mod tests;
