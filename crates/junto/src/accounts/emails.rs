//! The letter with a sign-in link.

use askama::Template;

use crate::app::letterbox::{Body, Outgoing, Urgency};
use crate::app::secrets::Token;
use crate::app::{App, Result};
use crate::ui::Words;

#[derive(Template)]
#[template(path = "accounts/sign_in.txt")]
struct SignInText<'a> {
    words: &'a Words,
    name: &'a str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "accounts/sign_in_letter.html")]
struct SignInHtml<'a> {
    words: &'a Words,
    name: &'a str,
    link: &'a str,
}

pub(super) fn sign_in(app: &App, name: &str, email: &str, token: &Token) -> Result<Outgoing> {
    let link = app.link(&format!("/sign-in/{}", token.text()));
    let words = app.words();
    let body = Body {
        subject: words.say("sign-in-letter-subject").to_string(),
        text: SignInText { words, name, link: &link }.render()?,
        html: SignInHtml { words, name, link: &link }.render()?,
    };
    Ok(Outgoing {
        community: None,
        kind: "accounts.sign_in",
        from_name: "Junto".to_owned(),
        to_name: name.to_owned(),
        to_email: email.to_owned(),
        urgency: Urgency::AtOnce,
        key: crate::app::secrets::derive(token.text(), "sign-in letter"),
        body,
    })
}
