//! The terms of a charter as those need them who act by it. Each says what holds when the clause is missing.

use super::{Charter, Clause, Topic};
use crate::attendance::{Below, Excused, Lateness, Policy, Quorum, Span, Substitutes, Then};
use crate::confidentiality::Level;
use crate::conflict_ladder::Ladder;
use crate::decision::{Rule, Silence};

/// How the group decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decisions {
    /// On the charter itself.
    pub norms: Rule,
    /// On somebody who would come.
    pub admission: Rule,
    /// On somebody who shall go.
    pub removal: Rule,
    /// On everything else.
    pub other: Rule,
    /// How long everyone has to answer.
    pub days: u16,
    /// What no answer means after that.
    pub silence: Silence,
}

/// How somebody comes in and goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Membership {
    /// How many meetings ahead a member says that they leave.
    pub notice_meetings: u16,
    /// Whether a candidate comes to a meeting before they are admitted.
    pub has_trial: bool,
    /// How many members a candidate meets first.
    pub meets: u16,
    /// Whether a newcomer has a buddy.
    pub has_buddy: bool,
}

/// How often and how long the group meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rhythm {
    /// How many meetings a year has.
    pub meetings_a_year: u16,
    /// How long one is.
    pub minutes: u16,
    /// For how many months dates are fixed.
    pub season_months: u16,
}

/// How many members the group wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// Fewer are too few.
    pub least: u16,
    /// More are too many.
    pub most: u16,
}

impl Rhythm {
    /// How many meetings so many months have.
    pub fn meetings_in(&self, months: u16) -> u16 {
        self.meetings_a_year.saturating_mul(months) / 12
    }
}

impl Charter {
    /// What missing meetings leads to. Without a clause on attendance nothing counts; without one on punctuality neither
    /// does coming late.
    pub fn attendance(&self) -> Policy {
        let Some(clause) = self.clause(Topic::Attendance) else {
            return Policy { quorum: self.quorum(), ..Policy::NOTHING };
        };
        Policy {
            span: match clause.choice("span") {
                "calendar-year" => Span::CalendarYear,
                "last-meetings" => Span::LastMeetings(clause.number("meetings")),
                "season" => Span::Season,
                _ => Span::Months(clause.number("months")),
            },
            contact: threshold(clause, "contact"),
            risk: threshold(clause, "risk"),
            then: match clause.choice("then") {
                "out" => Then::Out,
                "next-intake" => Then::NextIntake,
                "if-room" => Then::IfRoom,
                _ => Then::GroupDecides,
            },
            first: threshold(clause, "first"),
            lateness: self.lateness(),
            notice_hours: clause.number("notice"),
            notice_excuses: clause.is("notice-excuses"),
            excused: match clause.choice("excused") {
                "nothing" => Excused::Nothing,
                "emergency" => Excused::Emergency,
                _ => Excused::CareAndEmergency,
            },
            leeway: clause.number("leeway"),
            substitutes: match clause.choice("substitutes") {
                "not-twice-running" => Substitutes::NotTwiceRunning,
                "always" => Substitutes::Always,
                _ => Substitutes::Never,
            },
            quorum: self.quorum(),
        }
    }

    /// What coming late and leaving early counts. Without a clause: nothing.
    pub fn lateness(&self) -> Lateness {
        self.clause(Topic::Punctuality).map_or(Lateness::default(), |clause| Lateness {
            half_minutes: threshold(clause, "half"),
            whole_minutes: threshold(clause, "whole"),
            early_minutes: threshold(clause, "early"),
            fine: clause.number("fine"),
        })
    }

    /// How many a meeting needs. Without a clause the group meets however few come.
    pub fn quorum(&self) -> Quorum {
        self.clause(Topic::Quorum).map_or(Quorum::NOTHING, |clause| Quorum {
            percent: clause.number("percent"),
            count: clause.number("count"),
            below: match clause.choice("below") {
                "move-a-week" => Below::MoveAWeek,
                "meet-anyway" => Below::MeetAnyway,
                _ => Below::AnotherTime,
            },
            hours: clause.number("hours"),
            moves_only_then: clause.is("moves-only-then"),
        })
    }

