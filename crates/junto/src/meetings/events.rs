//! What meetings announce.

use serde::{Deserialize, Serialize};
use store::Moment;

use super::entities::{SeasonId, SeriesId};
use crate::app::events::Event;
use crate::groups::GroupId;

/// A series or a single meeting came to be, changed or was called off: calendars know less than is true.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeriesChanged {
    pub group: GroupId,
    pub series: SeriesId,
    /// The soonest meeting that is touched, in microseconds since 1970, before or after the change. What is
    /// soon is told at once.
    soonest: i64,
}

impl SeriesChanged {
    pub fn new(group: GroupId, series: SeriesId, soonest: Moment) -> Self {
        Self { group, series, soonest: soonest.microseconds() }
    }

    pub fn soonest(&self) -> Moment {
        jiff::Timestamp::from_microsecond(self.soonest).map_or(Moment(jiff::Timestamp::MAX), Moment)
    }
}

impl Event for SeriesChanged {
    const NAME: &'static str = "meetings.series_changed";
}

/// A group agreed on its hours for a season.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeasonAgreed {
    pub group: GroupId,
    pub season: SeasonId,
}

impl Event for SeasonAgreed {
    const NAME: &'static str = "meetings.season_agreed";
}
