//! The page of who bore which hours.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use calendar::{Availability, Slot, turns_to_bear};

use super::queries::{self, ABSENCE_WEIGHT, Borne};
use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::{Group, Seat, SeatId};
use crate::meetings::clocks::{Dated, Laid, clock_of, notices};
use crate::meetings::entities::{Bore, SeasonId};
use crate::meetings::queries::{Season, Seated, agreed_season, meetings_after, seated, series_of};
use crate::ui::picture::{Mark, Marks};
use crate::ui::{Page, Words};

#[derive(Template)]
#[template(path = "meetings/fairness/fairness.html")]
struct FairnessPage {
    page: Page,
    group: Group,
    /// The season that runs, from when until when.
    season: Option<(String, String)>,
    has_season: bool,
    /// Whether anything was brought in or borne.
    has_sums: bool,
    now: Vec<Line>,
    held: usize,
    before: Vec<Line>,
    turn: String,
    own_changes: Vec<String>,
    changes: Vec<(String, Vec<String>)>,
}

/// What one member bore.
struct Line {
    name: String,
    marks: Marks,
    words: String,
    /// What they brought in, what it comes to, and what they take along.
    carry: u32,
    total: u64,
    carried: u32,
}

/// As many meetings as are drawn.
const DRAWN: usize = 26;

pub(super) async fn fairness(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let (words, db, group) = (app.words(), app.db(), seat.group().clone());
    let now = app.clock().now();
    let table = seated(db, &group, now).await?;
    let own = table.iter().find(|seated| seated.seat() == seat.id());
    let clock = clock_of(db, &seat, own.map(|own| &own.chair)).await?;
    let season = agreed_season(db, group.id).await?;
    let borne = queries::borne(db, group.id, now).await?;
    let this = season.as_ref().map(|season| season.id);
    let lines = |is_meant: &dyn Fn(&&Borne) -> bool| -> Vec<Line> {
        let held: Vec<&Borne> = borne.iter().filter(is_meant).collect();
        let held = held.get(held.len().saturating_sub(DRAWN)..).unwrap_or_default();
        table.iter().map(|seated| line(words, seated, held, season.as_ref(), &borne)).collect()
    };
    let is_now = |borne: &&Borne| this.is_some() && borne.season == this;
    let held = borne.iter().filter(is_now).count();
    let lines_now = lines(&is_now);
    let before = if held < borne.len() { lines(&|borne| !is_now(borne)) } else { Vec::new() };
    let laid = coming(&app, &group, this).await?;
    let day = |date: calendar::Date| date.strftime("%-d %B %Y").to_string();
    frame::show(&FairnessPage {
        page: seat.page(&app, &frame),
        season: season.as_ref().map(|season| (day(season.plan.from), day(season.plan.to))),
        has_season: season.is_some(),
        has_sums: season.is_some() && (held > 0 || lines_now.iter().any(|line| line.carry > 0)),
        turn: turn(&table, &lines_now),
        now: lines_now,
        held,
        before,
        own_changes: all_notices(words, clock.whereabouts(), &laid),
        changes: changes(words, &table, seat.id(), &laid),
        group,
    })
}

fn line(words: &Words, seated: &Seated, held: &[&Borne], season: Option<&Season>, all: &[Borne]) -> Line {
    let level = |borne: &&Borne| borne.levels.get(&seated.seat()).copied();
    let levels: Vec<Option<Bore>> = held.iter().map(level).collect();
    let count = |wanted: Bore| levels.iter().filter(|level| **level == Some(wanted)).count();
    let (awkward, missed) = (count(Bore::Acceptable), count(Bore::Absent));
    let said = match (levels.iter().flatten().count(), awkward, missed) {
        (0, ..) => words.say("fair-unknown"),
        (_, 0, 0) => words.say("fair-good"),
        _ => words.say("fair-words").n("awkward", awkward).n("missed", missed),
    };
    let mark = |level: &Option<Bore>| {
        level.map(|level| match level {
            Bore::Preferred => Mark::Good,
            Bore::Acceptable => Mark::Awkward,
            Bore::Absent => Mark::Missed,
        })
    };
    let burden = season.map(|season| queries::burden(season, seated.seat(), all)).unwrap_or_default();
    Line {
        name: seated.name().to_owned(),
        marks: Marks(levels.iter().map(mark).collect()),
        words: said.to_string(),
        carry: burden.carry,
        total: burden.total(ABSENCE_WEIGHT),
        carried: burden.carried(ABSENCE_WEIGHT),
    }
}

/// The names of those who have borne least: the next awkward hour is theirs.
fn turn(table: &[Seated], lines: &[Line]) -> String {
    let known: Vec<&Line> = lines
        .iter()
        .zip(table)
        .filter(|(_, seated)| seated.availability.is_some())
        .map(|(line, _)| line)
        .collect();
    let totals: Vec<u64> = known.iter().map(|line| line.total).collect();
    let ordered: Vec<&Line> =
        turns_to_bear(&totals).into_iter().filter_map(|place| known.get(place).copied()).collect();
    let least = ordered.first().map(|line| line.total);
    // Where all have borne alike it is nobody's turn.
    if ordered.iter().all(|line| Some(line.total) == least) {
        return String::new();
    }
    let next = ordered.iter().filter(|line| Some(line.total) == least);
    next.map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The coming meetings of the season that are where the rule has them, an hour at a time.
async fn coming(app: &App, group: &Group, season: Option<SeasonId>) -> Result<Vec<Laid>> {
    let meetings = meetings_after(app.db(), &[group.id], app.clock().now()).await?;
    let series = series_of(app.db(), group.id).await?;
    let of_season = series.into_iter().filter(|series| season.is_some() && series.season == season);
    let laid = of_season.map(|series| {
        let of = meetings
            .iter()
            .filter(|one| one.series == series.id && !one.is_off() && one.local == one.original);
        let dates = of.map(|one| Dated { slot: 0, local: one.local, moment: one.starts_at.0 });
        let first = series.record.first;
        let slot = Slot { anchor: series.record.anchor(), day: first.weekday(), time: first.time() };
        Laid { slots: vec![slot], dates: dates.collect(), minutes: series.record.minutes }
    });
    Ok(laid.collect())
}

fn all_notices(words: &Words, member: &Availability, laid: &[Laid]) -> Vec<String> {
    laid.iter().flat_map(|laid| notices(words, member, laid)).collect()
}

/// When it is another hour for the others, those of one zone together.
fn changes(words: &Words, table: &[Seated], reader: SeatId, laid: &[Laid]) -> Vec<(String, Vec<String>)> {
    let mut changes: Vec<(String, Vec<&str>, Vec<String>)> = Vec::new();
    for seated in table.iter().filter(|seated| seated.seat() != reader) {
        let seen = seated.seen_by(reader);
        let said = all_notices(words, &seen, laid);
        let city = seen.zone.city();
        match changes.iter_mut().find(|(known, ..)| *known == city) {
            Some((_, names, _)) => names.push(seated.name()),
            None if !said.is_empty() => changes.push((city, vec![seated.name()], said)),
            None => {}
        }
    }
    changes.into_iter().map(|(city, names, said)| (format!("{city} ({})", names.join(", ")), said)).collect()
}
