//! Quarter-hours of a whole season as bits, one plane per member and kind.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "bit arithmetic on places that are clamped to the horizon"
)]

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{Member, Presence, Season};
use crate::availability::{Availability, Clock, ceil_second};
use crate::hours::Level;
use crate::week::{QUARTER_SECONDS, WEEK_SECONDS, Week};

pub(super) const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Words of the 672 quarter-hours of seven days.
pub(super) const WORDS: usize = 11;
const ROW_BITS: usize = 672;

/// 672 bits: seven days of quarter-hours, bits above clear.
pub(super) type Row = [u64; WORDS];

/// From two days before the season, so that every zone's first date lies within, to its last meeting's end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    /// A second, a whole quarter-hour.
    pub(super) begin: i64,
    pub(super) quarters: usize,
}

impl Horizon {
    pub(super) fn of(season: &Season) -> Horizon {
        let begin = midnight(season.from) - 2 * DAY_SECONDS;
        let end = midnight(season.to) + 4 * DAY_SECONDS + i64::from(season.minutes) * 60;
        Horizon { begin, quarters: ((end - begin) / QUARTER_SECONDS) as usize }
    }

    pub(super) fn end(self) -> i64 {
        self.begin + self.quarters as i64 * QUARTER_SECONDS
    }

    /// The quarter-hour in which a second lies, clamped.
    pub(super) fn quarter_of(self, second: i64) -> usize {
        (second - self.begin).div_euclid(QUARTER_SECONDS).clamp(0, self.quarters as i64) as usize
    }

    /// The first quarter-hour that begins at or after a second, clamped.
    fn quarter_from(self, second: i64) -> usize {
        self.quarter_of(second + QUARTER_SECONDS - 1)
    }

    /// Every quarter-hour that an interval touches.
    fn touched(self, seconds: Range<i64>) -> Range<usize> {
        if seconds.is_empty() {
            return 0..0;
        }
        self.quarter_of(seconds.start)..self.quarter_from(seconds.end)
    }
}

/// The second at which a date begins on a clock, counted like seconds of UTC.
pub(super) fn midnight(date: Date) -> i64 {
    TimeZone::UTC.to_timestamp(date.to_datetime(Time::midnight())).map_or(0, |moment| moment.as_second())
}

/// One bit per quarter-hour of a horizon, with a row of zeros after its end.
#[derive(Debug, Clone)]
pub(super) struct Plane(Vec<u64>);

impl Plane {
    pub(super) fn empty(horizon: Horizon) -> Plane {
        Plane(vec![0; horizon.quarters / 64 + WORDS + 2])
    }

    pub(super) fn has(&self, quarter: usize) -> bool {
        self.0[quarter / 64] >> (quarter % 64) & 1 == 1
    }

    /// The bits from a place on.
    pub(super) fn row(&self, from: usize) -> Row {
        let (word, shift) = (from / 64, from % 64);
        let words = &self.0[word..=word + WORDS];
        let mut row = [0; WORDS];
        if shift == 0 {
            row.copy_from_slice(&words[..WORDS]);
        } else {
            for (index, bits) in row.iter_mut().enumerate() {
                *bits = words[index] >> shift | words[index + 1] << (64 - shift);
            }
        }
        row[WORDS - 1] &= u64::MAX >> (WORDS * 64 - ROW_BITS);
        row
    }

    /// At most 64 bits from a place on.
    pub(super) fn bits(&self, from: usize, length: usize) -> u64 {
        let (word, shift) = (from / 64, from % 64);
        let bits = match shift {
            0 => self.0[word],
            _ => self.0[word] >> shift | self.0[word + 1] << (64 - shift),
        };
        bits & (u64::MAX >> (64 - length))
    }

    fn clear(&mut self, quarters: Range<usize>) {
        each_word(quarters, |word, mask| self.0[word] &= !mask);
    }

    fn and(&mut self, other: &Plane) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Keeps the quarter-hours from which so many in a row are in.
    fn keep_starts(&mut self, quarters: usize) {
        let mut fits = 1;
        while fits < quarters {
            let step = fits.min(quarters - fits);
            self.and_later(step);
            fits += step;
        }
    }

    fn and_later(&mut self, quarters: usize) {
        let (skip, shift) = (quarters / 64, quarters % 64);
        let words = self.0.len();
        for index in 0..words {
            let near = self.0.get(index + skip).copied().unwrap_or(0);
            let far = self.0.get(index + skip + 1).copied().unwrap_or(0);
            self.0[index] &= if shift == 0 { near } else { near >> shift | far << (64 - shift) };
        }
    }
}

