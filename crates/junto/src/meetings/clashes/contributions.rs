//! On Today: when two groups of the reader meet at the same time.

use askama::Template;

use super::queries::{Clash, Coming, clashes};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::meetings::clocks::ReadingClock;
use crate::meetings::contributions::own_clock;

/// As many as are shown; they are about the same two groups as a rule.
const SHOWN: usize = 3;

struct Line {
    when: String,
    /// Name and address of each of the two meetings.
    meetings: [(String, String); 2],
}

#[derive(Template)]
#[template(path = "meetings/clashes/card.html")]
struct ClashCard {
    lines: Vec<Line>,
    and: String,
    more: String,
    what: String,
}

pub async fn card(app: &App, person: &Person) -> Result<Option<Card>> {
    let clashes = clashes(app, person).await?;
    let Some(soonest) = clashes.first() else { return Ok(None) };
    let words = app.words();
    let Coming { group, seat, .. } = &soonest.first;
    let community = group.community;
    let member = Member::all_of(app, person).await?.into_iter().find(|own| own.community().id == community);
    let Some(member) = member else { return Ok(None) };
    let clock = own_clock(app, &member, group, *seat).await?;
    let more = clashes.len().saturating_sub(SHOWN);
    let body = ClashCard {
        lines: clashes.iter().take(SHOWN).map(|clash| line(app, &clock, clash)).collect(),
        and: words.say("clash-and").to_string(),
        more: if more > 0 { words.say("clash-more").n("more", more).to_string() } else { String::new() },
        what: words.say("clash-what").to_string(),
    };
    Ok(Some(Card {
        id: "clashes".to_owned(),
        heading: words.say("clash-title").to_string(),
        body: body.render()?,
        margin: Some(words.say("clash-why").to_string()),
        rank: 11,
        waits: 1,
    }))
}

fn line(app: &App, clock: &ReadingClock, Clash { first, second }: &Clash) -> Line {
    let (begins, ends) = (first.meeting.starts_at, first.meeting.ends_at);
    let link =
        |one: &Coming| (one.group.name.clone(), one.group.path(&format!("/meetings/{}", one.meeting.id)));
    Line {
        when: format!("{}, {}", clock.day(begins), clock.hours(app.words(), begins, ends)),
        meetings: [link(first), link(second)],
    }
}
