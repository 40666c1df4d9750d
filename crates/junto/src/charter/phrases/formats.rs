//! What clauses say, where they act, and what is wrong with them, in sentences.

use std::collections::BTreeMap;

use peergroups::charter::{
    self, Change, Charter, Clause, Contradiction, Difference, Kind, PATTERNS, Parameter, Pattern, Run, Topic,
    Value, WrongValue,
};
use serde::Deserialize;

use crate::ui::{Field, Page, Problems, Words};

/// What a clause is about.
pub(in crate::charter) fn heading(words: &Words, topic: Topic) -> String {
    words.say(&format!("clause-{}", topic.name())).to_string()
}

/// Why groups agree on it.
pub(in crate::charter) fn why(words: &Words, topic: Topic) -> String {
    words.say(&format!("clause-why-{}", topic.name())).to_string()
}

/// What the program does by it; empty where it is between people alone.
pub(in crate::charter) fn acts(words: &Words, topic: Topic) -> String {
    let key = format!("clause-acts-{}", topic.name());
    if words.has(&key) { words.say(&key).to_string() } else { String::new() }
}

/// What a clause says, a sentence a line.
pub(in crate::charter) fn says(words: &Words, clause: &Clause) -> Vec<String> {
    let key = format!("clause-says-{}", clause.topic().name());
    if !words.has(&key) {
        return Vec::new();
    }
    let mut said = words.say(&key);
    for (parameter, value) in clause.values() {
        said = match value {
            Value::Number(number) => said.n(parameter.name, number),
            Value::Choice(_) | Value::Is(_) => said.s(parameter.name, value.text()),
        };
    }
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    said.to_string().lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// The value of a parameter as a form or a comparison shows it.
fn shown(words: &Words, value: Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Choice(name) => words.say(&format!("clause-is-{name}")).to_string(),
        Value::Is(true) => words.say("clause-yes").to_string(),
        Value::Is(false) => words.say("clause-no").to_string(),
    }
}

fn label(words: &Words, topic: Topic, parameter: &Parameter) -> String {
    words.say(&format!("clause-{}-{}", topic.name(), parameter.name)).to_string()
}

/// A clause as it is written in its form.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::charter) struct ClauseForm(BTreeMap<String, String>);

