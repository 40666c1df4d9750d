//! What a group is made of in one attribute.

use matching::{Column, Finding};

use crate::formation::{Aim, Round};

/// What a group is made of in one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// The attribute.
    pub attribute: String,
    /// What is wished of it.
    pub aim: Aim,
    /// What was found.
    pub makeup: Makeup,
    /// Of how many members nothing is known.
    pub unknown: usize,
}

/// What was found in one attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Makeup {
    /// Each kind with how many people have it, the most frequent first.
    Kinds(Vec<(String, usize)>),
    /// What two or more have, with how many do, the most frequent first.
    InCommon(Vec<(String, usize)>),
    /// The smallest and the largest number.
    Range {
        /// The smallest.
        least: f32,
        /// The largest.
        most: f32,
    },
    /// The lowest and the highest level, as they were written.
    Levels {
        /// The lowest.
        least: String,
        /// The highest.
        most: String,
        /// How many steps lie between them.
        steps: f32,
    },
    /// Nothing is known.
    Nothing,
}

impl Round<'_> {
    pub(super) fn mix(&self, wish: usize, finding: &Finding, members: &[usize]) -> Option<Mix> {
        let (attribute, aim) = self.wishes.get(wish)?;
        let labelled = |counted: &[(u32, usize)]| -> Vec<(String, usize)> {
            counted.iter().map(|(code, people)| (attribute.label(*code).to_owned(), *people)).collect()
        };
        let makeup = match finding {
            // Told by its lines.
            _ if *aim == Aim::Crossing => Makeup::Nothing,
            Finding::Codes(counted) => Makeup::Kinds(labelled(counted)),
            Finding::InCommon(counted) => Makeup::InCommon(labelled(counted)),
            Finding::Spread { least, most } => match (attribute.level(*least), attribute.level(*most)) {
                (Some(low), Some(high)) => {
                    Makeup::Levels { least: low.to_owned(), most: high.to_owned(), steps: most - least }
                }
                _ => Makeup::Range { least: *least, most: *most },
            },
            Finding::Ties(_) | Finding::Aligned { .. } | Finding::Unknown => Makeup::Nothing,
        };
        let is_known = |who: &&usize| match &attribute.column {
            Column::Categorical(codes) => codes.get(**who).is_some_and(Option::is_some),
            Column::Multi(codes) => codes.get(**who).is_some_and(|codes| !codes.is_empty()),
            Column::Numeric(numbers) => numbers.get(**who).is_some_and(Option::is_some),
            Column::Ordinal(levels) => levels.get(**who).is_some_and(Option::is_some),
            Column::Ties(_) => true,
        };
        let unknown = members.len() - members.iter().filter(is_known).count();
        Some(Mix { attribute: attribute.name.clone(), aim: *aim, makeup, unknown })
    }
}
