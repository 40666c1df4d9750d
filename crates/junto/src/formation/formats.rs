//! Criteria as a TOML file or a stored document, and groups as CSV.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::str::FromStr;

use peergroups::formation::{Criteria, Facilitates, Keep, MeetingHours, Preset, Weights};
use peergroups::profile::Profile;
use sea_orm::FromJsonQueryResult;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::roster::formats;

/// Criteria as they are written down. What is left out is as usual for the roster.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, deny_unknown_fields)]
pub struct CriteriaFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage_band: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lonely: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<PresetName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crossing: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past_groups: Option<PastGroups>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<Facilitator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_one: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar: Option<BTreeMap<String, f32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub different: Option<BTreeMap<String, f32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<BTreeMap<String, f32>>,
    pub hours: HoursPart,
    pub keep: KeepPart,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HoursPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "hours_of_a_week")]
    pub common: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<TimeOfDay>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<TimeOfDay>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeepPart {
    pub apart: Vec<Vec<String>>,
    pub together: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_meet: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<Facilitator>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_apart: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports_apart: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department_apart: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competitors_apart: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_language: Option<bool>,
}

/// What `hours.common` can be.
pub const WEEK: RangeInclusive<f32> = 0.0..=168.0;

fn hours_of_a_week<'d, D: Deserializer<'d>>(written: D) -> Result<Option<f32>, D::Error> {
    let hours: Option<f32> = Option::deserialize(written)?;
    if hours.is_none_or(|hours| WEEK.contains(&hours)) {
        Ok(hours)
    } else {
        Err(D::Error::custom("the hours in common are hours a week, from 0 to 168"))
    }
}

impl CriteriaFile {
    /// Everything that these criteria say.
    pub fn of(criteria: &Criteria) -> Self {
        let table = |weights: &Weights| Some(weights.iter().cloned().collect());
        let Criteria { size, similar, different, shared, stage_band, .. } = criteria;
        let (hours, keep) = (&criteria.hours, &criteria.keep);
        Self {
            size: Some(Size(size.clone())),
            stage_band: *stage_band,
            lonely: Some(criteria.lonely.clone()),
            preset: None,
            crossing: Some(criteria.crossing.clone()),
            past_groups: Some(PastGroups(criteria.past_groups)),
            facilitator: Some(Facilitator(criteria.facilitator.clone())),
            only_one: Some(criteria.only_one.clone()).filter(|people| !people.is_empty()),
            seed: None,
            work: None,
            similar: table(similar),
            different: table(different),
            shared: table(shared),
            hours: HoursPart {
                minutes: Some(hours.minutes),
                common: Some(hours.common),
                from: Some(TimeOfDay(hours.from)),
                to: Some(TimeOfDay(hours.to)),
            },
            keep: KeepPart {
                apart: keep.apart.clone(),
                together: keep.together.clone(),
                may_meet: keep.may_meet.clone(),
                facilitator: None,
                organisation_apart: Some(keep.organisation_apart),
                reports_apart: Some(keep.reports_apart),
                department_apart: Some(keep.department_apart),
                competitors_apart: Some(keep.competitors_apart),
                shared_language: Some(keep.shared_language),
            },
        }
    }

    /// These criteria over those of their preset, else over what is usual for these people.
    pub fn of_people(self, people: &[Profile]) -> Criteria {
        let preset = self.preset.map(|named| Criteria::preset(named.0, people));
        self.over(preset.unwrap_or_else(|| Criteria::usual(people)))
    }

