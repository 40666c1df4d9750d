//! What is said of groups by the command line: only what is known, and what could be done.

use clap::Parser;

use crate::formation::{FormOptions, form};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: FormOptions,
}

/// What `junto form` says of this roster under these criteria, whether it ends well or not.
fn formed(roster: &str, criteria: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (people, asked) = (folder.path().join("people.csv"), folder.path().join("asked.toml"));
    std::fs::write(&people, roster).unwrap();
    std::fs::write(&asked, criteria).unwrap();
    let arguments = ["form".into(), people.into_os_string(), "--criteria".into(), asked.into_os_string()];
    match form(&Line::parse_from(arguments).options) {
        Ok(said) => format!("0\n{said}"),
        Err(error) => format!("1\n{error:#}"),
    }
}

fn says(said: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
}

const SPARSE: &str = "name,email,languages,years in role,industry,time zone,availability
Ana,ana@example.org,English,3,Boats,Europe/Berlin,Tue 9-12
Bo,bo@example.org,English,,Boats,Europe/Berlin,
Cleo,cleo@example.org,,,Bread,,
Dov,dov@example.org,,,,,
Eda,eda@example.org,,,,,
";

#[test]
fn reasons_count_only_what_is_known_and_name_what_is_assumed() {
    let said = formed(SPARSE, "size = 5");
    says(
        &said,
        &[
            "The two who name their languages all speak English.",
            "Two industries among the three of whom it is known.",
            "Four of them have not said their hours yet: Monday to Friday from 08:00 to 19:00 is assumed.",
            "The time zone of three is not known: that of Berlin is assumed.",
        ],
    );
    assert!(!said.contains("All 3 years") && !said.contains("All speak"), "{said}");
    let silent = formed(&SPARSE.replace("Tue 9-12", ""), "size = 5");
    says(&silent, &["Nobody has said their hours yet: Monday to Friday from 08:00 to 19:00 is assumed."]);
}

#[test]
fn everyone_without_a_place_is_told_why_and_what_would_place_them() {
    let roster = "name,email,languages,organisation
Ana,ana@example.org,English,Kelp
Bo,bo@example.org,English,Fjord
Cleo,cleo@example.org,French,Kelp
";
    let said = formed(roster, "size = 2");
    says(&said, &["Not placed", "Cleo", "  + No single change of what was asked would place them"]);
}

#[test]
fn when_no_group_can_be_formed_it_is_said_what_to_do() {
    let roster = "name,email,availability
Ana,ana@example.org,Tue 9-12
Bo,bo@example.org,Wed 9-12
";
    let said = formed(roster, "size = 2");
    says(&said, &["1\n", "No group could be formed", "Ask for", "More people to form a group with"]);
    let one = formed("name,email\nAna,ana@example.org\n", "size = 7");
    says(&one, &["1\n", "One person does not make one group of 7."]);
}

#[test]
fn files_that_are_not_there_or_empty_and_hours_that_no_week_has_are_told_in_words() {
    let options = Line::parse_from(["form", "nowhere/nope.csv"]).options;
    let missing = format!("{:#}", form(&options).unwrap_err());
    says(&missing, &["nowhere/nope.csv", "There is no file of this name"]);
    assert!(!missing.contains("os error"), "{missing}");
    says(&formed("", "size = 7"), &["1\n", "people.csv", "There is nothing in the file."]);
    let asked = formed(SPARSE, "size = 5\n[hours]\ncommon = 500\n");
    says(&asked, &["1\n", "line 3", "from 0 to 168"]);
}

#[test]
fn one_and_several_are_told_in_their_own_words() {
    let words = crate::english().unwrap();
    let lack = |people: usize, names: &str| {
        words.say("broken-language").n("people", people).s("names", names).to_string()
    };
    assert_eq!(lack(1, "Youssef"), "No language common to all: Youssef lacks that of the others.");
    assert_eq!(lack(2, "Ana and Bo"), "No language common to all: Ana and Bo lack that of the others.");
}

#[test]
fn nobody_without_a_zone_is_given_a_city_on_the_card() {
    let folder = tempfile::tempdir().unwrap();
    let (people, report) = (folder.path().join("people.csv"), folder.path().join("report.html"));
    std::fs::write(&people, SPARSE).unwrap();
    let size = ["--size".into(), "5".into(), "--report".into(), report.clone().into_os_string()];
    let arguments = ["form".into(), people.into_os_string()].into_iter().chain(size);
    form(&Line::parse_from(arguments).options).unwrap();
    let page = std::fs::read_to_string(report).unwrap();
    assert_eq!(page.matches("zone not known").count(), 3);
    assert_eq!(page.matches("<span> · Berlin</span>").count(), 2);
}
