//! Content lines as they go out: escaped, folded, ended by CRLF (RFC 5545, 3.1).
//!
//! Whatever a title or a link holds, it cannot begin a line of its own: control characters end here.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::zone::Zone;

/// The longest line in octets, without its CRLF.
const LONGEST_LINE: usize = 75;

/// An iCalendar text that grows line by line.
#[derive(Debug, Default)]
pub(crate) struct Writer(String);

impl Writer {
    /// `BEGIN:name`, what `inside` writes, `END:name`.
    pub(crate) fn component(&mut self, name: &str, inside: impl FnOnce(&mut Writer)) {
        self.line("BEGIN", name);
        inside(self);
        self.line("END", name);
    }

    /// A property whose value needs no escaping. `name` may carry parameters.
    pub(crate) fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LONGEST_LINE;
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }

    /// A property of value type TEXT (3.3.11).
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A property of value type URI (3.3.13): what no address may hold is written as a percent code.
    pub(crate) fn uri(&mut self, name: &str, value: &str) {
        let unfit =
            |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"{}|\\^`".contains(letter);
        let mut address = String::with_capacity(value.len());
        for letter in value.trim().chars() {
            match u32::from(letter) {
                code if unfit(letter) && code < 128 => address.push_str(&format!("%{code:02X}")),
                _ if unfit(letter) => {}
                _ => address.push(letter),
            }
        }
        self.line(name, &address);
    }

    /// A moment in UTC, form 2 of 3.3.5.
    pub(crate) fn moment(&mut self, name: &str, moment: Timestamp) {
        self.line(name, &utc(moment));
    }

    /// A wall-clock time of a zone, form 3 of 3.3.5; of UTC itself, form 2.
    pub(crate) fn local(&mut self, name: &str, zone: &Zone, local: DateTime) {
        if zone.name() == "UTC" {
            self.line(name, &format!("{}Z", wall(local)));
        } else {
            self.line(&format!("{name};TZID={}", zone.name()), &wall(local));
        }
    }

    /// All that was written.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A moment as `20270115T090000Z`.
pub(crate) fn utc(moment: Timestamp) -> String {
    format!("{}Z", wall(Zone::utc().local_at(moment)))
}

/// A wall-clock time as `20270115T090000`.
pub(crate) fn wall(local: DateTime) -> String {
    let (date, time) = (local.date(), local.time());
    let (year, month, day) = (date.year().clamp(0, 9999), date.month(), date.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

/// A parameter value, in quotes where it must be. Quotes within become apostrophes: no client agrees on their escape.
pub(crate) fn parameter(value: &str) -> String {
    let plain = value.replace('"', "'");
    if plain.contains([',', ';', ':']) { format!("\"{plain}\"") } else { plain }
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' | '\r' => text.push_str("\\n"),
            '\t' => text.push(' '),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_special_in_a_text_is_escaped_and_no_value_begins_a_line() {
        let mut out = Writer::default();
        out.text("SUMMARY", "Café, at 9; or\\and\nSTATUS:CANCELLED");
        out.line("ATTENDEE;CN=Eve\r\nX:1", "mailto:eve@example.org\r\nX-EVIL:1");
        out.uri("URL", "https://example.org/a b\r\n\"c\"");
        assert_eq!(
            out.finish(),
            "SUMMARY:Café\\, at 9\\; or\\\\and\\nSTATUS:CANCELLED\r\n\
             ATTENDEE;CN=EveX:1:mailto:eve@example.orgX-EVIL:1\r\n\
             URL:https://example.org/a%20b%0D%0A%22c%22\r\n"
        );
    }

    #[test]
    fn a_parameter_is_quoted_only_where_it_must_be() {
        assert_eq!(parameter("Ana Ruiz"), "Ana Ruiz");
        assert_eq!(parameter("Ruiz, \"Ana\""), "\"Ruiz, 'Ana'\"");
    }

    proptest! {
        #[test]
        fn folding_never_splits_a_character_and_keeps_lines_short(value in "\\PC{0,300}") {
            let mut out = Writer::default();
            out.line("X", &value);
            let text = out.finish();
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE);
            }
            prop_assert_eq!(text.replace("\r\n ", ""), format!("X:{value}\r\n"));
        }
    }
}
