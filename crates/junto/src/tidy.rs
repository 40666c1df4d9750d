//! The tidy test: the arrows between capabilities, the closed set of file names, and who touches the
//! database.

use std::fs;
use std::path::{Path, PathBuf};

/// The plumbing, which knows no capability; `lib.rs` lists it first.
const PLUMBING: [&str; 3] = ["ui", "app", "frame"];

/// What a capability may hold. A new name is a decision: write it in DESIGN.md.
const FILES: [&str; 16] = [
    "mod.rs",
    "rights.rs",
    "pages.rs",
    "api.rs",
    "actions.rs",
    "entities.rs",
    "queries.rs",
    "events.rs",
    "live.rs",
    "formats.rs",
    "jobs.rs",
    "emails.rs",
    "commands.rs",
    "contributions.rs",
    "tests.rs",
    "en.ftl",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The modules of `lib.rs` in their order: plumbing, then capabilities.
fn listed() -> Vec<String> {
    let lib = read(&source().join("lib.rs"));
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn capabilities() -> Vec<String> {
    listed().into_iter().filter(|name| !PLUMBING.contains(&name.as_str())).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn rust_files(name: &str) -> Vec<PathBuf> {
    let folder = source().join(name);
    let files =
        if folder.is_dir() { files_below(&folder) } else { vec![source().join(format!("{name}.rs"))] };
    files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "tests.rs")
}

/// Every `table.column` that holds sealed words, as the entities of the capabilities declare them.
pub fn sealed_columns() -> Vec<String> {
    let mut columns = Vec::new();
    for file in capabilities().iter().flat_map(|name| rust_files(name)) {
        let mut table = String::new();
        for line in read(&file).lines().map(str::trim) {
            if let Some((_, name)) = line.split_once("table_name = \"") {
                table = name.split('"').next().unwrap_or_default().to_owned();
            }
            let field = line.strip_prefix("pub ").and_then(|field| field.split_once(": "));
            if let Some((column, "Sealed," | "Option<Sealed>,")) = field {
                columns.push(format!("{table}.{column}"));
            }
        }
    }
    columns
}

#[test]
fn arrows_never_turn_back() {
    let order = listed();
    let mut wrong = Vec::new();
    for (position, name) in order.iter().enumerate() {
        for file in rust_files(name).iter().filter(|file| !is_test(file)) {
            let text = read(file);
            let later = order.iter().skip(position + 1).filter(|later| {
                !(PLUMBING.contains(&name.as_str()) && PLUMBING.contains(&later.as_str()))
                    && text.contains(&format!("crate::{later}::"))
            });
            wrong.extend(
                later.map(|later| format!("{} names {later}, which stands below it", file.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_capability_is_entered_through_its_front_door() {
    let names = listed();
    let mut wrong = Vec::new();
    for name in capabilities() {
        for file in rust_files(&name) {
            for line in read(&file).lines() {
                for other in
                    names.iter().filter(|other| **other != name && !PLUMBING.contains(&other.as_str()))
                {
                    let Some((_, path)) = line.split_once(&format!("crate::{other}::")) else { continue };
                    let inner = FILES.iter().filter_map(|file| file.strip_suffix(".rs"));
                    if inner.into_iter().any(|inner| path.starts_with(&format!("{inner}::"))) {
                        wrong.push(format!("{}: {}", file.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_capability_holds_only_files_of_the_closed_set() {
    let mut wrong = Vec::new();
    for name in capabilities() {
        for file in files_below(&source().join(&name)) {
            let file_name = file.file_name().unwrap().to_string_lossy().into_owned();
            let is_template = file.extension().is_some_and(|ending| ending == "html" || ending == "txt");
            let is_format = file.parent().is_some_and(|folder| folder.ends_with("formats"));
            if !is_template && !is_format && !FILES.contains(&file_name.as_str()) {
                wrong.push(file.display().to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "not in the closed set: {}", wrong.join(", "));
}

#[test]
fn pages_hold_no_query_and_only_entities_name_tables() {
    let mut wrong = Vec::new();
    for name in capabilities() {
        for file in rust_files(&name).iter().filter(|file| !is_test(file)) {
            let file_name = file.file_name().unwrap().to_string_lossy().into_owned();
            let text = read(file);
            let asks =
                ["Entity::find", "Entity::insert", "Entity::update", "Entity::delete", "execute_unprepared"];
            let may_ask = matches!(file_name.as_str(), "queries.rs" | "actions.rs" | "jobs.rs");
            if !may_ask && asks.iter().any(|call| text.contains(call)) {
                wrong.push(format!("{} asks the database", file.display()));
            }
            if file_name != "entities.rs" && text.contains("table_name =") {
                wrong.push(format!("{} names a table", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_rights_open_what_is_sealed() {
    let openers: Vec<PathBuf> = files_below(&source())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tidy.rs"))
        .filter(|path| read(path).contains("impl Opens for"))
        .filter(|path| {
            !path.ends_with("rights.rs")
                && !path.ends_with("keyring/tests.rs")
                && !path.ends_with("letterbox/mod.rs")
        })
        .collect();
    assert!(openers.is_empty(), "{openers:?}");
}
