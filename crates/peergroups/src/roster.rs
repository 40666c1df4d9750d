//! A roster is a table with a header row and one person a line. Here: which column is what, and how one line
//! becomes a [`Profile`] or the reasons why not. A wrong line costs that line only.
//!
//! Reading bytes into rows is the application's business; so are the words in which a problem is told.

mod cell;
mod column;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::iter;

use thiserror::Error;

pub use self::cell::{YEARS_MAX, escape_cell};
use self::cell::{list, text, years};
pub use self::column::{Column, attribute_name};
use crate::profile::{Email, EmailProblem, NAME_MAX, Profile, TEXT_MAX, tidy};

/// The most columns a roster may have.
pub const COLUMNS_MAX: usize = 200;

/// What became of one header cell, or what the header lacks. Positions count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderNote {
    /// The column is a known one.
    Known {
        /// The header as it was written.
        header: String,
        /// What it is taken for.
        column: Column,
    },
    /// The column is kept as an attribute.
    Attribute {
        /// The header as it was written.
        header: String,
        /// The attribute's name.
        name: String,
    },
    /// The column could be a known one that another column is already, and is kept as an attribute.
    Beside {
        /// The header as it was written.
        header: String,
        /// The attribute's name.
        name: String,
        /// The header of the other.
        first: String,
    },
    /// The column is left out, because an earlier one says the same.
    Repeated {
        /// The header as it was written.
        header: String,
        /// The earlier header.
        first: String,
    },
    /// The column is left out, because nothing stands above it.
    Unnamed {
        /// Its place in the row.
        position: usize,
    },
    /// The roster has no such column; groups can be formed without it, but less well.
    Absent(Column),
}

/// Why a row cannot be the header of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeaderError {
    /// These required columns are not there.
    #[error("a required column is missing")]
    Missing(Vec<Column>),
    /// The row looks like a person, not like a header: it has an address in it.
    #[error("the roster has no header row")]
    NoHeader,
    /// More than [`COLUMNS_MAX`] columns.
    #[error("the roster has too many columns")]
    TooManyColumns,
}

/// Why one line, or one cell of it, was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// A required cell is empty.
    #[error("empty")]
    Empty,
    /// More characters than fit.
    #[error("{characters} characters, at most {max} fit")]
    TooLong {
        /// How many there are.
        characters: usize,
        /// How many may be there.
        max: usize,
    },
    /// More entries than a list may have.
    #[error("{entries} entries, at most {max} fit")]
    TooMany {
        /// How many there are.
        entries: usize,
        /// How many may be there.
        max: usize,
    },
    /// Not an e-mail address.
    #[error(transparent)]
    Email(#[from] EmailProblem),
    /// A spreadsheet would run this cell as a formula, or a formula in it has failed.
    #[error("a formula")]
    Formula,
    /// Characters that no text has, such as NUL.
    #[error("control characters")]
    ControlCharacters,
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// Not a number of years between 0 and [`YEARS_MAX`].
    #[error("out of range")]
    OutOfRange,
    /// No time zone has this name.
    #[error("unknown time zone")]
    UnknownZone {
        /// The zone that was perhaps meant.
        suggestion: Option<String>,
    },
    /// The hours could not be read.
    #[error("unclear hours")]
    UnclearHours {
        /// The part that is not understood, or all of it.
        part: String,
        /// How it could be written.
        suggestion: Option<String>,
    },
    /// The address stands on an earlier line, which wins.
    #[error("the address is on line {first_line} already")]
    Repeated {
        /// The line that has it first.
        first_line: u64,
    },
    /// The line is the header once more.
    #[error("a second header row")]
    SecondHeader,
    /// The line stands above the header row.
    #[error("above the header row")]
    AboveHeader,
    /// More cells than the header has columns, so that it is unclear which is which.
    #[error("{cells} cells under {columns} columns")]
    TooManyCells {
        /// Cells on the line.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// The bytes are not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// A quotation mark opens a cell and none closes it.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// The line is longer than any line of a roster.
    #[error("the line is too long")]
    LineTooLong,
}

/// A problem and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The line of the file or the row of the sheet, from 1.
    pub line: u64,
    /// The header of the column as it was written; `None` when the whole line is meant.
    pub column: Option<String>,
    /// What is wrong. The remedy follows from it.
    pub problem: Problem,
    /// The beginning of what was found, at most 60 characters.
    pub value: String,
}

