//! A criteria file read; or what is wrong with it, on which line, and what its place takes.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use peergroups::roster::attribute_name;
use toml::de::{DeTable, DeValue};

use super::CriteriaFile;

/// Why a criteria file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// The line, from 1.
    pub line: usize,
    pub problem: CriteriaProblem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriteriaProblem {
    /// It is no TOML.
    NotToml,
    /// A key stands twice.
    KeyTwice,
    /// There is no such key; the nearest there is.
    UnknownKey { key: String, nearest: String },
    /// A key cannot have the value that it has.
    Value { key: String, takes: Takes },
    /// One attribute stands twice under a key.
    Twice { key: String, attribute: String },
    /// People shall be alike and differ in one attribute.
    AlikeAndDifferent { attribute: String },
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Size,
    Band,
    Preset,
    PastGroups,
    Facilitator,
    Seed,
    Work,
    Weight,
    Minutes,
    Common,
    TimeOfDay,
    AnotherEnd,
    YesNo,
    Attributes,
    People,
    Sets,
    Part,
}

const BAND: RangeInclusive<f32> = 0.0..=100.0;
const MINUTES: RangeInclusive<u32> = 1..=24 * 60;
/// What `hours.common` can be.
pub const WEEK: RangeInclusive<f32> = 0.0..=168.0;
/// What a weight can be.
pub const WEIGHT: RangeInclusive<f32> = 0.0..=100.0;

/// Reads a criteria file.
pub fn read_criteria(text: &str) -> Result<CriteriaFile, CriteriaError> {
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let table = DeTable::parse(text).map_err(|error| CriteriaError {
        line: line(error.span().map_or(0, |span| span.start)),
        problem: if error.message() == "duplicate key" {
            CriteriaProblem::KeyTwice
        } else {
            CriteriaProblem::NotToml
        },
    })?;
    let places = places(table.get_ref());
    let file: CriteriaFile = toml::from_str(text).map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let place = places.iter().rfind(|place| place.key.contains(&at) || place.value.contains(&at));
        let path = place.map(|place| place.path.as_slice()).unwrap_or_default();
        CriteriaError { line: line(at), problem: unknown_key(error.message()).unwrap_or_else(|| value(path)) }
    })?;
    match file.wrong() {
        Some((path, problem)) => {
            let place = places.iter().find(|place| place.path == path);
            Err(CriteriaError { line: line(place.map_or(0, |place| place.key.start)), problem })
        }
        None => Ok(file),
    }
}

/// Where a key and its value stand in the text.
struct Place<'t> {
    path: Vec<&'t str>,
    key: Range<usize>,
    value: Range<usize>,
}

/// Every key, and below those that are parts every key in them.
fn places<'t>(table: &'t DeTable<'_>) -> Vec<Place<'t>> {
    let mut found = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        found.push(Place { path: vec![name], key: key.span(), value: value.span() });
        if let DeValue::Table(part) = value.get_ref() {
            found.extend(part.iter().map(|(inner, value)| Place {
                path: vec![name, inner.get_ref().as_ref()],
                key: inner.span(),
                value: value.span(),
            }));
        }
    }
    found
}

/// The key that is meant by ``unknown field `a`, expected one of `b`, `c` ``.
fn unknown_key(message: &str) -> Option<CriteriaProblem> {
    let mut named = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = named.next()?.to_owned();
    let nearest = named.min_by_key(|known| strsim::damerau_levenshtein(known, &key))?.to_owned();
    Some(CriteriaProblem::UnknownKey { key, nearest })
}

