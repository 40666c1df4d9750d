//! The hours of a group as a picture with its words.

use calendar::{CommonHour, Level, Zone};
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
    let reader = Zone::named(reader_zone).unwrap_or_else(|_| Zone::utc());
    let known: Vec<(&Chair, Zone, &calendar::WeeklyHours)> =
        chairs.iter().filter_map(|chair| Some((chair, chair.zone(), chair.hours.as_ref()?))).collect();
    if known.is_empty() {
        return None;
    }
    let people: Vec<_> = known.iter().map(|(_, zone, hours)| (zone.clone(), (*hours).clone())).collect();
    let today = reader.local_at(now.0).date();
    let best = calendar::best_hours(&people, minutes, today, 1).into_iter().next();
    let begin = best.as_ref().map(|best| reader.local_at(best.moment));
    let day = begin.map_or(today, |begin| begin.date());
    let rows = known.iter().enumerate().map(|(index, (chair, zone, hours))| {
        let spans = calendar::strip(zone, hours, &reader, day);
        let said = spans.iter().map(|span| {
            let (from, to) = (clock(span.from), clock(span.to));
            let said = match span.level {
                Level::Preferred => words.say("common-hours-preferred-span"),
                Level::Acceptable => words.say("common-hours-acceptable-span"),
            };
            said.s("from", from).s("to", to).to_string()
        });
        let said: Vec<String> = said.collect();
        let (local, suits) = own_hour(words, best.as_ref(), index);
        HourRow {
            name: chair.name.split_whitespace().next().unwrap_or_default().to_owned(),
            city: zone.city(),
            words: if said.is_empty() { words.say("common-hours-none").to_string() } else { said.join(", ") },
            spans: spans.iter().map(|span| (span.from, span.to, span.level == Level::Preferred)).collect(),
            local,
            suits,
        }
    });
    let rows = rows.collect();
    let caption = match begin {
        Some(_) => words.say("common-hours-caption"),
        None => words.say("common-hours-caption-none"),
    };
    let caption =
        caption.s("day", day.strftime("%A")).s("city", reader.city()).n("minutes", minutes).to_string();
    let meeting = begin.map(|begin| {
        let from = u16::from(begin.hour().unsigned_abs()) * 60 + u16::from(begin.minute().unsigned_abs());
        (from, from.saturating_add(u16::try_from(minutes).unwrap_or(0)).min(24 * 60))
    });
    Some(HourStrip { caption, rows, meeting })
}

/// The best hour on one person's clock, and how it suits them.
fn own_hour(words: &Words, best: Option<&CommonHour>, index: usize) -> (String, String) {
    let Some(hour) = best.and_then(|best| best.members.get(index)) else { return Default::default() };
    let suits = match hour.level {
        Level::Preferred => words.say("common-hours-preferred"),
        Level::Acceptable => words.say("common-hours-acceptable"),
    };
    (hour.local.strftime("%H:%M").to_string(), suits.to_string())
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
