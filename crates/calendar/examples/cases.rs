//! Answers a file of scheduling cases and compares each answer with what the file expects:
//! `cargo run --release -p calendar --example cases -- CASES.json`
//!
//! One line per case, `id pass` or `id fail`; after a failure, where it lies, what was expected and what was found.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to who called it")]

use std::process::ExitCode;

use calendar::ZoneData;
use calendar::cases::{Case, answer, difference};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: cases CASES.json");
        return ExitCode::from(2);
    };
    let cases = std::fs::read_to_string(&path)
        .map_err(|error| error.to_string())
        .and_then(|file| answer(&file, &ZoneData::bundled()).map_err(|error| error.to_string()));
    match cases {
        Ok(cases) => {
            let failures = cases.iter().filter(|case| !has_passed(case)).count();
            if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(2)
        }
    }
}

fn has_passed(case: &Case) -> bool {
    let id = &case.id;
    match (&case.expected, &case.answer) {
        (_, Err(problem)) => println!("{id} fail\n  problem: {problem}"),
        (None, Ok(_)) => println!("{id} fail\n  problem: the file does not say what is expected"),
        (Some(expected), Ok(answer)) => match difference(expected, answer) {
            None => {
                println!("{id} pass");
                return true;
            }
            Some(place) => println!("{id} fail\n  at {place}\n  expected: {expected}\n  got: {answer}"),
        },
    }
    false
}
