//! Hours as pictures and sentences.
//!
//! Of others nothing is told but whether they can come; of the reader also why not.

use calendar::{Absence, Availability, Burden, DateTime, Level, Slot, Timestamp, Zone, borne, burden_of};
use jiff::SignedDuration;

use store::Moment;

use crate::groups::{DrawnDay, SeatId};
use crate::meetings::clocks::{Dated, Laid, ReadingClock, notices};
use crate::meetings::fairness::ABSENCE_WEIGHT;
use crate::meetings::hour::formats::{day_name, slot_text};
use crate::meetings::queries::Seated;
use crate::ui::{HourRow, HourStrip, Words};

/// An hour, or several in turn, as somebody at the table sees it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The hours on their anchors' clocks.
    pub hours: Vec<String>,
    /// The hours on the reader's clock, where it is another one.
    pub own_hours: Vec<String>,
    /// One picture for each hour.
    pub strips: Vec<HourStrip>,
    pub shares: Vec<ShareLine>,
    /// When it is another hour for the reader.
    pub own_notices: Vec<String>,
    /// And for the others.
    pub notices: Vec<Notice>,
    /// When the reader cannot come.
    pub cannot: Vec<Cannot>,
    /// The hours as a form carries them.
    pub slots: Vec<String>,
    pub dates: usize,
}

/// What an hour asks of one member.
#[derive(Clone, Debug)]
pub struct ShareLine {
    pub name: String,
    pub is_reader: bool,
    pub burden: Burden,
    pub total: u64,
}

/// A date on which the reader cannot come, and why.
#[derive(Clone, Debug)]
pub struct Cannot {
    pub day: String,
    pub why: String,
}

/// When it is another hour for somebody.
#[derive(Clone, Debug)]
pub struct Notice {
    pub name: String,
    pub said: Vec<String>,
}

/// Who reads, and by which clock.
#[derive(Clone, Copy)]
pub struct ReadBy<'a> {
    pub words: &'a Words,
    pub seat: SeatId,
    pub clock: &'a ReadingClock,
}

impl Candidate {
    pub fn of(laid: &Laid, table: &[Seated], carry: &[(SeatId, u32)], reader: ReadBy<'_>) -> Self {
        let words = reader.words;
        let moments = laid.moments();
        let shares = table.iter().filter_map(|seated| {
            let known = seated.availability.as_ref()?;
            let carried =
                carry.iter().find(|(seat, _)| *seat == seated.seat()).map_or(0, |(_, carried)| *carried);
            let burden = burden_of(carried, &borne(known, &moments, laid.minutes));
            let total = burden.total(ABSENCE_WEIGHT);
            Some(ShareLine {
                name: seated.name().to_owned(),
                is_reader: seated.seat() == reader.seat,
                burden,
                total,
            })
        });
        let own = table.iter().find(|seated| seated.seat() == reader.seat);
        let others =
            table.iter().filter(|seated| seated.seat() != reader.seat && seated.availability.is_some());
        let others = others.map(|seated| {
            let said = notices(words, &seated.seen_by(reader.seat), laid);
            Notice { name: seated.name().to_owned(), said }
        });
        let cannot = own.and_then(|own| Some((own, own.availability.as_ref()?))).map(|(own, known)| {
            let meetings = borne(known, &moments, laid.minutes);
            let missed = meetings.iter().filter_map(|meeting| {
                let why = meeting.level.err()?;
                let day = reader.clock.local_at(Moment(meeting.moment)).strftime("%-d %B").to_string();
                Some(Cannot { day, why: reason(words, why, is_engaged(own, meeting.moment, laid.minutes)) })
            });
            missed.collect()
        });
        Self {
            hours: laid.slots.iter().map(|slot| anchored(words, slot)).collect(),
            own_hours: own_hours(words, laid, reader.clock.home()),
            strips: (0..laid.slots.len()).filter_map(|slot| strip(laid, slot, table, reader)).collect(),
            shares: shares.collect(),
            own_notices: notices(words, reader.clock.whereabouts(), laid),
            notices: others.filter(|notice| !notice.said.is_empty()).collect(),
            cannot: cannot.unwrap_or_default(),
            slots: laid.slots.iter().map(slot_text).collect(),
            dates: laid.dates.len(),
        }
    }

