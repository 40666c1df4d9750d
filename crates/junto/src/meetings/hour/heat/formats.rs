//! The heat map: one cell an hour and a day, on a clock that the reader chooses.
//!
//! It shows the hours of a week and nothing that people have to do on single dates.

use calendar::{Availability, Date, Slot, Timestamp, Zone};

use crate::meetings::queries::Seated;
use crate::ui::Words;

/// A week, hour by hour.
#[derive(Clone, Debug)]
pub struct Heat {
    pub caption: String,
    /// Short and whole names of the days.
    pub days: Vec<(String, String)>,
    pub rows: Vec<HeatRow>,
}

#[derive(Clone, Debug)]
pub struct HeatRow {
    pub hour: String,
    pub cells: Vec<HeatCell>,
}

/// How many could begin to meet then.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// What it is, in words: day, hour, and who could not.
    pub said: String,
    pub can: usize,
    /// How dark it is, 0 to 7, so that everyone is the darkest.
    pub step: usize,
    pub is_chosen: bool,
}

/// A clock by which the week can be shown.
#[derive(Clone, Debug)]
pub struct Clock {
    pub city: String,
    pub address: String,
    pub is_this: bool,
}

/// What is asked of the week.
pub struct Week<'a> {
    pub table: &'a [Seated],
    pub clock: &'a Zone,
    pub monday: Date,
    pub minutes: u16,
    pub chosen: &'a [Slot],
}

const STEPS: usize = 7;

impl Heat {
    /// `None` where nobody can at any hour of the week.
    pub fn of(words: &Words, week: &Week<'_>) -> Option<Self> {
        let known: Vec<(&str, Availability)> = week.table.iter().filter_map(weekly).collect();
        let days: Vec<Date> = week.monday.series(jiff::Span::new().days(1)).take(7).collect();
        let chosen: Vec<Timestamp> = week.chosen.iter().flat_map(|slot| in_week(slot, &days)).collect();
        let row = |hour: i8| {
            let cells = days.iter().map(|day| cell(words, week, &known, (*day, hour), &chosen));
            HeatRow { hour: format!("{hour:02}:00"), cells: cells.collect() }
        };
        let rows: Vec<HeatRow> = (0..24).map(row).collect();
        let has_any = |row: &HeatRow| row.cells.iter().any(|cell| cell.can > 0 || cell.is_chosen);
        let (first, last) = (rows.iter().position(has_any)?, rows.iter().rposition(has_any)?);
        let caption = words.say("hour-heat-caption").n("minutes", week.minutes).n("people", known.len());
        Some(Self {
            caption: caption
                .s("city", week.clock.city())
                .s("day", week.monday.strftime("%-d %B %Y"))
                .to_string(),
            days: days
                .iter()
                .map(|day| (day.strftime("%a").to_string(), day.strftime("%A").to_string()))
                .collect(),
            rows: rows.into_iter().skip(first).take(last - first + 1).collect(),
        })
    }
}

fn weekly(seated: &Seated) -> Option<(&str, Availability)> {
    let known = seated.availability.as_ref()?;
    Some((seated.name(), Availability::new(known.zone.clone(), known.hours.clone())))
}

/// The moment of an hour in this week, on the anchor's clock; twice where the week of the clock has both ends of it.
fn in_week(slot: &Slot, days: &[Date]) -> Vec<Timestamp> {
    let around = days.first().and_then(|day| day.yesterday().ok()).into_iter();
    let after = days.last().and_then(|day| day.tomorrow().ok());
    let dates = around.chain(days.iter().copied()).chain(after);
    dates.filter(|date| date.weekday() == slot.day).filter_map(|date| slot.on(date)).collect()
}

fn cell(
    words: &Words,
    week: &Week<'_>,
    known: &[(&str, Availability)],
    (day, hour): (Date, i8),
    chosen: &[Timestamp],
) -> HeatCell {
    let begin = day.at(hour, 0, 0, 0);
    let moment = week.clock.moment_of(begin);
    let can =
        |member: &Availability| moment.is_some_and(|moment| member.level_of(moment, week.minutes).is_ok());
    let (there, missing): (Vec<_>, Vec<_>) = known.iter().partition(|(_, member)| can(member));
    let names =
        |of: &[&(&str, Availability)]| of.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let number = there.len();
    let said = match (number, missing.len()) {
        (0, _) => words.say("hour-heat-nobody"),
        (_, 0) => words.say("hour-heat-all"),
        (few, many) if few <= many => words.say("hour-heat-only").s("names", names(&there)),
        _ => words.say("hour-heat-without").s("names", names(&missing)),
    };
    let is_then = |chosen: &Timestamp| {
        let local = week.clock.local_at(*chosen);
        local.date() == day && local.hour() == hour
    };
    HeatCell {
        said: said.s("when", begin.strftime("%A %H:%M")).to_string(),
        can: number,
        step: (number * STEPS).div_ceil(known.len().max(1)),
        is_chosen: chosen.iter().any(is_then),
    }
}
