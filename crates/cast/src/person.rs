//! What is known of a person of the cast, in the words of a roster file.

/// One person. Texts are as an operator would have them in a roster file; empty where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    pub name: &'static str,
    /// Always at example.org, and nobody else's.
    pub email: &'static str,
    /// What stands under the name: "runs a boatyard".
    pub line: &'static str,
    /// Where they live; not always the city their zone is named after.
    pub city: &'static str,
    pub organisation: &'static str,
    pub department: &'static str,
    pub industry: &'static str,
    pub function: &'static str,
    pub seniority: &'static str,
    pub years_in_role: u8,
    pub interests: &'static [&'static str],
    pub goals: &'static str,
    pub languages: &'static [&'static str],
    /// An IANA name.
    pub time_zone: &'static str,
    /// Weekly hours on their own clock, as they would write them.
    pub availability: &'static str,
    /// The e-mail address of their boss.
    pub reports_to: Option<&'static str>,
    /// Names of rival organisations.
    pub competes_with: &'static [&'static str],
    /// E-mail addresses of people they must not share a group with.
    pub keep_apart: &'static [&'static str],
    /// E-mail addresses of people they must share a group with.
    pub keep_with: &'static [&'static str],
    /// What they say to their group on arrival. It stays in the group, and no two say the same, so that a test can look
    /// for it where it must not be.
    pub hello: Option<&'static str>,
}

/// A person of whom nothing is known, to fill what a person of the cast leaves open.
pub(crate) const NOBODY: Person = Person {
    name: "",
    email: "",
    line: "",
    city: "",
    organisation: "",
    department: "",
    industry: "",
    function: "",
    seniority: "",
    years_in_role: 0,
    interests: &[],
    goals: "",
    languages: &[],
    time_zone: "",
    availability: "",
    reports_to: None,
    competes_with: &[],
    keep_apart: &[],
    keep_with: &[],
    hello: None,
};

/// A community and the words of its public front page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Community {
    pub name: &'static str,
    /// Its name in addresses.
    pub slug: &'static str,
    /// The name of its accent colour.
    pub ink: &'static str,
    /// What it is.
    pub purpose: &'static str,
    pub for_whom: &'static str,
    pub how_to_join: &'static str,
    /// Runs its programme; not one of its `people`.
    pub operator: Person,
    /// Its members.
    pub people: &'static [Person],
}
