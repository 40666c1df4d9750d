//! `junto form ROSTER`: a roster file in, groups and reasons out. It needs no database and no network.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use askama::Template;
use calendar::Date;
use clap::Args;
use peergroups::crest::{self, Taken};
use peergroups::formation::{Account, Budget, FormationError, Proposal, Round};
use peergroups::group::names;
use peergroups::profile::Profile;
use peergroups::roster::HeaderNote;

use super::account::{Card, Line, Speaker, Told, Way, contradiction, criteria, problem};
use super::formats::{CriteriaFile, Size, read_criteria as read_criteria_text, write_groups};
use super::jobs::GIVING_UP;
use crate::roster;
use crate::roster::formats;
use crate::ui::{Crest, Face, Words, assets};

const SEED: u64 = 1727;

/// What the command line can say about forming groups.
#[derive(Debug, Args)]
pub struct FormOptions {
    /// The roster, CSV or XLSX.
    roster: PathBuf,
    /// Criteria, TOML.
    #[arg(long, value_name = "FILE")]
    criteria: Option<PathBuf>,
    /// How many people a group has, such as 7..9.
    #[arg(long)]
    size: Option<Size>,
    /// Another seed gives other groups; the same gives the same again.
    #[arg(long)]
    seed: Option<u64>,
    /// How many trials to make: the same on every machine.
    #[arg(long, conflicts_with = "seconds")]
    work: Option<u64>,
    /// How long to search instead, in seconds.
    #[arg(long)]
    seconds: Option<f64>,
    /// Where to write the groups as CSV.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where to write a report as one HTML file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Forms groups, writes what was asked for, and answers with the groups and their reasons as text.
pub fn form(options: &FormOptions) -> anyhow::Result<String> {
    let words = crate::english()?;
    let (people, found) = read_roster(&words, &options.roster)?;
    let file =
        options.criteria.as_deref().map(|path| read_criteria(&words, path)).transpose()?.unwrap_or_default();
    let seed = options.seed.or(file.seed).unwrap_or(SEED);
    let work = options.work.or(file.work);
    let mut wanted = file.of_people(&people);
    if let Some(size) = &options.size {
        wanted.size = size.0.clone();
    }
    let limit = options.seconds.map(Duration::try_from_secs_f64).transpose();
    let limit = limit.map_err(|_| anyhow::anyhow!(words.say("report-seconds").to_string()))?;
    let explain = |error: FormationError| anyhow::anyhow!(contradiction(&words, &people, &error));
    let round = Round::of(&people, &wanted, day()?).map_err(explain)?;
    let speaker = Speaker { words: &words, round: &round, people: &people, reader: None };
    if let Some(lacking) = speaker.nobody_facilitates() {
        anyhow::bail!(lacking);
    }
    // Whoever waits for groups shall not learn only then that they cannot be written.
    let out = options.out.as_deref().map(|path| writable(&words, path)).transpose()?;
    let report_file = options.report.as_deref().map(|path| writable(&words, path)).transpose()?;
    let proposal = if let Some(limit) = limit {
        let begun = Instant::now();
        let mut until =
            |_| if begun.elapsed() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        round.propose(&[], seed, Budget::UntilStopped, &mut until)
    } else {
        let budget = work.map_or_else(|| round.usual_budget(), Budget::Work);
        round.propose(&[], seed, budget, &mut |_| ControlFlow::Continue(()))
    };
    let proposal = proposal.map_err(|error| {
        let told = speaker.contradictions(&[], &[]);
        let lines = told.iter().flat_map(|told| lines_of(&words, told));
        explain(error).context(lines.collect::<Vec<_>>().join("\n"))
    })?;
    let report = Report::of(&speaker, &proposal, seed, &found);
    if let Some(target) = out {
        let lines = report.groups.iter().flat_map(|group| {
            let line = |person: &'_ Member| [group.name.clone(), person.email.clone(), person.name.clone()];
            group.people.iter().map(line).collect::<Vec<_>>()
        });
        let lines: Vec<[String; 3]> = lines.collect();
        let cells = lines.iter().map(|cells| cells.each_ref().map(String::as_str));
        empty(&target).and_then(|()| write_groups(&target, cells)).context("writing the groups")?;
    }
    if let Some(mut target) = report_file {
        let page = report.render()?;
        empty(&target).and_then(|()| target.write_all(page.as_bytes())).context("writing the report")?;
    }
    if report.groups.is_empty() {
        let ways = report.contradictions.iter().map(|(_, ways)| ways.len()).sum::<usize>();
        anyhow::bail!("{}\n{}", words.say("report-nobody").n("ways", ways), report.text());
    }
    Ok(report.text())
}

/// A file to write into; what is in it stays until there is something to write.
fn writable(words: &Words, path: &Path) -> anyhow::Result<File> {
    let opened = File::options().write(true).create(true).truncate(false).open(path);
    opened.map_err(|_| anyhow::anyhow!(words.say("report-unwritable").s("file", path.display()).to_string()))
}

/// Takes away what is in a file; a pipe or a device has nothing in it.
fn empty(target: &File) -> io::Result<()> {
    if target.metadata()?.is_file() { target.set_len(0) } else { Ok(()) }
}

/// The people of a roster file, and what was found in it.
fn read_roster(words: &Words, path: &Path) -> anyhow::Result<(Vec<Profile>, formats::Report)> {
    let file = File::open(path).map_err(|error| unreadable(words, path, &error))?;
    let mut people = Vec::new();
    let report = formats::read(BufReader::new(file), |_, line| {
        people.extend(line.ok());
        ControlFlow::Continue(())
    });
    let report = report.map_err(|error| match error {
        formats::FileError::Io(error) => unreadable(words, path, &error),
        error => {
            let said = words.say("report-file").s("file", path.display());
            anyhow::anyhow!("{}", said.s("why", roster::file_error(words, &error)))
        }
    })?;
    Ok((people, report))
}

fn read_criteria(words: &Words, path: &Path) -> anyhow::Result<CriteriaFile> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(words, path, &error))?;
    read_criteria_text(&text).map_err(|error| {
        let said = words.say("report-wrong").s("file", path.display()).s("line", error.line);
        anyhow::anyhow!(said.s("why", problem(words, &error.problem)).to_string())
    })
}

