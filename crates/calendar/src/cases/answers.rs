//! The answers, in the words of the file.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::questions::{Choose, DAYS, Expand, Overlap, Resolve, zone};
use crate::recurrence::{End, Recurrence, Slot};
use crate::slots::{Offer, OfferedMeeting, Share, Slots, available_week, best_rotations, best_slots};
use crate::week::Week;
use crate::zone::ZoneData;

/// How many hours, how many rotations, and how many dates of a rotation are told.
const HOURS: usize = 5;
const ROTATIONS: usize = 3;
const FIRST_DATES: usize = 6;

pub(super) fn read<T: DeserializeOwned>(input: Value) -> Result<T, String> {
    serde_json::from_value(input).map_err(|error| error.to_string())
}

/// Every date of a slot.
pub(super) fn expand(input: Value, data: &ZoneData) -> Result<Value, String> {
    let question: Expand = read(input)?;
    let zones = question.show_zones.iter().map(|name| Ok((name, zone(name, data)?)));
    let zones = zones.collect::<Result<Vec<_>, String>>()?;
    let end = End::On(question.to.0);
    let series = Recurrence::new(question.slot(data)?, question.cadence()?, question.from.0, end);
    let meetings: Vec<Value> = series
        .meetings()
        .map(|meeting| {
            let local = zones.iter().map(|(name, zone)| {
                let local = local_text(zone.local_at(meeting.moment));
                ((*name).clone(), Value::String(local))
            });
            json!({ "utc": utc(meeting.moment), "local": local.collect::<Map<String, Value>>() })
        })
        .collect();
    Ok(json!({ "count": meetings.len(), "occurrences": meetings }))
}

/// The moment of a local time.
pub(super) fn resolve(input: Value, data: &ZoneData) -> Result<Value, String> {
    let questions: Vec<Resolve> = read(input)?;
    let answers = questions.iter().map(|question| {
        let zone = zone(&question.tz, data)?;
        let local = question.date.0.to_datetime(question.time.0);
        let moment = zone.moment_of(local).ok_or_else(|| format!("{local} is beyond the calendar"))?;
        Ok(json!({
            "tz": question.tz,
            "date": question.date.0.to_string(),
            "time": local.strftime("%H:%M").to_string(),
            "utc": utc(moment),
            "back_to_local": local_text(zone.local_at(moment)),
        }))
    });
    answers.collect::<Result<Vec<Value>, String>>().map(Value::Array)
}

/// What members have in common in some weeks.
pub(super) fn overlap(input: Value, data: &ZoneData) -> Result<Value, String> {
    let question: Overlap = read(input)?;
    let members = question.members.iter().map(|form| Ok((form.id.as_str(), form.read(data)?)));
    let members = members.collect::<Result<Vec<_>, String>>()?;
    let week = |monday: Date| {
        let weeks: Vec<(&str, Week)> =
            members.iter().map(|(id, member)| (*id, available_week(&member.availability, monday))).collect();
        let answer = week_answer(monday, &weeks, question.duration_minutes);
        (monday.to_string(), answer)
    };
    Ok(Value::Object(question.weeks_utc_monday.iter().map(|monday| week(monday.0)).collect()))
}

fn week_answer(monday: Date, weeks: &[(&str, Week)], minutes: u16) -> Value {
    let by_id = |value: &dyn Fn(&Week) -> Value| -> Map<String, Value> {
        weeks.iter().map(|(id, week)| ((*id).to_owned(), value(week))).collect()
    };
    let mut pairs = Map::new();
    for (place, (id, week)) in weeks.iter().enumerate() {
        for (other, other_week) in weeks.iter().skip(place + 1) {
            pairs.insert(format!("{id}|{other}"), json!(15 * (*week & *other_week).count()));
        }
    }
    let common = weeks.iter().fold(Week::full(), |common, (_, week)| common & *week);
    // No meeting goes on from the end of the week into its beginning.
    let last = Week::QUARTERS.checked_sub(minutes.div_ceil(15));
    let all_starts = common.starts(minutes.into());
    let starts: Vec<u16> = (0..=last.unwrap_or_default())
        .filter(|&start| last.is_some() && all_starts.contains(start))
        .collect();
    let first = starts.first().and_then(|&start| {
        Timestamp::from_second(Week::begin(monday).as_second() + 900 * i64::from(start)).ok()
    });
    json!({
        "hex_le": by_id(&|week| Value::String(hex(week))),
        "available_minutes": by_id(&|week| json!(15 * week.count())),
        "pair_minutes": pairs,
        "all_minutes": 15 * common.count(),
        "feasible_starts": starts.len(),
        "first_feasible_start": first.map(utc),
    })
}

