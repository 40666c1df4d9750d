//! Answers from a page of the group, and by the link of a letter. Mail programs follow links, so a link shows
//! the answer it proposes and records nothing.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use calendar::DateTime;
use serde::Deserialize;

use super::queries::{self, AnswerLink};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{self, Community};
use crate::frame::{self, Frame};
use crate::groups::{self, Group, GroupId, Seat};
use crate::meetings::actions;
use crate::meetings::clocks::ReadingClock;
use crate::meetings::entities::{Said, SeriesId, Via};
use crate::meetings::formats::{local_text, read_local};
use crate::meetings::invitations::Reader;
use crate::meetings::queries::{Meeting, Series, answers, hold, meetings_of, series};
use crate::ui::{Choice, Page};

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    said: String,
    /// The date by the rule; empty for the whole series.
    #[serde(default)]
    original: String,
}

impl AnswerForm {
    fn original(&self) -> Result<Option<DateTime>> {
        if self.original.is_empty() {
            return Ok(None);
        }
        read_local(&self.original).map(Some).ok_or(AppError::Invalid("a meeting is named by its date"))
    }

    fn said(&self) -> Result<Said> {
        self.said.parse().map_err(|_| AppError::Invalid("an answer is yes, perhaps or no"))
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, series)): Path<(GroupId, SeriesId)>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let (original, said) = (submission.form.original()?, submission.form.said()?);
    let dates = meetings_of(app.db(), series).await?;
    if original.is_some_and(|original| dates.iter().all(|date| date.original != original)) {
        let page = seat.page(&app, &frame);
        let (heading, what) =
            (page.say("answers-never").to_string(), page.say("answers-never-what").to_string());
        let way_out = (seat.path("/meetings"), page.say("reply-button").to_string());
        return frame::show_gone(&ClosedPage { page, heading, what, way_out });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::answer(tx, &seat, series, original, said).await?;
            let key = if original.is_some() { "answers-recorded-date" } else { "answers-recorded-all" };
            Ok(Answer::to(seat.path("/meetings")).saying(app.words().say(key).s("said", said)))
        })
        .await?;
    Ok(answer.into_response())
}

/// One coming meeting, on the reader's own clock.
struct Line {
    original: String,
    day: String,
    hours: String,
    said: Option<Said>,
}

impl Line {
    fn said(&self) -> &'static str {
        self.said.map_or("nothing", Said::name)
    }
}

/// Why there is nothing to answer to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// No such link, or it is long expired.
    Unknown,
    Left,
    CalledOff,
    Over,
}

impl Closed {
    fn key(self) -> &'static str {
        match self {
            Self::Unknown => "answers-unknown",
            Self::Left => "answers-left",
            Self::CalledOff => "answers-called-off",
            Self::Over => "answers-over",
        }
    }
}

/// What a link that still works leads to.
struct Open {
    community: Community,
    group: Group,
    series: Series,
    link: AnswerLink,
    clock: ReadingClock,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "meetings/answers/answer.html")]
struct AnswerPage {
    page: Page,
    action: String,
    group: Group,
    city: String,
    until: String,
    is_series: bool,
    lines: Vec<Line>,
    about: String,
    says: Choice,
}

#[derive(Template)]
#[template(path = "meetings/answers/closed.html")]
struct ClosedPage {
    page: Page,
    heading: String,
    what: String,
    /// An address, and what it is called.
    way_out: (String, String),
}

#[derive(Default, Deserialize)]
pub(super) struct Proposed {
    #[serde(default)]
    says: String,
}

pub(super) async fn by_link(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Query(proposed): Query<Proposed>,
) -> Result<Response> {
    let open = match open(&app, &token).await? {
        Ok(open) => open,
        Err(closed) => return show_closed(&frame, closed),
    };
    let kept = AnswerForm { said: proposed.says, original: String::new() };
    frame::show(&AnswerPage::of(&frame, open, &token, &kept))
}

pub(super) async fn answer_by_link(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    submission: Submission<AnswerForm>,
) -> Result<Response> {
    let open = match open(&app, &token).await? {
        Ok(open) => open,
        Err(closed) => return show_closed(&frame, closed),
    };
    let Ok(said) = submission.form.said() else {
        let page = AnswerPage::of(&frame, open, &token, &submission.form);
        let says = page.says.clone().wrong(app.words().say("answers-says-wrong"));
        return frame::show_again(&AnswerPage { says, ..page });
    };
    let original = match open.link.original {
        Some(original) => Some(original),
        None => submission.form.original()?,
    };
    let here = format!("/answers/{token}");
    let answer = submission
        .once(&app, async |tx| {
            let held = hold(tx.db(), open.link.group, open.link.series).await?.ok_or(AppError::NotFound)?;
            let is_recorded =
                actions::answer_to(tx, &held, open.link.seat, (original, said, Via::Link)).await?;
            let key = match (is_recorded, original) {
                (false, _) => "answers-not-recorded",
                (true, Some(_)) => "answers-recorded-date",
                (true, None) => "answers-recorded-all",
            };
            Ok(Answer::to(&here).saying(app.words().say(key).s("said", said)))
        })
        .await?;
    Ok(answer.into_response())
}

