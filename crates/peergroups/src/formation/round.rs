//! Profiles and criteria, read together and put as the question that `matching` answers.

use std::collections::{BTreeMap, HashMap};

use calendar::{Date, Seasons, Weekday, WeeklyHours, Zone};
use matching::{Candidates, Column, ColumnId, Constraint, Hours, Rule, Wish};

use super::attribute::{Attribute, Lacking, called, facilitates, is_yes, lacking, past_groups};
use super::criteria::CROSSING;
use super::named::Slip;
use super::proposal::Aim;
use super::{Criteria, FormationError, MeetingHours, Must};
use crate::conflict::{Conflicts, Kind};
use crate::profile::{Profile, text_key};

/// The question of a formation round.
///
/// Someone without a time zone is taken to live in the zone of most others. Someone without hours can meet at
/// the usual ones of the criteria.
#[derive(Clone, Debug)]
pub struct Round<'p> {
    pub(super) profiles: &'p [Profile],
    pub(super) criteria: Criteria,
    pub(super) conflicts: Conflicts,
    /// The attributes of the wishes, in the order of the wishes.
    pub(super) wishes: Vec<(Attribute, Aim)>,
    pub(super) languages: Option<(Attribute, ColumnId)>,
    pub(super) candidates: Candidates,
    pub(super) asked: matching::Criteria,
    pub(super) places: Vec<(Zone, WeeklyHours)>,
    /// Whether zone and hours of each are their own.
    said: Vec<Said>,
    pub(super) seasons: Vec<Seasons>,
    pub(super) day: Date,
    musts: BTreeMap<Constraint, Must>,
    /// For each, the past groups they were in, by number.
    pub(super) past: Vec<Vec<usize>>,
    /// Sets of people who may meet in spite of what keeps them apart.
    pub(super) may_meet: Vec<Vec<usize>>,
    /// What of the people named in the criteria could not be followed.
    pub(super) slips: Vec<Slip>,
}

/// Which parts of a place somebody said; the rest is assumed.
#[derive(Clone, Copy, Debug)]
struct Said {
    zone: bool,
    hours: bool,
}

