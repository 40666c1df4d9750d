//! Stories of what is asked of a round: sentences and presets, faces that are new, and the way out when not
//! everyone can have a place.

use axum::http::StatusCode;

use crate::formation::tests::{CRITERIA, proposed, with_roster};
use crate::town::{Reply, Town, Visitor};

/// A form with these fields in place of those of the usual one.
fn asking<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let is_kept = |(name, _): &&(&str, &str)| other.iter().all(|(changed, _)| changed != name);
    CRITERIA.iter().filter(is_kept).chain(other).copied().collect()
}

/// Sends the form, waits for the groups and answers with the address and the page of the proposal.
async fn answered(town: &Town, agnes: &Visitor, to: &str, form: &[(&str, &str)]) -> (String, Reply) {
    let asked = agnes.post(to, form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    town.run_jobs().await;
    let mut address = asked.location.unwrap();
    if let Some(proposal) = agnes.get(&address).await.location {
        address = proposal;
    }
    let page = agnes.get(&address).await;
    (address, page)
}

#[tokio::test]
async fn a_preset_fills_in_the_sentences_of_a_new_round() {
    let (town, agnes) = with_roster().await;
    let usual = agnes.get("/c/long-table/rounds/new").await.body;
    assert!(usual.contains("What the round is for") && !usual.contains("aria-current=\"true\""), "{usual}");
    let peers = agnes.get("/c/long-table/rounds/new?preset=peers").await.body;
    assert!(peers.contains("value=\"similar 6\" selected"), "{peers}");
    assert!(peers.contains("value=\"different 2\" selected"), "{peers}");
    assert!(agnes.get("/c/long-table/rounds/new?preset=nobody").await.body.contains("similar 4\" selected"));
    town.end().await;
}

#[tokio::test]
async fn what_was_asked_is_told_and_can_be_asked_otherwise() {
    let (town, agnes) = with_roster().await;
    let form = asking(&[("crossing", "industry"), ("past", "2"), ("may_meet", "Person 0; Person 6")]);
    let form = [form, vec![("crossing", "years_in_role")]].concat();
    let (address, page) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    for sentence in [
        "No group parted along one line of industry and years in the role.",
        "People who were in one group before: apart if possible.",
        "One set of people may meet all the same.",
        "Of 100 that could at most be had, these groups have ",
    ] {
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    let asked = agnes.get(&format!("{address}/criteria")).await.body;
    assert!(
        asked.contains("value=\"industry\" checked") && asked.contains("value=\"years_in_role\" checked")
    );
    assert!(asked.contains("Person 0; Person 6"), "nothing is lost: {asked}");
    let round = address.split("/proposals").next().unwrap();
    let again = [("from", "1"), ("seed", "8")];
    let (_, second) = answered(&town, &agnes, &format!("{round}/proposals"), &again).await;
    assert!(second.body.contains("No group parted along one line of"), "asked as before: {}", second.body);
    town.end().await;
}

#[tokio::test]
async fn whoever_was_in_one_group_before_meets_new_faces() {
    let (town, agnes) = with_roster().await;
    let (address, _) = proposed(&town, &agnes).await;
    let publication = format!("{}/publication", address.split("/proposals").next().unwrap());
    agnes.post(&publication, &[("number", "1"), ("version", "1"), ("people", "12")]).await;
    town.run_jobs().await;
    for number in 0..12 {
        town.accept(&format!("person{number}@example.org"), "").await;
    }
    let everyone: Vec<String> = (0..12).map(|number| format!("person{number}@example.org")).collect();
    let everyone = everyone.join(" ");
    let mut form = asking(&[("least", "3"), ("most", "3"), ("past", "100"), ("only", &everyone)]);
    form.retain(|(name, _)| *name != "without_seat");
    let (_, page) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    let new = page.body.matches("New to each other: no two were in one group before.").count();
    assert_eq!(new, page.body.matches("<article").count(), "{}", page.body);
    form.retain(|(name, _)| *name != "past");
    form.extend([("least", "4"), ("most", "4"), ("past", "2")]);
    form.retain(|(name, value)| !(["least", "most"].contains(name) && *value == "3"));
    let (_, again) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    assert!(again.body.contains("were in one group before."), "{}", again.body);
    town.end().await;
}

#[tokio::test]
async fn when_not_everyone_can_have_a_place_it_is_said_why_and_a_way_out_is_one_press_away() {
    let (town, agnes) = with_roster().await;
    let form = asking(&[("least", "5"), ("most", "5")]);
    let (address, page) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    assert!(page.body.contains("Two people have no place"), "{}", page.body);
    assert!(
        page.body.contains("Not everyone can have a place while this is kept: the size of groups."),
        "{}",
        page.body
    );
    assert!(page.body.contains("12 people need 3 groups, and there can be 2."), "{}", page.body);
    assert!(page.body.contains("Form again with groups of 5 to 6"), "{}", page.body);
    let round = address.split("/proposals").next().unwrap();
    let way = [("from", "1"), ("way", "0.0")];
    let (second, placed) = answered(&town, &agnes, &format!("{round}/proposals"), &way).await;
    assert!(placed.body.contains("Twelve people have a place in two groups."), "{}", placed.body);
    assert!(placed.body.contains("Groups of 5 to 6 people."), "{}", placed.body);
    let compared = agnes.get(&format!("{round}/compare?one=1&other=2")).await.body;
    assert!(compared.contains("<li>Groups of 5 to 6 people.</li>"), "{compared}");
    let none = agnes.post(&format!("{round}/proposals"), &[("from", "2"), ("way", "7.7")]).await;
    assert_eq!(none.status, StatusCode::SEE_OTHER, "as it was asked: {}", none.body);
    town.run_jobs().await;
    assert!(agnes.get(&second).await.body.contains("Proposal 3"));
    town.end().await;
}

#[tokio::test]
async fn who_goes_together_and_may_not_stays_without_a_place_and_can_be_parted_in_one_press() {
    let (town, agnes) = with_roster().await;
    let pair = [("together", "Person 0; Person 6"), ("least", "2"), ("most", "4")];
    let (address, page) = answered(&town, &agnes, "/c/long-table/rounds", &asking(&pair)).await;
    for sentence in [
        "Two people have no place",
        "while all of this is kept: who goes together and one person from each organisation.",
        " are to go together, and break it among themselves.",
        " free to go alone</button>",
        " free to meet</button>",
    ] {
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    let round = address.split("/proposals").next().unwrap();
    let way = [("from", "1"), ("way", "0.0")];
    let (second, placed) = answered(&town, &agnes, &format!("{round}/proposals"), &way).await;
    assert!(placed.body.contains("Twelve people have a place"), "{}", placed.body);
    assert!(placed.body.contains("One person need not go with whom they are to be together with."));
    let asked = agnes.get(&format!("{second}/criteria")).await.body;
    let freed = asked.split("Free to go alone").nth(1).unwrap();
    assert!(freed.contains("person6@example.org") || freed.contains("person0@example.org"), "{asked}");
    town.end().await;
}

#[tokio::test]
async fn each_way_out_stands_below_what_it_resolves() {
    let (town, agnes) = with_roster().await;
    let pairs = [("together", "Person 0; Person 6\nPerson 1; Person 7"), ("least", "2"), ("most", "4")];
    let (_, page) = answered(&town, &agnes, "/c/long-table/rounds", &asking(&pairs)).await;
    let mut rest = page.body.as_str();
    for sentence in [
        "1. Not everyone can have a place",
        " free to go alone</button>",
        "Resolves 1. One thing still stands in the way then.",
        "2. Not everyone can have a place",
        " free to go alone</button>",
        "Resolves 2. One thing still stands in the way then.",
    ] {
        rest = rest.split_once(sentence).unwrap_or_else(|| panic!("{sentence}: {}", page.body)).1;
    }
    town.end().await;
}

#[tokio::test]
async fn where_no_group_could_be_formed_a_way_out_is_offered_too() {
    let (town, agnes) = with_roster().await;
    let form = asking(&[("least", "14"), ("most", "16")]);
    let (address, page) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    assert!(page.body.contains("12 people do not make one group of 14."), "{}", page.body);
    assert!(page.body.contains("Form again with groups of 12 to 16"), "{}", page.body);
    let round = address.split("/proposals").next().unwrap();
    let nothing = [("number", "1"), ("version", "1"), ("people", "0")];
    assert_ne!(agnes.post(&format!("{round}/publication"), &nothing).await.status, StatusCode::SEE_OTHER);
    let way = [("from", "1"), ("way", "0.0")];
    let relaxed = asking(&[("from", "1"), ("least", "14"), ("most", "16"), way[1]]);
    let asked = agnes.post(&format!("{round}/proposals"), &relaxed).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    town.run_jobs().await;
    let second = agnes.get(&asked.location.unwrap()).await.body;
    assert!(!second.contains("do not make one group"), "{second}");
    town.end().await;
}

#[tokio::test]
async fn a_facilitator_in_every_group_is_asked_for_in_words() {
    let (town, agnes) = with_roster().await;
    let form = asking(&[("must:facilitator", "industry = Boats")]);
    let (address, page) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    assert!(page.body.contains("Somebody in every group who has Boats in industry."), "{}", page.body);
    assert!(page.body.contains("Twelve people have a place in three groups."), "{}", page.body);
    assert!(agnes.get(&format!("{address}/criteria")).await.body.contains("must be so: industry = Boats"));
    let form = asking(&[("must:facilitator", "industry = Bakers")]);
    let (_, none) = answered(&town, &agnes, "/c/long-table/rounds", &form).await;
    assert!(none.body.contains("nobody in the roster has Bakers in industry"), "{}", none.body);
    assert!(none.body.contains("Form again with no facilitator in every group"), "{}", none.body);
    town.end().await;
}
