//! What can be switched off, and what cannot and why.

use std::collections::BTreeSet;

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest as _, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use store::Id as _;

use crate::accounts::{Person, PersonId};
use crate::app::audit::{self, Act};
use crate::app::forms::{Answer, Submission};
use crate::app::letterbox::{self, About, Mailbox};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community::entities::CommunityId;
use crate::community::queries::{self, Belonging, Community};
use crate::frame::{self, Frame};
use crate::ui::{Page, Tick};

/// The letters of one community, each kind ticked that comes.
struct Letters {
    community: String,
    slug: String,
    refused: BTreeSet<About>,
}

#[derive(Template)]
#[template(path = "community/letters/letters.html")]
struct LettersPage {
    page: Page,
    email: String,
    action: String,
    /// Opened by the link of a letter that leads to nothing any more.
    is_gone: bool,
    communities: Vec<Letters>,
}

impl LettersPage {
    fn ticks(&self, letters: &Letters) -> Vec<Tick> {
        let words = &self.page.words;
        let tick = |about: &About| {
            let (said, what) = match about {
                About::Reminders => (words.say("letters-reminders"), words.say("letters-reminders-what")),
                About::Changes => (words.say("letters-changes"), words.say("letters-changes-what")),
            };
            self.page.tick(about.as_str(), said).meaning(what).ticked(!letters.refused.contains(about))
        };
        About::ALL.iter().map(tick).collect()
    }
}

/// What is ticked comes.
#[derive(Deserialize)]
pub(super) struct LettersForm {
    #[serde(default)]
    community: String,
    reminders: Option<String>,
    changes: Option<String>,
}

impl LettersForm {
    fn refused(&self) -> BTreeSet<About> {
        let is_refused = |about: &About| match about {
            About::Reminders => self.reminders.is_none(),
            About::Changes => self.changes.is_none(),
        };
        About::ALL.into_iter().filter(is_refused).collect()
    }
}

fn mailbox(community: &Community, email: &str) -> Mailbox {
    Mailbox { community: community.id.uuid(), email: email.to_owned() }
}

/// Where somebody belongs, each place once.
fn places(belonging: Belonging) -> Vec<Community> {
    let mut places: Vec<Community> =
        belonging.member_of.into_iter().map(|(community, _)| community).collect();
    places.extend(belonging.operator_of);
    places.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    places.dedup_by_key(|community| community.id);
    places
}

pub(super) async fn own(State(app): State<App>, frame: Frame, person: Person) -> Result<Response> {
    let mut communities = Vec::new();
    for community in places(queries::belonging(app.db(), person.id()).await?) {
        let refused = letterbox::refused(app.db(), &mailbox(&community, person.email())).await?;
        communities.push(Letters { community: community.name, slug: community.slug, refused });
    }
    frame::show(&LettersPage {
        page: frame.personal(&app, &person.reader()).await?,
        email: person.email().to_owned(),
        action: "/you/letters".to_owned(),
        is_gone: false,
        communities,
    })
}

pub(super) async fn choose(
    State(app): State<App>,
    person: Person,
    submission: Submission<LettersForm>,
) -> Result<Answer> {
    let places = places(queries::belonging(app.db(), person.id()).await?);
    let community = places.into_iter().find(|community| community.slug == submission.form.community);
    let community = community.ok_or(AppError::Invalid("no community of yours is named"))?;
    let refused = submission.form.refused();
    submission
        .once(&app, async |tx| {
            refuse(tx, &mailbox(&community, person.email()), &refused, Some(person.id())).await?;
            Ok(Answer::to("/you/letters").saying(app.words().say("letters-saved")))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// What the letter was about whose link this is.
    #[serde(default)]
    about: String,
}

/// Mail programs follow links, so this shows what pressing the button would save and changes nothing.
pub(super) async fn by_link(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let action = format!("/letters/{token}");
    let bare = LettersPage {
        page: frame.plain(),
        email: String::new(),
        action,
        is_gone: false,
        communities: Vec::new(),
    };
    let Some(mailbox) = letterbox::mailbox_by_secret(app.db(), &token).await? else {
        return frame::show_gone(&LettersPage { is_gone: true, ..bare });
    };
    let community = community_name(&app, mailbox.community).await?;
    let mut refused = letterbox::refused(app.db(), &mailbox).await?;
    refused.extend(About::named_in(&asked.about));
    let letters = Letters { community, slug: String::new(), refused };
    frame::show(&LettersPage { email: mailbox.email, communities: vec![letters], ..bare })
}

async fn community_name(app: &App, id: Uuid) -> Result<String> {
    match queries::by_id(app.db(), CommunityId::from_uuid(id)).await {
        Ok(community) => Ok(community.name),
        Err(AppError::NotFound) => Ok("Junto".to_owned()),
        Err(error) => Err(error),
    }
}

const FORM_BYTES: usize = 64 * 1024;

/// From our page, or from a mail program whose reader pressed its own button (RFC 8058): that one has no form of
/// ours, and needs none beside the secret.
pub(super) async fn choose_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response> {
    let Some(mailbox) = letterbox::mailbox_by_secret(app.db(), &token).await? else {
        return Err(AppError::NotFound);
    };
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, FORM_BYTES).await.map_err(|_| AppError::TooLarge { megabytes: 1 })?;
    if is_one_click(&body) {
        let mut refused = letterbox::refused(app.db(), &mailbox).await?;
        let about = About::named_in(&asked.about);
        refused.extend(if about.is_empty() { About::ALL.into_iter().collect() } else { about });
        app.write(async |tx| refuse(tx, &mailbox, &refused, None).await).await?;
        return Ok((StatusCode::OK, app.words().say("letters-saved").to_string()).into_response());
    }
    let request = Request::from_parts(parts, Body::from(body));
    let submission = Submission::<LettersForm>::from_request(request, &app).await?;
    let refused = submission.form.refused();
    let answer = submission
        .once(&app, async |tx| {
            refuse(tx, &mailbox, &refused, None).await?;
            Ok(Answer::to(format!("/letters/{token}")).saying(app.words().say("letters-saved")))
        })
        .await?;
    Ok(answer.into_response())
}

/// As a form of either kind: `List-Unsubscribe=One-Click`, or a field of that name and value.
fn is_one_click(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    text.contains("List-Unsubscribe") && text.contains("One-Click")
}

async fn refuse(
    tx: &WriteTx,
    mailbox: &Mailbox,
    refused: &BTreeSet<About>,
    actor: Option<PersonId>,
) -> Result<()> {
    letterbox::refuse(tx, mailbox, refused).await?;
    let names: Vec<&str> = refused.iter().map(|about| about.as_str()).collect();
    let object = names.join(",");
    let actor = actor.map(PersonId::uuid);
    let act =
        Act { community: Some(mailbox.community), actor, verb: "community.choose_letters", object: &object };
    audit::record(tx, act).await
}
