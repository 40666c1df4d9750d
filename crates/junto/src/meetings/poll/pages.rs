//! The pages of a poll: asking, answering, and choosing.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use calendar::{DateTime, Weekday, Zone};
use jiff::ToSpan as _;
use peergroups::poll::{self as rule, Suits, Tally};
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;

use super::actions::{self, Question};
use super::queries::{self, Poll, Said};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat};
use crate::meetings::clashes::engaged;
use crate::meetings::clocks::{self, ReadingClock};
use crate::meetings::entities::{MeetingId, PollId};
use crate::meetings::formats::{read_local, read_minutes};
use crate::meetings::queries::{is_taken, meeting, seated, series};
use crate::ui::{Page, Problems, Words};

const TITLE_LONGEST: usize = 80;
/// As many times as one poll offers.
const OPTIONS: usize = 6;
/// As many as are suggested from what is known of people's hours.
const SUGGESTED: usize = 3;
const CLOSES_AFTER_DAYS: [i64; 5] = [2, 3, 5, 7, 14];
const DAYS_USUAL: i64 = 3;

/// A question as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct AskForm {
    title: String,
    minutes: String,
    #[serde(default)]
    start: Vec<String>,
    days: i64,
}

#[derive(Template)]
#[template(path = "meetings/poll/ask.html")]
struct AskPage {
    page: Page,
    group: Group,
    city: String,
    form: AskForm,
    has_suggestions: bool,
    problems: Problems,
}

impl AskPage {
    /// One line for each time that can be offered.
    fn starts(&self) -> Vec<(usize, String)> {
        (0..OPTIONS).map(|at| (at, self.form.start.get(at).cloned().unwrap_or_default())).collect()
    }

    fn days(&self) -> Vec<(i64, String)> {
        let said = |days: i64| self.page.say("poll-days").n("days", days).to_string();
        CLOSES_AFTER_DAYS.into_iter().map(|days| (days, said(days))).collect()
    }
}

/// The meeting for which another time is looked for, if it is about one.
#[derive(Deserialize)]
pub(super) struct InsteadOf {
    meeting: Option<MeetingId>,
}

pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Query(instead_of): Query<InsteadOf>,
) -> Result<Response> {
    let (seat, now) = (facilitator.seat(), app.clock().now());
    let group = seat.group();
    let table = table(&app, group).await?;
    let clock = clock_of(&app, &table, seat).await?.home().clone();
    let start = suggestions(&app, group, &clock, now).await?;
    let draft = app.words().say("poll-title-draft").s("group", &group.name).to_string();
    let usual = (draft, group.meeting_minutes.to_string());
    let (title, minutes) = match instead_of.meeting {
        Some(meeting) => like(&app, group, meeting).await?.unwrap_or(usual),
        None => usual,
    };
    let form = AskForm { title, minutes, days: DAYS_USUAL, start };
    frame::show(&ask_page(&app, &frame, seat, &clock, form, Problems::default()))
}

/// What a meeting is called, and how long it is.
async fn like(app: &App, group: &Group, id: MeetingId) -> Result<Option<(String, String)>> {
    let Some(meeting) = meeting(app.db(), group.id, id).await? else { return Ok(None) };
    let series = series(app.db(), group.id, meeting.series).await?;
    Ok(series.map(|series| (series.record.title, meeting.minutes.to_string())))
}

fn ask_page(
    app: &App,
    frame: &Frame,
    seat: &Seat,
    clock: &Zone,
    form: AskForm,
    problems: Problems,
) -> AskPage {
    let has_suggestions = problems.is_empty() && !form.start.is_empty();
    let (page, group) = (seat.page(app, frame), seat.group().clone());
    AskPage { page, group, city: clock.city(), form, has_suggestions, problems }
}

async fn table(app: &App, group: &Group) -> Result<Vec<Chair>> {
    let mut table = groups::table(app.db(), group).await?;
    table.retain(|chair| chair.takes_part(app.clock().now()));
    Ok(table)
}

async fn clock_of(app: &App, table: &[Chair], seat: &Seat) -> Result<ReadingClock> {
    clocks::clock_of(app.db(), seat, table.iter().find(|chair| chair.seat.id == seat.id())).await
}

