//! A message out: over SMTP, into a folder, or into memory.
//!
//! Delivery over SMTP is at least once, with a stable Message-ID that lets a receiver see a repetition.
//! Into a folder or memory it is exactly once: the Message-ID is the name.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// One message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Stable over repetitions: letters, digits, `-` and `.` before the `@`.
    pub message_id: String,
    pub from_name: String,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

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
                transport.send(message(letter, from)?).await?;
                Ok(())
            }
            Self::Folder { path, from } => {
                let bytes = message(letter, from)?.formatted();
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

fn message(letter: &Letter, from: &Address) -> Result<Message, MailError> {
    let sender = Mailbox::new(Some(one_line(&letter.from_name)), from.clone());
    let receiver = Mailbox::new(Some(one_line(&letter.to_name)), letter.to_email.parse()?);
    Ok(Message::builder()
        .message_id(Some(format!("<{}>", letter.message_id)))
        .from(sender)
        .to(receiver)
        .subject(one_line(&letter.subject))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))?)
}

/// A header is one line, whatever a name holds.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
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

    fn letter() -> Letter {
        Letter {
            message_id: "abc.1@junto.example".into(),
            from_name: "Long Table".into(),
            to_name: "Mara\r\nBcc: everyone@example.org".into(),
            to_email: "mara@example.org".into(),
            subject: "Your group\r\nX-Evil: 1".into(),
            text: "Good morning".into(),
            html: "<p>Good morning</p>".into(),
        }
    }

    #[tokio::test]
    async fn a_letter_sent_twice_lies_in_the_folder_once() {
        let folder = std::env::temp_dir().join(format!("junto-mail-{}", std::process::id()));
        let post = Post::folder(&folder, "junto@example.org").unwrap();
        post.send(&letter()).await.unwrap();
        post.send(&letter()).await.unwrap();
        let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        let text = std::fs::read_to_string(folder.join("abc.1@junto.example.eml")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["abc.1@junto.example.eml"]);
        assert!(text.contains("Message-ID: <abc.1@junto.example>"));
    }

    #[test]
    fn a_name_or_subject_never_adds_a_header() {
        let formatted = message(&letter(), &"junto@example.org".parse().unwrap()).unwrap().formatted();
        let text = String::from_utf8(formatted).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil:")), "{head}");
    }
}
