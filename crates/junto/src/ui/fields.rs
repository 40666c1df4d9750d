//! What people fill in. Label above, error below in words with the way out, the value kept.
//! Templates write
//! `{{ page.field("email", page.say("roster-email")).email().value(form.email).wrong(problems.of("email")) }}`.

use std::collections::BTreeMap;
use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use super::Words;

/// A field to write in, or to choose one of many.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/field.html")]
pub struct Field {
    words: Words,
    name: String,
    id: String,
    label: String,
    value: String,
    hint: String,
    wrong: String,
    shape: Shape,
    autocomplete: &'static str,
    most: u16,
    is_optional: bool,
    says_optional: bool,
    has_focus: bool,
}

#[derive(Clone, Debug)]
enum Shape {
    Line { kind: &'static str },
    Text { rows: u8 },
    Select { options: Vec<(String, String)> },
    File { accept: &'static str },
}

impl HtmlSafe for Field {}

impl Field {
    /// A line of text; its id is its name.
    pub fn new(words: Words, name: &str, label: impl Display) -> Self {
        Self {
            words,
            name: name.to_owned(),
            id: name.to_owned(),
            label: label.to_string(),
            value: String::new(),
            hint: String::new(),
            wrong: String::new(),
            shape: Shape::Line { kind: "text" },
            autocomplete: "",
            most: 0,
            is_optional: false,
            says_optional: false,
            has_focus: false,
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Display) -> Self {
        self.value = value.to_string();
        self
    }

    /// What helps to fill it in, said before one does.
    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Self {
        self.hint = hint.to_string();
        self
    }

    /// What is wrong and what to do; nothing when empty, so that [`Problems::of`] can be passed.
    #[must_use]
    pub fn wrong(mut self, wrong: impl Display) -> Self {
        self.wrong = wrong.to_string();
        self
    }

    /// The same, of a field that may be right.
    #[must_use]
    pub fn wrong_if(self, is_wrong: impl std::borrow::Borrow<bool>, wrong: impl Display) -> Self {
        if *is_wrong.borrow() { self.wrong(wrong) } else { self }
    }

    /// Another id, where a page has two fields of one name.
    #[must_use]
    pub fn id(mut self, id: impl Display) -> Self {
        self.id = id.to_string();
        self
    }

    /// May stay empty; the label says so.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self.says_optional = true;
        self
    }

    /// May stay empty, on a page that says so once for all its fields.
    #[must_use]
    pub fn free(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// At most so many characters.
    #[must_use]
    pub fn most(mut self, characters: u16) -> Self {
        self.most = characters;
        self
    }

    /// Where writing begins when the page opens.
    #[must_use]
    pub fn focused(mut self) -> Self {
        self.has_focus = true;
        self
    }

    /// What the browser may offer: `name`, `organization`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(self) -> Self {
        self.kind("email").autocomplete("email")
    }

    /// Another type of `input`: `search`, `date`, `time`, `number`, `url`.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.shape = Shape::Line { kind };
        self
    }

    /// Several lines; the field grows with what is written.
    #[must_use]
    pub fn text(mut self, rows: u8) -> Self {
        self.shape = Shape::Text { rows };
        self
    }

    /// One of many: pairs of value and label. [`Field::value`] is the chosen one.
    #[must_use]
    pub fn select<V: Display, L: Display>(mut self, options: impl AsRef<[(V, L)]>) -> Self {
        let options = options.as_ref().iter().map(|(value, label)| (value.to_string(), label.to_string()));
        self.shape = Shape::Select { options: options.collect() };
        self
    }

    /// A file, chosen or dropped. The form needs `enctype="multipart/form-data"`.
    #[must_use]
    pub fn file(mut self, accept: &'static str) -> Self {
        self.shape = Shape::File { accept };
        self
    }
}

/// One choice of a few, all of them in view.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/choice.html")]
pub struct Choice {
    name: String,
    legend: String,
    chosen: String,
    wrong: String,
    options: Vec<(String, String, String)>,
    is_row: bool,
}

impl HtmlSafe for Choice {}

impl Choice {
    /// A choice without options yet.
    pub fn new(name: &str, legend: impl Display) -> Self {
        Self {
            name: name.to_owned(),
            legend: legend.to_string(),
            chosen: String::new(),
            wrong: String::new(),
            options: Vec::new(),
            is_row: false,
        }
    }

    /// One more option, with a line that says what it means (or "").
    #[must_use]
    pub fn option(mut self, value: impl Display, label: impl Display, meaning: impl Display) -> Self {
        self.options.push((value.to_string(), label.to_string(), meaning.to_string()));
        self
    }

