//! What a season's hour is asked for: sentences that stand in the address, so that a question can be shared and
//! asked again.

use std::collections::BTreeMap;

use calendar::slots::Season;
use calendar::{Cadence, Date, Nth, Slot, Weekday, Zone};
use serde::{Deserialize, Serialize};

use crate::groups::{Group, SeatId};
use crate::meetings::entities::{Plan, PlannedSlot};
use crate::meetings::formats::MINUTES;
use crate::meetings::queries::Seated;
use crate::ui::{Problems, Words};

/// The sentences as they stand in an address or a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Not empty once somebody asked: a box without a tick sends nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cadence: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub minutes: String,
    pub day: Vec<String>,
    pub anchor: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub quorum: String,
    pub needed: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub holidays: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub step: String,
    /// By whose clock the week is shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clock: String,
    /// The hours that are proposed, in turn.
    pub slot: Vec<String>,
    /// What else stood in the address.
    #[serde(skip)]
    pub unknown: Vec<String>,
}

/// What an address can hold, and whether more than once.
const NAMES: [(&str, bool); 13] = [
    ("asked", false),
    ("cadence", false),
    ("from", false),
    ("to", false),
    ("minutes", false),
    ("day", true),
    ("anchor", true),
    ("quorum", false),
    ("needed", true),
    ("holidays", false),
    ("step", false),
    ("clock", false),
    ("slot", true),
];

impl Asked {
    /// The sentences in an address.
    pub fn of_query(query: Option<&str>) -> Self {
        let pairs: Vec<(String, String)> =
            serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
        let (mut known, mut unknown): (Vec<(String, String)>, Vec<String>) = Default::default();
        for (name, value) in pairs.into_iter().filter(|(name, _)| !name.is_empty()) {
            let may_repeat =
                NAMES.iter().find(|(known, _)| *known == name).map(|(_, may_repeat)| *may_repeat);
            let is_repeated = known.iter().any(|(before, _)| *before == name);
            match may_repeat {
                Some(may_repeat) if may_repeat || !is_repeated => known.push((name, value)),
                _ => unknown.push(name),
            }
        }
        let text = serde_html_form::to_string(known).unwrap_or_default();
        Self { unknown, ..serde_html_form::from_str(&text).unwrap_or_default() }
    }

    /// The same, and what is not said as `usual` has it.
    fn or(&self, usual: Self) -> Self {
        let text = |own: &String, usual: String| if own.is_empty() { usual } else { own.clone() };
        let list = |own: &Vec<String>, usual: Vec<String>| if own.is_empty() { usual } else { own.clone() };
        Self {
            asked: usual.asked,
            cadence: text(&self.cadence, usual.cadence),
            from: text(&self.from, usual.from),
            to: text(&self.to, usual.to),
            minutes: text(&self.minutes, usual.minutes),
            day: list(&self.day, usual.day),
            anchor: list(&self.anchor, usual.anchor),
            quorum: text(&self.quorum, usual.quorum),
            needed: list(&self.needed, usual.needed),
            holidays: text(&self.holidays, usual.holidays),
            step: text(&self.step, usual.step),
            ..self.clone()
        }
    }

    pub fn query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }
}

/// What an hour is sought for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub cadence: Cadence,
    pub from: Date,
    pub to: Date,
    pub minutes: u16,
    pub days: Vec<Weekday>,
    pub anchors: Vec<Zone>,
    /// How many a date needs; two thirds of those who said their hours where nobody says otherwise.
    pub quorum: Option<u16>,
    pub needed: Vec<SeatId>,
    pub holidays: Vec<Date>,
    pub step: u16,
}

pub const ANCHORS_MOST: usize = 3;
pub const SLOTS_MOST: usize = 3;
const SEASON_DAYS_MOST: i32 = 366;
const HOLIDAYS_MOST: usize = 60;
pub const STEPS: [u16; 3] = [15, 30, 60];

/// Every cadence that is offered, each with its name in addresses.
pub const CADENCES: [(&str, Cadence); 9] = [
    ("1w", Cadence::Weekly { every: 1 }),
    ("2w", Cadence::Weekly { every: 2 }),
    ("3w", Cadence::Weekly { every: 3 }),
    ("4w", Cadence::Weekly { every: 4 }),
    ("first", Cadence::Monthly { every: 1, nth: Nth::First }),
    ("second", Cadence::Monthly { every: 1, nth: Nth::Second }),
    ("third", Cadence::Monthly { every: 1, nth: Nth::Third }),
    ("fourth", Cadence::Monthly { every: 1, nth: Nth::Fourth }),
    ("last", Cadence::Monthly { every: 1, nth: Nth::Last }),
];