    /// These criteria over the usual ones.
    pub fn over(self, usual: Criteria) -> Criteria {
        let weights = |table: Option<BTreeMap<String, f32>>, usual: Weights| {
            table.map_or(usual, |table| table.into_iter().collect())
        };
        let (hours, keep) = (self.hours, self.keep);
        Criteria {
            size: self.size.map_or(usual.size, |size| size.0),
            similar: weights(self.similar, usual.similar),
            different: weights(self.different, usual.different),
            shared: weights(self.shared, usual.shared),
            stage_band: self.stage_band.or(usual.stage_band),
            hours: MeetingHours {
                minutes: hours.minutes.unwrap_or(usual.hours.minutes),
                common: hours.common.unwrap_or(usual.hours.common),
                from: hours.from.map_or(usual.hours.from, |from| from.0),
                to: hours.to.map_or(usual.hours.to, |to| to.0),
            },
            keep: Keep {
                apart: keep.apart,
                together: keep.together,
                may_meet: keep.may_meet,
                organisation_apart: keep.organisation_apart.unwrap_or(usual.keep.organisation_apart),
                reports_apart: keep.reports_apart.unwrap_or(usual.keep.reports_apart),
                department_apart: keep.department_apart.unwrap_or(usual.keep.department_apart),
                competitors_apart: keep.competitors_apart.unwrap_or(usual.keep.competitors_apart),
                shared_language: keep.shared_language.unwrap_or(usual.keep.shared_language),
            },
            crossing: self.crossing.unwrap_or(usual.crossing),
            past_groups: self.past_groups.map_or(usual.past_groups, |past| past.0),
            facilitator: self.facilitator.or(keep.facilitator).map_or(usual.facilitator, |written| written.0),
            lonely: self.lonely.unwrap_or(usual.lonely),
            only_one: self.only_one.unwrap_or(usual.only_one),
        }
    }
}

/// `7..9` or `8`: how many people a group has, from least to most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SizeWritten", into = "String")]
pub struct Size(pub RangeInclusive<usize>);

#[derive(Deserialize)]
#[serde(untagged)]
enum SizeWritten {
    One(usize),
    Range(String),
}

/// Not a size range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a size is written as 7..9 or 8, at least 2")]
pub struct SizeError;

impl FromStr for Size {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| SizeError);
        let ends = text.split_once("..").or_else(|| text.split_once(['-', '–']));
        let (least, most) = match ends {
            Some((least, most)) => (number(least)?, number(most.trim_start_matches('='))?),
            None => (number(text)?, number(text)?),
        };
        if (2..=most).contains(&least) { Ok(Self(least..=most)) } else { Err(SizeError) }
    }
}

impl TryFrom<SizeWritten> for Size {
    type Error = SizeError;

    fn try_from(written: SizeWritten) -> Result<Self, SizeError> {
        match written {
            SizeWritten::One(number) => number.to_string().parse(),
            SizeWritten::Range(text) => text.parse(),
        }
    }
}

impl From<Size> for String {
    fn from(size: Size) -> Self {
        size.to_string()
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.0.start(), self.0.end())
    }
}

/// `08:00`, in minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(pub u16);

/// Not a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written as 08:00, up to 24:00")]
pub struct TimeError;

impl FromStr for TimeOfDay {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
        let hour: u16 = hour.parse().map_err(|_| TimeError)?;
        let minute: u16 = minute.parse().map_err(|_| TimeError)?;
        let is_one = hour < 24 && minute < 60 || hour == 24 && minute == 0;
        if is_one { Ok(Self(hour * 60 + minute)) } else { Err(TimeError) }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// What a round is for: `balanced`, `peers`, `variety` or `new-faces`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PresetName(pub Preset);

/// Not the name of a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a preset is one of balanced, peers, variety and new-faces")]
pub struct PresetError;

impl PresetName {
    pub const ALL: [Self; 4] =
        [Self(Preset::Balanced), Self(Preset::Peers), Self(Preset::Variety), Self(Preset::NewFaces)];

    pub fn name(self) -> &'static str {
        match self.0 {
            Preset::Balanced => "balanced",
            Preset::Peers => "peers",
            Preset::Variety => "variety",
            Preset::NewFaces => "new-faces",
        }
    }
}

impl TryFrom<String> for PresetName {
    type Error = PresetError;