/// The best hour of each of three days after the answers are in, by what members said of their hours.
async fn suggestions(app: &App, group: &Group, clock: &Zone, now: Moment) -> Result<Vec<String>> {
    let mut table = seated(app.db(), group, now).await?;
    engaged(app.db(), group, now, &mut table).await?;
    let known = table.into_iter().filter_map(|seated| seated.availability);
    let members: Vec<_> = known.map(calendar::slots::Member::new).collect();
    let from = clock.local_at(now.0).date().saturating_add((DAYS_USUAL + 1).days());
    let dates = from..=from.saturating_add(13.days());
    let minutes = u16::try_from(group.meeting_minutes).unwrap_or(60);
    let anchors = vec![clock.clone()];
    let weekly = calendar::Cadence::Weekly { every: 2 };
    let season = calendar::slots::Season::new(anchors, weekly, dates, minutes);
    let Ok(search) = calendar::slots::best_slots(&season, &members, 40) else { return Ok(Vec::new()) };
    let mut days: Vec<Weekday> = Vec::new();
    let mut starts: Vec<DateTime> = Vec::new();
    for offer in search.offers {
        let Some((slot, meeting)) = offer.slots.first().zip(offer.meetings.first()) else { continue };
        if offer.quorate > 0 && starts.len() < SUGGESTED && !days.contains(&slot.day) {
            days.push(slot.day);
            starts.push(meeting.local);
        }
    }
    starts.sort_unstable();
    Ok(starts.into_iter().map(|start| start.strftime("%Y-%m-%dT%H:%M").to_string()).collect())
}

pub(super) async fn ask(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    submission: Submission<AskForm>,
) -> Result<Response> {
    let (seat, now) = (facilitator.seat(), app.clock().now());
    let table = table(&app, seat.group()).await?;
    let clock = clock_of(&app, &table, seat).await?.home().clone();
    let question = match read_question(app.words(), &submission.form, &clock, now) {
        Ok(question) => question,
        Err(problems) => {
            let form = submission.form.clone();
            return frame::show_again(&ask_page(&app, &frame, seat, &clock, form, problems));
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            let id = actions::ask(tx, &app, &facilitator, question.clone()).await?;
            let asked = table.len().saturating_sub(1);
            let saying = app.words().say("poll-asked").n("people", asked);
            Ok(Answer::to(seat.path(&format!("/polls/{id}"))).saying(saying))
        })
        .await?;
    Ok(answer.into_response())
}

/// What is asked, or what is wrong with it, by field.
fn read_question(words: &Words, form: &AskForm, clock: &Zone, now: Moment) -> Result<Question, Problems> {
    let mut problems = Problems::default();
    let title = form.title.trim();
    if title.is_empty() || title.chars().count() > TITLE_LONGEST {
        problems.note("title", words.say("poll-title-wrong").n("most", TITLE_LONGEST));
    }
    let minutes = read_minutes(&form.minutes);
    if minutes.is_none() {
        problems.note("minutes", words.say("dates-minutes-wrong"));
    }
    let days = if CLOSES_AFTER_DAYS.contains(&form.days) { form.days } else { DAYS_USUAL };
    let closes_at = now.plus_seconds(days * 24 * 3600);
    let mut starts = Vec::new();
    for (at, text) in form.start.iter().take(OPTIONS).enumerate().filter(|(_, text)| !text.trim().is_empty())
    {
        let field = format!("start-{at}");
        match read_local(text.trim()).and_then(|start| Some((start, Moment(clock.moment_of(start)?)))) {
            None => problems.note(&field, words.say("poll-start-wrong")),
            Some((_, begins)) if begins <= now => problems.note(&field, words.say("dates-past")),
            Some((_, begins)) if begins <= closes_at => problems.note(&field, words.say("poll-too-soon")),
            Some((start, _)) if starts.contains(&start) => problems.note(&field, words.say("poll-twice")),
            Some((start, _)) => starts.push(start),
        }
    }
    if starts.len() < 2 && problems.is_empty() {
        problems.note("start-0", words.say("poll-too-few"));
    }
    starts.sort_unstable();
    match minutes {
        Some(minutes) if problems.is_empty() => {
            Ok(Question { title: title.to_owned(), minutes, zone: clock.clone(), starts, closes_at })
        }
        _ => Err(problems),
    }
}

/// One time as the page shows it.
struct OptionLine {
    at: usize,
    day: String,
    hours: String,
    tally: Tally,
    is_best: bool,
    own: Option<Suits>,
    is_over: bool,
}

impl OptionLine {
    fn is(&self, word: &str) -> bool {
        self.own.is_some_and(|suits| suits.name() == word)
    }

    fn whole(&self) -> String {
        format!("{}, {}", self.day, self.hours)
    }
}

/// What one member said, for the table.
struct Row {
    name: String,
    /// The names of the words, one for each option; none while they have not answered.
    said: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "meetings/poll/poll.html")]
struct PollPage {
    page: Page,
    group: Group,
    title: String,
    path: String,
    minutes: u16,
    city: String,
    options: Vec<OptionLine>,
    rows: Vec<Row>,
    answered: usize,
    is_open: bool,
    has_ended: bool,
    has_meeting: bool,
    leads: bool,
    has_answered: bool,
    until: String,
    wrong: String,
    /// Why the time that was chosen is none to choose.
    taken: String,
}

