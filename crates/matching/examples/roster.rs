//! Spreads the people of a large roster over groups and measures how alike the groups became:
//! `roster ROSTER.bin --size 8 --seconds 5 --seed 1`. The file holds rows of 36 little-endian floats
//! of 64 bits; the figure is the scatter between groups over the whole (B/T), from the file's own
//! numbers. `--threads` is 2, `--work` counts trials instead of seconds, and `--constrained` does it
//! once more, with rules.
#![expect(
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a measurement for people; columns are few and rows are as long as read"
)]

use std::fs::File;
use std::io::{BufReader, Read};
use std::time::Instant;

use matching::{
    Candidates, Column, Criteria, Features, FormError, Hours, Pace, QUARTERS, Rule, assess, spread,
    spread_within,
};

const COLUMNS: usize = 36;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let begun = Instant::now();
    let asked = Asked::read()?;
    let features = read_features(&asked.file)?;
    let read = begun.elapsed().as_secs_f64();
    println!("reading     {read:.2} s");
    let size = asked.size..=asked.size;
    let plain =
        asked.measured(begun, |pace| spread(&features, size.clone(), asked.seed, asked.threads, pace))?;
    if !asked.constrained {
        println!("violations  {}", plain.groups.iter().filter(|group| group.len() != asked.size).count());
        println!("peak memory {} MB", peak_memory_mb());
        return Ok(());
    }
    let (candidates, criteria) = constraints(plain.people, asked.size, asked.seed)?;
    println!("with organisations, zones and stages:");
    let begun = Instant::now();
    let bound = asked.measured(begun, |pace| {
        spread_within(&features, &candidates, &criteria, asked.seed, asked.threads, pace)
    })?;
    let broken: usize =
        bound.groups.iter().map(|group| assess(&candidates, &criteria, group).broken().count()).sum();
    println!("violations  {broken}");
    println!("left out    {}", plain.people - bound.people);
    println!("ratio       {:.4}", bound.measure / plain.measure);
    println!("peak memory {} MB", peak_memory_mb());
    Ok(())
}

struct Measured {
    groups: Vec<Vec<usize>>,
    people: usize,
    measure: f64,
}

