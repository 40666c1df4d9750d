//! Stories of meetings.

use clap::Parser;

use super::{InvitationsOptions, SlotsOptions, invitations, slots};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: SlotsOptions,
}

fn answered(content: &str) -> anyhow::Result<(String, bool)> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    slots(&Line::parse_from(["slots", file.path().to_str().unwrap()]).options)
}

#[test]
fn the_command_line_answers_each_case_that_it_understands() {
    let case = |zone: &str| {
        format!(
            r#"{{"id": "{zone}", "kind": "resolve", "input": [{{"tz": "{zone}", "date": "2027-03-28", "time": "02:45"}}]}}"#
        )
    };
    let file = format!(
        r#"{{"schema": "junto-scheduling-cases/1", "cases": [{}, {}]}}"#,
        case("Europe/Paris"),
        case("Europe/Pariss")
    );
    let (answers, is_whole) = answered(&file).unwrap();
    assert!(!is_whole, "one case cost itself and no other");
    let answers: serde_json::Value = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers["answers"][0]["answer"][0]["utc"], "2027-03-28T01:45Z");
    assert!(answers["answers"][1]["problem"].as_str().unwrap().contains("Europe/Paris"));
}

#[test]
fn a_file_of_another_form_is_told_where_it_ends_to_be_understood() {
    let told = |content: &str| format!("{:#}", answered(content).unwrap_err());
    assert!(told("{\n  \"schema\": ,").contains("no JSON at line 2"), "{}", told("{\n  \"schema\": ,"));
    assert!(told("{}").contains("junto-scheduling-cases/1"), "{}", told("{}"));
}

#[derive(Parser)]
struct Letters {
    #[command(flatten)]
    options: InvitationsOptions,
}

#[tokio::test]
async fn letters_are_not_written_among_other_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("01-invited-1.eml"), "of an earlier day").unwrap();
    let place = folder.path().to_str().unwrap();
    let line = Letters::parse_from(["invitations", place, "--to", "ana@example.org"]);
    let told = format!("{:#}", invitations(&line.options).await.unwrap_err());
    assert!(told.contains("is not empty") && told.contains("name a new folder"), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
