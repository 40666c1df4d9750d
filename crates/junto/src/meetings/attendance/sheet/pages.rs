//! The sheet of one meeting for whoever leads, and a member's own line of it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::attendance::{Reason, Record};
use serde::Deserialize;
use store::Moment;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat, SeatId};
use crate::meetings::attendance::actions::{self, is_on};
use crate::meetings::attendance::queries::{self, Objection, Sheet};
use crate::meetings::attendance::standing::noted;
use crate::meetings::clocks::{ReadingClock, clock_of};
use crate::meetings::entities::{MeetingId, ObjectionId, Said};
use crate::meetings::queries::{Meeting, answers, meeting, series};
use crate::ui::{Page, Problems, Words};

const WORDS_LONGEST: usize = 2_000;
const MINUTES_MOST: u16 = 480;
/// A year.
const HOURS_MOST: u32 = 8_784;

/// One seat as the form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    at: usize,
    seat: String,
    name: String,
    was: String,
    late: String,
    early: String,
    told: String,
    reason: String,
    /// Why this stands there before anybody has noted it.
    hint: String,
}

/// What somebody says is not right.
struct Word {
    id: ObjectionId,
    name: String,
    words: String,
    when: String,
    is_settled: bool,
}

#[derive(Template)]
#[template(path = "meetings/attendance/sheet/sheet.html")]
struct SheetPage {
    page: Page,
    group: Group,
    meeting: MeetingId,
    day: String,
    hours: String,
    has_begun: bool,
    /// The sheet to which this form is the next; 0 is none.
    number: i32,
    rows: Vec<Row>,
    /// Who noted it when, the first first.
    editions: Vec<String>,
    words: Vec<Word>,
    problems: Problems,
}

impl SheetPage {
    fn options(&self, names: &[&str], key: &str) -> Vec<(String, String)> {
        let said = |name: &&str| ((*name).to_owned(), self.page.say(&format!("{key}-{name}")).to_string());
        names.iter().map(said).collect()
    }

    fn ways(&self) -> Vec<(String, String)> {
        self.options(&["present", "substitute", "absent"], "attendance-was")
    }

    fn reasons(&self) -> Vec<(String, String)> {
        self.options(&["ordinary", "care", "emergency"], "attendance-reason")
    }
}

#[derive(Template)]
#[template(path = "meetings/attendance/sheet/own.html")]
struct OwnPage {
    page: Page,
    group: Group,
    meeting: MeetingId,
    day: String,
    hours: String,
    has_begun: bool,
    own: Option<String>,
    by: String,
    words: Vec<Word>,
    wrong: String,
    written: String,
}

/// What both pages are made of.
struct Sitting {
    meeting: Meeting,
    table: Vec<Chair>,
    clock: ReadingClock,
    sheets: Vec<Sheet>,
    now: Moment,
}

impl Sitting {
    async fn of(app: &App, seat: &Seat, id: MeetingId) -> Result<Self> {
        let (db, group) = (app.db(), seat.group());
        let meeting = meeting(db, group.id, id).await?.ok_or(AppError::NotFound)?;
        let mut table = groups::table(db, group).await?;
        table.retain(Chair::is_seated);
        table.sort_by(|one, other| (!one.leads(), &one.name).cmp(&(!other.leads(), &other.name)));
        Ok(Self {
            clock: clock_of(db, seat, table.iter().find(|chair| chair.seat.id == seat.id())).await?,
            sheets: queries::sheets_of(db, group.id, id).await?,
            now: app.clock().now(),
            table,
            meeting,
        })
    }

    fn day(&self) -> String {
        self.clock.day(self.meeting.starts_at)
    }

    fn hours(&self, words: &Words) -> String {
        self.clock.hours(words, self.meeting.starts_at, self.meeting.ends_at)
    }

    fn has_begun(&self) -> bool {
        self.meeting.starts_at <= self.now && !self.meeting.is_off()
    }

    fn name(&self, words: &Words, seat: SeatId) -> String {
        let chair = self.table.iter().find(|chair| chair.seat.id == seat);
        chair.map_or_else(|| words.say("attendance-former").to_string(), |chair| chair.name.clone())
    }

    /// "Mara, on Tuesday 6 October, 19:00".
    fn edition(&self, words: &Words, sheet: &Sheet) -> String {
        let when = self.clock.day_and_time(words, sheet.noted_at);
        words.say("attendance-by").s("name", self.name(words, sheet.by)).s("when", when).to_string()
    }

    fn word(&self, words: &Words, objection: Objection) -> Word {
        Word {
            id: objection.id,
            name: self.name(words, objection.seat),
            words: objection.words,
            when: self.clock.day_and_time(words, objection.said_at),
            is_settled: objection.settled_at.is_some(),
        }
    }

    fn chairs(&self) -> impl Iterator<Item = &Chair> {
        self.table.iter().filter(|chair| is_on(chair, &self.meeting))
    }
}

