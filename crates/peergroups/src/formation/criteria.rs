//! What the groups of a round shall be like, by the names of attributes.

use std::ops::RangeInclusive;

use matching::{Candidates, Column, ColumnId, Meaning, Preset};

use super::attribute::{Attribute, PAST_GROUPS, past_groups};
use crate::profile::Profile;

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
    /// Attributes, two or more, along which no line shall part a group, as when all its women come from public
    /// bodies. A wish; each counts [`CROSSING`].
    pub crossing: Vec<String>,
    /// How much it counts that people are new to each other: that no two name the same group in their attribute
    /// `past_groups`. 0 where it does not matter.
    pub past_groups: f32,
    /// When a group could meet.
    pub hours: MeetingHours,
    /// Who meets and who does not.
    pub keep: Keep,
    /// A must: somebody in every group can facilitate it.
    pub facilitator: Option<Facilitates>,
    /// Attributes in which nobody shall be the only one of their kind in a group, unless their attribute
    /// `only_one` says `yes`.
    pub lonely: Vec<String>,
    /// People, by address or name, who do not mind being the only one of their kind, whatever `only_one` says.
    pub only_one: Vec<String>,
}

/// How much each attribute of [`Criteria::crossing`] counts.
pub const CROSSING: f32 = 1.0;

/// By what it is known who can facilitate: this attribute has this value. `yes` is also `true`, `ok` and `1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facilitates {
    /// The attribute.
    pub attribute: String,
    /// Its value.
    pub value: String,
}

impl Default for Facilitates {
    /// The attribute `facilitator` says `yes`.
    fn default() -> Self {
        Self { attribute: "facilitator".to_owned(), value: "yes".to_owned() }
    }
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
    /// People, by address or name, who may meet in spite of what else keeps them apart.
    pub may_meet: Vec<Vec<String>>,
    /// People, by address or name, who need not go with those they are to go together with.
    pub may_part: Vec<String>,
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
            may_meet: Vec::new(),
            may_part: Vec::new(),
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
            crossing: Vec::new(),
            past_groups: 0.0,
            hours: MeetingHours::default(),
            keep: Keep::default(),
            facilitator: None,
            lonely: Vec::new(),
            only_one: Vec::new(),
        }
    }
}

impl Criteria {
    /// What suits most rosters, as far as this one says it: alike in years in the role (else in seniority),
    /// different in industry and function, with interests in common, and apart who were in one group before.
    ///
    /// ```
    /// use peergroups::{formation::Criteria, profile::{Email, Profile}};
    /// let mut mara = Profile::new("Mara", Email::parse("mara@example.org").unwrap());
    /// mara.years_in_role = Some(9.0);
    /// assert_eq!(Criteria::usual(&[mara]).similar, [("years_in_role".to_owned(), 4.0)]);
    /// ```
    pub fn usual(profiles: &[Profile]) -> Self {
        Self { crossing: Vec::new(), ..Self::preset(Preset::Balanced, profiles) }
    }

    /// What a round is for, as far as this roster says what that takes.
    pub fn preset(preset: Preset, profiles: &[Profile]) -> Self {
        let known = |name: &str| Attribute::read(profiles, name);
        let first = |names: [&'static str; 2]| names.into_iter().find(|name| known(name).is_some());
        let is_kind = |name: &&str| known(name).is_some_and(|read| read.kinds() > 1 && !read.is_number());
        // The weights stand where the evidence for them does; columns without people have their names.
        let mut nobody = Candidates::new(0);
        let mut names: Vec<(ColumnId, &str)> = Vec::new();
        let mut column = |name: &'static str| {
            let id = nobody.add(Column::Categorical(Vec::new())).ok()?;
            names.push((id, name));
            Some(id)
        };
        let parting = ["gender", "sex", "origin", "industry", "function"];
        let mut parting: Vec<&str> = parting.into_iter().filter(is_kind).collect();
        parting.truncate(2);
        let meaning = Meaning {
            stage: first(["years_in_role", "seniority"]).and_then(&mut column),
            tasks: ["industry", "function"]
                .into_iter()
                .filter(|name| known(name).is_some())
                .filter_map(&mut column)
                .collect(),
            topics: first(["interests", "goals"]).and_then(&mut column).into_iter().collect(),
            shared_before: Some(PAST_GROUPS)
                .filter(|_| past_groups(profiles).iter().any(|group| group.len() > 1))
                .and_then(&mut column),
            crossing: Vec::new(),
        };
        let wishes = preset.wishes(&meaning);
        let mut criteria = Self::default();
        for wish in wishes {
            let Some((_, name)) = names.iter().find(|(id, _)| *id == wish.column) else { continue };
            let weights = match wish.aim {
                _ if *name == PAST_GROUPS => {
                    criteria.past_groups = wish.weight;
                    continue;
                }
                matching::Aim::Similar => &mut criteria.similar,
                matching::Aim::Different => &mut criteria.different,
                _ => &mut criteria.shared,
            };
            weights.push(((*name).to_owned(), wish.weight));
        }
        if parting.len() > 1 {
            criteria.crossing = parting.into_iter().map(str::to_owned).collect();
        }
        criteria
    }

    /// Every attribute that a wish or a must looks at.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        let wishes = [&self.similar, &self.different, &self.shared].into_iter().flatten();
        let named = self.crossing.iter().chain(&self.lonely).map(String::as_str);
        wishes.map(|(name, _)| name.as_str()).chain(named)
    }
}
