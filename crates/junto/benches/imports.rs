//! How long a large roster takes to come in, and how much memory: from the command line with all columns, and
//! through the page, which takes 64 MB, with name and address alone. `bin/bench` runs it.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a table for people, of a run that works")]

#[expect(dead_code, reason = "what drills need besides")]
#[path = "../tests/drills/node.rs"]
mod node;

use std::fs;
use std::io::{BufWriter, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use self::node::{Browser, Place};

#[tokio::main]
async fn main() {
    let people = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let place = Place::new().await;
    println!("{people} people into {}", if place.is_sqlite() { "SQLite" } else { "PostgreSQL" });
    println!("way                   seconds  people/s  most memory");
    write_rosters(&place, people);

    let node = place.start();
    let operator = place.operator(&node, "agnes@example.org");
    let begun = Instant::now();
    let here = upload(&operator, &fs::read(place.path("narrow.csv")).unwrap());
    report("upload and preview", people, begun, memory(node.id()));
    let begun = Instant::now();
    operator.post(&here, &[]);
    while operator.get(&here).body.contains("data-refresh") {
        std::thread::sleep(Duration::from_millis(200));
    }
    report("import by page", people, begun, memory(node.id()));
    node.stop();
    place.end().await;

    let place = Place::new().await;
    write_rosters(&place, people);
    let node = place.start();
    place.operator(&node, "agnes@example.org");
    node.stop();
    let begun = Instant::now();
    let mut import = place
        .junto(&["roster", "import", "crowd.csv", "--community", "long-table"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = None;
    while import.try_wait().unwrap().is_none() {
        most = memory(import.id()).or(most);
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(import.wait().unwrap().success());
    report("junto roster import", people, begun, most);
    place.end().await;
}

fn write_rosters(place: &Place, people: u32) {
    let create = |name: &str| BufWriter::new(fs::File::create(place.path(name)).unwrap());
    let (mut whole, mut narrow) = (create("crowd.csv"), create("narrow.csv"));
    for line in cast::crowd(1727, people) {
        writeln!(whole, "{line}").unwrap();
        let cells: Vec<&str> = line.split(',').take(2).collect();
        writeln!(narrow, "{}", cells.join(",")).unwrap();
    }
}

/// Chooses a file on the page of imports; answers with the address of its preview.
fn upload(operator: &Browser, content: &[u8]) -> String {
    let (token, key) = operator.keys();
    let part = |about: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name={about}\r\n\r\n{value}").into_bytes()
    };
    let body = [
        &part("\"csrf\"", &(token + "\r\n"))[..],
        &part("\"idempotency_key\"", &(key + "\r\n"))[..],
        &part("\"file\"; filename=\"roster.csv\"", "")[..],
        content,
        b"\r\n--edge--\r\n",
    ];
    let head = "POST /c/long-table/roster/imports HTTP/1.1\r\n\
                Content-Type: multipart/form-data; boundary=edge\r\n";
    operator.send(head, &body.concat()).unwrap().location()
}

/// The most memory that a process has held so far, in MB, where the system tells.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn report(way: &str, people: u32, begun: Instant, memory: Option<u64>) {
    let seconds = begun.elapsed().as_secs_f64();
    let memory = memory.map_or("unknown".to_owned(), |megabytes| format!("{megabytes} MB"));
    println!("{way:20}  {seconds:7.1}  {:8.0}  {memory:>11}", f64::from(people) / seconds);
}