impl Asked {
    /// Makes groups in the time or work asked for, and prints what they are.
    fn measured(
        &self,
        begun: Instant,
        make: impl FnOnce(Pace<'_>) -> Result<Vec<Vec<usize>>, FormError>,
    ) -> Result<Measured, Failure> {
        let cpu = cpu_seconds();
        let mut trials = self.work.unwrap_or(0);
        let mut left = |made: u64| {
            trials = made;
            1.0 - begun.elapsed().as_secs_f64() / self.seconds
        };
        let groups = make(self.work.map_or(Pace::While(&mut left), Pace::Trials))?;
        let (seconds, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        let people = groups.iter().map(Vec::len).sum();
        let measure = between_over_total(&self.file, &groups)?;
        println!("groups      {} of {people} people", groups.len());
        println!("seconds     {seconds:.2}, of processors {cpu:.2}");
        println!("trials      {trials}");
        println!("B/T         {measure:.6}");
        Ok(Measured { groups, people, measure })
    }
}

/// A hundred organisations, so that everyone may not meet one in a hundred; 24 time zones with
/// hours from 08:00 to 19:00 on five days, of which two each day must be common; 40 years of stage,
/// of which a group spans at most ten. All three say nothing of the features.
///
/// Groups that keep all this exist, for people are made in such groups and then mixed: each around
/// a zone, at most two hours away, and in ten years from a stage, of as many organisations.
fn constraints(count: usize, size: usize, seed: u64) -> Result<(Candidates, Criteria), FormError> {
    let mut state = seed ^ 0x5DEE_CE66;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut people: Vec<usize> = (0..count).collect();
    (1..count).rev().for_each(|last| people.swap(last, below(last + 1)));
    let mut organisations = vec![None; count];
    let mut hours = vec![None; count];
    let mut stages = vec![None; count];
    for group in people.chunks(size) {
        let (first, step, zone, stage) = (below(100), [1, 3, 7, 9][below(4)], below(24), below(300));
        for (place, &who) in group.iter().enumerate() {
            organisations[who] = Some(((first + place * step) % 100) as u32);
            hours[who] = Some(working_hours((zone + below(5)) % 24));
            stages[who] = Some((stage + below(101)) as f32 / 10.0);
        }
    }
    let mut candidates = Candidates::new(count);
    let organisation = candidates.add(Column::Categorical(organisations))?;
    let stage = candidates.add(Column::Numeric(stages))?;
    candidates.set_hours(hours)?;
    let criteria = Criteria::of_size(size..=size)
        .rule(Rule::ApartBy(organisation))
        .rule(Rule::Band { column: stage, width: 10.0 })
        .rule(Rule::CommonHours { least: 40 });
    Ok((candidates, criteria))
}

/// 08:00 to 19:00 on five days, so many hours behind the clock.
fn working_hours(behind: usize) -> Hours {
    let week = || (0..5).flat_map(|day| (32..76).map(move |q| (day * 96 + q + behind * 4) % QUARTERS));
    Hours::from_quarters(week(), week())
}

struct Asked {
    file: String,
    size: usize,
    seconds: f64,
    work: Option<u64>,
    seed: u64,
    threads: usize,
    constrained: bool,
}

impl Asked {
    fn read() -> Result<Self, Failure> {
        let mut asked = Self {
            file: String::new(),
            size: 8,
            seconds: 5.0,
            work: None,
            seed: 1,
            threads: 2,
            constrained: false,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            if !word.starts_with("--") {
                asked.file = word;
                continue;
            }
            if word == "--constrained" {
                asked.constrained = true;
                continue;
            }
            let value = words.next().ok_or("an option lacks its value")?;
            match word.as_str() {
                "--size" => asked.size = value.parse()?,
                "--seconds" => asked.seconds = value.parse()?,
                "--work" => asked.work = Some(value.parse()?),
                "--seed" => asked.seed = value.parse()?,
                "--threads" => asked.threads = value.parse()?,
                _ => return Err(format!("no such option: {word}").into()),
            }
        }
        if asked.file.is_empty() {
            return Err(
                "roster ROSTER.bin [--size N] [--seconds S | --work N] [--seed N] [--threads N]".into()
            );
        }
        Ok(asked)
    }
}

/// Calls for every row of the file.
fn each_row(file: &str, mut call: impl FnMut(&[f64; COLUMNS])) -> Result<(), Failure> {
    let mut reader = BufReader::with_capacity(1 << 18, File::open(file)?);
    let mut bytes = [0_u8; COLUMNS * 8];
    let mut row = [0.0; COLUMNS];
    while reader.read_exact(&mut bytes).is_ok() {
        for (number, bytes) in row.iter_mut().zip(bytes.as_chunks().0) {
            *number = f64::from_le_bytes(*bytes);
        }
        call(&row);
    }
    Ok(())
}

/// Neighbouring columns of 0 and 1 of which every row has exactly one are one code; the others are
/// numbers.
fn read_features(file: &str) -> Result<Features, Failure> {
    let mut count = 0_usize;
    let mut bits = [true; COLUMNS];
    let mut ones = [0_usize; COLUMNS];
    let mut meets = [0_u64; COLUMNS];
    each_row(file, |row| {
        count += 1;
        let mut mask = 0_u64;
        for (column, number) in row.iter().enumerate() {
            if *number == 1.0 {
                mask |= 1 << column;
            } else if *number != 0.0 {
                bits[column] = false;
            }
        }
        let mut rest = mask;
        while rest != 0 {
            let column = rest.trailing_zeros() as usize;
            ones[column] += 1;
            meets[column] |= mask;
            rest &= rest - 1;
        }
    })?;
    let mut numbers: Vec<(usize, Vec<f32>)> = Vec::new();
    let mut codes: Vec<(std::ops::Range<usize>, Vec<u32>)> = Vec::new();
    let mut column = 0;
    while column < COLUMNS {
        let mut end = column;
        let mut held = 0;
        while end < COLUMNS && bits[end] && held < count && meets[end] & ((1 << end) - (1 << column)) == 0 {
            held += ones[end];
            end += 1;
        }
        if end > column && held == count {
            codes.push((column..end, Vec::with_capacity(count)));
            column = end;
        } else {
            numbers.push((column, Vec::with_capacity(count)));
            column += 1;
        }
    }
    each_row(file, |row| {
        for (column, numbers) in &mut numbers {
            numbers.push(row[*column] as f32);
        }
        for (columns, codes) in &mut codes {
            codes.push(columns.clone().position(|column| row[column] == 1.0).unwrap_or(0) as u32);
        }
    })?;
    let mut features = Features::new(count);
    for (_, numbers) in numbers {
        features.add_numbers(numbers)?;
    }
    for (_, codes) in codes {
        features.add_codes(codes, 2.0)?;
    }
    Ok(features)
}

/// The squared distances of the groups' centres from the centre of all, each times its size, over
/// those of all rows.
fn between_over_total(file: &str, groups: &[Vec<usize>]) -> Result<f64, Failure> {
    let count = groups.iter().flatten().max().map_or(0, |last| last + 1);
    let mut group_of = vec![u32::MAX; count];
    for (group, members) in groups.iter().enumerate() {
        members.iter().for_each(|&who| group_of[who] = group as u32);
    }
    let mut sums = vec![[0.0; COLUMNS]; groups.len()];
    let mut squares = 0.0;
    let mut who = 0;
    each_row(file, |row| {
        if let Some(sums) = group_of.get(who).and_then(|group| sums.get_mut(*group as usize)) {
            for (sum, number) in sums.iter_mut().zip(row) {
                *sum += number;
                squares += number * number;
            }
        }
        who += 1;
    })?;
    let mut all = [0.0; COLUMNS];
    let mut between = 0.0;
    for (sums, members) in sums.iter().zip(groups) {
        for (all, sum) in all.iter_mut().zip(sums) {
            *all += sum;
            between += sum * sum / members.len() as f64;
        }
    }
    let placed: usize = groups.iter().map(Vec::len).sum();
    let centre = all.iter().map(|sum| sum * sum).sum::<f64>() / placed as f64;
    Ok((between - centre) / (squares - centre))
}

fn status(key: &str) -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix(key))?.trim().to_owned())
}

fn peak_memory_mb() -> u64 {
    let peak = status("VmHWM:").and_then(|peak| peak.split(' ').next()?.parse::<u64>().ok());
    peak.unwrap_or(0) / 1024
}

/// User and system time of this process, where the system tells.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
