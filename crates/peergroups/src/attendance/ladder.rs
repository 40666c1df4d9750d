//! One seat on the ladder: what was noted of each meeting goes in, day by day; where the seat stands comes out.

use std::cmp::Reverse;

use calendar::Date;

use super::policy::{Excused, Policy, Span, Substitutes, Then};

/// What was noted of a seat at one meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// They were there.
    Present {
        /// How late they came.
        late_minutes: u16,
        /// How long before the end they left.
        early_minutes: u16,
    },
    /// Somebody came instead.
    Substitute,
    /// They were not there.
    Absent {
        /// How long before the meeting they said so, if they did.
        told_hours_before: Option<u32>,
        /// Why.
        reason: Reason,
    },
}

/// Why somebody was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing that the charter knows of.
    Ordinary,
    /// They had to care for somebody.
    Care,
    /// An emergency.
    Emergency,
}

/// What the facilitator says of a seat at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It goes on.
    Kept,
    /// The risk is real.
    Confirmed,
}

/// Something that happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A season of the group began.
    Season,
    /// The group met. `None` is a meeting of which nobody noted anything for this seat; it counts for nothing.
    Meeting(Option<Record>),
    /// The facilitator spoke.
    Facilitator(Answer),
}

/// Something that happened, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dated {
    /// The day.
    pub date: Date,
    /// What.
    pub entry: Entry,
}

/// Where a seat stands. Later is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// As it should.
    Good,
    /// Somebody has, or should have, a private word with them.
    Contacted,
    /// The facilitator has to say whether it goes on. Nobody else is told.
    AtRisk,
    /// What the charter says follows. Until the group has decided, [`Then::GroupDecides`] leaves the seat in place.
    Over(Consequence),
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    /// What the charter says of a seat at risk, which the facilitator confirmed.
    Agreed(Then),
    /// The seat was given up because its first meetings were missed.
    FirstMissed,
}

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The day.
    pub date: Date,
    /// Which.
    pub rung: Rung,
    /// The numbers that led to it.
    pub because: Because,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rung {
    /// A private word. Always first, and never a mark that others see.
    Contact,
    /// The seat is at risk until the facilitator answers.
    AtRisk,
    /// The facilitator kept it. It is at risk again only after another miss.
    Kept,
    /// What the charter says follows.
    Over(Consequence),
}

/// Why a step was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Because {
    /// So many half misses in the span reached a threshold.
    Misses {
        /// Halves of a miss.
        halves: u16,
        /// Whole misses at which the step is taken.
        threshold: u16,
    },
    /// Of the first meetings that are not all to be missed, so many have been.
    First {
        /// How many.
        missed: u16,
        /// How many are not to be.
        of: u16,
    },
    /// The facilitator said so.
    Answered,
}

/// What one meeting counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// The day.
    pub date: Date,
    /// What was noted.
    pub record: Record,
    /// Halves of a miss: none (for a fine alone), one or two.
    pub halves: u16,
    /// What it costs.
    pub fine: u16,
    /// Which of the meetings of this seat it was, from 1.
    meeting: u16,
}

/// Where a seat stands and how it came there. All of it is for the seat itself and its facilitator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Today.
    pub standing: Standing,
    /// Half misses in the span that ends today.
    pub halves: u16,
    /// All steps, in order.
    pub steps: Vec<Step>,
    /// All that counted or cost something, in order.
    pub counted: Vec<Counted>,
}

/// Where a seat that was taken on the day `since` stands `today`. The order of the history says nothing, only its dates do.
///
/// ```
/// use calendar::Date;
/// use peergroups::attendance::{Dated, Entry, Policy, Reason, Record, Rung, Standing, account};
///
/// let policy = Policy { contact: Some(2), risk: Some(3), ..Policy::NOTHING };
/// let missed = Entry::Meeting(Some(Record::Absent { told_hours_before: None, reason: Reason::Ordinary }));
/// let day = |month| Date::new(2026, month, 10).unwrap();
/// let history = [2, 5].map(|month| Dated { date: day(month), entry: missed });
/// let account = account(&policy, day(1), &history, day(6));
/// assert_eq!((account.standing, account.steps[0].rung), (Standing::Contacted, Rung::Contact));
/// ```
pub fn account(policy: &Policy, since: Date, history: &[Dated], today: Date) -> Account {
    let mut history: Vec<Dated> = history.iter().copied().filter(|one| one.date <= today).collect();
    history.sort_by_key(|one| one.date);
    let mut ladder = Ladder::new(*policy, since);
    for day in history.chunk_by(|one, next| one.date == next.date) {
        ladder.hear(day);
    }
    ladder.account(today)
}

