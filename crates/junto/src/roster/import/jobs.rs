//! Entering an uploaded file in chunks, each its own transaction. Broken off, it goes on where it was.

use std::fs::File;
use std::io::{Seek as _, SeekFrom};
use std::ops::ControlFlow;

use peergroups::profile::Profile;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::super::formats::{self, FileError};
use super::entities::ImportId;
use super::{actions, queries};
use crate::app::daily::DayPassed;
use crate::app::jobs::JobKind;
use crate::app::{App, AppError, Result};

pub(super) const IMPORT: &str = "roster.import";
pub(super) const SWEEP: &str = "roster.sweep";
/// People written in one transaction.
const CHUNK: usize = 500;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ToImport {
    pub import: ImportId,
}

pub(super) fn kinds() -> Vec<JobKind> {
    vec![
        JobKind::new(IMPORT, |app: App, job: ToImport| async move { import(&app, job.import).await }),
        JobKind::new(SWEEP, |app: App, DayPassed {}| async move { app.write(actions::sweep).await }),
    ]
}

type Lines = Vec<(u64, Profile)>;

async fn import(app: &App, id: ImportId) -> Result<()> {
    let Some((_, done)) = queries::under_way(app.db(), id).await? else { return Ok(()) };
    let file = gathered(app, id).await?;
    let (send, mut chunks) = mpsc::channel(2);
    let reading = spawn_blocking(move || read_after(done.line, file, &send));
    while let Some(lines) = chunks.recv().await {
        app.write(async |tx| actions::import_lines(tx, id, &lines).await).await?;
    }
    reading.await.map_err(AppError::internal)?.map_err(AppError::internal)?;
    app.write(async |tx| actions::finish_import(tx, id).await).await
}

/// The pieces of the file as one, in a file that is gone when it is closed.
async fn gathered(app: &App, id: ImportId) -> Result<File> {
    let file = tempfile::tempfile().map_err(AppError::internal)?;
    let mut file = tokio::fs::File::from_std(file);
    let mut number = 0;
    while let Some(content) = queries::part(app.db(), id, number).await? {
        file.write_all(&content).await.map_err(AppError::internal)?;
        number += 1;
    }
    file.flush().await.map_err(AppError::internal)?;
    Ok(file.into_std().await)
}

/// Sends the good lines after `line` on, in chunks, until nobody listens any more.
fn read_after(line: u64, mut file: File, chunks: &mpsc::Sender<Lines>) -> Result<(), FileError> {
    file.seek(SeekFrom::Start(0))?;
    let mut lines = Lines::with_capacity(CHUNK);
    formats::read(file, |number, read| {
        if let Ok(profile) = read
            && number > line
        {
            lines.push((number, profile));
        }
        let is_heard = lines.len() < CHUNK || chunks.blocking_send(std::mem::take(&mut lines)).is_ok();
        if is_heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    // Where nobody listens any more, the import has failed elsewhere and says so there.
    let _ = chunks.blocking_send(lines);
    Ok(())
}
