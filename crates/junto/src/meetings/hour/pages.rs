//! The page on which an hour is found. Everyone at the table sees the same; only the facilitator proposes.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use calendar::{Date, Slot, Zone};
use peergroups::role::Role;

use super::candidates::{Candidate, Found, Nearest, ReadBy, found, weekday_and_hour};
use super::formats::{Asked, CADENCES, STEPS, Wish, cadence_name, day_name, ranked_zones};
use super::heat::{Clock, Heat, Week};
use crate::app::{App, Result};
use crate::frame::{self, Frame};
use crate::groups::{Group, Seat, SeatId};
use crate::meetings::clashes::engaged;
use crate::meetings::clocks::{Laid, ReadingClock, clock_of};
use crate::meetings::fairness;
use crate::meetings::queries::{self, Season, Seated};
use crate::ui::{Page, Problems, Words};

#[derive(Template)]
#[template(path = "meetings/hour/hour.html")]
struct HourPage {
    page: Page,
    group: Group,
    leads: bool,
    /// The proposal that waits for answers.
    open: Option<String>,
    sentence: String,
    asked: Asked,
    problems: Problems,
    form: Options,
    offers: Vec<Offered>,
    none: Option<NoHour>,
    heat: Option<Heat>,
    clocks: Vec<Clock>,
    silent: String,
    known: usize,
    quorum: u16,
    has_meetings: bool,
    /// Whether only the hours of a week count.
    is_discreet: bool,
}

/// A candidate with what is said of it.
struct Offered {
    one: Candidate,
    is_rotation: bool,
    quorate: u32,
    why: String,
    propose: String,
}

/// Why no hour is possible, and what would help.
struct NoHour {
    apart: String,
    nearest: Vec<String>,
}