/// The name of a cadence in addresses and in words.
pub fn cadence_name(cadence: Cadence) -> &'static str {
    CADENCES.iter().find(|(_, known)| *known == cadence).map_or("2w", |(name, _)| name)
}

impl Wish {
    /// What is asked for until somebody says otherwise: every other week for half a year, from the first Monday
    /// for which everyone can still be asked, or from the end of the season that runs.
    pub fn usual(group: &Group, table: &[Seated], today: Date, runs_to: Option<Date>) -> Self {
        let soonest = today.saturating_add(jiff::Span::new().days(SOONEST_DAYS));
        let after = runs_to.map_or(soonest, |last| last.saturating_add(jiff::Span::new().days(1)));
        let from = next(Weekday::Monday, soonest.max(after));
        let leads = table.iter().find(|seated| seated.chair.leads());
        let mut anchors: Vec<Zone> = ranked_zones(table).into_iter().take(1).collect();
        anchors.extend(leads.map(|leads| leads.chair.zone()).filter(|zone| !anchors.contains(zone)));
        Self {
            cadence: Cadence::Weekly { every: 2 },
            from,
            to: from
                .saturating_add(jiff::Span::new().weeks(SEASON_WEEKS))
                .saturating_sub(jiff::Span::new().days(1)),
            minutes: u16::try_from(group.meeting_minutes)
                .unwrap_or(90)
                .clamp(*MINUTES.start(), *MINUTES.end()),
            days: Weekday::Monday.cycle_forward().take(5).collect(),
            anchors,
            quorum: None,
            needed: leads.map(Seated::seat).into_iter().collect(),
            holidays: Vec::new(),
            step: 30,
        }
    }

    /// What was asked, with what is wrong. Where it is wrong the usual counts.
    pub fn read(asked: &Asked, usual: &Self, table: &[Seated], words: &Words) -> (Self, Problems) {
        let mut problems = Problems::default();
        let mut wrong =
            |field: &str, key: &str, wrong: &str| problems.note(field, words.say(key).s("wrong", wrong));
        if let Some(unknown) = asked.unknown.first() {
            wrong("asked", "hour-wrong-unknown", unknown);
        }
        if !asked.clock.is_empty() && Zone::named(&asked.clock).is_err() {
            wrong("asked", "hour-wrong-clock", &asked.clock);
        }
        // Only a form says what it leaves out: a box without a tick sends nothing.
        let asked = &if asked.asked.is_empty() { asked.or(usual.asked()) } else { asked.clone() };
        let is_cadence = |known: &&(&str, Cadence)| known.0 == asked.cadence;
        if !asked.cadence.is_empty() && !CADENCES.iter().any(|known| is_cadence(&known)) {
            wrong("cadence", "hour-wrong-cadence", &asked.cadence);
        }
        if let Some(day) = asked.day.iter().find(|day| read_day(day).is_none()) {
            wrong("day", "hour-wrong-day", day);
        }
        if let Some(anchor) = asked.anchor.iter().find(|name| Zone::named(name).is_err()) {
            wrong("anchor", "hour-wrong-clock", anchor);
        }
        if !asked.quorum.is_empty() {
            match asked.quorum.parse::<usize>() {
                Ok(number) if number > table.len() => {
                    wrong("quorum", "hour-wrong-quorum-most", &asked.quorum);
                }
                Ok(1..) => {}
                _ => wrong("quorum", "hour-wrong-quorum", &asked.quorum),
            }
        }
        if !asked.step.is_empty() && !STEPS.iter().any(|step| step.to_string() == asked.step) {
            wrong("step", "hour-wrong-step", &asked.step);
        }
        let mut wish = Self { quorum: None, ..usual.clone() };
        let cadence = CADENCES.iter().find(is_cadence);
        wish.cadence = cadence.map_or(usual.cadence, |(_, cadence)| *cadence);
        match (asked.from.parse::<Date>(), asked.to.parse::<Date>()) {
            (Ok(from), Ok(to)) => (wish.from, wish.to) = (from, to),
            (from, _) => {
                let field = if from.is_err() { "from" } else { "to" };
                problems.note(field, words.say("hour-wrong-date"));
            }
        }
        let days = wish.from.until(wish.to).map_or(i32::MAX, |span| span.get_days());
        if !(0..=SEASON_DAYS_MOST).contains(&days) {
            problems.note("to", words.say("hour-wrong-season"));
            (wish.from, wish.to) = (usual.from, usual.to);
        }
        wish.to = whole_weeks(&wish);
        match asked.minutes.parse().ok().filter(|minutes| MINUTES.contains(minutes)) {
            Some(minutes) => wish.minutes = minutes,
            None => problems.note("minutes", words.say("hour-wrong-minutes")),
        }
        wish.days = asked.day.iter().filter_map(|day| read_day(day)).collect();
        if wish.days.is_empty() {
            problems.note("day", words.say("hour-wrong-days"));
            wish.days.clone_from(&usual.days);
        }
        wish.anchors = asked.anchor.iter().filter_map(|name| Zone::named(name).ok()).collect();
        wish.anchors.dedup();
        if !(1..=ANCHORS_MOST).contains(&wish.anchors.len()) {
            problems.note("anchor", words.say("hour-wrong-anchors").n("most", ANCHORS_MOST));
            wish.anchors.truncate(ANCHORS_MOST);
        }
        if wish.anchors.is_empty() {
            wish.anchors.clone_from(&usual.anchors);
        }
        let is_quorum = |number: &u16| (1..=table.len()).contains(&usize::from(*number));
        wish.quorum = asked.quorum.parse().ok().filter(is_quorum);
        let is_seated = |seat: &SeatId| table.iter().any(|seated| seated.seat() == *seat);
        wish.needed = asked.needed.iter().filter_map(|seat| seat.parse().ok()).filter(is_seated).collect();
        if wish.needed.len() < asked.needed.len() {
            problems.note("needed", words.say("hour-wrong-needed"));
        }
        match read_dates(&asked.holidays) {
            Ok(dates) => wish.holidays = dates,
            Err(wrong) => problems.note("holidays", words.say("hour-wrong-holidays").s("wrong", wrong)),
        }
        wish.step = asked.step.parse().ok().filter(|step| STEPS.contains(step)).unwrap_or(usual.step);
        (wish, problems)
    }

