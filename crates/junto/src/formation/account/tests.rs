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

/// Six women in public bodies and six men in firms, in one trade each.
fn two_camps(columns: &str, more: impl Fn(usize) -> String) -> String {
    let camp = |number: usize| {
        let (gender, sector) = if number < 6 { ("f", "public") } else { ("m", "private") };
        let years = number % 6;
        format!("Person {number},person{number}@example.org,{years},{gender},{sector}{}\n", more(number))
    };
    let header = format!("name,email,years in role,gender,sector{columns}\n");
    (0..12).map(camp).fold(header, |file, line| file + &line)
}

#[test]
fn a_line_that_parts_a_group_is_told_with_its_people() {
    let roster = two_camps("", |_| String::new());
    let said = formed(&roster, "size = 6\ncrossing = [\"gender\", \"sector\"]\n");
    says(&said, &["0\n", "Of 100 that could at most be had"]);
    let split = formed(&roster, "size = 12\ncrossing = [\"gender\", \"sector\"]\n");
    says(&split, &["  − All six who are f in gender are public in industry, and nobody else here is."]);
    let alone = formed(&roster, "size = 12\ncrossing = [\"gender\"]\n");
    says(&alone, &["A line runs along two attributes: beside gender, name another."]);
    let nobody = formed(&roster, "size = 12\ncrossing = [\"gender\", \"faith\"]\n");
    says(&nobody, &["1\n", "Nobody in the roster has an attribute called faith."]);
}

#[test]
fn people_of_past_groups_are_kept_apart_where_that_is_possible() {
    let roster = two_camps(",past groups", |number| format!(",Harbour {}", number / 4));
    let said = formed(&roster, "size = 3\npast_groups = \"apart\"\n[similar]\n");
    assert_eq!(said.matches("New to each other: no two were in one group before.").count(), 4, "{said}");
    let again = formed(&roster, "size = 4\npast_groups = \"apart\"\n");
    says(&again, &[" were in one group before."]);
    let any = formed(&roster, "size = 4\npast_groups = \"any\"\n");
    assert!(!any.contains("in one group before"), "{any}");
}

#[test]
fn every_group_has_somebody_who_can_facilitate() {
    let roster = two_camps(",facilitator", |number| if number < 2 { ",yes".into() } else { ",".into() });
    let said = formed(&roster, "size = 6\n[keep]\nfacilitator = true\n");
    for group in said.lines().filter(|line| line.contains(" (6): ")) {
        let people: Vec<&str> = group.split(": ").nth(1).unwrap().split(", ").collect();
        assert_eq!(
            people.iter().filter(|name| ["Person 0", "Person 1"].contains(name)).count(),
            1,
            "{group}"
        );
    }
    let few = formed(&roster, "size = 4\nfacilitator = \"facilitator = yes\"\n");
    says(
        &few,
        &[
            "Not everyone can have a place while all of this is kept: the size of groups and somebody who can facilitate.",
            "12 people need 3 groups, and there can be 2.",
            "facilitator = false into the criteria file.",
        ],
    );
}

#[test]
fn what_would_resolve_a_contradiction_is_told_as_a_line_to_write() {
    let roster = two_camps("", |_| String::new());
    let said = formed(&roster, "size = 5\n");
    says(&said, &["Form again with groups of 5 to 6: write size = \"5..6\" into the criteria file."]);
    let relaxed = formed(&roster, "size = \"5..6\"\n");
    assert!(!relaxed.contains("Not placed"), "{relaxed}");
    let none = formed(&roster, "size = 14\n");
    says(&none, &["1\n", "12 people do not make one group of 14.", "write size = "]);
}

#[test]
fn a_group_says_what_it_gives_up_to_which_must() {
    let roster = "name,email,organisation,years in role
Ana,ana@example.org,Kelp,1
Bo,bo@example.org,Fjord,9
Cleo,cleo@example.org,Kelp,1
Dov,dov@example.org,Fjord,9
";
    let said = formed(roster, "size = 2\n");
    says(&said, &[" would meet the wishes better. This forbids it: one person from each organisation."]);
}

#[test]
fn levels_of_seniority_are_told_by_their_names() {
    let roster = "name,email,seniority
Ana,ana@example.org,Junior
Bo,bo@example.org,Senior
Cleo,cleo@example.org,Senior
Dov,dov@example.org,Executive
";
    says(&formed(roster, "size = 4\n"), &["  + From Junior to Executive in seniority."]);
    let near = formed(roster, "size = 2\n");
    assert!(!near.contains("From Junior to Executive"), "neighbours on the ladder: {near}");
}

#[test]
fn a_key_that_is_none_is_named_with_its_line_and_the_nearest_one() {
    let slip = formed(SPARSE, "size = 5\ncrosing = [\"gender\"]\n");
    says(&slip, &["1\n", "asked.toml, line 2: There is no crosing here. The nearest is crossing."]);
    let preset = formed(SPARSE, "size = 5\npreset = \"everyone\"\n");
    says(&preset, &["line 2", "balanced, peers, variety and new-faces"]);
    says(&formed(SPARSE, "size = 5\npreset = \"variety\"\n"), &["0\n"]);
}
