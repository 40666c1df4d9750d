//! Entering an uploaded file in chunks, each its own transaction. Broken off, it goes on where it was.

use std::fs::File;
use std::io::{Seek as _, SeekFrom};

use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;

use super::entities::ImportId;
use super::formats::read_ahead;
use super::{actions, queries};
use crate::app::daily::DayPassed;
use crate::app::jobs::JobKind;
use crate::app::{App, AppError, Result};

pub(super) const IMPORT: &str = "roster.import";
pub(super) const SWEEP: &str = "roster.sweep";

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

async fn import(app: &App, id: ImportId) -> Result<()> {
    let Some((_, done)) = queries::under_way(app.db(), id).await? else { return Ok(()) };
    let (mut chunks, reading) = read_ahead(gathered(app, id).await?, done.line);
    while let Some(chunk) = chunks.recv().await {
        app.write(async |tx| actions::import_lines(tx, id, &chunk.good).await).await?;
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
    let mut file = file.into_std().await;
    file.seek(SeekFrom::Start(0)).map_err(AppError::internal)?;
    Ok(file)
}
