//! The front page of a community, everyone's Today, and an operator's settings.

use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{OptionalFromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use store::Id as _;

use super::actions::{self, NewCommunity};
pub(super) use super::entities::Door;
use super::queries::{self, Belonging, Community};
use super::rights::{Member, Operator};
use crate::accounts::{Person, PersonId};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, Result};
use crate::frame::{self, Frame, Furniture, Surroundings};
use crate::ui::{Choice, Mark, NavItem, Page, Said};

const INKS: [&str; 6] = ["verdigris", "irongall", "madder", "walnut", "moss", "ochre"];

/// One part of Today, contributed by a capability.
#[derive(Clone, Debug)]
pub struct Card {
    /// Unique on the page.
    pub id: String,
    /// The side-head.
    pub heading: String,
    /// Rendered by the capability's own template.
    pub body: String,
    /// The reason, for the margin.
    pub margin: Option<String>,
    /// Lower comes first.
    pub rank: u8,
    /// How many things in it wait for the reader.
    pub waits: usize,
}

type Cards = Pin<Box<dyn Future<Output = Result<Vec<Card>>> + Send>>;

/// The contribution of cards to Today.
pub struct TodayCards(pub fn(App, Person) -> Cards);

impl Community {
    pub fn mark(&self) -> Mark {
        Mark { name: self.name.clone(), address: self.path(""), ink: self.ink.clone() }
    }

    /// A page of this community for someone who need not be a member.
    pub fn page(&self, frame: &Frame, reader: Option<&Person>) -> Page {
        let furniture = Furniture { community: Some(self.mark()), ..Furniture::default() };
        frame.furnished(furniture, reader.map(Person::reader).as_ref())
    }

    /// The navigation of a member's pages.
    pub fn member_furniture(&self, app: &App) -> Furniture {
        let item = |key: &str, address: String| NavItem { label: app.words().say(key).to_string(), address };
        let nav = vec![
            item("nav-today", "/today".to_owned()),
            item("nav-groups", self.path("/groups")),
            item("nav-hours", self.path("/hours")),
            item("nav-profile", self.path("/profile")),
        ];
        Furniture { community: Some(self.mark()), nav }
    }

    /// The navigation of an operator's pages.
    pub fn operator_furniture(&self, app: &App) -> Furniture {
        let item = |key: &str, address: String| NavItem { label: app.words().say(key).to_string(), address };
        let nav = vec![
            item("nav-today", "/today".to_owned()),
            item("nav-roster", self.path("/roster")),
            item("nav-formation", self.path("/rounds")),
            item("nav-groups", self.path("/groups")),
            item("nav-settings", self.path("/settings")),
        ];
        Furniture { community: Some(self.mark()), nav }
    }
}

impl Member {
    /// A page of this member in their community.
    pub fn page(&self, app: &App, frame: &Frame) -> Page {
        frame.furnished(self.community().member_furniture(app), Some(&self.person().reader()))
    }
}

impl Operator {
    /// A page of this operator's desk.
    pub fn page(&self, app: &App, frame: &Frame) -> Page {
        frame.furnished(self.community().operator_furniture(app), Some(&self.person().reader()))
    }
}

pub(super) async fn furnish_for_person(app: &App, person: Uuid) -> Result<Furniture> {
    let belonging = queries::belonging(app.db(), PersonId::from_uuid(person)).await?;
    Ok(furnish(app, &belonging))
}

fn furnish(app: &App, belonging: &Belonging) -> Furniture {
    match (belonging.operator_of.first(), belonging.member_of.first()) {
        (Some(community), _) => community.operator_furniture(app),
        (None, Some((community, _))) => community.member_furniture(app),
        (None, None) => Furniture::default(),
    }
}

