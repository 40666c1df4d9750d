//! The page on which a member says when they can meet, and sees what it comes to.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use calendar::{Availability, Date, Level, OwnDay, Span, Zone};

use super::away::{self, DaysForm, JourneyForm, Stretch};
use super::calendars::{self, CalendarLine};
use super::formats::{self, DAYS, Rule, clock};
use super::{actions, queries};
use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::Member;
use crate::frame::{self, Frame};
use crate::ui::{Field, HourRow, HourStrip, Page, Problems, Words};

#[derive(Template)]
#[template(path = "availability/hours.html")]
pub(super) struct HoursPage {
    page: Page,
    /// The address of this page.
    here: String,
    version: i32,
    /// Somebody else changed the hours since the form was shown.
    was_edited: bool,
    rules: Vec<Rule>,
    days: Vec<Weekday>,
    /// Where the member lives; none while nobody knows.
    home: Option<Home>,
    /// The coming days, once there are hours.
    ahead: Option<HourStrip>,
    journeys: Vec<Stretch>,
    journey: Vec<Field>,
    days_off: Vec<Stretch>,
    day_off: Vec<Field>,
    calendars: Vec<CalendarLine>,
    calendar: Option<Field>,
}

struct Home {
    zone: String,
    city: String,
    offset: String,
    clock: String,
}

/// A day of the week on the page.
struct Weekday {
    value: &'static str,
    name: String,
    short: String,
}

/// What a form said that could not be taken as it is, to be shown again.
#[derive(Default)]
pub(super) struct Written {
    pub rules: Option<Vec<Rule>>,
    pub was_edited: bool,
    pub journey: JourneyForm,
    pub days: DaysForm,
    pub address: String,
    pub problems: Problems,
}

/// The address of a member's hours, or of something below it.
pub(super) fn path(member: &Member, rest: &str) -> String {
    member.community().path(&format!("/hours{rest}"))
}

pub(super) async fn hours(State(app): State<App>, frame: Frame, member: Member) -> Result<Response> {
    frame::show(&hours_page(&app, &frame, &member, Written::default()).await?)
}

/// The page again, with what was written and what is wrong with it.
pub(super) async fn again(app: &App, frame: &Frame, member: &Member, written: Written) -> Result<Response> {
    frame::show_again(&hours_page(app, frame, member, written).await?)
}

async fn hours_page(app: &App, frame: &Frame, member: &Member, written: Written) -> Result<HoursPage> {
    let now = app.clock().now();
    let own = queries::own(app.db(), member, now).await?;
    let availability = own.availability();
    let page = member.page(app, frame);
    let today = availability.local_at(now.0).date();
    let home = own.zone.as_ref().map(|zone| Home {
        zone: zone.name().to_owned(),
        city: zone.city(),
        offset: formats::offset_in_words(zone, now.0),
        clock: zone.local_at(now.0).strftime("%H:%M").to_string(),
    });
    let calendar = calendars::field(&page, &own, &written);
    Ok(HoursPage {
        here: path(member, ""),
        version: own.standing.version,
        was_edited: written.was_edited,
        rules: written.rules.unwrap_or_else(|| Rule::all_of(&own.hours)),
        days: weekdays(&page.words),
        home,
        ahead: (!own.hours.is_empty()).then(|| ahead(&page.words, &availability, today)),
        journeys: away::journeys(&page.words, &own, today),
        journey: away::journey_fields(&page, &written.journey, &written.problems),
        days_off: away::days_off(&page.words, &own, today),
        day_off: away::days_fields(&page, &written.days, &written.problems),
        calendars: calendars::lines(app, member, &own).await?,
        calendar,
        page,
    })
}

