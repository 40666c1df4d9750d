//! A message out: over SMTP, into a folder, or into memory. A message in: see [`read`].
//!
//! Delivery over SMTP is at least once, with a stable Message-ID that lets a receiver see a repetition.
//! Into a folder or memory it is exactly once: the Message-ID is the name.

mod incoming;
mod letter;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

pub use self::incoming::{Incoming, LONGEST, Unreadable, read};
pub use self::letter::{CalendarPart, Letter};

/// Where letters go.
#[derive(Clone, Debug)]
pub enum Post {
    Smtp { transport: AsyncSmtpTransport<Tokio1Executor>, from: Address },
    Folder { path: PathBuf, from: Address },
    Memory(Arc<Mutex<Vec<Letter>>>),
}

/// Why a letter could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the sender or receiver is not a mail address")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter could not be put together")]
    Message(#[from] lettre::error::Error),
    #[error("the calendar part does not say the method that its letter says")]
    Method,
    #[error("the mail server did not take the letter")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the letter could not be written to the mail folder")]
    Folder(#[from] std::io::Error),
}

impl Post {
    /// A mail server, as `smtp://…`, `smtps://user:password@host` and so on.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
        Ok(Self::Smtp { transport, from: from.parse()? })
    }

    /// A folder of `.eml` files, made when missing.
    pub fn folder(path: &Path, from: &str) -> Result<Self, MailError> {
        std::fs::create_dir_all(path)?;
        Ok(Self::Folder { path: path.to_owned(), from: from.parse()? })
    }

    /// Letters kept in memory, for tests.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Sends one letter. A letter sent twice into a folder or memory is there once.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Self::Smtp { transport, from } => {
                transport.send(letter.message(from)?).await?;
                Ok(())
            }
            Self::Folder { path, from } => {
                let bytes = letter.message(from)?.formatted();
                let path = path.clone();
                let name = file_name(&letter.message_id);
                let written = tokio::task::spawn_blocking(move || write_once(&path, &name, &bytes));
                written.await.map_err(std::io::Error::other)??;
                Ok(())
            }
            Self::Memory(letters) => {
                let mut letters = letters.lock().unwrap_or_else(PoisonError::into_inner);
                if letters.iter().all(|kept| kept.message_id != letter.message_id) {
                    letters.push(letter.clone());
                }
                Ok(())
            }
        }
    }
}

fn file_name(message_id: &str) -> String {
    let safe: String = message_id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@') { c } else { '_' })
        .collect();
    format!("{safe}.eml")
}

/// Writes beside the final name, makes it durable and renames: a reader sees a whole letter or none.
fn write_once(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let target = folder.join(name);
    if target.exists() {
        return Ok(());
    }
    let draft = folder.join(format!(".{name}.part"));
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, &target)?;
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_letter_sent_twice_lies_in_the_folder_once() {
        let folder = std::env::temp_dir().join(format!("junto-mail-{}", std::process::id()));
        let post = Post::folder(&folder, "junto@example.org").unwrap();
        let letter = letter::tests::letter();
        post.send(&letter).await.unwrap();
        post.send(&letter).await.unwrap();
        let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        let text = std::fs::read_to_string(folder.join("abc.1@junto.example.eml")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["abc.1@junto.example.eml"]);
        assert!(text.contains("Message-ID: <abc.1@junto.example>"));
    }
}
