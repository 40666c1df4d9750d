//! Journeys and days off on the page of a member's hours.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use calendar::{Date, Zone};
use serde::Deserialize;
use store::Moment;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, Result};
use crate::availability::actions::{self, Dates};
use crate::availability::entities::{DayOffId, JourneyId};
use crate::availability::formats::dates_in_words;
use crate::availability::pages::{Written, again, path};
use crate::availability::place;
use crate::availability::queries::{self, Own, STRETCH_LONGEST, STRETCHES_MOST};
use crate::community::Member;
use crate::frame::Frame;
use crate::ui::{Field, Page, Problems, Words};

/// A stretch of days in a list.
pub(in crate::availability) struct Stretch {
    pub id: String,
    /// Where; nothing for days off.
    pub city: String,
    pub dates: String,
    /// Whether it has begun.
    pub is_now: bool,
}

pub(in crate::availability) fn journeys(words: &Words, own: &Own, today: Date) -> Vec<Stretch> {
    let living = own.journeys.iter().filter(|row| row.last_date.0 >= today);
    let stretch = |row: &crate::availability::entities::journey::Model| Stretch {
        id: row.id.to_string(),
        city: Zone::named(&row.zone).map_or_else(|_| row.zone.clone(), |zone| zone.city()),
        dates: dates_in_words(words, row.first_date.0, row.last_date.0),
        is_now: row.first_date.0 <= today,
    };
    living.map(stretch).collect()
}

pub(in crate::availability) fn days_off(words: &Words, own: &Own, today: Date) -> Vec<Stretch> {
    let living = own.days_off.iter().filter(|row| row.last_date.0 >= today);
    let stretch = |row: &crate::availability::entities::day_off::Model| Stretch {
        id: row.id.to_string(),
        city: String::new(),
        dates: dates_in_words(words, row.first_date.0, row.last_date.0),
        is_now: row.first_date.0 <= today,
    };
    living.map(stretch).collect()
}

/// A journey as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::availability) struct JourneyForm {
    place: String,
    journey_first: String,
    journey_last: String,
}

/// Days off as they are written; one day where there is no last.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::availability) struct DaysForm {
    day_first: String,
    #[serde(default)]
    day_last: String,
}

pub(in crate::availability) fn journey_fields(
    page: &Page,
    written: &JourneyForm,
    problems: &Problems,
) -> Vec<Field> {
    let date = |name, label, value: &str| {
        page.field(name, page.say(label)).kind("date").value(value).wrong(problems.of(name))
    };
    let place = page.field("place", page.say("journey-place")).autocomplete("off").value(&written.place);
    vec![
        place.wrong(problems.of("place")),
        date("journey_first", "journey-first", &written.journey_first),
        date("journey_last", "journey-last", &written.journey_last),
    ]
}

pub(in crate::availability) fn days_fields(
    page: &Page,
    written: &DaysForm,
    problems: &Problems,
) -> Vec<Field> {
    let date = |name, label, value: &str| {
        page.field(name, page.say(label)).kind("date").value(value).wrong(problems.of(name))
    };
    vec![
        date("day_first", "day-off-first", &written.day_first),
        date("day_last", "day-off-last", &written.day_last).optional(),
    ]
}

/// The dates of a stretch, or what is wrong with which of the two fields.
fn dates(
    words: &Words,
    [first, last]: [(&str, &str); 2],
    today: Date,
    problems: &mut Problems,
) -> Option<Dates> {
    let mut date = |(field, text): (&str, &str)| {
        let date = text.trim().parse::<Date>().ok();
        if date.is_none() {
            problems.note(field, words.say("date-wrong"));
        }
        date
    };
    let (first_date, last_date) = (date(first), date(last));
    let dates = Dates { first: first_date?, last: last_date? };
    let longest =
        dates.first.checked_add(jiff::Span::new().days(STRETCH_LONGEST.try_into().unwrap_or(i64::MAX)));
    let wrong = if dates.last < dates.first {
        "date-order"
    } else if dates.last < today {
        "date-over"
    } else if longest.is_ok_and(|longest| dates.last >= longest) {
        "date-long"
    } else {
        return Some(dates);
    };
    problems.note(last.0, words.say(wrong));
    None
}

/// What a member sees of their own today.
async fn seen(app: &App, member: &Member) -> Result<(Own, Date, Moment)> {
    let now = app.clock().now();
    let own = queries::own(app.db(), member, now).await?;
    let today = own.availability().local_at(now.0).date();
    Ok((own, today, now))
}

pub(super) async fn add_journey(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    submission: Submission<JourneyForm>,
) -> Result<Response> {
    let form = &submission.form;
    let (own, today, now) = seen(&app, &member).await?;
    let mut problems = Problems::default();
    let place = place::named(app.words(), &form.place, now);
    let zone = place.map_err(|wrong| problems.note("place", wrong)).ok();
    let fields = [("journey_first", form.journey_first.as_str()), ("journey_last", &form.journey_last)];
    let dates = dates(app.words(), fields, today, &mut problems);
    if own.journeys.len() >= STRETCHES_MOST {
        problems.note("place", app.words().say("stretches-most").n("most", STRETCHES_MOST));
    }
    let (Some(zone), Some(dates), true) = (zone, dates, problems.is_empty()) else {
        let written = Written { journey: form.clone(), problems, ..Written::default() };
        return again(&app, &frame, &member, written).await;
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::add_journey(tx, &member, &zone, dates).await?;
            let dates = dates_in_words(app.words(), dates.first, dates.last);
            let said = app.words().say("journey-added").s("city", zone.city()).s("dates", dates);
            Ok(Answer::to(path(&member, "")).saying(said))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn remove_journey(
    State(app): State<App>,
    member: Member,
    Path((_, journey)): Path<(String, JourneyId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::remove_journey(tx, &member, journey).await?;
            Ok(Answer::to(path(&member, "")).saying(app.words().say("journey-removed")))
        })
        .await
}

pub(super) async fn add_days_off(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    submission: Submission<DaysForm>,
) -> Result<Response> {
    let form = &submission.form;
    let (own, today, _) = seen(&app, &member).await?;
    let mut problems = Problems::default();
    let last = if form.day_last.trim().is_empty() { &form.day_first } else { &form.day_last };
    let fields = [("day_first", form.day_first.as_str()), ("day_last", last.as_str())];
    let dates = dates(app.words(), fields, today, &mut problems);
    if own.days_off.len() >= STRETCHES_MOST {
        problems.note("day_first", app.words().say("stretches-most").n("most", STRETCHES_MOST));
    }
    let (Some(dates), true) = (dates, problems.is_empty()) else {
        let written = Written { days: form.clone(), problems, ..Written::default() };
        return again(&app, &frame, &member, written).await;
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::add_days_off(tx, &member, dates).await?;
            let dates = dates_in_words(app.words(), dates.first, dates.last);
            Ok(Answer::to(path(&member, "")).saying(app.words().say("day-off-added").s("dates", dates)))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn remove_days_off(
    State(app): State<App>,
    member: Member,
    Path((_, day_off)): Path<(String, DayOffId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::remove_days_off(tx, &member, day_off).await?;
            Ok(Answer::to(path(&member, "")).saying(app.words().say("day-off-removed")))
        })
        .await
}
