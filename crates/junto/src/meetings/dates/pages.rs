//! The dates of a group on the reader's own clock, one meeting on everybody's, and where the group meets.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use calendar::ical::Moved;
use calendar::{Date, Time, Zone};
use jiff::Timestamp;
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;
use url::Url;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat};
use crate::meetings::actions;
use crate::meetings::attendance::{self, Need};
use crate::meetings::clashes::{Clash, clashes};
use crate::meetings::clocks::{ReadingClock, clock_of};
use crate::meetings::entities::{MeetingId, Said, SeriesId};
use crate::meetings::formats::{local_text, read_minutes};
use crate::meetings::queries::{self, Answers, Meeting, Place, Series};
use crate::ui::{Face, Page, Problems, Words};

/// So far ahead a meeting can be moved.
const FAR_SECONDS: i64 = 2 * 366 * 24 * 3600;
/// From so long before its beginning the way into a meeting is open.
const OPENS_SECONDS: i64 = 15 * 60;
const LINK_LONGEST: usize = 500;
/// As many past meetings as are shown.
const HELD_SHOWN: usize = 30;

/// The way into a meeting that is on or about to be.
#[derive(Clone, Debug)]
pub struct Join {
    pub link: String,
    /// For when the first does not work; may be empty.
    pub backup: String,
}

/// The way into a meeting, from a quarter of an hour before it to its end.
pub(in crate::meetings) fn join(
    meeting: &Meeting,
    link: Option<&str>,
    place: Option<&Place>,
    now: Moment,
) -> Option<Join> {
    let is_open =
        !meeting.is_off() && meeting.starts_at.plus_seconds(-OPENS_SECONDS) <= now && now < meeting.ends_at;
    let backup = place.map(|place| place.backup.clone()).unwrap_or_default();
    link.filter(|_| is_open).map(|link| Join { link: link.to_owned(), backup })
}

/// One date as the list shows it.
struct Line {
    id: MeetingId,
    day: String,
    hours: String,
    datetime: String,
    is_off: bool,
    /// When it was to be, if it was moved.
    moved_from: Option<String>,
    join: Option<Join>,
    own: Option<Said>,
    count: String,
    /// That other groups of the reader meet then too; empty where none does.
    clash: String,
    /// Whether nobody has said anything yet.
    is_silent: bool,
    /// Whether it stands, where a meeting needs a number.
    stands: Option<String>,
    series: SeriesId,
    original: String,
}

#[derive(Template)]
#[template(path = "meetings/dates/dates.html")]
struct DatesPage {
    page: Page,
    group: Group,
    leads: bool,
    city: String,
    next: Option<Line>,
    coming: Vec<Line>,
    /// Each series with several dates to come, to answer at once.
    wholes: Vec<Line>,
    held: Vec<Line>,
    place: Option<Place>,
    /// Where the reader stands, where missing meetings leads anywhere.
    standing: Option<String>,
}

pub(super) async fn dates(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let (db, now, group) = (app.db(), app.clock().now(), seat.group().clone());
    let table = Table::of(&app, &seat).await?;
    let coming = queries::meetings_after(db, &[group.id], now).await?;
    let held = queries::meetings_before(db, group.id, now).await?;
    let wholes = table.wholes(app.words(), &coming, now);
    let mut coming: Vec<Line> =
        coming.iter().filter_map(|meeting| table.line(app.words(), meeting, now)).collect();
    let held = held.iter().filter(|meeting| !meeting.is_off()).take(HELD_SHOWN);
    let first_on = coming.iter().position(|line| !line.is_off);
    frame::show(&DatesPage {
        page: seat.page(&app, &frame),
        leads: seat.role() == Role::Facilitator,
        city: table.clock.home().city(),
        next: first_on.map(|next| coming.remove(next)),
        coming,
        wholes,
        held: held.filter_map(|meeting| table.line(app.words(), meeting, now)).collect(),
        place: table.place,
        standing: attendance::own_line(&app, &seat).await?,
        group,
    })
}

