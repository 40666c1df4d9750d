//! The page of a group for those who sit in it: the table, their hours, and what capabilities add.

use std::future::Future;
use std::pin::Pin;

use askama::Template;
use axum::extract::{OptionalFromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use store::Moment;

use crate::accounts::Person;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, Result};
use crate::frame::{self, Frame, Furniture, Surroundings};
use crate::groups::entities::Reason;
use crate::groups::hours::hour_strip;
use crate::groups::queries::{self, Chair, Group};
use crate::groups::rights::Seat;
use crate::groups::{actions, facilitation, fitting, pause};
use crate::ui::{Crest, Face, HourStrip, NavItem, Page};

const HELLO_LONGEST: usize = 2_000;

/// One part of a group's home, contributed by a capability.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Unique on the page.
    pub id: String,
    /// The side-head.
    pub heading: String,
    /// Rendered by the capability's own template.
    pub body: String,
    /// The reason, for the margin.
    pub margin: Option<String>,
}

type PanelsOfHome = Pin<Box<dyn Future<Output = Result<Vec<Panel>>> + Send>>;

/// The contribution of panels to a group's home.
pub struct Panels(pub fn(App, Seat) -> PanelsOfHome);

impl Seat {
    /// A page of this group.
    pub fn page(&self, app: &App, frame: &Frame) -> Page {
        frame.furnished(self.furniture(app), Some(&self.member().person().reader()))
    }

    /// The group's name stands in the navigation, between Today and the other groups.
    fn furniture(&self, app: &App) -> Furniture {
        let mut furniture = self.member().community().member_furniture(app);
        let group = NavItem { label: self.group().name.clone(), address: self.group().path("") };
        furniture.nav.insert(furniture.nav.len().min(1), group);
        furniture
    }
}

/// What a page about something that went wrong stands among, for those who sit in the group of its address.
pub(in crate::groups) async fn guide(app: &App, parts: &mut Parts) -> Result<Surroundings> {
    let id = parts.uri.path().strip_prefix("/groups/").and_then(|rest| rest.split('/').next());
    let Some(group) = id.and_then(|id| id.parse().ok()) else { return Ok(None) };
    let reader = <Person as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
    let Some(reader) = reader else { return Ok(None) };
    let seat = Seat::of(app, reader, group).await?;
    Ok(seat.map(|seat| (seat.furniture(app), seat.member().person().reader())))
}

/// One person at the table as the page shows them.
struct AtTable {
    face: Face,
    name: String,
    line: String,
    city: String,
    time: String,
    leads: bool,
    is_seated: bool,
    /// Until when, if they pause.
    paused: String,
    has_agreed: bool,
    hello: Option<String>,
}

#[derive(Template)]
#[template(path = "groups/home/home.html")]
struct HomePage {
    page: Page,
    group: Group,
    crest: Crest,
    table: Vec<AtTable>,
    free: usize,
    agreed: usize,
    seated: usize,
    has_agreed: bool,
    own_hello: String,
    strip: Option<HourStrip>,
    silent: String,
    reasons: Vec<Reason>,
    panels: Vec<Panel>,
}

pub(super) async fn home(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let group = seat.group().clone();
    let now = app.clock().now();
    let chairs = queries::table(app.db(), &group).await?;
    let agreements = queries::agreements(app.db(), &seat).await?;
    let mut table = Vec::with_capacity(chairs.len());
    for chair in &chairs {
        let place = actions::hello_place(chair.seat.id);
        let hello = match chair.seat.hello() {
            Some(sealed) => Some(app.keyring().open_sealed(&seat, place, sealed).await?),
            None => None,
        };
        table.push(AtTable {
            face: Face::of(&chair.name),
            name: chair.name.clone(),
            line: chair.line.clone(),
            city: chair.city(app.words()),
            time: if chair.has_zone() {
                frame::local(now, &chair.zone).strftime("%H:%M").to_string()
            } else {
                String::new()
            },
            leads: chair.leads(),
            is_seated: chair.is_seated(),
            paused: chair.paused_until(now),
            has_agreed: agreements.contains(&chair.seat.id),
            hello,
        });
    }
    let reader = seat.member().person();
    let page = seat.page(&app, &frame);
    let mut panels: Vec<Panel> = facilitation::panel(&page, &seat, &chairs, now)?.into_iter().collect();
    panels.extend(pause::panels(&app, &page, &seat, &chairs).await?);
    for Panels(of) in app.contributed::<Panels>() {
        panels.extend(of(app.clone(), seat.clone()).await?);
    }
    let own = chairs.iter().position(|chair| chair.seat.id == seat.id()).and_then(|own| table.get(own));
    let own_hello = own.and_then(|own| own.hello.clone()).unwrap_or_default();
    frame::show(&HomePage {
        page,
        crest: Crest::new(group.crest).large(),
        free: group.size_max.saturating_sub(chairs.len()),
        agreed: table.iter().filter(|person| person.has_agreed).count(),
        seated: table.iter().filter(|person| person.is_seated).count(),
        has_agreed: agreements.contains(&seat.id()),
        own_hello,
        strip: hour_strip(app.words(), &chairs, group.meeting_minutes, reader.zone(), now),
        silent: without_hours(&chairs, now),
        reasons: fitting::reasons(&app, &group, None).await?.table,
        table,
        group,
        panels,
    })
}

/// The names of those who have not said their hours.
fn without_hours(chairs: &[Chair], now: Moment) -> String {
    let silent = chairs.iter().filter(|chair| chair.hours.is_none() && !chair.is_paused(now));
    let names = silent.map(|chair| chair.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

#[derive(Deserialize)]
pub(super) struct Hello {
    words: String,
}

pub(super) async fn say_hello(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Hello>,
) -> Result<Answer> {
    let words = submission.form.words.trim();
    if words.is_empty() || words.chars().count() > HELLO_LONGEST {
        let answer =
            Answer::to(seat.path("")).saying(app.words().say("hello-wrong").n("most", HELLO_LONGEST));
        return Ok(answer);
    }
    submission
        .once(&app, async |tx| {
            actions::say_hello(tx, &seat, words).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("hello-said")))
        })
        .await
}
