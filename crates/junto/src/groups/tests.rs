//! Stories of groups: who sits at the table, what is said there, and who never hears it.

use axum::http::{Method, StatusCode};

use peergroups::role::Role;
use store::Id as _;

use super::{Convener, Group, NewSeat, Offered};
use crate::community::CommunityId;
use crate::groups;
use crate::town::Town;

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const CANARY: &str = "I closed the yard in March and told nobody";

/// Kittiwake with Mara, who leads, and Tove, both seated; Tove has said hello.
async fn kittiwake() -> (Town, CommunityId, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    town.accept(MARA, "").await;
    town.accept(TOVE, CANARY).await;
    (town, community, group)
}

#[tokio::test]
async fn a_hello_is_read_at_the_table_and_nowhere_else() {
    let (town, community, group) = kittiwake().await;
    town.member(community, "june@example.org").await;
    let home = group.path("");
    let mara = town.signed_in(MARA).await.get(&home).await;
    assert!(mara.body.contains(CANARY), "who sits beside her reads it");
    for outsider in ["agnes@example.org", "june@example.org"] {
        let visitor = town.signed_in(outsider).await;
        assert_eq!(visitor.get(&home).await.status, StatusCode::NOT_FOUND, "{outsider}");
        let pages = ["/today", "/c/long-table/groups", "/c/long-table/groups/seats"];
        for page in pages {
            assert!(!visitor.get(page).await.body.contains(CANARY), "{outsider} on {page}");
        }
    }
    for reader in [MARA, TOVE, "agnes@example.org"] {
        let letters = town.mail_to(reader);
        assert!(letters.iter().all(|letter| !letter.text.contains(CANARY) && !letter.html.contains(CANARY)));
    }
    town.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_eight_who_offer_the_last_free_seat_at_once_one_does() {
    let (town, community, group) = kittiwake().await;
    let agnes = town.operator("agnes@example.org", "long-table").await;
    let mut offers = Vec::new();
    for number in 0..8 {
        let member = town.member(community, &format!("eager{number}@example.org")).await;
        let (app, agnes, group) = (town.app.clone(), agnes.clone(), group.clone());
        offers.push(tokio::spawn(async move {
            let seat = NewSeat { member, role: Role::Member, reasons: Vec::new() };
            let offered = app
                .write(async |tx| groups::offer(tx, Convener::Operator(&agnes), &group, seat.clone()).await);
            offered.await.unwrap()
        }));
    }
    let mut offered = 0;
    for offer in offers {
        offered += usize::from(matches!(offer.await.unwrap(), Offered::Seat(_)));
    }
    let seats = groups::seats(town.app.db(), &[group.id]).await.unwrap();
    assert_eq!((offered, seats.len()), (1, group.size_max));
    town.end().await;
}

#[tokio::test]
async fn the_lead_is_given_by_the_operator_and_handed_on_at_the_table() {
    let (town, _, group) = kittiwake().await;
    let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    let agnes = town.signed_in("agnes@example.org").await;
    let seats = groups::table(town.app.db(), &group).await.unwrap();
    let seat = |name: &str| seats.iter().find(|chair| chair.name == name).unwrap().seat.id.to_string();
    let (to_mara, to_tove) = ([("seat", seat("mara"))], [("seat", seat("tove"))]);
    let requests = group.path("/requests");
    let hand_on = group.path("/facilitator");

    let desk = format!("/c/long-table/groups/{}", group.id);
    assert!(agnes.get(&desk).await.body.contains("Ask tove to lead"));
    agnes.post(&format!("{desk}/facilitator"), &as_text(&to_tove)).await;
    town.run_jobs().await;
    assert!(town.mail_to(TOVE).iter().any(|letter| letter.subject == "You lead Kittiwake now"));
    assert_eq!(mara.get(&requests).await.status, StatusCode::NOT_FOUND, "one leads at a time");
    assert_eq!(mara.post(&hand_on, &as_text(&to_mara)).await.status, StatusCode::NOT_FOUND);

    assert!(tove.get(&group.path("")).await.body.contains("Who leads next"));
    tove.post(&hand_on, &as_text(&to_mara)).await;
    town.run_jobs().await;
    assert_eq!(mara.get(&requests).await.status, StatusCode::OK);
    assert_eq!(tove.get(&requests).await.status, StatusCode::NOT_FOUND);
    town.end().await;
}

fn as_text<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn a_seat_that_was_left_opens_nothing_any_more() {
    let (town, _, group) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    assert_eq!(mara.get(&group.path("")).await.status, StatusCode::OK);
    let left = mara.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    assert_eq!(left.location.as_deref(), Some("/today"));
    town.run_jobs().await;
    for path in ["", "/purpose", "/requests", "/leaving"] {
        assert_eq!(mara.get(&group.path(path)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!town.signed_in(TOVE).await.get(&group.path("")).await.body.contains("mara"));
    town.end().await;
}

#[tokio::test]
async fn whoever_is_removed_from_the_roster_loses_their_seat() {
    let (town, community, group) = kittiwake().await;
    let tove = town.member(community, TOVE).await;
    let agnes = town.signed_in("agnes@example.org").await;
    agnes.post(&format!("/c/long-table/roster/people/{tove}/end"), &[("version", "1")]).await;
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::NOT_FOUND);
    town.run_jobs().await;
    let seats = super::seats(town.app.db(), &[group.id]).await.unwrap();
    assert!(seats.iter().all(|seat| seat.member != tove), "the seat is free for somebody else");
    town.end().await;
}

#[tokio::test]
async fn a_purpose_counts_who_agreed_and_asks_again_when_it_changes() {
    let (town, _, group) = kittiwake().await;
    let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    let (home, purpose) = (group.path(""), group.path("/purpose"));
    mara.post(&purpose, &[("purpose", "We hand over the reins."), ("version", "1")]).await;
    assert!(tove.get(&home).await.body.contains("One of two agreed"));
    tove.post(&group.path("/purpose/agreement"), &[("version", "2")]).await;
    tove.post(&group.path("/purpose/agreement"), &[("version", "2")]).await;
    assert!(mara.get(&home).await.body.contains("Two of two agreed"));
    let late = tove.post(&purpose, &[("purpose", "We keep the reins."), ("version", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "Mara wrote first");
    assert!(late.body.contains(">We keep the reins.</textarea>"), "nothing is lost: {}", late.body);
    tove.post(&purpose, &[("purpose", "We keep the reins."), ("version", "2")]).await;
    assert!(mara.get(&home).await.body.contains("One of two agreed"));
    let stale = mara.post(&group.path("/purpose/agreement"), &[("version", "2")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "nobody agrees to what they have not read");
    town.end().await;
}

#[tokio::test]
async fn the_page_of_open_groups_shows_where_a_seat_is_free() {
    let (town, community, _) = kittiwake().await;
    town.member(community, "june@example.org").await;
    let june = town.signed_in("june@example.org").await;
    let open = june.get("/c/long-table/groups").await.body;
    assert!(open.contains("Kittiwake") && open.contains("One seat is free"));
    assert!(!open.contains("tove"), "who sits there is for the table");
    town.end().await;
}

#[tokio::test]
async fn a_group_founded_with_a_slip_keeps_what_was_written() {
    let (town, _, _) = kittiwake().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let fields = [("name", "Kittiwake"), ("people", "otto@example.org\nnot an address"), ("seats", "8")];
    let refused = agnes.post("/c/long-table/groups/new", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["a group called Kittiwake", "Not an e-mail address: not an address", "otto@example.org"] {
        assert!(refused.body.contains(words), "{words}");
    }
    town.end().await;
}

#[test]
fn a_group_to_which_nobody_came_yet_is_told_in_words() {
    let words = crate::english().unwrap();
    let said = words.say("group-line").n("seated", 0).n("offered", 5).to_string();
    assert_eq!(said, "Nobody at the table yet, five asked.");
}

#[tokio::test]
async fn nobody_comes_into_the_roster_before_they_were_named() {
    let (town, community) = Town::with_long_table().await;
    town.member(community, MARA).await;
    let agnes = town.signed_in("agnes@example.org").await;
    let people = format!("{MARA}\nvera.maas@zz.org");
    let new = |more: &[(&'static str, &'static str)]| {
        let fields = [("name", "Juniper"), ("people", people.as_str()), ("seats", "4")];
        fields.into_iter().chain(more.iter().copied()).map(|(name, value)| (name, value.to_owned())).collect()
    };
    let found = async |form: Vec<(&'static str, String)>| {
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        agnes.post("/c/long-table/groups/new", &form).await
    };
    let asked = found(new(&[])).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("not in the roster yet") && asked.body.contains(r#"value="Vera Maas""#));
    assert!(!asked.body.contains(r#"value="mara@example.org""#), "Mara is in the roster");
    let nameless = found(new(&[("newcomer", "vera.maas@zz.org"), ("called", " ")])).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!agnes.get("/c/long-table/roster").await.body.contains("zz.org"), "nobody was added");

    let founded = found(new(&[("newcomer", "vera.maas@zz.org"), ("called", "Vera van der Maas")])).await;
    assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", founded.body);
    assert!(agnes.get("/c/long-table/roster").await.body.contains("Vera van der Maas"));
    town.run_jobs().await;
    assert_eq!(town.mail_to("vera.maas@zz.org").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn a_group_founded_by_hand_seats_nobody_with_their_boss_unseen() {
    let (town, _) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let file =
        "name,email,reports_to\nInes,ines@example.org,Vera Maas\nOtto,otto@example.org,ines@example.org\n";
    let import = agnes.upload("/c/long-table/roster/imports", "two.csv", file.as_bytes()).await;
    agnes.post(&import.location.unwrap(), &[]).await;
    town.run_jobs().await;
    let form = [
        ("name", "Juniper"),
        ("people", "otto@example.org\nvera@zz.org"),
        ("newcomer", "vera@zz.org"),
        ("called", "Vera Maas"),
        ("seats", "4"),
    ];
    let told = agnes.post("/c/long-table/groups/new", &form).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("One reports to the other through others."), "{}", told.body);
    assert!(told.body.contains(r#"value="Vera Maas""#), "the name that was given stands");
    assert!(!agnes.get("/c/long-table/roster").await.body.contains("zz.org"), "nobody was added");
    let all_the_same: Vec<_> = form.into_iter().chain([("at_odds_fine", "on")]).collect();
    assert_eq!(agnes.post("/c/long-table/groups/new", &all_the_same).await.status, StatusCode::SEE_OTHER);
    town.run_jobs().await;
    assert_eq!(town.mail_to("vera@zz.org").len(), 1);
    town.end().await;
}

#[test]
fn an_empty_table_is_told_in_the_same_words_everywhere() {
    let words = crate::english().unwrap();
    let said = words.say("home-count").n("seated", 0).n("free", 2).to_string();
    assert_eq!(said, "Nobody at the table yet, two seats free.");
}

#[tokio::test]
async fn whoever_removes_somebody_is_told_first_which_seats_go_with_them() {
    let (town, community, _) = kittiwake().await;
    town.found_group(community, "Ninth Bell", &["noor@example.org", TOVE]).await;
    let tove = town.member(community, TOVE).await;
    let agnes = town.signed_in("agnes@example.org").await;
    let page = agnes.get(&format!("/c/long-table/roster/people/{tove}")).await.body;
    for told in ["A seat in Kittiwake", "The offer of a seat in Ninth Bell, not answered yet"] {
        assert_eq!(page.matches(told).count(), 2, "beside the button and where it asks once more: {page}");
    }
    town.end().await;
}

#[tokio::test]
async fn what_went_wrong_is_explained_among_the_readers_own_pages() {
    let (town, community, group) = kittiwake().await;
    town.member(community, "june@example.org").await;
    town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    let mara = town.signed_in(MARA).await;
    let at_table = mara.get(&group.path("/nowhere")).await;
    assert_eq!(at_table.status, StatusCode::NOT_FOUND);
    assert!(
        at_table.body.contains(&format!(r#"<a href="{}" aria-current="page">Kittiwake</a>"#, group.path("")))
    );
    let stale = mara.post(&group.path("/purpose"), &[("purpose", "To hand over."), ("version", "7")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Kittiwake") && stale.body.contains("Long Table"));
    let agnes = town.signed_in("agnes@example.org").await;
    let at_desk = agnes.get("/c/long-table/rounds/nowhere").await;
    assert_eq!(at_desk.status, StatusCode::NOT_FOUND);
    assert!(
        at_desk.body.contains(r#"<a href="/c/long-table/rounds" aria-current="page">"#),
        "{}",
        at_desk.body
    );
    let unsigned = Some("csrf=none&idempotency_key=key".to_owned());
    let refused = agnes.send(Method::POST, "/c/long-table/settings", unsigned, Some("same-origin")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("/c/long-table/rounds"));
    let june = town.signed_in("june@example.org").await;
    let settings = june.get("/c/long-table/settings").await.body;
    assert!(settings.contains("/c/long-table/profile") && !settings.contains("/c/long-table/rounds"));
    town.end().await;
}

#[tokio::test]
async fn what_one_may_not_know_of_looks_like_what_is_not_there() {
    let (town, community, group) = kittiwake().await;
    town.member(community, "june@example.org").await;
    town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    let nowhere = format!("/groups/{}", groups::GroupId::at(town.app.clock().now()));
    for email in ["june@example.org", "agnes@example.org", "barnaby@example.org", "guest@example.org"] {
        let reader = town.signed_in(email).await;
        for page in ["", "/purpose", "/nowhere"] {
            let there = reader.get(&group.path(page)).await;
            let not_there = reader.get(&format!("{nowhere}{page}")).await;
            assert_eq!(
                (there.status, &there.body),
                (StatusCode::NOT_FOUND, &not_there.body),
                "{email} {page}"
            );
            assert!(!there.body.contains("Kittiwake"), "{email}");
        }
    }
    for email in ["barnaby@example.org", "guest@example.org"] {
        let reader = town.signed_in(email).await;
        let there = reader.get("/c/long-table/roster").await;
        let not_there = reader.get("/c/no-such-table/roster").await;
        assert_eq!((there.status, &there.body), (StatusCode::NOT_FOUND, &not_there.body), "{email}");
        assert!(!there.body.contains("Long Table"), "{email}");
    }
    let stranger = town.stranger().get("/c/long-table/nowhere").await.body;
    assert!(!stranger.contains("<nav") && stranger.contains("Go to the front page"), "{stranger}");
    town.end().await;
}

#[tokio::test]
async fn today_says_what_a_group_waits_for_until_it_is_done() {
    let (town, _, group) = kittiwake().await;
    let mara = town.signed_in(MARA).await;
    let today = async || mara.get("/today").await.body;
    let first = today().await;
    for words in
        ["Nobody has written down what you are here for.", "The others have not had a hello from you."]
    {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(first.contains(&format!(r#"href="{}#h-hello""#, group.path(""))));
    mara.post(&group.path("/hello"), &[("words", "Good morning.")]).await;
    mara.post(&group.path("/purpose"), &[("purpose", "To hand over well."), ("version", "1")]).await;
    assert!(!today().await.contains("a hello from you") && !today().await.contains("have not said yes"));
    let tove = town.signed_in(TOVE).await;
    assert!(tove.get("/today").await.body.contains("The purpose is put to the table"));
    tove.post(&group.path("/purpose/agreement"), &[("version", "2")]).await;
    assert!(!tove.get("/today").await.body.contains("The purpose is put to the table"));

    let hours =
        |name, zone, hours| [("name", name), ("time_zone", zone), ("availability", hours), ("version", "1")];
    mara.post("/c/long-table/profile", &hours("Mara", "Europe/Lisbon", "Thu 08:00-12:00")).await;
    assert!(!today().await.contains("Your profile</h2>"), "it says enough now");
    assert!(!today().await.contains("class=\"hours\""), "one person has no hour in common");
    tove.post("/c/long-table/profile", &hours("Tove", "Europe/Stockholm", "Thu 09:00-12:00")).await;
    let calm = today().await;
    assert!(calm.contains("Nothing waits for you.") && calm.contains("See where a seat is free"), "{calm}");
    // It is ten o'clock on a Thursday in Lisbon, too late for ninety minutes before noon in Stockholm.
    assert!(calm.contains("Thursday 8 October on your clock, in Lisbon."), "{calm}");
    assert!(calm.contains("Both of you") && calm.contains("preferred 08:00 to 11:00"), "{calm}");
    town.end().await;
}

#[tokio::test]
async fn whoever_runs_a_community_and_is_a_member_of_it_is_both() {
    let (town, community, group) = kittiwake().await;
    town.member(community, "agnes@example.org").await;
    let agnes = town.signed_in("agnes@example.org").await;
    let ask = format!("/c/long-table/groups/{}/ask", group.id);
    assert!(agnes.get("/c/long-table/groups").await.body.contains(&ask), "she may ask for a seat");
    assert!(agnes.get("/today").await.body.contains("/c/long-table/profile"));
    let mara = town.signed_in(MARA).await;
    assert!(!mara.get("/c/long-table/groups").await.body.contains(&ask), "she sits there");
    town.end().await;
}
