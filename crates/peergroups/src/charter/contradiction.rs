//! Parameters that cannot all hold. Only clauses that are in the charter are compared: nobody is told of a contradiction
//! with something they did not write.

use super::{Charter, Topic};
use crate::attendance::{Policy, Span};
use crate::confidentiality::Level;
use crate::decision::{Rule, Silence};

/// Parameters that cannot all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// The group wants at least more members than it wants at most.
    SizeReversed {
        /// At least.
        least: u16,
        /// At most.
        most: u16,
    },
    /// A meeting needs more members than the group may have.
    QuorumAboveSize {
        /// How many it needs.
        quorum: u16,
        /// The least members the group wants.
        least: u16,
    },
    /// A seat is at risk before anybody has had a private word.
    RiskBeforeContact {
        /// At risk.
        risk: u16,
        /// A private word.
        contact: u16,
    },
    /// A step at so many misses is never taken, because the span has fewer meetings.
    StepOutOfReach {
        /// At risk, or else a private word.
        misses: u16,
        /// In the span at this cadence.
        meetings: u16,
    },
    /// Misses are counted over more meetings than a year has.
    MoreThanAYear {
        /// Over how many.
        asked: u16,
        /// In a year.
        meetings: u16,
    },
    /// The first meetings end a seat when missed, and do not count.
    FirstInLeeway {
        /// How many are not to be missed.
        first: u16,
        /// How many do not count.
        leeway: u16,
    },
    /// Coming late is a whole miss no later than it is half of one.
    HalfNotBeforeWhole {
        /// Minutes for half a miss.
        half: u16,
        /// Minutes for a whole one.
        whole: u16,
    },
    /// Silence counts as a yes where everyone must say yes.
    SilenceForUnanimity {
        /// The parameter of the clause on decisions: norms, admission, removal or other.
        question: &'static str,
    },
    /// Nothing leaves the room, and yet it may be recorded.
    RecordingInTheRoom,
    /// Notice of leaving takes longer than the season.
    NoticeAboveSeason {
        /// Meetings of notice.
        notice: u16,
        /// Meetings in the season at this cadence.
        meetings: u16,
    },
    /// One may take longer to answer than a decision takes.
    AnswerAfterDecision {
        /// Hours to answer.
        hours: u16,
        /// Days to decide.
        days: u16,
    },
    /// If everyone has their share, the meeting is over before they have.
    MeetingTooShort {
        /// Of the meeting.
        minutes: u16,
        /// For everyone's share, when the group is full.
        needed: u32,
    },
    /// The group asks itself whether to end while it is still of the size it wants.
    EndsAboveLeast {
        /// Below how many it asks.
        fewest: u16,
        /// The least members it wants.
        least: u16,
    },
}

/// All contradictions of a charter, in the order of [`Contradiction`].
pub fn contradictions(charter: &Charter) -> Vec<Contradiction> {
    let mut found = Vec::new();
    of_size(charter, &mut found);
    of_attendance(charter, &mut found);
    of_decisions(charter, &mut found);
    of_meetings(charter, &mut found);
    found
}

fn of_size(charter: &Charter, found: &mut Vec<Contradiction>) {
    let Some(size) = charter.size() else { return };
    if size.least > size.most {
        found.push(Contradiction::SizeReversed { least: size.least, most: size.most });
    }
    let quorum = charter.quorum().count;
    if quorum > size.least {
        found.push(Contradiction::QuorumAboveSize { quorum, least: size.least });
    }
    if let Some(fewest) = charter.fewest().filter(|fewest| *fewest > size.least) {
        found.push(Contradiction::EndsAboveLeast { fewest, least: size.least });
    }
}

fn of_attendance(charter: &Charter, found: &mut Vec<Contradiction>) {
    let policy = charter.attendance();
    if let (Some(contact), Some(risk)) = (policy.contact, policy.risk)
        && risk < contact
    {
        found.push(Contradiction::RiskBeforeContact { risk, contact });
    }
    if let Some(first) = policy.first.filter(|_| policy.leeway > 0) {
        found.push(Contradiction::FirstInLeeway { first, leeway: policy.leeway });
    }
    if let Some((misses, meetings)) = out_of_reach(charter, &policy) {
        found.push(Contradiction::StepOutOfReach { misses, meetings });
    }
    if let (Span::LastMeetings(asked), Some(rhythm)) = (policy.span, charter.rhythm())
        && asked > rhythm.meetings_a_year
    {
        found.push(Contradiction::MoreThanAYear { asked, meetings: rhythm.meetings_a_year });
    }
    let lateness = charter.lateness();
    if let (Some(half), Some(whole)) = (lateness.half_minutes, lateness.whole_minutes)
        && half >= whole
    {
        found.push(Contradiction::HalfNotBeforeWhole { half, whole });
    }
}

