//! Stories of the roster: files that come in, people who are found, edited and kept apart.

use axum::http::StatusCode;
use peergroups::profile::{Email, Profile};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryTrait as _, Select, Statement};
use store::Id as _;

use super::entities::ProfileId;
use super::{CheckOptions, Filter, ImportOptions, Selection, queries};
use crate::community::{CommunityId, MemberId};
use crate::town::{Town, Visitor};

const ROSTER: &str = "/c/long-table/roster";
const IMPORTS: &str = "/c/long-table/roster/imports";

/// Long Table, and its operator at the desk.
async fn desk() -> (Town, CommunityId, Visitor) {
    let (town, community) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    (town, community, agnes)
}

/// Uploads a file and has it imported; the page that then says what was done.
async fn import(town: &Town, operator: &Visitor, file: &[u8]) -> String {
    let here = operator.upload(IMPORTS, "roster.csv", file).await.location.expect("a preview");
    assert_eq!(operator.post(&here, &[]).await.location.as_deref(), Some(here.as_str()));
    town.run_jobs().await;
    operator.get(&here).await.body
}

async fn everyone(town: &Town, community: CommunityId) -> Vec<(MemberId, Profile)> {
    super::profiles(town.app.db(), community, &Selection::default()).await.unwrap()
}

async fn member_called(town: &Town, community: CommunityId, name: &str) -> MemberId {
    let people = everyone(town, community).await;
    people.into_iter().find(|(_, profile)| profile.name == name).unwrap().0
}

fn whole_cast() -> Vec<u8> {
    cast::roster_csv(cast::LONG_TABLE.people).into_bytes()
}

/// Everything that is wrong with rosters in one: a mark at the start, semicolons, Windows line ends, a second
/// header, and on each bad line a reason of its own.
fn nasty() -> Vec<u8> {
    let long = "x".repeat(10_000);
    let lines = [
        "\u{feff}Full name;E-Mail;Company;TZ;Motto".to_owned(),
        "Tove Lindqvarn;tove@example.org;Fjord;Europe/Stockholm;steady".to_owned(),
        "Full name;E-Mail;Company;TZ;Motto".to_owned(),
        "Tove Again;TOVE@example.org;Fjord;;".to_owned(),
        "Otto;otto@example.org;Fjord;Berlin;".to_owned(),
        ";nameless@example.org;Fjord;;".to_owned(),
        format!("Long;long@example.org;{long};;"),
        "=cmd();formula@example.org;Fjord;;".to_owned(),
        "Mara Vellacourt;mara@example.org;Vellacourt & Daughter;Europe/Lisbon;".to_owned(),
    ];
    (lines.join("\r\n") + "\r\n").into_bytes()
}

#[tokio::test]
async fn a_bad_line_costs_itself_only_and_is_named_with_what_to_do() {
    let (town, community, agnes) = desk().await;
    let here = agnes.upload(IMPORTS, "autumn.csv", &nasty()).await.location.unwrap();
    let preview = agnes.get(&here).await.body;
    for said in [
        "Two lines are good, six are not",
        "Full name",
        "kept as “motto”",
        "This is the header row once more.",
        "Line 2 has this address already.",
        "Did you mean Europe/Berlin?",
        "Every person needs a name",
        "It has 10,000 characters, and 2,000 fit.",
        "A spreadsheet would run this as a formula.",
    ] {
        assert!(preview.contains(said), "{said}\n{preview}");
    }
    assert!(everyone(&town, community).await.is_empty(), "a preview enters nobody");

    agnes.post(&here, &[]).await;
    town.run_jobs().await;
    let names: Vec<String> = everyone(&town, community).await.into_iter().map(|(_, p)| p.name).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&"Tove Lindqvarn".to_owned()) && names.contains(&"Mara Vellacourt".to_owned()));

    let refused = agnes.get(&format!("{here}/refused.csv")).await.body;
    assert_eq!(refused.lines().count(), 7);
    assert!(refused.contains("'=cmd()"), "what we write cannot run: {refused}");
    town.end().await;
}

