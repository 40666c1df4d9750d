//! On Today: hours that were proposed and wait for the reader's answer.

use askama::Template;

use super::queries;
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::groups::{self, Group, GroupId, SeatRow};
use crate::meetings::contributions::own_clock;
use crate::meetings::queries::open_seasons;
use crate::ui::Crest;

#[derive(Template)]
#[template(path = "meetings/hour/seasons/card.html")]
struct SeasonCard {
    crest: Crest,
    group: Group,
    said: String,
    address: String,
    link: String,
}

pub async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let words = app.words();
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
        let seats: Vec<(SeatRow, Group)> =
            seats.into_iter().filter(|(seat, _)| seat.takes_part(app.clock().now())).collect();
        let ids: Vec<GroupId> = seats.iter().map(|(_, group)| group.id).collect();
        for season in open_seasons(app.db(), &ids).await? {
            let Some((seat, group)) = seats.iter().find(|(_, group)| group.id == season.group) else {
                continue;
            };
            if queries::said(app.db(), season.id).await?.iter().any(|said| said.seat == seat.id) {
                continue;
            }
            let clock = own_clock(app, &member, group, seat.id).await?;
            let until = clock.day_and_time(words, season.reply_by);
            let body = SeasonCard {
                crest: Crest::new(group.crest),
                said: words.say("season-card-said").s("until", until).to_string(),
                address: group.path(&format!("/seasons/{}", season.id)),
                link: words.say("season-card-link").to_string(),
                group: group.clone(),
            };
            cards.push(Card {
                id: format!("season-{}", season.id),
                heading: words.say("season-card").to_string(),
                body: body.render()?,
                margin: Some(words.say("season-card-why").to_string()),
                rank: 12,
                waits: 1,
            });
        }
    }
    Ok(cards)
}
