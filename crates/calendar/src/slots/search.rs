//! The best single hours. Every candidate is weighed; only those tied at the top are looked at more closely.

#![expect(clippy::indexing_slicing, reason = "places within tables of 672 candidates")]

use std::cmp::Reverse;

use jiff::civil::Weekday;

use super::count::{CANDIDATES, Count};
use super::offer::{Board, Candidate};
use super::turns::{DAY_QUARTERS, bit};
use super::{Offer, Search, Season};

pub(super) fn best(board: &Board, limit: usize) -> Search {
    let counts: Vec<Count> = board.anchors.iter().map(|anchor| board.count(anchor.turns.iter())).collect();
    let days = Weekday::Monday.cycle_forward().take(7).filter(|day| board.season.days.contains(day));
    let days: Vec<Weekday> = days.collect();
    let candidates = candidates(board.season, &days);

    let squares: Vec<Vec<u64>> = counts.iter().map(|count| squares(board, count)).collect();
    let mut ranked: Vec<Ranked> = candidates
        .zip(0..)
        .filter_map(|(candidate, place)| {
            let count = &counts[candidate.anchor];
            let is_possible = count.dates[candidate.bit] > 0 && count.is_possible(candidate.bit);
            is_possible.then(|| Ranked {
                quorate: Reverse(count.quorate[candidate.bit]),
                squared: squares[candidate.anchor][candidate.bit],
                burdens: Vec::new(),
                shifts: 0,
                place,
                candidate,
            })
        })
        .collect();
    let possible = ranked.len();

    keep_front(&mut ranked, limit, |one| (one.quorate, one.squared));
    for one in &mut ranked {
        one.burdens = board.burdens(&[&counts[one.candidate.anchor]], &[one.candidate]);
    }
    keep_front(&mut ranked, limit, |one| (one.quorate, one.squared, one.burdens.clone()));
    for one in &mut ranked {
        one.shifts = board.shifts(&[one.candidate]).iter().sum();
    }
    ranked.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    ranked.truncate(limit);

    let offers: Vec<Offer> = ranked.iter().map(|one| board.offer(&[one.candidate])).collect();
    Search { candidates: u32::try_from(possible).unwrap_or(u32::MAX), offers }
}

/// The candidates of a season in the order that decides between equals, days in the order given.
pub(super) fn candidates(season: &Season, days: &[Weekday]) -> impl Iterator<Item = Candidate> {
    let step = usize::from(season.step / 15).max(1);
    (0..season.anchors.len()).flat_map(move |anchor| {
        days.iter().flat_map(move |&day| {
            (0..DAY_QUARTERS).step_by(step).map(move |quarter| Candidate {
                anchor,
                day,
                quarter,
                bit: bit(season, day, quarter),
            })
        })
    })
}

struct Ranked {
    quorate: Reverse<u16>,
    squared: u64,
    burdens: Vec<u64>,
    shifts: u32,
    place: u32,
    candidate: Candidate,
}

impl Ranked {
    fn key(&self) -> (Reverse<u16>, u64, &[u64], u32, u32) {
        (self.quorate, self.squared, &self.burdens, self.shifts, self.place)
    }
}

/// Drops what cannot be among the first `limit` any more; ties stay.
fn keep_front<Key: Ord>(ranked: &mut Vec<Ranked>, limit: usize, key: impl Fn(&Ranked) -> Key) {
    let Some(last) = limit.checked_sub(1) else { return ranked.clear() };
    if last < ranked.len() {
        let (_, worst, _) = ranked.select_nth_unstable_by_key(last, &key);
        let worst = key(worst);
        ranked.retain(|one| key(one) <= worst);
    }
}

/// The sum of squared burdens of every candidate.
fn squares(board: &Board, count: &Count) -> Vec<u64> {
    let mut squares = vec![0_u64; CANDIDATES];
    let weight = u64::from(board.season.absence_weight);
    for (place, member) in board.members.iter().enumerate() {
        let bad = count.absences(place).iter().zip(count.acceptable(place));
        for (square, (absences, acceptable)) in squares.iter_mut().zip(bad) {
            let burden = member.carry + weight * u64::from(*absences) + u64::from(*acceptable);
            *square = square.saturating_add(burden.saturating_mul(burden));
        }
    }
    squares
}
