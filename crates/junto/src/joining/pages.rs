//! The pages of coming in: for those who apply, are asked or ask, and for those who decide.

use askama::Template;
use axum::Extension;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use peergroups::profile::{Email, tidy};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use store::Moment;

use super::actions::{self, Decided, NewApplication, Reply};
use super::entities::{About, Answered, ApplicationId, Decision, SeatRequestId, Why};
use super::queries::{self, Application, Invitation, Replacement, SeatRequest};
use super::rights::Asked;
use crate::accounts::{self, Person};
use crate::app::error::encode;
use crate::app::forms::{Answer, Submission};
use crate::app::keyring::{Opens, Sealed};
use crate::app::{App, AppError, Result, secrets};
use crate::community::{self, Card, Community, Door, Member, MemberId, Operator};
use crate::frame::{self, Frame, Furniture};
use crate::groups::{self, Convener, Facilitator, Group, GroupId, Offer, Panel, Seat, SeatId};
use crate::ui::{Crest, Face, HourStrip, Page, Words};

const WORDS_LONGEST: usize = 4_000;

/// A page of a community for someone who need not be a member.
fn public_page(frame: &Frame, community: &Community, reader: Option<&Person>) -> Page {
    let furniture = Furniture { community: Some(community.mark()), ..Furniture::default() };
    frame.furnished(furniture, reader.map(Person::reader).as_ref())
}

fn member_page(app: &App, frame: &Frame, member: &Member) -> Page {
    frame.furnished(member.community().member_furniture(app), Some(&member.person().reader()))
}

fn seat_page(app: &App, frame: &Frame, seat: &Seat) -> Page {
    member_page(app, frame, seat.member())
}

// Applying.

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct ApplicationForm {
    name: String,
    email: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    industry: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    consent: Option<String>,
}

#[derive(Template)]
#[template(path = "joining/join.html")]
struct JoinPage {
    page: Page,
    community: Community,
    form: ApplicationForm,
    name_wrong: bool,
    email_wrong: bool,
    zone_wrong: Option<String>,
    words_wrong: bool,
    consent_wrong: bool,
}

impl JoinPage {
    fn new(page: Page, community: Community, form: ApplicationForm) -> Self {
        Self {
            page,
            community,
            form,
            name_wrong: false,
            email_wrong: false,
            zone_wrong: None,
            words_wrong: false,
            consent_wrong: false,
        }
    }
}

pub(super) async fn join(frame: Frame, community: Community, reader: Option<Person>) -> Result<Response> {
    let form = match &reader {
        Some(person) => ApplicationForm {
            name: person.name().to_owned(),
            email: person.email().to_owned(),
            zone: person.zone().to_owned(),
            ..ApplicationForm::default()
        },
        None => ApplicationForm::default(),
    };
    frame::show(&JoinPage::new(public_page(&frame, &community, reader.as_ref()), community, form))
}

pub(super) async fn apply(
    State(app): State<App>,
    frame: Frame,
    community: Community,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    submission: Submission<ApplicationForm>,
) -> Result<Response> {
    let form = &submission.form;
    let name = tidy(&form.name);
    let email = Email::parse(&form.email);
    let zone = match form.zone.trim() {
        "" => Ok(String::new()),
        text => calendar::Zone::named(text).map(|zone| zone.name().to_owned()),
    };
    let mut page = JoinPage::new(public_page(&frame, &community, None), community.clone(), form.clone());
    page.name_wrong = name.is_empty() || name.chars().count() > 200;
    page.email_wrong = email.is_err();
    page.words_wrong = form.words.chars().count() > WORDS_LONGEST;
    page.consent_wrong = form.consent.is_none();
    if let Err(calendar::ZoneError::Unknown { suggestion }) = &zone {
        page.zone_wrong = Some(suggestion.clone().unwrap_or_default());
    }
    let is_wrong = page.name_wrong || page.words_wrong || page.consent_wrong;
    let (Ok(email), Ok(zone), false) = (email, zone, is_wrong) else { return frame::show_again(&page) };
    let short = |text: &str| tidy(text).chars().take(200).collect::<String>();
    let new = NewApplication {
        name,
        about: About {
            organisation: short(&form.organisation),
            industry: short(&form.industry),
            function: short(&form.function),
            zone,
        },
        words: form.words.trim().to_owned(),
        email,
    };
    let host = peer.map_or_else(String::new, |Extension(ConnectInfo(address))| address.ip().to_string());
    let answer = submission
        .once(&app, async |tx| {
            actions::apply(tx, &app, &community, &new, &host).await?;
            Ok(Answer::to(community.path(&format!("/join/sent?email={}", encode(new.email.as_str())))))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Template)]
#[template(path = "joining/sent.html")]
struct SentPage {
    page: Page,
    email: String,
    again: String,
}

#[derive(Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    email: String,
}

