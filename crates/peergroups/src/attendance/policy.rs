//! What a group agreed about attendance. Where a threshold is `None`, that step is never taken.

/// What missing meetings leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Over which misses are counted.
    pub span: Span,
    /// At how many misses somebody has a private word with them.
    pub contact: Option<u16>,
    /// At how many misses the seat is at risk.
    pub risk: Option<u16>,
    /// What follows when the facilitator confirms that risk.
    pub then: Then,
    /// The seat is given up when this many meetings, the first of them, were all missed.
    pub first: Option<u16>,
    /// What coming late and leaving early counts.
    pub lateness: Lateness,
    /// How many hours before a meeting saying that one cannot come is in time.
    pub notice_hours: u16,
    /// Whether a miss that was said in time does not count.
    pub notice_excuses: bool,
    /// Which reasons excuse a miss.
    pub excused: Excused,
    /// During how many first meetings of a seat nothing counts.
    pub leeway: u16,
    /// Whether somebody else may come instead.
    pub substitutes: Substitutes,
    /// How many a meeting needs.
    pub quorum: Quorum,
}

/// Over which misses are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// From January to December.
    CalendarYear,
    /// The months up to the day.
    Months(u16),
    /// The group's last meetings.
    LastMeetings(u16),
    /// Since the season began.
    Season,
}

/// What follows when the facilitator confirms that a seat is at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Then {
    /// The seat is given up.
    Out,
    /// The group decides, by its rule for removal.
    GroupDecides,
    /// The seat is given up; the member may come back with the next intake.
    NextIntake,
    /// The seat is given up; the member may come back if there is room and no conflict of interest.
    IfRoom,
}

/// What coming late and leaving early counts. In each, more minutes than the threshold count; `None` never does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lateness {
    /// Later than this is half a miss.
    pub half_minutes: Option<u16>,
    /// Later than this is a miss.
    pub whole_minutes: Option<u16>,
    /// Leaving earlier than this is half a miss.
    pub early_minutes: Option<u16>,
    /// What coming late costs as well, in the currency of the group's dues.
    pub fine: u16,
}

/// Which reasons excuse a miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Excused {
    /// None.
    Nothing,
    /// Emergencies.
    Emergency,
    /// Emergencies, and care for somebody.
    CareAndEmergency,
}

/// Whether somebody else may come instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Substitutes {
    /// A substitute counts as a miss.
    Never,
    /// A substitute counts as a miss right after another.
    NotTwiceRunning,
    /// A substitute counts as being there.
    Always,
}

/// How many a meeting needs, and what happens when fewer can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quorum {
    /// At least this many of a hundred seats.
    pub percent: u16,
    /// And at least this many seats.
    pub count: u16,
    /// What happens when fewer can come.
    pub below: Below,
    /// How many hours before the meeting that is decided.
    pub hours: u16,
    /// Whether a date moves for no other reason.
    pub moves_only_then: bool,
}

/// What happens when fewer can come than a meeting needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Below {
    /// The same hour a week later.
    MoveAWeek,
    /// Everyone is asked for another time.
    AnotherTime,
    /// The group meets all the same.
    MeetAnyway,
}

impl Policy {
    /// Nothing was agreed: no miss counts and no date moves.
    pub const NOTHING: Self = Self {
        span: Span::CalendarYear,
        contact: None,
        risk: None,
        then: Then::GroupDecides,
        first: None,
        lateness: Lateness { half_minutes: None, whole_minutes: None, early_minutes: None, fine: 0 },
        notice_hours: 0,
        notice_excuses: false,
        excused: Excused::CareAndEmergency,
        leeway: 0,
        substitutes: Substitutes::Always,
        quorum: Quorum::NOTHING,
    };
}

impl Quorum {
    /// Nothing was agreed: the group meets however few come.
    pub const NOTHING: Self =
        Self { percent: 0, count: 0, below: Below::MeetAnyway, hours: 0, moves_only_then: false };

    /// How many of the seats a meeting needs.
    ///
    /// ```
    /// use peergroups::attendance::Quorum;
    ///
    /// let half = Quorum { percent: 50, count: 3, ..Quorum::NOTHING };
    /// assert_eq!((half.needed(8), half.needed(7), half.needed(4)), (4, 4, 3));
    /// ```
    pub fn needed(&self, seats: usize) -> usize {
        usize::max(usize::from(self.count), (usize::from(self.percent) * seats).div_ceil(100))
    }

    /// What happens to a meeting to which so many of the seats can come; `None` when they are enough.
    ///
    /// ```
    /// use peergroups::attendance::{Below, Quorum};
    ///
    /// let half = Quorum { percent: 50, below: Below::MoveAWeek, ..Quorum::NOTHING };
    /// assert_eq!(half.below(4, 8), None);
    /// assert_eq!(half.below(3, 8), Some(Below::MoveAWeek));
    /// ```
    pub fn below(&self, coming: usize, seats: usize) -> Option<Below> {
        (coming < self.needed(seats)).then_some(self.below)
    }

    /// Whether a meeting may be moved at all when so many of the seats can come to it.
    pub fn may_move(&self, coming: usize, seats: usize) -> bool {
        !self.moves_only_then || self.below(coming, seats).is_some()
    }
}