/// That what stands there is not what the place takes.
fn value(path: &[&str]) -> CriteriaProblem {
    let takes = match path {
        ["size"] => Takes::Size,
        ["stage_band"] => Takes::Band,
        ["preset"] => Takes::Preset,
        ["past_groups"] => Takes::PastGroups,
        ["facilitator"] | ["keep", "facilitator"] => Takes::Facilitator,
        ["seed"] => Takes::Seed,
        ["work"] => Takes::Work,
        ["crossing" | "lonely"] => Takes::Attributes,
        ["only_one"] | ["keep", "may_part"] => Takes::People,
        ["similar" | "different" | "shared", _] => Takes::Weight,
        ["hours", "minutes"] => Takes::Minutes,
        ["hours", "common"] => Takes::Common,
        ["hours", _] => Takes::TimeOfDay,
        ["keep", "apart" | "together" | "may_meet"] => Takes::Sets,
        ["keep", _] => Takes::YesNo,
        _ => Takes::Part,
    };
    CriteriaProblem::Value { key: path.last().copied().unwrap_or_default().to_owned(), takes }
}

impl CriteriaFile {
    /// The first key whose value is beyond what it can be, or says one thing twice or two at once.
    pub fn wrong(&self) -> Option<(Vec<&str>, CriteriaProblem)> {
        let hours = &self.hours;
        let beyond = [
            (vec!["stage_band"], self.stage_band.is_some_and(|band| !BAND.contains(&band))),
            (vec!["work"], self.work == Some(0)),
            (vec!["hours", "minutes"], hours.minutes.is_some_and(|minutes| !MINUTES.contains(&minutes))),
            (vec!["hours", "common"], hours.common.is_some_and(|common| !WEEK.contains(&common))),
        ];
        let ends_at_once = hours.to.is_some() && hours.from == hours.to;
        let ends = ends_at_once.then(|| {
            let (key, takes) = ("to".to_owned(), Takes::AnotherEnd);
            (vec!["hours", "to"], CriteriaProblem::Value { key, takes })
        });
        let beyond = beyond.into_iter().find(|(_, is_beyond)| *is_beyond).map(|(path, _)| {
            let problem = value(&path);
            (path, problem)
        });
        beyond.or(ends).or_else(|| self.wrong_weight()).or_else(|| self.attribute_twice())
    }

    fn tables(&self) -> impl Iterator<Item = (&'static str, &BTreeMap<String, f32>)> {
        let tables = [("similar", &self.similar), ("different", &self.different), ("shared", &self.shared)];
        tables.into_iter().filter_map(|(part, table)| Some((part, table.as_ref()?)))
    }

    fn wrong_weight(&self) -> Option<(Vec<&str>, CriteriaProblem)> {
        let mut weights = self.tables().flat_map(|(part, table)| {
            table.iter().map(move |(name, weight)| (vec![part, name.as_str()], weight))
        });
        let (path, _) = weights.find(|(_, weight)| !WEIGHT.contains(weight))?;
        let problem = value(&path);
        Some((path, problem))
    }

    fn attribute_twice(&self) -> Option<(Vec<&str>, CriteriaProblem)> {
        let lists = [("crossing", &self.crossing), ("lonely", &self.lonely)];
        for (key, names) in lists.into_iter().filter_map(|(key, names)| Some((key, names.as_ref()?))) {
            if let Some(attribute) = twice(names) {
                let (key_named, attribute) = (key.to_owned(), attribute.to_owned());
                return Some((vec![key], CriteriaProblem::Twice { key: key_named, attribute }));
            }
        }
        for (part, table) in self.tables() {
            if let Some(attribute) = twice(table.keys()) {
                let problem =
                    CriteriaProblem::Twice { key: part.to_owned(), attribute: attribute.to_owned() };
                return Some((vec![part, attribute], problem));
            }
        }
        let similar: Vec<String> =
            self.similar.iter().flatten().map(|(name, _)| attribute_name(name)).collect();
        let mut different = self.different.iter().flatten().map(|(name, _)| name.as_str());
        let both = different.find(|name| similar.contains(&attribute_name(name)))?;
        Some((vec!["different", both], CriteriaProblem::AlikeAndDifferent { attribute: both.to_owned() }))
    }
}

/// A name that is one before it, written otherwise or the same.
fn twice<'n>(names: impl IntoIterator<Item = &'n String>) -> Option<&'n str> {
    let mut before = Vec::new();
    for name in names {
        let meant = attribute_name(name);
        if before.contains(&meant) {
            return Some(name);
        }
        before.push(meant);
    }
    None
}
