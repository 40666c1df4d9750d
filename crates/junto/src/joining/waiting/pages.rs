//! What waits for those who run a community: answers, free seats and who could take them, the waiting list.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Moment;

use crate::app::forms::{Answer, Submission};
use crate::app::keyring::Sealed;
use crate::app::{App, AppError, Result};
use crate::community::{Community, MemberId, Operator};
use crate::frame::{self, Frame};
use crate::groups::{self, GroupId, Offer, Offered, SeatId};
use crate::joining::actions;
use crate::joining::entities::{Answered, Why};
use crate::joining::pages::Names;
use crate::joining::queries::{self, Invitation, Replacement, SeatRequest, Waiting};
use crate::joining::requests::{RequestLine, request_lines};
use crate::joining::withdrawal::withdrawal_path;
use crate::ui::{Face, Page, Words};

/// A seat that somebody declined or whose hour does not suit.
struct AnswerLine {
    face: Face,
    name: String,
    group: String,
    when: String,
    words: Option<String>,
    proposal: Option<Proposal>,
    /// Where the offer can be taken back, if it stands.
    withdrawal: String,
}

/// Who could take the seat instead, and why.
struct Proposal {
    member: MemberId,
    name: String,
    why: Vec<groups::Reason>,
    action: String,
}

/// An invitation that nobody has answered.
struct OpenLine {
    name: String,
    group: String,
    since: String,
    /// Where the offer can be taken back.
    withdrawal: String,
}

struct WaitingLine {
    face: Face,
    name: String,
    why: String,
    since: String,
}

#[derive(Template)]
#[template(path = "joining/waiting/seats.html")]
struct SeatsPage {
    page: Page,
    requests: Vec<RequestLine>,
    declined: Vec<AnswerLine>,
    hours: Vec<AnswerLine>,
    open: Vec<OpenLine>,
    waiting: Vec<WaitingLine>,
    applications: usize,
    applications_address: String,
}

pub(super) async fn seats(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let (db, community) = (app.db(), operator.community());
    let requests = queries::requests(db, community.id, None).await?;
    let declined = queries::invitations(db, community.id, Some(Answered::Declined)).await?;
    let hours = queries::invitations(db, community.id, Some(Answered::AnotherHour)).await?;
    let open = queries::invitations(db, community.id, None).await?;
    let waiting = queries::waiting_list(db, community.id).await?;
    let applications = queries::applications(db, community.id).await?.len();

    let answers: Vec<&Invitation> = declined.iter().chain(&hours).chain(&open).collect();
    let ids: Vec<SeatId> = answers.iter().map(|answer| answer.seat).collect();
    let holders = groups::holders(db, community.id, &ids).await?;
    let members = requests.iter().map(|request| request.member).chain(waiting.iter().map(|w| w.member));
    let members = members.chain(holders.values().copied());
    let of_groups = answers.iter().map(|answer| answer.group).chain(requests.iter().map(|r| r.group));
    let names = Names::of(&app, community, members, of_groups).await?;
    let zone = operator.person().zone();
    let name_of = |seat: SeatId| holders.get(&seat).map_or_else(String::new, |member| names.member(*member));

    let mut proposals = propose(&app, community, &declined, &waiting, &names, zone).await?;
    let mut declined_lines = Vec::new();
    for answer in &declined {
        let mut line = answer_line(&app, &operator, answer, name_of(answer.seat), &names).await?;
        line.proposal = proposals.remove(&answer.group);
        declined_lines.push(line);
    }
    let mut hour_lines = Vec::new();
    for answer in &hours {
        // Whoever asked and then took or lost the seat needs nothing more.
        if Offer::of(db, answer.seat).await?.is_some() {
            let mut line = answer_line(&app, &operator, answer, name_of(answer.seat), &names).await?;
            line.withdrawal = withdrawal_path(community, answer.seat);
            hour_lines.push(line);
        }
    }
    let mut open_lines = Vec::new();
    for invitation in &open {
        if Offer::of(db, invitation.seat).await?.is_some() {
            open_lines.push(OpenLine {
                name: name_of(invitation.seat),
                group: names.group(invitation.group),
                since: frame::day(invitation.invited_at, zone),
                withdrawal: withdrawal_path(community, invitation.seat),
            });
        }
    }
    let action = |request: &SeatRequest| community.path(&format!("/requests/{}/decision", request.id));
    let waiting_line = |waiting: &Waiting| WaitingLine {
        face: Face::of(&names.member(waiting.member)),
        name: names.member(waiting.member),
        why: why_words(app.words(), waiting.why),
        since: frame::day(waiting.since, zone),
    };
    frame::show(&SeatsPage {
        page: operator.page(&app, &frame),
        requests: request_lines(&app, &operator, &requests, &names, zone, action).await?,
        declined: declined_lines,
        hours: hour_lines,
        open: open_lines,
        waiting: waiting.iter().map(waiting_line).collect(),
        applications,
        applications_address: community.path("/applications"),
    })
}

