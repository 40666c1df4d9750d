//! The page of a link. Mail programs follow links, so looking at it records nothing.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::decision::Voice;

use crate::accounts;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, Result};
use crate::charter::decisions::actions::{self, Taken};
use crate::charter::decisions::emails::{rule, subject};
use crate::charter::decisions::pages::{AnswerForm, voice_choice};
use crate::charter::decisions::queries::{self, Decision, DecisionLink};
use crate::community::{self, Community};
use crate::frame::{self, Frame};
use crate::groups::{self, Group, reading_clock};
use crate::ui::{Choice, Page};

/// Why there is nothing to answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// No such link, or it is long expired.
    Unknown,
    Left,
    Settled,
}

impl Closed {
    fn key(self) -> &'static str {
        match self {
            Self::Unknown => "decision-link-unknown",
            Self::Left => "decision-link-left",
            Self::Settled => "decision-link-settled",
        }
    }
}

/// What a link that still works leads to.
struct Open {
    community: Community,
    group: Group,
    link: DecisionLink,
    decision: Decision,
    /// Who asks; empty where they have left.
    by: String,
    until: String,
    city: String,
    own: Option<Voice>,
}

#[derive(Template)]
#[template(path = "charter/decisions/by_letter/answer.html")]
struct AnswerPage {
    page: Page,
    action: String,
    group: Group,
    subject: String,
    by: String,
    until: String,
    city: String,
    rule: String,
    read: String,
    own: Option<Voice>,
    choice: Choice,
    words: String,
    words_wrong: String,
}

#[derive(Template)]
#[template(path = "charter/decisions/by_letter/closed.html")]
struct ClosedPage {
    page: Page,
    heading: String,
    what: String,
    read: String,
}

pub(super) async fn by_link(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    match open(&app, &token).await? {
        Ok(open) => frame::show(&AnswerPage::of(&frame, open, &token, &AnswerForm::default())),
        Err(closed) => show_closed(&frame, closed),
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let open = match open(&app, &token).await? {
        Ok(open) => open,
        Err(closed) => return show_closed(&frame, closed),
    };
    let problems = submission.form.problems(app.words());
    let Some(voice) = submission.form.voice().filter(|_| problems.is_empty()) else {
        let page = AnswerPage::of(&frame, open, &token, &submission.form);
        let choice = page.choice.clone().wrong(problems.of("voice"));
        return frame::show_again(&AnswerPage {
            choice,
            words_wrong: problems.of("words").to_owned(),
            ..page
        });
    };
    let answer = submission
        .once(&app, async |tx| {
            let said = (voice, submission.form.words());
            let key = match actions::answer_by_letter(tx, &app, &open.link, said).await? {
                Taken::Recorded => "decision-answered",
                Taken::NotAsked | Taken::TooLate => "decision-too-late",
            };
            Ok(Answer::to(format!("/decisions/{token}")).saying(app.words().say(key)))
        })
        .await?;
    Ok(answer.into_response())
}

fn show_closed(frame: &Frame, (closed, read): (Closed, String)) -> Result<Response> {
    let page = frame.plain();
    let heading = page.say(closed.key()).to_string();
    let what = page.say(&format!("{}-what", closed.key())).to_string();
    frame::show_gone(&ClosedPage { page, heading, what, read })
}

/// What the link with this secret leads to, or why to nothing and where to read on.
async fn open(app: &App, token: &str) -> Result<Result<Open, (Closed, String)>> {
    let (db, nowhere) = (app.db(), || "/today".to_owned());
    let Some(link) = queries::by_token(db, token).await? else {
        return Ok(Err((Closed::Unknown, nowhere())));
    };
    let Some(group) = groups::group(db, link.group).await? else { return Ok(Err((Closed::Left, nowhere()))) };
    let table = groups::table(db, &group).await?;
    let Some(own) = table.iter().find(|chair| chair.seat.id == link.seat && chair.is_seated()) else {
        return Ok(Err((Closed::Left, nowhere())));
    };
    let decision = queries::decision(db, group.id, link.decision).await?;
    let Some(decision) = decision else { return Ok(Err((Closed::Unknown, nowhere()))) };
    if !decision.is_open(app.clock().now()) {
        return Ok(Err((Closed::Settled, group.path(&decision.path()))));
    }
    let addresses = accounts::addresses(db, &[own.person]).await?;
    let chosen = addresses.first().map_or("UTC", |address| address.zone.as_str());
    let clock = reading_clock(chosen, Some(own));
    let said = queries::spoken(db, std::slice::from_ref(&decision)).await?;
    let asker = table.iter().find(|chair| chair.seat.id == decision.by);
    Ok(Ok(Open {
        community: community::by_id(db, group.community).await?,
        by: asker.map(|chair| chair.name.clone()).unwrap_or_default(),
        until: frame::day_and_time(decision.reply_by, clock.name()),
        city: clock.city(),
        own: said.iter().find(|said| said.seat == link.seat).map(|said| said.voice),
        group,
        link,
        decision,
    }))
}

impl AnswerPage {
    fn of(frame: &Frame, open: Open, token: &str, kept: &AnswerForm) -> Self {
        let page = open.community.page(frame, None);
        Self {
            action: format!("/decisions/{token}"),
            subject: subject(&page.words, open.decision.subject),
            rule: rule(&page.words, &open.decision),
            read: open.group.path(&open.decision.path()),
            choice: voice_choice(&page, kept.voice().or(open.own)),
            words: kept.words.clone(),
            words_wrong: String::new(),
            by: open.by,
            until: open.until,
            city: open.city,
            own: open.own,
            group: open.group,
            page,
        }
    }
}