pub(super) async fn sent(frame: Frame, community: Community, Query(query): Query<Sent>) -> Result<Response> {
    let again = community.path("/join");
    frame::show(&SentPage { page: public_page(&frame, &community, None), email: query.email, again })
}

#[derive(Template)]
#[template(path = "joining/application.html")]
struct ApplicationPage {
    page: Page,
    community: Option<Community>,
    email: String,
    is_confirmed: bool,
    is_member: bool,
    action: String,
}

async fn application_page(
    app: &App,
    frame: &Frame,
    token: &str,
) -> Result<(ApplicationPage, Option<(Community, Application)>)> {
    let found = queries::application_by_token(app.db(), &secrets::hash(token)).await?;
    let found = found.filter(|found| found.is_confirmed || actions::can_confirm(found, app.clock().now()));
    let Some(application) = found else {
        let page = ApplicationPage {
            page: frame.plain(),
            community: None,
            email: String::new(),
            is_confirmed: false,
            is_member: false,
            action: String::new(),
        };
        return Ok((page, None));
    };
    let community = community::by_id(app.db(), application.community).await?;
    let is_member = match accounts::address_by_email(app.db(), &application.email).await? {
        Some(person) => !community::members_of_people(app.db(), community.id, &[person.id]).await?.is_empty(),
        None => false,
    };
    let page = ApplicationPage {
        page: public_page(frame, &community, None),
        community: Some(community.clone()),
        email: application.email.clone(),
        is_confirmed: application.is_confirmed,
        is_member,
        action: format!("/applications/{token}"),
    };
    Ok((page, Some((community, application))))
}

