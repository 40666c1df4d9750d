//! Giving up one's seat.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::{Group, Seat};
use crate::joining::actions;
use crate::joining::pages::Sure;
use crate::ui::Page;

#[derive(Template)]
#[template(path = "joining/leaving/leaving.html")]
struct LeavingPage {
    page: Page,
    group: Group,
}

pub(super) async fn leaving(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&LeavingPage { page: seat.page(&app, &frame), group: seat.group().clone() })
}

pub(super) async fn leave(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Sure>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::leave(tx, &seat).await?;
            let saying = app.words().say("left-group").s("group", &seat.group().name);
            Ok(Answer::to("/today").saying(saying))
        })
        .await
}
