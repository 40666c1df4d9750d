//! The letter with a sign-in link.

use crate::app::App;
use crate::app::letterbox::{Outgoing, Urgency};
use crate::app::secrets::Token;
use crate::ui::Letter;

pub(super) fn sign_in(app: &App, name: &str, email: &str, token: &Token) -> Outgoing {
    let words = app.words();
    let letter = Letter {
        subject: words.say("sign-in-letter-subject").to_string(),
        before: vec![words.say("sign-in-letter-text").to_string()],
        button: words.say("sign-in-letter-button").to_string(),
        link: app.link(&format!("/sign-in/{}", token.text())),
        after: vec![words.say("sign-in-letter-not-you").to_string()],
        ..Letter::default()
    };
    Outgoing {
        community: None,
        kind: "accounts.sign_in",
        from_name: "Junto".to_owned(),
        to_name: name.to_owned(),
        to_email: email.to_owned(),
        urgency: Urgency::AtOnce,
        about: None,
        key: crate::app::secrets::derive(token.text(), "sign-in letter"),
        body: letter.into(),
    }
}
