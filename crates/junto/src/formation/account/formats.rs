//! Accounts of groups: who speaks, and what of an account stands on a card.

use calendar::Zone;
use peergroups::formation::{Account, Lacking, Round, Slip};
use peergroups::group::Topic;
use peergroups::profile::{Profile, text_key};

use crate::formation::account::phrases::{attribute_words, list};
use crate::formation::account::with_nearest;
use crate::groups::Line;
use crate::ui::{self, HourStrip, Words};

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
        let mut reasons = self.open_reasons(account);
        reasons.extend(account.costs.iter().map(|cost| Line::price(self.cost(cost, account))));
        reasons.extend(account.broken.iter().map(|broken| Line::broken(self.broken(broken))));
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
        self.words.say("purpose-draft").s("topics", list(self.words, &topics)).to_string()
    }

    /// What everyone in the community may read: what speaks for a group, without anybody's name.
    pub fn open_reasons(&self, account: &Account) -> Vec<Line> {
        account.reasons.iter().map(|reason| Line::for_it(self.reason(reason, account))).collect()
    }

    /// Why a group suits one of its members, told to them alone: by what they wrote themselves.
    pub fn about_oneself(&self, who: usize, account: &Account) -> Vec<String> {
        let Some(person) = self.people.get(who) else { return Vec::new() };
        let own: Vec<String> = person.interests.iter().map(|interest| text_key(interest)).collect();
        let shared = account.purpose.shared.iter().filter(|topic| own.contains(&text_key(&topic.words)));
        let told = |topic: &Topic| {
            let said = self.words.say("oneself-topic").s("topic", &topic.words);
            said.n("others", topic.people.saturating_sub(1)).to_string()
        };
        shared.take(3).map(told).collect()
    }

    pub fn name(&self, who: usize) -> &str {
        self.people.get(who).map_or("", |profile| profile.name.as_str())
    }

    /// "Ana, Kofi and Mara".
    pub(super) fn names(&self, who: &[usize]) -> String {
        let names: Vec<String> = who.iter().map(|who| self.name(*who).to_owned()).collect();
        list(self.words, &names)
    }

    /// An attribute's name within a sentence.
    pub(super) fn attribute(&self, name: &str) -> String {
        attribute_words(self.words, name)
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

    /// What of the roster and the criteria could not be followed.
    pub fn notes(&self) -> Vec<String> {
        let words = self.words;
        let slip = |slip: &Slip| match slip {
            Slip::Unknown(name) => words.say("report-unknown").s("name", name).to_string(),
            Slip::Alone(name) => words.say("report-alone").s("name", name).to_string(),
            Slip::Twice(who) => words.say("report-twice").s("name", self.name(*who)).to_string(),
            Slip::ApartAndFree(pair) => {
                words.say("report-apart-and-free").s("names", self.names(pair)).to_string()
            }
        };
        let crossing = self.round.crossing();
        let one_crosses = if let [only] = crossing.as_slice() { Some(only) } else { None }
            .map(|only| words.say("report-crossing-one").s("attribute", self.attribute(only)).to_string());
        self.round.slips().iter().map(slip).chain(self.nobody_facilitates()).chain(one_crosses).collect()
    }

    /// That somebody is asked for in every group whom nobody is, with the nearest to what was written.
    pub fn nobody_facilitates(&self) -> Option<String> {
        let by = self.round.criteria().facilitator.as_ref()?;
        let (said, written, known) = match self.round.nobody_facilitates()? {
            Lacking::Attribute(known) => {
                (self.words.say("report-nobody-has-facilitators"), by.attribute.as_str(), known)
            }
            Lacking::Value(known) => (self.words.say("report-nobody-facilitates"), by.value.as_str(), known),
        };
        let said = said.s("value", &by.value).s("attribute", self.attribute(&by.attribute)).to_string();
        Some(with_nearest(self.words, said, written, &known))
    }
}
