//! By which clock somebody reads, the dates of some hours, and when clocks make them another hour for somebody.

use calendar::slots::Offer;
use calendar::{Availability, DateTime, Journey, Slot, Timestamp, WeeklyHours, Zone, hours_in_turn};
use store::Moment;

use crate::frame;
use crate::groups::{Chair, reading_clock};
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

/// The clock by which somebody reads pages and letters: at home the one they chose, else the one of their profile;
/// on a journey that of the place where they are then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingClock(Availability);

impl ReadingClock {
    /// Whoever has chosen none is given UTC.
    pub fn of(chosen: &str, own: Option<&Chair>, journeys: Vec<Journey>) -> Self {
        let home = reading_clock(chosen, own);
        Self(Availability { journeys, ..Availability::new(home, WeeklyHours::default()) })
    }

    pub fn home(&self) -> &Zone {
        &self.0.zone
    }

    /// Whose clock they read by at a moment.
    pub fn zone_at(&self, moment: Moment) -> &Zone {
        self.0.zone_at(moment.0)
    }

    pub fn local_at(&self, moment: Moment) -> DateTime {
        self.0.local_at(moment.0)
    }

    /// As the search for hours knows somebody who reads by this clock.
    pub fn whereabouts(&self) -> &Availability {
        &self.0
    }

    /// `Tuesday 6 October`.
    pub fn day(&self, moment: Moment) -> String {
        self.local_at(moment).strftime("%A %-d %B").to_string()
    }

    /// `Tuesday 6 October, 17:00`, and where, away from home.
    pub fn day_and_time(&self, words: &Words, moment: Moment) -> String {
        self.placed(words, moment, frame::day_and_time(moment, self.zone_at(moment).name()))
    }

    /// `17:00 – 18:30`, and where, away from home.
    pub fn hours(&self, words: &Words, begins: Moment, ends: Moment) -> String {
        self.placed(words, begins, hours(self.zone_at(begins), begins, ends))
    }

    fn placed(&self, words: &Words, moment: Moment, when: String) -> String {
        match self.zone_at(moment) {
            home if home == self.home() => when,
            away => words.say("clock-away").s("when", when).s("city", away.city()).to_string(),
        }
    }
}

/// `17:00 – 18:30`.
pub fn hours(clock: &Zone, begins: Moment, ends: Moment) -> String {
    let at = |moment: Moment| clock.local_at(moment.0).strftime("%H:%M").to_string();
    format!("{} – {}", at(begins), at(ends))
}
