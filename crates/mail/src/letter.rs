//! One letter, and the shape in which it travels.
//!
//! What is for a calendar stands in a letter twice: as the last alternative of the words, where calendars that
//! answer look for it, and as a file for the others. Both hold the same bytes.

use lettre::Address;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use serde::{Deserialize, Serialize};

use crate::MailError;

/// One message to one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Stable over repetitions: letters, digits, `-` and `.` before the `@`.
    pub message_id: String,
    pub from_name: String,
    pub to_name: String,
    pub to_email: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// The Message-ID of what a program answers with this letter, so that nobody's program answers back.
    pub in_reply_to: Option<String>,
    /// Where a POST ends letters such as this one (RFC 8058).
    pub unsubscribe: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub calendar: Option<CalendarPart>,
}

/// What a letter carries for a calendar (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// In capitals, as in the text's own METHOD.
    pub method: String,
    /// A whole iCalendar object, lines folded and ended by CRLF. It arrives byte by byte as it is.
    pub text: String,
}

impl Letter {
    /// The message as it goes out.
    pub(crate) fn message(&self, from: &Address) -> Result<Message, MailError> {
        let sender = Mailbox::new(Some(one_line(&self.from_name)), from.clone());
        let receiver = Mailbox::new(Some(one_line(&self.to_name)), self.to_email.parse()?);
        let mut message = Message::builder()
            .message_id(Some(format!("<{}>", self.message_id)))
            .from(sender)
            .to(receiver)
            .subject(one_line(&self.subject));
        if let Some(address) = &self.reply_to {
            message = message.reply_to(Mailbox::new(None, address.parse()?));
        }
        // RFC 3834, 5: programs that answer letters answer none that says this.
        let origin = match &self.in_reply_to {
            Some(id) => {
                let id = format!("<{}>", one_line(id));
                message = message.in_reply_to(id.clone()).references(id);
                "auto-replied"
            }
            None => "auto-generated",
        };
        message = message.raw_header(header("Auto-Submitted", origin));
        if let Some(address) = &self.unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{}>", one_line(address))))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let words = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        Ok(message.multipart(match &self.calendar {
            None => words,
            Some(calendar) => calendar.beside(words)?,
        })?)
    }
}

