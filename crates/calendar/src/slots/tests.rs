//! The search against its own words: a slow reference that looks at every date by the zones' clocks.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;
use crate::hours::{Level, WeeklyHours, Window};
use crate::{End, Journey, Nth, Recurrence};

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn member(zone_name: &str, hours: &str) -> Member {
    Member::new(Availability::new(zone(zone_name), WeeklyHours::parse(hours).unwrap()))
}

fn required(member: Member) -> Member {
    Member { presence: Presence::Required, ..member }
}

fn season(anchors: &[&str], from: Date, to: Date) -> Season {
    let anchors = anchors.iter().map(|name| zone(name)).collect();
    Season::new(anchors, Cadence::Weekly { every: 1 }, from..=to, 60)
}

/// The best hour, as "Tue 15:00 Europe/London".
fn named(slot: &Slot) -> String {
    format!("{:?} {} {}", slot.day, slot.time.strftime("%H:%M"), slot.anchor)
}

fn best(season: &Season, members: &[Member]) -> Offer {
    best_slots(season, members, 1).unwrap().offers.remove(0)
}

// The slow reference.

/// Minute by minute of the rule: what a meeting is for one member.
fn slow_level(member: &Member, moment: Timestamp, minutes: u16, weekly_only: bool) -> Option<Level> {
    let availability = &member.availability;
    let windows = availability.hours.windows();
    let mut worst = Some(Level::Preferred);
    for quarter in 0..i64::from(minutes.div_ceil(15)) {
        let begin = moment.as_second() + quarter * 900;
        let local = availability.local_at(Timestamp::from_second(begin).unwrap());
        let minute = u16::try_from(local.hour()).unwrap() * 60 + u16::try_from(local.minute()).unwrap();
        let here =
            |window: &&Window| window.day == local.weekday() && (window.from..window.to).contains(&minute);
        let mut level = windows.iter().filter(here).map(|window| window.level).max();
        // Walked minute by minute; times in these tests have no seconds.
        let touched = (begin..begin + 900).step_by(60).any(|second| {
            availability
                .busy
                .iter()
                .any(|busy| (busy.start.as_second()..busy.end.as_second()).contains(&second))
        });
        if !weekly_only && (touched || availability.days_off.contains(&local.date())) {
            level = None;
        }
        worst = worst.min(level);
    }
    worst
}

/// What decides about hours in rotation; `None` if somebody required is out of hours.
fn slow_key(season: &Season, members: &[Member], slots: &[Slot]) -> Option<(i64, u64, Vec<u64>, u32)> {
    let mut dates: Vec<(usize, Date, Timestamp)> = Vec::new();
    for (place, slot) in slots.iter().enumerate() {
        for (turn, date) in
            season.cadence.turns(slot.day, season.from).take_while(|(_, date)| *date <= season.to)
        {
            if usize::try_from(turn).unwrap() % slots.len() == place && !season.holidays.contains(&date) {
                dates.push((place, date, slot.on(date).unwrap()));
            }
        }
    }
    let mut burdens: Vec<u64> = members.iter().map(|member| u64::from(member.carry)).collect();
    let mut quorate = 0;
    for (_, _, moment) in &dates {
        let mut present = 0;
        for (member, burden) in members.iter().zip(&mut burdens) {
            if member.presence == Presence::Required
                && slow_level(member, *moment, season.minutes, true).is_none()
            {
                return None;
            }
            match slow_level(member, *moment, season.minutes, false) {
                None => *burden += u64::from(season.absence_weight),
                Some(level) => {
                    present += 1;
                    *burden += u64::from(level == Level::Acceptable);
                }
            }
        }
        quorate += i64::from(present >= season.quorum_of(members.len()));
    }
    let mut shifts = 0;
    for place in 0..slots.len() {
        let moments: Vec<Timestamp> =
            dates.iter().filter(|(slot, ..)| *slot == place).map(|(.., moment)| *moment).collect();
        for member in members {
            let hours: Vec<Time> =
                moments.iter().map(|moment| member.availability.local_at(*moment).time()).collect();
            shifts += u32::try_from(hours.windows(2).filter(|pair| pair[0] != pair[1]).count()).unwrap();
        }
    }
    let squared = burdens.iter().map(|burden| burden * burden).sum();
    burdens.sort_unstable_by(|one, other| other.cmp(one));
    (slots.len() > 1 || !dates.is_empty()).then_some((-quorate, squared, burdens, shifts))
}

