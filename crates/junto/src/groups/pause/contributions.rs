//! Pauses on the group's home, and on Today of whoever pauses.

use askama::Template;
use store::Moment;

use super::actions::words_place;
use super::path;
use super::queries::Pause;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::groups::home::Panel;
use crate::groups::queries::{Chair, Group, SeatRow};
use crate::groups::rights::{Confidence, Facilitator, Seat};
use crate::ui::{Crest, Face, Page};

/// Somebody who pauses or will.
struct Away {
    face: Face,
    name: String,
    said: String,
    /// What they told the facilitator, who alone reads it.
    words: String,
    /// Where the facilitator moves the end.
    extension: String,
    until: String,
}

#[derive(Template)]
#[template(path = "groups/pause/pauses.html")]
struct PausesPanel<'a> {
    page: &'a Page,
    pauses: Vec<Away>,
    own: String,
}

pub(in crate::groups) async fn panels(
    app: &App,
    page: &Page,
    seat: &Seat,
    table: &[Chair],
) -> Result<Vec<Panel>> {
    let facilitator = Facilitator::of(seat);
    let mut pauses = Vec::new();
    for chair in table.iter().filter(|chair| chair.seat.id != seat.id()) {
        let Some(pause) = chair.seat.pause() else { continue };
        pauses.push(away(app, seat, facilitator.as_ref(), chair, pause).await?);
    }
    Ok(vec![Panel {
        id: "pauses".to_owned(),
        heading: page.say("pauses-heading").to_string(),
        body: PausesPanel { page, pauses, own: seat.path("/pause") }.render()?,
        margin: Some(page.say("pauses-why").to_string()),
    }])
}

async fn away(
    app: &App,
    seat: &Seat,
    facilitator: Option<&Facilitator>,
    chair: &Chair,
    pause: &Pause,
) -> Result<Away> {
    let heard = facilitator.and_then(|facilitator| Confidence::heard(facilitator, &chair.seat));
    let words = match (&heard, &pause.words) {
        (Some(heard), Some(sealed)) => {
            app.keyring().open_sealed(heard, words_place(pause.id), sealed).await?
        }
        _ => String::new(),
    };
    let (from, until) = (pause.first(), pause.last());
    let extension = heard.map(|_| seat.path(&format!("/pauses/{}/extension", pause.id)));
    Ok(Away {
        face: Face::of(&chair.name),
        name: chair.name.clone(),
        said: app.words().say("pauses-line").s("from", from).s("until", until).to_string(),
        words,
        extension: extension.unwrap_or_default(),
        until: pause.last_day.0.to_string(),
    })
}

#[derive(Template)]
#[template(path = "groups/pause/card.html")]
struct PausedCard {
    crest: Crest,
    name: String,
    said: String,
    address: String,
    link: String,
}

/// On Today, in place of what a group asks of its members.
pub(in crate::groups) fn cards(
    app: &App,
    member: &Member,
    seats: &[(SeatRow, Group)],
    now: Moment,
) -> Result<Vec<Card>> {
    let words = app.words();
    let card = |(seat, group): &(SeatRow, Group)| -> Option<Result<Card>> {
        let pause = seat.pause().filter(|_| seat.is_paused(now))?;
        let until = pause.last();
        let body = PausedCard {
            crest: Crest::new(group.crest),
            name: group.name.clone(),
            said: words.say("paused-card").s("until", until).to_string(),
            address: path(member.community(), group.id),
            link: words.say("paused-card-open").to_string(),
        };
        Some(body.render().map_err(Into::into).map(|body| Card {
            id: format!("pause-{}", group.id),
            heading: words.say("paused-card-heading").to_string(),
            body,
            margin: None,
            rank: 50,
            waits: 0,
        }))
    };
    seats.iter().filter_map(card).collect()
}
