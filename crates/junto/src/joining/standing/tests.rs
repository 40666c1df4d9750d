//! Stories of waiting: one sees how long, beside whom, and what is in the way.

use crate::town::{Town, Visitor};

const MARA: &str = "mara@example.org";
const WAITING: &str = "/c/long-table/waiting";

/// Kittiwake, where Mara sits and a seat is free, and four who are in the roster.
async fn with_roster() -> Town {
    let (town, community) = Town::with_long_table().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let file = "name,email,time_zone,availability,reports_to\n\
                Mara,mara@example.org,Europe/Lisbon,Mon-Fri 08:00-12:00,\n\
                June,june@example.org,Europe/Lisbon,Mon-Fri 08:00-12:00,\n\
                Otto,otto@example.org,Europe/Lisbon,Mon-Fri 09:00-11:00,mara@example.org\n\
                Petru,petru@example.org,Europe/Lisbon,Sat 18:00-22:00,\n\
                Ines,ines@example.org,,,\n";
    let import = agnes.upload("/c/long-table/roster/imports", "five.csv", file.as_bytes()).await;
    agnes.post(&import.location.unwrap(), &[]).await;
    town.run_jobs().await;
    town.found_group(community, "Kittiwake", &[MARA]).await;
    town.accept(MARA, "").await;
    town
}

async fn waits(town: &Town, email: &str) -> Visitor {
    let visitor = town.signed_in(email).await;
    assert_eq!(visitor.post(WAITING, &[]).await.location.as_deref(), Some(WAITING));
    town.pass(60);
    visitor
}

#[tokio::test]
async fn whoever_waits_sees_how_long_and_beside_whom() {
    let town = with_roster().await;
    let june = town.signed_in("june@example.org").await;
    assert!(june.get(WAITING).await.body.contains("You are not on the waiting list."));
    waits(&town, "june@example.org").await;
    waits(&town, "petru@example.org").await;
    let otto = waits(&town, "otto@example.org").await;
    let page = otto.get(WAITING).await.body;
    assert!(page.contains("You wait since 1 October 2026."), "{page}");
    assert!(page.contains("Two people have waited longer. On the list: 3."), "{page}");
    assert!(
        page.contains("One other person who waits can meet when you can."),
        "June, and not Petru: {page}"
    );
    otto.post(&format!("{WAITING}/end"), &[]).await;
    otto.post(&format!("{WAITING}/end"), &[]).await;
    assert!(otto.get(WAITING).await.body.contains("You are not on the waiting list."));
    let desk = town.signed_in("agnes@example.org").await.get("/c/long-table/groups/seats").await.body;
    assert!(
        desk.contains("asked to wait") && !desk.contains("Otto</div><div class=\"quiet\">asked"),
        "{desk}"
    );
    town.end().await;
}

#[tokio::test]
async fn what_is_in_the_way_is_told_without_names_and_with_what_would_help() {
    let town = with_roster().await;
    let page = async |email: &str| town.signed_in(email).await.get(WAITING).await.body;
    let june = page("june@example.org").await;
    assert!(june.contains("Nothing is in the way.") && june.contains("/ask\""), "{june}");
    let petru = page("petru@example.org").await;
    assert!(petru.contains("You have too few hours in common") && !petru.contains("/ask\""), "{petru}");
    assert!(petru.contains("More hours are all that is between you and one free seat."), "{petru}");
    let otto = page("otto@example.org").await;
    assert!(otto.contains("Somebody there and you should not share a group"), "{otto}");
    assert!(
        !otto.contains("Mara") && otto.contains("no free seat that you could have by changing"),
        "{otto}"
    );
    let ines = page("ines@example.org").await;
    assert!(ines.contains("You have not said when you can meet"), "{ines}");
    town.end().await;
}