/// The highest step of the ladder, if the span has fewer meetings than it takes.
fn out_of_reach(charter: &Charter, policy: &Policy) -> Option<(u16, u16)> {
    let misses = policy.risk.max(policy.contact)?;
    let meetings = match (policy.span, charter.rhythm()) {
        (Span::LastMeetings(meetings), _) => meetings,
        (_, None) => return None,
        (Span::CalendarYear, Some(rhythm)) => rhythm.meetings_a_year,
        (Span::Months(months), Some(rhythm)) => rhythm.meetings_in(months),
        (Span::Season, Some(rhythm)) => rhythm.meetings_in(rhythm.season_months),
    };
    (misses > meetings).then_some((misses, meetings))
}

fn of_decisions(charter: &Charter, found: &mut Vec<Contradiction>) {
    let Some(clause) = charter.clause(Topic::Decisions) else { return };
    let decisions = charter.decisions();
    if decisions.silence == Silence::Agrees {
        let questions = ["norms", "admission", "removal", "other"];
        let unanimous = questions.into_iter().filter(|name| clause.choice(name) == Rule::Unanimity.name());
        found.extend(unanimous.map(|question| Contradiction::SilenceForUnanimity { question }));
    }
    if let Some(hours) = charter.answer_hours().filter(|hours| *hours > 24 * decisions.days) {
        found.push(Contradiction::AnswerAfterDecision { hours, days: decisions.days });
    }
}

fn of_meetings(charter: &Charter, found: &mut Vec<Contradiction>) {
    if charter.allows_recording() && charter.confidentiality() == Level::Room {
        found.push(Contradiction::RecordingInTheRoom);
    }
    let Some(rhythm) = charter.rhythm() else { return };
    let (notice, meetings) = (charter.membership().notice_meetings, rhythm.meetings_in(rhythm.season_months));
    if notice > meetings {
        found.push(Contradiction::NoticeAboveSeason { notice, meetings });
    }
    let share = charter.share_minutes().zip(charter.size());
    let needed = share.map_or(0, |(share, size)| u32::from(share) * u32::from(size.most));
    if needed > u32::from(rhythm.minutes) {
        found.push(Contradiction::MeetingTooShort { minutes: rhythm.minutes, needed });
    }
}

impl Contradiction {
    /// The clauses and parameters that it is between. It is shown at the first.
    pub fn at(self) -> [(Topic, &'static str); 2] {
        match self {
            Self::SizeReversed { .. } => [(Topic::Size, "least"), (Topic::Size, "most")],
            Self::QuorumAboveSize { .. } => [(Topic::Quorum, "count"), (Topic::Size, "least")],
            Self::RiskBeforeContact { .. } => [(Topic::Attendance, "risk"), (Topic::Attendance, "contact")],
            Self::StepOutOfReach { .. } => [(Topic::Attendance, "risk"), (Topic::Attendance, "span")],
            Self::MoreThanAYear { .. } => [(Topic::Attendance, "meetings"), (Topic::Cadence, "every")],
            Self::FirstInLeeway { .. } => [(Topic::Attendance, "first"), (Topic::Attendance, "leeway")],
            Self::HalfNotBeforeWhole { .. } => [(Topic::Punctuality, "half"), (Topic::Punctuality, "whole")],
            Self::SilenceForUnanimity { question } => {
                [(Topic::Decisions, "silence"), (Topic::Decisions, question)]
            }
            Self::RecordingInTheRoom => [(Topic::Recording, "recording"), (Topic::Confidentiality, "level")],
            Self::NoticeAboveSeason { .. } => [(Topic::Membership, "notice"), (Topic::Cadence, "season")],
            Self::AnswerAfterDecision { .. } => [(Topic::Communication, "hours"), (Topic::Decisions, "days")],
            Self::MeetingTooShort { .. } => [(Topic::Cadence, "minutes"), (Topic::Participation, "minutes")],
            Self::EndsAboveLeast { .. } => [(Topic::Ending, "fewest"), (Topic::Size, "least")],
        }
    }
}
