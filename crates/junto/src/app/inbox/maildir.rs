//! A folder into which a mail server puts messages, one file each (a maildir): they are taken from `new`, and lie in
//! `cur` once they are written down. A process that dies in between takes the file again, which changes nothing.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use mail::LONGEST;
use tokio::sync::watch;

use crate::app::{App, Result};

const LOOK_EVERY: Duration = Duration::from_secs(5);
const AT_ONCE: usize = 100;
/// A file that cannot be read is tried this often before it is set aside.
const TRIES: u32 = 5;

/// Takes in what lies in the folder, until told to stop.
pub async fn watch(app: App, mut stop: watch::Receiver<bool>) {
    let Some(folder) = app.config().mail_in_dir.clone() else { return };
    let mut looker = Looker::default();
    while !*stop.borrow() {
        if let Err(error) = looker.look(&app, &folder).await {
            tracing::error!(%error, "mail could not be taken in; it stays in its folder");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Remembers which files could not be read, and how often.
#[derive(Default)]
pub(super) struct Looker(HashMap<OsString, u32>);

impl Looker {
    /// Takes in what lies there now. An error is one of this server or of the folder, not of a message.
    pub(super) async fn look(&mut self, app: &App, folder: &Path) -> Result<()> {
        let names = blocking(folder, waiting).await.map_err(crate::app::AppError::internal)?;
        self.0.retain(|name, _| names.contains(name));
        for name in names {
            let file = folder.join("new").join(&name);
            match blocking(&file, read).await {
                Ok(message) => {
                    let taken = super::take(app, &message).await?;
                    let to = if taken.is_ok() { "cur" } else { "failed" };
                    put(folder, &name, to).await;
                }
                // Another node was faster.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) => {
                    let tries = self.0.entry(name.clone()).or_default();
                    *tries += 1;
                    if *tries >= TRIES {
                        put(folder, &name, "failed").await;
                    }
                }
            }
        }
        Ok(())
    }
}

async fn blocking<T: Send + 'static>(path: &Path, work: fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || work(&path)).await.map_err(io::Error::other)?
}

/// The names of the files that wait, oldest name first.
fn waiting(folder: &Path) -> io::Result<Vec<OsString>> {
    for part in ["new", "cur", "tmp", "failed"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join("new"))? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            names.push(entry.file_name());
        }
    }
    names.sort_unstable();
    names.truncate(AT_ONCE);
    Ok(names)
}

/// One byte more than is taken shows that a message is too long.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    File::open(file)?.take(most).read_to_end(&mut message)?;
    Ok(message)
}

/// Moves a file out of `new`. In `cur` its name says that it was seen.
async fn put(folder: &Path, name: &OsStr, part: &'static str) {
    let mut to = name.to_owned();
    if part == "cur" {
        to.push(":2,S");
    } else {
        tracing::warn!(file = %name.to_string_lossy(), "a message that cannot be read was set aside in `failed`");
    }
    let (from, to) = (folder.join("new").join(name), folder.join(part).join(to));
    let moved = tokio::task::spawn_blocking(move || fs::rename(from, to)).await;
    if let Ok(Err(error)) = moved
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::error!(%error, part, "a message could not be moved in its folder");
    }
}