    /// Whether clocks change for anybody, or the reader cannot come on some date.
    pub fn has_notices(&self) -> bool {
        !(self.own_notices.is_empty() && self.notices.is_empty() && self.cannot.is_empty())
    }

    /// The heaviest share.
    pub fn heaviest(&self) -> u64 {
        self.shares.iter().map(|share| share.total).max().unwrap_or_default()
    }
}

fn anchored(words: &Words, slot: &Slot) -> String {
    let said = words.say("hour-slot").s("day", day_name(slot.day)).s("time", slot.time.strftime("%H:%M"));
    said.s("city", slot.anchor.city()).to_string()
}

/// The hours as the reader's clock shows them on the first date, where the anchor's shows another.
fn own_hours(words: &Words, laid: &Laid, clock: &Zone) -> Vec<String> {
    let first = |slot: usize| laid.dates.iter().find(|dated| dated.slot == slot);
    let is_other = |dated: &&Dated| clock.local_at(dated.moment) != dated.local;
    let dated: Vec<&Dated> = (0..laid.slots.len()).filter_map(first).collect();
    if !dated.iter().any(is_other) {
        return Vec::new();
    }
    let said = |dated: &&Dated| {
        let local = clock.local_at(dated.moment);
        words
            .say("hour-own-slot")
            .s("day", local.strftime("%A"))
            .s("time", local.strftime("%H:%M"))
            .to_string()
    };
    dated.iter().map(said).collect()
}

/// Everyone's hours on the day of the first date, on the reader's clock.
fn strip(laid: &Laid, slot: usize, table: &[Seated], reader: ReadBy<'_>) -> Option<HourStrip> {
    let first = laid.dates.iter().find(|dated| dated.slot == slot)?.moment;
    let home = reader.clock.home();
    let here = home.local_at(first);
    let drawn = DrawnDay { words: reader.words, reader: home, best: None, otherwise: here.date() };
    let rows = table.iter().filter_map(|seated| {
        let weekly = seated
            .availability
            .as_ref()
            .map(|known| Availability::new(known.zone.clone(), known.hours.clone()))?;
        let local = weekly.local_at(first);
        let suits = match weekly.level_of(first, laid.minutes) {
            Ok(Level::Preferred) => reader.words.say("common-hours-preferred"),
            Ok(Level::Acceptable) => reader.words.say("common-hours-acceptable"),
            Err(_) => reader.words.say("hour-cannot"),
        };
        let row = drawn.row(0, &seated.chair.name, &weekly.zone, &weekly.hours);
        Some(HourRow { local: weekday_and_hour(local, here), suits: suits.to_string(), ..row })
    });
    let begin = u16::from(here.hour().unsigned_abs()) * 60 + u16::from(here.minute().unsigned_abs());
    let caption = reader.words.say("hour-strip-caption").s("day", here.strftime("%A %-d %B"));
    Some(HourStrip {
        caption: caption.s("city", home.city()).to_string(),
        rows: rows.collect(),
        meeting: Some((begin, begin.saturating_add(laid.minutes).min(24 * 60))),
    })
}

/// `15:00`, with the day of the week where it is another one than `here`.
pub fn weekday_and_hour(local: DateTime, here: DateTime) -> String {
    let form = if local.date() == here.date() { "%H:%M" } else { "%a %H:%M" };
    local.strftime(form).to_string()
}

/// Whether another group of theirs meets then.
fn is_engaged(seated: &Seated, begins: Timestamp, minutes: u16) -> bool {
    let ends = begins.saturating_add(SignedDuration::from_mins(minutes.into())).unwrap_or(Timestamp::MAX);
    seated.engaged.iter().any(|other| other.start < ends && begins < other.end)
}

fn reason(words: &Words, why: Absence, is_engaged: bool) -> String {
    let said = match why {
        Absence::Busy if is_engaged => words.say("hour-why-group"),
        Absence::OutOfHours => words.say("hour-why-hours"),
        Absence::DayOff => words.say("hour-why-day-off"),
        Absence::Busy => words.say("hour-why-busy"),
    };
    said.to_string()
}
