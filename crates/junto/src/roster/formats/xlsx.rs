//! Workbooks, row by row.

use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use peergroups::roster::COLUMNS_MAX;

use super::archive::{XLSX_BYTES_MAX, inspect};
use super::rows::Rows;
use super::{FileError, Kind, Line, Report};

/// The most people in a workbook.
pub const XLSX_ROWS_MAX: u32 = 50_000;
/// How much of the text of one cell is read, and of all cells, in bytes: one long text can be shared by many
/// cells.
const CELL_BYTES_MAX: usize = 64 << 10;
const CELLS_BYTES_MAX: usize = 256 << 20;

pub(super) fn read_xlsx(
    source: impl Read,
    each: impl FnMut(u64, Line) -> ControlFlow<()>,
) -> Result<Report, FileError> {
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

/// Calls the workbook reader, which may panic over a workbook that was made to that end.
fn guarded<T>(call: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, FileError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(XlsxError::Password)) => Err(FileError::Locked),
        Ok(Err(_)) | Err(_) => Err(FileError::Damaged),
    }
}

#[cfg(test)]
mod tests;
