//! The way out, step by step, and the page on which the others say goodbye.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use calendar::{Date, Zone};
use serde::Deserialize;
use store::Moment;

use super::ComingMeetings;
use super::actions::{self, confided_place, goodbye_place, words_place};
use super::entities::DepartureId;
use super::queries::{self, Departure};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::community;
use crate::frame::{self, Frame};
use crate::groups::{self, Confidence, Group, GroupId, Seat};
use crate::joining::pages::{ANSWER_LONGEST, Sure, too_long, written};
use crate::ui::{Choice, Crest, Page};

/// When a last day ends on which there is no meeting: still that day for most who read of it elsewhere.
const LAST_HOUR: i8 = 18;
/// So many coming meetings can be the last one.
const MEETINGS: usize = 4;
/// A last day without a meeting lies at most so far ahead.
const FAR_SECONDS: i64 = 183 * 24 * 3600;
/// Where no meeting is planned, the last day that is proposed.
const NOTICE_SECONDS: i64 = 28 * 24 * 3600;

/// How far somebody is on the way out.
enum Stage {
    /// Nobody was told.
    Staying,
    /// The facilitator knows.
    Confided { since: String, words: String },
    /// The group knows.
    Told { last: String, words: String, goodbyes: Vec<String> },
}

#[derive(Template)]
#[template(path = "joining/leaving/leaving.html")]
struct LeavingPage {
    page: Page,
    group: Group,
    stage: Stage,
    /// Who leads beside the reader; empty where nobody does.
    leads: String,
    is_leading: bool,
    is_last: bool,
    /// The meetings of which one can be the last; without them a day is asked for.
    meetings: Option<Choice>,
    day: String,
    words: String,
    wrong: String,
    wrong_day: String,
}

impl LeavingPage {
    /// Whoever leads knows, or nobody does lead.
    fn can_tell_all(&self) -> bool {
        self.leads.is_empty() || matches!(self.stage, Stage::Confided { .. })
    }
}

pub(super) async fn leaving(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&leaving_page(&app, &frame, &seat).await?)
}

async fn leaving_page(app: &App, frame: &Frame, seat: &Seat) -> Result<LeavingPage> {
    let (group, zone) = (seat.group().clone(), seat.member().person().zone());
    let table = groups::table(app.db(), &group).await?;
    let leads: Vec<String> = actions::leads(&table, seat.id()).into_iter().map(|chair| chair.name).collect();
    let meetings = coming(app, &group).await?;
    let page = seat.page(app, frame);
    // Notice is one or two meetings; the second leaves time for both sides.
    let proposed = meetings.get(1).or(meetings.first()).map_or_else(String::new, |at| value_of(*at));
    let choice = meetings.iter().fold(page.choice("last", page.say("leaving-last")), |choice, at| {
        choice.option(value_of(*at), frame::day_and_time(at.0, zone), "")
    });
    Ok(LeavingPage {
        stage: stage_of(app, seat).await?,
        is_leading: seat.role() == peergroups::role::Role::Facilitator,
        is_last: !table.iter().any(|chair| chair.is_seated() && chair.seat.id != seat.id()),
        leads: leads.join(", "),
        meetings: (!meetings.is_empty()).then(|| choice.chosen(proposed)),
        day: frame::local(app.clock().now().plus_seconds(NOTICE_SECONDS), zone).date().to_string(),
        page,
        group,
        words: String::new(),
        wrong: String::new(),
        wrong_day: String::new(),
    })
}

/// A meeting as the form names it: by its end.
fn value_of((_, ends_at): (Moment, Moment)) -> String {
    ends_at.microseconds().to_string()
}

async fn coming(app: &App, group: &Group) -> Result<Vec<(Moment, Moment)>> {
    let Some(ComingMeetings(of)) = app.contributed::<ComingMeetings>().first() else { return Ok(Vec::new()) };
    let mut meetings = of(app.clone(), group.id).await?;
    meetings.truncate(MEETINGS);
    Ok(meetings)
}