/// What a page about something that went wrong stands among. It is made of what the reader belongs to and of
/// nothing else, so that it says nothing of any other community.
pub(super) async fn guide(app: &App, parts: &mut Parts) -> Result<Surroundings> {
    let reader = <Person as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
    let Some(reader) = reader else { return Ok(None) };
    let belonging = queries::belonging(app.db(), reader.id()).await?;
    let slug = parts.uri.path().strip_prefix("/c/").and_then(|rest| rest.split('/').next());
    let here = slug.and_then(|slug| furnish_at(app, &belonging, slug));
    Ok(Some((here.unwrap_or_else(|| furnish(app, &belonging)), reader.reader())))
}

/// The furniture of the community at this address, for whoever belongs to it.
fn furnish_at(app: &App, belonging: &Belonging, slug: &str) -> Option<Furniture> {
    let is_here = |community: &&Community| community.slug == slug;
    let runs = belonging.operator_of.iter().find(is_here).map(|community| community.operator_furniture(app));
    let is_in = || belonging.member_of.iter().map(|(community, _)| community).find(is_here);
    runs.or_else(|| is_in().map(|community| community.member_furniture(app)))
}

pub(super) async fn root(State(app): State<App>, frame: Frame, reader: Option<Person>) -> Result<Response> {
    if reader.is_some() {
        return Ok(Redirect::to("/today").into_response());
    }
    let communities = queries::all(app.db()).await?;
    if let [only] = communities.as_slice() {
        return Ok(Redirect::to(&only.path("")).into_response());
    }
    frame::show(&RootPage { page: frame.plain(), communities })
}

#[derive(Template)]
#[template(path = "community/root.html")]
struct RootPage {
    page: Page,
    communities: Vec<Community>,
}

#[derive(Template)]
#[template(path = "community/front.html")]
struct FrontPage {
    page: Page,
    community: Community,
    run_by: String,
}

pub(super) async fn front(
    State(app): State<App>,
    frame: Frame,
    community: Community,
    reader: Option<Person>,
) -> Result<Response> {
    let furniture = match &reader {
        Some(person) => {
            let belonging = queries::belonging(app.db(), person.id()).await?;
            furnish_at(&app, &belonging, &community.slug)
        }
        None => None,
    };
    let furniture =
        furniture.unwrap_or_else(|| Furniture { community: Some(community.mark()), ..Furniture::default() });
    let page = frame.furnished(furniture, reader.as_ref().map(Person::reader).as_ref());
    let names: Vec<String> =
        queries::operators(app.db(), community.id).await?.into_iter().map(|a| a.name).collect();
    frame::show(&FrontPage { page, community, run_by: names.join(", ") })
}

#[derive(Template)]
#[template(path = "community/today.html")]
struct TodayPage {
    page: Page,
    day: String,
    greeting: String,
    cards: Vec<Card>,
    /// How many things wait for the reader in all of them.
    waits: usize,
    runs: Vec<Community>,
    member_of: Vec<Community>,
}

impl TodayPage {
    fn belongs(&self) -> bool {
        !self.member_of.is_empty() || !self.runs.is_empty()
    }

    /// Whoever runs a community has no way to their own profile in its navigation.
    fn is_member_of(&self, community: &Community) -> bool {
        self.member_of.iter().any(|other| other.id == community.id)
    }
}

pub(super) async fn today(State(app): State<App>, frame: Frame, person: Person) -> Result<Response> {
    let belonging = queries::belonging(app.db(), person.id()).await?;
    let page = frame.furnished(furnish(&app, &belonging), Some(&person.reader()));
    let mut cards = Vec::new();
    for TodayCards(of) in app.contributed::<TodayCards>() {
        cards.extend(of(app.clone(), person.clone()).await?);
    }
    cards.sort_by_key(|card| card.rank);
    let now = frame::local(app.clock().now(), person.zone());
    let first_name = person.name().split_whitespace().next().unwrap_or_default();
    let greeting = match now.hour() {
        5..12 => app.words().say("today-morning"),
        12..18 => app.words().say("today-afternoon"),
        _ => app.words().say("today-evening"),
    };
    let greeting = greeting.s("name", first_name).to_string();
    let day = now.strftime("%A %-d %B").to_string();
    frame::show(&TodayPage {
        page,
        day,
        greeting,
        waits: cards.iter().map(|card| card.waits).sum(),
        cards,
        runs: belonging.operator_of,
        member_of: belonging.member_of.into_iter().map(|(community, _)| community).collect(),
    })
}

