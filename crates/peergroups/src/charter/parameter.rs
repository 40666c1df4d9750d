//! What a clause leaves open for each group to fill in, and how it is kept as text.

/// One thing that a clause leaves open.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Parameter {
    /// Under which its value is stored; no other of its topic has it.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What it is unless the group says otherwise.
    pub usual: Value,
}

/// What a parameter may be.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole number.
    Number {
        /// The smallest that is allowed.
        least: u16,
        /// The largest that is allowed.
        most: u16,
        /// Of what.
        unit: Unit,
    },
    /// One of these names.
    Choice(&'static [&'static str]),
    /// Yes or no.
    YesNo,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Seats of the group.
    Members,
    /// Of a hundred.
    Percent,
    /// Meetings held.
    Meetings,
    /// Meetings missed.
    Misses,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// An amount in the currency that the clause's words name.
    Money,
}

/// What a group filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// For [`Kind::Number`].
    Number(u16),
    /// For [`Kind::Choice`].
    Choice(&'static str),
    /// For [`Kind::YesNo`].
    Is(bool),
}

impl Parameter {
    /// Reads a value as people and databases write it: blanks around it, capitals, and spaces or underscores for hyphens
    /// do not matter. `None` is what this parameter may not be.
    pub fn read(&self, text: &str) -> Option<Value> {
        let text = text.trim().to_lowercase().replace([' ', '_'], "-");
        match self.kind {
            Kind::Number { least, most, .. } => {
                text.parse().ok().filter(|number| (least..=most).contains(number)).map(Value::Number)
            }
            Kind::Choice(names) => names.iter().find(|name| **name == text).map(|name| Value::Choice(name)),
            Kind::YesNo => match text.as_str() {
                "yes" | "true" | "on" | "1" => Some(Value::Is(true)),
                "no" | "false" | "off" | "0" => Some(Value::Is(false)),
                _ => None,
            },
        }
    }
}

impl Value {
    /// The text under which it is stored.
    pub fn text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Choice(name) => name.to_owned(),
            Self::Is(true) => "yes".to_owned(),
            Self::Is(false) => "no".to_owned(),
        }
    }
}
