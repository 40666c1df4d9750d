//! One person who could be in a group: what a roster says about them, tidied, within limits.

use std::fmt;

use thiserror::Error;

/// The longest name, in characters.
pub const NAME_MAX: usize = 200;
/// The longest text of any other kind, in characters.
pub const TEXT_MAX: usize = 2_000;
/// The longest single interest or language, in characters.
pub const TOPIC_MAX: usize = 100;
/// The most entries in any list.
pub const LIST_MAX: usize = 50;
/// The longest e-mail address, in bytes (RFC 5321, section 4.5.3.1.3).
pub const EMAIL_MAX: usize = 254;

/// What is known about one person. Only the name and the address are always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// How the person is called.
    pub name: String,
    /// Where they are reached, and by what they are recognised when a roster is imported again.
    pub email: Email,
    /// The company, agency or body they work for.
    pub organisation: Option<String>,
    /// The trade of that organisation.
    pub industry: Option<String>,
    /// What they do there: finance, operations, founder …
    pub function: Option<String>,
    /// Their level, in the roster's own words.
    pub seniority: Option<String>,
    /// Years in a comparable role, 0 to 80.
    pub years_in_role: Option<f32>,
    /// Topics they care about.
    pub interests: Vec<String>,
    /// What they want to reach.
    pub goals: Vec<String>,
    /// Languages they can hold a meeting in.
    pub languages: Vec<String>,
    /// The part of the organisation they work in.
    pub department: Option<String>,
    /// Organisations theirs competes with.
    pub competes_with: Vec<String>,
    /// Name of their time zone, as the reader of the roster wrote it back.
    pub time_zone: Option<String>,
    /// The hours of a week in which they can meet, as the reader of the roster wrote them back.
    pub availability: Option<String>,
    /// Their superior, by e-mail address or name.
    pub reports_to: Option<String>,
    /// People they must not share a group with, by e-mail address or name.
    pub keep_apart: Vec<String>,
    /// People they should share a group with, by e-mail address or name.
    pub keep_with: Vec<String>,
    /// Everything else the roster said, as (name, value) in the roster's order.
    pub attributes: Vec<(String, String)>,
}

impl Profile {
    /// A profile of which nothing but name and address is known.
    pub fn new(name: impl Into<String>, email: Email) -> Self {
        Self {
            name: name.into(),
            email,
            organisation: None,
            industry: None,
            function: None,
            seniority: None,
            years_in_role: None,
            interests: Vec::new(),
            goals: Vec::new(),
            languages: Vec::new(),
            department: None,
            competes_with: Vec::new(),
            time_zone: None,
            availability: None,
            reports_to: None,
            keep_apart: Vec::new(),
            keep_with: Vec::new(),
            attributes: Vec::new(),
        }
    }
}

/// An e-mail address that mail can be sent to, kept as it was written.
///
/// Equality is that of the text; people are recognised by [`Email::key`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EmailProblem {
    /// No `@`, or more than one: perhaps two addresses.
    #[error("an address has exactly one @")]
    NotOneAt,
    /// Longer than [`EMAIL_MAX`], or more than 64 bytes before the `@`.
    #[error("the address is too long")]
    TooLong,
    /// What stands before the `@` is empty or has characters or dots where none may be.
    #[error("the part before the @ is not usable")]
    LocalPart,
    /// What stands after the `@` is not a domain with at least one dot.
    #[error("the part after the @ is not a domain")]
    Domain,
}

impl Email {
    /// Reads an address as people write it into a form or a roster. White space around it and a leading
    /// `mailto:` are dropped. Quoted and comment forms are refused: almost nobody has one, and a roster that
    /// shows one is usually broken. The domain needs a dot, because a missing one is usually a slip.
    ///
    /// ```
    /// use peergroups::profile::{Email, EmailProblem};
    /// assert_eq!(Email::parse(" Mara@Example.org ").unwrap().key(), "mara@example.org");
    /// assert_eq!(Email::parse("mara@example"), Err(EmailProblem::Domain));
    /// ```
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text.get(7..).unwrap_or_default(),
            _ => text,
        };
        let (local, domain) = text.split_once('@').ok_or(EmailProblem::NotOneAt)?;
        if domain.contains('@') {
            return Err(EmailProblem::NotOneAt);
        }
        if text.len() > EMAIL_MAX || local.len() > 64 {
            return Err(EmailProblem::TooLong);
        }
        if !local.split('.').all(is_atom) {
            return Err(EmailProblem::LocalPart);
        }
        if !domain.contains('.') || !domain.split('.').all(is_domain_label) {
            return Err(EmailProblem::Domain);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name to begin with for someone of whom only the address is known, because an address is no name.
    ///
    /// ```
    /// use peergroups::profile::Email;
    /// assert_eq!(Email::parse("vera.maas+peers@example.org").unwrap().likely_name(), "Vera Maas");
    /// ```
    pub fn likely_name(&self) -> String {
        let local = self.0.split('@').next().unwrap_or_default();
        let own = local.split('+').next().unwrap_or_default();
        let words = own.split(['.', '_', '-']).filter(|word| !word.is_empty()).map(capitalised);
        let name = words.collect::<Vec<_>>().join(" ");
        if name.is_empty() { local.to_owned() } else { name }
    }

    /// What two spellings of one address have in common: the text in lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An atom of RFC 5322, section 3.2.3.
fn is_atom(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// Tidies text that people typed or pasted: invisible marks and direction overrides go, every run of white
/// space becomes one space, and none is left around it.
///
/// ```
/// use peergroups::profile::tidy;
/// assert_eq!(tidy("\u{feff}  Tove\u{a0}\n Lindqvarn "), "Tove Lindqvarn");
/// ```
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if !c.is_whitespace() {
            tidied.push(c);
        } else if !tidied.is_empty() && !tidied.ends_with(' ') {
            tidied.push(' ');
        }
    }
    if tidied.ends_with(' ') {
        tidied.pop();
    }
    tidied
}

