//! What waits for whoever leads, on Today: who was there, words about that, steps of the ladder, meetings with too few.

use askama::Template;
use store::Moment;

use super::queries::{self, Step};
use super::quorum;
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::frame;
use crate::groups::{self, Group, SeatId};
use crate::meetings::entities::{MeetingId, Task};
use crate::meetings::queries::{meeting, meetings_before};
use crate::ui::Crest;

/// For so long after a meeting it is asked who was there.
const ASKED_SECONDS: i64 = 21 * 24 * 3600;
/// As many meetings as are asked about at once.
const ASKED: usize = 3;

#[derive(Template)]
#[template(path = "meetings/attendance/card.html")]
struct LineCard {
    crest: Crest,
    line: String,
    address: String,
    link: String,
}

/// A card: what it is about, its line and where it leads.
struct Waits {
    id: String,
    line: String,
    page: String,
    kind: &'static str,
    rank: u8,
}

pub(in crate::meetings) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let words = app.words();
    let mut cards = Vec::new();
    for member in Member::all_of(app, person).await? {
        for (seat, group) in groups::seats_of(app.db(), member.community().id, member.id()).await? {
            let leads = seat.accepted_at.is_some() && seat.role() == peergroups::role::Role::Facilitator;
            if !leads {
                continue;
            }
            for waits in waits(app, person, &group, seat.id).await? {
                let body = LineCard {
                    crest: Crest::new(group.crest),
                    line: waits.line,
                    address: group.path(&waits.page),
                    link: words.say(&format!("attendance-card-{}-open", waits.kind)).to_string(),
                };
                cards.push(Card {
                    id: waits.id,
                    heading: words.say(&format!("attendance-card-{}", waits.kind)).to_string(),
                    body: body.render()?,
                    margin: None,
                    rank: waits.rank,
                    waits: 1,
                });
            }
        }
    }
    Ok(cards)
}

async fn waits(app: &App, person: &Person, group: &Group, own: SeatId) -> Result<Vec<Waits>> {
    let (db, words, now) = (app.db(), app.words(), app.clock().now());
    let day = |moment: Moment| frame::local(moment, person.zone()).strftime("%A %-d %B").to_string();
    let line = |key: &str, day: String| words.say(key).s("group", &group.name).s("day", day).to_string();
    let mut waits = Vec::new();
    for short in quorum::open_shortages(db, group.id, now).await? {
        let Some(meeting) = meeting(db, group.id, short.meeting).await? else { continue };
        if meeting.starts_at == short.starts_at && !meeting.is_off() {
            waits.push(Waits {
                id: format!("quorum-{}", meeting.id),
                line: line("attendance-card-quorum-line", day(meeting.starts_at)),
                page: format!("/meetings/{}/quorum", meeting.id),
                kind: "quorum",
                rank: 6,
            });
        }
    }
    let noted = queries::sheets(db, group.id).await?;
    let since = now.plus_seconds(-ASKED_SECONDS);
    let held = meetings_before(db, group.id, now).await?.into_iter();
    let unnoted = held
        .filter(|meeting| !meeting.is_off() && meeting.ends_at > since && !noted.contains_key(&meeting.id));
    let sheet = |meeting: MeetingId| format!("/meetings/{meeting}/attendance");
    waits.extend(unnoted.take(ASKED).map(|meeting| Waits {
        id: format!("attendance-{}", meeting.id),
        line: line("attendance-card-sheet-line", day(meeting.starts_at)),
        page: sheet(meeting.id),
        kind: "sheet",
        rank: 13,
    }));
    for id in queries::objected(db, group.id).await? {
        let Some(meeting) = meeting(db, group.id, id).await? else { continue };
        waits.push(Waits {
            id: format!("objection-{id}"),
            line: line("attendance-card-objection-line", day(meeting.starts_at)),
            page: sheet(id),
            kind: "objection",
            rank: 13,
        });
    }
    let steps = queries::steps(db, group.id).await?;
    let table = groups::table(db, group).await?;
    for step in steps.iter().filter(|step| step.is_open() && is_next(step, &steps)) {
        let Some(chair) = table.iter().find(|chair| chair.seat.id == step.seat) else { continue };
        let key = match (step.task, step.seat == own) {
            (_, true) => "attendance-card-step-own",
            (Task::Contact, _) => "attendance-card-step-contact",
            (Task::AtRisk, _) => "attendance-card-step-at-risk",
            (Task::Over, _) => "attendance-card-step-over",
        };
        let said = words.say(key).s("name", &chair.name).s("group", &group.name);
        waits.push(Waits {
            id: format!("step-{}", step.id),
            line: said.to_string(),
            page: format!("/attendance/steps/{}", step.id),
            kind: "step",
            rank: 15,
        });
    }
    Ok(waits)
}

/// Whether nothing has to be done first.
fn is_next(step: &Step, steps: &[Step]) -> bool {
    !super::actions::is_too_early(step, steps)
}