/// Mail programs follow links, so this shows a button and changes nothing.
pub(super) async fn application(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    let (page, found) = application_page(&app, &frame, &token).await?;
    if found.is_some() {
        frame::show(&page)
    } else {
        Ok((StatusCode::GONE, Html(page.render()?)).into_response())
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn confirm(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let (page, found) = application_page(&app, &frame, &token).await?;
    let Some((community, application)) = found else {
        return Ok((StatusCode::GONE, Html(page.render()?)).into_response());
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::confirm(tx, &app, &community, &application).await?;
            Ok(Answer::to(&page.action))
        })
        .await?;
    Ok(answer.into_response())
}

struct ApplicationLine {
    application: Application,
    face: Face,
    words: String,
    since: String,
    action: String,
}

#[derive(Template)]
#[template(path = "joining/applications.html")]
struct ApplicationsPage {
    page: Page,
    community: Community,
    lines: Vec<ApplicationLine>,
}

pub(super) async fn applications(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
) -> Result<Response> {
    let community = operator.community().clone();
    let mut lines = Vec::new();
    for application in queries::applications(app.db(), operator.id()).await? {
        let place = actions::application_words(application.id);
        lines.push(ApplicationLine {
            words: app.keyring().open_sealed(&operator, place, &application.words).await?,
            face: Face::of(&application.name),
            since: frame::day(application.applied_at, operator.person().zone()),
            action: community.path(&format!("/applications/{}/decision", application.id)),
            application,
        });
    }
    frame::show(&ApplicationsPage { page: operator.page(&app, &frame), community, lines })
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    decision: String,
    #[serde(default)]
    words: String,
}

impl DecisionForm {
    fn decision(&self) -> Result<Decision> {
        self.decision.parse().map_err(|_| AppError::Invalid("a decision is yes or no"))
    }
}

pub(super) async fn decide(
    State(app): State<App>,
    operator: Operator,
    Path((_, id)): Path<(String, ApplicationId)>,
    submission: Submission<DecisionForm>,
) -> Result<Answer> {
    let decision = submission.form.decision()?;
    let said: String = submission.form.words.trim().chars().take(WORDS_LONGEST).collect();
    submission
        .once(&app, async |tx| {
            let found = queries::application(tx.db(), operator.id(), id).await?.ok_or(AppError::NotFound)?;
            let is_new = actions::decide(tx, &app, &operator, &found, decision, &said).await?;
            let words = app.words();
            let saying = match (is_new, decision) {
                (false, _) => words.say("application-decided-before"),
                (true, Decision::Yes) => words.say("application-accepted"),
                (true, Decision::No) => words.say("application-declined"),
            };
            let path = operator.community().path("/applications");
            Ok(Answer::to(path).saying(saying.s("name", &found.name)))
        })
        .await
}

// Being asked.

/// How an invitation stands for whoever opens it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Accepted,
    Declined,
    /// Taken back, lapsed, or never there.
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
#[template(path = "joining/invitation.html")]
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
    reasons: Vec<groups::Reason>,
    strip: Option<HourStrip>,
    until: String,
    /// Of whoever was asked, to sign in with; empty when they are signed in.
    email: String,
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
            strip: None,
            until: String::new(),
            email: String::new(),
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
        let standing = match (invitation.answer, &offer) {
            (Some(Answered::Accepted), _) => Standing::Accepted,
            (Some(Answered::Declined), _) => Standing::Declined,
            (_, Some(_)) if !is_late => Standing::Open,
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
        let others = table.iter().filter(|chair| chair.seat.id != invitation.seat);
        let other = |chair: &groups::Chair| Other {
            face: Face::of(&chair.name),
            name: chair.name.clone(),
            line: chair.line.clone(),
            city: chair.city(),
            leads: chair.leads(),
        };
        Ok(Self {
            standing,
            others: others.map(other).collect(),
            reasons: own.seat.reasons.clone(),
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

    fn is(&self, standing: &str) -> bool {
        let named = match self.standing {
            Standing::Open => "open",
            Standing::Accepted => "accepted",
            Standing::Declined => "declined",
            Standing::Gone => "gone",
        };
        named == standing
    }
}

pub(super) async fn invitation(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    let found = queries::invitation_by_token(app.db(), &secrets::hash(&token)).await?;
    let Some(found) = found else { return gone(&frame) };
    let community = community::by_id(app.db(), found.community).await?;
    let page = public_page(&frame, &community, None);
    let action = format!("/invitations/{token}");
    let page = InvitationPage::of(&app, page, &found, action, true).await?;
    if page.standing == Standing::Gone {
        return Ok((StatusCode::GONE, Html(page.render()?)).into_response());
    }
    frame::show(&page)
}

fn gone(frame: &Frame) -> Result<Response> {
    let page = InvitationPage::gone(frame.plain());
    Ok((StatusCode::GONE, Html(page.render()?)).into_response())
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
        let words: String = self.words.trim().chars().take(WORDS_LONGEST).collect();
        let given = (!words.is_empty()).then(|| words.clone());
        match self.answer.parse() {
            Ok(Answered::Accepted) => Ok(Reply::Accept { hello: given }),
            Ok(Answered::Declined) => Ok(Reply::Decline { reason: given, waits: self.wait.is_some() }),
            Ok(Answered::AnotherHour) => Ok(Reply::AnotherHour { wish: words }),
            Err(_) => Err(AppError::Invalid("an answer is yes, no or another hour")),
        }
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
    give_answer(&app, &submission, &found, format!("/invitations/{token}")).await
}

async fn give_answer(
    app: &App,
    submission: &Submission<AnswerForm>,
    invitation: &Invitation,
    path: String,
) -> Result<Response> {
    let reply = submission.form.reply()?;
    let words = app.words();
    if reply == (Reply::AnotherHour { wish: String::new() }) {
        return Ok(Answer::to(path).saying(words.say("answer-hour-empty")).into_response());
    }
    let answer = submission
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
        .await?;
    Ok(answer.into_response())
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
    let page = member_page(&app, &frame, &member);
    let Some(found) = own_invitation(&app, &member, seat).await? else {
        return Ok((StatusCode::GONE, Html(InvitationPage::gone(page).render()?)).into_response());
    };
    let action = member.community().path(&format!("/offers/{seat}"));
    frame::show(&InvitationPage::of(&app, page, &found, action, false).await?)
}

pub(super) async fn answer_offer(
    State(app): State<App>,
    member: Member,
    Path((_, seat)): Path<(String, SeatId)>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let found = own_invitation(&app, &member, seat).await?.ok_or(AppError::NotFound)?;
    let path = member.community().path(&format!("/offers/{seat}"));
    give_answer(&app, &submission, &found, path).await
}

// Asking for a seat.

#[derive(Template)]
#[template(path = "joining/ask.html")]
struct AskPage {
    page: Page,
    group: Group,
    crest: Crest,
    action: String,
    /// Why there is nothing to ask for, if so.
    instead: Option<String>,
    decided_by: String,
}

pub(super) async fn asking(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((_, group)): Path<(String, GroupId)>,
) -> Result<Response> {
    let community = member.community();
    let group = listed_group(&app, community, group).await?;
    let table = groups::table(app.db(), &group).await?;
    let requests = queries::requests(app.db(), community.id, Some(group.id)).await?;
    let words = app.words();
    let instead = if table.iter().any(|chair| chair.seat.member == member.id()) {
        Some(words.say("ask-at-table").to_string())
    } else if requests.iter().any(|request| request.member == member.id()) {
        Some(words.say("ask-waits").to_string())
    } else if table.len() >= group.size_max {
        Some(words.say("ask-full").to_string())
    } else {
        None
    };
    let leads =
        table.iter().filter(|chair| chair.leads() && chair.is_seated()).map(|chair| chair.name.clone());
    let run_by = community::operators(app.db(), community.id).await?.into_iter().map(|address| address.name);
    frame::show(&AskPage {
        page: member_page(&app, &frame, &member),
        crest: Crest::new(group.crest).large(),
        action: community.path(&format!("/groups/{}/ask", group.id)),
        instead,
        decided_by: leads.chain(run_by).collect::<Vec<_>>().join(", "),
        group,
    })
}

async fn listed_group(app: &App, community: &Community, id: GroupId) -> Result<Group> {
    let group = groups::group(app.db(), id).await?;
    group.filter(|group| group.community == community.id && group.is_listed).ok_or(AppError::NotFound)
}

#[derive(Deserialize)]
pub(super) struct AskForm {
    words: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    member: Member,
    Path((_, group)): Path<(String, GroupId)>,
    submission: Submission<AskForm>,
) -> Result<Answer> {
    let group = listed_group(&app, member.community(), group).await?;
    let words: String = submission.form.words.trim().chars().take(WORDS_LONGEST).collect();
    submission
        .once(&app, async |tx| {
            let asked = actions::ask(tx, &app, &member, &group, &words).await?;
            let saying = match asked {
                Some(_) => app.words().say("ask-sent"),
                None => app.words().say("ask-waits"),
            };
            Ok(Answer::to(member.community().path("/groups")).saying(saying))
        })
        .await
}

/// A request as those see it who decide.
struct RequestLine {
    face: Face,
    name: String,
    group: String,
    since: String,
    words: String,
    action: String,
}

async fn request_lines(
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
        });
    }
    Ok(lines)
}