/// A member's quarter-hours. After [`Painted::starts`], those at which a meeting can begin.
#[derive(Debug)]
pub(super) struct Painted {
    pub(super) clock: Clock,
    /// Within weekly hours, whatever else there is.
    pub(super) weekly: Plane,
    /// Can come.
    pub(super) available: Plane,
    /// Would gladly come.
    pub(super) preferred: Plane,
    pub(super) is_required: bool,
    pub(super) carry: u64,
}

impl Painted {
    pub(super) fn of(member: &Member, horizon: Horizon) -> Painted {
        let painted = Painted::when(&member.availability, horizon);
        let is_required = member.presence == Presence::Required;
        Painted { is_required, carry: member.carry.into(), ..painted }
    }

    /// Of somebody who is not required and carries nothing.
    fn when(availability: &Availability, horizon: Horizon) -> Painted {
        let clock = availability.clock(horizon.begin, horizon.end());
        let mut weekly = Plane::empty(horizon);
        let mut preferred = Plane::empty(horizon);
        for (plane, least) in [(&mut weekly, Level::Acceptable), (&mut preferred, Level::Preferred)] {
            paint(plane, availability.hours.at_least(least), &clock, horizon);
        }
        let mut available = weekly.clone();
        for busy in &availability.busy {
            available.clear(horizon.touched(busy.start.as_second()..ceil_second(busy.end)));
        }
        for stretch in &clock.stretches {
            for &date in &availability.days_off {
                let begins = (midnight(date) - stretch.offset).clamp(stretch.from, stretch.to);
                let ends = (midnight(date) + DAY_SECONDS - stretch.offset).clamp(stretch.from, stretch.to);
                available.clear(horizon.touched(begins..ends));
            }
        }
        preferred.and(&available);
        Painted { clock, weekly, available, preferred, is_required: false, carry: 0 }
    }

    /// The quarter-hours at which a meeting of so many minutes can begin.
    pub(super) fn starts(mut self, minutes: u16) -> Painted {
        for plane in [&mut self.weekly, &mut self.available, &mut self.preferred] {
            plane.keep_starts(usize::from(minutes.div_ceil(15)));
        }
        self
    }
}

/// The week from a second on in which a member is available.
pub(super) fn week(availability: &Availability, begin: i64) -> Week {
    let horizon = Horizon { begin, quarters: ROW_BITS };
    Week::from_words(Painted::when(availability, horizon).available.row(0))
}

/// Two weeks are a whole number of words, so a pattern of two weeks repeats word by word.
const FORTNIGHT_WORDS: usize = 21;

/// Paints weekly hours, in minutes of the week on a clock. A quarter-hour counts as its beginning does.
fn paint(plane: &mut Plane, hours: &[Range<u16>], clock: &Clock, horizon: Horizon) {
    for stretch in &clock.stretches {
        let fortnight = fortnight(hours, horizon.begin + stretch.offset);
        let quarters = horizon.quarter_from(stretch.from)..horizon.quarter_from(stretch.to);
        each_word(quarters, |word, mask| plane.0[word] |= fortnight[word % FORTNIGHT_WORDS] & mask);
    }
}

/// Weekly hours over two weeks from a second of a local clock on.
fn fortnight(hours: &[Range<u16>], begin: i64) -> [u64; FORTNIGHT_WORDS] {
    // 1970 began on a Thursday, four days before the first Monday.
    let into_week = (begin - 4 * DAY_SECONDS).rem_euclid(WEEK_SECONDS);
    let place = |minute: u16, week: i64| {
        let seconds = i64::from(minute) * 60 - into_week + week * WEEK_SECONDS;
        -(-seconds).div_euclid(QUARTER_SECONDS)
    };
    let mut words = [0; FORTNIGHT_WORDS];
    for stretch in hours {
        for week in 0..3 {
            let from = place(stretch.start, week).clamp(0, 1344) as usize;
            let to = place(stretch.end, week).clamp(0, 1344) as usize;
            each_word(from..to, |word, mask| words[word] |= mask);
        }
    }
    words
}

/// Calls with every word that a range of bits touches, and which of its bits are in.
fn each_word(bits: Range<usize>, mut call: impl FnMut(usize, u64)) {
    if bits.is_empty() {
        return;
    }
    let (first, last) = (bits.start / 64, (bits.end - 1) / 64);
    let from = u64::MAX << (bits.start % 64);
    let to = u64::MAX >> (63 - (bits.end - 1) % 64);
    if first == last {
        return call(first, from & to);
    }
    call(first, from);
    (first + 1..last).for_each(|word| call(word, u64::MAX));
    call(last, to);
}
