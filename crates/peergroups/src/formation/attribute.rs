//! One attribute of everyone, turned into numbers or codes for the search and back into words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use matching::Column;

use super::Facilitates;
use crate::profile::{Profile, organisation_key, text_key};
use crate::roster;

/// An attribute of all profiles.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) column: Column,
    /// What each code or level is called, as it was first written. Empty where the attribute is a number.
    labels: Vec<String>,
}

impl Attribute {
    /// Reads an attribute by its name in the roster; `None` if nothing is known of anybody. Numbers are
    /// numbers where all are; levels of seniority are levels where all are known ones; text with semicolons
    /// is a list; all else are codes.
    pub(super) fn read(profiles: &[Profile], name: &str) -> Option<Self> {
        let (name, column, written) = written(profiles, name);
        if is_of_levels(column, &name)
            && let Some((levels, labels)) = levels(&written)
        {
            return Some(Self { name, column: Column::Ordinal(levels), labels });
        }
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

    /// Reads an attribute as kinds, one each, whatever it is.
    pub(super) fn read_kinds(profiles: &[Profile], name: &str) -> Option<Self> {
        let (name, column, written) = written(profiles, name);
        let mut codes =
            Codes { of_organisations: column == Some(roster::Column::Organisation), ..Codes::default() };
        let number =
            |profile: &Profile| profile.years_in_role.filter(|_| column == Some(roster::Column::YearsInRole));
        let numbers: Vec<Option<String>> =
            profiles.iter().map(|profile| number(profile).map(|years| years.to_string())).collect();
        let of = |(values, number): (&Vec<&str>, &Option<String>)| {
            let value = if values.is_empty() { number.clone() } else { Some(values.join("; ")) };
            value.map(|value| codes.of(&value))
        };
        let read: Vec<Option<u32>> = written.iter().zip(&numbers).map(of).collect();
        let is_known = read.iter().any(Option::is_some);
        is_known.then_some(Self { name, column: Column::Categorical(read), labels: codes.labels })
    }

    /// That some were in one group before; who, stands in the column of the candidates.
    pub(super) fn of_ties() -> Self {
        Self { name: PAST_GROUPS.to_owned(), column: Column::Ties(Vec::new()), labels: Vec::new() }
    }

    pub(super) fn label(&self, code: u32) -> &str {
        usize::try_from(code).ok().and_then(|code| self.labels.get(code)).map_or("", String::as_str)
    }

    /// How many kinds there are in the whole roster.
    pub(super) fn kinds(&self) -> usize {
        self.labels.len()
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.column, Column::Numeric(_) | Column::Ordinal(_))
    }

    /// What a level is called; `None` where the attribute has none.
    pub(super) fn level(&self, level: f32) -> Option<&str> {
        let Column::Ordinal(_) = self.column else { return None };
        (0u8..)
            .zip(&self.labels)
            .find(|(rank, _)| (f32::from(*rank) - level).abs() < 0.5)
            .map(|(_, label)| label.as_str())
    }
}

/// The names of all attributes by which groups can be formed and of which anything is known.
///
/// ```
/// use peergroups::{formation::attributes, profile::{Email, Profile}};
/// let mut mara = Profile::new("Mara", Email::parse("mara@example.org").unwrap());
/// mara.industry = Some("boats".into());
/// mara.attributes.push(("way_here".into(), "family".into()));
/// assert_eq!(attributes(&[mara]), ["industry", "way_here"]);
/// ```
pub fn attributes(profiles: &[Profile]) -> Vec<String> {
    const KNOWN: [roster::Column; 8] = [
        roster::Column::YearsInRole,
        roster::Column::Seniority,
        roster::Column::Industry,
        roster::Column::Function,
        roster::Column::Interests,
        roster::Column::Goals,
        roster::Column::Languages,
        roster::Column::TimeZone,
    ];
    let mut names: Vec<String> = KNOWN
        .into_iter()
        .map(|column| column.name().to_owned())
        .filter(|name| Attribute::read(profiles, name).is_some())
        .collect();
    let others: BTreeSet<&String> =
        profiles.iter().flat_map(|profile| &profile.attributes).map(|(name, _)| name).collect();
    names.extend(others.into_iter().filter(|name| !ABOUT_GROUPS.contains(&name.as_str())).cloned());
    names
}

/// Of these, the ones that divide people into a few kinds, so that a line along two of them could part a group.
///
/// ```
/// use peergroups::{formation::kinds, profile::{Email, Profile}};
/// let of = |name: &str, gender: &str| {
///     let mut person = Profile::new(name, Email::parse(&format!("{name}@example.org")).unwrap());
///     person.attributes.push(("gender".into(), gender.into()));
///     person
/// };
/// assert_eq!(kinds(&[of("Mara", "f"), of("Kofi", "m"), of("Ana", "f"), of("Tove", "f")]), ["gender"]);
/// ```
pub fn kinds(profiles: &[Profile]) -> Vec<String> {
    const KINDS_MOST: usize = 12;
    let mut names = attributes(profiles);
    names.retain(|name| {
        let read = Attribute::read(profiles, name);
        let is_one_each = |read: &Attribute| matches!(read.column, Column::Categorical(_));
        read.filter(is_one_each).is_some_and(|read| {
            let most = KINDS_MOST.min(profiles.len() / 2);
            (2..=most).contains(&read.kinds())
        })
    });
    names
}