async fn stage_of(app: &App, seat: &Seat) -> Result<Stage> {
    let Some(departure) = queries::of_seat(app.db(), seat.id()).await? else { return Ok(Stage::Staying) };
    let zone = seat.member().person().zone();
    let own = Confidence::own(seat);
    let Some(last_at) = departure.last_at else {
        let words = match &departure.confided {
            Some(sealed) => app.keyring().open_sealed(&own, confided_place(departure.id), sealed).await?,
            None => String::new(),
        };
        let since = departure.confided_at.map_or_else(String::new, |at| frame::day(at, zone));
        return Ok(Stage::Confided { since, words });
    };
    let mut goodbyes = Vec::new();
    let table = groups::table(app.db(), seat.group()).await?;
    for goodbye in queries::goodbyes(app.db(), departure.id).await? {
        let said = app.keyring().open_sealed(&own, goodbye_place(goodbye.id), &goodbye.words).await?;
        let by = table.iter().find(|chair| chair.seat.id == goodbye.seat);
        goodbyes.push(match by {
            Some(by) => app.words().say("goodbye-said").s("name", &by.name).s("words", said).to_string(),
            None => said,
        });
    }
    Ok(Stage::Told {
        last: frame::day_and_time(last_at, zone),
        words: word(app, seat, &departure).await?,
        goodbyes,
    })
}

/// What somebody who leaves told the group; may be empty.
async fn word(app: &App, seat: &Seat, departure: &Departure) -> Result<String> {
    match &departure.words {
        Some(sealed) => Ok(app.keyring().open_sealed(seat, words_place(departure.id), sealed).await?),
        None => Ok(String::new()),
    }
}