impl RowProblem {
    /// A problem with a line as a whole.
    pub fn with_line(line: u64, problem: Problem, found: &str) -> Self {
        Self { line, column: None, problem, value: shortened(found) }
    }
}

/// Reads the two columns that need a calendar, [`Column::TimeZone`] and [`Column::Availability`]: from what
/// was written to the text to keep, or to what is wrong with it.
pub type Check<'a> = &'a dyn Fn(Column, &str) -> Result<String, Problem>;

/// The columns of one roster: which cell of a row is what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    headers: Vec<(String, Use)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Use {
    Known(Column),
    Attribute(String),
    LeftOut,
}

impl Columns {
    /// Recognises the columns by the cells of the header row, and says what became of each.
    ///
    /// ```
    /// use peergroups::roster::{Column, Columns, HeaderNote};
    /// let (columns, notes) = Columns::recognise(&["Name", "E-Mail", "Birth year"]).unwrap();
    /// assert!(notes.contains(&HeaderNote::Known { header: "E-Mail".into(), column: Column::Email }));
    /// let person = columns.read(2, &["Mara", "mara@example.org", "1971"], &|_, text| Ok(text.into()));
    /// assert_eq!(person.unwrap().attributes, [("birth_year".into(), "1971".into())]);
    /// ```
    pub fn recognise<S: AsRef<str>>(cells: &[S]) -> Result<(Self, Vec<HeaderNote>), HeaderError> {
        if cells.len() > COLUMNS_MAX {
            return Err(HeaderError::TooManyColumns);
        }
        let written: Vec<String> = cells.iter().map(|cell| shortened(&tidy(cell.as_ref()))).collect();
        let mut headers: Vec<(String, Use)> = Vec::with_capacity(cells.len());
        let mut notes = Vec::new();
        for (position, header) in written.iter().enumerate() {
            let name = attribute_name(header);
            let column = Column::named(&name);
            let other = column.and_then(|column| column.better_named(&name, &written));
            let meant = match column {
                Some(column) if other.is_none() => Use::Known(column),
                _ if name.is_empty() => Use::LeftOut,
                _ => Use::Attribute(name),
            };
            let first = headers.iter().find(|(_, earlier)| meant != Use::LeftOut && *earlier == meant);
            let header = header.clone();
            let (note, meant) = match (first, meant, other) {
                (Some((first, _)), _, _) => {
                    (HeaderNote::Repeated { header: header.clone(), first: first.clone() }, Use::LeftOut)
                }
                (None, Use::Known(column), _) => {
                    (HeaderNote::Known { header: header.clone(), column }, Use::Known(column))
                }
                (None, Use::Attribute(name), Some(first)) => {
                    let (first, kept) = (first.clone(), name.clone());
                    (HeaderNote::Beside { header: header.clone(), name: kept, first }, Use::Attribute(name))
                }
                (None, Use::Attribute(name), None) => (
                    HeaderNote::Attribute { header: header.clone(), name: name.clone() },
                    Use::Attribute(name),
                ),
                (None, Use::LeftOut, _) => (HeaderNote::Unnamed { position }, Use::LeftOut),
            };
            notes.push(note);
            headers.push((header, meant));
        }
        let columns = Self { headers };
        columns.complete(cells)?;
        notes.extend(columns.absent().map(HeaderNote::Absent));
        Ok((columns, notes))
    }

    fn complete<S: AsRef<str>>(&self, cells: &[S]) -> Result<(), HeaderError> {
        let mut missing = Vec::new();
        let has_both_names = self.has(Column::GivenName) && self.has(Column::FamilyName);
        if !self.has(Column::Name) && !has_both_names {
            missing.push(Column::Name);
        }
        if !self.has(Column::Email) {
            missing.push(Column::Email);
        }
        if missing.is_empty() {
            return Ok(());
        }
        if cells.iter().any(|cell| Email::parse(cell.as_ref()).is_ok()) {
            return Err(HeaderError::NoHeader);
        }
        Err(HeaderError::Missing(missing))
    }

    fn absent(&self) -> impl Iterator<Item = Column> {
        let wanted = [
            Column::Organisation,
            Column::Industry,
            Column::Function,
            Column::YearsInRole,
            Column::Interests,
            Column::TimeZone,
        ];
        wanted.into_iter().filter(|column| {
            let stands_in = *column == Column::YearsInRole && self.has(Column::Seniority);
            !self.has(*column) && !stands_in
        })
    }

