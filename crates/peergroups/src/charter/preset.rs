//! Six policies on attendance that peer groups publish, as values of parameters and named by what they do.
//!
//! In order: Chief, Forum Launcher, a Vistage chapter, the HBS Alumnae Circles, Progress Pods, Real Leaders.

use super::{Clause, Topic};

/// A whole policy on attendance, to start from.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Preset {
    /// Under which its words are found.
    pub name: &'static str,
    clauses: &'static [(Topic, &'static [(&'static str, &'static str)])],
}

impl Preset {
    /// Its clauses, without words. They take the place of those of their topics.
    pub fn clauses(&self) -> impl Iterator<Item = Clause> {
        self.clauses.iter().map(|(topic, values)| Clause::read(*topic, values.iter().copied(), "").0)
    }
}

/// The six.
pub const PRESETS: [Preset; 6] = [
    Preset {
        name: "facilitator-confirms",
        clauses: &[
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
    Preset {
        name: "halves-and-fines",
        clauses: &[
            (
                Topic::Attendance,
                &[("span", "calendar-year"), ("contact", "2"), ("risk", "4"), ("then", "group-decides")],
            ),
            (Topic::Punctuality, &[("half", "1"), ("whole", "30"), ("early", "1"), ("fine", "20")]),
        ],
    },
    Preset {
        name: "two-in-twelve-months",
        clauses: &[(
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
    Preset {
        name: "next-intake",
        clauses: &[(
            Topic::Attendance,
            &[("span", "season"), ("contact", "3"), ("risk", "4"), ("then", "next-intake")],
        )],
    },
    Preset {
        name: "three-of-four",
        clauses: &[(
            Topic::Attendance,
            &[
                ("span", "last-meetings"),
                ("meetings", "4"),
                ("contact", "1"),
                ("risk", "2"),
                ("then", "group-decides"),
            ],
        )],
    },
    Preset {
        name: "fixed-dates",
        clauses: &[
            (Topic::Attendance, &[("span", "calendar-year"), ("contact", "0"), ("risk", "0")]),
            (Topic::Quorum, &[("percent", "50"), ("below", "another-time"), ("moves-only-then", "yes")]),
            (Topic::Cadence, &[("season", "12")]),
        ],
    },
];