#[derive(Template)]
#[template(path = "joining/requests.html")]
struct RequestsPage {
    page: Page,
    group: Group,
    requests: Vec<RequestLine>,
}

pub(super) async fn requests(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
) -> Result<Response> {
    let seat = facilitator.seat();
    let group = seat.group().clone();
    let requests = queries::requests(app.db(), group.community, Some(group.id)).await?;
    let members = requests.iter().map(|request| request.member);
    let names = Names::of(&app, seat.member().community(), members, [group.id]).await?;
    let right = Asked(&facilitator);
    let action = |request: &SeatRequest| seat.path(&format!("/requests/{}/decision", request.id));
    let zone = seat.member().person().zone();
    frame::show(&RequestsPage {
        page: seat_page(&app, &frame, seat),
        requests: request_lines(&app, &right, &requests, &names, zone, action).await?,
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
    operator: Operator,
    Path((_, id)): Path<(String, SeatRequestId)>,
    submission: Submission<DecisionForm>,
) -> Result<Answer> {
    let back = operator.community().path("/groups/seats");
    decide_once(&app, Convener::Operator(&operator), None, id, &submission, back).await
}

async fn decide_once(
    app: &App,
    convener: Convener<'_>,
    group: Option<GroupId>,
    id: SeatRequestId,
    submission: &Submission<DecisionForm>,
    back: String,
) -> Result<Answer> {
    let decision = submission.form.decision()?;
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
            };
            Ok(Answer::to(&back).saying(saying))
        })
        .await
}

