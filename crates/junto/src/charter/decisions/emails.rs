//! The letters of a decision. What was asked, why, and what anybody said is read on the page alone; a letter says what
//! it is about, who asks, by which rule and until when.

use peergroups::decision::{Rule, Silence};

use super::actions;
use super::entities::{DecisionEnd, Subject};
use super::queries::Decision;
use crate::accounts::Address;
use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::charter::emails::seated;
use crate::community::{self, Community};
use crate::frame;
use crate::groups::{Chair, Group, SeatId, reading_clock};
use crate::ui::{Letter, Words};

/// So long before its end whoever has not answered is reminded, on their next morning: half a day to a day and a half
/// ahead.
const REMINDS_SECONDS: i64 = 36 * 3600;

/// Asks everyone who is asked, and tells whom it is about.
pub(super) async fn ask(tx: &WriteTx, app: &App, group: &Group, decision: &Decision) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let table = seated(tx, group).await?;
    let asker = table.iter().find(|(chair, _)| chair.seat.id == decision.by);
    let by = asker.map(|(chair, _)| chair.name.as_str()).unwrap_or_default();
    let desk = Desk { app, community: &community, group, decision, by };
    for (chair, to) in &table {
        if decision.subject.about() == Some(chair.seat.id) {
            letterbox::post(tx, desk.about_you(chair, to)).await?;
        } else if decision.asks(&chair.seat) && chair.seat.id != decision.by {
            let token = actions::link(tx, decision, chair.seat.id).await?;
            let link = app.link(&format!("/decisions/{}", token.text()));
            letterbox::post(tx, desk.asked(chair, to, &link)).await?;
            letterbox::post(tx, desk.reminder(chair, to, &link)).await?;
        }
    }
    Ok(())
}

/// Tells everyone how it ended, but whoever took it back.
pub(super) async fn tell(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    decision: &Decision,
    end: DecisionEnd,
) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let desk = Desk { app, community: &community, group, decision, by: "" };
    let knows = |chair: &Chair| end == DecisionEnd::Withdrawn && chair.seat.id == decision.by;
    for (chair, to) in seated(tx, group).await?.iter().filter(|(chair, _)| !knows(chair)) {
        letterbox::post(tx, desk.ended(chair, to, end)).await?;
    }
    Ok(())
}

/// Nobody is reminded of what they have answered, or of what is settled.
pub(super) async fn remind_never(tx: &WriteTx, decision: &Decision, seat: SeatId) -> Result<()> {
    letterbox::take_back(tx, &reminder_key(decision, seat)).await
}

/// From which letters about one decision go out.
struct Desk<'a> {
    app: &'a App,
    community: &'a Community,
    group: &'a Group,
    decision: &'a Decision,
    /// Who asks.
    by: &'a str,
}