#[tokio::test]
async fn importing_again_changes_people_and_doubles_nobody() {
    let (town, community, agnes) = desk().await;
    let first =
        "name,email,organisation,motto\nTove,tove@example.org,Fjord,steady\nOtto,otto@example.org,Fjord,\n";
    assert!(import(&town, &agnes, first.as_bytes()).await.contains("2 new, 0 changed, 0 as they were."));
    assert!(import(&town, &agnes, first.as_bytes()).await.contains("0 new, 0 changed, 2 as they were."));
    let second = "email,name,organisation\nTOVE@example.org,Tove Lindqvarn,\notto@example.org,Otto,Kelp\n";
    assert!(import(&town, &agnes, second.as_bytes()).await.contains("0 new, 2 changed, 0 as they were."));

    let people = everyone(&town, community).await;
    assert_eq!(people.len(), 2);
    let tove = &people.iter().find(|(_, person)| person.name == "Tove Lindqvarn").unwrap().1;
    assert_eq!(tove.organisation.as_deref(), Some("Fjord"), "an empty cell leaves what is known");
    assert_eq!(tove.attributes, [("motto".to_owned(), "steady".to_owned())]);
    town.end().await;
}

#[tokio::test]
async fn the_cast_arrives_whole_in_more_than_one_piece() {
    let (town, community, agnes) = desk().await;
    let mut file = whole_cast();
    for number in 0..30_000 {
        file.extend(format!("Person {number},person.{number}@example.org{}\n", ",".repeat(15)).into_bytes());
    }
    file.truncate(1_200_000);
    let done = import(&town, &agnes, &file[..file.iter().rposition(|byte| *byte == b'\n').unwrap()]).await;
    let lines = file.split(|byte| *byte == b'\n').count() - 2;
    let there = super::count(town.app.db(), community, &Filter::default()).await.unwrap();
    assert_eq!(there, u64::try_from(lines).unwrap(), "{done}");
    assert_eq!(everyone(&town, community).await.len(), lines);
    town.end().await;
}

#[tokio::test]
async fn a_file_that_is_no_roster_says_what_to_do() {
    let (town, _, agnes) = desk().await;
    for (file, said) in [
        (&b""[..], "There is nothing in the file."),
        (b"%PDF-1.7 ...", "This is not a table."),
        (b"Tove,tove@example.org\n", "The first row is a person already"),
        (b"name,telephone\nTove,12\n", "No column is called E-mail."),
        (b"PK\x03\x04 not a workbook", "The workbook is damaged."),
    ] {
        let here = agnes.upload(IMPORTS, "roster.csv", file).await.location.unwrap();
        let page = agnes.get(&here).await.body;
        assert!(page.contains("This file cannot be imported"), "{page}");
        assert!(page.contains(said), "{said}: {page}");
    }
    town.end().await;
}

#[tokio::test]
async fn beginning_an_import_twice_does_it_once_and_the_file_is_then_forgotten() {
    let (town, _, agnes) = desk().await;
    let here =
        agnes.upload(IMPORTS, "two.csv", b"name,email\nTove,tove@example.org\n").await.location.unwrap();
    agnes.post(&here, &[]).await;
    agnes.post(&here, &[]).await;
    assert!(agnes.get(&here).await.body.contains("data-refresh"));
    town.run_jobs().await;
    assert!(agnes.get(&here).await.body.contains("One person is imported"));
    agnes.post(&format!("{here}/end"), &[]).await;
    assert_eq!(agnes.get(&here).await.status, StatusCode::OK, "what was imported stays readable");
    town.end().await;
}

#[tokio::test]
async fn an_import_that_was_broken_off_goes_on_where_it_was() {
    let (town, community, agnes) = desk().await;
    let file = b"name,email\nTove,tove@example.org\nOtto,otto@example.org\n";
    let here = agnes.upload(IMPORTS, "two.csv", file).await.location.unwrap();
    agnes.post(&here, &[]).await;
    let import = here.rsplit('/').next().unwrap().parse().unwrap();
    let tove = Profile::new("Tove", Email::parse("tove@example.org").unwrap());
    town.write(async |tx| super::import::import_lines(tx, import, &[(2, tove.clone())]).await).await;
    assert!(agnes.get(&here).await.body.contains("1 of 2"));
    town.run_jobs().await;
    assert!(agnes.get(&here).await.body.contains("2 new, 0 changed, 0 as they were."));
    assert_eq!(everyone(&town, community).await.len(), 2);
    town.end().await;
}

#[tokio::test]
async fn an_upload_that_nobody_imports_is_forgotten_after_a_day() {
    let (town, _, agnes) = desk().await;
    let kept = agnes.upload(IMPORTS, "a.csv", b"name,email\nTove,tove@example.org\n").await.location.unwrap();
    town.pass(25 * 3600);
    town.write(super::import::sweep).await;
    assert_eq!(agnes.get(&kept).await.status, StatusCode::NOT_FOUND);
    let thrown_away =
        agnes.upload(IMPORTS, "b.csv", b"name,email\nTove,tove@example.org\n").await.location.unwrap();
    agnes.post(&format!("{thrown_away}/end"), &[]).await;
    assert_eq!(agnes.get(&thrown_away).await.status, StatusCode::NOT_FOUND);
    town.end().await;
}