fn all_slots(season: &Season, days: &[Weekday]) -> Vec<Slot> {
    let mut slots = Vec::new();
    for anchor in &season.anchors {
        for &day in days {
            for minute in (0..1440_i16).step_by(usize::from(season.step)) {
                let (hour, minute) = (i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap());
                slots.push(Slot { anchor: anchor.clone(), day, time: time(hour, minute, 0, 0) });
            }
        }
    }
    slots
}

fn slow_best(season: &Season, members: &[Member], limit: usize) -> (u32, Vec<Slot>) {
    let days: Vec<Weekday> =
        Weekday::Monday.cycle_forward().take(7).filter(|day| season.days.contains(day)).collect();
    let mut ranked: Vec<_> = all_slots(season, &days)
        .into_iter()
        .enumerate()
        .filter_map(|(place, slot)| {
            let key = slow_key(season, members, std::slice::from_ref(&slot))?;
            Some(((key, place), slot))
        })
        .collect();
    ranked.sort_by(|one, other| one.0.cmp(&other.0));
    let count = u32::try_from(ranked.len()).unwrap();
    (count, ranked.into_iter().take(limit).map(|(_, slot)| slot).collect())
}

fn slow_rotations(season: &Season, members: &[Member], count: usize, limit: usize) -> Vec<Vec<Slot>> {
    let slots = all_slots(season, &season.days);
    let mut ranked = Vec::new();
    for number in 0..slots.len().pow(u32::try_from(count).unwrap()) {
        let mut rest = number;
        let mut places: Vec<usize> = (0..count)
            .map(|_| {
                let place = rest % slots.len();
                rest /= slots.len();
                place
            })
            .collect();
        places.reverse();
        let chosen: Vec<Slot> = places.iter().map(|place| slots[*place].clone()).collect();
        if let Some((quorate, squared, burdens, _)) = slow_key(season, members, &chosen) {
            ranked.push(((quorate, squared, burdens, places), chosen));
        }
    }
    ranked.sort_by(|one, other| one.0.cmp(&other.0));
    ranked.into_iter().take(limit).map(|(_, slots)| slots).collect()
}

// What is tried at random.

const ZONES: [&str; 12] = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "America/Vancouver",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Africa/Cairo",
    "Antarctica/Troll",
    "Asia/Kolkata",
];

fn any_zone() -> impl Strategy<Value = Zone> {
    prop::sample::select(&ZONES).prop_map(zone)
}

fn any_date() -> impl Strategy<Value = Date> {
    (0..420_i32).prop_map(|days| date(2026, 12, 20).checked_add(Span::new().days(days)).unwrap())
}

fn any_day() -> impl Strategy<Value = Weekday> {
    (0..7_i8).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap())
}

fn any_hours() -> impl Strategy<Value = WeeklyHours> {
    let level = prop_oneof![Just(Level::Preferred), Just(Level::Acceptable)];
    // Mostly whole quarter-hours over much of the day, sometimes any minute.
    let minute = || prop_oneof![4 => (0..=96_u16).prop_map(|quarter| quarter * 15), 1 => 0..=1440_u16];
    let window = (any_day(), minute(), minute(), level);
    let window = window.prop_map(|(day, from, to, level)| Window { day, from, to, level });
    prop::collection::vec(window, 4..16).prop_map(WeeklyHours::new)
}

fn any_member() -> impl Strategy<Value = Member> {
    let journey = (any_zone(), any_date(), 0..60_i32).prop_map(|(zone, from, days)| Journey {
        zone,
        from,
        to: from.checked_add(Span::new().days(days)).unwrap(),
    });
    let busy = (any_date(), 0..1440_i64, 0..600_i64).prop_map(|(date, minute, length)| {
        let start = zone("UTC").moment_of(date.at(0, 0, 0, 0)).unwrap().as_second() + minute * 60;
        Timestamp::from_second(start).unwrap()..Timestamp::from_second(start + length * 60).unwrap()
    });
    let presence = prop_oneof![4 => Just(Presence::Wanted), 1 => Just(Presence::Required)];
    (
        any_zone(),
        any_hours(),
        prop::collection::vec(journey, 0..3),
        prop::collection::vec(any_date(), 0..30),
        prop::collection::vec(busy, 0..30),
        0..6_u32,
        presence,
    )
        .prop_map(|(zone, hours, journeys, days_off, busy, carry, presence)| Member {
            availability: Availability { zone, hours, journeys, days_off, busy },
            carry,
            presence,
        })
}