    fn has(&self, column: Column) -> bool {
        self.headers.iter().any(|(_, meant)| *meant == Use::Known(column))
    }

    /// How many columns the roster has.
    pub fn len(&self) -> usize {
        self.headers.len()
    }

    /// Whether there is no column; never true of a recognised roster.
    pub fn is_empty(&self) -> bool {
        self.headers.is_empty()
    }

    /// Whether a row repeats the header, as joined rosters do.
    pub fn is_header<S: AsRef<str>>(&self, cells: &[S]) -> bool {
        let names = |wanted: Column| {
            let mut cells =
                self.headers.iter().zip(cells).filter(|((_, meant), _)| *meant == Use::Known(wanted));
            // Almost every row has an address here, and no header has.
            cells
                .any(|(_, cell)| !cell.as_ref().contains('@') && Column::named(cell.as_ref()) == Some(wanted))
        };
        names(Column::Email) && (names(Column::Name) || names(Column::GivenName))
    }

    /// Reads one row into a profile, or says everything that is wrong with it. Cells missing at the end are
    /// empty ones. `line` counts from 1 and only returns in the problems.
    pub fn read<S: AsRef<str>>(
        &self,
        line: u64,
        cells: &[S],
        check: Check<'_>,
    ) -> Result<Profile, Vec<RowProblem>> {
        let whole_line = |problem| {
            let found: Vec<&str> = cells.iter().map(AsRef::as_ref).take(8).collect();
            vec![RowProblem::with_line(line, problem, &found.join(", "))]
        };
        if self.is_header(cells) {
            return Err(whole_line(Problem::SecondHeader));
        }
        let used = cells.iter().rposition(|cell| !cell.as_ref().trim().is_empty()).map_or(0, |last| last + 1);
        if used > self.len() {
            return Err(whole_line(Problem::TooManyCells { cells: used, columns: self.len() }));
        }
        let mut row = Row { line, cells: Vec::with_capacity(self.len()), problems: Vec::new(), check };
        let mut attributes = Vec::new();
        let given = cells.iter().map(AsRef::as_ref).chain(iter::repeat(""));
        for ((header, meant), cell) in self.headers.iter().zip(given) {
            match meant {
                Use::Known(column) => row.cells.push((*column, header, cell)),
                Use::Attribute(name) => match text(cell, TEXT_MAX) {
                    Ok(Some(value)) => attributes.push((name.clone(), value)),
                    Ok(None) => {}
                    Err(problem) => row.refuse(header, cell, problem),
                },
                Use::LeftOut => {}
            }
        }
        let profile = row.profile(attributes);
        match profile {
            Some(profile) if row.problems.is_empty() => Ok(profile),
            _ => Err(row.problems),
        }
    }
}

/// The known cells of one row, and what was found wrong so far.
struct Row<'a> {
    line: u64,
    /// The column, its header and the cell.
    cells: Vec<(Column, &'a str, &'a str)>,
    problems: Vec<RowProblem>,
    check: Check<'a>,
}

impl<'a> Row<'a> {
    /// `None` when name or address could not be read; every problem found is then in `problems`.
    fn profile(&mut self, attributes: Vec<(String, String)>) -> Option<Profile> {
        let name = self.name();
        let email = self.email();
        let profile = Profile {
            organisation: self.text(Column::Organisation),
            industry: self.text(Column::Industry),
            function: self.text(Column::Function),
            seniority: self.text(Column::Seniority),
            years_in_role: self.read(Column::YearsInRole, years).flatten(),
            interests: self.list(Column::Interests, &[';', '\n']),
            goals: self.list(Column::Goals, &[';', '\n']),
            languages: self.list(Column::Languages, &[';', ',', '\n']),
            department: self.text(Column::Department),
            competes_with: self.list(Column::CompetesWith, &[';', '\n']),
            time_zone: self.checked(Column::TimeZone),
            availability: self.checked(Column::Availability),
            reports_to: self.text(Column::ReportsTo),
            keep_apart: self.list(Column::KeepApart, &[';', '\n']),
            keep_with: self.list(Column::KeepWith, &[';', '\n']),
            attributes,
            ..Profile::new(name?, email?)
        };
        Some(profile)
    }

