//! The form of the inputs, and what they are in our own types.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Deserializer};

use crate::availability::{Availability, Journey};
use crate::hours::{Level, WeeklyHours, Window};
use crate::recurrence::{Cadence, Nth, Slot};
use crate::slots::{Member, Presence, Season};
use crate::zone::{Zone, ZoneData, ZoneError};

#[derive(Deserialize)]
pub(super) struct Expand {
    slot: SlotForm,
    cadence: CadenceForm,
    pub(super) from: DateForm,
    pub(super) to: DateForm,
    #[serde(default)]
    pub(super) show_zones: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Resolve {
    pub(super) tz: String,
    pub(super) date: DateForm,
    pub(super) time: TimeForm,
}

#[derive(Deserialize)]
pub(super) struct Overlap {
    pub(super) duration_minutes: u16,
    pub(super) weeks_utc_monday: Vec<DateForm>,
    pub(super) members: Vec<MemberForm>,
}

#[derive(Deserialize)]
pub(super) struct Choose {
    quorum: Option<u16>,
    duration_minutes: u16,
    step_minutes: Option<u16>,
    absence_weight: Option<u16>,
    anchors: Vec<String>,
    cadence: Option<CadenceForm>,
    from: DateForm,
    to: Option<DateForm>,
    weeks: Option<u16>,
    /// How many slots take turns.
    pub(super) rotation: Option<u8>,
    days: Option<Vec<DayForm>>,
    #[serde(default)]
    holidays: Vec<DateForm>,
    #[serde(default)]
    required: Vec<String>,
    pub(super) members: Vec<MemberForm>,
}

#[derive(Deserialize)]
pub(super) struct MemberForm {
    pub(super) id: String,
    tz: String,
    #[serde(default)]
    weekly: Vec<WindowForm>,
    #[serde(default)]
    busy_utc: Vec<(MomentForm, MomentForm)>,
    #[serde(default)]
    off_days: Vec<DateForm>,
    #[serde(default)]
    travel: Vec<JourneyForm>,
    #[serde(default)]
    carry: u32,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
struct WindowForm {
    days: Vec<DayForm>,
    from: MinuteForm,
    to: MinuteForm,
    level: LevelForm,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum LevelForm {
    Preferred,
    Acceptable,
}

#[derive(Deserialize)]
struct JourneyForm {
    tz: String,
    from: DateForm,
    to: DateForm,
}

#[derive(Deserialize)]
struct SlotForm {
    anchor: String,
    day: DayForm,
    time: TimeForm,
}

#[derive(Deserialize)]
#[serde(tag = "freq", rename_all = "snake_case")]
enum CadenceForm {
    Weekly {
        #[serde(default = "one")]
        interval: u16,
    },
    Monthly {
        #[serde(default = "one")]
        interval: u16,
        nth: i8,
    },
}

fn one() -> u16 {
    1
}

impl Expand {
    pub(super) fn slot(&self, data: &ZoneData) -> Result<Slot, String> {
        let SlotForm { anchor, day, time } = &self.slot;
        Ok(Slot { anchor: zone(anchor, data)?, day: day.0, time: time.0 })
    }

