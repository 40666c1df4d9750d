//! Roster files in, CSV out. A file is known by its content, not by its name. CSV streams, so that a million
//! lines fit into little memory; XLSX is unpacked only after its true size is known. What is wrong with one
//! line costs that line; what is wrong with the file is a [`FileError`].

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use calendar::{Expected, WeeklyHours, Zone, ZoneError};
use csv_core::ReadRecordResult;
use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};
use peergroups::profile::Profile;
use peergroups::roster::{
    Addresses, COLUMNS_MAX, Column, Columns, HeaderError, HeaderNote, Problem, RowProblem, escape_cell,
};
use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

/// How many problems a [`Report`] lists; it counts all of them.
pub const PROBLEMS_MAX: usize = 1_000;
/// The most people in a workbook.
pub const XLSX_ROWS_MAX: u32 = 50_000;
/// The largest workbook, in bytes as it is sent.
pub const XLSX_BYTES_MAX: u64 = 16 << 20;
/// The largest workbook, in bytes once it is unpacked.
pub const XLSX_UNPACKED_MAX: u64 = 64 << 20;

/// In how many rows at the top of the file the header is looked for.
const HEADER_ROWS_MAX: usize = 10;
/// The longest line, in bytes, and the longest run of lines that one open quotation mark may join.
const LINE_BYTES_MAX: usize = 1 << 20;
const JOINED_BYTES_MAX: usize = 256 << 10;
const JOINED_LINES_MAX: usize = 200;
/// The longest text of one cell in a workbook, in characters; Excel has the same limit.
const CELL_MAX: usize = 32_767;
const PARTS_MAX: usize = 1_000;

/// What was found in a roster file.
#[derive(Debug)]
pub struct Report {
    /// What kind of file it is.
    pub kind: Kind,
    /// On which line the header stands.
    pub header_line: u64,
    /// What became of each column.
    pub notes: Vec<HeaderNote>,
    /// How many lines became profiles.
    pub accepted: u64,
    /// How many lines were refused.
    pub refused: u64,
    /// What was wrong, in the order of the lines; the first [`PROBLEMS_MAX`] only.
    pub problems: Vec<RowProblem>,
    /// How many problems there are in all.
    pub problems_total: u64,
}

/// What kind of file a roster came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text with one person a line.
    Csv {
        /// What stands between two cells.
        delimiter: char,
    },
    /// A workbook.
    Xlsx {
        /// The sheet that was read: the first one to be seen.
        sheet: String,
    },
}

/// Why a file could not be read as a roster.
#[derive(Debug, Error)]
pub enum FileError {
    /// Reading failed.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// None of the first rows is a header.
    #[error("the file has no usable header row")]
    Header {
        /// What is wrong with the first row.
        error: HeaderError,
        /// The cells of the first row, shortened.
        found: Vec<String>,
    },
    /// A picture, a document, an archive.
    #[error("the file is not a table")]
    NotATable,
    /// A spreadsheet in another format than XLSX: to be saved as XLSX or CSV.
    #[error("the file is a spreadsheet, but not XLSX")]
    OtherSpreadsheet,
    /// A workbook that needs a password.
    #[error("the workbook is locked with a password")]
    Locked,
    /// A workbook that breaks off or contradicts itself.
    #[error("the workbook is damaged")]
    Damaged,
    /// Larger than [`XLSX_BYTES_MAX`], or than [`XLSX_UNPACKED_MAX`] once unpacked.
    #[error("the workbook is too large")]
    TooLarge,
    /// More than [`XLSX_ROWS_MAX`] rows: to be saved as CSV.
    #[error("the workbook has too many rows")]
    TooManyRows,
}

/// One line of a roster: who is on it, or why it is refused.
pub type Line = Result<Profile, Vec<RowProblem>>;

