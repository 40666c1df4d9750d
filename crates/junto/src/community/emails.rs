//! A letter from a community to someone, and the one to whoever runs it from now on.

use store::{Id as _, Moment};

use super::entities::OperatorId;
use super::queries::Community;
use super::rights::Operator;
use crate::accounts::Address;
use crate::app::App;
use crate::app::letterbox::{Outgoing, Urgency};
use crate::app::secrets::Token;
use crate::frame;
use crate::ui::Letter;

/// Nobody waits at the mailbox for this letter, so its link works longer than one that was asked for.
pub(super) const APPOINTED_SECONDS: i64 = 3 * 24 * 3600;

/// A letter in the name of a community, to be sent at once unless the caller gives it another urgency. `kind`
/// is `capability.kind`; `to` is a name and an address; a second letter with this `key` is not posted.
pub fn letter(
    community: &Community,
    kind: &'static str,
    to: (&str, &str),
    key: String,
    letter: Letter,
) -> Outgoing {
    let (name, email) = to;
    Outgoing {
        community: Some(community.id.uuid()),
        kind,
        from_name: community.name.clone(),
        to_name: name.to_owned(),
        to_email: email.to_owned(),
        urgency: Urgency::AtOnce,
        about: None,
        key,
        body: letter.into(),
    }
}

/// Someone was made an operator, and can sign in until then.
pub(super) fn appointed(
    app: &App,
    by: &Operator,
    to: &Address,
    term: OperatorId,
    (link, until): (&Token, Moment),
) -> Outgoing {
    let (words, community) = (app.words(), by.community());
    let opening = words.say("appointed-letter-text").s("who", by.person().name());
    let until = words.say("appointed-letter-until").s("until", frame::day_and_time(until, &to.zone));
    let content = Letter {
        subject: words.say("appointed-letter-subject").s("community", &community.name).to_string(),
        before: vec![
            opening.s("community", &community.name).to_string(),
            words.say("appointed-letter-what").to_string(),
        ],
        button: words.say("appointed-letter-button").to_string(),
        link: app.link(&format!("/sign-in/{}", link.text())),
        after: vec![until.s("address", app.link("/sign-in")).to_string()],
        ..Letter::default()
    };
    let to = (to.name.as_str(), to.email.as_str());
    letter(community, "community.appointed", to, format!("appointed:{term}"), content)
}
