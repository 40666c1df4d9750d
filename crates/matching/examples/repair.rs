//! How long a repair takes and how many it moves: `repair [PEOPLE] [LEAST..MOST] [SEED] [COME]`, by
//! default 100,000 people in groups of 7 to 9. One in a hundred leaves, and for every hundred of them
//! so many come, by default as many; at most two moves a change. Organisations of 1 % of all, 24 zones
//! with eleven working hours, a band of years, languages, and nobody unwilling the only one of their
//! gender.
#![expect(
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a table for people, of small numbers"
)]

use std::time::Instant;

use matching::{
    Aim, Candidates, Changes, Column, Criteria, FormError, Hours, Repaired, Rule, assess, repair,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let people: usize = given.next().map_or(Ok(100_000), |count| count.parse())?;
    let sizes = given.next().unwrap_or_else(|| "7..9".into());
    let (least, most) = sizes.split_once("..").ok_or("a size is as 7..9")?;
    let (least, most) = (least.parse()?, most.parse()?);
    let seed: u64 = given.next().map_or(Ok(1), |seed| seed.parse())?;
    let come: usize = given.next().map_or(Ok(100), |count| count.parse())?;

    let mut lot = Lot(seed);
    let leave = people / 100;
    let come = leave * come / 100;
    let (candidates, criteria) = roster(people + come, least, most, &mut lot)?;
    let current = begun(&candidates, &criteria, people, least.midpoint(most));
    let seated: Vec<usize> = current.concat();
    let mut leavers: Vec<usize> = (0..leave).map(|_| seated[lot.below(seated.len())]).collect();
    leavers.sort_unstable();
    leavers.dedup();
    let newcomers: Vec<usize> = (people..people + come).collect();
    let count = leavers.len() + newcomers.len();
    let changes = Changes { newcomers, leavers, ..Changes::default() };

    let (begun, busy) = (Instant::now(), processor_seconds());
    let repaired = repair(&candidates, &criteria, &current, &changes, 2 * count, seed)?;
    let (seconds, busy) = (begun.elapsed().as_secs_f64(), processor_seconds() - busy);
    let touched: Vec<usize> = (0..repaired.groups.len())
        .filter(|&group| {
            current.get(group) != Some(&repaired.groups[group]) && !repaired.groups[group].is_empty()
        })
        .collect();
    let broken =
        touched.iter().filter(|&&group| !is_kept(&candidates, &criteria, &repaired.groups[group])).count();
    println!(
        "{people} people in {} groups of {sizes}, {} leave, {} come: {seconds:.3} s, of the processor {busy:.3} s",
        current.len(),
        changes.leavers.len(),
        changes.newcomers.len()
    );
    println!(
        "moves {} ({:.3} a change), newcomers placed {}, unplaced {}",
        repaired.moves.len(),
        repaired.moves.len() as f64 / count as f64,
        repaired.joined.len(),
        repaired.unplaced.len(),
    );
    println!(
        "groups touched {}, of these in violation {broken} ({} by size alone), before {}",
        touched.len(),
        by_size_alone(&repaired),
        current.iter().filter(|group| !is_kept(&candidates, &criteria, group)).count(),
    );
    Ok(())
}

fn is_kept(candidates: &Candidates, criteria: &Criteria, group: &[usize]) -> bool {
    assess(candidates, criteria, group).broken().next().is_none()
}

fn by_size_alone(repaired: &Repaired) -> usize {
    let only_size = |broken: &[matching::Constraint]| broken == [matching::Constraint::Size];
    repaired.troubled.iter().filter(|trouble| trouble.is_touched && only_size(&trouble.broken)).count()
}

fn roster(
    count: usize,
    least: usize,
    most: usize,
    lot: &mut Lot,
) -> Result<(Candidates, Criteria), FormError> {
    let mut candidates = Candidates::new(count);
    let mut some = |kinds: usize| (0..count).map(|_| u32::try_from(lot.below(kinds)).ok()).collect();
    let trade = candidates.add(Column::Categorical(some(12)))?;
    let organisation = candidates.add(Column::Categorical(some(100)))?;
    let gender = candidates.add(Column::Categorical(some(2)))?;
    let years = (0..count).map(|_| Some((lot.below(100) * lot.below(100)) as f32 / 250.0)).collect();
    let years = candidates.add(Column::Numeric(years))?;
    let spoken = |lot: &mut Lot| match lot.below(10) {
        0 => vec![1],
        1 => vec![2],
        2..=4 => vec![0, 1, 2],
        _ => vec![0],
    };
    let languages = candidates.add(Column::Multi((0..count).map(|_| spoken(lot)).collect()))?;
    candidates.set_hours((0..count).map(|_| Some(working_hours(lot.below(24)))).collect())?;
    for who in (0..count).filter(|who| who % 2 == 0) {
        candidates.mark_willing_only_one(who)?;
    }
    let criteria = Criteria::of_size(least..=most)
        .wish(years, Aim::Similar, 3.0)
        .wish(trade, Aim::Different, 2.0)
        .rule(Rule::ApartBy(organisation))
        .rule(Rule::Band { column: years, width: 20.0 })
        .rule(Rule::SharedValue(languages))
        .rule(Rule::NotOnlyOne(gender))
        .rule(Rule::CommonHours { least: 8 });
    Ok((candidates, criteria))
}

/// Groups of people with the same hours and like years who keep the rules, dealt one by one.
fn begun(candidates: &Candidates, criteria: &Criteria, people: usize, size: usize) -> Vec<Vec<usize>> {
    const OPEN: usize = 24;
    let mut order: Vec<usize> = (0..people).collect();
    order.sort_by_key(|&who| candidates.hours(who).copied());
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<Vec<usize>> = Vec::new();
    for who in order {
        let fits = |group: &Vec<usize>| {
            let joined: Vec<usize> = group.iter().copied().chain([who]).collect();
            let lonely = |constraint| matches!(constraint, matching::Constraint::NotOnlyOne(_));
            let last = joined.len() == size;
            assess(candidates, criteria, &joined)
                .broken()
                .all(|broken| broken == matching::Constraint::Size || (lonely(broken) && !last))
        };
        match open.iter().position(fits) {
            Some(place) => {
                open[place].push(who);
                if open[place].len() == size {
                    groups.push(open.swap_remove(place));
                }
            }
            None if open.len() < OPEN => open.push(vec![who]),
            None => {
                open.remove(0);
                open.push(vec![who]);
            }
        }
    }
    groups
}

/// 08:00 to 19:00 on five days, so many hours behind the clock.
fn working_hours(behind: usize) -> Hours {
    let week = || (0..5).flat_map(|day| (32..76).map(move |q| (day * 96 + q + behind * 4) % 672));
    Hours::from_quarters(week(), week())
}

/// Seconds of the processor this thread has had, where the system tells.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or_default() / 1e9
}

struct Lot(u64);

impl Lot {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}
