//! A roster file, as people to be entered chunk by chunk, and as what was understood of it, in words: each
//! column, the first people, each refusal with what to do.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;

use peergroups::profile::{EmailProblem, Profile, tidy};
use peergroups::roster::{Column, HeaderError, HeaderNote, Problem, RowProblem, YEARS_MAX};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::super::formats::{self, FileError, Report};
use super::entities::{ColumnLine, Preview, ProblemLine, SampleLine};
use crate::ui::Words;

/// People shown of a file.
const SAMPLE: usize = 5;
/// Lines written in one transaction.
const CHUNK: usize = 2_000;

/// Lines that follow each other in a file.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Who can be entered, each with their line.
    pub good: Vec<(u64, Profile)>,
    /// What was wrong with the others.
    pub refused: Vec<RowProblem>,
}

/// Reads the lines after `line` on a thread of its own, a chunk or two ahead of whoever receives them, until
/// nobody does any more.
pub(super) fn read_ahead(
    file: File,
    line: u64,
) -> (mpsc::Receiver<Chunk>, JoinHandle<Result<Report, FileError>>) {
    let (send, chunks) = mpsc::channel(2);
    let reading = spawn_blocking(move || {
        let mut chunk = Chunk::default();
        let report = formats::read(file, |number, read| {
            if number > line {
                match read {
                    Ok(profile) => chunk.good.push((number, profile)),
                    Err(problems) => chunk.refused.extend(problems),
                }
            }
            let is_heard = chunk.good.len() + chunk.refused.len() < CHUNK
                || send.blocking_send(std::mem::take(&mut chunk)).is_ok();
            if is_heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        // Where nobody listens any more, the import has failed elsewhere and says so there.
        let _ = send.blocking_send(chunk);
        Ok(report)
    });
    (chunks, reading)
}

/// Reads a whole file, line by line, and says what an import of it would do. Only a fault of the disk is an
/// error; whatever is wrong with the file is in the preview.
pub fn preview(words: &Words, file: impl Read) -> std::io::Result<Preview> {
    let mut sample = Vec::new();
    let read = formats::read(file, |_, line| {
        if let Ok(profile) = line
            && sample.len() < SAMPLE
        {
            sample.push(sample_line(profile));
        }
        ControlFlow::Continue(())
    });
    match read {
        Ok(report) => Ok(Preview { sample, ..understood(words, &report) }),
        Err(FileError::Io(error)) => Err(error),
        Err(error) => Ok(Preview { unusable: Some(file_error(words, &error)), ..Preview::default() }),
    }
}

fn sample_line(profile: Profile) -> SampleLine {
    let facts = [profile.function, profile.organisation, profile.industry, profile.time_zone];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    SampleLine { name: profile.name, email: profile.email.to_string(), about: facts.join(" · ") }
}

fn understood(words: &Words, report: &Report) -> Preview {
    let mut preview = Preview {
        accepted: report.accepted,
        refused: report.refused,
        problems_total: report.problems_total,
        problems: report.problems.iter().map(|problem| problem_line(words, problem)).collect(),
        ..Preview::default()
    };
    for note in &report.notes {
        let (header, became, is_left_out) = match note {
            HeaderNote::Known { header, column } => (header.clone(), column_name(words, *column), false),
            HeaderNote::Attribute { header, name } => {
                (header.clone(), words.say("import-became-attribute").s("name", name).to_string(), false)
            }
            HeaderNote::Beside { header, name, first } => {
                let said = words.say("import-became-beside").s("name", name).s("first", first);
                (header.clone(), said.to_string(), false)
            }
            HeaderNote::Repeated { header, first } => {
                (header.clone(), words.say("import-became-repeated").s("first", first).to_string(), true)
            }
            HeaderNote::Unnamed { position } => {
                let header = words.say("import-unnamed").n("number", position + 1).to_string();
                (header, words.say("import-became-unnamed").to_string(), true)
            }
            HeaderNote::Absent(column) => {
                preview.absent.push(column_name(words, *column));
                continue;
            }
        };
        preview.columns.push(ColumnLine { header, became, is_left_out });
    }
    preview
}

/// What a column is called on pages.
pub fn column_name(words: &Words, column: Column) -> String {
    let said = match column {
        Column::Name => words.say("column-name"),
        Column::GivenName => words.say("column-given-name"),
        Column::FamilyName => words.say("column-family-name"),
        Column::Email => words.say("column-email"),
        Column::Organisation => words.say("column-organisation"),
        Column::Industry => words.say("column-industry"),
        Column::Function => words.say("column-function"),
        Column::Seniority => words.say("column-seniority"),
        Column::YearsInRole => words.say("column-years-in-role"),
        Column::Interests => words.say("column-interests"),
        Column::Goals => words.say("column-goals"),
        Column::Languages => words.say("column-languages"),
        Column::Department => words.say("column-department"),
        Column::CompetesWith => words.say("column-competes-with"),
        Column::TimeZone => words.say("column-time-zone"),
        Column::Availability => words.say("column-availability"),
        Column::ReportsTo => words.say("column-reports-to"),
        Column::KeepApart => words.say("column-keep-apart"),
        Column::KeepWith => words.say("column-keep-with"),
    };
    said.to_string()
}

/// Why nothing of a file can be used, and what to do.
pub fn file_error(words: &Words, error: &FileError) -> String {
    let said = match error {
        FileError::Header { error, found } => return header_error(words, error, found),
        FileError::Io(_) => words.say("file-unreadable"),
        FileError::Empty => words.say("file-empty"),
        FileError::NotATable => words.say("file-not-a-table"),
        FileError::OtherSpreadsheet => words.say("file-other-spreadsheet"),
        FileError::Locked => words.say("file-locked"),
        FileError::Damaged => words.say("file-damaged"),
        FileError::TooLarge => words.say("file-too-large"),
        FileError::TooManyRows => words.say("file-too-many-rows").n("most", formats::XLSX_ROWS_MAX),
    };
    said.to_string()
}

fn header_error(words: &Words, error: &HeaderError, found: &[String]) -> String {
    let found = found.join(", ");
    let said = match error {
        HeaderError::Missing(columns) => {
            let missing: Vec<String> = columns.iter().map(|column| column_name(words, *column)).collect();
            words.say("file-missing-columns").s("columns", missing.join(", ")).s("found", found)
        }
        HeaderError::NoHeader => words.say("file-no-header").s("found", found),
        HeaderError::TooManyColumns => words.say("file-too-many-columns"),
    };
    said.to_string()
}

/// A refusal in words: where, what, why, and what to do.
pub fn problem_line(words: &Words, found: &RowProblem) -> ProblemLine {
    let (reason, remedy) = reason_and_remedy(words, &found.problem);
    ProblemLine {
        line: found.line,
        column: found.column.clone().unwrap_or_default(),
        value: found.value.clone(),
        reason,
        remedy,
    }
}

impl ProblemLine {
    /// A refusal as one line of text.
    pub fn text(&self, words: &Words) -> String {
        let line = words.say("import-line").s("line", self.line).to_string();
        let place = if self.column.is_empty() { line } else { format!("{line}, {}", self.column) };
        let found = if self.value.is_empty() { String::new() } else { format!("“{}”", self.value) };
        let said = words.say("check-problem").s("place", place).s("found", found);
        tidy(&said.s("reason", &self.reason).s("remedy", &self.remedy).to_string())
    }
}

fn reason_and_remedy(words: &Words, problem: &Problem) -> (String, String) {
    let (reason, remedy) = match problem {
        Problem::Empty => (words.say("problem-empty"), words.say("problem-empty-do")),
        Problem::TooLong { characters, max } => (
            words.say("problem-too-long").n("characters", *characters).n("max", *max),
            words.say("problem-too-long-do"),
        ),
        Problem::TooMany { entries, max } => (
            words.say("problem-too-many").n("entries", *entries).n("max", *max),
            words.say("problem-too-many-do"),
        ),
        Problem::Email(EmailProblem::NotOneAt) => {
            (words.say("problem-email-at"), words.say("problem-email-at-do"))
        }
        Problem::Email(EmailProblem::TooLong) => {
            (words.say("problem-email-long"), words.say("problem-email-do"))
        }
        Problem::Email(EmailProblem::LocalPart) => {
            (words.say("problem-email-local"), words.say("problem-email-do"))
        }
        Problem::Email(EmailProblem::Domain) => {
            (words.say("problem-email-domain"), words.say("problem-email-do"))
        }
        Problem::Formula => (words.say("problem-formula"), words.say("problem-formula-do")),
        Problem::ControlCharacters => (words.say("problem-control"), words.say("problem-control-do")),
        Problem::NotANumber => (words.say("problem-not-a-number"), words.say("problem-number-do")),
        Problem::OutOfRange => {
            (words.say("problem-out-of-range").s("max", YEARS_MAX), words.say("problem-number-do"))
        }
        Problem::UnknownZone { suggestion: Some(suggestion) } => {
            (words.say("problem-zone"), words.say("problem-suggestion").s("suggestion", suggestion))
        }
        Problem::UnknownZone { suggestion: None } => {
            (words.say("problem-zone"), words.say("problem-zone-do"))
        }
        Problem::UnclearHours { part, suggestion } => (
            words.say("problem-hours").s("part", part),
            words
                .say("problem-hours-do")
                .s("suggestion", suggestion.as_deref().unwrap_or("Mon-Fri 08:00-12:00")),
        ),
        Problem::Repeated { first_line } => (
            words.say("problem-repeated").s("line", first_line),
            words.say("problem-repeated-do").s("line", first_line),
        ),
        Problem::SecondHeader => (words.say("problem-second-header"), words.say("problem-nothing-to-do")),
        Problem::AboveHeader => (words.say("problem-above-header"), words.say("problem-nothing-to-do")),
        Problem::TooManyCells { cells, columns } => (
            words.say("problem-cells").n("cells", *cells).n("columns", *columns),
            words.say("problem-cells-do"),
        ),
        Problem::NotUtf8 => (words.say("problem-not-utf8"), words.say("problem-not-utf8-do")),
        Problem::OpenQuote => (words.say("problem-open-quote"), words.say("problem-open-quote-do")),
        Problem::LineTooLong => (words.say("problem-line-too-long"), words.say("problem-line-too-long-do")),
    };
    (reason.to_string(), remedy.to_string())
}