impl Line {
    /// Whether the reader said this word.
    fn says(&self, word: &str) -> bool {
        self.own.is_some_and(|said| said.name() == word)
    }

    fn word(&self, page: &Page, word: &str) -> String {
        page.say(&format!("dates-say-{word}")).to_string()
    }

    /// For those who hear a button without seeing its line.
    fn label(&self, page: &Page, word: &str) -> String {
        page.say("dates-answer-label").s("day", &self.day).s("word", self.word(page, word)).to_string()
    }
}

impl Comer {
    fn word(&self, page: &Page) -> String {
        let said = self.says.map_or("nothing", Said::name);
        page.say(&format!("meeting-says-{said}")).to_string()
    }
}

/// What the lines of a group's dates are made of.
struct Table {
    chairs: Vec<Chair>,
    series: Vec<Series>,
    answers: Answers,
    place: Option<Place>,
    /// Where the reader's own meetings are at the same time.
    clashes: Vec<Clash>,
    need: Need,
    seat: groups::SeatId,
    /// The reader's.
    clock: ReadingClock,
}

impl Table {
    async fn of(app: &App, seat: &Seat) -> Result<Self> {
        let (db, group) = (app.db(), seat.group());
        let mut chairs = groups::table(db, group).await?;
        chairs.retain(|chair| chair.takes_part(app.clock().now()));
        let series = queries::all_series_of(db, group.id).await?;
        let ids: Vec<SeriesId> = series.iter().map(|series| series.id).collect();
        let own = chairs.iter().find(|chair| chair.seat.id == seat.id());
        Ok(Self {
            clock: clock_of(db, seat, own).await?,
            answers: queries::answers(db, &ids).await?,
            place: queries::place(db, group.id).await?,
            clashes: clashes(app, seat.member().person()).await?,
            need: Need::of(db, group.id).await?,
            seat: seat.id(),
            series,
            chairs,
        })
    }

    fn series(&self, meeting: &Meeting) -> Option<&Series> {
        self.series.iter().find(|series| series.id == meeting.series)
    }

    fn line(&self, words: &Words, meeting: &Meeting, now: Moment) -> Option<Line> {
        let series = self.series(meeting)?;
        let says = |seat| self.answers.about(series, seat, Some(meeting.original));
        let planned = series.record.anchor().moment_of(meeting.original);
        let planned = planned.filter(|planned| *planned != meeting.starts_at.0);
        Some(Line {
            id: meeting.id,
            day: self.clock.day(meeting.starts_at),
            hours: self.clock.hours(words, meeting.starts_at, meeting.ends_at),
            datetime: meeting.starts_at.0.strftime("%Y-%m-%dT%H:%MZ").to_string(),
            is_off: meeting.is_off(),
            moved_from: planned.map(|planned| self.clock.day_and_time(words, Moment(planned))),
            join: join(meeting, series.record.link_at(meeting.original), self.place.as_ref(), now),
            own: says(self.seat),
            count: self.count(words, says),
            clash: self.clash(words, meeting),
            is_silent: self.chairs.iter().all(|chair| says(chair.seat.id).is_none()),
            stands: self.need.line(words, self.chairs.iter().map(|chair| says(chair.seat.id))),
            series: series.id,
            original: local_text(meeting.original),
        })
    }

    fn clash(&self, words: &Words, meeting: &Meeting) -> String {
        let others = self.clashes.iter().filter_map(|clash| clash.beside(meeting.id));
        let names: Vec<&str> = others.map(|group| group.name.as_str()).collect();
        if names.is_empty() {
            String::new()
        } else {
            words.say("clash-with").s("groups", names.join(", ")).to_string()
        }
    }

    /// Whether the charter lets a meeting be moved.
    fn may_move(&self, meeting: &Meeting) -> bool {
        let Some(series) = self.series(meeting) else { return false };
        let says = |chair: &Chair| self.answers.about(series, chair.seat.id, Some(meeting.original));
        self.need.may_move(self.chairs.iter().map(says))
    }