    /// Whether some day of the week has so few dates that one could learn of single ones who is away.
    pub fn has_few_dates(&self) -> bool {
        let dates = |day: &Weekday| {
            let dates = self.cadence.dates(*day, self.from).take_while(|date| *date <= self.to);
            dates.filter(|date| !self.holidays.contains(date)).take(DATES_ENOUGH).count()
        };
        self.days.iter().any(|day| dates(day) < DATES_ENOUGH)
    }

    /// The same as it stands in an address.
    pub fn asked(&self) -> Asked {
        Asked {
            asked: "yes".to_owned(),
            cadence: cadence_name(self.cadence).to_owned(),
            from: self.from.to_string(),
            to: self.to.to_string(),
            minutes: self.minutes.to_string(),
            day: self.days.iter().map(|day| day.to_monday_one_offset().to_string()).collect(),
            anchor: self.anchors.iter().map(|zone| zone.name().to_owned()).collect(),
            quorum: self.quorum.map(|quorum| quorum.to_string()).unwrap_or_default(),
            needed: self.needed.iter().map(ToString::to_string).collect(),
            holidays: dates_text(&self.holidays),
            step: self.step.to_string(),
            ..Asked::default()
        }
    }

    /// As the search takes it.
    pub fn season(&self) -> Season {
        Season {
            days: self.days.clone(),
            step: self.step,
            quorum: self.quorum,
            holidays: self.holidays.clone(),
            ..Season::new(self.anchors.clone(), self.cadence, self.from..=self.to, self.minutes)
        }
    }

    /// The season at these hours.
    pub fn plan(&self, slots: &[Slot]) -> Plan {
        Plan {
            slots: slots.iter().map(PlannedSlot::from).collect(),
            cadence: self.cadence.into(),
            from: self.from,
            to: self.to,
            minutes: self.minutes,
            holidays: self.holidays.clone(),
            carry: Vec::new(),
            needed: self.needed.clone(),
        }
    }
}

/// Before so many days nobody could be asked in good time.
const SOONEST_DAYS: i32 = 4;

/// Of so many dates together everyone at the table may know on how many another cannot come.
const DATES_ENOUGH: usize = 4;

/// Half a year.
const SEASON_WEEKS: i32 = 26;