    fn try_from(text: String) -> Result<Self, PresetError> {
        let written = text.trim().to_lowercase().replace([' ', '_'], "-");
        Self::ALL.into_iter().find(|preset| preset.name() == written).ok_or(PresetError)
    }
}

impl From<PresetName> for String {
    fn from(preset: PresetName) -> Self {
        preset.name().to_owned()
    }
}

/// `"apart"`, `"any"` or a weight: how much it counts that people were in no group together before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "PastGroupsWritten", into = "f32")]
pub struct PastGroups(pub f32);

#[derive(Deserialize)]
#[serde(untagged)]
enum PastGroupsWritten {
    Weight(f32),
    Word(String),
}

/// Not a wish for new faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("past_groups is \"apart\", \"any\" or a weight from 0 to 100")]
pub struct PastGroupsError;

impl PastGroups {
    /// Apart if possible.
    pub const APART: Self = Self(2.0);
}

impl TryFrom<PastGroupsWritten> for PastGroups {
    type Error = PastGroupsError;

    fn try_from(written: PastGroupsWritten) -> Result<Self, PastGroupsError> {
        match written {
            PastGroupsWritten::Weight(weight) if (0.0..=100.0).contains(&weight) => Ok(Self(weight)),
            PastGroupsWritten::Word(word) if word == "apart" => Ok(Self::APART),
            PastGroupsWritten::Word(word) if word == "any" => Ok(Self(0.0)),
            _ => Err(PastGroupsError),
        }
    }
}

impl From<PastGroups> for f32 {
    fn from(past: PastGroups) -> Self {
        past.0
    }
}

/// `"role = facilitator"`, or `true` for those whose attribute `facilitator` says yes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FacilitatorWritten", into = "FacilitatorWritten")]
pub struct Facilitator(pub Option<Facilitates>);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum FacilitatorWritten {
    Asked(bool),
    Named(String),
}

/// Not a way to say who facilitates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("facilitator is true, false, or written as \"role = facilitator\"")]
pub struct FacilitatorError;

impl Facilitator {
    /// By what it is known where nothing else is said.
    pub fn default_names() -> String {
        let Facilitates { attribute, value } = Facilitates::default();
        format!("{attribute} = {value}")
    }
}

impl FromStr for Facilitator {
    type Err = FacilitatorError;

    fn from_str(text: &str) -> Result<Self, FacilitatorError> {
        let (attribute, value) = text.split_once('=').ok_or(FacilitatorError)?;
        let (attribute, value) = (attribute.trim().to_owned(), value.trim().to_owned());
        let is_whole = !attribute.is_empty() && !value.is_empty();
        is_whole.then_some(Self(Some(Facilitates { attribute, value }))).ok_or(FacilitatorError)
    }
}

impl TryFrom<FacilitatorWritten> for Facilitator {
    type Error = FacilitatorError;

    fn try_from(written: FacilitatorWritten) -> Result<Self, FacilitatorError> {
        match written {
            FacilitatorWritten::Asked(is_asked) => Ok(Self(is_asked.then(Facilitates::default))),
            FacilitatorWritten::Named(text) => text.parse(),
        }
    }
}

impl From<Facilitator> for FacilitatorWritten {
    fn from(facilitator: Facilitator) -> Self {
        match facilitator.0 {
            None => Self::Asked(false),
            Some(asked) if asked == Facilitates::default() => Self::Asked(true),
            Some(Facilitates { attribute, value }) => Self::Named(format!("{attribute} = {value}")),
        }
    }
}

/// Why a criteria file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    pub problem: CriteriaProblem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriteriaProblem {
    /// There is no such key; the nearest there is.
    UnknownKey { key: String, nearest: String },
    /// Anything else, as it was put.
    Other(String),
}

/// Reads a criteria file.
pub fn read_criteria(text: &str) -> Result<CriteriaFile, CriteriaError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let problem = unknown_key(error.message())
            .unwrap_or_else(|| CriteriaProblem::Other(error.message().to_owned()));
        CriteriaError { line, problem }
    })
}

