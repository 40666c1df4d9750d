//! Weighs all 672 candidates of an anchor at once: sums are held as bits across candidates, one word per 64 of them.

#![expect(
    clippy::indexing_slicing,
    reason = "places within rows of eleven words and tables of 672 candidates"
)]

use super::planes::{Painted, Row, WORDS};
use super::turns::Turn;

/// Candidates of one anchor: seven days of 96 quarter-hours.
pub(super) const CANDIDATES: usize = 672;

/// What was counted for every candidate of one anchor.
pub(super) struct Count {
    /// Dates.
    pub(super) dates: Vec<u16>,
    /// Dates with a quorum.
    pub(super) quorate: Vec<u16>,
    /// Dates without a member, all candidates of the first member, then of the next.
    absent: Vec<u16>,
    /// Dates at which a member is present though not gladly, in the same order.
    acceptable: Vec<u16>,
    /// Somebody required is out of their weekly hours.
    impossible: Row,
}

impl Count {
    pub(super) fn of<'a>(turns: impl Iterator<Item = &'a Turn>, members: &[Painted], quorum: u16) -> Count {
        let mut count = Count {
            dates: vec![0; CANDIDATES],
            quorate: vec![0; CANDIDATES],
            absent: vec![0; CANDIDATES * members.len()],
            acceptable: vec![0; CANDIDATES * members.len()],
            impossible: [0; WORDS],
        };
        let turns: Vec<&Turn> = turns.collect();
        for block in turns.chunks(BLOCK) {
            count.add(block, members, quorum);
        }
        count
    }

    pub(super) fn is_possible(&self, candidate: usize) -> bool {
        self.impossible[candidate / 64] >> (candidate % 64) & 1 == 0
    }

    pub(super) fn absences(&self, member: usize) -> &[u16] {
        &self.absent[member * CANDIDATES..][..CANDIDATES]
    }

    pub(super) fn acceptable(&self, member: usize) -> &[u16] {
        &self.acceptable[member * CANDIDATES..][..CANDIDATES]
    }

    fn add(&mut self, turns: &[&Turn], members: &[Painted], quorum: u16) {
        let mut dates = Tally::default();
        let mut quorate = Tally::default();
        let mut absent = vec![Tally::default(); members.len()];
        let mut acceptable = vec![Tally::default(); members.len()];
        for turn in turns {
            let mut present = Tally::default();
            for (place, member) in members.iter().enumerate() {
                let here = turn.row(&member.available);
                let glad = turn.row(&member.preferred);
                absent[place].add(&with(&turn.occurs, &here, |occurs, here| occurs & !here));
                acceptable[place].add(&with(&here, &glad, |here, glad| here & !glad));
                present.add(&here);
                if member.is_required {
                    let within = turn.row(&member.weekly);
                    let outside = with(&turn.occurs, &within, |occurs, within| occurs & !within);
                    self.impossible = with(&self.impossible, &outside, |one, other| one | other);
                }
            }
            quorate.add(&with(&turn.occurs, &present.at_least(quorum), |occurs, enough| occurs & enough));
            dates.add(&turn.occurs);
        }
        dates.unload(&mut self.dates);
        quorate.unload(&mut self.quorate);
        for (tally, sums) in absent.iter().zip(self.absent.chunks_mut(CANDIDATES)) {
            tally.unload(sums);
        }
        for (tally, sums) in acceptable.iter().zip(self.acceptable.chunks_mut(CANDIDATES)) {
            tally.unload(sums);
        }
    }
}

/// How many turns are counted before the sums are written out: what seven bits hold.
const BLOCK: usize = 127;
const PLACES: usize = 7;

/// A sum of at most 127 for each candidate: word by word its lowest bits, its second bits and so on.
#[derive(Clone, Default)]
struct Tally {
    bits: [Row; PLACES],
    added: u32,
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.added += 1;
        // Sums of so many ones have no more places than that number.
        let places = u32::BITS - self.added.leading_zeros();
        let mut carry = *row;
        for (bits, _) in self.bits.iter_mut().zip(0..places) {
            for (bits, carry) in bits.iter_mut().zip(&mut carry) {
                (*bits, *carry) = (*bits ^ *carry, *bits & *carry);
            }
        }
    }

    /// Where the sum is at least so great.
    fn at_least(&self, least: u16) -> Row {
        if least >= 1 << PLACES {
            return [0; WORDS];
        }
        let mut enough = [u64::MAX; WORDS];
        for (place, bits) in self.bits.iter().enumerate() {
            let wants = least >> place & 1 == 1;
            enough = with(bits, &enough, |bits, enough| if wants { bits & enough } else { bits | enough });
        }
        enough
    }

    /// Adds every sum to the number of its candidate.
    fn unload(&self, sums: &mut [u16]) {
        for (octet, sums) in sums.chunks_mut(8).enumerate() {
            let (word, shift) = (octet / 8, octet % 8 * 8);
            let mut eight = 0_u64;
            for (place, bits) in self.bits.iter().enumerate() {
                let byte = bits[word] >> shift & 0xff;
                eight += SPREAD[usize::try_from(byte).unwrap_or_default()] << place;
            }
            for (sum, more) in sums.iter_mut().zip(eight.to_le_bytes()) {
                *sum += u16::from(more);
            }
        }
    }
}

/// Eight bits as eight bytes of 0 or 1.
const SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    let mut bits = 0_u64;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[byte] |= (bits >> bit & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
        bits += 1;
    }
    table
};

fn with(one: &Row, other: &Row, combine: impl Fn(u64, u64) -> u64) -> Row {
    let mut row = [0; WORDS];
    for (index, bits) in row.iter_mut().enumerate() {
        *bits = combine(one[index], other[index]);
    }
    row
}
