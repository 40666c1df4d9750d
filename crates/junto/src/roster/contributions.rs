//! What the roster puts on Today: that a member's own profile says too little to find an hour by.

use askama::Template;

use super::editing::own_path;
use super::queries;
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};

#[derive(Template)]
#[template(path = "roster/card.html")]
struct ProfileCard {
    missing: String,
    address: String,
    link: String,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let (words, now) = (app.words(), app.clock().now());
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let profile = queries::own_standing(app.db(), &member, now).await?.profile;
        let has_hours = profile.availability.is_some();
        // Whoever enters without a zone is given UTC.
        let has_zone = profile.time_zone.as_deref().unwrap_or(person.zone()) != "UTC";
        let missing = match (has_hours, has_zone) {
            (true, true) => continue,
            (false, true) => words.say("card-profile-hours"),
            (true, false) => words.say("card-profile-zone"),
            (false, false) => words.say("card-profile-both"),
        };
        let body = ProfileCard {
            missing: missing.s("community", &member.community().name).to_string(),
            address: own_path(&member),
            link: words.say("card-profile-open").to_string(),
        };
        cards.push(Card {
            id: format!("profile-{}", member.id()),
            heading: words.say("card-profile").to_string(),
            body: body.render()?,
            margin: Some(words.say("card-profile-why").to_string()),
            rank: 30,
            waits: 1,
        });
    }
    Ok(cards)
}