/// Reads a roster file. Each line with something on it is handed to `each` with its number, in the order of
/// the file, and counted in the report; `each` can break off. The first of several lines with one address is
/// accepted. Lines above the header row are refused.
pub fn read(
    mut source: impl Read,
    each: impl FnMut(u64, Line) -> ControlFlow<()>,
) -> Result<Report, FileError> {
    let mut head = Vec::new();
    source.by_ref().take(8).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(source);
    match head.as_slice() {
        [] => Err(FileError::Empty),
        [b'P', b'K', 3 | 5 | 7, ..] => read_xlsx(whole, each),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(compound_file(whole)?),
        [b'%', b'P', b'D', b'F', ..]
        | [0x89, b'P', b'N', b'G', ..]
        | [0xff, 0xd8, 0xff, ..]
        | [0x1f, 0x8b, ..] => Err(FileError::NotATable),
        [0xff, 0xfe, ..] => read_csv(Decoded::new(whole, UTF_16LE.new_decoder_with_bom_removal()), each),
        [0xfe, 0xff, ..] => read_csv(Decoded::new(whole, UTF_16BE.new_decoder_with_bom_removal()), each),
        _ => read_csv(whole, each),
    }
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

/// How time zones and weekly hours are read: back comes what is kept.
pub fn check(column: Column, text: &str) -> Result<String, Problem> {
    match column {
        Column::TimeZone => match Zone::named(text) {
            Ok(zone) => Ok(zone.name().to_owned()),
            Err(ZoneError::Unknown { suggestion }) => Err(Problem::UnknownZone { suggestion }),
        },
        Column::Availability => match WeeklyHours::parse(text) {
            Ok(hours) => Ok(hours.to_string()),
            Err(error) => {
                let example = match error.expected {
                    Expected::Days => "Mon-Fri 08:00-12:00",
                    Expected::Hours | Expected::TimeOfDay | Expected::LaterEnd => "Mon 08:00-12:00",
                    Expected::Level => "Mon 08:00-12:00 (acceptable)",
                };
                Err(Problem::UnclearHours { part: error.part, suggestion: Some(example.to_owned()) })
            }
        },
        _ => Ok(text.to_owned()),
    }
}

/// Reads rows, whatever file they came in: looks for the header, then makes profiles.
struct Rows<F> {
    each: F,
    columns: Option<Columns>,
    /// What stands above the header as far as it has not been found, and what is wrong with the first of it.
    above: Vec<(u64, String)>,
    no_header: Option<(HeaderError, Vec<String>)>,
    addresses: Addresses,
    report: Report,
}

impl<F: FnMut(u64, Line) -> ControlFlow<()>> Rows<F> {
    fn new(kind: Kind, each: F) -> Self {
        let report = Report {
            kind,
            header_line: 0,
            notes: Vec::new(),
            accepted: 0,
            refused: 0,
            problems: Vec::new(),
            problems_total: 0,
        };
        Self {
            each,
            columns: None,
            above: Vec::new(),
            no_header: None,
            addresses: Addresses::default(),
            report,
        }
    }

    /// A row as it was found. With a `problem` its cells only help to find the header and to tell people which
    /// line is meant.
    fn row<S: AsRef<str>>(
        &mut self,
        line: u64,
        cells: &[S],
        problem: Option<Problem>,
    ) -> Result<ControlFlow<()>, FileError> {
        if problem.is_none() && cells.iter().all(|cell| cell.as_ref().trim().is_empty()) {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(columns) = &self.columns else { return self.header(line, cells) };
        if let Some(problem) = problem {
            return Ok(self.refuse(line, problem, &summary(cells).join(", ")));
        }
        let read = columns.read(line, cells, &check).and_then(|profile| {
            match self.addresses.repeated(line, &profile.email) {
                None => Ok(profile),
                Some(problem) => Err(vec![RowProblem::with_line(line, problem, profile.email.as_str())]),
            }
        });
        Ok(self.line(line, read))
    }

    fn header<S: AsRef<str>>(&mut self, line: u64, cells: &[S]) -> Result<ControlFlow<()>, FileError> {
        let error = match Columns::recognise(cells) {
            Ok((columns, notes)) => {
                self.report.header_line = line;
                self.report.notes = notes;
                self.columns = Some(columns);
                let mut flow = ControlFlow::Continue(());
                for (line, found) in std::mem::take(&mut self.above) {
                    if flow.is_continue() {
                        flow = self.refuse(line, Problem::AboveHeader, &found);
                    }
                }
                return Ok(flow);
            }
            Err(error) => error,
        };
        let found = summary(cells);
        self.above.push((line, found.join(", ")));
        self.no_header.get_or_insert((error, found));
        if self.above.len() < HEADER_ROWS_MAX {
            Ok(ControlFlow::Continue(()))
        } else {
            Err(self.without_header())
        }
    }

    fn refuse(&mut self, line: u64, problem: Problem, found: &str) -> ControlFlow<()> {
        self.line(line, Err(vec![RowProblem::with_line(line, problem, found)]))
    }

    fn line(&mut self, line: u64, read: Line) -> ControlFlow<()> {
        match &read {
            Ok(_) => self.report.accepted += 1,
            Err(problems) => {
                self.report.refused += 1;
                self.report.problems_total += u64::try_from(problems.len()).unwrap_or(u64::MAX);
                let room = PROBLEMS_MAX.saturating_sub(self.report.problems.len());
                self.report.problems.extend(problems.iter().take(room).cloned());
            }
        }
        (self.each)(line, read)
    }

    fn without_header(&mut self) -> FileError {
        match self.no_header.take() {
            Some((error, found)) => FileError::Header { error, found },
            None => FileError::Empty,
        }
    }

    fn finish(mut self) -> Result<Report, FileError> {
        if self.columns.is_none() {
            return Err(self.without_header());
        }
        Ok(self.report)
    }
}

/// The cells of a row as far as one needs them to know the row again.
fn summary<S: AsRef<str>>(cells: &[S]) -> Vec<String> {
    cells.iter().take(30).map(|cell| cell.as_ref().chars().take(60).collect()).collect()
}

fn read_csv(source: impl Read, each: impl FnMut(u64, Line) -> ControlFlow<()>) -> Result<Report, FileError> {
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
struct Records<R> {
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
        let mut lines =
            Lines { source: BufReader::new(source), ahead: VecDeque::new(), number: 0, after_return: false };
        let mut first = Vec::new();
        while first.len() < HEADER_ROWS_MAX
            && let Some(line) = lines.next()?
        {
            first.push(line);
        }
        let delimiter = match first.first().map(|line| line.bytes.as_slice()) {
            // Some spreadsheets say it in a line of its own.
            Some([b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter]) => {
                let delimiter = *delimiter;
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

/// The lines of a text, whatever ends them. Never holds more than [`LINE_BYTES_MAX`] of one.
struct Lines<R> {
    source: BufReader<R>,
    /// Lines to be read once more.
    ahead: VecDeque<TextLine>,
    number: u64,
    after_return: bool,
}

struct TextLine {
    number: u64,
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl<R: Read> Lines<R> {
    fn next(&mut self) -> io::Result<Option<TextLine>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = TextLine { number: self.number + 1, bytes: Vec::new(), is_too_long: false };
        let mut is_ended = false;
        while !is_ended {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                if line.bytes.is_empty() {
                    return Ok(None);
                }
                break;
            }
            if std::mem::take(&mut self.after_return) && buffer.first() == Some(&b'\n') {
                self.source.consume(1);
                continue;
            }
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let room = LINE_BYTES_MAX.saturating_sub(line.bytes.len());
            line.is_too_long |= part.len() > room;
            line.bytes.extend(part.iter().take(room));
            is_ended = end.is_some();
            self.after_return = end.is_some_and(|end| buffer.get(end) == Some(&b'\r'));
            let read = part.len() + usize::from(is_ended);
            self.source.consume(read);
        }
        self.number = line.number;
        if line.number == 1 && line.bytes.starts_with(b"\xef\xbb\xbf") {
            line.bytes.drain(..3);
        }
        Ok(Some(line))
    }
}

/// Text in another encoding, as UTF-8.
struct Decoded<R> {
    source: R,
    decoder: Decoder,
    text: Cursor<String>,
    is_done: bool,
}

impl<R: Read> Decoded<R> {
    fn new(source: R, decoder: Decoder) -> Self {
        Self { source, decoder, text: Cursor::default(), is_done: false }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.text.read(into)?;
            if count > 0 || into.is_empty() || self.is_done {
                return Ok(count);
            }
            let mut raw = Vec::new();
            self.source.by_ref().take(8 << 10).read_to_end(&mut raw)?;
            self.is_done = raw.is_empty();
            let room = self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or_default();
            let mut text = String::with_capacity(room);
            let _ = self.decoder.decode_to_string(&raw, &mut text, self.is_done);
            self.text = Cursor::new(text);
        }
    }
}

fn read_xlsx(source: impl Read, each: impl FnMut(u64, Line) -> ControlFlow<()>) -> Result<Report, FileError> {
    let mut bytes = Vec::new();
    source.take(XLSX_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > XLSX_BYTES_MAX) {
        return Err(FileError::TooLarge);
    }
    inspect(&bytes)?;
    let mut book = guarded(|| Xlsx::new(Cursor::new(bytes.as_slice())))?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let seen = sheets.clone().find(|sheet| sheet.visible == SheetVisible::Visible);
    let sheet = seen.or(sheets.clone().next()).ok_or(FileError::NotATable)?.name.clone();

    let mut count = 0;
    each_row(&mut book, &sheet, |_, cells| {
        count += u32::from(cells.iter().any(|cell| !cell.trim().is_empty()));
        if count > XLSX_ROWS_MAX + 1 { Err(FileError::TooManyRows) } else { Ok(ControlFlow::Continue(())) }
    })?;
    let mut rows = Rows::new(Kind::Xlsx { sheet: sheet.clone() }, each);
    each_row(&mut book, &sheet, |line, cells| rows.row(line, cells, None))?;
    rows.finish()
}

/// Hands over the rows of a sheet one at a time: a sheet may name its cells in any order and as far out as it
/// likes, so that a table of all of them could be of any size.
fn each_row<R: Read + io::Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    mut row: impl FnMut(u64, &[String]) -> Result<ControlFlow<()>, FileError>,
) -> Result<(), FileError> {
    let mut cells = guarded(|| book.worksheet_cells_reader(sheet))?;
    let mut current = 0;
    let mut texts: Vec<String> = Vec::new();
    let cell = |cells: &mut XlsxCellReader<'_, R>| {
        guarded(|| Ok(cells.next_cell()?.map(|cell| (cell.get_position(), cell_text(cell.get_value())))))
    };
    while let Some(((index, column), text)) = cell(&mut cells)? {
        if index != current {
            if row(u64::from(current) + 1, &texts)?.is_break() {
                return Ok(());
            }
            texts.clear();
            current = index;
        }
        // One place beyond the last is enough to see that there are too many.
        let place = usize::try_from(column).unwrap_or(COLUMNS_MAX).min(COLUMNS_MAX);
        if text.is_empty() {
            continue;
        }
        if texts.len() <= place {
            texts.resize(place + 1, String::new());
        }
        if let Some(cell) = texts.get_mut(place) {
            *cell = text;
        }
    }
    row(u64::from(current) + 1, &texts).map(|_| ())
}

/// What a reader of the sheet would see, as text.
fn cell_text(value: &DataRef<'_>) -> String {
    let text: &str = match value {
        DataRef::Int(number) => return number.to_string(),
        DataRef::Float(number) => return number.to_string(),
        DataRef::Bool(value) => return value.to_string(),
        DataRef::DateTime(moment) => return date_text(moment),
        DataRef::Error(error) => return error.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::SharedString(text) => text,
        DataRef::Empty => "",
    };
    text.chars().take(CELL_MAX).collect()
}

fn date_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}");
    match moment.as_f64() {
        days if days.fract() == 0.0 => format!("{year:04}-{month:02}-{day:02}"),
        days if days < 1.0 => time,
        _ => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}

/// Makes sure of a workbook before anything is unpacked for good: how many parts it has, how large they really
/// are (their own word is not enough), and how much the parts that are held in memory would hold.
fn inspect(bytes: &[u8]) -> Result<(), FileError> {
    if bytes.windows(4).filter(|signature| signature == b"PK\x01\x02").count() > PARTS_MAX {
        return Err(FileError::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Damaged)?;
    let has = |name: &str| archive.file_names().flatten().any(|part| part.to_lowercase().ends_with(name));
    if !has("workbook.xml") {
        let is_other = has("workbook.bin") || has("content.xml");
        return Err(if is_other { FileError::OtherSpreadsheet } else { FileError::NotATable });
    }
    if archive.decompressed_size().is_some_and(|size| size > XLSX_UNPACKED_MAX.into()) {
        return Err(FileError::TooLarge);
    }
    let mut room = XLSX_UNPACKED_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileError::Locked,
            _ => FileError::Damaged,
        })?;
        let name = part.name().map_err(|_| FileError::Damaged)?.to_lowercase();
        let mut content = Vec::new();
        part.take(room + 1).read_to_end(&mut content).map_err(|_| FileError::Damaged)?;
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        room = room.checked_sub(size).ok_or(FileError::TooLarge)?;
        let is_xml = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
        if is_xml && content.contains(&0) {
            // UTF-16, in which nothing below would be found; no program writes it.
            return Err(FileError::Damaged);
        }
        if claimed_strings(&content) > u64::from(STRINGS_MAX) || tags(&content) > tags_max(&name) {
            return Err(FileError::TooLarge);
        }
    }
    Ok(())
}