/// The last date of a season by the week, shortened to whole weeks: the days of a week that is cut in two would have a
/// date more than the others, and most dates count first.
fn whole_weeks(wish: &Wish) -> Date {
    let days = wish.from.until(wish.to).map_or(0, |span| span.get_days()) + 1;
    match wish.cadence {
        Cadence::Weekly { .. } if days > 7 => wish.to.saturating_sub(jiff::Span::new().days(days % 7)),
        _ => wish.to,
    }
}

fn next(day: Weekday, from: Date) -> Date {
    let days = i32::from(from.weekday().until(day));
    from.saturating_add(jiff::Span::new().days(days))
}

/// The zones of those at the table: where most live first, where the facilitator lives first among equals.
pub fn ranked_zones(table: &[Seated]) -> Vec<Zone> {
    let leads = table.iter().find(|seated| seated.chair.leads()).map(|leads| leads.chair.zone());
    let mut zones: BTreeMap<String, (usize, Zone)> = BTreeMap::new();
    for zone in table.iter().map(|seated| seated.chair.zone()) {
        zones.entry(zone.name().to_owned()).or_insert((0, zone)).0 += 1;
    }
    let mut zones: Vec<(usize, Zone)> = zones.into_values().collect();
    zones.sort_by_key(|(people, zone)| (usize::MAX - people, Some(zone) != leads.as_ref()));
    zones.into_iter().map(|(_, zone)| zone).collect()
}

/// Monday is 1.
fn read_day(text: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(text.parse().ok()?).ok()
}

/// Reads dates such as `2026-12-24`, parted by commas or spaces; gives the first word that is none.
fn read_dates(text: &str) -> Result<Vec<Date>, String> {
    let parted = text.split(|letter: char| letter.is_whitespace() || ",;".contains(letter));
    let parts = parted.filter(|part| !part.is_empty()).take(HOLIDAYS_MOST);
    parts.map(|part| part.parse().map_err(|_| part.to_owned())).collect()
}

fn dates_text(dates: &[Date]) -> String {
    dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `Tuesday`, as dates say it.
pub fn day_name(day: Weekday) -> String {
    next(day, Date::constant(2024, 1, 1)).strftime("%A").to_string()
}

/// An hour as a form carries it: `Europe/Lisbon 2 15:00`.
pub fn slot_text(slot: &Slot) -> String {
    format!("{} {} {}", slot.anchor.name(), slot.day.to_monday_one_offset(), slot.time.strftime("%H:%M"))
}

/// Reads [`slot_text`] back.
pub fn read_slot(text: &str) -> Option<Slot> {
    let mut parts = text.split(' ');
    let anchor = Zone::named(parts.next()?).ok()?;
    let day = Weekday::from_monday_one_offset(parts.next()?.parse().ok()?).ok()?;
    let time = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Slot { anchor, day, time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_comes_back_from_its_form() {
        let text = "America/Argentina/Buenos_Aires 7 09:15";
        assert_eq!(slot_text(&read_slot(text).unwrap()), text);
        for wrong in
            ["", "Europe/Lisbon 2", "Europe/Lisbon 8 15:00", "Nowhere 2 15:00", "Europe/Lisbon 2 15:00 x"]
        {
            assert_eq!(read_slot(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_asked_comes_back_from_its_address() {
        let asked = Asked {
            asked: "yes".to_owned(),
            cadence: "last".to_owned(),
            day: vec!["1".to_owned(), "3".to_owned()],
            anchor: vec!["Europe/Lisbon".to_owned(), "UTC".to_owned()],
            holidays: "2026-12-24, 2026-12-31".to_owned(),
            ..Asked::default()
        };
        assert_eq!(Asked::of_query(Some(&asked.query())), asked);
        assert_eq!(Asked::of_query(Some("&&=x")), Asked::of_query(None));
        let odd = Asked::of_query(Some("minutes=45&minutes=60&hours=3&day=1&day=2"));
        assert_eq!((odd.minutes.as_str(), odd.day.len()), ("45", 2));
        assert_eq!(odd.unknown, ["minutes", "hours"]);
    }

    #[test]
    fn dates_are_read_however_they_are_parted() {
        let dates: Vec<Date> = ["2026-12-24", "2026-12-31"].map(|date| date.parse().unwrap()).to_vec();
        assert_eq!(read_dates(" 2026-12-24,2026-12-31 ; "), Ok(dates));
        assert_eq!(read_dates("2026-12-24 tomorrow"), Err("tomorrow".to_owned()));
    }
}
