//! How long forming takes at the usual work, on rosters of the sizes given (100, 1,000 and 10,000
//! by default): two people an organisation, 24 zones with eleven working hours, 12 trades.
#![expect(
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a table for people, of small numbers"
)]

use std::ops::ControlFlow;
use std::time::Instant;

use matching::{
    Aim, Budget, Candidates, Change, Column, Criteria, FormError, Hours, Progress, Rule, assess, form, weigh,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![100, 1_000, 10_000] } else { given };
    println!("people  seconds  trials/s  groups  unplaced  score  chance  broken  assess µs  weigh µs");
    for size in sizes {
        let (candidates, criteria) = roster(size)?;
        let begun = Instant::now();
        let go_on = &mut |_: Progress| ControlFlow::Continue(());
        let proposal = form(&candidates, &criteria, 1, Budget::usual(&candidates), go_on)?;
        let seconds = begun.elapsed().as_secs_f64();
        let groups = &proposal.groups;
        let begun = Instant::now();
        let broken: usize =
            groups.iter().map(|group| assess(&candidates, &criteria, group).broken().count()).sum();
        let assessing = begun.elapsed().as_secs_f64() * 1e6 / groups.len() as f64;
        let begun = Instant::now();
        for (from, members) in groups.iter().enumerate().skip(1) {
            let who = *members.first().ok_or("an empty group")?;
            weigh(&candidates, &criteria, groups, Change::Move { who, from: Some(from), to: Some(0) })?;
        }
        let weighing = begun.elapsed().as_secs_f64() * 1e6 / groups.len() as f64;
        println!(
            "{size:6}  {seconds:7.2}  {:8.0}  {:6}  {:8}  {:.3}  {:6.3}  {broken:6}  {assessing:9.1}  {weighing:8.1}",
            proposal.work as f64 / seconds,
            groups.len(),
            proposal.unplaced.len(),
            proposal.score.total,
            proposal.by_chance.total,
        );
    }
    Ok(())
}

fn roster(count: usize) -> Result<(Candidates, Criteria), FormError> {
    let mut state = 1_u64;
    let mut below = |bound: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % bound
    };
    let mut candidates = Candidates::new(count);
    let mut people = 0..count;
    let trade = candidates.add(Column::Categorical(people.clone().map(|_| Some(below(12))).collect()))?;
    let pairs = people.clone().map(|who| u32::try_from(who / 2).ok()).collect();
    let organisation = candidates.add(Column::Categorical(pairs))?;
    let years = people.clone().map(|_| Some((below(100) * below(100)) as f32 / 250.0)).collect();
    let years = candidates.add(Column::Numeric(years))?;
    let interests = people.clone().map(|_| vec![below(20), below(20), below(20)]).collect();
    let interests = candidates.add(Column::Multi(interests))?;
    let hours = people.by_ref().map(|_| Some(working_hours(usize::try_from(below(24)).unwrap_or(0))));
    candidates.set_hours(hours.collect())?;
    let criteria = Criteria::of_size(7..=9)
        .wish(years, Aim::Similar, 3.0)
        .wish(trade, Aim::Different, 2.0)
        .wish(interests, Aim::Shared, 1.0)
        .rule(Rule::ApartBy(organisation))
        .rule(Rule::CommonHours { least: 8 });
    Ok((candidates, criteria))
}

/// 08:00 to 19:00 on five days, so many hours behind the clock.
fn working_hours(behind: usize) -> Hours {
    let week = || (0..5).flat_map(|day| (32..76).map(move |q| (day * 96 + q + behind * 4) % 672));
    Hours::from_quarters(week(), week())
}
