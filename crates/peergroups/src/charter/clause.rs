//! One clause: a topic, what its parameters are, and the group's own words.

use thiserror::Error;

use super::{Parameter, Topic, Value};

/// What was agreed on one topic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clause {
    topic: Topic,
    /// As many as the topic has parameters, in their order.
    values: Vec<Value>,
    /// The group's own words, which may be none.
    pub words: String,
}

/// Why a value cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WrongValue {
    /// The topic has no parameter of this name.
    #[error("the clause {} has no such parameter", topic.name())]
    Unknown {
        /// Where.
        topic: Topic,
    },
    /// The parameter may not be this; its kind says what it may be.
    #[error("{} of the clause {} cannot be this", parameter.name, topic.name())]
    NotAllowed {
        /// Where.
        topic: Topic,
        /// Which.
        parameter: &'static Parameter,
    },
}

impl Clause {
    /// With usual values and without words.
    pub fn usual(topic: Topic) -> Self {
        let values = topic.parameters().iter().map(|parameter| parameter.usual).collect();
        Self { topic, values, words: String::new() }
    }

    /// From what was stored. What is missing or cannot be read is as usual, and the second half says what could not.
    ///
    /// ```
    /// use peergroups::charter::{Clause, Topic, WrongValue};
    ///
    /// let stored = [("contact", " 2 "), ("risk", "often")];
    /// let (clause, wrong) = Clause::read(Topic::Attendance, stored, "We come.");
    /// assert_eq!(clause.number("contact"), 2);
    /// assert!(matches!(wrong[..], [WrongValue::NotAllowed { parameter, .. }] if parameter.name == "risk"));
    /// ```
    pub fn read<'a>(
        topic: Topic,
        stored: impl IntoIterator<Item = (&'a str, &'a str)>,
        words: &str,
    ) -> (Self, Vec<WrongValue>) {
        let mut clause = Self::usual(topic).saying(words);
        let wrong = stored.into_iter().filter_map(|(name, text)| clause.set(name, text).err()).collect();
        (clause, wrong)
    }

    /// The same in the group's own words.
    #[must_use]
    pub fn saying(self, words: &str) -> Self {
        Self { words: words.to_owned(), ..self }
    }

    /// The same with another value of one parameter.
    pub fn with(mut self, name: &str, text: &str) -> Result<Self, WrongValue> {
        self.set(name, text)?;
        Ok(self)
    }

    fn set(&mut self, name: &str, text: &str) -> Result<(), WrongValue> {
        let topic = self.topic;
        let mut places = topic.parameters().iter().zip(&mut self.values);
        let (parameter, value) =
            places.find(|(parameter, _)| parameter.name == name).ok_or(WrongValue::Unknown { topic })?;
        *value = parameter.read(text).ok_or(WrongValue::NotAllowed { topic, parameter })?;
        Ok(())
    }

    /// What it is about.
    pub fn topic(&self) -> Topic {
        self.topic
    }

    /// Its parameters and what they are.
    pub fn values(&self) -> impl Iterator<Item = (&'static Parameter, Value)> {
        self.topic.parameters().iter().zip(self.values.iter().copied())
    }

    /// Names and values as they are stored.
    pub fn stored(&self) -> Vec<(&'static str, String)> {
        self.values().map(|(parameter, value)| (parameter.name, value.text())).collect()
    }

    /// The value of one parameter; `None` if the topic has none of this name.
    pub fn value(&self, name: &str) -> Option<Value> {
        self.values().find(|(parameter, _)| parameter.name == name).map(|(_, value)| value)
    }

    /// The value of a number; 0 if the topic has none of this name.
    pub fn number(&self, name: &str) -> u16 {
        match self.value(name) {
            Some(Value::Number(number)) => number,
            other => {
                debug_assert!(false, "{name} of {} is {other:?} and no number", self.topic.name());
                0
            }
        }
    }

    /// The name that was chosen; empty if the topic has no choice of this name.
    pub fn choice(&self, name: &str) -> &'static str {
        match self.value(name) {
            Some(Value::Choice(chosen)) => chosen,
            other => {
                debug_assert!(false, "{name} of {} is {other:?} and no choice", self.topic.name());
                ""
            }
        }
    }

    /// Whether it is so; no if the topic has no question of this name.
    pub fn is(&self, name: &str) -> bool {
        match self.value(name) {
            Some(Value::Is(it_is)) => it_is,
            other => {
                debug_assert!(false, "{name} of {} is {other:?} and no question", self.topic.name());
                false
            }
        }
    }
}