pub(super) async fn attendance(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, id)): Path<(GroupId, MeetingId)>,
) -> Result<Response> {
    match Facilitator::of(&seat) {
        Some(facilitator) => frame::show(&sheet_page(&app, &frame, &facilitator, id).await?),
        None => frame::show(&own_page(&app, &frame, &seat, id).await?),
    }
}

async fn sheet_page(app: &App, frame: &Frame, by: &Facilitator, id: MeetingId) -> Result<SheetPage> {
    let (words, seat) = (app.words(), by.seat());
    let sitting = Sitting::of(app, seat, id).await?;
    let series =
        series(app.db(), seat.group().id, sitting.meeting.series).await?.ok_or(AppError::NotFound)?;
    let said = answers(app.db(), &[series.id]).await?;
    let last = sitting.sheets.last();
    let row = |(at, chair): (usize, &Chair)| {
        let known = last.and_then(|sheet| sheet.notes.get(&chair.seat.id)).copied();
        let foretold = foretold(said.since(&series, chair.seat.id, Some(sitting.meeting.original)), &sitting);
        let row = Row::of(at, chair, known.unwrap_or(foretold.0));
        let hint = foretold.1.filter(|_| known.is_none());
        Row { hint: hint.map_or_else(String::new, |key| words.say(key).to_string()), ..row }
    };
    let open = queries::open_objections(app, by, id).await?;
    Ok(SheetPage {
        page: seat.page(app, frame),
        group: seat.group().clone(),
        meeting: id,
        day: sitting.day(),
        hours: sitting.hours(words),
        has_begun: sitting.has_begun(),
        number: last.map_or(0, |sheet| sheet.number),
        rows: sitting.chairs().enumerate().map(row).collect(),
        editions: sitting.sheets.iter().map(|sheet| sitting.edition(words, sheet)).collect(),
        words: open.into_iter().map(|objection| sitting.word(words, objection)).collect(),
        problems: Problems::default(),
    })
}

/// What is likely by what was said before: whoever said no was not there and had said so; everyone else was.
fn foretold(said: Option<(Said, Moment)>, sitting: &Sitting) -> (Record, Option<&'static str>) {
    match said {
        Some((Said::No, since)) => {
            let hours = sitting.meeting.starts_at.seconds_since(since) / 3600;
            let told_hours_before = u32::try_from(hours).ok();
            let reason = Reason::Ordinary;
            (Record::Absent { told_hours_before, reason }, Some("attendance-hint-no"))
        }
        Some((Said::Yes | Said::Perhaps, _)) => (Record::Present { late_minutes: 0, early_minutes: 0 }, None),
        None => (Record::Present { late_minutes: 0, early_minutes: 0 }, Some("attendance-hint-silent")),
    }
}

impl Row {
    fn of(at: usize, chair: &Chair, record: Record) -> Self {
        let mut row = Self {
            at,
            seat: chair.seat.id.to_string(),
            name: chair.name.clone(),
            was: "present".to_owned(),
            late: String::new(),
            early: String::new(),
            told: String::new(),
            reason: "ordinary".to_owned(),
            hint: String::new(),
        };
        let shown = |minutes: u16| if minutes == 0 { String::new() } else { minutes.to_string() };
        match record {
            Record::Present { late_minutes, early_minutes } => {
                row.late = shown(late_minutes);
                row.early = shown(early_minutes);
            }
            Record::Substitute => "substitute".clone_into(&mut row.was),
            Record::Absent { told_hours_before, reason } => {
                "absent".clone_into(&mut row.was);
                row.told = told_hours_before.map(|hours| hours.to_string()).unwrap_or_default();
                let reason = match reason {
                    Reason::Ordinary => "ordinary",
                    Reason::Care => "care",
                    Reason::Emergency => "emergency",
                };
                reason.clone_into(&mut row.reason);
            }
        }
        row
    }

    fn id(&self, field: &str) -> String {
        format!("{field}-{}", self.at)
    }
}

/// Each field once for every seat, in one order.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SheetForm {
    number: i32,
    #[serde(default)]
    seat: Vec<String>,
    #[serde(default)]
    was: Vec<String>,
    #[serde(default)]
    late: Vec<String>,
    #[serde(default)]
    early: Vec<String>,
    #[serde(default)]
    told: Vec<String>,
    #[serde(default)]
    reason: Vec<String>,
}

impl SheetForm {
    /// The rows as they were filled in. What is not whole is no form of ours.
    fn rows(&self, chairs: &[Chair]) -> Result<Vec<Row>> {
        let lists = [&self.was, &self.late, &self.early, &self.told, &self.reason];
        if self.seat.is_empty() || lists.iter().any(|list| list.len() != self.seat.len()) {
            return Err(AppError::Invalid("the sheet is not whole"));
        }
        let field = |list: &[String], at: usize| list.get(at).map(|text| text.trim().to_owned());
        let row = |(at, seat): (usize, &String)| {
            let chair = chairs.iter().find(|chair| chair.seat.id.to_string() == *seat)?;
            Some(Row {
                at,
                seat: seat.clone(),
                name: chair.name.clone(),
                was: field(&self.was, at)?,
                late: field(&self.late, at)?,
                early: field(&self.early, at)?,
                told: field(&self.told, at)?,
                reason: field(&self.reason, at)?,
                hint: String::new(),
            })
        };
        Ok(self.seat.iter().enumerate().filter_map(row).collect())
    }
}

