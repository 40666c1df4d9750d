//! A person's typical weeks as bits: one week in winter and one in summer, 672 quarter-hours each.
//! What a bit means is the caller's choice; this crate only intersects and counts.

/// Quarter-hours in a week.
pub const QUARTERS: usize = 7 * 24 * 4;

const WORDS: usize = QUARTERS.div_ceil(64);
const LAST_WORD: u64 = (1 << (QUARTERS % 64)) - 1;

/// The two halves of the year, between which zones shift against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// The week standing for northern winter.
    Winter,
    /// The week standing for northern summer.
    Summer,
}

/// One week in winter and one in summer, in quarter-hours of one common clock such as UTC.
///
/// For meetings of a known length, set a bit where such a meeting could *begin*: then the
/// intersection of many people's hours is exactly the set of beginnings that suit them all.
/// With plain availability the intersection may be fragments too short for a meeting.
///
/// ```
/// use matching::{Hours, Season};
/// let ana = Hours::from_quarters(32..64, 28..60);
/// let kofi = Hours::from_quarters(48..80, 48..80);
/// let both = ana.common(&kofi);
/// assert_eq!(both.counts(), [16, 12]);
/// assert!(both.contains(Season::Winter, 50));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    weeks: [[u64; WORDS]; 2],
}

impl Hours {
    /// From two weeks of 672 bits, winter first; quarter-hour `q` is bit `q % 64` of word `q / 64`.
    /// Bits beyond the week are dropped.
    pub fn new(mut weeks: [[u64; 11]; 2]) -> Self {
        for [.., last] in &mut weeks {
            *last &= LAST_WORD;
        }
        Self { weeks }
    }

    /// From the quarter-hours of each week, counted from its start; those beyond the week are dropped.
    pub fn from_quarters(
        winter: impl IntoIterator<Item = usize>,
        summer: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut weeks = [[0; WORDS]; 2];
        let [in_winter, in_summer] = &mut weeks;
        for quarter in winter {
            set(in_winter, quarter);
        }
        for quarter in summer {
            set(in_summer, quarter);
        }
        Self::new(weeks)
    }

    /// Every quarter-hour of both weeks.
    pub fn always() -> Self {
        Self::new([[u64::MAX; WORDS]; 2])
    }

    /// The quarter-hours in both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let mut weeks = self.weeks;
        for (week, others) in weeks.iter_mut().zip(&other.weeks) {
            for (word, other) in week.iter_mut().zip(others) {
                *word &= other;
            }
        }
        Self { weeks }
    }

    /// How many quarter-hours, in winter and in summer.
    pub fn counts(&self) -> [u32; 2] {
        self.weeks.map(|week| week.iter().map(|word| word.count_ones()).sum())
    }

    /// Whether this quarter-hour of that season's week is in it.
    pub fn contains(&self, season: Season, quarter: usize) -> bool {
        let [winter, summer] = &self.weeks;
        let week = match season {
            Season::Winter => winter,
            Season::Summer => summer,
        };
        week.get(quarter / 64).is_some_and(|word| word >> (quarter % 64) & 1 == 1)
    }

    /// Which seasons have fewer than `least` quarter-hours common to all of `people`, counting no
    /// further than needed.
    pub(crate) fn seasons_short<'h>(people: &(impl Iterator<Item = &'h Hours> + Clone), least: u32) -> u32 {
        let short = |season: usize| {
            let mut found = 0;
            for word in 0..WORDS {
                let common = people
                    .clone()
                    .filter_map(|hours| hours.weeks.get(season)?.get(word))
                    .fold(u64::MAX, |common, word| common & word);
                found += common.count_ones();
                if found >= least {
                    return 0;
                }
            }
            1
        };
        short(0) + short(1)
    }
}

fn set(week: &mut [u64; WORDS], quarter: usize) {
    if let Some(word) = week.get_mut(quarter / 64) {
        *word |= 1 << (quarter % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_beyond_the_week_do_not_count() {
        assert_eq!(Hours::new([[u64::MAX; 11]; 2]).counts(), [672, 672]);
        assert_eq!(Hours::from_quarters([671, 672, 703, 704, 9000], []).counts(), [1, 0]);
        assert_eq!(Hours::always().counts(), [672, 672]);
    }

    #[test]
    fn a_short_season_is_noticed_by_itself() {
        let ana = Hours::from_quarters(0..10, 0..10);
        let kofi = Hours::from_quarters(6..20, 2..20);
        let short = |least| Hours::seasons_short(&[&ana, &kofi].into_iter(), least);
        assert_eq!([short(4), short(5), short(8), short(9)], [0, 1, 1, 2]);
    }
}
