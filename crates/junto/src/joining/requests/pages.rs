//! Asking for a seat in a group that lists itself, and deciding about it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::keyring::Opens;
use crate::app::{App, AppError, Result};
use crate::community::{self, Community, Member, Operator};
use crate::frame::{self, Frame};
use crate::groups::{self, Convener, Facilitator, Group, GroupId, Line};
use crate::joining::actions::{self, Decided, Despite};
use crate::joining::entities::{Decision, SeatRequestId};
use crate::joining::free_seats;
use crate::joining::pages::{
    DecisionForm, Names, Parts, WORDS_LONGEST, ask_path, offer_path, too_long, written,
};
use crate::joining::queries::{self, SeatRequest};
use crate::joining::rights::Asked;
use crate::ui::{Crest, Face, Page, Pager};

#[derive(Template)]
#[template(path = "joining/requests/ask.html")]
struct AskPage {
    page: Page,
    group: Group,
    crest: Crest,
    action: String,
    /// Why there is nothing to ask for, if so.
    instead: Option<Instead>,
    decided_by: String,
    /// What was written, and what is wrong with it.
    words: String,
    wrong: String,
}

/// What a member finds who has no need to ask.
enum Instead {
    Seated,
    /// With the address of the offer.
    Offered(String),
    /// With where to take the request back.
    Asked(String),
    Full,
}

pub(super) async fn asking(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((_, group)): Path<(String, GroupId)>,
) -> Result<Response> {
    let group = group_of(&app, member.community(), group).await?;
    frame::show(&ask_page(&app, &frame, &member, group).await?)
}

async fn ask_page(app: &App, frame: &Frame, member: &Member, group: Group) -> Result<AskPage> {
    let community = member.community();
    let table = groups::table(app.db(), &group).await?;
    let requests = queries::own_requests(app.db(), member).await?;
    let chair = table.iter().find(|chair| chair.seat.member == member.id());
    let instead = match chair {
        Some(chair) if chair.is_seated() => Some(Instead::Seated),
        Some(chair) => Some(Instead::Offered(offer_path(member, chair.seat.id))),
        None if requests.iter().any(|request| request.group == group.id) => {
            Some(Instead::Asked(format!("{}/withdrawal", ask_path(member, group.id))))
        }
        None if table.len() >= group.size_max => Some(Instead::Full),
        None => None,
    };
    if matches!(instead, None | Some(Instead::Full)) && !group.is_listed {
        return Err(AppError::NotFound);
    }
    let leads =
        table.iter().filter(|chair| chair.leads() && chair.is_seated()).map(|chair| chair.name.clone());
    let run_by = community::operators(app.db(), community.id).await?.into_iter().map(|address| address.name);
    Ok(AskPage {
        page: member.page(app, frame),
        crest: Crest::new(group.crest).large(),
        action: ask_path(member, group.id),
        instead,
        decided_by: leads.chain(run_by).collect::<Vec<_>>().join(", "),
        group,
        words: String::new(),
        wrong: String::new(),
    })
}

async fn group_of(app: &App, community: &Community, id: GroupId) -> Result<Group> {
    let group = groups::group(app.db(), id).await?;
    group.filter(|group| group.community == community.id).ok_or(AppError::NotFound)
}

