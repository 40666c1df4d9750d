//! A crowd: as many invented people as one asks for, as lines of a roster file. The same seed gives the same crowd.
//! For measuring and for drills; whoever tells a story takes people by name.

use crate::LONG_TABLE;
use crate::person::Person;
use crate::roster::{COLUMNS, line, row};

/// The header and one line for each person, one at a time, so that a million need no room. Many share a
/// name, three or so an organisation; nobody shares an address.
///
/// ```
/// let crowd: Vec<String> = cast::crowd(1727, 3).collect();
/// assert!(crowd[0].starts_with("name,email,organisation,"));
/// assert_eq!(crowd.len(), 4);
/// assert!(cast::crowd(1727, 3).eq(crowd));
/// ```
pub fn crowd(seed: u64, people: u32) -> impl Iterator<Item = String> {
    let mut chance = Chance(seed);
    let lines = (1..=people).map(move |number| line(&someone(number, people, &mut chance)));
    std::iter::once(COLUMNS.to_owned()).chain(lines)
}

/// Somebody put together from what is said of several people of the cast.
fn someone(number: u32, of: u32, chance: &mut Chance) -> [String; 17] {
    let mut drawn = || chance.of(LONG_TABLE.people);
    let (given, family) = (first_word(drawn().name), last_word(drawn().name));
    let (house, trade, work, heart, home) = (drawn(), drawn(), drawn(), drawn(), drawn());
    let whole = Person {
        department: work.department,
        industry: trade.industry,
        function: work.function,
        seniority: work.seniority,
        years_in_role: work.years_in_role,
        interests: heart.interests,
        goals: heart.goals,
        languages: home.languages,
        time_zone: home.time_zone,
        availability: home.availability,
        ..crate::person::NOBODY
    };
    let mut cells = row(&whole);
    let letters: String = given.chars().filter(char::is_ascii_alphabetic).collect();
    let organisation = chance.below(u64::from(of / 3).max(12));
    let named = [
        format!("{given} {family}"),
        format!("{}.{number}@example.org", letters.to_lowercase()),
        format!("{} {organisation}", first_word(house.organisation)),
    ];
    for (cell, text) in cells.iter_mut().zip(named) {
        *cell = text;
    }
    cells
}

fn first_word(text: &'static str) -> &'static str {
    text.split([' ', ',']).next().unwrap_or(text)
}

fn last_word(text: &'static str) -> &'static str {
    text.rsplit(' ').next().unwrap_or(text)
}

/// SplitMix64: small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of(&mut self, people: &'static [Person]) -> &'static Person {
        let len = u64::try_from(people.len()).unwrap_or(1).max(1);
        let drawn = usize::try_from(self.below(len)).unwrap_or_default();
        people.get(drawn).unwrap_or(&crate::person::NOBODY)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everyone_in_a_crowd_has_an_address_of_their_own() {
        let lines: Vec<String> = crowd(7, 5_000).skip(1).collect();
        let emails: BTreeSet<&str> = lines.iter().filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(emails.len(), 5_000);
        assert!(!crowd(8, 5_000).skip(1).eq(lines));
    }
}