// What those who run a community see.

/// The names of members and groups, by id.
struct Names {
    members: BTreeMap<MemberId, String>,
    groups: BTreeMap<GroupId, String>,
}

impl Names {
    async fn of(
        app: &App,
        community: &Community,
        members: impl IntoIterator<Item = MemberId>,
        groups: impl IntoIterator<Item = GroupId>,
    ) -> Result<Self> {
        let members: Vec<MemberId> = members.into_iter().collect();
        let groups: Vec<GroupId> = groups.into_iter().collect();
        let members = community::members_by_id(app.db(), community.id, &members).await?;
        let groups = groups::groups_by_id(app.db(), &groups).await?;
        Ok(Self {
            members: members.into_iter().map(|member| (member.id, member.name)).collect(),
            groups: groups.into_iter().map(|group| (group.id, group.name)).collect(),
        })
    }

    fn member(&self, id: MemberId) -> String {
        self.members.get(&id).cloned().unwrap_or_default()
    }

    fn group(&self, id: GroupId) -> String {
        self.groups.get(&id).cloned().unwrap_or_default()
    }
}

/// A seat that somebody declined or whose hour does not suit.
struct AnswerLine {
    face: Face,
    name: String,
    group: String,
    when: String,
    words: Option<String>,
    proposal: Option<Proposal>,
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
    action: String,
}

struct WaitingLine {
    face: Face,
    name: String,
    why: String,
    since: String,
}

#[derive(Template)]
#[template(path = "joining/seats.html")]
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
            hour_lines.push(answer_line(&app, &operator, answer, name_of(answer.seat), &names).await?);
        }
    }
    let mut open_lines = Vec::new();
    for invitation in &open {
        if Offer::of(db, invitation.seat).await?.is_some() {
            open_lines.push(OpenLine {
                name: name_of(invitation.seat),
                group: names.group(invitation.group),
                since: frame::day(invitation.invited_at, zone),
                action: community.path(&format!("/groups/seats/{}/withdrawal", invitation.seat)),
            });
        }
    }
    let action = |request: &SeatRequest| community.path(&format!("/requests/{}/decision", request.id));
    let waiting_line = |waiting: &queries::Waiting| WaitingLine {
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
    waiting: &[queries::Waiting],
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
            let is_offered = actions::offer_seat(tx, &app, &operator, &group, submission.form.member).await?;
            let words = app.words();
            let saying = if is_offered { words.say("seat-offered") } else { words.say("request-no-seat") };
            Ok(Answer::to(operator.community().path("/groups/seats")).saying(saying))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct Withdrawal {
    /// Only our own form has it, so that nothing is taken back by an empty request.
    #[serde(rename = "sure")]
    _sure: String,
}

pub(super) async fn withdraw(
    State(app): State<App>,
    operator: Operator,
    Path((_, seat)): Path<(String, SeatId)>,
    submission: Submission<Withdrawal>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let back = operator.community().path("/groups/seats");
            let Some(offer) = Offer::of(tx.db(), seat).await? else {
                return Ok(Answer::to(back).saying(app.words().say("answer-too-late")));
            };
            groups::withdraw(tx, &operator, &offer).await?;
            Ok(Answer::to(back).saying(app.words().say("offer-withdrawn")))
        })
        .await
}

