//! Contradictions and ways out in words, each way with the criteria under it.

use peergroups::formation::{
    Because, Contradiction, Criteria, Forgone, Kept, Must, Relaxation, Round, Unplaced, WayOut,
};
use serde::{Deserialize, Serialize};

use crate::formation::account::phrases::{hours, hours_said, list, number};
use crate::formation::account::{Line, Speaker};
use crate::formation::formats::{CriteriaFile, changed_line};

/// Musts that cannot all be kept, and what would resolve it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Which of several it is, from 1.
    #[serde(default)]
    pub number: Option<usize>,
    pub text: String,
    /// What resolves it. What resolves one before it too stands there.
    pub ways: Vec<Way>,
}

/// A way out: what would be asked for instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// "groups of 5 to 9".
    pub change: String,
    pub criteria: CriteriaFile,
    /// What to write into a criteria file.
    pub written: String,
    /// What it resolves, and whether anything else still stands in the way.
    #[serde(default)]
    pub effect: String,
}

/// As many contradictions are told, with as many ways out each.
const TOLD: usize = 4;
const WAYS: usize = 3;
/// Among more people it takes too long to ask again under every way out.
const LOOKED_AT: usize = 2_000;
/// As many people are named.
const NAMED: usize = 6;
/// An exchange that would make two groups better by less is not worth a sentence.
const GAIN_LEAST: f64 = 0.01;

fn left_out(way: &WayOut) -> Option<&[usize]> {
    match way {
        WayOut::LeaveOut(who) => Some(who),
        _ => None,
    }
}