/// The key that is meant by ``unknown field `a`, expected one of `b`, `c` ``.
fn unknown_key(message: &str) -> Option<CriteriaProblem> {
    let mut named = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = named.next()?.to_owned();
    let nearest = named.min_by_key(|known| strsim::damerau_levenshtein(known, &key))?.to_owned();
    Some(CriteriaProblem::UnknownKey { key, nearest })
}

/// What is to be written into a criteria file so that `before` becomes `after`: a line, and in which part it
/// stands where it stands in one.
pub fn changed_line(before: &Criteria, after: &Criteria) -> Option<(String, Option<String>)> {
    let table = |criteria| toml::Table::try_from(CriteriaFile::of(criteria)).ok();
    let (before, after) = (table(before)?, table(after)?);
    let line = |key: &str, value: &toml::Value| format!("{key} = {value}");
    for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != Some(value)) {
        let toml::Value::Table(part) = value else { return Some((line(key, value), None)) };
        let was = before.get(key).and_then(toml::Value::as_table);
        let changed = part.iter().find(|(key, value)| was.and_then(|was| was.get(*key)) != Some(value));
        if let Some((inner, value)) = changed {
            return Some((line(inner, value), Some(key.clone())));
        }
    }
    None
}

impl CriteriaFile {
    /// These criteria without attributes that nobody has, and the names of those.
    pub fn known(mut self, attributes: &[String]) -> (Self, Vec<String>) {
        let mut unknown = Vec::new();
        let mut is_known = |name: &String| {
            let known = attributes.contains(name);
            if !known && !unknown.contains(name) {
                unknown.push(name.clone());
            }
            known
        };
        for table in [&mut self.similar, &mut self.different, &mut self.shared].into_iter().flatten() {
            table.retain(|name, _| is_known(name));
        }
        for names in [&mut self.lonely, &mut self.crossing].into_iter().flatten() {
            names.retain(&mut is_known);
        }
        (self, unknown)
    }
}