fn any_season() -> impl Strategy<Value = Season> {
    let nth = prop::sample::select(vec![-1, 1, 2, 3, 4, 5]).prop_map(|nth| Nth::from_number(nth).unwrap());
    let cadence = prop_oneof![
        3 => (1..4_u16).prop_map(|every| Cadence::Weekly { every }),
        1 => (1..3_u16, nth).prop_map(|(every, nth)| Cadence::Monthly { every, nth }),
    ];
    (
        prop::collection::vec(any_zone(), 1..3),
        cadence,
        any_date(),
        0..120_i32,
        prop::collection::btree_set(0..7_i8, 1..4),
        (1..150_u16, prop::sample::select(vec![60_u16, 90, 180]), prop::option::of(0..5_u16), 0..6_u16),
        prop::collection::vec(any_date(), 0..40),
    )
        .prop_map(
            |(anchors, cadence, from, days, weekdays, (minutes, step, quorum, absence_weight), holidays)| {
                let days_of = |day: i8| Weekday::from_monday_zero_offset((day + 3) % 7).unwrap();
                Season {
                    step,
                    quorum,
                    absence_weight,
                    holidays,
                    days: weekdays.into_iter().map(days_of).collect(),
                    ..Season::new(
                        anchors,
                        cadence,
                        from..=from.checked_add(Span::new().days(days)).unwrap(),
                        minutes,
                    )
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_search_equals_the_slow_reference(
        season in any_season(), members in prop::collection::vec(any_member(), 1..4),
    ) {
        let found = best_slots(&season, &members, 6).unwrap();
        let (candidates, expected) = slow_best(&season, &members, 6);
        prop_assert_eq!(found.candidates, candidates);
        let slots: Vec<String> = found.offers.iter().map(|offer| named(&offer.slots[0])).collect();
        prop_assert_eq!(slots, expected.iter().map(named).collect::<Vec<_>>());
        for offer in &found.offers {
            let (quorate, squared, burdens, shifts) = slow_key(&season, &members, &offer.slots).unwrap();
            prop_assert_eq!(i64::from(offer.quorate), -quorate);
            prop_assert_eq!(offer.squared_burden, squared);
            prop_assert_eq!(offer.burdens(), burdens);
            prop_assert_eq!(offer.shifts, shifts);
        }
    }

    #[test]
    fn rotation_equals_the_slow_reference(
        season in any_season(), members in prop::collection::vec(any_member(), 1..4), three in any::<bool>(),
    ) {
        // Three times a day on one or two days: 36 pairs or 216 triples and less.
        let days = season.days.iter().copied().take(2).collect();
        let to = season.to.min(season.from.checked_add(Span::new().days(60)).unwrap());
        let season = Season { step: 480, days, to, anchors: season.anchors.into_iter().take(1).collect(), ..season };
        let slots = if three { Slots::Three } else { Slots::Two };
        let found = best_rotations(&season, &members, slots, 4).unwrap();
        let found: Vec<Vec<String>> = found.iter().map(|offer| offer.slots.iter().map(named).collect()).collect();
        let expected = slow_rotations(&season, &members, slots.count(), 4);
        let expected: Vec<Vec<String>> = expected.iter().map(|slots| slots.iter().map(named).collect()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_accounts_of_an_offer_agree_with_the_members_own_clocks(
        season in any_season(), members in prop::collection::vec(any_member(), 1..4),
    ) {
        for offer in best_slots(&season, &members, 3).unwrap().offers {
            let slot = &offer.slots[0];
            let mut series = Recurrence::new(slot.clone(), season.cadence, season.from, End::On(season.to));
            series.exceptions = season.holidays.iter().map(|date| (*date, crate::Exception::LeftOut)).collect();
            let moments: Vec<Timestamp> = offer.meetings.iter().map(|meeting| meeting.moment).collect();
            prop_assert_eq!(&moments, &series.meetings().map(|meeting| meeting.moment).collect::<Vec<_>>());
            for (place, (member, share)) in members.iter().zip(&offer.members).enumerate() {
                let borne = crate::borne(&member.availability, &moments, season.minutes);
                prop_assert_eq!(share.burden, crate::burden_of(member.carry, &borne));
                prop_assert_eq!(share.total, share.burden.total(season.absence_weight));
                prop_assert_eq!(share.hours.iter().map(|(.., dates)| *dates).sum::<u32>(), u32::try_from(moments.len()).unwrap());
                let why: Vec<_> = borne.iter().filter_map(|borne| borne.level.err()).collect();
                let told = offer.meetings.iter().flat_map(|meeting| &meeting.absent);
                let told: Vec<_> = told.filter(|(absent, _)| *absent == place).map(|(_, why)| *why).collect();
                prop_assert_eq!(why, told);
                let changes = crate::clock_changes(&member.availability, &slot.anchor, &moments);
                prop_assert_eq!(u32::try_from(changes.len()).unwrap(), share.shifts);
            }
        }
    }

    #[test]
    fn no_meeting_is_outside_the_weekly_hours_of_the_required(
        season in any_season(), members in prop::collection::vec(any_member(), 1..4),
    ) {
        let offers = best_slots(&season, &members, 5).unwrap().offers.into_iter();
        for offer in offers.chain(best_rotations(&season, &members, Slots::Two, 2).unwrap()) {
            for (place, member) in members.iter().enumerate() {
                if member.presence == Presence::Required {
                    let absent = offer.meetings.iter().flat_map(|meeting| &meeting.absent);
                    let mut reasons = absent.filter(|(absent, _)| *absent == place).map(|(_, why)| *why);
                    prop_assert!(reasons.all(|why| why != Absence::OutOfHours));
                }
            }
        }
    }

    #[test]
    fn taking_turns_is_never_worse_than_the_best_single_hour(
        season in any_season(), members in prop::collection::vec(any_member(), 1..5),
    ) {
        let season = Season { cadence: Cadence::Weekly { every: 1 }, step: 180, ..season };
        let Some(single) = best_slots(&season, &members, 1).unwrap().offers.into_iter().next() else { return Ok(()) };
        for slots in [Slots::Two, Slots::Three] {
            let rotation = &best_rotations(&season, &members, slots, 1).unwrap()[0];
            prop_assert!(
                (-i64::from(rotation.quorate), rotation.squared_burden) <= (-i64::from(single.quorate), single.squared_burden)
            );
        }
    }
}

// The rules, one by one.

#[test]
fn an_awkward_hour_is_shared_rather_than_loaded_on_one() {
    // At 12:00 one member has an acceptable hour, at 15:00 two others; over ten weeks 100 < 200.
    let members = [
        member("UTC", "Tue 13-17; Tue 12-17 (acceptable)"),
        member("UTC", "Tue 12-13; Tue 12-16 (acceptable)"),
        member("UTC", "Tue 12-13; Tue 12-16 (acceptable)"),
    ];
    let season = season(&["UTC"], date(2027, 1, 4), date(2027, 3, 14));
    let offer = best(&season, &members);
    assert_eq!(named(&offer.slots[0]), "Tuesday 12:00 UTC");
    assert_eq!((offer.squared_burden, offer.burdens()), (100, vec![10, 0, 0]));

    // Whoever carries a debt from the last season is spared.
    let [indebted, others @ ..] = members;
    let members: Vec<Member> = [Member { carry: 20, ..indebted }].into_iter().chain(others).collect();
    let offer = best(&season, &members);
    assert_eq!(named(&offer.slots[0]), "Tuesday 13:00 UTC");
    assert_eq!((offer.squared_burden, offer.burdens()), (600, vec![20, 10, 10]));
}

#[test]
fn a_quorum_comes_before_everything_else() {
    let members = [member("UTC", "Mon 9-10; Fri 9-10 (acceptable)"), member("UTC", "Fri 9-10 (acceptable)")];
    let season = Season {
        quorum: Some(2),
        absence_weight: 0,
        ..season(&["UTC"], date(2027, 1, 4), date(2027, 3, 14))
    };
    assert_eq!(named(&best(&season, &members).slots[0]), "Friday 09:00 UTC");
    assert_eq!(named(&best(&Season { quorum: Some(1), ..season }, &members).slots[0]), "Monday 09:00 UTC");
}

#[test]
fn two_thirds_are_a_quorum_unless_it_is_said() {
    let season = season(&["UTC"], date(2027, 1, 4), date(2027, 1, 4));
    assert_eq!([1, 2, 3, 7, 8, 12].map(|members| season.quorum_of(members)), [1, 2, 2, 5, 6, 8]);
    assert_eq!(Season { quorum: Some(3), ..season }.quorum_of(12), 3);
}

#[test]
fn between_equal_hours_the_one_that_moves_fewer_clocks_wins() {
    let hours = "weekdays 8-20";
    let members =
        [member("Europe/London", hours), member("Europe/Paris", hours), member("America/Toronto", hours)];
    let season = season(&["America/Toronto", "Europe/Paris"], date(2027, 2, 1), date(2027, 4, 30));
    let offer = best(&season, &members);
    // Anchored in Paris, only Toronto's hour changes, twice; anchored in Toronto, London's and Paris's.
    assert_eq!(offer.slots[0].anchor.name(), "Europe/Paris");
    assert_eq!(offer.members.iter().map(|share| share.shifts).collect::<Vec<_>>(), [0, 0, 2]);
}

#[test]
fn between_equals_the_first_anchor_the_first_day_and_the_earliest_hour_win() {
    let always = [member("Asia/Kolkata", "daily 0-24")];
    let mut season = season(&["Asia/Kolkata", "UTC"], date(2027, 1, 6), date(2027, 3, 30));
    season.days = vec![Weekday::Sunday, Weekday::Wednesday, Weekday::Tuesday];
    let found = best_slots(&season, &always, 2).unwrap();
    assert_eq!(found.candidates, 2 * 3 * 96);
    let names: Vec<String> = found.offers.iter().map(|offer| named(&offer.slots[0])).collect();
    assert_eq!(names, ["Tuesday 00:00 Asia/Kolkata", "Tuesday 00:15 Asia/Kolkata"]);
}

#[test]
fn an_hour_outside_the_weekly_hours_of_someone_required_is_not_considered() {
    let members = [required(member("UTC", "Mon 9-10")), member("UTC", "Tue 9-10"), member("UTC", "Tue 9-10")];
    let season = season(&["UTC"], date(2027, 1, 4), date(2027, 3, 14));
    let found = best_slots(&season, &members, 5).unwrap();
    assert_eq!(found.candidates, 1);
    assert_eq!(named(&found.offers[0].slots[0]), "Monday 09:00 UTC");
    let nobody = [required(member("UTC", "Mon 9-9:30"))];
    assert_eq!(best_slots(&season, &nobody, 5).unwrap(), Search { candidates: 0, offers: Vec::new() });
}

#[test]
fn one_day_off_does_not_rule_out_an_hour_of_someone_required() {
    let mut facilitator = required(member("UTC", "Mon 9-10"));
    facilitator.availability.days_off = vec![date(2027, 1, 11)];
    let offer = best(&season(&["UTC"], date(2027, 1, 4), date(2027, 1, 31)), &[facilitator]);
    assert_eq!(offer.quorate, 3);
    assert_eq!(offer.meetings[1].absent, [(0, Absence::DayOff)]);
}

#[test]
fn nobody_meets_on_a_holiday_and_the_weeks_count_on() {
    let members = [member("Europe/Lisbon", "Thu 17-18")];
    let mut season = season(&["Europe/Lisbon"], date(2027, 1, 4), date(2027, 2, 14));
    season.cadence = Cadence::Weekly { every: 2 };
    season.holidays = vec![date(2027, 1, 21), date(2027, 1, 28)];
    let dates: Vec<String> =
        best(&season, &members).meetings.iter().map(|meeting| meeting.local.date().to_string()).collect();
    assert_eq!(dates, ["2027-01-07", "2027-02-04"]);
}

#[test]
fn a_member_on_a_journey_is_asked_on_the_clock_there() {
    let mut ines = member("Europe/Lisbon", "weekdays 9-18");
    let (from, to) = (date(2027, 1, 11), date(2027, 1, 17));
    ines.availability.journeys = vec![Journey { zone: zone("Asia/Tokyo"), from, to }];
    let offer = best(&season(&["Europe/Lisbon"], date(2027, 1, 4), date(2027, 1, 24)), &[ines]);
    // At 09:00 in Lisbon it is 18:00 in Tokyo; no hour suits both.
    assert_eq!(offer.meetings.iter().map(|meeting| meeting.absent.len()).sum::<usize>(), 1);
    assert_eq!(offer.members[0].hours.len(), 2);
    assert_eq!(offer.members[0].shifts, 2);
}

#[test]
fn a_rotation_is_offered_only_where_it_lowers_the_burden_by_a_quarter() {
    let hours = "weekdays 9-17; weekdays 5-23 (acceptable)";
    let members = [
        member("America/New_York", hours),
        member("Europe/London", hours),
        member("Asia/Singapore", "weekdays 9-19; weekdays 7-24 (acceptable)"),
    ];
    let season = season(&["Europe/London"], date(2027, 1, 4), date(2027, 6, 27));
    let suggestion = suggest(&season, &members).unwrap();
    let rotation = suggestion.rotation.unwrap();
    assert!(is_worth_rotating(&suggestion.search.offers[0], &rotation));
    let used: BTreeSet<String> = rotation.slots.iter().map(named).collect();
    assert_eq!(used.len(), rotation.slots.len());

    let neighbours = [member("Europe/London", hours), member("Europe/Lisbon", hours)];
    assert_eq!(suggest(&season, &neighbours).unwrap().rotation, None);
}

#[test]
fn months_take_turns_too() {
    let members =
        [member("UTC", "Mon 9-10; Thu 9-10 (acceptable)"), member("UTC", "Thu 9-10; Mon 9-10 (acceptable)")];
    let mut season = season(&["UTC"], date(2027, 1, 13), date(2027, 6, 30));
    season.cadence = Cadence::Monthly { every: 1, nth: Nth::Second };
    let rotation = &best_rotations(&season, &members, Slots::Two, 1).unwrap()[0];
    let dates: Vec<String> =
        rotation.meetings.iter().map(|meeting| meeting.local.date().to_string()).collect();
    assert_eq!(dates, ["2027-01-14", "2027-02-08", "2027-03-11", "2027-04-12", "2027-05-13", "2027-06-14"]);
    assert_eq!(rotation.burdens(), [3, 3]);
}

#[test]
fn what_makes_no_season_is_refused() {
    let good = season(&["UTC"], date(2027, 1, 4), date(2027, 3, 14));
    let one = [member("UTC", "Mon 9-10")];
    let check = |season: Season, members: &[Member], error: SeasonError| {
        assert_eq!(best_slots(&season, members, 5), Err(error));
        assert_eq!(best_rotations(&season, members, Slots::Two, 5), Err(error));
        assert_eq!(suggest(&season, members), Err(error));
    };
    check(good.clone(), &[], SeasonError::NobodyToMeet);
    check(good.clone(), &vec![one[0].clone(); 101], SeasonError::TooManyMembers);
    check(Season { anchors: Vec::new(), ..good.clone() }, &one, SeasonError::NoAnchor);
    check(Season { days: Vec::new(), ..good.clone() }, &one, SeasonError::NoDay);
    check(Season { minutes: 0, ..good.clone() }, &one, SeasonError::NoSuchLength);
    check(Season { step: 20, ..good.clone() }, &one, SeasonError::NoSuchStep);
    check(Season { to: date(2027, 1, 3), ..good.clone() }, &one, SeasonError::EndsBeforeItBegins);
    check(Season { to: date(2040, 1, 3), ..good.clone() }, &one, SeasonError::TooLong);
    check(Season { from: Date::MAX, to: Date::MAX, ..good.clone() }, &one, SeasonError::TooLong);
    assert_eq!(best_slots(&good, &one, 0).unwrap(), Search { candidates: 480, offers: Vec::new() });
}