/// Columns that were kept beside the known ones they could have been.
fn kept_beside(words: &Words, found: &formats::Report) -> Vec<String> {
    let told = found.notes.iter().filter_map(|note| match note {
        HeaderNote::Beside { header, name, first } => {
            let said = words.say("report-beside").s("header", header).s("name", name);
            Some(said.s("first", first).to_string())
        }
        _ => None,
    });
    told.collect()
}

/// A contradiction and its ways out, a line each.
fn lines_of(words: &Words, told: &Told) -> Vec<String> {
    let way = |way: &Way| {
        let effect = if way.effect.is_empty() { String::new() } else { format!(" {}", way.effect) };
        let said = words.say("way-line").s("change", &way.change);
        said.s("written", &way.written).s("effect", effect).to_string()
    };
    let text = match told.number {
        Some(number) => format!("{number}. {}", told.text),
        None => told.text.clone(),
    };
    std::iter::once(text).chain(told.ways.iter().map(way)).collect()
}

/// What to do about a file that cannot be read.
fn unreadable(words: &Words, path: &Path, error: &io::Error) -> anyhow::Error {
    let said = match error.kind() {
        io::ErrorKind::NotFound => words.say("report-no-file"),
        io::ErrorKind::InvalidData => words.say("report-not-text"),
        _ => words.say("report-unreadable"),
    };
    anyhow::anyhow!("{}", said.s("file", path.display()))
}

/// A day in the year of the zones that this program knows: a clock would make the same call give other
/// groups next year.
fn day() -> anyhow::Result<Date> {
    let year = calendar::tzdb_version().get(..4).and_then(|year| year.parse().ok()).unwrap_or(2026);
    Date::new(year, 10, 15).context("the year of the time zones")
}

#[derive(Template)]
#[template(path = "formation/report.html")]
struct Report {
    page: Words,
    placed: usize,
    of_hundred: Option<[u8; 2]>,
    seed: u64,
    refused: u64,
    criteria: Vec<String>,
    notes: Vec<String>,
    groups: Vec<Group>,
    /// Why not everyone has a place, and below each what would resolve it.
    contradictions: Vec<(String, Vec<String>)>,
    unplaced: Vec<Waiting>,
}