/// Writes `group,email,name`, one line a person.
pub fn write_groups<'a>(target: impl Write, lines: impl IntoIterator<Item = [&'a str; 3]>) -> io::Result<()> {
    formats::write_csv(target, [["group", "email", "name"]].into_iter().chain(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criteria_file_changes_what_it_names_and_leaves_the_rest_as_usual() {
        let text = r#"
            size = "6..8"
            stage_band = 8
            lonely = ["gender"]
            seed = 1727

            [similar]
            years_in_role = 3

            [hours]
            minutes = 120
            common = 3.5
            from = "09:00"

            [keep]
            apart = [["mara@example.org", "Tove Lindqvarn"]]
            organisation_apart = false
        "#;
        let file: CriteriaFile = toml::from_str(text).unwrap();
        assert_eq!(file.seed, Some(1727));
        let usual = Criteria { different: vec![("industry".into(), 2.0)], ..Criteria::default() };
        let criteria = file.over(usual);
        assert_eq!(criteria.size, 6..=8);
        assert_eq!(criteria.similar, [("years_in_role".to_owned(), 3.0)]);
        assert_eq!(criteria.different, [("industry".to_owned(), 2.0)]);
        assert_eq!(criteria.hours, MeetingHours { minutes: 120, common: 3.5, from: 540, to: 1140 });
        assert!(!criteria.keep.organisation_apart && criteria.keep.reports_apart);
        assert_eq!(criteria.lonely, ["gender"]);
    }

    #[test]
    fn criteria_survive_being_written_down() {
        let criteria = Criteria {
            size: 5..=6,
            similar: vec![("seniority".into(), 2.5)],
            stage_band: Some(3.0),
            keep: Keep {
                together: vec![vec!["a@example.org".into(), "b@example.org".into()]],
                ..Keep::default()
            },
            ..Criteria::default()
        };
        let file = CriteriaFile::of(&criteria);
        let toml: CriteriaFile = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
        let json: CriteriaFile = serde_json::from_value(serde_json::to_value(&file).unwrap()).unwrap();
        let elsewhere = Criteria { size: 2..=3, stage_band: None, ..Criteria::default() };
        assert_eq!(toml.over(elsewhere.clone()), criteria);
        assert_eq!(json.over(elsewhere), criteria);
    }

    #[test]
    fn a_slip_in_a_criteria_file_is_not_passed_over() {
        for text in
            ["sise = 8", "size = \"9..7\"", "size = 1", "[hours]\nfrom = \"25:00\"", "[keep]\nappart = []"]
        {
            assert!(toml::from_str::<CriteriaFile>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_slip_is_named_with_its_line_and_the_nearest_key() {
        let slip = |text: &str| read_criteria(text).unwrap_err();
        let unknown = |key: &str, nearest: &str| CriteriaProblem::UnknownKey {
            key: key.to_owned(),
            nearest: nearest.to_owned(),
        };
        let crossed = slip("size = 8\n\ncrosing = [\"gender\", \"sector\"]\n");
        assert_eq!(crossed, CriteriaError { line: Some(3), problem: unknown("crosing", "crossing") });
        let kept = slip("[keep]\norganization_apart = true\n");
        let organisation = unknown("organization_apart", "organisation_apart");
        assert_eq!(kept, CriteriaError { line: Some(2), problem: organisation });
        for text in ["preset = \"everyone\"", "past_groups = \"never\"", "facilitator = \"role\""] {
            assert!(matches!(slip(text).problem, CriteriaProblem::Other(_)), "{text}");
        }
    }

    #[test]
    fn who_facilitates_and_new_faces_are_written_in_words() {
        let text = "preset = \"new faces\"\npast_groups = \"apart\"\n[keep]\nfacilitator = true\n";
        let file = read_criteria(text).unwrap();
        assert_eq!(file.preset, Some(PresetName(Preset::NewFaces)));
        let criteria = file.over(Criteria::default());
        assert_eq!((criteria.past_groups, criteria.facilitator), (2.0, Some(Facilitates::default())));
        let named = read_criteria("facilitator = \"role = Facilitator\"").unwrap().over(Criteria::default());
        let asked = Facilitates { attribute: "role".to_owned(), value: "Facilitator".to_owned() };
        assert_eq!(named.facilitator, Some(asked));
    }

    #[test]
    fn the_criteria_file_of_the_readme_is_one() {
        let readme = include_str!("../../../../README.md");
        let mut blocks = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        let example = blocks.find(|block| block.contains("past_groups")).unwrap();
        assert_eq!(read_criteria(example).map(|file| file.stage_band), Ok(Some(8.0)));
    }

    #[test]
    fn what_changed_is_told_as_a_line_of_the_file() {
        let before = Criteria { facilitator: Some(Facilitates::default()), ..Criteria::default() };
        let change = |change: &dyn Fn(&mut Criteria)| {
            let mut after = before.clone();
            change(&mut after);
            changed_line(&before, &after)
        };
        let size = change(&|criteria| criteria.size = 5..=9);
        assert_eq!(size, Some(("size = \"5..9\"".to_owned(), None)));
        let hours = change(&|criteria| criteria.hours.common = 1.5);
        assert_eq!(hours, Some(("common = 1.5".to_owned(), Some("hours".to_owned()))));
        let facilitator = change(&|criteria| criteria.facilitator = None);
        assert_eq!(facilitator, Some(("facilitator = false".to_owned(), None)));
        assert_eq!(change(&|_| ()), None);
    }

    #[test]
    fn sizes_are_understood_as_people_write_them() {
        for (text, size) in
            [("7..9", 7..=9), ("8", 8..=8), ("6-8", 6..=8), (" 7 .. 9 ", 7..=9), ("7..=9", 7..=9)]
        {
            assert_eq!(text.parse(), Ok(Size(size)), "{text}");
        }
    }
}
