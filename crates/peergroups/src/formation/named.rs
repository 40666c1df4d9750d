//! People as criteria name them, and what of that could not be followed.

use super::Round;
use crate::profile::text_key;

/// What of the people named in the criteria asks for nothing, or for two things at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Nobody's address, and not the name of exactly one.
    Unknown(String),
    /// Stands alone in a set, which so asks for nothing.
    Alone(String),
    /// Is named more than once in one set.
    Twice(usize),
    /// These are to be apart and are free to meet. They may meet.
    ApartAndFree([usize; 2]),
}

impl Round<'_> {
    /// What of the people named in the criteria could not be followed.
    pub fn slips(&self) -> &[Slip] {
        &self.slips
    }

    /// The people with these addresses, or names that only one has, in rising order; the others are noted.
    pub(super) fn find(&mut self, named: &[String]) -> Vec<usize> {
        if let [alone] = named {
            self.slips.push(Slip::Alone(alone.clone()));
        }
        let mut people: Vec<usize> = named.iter().filter_map(|written| self.find_one(written)).collect();
        people.sort_unstable();
        let (first, rest) = (people.iter(), people.iter().skip(1));
        let twice = first.zip(rest).filter(|(one, next)| one == next).map(|(one, _)| Slip::Twice(*one));
        let mut twice: Vec<Slip> = twice.collect();
        twice.dedup();
        self.slips.extend(twice);
        people.dedup();
        people
    }

    pub(super) fn find_one(&mut self, written: &str) -> Option<usize> {
        let key = text_key(written);
        let by_email = self.profiles.iter().position(|profile| profile.email.key() == key);
        let mut by_name = (0..).zip(self.profiles).filter(|(_, profile)| text_key(&profile.name) == key);
        let only = match (by_name.next(), by_name.next()) {
            (Some((who, _)), None) => Some(who),
            _ => None,
        };
        let found = by_email.or(only);
        if found.is_none() {
            self.slips.push(Slip::Unknown(written.to_owned()));
        }
        found
    }

    /// Notes who of a set that shall be apart is free to meet.
    pub(super) fn note_free_to_meet(&mut self, apart: &[usize]) {
        for (position, one) in apart.iter().enumerate() {
            for other in apart.iter().take(position) {
                if self.may_meet.iter().any(|set| set.contains(one) && set.contains(other)) {
                    self.slips.push(Slip::ApartAndFree([*other, *one]));
                }
            }
        }
    }
}