/// What a row says, or what is wrong with it. What does not belong to its way of being there is not read.
fn read(words: &Words, row: &Row, problems: &mut Problems) -> Option<Record> {
    let mut minutes = |field: &str, text: &str| match text {
        "" => Some(0),
        text => {
            let minutes = text.parse().ok().filter(|minutes| *minutes <= MINUTES_MOST);
            if minutes.is_none() {
                problems.note(&row.id(field), words.say("attendance-minutes-wrong").n("most", MINUTES_MOST));
            }
            minutes
        }
    };
    match row.was.as_str() {
        "present" => {
            let (late_minutes, early_minutes) = (minutes("late", &row.late), minutes("early", &row.early));
            Some(Record::Present { late_minutes: late_minutes?, early_minutes: early_minutes? })
        }
        "substitute" => Some(Record::Substitute),
        "absent" => {
            let told = match row.told.as_str() {
                "" => Some(None),
                text => text.parse().ok().filter(|hours| *hours <= HOURS_MOST).map(Some),
            };
            if told.is_none() {
                problems.note(&row.id("told"), words.say("attendance-told-wrong"));
            }
            let reason = match row.reason.as_str() {
                "care" => Reason::Care,
                "emergency" => Reason::Emergency,
                _ => Reason::Ordinary,
            };
            Some(Record::Absent { told_hours_before: told?, reason })
        }
        _ => {
            problems.note(&row.id("was"), words.say("attendance-was-wrong"));
            None
        }
    }
}

pub(super) async fn note(
    State(app): State<App>,
    frame: Frame,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<SheetForm>,
) -> Result<Response> {
    let seat = facilitator.seat();
    let sitting = Sitting::of(&app, seat, id).await?;
    let chairs: Vec<Chair> = sitting.chairs().cloned().collect();
    let rows = submission.form.rows(&chairs)?;
    let (mut problems, mut notes) = (Problems::default(), BTreeMap::new());
    for row in &rows {
        let whose = chairs.iter().find(|chair| chair.seat.id.to_string() == row.seat);
        if let Some((chair, record)) = whose.zip(read(app.words(), row, &mut problems)) {
            notes.insert(chair.seat.id, record);
        }
    }
    if !problems.is_empty() {
        let page = sheet_page(&app, &frame, &facilitator, id).await?;
        return frame::show_again(&SheetPage { rows, problems, ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::note(tx, &facilitator, id, submission.form.number, &notes).await?;
            let to = seat.path(&format!("/meetings/{id}/attendance"));
            Ok(Answer::to(to).saying(app.words().say("attendance-noted")))
        })
        .await?;
    Ok(answer.into_response())
}

async fn own_page(app: &App, frame: &Frame, seat: &Seat, id: MeetingId) -> Result<OwnPage> {
    let words = app.words();
    let sitting = Sitting::of(app, seat, id).await?;
    let last = sitting.sheets.last();
    let own = last.and_then(|sheet| sheet.notes.get(&seat.id()));
    let said = queries::own_objections(app, seat, id).await?;
    Ok(OwnPage {
        page: seat.page(app, frame),
        group: seat.group().clone(),
        meeting: id,
        day: sitting.day(),
        hours: sitting.hours(words),
        has_begun: sitting.has_begun(),
        own: own.map(|record| noted(words, record)),
        by: last.map_or_else(String::new, |sheet| sitting.edition(words, sheet)),
        words: said.into_iter().map(|objection| sitting.word(words, objection)).collect(),
        wrong: String::new(),
        written: String::new(),
    })
}

#[derive(Deserialize)]
pub(super) struct WordForm {
    words: String,
}

pub(super) async fn object(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path((_, id)): Path<(GroupId, MeetingId)>,
    submission: Submission<WordForm>,
) -> Result<Response> {
    let words = submission.form.words.trim();
    let length = words.chars().count();
    if !(1..=WORDS_LONGEST).contains(&length) {
        let page = own_page(&app, &frame, &seat, id).await?;
        let wrong = app.words().say("attendance-objection-wrong").n("most", WORDS_LONGEST).to_string();
        return frame::show_again(&OwnPage { wrong, written: words.to_owned(), ..page });
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::object(tx, &app, &seat, id, words).await?;
            let to = seat.path(&format!("/meetings/{id}/attendance"));
            Ok(Answer::to(to).saying(app.words().say("attendance-objected")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn settle(
    State(app): State<App>,
    facilitator: Facilitator,
    Path((_, id)): Path<(GroupId, ObjectionId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let meeting = actions::settle(tx, &app, &facilitator, id).await?;
            let to = facilitator.seat().path(&format!("/meetings/{meeting}/attendance"));
            Ok(Answer::to(to).saying(app.words().say("attendance-settled")))
        })
        .await
}
