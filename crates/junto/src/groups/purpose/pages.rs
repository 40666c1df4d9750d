//! A group's purpose: proposed by one, agreed by all.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::actions;
use crate::groups::queries::Group;
use crate::groups::rights::Seat;
use crate::ui::Page;

pub const PURPOSE_LONGEST: usize = 300;

#[derive(Template)]
#[template(path = "groups/purpose/purpose.html")]
struct PurposePage {
    page: Page,
    group: Group,
    purpose: String,
    is_wrong: bool,
}

fn purpose_page(app: &App, frame: &Frame, seat: &Seat, purpose: String, is_wrong: bool) -> PurposePage {
    PurposePage { page: seat.page(app, frame), group: seat.group().clone(), purpose, is_wrong }
}

pub(super) async fn purpose(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&purpose_page(&app, &frame, &seat, seat.group().purpose.clone(), false))
}

#[derive(Deserialize)]
pub(super) struct Purpose {
    purpose: String,
    version: i32,
}

pub(super) async fn propose_purpose(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<Purpose>,
) -> Result<Response> {
    let purpose = submission.form.purpose.trim();
    if purpose.is_empty() || purpose.chars().count() > PURPOSE_LONGEST {
        let page = purpose_page(&app, &frame, &seat, purpose.to_owned(), true);
        return frame::show_again(&page);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::propose_purpose(tx, &seat, submission.form.version, purpose).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("purpose-proposed")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct Agreement {
    version: i32,
}

pub(super) async fn agree_purpose(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Agreement>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::agree_purpose(tx, &seat, submission.form.version).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("purpose-agreed")))
        })
        .await
}
