//! CSV, read record by record and written so that no spreadsheet runs it.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::str;

use csv_core::ReadRecordResult;
use peergroups::roster::{Column, Problem, escape_cell};

use super::lines::{Lines, TextLine};
use super::rows::{HEADER_ROWS_MAX, Rows};
use super::{FileError, Kind, Line, Report};

/// The longest run of lines that one open quotation mark may join.
const JOINED_BYTES_MAX: usize = 256 << 10;
const JOINED_LINES_MAX: usize = 200;

pub(super) fn read_csv(
    source: impl Read,
    each: impl FnMut(u64, Line) -> ControlFlow<()>,
) -> Result<Report, FileError> {
    let mut records = Records::new(source)?;
    let mut rows = Rows::new(Kind::Csv { delimiter: char::from(records.delimiter) }, each);
    while let Some((line, problem)) = records.advance()? {
        let cells: Vec<Cow<'_, str>> = records.cells().map(String::from_utf8_lossy).collect();
        let is_utf8 = records.cells().all(|cell| str::from_utf8(cell).is_ok());
        let problem = problem.or((!is_utf8).then_some(Problem::NotUtf8));
        if rows.row(line, &cells, problem)?.is_break() {
            break;
        }
    }
    rows.finish()
}

/// The records of a CSV file, one at a time. The parser is `csv-core`; here it is fed line by line, so that a
/// quotation mark that nobody closed costs its own line and not the rest of the file.
pub(super) struct Records<R> {
    lines: Lines<R>,
    parser: csv_core::Reader,
    delimiter: u8,
    /// The lines of the record that is being read.
    joined: Vec<TextLine>,
    /// The text of the record's cells without anything between them, and where each ends.
    text: Vec<u8>,
    text_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
}

impl<R: Read> Records<R> {
    fn new(source: R) -> io::Result<Self> {
        let mut lines = Lines::new(source);
        let mut first = Vec::new();
        while first.len() < HEADER_ROWS_MAX
            && let Some(line) = lines.next()?
        {
            first.push(line);
        }
        let delimiter = match first.first().map(|line| line.bytes.as_slice()) {
            // Some spreadsheets say it in a line of its own.
            Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', said @ (b',' | b';' | b'\t' | b'|')]) => {
                let delimiter = *said;
                first.remove(0);
                delimiter
            }
            _ => likely_delimiter(&first),
        };
        lines.ahead.extend(first);
        Ok(Self {
            lines,
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            joined: Vec::new(),
            text: Vec::new(),
            text_len: 0,
            ends: vec![0; 64],
            ends_len: 0,
        })
    }

    /// Goes on to the next record that is not blank: its line, and why its cells cannot be relied upon, if so.
    fn advance(&mut self) -> io::Result<Option<(u64, Option<Problem>)>> {
        self.clear();
        let mut joined_bytes = 0;
        while let Some(line) = self.lines.next()? {
            let is_first = self.joined.is_empty();
            if is_first && line.bytes.trim_ascii().is_empty() {
                continue;
            }
            if line.is_too_long && is_first {
                self.feed(&line.bytes);
                self.feed(b"\n");
                return Ok(Some((line.number, Some(Problem::LineTooLong))));
            }
            joined_bytes += line.bytes.len();
            let is_whole = self.feed(&line.bytes) | self.feed(b"\n");
            self.joined.push(line);
            let is_too_much = joined_bytes > JOINED_BYTES_MAX || self.joined.len() > JOINED_LINES_MAX;
            if is_whole && self.swallows_people() || !is_whole && is_too_much {
                return Ok(self.reopen());
            }
            if is_whole {
                return Ok(self.joined.first().map(|line| (line.number, None)));
            }
        }
        Ok(self.reopen())
    }

    /// The cells of the current record.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let mut from = 0;
        self.ends.iter().take(self.ends_len).map(move |to| {
            let cell = self.text.get(from..*to).unwrap_or_default();
            from = *to;
            cell
        })
    }

    /// Gives up joining: the first line is the record and the others are read anew.
    fn reopen(&mut self) -> Option<(u64, Option<Problem>)> {
        let mut joined = std::mem::take(&mut self.joined).into_iter();
        let first = joined.next()?;
        for line in joined.rev() {
            self.lines.ahead.push_front(line);
        }
        self.clear();
        self.feed(&first.bytes);
        self.feed(b"\"\n");
        Some((first.number, Some(Problem::OpenQuote)))
    }

    /// Whether a cell has a line in it that looks like another person's.
    fn swallows_people(&self) -> bool {
        self.joined.len() > 1
            && self.cells().any(|cell| {
                let mut lines = cell.split(|byte| *byte == b'\n').skip(1);
                lines.any(|line| line.contains(&b'@') && line.contains(&self.delimiter))
            })
    }

    fn clear(&mut self) {
        self.parser.reset();
        self.joined.clear();
        (self.text_len, self.ends_len) = (0, 0);
    }

    /// Parses more of the record; whether it is whole.
    fn feed(&mut self, mut input: &[u8]) -> bool {
        while !input.is_empty() {
            let room = self.text_len + input.len() + 1;
            if self.text.len() < room {
                self.text.resize(room, 0);
            }
            let text = self.text.get_mut(self.text_len..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ends_len..).unwrap_or_default();
            let (result, read, written, ended) = self.parser.read_record(input, text, ends);
            self.text_len += written;
            self.ends_len += ended;
            input = input.get(read..).unwrap_or_default();
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return true,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull => {}
            }
        }
        false
    }
}

/// Of comma, semicolon and tab the one that shows the most known columns in the first lines.
fn likely_delimiter(first: &[TextLine]) -> u8 {
    let known = |delimiter: u8| {
        let in_line = |line: &TextLine| {
            let cells = line.bytes.split(|byte| *byte == delimiter);
            let text = cells.map(|cell| String::from_utf8_lossy(cell).replace('"', ""));
            text.filter(|cell| cell.len() < 100 && Column::named(cell).is_some()).count()
        };
        first.iter().map(in_line).max()
    };
    // Of equals `max_by_key` takes the last.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| known(*delimiter)).unwrap_or(b',')
}

/// Writes rows as CSV that no spreadsheet will run.
pub fn write_csv<R, C>(target: impl Write, rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = csv::Writer::from_writer(target);
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| escape_cell(cell.as_ref())))?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests;
