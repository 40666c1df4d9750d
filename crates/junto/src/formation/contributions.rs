//! What forming groups puts on Today of whoever runs a community: rounds that wait, those whose invitations
//! are not all answered, and at the very beginning what to do first.

use askama::Template;
use peergroups::crest::{self, Taken};

use super::entities::Document;
use super::pages::path;
use super::queries::{self, PublicationRow, RoundRow, Stage};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Operator};
use crate::frame;
use crate::groups::{self, Which};
use crate::joining::{self, Answers};
use crate::roster::{self, Filter};
use crate::ui::{Crest, Shape, Share, Shares, Words};

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for operator in Operator::all_of(app, person).await? {
        for (round, stage) in queries::rounds_that_wait(app.db(), &operator).await? {
            cards.push(round_card(app, &operator, &round, &stage).await?);
        }
        for (round, publication) in queries::latest_publications(app.db(), &operator).await? {
            cards.extend(answers_card(app, &operator, &round, &publication).await?);
        }
        cards.extend(steps_card(app, &operator).await?);
    }
    Ok(cards)
}

#[derive(Template)]
#[template(path = "formation/round_card.html")]
struct RoundCard<'a> {
    words: &'a Words,
    name: &'a str,
    stage: &'a Stage,
    address: String,
    /// Of the first groups that are proposed.
    crests: Vec<Crest>,
    placed: usize,
    groups: usize,
    unplaced: usize,
}

/// As many crests are drawn.
const CRESTS: usize = 8;

async fn round_card(app: &App, operator: &Operator, round: &RoundRow, stage: &Stage) -> Result<Card> {
    let words = app.words();
    let proposed = match stage {
        Stage::Proposed { document, .. } => {
            let mut document = document.clone();
            document.forget(&queries::gone(app.db(), round).await?);
            document
        }
        _ => Document::default(),
    };
    let crest = |name: &str| Crest::new(crest::Crest::of(name, &Taken::default())).little();
    let (address, margin) = match stage {
        Stage::Proposed { number, .. } | Stage::Failed { number, .. } => {
            (format!("/proposals/{number}"), Some("round-next"))
        }
        Stage::Forming { number, .. } => (format!("/proposals/{number}"), Some("work-leave")),
        Stage::Publishing { .. } => (String::new(), None),
    };
    let body = RoundCard {
        words,
        name: &round.name,
        stage,
        address: path(operator, round.id, &address),
        crests: proposed.groups.iter().take(CRESTS).map(|group| crest(&group.name)).collect(),
        placed: proposed.placed(),
        groups: proposed.groups.len(),
        unplaced: proposed.unplaced.len(),
    };
    Ok(Card {
        id: format!("round-{}", round.id),
        heading: words.say("card-round").to_string(),
        body: body.render()?,
        margin: margin.map(|key| words.say(key).to_string()),
        rank: 12,
        waits: usize::from(matches!(stage, Stage::Proposed { .. } | Stage::Failed { .. })),
    })
}

#[derive(Template)]
#[template(path = "formation/answers_card.html")]
struct AnswersCard<'a> {
    words: &'a Words,
    name: &'a str,
    address: String,
    line: String,
    shares: Shares,
    desk: String,
}

/// Nothing once everyone has said yes or no.
async fn answers_card(
    app: &App,
    operator: &Operator,
    round: &RoundRow,
    publication: &PublicationRow,
) -> Result<Option<Card>> {
    let words = app.words();
    let answers = joining::answers(app.db(), operator.id(), publication.founding_id).await?;
    let Some(published_at) = publication.published_at.filter(|_| answers.outstanding() > 0) else {
        return Ok(None);
    };
    let day = frame::day(published_at, operator.person().zone());
    let body = AnswersCard {
        words,
        name: &round.name,
        address: path(operator, round.id, ""),
        line: words.say("card-answers-line").s("day", day).n("people", answers.asked()).to_string(),
        shares: shares(words, answers),
        desk: operator.community().path("/groups/seats"),
    };
    Ok(Some(Card {
        id: format!("answers-{}", round.id),
        heading: words.say("card-answers").to_string(),
        body: body.render()?,
        margin: Some(words.say("card-answers-why").to_string()),
        rank: 22,
        waits: usize::from(answers.another_hour > 0),
    }))
}

fn shares(words: &Words, answers: Answers) -> Shares {
    let share = |people: usize, shape: Shape, key: &str| {
        let words = words.say(key).n("people", people).to_string();
        Share { people, shape, words }
    };
    Shares(vec![
        share(answers.accepted, Shape::Tall, "card-answers-accepted"),
        share(answers.another_hour, Shape::Low, "card-answers-hour"),
        share(answers.silent, Shape::Hollow, "card-answers-silent"),
        share(answers.declined, Shape::Flat, "card-answers-declined"),
    ])
}

#[derive(Template)]
#[template(path = "formation/steps_card.html")]
struct StepsCard<'a> {
    words: &'a Words,
    people: u64,
    import: String,
    begin: String,
    by_hand: String,
}

/// What to do first, until there is a round or a group.
async fn steps_card(app: &App, operator: &Operator) -> Result<Option<Card>> {
    let (db, words, community) = (app.db(), app.words(), operator.community());
    if queries::has_round(db, operator).await? {
        return Ok(None);
    }
    let (groups, _) = groups::groups(db, operator.id(), Which::All, 0).await?;
    if !groups.is_empty() {
        return Ok(None);
    }
    let body = StepsCard {
        words,
        people: roster::count(db, operator.id(), &Filter::default()).await?,
        import: community.path("/roster/import"),
        begin: community.path("/rounds/new"),
        by_hand: community.path("/groups/new"),
    };
    Ok(Some(Card {
        id: format!("steps-{}", operator.id()),
        heading: words.say("card-steps").to_string(),
        body: body.render()?,
        margin: Some(words.say("card-steps-why").to_string()),
        rank: 14,
        waits: 1,
    }))
}