    /// How the group decides. A group cannot do without: if the clause is missing, the usual rules hold.
    pub fn decisions(&self) -> Decisions {
        let clause = self.clause_or_usual(Topic::Decisions);
        let rule = |name| Rule::named(clause.choice(name)).unwrap_or(Rule::Unanimity);
        Decisions {
            norms: rule("norms"),
            admission: rule("admission"),
            removal: rule("removal"),
            other: rule("other"),
            days: clause.number("days"),
            silence: Silence::named(clause.choice("silence")).unwrap_or(Silence::Abstains),
        }
    }

    /// At which level things are said unless their author says otherwise. Without a clause: in the group.
    pub fn confidentiality(&self) -> Level {
        self.clause(Topic::Confidentiality)
            .and_then(|clause| Level::named(clause.choice("level")))
            .unwrap_or_default()
    }

    /// After how many months the charter is read again; `None` if that was not agreed.
    pub fn review(&self) -> Option<u16> {
        self.clause(Topic::Review).map(|clause| clause.number("months"))
    }

    /// What two who are at odds can do. The way is open to everyone: if the clause is missing, the usual one holds.
    pub fn conflict(&self) -> Ladder {
        let clause = self.clause_or_usual(Topic::Conflict);
        Ladder {
            days: clause.number("days"),
            minutes: clause.number("minutes"),
            has_witness: clause.is("witness"),
            has_outside: clause.is("outside"),
            has_group: clause.is("group"),
        }
    }

    /// How somebody comes in and goes. Without a clause nothing stands before either.
    pub fn membership(&self) -> Membership {
        self.clause(Topic::Membership).map_or(Membership::default(), |clause| Membership {
            notice_meetings: clause.number("notice"),
            has_trial: clause.is("trial"),
            meets: clause.number("meet"),
            has_buddy: clause.is("buddy"),
        })
    }

    /// How often and how long the group meets, if that was agreed.
    pub fn rhythm(&self) -> Option<Rhythm> {
        self.clause(Topic::Cadence).map(|clause| Rhythm {
            meetings_a_year: match clause.choice("every") {
                "week" => 52,
                "two-weeks" => 26,
                "three-weeks" => 17,
                "two-months" => 6,
                "quarter" => 4,
                _ => 12,
            },
            minutes: clause.number("minutes"),
            season_months: clause.number("season"),
        })
    }

    /// How many members the group wants, if that was agreed.
    pub fn size(&self) -> Option<Size> {
        self.clause(Topic::Size)
            .map(|clause| Size { least: clause.number("least"), most: clause.number("most") })
    }

    /// How many minutes of a meeting are everyone's own, if that was agreed.
    pub fn share_minutes(&self) -> Option<u16> {
        self.clause(Topic::Participation).map(|clause| clause.number("minutes"))
    }

    /// How many months somebody facilitates, if that was agreed.
    pub fn facilitator_months(&self) -> Option<u16> {
        self.clause(Topic::Roles).map(|clause| clause.number("term"))
    }

    /// Within how many hours one answers, if that was agreed.
    pub fn answer_hours(&self) -> Option<u16> {
        self.clause(Topic::Communication).map(|clause| clause.number("hours"))
    }

    /// Whether a meeting may be recorded when all agree. Without a clause: no.
    pub fn allows_recording(&self) -> bool {
        self.clause(Topic::Recording).is_some_and(|clause| clause.choice("recording") == "if-all-agree")
    }

    /// Below how many members the group asks itself whether to end, if that was agreed.
    pub fn fewest(&self) -> Option<u16> {
        self.clause(Topic::Ending).and_then(|clause| threshold(clause, "fewest"))
    }

    fn clause_or_usual(&self, topic: Topic) -> Clause {
        self.clause(topic).cloned().unwrap_or_else(|| Clause::usual(topic))
    }
}

/// A number of which 0 means never.
fn threshold(clause: &Clause, name: &str) -> Option<u16> {
    Some(clause.number(name)).filter(|number| *number > 0)
}
