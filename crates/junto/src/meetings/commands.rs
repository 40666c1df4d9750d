//! `junto slots FILE`: scheduling cases in, answers out. It needs no database and no network.

use std::path::PathBuf;

use anyhow::Context as _;
use calendar::{ZoneData, cases};
use clap::Args;

/// What the command line can say about fair hours.
#[derive(Debug, Args)]
pub struct SlotsOptions {
    /// The cases, a `junto-scheduling-cases/1` file.
    file: PathBuf,
}

/// The answer of every case as one JSON document, and whether every case had one.
pub fn slots(options: &SlotsOptions) -> anyhow::Result<(String, bool)> {
    let path = options.file.display();
    let file = std::fs::read_to_string(&options.file).with_context(|| format!("reading {path}"))?;
    let data = ZoneData::bundled();
    let answered = cases::answer(&file, &data).with_context(|| format!("reading {path}"))?;
    let is_whole = answered.iter().all(|case| case.answer.is_ok());
    Ok((format!("{:#}", cases::to_json(&answered, &data)), is_whole))
}
