//! The hour at which a group meets for a whole season, chosen exactly: every candidate is weighed on every date.
//!
//! What counts, in this order: most dates with a quorum; least sum of squared burdens, because sharing an awkward hour
//! beats loading one person; among equals, the lightest worst burden, then the next; fewest changes of somebody's local
//! hour. Whole numbers only, so every machine finds the same. A person decides: the best few come with their reasons.
//!
//! `planes.rs` holds members' quarter-hours as bits, `turns.rs` the dates, `count.rs` weighs all candidates of an anchor
//! at once, `search.rs` and `rotation.rs` rank, `offer.rs` explains.

mod planes;
mod turns;
mod count;
mod search;
mod rotation;
mod offer;

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::availability::{Absence, Availability};
use crate::burden::Burden;
use crate::recurrence::{Cadence, Slot};
use crate::week::Week;
use crate::zone::Zone;

/// A member of the group as the search sees one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// When they can meet.
    pub availability: Availability,
    /// Burden left over from earlier seasons.
    pub carry: u32,
    /// Whether the group meets without them.
    pub presence: Presence,
}

/// Whether a group meets without a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// No hour outside their weekly hours is considered. A single date may still fall on a day off.
    Required,
    /// The group can meet without them; every absence counts as burden.
    Wanted,
}

impl Member {
    /// A member without carry whom the group can meet without.
    pub fn new(availability: Availability) -> Member {
        Member { availability, carry: 0, presence: Presence::Wanted }
    }
}

/// For what an hour is sought. [`Season::new`] fills in the usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// Zones whose clock may hold the hour, the most welcome first.
    pub anchors: Vec<Zone>,
    /// How often the group meets.
    pub cadence: Cadence,
    /// The first date that may be one, by the anchor's calendar.
    pub from: Date,
    /// The last date that may be one.
    pub to: Date,
    /// Days of the week that may be one.
    pub days: Vec<Weekday>,
    /// How long a meeting lasts; begun quarter-hours count whole.
    pub minutes: u16,
    /// How many minutes lie between one hour that is considered and the next, counted from midnight: 15, 30, 60 …
    pub step: u16,
    /// How many members a date needs to count; `None` for two thirds, rounded up.
    pub quorum: Option<u16>,
    /// How many acceptable hours weigh as much as one absence.
    pub absence_weight: u16,
    /// Dates of the anchor's calendar on which nobody meets. They count as turns, but there is no meeting.
    pub holidays: Vec<Date>,
}

impl Season {
    /// From Monday to Friday, every quarter of an hour, a quorum of two thirds, four acceptable hours to an absence.
    pub fn new(anchors: Vec<Zone>, cadence: Cadence, dates: RangeInclusive<Date>, minutes: u16) -> Season {
        Season {
            anchors,
            cadence,
            from: *dates.start(),
            to: *dates.end(),
            days: Weekday::Monday.cycle_forward().take(5).collect(),
            minutes,
            step: 15,
            quorum: None,
            absence_weight: 4,
            holidays: Vec::new(),
        }
    }

    /// How many members a date needs to count.
    pub fn quorum_of(&self, members: usize) -> u16 {
        let two_thirds = u16::try_from((2 * members).div_ceil(3)).unwrap_or(u16::MAX);
        self.quorum.unwrap_or(two_thirds)
    }

    fn check(&self, members: &[Member]) -> Result<(), SeasonError> {
        let days = self.from.until(self.to).map_or(i32::MAX, |span| span.get_days());
        let wrong = [
            (members.is_empty(), SeasonError::NobodyToMeet),
            (members.len() > MEMBERS_MAX, SeasonError::TooManyMembers),
            (self.anchors.is_empty(), SeasonError::NoAnchor),
            (self.days.is_empty(), SeasonError::NoDay),
            (self.minutes == 0 || self.minutes > 24 * 60, SeasonError::NoSuchLength),
            (self.step == 0 || !self.step.is_multiple_of(15), SeasonError::NoSuchStep),
            (self.from > self.to, SeasonError::EndsBeforeItBegins),
            (days > DAYS_MAX, SeasonError::TooLong),
            (!(1..=9990).contains(&self.from.year()), SeasonError::TooLong),
        ];
        wrong.into_iter().find(|(is_wrong, _)| *is_wrong).map_or(Ok(()), |(_, error)| Err(error))
    }
}

/// The longest season, in days: five years and a day.
const DAYS_MAX: i32 = 1827;
const MEMBERS_MAX: usize = 100;

/// Why no hour can be sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeasonError {
    /// There are no members.
    #[error("there is nobody to meet")]
    NobodyToMeet,
    /// More than a hundred.
    #[error("an hour is sought for at most a hundred members")]
    TooManyMembers,
    /// No zone is given whose clock could hold the hour.
    #[error("at least one zone must anchor the hour")]
    NoAnchor,
    /// No day of the week is allowed.
    #[error("at least one day of the week must be allowed")]
    NoDay,
    /// Nothing, or more than a day.
    #[error("a meeting lasts from a minute to a day")]
    NoSuchLength,
    /// Hours that are not whole quarters.
    #[error("hours are considered in steps of whole quarters of an hour")]
    NoSuchStep,
    /// The last date is before the first.
    #[error("the season ends before it begins")]
    EndsBeforeItBegins,
    /// Longer than five years, or at the ends of the calendar.
    #[error("a season lasts at most five years")]
    TooLong,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// How many hours were possible: with at least one date, and within the weekly hours of everyone required.
    pub candidates: u32,
    /// The best of them, the best first.
    pub offers: Vec<Offer>,
}