impl<'p> Round<'p> {
    /// Reads profiles and criteria. Hours are compared in January and July of the year of `day`, and best
    /// hours are looked for in its week.
    ///
    /// # Errors
    /// [`FormationError::NobodyHas`] when a wish or `lonely` names an attribute of which nothing is known;
    /// [`FormationError::NoStage`] when a band is asked for without stages.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use peergroups::formation::{Budget, Criteria, Round};
    /// use peergroups::profile::{Email, Profile};
    /// let people: Vec<Profile> = (0..6)
    ///     .map(|number| Profile {
    ///         industry: Some(["boats", "bread", "banks"][number % 3].into()),
    ///         ..Profile::new("One of six", Email::parse(&format!("{number}@example.org")).unwrap())
    ///     })
    ///     .collect();
    /// let criteria = Criteria { size: 3..=3, ..Criteria::usual(&people) };
    /// let round = Round::of(&people, &criteria, "2027-01-15".parse()?)?;
    /// let proposal = round.propose(&[], 1, Budget::Work(10_000), &mut |_| ControlFlow::Continue(()))?;
    /// assert_eq!(proposal.groups.len(), 2);
    /// assert_eq!(proposal.score, 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(profiles: &'p [Profile], criteria: &Criteria, day: Date) -> Result<Self, FormationError> {
        let (places, said) = places(profiles, criteria).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let mut round = Self {
            profiles,
            criteria: criteria.clone(),
            conflicts: Conflicts::among(profiles),
            wishes: Vec::new(),
            languages: None,
            candidates: Candidates::new(profiles.len()),
            asked: matching::Criteria::of_size(criteria.size.clone()),
            seasons: seasons(&places, day.year()),
            places,
            said,
            day,
            musts: BTreeMap::from([
                (Constraint::Size, Must::Size),
                (Constraint::Apart, Must::Apart),
                (Constraint::Together, Must::Together),
                (Constraint::CommonHours, Must::CommonHours),
            ]),
            past: Vec::new(),
            may_meet: Vec::new(),
            slips: Vec::new(),
        };
        for named in &criteria.keep.may_meet {
            let people = round.find(named);
            round.may_meet.push(people);
        }
        round.ask_for_wishes()?;
        round.ask_for_crossing()?;
        round.ask_for_new_faces()?;
        round.ask_for_facilitators()?;
        round.ask_for_stage()?;
        round.ask_for_company()?;
        round.ask_for_hours()?;
        round.keep_apart();
        round.keep_together();
        Ok(round)
    }

    /// The criteria it was read with.
    pub fn criteria(&self) -> &Criteria {
        &self.criteria
    }

    /// The conflicts of interest it found, with the references that lead to nobody.
    pub fn conflicts(&self) -> &Conflicts {
        &self.conflicts
    }

    /// The attributes of [`Criteria::crossing`] by their names in the roster, each once.
    pub fn crossing(&self) -> Vec<String> {
        let names = self.criteria.crossing.iter().map(|name| called(self.profiles, name).0);
        let mut each: Vec<String> = Vec::new();
        for name in names {
            if !each.contains(&name) {
                each.push(name);
            }
        }
        each
    }

    /// What every group shall have somebody with, where nobody has it.
    pub fn nobody_facilitates(&self) -> Option<Lacking> {
        lacking(self.profiles, self.criteria.facilitator.as_ref()?)
    }

    /// Where and when a person can meet, as it was read or assumed.
    pub fn place(&self, who: usize) -> Option<&(Zone, WeeklyHours)> {
        self.places.get(who)
    }

    /// Whether somebody has a time zone; else that of most others is assumed.
    pub fn has_zone(&self, who: usize) -> bool {
        self.said.get(who).is_some_and(|said| said.zone)
    }

    /// Whether somebody wrote hours; else the usual ones of the criteria are assumed.
    pub fn wrote_hours(&self, who: usize) -> bool {
        self.said.get(who).is_some_and(|said| said.hours)
    }

    /// The day near which hours are looked for.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Work enough for a good proposal.
    pub fn usual_budget(&self) -> matching::Budget {
        matching::Budget::usual(&self.candidates)
    }

    /// The must behind a constraint, for telling a [`super::FormError`].
    pub fn must(&self, constraint: Constraint) -> Must {
        self.musts.get(&constraint).cloned().unwrap_or(Must::Apart)
    }

    /// The fewest quarter-hours at which a meeting can begin: as many as one stretch of the common hours has.
    pub(super) fn beginnings_least(&self) -> u32 {
        let MeetingHours { minutes, common, .. } = self.criteria.hours;
        (quarters(common) + 1).saturating_sub(minutes.div_ceil(15)).max(1)
    }

    /// The length of one stretch with so many beginnings, in hours.
    pub(super) fn stretch_hours(&self, beginnings: u32) -> f64 {
        let longer = self.criteria.hours.minutes.div_ceil(15).saturating_sub(1);
        if beginnings == 0 { 0.0 } else { f64::from(beginnings + longer) / 4.0 }
    }

    fn ask_for_wishes(&mut self) -> Result<(), FormationError> {
        let criteria = self.criteria.clone();
        let aims = [
            (Aim::Similar, matching::Aim::Similar, &criteria.similar),
            (Aim::Different, matching::Aim::Different, &criteria.different),
            (Aim::Shared, matching::Aim::Shared, &criteria.shared),
        ];
        for (aim, searched, weights) in aims {
            for (name, weight) in weights {
                let attribute = self.attribute(name)?;
                let column = self.candidates.add(attribute.column.clone())?;
                self.asked.wishes.push(Wish { column, aim: searched, weight: *weight });
                let is_same = |(known, other): &(Attribute, Aim)| {
                    known.name == attribute.name && (aim == Aim::Shared) == (*other == Aim::Shared)
                };
                if self.wishes.iter().any(is_same) {
                    return Err(FormationError::AskedTwice { attribute: attribute.name });
                }
                self.wishes.push((attribute, aim));
            }
        }
        for name in &criteria.lonely {
            let attribute = self.attribute(name)?;
            let Column::Categorical(_) = attribute.column else { continue };
            let column = self.candidates.add(attribute.column)?;
            self.rule(Rule::NotOnlyOne(column), Must::NotOnlyOne(attribute.name));
        }
        for (who, profile) in self.profiles.iter().enumerate() {
            let says_yes = |(name, value): &(String, String)| name == "only_one" && is_yes(&text_key(value));
            if profile.attributes.iter().any(says_yes) {
                self.candidates.mark_willing_only_one(who)?;
            }
        }
        for name in &criteria.only_one {
            let who = self.find_one(name);
            who.map_or(Ok(()), |who| self.candidates.mark_willing_only_one(who))?;
        }
        Ok(())
    }

    /// One attribute alone has no other to part a group along.
    fn ask_for_crossing(&mut self) -> Result<(), FormationError> {
        let crossing = self.criteria.crossing.clone();
        let mut attributes: Vec<Attribute> = Vec::new();
        for name in &crossing {
            let nobody = || FormationError::NobodyHas { attribute: name.clone() };
            let attribute = Attribute::read_kinds(self.profiles, name).ok_or_else(nobody)?;
            // A column may be named in more than one way.
            if attributes.iter().all(|known| known.name != attribute.name) {
                attributes.push(attribute);
            }
        }
        let is_line = attributes.len() > 1;
        for attribute in attributes.into_iter().filter(|_| is_line) {
            let column = self.candidates.add(attribute.column.clone())?;
            self.asked.wishes.push(Wish { column, aim: matching::Aim::Crossing, weight: CROSSING });
            self.wishes.push((attribute, Aim::Crossing));
        }
        Ok(())
    }

    fn ask_for_new_faces(&mut self) -> Result<(), FormationError> {
        let weight = self.criteria.past_groups;
        if weight <= 0.0 {
            return Ok(());
        }
        let groups = past_groups(self.profiles);
        self.past = vec![Vec::new(); self.profiles.len()];
        let mut pairs = Vec::new();
        for (group, members) in groups.iter().enumerate() {
            for (position, who) in members.iter().enumerate() {
                self.past.get_mut(*who).into_iter().for_each(|past| past.push(group));
                pairs.extend(members.iter().take(position).map(|other| ([*other, *who], 1.0)));
            }
        }
        if pairs.is_empty() {
            return Ok(());
        }
        let ties = Column::ties(self.profiles.len(), pairs);
        let column = self.candidates.add(ties)?;
        self.asked.wishes.push(Wish { column, aim: matching::Aim::Different, weight });
        self.wishes.push((Attribute::of_ties(), Aim::Different));
        Ok(())
    }

    fn ask_for_facilitators(&mut self) -> Result<(), FormationError> {
        let Some(asked) = &self.criteria.facilitator else { return Ok(()) };
        let can = facilitates(self.profiles, asked).into_iter().map(|can| Some(u32::from(can)));
        let column = self.candidates.add(Column::Categorical(can.collect()))?;
        self.rule(Rule::AtLeastOne { column, code: 1 }, Must::Facilitator);
        Ok(())
    }

    fn ask_for_stage(&mut self) -> Result<(), FormationError> {
        let Some(width) = self.criteria.stage_band else { return Ok(()) };
        let stages = ["years_in_role", "seniority"].into_iter().filter_map(|name| self.attribute(name).ok());
        let stage = stages.into_iter().find(Attribute::is_number).ok_or(FormationError::NoStage)?;
        let column = self.candidates.add(stage.column)?;
        self.rule(Rule::Band { column, width }, Must::Stage);
        Ok(())
    }

    fn ask_for_company(&mut self) -> Result<(), FormationError> {
        let keep = self.criteria.keep.clone();
        let labels = [
            (keep.organisation_apart, self.conflicts.organisations.clone(), Must::Organisation),
            (keep.department_apart, self.conflicts.departments.clone(), Must::Department),
        ];
        for (asked, mut labels, must) in labels {
            self.let_meet(&mut labels);
            if asked && labels.iter().any(Option::is_some) {
                let column = self.candidates.add(Column::Categorical(labels))?;
                self.rule(Rule::ApartBy(column), must);
            }
        }
        if keep.shared_language
            && let Ok(languages) = self.attribute("languages")
        {
            let column = self.candidates.add(languages.column.clone())?;
            self.rule(Rule::SharedValue(column), Must::Language);
            self.languages = Some((languages, column));
        }
        Ok(())
    }

    /// Lets those who may meet do so: their label is forgotten, and in its stead they are kept apart by name from
    /// the others who have it.
    fn let_meet(&mut self, labels: &mut [Option<u32>]) {
        for set in self.may_meet.clone() {
            for one in &set {
                let Some(label) = labels.get(*one).copied().flatten() else { continue };
                let others = labels.iter().enumerate();
                let others = others.filter(|(other, with)| **with == Some(label) && !set.contains(other));
                self.asked.apart.extend(others.map(|(other, _)| [other.min(*one), other.max(*one)]));
            }
            for one in set {
                labels.get_mut(one).into_iter().for_each(|label| *label = None);
            }
        }
    }

    fn ask_for_hours(&mut self) -> Result<(), FormationError> {
        if quarters(self.criteria.hours.common) == 0 {
            return Ok(());
        }
        let minutes = self.criteria.hours.minutes;
        let beginnings = self.seasons.iter().map(|seasons| {
            let starts = seasons.starts(minutes);
            Some(Hours::new([*starts.winter.as_words(), *starts.summer.as_words()]))
        });
        self.candidates.set_hours(beginnings.collect())?;
        self.asked.rules.push(Rule::CommonHours { least: self.beginnings_least() });
        Ok(())
    }

    fn keep_apart(&mut self) {
        let keep = self.criteria.keep.clone();
        for pair in &self.conflicts.pairs {
            if pair.kind == Kind::KeptApart || keep.reports_apart {
                self.asked.apart.push([pair.first, pair.second]);
            }
        }
        if keep.competitors_apart {
            self.asked.apart.extend(self.conflicts.competitors().map(|pair| [pair.first, pair.second]));
        }
        for named in &keep.apart {
            let people = self.find(named);
            for (position, one) in people.iter().enumerate() {
                self.asked.apart.extend(people.iter().take(position).map(|other| [*other, *one]));
            }
            self.note_free_to_meet(&people);
        }
        let may_meet = &self.may_meet;
        self.asked.apart.retain(|pair| !may_meet.iter().any(|set| pair.iter().all(|who| set.contains(who))));
        self.asked.apart.sort_unstable();
        self.asked.apart.dedup();
    }

    /// Those who go together or not at all, but for whom the criteria let go alone.
    fn keep_together(&mut self) {
        let keep = self.criteria.keep.clone();
        let alone: Vec<usize> = keep.may_part.iter().filter_map(|named| self.find_one(named)).collect();
        let mut sets: Vec<Vec<usize>> =
            self.conflicts.together.iter().map(|(one, other)| vec![*one, *other]).collect();
        sets.extend(keep.together.iter().map(|named| self.find(named)));
        sets.iter_mut().for_each(|set| set.retain(|who| !alone.contains(who)));
        sets.retain(|set| set.len() > 1);
        self.asked.together = sets;
    }

    fn rule(&mut self, rule: Rule, must: Must) {
        self.musts.insert(rule.constraint(), must);
        self.asked.rules.push(rule);
    }

    fn attribute(&self, name: &str) -> Result<Attribute, FormationError> {
        let nobody = || FormationError::NobodyHas { attribute: name.to_owned() };
        Attribute::read(self.profiles, name).ok_or_else(nobody)
    }
}