/// Attributes that say something of being in groups, and nothing of the person.
const ABOUT_GROUPS: [&str; 3] = ["only_one", PAST_GROUPS, "facilitator"];

/// The attribute that names the groups in which somebody was.
pub(super) const PAST_GROUPS: &str = "past_groups";

/// A past group with more people than this is none: the cell says something else.
const PAST_GROUP_MOST: usize = 60;

/// Who of these was in one group before, a list for each group that was.
pub(super) fn past_groups(profiles: &[Profile]) -> Vec<Vec<usize>> {
    let (_, _, written) = written(profiles, PAST_GROUPS);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (who, names) in written.iter().enumerate() {
        for name in names {
            groups.entry(text_key(name)).or_default().push(who);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.dedup());
    groups.retain(|group| group.len() <= PAST_GROUP_MOST);
    groups
}

/// Whether each of these can facilitate.
pub(super) fn facilitates(profiles: &[Profile], asked: &Facilitates) -> Vec<bool> {
    let (_, _, written) = written(profiles, &asked.attribute);
    let wanted = text_key(&asked.value);
    let is_it = |value: &&str| {
        let value = text_key(value);
        value == wanted || is_yes(&wanted) && is_yes(&value)
    };
    written.iter().map(|values| values.iter().any(is_it)).collect()
}

/// What is wrong with a way to know who can facilitate by which nobody can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Nobody has the attribute. These there are.
    Attribute(Vec<String>),
    /// Nobody has the value in it. These there are, each once.
    Value(Vec<String>),
}

/// Whether nobody can facilitate, and what there is instead.
pub(super) fn lacking(profiles: &[Profile], asked: &Facilitates) -> Option<Lacking> {
    if facilitates(profiles, asked).contains(&true) {
        return None;
    }
    match Attribute::read_kinds(profiles, &asked.attribute) {
        Some(read) => Some(Lacking::Value(read.labels)),
        None => Some(Lacking::Attribute(attributes(profiles))),
    }
}

/// Whether a cell says yes.
pub(super) fn is_yes(key: &str) -> bool {
    ["yes", "y", "ok", "true", "1"].contains(&key)
}

/// The name of an attribute as the roster has it, and its column if it is a known one. A column kept under its own
/// name beside the known one is an attribute of its own.
pub(super) fn called(profiles: &[Profile], name: &str) -> (String, Option<roster::Column>) {
    let own = roster::attribute_name(name);
    let is_own = profiles.iter().any(|profile| profile.attributes.iter().any(|(known, _)| *known == own));
    let column = roster::Column::named(name).filter(|_| !is_own);
    (column.map_or(own, |column| column.name().to_owned()), column)
}

/// The same, with what everyone wrote there.
fn written<'p>(profiles: &'p [Profile], name: &str) -> (String, Option<roster::Column>, Vec<Vec<&'p str>>) {
    let (name, column) = called(profiles, name);
    let written = profiles.iter().map(|profile| values(profile, column, &name)).collect();
    (name, column, written)
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
    let may_be_numbers = column.is_none() || column == Some(roster::Column::Seniority);
    if may_be_numbers { all_by(number) } else { None }
}

/// Whether an attribute is about levels of seniority.
fn is_of_levels(column: Option<roster::Column>, name: &str) -> bool {
    column == Some(roster::Column::Seniority)
        || column.is_none() && name.split('_').any(|word| word == "level")
}

/// Everyone's level and what each level is called; `None` unless all who wrote anything wrote one known level.
fn levels(written: &[Vec<&str>]) -> Option<(Vec<Option<u32>>, Vec<String>)> {
    let mut labels = vec![String::new(); LEVELS.len()];
    let mut level = |values: &Vec<&str>| match values.as_slice() {
        [] => Some(None),
        [value] => {
            let rank = rank(value)?;
            let label = labels.get_mut(usize::try_from(rank).ok()?)?;
            if label.is_empty() {
                (*value).clone_into(label);
            }
            Some(Some(rank))
        }
        _ => None,
    };
    let levels: Vec<Option<u32>> = written.iter().map(&mut level).collect::<Option<_>>()?;
    levels.iter().any(Option::is_some).then_some((levels, labels))
}

fn number(text: &str) -> Option<f32> {
    text.replace(',', ".").parse().ok().filter(|number: &f32| number.is_finite())
}

/// Levels of seniority from the highest; the first whose words stand in the text counts.
const LEVELS: [(u32, &[&str]); 7] = [
    (5, &["vice president", "vp", "svp", "evp", "partner"]),
    (
        6,
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
    (4, &["director", "head"]),
    (3, &["manager", "lead", "supervisor"]),
    (2, &["senior", "principal", "experienced"]),
    (1, &["mid", "middle", "specialist", "professional", "associate"]),
    (0, &["junior", "entry", "trainee", "intern", "graduate"]),
];

fn rank(level: &str) -> Option<u32> {
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
            Some(Column::Ordinal(vec![Some(5), Some(6), None, Some(3), Some(4)]))
        );
        assert_eq!(
            column(&["Elder", "Warden", "Elder"]),
            Some(Column::Categorical(vec![Some(0), Some(1), Some(0)]))
        );
    }
}
