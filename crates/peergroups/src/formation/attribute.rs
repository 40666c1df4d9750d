//! One attribute of everyone, turned into numbers or codes for the search and back into words.

use std::collections::{BTreeSet, HashMap};

use matching::Column;

use crate::profile::{Profile, organisation_key, text_key};
use crate::roster;

/// An attribute of all profiles.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) column: Column,
    /// What each code is called, as it was first written. Empty where the attribute is a number.
    labels: Vec<String>,
}

impl Attribute {
    /// Reads an attribute by its name in the roster; `None` if nothing is known of anybody. Numbers are
    /// numbers where all are; levels of seniority are ranks where all are known ones; text with semicolons
    /// is a list; all else are codes.
    pub(super) fn read(profiles: &[Profile], name: &str) -> Option<Self> {
        let column = roster::Column::named(name);
        let name = column.map_or_else(|| roster::attribute_name(name), |column| column.name().to_owned());
        let written: Vec<Vec<&str>> = profiles.iter().map(|profile| values(profile, column, &name)).collect();
        if let Some(numbers) = numbers(profiles, column, &written) {
            return Some(Self { name, column: Column::Numeric(numbers), labels: Vec::new() });
        }
        if written.iter().all(Vec::is_empty) {
            return None;
        }
        let mut codes =
            Codes { of_organisations: column == Some(roster::Column::Organisation), ..Codes::default() };
        let is_list = column.is_some_and(is_list) || written.iter().any(|values| values.len() > 1);
        let column = if is_list {
            let of = |values: &Vec<&str>| values.iter().map(|value| codes.of(value)).collect();
            Column::Multi(written.iter().map(of).collect())
        } else {
            let of = |values: &Vec<&str>| values.first().map(|value| codes.of(value));
            Column::Categorical(written.iter().map(of).collect())
        };
        Some(Self { name, column, labels: codes.labels })
    }

    pub(super) fn label(&self, code: u32) -> &str {
        usize::try_from(code).ok().and_then(|code| self.labels.get(code)).map_or("", String::as_str)
    }

    /// How many kinds there are in the whole roster.
    pub(super) fn kinds(&self) -> usize {
        self.labels.len()
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.column, Column::Numeric(_))
    }
}

fn is_list(column: roster::Column) -> bool {
    matches!(
        column,
        roster::Column::Interests
            | roster::Column::Goals
            | roster::Column::Languages
            | roster::Column::CompetesWith
    )
}

/// What a profile says under this name.
fn values<'p>(profile: &'p Profile, column: Option<roster::Column>, name: &str) -> Vec<&'p str> {
    let text = |value: &'p Option<String>| value.as_deref().into_iter().collect();
    let list = |values: &'p [String]| values.iter().map(String::as_str).collect();
    match column {
        Some(roster::Column::Organisation) => text(&profile.organisation),
        Some(roster::Column::Industry) => text(&profile.industry),
        Some(roster::Column::Function) => text(&profile.function),
        Some(roster::Column::Seniority) => text(&profile.seniority),
        Some(roster::Column::Department) => text(&profile.department),
        Some(roster::Column::TimeZone) => text(&profile.time_zone),
        Some(roster::Column::ReportsTo) => text(&profile.reports_to),
        Some(roster::Column::Interests) => list(&profile.interests),
        Some(roster::Column::Goals) => list(&profile.goals),
        Some(roster::Column::Languages) => list(&profile.languages),
        Some(roster::Column::CompetesWith) => list(&profile.competes_with),
        Some(_) => Vec::new(),
        None => {
            let found = profile.attributes.iter().find(|(known, _)| known == name);
            let parts = found.map(|(_, value)| value.split(';')).into_iter().flatten();
            parts.map(str::trim).filter(|part| !part.is_empty()).collect()
        }
    }
}

