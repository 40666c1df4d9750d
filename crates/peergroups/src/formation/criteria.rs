//! What the groups of a round shall be like, by the names of attributes.

use std::ops::RangeInclusive;

use crate::profile::Profile;

use super::attribute::Attribute;

/// Wishes by attribute: its name as in the roster, and how much it counts beside the others.
pub type Weights = Vec<(String, f32)>;

/// What the groups of a round shall be like.
///
/// Wishes (`similar`, `different`, `shared`) yield to each other by weight. Everything else is a must and is
/// never broken: whom it keeps out stays unplaced, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria {
    /// How many people a group has.
    pub size: RangeInclusive<usize>,
    /// Attributes in which the members of a group shall be alike.
    pub similar: Weights,
    /// Attributes in which they shall differ.
    pub different: Weights,
    /// Lists of which any two shall have something in common, such as interests.
    pub shared: Weights,
    /// A must: the stages of a group lie within so many years (or levels of seniority, where the roster has
    /// no years).
    pub stage_band: Option<f32>,
    /// When a group could meet.
    pub hours: MeetingHours,
    /// Who meets and who does not.
    pub keep: Keep,
    /// Attributes in which nobody shall be the only one of their kind in a group, unless their attribute
    /// `only_one` says `yes`.
    pub lonely: Vec<String>,
}

/// When a group could meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeetingHours {
    /// How long a meeting is, in minutes.
    pub minutes: u32,
    /// A must: so many hours a week in stretches long enough for a meeting are common to all, in January and
    /// in July. None when 0.
    pub common: f32,
    /// Minute of the day from which whoever wrote no hours can meet, Monday to Friday on their clock.
    pub from: u16,
    /// Minute of the day until which they can.
    pub to: u16,
}

/// Who meets and who does not. Pairs named in the profiles always count.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sentence of its own in a criteria file")]
pub struct Keep {
    /// People, by address or name, no two of whom meet.
    pub apart: Vec<Vec<String>>,
    /// People, by address or name, who go together or not at all.
    pub together: Vec<Vec<String>>,
    /// No two of one organisation meet.
    pub organisation_apart: bool,
    /// Nobody meets a superior or a report, direct or through others.
    pub reports_apart: bool,
    /// No two of one department of one organisation meet.
    pub department_apart: bool,
    /// No two of competing organisations meet.
    pub competitors_apart: bool,
    /// A group has a language common to all who name theirs.
    pub shared_language: bool,
}

impl Default for MeetingHours {
    fn default() -> Self {
        Self { minutes: 90, common: 2.0, from: 8 * 60, to: 19 * 60 }
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            apart: Vec::new(),
            together: Vec::new(),
            organisation_apart: true,
            reports_apart: true,
            department_apart: false,
            competitors_apart: true,
            shared_language: true,
        }
    }
}

impl Default for Criteria {
    /// Groups of seven to nine with hours in common and no conflict of interest; nothing wished for.
    fn default() -> Self {
        Self {
            size: 7..=9,
            similar: Vec::new(),
            different: Vec::new(),
            shared: Vec::new(),
            stage_band: None,
            hours: MeetingHours::default(),
            keep: Keep::default(),
            lonely: Vec::new(),
        }
    }
}

impl Criteria {
    /// What suits most rosters, as far as this one says it: alike in years in the role (else in seniority),
    /// different in industry and function, with interests in common.
    ///
    /// ```
    /// use peergroups::{formation::Criteria, profile::{Email, Profile}};
    /// let mut mara = Profile::new("Mara", Email::parse("mara@example.org").unwrap());
    /// mara.years_in_role = Some(9.0);
    /// assert_eq!(Criteria::usual(&[mara]).similar, [("years_in_role".to_owned(), 4.0)]);
    /// ```
    pub fn usual(profiles: &[Profile]) -> Self {
        let known = |name: &str| Attribute::read(profiles, name).is_some();
        let weights = |wanted: &[(&str, f32)]| -> Weights {
            let known = wanted.iter().filter(|(name, _)| known(name));
            known.map(|(name, weight)| ((*name).to_owned(), *weight)).collect()
        };
        let stage = if known("years_in_role") { "years_in_role" } else { "seniority" };
        Self {
            similar: weights(&[(stage, 4.0)]),
            different: weights(&[("industry", 2.0), ("function", 2.0)]),
            shared: weights(&[("interests", 1.0)]),
            ..Self::default()
        }
    }

    /// Every attribute that a wish or a must looks at.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        let wishes = [&self.similar, &self.different, &self.shared].into_iter().flatten();
        wishes.map(|(name, _)| name.as_str()).chain(self.lonely.iter().map(String::as_str))
    }
}
