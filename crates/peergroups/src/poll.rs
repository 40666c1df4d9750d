//! Finding the time of one meeting by asking everyone: yes, if need be, no.
//!
//! Ours: the fewest who cannot come decide first, because a time that shuts somebody out is worse than one that is a
//! little awkward for several; then the most who are glad to come; then the earlier option.

use std::cmp::Reverse;

/// How an option suits somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suits {
    /// Well.
    Yes,
    /// They would come, and rather not.
    IfNeedBe,
    /// They cannot come.
    No,
}

impl Suits {
    /// The word by which it is stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Suits::Yes => "yes",
            Suits::IfNeedBe => "if-need-be",
            Suits::No => "no",
        }
    }

    /// Reads [`Suits::name`] back.
    pub fn named(name: &str) -> Option<Suits> {
        [Suits::Yes, Suits::IfNeedBe, Suits::No].into_iter().find(|suits| suits.name() == name)
    }
}

/// What was said about one option, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Whom it suits.
    pub yes: usize,
    /// Who would come if need be.
    pub if_need_be: usize,
    /// Who cannot come.
    pub no: usize,
}

impl Tally {
    /// Of what everyone said about one option.
    ///
    /// ```
    /// use peergroups::poll::{Suits, Tally};
    ///
    /// let tally = Tally::of([Suits::Yes, Suits::No, Suits::Yes]);
    /// assert_eq!(tally, Tally { yes: 2, if_need_be: 0, no: 1 });
    /// ```
    pub fn of(said: impl IntoIterator<Item = Suits>) -> Tally {
        let mut tally = Tally::default();
        for suits in said {
            match suits {
                Suits::Yes => tally.yes += 1,
                Suits::IfNeedBe => tally.if_need_be += 1,
                Suits::No => tally.no += 1,
            }
        }
        tally
    }

    /// How many would come.
    pub fn come(&self) -> usize {
        self.yes + self.if_need_be
    }
}

/// The place of the best option; `None` when nobody has said anything, or everybody cannot come to any.
///
/// ```
/// use peergroups::poll::{Tally, best};
///
/// let options = [Tally { yes: 4, if_need_be: 0, no: 1 }, Tally { yes: 1, if_need_be: 4, no: 0 }];
/// assert_eq!(best(&options), Some(1));
/// assert_eq!(best(&[Tally::default()]), None);
/// ```
pub fn best(options: &[Tally]) -> Option<usize> {
    let options = options.iter().zip(0..).filter(|(tally, _)| tally.come() > 0);
    options.min_by_key(|(tally, place)| (tally.no, Reverse(tally.yes), *place)).map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_everyone_can_come_to_is_before_one_that_more_are_glad_of() {
        let tally = |yes, if_need_be, no| Tally { yes, if_need_be, no };
        assert_eq!(best(&[tally(5, 0, 1), tally(0, 6, 0), tally(1, 5, 0), tally(1, 5, 0)]), Some(2));
        assert_eq!(best(&[tally(0, 0, 6), tally(0, 1, 5)]), Some(1), "never one that all refused");
        assert_eq!(best(&[tally(0, 0, 6)]), None);
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn a_word_reads_back() {
        for suits in [Suits::Yes, Suits::IfNeedBe, Suits::No] {
            assert_eq!(Suits::named(suits.name()), Some(suits));
        }
        assert_eq!(Suits::named("maybe"), None);
    }
}
