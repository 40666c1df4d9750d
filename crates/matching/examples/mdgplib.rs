//! Solves an instance of the maximally diverse grouping problem in the MDGPLIB format:
//! `mdgplib INSTANCE (--seconds S | --work N) [--seed N] [--out FILE]`. Seconds are processor time
//! of the whole process. `FILE` gets a line `item group` for every item, both counted from 0.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a line for people")]

use std::error::Error;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::str::FromStr;

use matching::mdgp::{Budget, Instance, Progress, solve};
use rustix::time::{ClockId, clock_gettime};

fn main() -> ExitCode {
    match solved() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mdgplib: {error}");
            ExitCode::FAILURE
        }
    }
}

fn solved() -> Result<(), Box<dyn Error>> {
    let Arguments { instance, budget, seed, out } = Arguments::read(std::env::args().skip(1))?;
    let instance = {
        let named = |error: &dyn Error| format!("{instance}: {error}");
        let file = std::fs::read_to_string(&instance).map_err(|error| named(&error))?;
        Instance::parse(&file).map_err(|error| named(&error))?
    };
    let go_on = &mut |_: Progress| ControlFlow::Continue(());
    let begun = processor_seconds();
    let solution = match budget {
        Limit::Work(work) => solve(&instance, seed, Budget::Work(work), go_on),
        Limit::Seconds(seconds) => {
            let mut spent = || (processor_seconds() - begun) / (seconds - begun).max(f64::MIN_POSITIVE);
            solve(&instance, seed, Budget::Share(&mut spent), go_on)
        }
    };
    let violations = instance.violations(&solution.groups);
    let verdict = if violations.is_empty() {
        "valid".to_owned()
    } else {
        violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    println!(
        "objective {:.3}  seconds {:.3}  trials {}  work {}  {verdict}",
        solution.objective,
        processor_seconds(),
        solution.visits,
        solution.work,
    );
    if let Some(file) = out {
        let mut lines = Vec::new();
        for (group, members) in solution.groups.iter().enumerate() {
            lines.extend(members.iter().map(|item| (item, group)));
        }
        lines.sort_unstable();
        std::fs::write(
            file,
            lines.iter().map(|(item, group)| format!("{item} {group}\n")).collect::<String>(),
        )?;
    }
    Ok(())
}

enum Limit {
    Work(u64),
    Seconds(f64),
}

struct Arguments {
    instance: String,
    budget: Limit,
    seed: u64,
    out: Option<String>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let (mut instance, mut budget, mut seed, mut out) = (None, Limit::Seconds(10.0), 1, None);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--seconds" => budget = Limit::Seconds(number(&value()?)?),
                "--work" => budget = Limit::Work(number(&value()?)?),
                "--seed" => seed = number(&value()?)?,
                "--out" => out = Some(value()?),
                option if option.starts_with("--") => return Err(format!("there is no {option}").into()),
                _ => instance = Some(word),
            }
        }
        let instance = instance.ok_or("mdgplib INSTANCE (--seconds S | --work N) [--seed N] [--out FILE]")?;
        Ok(Self { instance, budget, seed, out })
    }
}

fn number<T: FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("{word} is not a number"))
}

fn processor_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    std::time::Duration::try_from(time).map_or(0.0, |time| time.as_secs_f64())
}
