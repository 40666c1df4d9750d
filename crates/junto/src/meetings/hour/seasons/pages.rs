//! The pages of a proposal: before it goes out, and while and after the group answers it.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use calendar::{Date, Level, Slot};
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;

use super::actions::{self, Proposed, reply_by};
use super::queries::{self, Said};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{Facilitator, Group, Seat};
use crate::meetings::clashes::engaged;
use crate::meetings::clocks::{Dated, Laid, ReadingClock, clock_of};
use crate::meetings::entities::{Plan, SeasonEnd, SeasonId};
use crate::meetings::hour::candidates::{Candidate, ReadBy};
use crate::meetings::hour::formats::{Asked, SLOTS_MOST, read_slot};
use crate::meetings::hour::pages::{Looking, cadence, silent};
use crate::meetings::queries::{Season, Seated, season as find, seated};
use crate::ui::{Page, Words};

#[derive(Template)]
#[template(path = "meetings/hour/seasons/new.html")]
struct NewPage {
    page: Page,
    group: Group,
    one: Candidate,
    dates: Vec<DateLine>,
    back: String,
    /// What the form carries, as pairs.
    fields: Vec<(String, String)>,
    others: usize,
    needed: String,
    silent: String,
    /// Until when they can answer; empty where the first date is too near.
    until: String,
}

/// The proposal before anybody hears of it.
pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let (seat, words) = (facilitator.seat(), app.words());
    let asked = Asked::of_query(query.as_deref());
    let looking = Looking::of(&app, seat, &asked).await?;
    let back = seat.path(&format!("/hour?{}", Asked { slot: Vec::new(), ..asked.clone() }.query()));
    let Some(plan) = plan(&looking, &asked) else { return Ok(Redirect::to(&back).into_response()) };
    let Looking { table, clock, .. } = &looking;
    let laid = Laid::of_plan(&plan);
    let reader = ReadBy { words, seat: seat.id(), clock };
    let first = laid.dates.first().map(|dated| Moment(dated.moment));
    let until = first.and_then(|first| reply_by(first, app.clock().now()));
    let fields = serde_html_form::from_str(&asked.query()).unwrap_or_default();
    frame::show(&NewPage {
        page: seat.page(&app, &frame),
        one: Candidate::of(&laid, table, &plan.carry, reader),
        dates: dates(words, &laid, table, reader, &[]),
        others: table.len().saturating_sub(1),
        needed: names(table.iter().filter(|seated| plan.needed.contains(&seated.seat()))),
        silent: silent(table),
        until: until.map(|until| clock.day_and_time(words, until)).unwrap_or_default(),
        group: seat.group().clone(),
        back,
        fields,
    })
}

/// What is proposed, with what everyone carries into it; `None` where the hours or the question make no sense.
fn plan(looking: &Looking, asked: &Asked) -> Option<Plan> {
    let slots: Option<Vec<Slot>> = asked.slot.iter().map(|text| read_slot(text)).collect();
    let slots = slots.filter(|slots| (1..=SLOTS_MOST).contains(&slots.len()))?;
    let wish = &looking.wish;
    let is_sought = |slot: &Slot| wish.anchors.contains(&slot.anchor) && wish.days.contains(&slot.day);
    let makes_sense = looking.problems.is_empty() && slots.iter().all(is_sought);
    makes_sense.then(|| Plan { carry: looking.carry.clone(), ..wish.plan(&slots) })
}

pub(super) async fn propose(
    State(app): State<App>,
    facilitator: Facilitator,
    submission: Submission<Asked>,
) -> Result<Answer> {
    let (seat, words) = (facilitator.seat(), app.words());
    let looking = Looking::of(&app, seat, &submission.form).await?;
    let plan = plan(&looking, &submission.form).ok_or(AppError::Invalid("no season is made of these"))?;
    let back = seat.path(&format!("/hour?{}", Asked { slot: Vec::new(), ..submission.form.clone() }.query()));
    submission
        .once(&app, async |tx| {
            let proposed = actions::propose(tx, &app, &facilitator, plan.clone()).await?;
            Ok(match proposed {
                Proposed::Season(id) => {
                    Answer::to(seat.path(&format!("/seasons/{id}"))).saying(words.say("season-proposed"))
                }
                Proposed::TooSoon => Answer::to(back.clone()).saying(words.say("season-too-soon")),
                Proposed::NoDate => Answer::to(back.clone()).saying(words.say("season-no-date")),
            })
        })
        .await
}

/// One date as its reader sees it.
struct DateLine {
    /// What the form sends.
    date: Date,
    when: String,
    /// On the anchor's clock, where it is another.
    there: String,
    suits: String,
    is_off: bool,
    can: usize,
}

fn dates(words: &Words, laid: &Laid, table: &[Seated], reader: ReadBy<'_>, off: &[Date]) -> Vec<DateLine> {
    let own =
        table.iter().find(|seated| seated.seat() == reader.seat).and_then(|own| own.availability.as_ref());
    let suits = |dated: &Dated| match own.map(|own| own.level_of(dated.moment, laid.minutes)) {
        Some(Ok(Level::Preferred)) => words.say("common-hours-preferred").to_string(),
        Some(Ok(Level::Acceptable)) => words.say("common-hours-acceptable").to_string(),
        Some(Err(_)) => words.say("hour-cannot").to_string(),
        None => String::new(),
    };
    let line = |(dated, can): (&Dated, usize)| {
        let here = reader.clock.local_at(Moment(dated.moment));
        let slot = laid.slots.get(dated.slot).filter(|_| here != dated.local);
        let there = slot.map(|slot| {
            let said = words.say("season-there").s("when", dated.local.strftime("%a %H:%M"));
            said.s("city", slot.anchor.city()).to_string()
        });
        DateLine {
            date: dated.local.date(),
            when: here.strftime("%A %-d %B %Y, %H:%M").to_string(),
            there: there.unwrap_or_default(),
            suits: suits(dated),
            is_off: off.contains(&dated.local.date()),
            can,
        }
    };
    laid.dates.iter().zip(laid.attendance(table)).map(line).collect()
}