impl Desk<'_> {
    fn asked(&self, chair: &Chair, to: &Address, link: &str) -> Outgoing {
        let words = self.app.words();
        let clock = reading_clock(&to.zone, Some(chair));
        let until = frame::day_and_time(self.decision.reply_by, clock.name());
        let opening = words.say("decision-letter-opening").s("name", self.by).s("group", &self.group.name);
        let letter = Letter {
            subject: words.say("decision-letter-subject").s("group", &self.group.name).to_string(),
            before: vec![
                opening.s("subject", subject(words, self.decision.subject)).to_string(),
                words.say("decision-letter-until").s("until", until).s("city", clock.city()).to_string(),
                rule(words, self.decision),
            ],
            button: words.say("decision-letter-button").to_string(),
            link: link.to_owned(),
            after: vec![words.say("decision-letter-where").to_string()],
            ..Letter::default()
        };
        let key = format!("decision:{}:{}", self.decision.id, chair.seat.id);
        let urgency = Urgency::OutsideQuietHours { zone: clock };
        self.post("charter.decision", (chair, to), key, urgency, letter)
    }

    fn reminder(&self, chair: &Chair, to: &Address, link: &str) -> Outgoing {
        let words = self.app.words();
        let clock = reading_clock(&to.zone, Some(chair));
        let until = frame::day_and_time(self.decision.reply_by, clock.name());
        let text = words.say("decision-reminder-text").s("name", self.by).s("group", &self.group.name);
        let letter = Letter {
            subject: words.say("decision-reminder-subject").s("group", &self.group.name).to_string(),
            before: vec![
                text.s("subject", subject(words, self.decision.subject)).to_string(),
                words.say("decision-letter-until").s("until", until).s("city", clock.city()).to_string(),
                rule(words, self.decision),
            ],
            button: words.say("decision-letter-button").to_string(),
            link: link.to_owned(),
            ..Letter::default()
        };
        let moment = self.decision.reply_by.plus_seconds(-REMINDS_SECONDS);
        let urgency = Urgency::From { moment, zone: clock };
        let key = reminder_key(self.decision, chair.seat.id);
        let outgoing = self.post("charter.decision_reminder", (chair, to), key, urgency, letter);
        Outgoing { about: Some(About::Reminders), ..outgoing }
    }

    /// To whoever is asked to leave, at the same time as everyone else.
    fn about_you(&self, chair: &Chair, to: &Address) -> Outgoing {
        let words = self.app.words();
        let clock = reading_clock(&to.zone, Some(chair));
        let until = frame::day_and_time(self.decision.reply_by, clock.name());
        let text = words.say("decision-about-you-text").s("name", self.by).s("group", &self.group.name);
        let letter = Letter {
            subject: words.say("decision-about-you-subject").s("group", &self.group.name).to_string(),
            before: vec![
                text.to_string(),
                words.say("decision-about-you-what").s("until", until).s("city", clock.city()).to_string(),
                rule(words, self.decision),
            ],
            button: words.say("decision-about-you-button").to_string(),
            link: self.page(),
            ..Letter::default()
        };
        let key = format!("decision-about:{}", self.decision.id);
        let urgency = Urgency::OutsideQuietHours { zone: clock };
        self.post("charter.decision_about", (chair, to), key, urgency, letter)
    }

    fn ended(&self, chair: &Chair, to: &Address, end: DecisionEnd) -> Outgoing {
        let words = self.app.words();
        let key = format!("decision-ended-{}", end.name());
        let text = words.say(&key).s("group", &self.group.name);
        let head = words.say("decision-ended-subject").s("group", &self.group.name).s("end", end);
        let letter = Letter {
            subject: head.s("subject", subject(words, self.decision.subject)).to_string(),
            before: vec![text.s("subject", subject(words, self.decision.subject)).to_string()],
            button: words.say("decision-ended-button").to_string(),
            link: self.page(),
            ..Letter::default()
        };
        let key = format!("decision-ended:{}:{}", self.decision.id, chair.seat.id);
        let zone = reading_clock(&to.zone, Some(chair));
        // Whether one keeps one's seat cannot wait, and cannot be switched off.
        let is_about_them = self.decision.subject.about() == Some(chair.seat.id);
        let (urgency, about) = if is_about_them {
            (Urgency::OutsideQuietHours { zone }, None)
        } else {
            (Urgency::Routine { zone }, Some(About::Changes))
        };
        let outgoing = self.post("charter.decision_ended", (chair, to), key, urgency, letter);
        Outgoing { about, ..outgoing }
    }

    fn post(
        &self,
        kind: &'static str,
        (chair, to): (&Chair, &Address),
        key: String,
        urgency: Urgency,
        letter: Letter,
    ) -> Outgoing {
        let letter = community::letter(self.community, kind, (&chair.name, &to.email), key, letter);
        Outgoing { urgency, ..letter }
    }

    fn page(&self) -> String {
        self.app.link(&self.group.path(&self.decision.path()))
    }
}

fn reminder_key(decision: &Decision, seat: SeatId) -> String {
    format!("decision-reminder:{}:{seat}", decision.id)
}

/// `a norm`, within a sentence.
pub(super) fn subject(words: &Words, subject: Subject) -> String {
    words.say(&format!("decision-subject-{}", subject.name())).to_string()
}

/// When it is agreed, and what saying nothing means.
pub(super) fn rule(words: &Words, decision: &Decision) -> String {
    rule_in_words(words, (decision.rule, decision.silence))
}

pub(super) fn rule_in_words(words: &Words, (rule, silence): (Rule, Silence)) -> String {
    let rule = words.say(&format!("decision-rule-{}", rule.name())).to_string();
    let silence = words.say(&format!("decision-silence-{}", silence.name())).to_string();
    format!("{rule} {silence}")
}