#[derive(Template)]
#[template(path = "community/settings.html")]
struct SettingsPage {
    page: Page,
    action: String,
    front: String,
    form: SettingsForm,
    is_wrong: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SettingsForm {
    name: String,
    ink: String,
    about: String,
    for_whom: String,
    how_to_join: String,
    door: String,
    version: i32,
}

impl SettingsPage {
    /// The release of the time zone rules by which hours are reckoned.
    fn zones(&self) -> &'static str {
        calendar::ZoneData::current().version()
    }

    fn doors(&self) -> Choice {
        let words = &self.page.words;
        Door::ALL
            .iter()
            .fold(self.page.choice("door", words.say("settings-door")), |choice, door| {
                let (said, what) = match door {
                    Door::Open => (words.say("door-open"), words.say("door-open-what")),
                    Door::Application => (words.say("door-application"), words.say("door-application-what")),
                    Door::Invitation => (words.say("door-invitation"), words.say("door-invitation-what")),
                };
                choice.option(door.name(), said, what)
            })
            .chosen(&self.form.door)
    }

    fn ink_said(&self, ink: &str) -> Said<'_> {
        let words = &self.page.words;
        match ink {
            "irongall" => words.say("ink-irongall"),
            "madder" => words.say("ink-madder"),
            "walnut" => words.say("ink-walnut"),
            "moss" => words.say("ink-moss"),
            "ochre" => words.say("ink-ochre"),
            _ => words.say("ink-verdigris"),
        }
    }
}

pub(super) async fn settings(State(app): State<App>, frame: Frame, operator: Operator) -> Result<Response> {
    let community = operator.community();
    let form = SettingsForm {
        name: community.name.clone(),
        ink: community.ink.clone(),
        about: community.about.clone(),
        for_whom: community.for_whom.clone(),
        how_to_join: community.how_to_join.clone(),
        door: community.door.to_string(),
        version: community.version,
    };
    let (action, front) = (community.path("/settings"), community.path(""));
    frame::show(&SettingsPage { page: operator.page(&app, &frame), action, front, form, is_wrong: false })
}

pub(super) async fn change(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    submission: Submission<SettingsForm>,
) -> Result<Response> {
    let action = operator.community().path("/settings");
    let Some(new) = settings_of(&operator, &submission.form) else {
        let form = submission.form.clone();
        let front = operator.community().path("");
        let page = SettingsPage { page: operator.page(&app, &frame), action, front, form, is_wrong: true };
        return frame::show_again(&page);
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::change(tx, &operator, submission.form.version, new.clone()).await?;
            Ok(Answer::to(&action).saying(app.words().say("settings-saved")))
        })
        .await?;
    Ok(answer.into_response())
}

/// The form as settings; `None` when the name is missing or something is too long.
fn settings_of(operator: &Operator, form: &SettingsForm) -> Option<NewCommunity> {
    const LONGEST: usize = 4_000;
    let name = peergroups::profile::tidy(&form.name);
    let texts = [&form.about, &form.for_whom, &form.how_to_join];
    let fits = !name.is_empty()
        && name.chars().count() <= 100
        && texts.iter().all(|text| text.chars().count() <= LONGEST)
        && INKS.contains(&form.ink.as_str());
    fits.then_some(())?;
    Some(NewCommunity {
        slug: operator.community().slug.clone(),
        name,
        ink: form.ink.clone(),
        about: form.about.trim().to_owned(),
        for_whom: form.for_whom.trim().to_owned(),
        how_to_join: form.how_to_join.trim().to_owned(),
        door: form.door.parse().ok()?,
    })
}
