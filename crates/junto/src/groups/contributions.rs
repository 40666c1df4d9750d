//! What groups put on Today: a card for each of a member's groups.

use askama::Template;

use super::queries::{self, Group};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::ui::{Crest, Words};

#[derive(Template)]
#[template(path = "groups/card.html")]
struct GroupCard<'a> {
    words: &'a Words,
    group: &'a Group,
    crest: Crest,
    line: String,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let groups = queries::own_groups(app.db(), &member).await?;
        for line in queries::lines(app.db(), groups).await? {
            let group = &line.group;
            let words = app.words();
            let body = GroupCard {
                words,
                crest: Crest::new(group.crest),
                line: words.say("group-line").n("seated", line.seated).n("offered", line.offered).to_string(),
                group,
            };
            cards.push(Card {
                id: format!("group-{}", group.id),
                heading: words.say("card-your-group").to_string(),
                body: body.render()?,
                margin: None,
                rank: 40,
            });
        }
    }
    Ok(cards)
}