/// The most strings a workbook may share.
const STRINGS_MAX: u32 = 1_000_000;

/// How many tags a part may have. A sheet is read tag by tag; all else becomes something in memory for each.
fn tags_max(name: &str) -> usize {
    match name.rsplit('/').next() {
        Some("sharedstrings.xml") => 4_000_000,
        Some(file) if file.starts_with("sheet") && file.ends_with(".xml") => 8_000_000,
        _ => 500_000,
    }
}

fn tags(content: &[u8]) -> usize {
    content.iter().filter(|byte| **byte == b'<').count()
}

/// The largest number of shared strings that a part claims to have: room for them is made before they are
/// there.
fn claimed_strings(content: &[u8]) -> u64 {
    let claims = content.windows(11).enumerate().filter(|(_, word)| word == b"uniqueCount");
    let number = |(place, _): (usize, _)| {
        let after = content.get(place + 11..).unwrap_or_default();
        let digits = after.iter().skip_while(|byte| b" \t\r\n=+\"'".contains(byte));
        digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    };
    claims.map(number).max().unwrap_or_default()
}

/// Calls the workbook reader, which may panic over a workbook that was made to that end.
fn guarded<T>(call: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, FileError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(XlsxError::Password)) => Err(FileError::Locked),
        Ok(Err(_)) | Err(_) => Err(FileError::Damaged),
    }
}

/// An OLE compound file: a workbook with a password, or a spreadsheet of the nineties.
fn compound_file(source: impl Read) -> io::Result<FileError> {
    let mut bytes = Vec::new();
    source.take(XLSX_BYTES_MAX).read_to_end(&mut bytes)?;
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.windows(locked.len()).any(|name| name == locked);
    Ok(if is_locked { FileError::Locked } else { FileError::OtherSpreadsheet })
}
