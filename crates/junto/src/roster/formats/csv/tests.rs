//! Records, and how much of a file is held at once.

use std::io::Cursor;

use super::super::lines::LINE_BYTES_MAX;
use super::super::tests::{accepted, refused};
use super::*;

#[test]
fn an_open_quotation_mark_costs_its_own_line() {
    let people = "Ana,ana@example.org\nBo,bo@example.org\n";
    for (csv, line) in [
        (format!("name,email\n\"Cy,cy@example.org\n{people}"), 2),
        (format!("name,email\n{people}Cy,\"cy@example.org"), 4),
        (format!("name,email\n\"Cy,cy@example.org\n{people}\"Di\",di@example.org\n"), 2),
        (format!("name,email\n\"Cy,cy@example.org\n{people}{}", "\n".repeat(300)), 2),
    ] {
        assert_eq!(refused(csv.as_bytes()), [(line, Problem::OpenQuote)], "{csv}");
        assert_eq!(accepted(csv.as_bytes())[..2], ["Ana", "Bo"]);
    }
    let honest = "name,email,goals\n\"Cy\nde Vries\",cy@example.org,\"first, this\nthen that\"\n";
    assert_eq!(accepted(honest.as_bytes()), ["Cy de Vries"]);
}

#[test]
fn odd_bytes_cost_their_line() {
    let long = format!("Ana,{}", "x".repeat(2 << 20));
    let csv = format!("name,email\nA\0na,ana@example.org\n{long}\nBo,bo@example.org");
    assert_eq!(refused(csv.as_bytes()), [(2, Problem::ControlCharacters), (3, Problem::LineTooLong)]);
    assert_eq!(accepted(csv.as_bytes()), ["Bo"]);
}

#[test]
fn the_delimiter_is_taken_from_the_header_or_from_a_line_that_says_it() {
    assert_eq!(accepted(b"sep=|\nname|email\nAna|ana@example.org"), ["Ana"]);
    assert_eq!(accepted(b"email;name;interests\nana@example.org;Ana;a,b,c"), ["Ana"]);
}

/// A roster that nobody holds: lines are made as they are read.
struct Endless {
    line: Cursor<Vec<u8>>,
    number: u32,
    lines: u32,
    make: fn(u32) -> String,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.line.read(into)?;
            if count > 0 || self.number == self.lines {
                return Ok(count);
            }
            self.line = Cursor::new((self.make)(self.number).into_bytes());
            self.number += 1;
        }
    }
}

fn endless(lines: u32, make: fn(u32) -> String) -> Endless {
    Endless { line: Cursor::default(), number: 0, lines, make }
}

#[test]
fn no_more_than_a_few_lines_are_held_at_once() {
    for make in [
        |number| format!("\"Ana {number},ana{number}@example.org\n"),
        |number| format!("x\"y{number},\"\n"),
        |number| format!("{number}{}", "x".repeat(1_000)),
        |_| "\n".to_owned(),
        |_| ",".repeat(1_000),
    ] {
        let mut records = Records::new(endless(1_000, make)).unwrap();
        while records.advance().unwrap().is_some() {
            let held = |lines: &mut dyn Iterator<Item = &TextLine>| {
                lines.map(|line| line.bytes.len()).sum::<usize>()
            };
            assert!(records.text.len() <= 2 * LINE_BYTES_MAX);
            assert!(records.ends.len() <= 2 * LINE_BYTES_MAX);
            assert!(held(&mut records.lines.ahead.iter()) <= JOINED_BYTES_MAX + LINE_BYTES_MAX);
            assert!(records.lines.ahead.len() <= JOINED_LINES_MAX + HEADER_ROWS_MAX);
        }
    }
}

#[test]
fn what_we_write_is_read_back_and_runs_in_no_spreadsheet() {
    let rows = [["name", "email", "note"], ["Ana \"A\" B", "ana@example.org", "=1+1;=2"]];
    let mut bytes = Vec::new();
    write_csv(&mut bytes, rows).unwrap();
    assert_eq!(
        str::from_utf8(&bytes).unwrap().lines().last(),
        Some(r#""Ana ""A"" B",ana@example.org,'=1+1;'=2"#)
    );
    assert_eq!(refused(&bytes), [(2, Problem::Formula)]);
}
