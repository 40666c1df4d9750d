//! Accounts of groups, and why someone has none, as sentences and pictures.

use calendar::{Date, Level, Zone, strip};
use peergroups::conflict::Kind;
use peergroups::formation::{
    Account, Aim, Broken, Cost, FormError, FormationError, HoursShared, Makeup, Mix, Must, Obstacle, Reason,
    Relaxation, Round, Unplaced, Weights,
};
use peergroups::profile::Profile;

use crate::ui::{self, HourRow, HourStrip, Words};

/// A reason: a sentence for, a price, or a must that breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    kind: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    For,
    Price,
    Broken,
}

impl Line {
    pub fn is_cost(&self) -> bool {
        self.kind == Weight::Price
    }

    pub fn is_broken(&self) -> bool {
        self.kind == Weight::Broken
    }
}

/// Everything a card of a group shows beside its people.
#[derive(Clone, Debug)]
pub struct Card {
    /// What speaks for it, then what it costs, then what is broken.
    pub reasons: Vec<Line>,
    pub mixes: Vec<ui::Mix>,
    pub hours: HourStrip,
}

/// Speaks about the people of one round.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub words: &'a Words,
    pub round: &'a Round<'a>,
    pub people: &'a [Profile],
    /// On whose clock hours are drawn; on that of most of the group if nobody's.
    pub reader: Option<&'a Zone>,
}

