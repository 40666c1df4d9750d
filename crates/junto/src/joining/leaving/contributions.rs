//! Who leaves, on the group's home: to everyone once the group was told, to the facilitator before.

use askama::Template;

use super::actions::confided_place;
use super::queries::{self, Departure};
use crate::app::{App, Result};
use crate::frame;
use crate::groups::{self, Chair, Confidence, Facilitator, Panel, Seat};
use crate::ui::Face;

/// Somebody who leaves.
struct Leaver {
    face: Face,
    name: String,
    said: String,
    /// What they told the facilitator, who alone reads it.
    confided: String,
    /// Where to say goodbye, once the group knows.
    goodbye: String,
    link: String,
}

#[derive(Template)]
#[template(path = "joining/leaving/leavers.html")]
struct LeaversPanel {
    leavers: Vec<Leaver>,
}

pub(in crate::joining) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let departures = queries::of_group(app.db(), seat.group().id).await?;
    let table = groups::table(app.db(), seat.group()).await?;
    let facilitator = Facilitator::of(seat);
    let mut leavers = Vec::new();
    for departure in departures.iter().filter(|departure| departure.seat != seat.id()) {
        let Some(chair) = table.iter().find(|chair| chair.seat.id == departure.seat) else { continue };
        leavers.extend(leaver(app, seat, facilitator.as_ref(), departure, chair).await?);
    }
    if leavers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Panel {
        id: "leavers".to_owned(),
        heading: app.words().say("leavers-heading").to_string(),
        body: LeaversPanel { leavers }.render()?,
        margin: Some(app.words().say("leavers-why").to_string()),
    }])
}

async fn leaver(
    app: &App,
    seat: &Seat,
    facilitator: Option<&Facilitator>,
    departure: &Departure,
    chair: &Chair,
) -> Result<Option<Leaver>> {
    let (words, zone) = (app.words(), seat.member().person().zone());
    let heard = facilitator.and_then(|facilitator| Confidence::heard(facilitator, &chair.seat));
    let confided = match (&heard, &departure.confided) {
        (Some(heard), Some(sealed)) => {
            app.keyring().open_sealed(heard, confided_place(departure.id), sealed).await?
        }
        _ => String::new(),
    };
    let said = match (departure.last_at, &heard) {
        (Some(last), _) => words.say("leavers-last").s("last", frame::day_and_time(last, zone)).to_string(),
        (None, Some(_)) => words.say("leavers-confided").to_string(),
        (None, None) => return Ok(None),
    };
    let goodbye = departure.last_at.map(|_| seat.path(&format!("/goodbyes/{}", departure.id)));
    Ok(Some(Leaver {
        face: Face::of(&chair.name),
        name: chair.name.clone(),
        said,
        confided,
        goodbye: goodbye.unwrap_or_default(),
        link: words.say("leavers-goodbye").s("name", &chair.name).to_string(),
    }))
}
