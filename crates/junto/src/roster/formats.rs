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
/// How much of the text of one cell in a workbook is read, and of all cells, in bytes: one long text can be
/// shared by many cells.
const CELL_BYTES_MAX: usize = 64 << 10;
const CELLS_BYTES_MAX: usize = 256 << 20;
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

    let (mut count, mut text_bytes) = (0, 0);
    each_row(&mut book, &sheet, |_, cells| {
        count += u32::from(cells.iter().any(|cell| !cell.trim().is_empty()));
        text_bytes += cells.iter().map(String::len).sum::<usize>();
        match (count > XLSX_ROWS_MAX + 1, text_bytes > CELLS_BYTES_MAX) {
            (true, _) => Err(FileError::TooManyRows),
            (_, true) => Err(FileError::TooLarge),
            _ => Ok(ControlFlow::Continue(())),
        }
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
    text.get(..text.floor_char_boundary(CELL_BYTES_MAX)).unwrap_or_default().to_owned()
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
        if tags(&content) > tags_max(&name) {
            return Err(FileError::TooLarge);
        }
        if name.ends_with("sharedstrings.xml") {
            // In UTF-16 the claim would not be found; no program writes that.
            if content.contains(&0) {
                return Err(FileError::Damaged);
            }
            if claimed_strings(&content) > STRINGS_MAX {
                return Err(FileError::TooLarge);
            }
        }
    }
    Ok(())
}

/// The most strings a workbook may share.
const STRINGS_MAX: u64 = 1_000_000;

/// How many tags a part may have. A sheet is read tag by tag; all else becomes something in memory for each.
fn tags_max(name: &str) -> usize {
    match name.rsplit('/').next() {
        Some("sharedstrings.xml") => 4_000_000,
        Some(file) if file.starts_with("sheet") => 8_000_000,
        _ => 500_000,
    }
}