    /// The value chosen so far.
    #[must_use]
    pub fn chosen(mut self, value: impl Display) -> Self {
        self.chosen = value.to_string();
        self
    }

    /// What is wrong and what to do; nothing when empty.
    #[must_use]
    pub fn wrong(mut self, wrong: impl Display) -> Self {
        self.wrong = wrong.to_string();
        self
    }

    /// Side by side, for two to four options of a word or two.
    #[must_use]
    pub fn row(mut self) -> Self {
        self.is_row = true;
        self
    }
}

/// A box to tick.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/tick.html")]
pub struct Tick {
    name: String,
    label: String,
    value: String,
    meaning: String,
    wrong: String,
    is_ticked: bool,
    is_needed: bool,
}

impl HtmlSafe for Tick {}

impl Tick {
    /// A box that posts `name=yes` when ticked.
    pub fn new(name: &str, label: impl Display) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_string(),
            value: "yes".to_owned(),
            meaning: String::new(),
            wrong: String::new(),
            is_ticked: false,
            is_needed: false,
        }
    }

    /// Posts this instead of `yes`, where several boxes share a name.
    #[must_use]
    pub fn value(mut self, value: impl Display) -> Self {
        self.value = value.to_string();
        self
    }

    /// What ticking it means.
    #[must_use]
    pub fn meaning(mut self, meaning: impl Display) -> Self {
        self.meaning = meaning.to_string();
        self
    }

    /// What is wrong and what to do; nothing when empty.
    #[must_use]
    pub fn wrong(mut self, wrong: impl Display) -> Self {
        self.wrong = wrong.to_string();
        self
    }

    /// The same, of a box that may be right.
    #[must_use]
    pub fn wrong_if(self, is_wrong: impl std::borrow::Borrow<bool>, wrong: impl Display) -> Self {
        if *is_wrong.borrow() { self.wrong(wrong) } else { self }
    }

    /// Nothing is sent before it is ticked.
    #[must_use]
    pub fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// Ticked, if so.
    #[must_use]
    pub fn ticked(mut self, is_ticked: impl std::borrow::Borrow<bool>) -> Self {
        self.is_ticked = *is_ticked.borrow();
        self
    }
}

/// What is wrong with a form, by field, in words for the person who filled it in.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Problems(BTreeMap<String, String>);

impl Problems {
    /// Notes what is wrong with `field`; the first note of a field stays.
    pub fn note(&mut self, field: &str, wrong: impl Display) {
        self.0.entry(field.to_owned()).or_insert_with(|| wrong.to_string());
    }

    /// What is wrong with `field`, or "".
    pub fn of(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether the form can be taken as it is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each field with what is wrong, for the summary above a long form.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, wrong)| (field.as_str(), wrong.as_str()))
    }

    /// How many fields need another look.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ENGLISH;

    fn field() -> Field {
        Field::new(Words::english(&[("ui", ENGLISH)]).unwrap(), "email", "E-mail")
    }

    #[test]
    fn a_wrong_field_keeps_its_value_and_names_what_is_wrong() {
        let shown = field().email().value("mara@\"").wrong("Add what stands after the @.").to_string();
        assert!(shown.contains(r#"value="mara@&#34;""#), "{shown}");
        assert!(shown.contains(r#"aria-invalid="true" aria-describedby="email-wrong""#), "{shown}");
        assert!(shown.contains(r#"<p class="wrong" id="email-wrong">Add what"#), "{shown}");
    }

    #[test]
    fn a_field_without_problems_describes_only_its_hint() {
        let shown = field().hint("We write rarely.").wrong("").to_string();
        assert!(shown.contains(r#"aria-describedby="email-hint""#), "{shown}");
        assert!(!shown.contains("aria-invalid"), "{shown}");
    }

    #[test]
    fn a_select_shows_the_chosen_value() {
        let shown = field().select([("a", "Accra"), ("b", "Bergen")]).value("b").to_string();
        assert!(shown.contains(r#"<option value="b" selected>Bergen"#), "{shown}");
        assert_eq!(shown.matches(" selected").count(), 1);
    }

    #[test]
    fn the_first_problem_of_a_field_stays() {
        let mut problems = Problems::default();
        problems.note("email", "It is empty.");
        problems.note("email", "It has no @.");
        assert_eq!((problems.of("email"), problems.of("name")), ("It is empty.", ""));
    }
}
