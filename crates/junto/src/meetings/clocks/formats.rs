//! The dates of some hours, and when clocks make them another hour for somebody.

use calendar::slots::Offer;
use calendar::{Availability, DateTime, Slot, Timestamp, Zone, hours_in_turn};
use store::Moment;

use crate::groups::Chair;
use crate::meetings::entities::Plan;
use crate::meetings::queries::Seated;
use crate::ui::Words;

/// Some hours and the dates on which they hold.
#[derive(Clone, Debug)]
pub struct Laid {
    pub slots: Vec<Slot>,
    pub dates: Vec<Dated>,
    pub minutes: u16,
}

/// One date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its place among the hours.
    pub slot: usize,
    /// On the anchor's calendar and clock.
    pub local: DateTime,
    pub moment: Timestamp,
}

impl Laid {
    pub fn of_offer(offer: &Offer, minutes: u16) -> Self {
        let dates = offer.meetings.iter().map(|meeting| Dated {
            slot: meeting.slot,
            local: meeting.local,
            moment: meeting.moment,
        });
        Self { slots: offer.slots.clone(), dates: dates.collect(), minutes }
    }

    /// What a plan's series will be, in order.
    pub fn of_plan(plan: &Plan) -> Self {
        let slots: Vec<Slot> = plan.slots.iter().map(|slot| slot.slot()).collect();
        let mut dates = Vec::new();
        for record in plan.series("", None) {
            let is_it = |slot: &Slot| {
                slot.anchor.name() == record.zone
                    && slot.day == record.first.weekday()
                    && slot.time == record.first.time()
            };
            let slot = slots.iter().position(is_it).unwrap_or_default();
            for (local, now) in record.dates().unwrap_or_default() {
                let moment = record.anchor().moment_of(local).filter(|_| now.is_some());
                dates.extend(moment.map(|moment| Dated { slot, local, moment }));
            }
        }
        dates.sort_by_key(|dated| dated.moment);
        Self { slots, dates, minutes: plan.minutes }
    }

    pub fn moments(&self) -> Vec<Timestamp> {
        self.dates.iter().map(|dated| dated.moment).collect()
    }

    /// The dates of one of the hours.
    pub fn moments_of(&self, slot: usize) -> Vec<Timestamp> {
        self.dates.iter().filter(|dated| dated.slot == slot).map(|dated| dated.moment).collect()
    }

    /// How many of those who said their hours can come to each date.
    pub fn attendance(&self, table: &[Seated]) -> Vec<usize> {
        let can = |moment: Timestamp| {
            let known = table.iter().filter_map(|seated| seated.availability.as_ref());
            known.filter(|known| known.level_of(moment, self.minutes).is_ok()).count()
        };
        self.dates.iter().map(|dated| can(dated.moment)).collect()
    }
}

/// When it is another hour on a member's clock than at first, in sentences that begin after their name.
pub fn notices(words: &Words, member: &Availability, laid: &Laid) -> Vec<String> {
    (0..laid.slots.len()).flat_map(|slot| notices_of(words, member, &laid.moments_of(slot))).collect()
}

fn notices_of(words: &Words, member: &Availability, moments: &[Timestamp]) -> Vec<String> {
    let turns = hours_in_turn(member, moments);
    let Some(usual) = turns.first().map(|turn| turn.first.time()) else { return Vec::new() };
    let last = turns.last().copied();
    let other = turns.iter().filter(|turn| turn.first.time() != usual);
    let said = other.map(|turn| {
        let said = if Some(*turn) == last {
            words.say("hour-notice-on")
        } else if turn.first == turn.last {
            words.say("hour-notice-once")
        } else {
            words.say("hour-notice-between").s("to", turn.last.strftime("%-d %B"))
        };
        let said = said.s("from", turn.first.strftime("%-d %B")).s("hour", turn.first.strftime("%H:%M"));
        said.s("usual", usual.strftime("%H:%M")).to_string()
    });
    said.collect()
}

/// The clock by which somebody at a table reads pages and letters: the one they chose, else the one of their
/// profile.
pub fn reading_clock(chosen: &str, own: Option<&Chair>) -> Zone {
    own.map_or_else(|| Zone::named(chosen).unwrap_or_else(|_| Zone::utc()), |own| own.clock(chosen))
}

/// `17:00 – 18:30`.
pub fn hours(clock: &Zone, begins: Moment, ends: Moment) -> String {
    let at = |moment: Moment| clock.local_at(moment.0).strftime("%H:%M").to_string();
    format!("{} – {}", at(begins), at(ends))
}
