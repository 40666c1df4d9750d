//! What is missing to find an hour by, on Today: a member's hours, where they live, a calendar that cannot be read.

use askama::Template;

use super::pages::path;
use super::queries;
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::ui::{Said, Words};

#[derive(Template)]
#[template(path = "availability/card.html")]
struct HoursCard {
    missing: String,
    address: String,
    link: String,
}

/// A calendar that failed so often in a row will not mend by itself.
const FAILURES: i32 = 4;

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let (words, now) = (app.words(), app.clock().now());
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let own = queries::own(app.db(), &member, now).await?;
        let broken = own.feeds.iter().filter(|feed| feed.failures >= FAILURES).count();
        let missing = match (own.hours.is_empty(), own.zone.is_none()) {
            (false, false) if broken == 0 => continue,
            (false, false) => words.say("card-hours-calendars").n("n", broken),
            (true, false) => words.say("card-hours-hours"),
            (false, true) => words.say("card-hours-zone"),
            (true, true) => words.say("card-hours-both"),
        };
        cards.push(card(words, &member, missing)?);
    }
    Ok(cards)
}

fn card(words: &Words, member: &Member, missing: Said<'_>) -> Result<Card> {
    let body = HoursCard {
        missing: missing.s("community", &member.community().name).to_string(),
        address: path(member, ""),
        link: words.say("card-hours-open").to_string(),
    };
    Ok(Card {
        id: format!("hours-{}", member.id()),
        heading: words.say("card-hours").to_string(),
        body: body.render()?,
        margin: Some(words.say("card-hours-why").to_string()),
        rank: 30,
        waits: 1,
    })
}