impl Speaker<'_> {
    /// Why not everyone has a place, as far as it can be shown in short; and what would give places where it cannot.
    pub fn contradictions(&self, kept: &[Kept], unplaced: &[Unplaced]) -> Vec<Told> {
        let found = self.round.contradictions(kept).unwrap_or_default();
        let shown = found.get(..TOLD).unwrap_or(&found);
        let mut told: Vec<Told> = Vec::new();
        for (place, contradiction) in shown.iter().enumerate() {
            let mut ways = self.ways(contradiction.ways_out.iter().cloned());
            let text = self.contradiction(contradiction, ways.is_empty());
            ways.retain(|way| {
                told.iter().flat_map(|told| &told.ways).all(|known| known.criteria != way.criteria)
            });
            for way in &mut ways {
                way.effect = self.effect(&found, place, way, kept);
            }
            told.push(Told { number: (found.len() > 1).then_some(place + 1), text, ways });
        }
        if found.len() > TOLD {
            let text = self.words.say("contradiction-more").n("more", found.len() - TOLD).to_string();
            told.push(Told { number: None, text, ways: Vec::new() });
        }
        if told.iter().all(|told| told.ways.is_empty()) {
            let would = unplaced.iter().filter_map(|unplaced| unplaced.would_place.as_ref());
            let ways = self.ways(would.map(|would| WayOut::Relax(would.relaxation.clone())));
            if !ways.is_empty() {
                let text = self.words.say("contradiction-each").to_string();
                told.push(Told { number: None, text, ways });
            }
        }
        told
    }

    fn contradiction(&self, found: &Contradiction, has_no_way: bool) -> String {
        let musts: Vec<String> = found.musts.iter().map(|must| self.must(must)).collect();
        let told = self.words.say("contradiction-musts").n("musts", musts.len());
        let told = told.s("list", list(self.words, &musts)).to_string();
        let text = format!("{told} {}", self.because(found));
        match found.ways_out.iter().find_map(left_out).filter(|_| has_no_way) {
            Some(out) => {
                let said = self.words.say("way-none").n("people", out.len());
                format!("{text} {}", said.s("names", self.some_names(out)))
            }
            None => text,
        }
    }

    /// Which contradictions a way out of one of them resolves, and whether any is known then: found out by asking
    /// again under it.
    fn effect(&self, found: &[Contradiction], place: usize, way: &Way, kept: &[Kept]) -> String {
        let words = self.words;
        let resolves = |places: &[usize]| {
            let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
            let said = words.say("effect-resolves").s("numbers", list(words, &numbers)).to_string();
            (found.len() > 1).then_some(said)
        };
        let after = Some(self.people.len()).filter(|people| *people <= LOOKED_AT).and_then(|_| {
            let asked = way.criteria.clone().over(self.round.criteria().clone());
            Round::of(self.people, &asked, self.round.day()).ok()?.contradictions(kept).ok()
        });
        let Some(after) = after else {
            let unknown = words.say("effect-unknown").to_string();
            return resolves(&[place]).map_or_else(String::new, |said| format!("{said} {unknown}"));
        };
        let stands = |one: &Contradiction| {
            let is_it = |other: &Contradiction| {
                other.musts == one.musts && other.people.iter().any(|who| one.people.contains(who))
            };
            after.iter().any(is_it)
        };
        let shown = found.iter().take(TOLD).enumerate();
        let resolved = shown.filter(|(other, one)| *other == place || !stands(one));
        let resolved: Vec<usize> = resolved.map(|(other, _)| other).collect();
        let rest = match after.len() {
            0 if found.len() == 1 => None,
            0 => Some(words.say("effect-enough").to_string()),
            left => Some(words.say("effect-left").n("left", left).to_string()),
        };
        resolves(&resolved).into_iter().chain(rest).collect::<Vec<_>>().join(" ")
    }

    fn because(&self, found: &Contradiction) -> String {
        let words = self.words;
        let said = match &found.because {
            Because::TooManyGroups { among, needed, possible } if *among == found.people.len() => {
                words.say("because-groups").n("among", *among).n("needed", *needed).n("possible", *possible)
            }
            Because::TooManyGroups { among, needed, possible } => {
                words.say("because-apart").n("among", *among).n("needed", *needed).n("possible", *possible)
            }
            Because::TooFewInReach { reach, least } => {
                words.say("because-reach").n("reach", *reach).n("least", *least)
            }
            Because::NoCompany(must) => words.say("because-company").s("must", self.must(must)),
            Because::OwnHours { own, least } => {
                words.say("because-hours").s("own", hours(*own)).s("least", hours(*least))
            }
            Because::Together if found.musts.contains(&Must::Size) => {
                words.say("because-together-size").n("most", *self.round.criteria().size.end())
            }
            Because::Together => words.say("because-together"),
            Because::EveryDivision => words.say("because-tried").n("among", found.people.len()),
        };
        said.s("names", self.some_names(&found.people)).n("people", found.people.len()).to_string()
    }

    /// The first few by name, the others by number.
    fn some_names(&self, who: &[usize]) -> String {
        match who.get(..NAMED).filter(|_| who.len() > NAMED + 1) {
            Some(first) => {
                let names: Vec<&str> = first.iter().map(|who| self.name(*who)).collect();
                let said = self.words.say("names-and-more").s("names", names.join(", "));
                said.n("more", who.len() - first.len()).to_string()
            }
            None => self.names(who),
        }
    }

    /// Those that are a change of criteria, each once.
    fn ways(&self, ways: impl Iterator<Item = WayOut>) -> Vec<Way> {
        let asked = self.round.criteria();
        let mut told: Vec<Way> = Vec::new();
        for way in ways {
            let Some(relaxed) = asked.relaxed(&way, self.people).filter(|relaxed| relaxed != asked) else {
                continue;
            };
            if *relaxed.size.start() < 2
                || told.iter().any(|told| told.criteria == CriteriaFile::of(&relaxed))
            {
                continue;
            }
            if let Some(change) = self.change(&way, &relaxed) {
                let written = self.written(asked, &relaxed);
                let criteria = CriteriaFile::of(&relaxed);
                told.push(Way { change, criteria, written, effect: String::new() });
            }
        }
        told.truncate(WAYS);
        told
    }

    fn change(&self, way: &WayOut, relaxed: &Criteria) -> Option<String> {
        let words = self.words;
        let said = match way {
            WayOut::LeaveOut(_) => return None,
            WayOut::Part(who) => {
                words.say("way-part").s("names", self.some_names(who)).n("people", who.len())
            }
            WayOut::SmallerGroups(_) | WayOut::Relax(Relaxation::Size(_)) => {
                let (least, most) = (*relaxed.size.start(), *relaxed.size.end());
                words.say("way-size").n("least", least).n("most", most)
            }
            WayOut::Relax(Relaxation::CommonHours(_)) => {
                hours_said(words.say("way-hours"), relaxed.hours.common.into())
            }
            WayOut::Relax(Relaxation::StageBand(_)) => {
                words.say("way-stage").s("width", number(relaxed.stage_band?))
            }
            WayOut::Relax(Relaxation::Meeting { who, .. }) => {
                words.say("way-meet").s("names", self.some_names(who))
            }
            WayOut::Relax(Relaxation::NoSharedLanguage) => words.say("way-language"),
            WayOut::Relax(Relaxation::NoFacilitator) => words.say("way-facilitator"),
            WayOut::Relax(Relaxation::OnlyOne { who, .. }) => {
                words.say("way-only-one").s("names", self.some_names(who))
            }
        };
        Some(said.to_string())
    }

    /// The line to write into a criteria file.
    fn written(&self, asked: &Criteria, relaxed: &Criteria) -> String {
        match changed_line(asked, relaxed) {
            Some((line, None)) => self.words.say("way-written").s("line", line).to_string(),
            Some((line, Some(part))) => {
                self.words.say("way-written-part").s("line", line).s("part", part).to_string()
            }
            None => String::new(),
        }
    }

    /// What a group gives up, and to which must: the exchange that would gain most.
    pub fn gives_up(&self, groups: &[Vec<usize>], group: usize) -> Vec<Line> {
        let told = |found: Forgone| {
            let said = self.words.say("cost-forgone").s("who", self.name(found.who));
            let said = said.s("with", self.name(found.with)).s("must", self.must(&found.must));
            Line::price(said.to_string())
        };
        let found = self.round.forgone(groups, group).into_iter();
        found.filter(|found| found.gain >= GAIN_LEAST).take(1).map(told).collect()
    }
}
