//! Files of every kind, good and bad.

use std::ops::ControlFlow;

use peergroups::roster::{Column, HeaderError, Problem};
use proptest::prelude::*;

use super::*;

pub(super) type Lines = Vec<(u64, Result<String, Vec<Problem>>)>;

pub(super) fn read_all(bytes: &[u8]) -> Result<(Report, Lines), FileError> {
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

pub(super) fn accepted(bytes: &[u8]) -> Vec<String> {
    read_all(bytes).unwrap().1.into_iter().filter_map(|(_, read)| read.ok()).collect()
}

/// The first problem of each refused line.
pub(super) fn refused(bytes: &[u8]) -> Vec<(u64, Problem)> {
    let lines = read_all(bytes).unwrap().1.into_iter();
    lines.filter_map(|(line, read)| Some((line, read.err()?.remove(0)))).collect()
}

/// Everything that a roster can have wrong with it at once, as lines of cells.
pub(super) fn nasty() -> Vec<Vec<String>> {
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

pub(super) const NASTY_ACCEPTED: [&str; 3] = ["Mara Vellacourt", "Delphine Auberlac", "Hana Mizushiro"];

pub(super) fn nasty_refused() -> Vec<Problem> {
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

fn nasty_csv(delimiter: u8, terminator: ::csv::Terminator) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
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
            [::csv::Terminator::CRLF, ::csv::Terminator::Any(b'\n'), ::csv::Terminator::Any(b'\r')]
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
    assert_eq!((error, found), (HeaderError::NoHeader, vec!["Ana".to_owned(), "ana@example.org".to_owned()]));
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
}
