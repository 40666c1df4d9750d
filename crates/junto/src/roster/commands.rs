//! `junto roster check FILE`: what an import would accept and refuse, line by line, without a database.

use std::fmt::Write as _;
use std::fs::File;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;
use peergroups::profile::tidy;

use super::import::preview;
use crate::ui::Words;

/// What the command line can do about rosters.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Says what an import would accept and refuse, by line. Ends with 1 if anything would be refused.
    Check {
        /// A CSV or XLSX file.
        file: PathBuf,
    },
}

/// What there is to say, and whether the whole file would be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub words: String,
    pub is_whole: bool,
}

pub fn run(words: &Words, command: &RosterCommand) -> anyhow::Result<Checked> {
    let RosterCommand::Check { file } = command;
    let open = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let found = preview(words, open).with_context(|| format!("reading {}", file.display()))?;
    if let Some(why) = found.unusable {
        return Ok(Checked { words: why, is_whole: false });
    }
    let mut said = String::new();
    for column in &found.columns {
        writeln!(
            said,
            "{}",
            words.say("check-column").s("header", &column.header).s("became", &column.became)
        )?;
    }
    if !found.absent.is_empty() {
        writeln!(said, "{}", words.say("import-absent").s("columns", found.absent.join(", ")))?;
    }
    for problem in &found.problems {
        let line = words.say("import-line").s("line", problem.line).to_string();
        let place = if problem.column.is_empty() { line } else { format!("{line}, {}", problem.column) };
        let found = if problem.value.is_empty() { String::new() } else { format!("“{}”", problem.value) };
        let said_of_it = words
            .say("check-problem")
            .s("place", place)
            .s("found", found)
            .s("reason", &problem.reason)
            .s("remedy", &problem.remedy)
            .to_string();
        writeln!(said, "{}", tidy(&said_of_it))?;
    }
    let unlisted = found.problems_total.saturating_sub(u64::try_from(found.problems.len())?);
    if unlisted > 0 {
        writeln!(said, "{}", words.say("check-more").n("n", unlisted))?;
    }
    write!(said, "{}", words.say("check-sum").n("accepted", found.accepted).n("refused", found.refused))?;
    Ok(Checked { words: said, is_whole: found.refused == 0 })
}
