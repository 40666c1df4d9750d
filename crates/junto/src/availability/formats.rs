//! Hours as rules of a form, and days and zones in words.

use calendar::{Date, Expected, HoursError, HoursRule, Level, Timestamp, Weekday, WeeklyHours, Zone};

use crate::ui::Words;

/// The days of a week, as forms name them.
pub(super) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

/// The most rules that a form may have.
const RULES_MOST: usize = 60;

/// One rule as it stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// Names of [`DAYS`].
    pub days: Vec<String>,
    pub from: String,
    pub to: String,
    pub level: String,
    /// What is wrong with it and what to do.
    pub wrong: String,
}

/// The rules in a form's fields. Each begins with a field `rule`.
pub(super) fn written(fields: &[(String, String)]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (name, value) in fields {
        if name == "rule" && rules.len() < RULES_MOST {
            rules.push(Rule::default());
        }
        let Some(rule) = rules.last_mut() else { continue };
        let value: String = value.trim().chars().take(20).collect();
        match name.as_str() {
            "day" => rule.days.push(value),
            "from" => rule.from = value,
            "to" => rule.to = value,
            "level" => rule.level = value,
            _ => {}
        }
    }
    rules.retain(|rule| !rule.is_empty());
    rules
}

/// The hours that these rules come to, or the same rules with what is wrong.
pub(super) fn understood(words: &Words, mut rules: Vec<Rule>) -> Result<WeeklyHours, Vec<Rule>> {
    for rule in &mut rules {
        rule.wrong = rule.hours().err().map(|wrong| rule.explained(words, &wrong)).unwrap_or_default();
    }
    if rules.iter().any(|rule| !rule.wrong.is_empty()) {
        return Err(rules);
    }
    let text: Vec<String> = rules.iter().map(Rule::text).collect();
    // Each part was understood above.
    WeeklyHours::parse(&text.join("; ")).map_err(|_| rules)
}

impl Rule {
    /// Hours as a form states them.
    pub fn all_of(hours: &WeeklyHours) -> Vec<Self> {
        hours.rules().iter().map(Self::of).collect()
    }

    fn of(rule: &HoursRule) -> Self {
        let is_in = |(day, _): &(Weekday, &str)| rule.days.contains(day);
        Self {
            days: DAYS.into_iter().filter(is_in).map(|(_, name)| name.to_owned()).collect(),
            from: clock(rule.from),
            to: clock(rule.to),
            level: level_name(rule.level).to_owned(),
            wrong: String::new(),
        }
    }

    /// A line that was left as it came does not count.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty() && self.to.is_empty()
    }

    pub fn has(&self, day: &str) -> bool {
        self.days.iter().any(|other| other == day)
    }

    pub fn is_acceptable(&self) -> bool {
        self.level == level_name(Level::Acceptable)
    }

    fn hours(&self) -> Result<WeeklyHours, HoursError> {
        // No hours at all are what is left of a night's worth of nothing, never of a rule.
        let hours = WeeklyHours::parse(&self.text())?;
        let error = HoursError { part: self.text(), expected: Expected::Hours };
        if hours.is_empty() { Err(error) } else { Ok(hours) }
    }

    fn text(&self) -> String {
        let level = if self.is_acceptable() { "acceptable" } else { "preferred" };
        let known = DAYS.iter().map(|(_, name)| *name).filter(|day| self.has(day));
        let days = known.collect::<Vec<_>>().join(",");
        // What could end the part, or begin another, is no time of day.
        let time = |text: &str| text.replace([';', ',', '|', '-', '–', '\n', '\r'], "?");
        format!("{days} {}-{} ({level})", time(&self.from), time(&self.to))
    }

    fn explained(&self, words: &Words, wrong: &HoursError) -> String {
        if self.days.is_empty() {
            return words.say("hours-wrong-days").to_string();
        }
        match wrong.expected {
            Expected::LaterEnd => {
                words.say("hours-wrong-end").s("from", &self.from).s("to", &self.to).to_string()
            }
            _ => words.say("hours-wrong-time").to_string(),
        }
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Preferred => "preferred",
        Level::Acceptable => "acceptable",
    }
}

/// `08:00` as a clock shows it; the end of a day is `24:00`.
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `3 to 20 May 2027`, and no more of the first date than differs from the last.
pub(super) fn dates_in_words(words: &Words, first: Date, last: Date) -> String {
    let end = last.strftime("%-d %B %Y").to_string();
    if first == last {
        return end;
    }
    let begin = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => first.strftime("%-d"),
        (true, false) => first.strftime("%-d %B"),
        _ => first.strftime("%-d %B %Y"),
    };
    words.say("hours-dates").s("first", begin).s("last", end).to_string()
}

/// `UTC+5:30`, as it is at a moment.
pub(super) fn offset_in_words(zone: &Zone, at: Timestamp) -> String {
    let minutes = zone.offset_at(at).seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
