//! How good groups are by the work spent: `curve PEOPLE SEEDS WORK…`, on rosters with every rule on.
//! Prints the score, the seconds of processor time and who is left out, per seed.
#![expect(
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a table for people"
)]

#[path = "people/mod.rs"]
mod people;

use std::ops::ControlFlow;

use matching::{Budget, assess, form};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let (count, seeds, works) = match given.as_slice() {
        [count, seeds, works @ ..] if !works.is_empty() => (*count, *seeds, works.to_vec()),
        [count] => (*count, 3, vec![1_000_000, 10_000_000]),
        _ => (1_000, 3, vec![1_000_000, 10_000_000]),
    };
    let (candidates, criteria) = people::roster(usize::try_from(count)?, 1)?;
    println!("people       work  mean score  mean seconds  scores; left out; broken");
    for work in works {
        let (mut scores, mut seconds) = (Vec::new(), 0.0);
        let (mut left_out, mut broken) = (Vec::new(), 0);
        for seed in 1..=seeds {
            let begun = processor_seconds();
            let proposal =
                form(&candidates, &criteria, seed, Budget::Work(work), &mut |_| ControlFlow::Continue(()))?;
            seconds += processor_seconds() - begun;
            scores.push(proposal.score.total);
            left_out.push(proposal.unplaced.len());
            broken += proposal
                .groups
                .iter()
                .filter(|group| assess(&candidates, &criteria, group).broken().next().is_some())
                .count();
        }
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        let each: Vec<String> = scores.iter().map(|score| format!("{score:.5}")).collect();
        println!(
            "{count:6} {work:10}     {mean:.5}      {:8.2}  {}; {left_out:?}; {broken}",
            seconds / seeds as f64,
            each.join(" ")
        );
    }
    Ok(())
}

/// Seconds this process has had of a processor; wall time where the system does not tell.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds: Option<f64> = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}