impl Speaker<'_> {
    pub fn card(&self, account: &Account) -> Card {
        let mut reasons: Vec<Line> =
            account.reasons.iter().map(|reason| line(Weight::For, self.reason(reason, account))).collect();
        reasons.extend(account.costs.iter().map(|cost| line(Weight::Price, self.cost(cost))));
        reasons.extend(account.broken.iter().map(|broken| line(Weight::Broken, self.broken(broken))));
        Card {
            reasons,
            mixes: account.mixes.iter().filter_map(|mix| self.mix(mix, account)).collect(),
            hours: self.hours(account),
        }
    }

    /// What a group could be for, in a sentence to start from; empty when its members share no topic.
    pub fn purpose(&self, account: &Account) -> String {
        let topics: Vec<String> =
            account.purpose.shared.iter().take(2).map(|topic| topic.words.clone()).collect();
        if topics.is_empty() {
            return String::new();
        }
        self.words.say("purpose-draft").s("topics", self.list(&topics)).to_string()
    }

    pub fn name(&self, who: usize) -> &str {
        self.people.get(who).map_or("", |profile| profile.name.as_str())
    }

    /// What a person does and where, in one line.
    pub fn about(&self, who: usize) -> String {
        let Some(person) = self.people.get(who) else { return String::new() };
        let city =
            person.time_zone.as_deref().and_then(|zone| Zone::named(zone).ok()).map(|zone| zone.city());
        let industry =
            person.industry.clone().filter(|_| person.function.is_none() || person.organisation.is_none());
        let facts = [person.function.clone(), person.organisation.clone(), industry, city];
        facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The criteria, one sentence each.
    pub fn criteria(&self) -> Vec<String> {
        let (words, criteria) = (self.words, self.round.criteria());
        let (least, most) = (*criteria.size.start(), *criteria.size.end());
        let size = if least == most { words.say("criterion-size-one") } else { words.say("criterion-size") };
        let mut told = vec![size.n("least", least).n("most", most).to_string()];
        let names = |weights: &Weights| {
            let wanted = weights.iter().filter(|(_, weight)| *weight > 0.0);
            self.list(&wanted.map(|(name, _)| self.attribute(name)).collect::<Vec<_>>())
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
        if let Some(width) = criteria.stage_band {
            told.push(words.say("criterion-stage").s("width", number(width)).to_string());
        }
        if criteria.hours.common > 0.0 {
            let said = words.say("criterion-hours").s("hours", hours(criteria.hours.common.into()));
            told.push(said.n("minutes", criteria.hours.minutes).to_string());
        }
        let keep = &criteria.keep;
        let musts = [
            (keep.organisation_apart, words.say("criterion-organisation")),
            (keep.reports_apart, words.say("criterion-reports")),
            (keep.department_apart, words.say("criterion-department")),
            (keep.competitors_apart, words.say("criterion-competitors")),
            (keep.shared_language, words.say("criterion-language")),
        ];
        told.extend(musts.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, said)| said.to_string()));
        if !criteria.lonely.is_empty() {
            let attributes: Vec<String> = criteria.lonely.iter().map(|name| self.attribute(name)).collect();
            told.push(words.say("criterion-lonely").s("attributes", self.list(&attributes)).to_string());
        }
        let sets =
            [(words.say("criterion-apart"), &keep.apart), (words.say("criterion-together"), &keep.together)];
        for (said, sets) in sets {
            if !sets.is_empty() {
                told.push(said.n("sets", sets.len()).to_string());
            }
        }
        told
    }

    /// What of the roster and the criteria could not be followed.
    pub fn notes(&self) -> Vec<String> {
        let set_aside = self.round.set_aside().iter().map(|set| {
            let names: Vec<String> = set.members.iter().map(|who| self.name(*who).to_owned()).collect();
            let said = self.words.say("report-set-aside").s("names", self.list(&names));
            said.s("must", self.must(&set.must)).to_string()
        });
        let unknown = self.round.unknown().iter();
        let unknown = unknown.map(|name| self.words.say("report-unknown").s("name", name).to_string());
        set_aside.chain(unknown).collect()
    }

    fn reason(&self, reason: &Reason, account: &Account) -> String {
        let words = self.words;
        match reason {
            Reason::Close { attribute, least, most } => {
                let (least, most) = (number(*least), number(*most));
                let same = least == most;
                let said = match (attribute.as_str(), same) {
                    ("years_in_role", false) => words.say("reason-years"),
                    ("years_in_role", true) => words.say("reason-years-same"),
                    ("seniority", _) => words.say("reason-seniority"),
                    (_, false) => words.say("reason-close"),
                    (_, true) => words.say("reason-close-same"),
                };
                said.s("attribute", self.attribute(attribute)).s("least", least).s("most", most).to_string()
            }
            Reason::Alike { attribute, label } => words
                .say("reason-alike")
                .s("attribute", self.attribute(attribute))
                .s("label", label)
                .to_string(),
            Reason::Kinds { attribute, kinds, known } => {
                let said = match attribute.as_str() {
                    "industry" => words.say("reason-industries"),
                    "function" => words.say("reason-functions"),
                    _ => words.say("reason-kinds"),
                };
                said.s("attribute", self.attribute(attribute))
                    .n("kinds", *kinds)
                    .n("known", *known)
                    .to_string()
            }
            Reason::Apart { attribute, least, most } => words
                .say("reason-apart")
                .s("attribute", capitalised(&self.attribute(attribute)))
                .s("least", number(*least))
                .s("most", number(*most))
                .to_string(),
            Reason::Topic { attribute, label, people } => {
                let said = match (attribute.as_str(), *people == account.members.len()) {
                    ("interests", true) => words.say("reason-interest-all"),
                    ("interests", false) => words.say("reason-interest"),
                    _ => words.say("reason-topic"),
                };
                said.s("attribute", self.attribute(attribute))
                    .s("label", label)
                    .n("people", *people)
                    .to_string()
            }
            Reason::Hours(shared) => self.shared_hours(*shared),
            Reason::Languages(languages) => {
                words.say("reason-languages").s("languages", self.list(languages)).to_string()
            }
            Reason::NoConflict => words.say("reason-no-conflict").to_string(),
        }
    }

    fn shared_hours(&self, shared: HoursShared) -> String {
        let (winter, summer) = (hours(shared.winter), hours(shared.summer));
        let said = if winter == summer {
            self.words.say("reason-hours")
        } else {
            self.words.say("reason-hours-seasons")
        };
        said.s("winter", winter).s("summer", summer).to_string()
    }

    fn cost(&self, cost: &Cost) -> String {
        let words = self.words;
        match cost {
            Cost::Wider { attribute, span, usual } => {
                let said = match attribute.as_str() {
                    "years_in_role" => words.say("cost-years"),
                    _ => words.say("cost-wider"),
                };
                let said = said.s("span", number(*span)).s("usual", number(*usual));
                said.s("attribute", self.attribute(attribute)).to_string()
            }
            Cost::Unlike { attribute, kinds } => words
                .say("cost-unlike")
                .s("attribute", self.attribute(attribute))
                .n("kinds", *kinds)
                .to_string(),
            Cost::Same { attribute, label, people } => words
                .say("cost-same")
                .s("attribute", self.attribute(attribute))
                .s("label", label)
                .n("people", *people)
                .to_string(),
            Cost::NothingShared { attribute } => {
                words.say("cost-nothing-shared").s("attribute", self.attribute(attribute)).to_string()
            }
            Cost::FewHours(shared) if shared.least() > 0.0 => {
                words.say("cost-few-hours").s("hours", hours(shared.least())).to_string()
            }
            Cost::FewHours(_) => words.say("cost-no-hours").to_string(),
            Cost::AwkwardHour { who, minute } => {
                words.say("cost-awkward-hour").s("who", self.name(*who)).s("time", clock(*minute)).to_string()
            }
        }
    }

    pub fn broken(&self, broken: &Broken) -> String {
        if let Some((one, other, kind)) = broken.conflicts.first() {
            let said = match kind {
                Kind::ReportsDirectly => self.words.say("broken-reports"),
                Kind::ReportsThroughOthers => self.words.say("broken-reports-through"),
                Kind::KeptApart => self.words.say("broken-kept-apart"),
                Kind::Competitors => self.words.say("broken-competitors"),
                Kind::SameDepartment => self.words.say("broken-department"),
                Kind::SameOrganisation => self.words.say("broken-organisation"),
            };
            return said.s("one", self.name(*one)).s("other", self.name(*other)).to_string();
        }
        let names: Vec<String> = broken.who.iter().map(|who| self.name(*who).to_owned()).collect();
        let names = self.list(&names);
        let said = match &broken.must {
            Must::Size => self.words.say("broken-size"),
            Must::Stage => self.words.say("broken-stage"),
            Must::Language => self.words.say("broken-language"),
            Must::NotOnlyOne(_) => self.words.say("broken-only-one"),
            Must::CommonHours => self.words.say("broken-hours"),
            Must::Together => self.words.say("broken-together"),
            Must::Apart | Must::Organisation | Must::Department => self.words.say("broken-apart"),
        };
        said.n("people", broken.who.len()).s("names", names).s("must", self.must(&broken.must)).to_string()
    }

    /// A must as a part of a sentence: "that hours are in common".
    pub fn must(&self, must: &Must) -> String {
        let words = self.words;
        match must {
            Must::Size => words.say("must-size").to_string(),
            Must::Apart => words.say("must-apart").to_string(),
            Must::Together => words.say("must-together").to_string(),
            Must::Organisation => words.say("must-organisation").to_string(),
            Must::Department => words.say("must-department").to_string(),
            Must::Stage => words.say("must-stage").to_string(),
            Must::Language => words.say("must-language").to_string(),
            Must::NotOnlyOne(attribute) => {
                words.say("must-only-one").s("attribute", self.attribute(attribute)).to_string()
            }
            Must::CommonHours => words.say("must-hours").to_string(),
        }
    }

    /// Why someone has no place, and what would give them one. Groups are told by their names.
    pub fn unplaced(&self, unplaced: &Unplaced, names: &[String]) -> Vec<Line> {
        let group = |index: &usize| names.get(*index).map_or("", String::as_str);
        let is_told = |obstacle: &&Obstacle| match obstacle {
            // Said by those before it.
            Obstacle::Nearest { broken, .. } => {
                !broken.is_empty()
                    && !broken
                        .iter()
                        .all(|must| unplaced.obstacles.contains(&Obstacle::Everywhere(must.clone())))
            }
            _ => true,
        };
        let mut lines: Vec<Line> = unplaced
            .obstacles
            .iter()
            .filter(is_told)
            .map(|obstacle| line(Weight::Broken, self.obstacle(obstacle, &group)))
            .collect();
        if let Some(would) = &unplaced.would_place {
            lines.push(line(Weight::For, self.relaxation(&would.relaxation, group(&would.group))));
        }
        lines
    }

    fn obstacle<'g>(&self, obstacle: &Obstacle, group: &dyn Fn(&usize) -> &'g str) -> String {
        let words = self.words;
        match obstacle {
            Obstacle::OwnHours { own, least } => {
                words.say("obstacle-own-hours").s("own", hours(*own)).s("least", hours(*least)).to_string()
            }
            Obstacle::OnlyOneOfAll(attribute) => {
                words.say("obstacle-only-one").s("attribute", self.attribute(attribute)).to_string()
            }
            Obstacle::Together(others) => {
                let names: Vec<String> = others.iter().map(|who| self.name(*who).to_owned()).collect();
                words.say("obstacle-together").s("names", self.list(&names)).to_string()
            }
            Obstacle::Everywhere(must) => {
                words.say("obstacle-everywhere").s("must", self.must(must)).to_string()
            }
            Obstacle::Nearest { group: nearest, broken } => {
                let musts: Vec<String> = broken.iter().map(|must| self.must(must)).collect();
                words
                    .say("obstacle-nearest")
                    .s("group", group(nearest))
                    .s("musts", self.list(&musts))
                    .to_string()
            }
            Obstacle::NoGroups => words.say("obstacle-no-groups").to_string(),
        }
    }

    fn relaxation(&self, relaxation: &Relaxation, group: &str) -> String {
        let words = self.words;
        let names = |who: &[usize]| {
            let names: Vec<String> = who.iter().map(|who| self.name(*who).to_owned()).collect();
            self.list(&names)
        };
        let said = match relaxation {
            Relaxation::Size(to) => words.say("would-size").n("people", *to),
            Relaxation::CommonHours(to) => words.say("would-hours").s("hours", hours(*to)),
            Relaxation::StageBand(to) => words.say("would-stage").s("width", number(*to)),
            Relaxation::Meeting { who, .. } => words.say("would-meet").s("names", names(who)),
            Relaxation::NoSharedLanguage => words.say("would-language"),
            Relaxation::OnlyOne { who, .. } => words.say("would-only-one").s("names", names(who)),
        };
        said.s("group", group).to_string()
    }

    fn mix(&self, mix: &Mix, account: &Account) -> Option<ui::Mix> {
        let known = account.members.len() - mix.unknown;
        let words = self.words;
        let (shares, said) = match &mix.makeup {
            Makeup::Nothing => return None,
            Makeup::Range { least, most } => {
                let (least, most) = (number(*least), number(*most));
                let said = match mix.attribute.as_str() {
                    "years_in_role" => words.say("mix-years"),
                    "seniority" => words.say("mix-levels"),
                    _ => words.say("mix-range"),
                };
                let shares = if mix.aim == Aim::Different { vec![1; known] } else { vec![known] };
                (shares, said.s("least", least).s("most", most).to_string())
            }
            Makeup::Kinds(kinds) => {
                let shares: Vec<usize> = kinds.iter().map(|(_, people)| *people).collect();
                let said = match kinds.as_slice() {
                    [(label, _)] => words.say("mix-all").s("label", label).to_string(),
                    [(label, most), ..] if *most > 1 => words
                        .say("mix-most")
                        .n("people", *most)
                        .s("label", label)
                        .n("kinds", kinds.len())
                        .to_string(),
                    _ => words.say("mix-different").n("kinds", kinds.len()).to_string(),
                };
                (shares, said)
            }
            Makeup::InCommon(topics) => {
                let most = topics.first().map_or(0, |(_, people)| *people);
                let mut shares = vec![1; known.saturating_sub(most)];
                if most > 0 {
                    shares.insert(0, most);
                }
                let said = match topics.first() {
                    Some((label, people)) => {
                        words.say("mix-share").n("people", *people).s("label", label).to_string()
                    }
                    None => words.say("mix-nothing").to_string(),
                };
                (shares, said)
            }
        };
        let said = match mix.unknown {
            0 => said,
            unknown => words.say("mix-unknown").s("said", said).n("unknown", unknown).to_string(),
        };
        Some(ui::Mix { label: capitalised(&self.attribute(&mix.attribute)), shares, words: said })
    }

    fn hours(&self, account: &Account) -> HourStrip {
        let places: Vec<_> =
            account.members.iter().filter_map(|who| Some((*who, self.round.place(*who)?))).collect();
        let most_live_in = || {
            let zones = places.iter().map(|(_, (zone, _))| zone);
            let count = |zone: &Zone| places.iter().filter(|(_, (other, _))| other == zone).count();
            zones.clone().min_by_key(|zone| (std::cmp::Reverse(count(zone)), zone.name().to_owned())).cloned()
        };
        let reader = self.reader.cloned().or_else(most_live_in).unwrap_or_else(Zone::utc);
        let minutes = u16::try_from(self.round.criteria().hours.minutes).unwrap_or(u16::MAX);
        let begins = account.best_hour.as_ref().map(|best| reader.local_at(best.moment));
        let date: Date = begins.map_or_else(|| self.round.day(), calendar::DateTime::date);
        let meeting = begins.map(|local| {
            let from = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
            (from, from.saturating_add(minutes).min(24 * 60))
        });
        let rows = places.iter().enumerate().map(|(position, (who, (zone, hours)))| {
            let spans = strip(zone, hours, &reader, date);
            let told: Vec<String> = spans
                .iter()
                .map(|span| {
                    let said = match span.level {
                        Level::Preferred => self.words.say("span-preferred"),
                        Level::Acceptable => self.words.say("span-acceptable"),
                    };
                    said.s("from", clock(span.from)).s("to", clock(span.to)).to_string()
                })
                .collect();
            let hour = account.best_hour.as_ref().and_then(|best| best.members.get(position));
            let suits = hour.map(|hour| match hour.level {
                Level::Preferred => self.words.say("hour-preferred").to_string(),
                Level::Acceptable => self.words.say("hour-acceptable").to_string(),
            });
            HourRow {
                name: first_name(self.name(*who)).to_owned(),
                city: zone.city(),
                spans: spans
                    .iter()
                    .map(|span| (span.from, span.to, span.level == Level::Preferred))
                    .collect(),
                words: if told.is_empty() {
                    self.words.say("span-none").to_string()
                } else {
                    told.join(", ")
                },
                local: hour.map_or_else(String::new, |hour| hour.local.strftime("%H:%M").to_string()),
                suits: suits.unwrap_or_default(),
            }
        });
        let caption = if meeting.is_some() {
            self.words.say("hours-caption")
        } else {
            self.words.say("hours-caption-none")
        };
        let caption =
            caption.s("day", date.strftime("%A")).s("month", date.strftime("%B")).s("city", reader.city());
        HourStrip { caption: caption.to_string(), rows: rows.collect(), meeting }
    }

    /// An attribute's name within a sentence.
    pub fn attribute(&self, name: &str) -> String {
        let words = self.words;
        match name {
            "years_in_role" => words.say("attribute-years").to_string(),
            "time_zone" => words.say("attribute-zone").to_string(),
            _ => name.replace('_', " "),
        }
    }

    /// "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                self.words.say("list-and").s("before", before.join(", ")).s("last", last).to_string()
            }
        }
    }
}