#[derive(Deserialize)]
pub(super) struct AskForm {
    words: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((_, group)): Path<(String, GroupId)>,
    submission: Submission<AskForm>,
) -> Result<Response> {
    let group = group_of(&app, member.community(), group).await?;
    let words = written(&submission.form.words);
    if let Some(wrong) = too_long(app.words(), &words, WORDS_LONGEST) {
        let page = ask_page(&app, &frame, &member, group).await?;
        return frame::show_again(&AskPage { words, wrong, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            let asked = actions::ask(tx, &app, &member, &group, &words).await?;
            Ok(match asked {
                Some(_) => Answer::to(member.community().path("/groups")).saying(app.words().say("ask-sent")),
                // The page says why there is nothing to ask for.
                None => Answer::to(ask_path(&member, group.id)),
            })
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn withdraw(
    State(app): State<App>,
    member: Member,
    Path((_, group)): Path<(String, GroupId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let group = group_of(&app, member.community(), group).await?;
    submission
        .once(&app, async |tx| {
            let is_withdrawn = actions::withdraw_request(tx, &member, &group).await?;
            let words = app.words();
            let saying =
                if is_withdrawn { words.say("ask-withdrawn") } else { words.say("request-decided-before") };
            Ok(Answer::to(member.community().path("/groups")).saying(saying))
        })
        .await
}

/// A request as those see it who decide.
pub struct RequestLine {
    pub face: Face,
    pub name: String,
    pub group: String,
    pub since: String,
    pub words: String,
    pub action: String,
    /// How they would suit the table, told to those who run the community.
    pub lines: Vec<Line>,
    /// Where a yes is asked once more, if it would break something.
    pub asking: Option<String>,
}

pub async fn request_lines(
    app: &App,
    right: &impl Opens,
    requests: &[SeatRequest],
    names: &Names,
    zone: &str,
    action: impl Fn(&SeatRequest) -> String,
) -> Result<Vec<RequestLine>> {
    let mut lines = Vec::new();
    for request in requests {
        let place = actions::request_words(request.id);
        let name = names.member(request.member);
        lines.push(RequestLine {
            face: Face::of(&name),
            name,
            group: names.group(request.group),
            since: frame::day(request.asked_at, zone),
            words: app.keyring().open_sealed(right, place, &request.words).await?,
            action: action(request),
            lines: Vec::new(),
            asking: None,
        });
    }
    Ok(lines)
}

#[derive(Template)]
#[template(path = "joining/requests/requests.html")]
struct RequestsPage {
    page: Page,
    group: Group,
    requests: Vec<RequestLine>,
    pager: Option<Pager>,
}

pub(super) async fn requests(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Query(parts): Query<Parts>,
) -> Result<Response> {
    let seat = facilitator.seat();
    let group = seat.group().clone();
    let part = queries::request_list(app.db(), group.community, Some(group.id), parts.of("requests")).await?;
    let pager = parts.pager(app.words(), &seat.path("/requests"), "requests", &part);
    let requests = part.lines;
    let members = requests.iter().map(|request| request.member);
    let names = Names::of(&app, seat.member().community(), members, [group.id]).await?;
    let right = Asked(&facilitator);
    let action = |request: &SeatRequest| seat.path(&format!("/requests/{}/decision", request.id));
    let zone = seat.member().person().zone();
    frame::show(&RequestsPage {
        page: seat.page(&app, &frame),
        requests: request_lines(&app, &right, &requests, &names, zone, action).await?,
        pager,
        group,
    })
}

pub(super) async fn decide_for_group(
    State(app): State<App>,
    facilitator: Facilitator,
    Path((_, id)): Path<(String, SeatRequestId)>,
    submission: Submission<DecisionForm>,
) -> Result<Answer> {
    let group = facilitator.seat().group();
    let back = group.path("/requests");
    decide_once(&app, Convener::Facilitator(&facilitator), Some(group.id), id, &submission, back).await
}

pub(super) async fn decide_request(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, id)): Path<(String, SeatRequestId)>,
    submission: Submission<DecisionForm>,
) -> Result<Response> {
    let form = &submission.form;
    if form.decision()? == Decision::Yes
        && form.despite() == Despite::Nothing
        && let Some(request) = queries::request(app.db(), operator.id(), None, id).await?
        && let Some(page) = free_seats::asked_again(&app, &frame, &operator, &request).await?
    {
        return Ok(page);
    }
    let back = operator.community().path("/groups/seats");
    let answer = decide_once(&app, Convener::Operator(&operator), None, id, &submission, back).await?;
    Ok(answer.into_response())
}

async fn decide_once(
    app: &App,
    convener: Convener<'_>,
    group: Option<GroupId>,
    id: SeatRequestId,
    submission: &Submission<DecisionForm>,
    back: String,
) -> Result<Answer> {
    let decision = (submission.form.decision()?, submission.form.despite());
    let community = match convener {
        Convener::Operator(operator) => operator.id(),
        Convener::Facilitator(facilitator) => facilitator.seat().group().community,
    };
    submission
        .once(app, async |tx| {
            let open = queries::request(tx.db(), community, group, id).await?;
            let words = app.words();
            let Some(request) = open else {
                return Ok(Answer::to(&back).saying(words.say("request-decided-before")));
            };
            let saying = match actions::decide_request(tx, app, convener, &request, decision).await? {
                Decided::Seated => words.say("request-seated"),
                Decided::Refused => words.say("request-refused"),
                Decided::NoSeatFree => words.say("request-no-seat"),
                Decided::AtOdds => words.say("request-at-odds"),
            };
            Ok(Answer::to(&back).saying(saying))
        })
        .await
}
