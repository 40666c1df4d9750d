//! What coming in puts on pages of others: cards on Today, panels on a group's home.

use askama::Template;

use super::queries;
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member, Operator};
use crate::groups::{self, Group, Panel, Seat};
use crate::ui::{Crest, Words};

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