/// The state of one seat on the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    policy: Policy,
    since: Date,
    /// When the season began, if it began since the seat was taken.
    season: Option<Date>,
    /// How many meetings there were since then.
    meetings: u16,
    /// How many of them, from the first on, were all missed.
    first_missed: u16,
    /// Whether only a substitute came last time.
    was_substituted: bool,
    is_at_risk: bool,
    over: Option<Consequence>,
    steps: Vec<Step>,
    counted: Vec<Counted>,
}

impl Ladder {
    /// A seat that has just been taken.
    pub fn new(policy: Policy, since: Date) -> Self {
        Self {
            policy,
            since,
            season: None,
            meetings: 0,
            first_missed: 0,
            was_substituted: false,
            is_at_risk: false,
            over: None,
            steps: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// Takes in one whole day, later than all before: first a season that begins, then the meetings, then what the
    /// facilitator says. Days before the seat was taken and after it was over change nothing.
    pub fn hear(&mut self, day: &[Dated]) {
        let Some(date) = day.first().map(|one| one.date).filter(|date| *date >= self.since) else { return };
        if self.over.is_some() {
            return;
        }
        if day.iter().any(|one| one.entry == Entry::Season) {
            self.season = Some(date);
        }
        let met = day.iter().filter_map(|one| match one.entry {
            Entry::Meeting(record) => Some(record),
            _ => None,
        });
        self.meet(date, &met.collect::<Vec<_>>());
        for answer in [Answer::Kept, Answer::Confirmed] {
            if day.iter().any(|one| one.entry == Entry::Facilitator(answer)) {
                self.answer(date, answer);
            }
        }
    }

    /// Where the seat stands, at the earliest on the last day that was heard.
    pub fn account(&self, today: Date) -> Account {
        let halves = self.halves(today);
        let is_contacted = self.contact().is_some_and(|contact| reaches(halves, contact));
        let standing = match self.over {
            Some(consequence) => Standing::Over(consequence),
            None if self.is_at_risk => Standing::AtRisk,
            None if is_contacted || self.is_missing_the_first() => Standing::Contacted,
            None => Standing::Good,
        };
        Account { standing, halves, steps: self.steps.clone(), counted: self.counted.clone() }
    }

    fn meet(&mut self, date: Date, records: &[Option<Record>]) {
        let mut weighed = Vec::with_capacity(records.len());
        for record in records {
            weighed.push((*record, self.weigh(*record)));
            self.was_substituted |= *record == Some(Record::Substitute);
        }
        if !records.is_empty() {
            self.was_substituted = records.iter().all(|record| *record == Some(Record::Substitute));
        }
        // The worst first: so leeway covers it, and no order within a day makes a seat stand worse.
        weighed.sort_by_key(|(record, weight)| Reverse((*weight, *record)));
        let before = self.counted.len();
        for (record, (halves, fine)) in weighed {
            self.count(date, record, halves, fine);
        }
        let today: u16 = self.counted.iter().skip(before).map(|one| one.halves).sum();
        if today > 0 {
            self.climb(date, today);
        }
    }

    fn count(&mut self, date: Date, record: Option<Record>, halves: u16, fine: u16) {
        let meeting = self.meetings.saturating_add(1);
        self.meetings = meeting;
        if meeting <= self.policy.leeway {
            return;
        }
        if halves == 2 && self.first_missed + 1 == meeting {
            self.first_missed = meeting;
        }
        if let Some(record) = record.filter(|_| halves > 0 || fine > 0) {
            self.counted.push(Counted { date, record, halves, fine, meeting });
        }
    }

    /// How many half misses a record is, and what it costs.
    fn weigh(&self, record: Option<Record>) -> (u16, u16) {
        let (policy, lateness) = (&self.policy, &self.policy.lateness);
        let exceeds = |minutes: u16, most: Option<u16>| most.is_some_and(|most| minutes > most);
        match record {
            None => (0, 0),
            Some(Record::Present { late_minutes, early_minutes }) => {
                let is_half = exceeds(late_minutes, lateness.half_minutes);
                let is_whole = exceeds(late_minutes, lateness.whole_minutes);
                let late = if is_whole { 2 } else { u16::from(is_half) };
                let early = u16::from(exceeds(early_minutes, lateness.early_minutes));
                (u16::min(late + early, 2), if late > 0 { lateness.fine } else { 0 })
            }
            Some(Record::Substitute) => match policy.substitutes {
                Substitutes::Always => (0, 0),
                Substitutes::NotTwiceRunning => (if self.was_substituted { 2 } else { 0 }, 0),
                Substitutes::Never => (2, 0),
            },
            Some(Record::Absent { told_hours_before, reason }) => {
                let was_in_time =
                    told_hours_before.is_some_and(|hours| hours >= u32::from(policy.notice_hours));
                let is_excused = match (reason, policy.excused) {
                    (Reason::Care, Excused::CareAndEmergency) => true,
                    (Reason::Emergency, excused) => excused != Excused::Nothing,
                    _ => policy.notice_excuses && was_in_time,
                };
                (if is_excused { 0 } else { 2 }, 0)
            }
        }
    }

    /// Takes the steps to which today's half misses lead.
    fn climb(&mut self, date: Date, today: u16) {
        let halves = self.halves(date);
        let before = halves.saturating_sub(today);
        if let Some(of) = self.policy.first.filter(|_| self.first_missed > 0) {
            let because = Because::First { missed: self.first_missed, of };
            if self.steps.is_empty() {
                self.take(date, Rung::Contact, because);
            }
            if self.first_missed >= of {
                self.end(date, Consequence::FirstMissed, because);
                return;
            }
        }
        let is_told = self.steps.last().is_some_and(|step| step.date == date);
        let crosses = |threshold: &u16| reaches(halves, *threshold) && !reaches(before, *threshold);
        if let Some(threshold) = self.contact().filter(crosses).filter(|_| !is_told) {
            self.take(date, Rung::Contact, Because::Misses { halves, threshold });
        }
        if let Some(threshold) = self.policy.risk.filter(|risk| reaches(halves, *risk) && !self.is_at_risk) {
            self.is_at_risk = true;
            self.take(date, Rung::AtRisk, Because::Misses { halves, threshold });
        }
    }

    fn answer(&mut self, date: Date, answer: Answer) {
        if !self.is_at_risk {
            return;
        }
        self.is_at_risk = false;
        match answer {
            Answer::Kept => self.take(date, Rung::Kept, Because::Answered),
            Answer::Confirmed => self.end(date, Consequence::Agreed(self.policy.then), Because::Answered),
        }
    }

    fn end(&mut self, date: Date, consequence: Consequence, because: Because) {
        self.over = Some(consequence);
        self.take(date, Rung::Over(consequence), because);
    }

    fn take(&mut self, date: Date, rung: Rung, because: Because) {
        self.steps.push(Step { date, rung, because });
    }

    /// At how many misses there is a private word: never later than at which the seat is at risk.
    fn contact(&self) -> Option<u16> {
        match (self.policy.contact, self.policy.risk) {
            (Some(contact), Some(risk)) => Some(contact.min(risk)),
            (contact, risk) => contact.or(risk),
        }
    }

    /// Whether all meetings so far were missed and one more of them ends the seat.
    fn is_missing_the_first(&self) -> bool {
        self.policy.first.is_some() && self.first_missed > 0 && self.first_missed == self.meetings
    }

    fn halves(&self, today: Date) -> u16 {
        self.counted.iter().filter(|one| self.spans(one, today)).map(|one| one.halves).sum()
    }

    fn spans(&self, one: &Counted, today: Date) -> bool {
        match self.policy.span {
            Span::CalendarYear => one.date.year() == today.year(),
            Span::Months(months) => {
                (month_of(one.date) + i32::from(months), one.date.day()) > (month_of(today), today.day())
            }
            Span::LastMeetings(last) => u32::from(one.meeting) + u32::from(last) > u32::from(self.meetings),
            Span::Season => self.season.is_none_or(|began| one.date >= began),
        }
    }
}

fn reaches(halves: u16, misses: u16) -> bool {
    u32::from(halves) >= 2 * u32::from(misses)
}

/// Months since the year 0, so that months can be added.
fn month_of(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}
