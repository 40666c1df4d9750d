//! The letters that follow an answer by mail: what was recorded where somebody may have answered for a member, why
//! an answer did not count, and to whoever leads that another time was proposed.

use calendar::ical::{Proposed, Refusal};
use store::Moment;

use super::actions::Recorded;
use crate::accounts::Address;
use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community::{self, Community};
use crate::frame;
use crate::groups::{self, Chair, Group};
use crate::meetings::clocks::reading_clock;
use crate::meetings::entities::Said;
use crate::meetings::invitations::Reader;
use crate::meetings::queries::{leads, with_addresses};
use crate::ui::Letter;

/// Who has answered what message.
pub(super) struct Letters<'a> {
    pub(super) app: &'a App,
    pub(super) community: &'a Community,
    pub(super) group: &'a Group,
    pub(super) reader: &'a Reader,
    /// The Message-ID of the answer.
    pub(super) answered: Option<&'a str>,
    /// Makes the letters about it unrepeatable.
    pub(super) name: &'a str,
}

/// The words by which a member is told why an answer did not count. Nobody is told of an answer that was overtaken
/// by a later one of their own.
pub(super) fn why(refused: Option<Refusal>, is_no_answer: bool) -> Option<&'static str> {
    match refused {
        None if is_no_answer => Some("reply-unread"),
        None | Some(Refusal::OlderAnswer | Refusal::SaysNothing) => None,
        Some(Refusal::Stranger) => Some("reply-stranger"),
        Some(Refusal::OldSequence) => Some("reply-old"),
        Some(Refusal::DateCancelled) => Some("reply-off"),
        Some(Refusal::AnotherMeeting | Refusal::NoSuchDate) => Some("reply-unknown"),
    }
}

impl Letters<'_> {
    pub(super) fn refused(&self, why: &'static str) -> Outgoing {
        let words = self.app.words();
        let letter = Letter {
            subject: words.say("reply-refused-subject").s("group", &self.group.name).to_string(),
            before: vec![
                words.say(why).s("group", &self.group.name).to_string(),
                words.say("reply-refused-what").to_string(),
            ],
            button: words.say("reply-button").to_string(),
            link: self.app.link(&self.group.path("/meetings")),
            ..Letter::default()
        };
        self.to_member("refused", letter)
    }

    /// Tells whom it concerns of an answer that was recorded.
    pub(super) async fn tell_of(&self, tx: &WriteTx, recorded: &Recorded) -> Result<()> {
        if !recorded.weighed.is_own_address {
            letterbox::post(tx, self.recorded(recorded)).await?;
        }
        if let Some(proposed) = recorded.weighed.proposed.filter(|proposed| proposed.start > tx.now().0) {
            self.tell_of_proposal(tx, recorded, proposed).await?;
        }
        Ok(())
    }

    /// Another address than the member's own has answered for them.
    fn recorded(&self, recorded: &Recorded) -> Outgoing {
        let words = self.app.words();
        let said = recorded.said.map_or("nothing", Said::name);
        let day = recorded
            .meeting
            .as_ref()
            .map(|meeting| frame::day_and_time(meeting.starts_at, self.reader.zone.name()));
        let key = if day.is_some() { "reply-recorded-date" } else { "reply-recorded-all" };
        let text = words.say(key).s("group", &self.group.name).s("said", said);
        let letter = Letter {
            subject: words.say("reply-recorded-subject").s("group", &self.group.name).to_string(),
            before: vec![
                text.s("day", day.unwrap_or_default()).to_string(),
                words.say("reply-recorded-what").to_string(),
            ],
            button: words.say("reply-button").to_string(),
            link: self.app.link(&self.group.path("/meetings")),
            ..Letter::default()
        };
        self.to_member("recorded", letter)
    }

    fn to_member(&self, what: &str, letter: Letter) -> Outgoing {
        let to = (self.reader.name.as_str(), self.reader.email.as_str());
        let key = format!("reply:{what}:{}:{}", self.reader.member, self.name);
        let mut outgoing = community::letter(self.community, "meetings.reply", to, key, letter);
        outgoing.body.in_reply_to = self.answered.map(str::to_owned);
        outgoing
    }

    async fn tell_of_proposal(&self, tx: &WriteTx, recorded: &Recorded, proposed: Proposed) -> Result<()> {
        let table = groups::table(tx.db(), self.group).await?;
        let others = leads(&table).filter(|chair| chair.seat.member != self.reader.member);
        for (chair, to) in with_addresses(tx.db(), others).await? {
            letterbox::post(tx, self.proposal(recorded, proposed, (chair, &to))).await?;
        }
        Ok(())
    }

    fn proposal(&self, recorded: &Recorded, proposed: Proposed, (chair, to): (&Chair, &Address)) -> Outgoing {
        let (words, clock) = (self.app.words(), reading_clock(&to.zone, Some(chair)));
        let at = |moment: Moment| frame::day_and_time(moment, clock.name());
        let (path, day) = match &recorded.meeting {
            Some(meeting) => (format!("/meetings/{}", meeting.id), at(meeting.starts_at)),
            None => ("/meetings".to_owned(), String::new()),
        };
        let key = if day.is_empty() { "reply-proposal-all" } else { "reply-proposal" };
        let say = |key: &str| {
            let said = words.say(key).s("name", &self.reader.name).s("group", &self.group.name);
            said.s("day", &day).s("new", at(Moment(proposed.start))).s("city", clock.city()).to_string()
        };
        let letter = Letter {
            subject: say("reply-proposal-subject"),
            before: vec![say(key), say("reply-proposal-what")],
            button: say("reply-proposal-button"),
            link: self.app.link(&self.group.path(&path)),
            ..Letter::default()
        };
        let name = format!("reply:proposal:{}:{}", chair.seat.id, self.name);
        let letter =
            community::letter(self.community, "meetings.proposal", (&chair.name, &to.email), name, letter);
        Outgoing { urgency: Urgency::Routine { zone: clock }, about: Some(About::Changes), ..letter }
    }
}