impl ClauseForm {
    pub(in crate::charter) fn of(clause: &Clause) -> Self {
        let values = clause.values().map(|(of, value)| (of.name.to_owned(), value.text()));
        Self(values.chain([("words".to_owned(), clause.words.clone())]).collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    pub(in crate::charter) fn words(&self) -> &str {
        self.get("words")
    }

    /// The edition of the draft from which the form was made.
    pub(in crate::charter) fn edition(&self) -> i32 {
        self.get("edition").parse().unwrap_or_default()
    }

    /// A field for each parameter.
    pub(in crate::charter) fn fields(&self, page: &Page, topic: Topic, problems: &Problems) -> Vec<Field> {
        let field = |parameter: &'static Parameter| {
            let words = &page.words;
            let field = page.field(parameter.name, label(words, topic, parameter));
            let shown = |value| (value, shown(words, value));
            let options = |values: Vec<Value>| -> Vec<(String, String)> {
                values.into_iter().map(shown).map(|(value, said)| (value.text(), said)).collect()
            };
            let field = match parameter.kind {
                Kind::Number { .. } => field.kind("number"),
                Kind::Choice(names) => {
                    field.select(options(names.iter().map(|name| Value::Choice(name)).collect()))
                }
                Kind::YesNo => field.select(options(vec![Value::Is(true), Value::Is(false)])),
            };
            field.value(self.get(parameter.name)).wrong(problems.of(parameter.name))
        };
        topic.parameters().iter().map(field).collect()
    }

    /// The clause, or what is wrong with the form, by field.
    pub(in crate::charter) fn read(
        &self,
        words: &Words,
        topic: Topic,
        longest: usize,
    ) -> Result<Clause, Problems> {
        let mut problems = Problems::default();
        let values = topic.parameters().iter().map(|parameter| (parameter.name, self.get(parameter.name)));
        let (clause, wrong) = Clause::read(topic, values, self.words());
        for wrong in wrong {
            let WrongValue::NotAllowed { parameter, .. } = wrong else { continue };
            let said = match parameter.kind {
                Kind::Number { least, most, .. } => {
                    words.say("clause-number-wrong").n("least", least).n("most", most)
                }
                Kind::Choice(_) | Kind::YesNo => words.say("clause-choice-wrong"),
            };
            problems.note(parameter.name, said);
        }
        if self.words().chars().count() > longest {
            problems.note("words", words.say("clause-words-wrong").n("most", longest));
        }
        if problems.is_empty() { Ok(clause) } else { Err(problems) }
    }
}

/// The policies on attendance that others live by, by name and in words, where they are written.
pub(in crate::charter) fn patterns(words: &Words, topic: Topic) -> Vec<(&'static str, String)> {
    let said = |pattern: &Pattern| {
        (pattern.name, words.say(&format!("clause-pattern-{}", pattern.name)).to_string())
    };
    match topic {
        Topic::Attendance => PATTERNS.iter().map(said).collect(),
        _ => Vec::new(),
    }
}

/// What contradicts itself at a clause.
pub(in crate::charter) fn contradictions(
    words: &Words,
    found: &[Contradiction],
    topic: Topic,
) -> Vec<String> {
    let here = found.iter().filter(|one| one.at().iter().any(|(at, _)| *at == topic));
    here.map(|one| contradiction(words, *one)).collect()
}

fn contradiction(words: &Words, contradiction: Contradiction) -> String {
    let say = |key| words.say(key);
    let said = match contradiction {
        Contradiction::SizeReversed { least, most } => {
            say("charter-wrong-size").n("least", least).n("most", most)
        }
        Contradiction::QuorumAboveSize { quorum, least } => {
            say("charter-wrong-quorum").n("quorum", quorum).n("least", least)
        }
        Contradiction::RiskBeforeContact { risk, contact } => {
            say("charter-wrong-risk").n("risk", risk).n("contact", contact)
        }
        Contradiction::StepOutOfReach { misses, meetings } => {
            say("charter-wrong-reach").n("misses", misses).n("meetings", meetings)
        }
        Contradiction::MoreThanAYear { asked, meetings } => {
            say("charter-wrong-year").n("asked", asked).n("meetings", meetings)
        }
        Contradiction::FirstInLeeway { first, leeway } => {
            say("charter-wrong-leeway").n("first", first).n("leeway", leeway)
        }
        Contradiction::HalfNotBeforeWhole { half, whole } => {
            say("charter-wrong-half").n("half", half).n("whole", whole)
        }
        Contradiction::SilenceForUnanimity { question } => {
            let what = words.say(&format!("clause-decisions-{question}")).to_string();
            say("charter-wrong-silence").s("question", what)
        }
        Contradiction::RecordingInTheRoom => say("charter-wrong-recording"),
        Contradiction::NoticeAboveSeason { notice, meetings } => {
            say("charter-wrong-notice").n("notice", notice).n("meetings", meetings)
        }
        Contradiction::AnswerAfterDecision { hours, days } => {
            say("charter-wrong-answer").n("hours", hours).n("days", days)
        }
        Contradiction::MeetingTooShort { minutes, needed } => {
            say("charter-wrong-short").n("minutes", minutes).n("needed", needed)
        }
        Contradiction::EndsAboveLeast { fewest, least } => {
            say("charter-wrong-ends").n("fewest", fewest).n("least", least)
        }
    };
    said.to_string()
}

/// What changed in one clause.
pub(in crate::charter) struct Changed {
    topic: Topic,
    pub(in crate::charter) heading: String,
    pub(in crate::charter) said: Vec<String>,
    /// Old and new words in reading order.
    pub(in crate::charter) runs: Vec<Run>,
}

/// What changed between two versions, clause by clause.
pub(in crate::charter) fn differences(words: &Words, before: &Charter, after: &Charter) -> Vec<Changed> {
    let mut changed: Vec<Changed> = Vec::new();
    for difference in charter::differences(before, after) {
        let (topic, said, runs) = match difference {
            Difference::Added { topic } => {
                (topic, words.say("charter-difference-added").to_string(), Vec::new())
            }
            Difference::Removed { topic } => {
                (topic, words.say("charter-difference-removed").to_string(), Vec::new())
            }
            Difference::Parameter { topic, parameter, from, to } => {
                let said =
                    words.say("charter-difference-parameter").s("what", label(words, topic, parameter));
                let said = said.s("from", shown(words, from)).s("to", shown(words, to)).to_string();
                (topic, said, Vec::new())
            }
            Difference::Words { topic, runs } => (topic, String::new(), runs),
        };
        if changed.last().is_none_or(|last| last.topic != topic) {
            changed.push(Changed {
                topic,
                heading: heading(words, topic),
                said: Vec::new(),
                runs: Vec::new(),
            });
        }
        let Some(last) = changed.last_mut() else { continue };
        last.said.extend(Some(said).filter(|said| !said.is_empty()));
        last.runs.extend(runs);
    }
    changed
}

impl Changed {
    /// Stretches of words, each with the tag that marks it; none for what stayed.
    pub(in crate::charter) fn pieces(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let tag = |change| match change {
            Change::Kept => "span",
            Change::Removed => "del",
            Change::Added => "ins",
        };
        self.runs.iter().map(move |run| (tag(run.change), run.text.as_str()))
    }
}