/// Hours as quarter-hours.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the quarter-hours of a week"
)]
fn quarters(hours: f32) -> u32 {
    (hours * 4.0).ceil().clamp(0.0, 672.0) as u32
}

fn places(profiles: &[Profile], criteria: &Criteria) -> Vec<((Zone, WeeklyHours), Said)> {
    const OFFICE: [Weekday; 5] =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let mut zones: BTreeMap<&str, (usize, Option<Zone>)> = BTreeMap::new();
    for name in profiles.iter().filter_map(|profile| profile.time_zone.as_deref()) {
        zones.entry(name).or_insert_with(|| (0, Zone::named(name).ok())).0 += 1;
    }
    let known = zones.values().filter(|(_, zone)| zone.is_some()).rev();
    let most = known.max_by_key(|(people, _)| *people).and_then(|(_, zone)| zone.clone());
    let most = most.unwrap_or_else(Zone::utc);
    let usual = WeeklyHours::between(criteria.hours.from, criteria.hours.to, &OFFICE);
    let mut read: HashMap<&str, Option<WeeklyHours>> = HashMap::new();
    let mut all = Vec::with_capacity(profiles.len());
    for profile in profiles {
        let zone = profile.time_zone.as_deref().and_then(|name| zones.get(name)?.1.clone());
        let hours = profile.availability.as_deref().and_then(|text| {
            let parsed = || WeeklyHours::parse(text).ok().filter(|hours| !hours.is_empty());
            read.entry(text).or_insert_with(parsed).clone()
        });
        let said = Said { zone: zone.is_some(), hours: hours.is_some() };
        let place = (zone.unwrap_or_else(|| most.clone()), hours.unwrap_or_else(|| usual.clone()));
        all.push((place, said));
    }
    all
}

/// The hours of everyone, each different place painted once.
fn seasons(places: &[(Zone, WeeklyHours)], year: i16) -> Vec<Seasons> {
    let mut painted: HashMap<(&str, &WeeklyHours), Seasons> = HashMap::new();
    let of = |(zone, hours): &'_ (Zone, WeeklyHours)| Seasons::of(zone, hours, year);
    let mut all = Vec::with_capacity(places.len());
    for place in places {
        all.push(*painted.entry((place.0.name(), &place.1)).or_insert_with(|| of(place)));
    }
    all
}
