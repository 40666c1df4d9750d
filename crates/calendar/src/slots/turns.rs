//! The dates of a season, and where the hours of one anchor's days lie in UTC.

#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_wrap,
    reason = "bit arithmetic on places within seven days of 96 quarter-hours"
)]

use jiff::civil::{Date, Weekday};

use super::Season;
use super::planes::{DAY_SECONDS, Horizon, Plane, Row, WORDS, midnight};
use crate::availability::Clock;
use crate::week::QUARTER_SECONDS;

/// Quarter-hours of a day.
pub(super) const DAY_QUARTERS: usize = 96;

/// The date of each weekday in one turn and the second at which it begins on a local clock, the weekday of the season's
/// first date first.
pub(super) type Dates = [Option<(Date, i64)>; 7];

/// The dates of a season, turn by turn. Holidays are left out, their turn is not.
pub(super) fn dates(season: &Season) -> Vec<Dates> {
    let mut turns: Vec<Dates> = Vec::new();
    for (place, day) in season.from.weekday().cycle_forward().take(7).enumerate() {
        let dates = season.cadence.turns(day, season.from).take_while(|(_, date)| *date <= season.to);
        for (turn, date) in dates {
            let turn = turn as usize;
            if turns.len() <= turn {
                turns.resize(turn + 1, [None; 7]);
            }
            turns[turn][place] = (!season.holidays.contains(&date)).then(|| (date, midnight(date)));
        }
    }
    turns
}

/// Where the candidate of a weekday and a quarter-hour stands in a row.
pub(super) fn bit(season: &Season, day: Weekday, quarter: usize) -> usize {
    let place = season.from.weekday().until(day).unsigned_abs();
    usize::from(place) * DAY_QUARTERS + quarter
}

/// From when on, by the anchor's own clock, which offset is used to find the moment of a local time.
///
/// A local time that is skipped uses the offset before the change, one that is shown twice is the first (RFC 5545,
/// 3.3.5). Both come to the same: the new offset counts from the later of the two times shown at the change.
pub(super) struct Wall(Vec<(i64, i64)>);

impl Wall {
    pub(super) fn of(clock: &Clock) -> Wall {
        let mut rules: Vec<(i64, i64)> = Vec::with_capacity(clock.stretches.len());
        for stretch in &clock.stretches {
            let rule = match rules.last() {
                None => (i64::MIN, stretch.offset),
                Some((_, before)) => (stretch.from + stretch.offset.max(*before), stretch.offset),
            };
            rules.push(rule);
        }
        Wall(rules)
    }

    /// The moment, in seconds, at which the clock shows a local time.
    pub(super) fn moment(&self, local: i64) -> i64 {
        local - self.0[self.rule(local)].1
    }

    fn rule(&self, local: i64) -> usize {
        self.0.iter().rposition(|(from, _)| *from <= local).unwrap_or(0)
    }
}

/// One turn of one anchor: which candidates have a date, and where their bits are.
pub(super) struct Turn {
    pub(super) occurs: Row,
    source: Source,
}

enum Source {
    /// All seven days lie in a row, with one offset.
    Whole(usize),
    Pieces(Vec<Piece>),
}

/// At most 64 quarter-hours that lie in a row.
struct Piece {
    /// Where they stand in the row.
    place: usize,
    /// Where they stand in a plane.
    from: usize,
    length: usize,
}

impl Turn {
    pub(super) fn of(dates: &Dates, wall: &Wall, horizon: Horizon) -> Turn {
        let mut occurs = [0; WORDS];
        if let Some(from) = whole(dates, wall, horizon) {
            insert(&mut occurs, 0, 672);
            return Turn { occurs, source: Source::Whole(from) };
        }
        let mut pieces = Vec::new();
        for (place, date) in dates.iter().enumerate() {
            if let Some((_, midnight)) = date {
                insert(&mut occurs, place * DAY_QUARTERS, DAY_QUARTERS);
                day_pieces(place * DAY_QUARTERS, *midnight, wall, horizon, &mut pieces);
            }
        }
        Turn { occurs, source: Source::Pieces(pieces) }
    }

    /// The bits of a plane for every candidate of this turn.
    pub(super) fn row(&self, plane: &Plane) -> Row {
        let pieces = match &self.source {
            Source::Whole(from) => return plane.row(*from),
            Source::Pieces(pieces) => pieces,
        };
        let mut row = [0; WORDS];
        for piece in pieces {
            let bits = plane.bits(piece.from, piece.length);
            let (word, shift) = (piece.place / 64, piece.place % 64);
            row[word] |= bits << shift;
            if shift + piece.length > 64 {
                row[word + 1] |= bits >> (64 - shift);
            }
        }
        row
    }
}

/// The place of seven days without a change of clocks.
fn whole(dates: &Dates, wall: &Wall, horizon: Horizon) -> Option<usize> {
    let (_, first) = dates[0]?;
    let mut follow = dates.iter().zip(0..);
    let in_a_row =
        follow.all(|(date, days)| date.map(|(_, midnight)| midnight) == Some(first + days * DAY_SECONDS));
    let is_steady = wall.rule(first) == wall.rule(first + 7 * DAY_SECONDS - 1);
    (in_a_row && is_steady).then(|| horizon.quarter_of(wall.moment(first)))
}

/// One day cut where clocks change, and into lengths that fit a word.
fn day_pieces(place: usize, midnight: i64, wall: &Wall, horizon: Horizon, pieces: &mut Vec<Piece>) {
    let mut quarter = 0;
    while quarter < DAY_QUARTERS {
        let local = |quarter: usize| midnight + quarter as i64 * QUARTER_SECONDS;
        let rule = wall.rule(local(quarter));
        let until = (quarter + 1..DAY_QUARTERS.min(quarter + 64))
            .find(|&later| wall.rule(local(later)) != rule)
            .unwrap_or(DAY_QUARTERS.min(quarter + 64));
        let from = horizon.quarter_of(wall.moment(local(quarter)));
        pieces.push(Piece { place: place + quarter, from, length: until - quarter });
        quarter = until;
    }
}

fn insert(row: &mut Row, from: usize, length: usize) {
    for bit in from..from + length {
        row[bit / 64] |= 1 << (bit % 64);
    }
}
