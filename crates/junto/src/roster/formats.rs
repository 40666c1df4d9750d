//! Roster files in, CSV out. A file is known by its content, not by its name. CSV streams, so that a million
//! lines fit into little memory; XLSX is unpacked only after its true size is known. What is wrong with one
//! line costs that line; what is wrong with the file is a [`FileError`].

mod archive;
mod csv;
mod lines;
mod rows;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

use calendar::{Expected, WeeklyHours, Zone, ZoneError};
use encoding_rs::{UTF_16BE, UTF_16LE};
use peergroups::profile::Profile;
use peergroups::roster::{Column, HeaderError, HeaderNote, Problem, RowProblem};
use thiserror::Error;

use self::archive::compound_file;
pub use self::archive::{XLSX_BYTES_MAX, XLSX_UNPACKED_MAX};
use self::csv::read_csv;
pub use self::csv::write_csv;
use self::lines::Decoded;
pub use self::xlsx::XLSX_ROWS_MAX;
use self::xlsx::read_xlsx;

/// How many problems a [`Report`] lists; it counts all of them.
pub const PROBLEMS_MAX: usize = 1_000;

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
