//! What coming in puts on pages of others: cards on Today, open matters in the list of groups, panels on a
//! group's home.

use askama::Template;

use super::entities::SeatRequestId;
use super::leaving;
use super::pages::{ask_path, offer_path};
use super::queries::{self, SeatRequest};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member, Operator};
use crate::frame;
use crate::groups::{self, Group, GroupId, OpenMatter, Panel, Seat, SeatId, SeatRow};
use crate::ui::Crest;

#[derive(Template)]
#[template(path = "joining/card.html")]
struct MatterCard {
    matter: OpenMatter,
    crest: Crest,
}

impl MatterCard {
    fn of(matter: OpenMatter) -> Self {
        Self { crest: Crest::new(matter.group.crest), matter }
    }
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
        for (seat, matter) in offers(app, &member).await? {
            cards.push(Card {
                id: format!("invitation-{seat}"),
                heading: words.say("card-invitation").to_string(),
                body: MatterCard::of(matter).render()?,
                margin: Some(words.say("card-invitation-why").to_string()),
                rank: 10,
                waits: 1,
            });
        }
        for (request, matter) in requests(app, &member).await? {
            cards.push(Card {
                id: format!("request-{request}"),
                heading: words.say("card-request").to_string(),
                body: MatterCard::of(matter).render()?,
                margin: None,
                rank: 15,
                waits: 0,
            });
        }
    }
    for operator in Operator::all_of(app, person).await? {
        let lines = desk_lines(app, &operator).await?;
        if !lines.is_empty() {
            cards.push(Card {
                id: format!("desk-{}", operator.id()),
                heading: operator.community().name.clone(),
                waits: lines.len(),
                body: DeskCard { lines }.render()?,
                margin: None,
                rank: 20,
            });
        }
    }
    Ok(cards)
}

/// What a member was offered and what they asked for.
pub(super) async fn open_matters(app: &App, member: &Member) -> Result<Vec<OpenMatter>> {
    let offers = offers(app, member).await?.into_iter().map(|(_, matter)| matter);
    let requests = requests(app, member).await?.into_iter().map(|(_, matter)| matter);
    Ok(offers.chain(requests).collect())
}

/// The seats that are kept for a member.
async fn offers(app: &App, member: &Member) -> Result<Vec<(SeatId, OpenMatter)>> {
    let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
    let offered = seats.into_iter().filter(|(seat, _)| seat.accepted_at.is_none());
    let matter = |(seat, group): (SeatRow, Group)| {
        let said = app.words().say("card-invitation-line").to_string();
        let link = app.words().say("card-invitation-open").to_string();
        (seat.id, OpenMatter { group, said, address: offer_path(member, seat.id), link })
    };
    Ok(offered.map(matter).collect())
}

/// The seats that a member asked for and nobody has decided.
async fn requests(app: &App, member: &Member) -> Result<Vec<(SeatRequestId, OpenMatter)>> {
    let open = queries::own_requests(app.db(), member).await?;
    let ids: Vec<GroupId> = open.iter().map(|request| request.group).collect();
    let groups = groups::groups_by_id(app.db(), &ids).await?;
    let matter = |request: SeatRequest| {
        let group = groups.iter().find(|group| group.id == request.group)?.clone();
        let since = frame::day(request.asked_at, member.person().zone());
        let said = app.words().say("card-request-line").s("since", since).to_string();
        let link = app.words().say("card-request-open").to_string();
        Some((request.id, OpenMatter { address: ask_path(member, group.id), group, said, link }))
    };
    Ok(open.into_iter().filter_map(matter).collect())
}

/// What waits for whoever runs a community, each with its address.
async fn desk_lines(app: &App, operator: &Operator) -> Result<Vec<(String, String)>> {
    let (db, community, words) = (app.db(), operator.community(), app.words());
    let applications = queries::count_applications(db, community.id).await?;
    let requests = queries::count_requests(db, community.id, None).await?;
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
    let mut panels = leaving::panels(app, seat).await?;
    if seat.role() == peergroups::role::Role::Facilitator {
        let group = seat.group();
        let count = queries::count_requests(app.db(), group.community, Some(group.id)).await?;
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
