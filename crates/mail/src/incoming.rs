//! A message in, read with patience and within bounds: from whom, for whom, the words, and what it holds for a
//! calendar.
//!
//! Headers and single parts are read by a library. Parts are told from each other here, because the library follows
//! messages within messages without end, and overflows the stack.

mod vouched;

use mail_parser::{HeaderForm, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders as _};

/// The longest message that is read, in bytes.
pub const LONGEST: usize = 2 * 1024 * 1024;
/// The longest header that is read, folded lines together; longer ones are passed over.
const HEADER_LONGEST: usize = 16 * 1024;
/// The most headers of a message or a part.
const MOST_HEADERS: usize = 500;
/// The most parts, and how deep they may lie within each other; what is beyond is passed over.
const MOST_PARTS: usize = 100;
const DEEPEST: usize = 8;
const MOST_RECIPIENTS: usize = 100;

/// What a message says, as far as it could be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// Without the angle brackets.
    pub message_id: Option<String>,
    /// The one address it says it is from, in lower case; `None` if it says several or none.
    pub from: Option<String>,
    /// Every address it went to, in lower case: those it names, and those the servers on the way wrote down.
    pub to: Vec<String>,
    pub subject: String,
    /// Each iCalendar object in it, decoded. Some programs put the same one in twice.
    pub calendar: Vec<Vec<u8>>,
    /// The plain words.
    pub text: String,
    /// Whether the server that received it vouches that it is from the domain of `from`.
    pub is_vouched: bool,
    /// Where a program may answer it, if one may at all (RFC 3834).
    pub answer_to: Option<String>,
}

/// Why a message cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the message is longer than 2 MB")]
    TooLong,
    #[error("this is no message: it has no header")]
    NoHeader,
}

/// Reads a message. `server` is the name under which the receiving server writes Authentication-Results.
pub fn read(bytes: &[u8], server: Option<&str>) -> Result<Incoming, Unreadable> {
    if bytes.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let whole = Part::of(bytes).ok_or(Unreadable::NoHeader)?;
    let from = whole.senders();
    let from = if let [only] = &from[..] { Some(only.clone()) } else { None };
    let mut incoming = Incoming {
        message_id: whole.text("Message-ID").map(|id| id.trim_matches(['<', '>']).to_owned()),
        to: whole.recipients(),
        subject: whole.head.subject().unwrap_or_default().to_owned(),
        is_vouched: server.zip(from.as_deref()).is_some_and(|(server, from)| whole.is_vouched(server, from)),
        answer_to: whole.answer_to(),
        from,
        ..Incoming::default()
    };
    let mut left = MOST_PARTS;
    whole.gather(&mut incoming, 0, &mut left);
    Ok(incoming)
}

