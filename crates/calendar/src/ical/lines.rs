//! Content lines as they come in: unfolded, split, numbered (RFC 5545, 3.1).
//!
//! A reader of our own, because a feed is somebody else's file. Of the two crates looked at, one gives the whole file
//! up at one bad line and overflows the stack on nested components; the other keeps every title in memory, has no line
//! numbers, and brings zone data of its own that is older than ours. This one never recurses, keeps one line at a time,
//! and copies only what it is asked for.

use std::borrow::Cow;

/// The longest unfolded line that is kept, in bytes. What follows is dropped.
const LONGEST_LINE: usize = 64 * 1024;
/// The most parameters of one line that are looked at.
const MOST_PARAMETERS: usize = 32;

/// An unfolded line and where it begins in the file, from 1.
#[derive(Debug)]
pub(crate) struct RawLine<'a> {
    pub(crate) number: usize,
    bytes: Cow<'a, [u8]>,
}

/// The unfolded lines of a file that are not empty. CRLF, LF and CR end lines alike.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(file: &'a [u8]) -> Lines<'a> {
        Lines { rest: file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file), number: 0 }
    }

    fn physical(&mut self) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        self.number += 1;
        line
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = RawLine<'a>;

    fn next(&mut self) -> Option<RawLine<'a>> {
        while !self.rest.is_empty() {
            let first = self.physical();
            let number = self.number;
            let mut bytes = Cow::Borrowed(first.get(..LONGEST_LINE).unwrap_or(first));
            while let Some(b' ' | b'\t') = self.rest.first() {
                let more = self.physical().get(1..).unwrap_or_default();
                let room = LONGEST_LINE.saturating_sub(bytes.len()).min(more.len());
                bytes.to_mut().extend_from_slice(more.get(..room).unwrap_or_default());
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Some(RawLine { number, bytes });
            }
        }
        None
    }
}

/// A line taken apart.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) name: &'static str,
    parameters: Vec<(String, String)>,
    pub(crate) value: String,
}

impl RawLine<'_> {
    /// The name as in [`NAMES`], empty for others; `None` if the line has none.
    pub(crate) fn name(&self) -> Option<&'static str> {
        let end = self.bytes.iter().position(|byte| matches!(byte, b':' | b';'))?;
        let name = self.bytes.get(..end)?.trim_ascii();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (!name.is_empty() && name.len() <= 64 && name.iter().all(is_name)).then(|| known(name))
    }

    /// What a BEGIN or END names, as in [`NAMES`].
    pub(crate) fn component(&self) -> &'static str {
        let start = self.bytes.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
        known(self.bytes.get(start..).unwrap_or_default().trim_ascii())
    }

    /// Name, parameters and value. A quote that is never closed is taken as a letter. Bytes that are no UTF-8 become
    /// replacement characters: nothing that counts here is outside ASCII.
    pub(crate) fn parts(&self) -> Option<Line> {
        let name = self.name()?;
        let text = String::from_utf8_lossy(&self.bytes);
        let head_ends = value_start(&text, true).or_else(|| value_start(&text, false))?;
        let (head, value) = (text.get(..head_ends)?, text.get(head_ends + 1..)?);
        let mut parameters = Vec::new();
        for part in split_outside_quotes(head).skip(1).take(MOST_PARAMETERS) {
            if let Some((key, value)) = part.split_once('=') {
                parameters.push((key.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
            }
        }
        Some(Line { name, parameters, value: value.trim().to_owned() })
    }
}

impl Line {
    /// The value of a parameter, whose name is given in upper case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Properties and components that mean something to us.
const NAMES: [&str; 27] = [
    "BEGIN",
    "END",
    "VEVENT",
    "VCALENDAR",
    "VTIMEZONE",
    "STANDARD",
    "DAYLIGHT",
    "VFREEBUSY",
    "UID",
    "DTSTART",
    "DTEND",
    "DTSTAMP",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "FREEBUSY",
    "ATTENDEE",
    "METHOD",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
];

fn known(name: &[u8]) -> &'static str {
    let found = NAMES.iter().find(|known| known.as_bytes().eq_ignore_ascii_case(name));
    found.copied().unwrap_or_default()
}

/// Where the colon before the value stands.
fn value_start(text: &str, mind_quotes: bool) -> Option<usize> {
    let mut is_quoted = false;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = mind_quotes && !is_quoted,
            b':' if !is_quoted => return Some(place),
            _ => {}
        }
    }
    None
}

fn split_outside_quotes(head: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    head.split(move |letter| {
        if letter == '"' {
            is_quoted = !is_quoted;
        }
        letter == ';' && !is_quoted
    })
}

/// The file as bytes of UTF-8 or another superset of ASCII: UTF-16 with a byte order mark, or without one as its zero
/// bytes betray it, is converted.
pub(crate) fn decoded(file: &[u8]) -> Cow<'_, [u8]> {
    let (wide, is_little) = match file {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        [letter, 0, ..] if *letter != 0 => (file, true),
        [0, letter, ..] if *letter != 0 => (file, false),
        _ => return Cow::Borrowed(file),
    };
    let read = if is_little { u16::from_le_bytes } else { u16::from_be_bytes };
    let units = wide.as_chunks::<2>().0.iter().map(|pair| read(*pair));
    let text: String =
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Cow::Owned(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(file: &[u8]) -> Vec<(usize, &'static str, String)> {
        Lines::of(file)
            .filter_map(|line| line.parts().map(|parts| (line.number, parts.name, parts.value)))
            .collect()
    }

    #[test]
    fn lines_are_unfolded_whatever_ends_them() {
        let expected = [(1, "UID", "bcd".to_owned()), (4, "METHOD", "f".to_owned())];
        for end in ["\r\n", "\n", "\r"] {
            let file = ["uid:b", " c", "\td", "Method;X=1:f", ""].join(end);
            assert_eq!(lines(file.as_bytes()), expected, "{end:?}");
        }
    }

    #[test]
    fn quotes_hide_colons_unless_they_are_never_closed() {
        let parts = |text: &str| Lines::of(text.as_bytes()).next().unwrap().parts().unwrap();
        let line = parts("ATTENDEE;CN=\"a;b:c\";partstat=ACCEPTED:MAILTO:x@y.example");
        assert_eq!(line.parameter("CN"), Some("a;b:c"));
        assert_eq!(line.parameter("PARTSTAT"), Some("ACCEPTED"));
        assert_eq!(line.value, "MAILTO:x@y.example");
        assert_eq!(parts("DTSTART;TZID=\"Europe/Berlin:20270115T090000").value, "20270115T090000");
    }

    #[test]
    fn wide_encodings_and_marks_are_seen_through() {
        let wide: Vec<u8> = "\u{feff}UID:é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for file in [wide.as_slice(), "\u{feff}UID:é".as_bytes()] {
            assert_eq!(lines(&decoded(file)), [(1, "UID", "é".to_owned())]);
        }
        assert_eq!(lines(b"UID:\xE9"), [(1, "UID", "\u{fffd}".to_owned())]);
    }
}
