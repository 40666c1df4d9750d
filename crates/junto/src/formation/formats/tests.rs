//! Criteria files read and written.

use peergroups::formation::{Criteria, Facilitates, Keep, MeetingHours, Preset};

use super::reading::CriteriaError;
use super::*;

#[test]
fn a_criteria_file_changes_what_it_names_and_leaves_the_rest_as_usual() {
    let text = r#"
        size = "6..8"
        stage_band = 8
        lonely = ["gender"]
        seed = 1727

        [similar]
        years_in_role = 3

        [hours]
        minutes = 120
        common = 3.5
        from = "09:00"

        [keep]
        apart = [["mara@example.org", "Tove Lindqvarn"]]
        organisation_apart = false
    "#;
    let file: CriteriaFile = toml::from_str(text).unwrap();
    assert_eq!(file.seed, Some(1727));
    let usual = Criteria { different: vec![("industry".into(), 2.0)], ..Criteria::default() };
    let criteria = file.over(usual);
    assert_eq!(criteria.size, 6..=8);
    assert_eq!(criteria.similar, [("years_in_role".to_owned(), 3.0)]);
    assert_eq!(criteria.different, [("industry".to_owned(), 2.0)]);
    assert_eq!(criteria.hours, MeetingHours { minutes: 120, common: 3.5, from: 540, to: 1140 });
    assert!(!criteria.keep.organisation_apart && criteria.keep.reports_apart);
    assert_eq!(criteria.lonely, ["gender"]);
}

#[test]
fn criteria_survive_being_written_down() {
    let criteria = Criteria {
        size: 5..=6,
        similar: vec![("seniority".into(), 2.5)],
        stage_band: Some(3.0),
        keep: Keep {
            together: vec![vec!["a@example.org".into(), "b@example.org".into()]],
            ..Keep::default()
        },
        ..Criteria::default()
    };
    let file = CriteriaFile::of(&criteria);
    let toml: CriteriaFile = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
    let json: CriteriaFile = serde_json::from_value(serde_json::to_value(&file).unwrap()).unwrap();
    let elsewhere = Criteria { size: 2..=3, stage_band: None, ..Criteria::default() };
    assert_eq!(toml.over(elsewhere.clone()), criteria);
    assert_eq!(json.over(elsewhere), criteria);
}

#[test]
fn a_slip_in_a_key_is_named_with_its_line_and_the_nearest_key() {
    let unknown = |line: usize, key: &str, nearest: &str| {
        let (key, nearest) = (key.to_owned(), nearest.to_owned());
        Err(CriteriaError { line, problem: CriteriaProblem::UnknownKey { key, nearest } })
    };
    let crossed = read_criteria("size = 8\n\ncrosing = [\"gender\", \"sector\"]\n");
    assert_eq!(crossed, unknown(3, "crosing", "crossing"));
    let kept = read_criteria("[keep]\norganization_apart = true\n");
    assert_eq!(kept, unknown(2, "organization_apart", "organisation_apart"));
}

#[test]
fn what_a_key_cannot_have_is_named_with_its_line_and_what_it_takes() {
    for (text, takes) in [
        ("size = [5, 7]", Takes::Size),
        ("size = 0", Takes::Size),
        ("size = \"9..7\"", Takes::Size),
        ("size = 7.5", Takes::Size),
        ("stage_band = \"8\"", Takes::Band),
        ("stage_band = -1", Takes::Band),
        ("stage_band = nan", Takes::Band),
        ("preset = \"everyone\"", Takes::Preset),
        ("past_groups = \"never\"", Takes::PastGroups),
        ("past_groups = -2", Takes::PastGroups),
        ("facilitator = \"role\"", Takes::Facilitator),
        ("seed = -1", Takes::Seed),
        ("work = 0", Takes::Work),
        ("crossing = \"gender\"", Takes::Attributes),
        ("only_one = [[\"Ana\"]]", Takes::People),
        ("similar = 3", Takes::Part),
        ("[similar]\nx = \"a\"", Takes::Weight),
        ("[different]\nx = -0.5", Takes::Weight),
        ("[shared]\nx = inf", Takes::Weight),
        ("hours = true", Takes::Part),
        ("[hours]\nminutes = 90.5", Takes::Minutes),
        ("[hours]\nminutes = 0", Takes::Minutes),
        ("[hours]\nminutes = 1441", Takes::Minutes),
        ("[hours]\ncommon = 500", Takes::Common),
        ("[hours]\nfrom = \"24:01\"", Takes::TimeOfDay),
        ("[hours]\nfrom = 08:00:00", Takes::TimeOfDay),
        ("[hours]\nfrom = \"08:00\"\nto = \"8\"", Takes::AnotherEnd),
        ("[keep]\napart = [\"Ana\", \"Bo\"]", Takes::Sets),
        ("[keep]\nmay_part = \"Ana\"", Takes::People),
        ("[keep]\nshared_language = \"yes\"", Takes::YesNo),
    ] {
        let wrong = format!("# What we ask for.\n{text}\n");
        let error = read_criteria(&wrong).unwrap_err();
        let last = wrong.trim_end().lines().count();
        let key = text.lines().last().unwrap().split(" = ").next().unwrap().to_owned();
        assert_eq!(
            error,
            CriteriaError { line: last, problem: CriteriaProblem::Value { key, takes } },
            "{text}"
        );
    }
}