/// What can be chosen, each with whether it is.
struct Options {
    cadences: Vec<(&'static str, String)>,
    days: Vec<Choice>,
    anchors: Vec<Choice>,
    needed: Vec<Choice>,
    quorums: Vec<(String, String)>,
    steps: Vec<(u16, String)>,
    usual_step: u16,
}

struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

pub(super) async fn hour(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let (words, group, db) = (app.words(), seat.group().clone(), app.db());
    let asked = Asked::of_query(query.as_deref());
    let looking = Looking::of(&app, &seat, &asked).await?;
    let Looking { table, clock, wish, problems, carry, agreed, is_discreet } = looking;
    let result = found(wish.clone(), table.clone(), carry.clone()).await?;
    let reader = ReadBy { words, seat: seat.id(), clock: &clock };

    let plain = wish.asked();
    let asked = if asked.asked.is_empty() { Asked { clock: asked.clock, ..plain.clone() } } else { asked };
    let offers = offers(&result, &wish, &table, &carry, reader, &|slots: &[String]| {
        let asked = Asked { slot: slots.to_vec(), ..plain.clone() };
        seat.path(&format!("/seasons/new?{}", asked.query()))
    });
    let open = queries::open_seasons(db, &[group.id]).await?.into_iter().next();
    let has_meetings = agreed.is_some();
    let chosen = chosen(agreed.as_ref(), &result);
    let shown = Zone::named(&asked.clock).ok();
    let week = Week {
        table: &table,
        clock: shown.as_ref().unwrap_or(clock.home()),
        monday: monday(wish.from),
        minutes: wish.minutes,
        chosen: &chosen,
    };
    let known = table.iter().filter(|seated| seated.availability.is_some()).count();
    frame::show(&HourPage {
        page: seat.page(&app, &frame),
        leads: seat.role() == Role::Facilitator,
        open: open.map(|open| seat.path(&format!("/seasons/{}", open.id))),
        sentence: sentence(words, &wish),
        form: options(words, &wish, &table),
        none: offers.is_empty().then(|| none(words, &result, clock.home())),
        offers,
        clocks: clocks(&seat, &table, &asked, clock.home(), week.clock),
        heat: Heat::of(words, &week),
        silent: silent(&table),
        known,
        quorum: result.quorum,
        has_meetings,
        is_discreet,
        asked,
        problems,
        group,
    })
}

/// Who looks for an hour, by which clock, and for what.
pub(super) struct Looking {
    pub(super) table: Vec<Seated>,
    pub(super) clock: ReadingClock,
    pub(super) wish: Wish,
    pub(super) problems: Problems,
    pub(super) carry: Vec<(SeatId, u32)>,
    /// The season that was agreed on last.
    pub(super) agreed: Option<Season>,
    /// Whether of the others only the hours of a week count, because of so few dates anybody could ask one by one.
    pub(super) is_discreet: bool,
}

impl Looking {
    pub(super) async fn of(app: &App, seat: &Seat, asked: &Asked) -> Result<Self> {
        let (db, group) = (app.db(), seat.group());
        let mut table = queries::seated(db, group, app.clock().now()).await?;
        engaged(db, group, app.clock().now(), &mut table).await?;
        let chair = table.iter().find(|seated| seated.seat() == seat.id()).map(|own| &own.chair);
        let clock = clock_of(db, seat, chair).await?;
        let agreed = queries::agreed_season(db, group.id).await?;
        let today = clock.local_at(app.clock().now()).date();
        let usual = Wish::usual(group, &table, today, agreed.as_ref().map(|season| season.plan.to));
        let (wish, problems) = Wish::read(asked, &usual, &table, app.words());
        let is_discreet = wish.has_few_dates();
        if is_discreet {
            table = table.iter().map(|seated| seated.as_seen_by(seat.id())).collect();
        }
        let carry = fairness::carried(db, agreed.as_ref()).await?;
        Ok(Self { table, clock, wish, problems, carry, agreed, is_discreet })
    }
}

/// The hours that are framed in the week: those of the season that runs, else the best.
fn chosen(runs: Option<&Season>, result: &Found) -> Vec<Slot> {
    match runs {
        Some(season) => season.plan.slots.iter().map(|slot| slot.slot()).collect(),
        None => result.offers.first().map(|offer| offer.slots.clone()).unwrap_or_default(),
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().days(i32::from(day.weekday().to_monday_zero_offset())))
}

fn offers(
    result: &Found,
    wish: &Wish,
    table: &[Seated],
    carry: &[(SeatId, u32)],
    reader: ReadBy<'_>,
    propose: &dyn Fn(&[String]) -> String,
) -> Vec<Offered> {
    let single = result.offers.first();
    let all = result.rotation.iter().chain(&result.offers);
    let offered = all.map(|offer| {
        let one = Candidate::of(&Laid::of_offer(offer, wish.minutes), table, carry, reader);
        let is_rotation = offer.slots.len() > 1;
        let why = match single.filter(|_| is_rotation) {
            Some(single) => {
                let said = reader.words.say("hour-rotation-why").n("from", single.squared_burden);
                said.n("to", offer.squared_burden).to_string()
            }
            None => String::new(),
        };
        Offered { propose: propose(&one.slots), is_rotation, quorate: offer.quorate, why, one }
    });
    offered.collect()
}

fn none(words: &Words, result: &Found, clock: &Zone) -> NoHour {
    let nearest = result.nearest.iter().map(|nearest: &Nearest| {
        let here = clock.local_at(nearest.moment);
        let said = words.say("hour-nearest").s("name", &nearest.name).s("day", nearest.from.strftime("%A"));
        let said = said
            .s("from", nearest.from.strftime("%H:%M"))
            .s("to", weekday_and_hour(nearest.to, nearest.from));
        said.s("when", here.strftime("%A %H:%M")).to_string()
    });
    NoHour { apart: result.apart.join(", "), nearest: nearest.collect() }
}

/// What is sought, in one sentence.
fn sentence(words: &Words, wish: &Wish) -> String {
    let said =
        words.say("hour-sentence").s("cadence", cadence(words, wish.cadence)).n("minutes", wish.minutes);
    let said = said.s("from", wish.from.strftime("%-d %B %Y")).s("to", wish.to.strftime("%-d %B %Y"));
    said.s("cities", wish.anchors.iter().map(Zone::city).collect::<Vec<_>>().join(", ")).to_string()
}

pub(super) fn cadence(words: &Words, cadence: calendar::Cadence) -> String {
    words.say(&format!("hour-cadence-{}", cadence_name(cadence))).to_string()
}

fn options(words: &Words, wish: &Wish, table: &[Seated]) -> Options {
    let day = |day: calendar::Weekday| Choice {
        value: day.to_monday_one_offset().to_string(),
        label: day_name(day).chars().take(3).collect(),
        is_chosen: wish.days.contains(&day),
    };
    let anchor = |zone: Zone| Choice {
        value: zone.name().to_owned(),
        label: zone.city(),
        is_chosen: wish.anchors.contains(&zone),
    };
    let needed = |seated: &Seated| Choice {
        value: seated.seat().to_string(),
        label: seated.chair.name.clone(),
        is_chosen: wish.needed.contains(&seated.seat()),
    };
    let usual = (String::new(), words.say("hour-quorum-usual").to_string());
    let quorum =
        |people: usize| (people.to_string(), words.say("hour-quorum").n("people", people).to_string());
    Options {
        cadences: CADENCES.map(|(name, of)| (name, cadence(words, of))).to_vec(),
        days: calendar::Weekday::Monday.cycle_forward().take(7).map(day).collect(),
        anchors: zones(table).into_iter().map(anchor).collect(),
        needed: table.iter().map(needed).collect(),
        quorums: std::iter::once(usual).chain((2..=table.len()).map(quorum)).collect(),
        steps: STEPS.map(|step| (step, words.say("hour-step").n("minutes", step).to_string())).to_vec(),
        usual_step: wish.step,
    }
}

/// Whose clock could hold the hour: everyone's at the table, and nobody's.
fn zones(table: &[Seated]) -> Vec<Zone> {
    let mut zones = ranked_zones(table);
    if !zones.contains(&Zone::utc()) {
        zones.push(Zone::utc());
    }
    zones
}

/// The clocks by which the week can be shown, the reader's first.
fn clocks(seat: &Seat, table: &[Seated], asked: &Asked, own: &Zone, shown: &Zone) -> Vec<Clock> {
    let others = zones(table).into_iter().filter(|zone| zone != own);
    let clock = |zone: Zone| {
        let asked = Asked { clock: zone.name().to_owned(), slot: Vec::new(), ..asked.clone() };
        let address = seat.path(&format!("/hour?{}#h-week", asked.query()));
        Clock { city: zone.city(), address, is_this: zone == *shown }
    };
    std::iter::once(own.clone()).chain(others).map(clock).collect()
}

/// The names of those who have not said their hours.
pub(super) fn silent(table: &[Seated]) -> String {
    let silent = table.iter().filter(|seated| seated.availability.is_none());
    silent.map(|seated| seated.chair.name.as_str()).collect::<Vec<_>>().join(", ")
}
