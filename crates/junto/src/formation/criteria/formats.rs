//! The form in which criteria are asked for, and what came back of it.

use std::collections::BTreeMap;

use peergroups::formation::{attributes, kinds};
use peergroups::profile::Profile;
use serde::Deserialize;

use crate::formation::account::{attribute_words, capitalised, hours};
use crate::formation::formats::{
    CriteriaFile, Facilitator, HoursPart, KeepPart, PastGroups, Size, WEEK, WEIGHT,
};
use crate::ui::Words;

/// A choice within a sentence.
#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub label: String,
    /// Value, words, whether chosen.
    pub options: Vec<(String, String, bool)>,
}

impl Choice {
    /// Whether it asks for something as it stands.
    pub fn is_asked(&self) -> bool {
        let is_idle = |value: &str| value == NOTHING || value == "no";
        self.options.iter().any(|(value, _, is_chosen)| *is_chosen && !is_idle(value))
    }
}

/// The criteria as sentences to fill in.
#[derive(Clone, Debug)]
pub struct Sentences {
    pub least: Choice,
    pub most: Choice,
    pub common: Choice,
    pub minutes: Choice,
    pub stage: Choice,
    /// One for each attribute of the roster: what is wanted of it.
    pub wishes: Vec<Choice>,
    /// One for each must that can be lifted.
    pub musts: Vec<Choice>,
    /// The attributes in which nobody shall be alone: name, words, whether asked for.
    pub lonely: Vec<(String, String, bool)>,
    /// The attributes along which no line shall part a group, likewise.
    pub crossing: Vec<(String, String, bool)>,
    /// Whether people who were in one group before shall be apart.
    pub past: Choice,
    /// Who shall not, and who shall, share a group, and who may in spite of it: a line for each set of people.
    pub apart: String,
    pub together: String,
    pub may_meet: String,
    /// Who need not go with those they are to go together with: a line of people.
    pub may_part: String,
}

const MUSTS: [&str; 5] = ["organisation", "reports", "department", "competitors", "language"];
const NOTHING: &str = "-";

impl Sentences {
    /// Whether nobody shall be alone in some attribute.
    pub fn has_lonely(&self) -> bool {
        self.lonely.iter().any(|(_, _, is_asked)| *is_asked)
    }

    /// Whether there are attributes along which no line shall part a group.
    pub fn has_crossing(&self) -> bool {
        self.crossing.iter().any(|(_, _, is_asked)| *is_asked)
    }

    /// Whether people are named.
    pub fn has_names(&self) -> bool {
        [&self.apart, &self.together, &self.may_meet, &self.may_part].iter().any(|names| !names.is_empty())
    }