fn tags(content: &[u8]) -> usize {
    content.split(|byte| *byte == b'<').skip(1).count()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    type Lines = Vec<(u64, Result<String, Vec<Problem>>)>;

    fn read_all(bytes: &[u8]) -> Result<(Report, Lines), FileError> {
        let mut lines = Vec::new();
        let report = read(bytes, |line, read| {
            let read = read.map(|profile| profile.name);
            lines.push((line, read.map_err(|found| found.into_iter().map(|found| found.problem).collect())));
            ControlFlow::Continue(())
        })?;
        assert_eq!(report.accepted + report.refused, u64::try_from(lines.len()).unwrap());
        assert!(lines.is_sorted_by_key(|(line, _)| *line));
        Ok((report, lines))
    }

    fn accepted(bytes: &[u8]) -> Vec<String> {
        read_all(bytes).unwrap().1.into_iter().filter_map(|(_, read)| read.ok()).collect()
    }

    /// The first problem of each refused line.
    fn refused(bytes: &[u8]) -> Vec<(u64, Problem)> {
        let lines = read_all(bytes).unwrap().1.into_iter();
        lines.filter_map(|(line, read)| Some((line, read.err()?.remove(0)))).collect()
    }

    /// Everything that a roster can have wrong with it at once, as lines of cells.
    fn nasty() -> Vec<Vec<String>> {
        let long = "x".repeat(10_000);
        let rows: &[&[&str]] = &[
            &["Participants 2026"],
            &["Name", "E-mail", "Company", "Years in role", "Time zone", "Availability", "Note"],
            &[
                "Mara Vellacourt",
                "mara@example.org",
                "Kelp; Sons",
                "12,5",
                "Europe/Lisbon",
                "Mon-Thu 8-12",
                "a\"b",
            ],
            &["Mara again", "MARA@example.org"],
            &["Tove Lindqvarn", "tove@example.org", "", "", "Stockholm"],
            &["", "nobody@example.org"],
            &["Idris Okonvale", "idris@example.org", &long],
            &["=HYPERLINK(\"http://example.org\")", "bram@example.org"],
            &["Bram Osterhuys", "bram@example.org", "@SUM(1+1)*cmd|' /C calc'!A0"],
            &["name", "e-mail", "Company", "Years in role"],
            &["Callum Strathgarve", "callum@example.org", "Fjord", "many", "", "whenever"],
            &["", "", ""],
            &["Delphine Auberlac", "delphine@example.org", "Line\nbreak", "3"],
            &["Noor Basriani", "no address"],
            &["Too", "many@example.org", "a", "1", "", "", "", "cells", "here"],
            &["Hana Mizushiro", "hana@example.org"],
        ];
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    const NASTY_ACCEPTED: [&str; 3] = ["Mara Vellacourt", "Delphine Auberlac", "Hana Mizushiro"];

    fn nasty_refused() -> Vec<Problem> {
        vec![
            Problem::AboveHeader,
            Problem::Repeated { first_line: 3 },
            Problem::UnknownZone { suggestion: Some("Europe/Stockholm".into()) },
            Problem::Empty,
            Problem::TooLong { characters: 10_000, max: 2_000 },
            Problem::Formula,
            Problem::Formula,
            Problem::SecondHeader,
            Problem::NotANumber,
            Problem::Email(peergroups::profile::EmailProblem::NotOneAt),
            Problem::TooManyCells { cells: 9, columns: 7 },
        ]
    }

    fn nasty_csv(delimiter: u8, terminator: csv::Terminator) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .flexible(true)
            .from_writer(b"\xef\xbb\xbf".to_vec());
        for row in nasty() {
            writer.write_record(row).unwrap();
        }
        writer.into_inner().unwrap()
    }

    #[test]
    fn a_nasty_file_gives_its_good_lines_and_names_every_bad_one() {
        for delimiter in [b',', b';', b'\t'] {
            for terminator in
                [csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]
            {
                let bytes = nasty_csv(delimiter, terminator);
                assert_eq!(accepted(&bytes), NASTY_ACCEPTED);
                let (lines, problems): (Vec<_>, Vec<_>) = refused(&bytes).into_iter().unzip();
                assert_eq!(problems, nasty_refused());
                // The line break inside of a cell counts.
                assert_eq!(lines, [1, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16]);
                let report = read_all(&bytes).unwrap().0;
                assert_eq!((report.header_line, report.kind), (2, Kind::Csv { delimiter: delimiter.into() }));
                assert_eq!(report.problems_total, 12);
            }
        }
    }

    #[test]
    fn zones_and_hours_are_kept_in_their_one_spelling() {
        let mut found = None;
        let csv = "name,email,zone,availability\nA,a@example.org,europe/lisbon,monday 8-12";
        let _ = read(csv.as_bytes(), |_, read| {
            found = read.ok();
            ControlFlow::Continue(())
        });
        let found = found.unwrap();
        assert_eq!(found.time_zone.as_deref(), Some("Europe/Lisbon"));
        assert_eq!(found.availability.as_deref(), Some("Mon 08:00-12:00"));
        assert!(matches!(
            check(Column::Availability, "soon"),
            Err(Problem::UnclearHours { suggestion: Some(_), .. })
        ));
    }

    #[test]
    fn utf_16_is_read_and_any_other_encoding_costs_only_the_lines_that_need_it() {
        let text = "name;email\r\nJoão;joao@example.org\r\n";
        let words: Vec<u16> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).collect();
        assert_eq!(accepted(&words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>()), ["João"]);
        assert_eq!(accepted(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>()), ["João"]);
        let windows = b"name,email,Gr\xf6\xdfe\nJo\xe3o,joao@example.org\nAna,ana@example.org\n";
        assert_eq!(accepted(windows), ["Ana"]);
        assert_eq!(refused(windows), [(2, Problem::NotUtf8)]);
    }

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

    #[test]
    fn what_is_no_roster_is_refused_as_what_it_is() {
        let error = |bytes: &[u8]| read_all(bytes).unwrap_err();
        assert!(matches!(error(b""), FileError::Empty));
        assert!(matches!(error(b"\xef\xbb\xbf\n \n"), FileError::Empty));
        assert!(matches!(error(b"%PDF-1.7"), FileError::NotATable));
        assert!(matches!(error(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), FileError::OtherSpreadsheet));
        assert!(matches!(error(b"PK\x03\x04 and nothing else"), FileError::Damaged));
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(matches!(error(&[&b"\xd0\xcf\x11\xe0"[..], &locked].concat()), FileError::Locked));
        let FileError::Header { error, found } = error(b"Ana,ana@example.org\nBo,bo@example.org") else {
            panic!()
        };
        assert_eq!(
            (error, found),
            (HeaderError::NoHeader, vec!["Ana".to_owned(), "ana@example.org".to_owned()])
        );
    }

    #[test]
    fn reading_can_be_broken_off() {
        let mut count = 0;
        let report = read(&b"name,email\nAna,ana@example.org\nBo,bo@example.org"[..], |_, _| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((count, report.unwrap().accepted), (1, 1));
    }

    #[test]
    fn the_report_lists_some_problems_and_counts_all() {
        let csv = "name,email\n".to_owned() + &"Ana,none\n".repeat(3_000);
        let report = read_all(csv.as_bytes()).unwrap().0;
        assert_eq!((report.problems.len(), report.problems_total), (PROBLEMS_MAX, 3_000));
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

    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Hidden" sheetId="2" state="hidden" r:id="r2"/><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
    const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

    fn parcel(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A workbook whose sheet has these rows, given as XML; `more` parts come on top.
    fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let parts: [(&str, &[u8]); 7] = [
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", WORKBOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ("xl/worksheets/sheet2.xml", b"<worksheet><sheetData/></worksheet>"),
        ];
        parcel(&[&parts[..], more].concat())
    }

    fn text_row<S: AsRef<str>>(number: usize, cells: &[S]) -> String {
        let escaped = |cell: &S| cell.as_ref().replace('&', "&amp;").replace('<', "&lt;");
        let cell =
            |cell| format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#, escaped(cell));
        let cells: Vec<String> = cells.iter().map(cell).collect();
        format!(r#"<row r="{number}">{}</row>"#, cells.concat())
    }

    const HEADER: [&str; 4] = ["name", "email", "years", "joined"];

    #[test]
    fn a_nasty_workbook_gives_the_same_as_a_nasty_file() {
        let rows: Vec<String> =
            nasty().iter().enumerate().map(|(index, row)| text_row(index + 1, row)).collect();
        let bytes = workbook(&rows.concat(), &[]);
        assert_eq!(accepted(&bytes), NASTY_ACCEPTED);
        let (lines, problems): (Vec<_>, Vec<_>) = refused(&bytes).into_iter().unzip();
        assert_eq!(problems, nasty_refused());
        assert_eq!(lines, [1, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15]);
        assert_eq!(read_all(&bytes).unwrap().0.kind, Kind::Xlsx { sheet: "People".into() });
    }

    #[test]
    fn numbers_dates_and_shared_texts_are_read_as_they_are_seen() {
        let strings = b"<sst uniqueCount='2'><si><t>Ana</t></si><si><r><t>ana@</t></r><r><t>example.org</t></r></si></sst>";
        let row = r#"<row r="5"><c r="A5" t="s"><v>0</v></c><c r="B5" t="s"><v>1</v></c><c r="C5"><v>12.5</v></c><c r="D5" s="1"><v>46000</v></c></row>"#;
        let bytes = workbook(&(text_row(2, &HEADER) + row), &[("xl/sharedStrings.xml", strings)]);
        let mut found = None;
        let report = read(bytes.as_slice(), |line, read| {
            found = Some((line, read.unwrap()));
            ControlFlow::Continue(())
        });
        assert_eq!(report.unwrap().header_line, 2);
        let (line, ana) = found.unwrap();
        assert_eq!((line, ana.name.as_str(), ana.email.as_str()), (5, "Ana", "ana@example.org"));
        assert_eq!(ana.years_in_role, Some(12.5));
        assert_eq!(ana.attributes, [("joined".to_owned(), "2025-12-09".to_owned())]);
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let error = |bytes: &[u8]| read_all(bytes).unwrap_err();
        let zeros = vec![b' '; 65 << 20];
        let bomb = workbook("", &[("xl/media/image1.bin", &zeros)]);
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(error(&bomb), FileError::TooLarge));

        // The same, saying that it is small: wherever its true size stands.
        let (size, small) = ((65_u32 << 20).to_le_bytes(), 100_u32.to_le_bytes());
        let mut lying = bomb;
        let places: Vec<usize> =
            lying.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
        assert!(!places.is_empty());
        for at in places {
            lying[at..at + 4].copy_from_slice(&small);
        }
        assert!(matches!(error(&lying), FileError::TooLarge | FileError::Damaged));

        let many: Vec<String> = (0..1_100).map(|number| format!("xl/{number}")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(matches!(error(&workbook("", &many)), FileError::TooLarge));
    }

    #[test]
    fn what_would_grow_in_memory_is_refused_although_the_file_is_small() {
        let error = |part: &str, content: &[u8]| read_all(&workbook("", &[(part, content)])).unwrap_err();
        let claim = b"<sst uniqueCount = \"999999999999\"><si/></sst>";
        assert!(matches!(error("xl/sharedStrings.xml", claim), FileError::TooLarge));
        let strings = "<".repeat(4_000_001);
        assert!(matches!(error("xl/SharedStrings.xml", strings.as_bytes()), FileError::TooLarge));
        let names = "<".repeat(500_001);
        assert!(matches!(error("xl/more.xml", names.as_bytes()), FileError::TooLarge));
        let wide: Vec<u8> =
            "<sst uniqueCount='9999999999'/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(matches!(error("xl/sharedStrings.xml", &wide), FileError::Damaged));
    }

    #[test]
    fn a_long_text_shared_by_many_cells_is_refused() {
        let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(CELL_BYTES_MAX));
        let rows = "<row><c t='s'><v>0</v></c></row>".repeat(CELLS_BYTES_MAX / CELL_BYTES_MAX + 1);
        let bytes = workbook(&rows, &[("xl/sharedStrings.xml", strings.as_bytes())]);
        assert!(matches!(read_all(&bytes).unwrap_err(), FileError::TooLarge));
    }

    #[test]
    fn a_cell_far_out_costs_its_row_and_no_memory() {
        let far = r#"<row r="1048576"><c r="A1048576" t="str"><v>Ana</v></c><c r="XFD1048576" t="str"><v>x</v></c></row>"#;
        let good = text_row(2, &["Bo", "bo@example.org"]);
        let bytes = workbook(&(text_row(1, &HEADER) + &good + far), &[]);
        assert_eq!(accepted(&bytes), ["Bo"]);
        assert_eq!(refused(&bytes), [(1_048_576, Problem::TooManyCells { cells: 201, columns: 4 })]);
    }

    #[test]
    fn a_workbook_with_too_many_rows_is_refused_before_its_first() {
        let rows = |count: usize| {
            let rows = "<row><c><v>1</v></c></row>".repeat(count);
            workbook(&(text_row(1, &HEADER) + &rows), &[])
        };
        assert_eq!(refused(&rows(50_000)).len(), 50_000);
        let mut count = 0;
        let refused = read(rows(50_001).as_slice(), |_, _| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert!(matches!(refused, Err(FileError::TooManyRows)));
        assert_eq!(count, 0);
    }

    #[test]
    fn other_archives_are_not_workbooks() {
        let error = |name: &str| read_all(&parcel(&[(name, b"")])).unwrap_err();
        assert!(matches!(error("content.xml"), FileError::OtherSpreadsheet));
        assert!(matches!(error("xl/workbook.bin"), FileError::OtherSpreadsheet));
        assert!(matches!(error("word/document.xml"), FileError::NotATable));
        assert!(matches!(error("xl/workbook.xml"), FileError::Damaged));
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

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read_all(&bytes);
            let _ = read_all(&[b"name,email\n", bytes.as_slice()].concat());
            let _ = read_all(&[b"\xff\xfe", bytes.as_slice()].concat());
        }

        #[test]
        fn each_line_with_something_on_it_is_accepted_or_refused(
            lines in prop::collection::vec("[a-c@.,;\"x=]{0,12}", 0..40),
        ) {
            let written = lines.iter().filter(|line| !line.replace([',', ' ', '"'], "").is_empty()).count();
            let csv = format!("name,email\n{}\nEnd,end@example.org\n", lines.join("\n"));
            let (report, read) = read_all(csv.as_bytes()).unwrap();
            // A quoted line break joins two lines into one; nothing else makes fewer of them.
            prop_assert!(read.len() <= lines.len() + 1);
            if !csv.contains('"') {
                prop_assert_eq!(report.accepted + report.refused, u64::try_from(written + 1).unwrap());
            }
        }

        #[test]
        fn a_spoilt_workbook_is_read_or_refused(
            place in any::<prop::sample::Index>(), with in prop::collection::vec(any::<u8>(), 1..6), in_sheet: bool,
        ) {
            let spoil = |mut bytes: Vec<u8>| {
                let at = place.index(bytes.len());
                for (index, byte) in with.iter().enumerate() {
                    if let Some(target) = bytes.get_mut(at + index) {
                        *target = *byte;
                    }
                }
                bytes
            };
            let rows = text_row(1, &HEADER) + r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="D2" s="1"><v>46000</v></c></row>"#;
            let bytes = if in_sheet {
                workbook(&String::from_utf8_lossy(&spoil(rows.into_bytes())), &[])
            } else {
                spoil(workbook(&rows, &[]))
            };
            let _ = read_all(&bytes);
        }
    }
}
