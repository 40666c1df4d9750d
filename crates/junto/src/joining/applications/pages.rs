//! The pages of applying: for whoever applies, and for those who read and decide.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::profile::{Email, tidy};
use serde::Deserialize;

use crate::accounts::{self, Person};
use crate::app::error::encode;
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::throttle::Host;
use crate::app::{App, AppError, Result, secrets};
use crate::community::{self, Community, Door, Operator};
use crate::frame::{self, Frame};
use crate::joining::actions::{self, NewApplication};
use crate::joining::entities::{About, ApplicationId, Decision};
use crate::joining::pages::{DecisionForm, Parts, WORDS_LONGEST, too_long, written};
use crate::joining::queries::{self, Application};
use crate::ui::{Face, Page, Pager};

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
#[template(path = "joining/applications/join.html")]
struct JoinPage {
    page: Page,
    community: Community,
    form: ApplicationForm,
    wrongs: Wrongs,
}

impl JoinPage {
    fn zone_said(&self) -> String {
        let Some(suggestion) = &self.wrongs.zone else { return String::new() };
        let mut said = self.page.say("join-zone-wrong").to_string();
        if !suggestion.is_empty() {
            said.push_str(&format!(" {}", self.page.say("join-zone-suggestion").s("suggestion", suggestion)));
        }
        said
    }
}

/// What is wrong with the form.
#[derive(Default)]
struct Wrongs {
    name: bool,
    email: bool,
    /// Which zone might have been meant; empty if none.
    zone: Option<String>,
    words: bool,
    consent: bool,
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
    let page = community.page(&frame, reader.as_ref());
    frame::show(&JoinPage { page, community, form, wrongs: Wrongs::default() })
}

pub(super) async fn apply(
    State(app): State<App>,
    frame: Frame,
    community: Community,
    Host(host): Host,
    submission: Submission<ApplicationForm>,
) -> Result<Response> {
    let new = match read(&submission.form) {
        Ok(new) => new,
        Err(wrongs) => {
            let (page, form) = (community.page(&frame, None), submission.form);
            return frame::show_again(&JoinPage { page, community, form, wrongs });
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::apply(tx, &app, &community, &new, &host).await?;
            Ok(Answer::to(community.path(&format!("/join/sent?email={}", encode(new.email.as_str())))))
        })
        .await?;
    Ok(answer.into_response())
}

/// The form, understood, or what is wrong with it.
fn read(form: &ApplicationForm) -> Result<NewApplication, Wrongs> {
    let name = tidy(&form.name);
    let email = Email::parse(&form.email);
    let zone = match form.zone.trim() {
        "" => Ok(String::new()),
        text => calendar::Zone::named(text).map(|zone| zone.name().to_owned()),
    };
    let wrongs = Wrongs {
        name: name.is_empty() || name.chars().count() > 200,
        email: email.is_err(),
        zone: match &zone {
            Err(calendar::ZoneError::Unknown { suggestion }) => Some(suggestion.clone().unwrap_or_default()),
            _ => None,
        },
        words: written(&form.words).chars().count() > WORDS_LONGEST,
        consent: form.consent.is_none(),
    };
    let is_wrong = wrongs.name || wrongs.words || wrongs.consent;
    let (Ok(email), Ok(zone), false) = (email, zone, is_wrong) else { return Err(wrongs) };
    let short = |text: &str| tidy(text).chars().take(200).collect::<String>();
    let about = About {
        organisation: short(&form.organisation),
        industry: short(&form.industry),
        function: short(&form.function),
        zone,
    };
    Ok(NewApplication { name, about, words: written(&form.words), email })
}

#[derive(Template)]
#[template(path = "joining/applications/sent.html")]
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
    frame::show(&SentPage { page: community.page(&frame, None), email: query.email, again })
}

#[derive(Template)]
#[template(path = "joining/applications/application.html")]
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
        page: community.page(frame, None),
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
    if found.is_some() { frame::show(&page) } else { frame::show_gone(&page) }
}

pub(super) async fn confirm(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let (page, found) = application_page(&app, &frame, &token).await?;
    let Some((community, application)) = found else {
        return frame::show_gone(&page);
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
    /// A letter that could not be sent as it was written, and what is wrong with it.
    kept: String,
    wrong: String,
}

impl ApplicationLine {
    /// One page has a field of this name for each line.
    fn words_id(&self) -> String {
        format!("words-{}", self.application.id)
    }
}

#[derive(Template)]
#[template(path = "joining/applications/applications.html")]
struct ApplicationsPage {
    page: Page,
    community: Community,
    lines: Vec<ApplicationLine>,
    pager: Option<Pager>,
}

pub(super) async fn applications(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Query(parts): Query<Parts>,
) -> Result<Response> {
    let part = queries::application_list(app.db(), operator.id(), parts.of("applications")).await?;
    let path = operator.community().path("/applications");
    let pager = parts.pager(app.words(), &path, "applications", &part);
    frame::show(&applications_page(&app, &frame, &operator, part.lines, pager).await?)
}

async fn applications_page(
    app: &App,
    frame: &Frame,
    operator: &Operator,
    applications: Vec<Application>,
    pager: Option<Pager>,
) -> Result<ApplicationsPage> {
    let community = operator.community().clone();
    let mut lines = Vec::new();
    for application in applications {
        let place = actions::application_words(application.id);
        lines.push(ApplicationLine {
            words: app.keyring().open_sealed(operator, place, &application.words).await?,
            face: Face::of(&application.name),
            since: frame::day(application.applied_at, operator.person().zone()),
            action: community.path(&format!("/applications/{}/decision", application.id)),
            application,
            kept: String::new(),
            wrong: String::new(),
        });
    }
    Ok(ApplicationsPage { page: operator.page(app, frame), community, lines, pager })
}

pub(super) async fn decide(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path((_, id)): Path<(String, ApplicationId)>,
    submission: Submission<DecisionForm>,
) -> Result<Response> {
    let decision = submission.form.decision()?;
    let said = written(&submission.form.words);
    if let Some(wrong) = too_long(app.words(), &said, WORDS_LONGEST) {
        let found = queries::application(app.db(), operator.id(), id).await?.ok_or(AppError::NotFound)?;
        let mut page = applications_page(&app, &frame, &operator, vec![found], None).await?;
        for line in &mut page.lines {
            (line.kept, line.wrong) = (said.clone(), wrong.clone());
        }
        return frame::show_again(&page);
    }
    let answer = submission
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
        .await?;
    Ok(answer.into_response())
}
