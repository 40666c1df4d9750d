//! What groups put on pages of others: on Today each of a member's groups, what it waits for, and its next
//! hour; and what goes with somebody who is taken out of the roster.

use askama::Template;
use peergroups::role::Role;

use super::hours::next_hour_strip;
use super::pause;
use super::queries::{self, Chair, Group, SeatRow};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, CommunityId, Member, MemberId};
use crate::ui::{Crest, HourStrip, Words};

#[derive(Template)]
#[template(path = "groups/card.html")]
struct GroupCard<'a> {
    words: &'a Words,
    group: &'a Group,
    crest: Crest,
    line: String,
    matters: Vec<Matter>,
    hour: Option<HourStrip>,
    /// Whether people said hours of which none suits all.
    has_no_hour: bool,
}

/// Something a group waits for from the reader.
struct Matter {
    said: String,
    address: String,
    link: String,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = queries::seats_of(app.db(), member.community().id, member.id()).await?;
        let now = app.clock().now();
        cards.extend(pause::cards(app, &member, &seats, now)?);
        let (seats, groups): (Vec<SeatRow>, Vec<Group>) =
            seats.into_iter().filter(|(seat, _)| seat.takes_part(now)).unzip();
        let agreed = queries::agreed(app.db(), &seats).await?;
        for (seat, group) in seats.iter().zip(&groups) {
            let has_agreed = agreed.contains(&(seat.id, group.version));
            let matters = matters(app.words(), group, seat, has_agreed);
            cards.push(card(app, person, (seat, group), matters).await?);
        }
    }
    Ok(cards)
}

async fn card(
    app: &App,
    person: &Person,
    (seat, group): (&SeatRow, &Group),
    matters: Vec<Matter>,
) -> Result<Card> {
    let (words, now) = (app.words(), app.clock().now());
    let chairs = queries::table(app.db(), group).await?;
    let seated = chairs.iter().filter(|chair| chair.is_seated()).count();
    let line = words.say("group-line").n("seated", seated).n("offered", chairs.len() - seated);
    let own = chairs.iter().find(|chair| chair.seat.id == seat.id);
    let clock = own.map(|own| own.clock(person.zone()));
    let zone = clock.as_ref().map_or(person.zone(), calendar::Zone::name);
    let hour = next_hour_strip(words, &chairs, group.meeting_minutes, zone, now);
    let waits = matters.len();
    let body = GroupCard {
        words,
        crest: Crest::new(group.crest),
        line: line.to_string(),
        has_no_hour: hour.is_none() && two_said_hours(&chairs),
        hour,
        matters,
        group,
    };
    Ok(Card {
        id: format!("group-{}", group.id),
        heading: words.say("card-your-group").to_string(),
        body: body.render()?,
        margin: body.hour.is_some().then(|| words.say("common-hours-why").to_string()),
        rank: if waits > 0 { 25 } else { 40 },
        waits,
    })
}

fn two_said_hours(chairs: &[Chair]) -> bool {
    chairs.iter().filter(|chair| chair.hours.is_some()).count() > 1
}

fn matters(words: &Words, group: &Group, seat: &SeatRow, has_agreed: bool) -> Vec<Matter> {
    let mut matters = Vec::new();
    let mut wait = |said: &str, address: &str, link: &str| {
        matters.push(Matter {
            said: words.say(said).to_string(),
            address: group.path(address),
            link: words.say(link).to_string(),
        });
    };
    if group.purpose.is_empty() {
        wait("card-purpose-none", "/purpose", "purpose-write");
    } else if !has_agreed {
        wait("card-purpose", "#h-purpose", "card-purpose-open");
    }
    if seat.hello().is_none() {
        wait("card-hello", "#h-hello", "home-say-hello");
    }
    matters
}

/// The seats and the open offers of somebody, in sentences.
pub(super) async fn ties(app: &App, community: CommunityId, member: MemberId) -> Result<Vec<String>> {
    let seats = queries::seats_of(app.db(), community, member).await?;
    let sentence = |(seat, group): (SeatRow, Group)| {
        let said = match (seat.accepted_at, seat.role()) {
            (None, _) => app.words().say("tie-offer"),
            (Some(_), Role::Facilitator) => app.words().say("tie-lead"),
            (Some(_), Role::Member) => app.words().say("tie-seat"),
        };
        said.s("group", &group.name).to_string()
    };
    Ok(seats.into_iter().map(sentence).collect())
}