/// A message, or a part of one.
struct Part<'a> {
    head: Message<'static>,
    head_bytes: Vec<u8>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (head, body) = divided(bytes);
        let head_bytes = bounded(head);
        let head = MessageParser::new().parse_headers(&head_bytes)?.into_owned();
        (!head.parts.is_empty()).then_some(Self { head, head_bytes, body })
    }

    fn gather(&self, into: &mut Incoming, depth: usize, left: &mut usize) {
        if *left == 0 || depth > DEEPEST {
            return;
        }
        *left -= 1;
        let kind = self.head.content_type();
        let (main, sub) = kind.map_or(("text", "plain"), |kind| (kind.ctype(), kind.subtype().unwrap_or("")));
        let name = self.head.attachment_name().unwrap_or_default();
        match (main, sub) {
            ("multipart", _) => {
                let boundary = kind.and_then(|kind| kind.attribute("boundary")).unwrap_or_default();
                for piece in pieces(self.body, boundary) {
                    if let Some(part) = Part::of(piece) {
                        part.gather(into, depth + 1, left);
                    }
                }
            }
            ("message", _) => {}
            ("text", "calendar") | ("application", "ics") => into.calendar.push(self.decoded()),
            _ if name.to_lowercase().ends_with(".ics") => into.calendar.push(self.decoded()),
            ("text", "plain") if name.is_empty() => {
                if !into.text.is_empty() {
                    into.text.push('\n');
                }
                into.text.push_str(&String::from_utf8_lossy(&self.decoded()));
            }
            _ => {}
        }
    }

    /// The body without its transfer encoding, and text in UTF-8.
    fn decoded(&self) -> Vec<u8> {
        let alone = [&self.head_bytes, &b"\r\n"[..], self.body].concat();
        let message = MessageParser::new().parse(&alone);
        let contents = message.as_ref().and_then(|message| message.parts.first()).map(|part| part.contents());
        contents.unwrap_or(self.body).to_vec()
    }

    fn values(&self, name: &'static str, form: HeaderForm) -> Vec<HeaderValue<'_>> {
        let name = HeaderName::parse(name).unwrap_or(HeaderName::Other(name.into()));
        self.head.header_as(name, form)
    }

    /// The first header of this name, on one line.
    fn text(&self, name: &'static str) -> Option<String> {
        let values = self.values(name, HeaderForm::Raw);
        let text = values.first().and_then(HeaderValue::as_text)?;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    fn addresses(&self, name: &'static str) -> Vec<String> {
        let values = self.values(name, HeaderForm::Addresses);
        let addresses = values.iter().filter_map(HeaderValue::as_address).flat_map(|list| list.iter());
        addresses
            .filter_map(|address| address.address())
            .map(str::to_lowercase)
            .filter(|address| address.contains('@'))
            .take(MOST_RECIPIENTS)
            .collect()
    }

    fn senders(&self) -> Vec<String> {
        self.addresses("From")
    }

    fn recipients(&self) -> Vec<String> {
        // Servers note the address in the envelope, which a message need not name.
        const NAMED: [&str; 6] = ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "Resent-To"];
        let mut all: Vec<String> = Vec::new();
        for address in NAMED.into_iter().flat_map(|name| self.addresses(name)) {
            if all.len() < MOST_RECIPIENTS && !all.contains(&address) {
                all.push(address);
            }
        }
        all
    }

    fn is_vouched(&self, server: &str, from: &str) -> bool {
        // The receiving server writes on top; what stands below may be anybody's.
        let results = self.values("Authentication-Results", HeaderForm::Raw);
        let mut texts = results.iter().filter_map(HeaderValue::as_text);
        let first = texts.find_map(|text| vouched::results_of(text, server));
        first.is_some_and(|results| vouched::vouches(&results, from))
    }

    /// The sender in the envelope, unless a program or a list wrote this, or nobody would read the answer.
    fn answer_to(&self) -> Option<String> {
        let says = |name| self.text(name).map(|text| text.to_lowercase());
        let is_automatic = says("Auto-Submitted").is_some_and(|text| !text.starts_with("no"))
            || says("Precedence").is_some_and(|text| ["bulk", "list", "junk"].contains(&text.as_str()))
            || ["List-Id", "List-Unsubscribe", "X-Auto-Response-Suppress", "X-Autoreply", "X-Loop"]
                .into_iter()
                .any(|name| self.text(name).is_some());
        let sender = self.addresses("Return-Path").into_iter().next()?;
        let local = sender.split('@').next().unwrap_or_default();
        let is_nobody = ["mailer-daemon", "postmaster", "noreply", "no-reply", "owner-", "bounce"]
            .iter()
            .any(|name| local.starts_with(name))
            || ["-request", "-owner", "-bounces"].iter().any(|name| local.ends_with(name));
        (!is_automatic && !is_nobody).then_some(sender)
    }
}

/// The header, and what stands after the first empty line.
fn divided(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut from = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let until = from + line.len();
        if line.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            return (bytes.get(..from).unwrap_or_default(), bytes.get(until..).unwrap_or_default());
        }
        from = until;
    }
    (bytes, &[])
}

/// The headers that are not too long, as many as are read.
fn bounded(head: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut header: Vec<u8> = Vec::new();
    let mut count = 0;
    let mut keep = |header: &mut Vec<u8>| {
        if header.len() <= HEADER_LONGEST && count < MOST_HEADERS {
            kept.append(header);
            count += 1;
        }
        header.clear();
    };
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            keep(&mut header);
        }
        header.extend_from_slice(line);
    }
    keep(&mut header);
    kept
}

/// What stands between the lines `--boundary`.
fn pieces<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    if boundary.is_empty() {
        return Vec::new();
    }
    let delimiter = [b"--", boundary.as_bytes()].concat();
    let mut pieces = Vec::new();
    let (mut begun, mut at) = (None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let rest = line.strip_prefix(&delimiter[..]).map(<[u8]>::trim_ascii_end);
        let after = at + line.len();
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || *rest == b"--") {
            pieces.extend(begun.and_then(|from| body.get(from..at)).map(without_last_break));
            begun = rest.is_empty().then_some(after);
            if !rest.is_empty() || pieces.len() > MOST_PARTS {
                return pieces;
            }
        }
        at = after;
    }
    // A message that was cut short has no last delimiter.
    pieces.extend(begun.and_then(|from| body.get(from..)));
    pieces
}

/// The line break before a delimiter belongs to it.
fn without_last_break(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

#[cfg(test)]
mod tests;
