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
    formed_with(roster, criteria, &[])
}

fn formed_with(roster: &str, criteria: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (people, asked) = (folder.path().join("people.csv"), folder.path().join("asked.toml"));
    std::fs::write(&people, roster).unwrap();
    std::fs::write(&asked, criteria).unwrap();
    let arguments = ["form".into(), people.into_os_string(), "--criteria".into(), asked.into_os_string()];
    let arguments = arguments.into_iter().chain(options.iter().map(Into::into));
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

#[test]
fn a_wrong_line_of_a_criteria_file_says_what_to_write() {
    for (asked, sentence) in [
        ("size = [5, 7]", "line 1: The size is how many people a group has, 2 or more"),
        (
            "size = 5\n[hours]\nminutes = 90.5",
            "line 3: The minutes of a meeting are a whole number from 1 to 1440.",
        ),
        ("[similar]\nindustry = \"a\"", "line 2: A weight is a number from 0 to 100. Write industry = 2."),
        ("crossing = \"gender\"", "Write crossing = [\"gender\", \"industry\"]."),
        ("[hours]\nfrom = \"9\"\nto = \"09:00\"", "line 3: The hours end when they begin"),
        (
            "[similar]\nindustry = 1\n[different]\nindustry = 2",
            "stands under [similar] and under [different]",
        ),
        ("[similar]\nindustry = 1\n[different]\nsector = 2", "industry is asked for twice"),
        ("size 5", "line 1: This cannot be read. A line is a name, = and a value"),
        ("size = 5\nsize = 6", "line 2: This stands twice."),
        ("crossing = [\"gender\", \"gender\"]", "gender stands twice under crossing."),
    ] {
        says(&formed(SPARSE, asked), &["1\n", sentence]);
    }
    let named = "size = 2\n[keep]\napart = [[\"Ana\", \"ana@example.org\"], [\"Bo\", \"Cleo\"]]
        may_meet = [[\"Cleo\", \"Bo\"]]\ntogether = [[\"Dov\"]]\n";
    says(
        &formed(SPARSE, named),
        &[
            "Ana is named twice in one set",
            "Bo and Cleo are to be apart and are free to meet.",
            "Dov stands alone",
        ],
    );
}

#[test]
fn seconds_and_files_that_cannot_be_are_told_before_anything_is_formed() {
    for seconds in ["nan", "-1", "inf"] {
        let said = formed_with(SPARSE, "size = 5", &[&format!("--seconds={seconds}")]);
        says(&said, &["1\n--seconds takes a number of seconds from 0 up, such as --seconds 10."]);
    }
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no/such/groups.csv");
    for (option, path) in [("--out", nowhere.as_path()), ("--report", folder.path())] {
        let said = formed_with(SPARSE, "size = 5", &[option, path.to_str().unwrap()]);
        says(&said, &["1\n", &format!("{}: It could not be written.", path.display())]);
    }
    let kept = folder.path().join("groups.csv");
    std::fs::write(&kept, "those of last year").unwrap();
    formed_with(SPARSE, "size = 5\nfacilitator = true", &["--out", kept.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "those of last year", "nothing was formed instead");
    formed_with(SPARSE, "size = 5", &["--out", kept.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&kept).unwrap().starts_with("group,email,name"));
    #[cfg(unix)]
    says(&formed_with(SPARSE, "size = 5", &["--report", "/dev/null"]), &["0\n"]);
}

#[test]
fn a_role_beside_a_function_can_say_who_facilitates() {
    let rows = (0..10).map(|number| {
        let role = if number < 2 { "Facilitator" } else { "Member" };
        format!("Person {number},person{number}@example.org,Finance,{role}\n")
    });
    let roster = rows.fold("name,email,function,role\n".to_owned(), |file, line| file + &line);
    let said = formed(&roster, "size = 5\nfacilitator = \"role = facilitator\"\n");
    says(
        &said,
        &["0\n", "The column role is kept as an attribute called role, because function is there already."],
    );
    for group in said.lines().filter(|line| line.contains(" (5): ")) {
        assert_eq!(group.matches("Person 0,").count() + group.matches("Person 1").count(), 1, "{group}");
    }
    let value = formed(&roster, "size = 5\nfacilitator = \"role = facilitater\"\n");
    says(&value, &["1\n", "nobody in the roster has facilitater in role. The nearest is Facilitator."]);
    let column = formed(&roster, "size = 5\nfacilitator = \"rolle = facilitator\"\n");
    says(&column, &["1\n", "nobody in the roster has an attribute called rolle. The nearest is role."]);
    let wish = formed(&roster, "size = 5\n[different]\nrol = 1\n");
    says(&wish, &["1\n", "Nobody in the roster has an attribute called rol. The nearest is role."]);
}

#[test]
fn colleagues_who_go_together_stay_without_a_place_and_two_ways_out_are_named() {
    let rows = (0..14).map(|number| {
        let firm = if number < 2 { "Kelp".to_owned() } else { format!("Firm {number}") };
        let with = if number == 0 { "Person 1" } else { "" };
        format!("Person {number},person{number}@example.org,{firm},{with}\n")
    });
    let roster = rows.fold("name,email,organisation,keep with\n".to_owned(), |file, line| file + &line);
    let said = formed(&roster, "size = 4\n");
    let waits = said.split("Not placed").nth(1).unwrap();
    says(
        waits,
        &[
            "while all of this is kept: who goes together and one person from each organisation.",
            "Person 0 and Person 1 are to go together, and break it among themselves.",
            "Form again with Person 1 free to go alone: write may_part = [\"person1@example.org\"] under [keep]",
            "Form again with Person 0 and Person 1 free to meet: write may_meet = ",
        ],
    );
    let parted = formed(&roster, "size = \"4..5\"\n[keep]\nmay_part = [\"person1@example.org\"]\n");
    says(&parted, &["Fourteen people have a place".replace("Fourteen", "14").as_str()]);
    let named: Vec<String> = (2..8).map(|number| format!("\"Person {number}\"")).collect();
    let many = formed(&roster, &format!("size = 4\n[keep]\ntogether = [[{}]]\n", named.join(", ")));
    says(
        &many,
        &[
            "are to go together: 6 people, and a group has at most 4.",
            "Person 6 and Person 7 free to go alone",
        ],
    );
}

#[test]
fn each_way_out_says_what_it_resolves_and_whether_that_is_enough() {
    let rows = (0..10).map(|number| {
        let firm = if number < 5 { "Kelp".to_owned() } else { format!("Firm {number}") };
        format!("Person {number},person{number}@example.org,{firm}\n")
    });
    let roster = rows.fold("name,email,organisation\n".to_owned(), |file, line| file + &line);
    let said = formed(&roster, "");
    says(
        &said,
        &[
            "No group could be formed. Below it is said why, and what could be asked for instead.",
            "1. Not everyone can have a place while this is kept: the size of groups. 10 people need 2 groups, and there can be 1.",
            "write size = \"5..9\" into the criteria file. Resolves 1. One thing still stands in the way then.",
            "2. Not everyone can have a place while all of this is kept: the size of groups and one person",
            "write size = \"2..9\" into the criteria file. Resolves 1 and 2. Nothing else is then known",
        ],
    );
    assert!(!formed(&roster, "size = \"2..9\"").contains("Not placed"), "it is enough");
    let changes = said.lines().filter(|line| line.contains("Form again with"));
    let mut changes: Vec<&str> = changes.filter_map(|line| line.split(": write").next()).collect();
    let all = changes.len();
    changes.sort_unstable();
    changes.dedup();
    assert_eq!(changes.len(), all, "none is said twice: {said}");
}

#[test]
fn one_is_told_as_one_where_few_people_contradict_what_is_asked() {
    let words = crate::english().unwrap();
    let told = |key: &str, among: usize, needed: usize, possible: usize| {
        let said = words.say(key).n("among", among).n("needed", needed).n("possible", possible);
        said.n("people", 1).s("names", "Ana").to_string()
    };
    assert_eq!(told("because-groups", 1, 1, 0), "One person needs one group, and there can be none.");
    assert_eq!(told("because-groups", 9, 2, 1), "9 people need 2 groups, and there can be 1.");
    assert_eq!(told("because-apart", 1, 1, 0), "Ana needs a group, and one person makes none.");
    let reach = |reach: usize| words.say("because-reach").s("names", "Ana").n("reach", reach).n("least", 4);
    assert_eq!(reach(1).to_string(), "Nobody else can be in a group with Ana; 4 are needed.");
    assert_eq!(reach(3).to_string(), "No group with Ana in it can have more than 3 people; 4 are needed.");
    let roster = "name,email,availability
Ana,ana@example.org,Tue 9-10
Bo,bo@example.org,Tue 9-10
";
    let few = formed(roster, "size = 2\n[hours]\nminutes = 60\n");
    says(&few, &["Form again with 1 hour in common: write common = 1.0 under [hours]"]);
    says(&formed(roster, "size = 2\n[hours]\nminutes = 60\ncommon = 1\n"), &["0\n"]);
}
