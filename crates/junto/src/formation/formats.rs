//! Criteria as a TOML file or a stored document, and groups as CSV.

mod reading;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::io::{self, Write};

use peergroups::formation::{Criteria, Keep, MeetingHours, Weights};
use peergroups::profile::Profile;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

pub use self::reading::{CriteriaProblem, Takes, WEEK, WEIGHT, read_criteria};
pub use self::values::{Facilitator, PastGroups, PresetName, Size, TimeOfDay};
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
    #[serde(skip_serializing_if = "Option::is_none")]
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_part: Vec<String>,
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
                may_part: keep.may_part.clone(),
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
                may_part: keep.may_part,
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

/// Writes `group,email,name`, one line a person.
pub fn write_groups<'a>(target: impl Write, lines: impl IntoIterator<Item = [&'a str; 3]>) -> io::Result<()> {
    formats::write_csv(target, [["group", "email", "name"]].into_iter().chain(lines))
}
