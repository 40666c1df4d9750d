//! Rows become profiles, whatever file they came in: where the header stands, and what is wrong with which line.

use std::ops::ControlFlow;

use peergroups::roster::{Addresses, Columns, HeaderError, Problem, RowProblem};

use super::{FileError, Kind, Line, PROBLEMS_MAX, Report, check};

/// In how many rows at the top of the file the header is looked for.
pub(super) const HEADER_ROWS_MAX: usize = 10;

/// Reads rows, whatever file they came in: looks for the header, then makes profiles.
pub(super) struct Rows<F> {
    each: F,
    columns: Option<Columns>,
    /// What stands above the header as far as it has not been found, and what is wrong with the first of it.
    above: Vec<(u64, String)>,
    no_header: Option<(HeaderError, Vec<String>)>,
    addresses: Addresses,
    report: Report,
}

impl<F: FnMut(u64, Line) -> ControlFlow<()>> Rows<F> {
    pub(super) fn new(kind: Kind, each: F) -> Self {
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
    pub(super) fn row<S: AsRef<str>>(
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

    pub(super) fn finish(mut self) -> Result<Report, FileError> {
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
