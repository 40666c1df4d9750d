//! Where seats stand, and the page of one step.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use calendar::Date;
use peergroups::attendance::{Account, Consequence, Rung, Then};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use store::Moment;

use super::formats;
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat, SeatRow};
use crate::meetings::attendance::actions;
use crate::meetings::attendance::queries::{self, Ledger, Step, step_place};
use crate::meetings::entities::{Done, MeetingId, StepId, Task};
use crate::ui::{Page, Words};

const WORDS_LONGEST: usize = 2_000;

/// Something that counted, and where it can be looked up.
struct Line {
    day: String,
    what: String,
    weight: String,
    meeting: Option<MeetingId>,
}

/// A step, and what became of it.
struct Taken {
    /// For whoever leads.
    id: Option<StepId>,
    said: String,
    words: String,
}

/// One seat.
struct Standing {
    name: String,
    said: String,
    counted: Vec<Line>,
    steps: Vec<Taken>,
}

#[derive(Template)]
#[template(path = "meetings/attendance/standing/standing.html")]
struct StandingPage {
    page: Page,
    group: Group,
    has_charter: bool,
    leads_somewhere: bool,
    rules: Vec<String>,
    own: Standing,
    /// Everyone else, for whoever leads.
    others: Option<Vec<Standing>>,
}

/// The holder's own sentence, where what was agreed leads anywhere.
pub(in crate::meetings) async fn line(app: &App, seat: &Seat) -> Result<Option<String>> {
    let ledger = Ledger::of(app.db(), seat.group().id, app.clock().now()).await?;
    if !formats::leads_somewhere(&ledger.policy) {
        return Ok(None);
    }
    let steps = queries::steps(app.db(), seat.group().id).await?;
    let own = row_of(app.db(), seat).await?;
    let (account, _) = ledger.stands(&own, &steps);
    Ok(Some(formats::own(app.words(), &ledger.policy, &account)))
}

async fn row_of(db: &impl ConnectionTrait, seat: &Seat) -> Result<SeatRow> {
    let rows = groups::seats(db, &[seat.group().id]).await?;
    rows.into_iter().find(|row| row.id == seat.id()).ok_or(AppError::NotFound)
}

pub(super) async fn standing(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let (words, group) = (app.words(), seat.group());
    let ledger = Ledger::of(app.db(), group.id, app.clock().now()).await?;
    let steps = queries::steps(app.db(), group.id).await?;
    let own = row_of(app.db(), &seat).await?;
    let (account, _) = ledger.stands(&own, &steps);
    let answered: Vec<&Step> =
        steps.iter().filter(|step| step.seat == seat.id() && step.answer.is_some()).collect();
    let own = Standing {
        name: String::new(),
        said: formats::own(words, &ledger.policy, &account),
        counted: counted(words, &ledger, &account),
        // What was said to them stays, though a correction took the step back.
        steps: taken(&app, &seat, &answered).await?,
    };
    let others = match Facilitator::of(&seat) {
        Some(facilitator) => Some(others(&app, &facilitator, &ledger, &steps).await?),
        None => None,
    };
    frame::show(&StandingPage {
        page: seat.page(&app, &frame),
        group: group.clone(),
        has_charter: ledger.charter.is_some(),
        leads_somewhere: formats::leads_somewhere(&ledger.policy),
        rules: formats::rules(words, &ledger.policy),
        own,
        others,
    })
}

/// Where everyone else stands.
async fn others(
    app: &App,
    facilitator: &Facilitator,
    ledger: &Ledger,
    steps: &[Step],
) -> Result<Vec<Standing>> {
    let (words, seat) = (app.words(), facilitator.seat());
    let mut others = Vec::new();
    for chair in groups::table(app.db(), seat.group()).await?.iter().filter(|chair| chair.is_seated()) {
        if chair.seat.id == seat.id() {
            continue;
        }
        let (account, hold) = ledger.stands(&chair.seat, steps);
        let mut taken = taken(app, seat, &hold).await?;
        for (taken, step) in taken.iter_mut().zip(&hold) {
            taken.id = Some(step.id);
        }
        others.push(Standing {
            name: chair.name.clone(),
            said: formats::theirs(words, &ledger.policy, &account),
            counted: counted(words, ledger, &account),
            steps: taken,
        });
    }
    others.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(others)
}