/// The bits as 84 bytes, the first quarter-hour lowest.
fn hex(week: &Week) -> String {
    let bytes = week.as_words().iter().flat_map(|word| word.to_le_bytes()).take(84);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// The best single hours.
pub(super) fn optimise(input: Value, data: &ZoneData) -> Result<Value, String> {
    let question: Choose = read(input)?;
    let (season, members) = question.read(data)?;
    let search = best_slots(&season, &members, HOURS).map_err(|error| error.to_string())?;
    let ids = ids(&question);
    let top: Vec<Value> = search
        .offers
        .iter()
        .map(|offer| {
            json!({
                "slot": offer.slots.first().map(slot_answer),
                "quorate": offer.quorate,
                "sum_sq": offer.squared_burden,
                "min_attendance": offer.attendance_min(),
                "total_attendance": offer.attendance_total(),
                "burden_sorted": offer.burdens(),
                "shifts": offer.shifts,
                "first_utc": offer.meetings.first().map(|meeting| utc(meeting.moment)),
            })
        })
        .collect();
    let best = search.offers.first().map(|offer| {
        let meetings = offer.meetings.iter().map(|meeting| meeting_answer(offer, meeting, &ids));
        json!({ "per_member": per_member(offer, &ids), "occurrences": meetings.collect::<Vec<Value>>() })
    });
    Ok(json!({ "feasible_candidates": search.candidates, "top": top, "best": best }))
}

/// The best rotations, beside the best single hour.
pub(super) fn rotation(input: Value, data: &ZoneData) -> Result<Value, String> {
    let question: Choose = read(input)?;
    let (season, members) = question.read(data)?;
    let slots = match question.rotation {
        Some(1) => Slots::One,
        None | Some(2) => Slots::Two,
        Some(3) => Slots::Three,
        Some(number) => return Err(format!("rotations between {number} hours are not known")),
    };
    let ids = ids(&question);
    let best =
        |slots, limit| best_rotations(&season, &members, slots, limit).map_err(|error| error.to_string());
    let single = best(Slots::One, 1)?;
    let rotations = best(slots, ROTATIONS)?;
    let top: Vec<Value> = rotations
        .iter()
        .map(|offer| {
            let mut answer = burden_answer(offer, &ids);
            answer.insert("slots".to_owned(), offer.slots.iter().map(slot_answer).collect());
            answer.insert("min_attendance".to_owned(), json!(offer.attendance_min()));
            answer.insert("total_attendance".to_owned(), json!(offer.attendance_total()));
            Value::Object(answer)
        })
        .collect();
    let best_single = single.first().map(|offer| {
        let mut answer = burden_answer(offer, &ids);
        answer.insert("slot".to_owned(), json!(offer.slots.first().map(slot_answer)));
        answer
    });
    let first = rotations.first().map(|offer| {
        offer.meetings.iter().take(FIRST_DATES).map(|meeting| utc(meeting.moment)).collect::<Vec<_>>()
    });
    Ok(json!({ "best_single": best_single, "top": top, "first_occurrences_utc": first.unwrap_or_default() }))
}

fn ids(question: &Choose) -> Vec<&str> {
    question.members.iter().map(|member| member.id.as_str()).collect()
}

fn burden_answer(offer: &Offer, ids: &[&str]) -> Map<String, Value> {
    let mut answer = per_member(offer, ids);
    answer.insert("quorate".to_owned(), json!(offer.quorate));
    answer.insert("sum_sq".to_owned(), json!(offer.squared_burden));
    answer.insert("burden_sorted".to_owned(), json!(offer.burdens()));
    answer
}

fn per_member(offer: &Offer, ids: &[&str]) -> Map<String, Value> {
    let by_id = |count: fn(&Share) -> u32| -> Value {
        let counts =
            ids.iter().zip(&offer.members).map(|(id, share)| ((*id).to_owned(), json!(count(share))));
        Value::Object(counts.collect())
    };
    let mut answer = Map::new();
    answer.insert("absences".to_owned(), by_id(|share| share.burden.absences));
    answer.insert("acceptable_hours".to_owned(), by_id(|share| share.burden.acceptable));
    answer
}

fn meeting_answer(offer: &Offer, meeting: &OfferedMeeting, ids: &[&str]) -> Value {
    let absent: Vec<&&str> = meeting.absent.iter().filter_map(|(member, _)| ids.get(*member)).collect();
    json!({ "utc": utc(meeting.moment), "attendance": offer.attendance(meeting), "absent": absent })
}

fn slot_answer(slot: &Slot) -> Value {
    let day = |wanted: Weekday| DAYS.into_iter().find(|(_, day)| *day == wanted).map(|(name, _)| name);
    json!({
        "anchor": slot.anchor.name(),
        "day": day(slot.day),
        "time": slot.time.strftime("%H:%M").to_string(),
    })
}

pub(super) fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%MZ").to_string()
}

fn local_text(local: DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M %a").to_string()
}
