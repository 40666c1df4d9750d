//! What was asked of a round, one sentence each, and why it cannot be.

use peergroups::formation::{Criteria, Facilitates, FormError, FormationError, Weights, attributes};
use peergroups::profile::{Profile, text_key};

use crate::formation::account::phrases::{attribute_words, hours_said, list, number};
use crate::formation::formats::{CriteriaProblem, Takes};
use crate::ui::Words;

/// Criteria, one sentence each. Of languages nothing is said where nobody of these people names any.
pub fn criteria(words: &Words, criteria: &Criteria, people: &[Profile]) -> Vec<String> {
    let (least, most) = (*criteria.size.start(), *criteria.size.end());
    let size = if least == most { words.say("criterion-size-one") } else { words.say("criterion-size") };
    let mut told = vec![size.n("least", least).n("most", most).to_string()];
    let names = |weights: &Weights| {
        let wanted = weights.iter().filter(|(_, weight)| *weight > 0.0);
        list(words, &wanted.map(|(name, _)| attribute_words(words, name)).collect::<Vec<_>>())
    };
    let wishes = [
        (words.say("criterion-similar"), &criteria.similar),
        (words.say("criterion-different"), &criteria.different),
        (words.say("criterion-shared"), &criteria.shared),
    ];
    for (said, weights) in wishes {
        if !weights.is_empty() {
            told.push(said.s("attributes", names(weights)).to_string());
        }
    }
    if criteria.crossing.len() > 1 {
        let attributes: Vec<String> =
            criteria.crossing.iter().map(|name| attribute_words(words, name)).collect();
        told.push(words.say("criterion-crossing").s("attributes", list(words, &attributes)).to_string());
    }
    if criteria.past_groups > 0.0 {
        told.push(words.say("criterion-past").to_string());
    }
    if let Some(width) = criteria.stage_band {
        told.push(words.say("criterion-stage").s("width", number(width)).to_string());
    }
    if criteria.hours.common > 0.0 {
        let said = hours_said(words.say("criterion-hours"), criteria.hours.common.into());
        told.push(said.n("minutes", criteria.hours.minutes).to_string());
    }
    let keep = &criteria.keep;
    let name_languages = people.is_empty() || people.iter().any(|person| !person.languages.is_empty());
    let musts = [
        (keep.organisation_apart, words.say("criterion-organisation")),
        (keep.reports_apart, words.say("criterion-reports")),
        (keep.department_apart, words.say("criterion-department")),
        (keep.competitors_apart, words.say("criterion-competitors")),
        (keep.shared_language && name_languages, words.say("criterion-language")),
    ];
    told.extend(musts.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, said)| said.to_string()));
    if !criteria.lonely.is_empty() {
        let attributes: Vec<String> =
            criteria.lonely.iter().map(|name| attribute_words(words, name)).collect();
        told.push(words.say("criterion-lonely").s("attributes", list(words, &attributes)).to_string());
    }
    if let Some(by) = &criteria.facilitator {
        let said = if *by == Facilitates::default() {
            words.say("criterion-facilitator")
        } else {
            let said = words.say("criterion-facilitator-by").s("value", &by.value);
            said.s("attribute", attribute_words(words, &by.attribute))
        };
        told.push(said.to_string());
    }
    let sets = [
        (words.say("criterion-apart"), &keep.apart),
        (words.say("criterion-together"), &keep.together),
        (words.say("criterion-may-meet"), &keep.may_meet),
    ];
    for (said, sets) in sets {
        if !sets.is_empty() {
            told.push(said.n("sets", sets.len()).to_string());
        }
    }
    if !keep.may_part.is_empty() {
        told.push(words.say("criterion-may-part").n("people", keep.may_part.len()).to_string());
    }
    if !criteria.only_one.is_empty() {
        told.push(words.say("criterion-only-one").n("people", criteria.only_one.len()).to_string());
    }
    told
}

/// Why a round cannot be proposed, for a person.
pub fn contradiction(words: &Words, people: &[Profile], error: &FormationError) -> String {
    let names = |who: &[usize]| {
        let names = who.iter().filter_map(|who| people.get(*who)).map(|person| person.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let error = match error {
        FormationError::NobodyHas { attribute } => {
            let said = words.say("contradiction-nobody-has").s("attribute", attribute).to_string();
            return with_nearest(words, said, attribute, &attributes(people));
        }
        FormationError::AskedTwice { attribute } => {
            let said = words.say("contradiction-asked-twice");
            return said.s("attribute", attribute_words(words, attribute)).to_string();
        }
        FormationError::NoStage => return words.say("contradiction-no-stage").to_string(),
        FormationError::Contradiction(error) => error,
    };
    let said = match error {
        FormError::TooFewCandidates { candidates, least } => {
            words.say("contradiction-too-few").n("people", *candidates).n("least", *least)
        }
        FormError::SizeRange { least, most } => {
            words.say("contradiction-size").n("least", *least).n("most", *most)
        }
        FormError::TogetherKeptApart { members } => {
            words.say("contradiction-locked-apart").s("names", names(members))
        }
        FormError::KeptTwice { who } => words.say("contradiction-kept").s("names", names(&[*who])),
        FormError::KeptBreaks { .. } => words.say("contradiction-locked"),
        FormError::Weight { .. } => words.say("contradiction-weight"),
        FormError::BandWidth { .. } => words.say("contradiction-band"),
        _ => words.say("contradiction-other"),
    };
    said.to_string()
}

/// A sentence about a name that is none, and the nearest that is.
pub fn with_nearest(words: &Words, said: String, written: &str, known: &[String]) -> String {
    let written = text_key(written);
    match known.iter().min_by_key(|known| strsim::damerau_levenshtein(&text_key(known), &written)) {
        Some(nearest) => format!("{said} {}", words.say("nearest").s("nearest", nearest)),
        None => said,
    }
}

/// What is wrong with a criteria file, and what to write.
pub fn problem(words: &Words, problem: &CriteriaProblem) -> String {
    let said = match problem {
        CriteriaProblem::NotToml => words.say("report-not-toml"),
        CriteriaProblem::KeyTwice => words.say("report-key-twice"),
        CriteriaProblem::UnknownKey { key, nearest } => {
            words.say("report-no-key").s("key", key).s("nearest", nearest)
        }
        CriteriaProblem::Value { key, takes } => words.say(takes_words(*takes)).s("key", key),
        CriteriaProblem::Twice { key, attribute } => {
            words.say("report-attribute-twice").s("key", key).s("attribute", attribute)
        }
        CriteriaProblem::AlikeAndDifferent { attribute } => {
            words.say("report-alike-and-different").s("attribute", attribute)
        }
    };
    said.to_string()
}

fn takes_words(takes: Takes) -> &'static str {
    match takes {
        Takes::Size => "takes-size",
        Takes::Band => "takes-band",
        Takes::Preset => "takes-preset",
        Takes::PastGroups => "takes-past-groups",
        Takes::Facilitator => "takes-facilitator",
        Takes::Seed => "takes-seed",
        Takes::Work => "takes-work",
        Takes::Weight => "takes-weight",
        Takes::Minutes => "takes-minutes",
        Takes::Common => "takes-common",
        Takes::TimeOfDay => "takes-time",
        Takes::AnotherEnd => "takes-another-end",
        Takes::YesNo => "takes-yes-no",
        Takes::Attributes => "takes-attributes",
        Takes::People => "takes-people",
        Takes::Sets => "takes-sets",
        Takes::Part => "takes-part",
    }
}
