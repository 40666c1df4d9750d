//! What decisions put on pages of others: on Today each question that waits for the reader, on the group's home how many
//! are open.

use askama::Template;

use super::emails::subject;
use super::queries::{self, Decision, Spoken};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::charter::suggestions::open_suggestions;
use crate::community::{Card, Member};
use crate::frame;
use crate::groups::{self, Group, GroupId, Panel, Seat, SeatRow, reading_clock};
use crate::ui::{Crest, Words};

#[derive(Template)]
#[template(path = "charter/decisions/card.html")]
struct DecisionCard {
    crest: Crest,
    line: String,
    address: String,
    link: String,
}

#[derive(Template)]
#[template(path = "charter/decisions/panel.html")]
struct DecisionsPanel<'a> {
    words: &'a Words,
    group: &'a Group,
    open: String,
    suggested: String,
    waits: bool,
}

/// What a question waits for from the holder of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Answer,
    /// It is about them.
    Word,
}

/// What an open question waits for from the holder of a seat, if anything.
fn wait(decision: &Decision, seat: &SeatRow, said: &[Spoken]) -> Option<Wait> {
    if decision.subject.about() == Some(seat.id) {
        return decision.word.is_none().then_some(Wait::Word);
    }
    let has_answered = said.iter().any(|said| said.decision == decision.id && said.seat == seat.id);
    (decision.asks(seat) && !has_answered).then_some(Wait::Answer)
}

pub(in crate::charter) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let now = app.clock().now();
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
        let ids: Vec<GroupId> = seats.iter().map(|(_, group)| group.id).collect();
        let open = queries::open_decisions(app.db(), &ids).await?;
        let said = queries::spoken(app.db(), &open).await?;
        for decision in open.iter().filter(|decision| decision.is_open(now)) {
            let own =
                seats.iter().find(|(seat, group)| group.id == decision.group && seat.accepted_at.is_some());
            let Some((seat, group)) = own else { continue };
            let Some(wait) = wait(decision, seat, &said) else { continue };
            cards.push(card(app, person, (seat, group), (decision, wait)).await?);
        }
    }
    Ok(cards)
}

async fn card(
    app: &App,
    person: &Person,
    (seat, group): (&SeatRow, &Group),
    (decision, wait): (&Decision, Wait),
) -> Result<Card> {
    let words = app.words();
    // Most have chosen a clock, and then nobody need be asked.
    let table = match person.zone() {
        "UTC" => groups::table(app.db(), group).await?,
        _ => Vec::new(),
    };
    let clock = reading_clock(person.zone(), table.iter().find(|chair| chair.seat.id == seat.id));
    let (line, link) = match wait {
        Wait::Answer => ("decision-card-line", "decision-card-open"),
        Wait::Word => ("decision-card-about-you", "decision-card-word"),
    };
    let line = words.say(line).s("group", &group.name).s("subject", subject(words, decision.subject));
    let body = DecisionCard {
        crest: Crest::new(group.crest),
        line: line.s("until", frame::day_and_time(decision.reply_by, clock.name())).to_string(),
        address: group.path(&decision.path()),
        link: words.say(link).to_string(),
    };
    Ok(Card {
        id: format!("decision-{}", decision.id),
        heading: words.say("decision-card").to_string(),
        body: body.render()?,
        margin: None,
        rank: 12,
        waits: 1,
    })
}

pub(in crate::charter) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let (words, db, group) = (app.words(), app.db(), seat.group());
    let now = app.clock().now();
    let mut open = queries::open_decisions(db, &[group.id]).await?;
    open.retain(|decision| decision.is_open(now));
    let said = queries::spoken(db, &open).await?;
    let seats = groups::seats(db, &[group.id]).await?;
    let own = seats.iter().find(|row| row.id == seat.id());
    let waits = own.is_some_and(|own| open.iter().any(|decision| wait(decision, own, &said).is_some()));
    let suggested = open_suggestions(db, group.id).await?.len();
    let body = DecisionsPanel {
        words,
        group,
        open: words.say("decision-panel-open").n("open", open.len()).to_string(),
        suggested: words.say("decision-panel-suggested").n("open", suggested).to_string(),
        waits,
    };
    Ok(vec![Panel {
        id: "decisions".to_owned(),
        heading: words.say("decisions-heading").to_string(),
        body: body.render()?,
        margin: Some(words.say("decision-panel-why").to_string()),
    }])
}