#[test]
fn what_is_said_twice_or_in_two_ways_at_once_is_refused() {
    let problem = |text: &str| read_criteria(text).unwrap_err();
    let twice = |line: usize, key: &str, attribute: &str| {
        let (key, attribute) = (key.to_owned(), attribute.to_owned());
        CriteriaError { line, problem: CriteriaProblem::Twice { key, attribute } }
    };
    assert_eq!(problem("crossing = [\"gender\", \"age\", \"Gender\"]"), twice(1, "crossing", "Gender"));
    let kinds = "[different]\n\"job level\" = 1\njob_level = 2";
    assert_eq!(problem(kinds), twice(3, "different", "job_level"));
    let attribute = "industry".to_owned();
    let both = CriteriaError { line: 4, problem: CriteriaProblem::AlikeAndDifferent { attribute } };
    assert_eq!(problem("[similar]\nindustry = 1\n[different]\nindustry = 1\n"), both);
    let again = CriteriaError { line: 2, problem: CriteriaProblem::KeyTwice };
    assert_eq!(problem("seed = 1\nseed = 2\n"), again);
    assert_eq!(
        problem("seed = 1\nsize is 8\n"),
        CriteriaError { line: 2, problem: CriteriaProblem::NotToml }
    );
}

#[test]
fn who_facilitates_and_new_faces_are_written_in_words() {
    let text = "preset = \"new faces\"\npast_groups = \"apart\"\n[keep]\nfacilitator = true\n";
    let file = read_criteria(text).unwrap();
    assert_eq!(file.preset, Some(PresetName(Preset::NewFaces)));
    let criteria = file.over(Criteria::default());
    assert_eq!((criteria.past_groups, criteria.facilitator), (2.0, Some(Facilitates::default())));
    let named = read_criteria("facilitator = \"role = Facilitator\"").unwrap().over(Criteria::default());
    let asked = Facilitates { attribute: "role".to_owned(), value: "Facilitator".to_owned() };
    assert_eq!(named.facilitator, Some(asked));
}

#[test]
fn the_criteria_file_of_the_readme_is_one() {
    let readme = include_str!("../../../../../README.md");
    let mut blocks = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let example = blocks.find(|block| block.contains("past_groups")).unwrap();
    assert_eq!(read_criteria(example).map(|file| file.stage_band), Ok(Some(8.0)));
}

#[test]
fn what_changed_is_told_as_a_line_of_the_file() {
    let before = Criteria { facilitator: Some(Facilitates::default()), ..Criteria::default() };
    let change = |change: &dyn Fn(&mut Criteria)| {
        let mut after = before.clone();
        change(&mut after);
        changed_line(&before, &after)
    };
    let size = change(&|criteria| criteria.size = 5..=9);
    assert_eq!(size, Some(("size = \"5..9\"".to_owned(), None)));
    let hours = change(&|criteria| criteria.hours.common = 1.5);
    assert_eq!(hours, Some(("common = 1.5".to_owned(), Some("hours".to_owned()))));
    let facilitator = change(&|criteria| criteria.facilitator = None);
    assert_eq!(facilitator, Some(("facilitator = false".to_owned(), None)));
    assert_eq!(change(&|_| ()), None);
}

#[test]
fn sizes_are_understood_as_people_write_them() {
    for (text, size) in [("7..9", 7..=9), ("8", 8..=8), ("6-8", 6..=8), (" 7 .. 9 ", 7..=9), ("7..=9", 7..=9)]
    {
        assert_eq!(text.parse(), Ok(Size(size)), "{text}");
    }
}
