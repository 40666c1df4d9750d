//! Single values as they are written in criteria: sizes, times of day, presets, past groups, who facilitates.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use peergroups::formation::{Facilitates, Preset};
use serde::{Deserialize, Serialize};

use super::WEIGHT;

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
            PastGroupsWritten::Weight(weight) if WEIGHT.contains(&weight) => Ok(Self(weight)),
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