/// An hour, or several in rotation, with all that can be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// One hour; or several, of which the first holds for the first turn, the second for the next, and so on.
    pub slots: Vec<Slot>,
    /// How many dates have a quorum.
    pub quorate: u32,
    /// The sum of the members' squared burdens. The less, the better it is shared.
    pub squared_burden: u64,
    /// How often somebody's local hour changes from one date of an hour to its next.
    pub shifts: u32,
    /// Every date.
    pub meetings: Vec<OfferedMeeting>,
    /// What it is for each member, in the order of the members asked about.
    pub members: Vec<Share>,
}

/// One date of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedMeeting {
    /// Its place among the slots of the offer.
    pub slot: usize,
    /// What the anchor's calendar and clock show when it begins.
    pub local: DateTime,
    /// When it begins.
    pub moment: Timestamp,
    /// Who cannot come, by their place among the members, and why.
    pub absent: Vec<(usize, Absence)>,
    /// For whom it is acceptable, not preferred.
    pub acceptable: Vec<usize>,
}

/// What an offer is for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What they would bear.
    pub burden: Burden,
    /// The burden as one number.
    pub total: u64,
    /// How often their local hour changes from one date of an hour to its next.
    pub shifts: u32,
    /// The days and hours on their clock, each with how many dates, the most frequent first.
    pub hours: Vec<(Weekday, Time, u32)>,
}

impl Offer {
    /// The burdens from the heaviest to the lightest.
    pub fn burdens(&self) -> Vec<u64> {
        let mut burdens: Vec<u64> = self.members.iter().map(|member| member.total).collect();
        burdens.sort_unstable_by(|one, other| other.cmp(one));
        burdens
    }

    /// How many members come to the worst attended date.
    pub fn attendance_min(&self) -> usize {
        self.meetings.iter().map(|meeting| self.attendance(meeting)).min().unwrap_or_default()
    }

    /// How many members come, summed over all dates.
    pub fn attendance_total(&self) -> usize {
        self.meetings.iter().map(|meeting| self.attendance(meeting)).sum()
    }

    /// How many members can come to one of its dates.
    pub fn attendance(&self, meeting: &OfferedMeeting) -> usize {
        self.members.len().saturating_sub(meeting.absent.len())
    }
}

/// The best hours for a season, at most `limit`, the best first. Between equals the earlier anchor wins, then the
/// earlier day from Monday on, then the earlier hour.
///
/// ```
/// use calendar::slots::{Member, Season, best_slots};
/// use calendar::{Availability, Cadence, WeeklyHours, Zone};
///
/// let member = |zone, hours| -> Result<Member, Box<dyn std::error::Error>> {
///     Ok(Member::new(Availability::new(Zone::named(zone)?, WeeklyHours::parse(hours)?)))
/// };
/// let group = [
///     member("Europe/Lisbon", "weekdays 9-18")?,
///     member("Africa/Nairobi", "weekdays 9-17; weekdays 17-20 (acceptable)")?,
///     member("America/Bogota", "weekdays 8-17")?,
/// ];
/// let dates = "2027-01-01".parse()?..="2027-06-30".parse()?;
/// let season = Season::new(vec![Zone::named("Europe/Lisbon")?], Cadence::Weekly { every: 2 }, dates, 60);
///
/// let best = &best_slots(&season, &group, 5)?.offers[0];
/// assert_eq!(best.slots[0].time.to_string(), "14:00:00");
/// // Until clocks go forward in Lisbon it is 17:00 in Nairobi, on six dates; then 16:00.
/// assert_eq!((best.members[1].burden.acceptable, best.members[1].shifts), (6, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn best_slots(season: &Season, members: &[Member], limit: usize) -> Result<Search, SeasonError> {
    season.check(members)?;
    Ok(search::best(&offer::Board::new(season, members), limit))
}

/// The best ways to rotate between so many slots, turn by turn: in the first turn of the cadence the first slot holds,
/// in the second the next. The same objective, but changes of hours are not counted: they are what is wanted. Between
/// equals the first slot decides, then the next, each by anchor, by the order of the season's days, by hour.
///
/// One slot may be named several times, so the best rotation is never worse than the best single hour.
pub fn best_rotations(
    season: &Season,
    members: &[Member],
    slots: Slots,
    limit: usize,
) -> Result<Vec<Offer>, SeasonError> {
    season.check(members)?;
    Ok(rotation::best(&offer::Board::new(season, members), slots.count(), limit))
}