    fn name(&mut self) -> Option<String> {
        let named = |cell: &str| {
            let name = text(cell, NAME_MAX)?;
            if name.as_deref().is_some_and(|name| name.starts_with(['=', '+', '-', '@'])) {
                return Err(Problem::Formula);
            }
            Ok(name)
        };
        let columns: &[Column] = match self.cell(Column::Name) {
            Some(_) => &[Column::Name],
            None => &[Column::GivenName, Column::FamilyName],
        };
        let mut name = Vec::new();
        for column in columns {
            name.extend(self.read(*column, named)?);
        }
        if name.is_empty() {
            self.refuse_empty(columns.first().copied()?);
            return None;
        }
        Some(name.join(" "))
    }

    fn email(&mut self) -> Option<Email> {
        let read = self.read(Column::Email, |cell| match text(cell, TEXT_MAX)? {
            None => Ok(None),
            Some(email) if email.starts_with(['=', '+', '-', '@']) => Err(Problem::Formula),
            Some(email) => Ok(Some(Email::parse(&email)?)),
        });
        match read {
            Some(None) => {
                self.refuse_empty(Column::Email);
                None
            }
            read => read.flatten(),
        }
    }

    fn text(&mut self, column: Column) -> Option<String> {
        self.read(column, |cell| text(cell, column.max())).flatten()
    }

    fn checked(&mut self, column: Column) -> Option<String> {
        let check = self.check;
        self.read(column, |cell| text(cell, TEXT_MAX)?.map(|text| check(column, &text)).transpose()).flatten()
    }

    fn list(&mut self, column: Column, separators: &[char]) -> Vec<String> {
        self.read(column, |cell| list(cell, separators, column.max())).unwrap_or_default()
    }

    /// What `reader` makes of the cell, an empty one where the row is short; `None` once it is reported.
    fn read<T>(&mut self, column: Column, reader: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let (header, cell) = self.cell(column).unwrap_or_default();
        match reader(cell) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.refuse(header, cell, problem);
                None
            }
        }
    }

    fn cell(&self, column: Column) -> Option<(&'a str, &'a str)> {
        self.cells.iter().find(|(known, ..)| *known == column).map(|(_, header, cell)| (*header, *cell))
    }

    fn refuse(&mut self, header: &str, cell: &str, problem: Problem) {
        let (line, column, value) = (self.line, Some(header.to_owned()), shortened(cell));
        self.problems.push(RowProblem { line, column, problem, value });
    }

    fn refuse_empty(&mut self, column: Column) {
        let (header, cell) = self.cell(column).unwrap_or_default();
        self.refuse(header, cell, Problem::Empty);
    }
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(60).collect();
    if characters.next().is_some() {
        short.pop();
        short.push('…');
    }
    short
}

/// The addresses of a roster read so far, kept as 8 bytes and a line number each so that a million fit.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    lines: HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
}