#[tokio::test]
async fn another_community_sees_nothing_of_an_import_or_a_person() {
    let (town, community, agnes) = desk().await;
    town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    let barnaby = town.signed_in("barnaby@example.org").await;
    let here = agnes.upload(IMPORTS, "a.csv", b"name,email\nTove,tove@example.org\n").await.location.unwrap();
    agnes.post(&here, &[]).await;
    town.run_jobs().await;
    let tove = member_called(&town, community, "Tove").await;
    let elsewhere = here.replace("long-table", "harbour-fund");
    assert_eq!(barnaby.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    let elsewhere = format!("/c/harbour-fund/roster/people/{tove}");
    assert_eq!(barnaby.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        barnaby.post(&format!("{elsewhere}/end"), &[("version", "1")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(!barnaby.get("/c/harbour-fund/roster").await.body.contains("Tove"));
    town.end().await;
}

#[tokio::test]
async fn people_are_found_by_words_and_by_trade_page_by_page() {
    let (town, _, agnes) = desk().await;
    assert!(agnes.get(ROSTER).await.body.contains("Nobody is in the roster yet"));
    import(&town, &agnes, &whole_cast()).await;
    let first = agnes.get(ROSTER).await.body;
    assert!(first.contains("1 to 20 of 48") && first.contains("page=2"));
    let last = agnes.get(&format!("{ROSTER}?page=3")).await.body;
    assert!(last.contains("41 to 48 of 48") && !last.contains("page=4"));

    let mara = cast::mara();
    let word = mara.organisation.split_whitespace().next().unwrap().to_uppercase();
    let found = agnes.get(&format!("{ROSTER}?q={word}+mara")).await.body;
    assert!(found.contains(mara.name) && found.contains("1 to 1 of 1"), "{found}");
    let industry = crate::app::error::encode(mara.industry);
    let found = agnes.get(&format!("{ROSTER}?industry={industry}")).await.body;
    assert!(found.contains(mara.name) && !found.contains(">1 to 20 of 48<"));
    assert!(agnes.get(&format!("{ROSTER}?q=100%25_nobody")).await.body.contains("Nobody fits"));
    town.end().await;
}

#[tokio::test]
async fn what_is_saved_as_csv_is_read_back_the_same() {
    let (town, community, agnes) = desk().await;
    import(&town, &agnes, &whole_cast()).await;
    let before = everyone(&town, community).await;
    let file = agnes.get(&format!("{ROSTER}/people.csv")).await.body;
    let done = import(&town, &agnes, file.as_bytes()).await;
    assert!(done.contains("0 new, 0 changed, 48 as they were."), "{done}");
    assert_eq!(everyone(&town, community).await, before);
    town.end().await;
}

#[tokio::test]
async fn a_profile_is_edited_by_the_rules_of_a_roster() {
    let (town, community, agnes) = desk().await;
    import(&town, &agnes, b"name,email,gender\nTove,tove@example.org,F\n").await;
    let here = format!("{ROSTER}/people/{}", member_called(&town, community, "Tove").await);
    let form = agnes.get(&format!("{here}/edit")).await.body;
    assert!(form.contains(r#"name="version" value="1""#) && form.contains(r#"name="attribute:gender""#));

    let wrong = agnes.post(&here, &[("version", "1"), ("name", "Tove"), ("time_zone", "Berlin")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Did you mean Europe/Berlin?") && wrong.body.contains(r#"value="Berlin""#));

    let fields = [
        ("version", "1"),
        ("name", "Tove Lindqvarn"),
        ("years_in_role", "12,5"),
        ("goals", "find a successor\nsleep"),
        ("attribute:gender", ""),
    ];
    assert_eq!(agnes.post(&here, &fields).await.location.as_deref(), Some(here.as_str()));
    let tove = everyone(&town, community).await.remove(0).1;
    assert_eq!((tove.name.as_str(), tove.years_in_role), ("Tove Lindqvarn", Some(12.5)));
    assert_eq!(tove.goals, ["find a successor", "sleep"]);
    assert!(tove.attributes.is_empty());

    let late = agnes.post(&here, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "someone else was faster");
    town.end().await;
}

#[tokio::test]
async fn one_person_is_added_by_hand_and_not_twice() {
    let (town, community, agnes) = desk().await;
    let tove = [("name", "Tove"), ("email", "tove@example.org")];
    assert_eq!(agnes.post(&format!("{ROSTER}/people"), &tove).await.status, StatusCode::SEE_OTHER);
    let again = agnes.post(&format!("{ROSTER}/people"), &tove).await;
    assert!(again.body.contains("in the roster already"));
    let nameless = agnes.post(&format!("{ROSTER}/people"), &[("email", "otto@example")]).await;
    assert!(nameless.body.contains("Two fields need another look."), "{}", nameless.body);
    assert_eq!(everyone(&town, community).await.len(), 1);
    town.end().await;
}

#[tokio::test]
async fn a_profile_says_who_must_be_kept_apart_and_why() {
    let (town, community, agnes) = desk().await;
    import(&town, &agnes, &whole_cast()).await;
    let page = async |name: &str| {
        let member = member_called(&town, community, name).await;
        agnes.get(&format!("{ROSTER}/people/{member}")).await.body
    };
    let otto = page(cast::otto().name).await;
    assert!(otto.contains(cast::tove().name) && otto.contains("One reports to the other."));
    assert!(page(cast::tove().name).await.contains(cast::otto().name), "found from the other side too");
    assert!(page(cast::ginevra().name).await.contains("Their organisations compete."));
    assert!(page(cast::ernesto().name).await.contains("The roster says to keep them apart."));
    town.end().await;
}

#[tokio::test]
async fn a_conflict_is_named_by_hand_and_lifted() {
    let (town, community, agnes) = desk().await;
    import(&town, &agnes, &whole_cast()).await;
    let mara = member_called(&town, community, cast::mara().name).await;
    let noor = member_called(&town, community, cast::noor().name).await;
    let here = format!("{ROSTER}/people/{mara}");
    let conflicts = format!("{here}/conflicts");
    for (who, said) in [("nobody@example.org", "Nobody in the roster"), (cast::mara().email, "themselves")] {
        let refused = agnes.post(&conflicts, &[("who", who)]).await;
        assert!(refused.body.contains(said), "{}", refused.body);
    }
    agnes.post(&conflicts, &[("who", cast::noor().name)]).await;
    agnes.post(&conflicts, &[("who", cast::noor().email)]).await;
    let named = async || super::named_conflicts(town.app.db(), community, &[noor, mara]).await.unwrap();
    assert_eq!(named().await, [(mara.min(noor), mara.max(noor))]);
    assert!(super::named_conflicts(town.app.db(), community, &[mara]).await.unwrap().is_empty());

    let page = agnes.get(&here).await.body;
    let lift = page.split(&format!("{conflicts}/")).nth(1).unwrap().split('"').next().unwrap();
    agnes.post(&format!("{conflicts}/{lift}"), &[]).await;
    assert!(named().await.is_empty());
    town.end().await;
}

#[tokio::test]
async fn lines_and_problems_are_counted_apart() {
    let (town, _, agnes) = desk().await;
    let file = b"name,email,years in role\n,none,many\nTove,tove@example.org,3\n";
    let here = agnes.upload(IMPORTS, "autumn.csv", file).await.location.unwrap();
    let preview = agnes.get(&here).await.body;
    assert!(preview.contains("One line left out, with three problems"), "{preview}");
    town.end().await;
}

#[tokio::test]
async fn whoever_is_removed_is_gone_until_imported_again() {
    let (town, community, agnes) = desk().await;
    let file = b"name,email\nTove,tove@example.org\n";
    import(&town, &agnes, file).await;
    let tove = member_called(&town, community, "Tove").await;
    let here = format!("{ROSTER}/people/{tove}");
    assert_eq!(agnes.post(&format!("{here}/end"), &[("version", "7")]).await.status, StatusCode::CONFLICT);
    agnes.post(&format!("{here}/end"), &[("version", "1")]).await;
    assert_eq!(agnes.get(&here).await.status, StatusCode::NOT_FOUND);
    assert!(everyone(&town, community).await.is_empty());
    assert!(import(&town, &agnes, file).await.contains("1 new"));
    assert_eq!(member_called(&town, community, "Tove").await, tove);
    town.end().await;
}

#[tokio::test]
async fn formation_gets_whom_it_selects() {
    let (town, community, agnes) = desk().await;
    import(&town, &agnes, &whole_cast()).await;
    let mara = member_called(&town, community, cast::mara().name).await;
    let these = Selection::These(vec![mara]);
    let found = super::profiles(town.app.db(), community, &these).await.unwrap();
    assert_eq!(found[0].1.email, Email::parse(cast::mara().email).unwrap());
    let filter = Filter { industry: cast::mara().industry.to_owned(), ..Filter::default() };
    let filtered = super::profiles(town.app.db(), community, &Selection::Filtered(filter)).await.unwrap();
    assert!(filtered.iter().all(|(_, person)| person.industry.as_deref() == Some(cast::mara().industry)));
    assert!(filtered.iter().any(|(member, _)| *member == mara));
    town.end().await;
}

#[tokio::test]
async fn two_imports_at_once_double_nobody() {
    let (town, community) = Town::with_long_table().await;
    let person = |number: u32| {
        Profile::new(format!("Person {number}"), Email::parse(&format!("p{number}@example.org")).unwrap())
    };
    let forwards: Vec<Profile> = (0..300).map(person).collect();
    let backwards: Vec<Profile> = forwards.iter().rev().cloned().collect();
    let enter = async |people: &[Profile]| {
        town.app.write(async |tx| super::enter(tx, community, people).await).await.unwrap().members
    };
    let (one, other, third) = tokio::join!(enter(&forwards), enter(&backwards), enter(&forwards));
    assert_eq!((&one, &one), (&other, &third));
    assert_eq!(everyone(&town, community).await.len(), 300);
    town.end().await;
}

#[tokio::test]
async fn a_few_people_are_found_without_going_through_the_whole_roster() {
    let (town, community, _) = desk().await;
    if town.app.store().backend() == store::Backend::Postgres {
        return; // It keeps statistics and plans by them.
    }
    let plan = async |question: Select<super::entities::profile::Entity>| {
        let question = question.build(DbBackend::Sqlite).to_string();
        let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {question}"));
        let steps = town.app.db().query_all_raw(explain).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        steps.join(", ")
    };
    let members = (0..3).map(|_| MemberId::random()).collect();
    let few = plan(queries::by_members(members)).await;
    assert!(few.contains("(member_id=?)") && !few.contains("community_id"), "{few}");
    let next = queries::after_by_id(community, &Filter::default(), Some(ProfileId::random()));
    let next = plan(next).await;
    assert!(next.contains("(community_id=? AND id>?)") && !next.contains("ORDER BY"), "{next}");
    town.end().await;
}

#[tokio::test]
async fn a_consent_is_recorded_once_while_it_stands() {
    let (town, community) = Town::with_long_table().await;
    let mara = town.member(community, "mara@example.org").await;
    let added = async || {
        town.write(async |tx| super::record_consent(tx, community, mara, "matching", "application").await)
            .await
    };
    assert!(added().await);
    assert!(!added().await);
    town.end().await;
}

#[test]
fn the_command_line_names_every_refused_line() {
    let folder = tempfile::tempdir().unwrap();
    let check = |content: &[u8]| {
        let file = folder.path().join("roster.csv");
        std::fs::write(&file, content).unwrap();
        super::check(&crate::english().unwrap(), &CheckOptions { file }).unwrap()
    };
    let nasty = check(&nasty());
    assert!(!nasty.is_whole);
    for said in [
        "Line 3: ",
        "Line 5, TZ: “Berlin” No time zone has this name. Did you mean",
        "2 accepted, 6 refused.",
    ] {
        assert!(nasty.words.contains(said), "{said}\n{}", nasty.words);
    }
    let twice = check(b"name,email,years in role\n,none,many\nTove,tove@example.org,3\n");
    assert!(twice.words.ends_with("1 accepted, 1 refused, with 3 problems."), "{}", twice.words);
    assert!(check(&whole_cast()).is_whole);
    assert!(!check(b"%PDF").is_whole);
}

/// What `junto roster import` says about a file, and whether all of it was entered.
async fn import_by_command(town: &Town, content: &[u8], community: &str) -> anyhow::Result<(String, bool)> {
    let folder = tempfile::tempdir()?;
    let options = ImportOptions { file: folder.path().join("roster.csv"), community: community.to_owned() };
    std::fs::write(&options.file, content)?;
    let mut said = String::new();
    let mut say = |words: &str| said.extend([words, "\n"]);
    let is_whole = super::import(&town.app, &options, &mut say, &mut |_| ()).await?;
    Ok((said, is_whole))
}

#[tokio::test]
async fn the_command_line_enters_good_lines_and_names_every_other() {
    let (town, community) = Town::with_long_table().await;
    let (said, is_whole) = import_by_command(&town, &nasty(), "long-table").await.unwrap();
    assert!(!is_whole);
    for words in [
        "Line 3: ",
        "Line 5, TZ: “Berlin” No time zone has this name. Did you mean",
        "2 new, 0 changed, 0 as they were, 6 lines refused.",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert_eq!(everyone(&town, community).await.len(), 2);

    let many = "name,email\n".to_owned() + &"Ana,none\n".repeat(3_000) + "Bo,bo@example.org\n";
    let (said, _) = import_by_command(&town, many.as_bytes(), "long-table").await.unwrap();
    assert_eq!(said.lines().filter(|line| line.starts_with("Line ")).count(), 3_000);
    assert!(said.contains("1 new, 0 changed, 0 as they were, 3,000 lines refused."), "{said}");
    town.end().await;
}

#[tokio::test]
async fn the_command_line_and_the_page_enter_the_same() {
    let (town, by_command, agnes) = desk().await;
    let by_page = town.found("harbour-fund", "Harbour Fund", "agnes@example.org").await;
    let file: String = cast::crowd(3, 1_203).map(|line| line + "\n").collect();
    let (said, is_whole) = import_by_command(&town, file.as_bytes(), "long-table").await.unwrap();
    assert!(is_whole && said == "1,203 new, 0 changed, 0 as they were, 0 lines refused.\n", "{said}");
    let (said, _) = import_by_command(&town, file.as_bytes(), "long-table").await.unwrap();
    assert!(said.contains("0 new, 0 changed, 1,203 as they were"), "nobody is doubled: {said}");

    let imports = "/c/harbour-fund/roster/imports";
    let here = agnes.upload(imports, "crowd.csv", file.as_bytes()).await.location.unwrap();
    agnes.post(&here, &[]).await;
    town.run_jobs().await;
    let profiles = async |of| {
        let mut people: Vec<Profile> = everyone(&town, of).await.into_iter().map(|(_, who)| who).collect();
        people.sort_by_key(|who| who.email.key());
        people
    };
    assert_eq!(profiles(by_page).await, profiles(by_command).await);
    town.end().await;
}

#[tokio::test]
async fn the_command_line_says_what_it_cannot_import() {
    let (town, community) = Town::with_long_table().await;
    let file = b"name,email\nTove,tove@example.org\n";
    let nowhere = import_by_command(&town, file, "short-table").await.unwrap_err();
    assert!(nowhere.to_string().contains("No community has the address short-table"), "{nowhere}");
    let (said, is_whole) = import_by_command(&town, b"%PDF-1.7", "long-table").await.unwrap();
    assert!(said.contains("This is not a table.") && !is_whole, "{said}");
    assert!(everyone(&town, community).await.is_empty());
    town.end().await;
}

#[tokio::test]
async fn a_member_says_of_themselves_what_groups_are_formed_by_and_sees_no_note_of_the_operators() {
    let (town, community, agnes) = desk().await;
    let file = b"name,email,keep_apart,mood\nTove,tove@example.org,june@example.org,wistful\n";
    let import = agnes.upload("/c/long-table/roster/imports", "one.csv", file).await.location.unwrap();
    agnes.post(&import, &[]).await;
    town.run_jobs().await;
    let tove = town.signed_in("tove@example.org").await;
    let page = tove.get("/c/long-table/profile").await;
    assert!(!page.body.contains("june@example.org") && !page.body.contains("wistful"), "{}", page.body);

    let hours = ("availability", "Mon 09:00-12:00");
    let zone = ("time_zone", "Europe/Stockholm");
    let form =
        [("version", "1"), ("name", "Tove L."), zone, hours, ("keep_apart", ""), ("attribute:mood", "")];
    let saved = tove.post("/c/long-table/profile", &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let member = member_called(&town, community, "Tove L.").await;
    let known = super::standing(town.app.db(), community, member).await.unwrap().profile;
    assert_eq!((known.name.as_str(), known.availability.as_deref()), ("Tove L.", Some("Mon 09:00-12:00")));
    assert_eq!(known.keep_apart, ["june@example.org"], "the operator's note stays");
    assert_eq!(known.attributes.len(), 1);
    let stale = tove.post("/c/long-table/profile", &form).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let wrong = [("version", "2"), ("name", "Tove"), ("time_zone", "Europe/Stokholm")];
    let wrong = tove.post("/c/long-table/profile", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Europe/Stockholm"), "it says what was meant");
    town.end().await;
}