pub(super) async fn poll(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, id)): Path<(GroupId, PollId)>,
) -> Result<Response> {
    let poll = queries::poll(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    frame::show(&poll_page(&app, &frame, &seat, &poll).await?)
}

async fn poll_page(app: &App, frame: &Frame, seat: &Seat, poll: &Poll) -> Result<PollPage> {
    let now = app.clock().now();
    let table = table(app, seat.group()).await?;
    let clock = clock_of(app, &table, seat).await?;
    let mut said = queries::said(app.db(), poll).await?;
    // Whoever left the table is asked no more.
    said.retain(|of, _| table.iter().any(|chair| chair.seat.id == *of));
    let options = options(app.words(), poll, &said, (seat, &clock), now);
    let row = |chair: &Chair| Row {
        name: chair.name.clone(),
        said: said.get(&chair.seat.id).into_iter().flatten().map(|suits| suits.name()).collect(),
    };
    Ok(PollPage {
        page: seat.page(app, frame),
        group: seat.group().clone(),
        title: poll.title.clone(),
        path: seat.path(&format!("/polls/{}", poll.id)),
        minutes: poll.minutes,
        city: clock.home().city(),
        options,
        rows: table.iter().map(row).collect(),
        answered: said.len(),
        is_open: poll.is_open(now),
        has_ended: poll.ended_at.is_some(),
        has_meeting: poll.series.is_some(),
        leads: seat.role() == Role::Facilitator,
        has_answered: said.contains_key(&seat.id()),
        until: clock.day_and_time(app.words(), poll.closes_at),
        wrong: String::new(),
        taken: String::new(),
    })
}

fn options(
    words: &Words,
    poll: &Poll,
    said: &Said,
    (seat, clock): (&Seat, &ReadingClock),
    now: Moment,
) -> Vec<OptionLine> {
    let tallies = queries::tallies(said, poll.starts.len());
    let best = rule::best(&tallies);
    let own = said.get(&seat.id());
    let line = |((at, begins), tally): ((usize, Moment), &Tally)| {
        let ends = begins.plus_seconds(i64::from(poll.minutes) * 60);
        OptionLine {
            at,
            day: clock.day(begins),
            hours: clock.hours(words, begins, ends),
            tally: *tally,
            is_best: best == Some(at),
            own: own.and_then(|words| words.get(at)).copied(),
            is_over: begins <= now,
        }
    };
    poll.moments().enumerate().zip(&tallies).map(line).collect()
}

/// A word for each option, by its place.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    suits_0: String,
    #[serde(default)]
    suits_1: String,
    #[serde(default)]
    suits_2: String,
    #[serde(default)]
    suits_3: String,
    #[serde(default)]
    suits_4: String,
    #[serde(default)]
    suits_5: String,
}

impl AnswerForm {
    /// What was said of so many options; `None` for those of which nothing was.
    fn words(&self, options: usize) -> Vec<Option<Suits>> {
        let all = [&self.suits_0, &self.suits_1, &self.suits_2, &self.suits_3, &self.suits_4, &self.suits_5];
        all.into_iter().take(options).map(|word| Suits::named(word)).collect()
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, id)): Path<(GroupId, PollId)>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let poll = queries::poll(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    let words = submission.form.words(poll.starts.len());
    let Some(said) = words.iter().copied().collect::<Option<Vec<Suits>>>() else {
        let mut page = poll_page(&app, &frame, &seat, &poll).await?;
        for (option, word) in page.options.iter_mut().zip(words) {
            option.own = word;
        }
        page.wrong = app.words().say("poll-answer-wrong").to_string();
        return frame::show_again(&page);
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::answer(tx, &seat, id, &said).await?;
            Ok(Answer::to(seat.path(&format!("/polls/{id}"))).saying(app.words().say("poll-answered")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct Choice {
    option: usize,
}

pub(super) async fn choose(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, PollId)>,
    submission: Submission<Choice>,
) -> Result<Response> {
    let (seat, option) = (facilitator.seat(), submission.form.option);
    let poll = queries::poll(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    if poll.series.is_none()
        && let Some(begins) = poll.moments().nth(option)
        && is_taken(app.db(), seat.group().id, None, (begins, poll.minutes)).await?
    {
        let page = poll_page(&app, &frame, seat, &poll).await?;
        let taken = app.words().say("dates-taken").to_string();
        return frame::show_again(&PollPage { taken, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::choose(tx, &app, &facilitator, id, option).await?;
            Ok(Answer::to(seat.path("/meetings")).saying(app.words().say("poll-chosen")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn end(
    State(app): State<App>,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, PollId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::end(tx, &facilitator, id).await?;
            let to = facilitator.seat().path("/meetings");
            Ok(Answer::to(to).saying(app.words().say("poll-ended")))
        })
        .await
}
