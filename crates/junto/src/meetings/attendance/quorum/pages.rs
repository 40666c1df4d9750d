//! What whoever leads does about a meeting to which too few can come.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use peergroups::attendance::Below;
use serde::Deserialize;
use store::Moment;

use super::actions;
use super::queries::{self, Need, name};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{Facilitator, Group, GroupId};
use crate::meetings::attendance::queries::own_clock;
use crate::meetings::entities::{Instead, MeetingId};
use crate::meetings::queries::meeting;
use crate::ui::Page;

#[derive(Template)]
#[template(path = "meetings/attendance/quorum/quorum.html")]
struct QuorumPage {
    page: Page,
    group: Group,
    day: String,
    hours: String,
    meeting: MeetingId,
    /// When the meeting is to begin, in microseconds since 1970.
    seen: i64,
    stands: String,
    /// What was agreed, if too few can come and whoever leads has not said what to do.
    agreed: Option<Below>,
    is_answered: bool,
    is_taken: bool,
}

impl QuorumPage {
    fn agreed(&self, below: Below) -> String {
        self.page.say(&format!("quorum-agreed-{}", name(below))).to_string()
    }

    /// What was agreed is what the eye meets first.
    fn class(&self, below: Below, is: &str) -> &'static str {
        if name(below) == is { "first" } else { "" }
    }
}

pub(super) async fn quorum(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
) -> Result<Response> {
    frame::show(&quorum_page(&app, &frame, &facilitator, id).await?)
}

async fn quorum_page(
    app: &App,
    frame: &Frame,
    facilitator: &Facilitator,
    id: MeetingId,
) -> Result<QuorumPage> {
    let (db, seat, now) = (app.db(), facilitator.seat(), app.clock().now());
    let group = seat.group();
    let meeting = meeting(db, group.id, id).await?.ok_or(AppError::NotFound)?;
    let clock = own_clock(db, seat).await?;
    let (need, count) = (Need::of(db, group.id).await?, queries::count(db, group, &meeting).await?);
    let found = queries::shortage(db, &meeting).await?;
    let is_to_come = !meeting.is_off() && meeting.starts_at > now;
    let waits = found.as_ref().is_some_and(|found| !found.is_answered) && is_to_come;
    let stands = need.stands(app.words(), count).filter(|_| is_to_come);
    Ok(QuorumPage {
        page: seat.page(app, frame),
        group: group.clone(),
        day: clock.day(meeting.starts_at),
        hours: clock.hours(app.words(), meeting.starts_at, meeting.ends_at),
        meeting: id,
        seen: meeting.starts_at.microseconds(),
        stands: stands.unwrap_or_else(|| app.words().say("quorum-nothing").to_string()),
        agreed: waits.then_some(need.0.below),
        is_answered: found.is_some_and(|found| found.is_answered) && is_to_come,
        is_taken: false,
    })
}

#[derive(Deserialize)]
pub(super) struct InsteadForm {
    instead: String,
    seen: i64,
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<InsteadForm>,
) -> Result<Response> {
    let (seat, form) = (facilitator.seat(), &submission.form);
    let instead: Instead =
        form.instead.parse().map_err(|_| AppError::Invalid("the form does not say what to do"))?;
    let seen = Timestamp::from_microsecond(form.seen).map(Moment);
    let seen = seen.map_err(|_| AppError::Invalid("the form does not say which meeting it saw"))?;
    let is_week = instead == Instead::Week;
    let found = meeting(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    if is_week && actions::a_week_later(app.db(), &found).await?.is_none() {
        let page = quorum_page(&app, &frame, &facilitator, id).await?;
        return frame::show_again(&QuorumPage { is_taken: true, ..page });
    }
    let clock = own_clock(app.db(), seat).await?;
    let answer = submission
        .once(&app, async |tx| {
            let at = actions::answer(tx, &facilitator, id, (instead, seen)).await?;
            let moment = clock.day_and_time(app.words(), at);
            let saying = match instead {
                Instead::Anyway => app.words().say("quorum-anyway-done"),
                Instead::Week => {
                    app.words().say("dates-moved").s("to", moment).s("city", clock.zone_at(at).city())
                }
            };
            Ok(Answer::to(seat.path("/meetings")).saying(saying))
        })
        .await?;
    Ok(answer.into_response())
}
