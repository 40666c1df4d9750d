//! What charters put on pages of others: on Today what waits for a signature, and what holds on the group's home.

use askama::Template;
use peergroups::role::Role;

use super::entities::Voice;
use super::jobs::review_at;
use super::queries::{self, Version};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::groups::{self, Group, GroupId, Panel, Seat, SeatId, SeatRow};
use crate::ui::{Crest, Words};

#[derive(Template)]
#[template(path = "charter/card.html")]
struct CharterCard {
    crest: Crest,
    line: String,
    address: String,
    link: String,
}

#[derive(Template)]
#[template(path = "charter/panel.html")]
struct CharterPanel<'a> {
    words: &'a Words,
    group: &'a Group,
    in_force: Option<usize>,
    open: Option<(String, String)>,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let (words, now) = (app.words(), app.clock().now());
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
        let seated: Vec<(SeatRow, Group)> =
            seats.into_iter().filter(|(seat, _)| seat.takes_part(now)).collect();
        let ids: Vec<GroupId> = seated.iter().map(|(_, group)| group.id).collect();
        let versions = queries::living(app.db(), &ids).await?;
        let known: Vec<_> = versions.iter().map(|version| version.id).collect();
        let signatures = queries::signatures(app.db(), &known).await?;
        for (seat, group) in &seated {
            for version in versions.iter().filter(|version| version.group == group.id) {
                let signed = signatures.get(&version.id).map(Vec::as_slice).unwrap_or_default();
                let has_answered = signed.iter().any(|signed| signed.seat == seat.id);
                let since = version.in_force_at.and_then(|since| review_at(version, since));
                let is_due = since.is_some_and(|due| due <= now) && seat.role() == Role::Facilitator;
                let has_next = versions.iter().any(|one| one.group == group.id && one.is_open());
                let waits = match (version.is_up() || version.is_in_force(), has_answered) {
                    (true, false) => Some(("sign", version.path())),
                    _ if is_due && version.is_in_force() && !has_next => {
                        Some(("review", "/charter".to_owned()))
                    }
                    _ => None,
                };
                let Some((what, page)) = waits else { continue };
                let say = |key: String| words.say(&key).s("group", &group.name).to_string();
                let body = CharterCard {
                    crest: Crest::new(group.crest),
                    line: say(format!("charter-card-{what}")),
                    address: group.path(&page),
                    link: match what {
                        "review" => words.say("charter-card-review-open").to_string(),
                        _ => words.say("charter-card-open").to_string(),
                    },
                };
                cards.push(Card {
                    id: format!("charter-{}", version.id),
                    heading: words.say("charter-card").to_string(),
                    body: body.render()?,
                    margin: None,
                    rank: 14,
                    waits: 1,
                });
            }
        }
    }
    Ok(cards)
}

/// How many have signed what is in force, and where the next version stands.
pub(super) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let (words, group) = (app.words(), seat.group());
    let living = queries::living(app.db(), &[group.id]).await?;
    let in_force = living.iter().find(|version| version.is_in_force());
    let signed = match in_force {
        Some(version) => Some(signers(app, version).await?.len()),
        None => None,
    };
    let open = living.iter().find(|version| version.is_open()).map(|version| {
        let (key, path) = where_open(version);
        (words.say(key).to_string(), group.path(&path))
    });
    Ok(vec![Panel {
        id: "charter".to_owned(),
        heading: words.say("charter-panel").to_string(),
        body: CharterPanel { words, group, in_force: signed, open }.render()?,
        margin: Some(words.say("charter-panel-why").to_string()),
    }])
}

/// How a version that is open stands, and its page.
pub(super) fn where_open(version: &Version) -> (&'static str, String) {
    if version.is_up() {
        ("charter-open-up", version.path())
    } else {
        ("charter-open-draft", "/charter/draft".to_owned())
    }
}

async fn signers(app: &App, version: &Version) -> Result<Vec<SeatId>> {
    let signed = queries::signatures(app.db(), &[version.id]).await?.remove(&version.id).unwrap_or_default();
    Ok(signed.iter().filter(|one| one.voice == Voice::Signs).map(|one| one.seat).collect())
}
