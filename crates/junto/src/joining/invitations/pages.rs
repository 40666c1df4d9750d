//! An invitation and its answers: by the link of its letter, or for a member who is signed in.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::accounts;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result, secrets};
use crate::community::{self, Member};
use crate::frame::{self, Frame};
use crate::groups::{self, Group, Offer, SeatId};
use crate::joining::actions::{self, Reply};
use crate::joining::entities::Answered;
use crate::joining::pages::{ANSWER_LONGEST, offer_path, too_long, written};
use crate::joining::queries::{self, Invitation};
use crate::ui::{Crest, Face, HourStrip, Page, Words};

/// How an invitation stands for whoever opens it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Accepted,
    Declined,
    /// By those who run the community, before it was answered.
    TakenBack,
    /// Lapsed, or never there.
    Gone,
}

struct Other {
    face: Face,
    name: String,
    line: String,
    city: String,
    leads: bool,
}

#[derive(Template)]
#[template(path = "joining/invitations/invitation.html")]
struct InvitationPage {
    page: Page,
    standing: Standing,
    asked_hour: bool,
    action: String,
    community: String,
    run_by: String,
    group: Option<Group>,
    crest: Option<Crest>,
    others: Vec<Other>,
    /// Why whoever is asked would suit the table, and why the table is as it is.
    reasons: Vec<groups::Reason>,
    table_reasons: Vec<groups::Reason>,
    strip: Option<HourStrip>,
    until: String,
    /// On which day the seat was taken back, if it was.
    taken_back: String,
    /// Of whoever was asked, to sign in with; empty when they are signed in.
    email: String,
    /// An answer that could not be taken as it was written.
    kept: Kept,
}

/// What was written and is shown again, with what is wrong with it.
#[derive(Default)]
struct Kept {
    answer: Option<Answered>,
    words: String,
    waits: bool,
    wrong: String,
}

impl InvitationPage {
    fn gone(page: Page) -> Self {
        Self {
            page,
            standing: Standing::Gone,
            asked_hour: false,
            action: String::new(),
            community: String::new(),
            run_by: String::new(),
            group: None,
            crest: None,
            others: Vec::new(),
            reasons: Vec::new(),
            table_reasons: Vec::new(),
            strip: None,
            until: String::new(),
            taken_back: String::new(),
            email: String::new(),
            kept: Kept::default(),
        }
    }

    async fn of(
        app: &App,
        page: Page,
        invitation: &Invitation,
        action: String,
        is_link: bool,
    ) -> Result<Self> {
        let now = app.clock().now();
        let offer = Offer::of(app.db(), invitation.seat).await?;
        let is_late = is_link && invitation.expires_at <= now;
        let taken_back = taken_back(app, invitation).await?;
        let standing = match (invitation.answer, &offer, &taken_back) {
            (Some(Answered::Accepted), ..) => Standing::Accepted,
            (Some(Answered::Declined), ..) => Standing::Declined,
            (.., Some(_)) => Standing::TakenBack,
            (_, Some(_), _) if !is_late => Standing::Open,
            _ => Standing::Gone,
        };
        let Some(group) = groups::group(app.db(), invitation.group).await? else {
            return Ok(Self::gone(page));
        };
        let community = community::by_id(app.db(), invitation.community).await?;
        let run_by = community::operators(app.db(), community.id).await?;
        let run_by = run_by.into_iter().map(|operator| operator.name).collect::<Vec<_>>().join(", ");
        let bare = Self {
            asked_hour: invitation.answer == Some(Answered::AnotherHour),
            community: community.name.clone(),
            crest: Some(Crest::new(group.crest).large()),
            action,
            run_by,
            taken_back: taken_back.unwrap_or_default(),
            ..Self::gone(page)
        };
        // What stands below is for those who are asked or seated, not for whoever declined.
        if !matches!(standing, Standing::Open | Standing::Accepted) {
            return Ok(Self { standing, group: Some(group), ..bare });
        }
        let table = groups::table(app.db(), &group).await?;
        let own = table.iter().find(|chair| chair.seat.id == invitation.seat);
        let Some(own) = own else { return Ok(bare) };
        let address = accounts::addresses(app.db(), &[own.person]).await?;
        let told = groups::reasons(app, &group, Some(&own.seat)).await?;
        let others = table.iter().filter(|chair| chair.seat.id != invitation.seat);
        let other = |chair: &groups::Chair| Other {
            face: Face::of(&chair.name),
            name: chair.name.clone(),
            line: chair.line.clone(),
            city: chair.city(app.words()),
            leads: chair.leads(),
        };
        Ok(Self {
            standing,
            others: others.map(other).collect(),
            reasons: told.own,
            table_reasons: told.table,
            strip: groups::hour_strip(app.words(), &table, group.meeting_minutes, &own.zone, now),
            until: frame::day(invitation.expires_at, &own.zone),
            email: if is_link {
                address.into_iter().next().map_or_else(String::new, |address| address.email)
            } else {
                String::new()
            },
            group: Some(group),
            ..bare
        })
    }

    /// The words, and what is wrong with them, of the form with this answer.
    fn kept(&self, answer: &str) -> (&str, &str) {
        if self.is_kept(answer) { (&self.kept.words, &self.kept.wrong) } else { ("", "") }
    }

    fn is_kept(&self, answer: &str) -> bool {
        self.kept.answer.is_some_and(|kept| kept.to_string() == answer)
    }