    /// These criteria, with what else the roster would allow to ask for.
    pub fn of(words: &Words, people: &[Profile], file: &CriteriaFile) -> Self {
        let mut known = attributes(people);
        let tables = [&file.similar, &file.different, &file.shared];
        for name in tables.iter().filter_map(|table| table.as_ref()).flat_map(BTreeMap::keys) {
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
        let size = file.size.clone().unwrap_or(Size(7..=9)).0;
        let (hours_part, keep) = (&file.hours, &file.keep);
        let common = hours_part.common.unwrap_or(2.0);
        let minutes = hours_part.minutes.unwrap_or(90);
        let is_asked = [
            keep.organisation_apart.unwrap_or(true),
            keep.reports_apart.unwrap_or(true),
            keep.department_apart.unwrap_or(false),
            keep.competitors_apart.unwrap_or(true),
            keep.shared_language.unwrap_or(true),
        ];
        let lonely = file.lonely.as_deref().unwrap_or_default();
        let alone = known.iter().chain(lonely.iter().filter(|name| !known.contains(name)));
        let alone =
            alone.map(|name| (name.clone(), attribute_words(words, name), lonely.contains(name))).collect();
        let mut parting = kinds(people);
        let crossing = file.crossing.as_deref().unwrap_or_default();
        let more: Vec<String> = crossing.iter().filter(|name| !parting.contains(name)).cloned().collect();
        parting.extend(more);
        let told = |name: String| (name.clone(), attribute_words(words, &name), crossing.contains(&name));
        let mut musts: Vec<Choice> =
            MUSTS.iter().zip(is_asked).map(|(name, is_asked)| must(words, name, is_asked)).collect();
        let facilitator = file.facilitator.clone().or(keep.facilitator.clone()).unwrap_or_default();
        let is_known =
            people.iter().any(|person| person.attributes.iter().any(|(name, _)| name == "facilitator"));
        if is_known || facilitator.0.is_some() {
            musts.push(facilitates(words, &facilitator));
        }
        Self {
            least: numbers("least", words.say("ask-least").to_string(), 2..=16, *size.start()),
            most: numbers("most", words.say("ask-most").to_string(), 2..=16, *size.end()),
            common: Choice {
                name: "common".to_owned(),
                label: words.say("ask-common").to_string(),
                options: chosen(
                    [0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0].map(|some| (some.to_string(), hours(some))),
                    &common.to_string(),
                ),
            },
            minutes: Choice {
                name: "minutes".to_owned(),
                label: words.say("ask-minutes").to_string(),
                options: chosen(
                    [60, 90, 120, 150, 180, 240].map(|n| (n.to_string(), n.to_string())),
                    &minutes.to_string(),
                ),
            },
            stage: Choice {
                name: "stage".to_owned(),
                label: words.say("ask-stage").to_string(),
                options: {
                    let any = (NOTHING.to_owned(), words.say("ask-stage-any").to_string());
                    let within = [3, 5, 8, 10, 15, 20].map(|years: u8| {
                        (years.to_string(), words.say("ask-stage-within").n("years", years).to_string())
                    });
                    let wanted = file.stage_band.map_or(NOTHING.to_owned(), |band| band.to_string());
                    chosen(std::iter::once(any).chain(within), &wanted)
                },
            },
            wishes: known.iter().map(|name| wish(words, file, name)).collect(),
            musts,
            lonely: alone,
            crossing: parting.into_iter().map(told).collect(),
            past: past(words, file.past_groups),
            apart: lines(&keep.apart),
            together: lines(&keep.together),
            may_meet: lines(&keep.may_meet),
            may_part: keep.may_part.join("; "),
        }
    }
}

/// A line for each set of people.
fn lines(sets: &[Vec<String>]) -> String {
    sets.iter().map(|people| people.join("; ")).collect::<Vec<_>>().join("\n")
}

/// People of one line are divided by semicolons, or by commas where there is no semicolon. Who stands alone in a
/// line is kept, so that it can be said.
fn sets(lines: &str) -> Vec<Vec<String>> {
    let people = |line: &str| -> Vec<String> {
        let between = if line.contains(';') { ';' } else { ',' };
        line.split(between).map(str::trim).filter(|who| !who.is_empty()).map(str::to_owned).collect()
    };
    lines.lines().map(people).filter(|people| !people.is_empty()).collect()
}

/// The options; one that is wanted but not among them is added.
fn chosen(options: impl IntoIterator<Item = (String, String)>, wanted: &str) -> Vec<(String, String, bool)> {
    let mut all: Vec<(String, String, bool)> =
        options.into_iter().map(|(value, said)| (value.clone(), said, value == wanted)).collect();
    if !wanted.is_empty() && !all.iter().any(|(_, _, is_chosen)| *is_chosen) {
        all.push((wanted.to_owned(), wanted.to_owned(), true));
    }
    all
}

fn numbers(name: &str, label: String, range: std::ops::RangeInclusive<usize>, wanted: usize) -> Choice {
    let options = range.map(|number| (number.to_string(), number.to_string()));
    Choice { name: name.to_owned(), label, options: chosen(options, &wanted.to_string()) }
}

fn wish(words: &Words, file: &CriteriaFile, name: &str) -> Choice {
    let weight =
        |table: &Option<BTreeMap<String, f32>>| table.as_ref().and_then(|table| table.get(name).copied());
    let wanted = [("similar", &file.similar), ("different", &file.different), ("shared", &file.shared)]
        .into_iter()
        .find_map(|(aim, table)| Some(format!("{aim} {}", weight(table)?)))
        .unwrap_or_else(|| NOTHING.to_owned());
    let options = [
        (NOTHING.to_owned(), words.say("ask-wish-none").to_string()),
        ("similar 4".to_owned(), words.say("ask-wish-similar").to_string()),
        ("similar 1".to_owned(), words.say("ask-wish-similar-little").to_string()),
        ("different 2".to_owned(), words.say("ask-wish-different").to_string()),
        ("different 0.5".to_owned(), words.say("ask-wish-different-little").to_string()),
        ("shared 1".to_owned(), words.say("ask-wish-shared").to_string()),
    ];
    let mut options = chosen(options, &wanted);
    if let Some((value, said, true)) = options.last_mut()
        && *value == *said
    {
        // A weight from elsewhere: told by what is wanted, kept as it is.
        *said = match value.split_once(' ').map(|(aim, _)| aim) {
            Some("similar") => words.say("ask-wish-similar").to_string(),
            Some("different") => words.say("ask-wish-different").to_string(),
            _ => words.say("ask-wish-shared").to_string(),
        };
    }
    Choice { name: format!("wish:{name}"), label: capitalised(&attribute_words(words, name)), options }
}

fn must(words: &Words, name: &str, is_asked: bool) -> Choice {
    let label = match name {
        "organisation" => words.say("criterion-organisation"),
        "reports" => words.say("criterion-reports"),
        "department" => words.say("criterion-department"),
        "competitors" => words.say("criterion-competitors"),
        _ => words.say("criterion-language"),
    };
    let options = [
        ("yes".to_owned(), words.say("ask-must").to_string()),
        ("no".to_owned(), words.say("ask-may").to_string()),
    ];
    let wanted = if is_asked { "yes" } else { "no" };
    Choice { name: format!("must:{name}"), label: label.to_string(), options: chosen(options, wanted) }
}

/// Whether every group has somebody who can facilitate; by what that is known is kept as it is.
fn facilitates(words: &Words, asked: &Facilitator) -> Choice {
    let (must, may) = (words.say("ask-must").to_string(), words.say("ask-may").to_string());
    let named = asked.0.as_ref().map(|by| format!("{} = {}", by.attribute, by.value));
    let usual = Facilitator::default_names();
    let mut options = vec![(usual.clone(), must.clone(), named.as_ref() == Some(&usual))];
    if let Some(named) = named.clone().filter(|named| *named != usual) {
        options.push((named.clone(), words.say("ask-must-by").s("value", named).to_string(), true));
    }
    options.push(("no".to_owned(), may, named.is_none()));
    let label = words.say("criterion-facilitator").to_string();
    Choice { name: "must:facilitator".to_owned(), label, options }
}

fn past(words: &Words, asked: Option<PastGroups>) -> Choice {
    let weight = asked.map_or(0.0, |past| past.0);
    let apart = words.say("ask-past-apart").to_string();
    let wanted = if weight > 0.0 { weight.to_string() } else { NOTHING.to_owned() };
    let none = (NOTHING.to_owned(), words.say("ask-wish-none").to_string());
    let mut options = chosen([none, (PastGroups::APART.0.to_string(), apart.clone())], &wanted);
    if options.len() > 2 {
        options.last_mut().into_iter().for_each(|(_, said, _)| said.clone_from(&apart));
    }
    Choice { name: "past".to_owned(), label: words.say("ask-past").to_string(), options }
}

/// A form with criteria in it, by the names of its fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Asked(Vec<(String, String)>);

impl Asked {
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value of a field that may be given more than once.
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.text(name).parse().ok()
    }