    /// Each series with several dates to come, as one line.
    fn wholes(&self, words: &Words, coming: &[Meeting], now: Moment) -> Vec<Line> {
        let several = self.series.iter().filter_map(|series| {
            let mut dates = coming.iter().filter(|meeting| meeting.series == series.id && !meeting.is_off());
            let (first, _) = (dates.next()?, dates.next()?);
            let day = self.clock.home().local_at(first.starts_at.0).strftime("%A").to_string();
            Some(Line {
                day: words.say("dates-whole").s("day", day).to_string(),
                own: self.answers.about(series, self.seat, None),
                original: String::new(),
                ..self.line(words, first, now)?
            })
        });
        several.collect()
    }

    /// "Five come, one perhaps, one cannot, one has not said."
    fn count(&self, words: &Words, says: impl Fn(groups::SeatId) -> Option<Said>) -> String {
        let said: Vec<Option<Said>> = self.chairs.iter().map(|chair| says(chair.seat.id)).collect();
        let count = |which| said.iter().filter(|said| **said == which).count();
        let (yes, perhaps) = (count(Some(Said::Yes)), count(Some(Said::Perhaps)));
        let (no, silent) = (count(Some(Said::No)), count(None));
        let of = words.say("dates-count").n("yes", yes).n("perhaps", perhaps);
        of.n("no", no).n("silent", silent).to_string()
    }
}

/// One person at a meeting.
struct Comer {
    face: Face,
    name: String,
    city: String,
    local: String,
    says: Option<Said>,
}

/// A form to move a meeting, as it was filled in.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct TimeForm {
    day: String,
    time: String,
    minutes: String,
    /// When the meeting was to begin, as the form saw it, in microseconds since 1970.
    seen: i64,
}

#[derive(Template)]
#[template(path = "meetings/dates/meeting.html")]
struct MeetingPage {
    page: Page,
    group: Group,
    line: Line,
    comers: Vec<Comer>,
    is_over: bool,
    /// For the facilitator, while it can still be moved.
    form: Option<TimeForm>,
    anchor: String,
    /// Where the meeting is, and whether that is a link of its own.
    link: String,
    has_own_link: bool,
    link_form: LinkForm,
    problems: Problems,
}

/// A form to give one meeting a link of its own, as it was filled in. Empty, it is that of the group again.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct LinkForm {
    link: String,
    seen: i64,
    /// Of the series, as the form saw it.
    version: i32,
}

