//! The page that asks before an offer is taken back, and shows the letter that goes out.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::withdrawal_path;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{self, Community, Operator};
use crate::frame::{self, Frame};
use crate::groups::{Offer, SeatId};
use crate::joining::actions::{self, Withdrawal};
use crate::joining::emails;
use crate::joining::pages::{ANSWER_LONGEST, too_long, written};
use crate::joining::queries;
use crate::ui::{Crest, Letter, Page};

#[derive(Template)]
#[template(path = "joining/withdrawal/withdrawal.html")]
struct WithdrawalPage {
    page: Page,
    crest: Crest,
    name: String,
    group: String,
    since: String,
    asked_hour: bool,
    letter: Letter,
    action: String,
    desk: String,
    /// What was written and ticked, and what is wrong with it.
    kept: Withdrawal,
    wrong: String,
}

fn desk(community: &Community) -> String {
    community.path("/groups/seats")
}

pub(super) async fn withdrawal(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, seat)): Path<(String, SeatId)>,
) -> Result<Response> {
    let Some(offer) = Offer::of(app.db(), seat).await? else {
        return Ok(Redirect::to(&desk(operator.community())).into_response());
    };
    frame::show(&withdrawal_page(&app, &frame, &operator, &offer).await?)
}

async fn withdrawal_page(
    app: &App,
    frame: &Frame,
    operator: &Operator,
    offer: &Offer,
) -> Result<WithdrawalPage> {
    let (community, seat) = (operator.community(), offer.id());
    if offer.group().community != operator.id() {
        return Err(AppError::NotFound);
    }
    let invitation = queries::invitations_to(app.db(), &[seat]).await?.into_iter().next();
    let since = invitation.as_ref().map(|asked| frame::day(asked.invited_at, operator.person().zone()));
    let member = community::member_named(app.db(), operator.id(), offer.member()).await?;
    Ok(WithdrawalPage {
        page: operator.page(app, frame),
        crest: Crest::new(offer.group().crest),
        name: member.name,
        group: offer.group().name.clone(),
        since: since.unwrap_or_default(),
        asked_hour: invitation.is_some_and(|asked| asked.answer.is_some()),
        letter: emails::withdrawn_letter(app, operator, offer, &Withdrawal::default()),
        action: withdrawal_path(community, seat),
        desk: desk(community),
        kept: Withdrawal::default(),
        wrong: String::new(),
    })
}

#[derive(Deserialize)]
pub(super) struct WithdrawalForm {
    /// Only our own form has it, so that nothing is taken back by an empty request.
    #[serde(rename = "sure")]
    _sure: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    wait: Option<String>,
}

pub(super) async fn withdraw(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, seat)): Path<(String, SeatId)>,
    submission: Submission<WithdrawalForm>,
) -> Result<Response> {
    let form = &submission.form;
    let withdrawal = Withdrawal { said: written(&form.words), waits: form.wait.is_some() };
    if let Some(wrong) = too_long(app.words(), &withdrawal.said, ANSWER_LONGEST)
        && let Some(offer) = Offer::of(app.db(), seat).await?
    {
        let page = withdrawal_page(&app, &frame, &operator, &offer).await?;
        return frame::show_again(&WithdrawalPage { kept: withdrawal, wrong, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            let (back, words) = (desk(operator.community()), app.words());
            let Some(offer) = Offer::of(tx.db(), seat).await? else {
                return Ok(Answer::to(back).saying(words.say("answer-too-late")));
            };
            let is_withdrawn = actions::withdraw(tx, &app, &operator, &offer, &withdrawal).await?;
            let said = match (is_withdrawn, withdrawal.waits) {
                (false, _) => "answer-too-late",
                (true, false) => "offer-withdrawn",
                (true, true) => "offer-withdrawn-waits",
            };
            Ok(Answer::to(back).saying(words.say(said)))
        })
        .await?;
    Ok(answer.into_response())
}