pub(super) async fn leave(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Sure>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            groups::leave(tx, &seat).await?;
            let saying = app.words().say("left-group").s("group", &seat.group().name);
            Ok(Answer::to("/today").saying(saying))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct WordForm {
    words: String,
}

pub(super) async fn confide(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<WordForm>,
) -> Result<Response> {
    let words = written(&submission.form.words);
    if let Some(wrong) = too_long(app.words(), &words, ANSWER_LONGEST) {
        let page = leaving_page(&app, &frame, &seat).await?;
        return frame::show_again(&LeavingPage { words, wrong, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            let is_told = actions::confide(tx, &app, &seat, &words).await?;
            let said = if is_told { "leaving-confided-said" } else { "leaving-unchanged" };
            Ok(Answer::to(seat.path("/leaving")).saying(app.words().say(said)))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct NoticeForm {
    words: String,
    /// The end of one of the coming meetings.
    #[serde(default)]
    last: String,
    /// Where there is none.
    #[serde(default)]
    day: String,
}

pub(super) async fn give_notice(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<NoticeForm>,
) -> Result<Response> {
    let form = &submission.form;
    let words = written(&form.words);
    let wrong = too_long(app.words(), &words, ANSWER_LONGEST);
    let last_at = last_at(&app, &seat, form).await?;
    let (Some(last_at), None) = (last_at, &wrong) else {
        let page = leaving_page(&app, &frame, &seat).await?;
        let wrong_day = match last_at {
            None => app.words().say("leaving-day-wrong").to_string(),
            Some(_) => String::new(),
        };
        let meetings = page.meetings.map(|choice| choice.chosen(&form.last).wrong(&wrong_day));
        let (day, wrong) = (form.day.clone(), wrong.unwrap_or_default());
        return frame::show_again(&LeavingPage { meetings, day, words, wrong, wrong_day, ..page });
    };
    let answer = submission
        .once(&app, async |tx| {
            let is_told = actions::give_notice(tx, &app, &seat, last_at, &words).await?;
            let said = if is_told { "leaving-told-said" } else { "leaving-unchanged" };
            Ok(Answer::to(seat.path("/leaving")).saying(app.words().say(said)))
        })
        .await?;
    Ok(answer.into_response())
}

/// When the seat is to end: with one of the coming meetings, or with a day on the reader's clock.
async fn last_at(app: &App, seat: &Seat, form: &NoticeForm) -> Result<Option<Moment>> {
    let named = coming(app, seat.group()).await?.into_iter().find(|at| value_of(*at) == form.last);
    if let Some((_, ends_at)) = named {
        return Ok(Some(ends_at));
    }
    let now = app.clock().now();
    let zone = Zone::named(seat.member().person().zone()).unwrap_or_else(|_| Zone::utc());
    let day = form.day.parse::<Date>().ok();
    let end = day.and_then(|day| zone.moment_of(day.at(LAST_HOUR, 0, 0, 0))).map(Moment);
    Ok(end.filter(|end| *end > now && *end < now.plus_seconds(FAR_SECONDS)))
}

pub(super) async fn stay(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let stays = actions::stay(tx, &app, &seat).await?;
            let said = if stays { "leaving-stays-said" } else { "leaving-unchanged" };
            Ok(Answer::to(seat.path("/leaving")).saying(app.words().say(said)))
        })
        .await
}

#[derive(Template)]
#[template(path = "joining/leaving/goodbye.html")]
struct GoodbyePage {
    page: Page,
    group: Group,
    crest: Crest,
    action: String,
    name: String,
    last: String,
    /// What they told the group.
    word: String,
    has_said: bool,
    words: String,
    wrong: String,
}

/// An address of somebody who leaves.
#[derive(Deserialize)]
pub(super) struct GoodbyePath {
    #[serde(rename = "group")]
    _group: GroupId,
    departure: DepartureId,
}

pub(super) async fn goodbye(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<GoodbyePath>,
) -> Result<Response> {
    let departure = match found(&app, &seat, path.departure).await? {
        Found::Leaver(departure) => departure,
        Found::Elsewhere(path) => return Ok(Redirect::to(&path).into_response()),
    };
    frame::show(&goodbye_page(&app, &frame, &seat, &departure).await?)
}

/// To whom a link to say goodbye leads.
enum Found {
    Leaver(Departure),
    /// To oneself, or to somebody who has left or stays after all.
    Elsewhere(String),
}

async fn found(app: &App, seat: &Seat, id: DepartureId) -> Result<Found> {
    let group = seat.group().id;
    let departure = queries::departure(app.db(), group, id).await?;
    match departure.filter(|departure| departure.last_at.is_some()) {
        Some(departure) if departure.seat == seat.id() => Ok(Found::Elsewhere(seat.path("/leaving"))),
        Some(departure) => Ok(Found::Leaver(departure)),
        None if queries::there_was(app.db(), group, id).await? => Ok(Found::Elsewhere(seat.path(""))),
        None => Err(AppError::NotFound),
    }
}

async fn goodbye_page(app: &App, frame: &Frame, seat: &Seat, departure: &Departure) -> Result<GoodbyePage> {
    let member = community::member_named(app.db(), departure.community, departure.member).await?;
    let zone = seat.member().person().zone();
    Ok(GoodbyePage {
        page: seat.page(app, frame),
        crest: Crest::new(seat.group().crest),
        action: seat.path(&format!("/goodbyes/{}", departure.id)),
        name: member.name,
        last: departure.last_at.map_or_else(String::new, |at| frame::day_and_time(at, zone)),
        word: word(app, seat, departure).await?,
        has_said: queries::has_said_goodbye(app.db(), departure.id, seat.id()).await?,
        group: seat.group().clone(),
        words: String::new(),
        wrong: String::new(),
    })
}

pub(super) async fn say_goodbye(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<GoodbyePath>,
    submission: Submission<WordForm>,
) -> Result<Response> {
    let departure = match found(&app, &seat, path.departure).await? {
        Found::Leaver(departure) => departure,
        Found::Elsewhere(path) => return Ok(Redirect::to(&path).into_response()),
    };
    let words = written(&submission.form.words);
    let wrong = match words.as_str() {
        "" => Some(app.words().say("goodbye-empty").to_string()),
        words => too_long(app.words(), words, ANSWER_LONGEST),
    };
    if let Some(wrong) = wrong {
        let page = goodbye_page(&app, &frame, &seat, &departure).await?;
        return frame::show_again(&GoodbyePage { words, wrong, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::say_goodbye(tx, &seat, &departure, &words).await?;
            Ok(Answer::to(seat.path("")).saying(app.words().say("goodbye-kept")))
        })
        .await?;
    Ok(answer.into_response())
}