fn show_closed(frame: &Frame, closed: Closed) -> Result<Response> {
    let page = frame.plain();
    let heading = page.say(closed.key()).to_string();
    let what = page.say(&format!("{}-what", closed.key())).to_string();
    let way_out = ("/sign-in?next=/today".to_owned(), page.say("answers-sign-in").to_string());
    frame::show_gone(&ClosedPage { page, heading, what, way_out })
}

/// What the link with this secret leads to, or why to nothing.
async fn open(app: &App, token: &str) -> Result<Result<Open, Closed>> {
    let (db, now) = (app.db(), app.clock().now());
    let Some(link) = queries::by_token(db, token).await? else { return Ok(Err(Closed::Unknown)) };
    let Some(group) = groups::group(db, link.group).await? else { return Ok(Err(Closed::Over)) };
    let chairs = groups::table(db, &group).await?;
    let own = chairs.iter().find(|chair| chair.seat.id == link.seat && chair.is_seated());
    let Some(own) = own else { return Ok(Err(Closed::Left)) };
    let Some(reader) = Reader::of(db, &group, own.seat.member, now).await? else {
        return Ok(Err(Closed::Left));
    };
    let clock = reader.clock;
    let Some(series) = series(db, group.id, link.series).await? else { return Ok(Err(Closed::Over)) };
    if series.cancelled_at.is_some() {
        return Ok(Err(Closed::CalledOff));
    }
    let mut meetings = meetings_of(db, series.id).await?;
    meetings.sort_by_key(|meeting| meeting.starts_at);
    meetings.retain(|meeting| link.original.is_none_or(|original| meeting.original == original));
    if link.original.is_some() && meetings.iter().any(Meeting::is_off) {
        return Ok(Err(Closed::CalledOff));
    }
    meetings.retain(|meeting| meeting.ends_at > now && !meeting.is_off());
    if meetings.is_empty() || link.expires_at <= now {
        return Ok(Err(Closed::Over));
    }
    let said = answers(db, &[series.id]).await?;
    let line = |meeting: &Meeting| Line {
        original: local_text(meeting.original),
        day: clock.day(meeting.starts_at),
        hours: clock.hours(app.words(), meeting.starts_at, meeting.ends_at),
        said: said.about(&series, link.seat, Some(meeting.original)),
    };
    let lines = meetings.iter().map(line).collect();
    let community = community::by_id(db, group.community).await?;
    Ok(Ok(Open { community, group, series, link, clock, lines }))
}

impl AnswerPage {
    fn of(frame: &Frame, open: Open, token: &str, kept: &AnswerForm) -> Self {
        let page = open.community.page(frame, None);
        let word = |said: Said| page.say("answers-word").s("said", said).to_string();
        let says = [Said::Yes, Said::Perhaps, Said::No]
            .into_iter()
            .fold(page.choice("said", page.say("answers-says")).row(), |choice, said| {
                choice.option(said, word(said), "")
            });
        let known = open.lines.first().and_then(|line| line.said).filter(|_| open.link.original.is_some());
        let proposed: Option<Said> = kept.said.parse().ok().or(known);
        Self {
            action: format!("/answers/{token}"),
            city: open.clock.home().city(),
            until: frame::day(open.link.expires_at, open.clock.zone_at(open.link.expires_at).name()),
            is_series: open.series.record.rule.is_some() && open.link.original.is_none(),
            lines: open.lines,
            about: kept.original.clone(),
            says: match proposed {
                Some(said) => says.chosen(said),
                None => says,
            },
            group: open.group,
            page,
        }
    }

    /// What the answer may be about: all that is to come, or one date.
    fn abouts(&self) -> Vec<(String, String)> {
        let all = (String::new(), self.page.say("answers-all").to_string());
        let date = |line: &Line| (line.original.clone(), format!("{}, {}", line.day, line.hours));
        [all].into_iter().chain(self.lines.iter().map(date)).collect()
    }
}