pub(super) async fn meeting(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, id)): Path<(GroupId, MeetingId)>,
) -> Result<Response> {
    let meeting = queries::meeting(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    frame::show(&meeting_page(&app, &frame, &seat, &meeting).await?)
}

async fn meeting_page(app: &App, frame: &Frame, seat: &Seat, meeting: &Meeting) -> Result<MeetingPage> {
    let now = app.clock().now();
    let table = Table::of(app, seat).await?;
    let line = table.line(app.words(), meeting, now).ok_or(AppError::NotFound)?;
    let series = table.series(meeting).ok_or(AppError::NotFound)?;
    let comer = |chair: &Chair| Comer {
        face: Face::of(&chair.name),
        name: chair.name.clone(),
        city: chair.city(app.words()),
        local: chair.zone().local_at(meeting.starts_at.0).strftime("%A, %H:%M").to_string(),
        says: table.answers.about(series, chair.seat.id, Some(meeting.original)),
    };
    let is_movable = seat.role() == Role::Facilitator && !meeting.is_off() && meeting.starts_at > now;
    let form = is_movable.then(|| TimeForm {
        day: meeting.local.date().to_string(),
        time: meeting.local.strftime("%H:%M").to_string(),
        minutes: meeting.minutes.to_string(),
        seen: meeting.starts_at.microseconds(),
    });
    let link = series.record.link_at(meeting.original).unwrap_or_default().to_owned();
    let of_all = match series.record.rule {
        Some(_) => series.record.link.as_deref(),
        None => table.place.as_ref().map(|place| place.link.as_str()),
    };
    let has_own_link = !link.is_empty() && of_all != Some(&link);
    Ok(MeetingPage {
        page: seat.page(app, frame),
        link_form: LinkForm {
            link: if has_own_link { link.clone() } else { String::new() },
            seen: meeting.starts_at.microseconds(),
            version: series.version,
        },
        link,
        has_own_link,
        group: seat.group().clone(),
        comers: table.chairs.iter().map(comer).collect(),
        is_over: meeting.ends_at <= now,
        form,
        anchor: series.record.anchor().city(),
        problems: Problems::default(),
        line,
    })
}

pub(super) async fn change_time(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<TimeForm>,
) -> Result<Response> {
    let (seat, now) = (facilitator.seat(), app.clock().now());
    let meeting = queries::meeting(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
    let series = queries::series(app.db(), seat.group().id, meeting.series).await?;
    let anchor = series.ok_or(AppError::NotFound)?.record.anchor();
    let read = match read_time(app.words(), &submission.form, &anchor, now) {
        Ok((begins, to))
            if queries::is_taken(app.db(), seat.group().id, Some(id), (begins, to.minutes)).await? =>
        {
            let mut problems = Problems::default();
            problems.note("time", app.words().say("dates-taken"));
            Err(problems)
        }
        Ok(_) if !Table::of(&app, seat).await?.may_move(&meeting) => Err(fixed(app.words())),
        read => read,
    };
    let (begins, to) = match read {
        Ok(read) => read,
        Err(problems) => {
            let page = meeting_page(&app, &frame, seat, &meeting).await?;
            let form = page.form.is_some().then(|| submission.form.clone());
            return frame::show_again(&MeetingPage { form, problems, ..page });
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::move_meeting(tx, &facilitator, id, seen(submission.form.seen)?, to).await?;
            let to = frame::day_and_time(begins, anchor.name());
            let saying = app.words().say("dates-moved").s("to", to).s("city", anchor.city());
            Ok(Answer::to(seat.path("/meetings")).saying(saying))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn change_link(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<LinkForm>,
) -> Result<Response> {
    let (seat, form) = (facilitator.seat(), &submission.form);
    let link = form.link.trim();
    if !link.is_empty() && !is_web_address(link) {
        let meeting = queries::meeting(app.db(), seat.group().id, id).await?.ok_or(AppError::NotFound)?;
        let page = meeting_page(&app, &frame, seat, &meeting).await?;
        let mut problems = Problems::default();
        problems.note("link", app.words().say("where-wrong"));
        return frame::show_again(&MeetingPage { link_form: form.clone(), problems, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            let saw = (seen(form.seen)?, form.version);
            actions::link(tx, &facilitator, id, saw, link).await?;
            let key = if link.is_empty() { "meeting-link-as-others" } else { "meeting-link-changed" };
            Ok(Answer::to(seat.path(&format!("/meetings/{id}"))).saying(app.words().say(key)))
        })
        .await?;
    Ok(answer.into_response())
}

fn fixed(words: &Words) -> Problems {
    let mut problems = Problems::default();
    problems.note("day", words.say("dates-fixed"));
    problems
}

fn seen(microseconds: i64) -> Result<Moment> {
    let moment = Timestamp::from_microsecond(microseconds).map(Moment);
    moment.map_err(|_| AppError::Invalid("the form does not say which meeting it saw"))
}

/// When and how long, on the anchor's clock: an hour that there is, and to come.
fn read_time(
    words: &Words,
    form: &TimeForm,
    anchor: &Zone,
    now: Moment,
) -> Result<(Moment, Moved), Problems> {
    let mut problems = Problems::default();
    let day: Option<Date> = form.day.trim().parse().ok();
    let time: Option<Time> = form.time.trim().parse().ok();
    let minutes = read_minutes(&form.minutes);
    if minutes.is_none() {
        problems.note("minutes", words.say("dates-minutes-wrong"));
    }
    if time.is_none() {
        problems.note("time", words.say("dates-time-wrong"));
    }
    match day {
        None => problems.note("day", words.say("dates-day-wrong")),
        Some(day) if day > anchor.local_at(now.plus_seconds(FAR_SECONDS).0).date() => {
            problems.note("day", words.say("dates-far"));
        }
        Some(day) => {
            let local = time.map(|time| day.to_datetime(time));
            let begins = local.and_then(|local| anchor.moment_of(local)).map(Moment);
            let shown = begins.map(|begins| anchor.local_at(begins.0));
            if begins.is_some_and(|begins| begins <= now) {
                problems.note("day", words.say("dates-past"));
            } else if let Some(shown) = shown.filter(|_| shown != local) {
                let instead = shown.strftime("%H:%M").to_string();
                problems.note("time", words.say("dates-skipped").s("instead", instead));
            }
        }
    }
    let start = day.zip(time).map(|(day, time)| day.to_datetime(time));
    let begins = start.and_then(|start| anchor.moment_of(start)).map(Moment);
    match (begins, start, minutes) {
        (Some(begins), Some(start), Some(minutes)) if problems.is_empty() => {
            Ok((begins, Moved { start, minutes }))
        }
        _ => Err(problems),
    }
}

#[derive(Deserialize)]
pub(super) struct Seen {
    seen: i64,
}

pub(super) async fn call_off(
    State(app): State<App>,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<Seen>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::call_off(tx, &facilitator, id, seen(submission.form.seen)?).await?;
            Ok(Answer::to(facilitator.seat().path("/meetings")).saying(app.words().say("dates-called-off")))
        })
        .await
}

#[derive(Template)]
#[template(path = "meetings/dates/place.html")]
struct PlacePage {
    page: Page,
    group: Group,
    form: PlaceForm,
    problems: Problems,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct PlaceForm {
    link: String,
    backup: String,
    version: i32,
}

pub(super) async fn place(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
) -> Result<Response> {
    let group = facilitator.seat().group();
    let known = queries::place(app.db(), group.id).await?;
    let Place { link, backup, version } =
        known.unwrap_or_else(|| Place { link: actions::video_link(&app, group), ..Place::default() });
    let form = PlaceForm { link, backup, version };
    frame::show(&place_page(&app, &frame, facilitator.seat(), form, Problems::default()))
}

fn place_page(app: &App, frame: &Frame, seat: &Seat, form: PlaceForm, problems: Problems) -> PlacePage {
    PlacePage { page: seat.page(app, frame), group: seat.group().clone(), form, problems }
}

pub(super) async fn change_place(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    submission: Submission<PlaceForm>,
) -> Result<Response> {
    let seat = facilitator.seat();
    let form = &submission.form;
    let (link, backup) = (form.link.trim(), form.backup.trim());
    let mut problems = Problems::default();
    for (field, address) in [("link", link), ("backup", backup)] {
        if !address.is_empty() && !is_web_address(address) {
            problems.note(field, app.words().say("where-wrong"));
        }
    }
    if !problems.is_empty() {
        return frame::show_again(&place_page(&app, &frame, seat, form.clone(), problems));
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::place(tx, &facilitator, form.version, link, backup).await?;
            Ok(Answer::to(seat.path("/meetings")).saying(app.words().say("where-changed")))
        })
        .await?;
    Ok(answer.into_response())
}

/// Whether a text can stand as a link in letters, calendars and pages.
fn is_web_address(text: &str) -> bool {
    let is_plain = text.len() <= LINK_LONGEST && !text.contains(char::is_whitespace);
    let url = Url::parse(text).ok().filter(|_| is_plain);
    url.is_some_and(|url| ["https", "http"].contains(&url.scheme()) && url.has_host())
}
