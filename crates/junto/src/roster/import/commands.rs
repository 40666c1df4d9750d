//! `junto roster import FILE --community SLUG`: a file straight into the roster, by the rules of an upload.

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use store::Backend;

use super::super::formats::FileError;
use super::actions::enter_lines;
use super::entities::Outcome;
use super::formats::{file_error, problem_line, read_ahead};
use crate::app::App;
use crate::community;

/// What the command line can say about an import.
#[derive(Debug, Args)]
pub struct ImportOptions {
    /// A CSV or XLSX file.
    pub file: PathBuf,
    /// The community, as in its address: long-table.
    #[arg(long)]
    pub community: String,
}

/// Enters the good lines of a file chunk by chunk, each its own transaction, and names every other line
/// through `say`; `progress` hears now and then how far it is. Whether every line was good. Broken off, it can
/// be done again: nobody is doubled.
pub async fn import(
    app: &App,
    options: &ImportOptions,
    say: &mut impl FnMut(&str),
    progress: &mut impl FnMut(&str),
) -> anyhow::Result<bool> {
    let words = app.words();
    let file = File::open(&options.file).with_context(|| format!("opening {}", options.file.display()))?;
    let Some(community) = community::by_slug(app.db(), &options.community).await? else {
        anyhow::bail!("{}", words.say("import-no-community").s("slug", &options.community));
    };
    let mut done = Outcome::default();
    let mut refused = 0_u64;
    let mut turns = Turns::new(app);
    let (mut chunks, reading) = read_ahead(file, 0);
    while let Some(chunk) = chunks.recv().await {
        for problem in &chunk.refused {
            say(&problem_line(words, problem).text(words));
        }
        refused += u64::try_from(chunk.refused.len())?;
        done = app
            .write(async |tx| {
                let outcome = enter_lines(tx, community.id, done, &chunk.good).await?;
                if done.line == 0 && outcome.line > 0 {
                    let object = community.id.to_string();
                    community::act(tx, community.id, None, "roster.import", &object).await?;
                }
                Ok(outcome)
            })
            .await?;
        let so_far = words.say("import-so-far").n("entered", done.entered()).n("problems", refused);
        turns.pass(|| progress(&so_far.to_string())).await;
    }
    match reading.await? {
        Ok(report) => {
            let sum = words.say("import-sum").n("added", done.added).n("changed", done.changed);
            let sum = sum.n("unchanged", done.unchanged).n("refused", report.refused);
            say(&sum.to_string());
            Ok(report.refused == 0)
        }
        Err(FileError::Io(error)) => {
            Err(error).with_context(|| format!("reading {}", options.file.display()))
        }
        Err(error) => {
            say(&file_error(words, &error));
            Ok(false)
        }
    }
}

/// Takes turns with a server on the same SQLite file: whoever waits there for the lock looks ten times a
/// second, and might find it taken each time.
struct Turns {
    is_shared: bool,
    since: Instant,
}

impl Turns {
    const TURN: Duration = Duration::from_secs(2);
    const PAUSE: Duration = Duration::from_millis(120);

    fn new(app: &App) -> Self {
        Self { is_shared: app.store().backend() == Backend::Sqlite, since: Instant::now() }
    }

    /// Steps back when one has had one's turn, saying how far one is.
    async fn pass(&mut self, tell: impl FnOnce()) {
        if self.since.elapsed() < Self::TURN {
            return;
        }
        tell();
        if self.is_shared {
            tokio::time::sleep(Self::PAUSE).await;
        }
        self.since = Instant::now();
    }
}
