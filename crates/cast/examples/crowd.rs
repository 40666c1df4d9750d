//! Writes a roster of invented people: `cargo run --release -p cast --example crowd -- 1000000 1727`.

use std::io::{BufWriter, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let people: u32 = arguments.next().unwrap_or_else(|| "1000".to_owned()).parse()?;
    let seed: u64 = arguments.next().unwrap_or_else(|| "1727".to_owned()).parse()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in cast::crowd(seed, people) {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