/// The quarter-hours of the UTC week of `day` at which a member can meet, journeys, days off and what else they do
/// taken into account. As in the search, a quarter-hour counts as its beginning does.
pub fn available_week(availability: &Availability, day: Date) -> Week {
    planes::week(availability, Week::begin(day).as_second())
}

/// How many slots take turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slots {
    /// No rotation.
    One,
    /// Every other turn.
    Two,
    /// Every third turn.
    Three,
}

impl Slots {
    /// As a number.
    pub fn count(self) -> usize {
        match self {
            Slots::One => 1,
            Slots::Two => 2,
            Slots::Three => 3,
        }
    }
}

/// What a facilitator is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The best single hours, at most five.
    pub search: Search,
    /// A rotation, if it is worth the trouble.
    pub rotation: Option<Offer>,
}

/// How many hours a facilitator is shown.
const SUGGESTED: usize = 5;

/// The best five hours, and a rotation if it lowers the squared burden by at least a quarter without losing a quorum.
/// Three slots are taken over two only if they lower it by a further quarter.
pub fn suggest(season: &Season, members: &[Member]) -> Result<Suggestion, SeasonError> {
    season.check(members)?;
    let board = offer::Board::new(season, members);
    let search = search::best(&board, SUGGESTED);
    let mut rotation: Option<Offer> = None;
    for slots in [Slots::Two, Slots::Three] {
        let Some(settled) = rotation.as_ref().or(search.offers.first()) else { break };
        let found = rotation::best(&board, slots.count(), 1).into_iter().next();
        if let Some(found) = found.filter(|found| is_worth_rotating(settled, found)) {
            rotation = Some(found);
        }
    }
    Ok(Suggestion { search, rotation })
}

/// Of hours in the order of their worth at most so many, the best among them, and the others apart from those before
/// where hours nearly as good are: on another day, else at least two hours away. Five hours of nearly the same time are
/// no choice.
///
/// Nearly as good is what has at most one date in twelve fewer with a quorum, and a squared burden at most a quarter
/// above.
///
/// ```
/// use calendar::slots::{Member, Season, apart, best_slots};
/// use calendar::{Availability, Cadence, WeeklyHours, Zone};
///
/// let lisbon = Zone::named("Europe/Lisbon")?;
/// let group = [Member::new(Availability::new(lisbon.clone(), WeeklyHours::parse("Mon 9-18; Thu 9-18")?))];
/// let dates = "2027-01-01".parse()?..="2027-06-30".parse()?;
/// let season = Season::new(vec![lisbon], Cadence::Weekly { every: 2 }, dates, 60);
/// let hour = |offer: &calendar::slots::Offer| format!("{:?} {}", offer.slots[0].day, offer.slots[0].time);
///
/// let all = best_slots(&season, &group, 200)?.offers;
/// assert_eq!(all.iter().take(3).map(hour).collect::<Vec<_>>(), ["Monday 09:00:00", "Monday 09:15:00", "Monday 09:30:00"]);
/// let shown: Vec<String> = apart(all, 3).iter().map(hour).collect();
/// assert_eq!(shown, ["Monday 09:00:00", "Monday 11:00:00", "Thursday 09:00:00"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn apart(offers: Vec<Offer>, most: usize) -> Vec<Offer> {
    let mut rest: Vec<(usize, Offer)> = offers.into_iter().enumerate().collect();
    let mut shown: Vec<(usize, Offer)> = Vec::new();
    while shown.len() < most && !rest.is_empty() {
        let far_enough = |hours: i64| {
            let best = rest.first().map(|(_, best)| best);
            rest.iter().position(|(_, offer)| {
                best.is_some_and(|best| is_nearly_as_good(offer, best))
                    && shown.iter().all(|(_, other)| hours_between(offer, other) >= hours)
            })
        };
        let next = APART_HOURS.into_iter().find_map(far_enough).unwrap_or_default();
        shown.push(rest.remove(next));
    }
    shown.sort_by_key(|(rank, _)| *rank);
    shown.into_iter().map(|(_, offer)| offer).collect()
}

/// Another day; a time that feels like another.
const APART_HOURS: [i64; 2] = [20, 2];

fn is_nearly_as_good(offer: &Offer, best: &Offer) -> bool {
    let burden = |offer: &Offer, parts: u128| u128::from(offer.squared_burden) * parts;
    offer.quorate * 12 >= best.quorate * 11 && burden(offer, 4) <= burden(best, 5)
}

/// How many whole hours lie between the first dates of two offers.
fn hours_between(one: &Offer, other: &Offer) -> i64 {
    let first = |offer: &Offer| offer.meetings.first().map_or(0, |meeting| meeting.moment.as_second());
    (first(one) - first(other)).abs() / 3600
}

/// Whether a rotation lowers the squared burden by at least a quarter and has as many dates with a quorum. Otherwise one
/// hour that everyone remembers is better.
pub fn is_worth_rotating(settled: &Offer, rotation: &Offer) -> bool {
    let lowered = u128::from(rotation.squared_burden) * 4 <= u128::from(settled.squared_burden) * 3;
    rotation.squared_burden < settled.squared_burden && lowered && rotation.quorate >= settled.quorate
}

#[cfg(test)]
mod tests;
