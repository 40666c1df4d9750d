//! Workbooks, good, bad and malicious.

use std::io::Write as _;

use peergroups::roster::Problem;
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::super::read;
use super::super::tests::{NASTY_ACCEPTED, accepted, nasty, nasty_refused, read_all, refused};
use super::*;

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
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
    let rows: Vec<String> = nasty().iter().enumerate().map(|(index, row)| text_row(index + 1, row)).collect();
    let bytes = workbook(&rows.concat(), &[]);
    assert_eq!(accepted(&bytes), NASTY_ACCEPTED);
    let (lines, problems): (Vec<_>, Vec<_>) = refused(&bytes).into_iter().unzip();
    assert_eq!(problems, nasty_refused());
    assert_eq!(lines, [1, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15]);
    assert_eq!(read_all(&bytes).unwrap().0.kind, Kind::Xlsx { sheet: "People".into() });
}

#[test]
fn numbers_dates_and_shared_texts_are_read_as_they_are_seen() {
    let strings =
        b"<sst uniqueCount='2'><si><t>Ana</t></si><si><r><t>ana@</t></r><r><t>example.org</t></r></si></sst>";
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
    let wide: Vec<u8> = "<sst uniqueCount='9999999999'/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
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

proptest! {
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