fn line(kind: Weight, text: String) -> Line {
    Line { text, kind }
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// Why a round cannot be proposed, for a person.
pub fn contradiction(words: &Words, people: &[Profile], error: &FormationError) -> String {
    let names = |who: &[usize]| {
        let names = who.iter().filter_map(|who| people.get(*who)).map(|person| person.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let error = match error {
        FormationError::NobodyHas { attribute } => {
            return words.say("contradiction-nobody-has").s("attribute", attribute).to_string();
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
        FormError::TogetherTooMany { members, .. }
        | FormError::TogetherBreaks { members, .. }
        | FormError::TogetherKeptApart { members } => {
            words.say("contradiction-together").s("names", names(members))
        }
        FormError::KeptTwice { who } => words.say("contradiction-kept").s("names", names(&[*who])),
        FormError::Weight { .. } => words.say("contradiction-weight"),
        FormError::BandWidth { .. } => words.say("contradiction-band"),
        _ => words.say("contradiction-other"),
    };
    said.to_string()
}

/// `8:00` as people write it.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Hours with their quarters: `10½`.
pub fn hours(hours: f64) -> String {
    let quarters = (hours * 4.0).round();
    let whole = (quarters / 4.0).floor();
    let part = match format!("{:.0}", quarters - whole * 4.0).as_str() {
        "1" => "¼",
        "2" => "½",
        "3" => "¾",
        _ => "",
    };
    if whole == 0.0 && !part.is_empty() { part.to_owned() } else { format!("{whole:.0}{part}") }
}

/// A number with one decimal where it has any.
pub fn number(number: f32) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_with_their_quarters() {
        for (given, told) in [(0.0, "0"), (0.5, "½"), (2.0, "2"), (10.75, "10¾"), (1.25, "1¼")] {
            assert_eq!(hours(given), told);
        }
        assert_eq!([number(9.0), number(12.46), number(-0.5)], ["9", "12.5", "-0.5"]);
    }
}