fn names<'a>(seated: impl Iterator<Item = &'a Seated>) -> String {
    seated.map(Seated::name).collect::<Vec<_>>().join(", ")
}

#[derive(Template)]
#[template(path = "meetings/hour/seasons/season.html")]
struct SeasonPage {
    page: Page,
    group: Group,
    path: String,
    standing: Standing,
    leads: bool,
    cadence: String,
    proposed: String,
    one: Candidate,
    dates: Vec<DateLine>,
    until: String,
    own: Option<bool>,
    answered: String,
    waiting: String,
    can: String,
    cannot: String,
    known: usize,
}

/// How a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Open,
    Agreed,
    Followed,
    Refused,
    Withdrawn,
}

impl Standing {
    fn of(season: &Season) -> Self {
        match season.end {
            Some(SeasonEnd::Refused) => Self::Refused,
            Some(SeasonEnd::Withdrawn) => Self::Withdrawn,
            Some(SeasonEnd::Followed) => Self::Followed,
            None if season.agreed_at.is_some() => Self::Agreed,
            None => Self::Open,
        }
    }

    fn is_open(self) -> bool {
        self == Self::Open
    }

    fn is_agreed(self) -> bool {
        self == Self::Agreed
    }
}

#[derive(Deserialize)]
pub(super) struct SeasonPath {
    season: SeasonId,
}

pub(super) async fn season(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<SeasonPath>,
) -> Result<Response> {
    let (words, db) = (app.words(), app.db());
    let season = find(db, seat.group().id, path.season).await?.ok_or(AppError::NotFound)?;
    let mut table = seated(db, seat.group(), app.clock().now()).await?;
    engaged(db, seat.group(), app.clock().now(), &mut table).await?;
    let chair = table.iter().find(|seated| seated.seat() == seat.id()).map(|own| &own.chair);
    let clock = clock_of(db, &seat, chair).await?;
    let said = queries::said(db, season.id).await?;
    let laid = Laid::of_plan(&season.plan);
    let reader = ReadBy { words, seat: seat.id(), clock: &clock };
    let own = said.iter().find(|said| said.seat == seat.id());
    let off = own.map(|own| own.dates_off.as_slice()).unwrap_or_default();
    let who = |is_meant: &dyn Fn(Option<&Said>) -> bool| {
        let of = |seated: &&Seated| is_meant(said.iter().find(|said| said.seat == seated.seat()));
        names(table.iter().filter(of))
    };
    let standing = Standing::of(&season);
    // What others said is not even in hand before it is decided.
    let decided = |can: bool| {
        if standing.is_open() { String::new() } else { who(&|said| said.is_some_and(|said| said.can == can)) }
    };
    frame::show(&SeasonPage {
        page: seat.page(&app, &frame),
        path: seat.path(&format!("/seasons/{}", season.id)),
        leads: seat.role() == Role::Facilitator,
        cadence: cadence(words, season.plan.cadence.into()),
        proposed: proposed(words, &season, &table, &clock),
        one: Candidate::of(&laid, &table, &season.plan.carry, reader),
        dates: dates(words, &laid, &table, reader, off),
        until: clock.day_and_time(words, season.reply_by),
        own: own.map(|own| own.can),
        answered: who(&|said| said.is_some()),
        waiting: who(&|said| said.is_none()),
        can: decided(true),
        cannot: decided(false),
        known: table.iter().filter(|seated| seated.availability.is_some()).count(),
        group: seat.group().clone(),
        standing,
    })
}

/// Who proposed it, and when.
fn proposed(words: &Words, season: &Season, table: &[Seated], clock: &ReadingClock) -> String {
    let day = frame::day(season.proposed_at, clock.zone_at(season.proposed_at).name());
    match table.iter().find(|seated| seated.seat() == season.by) {
        Some(by) => words.say("season-proposed-by").s("name", &by.chair.name).s("day", day).to_string(),
        None => words.say("season-proposed-on").s("day", day).to_string(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Can {
    Yes,
    No,
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    can: Can,
    /// Dates on which they cannot, on the anchor's calendar.
    #[serde(default)]
    off: Vec<Date>,
}

pub(super) async fn answer(
    State(app): State<App>,
    seat: Seat,
    Path(path): Path<SeasonPath>,
    submission: Submission<AnswerForm>,
) -> Result<Answer> {
    let can = matches!(submission.form.can, Can::Yes);
    submission
        .once(&app, async |tx| {
            let said = (can, submission.form.off.clone());
            actions::answer(tx, &app, &seat, path.season, said).await?;
            let words =
                if can { app.words().say("season-said-can") } else { app.words().say("season-said-cannot") };
            Ok(Answer::to(seat.path(&format!("/seasons/{}", path.season))).saying(words))
        })
        .await
}

pub(super) async fn withdraw(
    State(app): State<App>,
    facilitator: Facilitator,
    Path(path): Path<SeasonPath>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::withdraw(tx, &app, &facilitator, path.season).await?;
            let hour = facilitator.seat().path("/hour");
            Ok(Answer::to(hour).saying(app.words().say("season-withdrawn")))
        })
        .await
}