fn numbers(
    profiles: &[Profile],
    column: Option<roster::Column>,
    written: &[Vec<&str>],
) -> Option<Vec<Option<f32>>> {
    if column == Some(roster::Column::YearsInRole) {
        let years: Vec<Option<f32>> = profiles.iter().map(|profile| profile.years_in_role).collect();
        return years.iter().any(Option::is_some).then_some(years);
    }
    let all_by = |read: fn(&str) -> Option<f32>| -> Option<Vec<Option<f32>>> {
        let numbers = written.iter().map(|values| match values.as_slice() {
            [] => Some(None),
            [value] => read(value).map(Some),
            _ => None,
        });
        let numbers: Vec<Option<f32>> = numbers.collect::<Option<_>>()?;
        // Two numbers are more often a yes and a no than a measure.
        let different: BTreeSet<u32> = numbers.iter().flatten().map(|number| number.to_bits()).collect();
        (different.len() > 2).then_some(numbers)
    };
    if column == Some(roster::Column::Seniority) {
        return all_by(number).or_else(|| all_by(rank));
    }
    if column.is_some() { None } else { all_by(number) }
}

fn number(text: &str) -> Option<f32> {
    text.replace(',', ".").parse().ok().filter(|number: &f32| number.is_finite())
}

/// Levels of seniority from the highest; the first whose words stand in the text counts.
const LEVELS: [(f32, &[&str]); 7] = [
    (5.0, &["vice president", "vp", "svp", "evp", "partner"]),
    (
        6.0,
        &[
            "chief",
            "ceo",
            "cfo",
            "coo",
            "cto",
            "c-level",
            "c-suite",
            "managing director",
            "president",
            "executive",
            "founder",
            "owner",
            "chair",
        ],
    ),
    (4.0, &["director", "head"]),
    (3.0, &["manager", "lead", "supervisor"]),
    (2.0, &["senior", "principal", "experienced"]),
    (1.0, &["mid", "middle", "specialist", "professional", "associate"]),
    (0.0, &["junior", "entry", "trainee", "intern", "graduate"]),
];

fn rank(level: &str) -> Option<f32> {
    let level = format!(" {} ", text_key(level));
    let is_there = |words: &&str| {
        level.match_indices(words).any(|(start, found)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = level.get(..start).and_then(|text| text.chars().next_back());
            let after = level.get(start + found.len()..).and_then(|text| text.chars().next());
            !letter(before) && !letter(after)
        })
    };
    LEVELS.iter().find(|(_, words)| words.iter().any(&is_there)).map(|(rank, _)| *rank)
}

#[derive(Default)]
struct Codes {
    by_key: HashMap<String, u32>,
    labels: Vec<String>,
    of_organisations: bool,
}

impl Codes {
    fn of(&mut self, value: &str) -> u32 {
        let key = if self.of_organisations { organisation_key(value) } else { text_key(value) };
        if let Some(code) = self.by_key.get(&key) {
            return *code;
        }
        let code = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.by_key.insert(key, code);
        self.labels.push(value.to_owned());
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Email;

    fn with(values: &[&str]) -> Vec<Profile> {
        let profile = |value: &&str| {
            let mut profile = Profile::new("Mara", Email::parse("mara@example.org").unwrap());
            if !value.is_empty() {
                profile.attributes.push(("way_here".into(), (*value).to_owned()));
                profile.seniority = Some((*value).to_owned());
            }
            profile
        };
        values.iter().map(profile).collect()
    }

    #[test]
    fn an_attribute_is_a_number_where_all_are() {
        let column = |values: &[&str]| Attribute::read(&with(values), "Way here").map(|read| read.column);
        assert_eq!(
            column(&["1958", "", "1960", "1971,5"]),
            Some(Column::Numeric(vec![Some(1958.0), None, Some(1960.0), Some(1971.5)]))
        );
        assert_eq!(column(&["1", "0", "1"]), Some(Column::Categorical(vec![Some(0), Some(1), Some(0)])));
        assert_eq!(
            column(&["Family", "family ; bank", ""]),
            Some(Column::Multi(vec![vec![0], vec![0, 1], vec![]]))
        );
        assert_eq!(column(&["", ""]), None);
    }

    #[test]
    fn levels_of_seniority_are_ranks_where_all_are_known() {
        let column = |values: &[&str]| Attribute::read(&with(values), "seniority").map(|read| read.column);
        assert_eq!(
            column(&["Vice President", "Founder & CEO", "", "Senior manager", "Head of Finance"]),
            Some(Column::Numeric(vec![Some(5.0), Some(6.0), None, Some(3.0), Some(4.0)]))
        );
        assert_eq!(
            column(&["Elder", "Warden", "Elder"]),
            Some(Column::Categorical(vec![Some(0), Some(1), Some(0)]))
        );
    }
}