    fn is(&self, standing: &str) -> bool {
        let named = match self.standing {
            Standing::Open => "open",
            Standing::Accepted => "accepted",
            Standing::Declined => "declined",
            Standing::TakenBack => "taken-back",
            Standing::Gone => "gone",
        };
        named == standing
    }

    /// As what it is shown: a page of its own, or what became of one.
    fn show(&self) -> Result<Response> {
        match self.standing {
            Standing::TakenBack | Standing::Gone => frame::show_gone(self),
            _ => frame::show(self),
        }
    }
}

/// On which day the seat was taken back, on the clock of whoever was asked.
async fn taken_back(app: &App, invitation: &Invitation) -> Result<Option<String>> {
    let Some((member, at)) = groups::withdrawn(app.db(), invitation.seat).await? else { return Ok(None) };
    let member = community::member_named(app.db(), invitation.community, member).await?;
    let address = accounts::addresses(app.db(), &[member.person]).await?.into_iter().next();
    Ok(address.map(|address| frame::day(at, &address.zone)))
}

pub(super) async fn invitation(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    let found = queries::invitation_by_token(app.db(), &secrets::hash(&token)).await?;
    let Some(found) = found else { return gone(&frame) };
    let community = community::by_id(app.db(), found.community).await?;
    let page = community.page(&frame, None);
    let action = format!("/invitations/{token}");
    InvitationPage::of(&app, page, &found, action, true).await?.show()
}

fn gone(frame: &Frame) -> Result<Response> {
    frame::show_gone(&InvitationPage::gone(frame.plain()))
}

/// One of the three answers.
#[derive(Deserialize)]
pub(super) struct AnswerForm {
    answer: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    wait: Option<String>,
}

impl AnswerForm {
    fn reply(&self) -> Result<Reply> {
        let words = written(&self.words);
        let given = (!words.is_empty()).then(|| words.clone());
        match self.answer.parse() {
            Ok(Answered::Accepted) => Ok(Reply::Accept { hello: given }),
            Ok(Answered::Declined) => Ok(Reply::Decline { reason: given, waits: self.wait.is_some() }),
            Ok(Answered::AnotherHour) => Ok(Reply::AnotherHour { wish: words }),
            Err(_) => Err(AppError::Invalid("an answer is yes, no or another hour")),
        }
    }

    /// The answer as it was written, if it is too long.
    fn too_long(&self, words: &Words) -> Option<Kept> {
        let written = written(&self.words);
        let wrong = too_long(words, &written, ANSWER_LONGEST)?;
        let answer = self.answer.parse().ok();
        Some(Kept { answer, words: written, waits: self.wait.is_some(), wrong })
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let found = queries::invitation_by_token(app.db(), &secrets::hash(&token)).await?;
    let found = found.filter(|found| found.expires_at > app.clock().now());
    let Some(found) = found else { return gone(&frame) };
    let action = format!("/invitations/{token}");
    if let Some(kept) = submission.form.too_long(app.words()) {
        let community = community::by_id(app.db(), found.community).await?;
        let page = community.page(&frame, None);
        let page = InvitationPage::of(&app, page, &found, action, true).await?;
        return frame::show_again(&InvitationPage { kept, ..page });
    }
    let answer = give_answer(&app, &submission, &found, action).await?;
    Ok(answer.into_response())
}

async fn give_answer(
    app: &App,
    submission: &Submission<AnswerForm>,
    invitation: &Invitation,
    path: String,
) -> Result<Answer> {
    let reply = submission.form.reply()?;
    let words = app.words();
    if reply == (Reply::AnotherHour { wish: String::new() }) {
        return Ok(Answer::to(path).saying(words.say("answer-hour-empty")));
    }
    submission
        .once(app, async |tx| {
            let is_given = actions::answer(tx, invitation, &reply).await?;
            let saying = match (&reply, is_given) {
                (_, false) => words.say("answer-too-late"),
                (Reply::Accept { .. }, true) => words.say("answer-accepted"),
                (Reply::Decline { .. }, true) => words.say("answer-declined"),
                (Reply::AnotherHour { .. }, true) => words.say("answer-hour"),
            };
            Ok(Answer::to(&path).saying(saying))
        })
        .await
}

/// The invitation of a member who is signed in, if this seat is or was offered to them.
async fn own_invitation(app: &App, member: &Member, seat: SeatId) -> Result<Option<Invitation>> {
    let holders = groups::holders(app.db(), member.community().id, &[seat]).await?;
    if holders.get(&seat) != Some(&member.id()) {
        return Ok(None);
    }
    Ok(queries::invitations_to(app.db(), &[seat]).await?.into_iter().next())
}

pub(super) async fn offer(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((_, seat)): Path<(String, SeatId)>,
) -> Result<Response> {
    let page = member.page(&app, &frame);
    let Some(found) = own_invitation(&app, &member, seat).await? else {
        return frame::show_gone(&InvitationPage::gone(page));
    };
    let action = offer_path(&member, seat);
    InvitationPage::of(&app, page, &found, action, false).await?.show()
}

pub(super) async fn answer_offer(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((_, seat)): Path<(String, SeatId)>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let found = own_invitation(&app, &member, seat).await?.ok_or(AppError::NotFound)?;
    let path = offer_path(&member, seat);
    if let Some(kept) = submission.form.too_long(app.words()) {
        let page = InvitationPage::of(&app, member.page(&app, &frame), &found, path, false).await?;
        return frame::show_again(&InvitationPage { kept, ..page });
    }
    Ok(give_answer(&app, &submission, &found, path).await?.into_response())
}