// Leaving.

#[derive(Template)]
#[template(path = "joining/leaving.html")]
struct LeavingPage {
    page: Page,
    group: Group,
}

pub(super) async fn leaving(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&LeavingPage { page: seat_page(&app, &frame, &seat), group: seat.group().clone() })
}

pub(super) async fn leave(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Withdrawal>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::leave(tx, &seat).await?;
            let saying = app.words().say("left-group").s("group", &seat.group().name);
            Ok(Answer::to("/today").saying(saying))
        })
        .await
}

// What stands on pages of others.

#[derive(Template)]
#[template(path = "joining/card.html")]
struct InvitationCard<'a> {
    words: &'a Words,
    group: &'a Group,
    crest: Crest,
    address: String,
}

#[derive(Template)]
#[template(path = "joining/desk_card.html")]
struct DeskCard {
    lines: Vec<(String, String)>,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let words = app.words();
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
        for (seat, group) in seats.iter().filter(|(seat, _)| seat.accepted_at.is_none()) {
            let body = InvitationCard {
                words,
                group,
                crest: Crest::new(group.crest),
                address: member.community().path(&format!("/offers/{}", seat.id)),
            };
            cards.push(Card {
                id: format!("invitation-{}", seat.id),
                heading: words.say("card-invitation").to_string(),
                body: body.render()?,
                margin: Some(words.say("card-invitation-why").to_string()),
                rank: 10,
            });
        }
    }
    for operator in Operator::all_of(app, person).await? {
        let lines = desk_lines(app, &operator).await?;
        if !lines.is_empty() {
            cards.push(Card {
                id: format!("desk-{}", operator.id()),
                heading: operator.community().name.clone(),
                body: DeskCard { lines }.render()?,
                margin: None,
                rank: 20,
            });
        }
    }
    Ok(cards)
}

/// What waits for whoever runs a community, each with its address.
async fn desk_lines(app: &App, operator: &Operator) -> Result<Vec<(String, String)>> {
    let (db, community, words) = (app.db(), operator.community(), app.words());
    let applications = queries::applications(db, community.id).await?.len();
    let requests = queries::requests(db, community.id, None).await?.len();
    let mut lines = Vec::new();
    if applications > 0 {
        let line = words.say("desk-applications").n("count", applications).to_string();
        lines.push((line, community.path("/applications")));
    }
    if requests > 0 {
        let line = words.say("desk-requests").n("count", requests).to_string();
        lines.push((line, community.path("/groups/seats")));
    }
    Ok(lines)
}

#[derive(Template)]
#[template(path = "joining/panel.html")]
struct LinkPanel {
    text: String,
    address: String,
    link: String,
}

pub(super) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let words = app.words();
    let mut panels = Vec::new();
    if seat.role() == peergroups::role::Role::Facilitator {
        let group = seat.group();
        let count = queries::requests(app.db(), group.community, Some(group.id)).await?.len();
        if count > 0 {
            let panel = LinkPanel {
                text: words.say("panel-requests").n("count", count).to_string(),
                address: seat.path("/requests"),
                link: words.say("panel-requests-open").to_string(),
            };
            panels.push(Panel {
                id: "requests".to_owned(),
                heading: words.say("panel-requests-heading").to_string(),
                body: panel.render()?,
                margin: Some(words.say("panel-requests-why").to_string()),
            });
        }
    }
    let panel = LinkPanel {
        text: words.say("panel-leaving").to_string(),
        address: seat.path("/leaving"),
        link: words.say("panel-leaving-open").to_string(),
    };
    panels.push(Panel {
        id: "leaving".to_owned(),
        heading: words.say("panel-leaving-heading").to_string(),
        body: panel.render()?,
        margin: None,
    });
    Ok(panels)
}
