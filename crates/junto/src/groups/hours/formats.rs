//! The hours of a group as a picture with its words.

use calendar::{CommonHour, Date, Level, Span, WeeklyHours, Zone};
use store::Moment;

use crate::groups::queries::Chair;
use crate::ui::{HourRow, HourStrip, Words};

/// The hours of a group on the reader's clock, on the day of the best hour that those who said theirs have
/// in common. `None` when nobody said any.
pub fn hour_strip(
    words: &Words,
    chairs: &[Chair],
    minutes: u32,
    reader_zone: &str,
    now: Moment,
) -> Option<HourStrip> {
    let (reader, known, people) = who_said_hours(chairs, reader_zone, now);
    if people.is_empty() {
        return None;
    }
    let today = reader.local_at(now.0).date();
    let best = calendar::best_hours(&people, minutes, today, 1).into_iter().next();
    let drawn = DrawnDay { words, reader: &reader, best: best.as_ref(), otherwise: today };
    let rows = known.iter().zip(&people).enumerate();
    let rows = rows.map(|(place, (chair, (zone, hours)))| {
        let row = drawn.row(place, &chair.name, zone, hours);
        if chair.has_zone() { row } else { drawn.without_zone(row) }
    });
    let caption = match best {
        Some(_) => words.say("common-hours-caption"),
        None => words.say("common-hours-caption-none"),
    };
    let caption = caption.s("day", drawn.date().strftime("%A")).s("city", reader.city());
    Some(HourStrip {
        caption: caption.n("minutes", minutes).to_string(),
        rows: rows.collect(),
        meeting: drawn.meeting(minutes),
    })
}

/// The best hour of the coming week for those who said theirs, on one line: when all of them can meet on that
/// day of the reader's clock. `None` when fewer than two said any, or when there is no such hour.
pub fn next_hour_strip(
    words: &Words,
    chairs: &[Chair],
    minutes: u32,
    reader_zone: &str,
    now: Moment,
) -> Option<HourStrip> {
    let (reader, _, people) = who_said_hours(chairs, reader_zone, now);
    if people.len() < 2 {
        return None;
    }
    let next = calendar::next_hour(&people, minutes, now.0)?;
    let begin = reader.local_at(next.moment);
    let drawn = DrawnDay { words, reader: &reader, best: Some(&next), otherwise: begin.date() };
    let days: Vec<_> =
        people.iter().map(|(zone, hours)| calendar::strip(zone, hours, &reader, drawn.date())).collect();
    let everyone = chairs.iter().filter(|chair| !chair.is_paused(now)).count();
    let who = if people.len() == everyone {
        words.say("next-hour-everyone").n("people", people.len())
    } else {
        words.say("next-hour-some").n("people", people.len()).n("everyone", everyone)
    };
    let suits = words.say("next-hour-preferred").n("people", next.preferred()).to_string();
    let row = drawn.line(who.to_string(), &calendar::common_spans(&days));
    let caption = words.say("next-hour-caption").s("day", begin.strftime("%A %-d %B"));
    Some(HourStrip {
        caption: caption.s("city", reader.city()).n("minutes", minutes).to_string(),
        rows: vec![HourRow { city: reader.city(), local: begin.strftime("%H:%M").to_string(), suits, ..row }],
        meeting: drawn.meeting(minutes),
    })
}

/// The reader's clock, and those who said their hours with where and when they can meet, but for who pauses.
fn who_said_hours<'c>(
    chairs: &'c [Chair],
    reader_zone: &str,
    now: Moment,
) -> (Zone, Vec<&'c Chair>, Vec<(Zone, WeeklyHours)>) {
    let reader = Zone::named(reader_zone).unwrap_or_else(|_| Zone::utc());
    let present = chairs.iter().filter(|chair| !chair.is_paused(now));
    let said = present.filter_map(|chair| Some((chair, (chair.zone(), chair.hours.clone()?))));
    let (known, people) = said.unzip();
    (reader, known, people)
}

/// A day of the reader's clock on which hours are drawn: that of the best hour, if there is one.
#[derive(Clone, Copy, Debug)]
pub struct DrawnDay<'a> {
    pub words: &'a Words,
    pub reader: &'a Zone,
    pub best: Option<&'a CommonHour>,
    /// The day to draw when no hour is the best.
    pub otherwise: Date,
}

impl DrawnDay<'_> {
    pub fn date(&self) -> Date {
        self.best.map_or(self.otherwise, |best| self.reader.local_at(best.moment).date())
    }

    /// The meeting, in minutes of the day.
    pub fn meeting(&self, minutes: u32) -> Option<(u16, u16)> {
        let begin = self.reader.local_at(self.best?.moment);
        let from = u16::from(begin.hour().unsigned_abs()) * 60 + u16::from(begin.minute().unsigned_abs());
        let minutes = u16::try_from(minutes).unwrap_or(u16::MAX);
        Some((from, from.saturating_add(minutes).min(24 * 60)))
    }

    /// The line of one person, who has this place among those whose best hour it is.
    pub fn row(&self, place: usize, name: &str, zone: &Zone, hours: &WeeklyHours) -> HourRow {
        let name = name.split_whitespace().next().unwrap_or(name).to_owned();
        let (local, suits) = self.own_hour(place).unwrap_or_default();
        let line = self.line(name, &calendar::strip(zone, hours, self.reader, self.date()));
        HourRow { city: zone.city(), local, suits, ..line }
    }

    /// A line of these stretches, drawn and in words.
    fn line(&self, name: String, spans: &[Span]) -> HourRow {
        let words = self.words;
        let said = spans.iter().map(|span| {
            let said = match span.level {
                Level::Preferred => words.say("common-hours-preferred-span"),
                Level::Acceptable => words.say("common-hours-acceptable-span"),
            };
            said.s("from", clock(span.from)).s("to", clock(span.to)).to_string()
        });
        let said: Vec<String> = said.collect();
        HourRow {
            name,
            city: String::new(),
            words: if said.is_empty() { words.say("common-hours-none").to_string() } else { said.join(", ") },
            spans: spans.iter().map(|span| (span.from, span.to, span.level == Level::Preferred)).collect(),
            local: String::new(),
            suits: String::new(),
        }
    }

    /// The line of someone whose clock is not known.
    pub fn without_zone(&self, row: HourRow) -> HourRow {
        let city = self.words.say("common-hours-no-zone").to_string();
        HourRow { city, local: String::new(), ..row }
    }

    /// The best hour on one person's clock, and how it suits them.
    fn own_hour(&self, place: usize) -> Option<(String, String)> {
        let hour = self.best?.members.get(place)?;
        let suits = match hour.level {
            Level::Preferred => self.words.say("common-hours-preferred"),
            Level::Acceptable => self.words.say("common-hours-acceptable"),
        };
        Some((hour.local.strftime("%H:%M").to_string(), suits.to_string()))
    }
}

/// `08:00` as a clock shows it.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
