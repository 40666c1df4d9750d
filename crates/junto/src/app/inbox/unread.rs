//! What is answered to whoever writes to a mailbox that nobody reads.

use mail::Incoming;

use super::addresses;
use crate::app::letterbox::{self, Body, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx, secrets};
use crate::ui::Letter;

const WEEK_MICROSECONDS: i64 = 7 * 86_400 * 1_000_000;

/// Says that nobody reads this, once a week to one address. Only a person whose server vouches for them is told, so
/// that no program is answered, and nobody whose address was misused. `false` where nothing is said.
pub(super) async fn answer(tx: &WriteTx, app: &App, incoming: &Incoming) -> Result<bool> {
    let Some(sender) = incoming.answer_to.clone() else { return Ok(false) };
    let is_theirs = incoming.is_vouched && incoming.from.as_ref() == Some(&sender);
    let is_ours = sender.eq_ignore_ascii_case(&app.config().mail_from)
        || addresses::destination(app.config(), &sender).is_some();
    if !is_theirs || is_ours {
        return Ok(false);
    }
    let words = app.words();
    let letter = Letter {
        subject: words.say("unread-subject").to_string(),
        before: vec![words.say("unread-text").to_string(), words.say("unread-what").to_string()],
        button: words.say("unread-button").to_string(),
        link: app.link("/today"),
        ..Letter::default()
    };
    let week = tx.now().microseconds() / WEEK_MICROSECONDS;
    let letter = Outgoing {
        community: None,
        kind: "inbox.unread",
        from_name: "Junto".to_owned(),
        to_name: sender.clone(),
        key: secrets::derive(&sender, &format!("nobody reads this, week {week}")),
        to_email: sender,
        urgency: Urgency::AtOnce,
        about: None,
        body: Body { in_reply_to: incoming.message_id.clone(), ..letter.into() },
    };
    letterbox::post(tx, letter).await
}