/// Zero width spaces, byte order marks, marks that turn the direction of reading, and control characters
/// that are no space. Joiners stay: some scripts need them.
fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What two spellings of one text have in common: tidied and in lower case.
pub fn text_key(text: &str) -> String {
    tidy(text).to_lowercase()
}

/// What two spellings of one organisation have in common: lower case letters and digits, without a leading
/// article and without the legal form at the end. Prefers to take two for one: that costs a little choice
/// when groups are formed, the other mistake seats colleagues together.
///
/// ```
/// use peergroups::profile::organisation_key;
/// assert_eq!(organisation_key("The Harbour Co., Ltd."), organisation_key("HARBOUR"));
/// ```
pub fn organisation_key(organisation: &str) -> String {
    let lower = organisation.to_lowercase().replace(['.', '\'', '’'], "");
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '&' && c != '+')
        .filter(|word| !word.is_empty())
        .map(|word| if word == "&" { "and" } else { word })
        .collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word) || *word == "and") {
        words.pop();
    }
    if words.is_empty() {
        return text_key(organisation);
    }
    words.join(" ")
}

const LEGAL_FORMS: [&str; 39] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ek",
    "eood",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "se",
    "sl",
    "spa",
    "srl",
    "zrt",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_that_mail_can_reach_are_taken_as_written() {
        for text in [
            "mara@example.org",
            "Mara.Vellacourt+junto@mail.example.org",
            "o'brien@example.org",
            "d@bücher.example",
            "mailto:tove@example.org",
        ] {
            assert!(Email::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Email::parse("MAILTO:Tove@Example.org").unwrap().as_str(), "Tove@Example.org");
    }

    #[test]
    fn what_is_no_address_says_which_part_is_wrong() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longest = format!("a@{}org", "abcdefghi.".repeat(26));
        for (text, problem) in [
            ("", EmailProblem::NotOneAt),
            ("mara", EmailProblem::NotOneAt),
            ("a@example.org, b@example.org", EmailProblem::NotOneAt),
            ("@example.org", EmailProblem::LocalPart),
            ("mara vellacourt@example.org", EmailProblem::LocalPart),
            ("mara.@example.org", EmailProblem::LocalPart),
            ("ma\u{0}ra@example.org", EmailProblem::LocalPart),
            ("<mara@example.org>", EmailProblem::LocalPart),
            ("mara@", EmailProblem::Domain),
            ("mara@localhost", EmailProblem::Domain),
            ("mara@example..org", EmailProblem::Domain),
            ("mara@-example.org", EmailProblem::Domain),
            ("mara@example.org>", EmailProblem::Domain),
            (&long, EmailProblem::TooLong),
            (&longest, EmailProblem::TooLong),
        ] {
            assert_eq!(Email::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn one_organisation_is_recognised_in_its_usual_spellings() {
        for (left, right) in [
            ("Acme Ltd.", "ACME Limited"),
            ("Müller GmbH & Co. KG", "müller"),
            ("Smith & Sons", "Smith and Sons"),
            ("S.A.P. SE", "SAP"),
        ] {
            assert_eq!(organisation_key(left), organisation_key(right));
        }
        assert_ne!(organisation_key("Acme North"), organisation_key("Acme"));
        assert_eq!(organisation_key("SA"), "sa");
        assert_ne!(organisation_key("???"), organisation_key("!!!"));
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing_more(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }

        #[test]
        fn an_address_is_one_word(text in any::<String>()) {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!(!email.as_str().contains(|c: char| c.is_whitespace() || c.is_control()));
            }
        }
    }
}
