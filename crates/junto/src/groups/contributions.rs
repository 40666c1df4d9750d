//! What groups put on pages of others: a card for each of a member's groups on Today, and what goes with
//! somebody who is taken out of the roster.

use askama::Template;
use peergroups::role::Role;

use super::queries::{self, Group, SeatRow};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, CommunityId, Member, MemberId};
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