fn day(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

fn counted(words: &Words, ledger: &Ledger, account: &Account) -> Vec<Line> {
    let line = |counted: &peergroups::attendance::Counted| {
        let held = ledger.held().iter().find(|(meeting, _)| meeting.local.date() == counted.date);
        Line {
            day: day(counted.date),
            what: formats::noted(words, &counted.record),
            weight: formats::weight(words, counted),
            meeting: held.map(|(meeting, _)| meeting.id),
        }
    };
    account.counted.iter().rev().map(line).collect()
}

/// These steps as their reader sees them, with what was said to the member.
async fn taken(app: &App, seat: &Seat, steps: &[&Step]) -> Result<Vec<Taken>> {
    let mut taken = Vec::with_capacity(steps.len());
    for step in steps {
        let words = match &step.words {
            Some(sealed) => app.keyring().open_sealed(seat, step_place(step.id), sealed).await?,
            None => String::new(),
        };
        let (key, when) = match step.answer {
            Some((done, at)) => (format!("attendance-did-{}", done.name()), on(at, seat)),
            None => (format!("attendance-task-{}", step.task.name()), String::new()),
        };
        let said = app.words().say(&key).s("when", when).to_string();
        taken.push(Taken { id: None, said, words });
    }
    Ok(taken)
}

fn on(moment: Moment, reader: &Seat) -> String {
    frame::day(moment, reader.member().person().zone())
}

#[derive(Template)]
#[template(path = "meetings/attendance/standing/step.html")]
struct StepPage {
    page: Page,
    group: Group,
    id: StepId,
    task: Task,
    name: String,
    said: String,
    because: String,
    counted: Vec<Line>,
    follows: String,
    group_decides: bool,
    may_stay: bool,
    is_own: bool,
    is_open: bool,
    is_too_early: bool,
    became: Option<Taken>,
    wrong: String,
    written: String,
}

impl StepPage {
    fn is(&self, name: &str) -> bool {
        self.task.name() == name
    }
}

pub(super) async fn step(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, StepId)>,
) -> Result<Response> {
    frame::show(&step_page(&app, &frame, &facilitator, id).await?)
}

async fn step_page(app: &App, frame: &Frame, facilitator: &Facilitator, id: StepId) -> Result<StepPage> {
    let (words, seat) = (app.words(), facilitator.seat());
    let group = seat.group();
    let ledger = Ledger::of(app.db(), group.id, app.clock().now()).await?;
    let steps = queries::steps(app.db(), group.id).await?;
    let step = steps.iter().find(|step| step.id == id).ok_or(AppError::NotFound)?;
    let table = groups::table(app.db(), group).await?;
    let chair = table.iter().find(|chair| chair.seat.id == step.seat && Chair::is_seated(chair));
    let account = chair.map(|chair| ledger.stands(&chair.seat, &steps).0);
    let holds = account.as_ref().and_then(|account| account.steps.iter().find(|taken| step.is(taken)));
    let consequence = holds.and_then(|taken| match taken.rung {
        Rung::Over(consequence) => Some(consequence),
        _ => None,
    });
    let name = chair.map_or_else(|| words.say("attendance-former").to_string(), |chair| chair.name.clone());
    Ok(StepPage {
        page: seat.page(app, frame),
        group: group.clone(),
        id,
        task: step.task,
        said: account
            .as_ref()
            .map_or_else(String::new, |account| formats::theirs(words, &ledger.policy, account)),
        because: holds.map_or_else(String::new, |taken| formats::because(words, taken.because)),
        counted: account.as_ref().map_or_else(Vec::new, |account| counted(words, &ledger, account)),
        follows: consequence.map_or_else(String::new, |consequence| formats::follows(words, consequence)),
        group_decides: consequence == Some(Consequence::Agreed(Then::GroupDecides)),
        may_stay: consequence != Some(Consequence::FirstMissed),
        is_own: step.seat == seat.id(),
        is_open: step.is_open() && chair.is_some(),
        is_too_early: actions::is_too_early(step, &steps),
        became: taken(app, seat, &[step]).await?.pop().filter(|_| step.answer.is_some()),
        wrong: String::new(),
        written: String::new(),
        name,
    })
}

#[derive(Deserialize)]
pub(super) struct DoneForm {
    done: String,
    #[serde(default)]
    words: String,
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, StepId)>,
    submission: Submission<DoneForm>,
) -> Result<Response> {
    let words = submission.form.words.trim();
    let done: Done =
        submission.form.done.parse().map_err(|_| AppError::Invalid("the form does not say what was done"))?;
    if words.chars().count() > WORDS_LONGEST || done == Done::Kept && words.is_empty() {
        let page = step_page(&app, &frame, &facilitator, id).await?;
        let wrong = app.words().say("attendance-kept-wrong").n("most", WORDS_LONGEST).to_string();
        return frame::show_again(&StepPage { wrong, written: words.to_owned(), ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::answer(tx, &app, &facilitator, id, (done, words)).await?;
            let saying = format!("attendance-done-{}", done.name());
            let saying = app.words().say(&saying);
            Ok(Answer::to(facilitator.seat().path("/attendance")).saying(saying))
        })
        .await?;
    Ok(answer.into_response())
}
