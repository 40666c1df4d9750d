//! Six policies on attendance that peer groups publish, as values of parameters and named by what they do.
//!
//! In order: Chief, Forum Launcher, a Vistage chapter, the HBS Alumnae Circles, Progress Pods, Real Leaders.

use super::{Charter, Clause, Topic};

/// A whole policy on attendance, to start from.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Under which its words are found.
    pub name: &'static str,
    /// What it says of each clause it speaks of: names of parameters and their values.
    pub values: &'static [(Topic, &'static [(&'static str, &'static str)])],
}

impl Charter {
    /// Takes over a policy. The clause on attendance starts from usual values; in other clauses only what the policy
    /// names changes. Words stay.
    pub fn adopt(&mut self, pattern: &Pattern) {
        for (topic, values) in pattern.values {
            let before = self.clause(*topic);
            let words = before.map_or(String::new(), |before| before.words.clone());
            let kept = before.filter(|_| *topic != Topic::Attendance).map(Clause::stored).unwrap_or_default();
            let kept = kept.iter().map(|(name, text)| (*name, text.as_str()));
            self.put(Clause::read(*topic, kept.chain(values.iter().copied()), &words).0);
        }
    }
}

/// The six.
pub const PATTERNS: [Pattern; 6] = [
    Pattern {
        name: "facilitator-confirms",
        values: &[
            (
                Topic::Attendance,
                &[
                    ("span", "calendar-year"),
                    ("contact", "2"),
                    ("risk", "3"),
                    ("then", "out"),
                    ("first", "2"),
                    ("notice", "48"),
                    ("substitutes", "not-twice-running"),
                ],
            ),
            (Topic::Quorum, &[("percent", "50"), ("below", "move-a-week"), ("hours", "48")]),
        ],
    },
    Pattern {
        name: "halves-and-fines",
        values: &[
            (
                Topic::Attendance,
                &[("span", "calendar-year"), ("contact", "2"), ("risk", "4"), ("then", "group-decides")],
            ),
            (Topic::Punctuality, &[("half", "1"), ("whole", "30"), ("early", "1"), ("fine", "20")]),
        ],
    },
    Pattern {
        name: "two-in-twelve-months",
        values: &[(
            Topic::Attendance,
            &[
                ("span", "months"),
                ("months", "12"),
                ("contact", "2"),
                ("risk", "3"),
                ("then", "if-room"),
                ("leeway", "3"),
            ],
        )],
    },
    Pattern {
        name: "next-intake",
        values: &[
            (
                Topic::Attendance,
                &[("span", "season"), ("contact", "3"), ("risk", "4"), ("then", "next-intake")],
            ),
            (Topic::Cadence, &[("season", "12")]),
        ],
    },
    Pattern {
        name: "three-of-four",
        values: &[
            (
                Topic::Attendance,
                &[
                    ("span", "last-meetings"),
                    ("meetings", "4"),
                    ("contact", "1"),
                    ("risk", "2"),
                    ("then", "group-decides"),
                ],
            ),
            (Topic::Cadence, &[("every", "week")]),
        ],
    },
    Pattern {
        name: "fixed-dates",
        values: &[
            (Topic::Attendance, &[("span", "calendar-year"), ("contact", "0"), ("risk", "0")]),
            (Topic::Quorum, &[("percent", "50"), ("below", "another-time"), ("moves-only-then", "yes")]),
            (Topic::Cadence, &[("season", "12")]),
        ],
    },
];
