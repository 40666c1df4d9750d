//! `junto roster …`: rosters as files.

use std::fmt::Write as _;
use std::fs::File;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::import::{ImportOptions, preview};
use crate::ui::Words;

/// What the command line can do about rosters.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Says what an import would accept and refuse, by line. Ends with 1 if anything would be refused.
    Check(CheckOptions),
    /// Enters the good lines of a file and names the others. Ends with 1 if anything was refused.
    Import(ImportOptions),
}

/// What the command line can say about a check.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// A CSV or XLSX file.
    pub file: PathBuf,
}

/// What there is to say, and whether the whole file would be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub words: String,
    pub is_whole: bool,
}

/// What an import would accept and refuse, line by line, without a database.
pub fn check(words: &Words, options: &CheckOptions) -> anyhow::Result<Checked> {
    let file = &options.file;
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
        writeln!(said, "{}", problem.text(words))?;
    }
    let unlisted = found.problems_total.saturating_sub(u64::try_from(found.problems.len())?);
    if unlisted > 0 {
        writeln!(said, "{}", words.say("check-more").n("n", unlisted))?;
    }
    let sum = words.say("check-sum").n("accepted", found.accepted).n("refused", found.refused);
    write!(said, "{}", sum.n("problems", found.problems_total).n("more", found.more()))?;
    Ok(Checked { words: said, is_whole: found.refused == 0 })
}
