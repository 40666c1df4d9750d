//! Sentences made of the numbers: what was noted, what it counted, where a seat stands, and why.

use peergroups::attendance::{
    Account, Because, Consequence, Counted, Policy, Reason, Record, Span, Substitutes, Then,
};

use crate::ui::Words;

/// "There, 12 minutes late."
pub(in crate::meetings::attendance) fn noted(words: &Words, record: &Record) -> String {
    match record {
        Record::Present { late_minutes, early_minutes } => words
            .say("attendance-noted-present")
            .n("late", *late_minutes)
            .n("early", *early_minutes)
            .to_string(),
        Record::Substitute => words.say("attendance-noted-substitute").to_string(),
        Record::Absent { told_hours_before, reason } => {
            let said = match told_hours_before {
                Some(hours) => words.say("attendance-noted-absent-told").n("hours", *hours).to_string(),
                None => words.say("attendance-noted-absent").to_string(),
            };
            match reason {
                Reason::Ordinary => said,
                Reason::Care => format!("{said} {}", words.say("attendance-noted-care")),
                Reason::Emergency => format!("{said} {}", words.say("attendance-noted-emergency")),
            }
        }
    }
}

/// "A miss", "half a miss and a fine of 20".
pub(super) fn weight(words: &Words, counted: &Counted) -> String {
    words.say("attendance-weight").n("halves", counted.halves).n("fine", counted.fine).to_string()
}

/// "two and a half misses"
pub(super) fn misses(words: &Words, halves: u16) -> String {
    words.say("attendance-misses").n("whole", halves / 2).n("half", halves % 2).to_string()
}

/// "in the last twelve months"
pub(super) fn span(words: &Words, policy: &Policy) -> String {
    match policy.span {
        Span::CalendarYear => words.say("attendance-span-year").to_string(),
        Span::Months(months) => words.say("attendance-span-months").n("months", months).to_string(),
        Span::LastMeetings(last) => words.say("attendance-span-meetings").n("meetings", last).to_string(),
        Span::Season => words.say("attendance-span-season").to_string(),
    }
}

/// "You have two misses in the last twelve months."
pub(super) fn own(words: &Words, policy: &Policy, account: &Account) -> String {
    let said = words.say("attendance-own-misses").s("misses", misses(words, account.halves));
    said.s("span", span(words, policy)).to_string()
}

/// The same of somebody else: "Two misses in the last twelve months."
pub(super) fn theirs(words: &Words, policy: &Policy, account: &Account) -> String {
    let said = words.say("attendance-their-misses").s("misses", misses(words, account.halves));
    said.s("span", span(words, policy)).to_string()
}

/// Whether anything that was agreed can lead anywhere.
pub(super) fn leads_somewhere(policy: &Policy) -> bool {
    policy.contact.is_some() || policy.risk.is_some() || policy.first.is_some()
}

/// What was agreed, a sentence each.
pub(super) fn rules(words: &Words, policy: &Policy) -> Vec<String> {
    let mut rules = Vec::new();
    let whole = |threshold: u16| misses(words, threshold.saturating_mul(2));
    if let Some(contact) = policy.contact {
        rules.push(words.say("attendance-rule-contact").s("misses", whole(contact)).to_string());
    }
    if let Some(risk) = policy.risk {
        rules.push(words.say("attendance-rule-risk").s("misses", whole(risk)).to_string());
        rules.push(words.say(then_key(policy.then)).to_string());
    }
    if let Some(first) = policy.first {
        rules.push(words.say("attendance-rule-first").n("meetings", first).to_string());
    }
    if policy.leeway > 0 {
        rules.push(words.say("attendance-rule-leeway").n("meetings", policy.leeway).to_string());
    }
    if policy.notice_excuses {
        rules.push(words.say("attendance-rule-notice").n("hours", policy.notice_hours).to_string());
    }
    rules.extend(match policy.substitutes {
        Substitutes::Never => None,
        Substitutes::NotTwiceRunning => Some(words.say("attendance-rule-substitute-once").to_string()),
        Substitutes::Always => Some(words.say("attendance-rule-substitute").to_string()),
    });
    rules
}

fn then_key(then: Then) -> &'static str {
    match then {
        Then::Out => "attendance-then-out",
        Then::GroupDecides => "attendance-then-group-decides",
        Then::NextIntake => "attendance-then-next-intake",
        Then::IfRoom => "attendance-then-if-room",
    }
}

/// What follows, to whoever leads.
pub(super) fn follows(words: &Words, consequence: Consequence) -> String {
    let key = match consequence {
        Consequence::FirstMissed => "attendance-follows-first",
        Consequence::Agreed(Then::Out) => "attendance-follows-out",
        Consequence::Agreed(Then::GroupDecides) => "attendance-follows-group-decides",
        Consequence::Agreed(Then::NextIntake) => "attendance-follows-next-intake",
        Consequence::Agreed(Then::IfRoom) => "attendance-follows-if-room",
    };
    words.say(key).to_string()
}

/// "Two misses of the two at which this was agreed."
pub(super) fn because(words: &Words, because: Because) -> String {
    match because {
        Because::Misses { halves, threshold } => {
            let said = words.say("attendance-because-misses").s("misses", misses(words, halves));
            said.n("threshold", threshold).to_string()
        }
        Because::First { missed, of } => {
            words.say("attendance-because-first").n("missed", missed).n("of", of).to_string()
        }
        Because::Answered => words.say("attendance-because-answered").to_string(),
    }
}