    /// The criteria; `None` where the sizes contradict each other, or a value is none of the page's.
    pub fn criteria(&self) -> Option<CriteriaFile> {
        let (least, most) = (self.number("least")?, self.number("most")?);
        if !(2..=most).contains(&least) {
            return None;
        }
        let mut file = CriteriaFile {
            size: Some(Size(least..=most)),
            stage_band: self.number("stage"),
            lonely: Some(self.all("lonely").filter(|name| *name != NOTHING).map(str::to_owned).collect()),
            crossing: Some(self.all("crossing").map(str::to_owned).collect()),
            past_groups: Some(PastGroups(
                self.number("past").filter(|weight: &f32| WEIGHT.contains(weight)).unwrap_or(0.0),
            )),
            facilitator: Some(self.text("must:facilitator").parse().unwrap_or_default()),
            similar: Some(BTreeMap::new()),
            different: Some(BTreeMap::new()),
            shared: Some(BTreeMap::new()),
            hours: HoursPart {
                minutes: self.number("minutes"),
                common: self.number("common").filter(|hours| WEEK.contains(hours)),
                from: None,
                to: None,
            },
            ..CriteriaFile::default()
        };
        for (name, wanted) in &self.0 {
            let Some(attribute) = name.strip_prefix("wish:") else { continue };
            let Some((aim, weight)) = wanted.split_once(' ') else { continue };
            let weight: f32 = weight.parse().ok().filter(|weight: &f32| WEIGHT.contains(weight))?;
            let table = match aim {
                "similar" => &mut file.similar,
                "different" => &mut file.different,
                _ => &mut file.shared,
            };
            table.get_or_insert_default().insert(attribute.to_owned(), weight);
        }
        let is_asked = |name: &str| Some(self.text(&format!("must:{name}")) != "no");
        file.keep = KeepPart {
            organisation_apart: is_asked("organisation"),
            reports_apart: is_asked("reports"),
            department_apart: is_asked("department"),
            competitors_apart: is_asked("competitors"),
            shared_language: is_asked("language"),
            apart: sets(self.text("apart")),
            together: sets(self.text("together")),
            may_meet: sets(self.text("may_meet")),
            may_part: sets(self.text("may_part")).concat(),
            facilitator: None,
        };
        file.wrong().is_none().then_some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_asks_comes_back_as_it_was() {
        let mut file =
            CriteriaFile { size: Some(Size(6..=8)), stage_band: Some(8.0), ..CriteriaFile::default() };
        file.similar = Some(BTreeMap::from([("years_in_role".to_owned(), 3.5)]));
        file.different = Some(BTreeMap::from([("industry".to_owned(), 2.0)]));
        file.shared = Some(BTreeMap::new());
        file.lonely = Some(vec!["gender".to_owned(), "origin".to_owned()]);
        file.hours = HoursPart { minutes: Some(120), common: Some(3.0), from: None, to: None };
        file.keep = KeepPart {
            organisation_apart: Some(false),
            reports_apart: Some(true),
            department_apart: Some(true),
            competitors_apart: Some(true),
            shared_language: Some(false),
            apart: vec![vec!["tove@example.org".to_owned(), "Otto".to_owned(), "June".to_owned()]],
            together: Vec::new(),
            may_meet: vec![vec!["Otto".to_owned(), "June".to_owned()]],
            may_part: vec!["June".to_owned(), "Tove".to_owned()],
            facilitator: None,
        };
        file.crossing = Some(vec!["gender".to_owned(), "sector".to_owned()]);
        file.past_groups = Some(PastGroups(6.0));
        file.facilitator = Some("role = facilitator".parse().unwrap());
        let words = crate::english().unwrap();
        let asked = Sentences::of(&words, &[], &file);
        assert!(asked.has_lonely() && asked.has_crossing() && asked.has_names());
        let Sentences { least, most, common, minutes, stage, wishes, musts, lonely, .. } = asked;
        let Sentences { crossing, past, apart, together, may_meet, may_part, .. } =
            Sentences::of(&words, &[], &file);
        let choices = [least, most, common, minutes, stage, past].into_iter().chain(wishes).chain(musts);
        let picked = choices.filter_map(|choice| {
            let (value, _, _) = choice.options.into_iter().find(|(_, _, is_chosen)| *is_chosen)?;
            Some((choice.name, value))
        });
        let alone = lonely.into_iter().filter(|(_, _, is_asked)| *is_asked);
        let alone = alone.map(|(name, _, _)| ("lonely".to_owned(), name));
        let crossing = crossing.into_iter().filter(|(_, _, is_asked)| *is_asked);
        let crossing = crossing.map(|(name, _, _)| ("crossing".to_owned(), name));
        let kept = [("apart", apart), ("together", together), ("may_meet", may_meet), ("may_part", may_part)];
        let kept = kept.map(|(name, value)| (name.to_owned(), value));
        let written = picked.chain(alone).chain(crossing).chain(kept);
        assert_eq!(Asked(written.collect()).criteria(), Some(file));
    }
}
