//! Why a group is as it is, what that costs, and which must it breaks.

use peergroups::conflict::Kind;
use peergroups::formation::{Account, Broken, Cost, HoursShared, Must, Reason};

use crate::formation::account::Speaker;
use crate::formation::account::phrases::{capitalised, hours, list, number};
use crate::groups::clock;
use crate::ui::Said;

impl Speaker<'_> {
    pub(in crate::formation) fn reason(&self, reason: &Reason, account: &Account) -> String {
        let words = self.words;
        match reason {
            Reason::Close { attribute, least, most, known } => {
                let (least, most) = (number(*least), number(*most));
                let same = least == most;
                let said = match (attribute.as_str(), same) {
                    ("years_in_role", false) => words.say("reason-years"),
                    ("years_in_role", true) => words.say("reason-years-same"),
                    ("seniority", _) => words.say("reason-seniority"),
                    (_, false) => words.say("reason-close"),
                    (_, true) => words.say("reason-close-same"),
                };
                let said = said.s("attribute", self.attribute(attribute)).s("least", least).s("most", most);
                of_known(said, *known, account)
            }
            Reason::Alike { attribute, label, known } => {
                let said = words.say("reason-alike").s("attribute", self.attribute(attribute));
                of_known(said.s("label", label), *known, account)
            }
            Reason::Kinds { attribute, kinds, known } => {
                let said = match attribute.as_str() {
                    "industry" => words.say("reason-industries"),
                    "function" => words.say("reason-functions"),
                    _ => words.say("reason-kinds"),
                };
                let said = said.s("attribute", self.attribute(attribute)).n("kinds", *kinds);
                of_known(said, *known, account)
            }
            Reason::Apart { attribute, least, most, known } => {
                let said = words.say("reason-apart").s("attribute", capitalised(&self.attribute(attribute)));
                let said = said.s("least", number(*least)).s("most", number(*most));
                of_known(said, *known, account)
            }
            Reason::Levels { attribute, least, most, known } => {
                let said = if least == most { words.say("reason-level") } else { words.say("reason-levels") };
                let said = said.s("attribute", self.attribute(attribute)).s("least", least).s("most", most);
                of_known(said, *known, account)
            }
            Reason::Crossing(attributes) => {
                let names: Vec<String> = attributes.iter().map(|name| self.attribute(name)).collect();
                words.say("reason-crossing").s("attributes", list(words, &names)).to_string()
            }
            Reason::NewToEachOther => words.say("reason-new").to_string(),
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
            Reason::Hours(shared) => self.with_assumed(self.shared_hours(*shared), account),
            Reason::Languages { languages, known } => {
                let said = words.say("reason-languages").s("languages", list(self.words, languages));
                of_known(said, *known, account)
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

    /// A sentence about hours, followed by what it takes for granted.
    fn with_assumed(&self, said: String, account: &Account) -> String {
        let (words, assumed) = (self.words, account.assumed);
        let mut sentences = vec![said];
        if assumed.hours > 0 {
            let said = if assumed.hours == account.members.len() {
                words.say("assumed-hours-all")
            } else {
                words.say("assumed-hours").n("people", assumed.hours)
            };
            let usual = self.round.criteria().hours;
            sentences.push(said.s("from", clock(usual.from)).s("to", clock(usual.to)).to_string());
        }
        let without_zone = account.members.iter().find(|who| !self.round.has_zone(**who));
        if let Some((zone, _)) = without_zone.and_then(|who| self.round.place(*who)) {
            let said = words.say("assumed-zones").n("people", assumed.zones);
            sentences.push(said.s("city", zone.city()).to_string());
        }
        sentences.join(" ")
    }

    pub(in crate::formation) fn cost(&self, cost: &Cost, account: &Account) -> String {
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
            Cost::Faultline { attribute, label, people, other, other_label, besides } => {
                let said = words.say("cost-faultline").n("people", *people).n("besides", *besides);
                let said = said.s("attribute", self.attribute(attribute)).s("label", label);
                said.s("other", self.attribute(other)).s("along", other_label).to_string()
            }
            Cost::Parted { attribute, other } => {
                let said = words.say("cost-parted").s("attribute", self.attribute(attribute));
                said.s("other", self.attribute(other)).to_string()
            }
            Cost::MetBefore(who) => words.say("cost-met-before").s("names", self.names(who)).to_string(),
            Cost::FewHours(shared) if shared.least() > 0.0 => {
                let said = words.say("cost-few-hours").s("hours", hours(shared.least()));
                self.with_assumed(said.to_string(), account)
            }
            Cost::FewHours(_) => self.with_assumed(words.say("cost-no-hours").to_string(), account),
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
        let said = match &broken.must {
            Must::Size => self.words.say("broken-size"),
            Must::Stage => self.words.say("broken-stage"),
            Must::Language => self.words.say("broken-language"),
            Must::Facilitator => self.words.say("broken-facilitator"),
            Must::NotOnlyOne(_) => self.words.say("broken-only-one"),
            Must::CommonHours => self.words.say("broken-hours"),
            Must::Together => self.words.say("broken-together"),
            Must::Apart | Must::Organisation | Must::Department => self.words.say("broken-apart"),
        };
        said.n("people", broken.who.len())
            .s("names", self.names(&broken.who))
            .s("must", self.must(&broken.must))
            .to_string()
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
            Must::Facilitator => words.say("must-facilitator").to_string(),
            Must::NotOnlyOne(attribute) => {
                words.say("must-only-one").s("attribute", self.attribute(attribute)).to_string()
            }
            Must::CommonHours => words.say("must-hours").to_string(),
        }
    }
}

/// A sentence that says of how many it is known, where that is not all.
fn of_known(said: Said<'_>, known: usize, account: &Account) -> String {
    said.n("known", known).n("unknown", account.members.len().saturating_sub(known)).to_string()
}
