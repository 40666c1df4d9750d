//! Promises of the frame, the components and the words.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use askama::Template;

use super::*;

fn page() -> Page {
    Page {
        words: Words::english(&[("ui", ENGLISH)]).unwrap(),
        community: None,
        nav: Vec::new(),
        reader: None,
        form_token: "token".into(),
        here: "/today".into(),
        said: None,
    }
}

fn long_table() -> Page {
    let item = |label: &str, address: &str| NavItem { label: label.into(), address: address.into() };
    Page {
        community: Some(Mark { name: "Long <Table>".into(), address: "/c".into(), ink: "madder".into() }),
        nav: vec![item("Groups", "/c"), item("Roster", "/c/roster")],
        reader: Some("Mara Vellacourt".into()),
        here: "/c/roster/import".into(),
        said: Some("“Ask the bank” is kept.".into()),
        ..page()
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "ui/layout.html" %}{% block title %}Today{% endblock %}{% block main %}<main id="main"><h1>Good afternoon</h1></main>{% endblock %}"#
)]
struct Sample {
    page: Page,
}

#[test]
fn a_page_before_sign_in_names_no_community() {
    let shown = Sample { page: page() }.to_string();
    assert!(shown.contains("<title>Today</title>"), "{shown}");
    assert!(!shown.contains("<nav") && !shown.contains("toast\"><"), "{shown}");
}

#[test]
fn the_frame_shows_where_one_is_and_in_which_community() {
    let shown = Sample { page: long_table() }.to_string();
    assert!(shown.contains(r#"data-ink="madder""#), "{shown}");
    assert!(shown.contains("<title>Today · Long &#60;Table&#62;</title>"), "{shown}");
    assert!(shown.contains(r#"<a href="/c/roster" aria-current="page">"#), "{shown}");
    assert_eq!(shown.matches("aria-current").count(), 1);
    assert!(shown.contains("is kept"), "{shown}");
}

#[test]
fn a_page_has_nothing_inline() {
    let shown = Sample { page: long_table() }.to_string();
    for inline in [" style=", "<style", " onclick=", "<script>"] {
        assert!(!shown.contains(inline), "{inline}");
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% import "ui/components.html" as ui %}
{% call ui::who(page, "Mara Vellacourt", "runs a boatyard") %}<button>Move</button>{% endcall %}
{% call ui::group(crest, "Kittiwake", "seven seats") %}{% endcall %}
{% call ui::level(2, "stays in the group") %}{% endcall %}
{% call ui::empty("Nothing yet.") %}<p>It will come.</p>{% endcall %}
{% call ui::notice("") %}<p>The round is published.</p>{% endcall %}
{% call ui::wrongs(page, problems) %}{% endcall %}
{% call ui::pager(page, pager) %}{% endcall %}
{% call ui::mixes(page, mixes) %}{% endcall %}
{% call ui::opener("publish", "Publish") %}{% endcall %}
{% call ui::dialog("publish", "Publish the round?") %}<p>Words.</p>{% call ui::later("publish", "Not yet") %}{% endcall %}{% endcall %}"#
)]
struct Components {
    page: Page,
    crest: Crest,
    problems: Problems,
    pager: Pager,
    mixes: Vec<Mix>,
}

#[test]
fn every_component_says_what_it_was_given() {
    let mut problems = Problems::default();
    problems.note("email", "Add what stands after the @.");
    let crest = peergroups::crest::Crest { division: 4, charge: 1, tincture: 0, swapped: true };
    let shown = Components {
        page: page(),
        crest: Crest::new(crest),
        problems,
        pager: Pager { said: "1 to 20 of 48".into(), earlier: None, later: Some("?page=2".into()) },
        mixes: vec![Mix::of("Trade", [1, 1, 2], "twice the same")],
    }
    .to_string();
    for expected in [
        r#">MV</span><div><div class="name">Mara Vellacourt</div>"#,
        "<button>Move</button></div>",
        r#"<svg class="crest" data-tincture="0""#,
        "<b>2</b> stays in the group",
        r#"<p class="said">Nothing yet.</p><p>It will come.</p>"#,
        "One field needs another look.",
        r##"<a href="#email">Add what"##,
        r#"rel="next" href="?page=2""#,
        r#"<th scope="row">Trade</th>"#,
        r#"command="show-modal" commandfor="publish">Publish"#,
        r#"aria-labelledby="publish-title""#,
        r#"command="close" commandfor="publish">Not yet"#,
    ] {
        assert!(shown.contains(expected), "{expected}\n{shown}");
    }
    assert!(!shown.contains(r#"rel="prev""#), "{shown}");
}

/// The words people read are all written, and nothing written is left over. Keys that are put together
/// at run time are named in their `.ftl` file by a comment, `# keys: roster-problem-*`.
#[test]
fn every_key_has_words_and_all_words_are_used() {
    let (mut written, mut dynamic, mut code) = (BTreeSet::new(), Vec::new(), String::new());
    for file in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("ftl") => {
                written.extend(text.lines().filter_map(key_of).map(str::to_owned));
                dynamic
                    .extend(text.lines().filter_map(|line| line.strip_prefix("# keys: ")).map(str::to_owned));
            }
            Some("html" | "txt") => code += &text,
            Some("rs") if !file.ends_with("tests.rs") => {
                let tested = text.split("#[cfg(test)]").next().unwrap_or_default();
                code.extend(tested.lines().filter(|line| !line.trim_start().starts_with("//")));
            }
            _ => {}
        }
    }
    let missing: Vec<_> = keys_said(&code).filter(|key| !written.contains(*key)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");

    let is_dynamic =
        |key: &str| dynamic.iter().any(|keys| key.starts_with(keys.trim_end().trim_end_matches('*')));
    let is_left = |key: &&String| !code.contains(&format!("\"{key}\"")) && !is_dynamic(key);
    let left: Vec<_> = written.iter().filter(is_left).collect();
    assert!(left.is_empty(), "nobody says {left:?}");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// The key that a line of Fluent begins, if it begins one.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    let is_word = key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    (is_word && key.starts_with(|letter: char| letter.is_ascii_lowercase())).then_some(key)
}

/// Every key in `.say("key")`.
fn keys_said(code: &str) -> impl Iterator<Item = &str> {
    let arguments = code.split(".say(").skip(1);
    arguments.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0))
}