fn weekdays(words: &Words) -> Vec<Weekday> {
    const SHORT: [&str; 7] = [
        "hours-short-mon",
        "hours-short-tue",
        "hours-short-wed",
        "hours-short-thu",
        "hours-short-fri",
        "hours-short-sat",
        "hours-short-sun",
    ];
    // A week that begins on a Monday gives the days their names.
    let dates = Date::constant(2027, 1, 4).series(jiff::Span::new().days(1));
    let day = |(((_, value), short), date): (((calendar::Weekday, &'static str), &str), Date)| Weekday {
        value,
        name: date.strftime("%A").to_string(),
        short: words.say(short).to_string(),
    };
    DAYS.into_iter().zip(SHORT).zip(dates).map(day).collect()
}

/// Two weeks from today, on the clock where the member will be.
const AHEAD_DAYS: usize = 14;

fn ahead(words: &Words, availability: &Availability, today: Date) -> HourStrip {
    let dates = today.series(jiff::Span::new().days(1)).take(AHEAD_DAYS);
    let rows = dates.map(|date| row(words, availability, &availability.on(date), date));
    HourStrip { caption: words.say("ahead-caption").to_string(), rows: rows.collect(), meeting: None }
}

fn row(words: &Words, availability: &Availability, day: &OwnDay, date: Date) -> HourRow {
    let is_away = day.zone != availability.zone;
    HourRow {
        name: date.strftime("%a %-d %b").to_string(),
        city: if is_away { day.zone.city() } else { String::new() },
        spans: day.free.iter().map(|span| (span.from, span.to, span.level == Level::Preferred)).collect(),
        words: in_words(words, day),
        local: String::new(),
        suits: suits(words, day),
    }
}

/// What a day comes to, for those who do not see the picture.
fn in_words(words: &Words, day: &OwnDay) -> String {
    let said = |span: &Span| {
        let key = match span.level {
            Level::Preferred => "ahead-preferred",
            Level::Acceptable => "ahead-acceptable",
        };
        words.say(key).s("from", clock(span.from)).s("to", clock(span.to)).to_string()
    };
    let spans: Vec<String> = day.free.iter().map(said).collect();
    if spans.is_empty() { words.say("ahead-nothing").to_string() } else { spans.join(", ") }
}

/// What took hours of it away.
fn suits(words: &Words, day: &OwnDay) -> String {
    let taken: u16 = day.taken.iter().map(|span| span.to - span.from).sum();
    if day.is_off {
        words.say("ahead-off").to_string()
    } else if taken > 0 {
        let (hours, minutes) = (taken / 60, taken % 60);
        words.say("ahead-taken").s("hours", format!("{hours}:{minutes:02}")).to_string()
    } else {
        String::new()
    }
}

type Fields = Vec<(String, String)>;

/// The version that a form was shown at.
fn version(fields: &Fields) -> Result<i32> {
    let version = fields.iter().find(|(name, _)| name == "version");
    let version = version.and_then(|(_, version)| version.parse().ok());
    version.ok_or(AppError::Invalid("the form does not say what it changes"))
}

pub(super) async fn say_hours(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    submission: Submission<Fields>,
) -> Result<Response> {
    let version = version(&submission.form)?;
    let rules = formats::written(&submission.form);
    let hours = match formats::understood(app.words(), rules.clone()) {
        Ok(hours) => hours,
        Err(rules) => {
            let written = Written { rules: Some(rules), ..Written::default() };
            return again(&app, &frame, &member, written).await;
        }
    };
    let saved = submission
        .once(&app, async |tx| {
            actions::say_hours(tx, &member, version, &hours).await?;
            let said = if hours.is_empty() { "hours-cleared" } else { "hours-saved" };
            Ok(Answer::to(path(&member, "")).saying(app.words().say(said)))
        })
        .await;
    match saved {
        // Nobody has to write their week again because their profile was edited elsewhere.
        Err(AppError::Edited { .. }) => {
            let written = Written { rules: Some(rules), was_edited: true, ..Written::default() };
            again(&app, &frame, &member, written).await
        }
        answer => Ok(answer?.into_response()),
    }
}

impl HoursPage {
    /// Rules to fill in for whoever has no script to add them.
    fn rules_and_blanks(&self) -> Vec<Rule> {
        let blanks = if self.rules.is_empty() { 3 } else { 2 };
        self.rules.iter().cloned().chain(std::iter::repeat_n(Rule::default(), blanks)).collect()
    }

    fn zone(&self) -> &str {
        self.home.as_ref().map_or("", |home| &home.zone)
    }

    /// Whether a calendar is about to be read, so that the page looks again.
    fn is_reading(&self) -> bool {
        self.calendars.iter().any(|calendar| calendar.is_being_read)
    }
}

/// A zone as lists show it: its city, and how far it is from UTC now.
pub(super) fn zone_line(zone: &Zone, now: store::Moment) -> String {
    format!("{}, {}", zone.city(), formats::offset_in_words(zone, now.0))
}