impl CalendarPart {
    fn beside(&self, words: MultiPart) -> Result<MultiPart, MailError> {
        let says = format!("METHOD:{}", self.method);
        let is_word = !self.method.is_empty() && self.method.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_word || self.text.lines().all(|line| line != says) {
            return Err(MailError::Method);
        }
        let kind = |text: String| ContentType::parse(&text).map_err(|_| MailError::Method);
        let part = |kind| SinglePart::builder().header(kind).header(ContentTransferEncoding::Base64);
        // In base 64 no server on the way turns lines over, and as bytes our own library does not either.
        let bytes = || self.text.clone().into_bytes();
        let inline = part(kind(format!("text/calendar; charset=utf-8; method={}", self.method))?);
        let file = part(kind("application/ics; name=\"invite.ics\"".to_owned())?);
        let file = file.header(ContentDisposition::attachment("invite.ics"));
        Ok(MultiPart::mixed()
            .multipart(words.singlepart(inline.body(bytes())))
            .singlepart(file.body(bytes())))
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header is one line, whatever a name holds.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use mail_parser::{MessageParser, MimeHeaders as _};

    use super::*;

    pub(crate) fn letter() -> Letter {
        Letter {
            message_id: "abc.1@junto.example".into(),
            from_name: "Long Table".into(),
            to_name: "Mara\r\nBcc: everyone@example.org".into(),
            to_email: "mara@example.org".into(),
            subject: "Your group\r\nX-Evil: 1".into(),
            text: "Good morning".into(),
            html: "<p>Good morning</p>".into(),
            ..Letter::default()
        }
    }

    pub(crate) fn formatted(letter: &Letter) -> Vec<u8> {
        letter.message(&"junto@example.org".parse().unwrap()).unwrap().formatted()
    }

    fn header_of(bytes: &[u8], name: &str) -> Option<String> {
        let message = MessageParser::new().parse(bytes).unwrap();
        message.header_raw(name.to_owned()).map(|value| value.trim().replace("\r\n", ""))
    }

    /// Folded lines, a letter of two bytes at the fold, and a line that begins as a header of mail does.
    const INVITATION: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a@b\r\n\
        SUMMARY:Kittiwake à la fenêtre\\, with a title that is long enough to be fo\r\n lded – twice\r\n\
        DESCRIPTION:From the desk. \r\n\t.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    fn invitation() -> Letter {
        let calendar = CalendarPart { method: "REQUEST".into(), text: INVITATION.into() };
        Letter { calendar: Some(calendar), reply_to: Some("junto+a.b@example.org".into()), ..letter() }
    }

    #[test]
    fn what_is_for_a_calendar_arrives_byte_by_byte_where_calendars_look_for_it() {
        let bytes = formatted(&invitation());
        let message = MessageParser::new().parse(&bytes).unwrap();
        let kinds: Vec<String> = message
            .parts
            .iter()
            .map(|part| {
                let kind = part.content_type().unwrap();
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "multipart/mixed",
                "multipart/alternative",
                "text/plain",
                "text/html",
                "text/calendar",
                "application/ics"
            ]
        );
        assert_eq!(message.parts[1].sub_parts().unwrap(), [2, 3, 4], "the calendar is the last alternative");
        let (inline, file) = (&message.parts[4], &message.parts[5]);
        assert_eq!(inline.contents(), INVITATION.as_bytes());
        assert_eq!(file.contents(), INVITATION.as_bytes());
        assert_eq!(inline.content_type().unwrap().attribute("method"), Some("REQUEST"));
        assert_eq!(inline.content_type().unwrap().attribute("charset"), Some("utf-8"));
        assert!(inline.content_disposition().is_none());
        assert_eq!(file.attachment_name(), Some("invite.ics"));
        assert_eq!(message.reply_to().unwrap().first().unwrap().address(), Some("junto+a.b@example.org"));
        assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() < 999 && line.is_ascii()));
    }

    #[test]
    fn a_letter_whose_method_is_not_that_of_its_calendar_is_not_sent() {
        for method in ["CANCEL", "request", "REQUEST; x=1", ""] {
            let calendar = CalendarPart { method: method.into(), text: INVITATION.into() };
            let letter = Letter { calendar: Some(calendar), ..letter() };
            let refused = letter.message(&"junto@example.org".parse().unwrap());
            assert!(matches!(refused, Err(MailError::Method)), "{method}");
        }
    }

    #[test]
    fn every_letter_says_that_a_program_wrote_it() {
        let bytes = formatted(&letter());
        assert_eq!(header_of(&bytes, "Auto-Submitted").as_deref(), Some("auto-generated"));
        assert_eq!(header_of(&bytes, "List-Unsubscribe"), None);

        let answer = Letter { in_reply_to: Some("their.id@example.org".into()), ..letter() };
        let bytes = formatted(&answer);
        assert_eq!(header_of(&bytes, "Auto-Submitted").as_deref(), Some("auto-replied"));
        assert_eq!(header_of(&bytes, "In-Reply-To").as_deref(), Some("<their.id@example.org>"));
        assert_eq!(header_of(&bytes, "References").as_deref(), Some("<their.id@example.org>"));
    }

    #[test]
    fn a_letter_that_may_be_switched_off_says_where_in_one_press() {
        let address = format!("https://junto.example.org/letters/{}?about=reminders", "s".repeat(43));
        let bytes = formatted(&Letter { unsubscribe: Some(address.clone()), ..letter() });
        assert_eq!(header_of(&bytes, "List-Unsubscribe"), Some(format!("<{address}>")));
        assert_eq!(header_of(&bytes, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    }

    #[test]
    fn a_name_or_subject_never_adds_a_header() {
        let evil = || Some("a@b>\r\nX-Evil: 1".to_owned());
        let letter = Letter { in_reply_to: evil(), unsubscribe: evil(), ..letter() };
        let text = String::from_utf8(formatted(&letter)).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil:")), "{head}");
    }
}