struct Group {
    name: String,
    crest: Crest,
    people: Vec<Member>,
    purpose: String,
    card: Card,
}

struct Member {
    name: String,
    email: String,
    about: String,
}

struct Waiting {
    name: String,
    about: String,
    lines: Vec<Line>,
}

impl Report {
    fn of(speaker: &Speaker<'_>, proposal: &Proposal, seed: u64, found: &formats::Report) -> Self {
        let Speaker { words, round, people, .. } = *speaker;
        let names: Vec<String> = names(seed).take(proposal.groups.len()).collect();
        let mut taken = Taken::default();
        let mut group = |(index, (account, name)): (usize, (Account, &String))| {
            let mut card = speaker.card(&account);
            if index < GIVING_UP {
                card.reasons.extend(speaker.gives_up(&proposal.groups, index));
            }
            let crest = crest::Crest::of(name, &taken);
            taken.insert(crest);
            let member = |who: &usize| Member {
                name: speaker.name(*who).to_owned(),
                email: people.get(*who).map_or_else(String::new, |person| person.email.as_str().to_owned()),
                about: speaker.about(*who),
            };
            Group {
                name: name.clone(),
                crest: Crest::new(crest),
                people: account.members.iter().map(member).collect(),
                purpose: speaker.purpose(&account),
                card,
            }
        };
        let unplaced = proposal.unplaced.iter().map(|unplaced| Waiting {
            name: speaker.name(unplaced.who).to_owned(),
            about: speaker.about(unplaced.who),
            lines: speaker.unplaced(unplaced, &names),
        });
        let told = if proposal.unplaced.is_empty() {
            Vec::new()
        } else {
            speaker.contradictions(&[], &proposal.unplaced)
        };
        let contradictions = told.iter().map(|told| {
            let mut lines = lines_of(words, told);
            (lines.remove(0), lines)
        });
        let accounts = round.accounts(&proposal.groups).into_iter();
        Self {
            page: words.clone(),
            placed: proposal.groups.iter().map(Vec::len).sum(),
            of_hundred: proposal.of_hundred(),
            contradictions: contradictions.collect(),
            seed,
            refused: found.refused,
            criteria: criteria(words, round.criteria(), people),
            notes: kept_beside(words, found).into_iter().chain(speaker.notes()).collect(),
            groups: accounts.zip(&names).enumerate().map(&mut group).collect(),
            unplaced: unplaced.collect(),
        }
    }

    /// The same for a terminal.
    fn text(&self) -> String {
        let words = &self.page;
        let mut lines = Vec::new();
        if !self.groups.is_empty() {
            let placed = words.say("report-placed").n("people", self.placed);
            lines.push(placed.n("groups", self.groups.len()).to_string());
        }
        if let Some([score, lot]) = self.of_hundred {
            lines.push(words.say("report-reach").n("score", score).s("lot", lot).to_string());
        }
        if self.refused > 0 {
            lines.push(words.say("report-refused").n("lines", self.refused).to_string());
        }
        lines.extend(self.notes.iter().cloned());
        for group in &self.groups {
            let names: Vec<&str> = group.people.iter().map(|person| person.name.as_str()).collect();
            lines.push(format!("\n{} ({}): {}", group.name, names.len(), names.join(", ")));
            lines.extend(group.card.reasons.iter().map(told));
        }
        if !self.unplaced.is_empty() {
            lines.push(format!("\n{}", words.say("report-not-placed")));
        }
        for (why, ways) in &self.contradictions {
            lines.push(why.clone());
            lines.extend(ways.iter().map(|way| format!("  + {way}")));
        }
        for person in &self.unplaced {
            lines.push(format!("{}, {}", person.name, person.about));
            lines.extend(person.lines.iter().map(told));
        }
        lines.join("\n")
    }

    #[expect(clippy::unused_self, reason = "the template asks the page for it")]
    fn sheet(&self) -> &'static str {
        assets::sheet_content()
    }
}

fn told(line: &Line) -> String {
    let mark = match (line.is_cost(), line.is_broken()) {
        (true, _) => '−',
        (_, true) => '×',
        _ => '+',
    };
    format!("  {mark} {}", line.text)
}
