//! How long it takes to find a group's hour: `cargo bench -p calendar --bench slots`
//!
//! Twelve members in twelve zones, two anchors, every week of a year, every quarter-hour of five days, and some 1,500
//! other appointments. Prints the median and the fastest of many runs; the search includes painting all hours, ranking
//! all candidates and writing the full accounts of the best five.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a command speaks, and stops if its own data is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use calendar::slots::{Member, Season, Slots, best_rotations, best_slots, suggest};
use calendar::{Availability, Cadence, Timestamp, WeeklyHours, Zone};

fn main() {
    let group = group();
    let season = season(&["Europe/London", "America/New_York"]);
    measure("12 members, 52 weeks, 2 anchors, best 5", 400, || best_slots(&season, &group, 5).unwrap());
    let one = self::season(&["Europe/London"]);
    measure("the same, 1 anchor", 400, || best_slots(&one, &group, 5).unwrap());
    let four: Vec<Member> = group.iter().take(4).cloned().collect();
    measure("4 members, 52 weeks, 2 anchors, best 5", 400, || best_slots(&season, &four, 5).unwrap());
    let always: Vec<Member> = group.iter().map(always).collect();
    measure("12 members who can always meet", 100, || best_slots(&season, &always, 5).unwrap());
    for slots in [Slots::Two, Slots::Three] {
        let name = format!("rotation between {}, 2 anchors, best 5", slots.count());
        measure(&name, 20, || best_rotations(&season, &group, slots, 5).unwrap());
    }
    measure("suggestion for a facilitator", 20, || suggest(&season, &group).unwrap());
}

fn measure<T>(name: &str, runs: u32, work: impl Fn() -> T) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let begin = Instant::now();
            black_box(work());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times.get(times.len() / 2).unwrap();
    let fastest = times.first().unwrap();
    println!("{name:45} median {:9.3} ms   fastest {:9.3} ms", millis(*median), millis(*fastest));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn season(anchors: &[&str]) -> Season {
    let anchors = anchors.iter().map(|name| Zone::named(name).unwrap()).collect();
    let dates = "2027-01-04".parse().unwrap()..="2028-01-02".parse().unwrap();
    Season::new(anchors, Cadence::Weekly { every: 1 }, dates, 90)
}

fn group() -> Vec<Member> {
    let zones = [
        "Europe/London",
        "America/New_York",
        "Europe/Berlin",
        "America/Bogota",
        "Africa/Nairobi",
        "Asia/Kolkata",
        "America/Los_Angeles",
        "Asia/Singapore",
        "Europe/Lisbon",
        "Africa/Lagos",
        "America/Sao_Paulo",
        "Asia/Dubai",
    ];
    let hours = WeeklyHours::parse("weekdays 9-17; weekdays 7-9, 17-22 (acceptable)").unwrap();
    let begin: Timestamp = "2027-01-04T00:00:00Z".parse().unwrap();
    let mut chance: u64 = 1;
    let mut next = |below: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((chance >> 33) % below).unwrap()
    };
    let mut member = |zone: &&str| {
        let mut availability = Availability::new(Zone::named(zone).unwrap(), hours.clone());
        for _ in 0..125 {
            let start = begin.as_second() + next(364 * 24 * 4) * 900;
            let end = start + (1 + next(8)) * 900;
            let moment = |second| Timestamp::from_second(second).unwrap();
            availability.busy.push(moment(start)..moment(end));
        }
        for _ in 0..15 {
            let day = jiff::Span::new().days(next(364));
            availability.days_off.push(jiff::civil::date(2027, 1, 4).checked_add(day).unwrap());
        }
        Member::new(availability)
    };
    zones.iter().map(&mut member).collect()
}

fn always(member: &Member) -> Member {
    let hours = WeeklyHours::parse("daily 0-24").unwrap();
    Member::new(Availability::new(member.availability.zone.clone(), hours))
}
