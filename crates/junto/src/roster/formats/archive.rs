//! What a workbook is packed in: made sure of before anything is unpacked for good.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::FileError;

/// The largest workbook, in bytes as it is sent.
pub const XLSX_BYTES_MAX: u64 = 16 << 20;
/// The largest workbook, in bytes once it is unpacked.
pub const XLSX_UNPACKED_MAX: u64 = 64 << 20;
const PARTS_MAX: usize = 1_000;

/// Makes sure of a workbook before anything is unpacked for good: how many parts it has, how large they really
/// are (their own word is not enough), and how much the parts that are held in memory would hold.
pub(super) fn inspect(bytes: &[u8]) -> Result<(), FileError> {
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

/// An OLE compound file: a workbook with a password, or a spreadsheet of the nineties.
pub(super) fn compound_file(source: impl Read) -> io::Result<FileError> {
    let mut bytes = Vec::new();
    source.take(XLSX_BYTES_MAX).read_to_end(&mut bytes)?;
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.windows(locked.len()).any(|name| name == locked);
    Ok(if is_locked { FileError::Locked } else { FileError::OtherSpreadsheet })
}