fn why_words(words: &Words, why: Why) -> String {
    match why {
        Why::Declined => words.say("waiting-declined").to_string(),
        Why::NotPlaced => words.say("waiting-not-placed").to_string(),
        Why::NoSeat => words.say("waiting-no-seat").to_string(),
        Why::Withdrawn => words.say("waiting-withdrawn").to_string(),
    }
}

async fn answer_line(
    app: &App,
    operator: &Operator,
    answer: &Invitation,
    name: String,
    names: &Names,
) -> Result<AnswerLine> {
    let words = match &answer.words {
        Some(sealed) => Some(open(app, operator, answer, sealed).await?),
        None => None,
    };
    Ok(AnswerLine {
        face: Face::of(&name),
        name,
        group: names.group(answer.group),
        when: answer.answered_at.map_or_else(String::new, |at| frame::day(at, operator.person().zone())),
        words,
        proposal: None,
        withdrawal: String::new(),
    })
}

async fn open(app: &App, operator: &Operator, answer: &Invitation, sealed: &Sealed) -> Result<String> {
    Ok(app.keyring().open_sealed(operator, actions::invitation_words(answer.id), sealed).await?)
}

/// Who could take the seats that were declined, one for each group that still has a free one.
async fn propose(
    app: &App,
    community: &Community,
    declined: &[Invitation],
    waiting: &[Waiting],
    names: &Names,
    zone: &str,
) -> Result<BTreeMap<GroupId, Proposal>> {
    let ids: Vec<GroupId> = declined.iter().map(|answer| answer.group).collect();
    let groups = groups::groups_by_id(app.db(), &ids).await?;
    let mut proposals = BTreeMap::new();
    for line in groups::lines(app.db(), groups).await?.into_iter().filter(|line| line.free() > 0) {
        let found = queries::replacement(app.db(), &line.group, waiting).await?;
        let Some(Replacement { member, new_industry }) = found else { continue };
        let since = waiting.iter().find(|waiting| waiting.member == member).map(|waiting| waiting.since);
        let words = app.words();
        let mut why = vec![groups::Reason::for_it(words.say("replacement-no-conflict").to_string())];
        if let Some(industry) = new_industry {
            why.push(groups::Reason::for_it(
                words.say("replacement-industry").s("industry", industry).to_string(),
            ));
        }
        if let Some(since) = since {
            why.push(groups::Reason::for_it(replacement_since(words, since, zone)));
        }
        let action = community.path(&format!("/groups/{}/offers", line.group.id));
        proposals.insert(line.group.id, Proposal { member, name: names.member(member), why, action });
    }
    Ok(proposals)
}

fn replacement_since(words: &Words, since: Moment, zone: &str) -> String {
    words.say("replacement-since").s("since", frame::day(since, zone)).to_string()
}

#[derive(Deserialize)]
pub(super) struct OfferForm {
    member: MemberId,
}

pub(super) async fn offer_seat(
    State(app): State<App>,
    operator: Operator,
    Path((_, group)): Path<(String, GroupId)>,
    submission: Submission<OfferForm>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let group = groups::group(tx.db(), group).await?.ok_or(AppError::NotFound)?;
            let offered = actions::offer_seat(tx, &app, &operator, &group, submission.form.member).await?;
            let words = app.words();
            let saying = match offered {
                Offered::Seat(_) => words.say("seat-offered"),
                Offered::NoSeatFree => words.say("request-no-seat"),
                Offered::AtOdds => words.say("request-at-odds"),
            };
            Ok(Answer::to(operator.community().path("/groups/seats")).saying(saying))
        })
        .await
}
