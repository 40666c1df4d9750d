//! Finding a zone by city, country or offset, and living by it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use calendar::{FoundZone, Zone, find_zones};
use serde::Deserialize;
use store::Moment;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::availability::pages::{path, zone_line};
use crate::availability::{actions, formats, queries};
use crate::community::Member;
use crate::frame::{self, Frame};
use crate::ui::{Page, Words};

/// As many zones as are shown at once.
const FOUND_MOST: usize = 20;

#[derive(Template)]
#[template(path = "availability/place/place.html")]
struct PlacePage {
    page: Page,
    here: String,
    hours: String,
    version: i32,
    /// By which zone the member lives now.
    home: Option<String>,
    q: String,
    found: Vec<Line>,
    /// How many more there are than are shown.
    more: usize,
}

/// A zone to choose.
struct Line {
    zone: String,
    city: String,
    about: String,
    is_home: bool,
}

#[derive(Default, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
}

pub(super) async fn place(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Query(Search { q }): Query<Search>,
) -> Result<Response> {
    let now = app.clock().now();
    let own = queries::own(app.db(), &member, now).await?;
    let mut found = find_zones(&q, now.0);
    let more = found.len().saturating_sub(FOUND_MOST);
    found.truncate(FOUND_MOST);
    let home = own.zone.as_ref();
    let line = |found: FoundZone| Line {
        is_home: home == Some(&found.zone),
        city: found.zone.city(),
        about: about(&found, now),
        zone: found.zone.name().to_owned(),
    };
    frame::show(&PlacePage {
        page: member.page(&app, &frame),
        here: path(&member, "/place"),
        hours: path(&member, ""),
        version: own.standing.version,
        home: home.map(|zone| zone_line(zone, now)),
        found: found.into_iter().map(line).collect(),
        more,
        q,
    })
}

/// `Portugal · UTC+1 · 10:00 there now`, without what is not known.
fn about(found: &FoundZone, now: Moment) -> String {
    let clock = found.zone.local_at(now.0).strftime("%H:%M").to_string();
    let offset = formats::offset_in_words(&found.zone, now.0);
    let facts = [found.country.map(str::to_owned), Some(offset), Some(clock)];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    zone: String,
    version: i32,
}

pub(super) async fn say_place(
    State(app): State<App>,
    member: Member,
    submission: Submission<Chosen>,
) -> Result<Response> {
    let Chosen { zone, version } = &submission.form;
    let zone = Zone::named(zone).map_err(|_| AppError::Invalid("there is no such zone"))?;
    let answer = submission
        .once(&app, async |tx| {
            let saved = actions::say_place(tx, &member, *version, &zone).await;
            // Looking again shows what changed; there is nothing to write again.
            saved.map_err(|error| match error {
                AppError::Edited { .. } => AppError::Edited { back: path(&member, "/place") },
                other => other,
            })?;
            let said = app.words().say("place-saved").s("city", zone.city()).to_string();
            Ok(Answer::to(path(&member, "")).saying(said))
        })
        .await?;
    Ok(answer.into_response())
}

/// The zone that somebody named by city, country or IANA name, or what to do about it.
pub(in crate::availability) fn named(words: &Words, text: &str, now: Moment) -> Result<Zone, String> {
    // Names without a region are countries of long ago: of Portugal there is more than one zone.
    if let Some(zone) = Zone::named(text).ok().filter(|zone| zone.name().contains('/')) {
        return Ok(zone);
    }
    let found = find_zones(text, now.0);
    let cities = |found: &[FoundZone]| {
        found.iter().take(4).map(|found| found.zone.city()).collect::<Vec<_>>().join(", ")
    };
    let wanted = text.split(',').next().unwrap_or_default().trim().to_lowercase();
    match found.as_slice() {
        [] => Err(words.say("place-unknown").to_string()),
        [first, ..] if found.len() == 1 || first.zone.city().to_lowercase() == wanted => {
            Ok(first.zone.clone())
        }
        several => Err(words.say("place-several").s("cities", cities(several)).to_string()),
    }
}