    pub(super) fn cadence(&self) -> Result<Cadence, String> {
        self.cadence.read()
    }
}

impl Choose {
    /// The season, and its members in the order of the file.
    pub(super) fn read(&self, data: &ZoneData) -> Result<(Season, Vec<Member>), String> {
        let anchors = self.anchors.iter().map(|name| zone(name, data)).collect::<Result<_, _>>()?;
        let cadence = self.cadence.as_ref().map_or(Ok(Cadence::Weekly { every: 1 }), CadenceForm::read)?;
        let from = self.from.0;
        let after_weeks =
            |weeks: u16| from.checked_add(jiff::Span::new().days(7 * i32::from(weeks) - 1)).ok();
        let to = self.to.map(|to| to.0).or_else(|| self.weeks.and_then(after_weeks));
        let to = to.ok_or("\"to\" or \"weeks\" is missing")?;
        let mut season = Season::new(anchors, cadence, from..=to, self.duration_minutes);
        season.quorum = self.quorum;
        season.step = self.step_minutes.unwrap_or(season.step);
        season.absence_weight = self.absence_weight.unwrap_or(season.absence_weight);
        season.holidays = self.holidays.iter().map(|date| date.0).collect();
        if let Some(days) = &self.days {
            season.days = days.iter().map(|day| day.0).collect();
        }
        let members = self.members.iter().map(|form| {
            let mut member = form.read(data)?;
            if self.required.contains(&form.id) {
                member.presence = Presence::Required;
            }
            Ok(member)
        });
        Ok((season, members.collect::<Result<_, String>>()?))
    }
}

impl MemberForm {
    pub(super) fn read(&self, data: &ZoneData) -> Result<Member, String> {
        let window = |form: &WindowForm| {
            let (from, to, level) = (form.from.0, form.to.0, form.level.into());
            // Windows do not pass midnight; one that ends before it begins is empty.
            let days = form.days.iter().filter(move |_| from < to);
            days.map(move |day| Window { day: day.0, from, to, level }).collect::<Vec<_>>()
        };
        let journey = |form: &JourneyForm| {
            Ok(Journey { zone: zone(&form.tz, data)?, from: form.from.0, to: form.to.0 })
        };
        let busy = |(from, to): &(MomentForm, MomentForm)| -> Range<Timestamp> { from.0..to.0 };
        let availability = Availability {
            zone: zone(&self.tz, data)?,
            hours: WeeklyHours::new(self.weekly.iter().flat_map(window)),
            journeys: self.travel.iter().map(journey).collect::<Result<_, String>>()?,
            days_off: self.off_days.iter().map(|date| date.0).collect(),
            busy: self.busy_utc.iter().map(busy).collect(),
        };
        let presence = if self.required { Presence::Required } else { Presence::Wanted };
        Ok(Member { availability, carry: self.carry, presence })
    }
}

impl From<LevelForm> for Level {
    fn from(form: LevelForm) -> Level {
        match form {
            LevelForm::Preferred => Level::Preferred,
            LevelForm::Acceptable => Level::Acceptable,
        }
    }
}

impl CadenceForm {
    fn read(&self) -> Result<Cadence, String> {
        match *self {
            CadenceForm::Weekly { interval } => Ok(Cadence::Weekly { every: interval }),
            CadenceForm::Monthly { interval, nth } => {
                let nth =
                    Nth::from_number(nth).ok_or_else(|| format!("no month has a weekday number {nth}"))?;
                Ok(Cadence::Monthly { every: interval, nth })
            }
        }
    }
}

pub(super) fn zone(name: &str, data: &ZoneData) -> Result<Zone, String> {
    data.zone(name).map_err(|error: ZoneError| format!("{name}: {error}"))
}

/// `2027-10-19`
#[derive(Clone, Copy)]
pub(super) struct DateForm(pub(super) Date);

/// `15:00`
#[derive(Clone, Copy)]
pub(super) struct TimeForm(pub(super) Time);

/// `2027-02-02T14:00Z`
#[derive(Clone, Copy)]
pub(super) struct MomentForm(pub(super) Timestamp);

/// `MO`
#[derive(Clone, Copy)]
pub(super) struct DayForm(pub(super) Weekday);

/// `00:00` to `24:00`, as minutes of the day.
#[derive(Clone, Copy)]
struct MinuteForm(u16);

pub(super) const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// Reads a form that is a short text.
fn from_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?}: expected {expected}")))
}

impl<'de> Deserialize<'de> for DateForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a date such as 2027-10-19", |text| text.parse().ok().map(DateForm))
    }
}

impl<'de> Deserialize<'de> for TimeForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a time such as 15:00", |text| text.parse().ok().map(TimeForm))
    }
}

impl<'de> Deserialize<'de> for MomentForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a moment such as 2027-02-02T14:00Z", |text| {
            text.parse().ok().map(MomentForm)
        })
    }
}

impl<'de> Deserialize<'de> for DayForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a day such as MO", |text| {
            DAYS.into_iter().find(|(name, _)| *name == text).map(|(_, day)| DayForm(day))
        })
    }
}

impl<'de> Deserialize<'de> for MinuteForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "a time from 00:00 to 24:00", |text| {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            let minutes = hour.checked_mul(60)?.checked_add(minute)?;
            (minute < 60 && minutes <= 24 * 60).then_some(MinuteForm(minutes))
        })
    }
}
