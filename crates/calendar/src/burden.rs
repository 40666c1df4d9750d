//! Who bears which hours: what is counted, what is carried into the next season, and whose turn it is.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::availability::{Absence, Availability};
use crate::hours::Level;

/// What a member bears of one season.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Burden {
    /// Left over from earlier seasons.
    pub carry: u32,
    /// Dates on which they cannot come.
    pub absences: u32,
    /// Dates at an hour that is acceptable, not preferred.
    pub acceptable: u32,
}

impl Burden {
    /// One number, in acceptable hours: what is carried, each absence by its weight, each acceptable hour as one.
    ///
    /// ```
    /// use calendar::Burden;
    ///
    /// let burden = Burden { carry: 2, absences: 1, acceptable: 5 };
    /// assert_eq!(burden.total(4), 11);
    /// assert_eq!(burden.carried(4), 5);
    /// ```
    pub fn total(&self, absence_weight: u16) -> u64 {
        let absences = u64::from(self.absences) * u64::from(absence_weight);
        u64::from(self.carry) + absences + u64::from(self.acceptable)
    }

    /// What the next season carries of it: half, rounded down, so that an old debt fades.
    pub fn carried(&self, absence_weight: u16) -> u32 {
        u32::try_from(self.total(absence_weight) / 2).unwrap_or(u32::MAX)
    }
}

/// What one meeting was for one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borne {
    /// When it began.
    pub moment: Timestamp,
    /// What their calendar and clock showed.
    pub local: DateTime,
    /// How gladly they came, or why they could not.
    pub level: Result<Level, Absence>,
}

/// What each of some meetings is, or was, for a member.
pub fn borne(member: &Availability, meetings: &[Timestamp], minutes: u16) -> Vec<Borne> {
    let of =
        |&moment| Borne { moment, local: member.local_at(moment), level: member.level_of(moment, minutes) };
    meetings.iter().map(of).collect()
}

/// The burden of meetings, on top of what was carried into the season.
///
/// ```
/// use calendar::{Availability, WeeklyHours, Zone, borne, burden_of};
///
/// let hours = WeeklyHours::parse("weekdays 9-17; weekdays 17-20 (acceptable)")?;
/// let member = Availability::new(Zone::named("Africa/Nairobi")?, hours);
/// // In Nairobi: 16:00, 18:00 and 21:00.
/// let meetings = ["2027-01-12T13:00:00Z".parse()?, "2027-01-13T15:00:00Z".parse()?, "2027-01-14T18:00:00Z".parse()?];
/// let burden = burden_of(0, &borne(&member, &meetings, 60));
/// assert_eq!((burden.absences, burden.acceptable), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn burden_of(carry: u32, meetings: &[Borne]) -> Burden {
    let count = |is_counted: fn(&Borne) -> bool| {
        u32::try_from(meetings.iter().filter(|meeting| is_counted(meeting)).count()).unwrap_or(u32::MAX)
    };
    Burden {
        carry,
        absences: count(|meeting| meeting.level.is_err()),
        acceptable: count(|meeting| meeting.level == Ok(Level::Acceptable)),
    }
}

/// Whose turn it is to bear an awkward hour: members by their place, the least burdened first, equals in their order.
///
/// ```
/// assert_eq!(calendar::turns_to_bear(&[7, 0, 3, 0]), [1, 3, 2, 0]);
/// ```
pub fn turns_to_bear(burdens: &[u64]) -> Vec<usize> {
    let mut members: Vec<(u64, usize)> = burdens.iter().copied().zip(0..).collect();
    members.sort_unstable();
    members.into_iter().map(|(_, member)| member).collect()
}