impl Addresses {
    /// The problem of an accepted line whose address an earlier accepted line has; otherwise remembers it.
    /// Two addresses are mistaken for one with a chance below one in ten million in a million lines.
    pub fn repeated(&mut self, line: u64, email: &Email) -> Option<Problem> {
        let mut hasher = DefaultHasher::new();
        email.key().hash(&mut hasher);
        let first_line =
            *self.lines.entry(hasher.finish()).or_insert(u32::try_from(line).unwrap_or(u32::MAX));
        (u64::from(first_line) != line).then_some(Problem::Repeated { first_line: first_line.into() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::profile::LIST_MAX;

    const AS_WRITTEN: Check<'static> = &|_, text| Ok(text.to_owned());

    fn columns(header: &[&str]) -> Columns {
        Columns::recognise(header).unwrap().0
    }

    fn problems(header: &[&str], cells: &[&str]) -> Vec<(Option<String>, Problem)> {
        let problems = columns(header).read(7, cells, AS_WRITTEN).unwrap_err();
        assert!(problems.iter().all(|problem| problem.line == 7));
        problems.into_iter().map(|problem| (problem.column, problem.problem)).collect()
    }

    #[test]
    fn the_notes_say_what_became_of_each_column_and_what_is_absent() {
        let header = ["\u{feff}Full name", "EMAIL", "Company", "e-mail", "", "Shoe size", "shoe_size"];
        let (_, notes) = Columns::recognise(&header).unwrap();
        let known = |header: &str, column| HeaderNote::Known { header: header.into(), column };
        assert_eq!(
            notes,
            [
                known("Full name", Column::Name),
                known("EMAIL", Column::Email),
                known("Company", Column::Organisation),
                HeaderNote::Repeated { header: "e-mail".into(), first: "EMAIL".into() },
                HeaderNote::Unnamed { position: 4 },
                HeaderNote::Attribute { header: "Shoe size".into(), name: "shoe_size".into() },
                HeaderNote::Repeated { header: "shoe_size".into(), first: "Shoe size".into() },
                HeaderNote::Absent(Column::Industry),
                HeaderNote::Absent(Column::Function),
                HeaderNote::Absent(Column::YearsInRole),
                HeaderNote::Absent(Column::Interests),
                HeaderNote::Absent(Column::TimeZone),
            ]
        );
    }

    #[test]
    fn a_second_name_of_a_known_column_is_kept_as_an_attribute_of_its_own() {
        let cells =
            ["name", "email", "role", "Function", "job title", "work email", "manager", "boss", "role"];
        let (columns, notes) = Columns::recognise(&cells).unwrap();
        let first = || "Function".to_owned();
        let beside = |header: &str, name: &str| HeaderNote::Beside {
            header: header.into(),
            name: name.into(),
            first: first(),
        };
        assert!(notes.contains(&beside("role", "role")) && notes.contains(&beside("job title", "job_title")));
        assert!(notes.contains(&HeaderNote::Known { header: first(), column: Column::Function }));
        for (header, first) in [("work email", "email"), ("boss", "manager"), ("role", "role")] {
            let left_out = HeaderNote::Repeated { header: header.into(), first: first.into() };
            assert!(notes.contains(&left_out), "{notes:?}");
        }
        let line = ["Mara", "mara@example.org", "facilitator", "finance", "Head"];
        let mara = columns.read(2, &line, AS_WRITTEN).unwrap();
        assert_eq!(mara.function.as_deref(), Some("finance"));
        let kept = [("role", "facilitator"), ("job_title", "Head")];
        assert_eq!(mara.attributes, kept.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_roster_without_names_or_addresses_or_header_is_refused() {
        let recognise = |cells: &[&str]| Columns::recognise(cells).unwrap_err();
        assert_eq!(recognise(&["email"]), HeaderError::Missing(vec![Column::Name]));
        assert_eq!(recognise(&["first name", "email"]), HeaderError::Missing(vec![Column::Name]));
        assert_eq!(recognise(&["a", "b"]), HeaderError::Missing(vec![Column::Name, Column::Email]));
        assert_eq!(recognise(&["Mara", "mara@example.org"]), HeaderError::NoHeader);
        assert_eq!(recognise(&["x"; 201]), HeaderError::TooManyColumns);
    }

    #[test]
    fn a_full_row_becomes_a_profile() {
        let header: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        let columns = columns(&header);
        let cells = [
            " Tove\u{a0} Lindqvarn ",
            "Tove",
            "Lindqvarn",
            "tove@example.org",
            "Fjord",
            "shipping",
            "operations",
            "director",
            "12,5",
            "succession; scale;succession; ",
            "find a successor",
            "sv, en",
            "fleet",
            "Nordic Lines; Kelp, Sons & Co",
            "Europe/Stockholm",
            "Mon 08:00-12:00",
            "-",
            "otto@example.org",
            "n/a",
        ];
        let profile = columns.read(2, &cells, AS_WRITTEN).unwrap();
        assert_eq!(profile.name, "Tove Lindqvarn");
        assert_eq!(profile.years_in_role, Some(12.5));
        assert_eq!(profile.interests, ["succession", "scale"]);
        assert_eq!(profile.languages, ["sv", "en"]);
        assert_eq!(profile.competes_with, ["Nordic Lines", "Kelp, Sons & Co"]);
        assert_eq!((profile.reports_to, profile.keep_with), (None, vec![]));
    }

    #[test]
    fn a_name_in_two_columns_becomes_one() {
        let columns = columns(&["Last name", "First name", "Mail"]);
        let read = |cells: &[&str]| columns.read(2, cells, AS_WRITTEN).map(|profile| profile.name);
        assert_eq!(read(&["Lindqvarn", "Tove", "t@example.org"]).unwrap(), "Tove Lindqvarn");
        assert_eq!(read(&["", "Tove", "t@example.org"]).unwrap(), "Tove");
        assert_eq!(read(&["", "", "t@example.org"]).unwrap_err()[0].column.as_deref(), Some("First name"));
    }

    #[test]
    fn everything_wrong_with_a_line_is_said_at_once() {
        let header = ["Name", "Email", "years", "Company", "motto"];
        let long = "x".repeat(10_000);
        let at = |header: &str| Some(header.to_owned());
        assert_eq!(
            problems(&header, &["", "mara", "many", &long, "=1+1"]),
            [
                (at("motto"), Problem::Formula),
                (at("Name"), Problem::Empty),
                (at("Email"), Problem::Email(EmailProblem::NotOneAt)),
                (at("Company"), Problem::TooLong { characters: 10_000, max: TEXT_MAX }),
                (at("years"), Problem::NotANumber),
            ]
        );
        let cell = |cells: &[&str]| problems(&header, cells).remove(0).1;
        assert_eq!(cell(&["A\0a", "a@example.org"]), Problem::ControlCharacters);
        assert_eq!(cell(&["A", "a@example.org", "-3"]), Problem::OutOfRange);
        assert_eq!(cell(&["A", "a@example.org", "NaN"]), Problem::NotANumber);
        assert_eq!(
            cell(&["A", "a@example.org", "3", "B", "c", "d"]),
            Problem::TooManyCells { cells: 6, columns: 5 }
        );
        assert_eq!(cell(&["name", "EMAIL", "years", "Company", "motto"]), Problem::SecondHeader);
        assert_eq!(cell(&["A", ""]), Problem::Empty);
        assert_eq!(cell(&[]), Problem::Empty);
    }

    #[test]
    fn too_long_a_list_is_refused() {
        let many: Vec<String> = (0..62).map(|number| format!("topic {number}")).collect();
        let found = problems(&["name", "email", "interests"], &["A", "a@example.org", &many.join(";")]);
        assert_eq!(found[0].1, Problem::TooMany { entries: 62, max: LIST_MAX });
    }

    #[test]
    fn no_name_begins_like_a_formula() {
        for name in ["+Mara", "@mara", "-Mara"] {
            let found = problems(&["name", "email"], &[name, "a@example.org"]);
            assert_eq!(found, [(Some("name".to_owned()), Problem::Formula)]);
        }
    }

    #[test]
    fn zone_and_hours_are_kept_as_the_calendar_wrote_them_back() {
        let check: Check<'_> = &|column, text| match column {
            Column::TimeZone if text == "Berlin" => {
                Err(Problem::UnknownZone { suggestion: Some("Europe/Berlin".into()) })
            }
            _ => Ok(text.to_uppercase()),
        };
        let columns = columns(&["name", "email", "tz", "availability"]);
        let profile = columns.read(2, &["A", "a@example.org", "x", "mon 9-12"], check).unwrap();
        assert_eq!(
            (profile.time_zone.as_deref(), profile.availability.as_deref()),
            (Some("X"), Some("MON 9-12"))
        );
        let found = columns.read(3, &["A", "a@example.org", "Berlin"], check).unwrap_err();
        assert_eq!(found[0].problem, Problem::UnknownZone { suggestion: Some("Europe/Berlin".into()) });
        assert_eq!(found[0].value, "Berlin");
    }

    #[test]
    fn the_first_line_with_an_address_wins() {
        let mut addresses = Addresses::default();
        let email = |text| Email::parse(text).unwrap();
        assert_eq!(addresses.repeated(2, &email("mara@example.org")), None);
        assert_eq!(addresses.repeated(3, &email("tove@example.org")), None);
        assert_eq!(
            addresses.repeated(4, &email("MARA@example.org")),
            Some(Problem::Repeated { first_line: 2 })
        );
    }

    proptest! {
        #[test]
        fn any_row_is_read_or_refused_with_a_reason(cells in prop::collection::vec(any::<String>(), 0..8)) {
            let columns = columns(&["name", "email", "years", "interests", "more"]);
            if let Err(problems) = columns.read(2, &cells, AS_WRITTEN) {
                prop_assert!(!problems.is_empty());
            }
        }

        #[test]
        fn any_header_is_recognised_or_refused(cells in prop::collection::vec(any::<String>(), 0..8)) {
            if let Ok((columns, notes)) = Columns::recognise(&cells) {
                prop_assert!(columns.has(Column::Email));
                prop_assert!(notes.len() >= cells.len());
            }
        }
    }
}
