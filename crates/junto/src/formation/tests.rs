//! Stories of rounds: from the roster to founded groups, through the front door.

use axum::http::StatusCode;

use crate::town::{Reply, Town, Visitor};

/// Of one in four it is not known.
const ZONES: [&str; 4] = ["Europe/Lisbon", "Africa/Lagos", "Europe/Berlin", ""];

/// Twelve people in four trades and three zones.
pub(super) async fn with_roster() -> (Town, Visitor) {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    for number in 0..12 {
        let form = [
            ("name", format!("Person {number}")),
            ("email", format!("person{number}@example.org")),
            ("organisation", format!("Firm {}", number % 6)),
            ("industry", ["Boats", "Bread", "Banks", "Books"][number % 4].to_owned()),
            ("years_in_role", (3 + number / 2).to_string()),
            ("interests", "Succession; Scale".to_owned()),
            ("time_zone", ZONES[number % ZONES.len()].to_owned()),
            ("consent", "yes".to_owned()),
        ];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = agnes.post("/c/long-table/roster/people", &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    }
    (town, agnes)
}

pub(super) const CRITERIA: [(&str, &str); 10] = [
    ("name", "Autumn round"),
    ("least", "4"),
    ("most", "4"),
    ("common", "2"),
    ("minutes", "90"),
    ("stage", "-"),
    ("wish:industry", "different 2"),
    ("wish:years_in_role", "similar 4"),
    ("without_seat", "yes"),
    ("seed", "7"),
];

/// Begins the round and waits for its proposal; answers with its address and page.
pub(super) async fn proposed(town: &Town, agnes: &Visitor) -> (String, Reply) {
    let begun = agnes.post("/c/long-table/rounds", &CRITERIA).await;
    let round = begun.location.expect(&begun.body);
    let address = agnes.get(&round).await.location.unwrap();
    assert!(agnes.get(&address).await.body.contains("data-refresh"), "work under way shows its progress");
    town.run_jobs().await;
    let page = agnes.get(&address).await;
    (address, page)
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// Everyone whom a page of the desk names, in order.
fn names(page: &Reply) -> String {
    between(&page.body, "data-name=\"", "\"").join(", ")
}

#[tokio::test]
async fn a_round_places_everyone_and_says_why() {
    let (town, agnes) = with_roster().await;
    let (_, page) = proposed(&town, &agnes).await;
    assert!(page.body.contains("Twelve people have a place in three groups."), "{}", page.body);
    assert_eq!(page.body.matches("data-group=").count(), 3);
    assert_eq!(page.body.matches("data-move=").count(), 12);
    assert!(page.body.contains("industries among four people"));
    assert!(page.body.contains("No conflict of interest among them"));
    town.end().await;
}

#[tokio::test]
async fn the_same_seed_forms_the_same_groups() {
    let (town, agnes) = with_roster().await;
    let (_, first) = proposed(&town, &agnes).await;
    let (_, again) = proposed(&town, &agnes).await;
    assert_eq!(names(&first), names(&again));
    town.end().await;
}

#[tokio::test]
async fn a_move_shows_what_it_costs_before_it_is_made() {
    let (town, agnes) = with_roster().await;
    let (address, page) = proposed(&town, &agnes).await;
    let who = between(&page.body, "move?who=", "\"")[0].to_owned();
    let choices = agnes.get(&format!("{address}/move?who={who}")).await;
    assert!(choices.body.contains("are not the size you asked for"));
    let weighed = agnes.get(&format!("{address}/move?who={who}&to=1")).await;
    assert!(weighed.body.contains("Not made yet.") && weighed.body.contains("class=\"red\">5"));
    assert_eq!(names(&agnes.get(&address).await), names(&page), "looking changes nothing");
    let form = [("who", who.as_str()), ("to", "1"), ("with", ""), ("version", "1")];
    let made = agnes.post(&format!("{address}/move"), &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let after = agnes.get(&address).await.body;
    for words in ["Three people.", "Five people.", "Four people."] {
        assert_eq!(after.matches(words).count(), 1, "{words}");
    }
    let table = agnes.get(&format!("{address}/groups.csv")).await.body;
    assert_eq!(table.lines().count(), 13);
    assert!(table.starts_with("\u{feff}group,email,name,") && table.contains("person11@example.org"));
    assert!(after.contains("groups shown here break a must"), "a move against a must is not passed over");
    let stale = agnes.post(&format!("{address}/move"), &form).await;
    assert_eq!(stale.status, StatusCode::SEE_OTHER, "the move is made already, so it leads nowhere");
    let out = [("who", who.as_str()), ("to", "out"), ("with", ""), ("version", "1")];
    let edited = agnes.post(&format!("{address}/move"), &out).await;
    assert_eq!(edited.status, StatusCode::CONFLICT, "someone else was faster");
    town.end().await;
}

#[tokio::test]
async fn a_locked_group_stays_when_groups_are_formed_again() {
    let (town, agnes) = with_roster().await;
    let (address, page) = proposed(&town, &agnes).await;
    let first = between(&page.body, "<article", "</article>")[0].to_owned();
    let people = |text: &str| between(text, "data-name=\"", "\"").join(", ");
    let locked = agnes.post(&format!("{address}/lock"), &[("group", "0"), ("version", "1")]).await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER);
    let round = address.split("/proposals").next().unwrap();
    let mut form = CRITERIA.to_vec();
    form.retain(|(name, _)| *name != "seed");
    form.extend([("from", "1"), ("seed", "99")]);
    let again = agnes.post(&format!("{round}/proposals"), &form).await.location.unwrap();
    town.run_jobs().await;
    let formed = agnes.get(&again).await;
    let kept = between(&formed.body, "<article", "</article>")[0].to_owned();
    assert_eq!(people(&kept), people(&first));
    let compared = agnes.get(&format!("{round}/compare?one=1&other=2")).await;
    assert_eq!(compared.status, StatusCode::OK, "{}", compared.body);
    assert!(compared.body.contains("the same in both"));
    town.end().await;
}

#[tokio::test]
async fn publishing_founds_all_groups_at_once_and_writes_one_letter_to_each() {
    let (town, agnes) = with_roster().await;
    let (address, _) = proposed(&town, &agnes).await;
    let round = address.split("/proposals").next().unwrap().to_owned();
    let form = [("number", "1"), ("version", "1"), ("people", "12")];
    let published = agnes.post(&format!("{round}/publication"), &form).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    let twice = agnes.post(&format!("{round}/publication"), &form).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    assert!(agnes.get(&address).await.body.contains("being prepared"));
    town.run_jobs().await;
    for number in 0..12 {
        let letters = town.mail_to(&format!("person{number}@example.org"));
        assert_eq!(letters.len(), 1, "person {number}");
        assert!(!letters[0].text.contains("UTC"), "{}", letters[0].text);
    }
    let letters = town.mail_to("person0@example.org");
    assert!(letters[0].text.contains("zone not known"), "{}", letters[0].text);
    let after = agnes.get(&address).await.body;
    assert!(after.contains("Formation, published.") && !after.contains("data-move="));
    let (_, again) = proposed(&town, &agnes).await;
    assert!(again.body.contains("No groups could be formed."), "everyone has a seat by now");
    assert!(again.body.contains("Nobody takes part.") && again.body.contains("Ask for something else"));
    town.end().await;
}

#[tokio::test]
async fn whoever_stays_without_a_place_waits_and_is_told_if_the_operator_wishes() {
    let (town, agnes) = with_roster().await;
    let (address, page) = proposed(&town, &agnes).await;
    let round = address.split("/proposals").next().unwrap();
    let publication = format!("{round}/publication");
    let who = between(&page.body, "move?who=", "\"")[0].to_owned();
    let out = [("who", who.as_str()), ("to", "out"), ("with", ""), ("version", "1")];
    agnes.post(&format!("{address}/move"), &out).await;
    let draft = agnes.get(&address).await.body;
    assert!(draft.contains("Taken out of ") && draft.contains("Move them into a group"), "{draft}");
    agnes.post(&publication, &[("number", "1"), ("version", "2"), ("people", "11"), ("tell", "yes")]).await;
    town.run_jobs().await;
    let mut told = Vec::new();
    for number in 0..12 {
        let letters = town.mail_to(&format!("person{number}@example.org"));
        assert_eq!(letters.len(), 1, "person {number}");
        told.extend(letters.into_iter().filter(|letter| letter.text.contains("waiting list")));
    }
    assert_eq!(told.len(), 1);
    let after = agnes.get(&address).await.body;
    assert!(after.contains("Eleven people have a place") && after.contains("One person has no place"));
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(desk.contains("a round found no group") && desk.contains(&told[0].to_name));
    town.end().await;
}

#[tokio::test]
async fn whoever_leaves_the_roster_is_counted_no_more() {
    let (town, agnes) = with_roster().await;
    let (address, _) = proposed(&town, &agnes).await;
    let people = agnes.get("/c/long-table/roster?search=person3@").await.body;
    let person = between(&people, "/c/long-table/roster/people/", "\"")[0].to_owned();
    let removed = agnes.post(&format!("/c/long-table/roster/people/{person}/end"), &[("version", "1")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
    let page = agnes.get(&address).await;
    assert_eq!(page.body.matches("data-move=").count(), 11);
    assert!(page.body.contains("Eleven people have a place"), "{}", page.body);
    assert!(page.body.contains("One person who was placed here left the roster"), "{}", page.body);
    let publication = format!("{}/publication", address.split("/proposals").next().unwrap());
    let form = |people| [("number", "1"), ("version", "1"), ("people", people)];
    let as_it_was = agnes.post(&publication, &form("12")).await;
    assert_eq!(as_it_was.status, StatusCode::CONFLICT, "twelve letters were promised");
    assert_eq!(agnes.post(&publication, &form("11")).await.status, StatusCode::SEE_OTHER);
    town.run_jobs().await;
    assert!(agnes.get(&address).await.body.contains("Eleven people have a place"));
    town.end().await;
}

#[tokio::test]
async fn the_operator_picks_who_takes_part_and_names_who_stays_apart() {
    let (town, agnes) = with_roster().await;
    let mut form = CRITERIA.to_vec();
    let everyone_but_four =
        "Person 8 <person8@example.org>, person9@example.org; PERSON10@example.org\nperson11@example.org";
    form.extend([("except", everyone_but_four), ("apart", "person0@example.org; person4@example.org")]);
    let stranger = [form.clone(), vec![("only", "nobody@example.org")]].concat();
    let wrong = agnes.post("/c/long-table/rounds", &stranger).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("nobody@example.org") && wrong.body.contains("Autumn round"),
        "nothing is lost"
    );
    let begun = agnes.post("/c/long-table/rounds", &form).await.location.unwrap();
    town.run_jobs().await;
    let page = agnes.get(&agnes.get(&begun).await.location.unwrap()).await;
    let groups = between(&page.body, "<article", "</article>");
    assert_eq!(page.body.matches("data-move=").count(), 8);
    for group in groups {
        assert!(!(group.contains("\"Person 0\"") && group.contains("\"Person 4\"")), "{group}");
    }
    let ninth =
        agnes.post("/c/long-table/rounds", &[form, vec![("only", "person1@example.org")]].concat()).await;
    town.run_jobs().await;
    let page = agnes.get(&agnes.get(&ninth.location.unwrap()).await.location.unwrap()).await;
    assert!(
        page.body.contains("does not make one group of 4") || page.body.contains("do not make one group"),
        "{}",
        page.body
    );
    town.end().await;
}

#[tokio::test]
async fn what_was_moved_since_the_page_was_shown_is_not_published() {
    let (town, agnes) = with_roster().await;
    let (address, page) = proposed(&town, &agnes).await;
    let (round, _) = address.split_once("/proposals").unwrap();
    let who = between(&page.body, "move?who=", "\"")[0].to_owned();
    // Both forms are sent from one page; the publication is read before the move is made.
    let (publication, change) = (format!("{round}/publication"), format!("{address}/move"));
    let to = [("who", who.as_str()), ("to", "1"), ("with", ""), ("version", "1")];
    let shown = [("number", "1"), ("version", "1"), ("people", "12")];
    let (moved, published) = tokio::join!(agnes.post(&change, &to), agnes.post(&publication, &shown));
    let outcomes = [moved.status, published.status];
    assert!(outcomes.contains(&StatusCode::CONFLICT), "one of them was too late: {outcomes:?}");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn one_proposal_of_a_round_is_published_and_the_others_say_so() {
    let (town, agnes) = with_roster().await;
    let (address, _) = proposed(&town, &agnes).await;
    let (round, _) = address.split_once("/proposals").unwrap();
    let form = [CRITERIA.to_vec(), vec![("from", "1")]].concat();
    let second = agnes.post(&format!("{round}/proposals"), &form).await.location.unwrap();
    town.run_jobs().await;
    let publication = format!("{round}/publication");
    agnes.post(&publication, &[("number", "1"), ("version", "1"), ("people", "12")]).await;
    let late = agnes.post(&publication, &[("number", "2"), ("version", "1"), ("people", "12")]).await;
    assert_eq!(late.location.as_deref(), Some(round), "it leads to what was published");
    let page = agnes.get(&second).await.body;
    assert!(page.contains("Another proposal of this round was published"));
    assert!(!page.contains("Formation, published") && !page.contains("data-move="));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_wish_that_nobody_can_answer_is_named_and_forms_no_dead_end() {
    let (town, agnes) = with_roster().await;
    let form = [CRITERIA.to_vec(), vec![("wish:function", "different 2")]].concat();
    let begun = agnes.post("/c/long-table/rounds", &form).await.location.unwrap();
    town.run_jobs().await;
    let page = agnes.get(&agnes.get(&begun).await.location.unwrap()).await.body;
    assert!(page.contains("Nobody in the roster has an attribute called function."), "{page}");
    assert_eq!(page.matches("data-move=").count(), 12);
    agnes.post(&format!("{begun}/publication"), &[("number", "1"), ("version", "1"), ("people", "12")]).await;
    town.run_jobs().await;
    assert_eq!(town.mail_to("person3@example.org").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn criteria_that_contradict_themselves_are_told_in_words() {
    let (town, agnes) = with_roster().await;
    let mut form = CRITERIA.to_vec();
    form.retain(|(name, _)| *name != "least" && *name != "most");
    let wrong = agnes
        .post("/c/long-table/rounds", &[form.clone(), vec![("least", "9"), ("most", "7")]].concat())
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun =
        agnes.post("/c/long-table/rounds", &[form, vec![("least", "14"), ("most", "16")]].concat()).await;
    town.run_jobs().await;
    let address = agnes.get(&begun.location.unwrap()).await.location.unwrap();
    let page = agnes.get(&address).await;
    assert!(page.body.contains("12 people do not make one group of 14."), "{}", page.body);
    let discarded = agnes.post(&format!("{address}/end"), &[]).await;
    assert_eq!(discarded.location.as_deref(), Some("/c/long-table/rounds"));
    town.end().await;
}

#[tokio::test]
async fn a_changed_table_is_spoken_of_as_it_stands_and_filled_by_what_its_round_asked() {
    let (town, agnes) = with_roster().await;
    let mut criteria = CRITERIA.to_vec();
    criteria.retain(|(name, _)| *name != "stage");
    criteria.push(("stage", "6"));
    let round = agnes.post("/c/long-table/rounds", &criteria).await.location.unwrap();
    town.run_jobs().await;
    agnes.post(&format!("{round}/publication"), &[("number", "1"), ("version", "1"), ("people", "12")]).await;
    town.run_jobs().await;
    let link = town.last_link_to("person0@example.org");
    let page = town.stranger().get(&link).await.body;
    assert!(page.contains("industries among four people"), "{page}");
    let other =
        (1..12).find(|number| page.contains(&format!(r#"<div class="name">Person {number}</div>"#))).unwrap();
    town.accept("person0@example.org", "").await;
    let leaves = town.last_link_to(&format!("person{other}@example.org"));
    town.stranger().post(&leaves, &[("answer", "declined"), ("words", "")]).await;
    let person = town.signed_in("person0@example.org").await;
    let today = person.get("/today").await.body;
    let home = today.split(r#"href="/groups/"#).nth(1).unwrap().split(['"', '/']).next().unwrap().to_owned();
    let pages = [
        town.stranger().get(&link).await.body,
        person.get(&format!("/groups/{home}")).await.body,
        agnes.get(&format!("/c/long-table/groups/{home}")).await.body,
    ];
    for page in pages {
        assert!(page.contains("among three people") && !page.contains("among four people"), "{page}");
    }

    for (name, years) in [("Bram", "40"), ("Fenna", "5")] {
        let email = format!("{}@example.org", name.to_lowercase());
        let form = [("name", name), ("email", &email), ("years_in_role", years), ("consent", "yes")];
        agnes.post("/c/long-table/roster/people", &form).await;
    }
    let search = format!("/c/long-table/groups/{home}/seats?q=example.org");
    let found = agnes.get(&search.replace("example.org", "bram")).await.body;
    assert!(found.contains("Stages too far apart") && !found.contains("Offer it to Bram"), "{found}");
    let found = agnes.get(&search.replace("example.org", "fenna")).await.body;
    assert!(found.contains("Offer it to Fenna"), "{found}");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn nobody_is_invited_who_was_seated_by_another_round_meanwhile() {
    let (town, agnes) = with_roster().await;
    let (first, _) = proposed(&town, &agnes).await;
    let (second, _) = proposed(&town, &agnes).await;
    let form = [("number", "1"), ("version", "1"), ("people", "12")];
    let publication = |of: &str| format!("{}/publication", of.split("/proposals").next().unwrap());
    agnes.post(&publication(&first), &form).await;
    town.run_jobs().await;
    let page = agnes.get(&second).await.body;
    assert!(
        page.contains("Twelve people who were placed here") && page.contains("Nobody has a place"),
        "{page}"
    );
    assert_eq!(agnes.post(&publication(&second), &form).await.status, StatusCode::CONFLICT);
    assert!(!page.contains("Publish the round"), "there is nobody to write to");
    let nobody = [("number", "1"), ("version", "1"), ("people", "0")];
    assert_eq!(agnes.post(&publication(&second), &nobody).await.status, StatusCode::CONFLICT);
    town.run_jobs().await;
    assert_eq!(town.mail_to("person3@example.org").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn people_kept_apart_may_be_divided_by_commas_and_one_alone_is_told() {
    let (town, agnes) = with_roster().await;
    let apart = "person0@example.org, person4@example.org\nPerson 8";
    let form = [CRITERIA.to_vec(), vec![("apart", apart)]].concat();
    let begun = agnes.post("/c/long-table/rounds", &form).await.location.unwrap();
    town.run_jobs().await;
    let proposal = agnes.get(&begun).await.location.unwrap();
    let page = agnes.get(&format!("{proposal}/criteria")).await.body;
    assert!(page.contains("person0@example.org; person4@example.org\nPerson 8"), "nothing is lost: {page}");
    let page = agnes.get(&proposal).await.body;
    assert!(page.contains("Person 8 stands alone in a line"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn an_address_that_is_none_leads_to_a_page_that_says_so() {
    let (town, agnes) = with_roster().await;
    let (address, _) = proposed(&town, &agnes).await;
    let addresses = [
        "/c/long-table/rounds/zzz".to_owned(),
        "/c/long-table/groups/zzz".to_owned(),
        format!("{address}x"),
        format!("{address}/move?who=garbage"),
    ];
    for address in addresses {
        let reply = agnes.get(&address).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{address}");
        assert!(reply.body.contains("There is nothing here"), "{address}: {}", reply.body);
    }
    town.end().await;
}

#[tokio::test]
async fn today_leads_from_an_empty_desk_to_the_last_answer() {
    let (empty, _) = Town::with_long_table().await;
    let nobody = empty.signed_in("agnes@example.org").await.get("/today").await.body;
    assert!(nobody.contains(r#"class="button first" href="/c/long-table/roster/import""#), "{nobody}");
    empty.end().await;

    let (town, agnes) = with_roster().await;
    let today = async || agnes.get("/today").await.body;
    let ready = today().await;
    assert!(ready.contains("Twelve people are on the roster."), "{ready}");
    assert!(ready.contains(r#"class="button first" href="/c/long-table/rounds/new""#));

    let round = agnes.post("/c/long-table/rounds", &CRITERIA).await.location.unwrap();
    let forming = today().await;
    assert!(forming.contains("Groups are being formed.") && forming.contains("Nothing waits for you."));
    assert!(!forming.contains("To begin"), "whoever has a round has begun");
    town.run_jobs().await;
    let proposed = today().await;
    assert!(proposed.contains("Twelve people have a place in three groups."), "{proposed}");
    assert!(proposed.contains("One thing waits for you.") && proposed.contains("Autumn round"));
    assert!(proposed.contains(&format!(r#"href="{round}/proposals/1""#)));

    let publication = format!("{round}/publication");
    agnes.post(&publication, &[("number", "1"), ("version", "1"), ("people", "12")]).await;
    assert!(today().await.contains("The round is being published"));
    town.run_jobs().await;
    let silent = today().await;
    assert!(silent.contains("Twelve people were asked") && silent.contains("twelve have not answered"));
    town.accept("person3@example.org", "").await;
    let hour = [("answer", "another-hour"), ("words", "Mornings.")];
    town.stranger().post(&town.last_link_to("person4@example.org"), &hour).await;
    let no = [("answer", "declined"), ("words", "")];
    town.stranger().post(&town.last_link_to("person5@example.org"), &no).await;
    let some = today().await;
    for words in
        ["one took the seat", "one would come at another hour", "one declined", "nine have not answered"]
    {
        assert!(some.contains(words), "{words}: {some}");
    }
    assert!(some.contains("One thing waits for you."), "an hour is to be found");
    let offers = agnes.get("/c/long-table/groups/seats").await.body;
    for withdrawal in between(&offers, "/groups/seats/", "/withdrawal") {
        let path = format!("/c/long-table/groups/seats/{withdrawal}/withdrawal");
        agnes.post(&path, &[("sure", "yes")]).await;
    }
    assert!(!today().await.contains("have not answered"), "every answer is there, or given up");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_round_that_failed_stands_on_today_until_it_is_discarded() {
    let (town, agnes) = with_roster().await;
    let mut form = CRITERIA.to_vec();
    form.retain(|(name, _)| *name != "least" && *name != "most");
    form.extend([("least", "14"), ("most", "16")]);
    agnes.post("/c/long-table/rounds", &form).await;
    town.run_jobs().await;
    let today = agnes.get("/today").await.body;
    assert!(today.contains("12 people do not make one group of 14."), "{today}");
    let proposal =
        between(&today, "href=\"", "\"").into_iter().find(|to| to.contains("/proposals/1")).unwrap();
    agnes.post(&format!("{proposal}/end"), &[]).await;
    assert!(!agnes.get("/today").await.body.contains("No groups could be formed."));
    town.member(town.operator("agnes@example.org", "long-table").await.id(), "june@example.org").await;
    let june = town.signed_in("june@example.org").await;
    assert!(!june.get("/today").await.body.contains("Formation"), "members see nothing of it");
    town.end().await;
}
