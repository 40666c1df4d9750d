//! Stories of coming in: letters and their answers, the waiting list, applications, requests for a seat.

use axum::http::StatusCode;

use crate::app::events;
use crate::community::CommunityId;
use crate::groups::{Group, GroupsFounded};
use crate::town::{Town, Visitor};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const JUNE: &str = "june@example.org";
const DAY: i64 = 24 * 3600;

/// Kittiwake, where Mara, who leads, has a seat and Tove has been asked.
async fn kittiwake() -> (Town, CommunityId, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    town.accept(MARA, "").await;
    (town, community, group)
}

async fn agnes(town: &Town) -> Visitor {
    town.signed_in("agnes@example.org").await
}

#[tokio::test]
async fn each_seat_is_invited_by_one_letter_however_often_the_work_is_done() {
    let (town, _, group) = kittiwake().await;
    town.write(async |tx| events::record(tx, &GroupsFounded { founding: group.founding }).await).await;
    town.run_jobs().await;
    let letters = town.mail_to(TOVE);
    assert_eq!(letters.len(), 1);
    assert!(letters[0].subject.contains("Kittiwake") && letters[0].text.contains("mara"));
    town.end().await;
}

#[tokio::test]
async fn whoever_has_not_answered_is_reminded_once_and_whoever_has_is_not() {
    let (town, _, _) = kittiwake().await;
    let link = town.last_link_to(TOVE);
    for _ in 0..3 {
        town.pass(7 * DAY);
        town.run_jobs().await;
    }
    assert_eq!(town.mail_to(MARA).len(), 1, "the invitation");
    let letters = town.mail_to(TOVE);
    assert_eq!(letters.len(), 2, "the invitation and a reminder");
    assert!(letters[1].text.contains(&link), "the same link answers");
    town.end().await;
}

#[tokio::test]
async fn nobody_is_seated_with_their_boss_whoever_says_yes() {
    let (town, _, group) = kittiwake().await;
    let agnes = agnes(&town).await;
    let file = "name,email,reports_to\nTove,tove@example.org,\nInes,ines@example.org,tove@example.org\n\
                Otto,otto@example.org,Ines\n";
    let import = agnes.upload("/c/long-table/roster/imports", "three.csv", file.as_bytes()).await;
    agnes.post(&import.location.unwrap(), &[]).await;
    town.run_jobs().await;
    let otto = town.signed_in("otto@example.org").await;
    let asked = otto.post(&format!("/c/long-table/groups/{}/ask", group.id), &[("words", "A seat?")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let mara = town.signed_in(MARA).await;
    let page = mara.get(&group.path("/requests")).await.body;
    let request = page.split("/requests/").nth(1).unwrap().split('/').next().unwrap();
    let decision = group.path(&format!("/requests/{request}/decision"));
    mara.post(&decision, &[("decision", "yes")]).await;
    let seats = crate::groups::seats(town.app.db(), &[group.id]).await.unwrap();
    assert_eq!(seats.len(), 2, "he reports to Tove through Ines");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn nothing_reminds_of_an_offer_that_was_taken_back() {
    let (town, _, group) = kittiwake().await;
    let agnes = town.signed_in("agnes@example.org").await;
    let seats = crate::groups::table(town.app.db(), &group).await.unwrap();
    let tove = seats.iter().find(|chair| chair.name == "tove").unwrap().seat.id;
    let path = format!("/c/long-table/groups/seats/{tove}/withdrawal");
    agnes.post(&path, &[("sure", "yes")]).await;
    town.pass(8 * DAY);
    town.run_jobs().await;
    assert_eq!(town.mail_to(TOVE).len(), 2, "the invitation, and that it was taken back");
    town.end().await;
}

#[tokio::test]
async fn whoever_loses_an_offer_is_told_and_the_old_link_says_what_happened() {
    let (town, _, _) = kittiwake().await;
    let link = town.last_link_to(TOVE);
    let agnes = agnes(&town).await;
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    let path = desk.split('"').find(|address| address.ends_with("/withdrawal")).unwrap();
    let asking = agnes.get(path).await.body;
    assert!(asking.contains("tove") && asking.contains("has taken back that offer"), "{asking}");
    let words = "The group has found its eighth; it was my mistake to ask you so late.";
    let saying = agnes.post(path, &[("sure", "yes"), ("words", words), ("wait", "yes")]).await;
    assert_eq!(saying.location.as_deref(), Some("/c/long-table/groups/seats"));
    assert_eq!(agnes.get(path).await.location.as_deref(), Some("/c/long-table/groups/seats"), "it is done");
    assert!(agnes.get("/c/long-table/groups/seats").await.body.contains("an offered seat was taken back"));
    town.run_jobs().await;
    let letter = town.mail_to(TOVE).pop().unwrap();
    assert!(
        letter.subject.contains("Kittiwake") && letter.text.contains("taken back that offer"),
        "{}",
        letter.text
    );
    assert!(letter.text.contains(words) && letter.text.contains("You are on the waiting list"));
    let page = town.stranger().get(&link).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("was taken back on 1 October 2026"), "{}", page.body);
    let answered = town.stranger().post(&link, &[("answer", "accepted")]).await;
    assert_eq!(answered.location.as_deref(), Some(link.as_str()));
    town.end().await;
}

#[tokio::test]
async fn an_offer_is_taken_back_by_its_own_community_alone() {
    let (town, _, group) = kittiwake().await;
    town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    let barnaby = town.signed_in("barnaby@example.org").await;
    let seats = crate::groups::table(town.app.db(), &group).await.unwrap();
    let tove = seats.iter().find(|chair| chair.name == "tove").unwrap().seat.id;
    let path = format!("/c/harbour-fund/groups/seats/{tove}/withdrawal");
    assert_eq!(barnaby.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(barnaby.post(&path, &[("sure", "yes")]).await.status, StatusCode::NOT_FOUND);
    let own = agnes(&town).await.get(&format!("/c/long-table/groups/seats/{tove}/withdrawal")).await;
    assert!(own.body.contains("Take back the seat offered to tove?"), "{}", own.body);
    town.run_jobs().await;
    assert_eq!(town.mail_to(TOVE).len(), 1, "the invitation");
    town.end().await;
}

#[tokio::test]
async fn looking_at_an_invitation_commits_to_nothing() {
    let (town, _, group) = kittiwake().await;
    let link = town.last_link_to(TOVE);
    let page = town.stranger().get(&link).await;
    assert!(page.body.contains("Kittiwake") && page.body.contains("mara"));
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::NOT_FOUND);
    town.end().await;
}

#[tokio::test]
async fn an_invitation_answered_twice_is_answered_once() {
    let (town, _, group) = kittiwake().await;
    let link = town.accept(TOVE, "good morning").await;
    let again = town.stranger().post(&link, &[("answer", "declined"), ("words", "")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(town.stranger().get(&link).await.body.contains("You have a seat in this group"));
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn an_invitation_is_answered_from_today_as_well() {
    let (town, _, group) = kittiwake().await;
    town.pass(30 * DAY);
    assert_eq!(town.stranger().get(&town.last_link_to(TOVE)).await.status, StatusCode::GONE);
    let tove = town.signed_in(TOVE).await;
    let today = tove.get("/today").await.body;
    let offer = today.split("/c/long-table/offers/").nth(1).unwrap().split('"').next().unwrap();
    let offer = format!("/c/long-table/offers/{offer}");
    let mara = town.signed_in(MARA).await;
    assert_eq!(mara.post(&offer, &[("answer", "accepted")]).await.status, StatusCode::NOT_FOUND);
    tove.post(&offer, &[("answer", "accepted")]).await;
    assert_eq!(tove.get(&group.path("")).await.status, StatusCode::OK);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_declined_seat_is_proposed_to_whoever_waits() {
    let (town, community, _) = kittiwake().await;
    let june = town.member(community, JUNE).await;
    town.write(async |tx| super::wait(tx, community, june, super::Why::NotPlaced).await).await;
    let reason = "Thursdays are my mother's";
    let link = town.last_link_to(TOVE);
    town.stranger().post(&link, &[("answer", "declined"), ("words", reason), ("wait", "yes")]).await;

    let agnes = agnes(&town).await;
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(desk.contains("Thursdays are my mother"), "the reason reaches whoever must find somebody else");
    assert!(desk.contains("Offer it to june") && desk.contains("declined another seat"));
    let mara = town.signed_in(MARA).await;
    for page in ["/today", "/c/long-table/groups"] {
        assert!(!mara.get(page).await.body.contains("Thursdays"), "the group never sees a reason");
    }

    let offer = desk.split(r#"action="/c/long-table/groups/"#).find(|part| part.contains("/offers")).unwrap();
    let offer = format!("/c/long-table/groups/{}", offer.split('"').next().unwrap());
    agnes.post(&offer, &[("member", &june.to_string())]).await;
    town.run_jobs().await;
    town.accept(JUNE, "").await;
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(!desk.contains("a round found no group"), "June waits no more");
    town.end().await;
}

#[tokio::test]
async fn whoever_asks_for_another_hour_keeps_the_seat_meanwhile() {
    let (town, _, group) = kittiwake().await;
    let link = town.last_link_to(TOVE);
    town.stranger().post(&link, &[("answer", "another-hour"), ("words", "Fridays before ten")]).await;
    let desk = agnes(&town).await.get("/c/long-table/groups/seats").await.body;
    assert!(desk.contains("Fridays before ten"));
    town.accept(TOVE, "").await;
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn a_former_member_can_no_longer_take_the_seat_kept_for_them() {
    let (town, community, group) = kittiwake().await;
    let tove = town.person(TOVE).await;
    town.end_membership(community, tove).await;
    let link = town.accept(TOVE, "").await;
    assert_eq!(town.stranger().get(&link).await.status, StatusCode::GONE);
    assert_eq!(town.signed_in(TOVE).await.get(&group.path("")).await.status, StatusCode::NOT_FOUND);
    town.end().await;
}

fn application(email: &str) -> Vec<(&str, &str)> {
    vec![("name", "June Abernethy"), ("email", email), ("words", "I run a museum alone"), ("consent", "yes")]
}

#[tokio::test]
async fn an_application_is_confirmed_by_its_mailbox_and_decided_by_people() {
    let (town, _) = Town::with_long_table().await;
    town.stranger().post("/c/long-table/join", &application(JUNE)).await;
    town.run_jobs().await;
    let agnes = agnes(&town).await;
    assert!(!agnes.get("/c/long-table/applications").await.body.contains("June"), "not confirmed yet");
    let link = town.last_link_to(JUNE);
    assert!(town.stranger().get(&link).await.body.contains("Yes, this is my address"));
    town.stranger().post(&link, &[]).await;
    town.stranger().post(&link, &[]).await;
    town.run_jobs().await;
    assert_eq!(town.mail_to("agnes@example.org").len(), 1);

    let desk = agnes.get("/c/long-table/applications").await.body;
    assert!(desk.contains("I run a museum alone"));
    let decision = desk.split("/c/long-table/applications/").nth(1).unwrap().split('"').next().unwrap();
    let decision = format!("/c/long-table/applications/{decision}");
    agnes.post(&decision, &[("decision", "yes")]).await;
    agnes.post(&decision, &[("decision", "no")]).await;
    town.run_jobs().await;
    let letters = town.mail_to(JUNE);
    assert_eq!(letters.len(), 3, "confirm, received, welcome");
    let june = town.signed_in(JUNE).await;
    assert_eq!(june.get("/c/long-table/groups").await.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn through_an_open_door_a_confirmed_address_is_a_member() {
    let (town, _) = Town::with_long_table().await;
    let settings = [
        ("name", "Long Table"),
        ("ink", "madder"),
        ("about", ""),
        ("for_whom", ""),
        ("how_to_join", ""),
        ("door", "open"),
        ("version", "1"),
    ];
    agnes(&town).await.post("/c/long-table/settings", &settings).await;
    town.stranger().post("/c/long-table/join", &application(JUNE)).await;
    town.run_jobs().await;
    let before = town.signed_in(JUNE).await.get("/c/long-table/groups").await;
    assert_eq!(before.status, StatusCode::NOT_FOUND, "an address alone opens no door");
    let link = town.last_link_to(JUNE);
    town.stranger().post(&link, &[]).await;
    town.run_jobs().await;
    let after = town.signed_in(JUNE).await.get("/c/long-table/groups").await;
    assert_eq!(after.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn only_the_owner_of_a_mailbox_learns_whether_they_are_a_member() {
    let (town, community) = Town::with_long_table().await;
    town.member(community, MARA).await;
    let known = town.stranger().post("/c/long-table/join", &application(MARA)).await;
    let unknown = town.stranger().post("/c/long-table/join", &application(JUNE)).await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.location.unwrap().replace("mara", "june"), unknown.location.unwrap());
    town.run_jobs().await;
    assert!(town.mail_to(MARA)[0].text.contains("member already"));
    assert!(town.last_link_to(JUNE).starts_with("/applications/"));
    town.end().await;
}

#[tokio::test]
async fn without_consent_nothing_is_kept() {
    let (town, _) = Town::with_long_table().await;
    let without: Vec<_> = application(JUNE).into_iter().filter(|(name, _)| *name != "consent").collect();
    let refused = town.stranger().post("/c/long-table/join", &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("I run a museum alone"), "what was written is kept on the page");
    town.run_jobs().await;
    assert!(town.mail_to(JUNE).is_empty());
    town.end().await;
}

#[tokio::test]
async fn a_free_seat_is_asked_for_and_given_by_whoever_leads() {
    let (town, community, group) = kittiwake().await;
    town.member(community, JUNE).await;
    let (june, mara, tove) =
        (town.signed_in(JUNE).await, town.signed_in(MARA).await, town.signed_in(TOVE).await);
    let ask = format!("/c/long-table/groups/{}/ask", group.id);
    june.post(&ask, &[("words", "I know how to close a wing")]).await;
    june.post(&ask, &[("words", "and once more")]).await;
    town.run_jobs().await;
    assert!(town.mail_to(MARA).last().unwrap().subject.contains("june asks for a seat"));
    assert!(mara.get(&group.path("")).await.body.contains("One member asks"));
    assert_eq!(tove.get(&group.path("/requests")).await.status, StatusCode::NOT_FOUND);

    let requests = mara.get(&group.path("/requests")).await.body;
    assert!(requests.contains("I know how to close a wing") && !requests.contains("and once more"));
    let decision = requests.split(r#"action=""#).nth(1).unwrap().split('"').next().unwrap();
    mara.post(decision, &[("decision", "yes")]).await;
    town.run_jobs().await;
    assert_eq!(june.get(&group.path("")).await.status, StatusCode::OK);
    assert!(town.mail_to(JUNE).last().unwrap().subject.contains("You have a seat"));
    town.end().await;
}

#[tokio::test]
async fn whoever_is_asked_finds_the_offer_where_others_find_a_seat_to_ask_for() {
    let (town, _, group) = kittiwake().await;
    let tove = town.signed_in(TOVE).await;
    let list = tove.get("/c/long-table/groups").await.body;
    let ask = format!("/c/long-table/groups/{}/ask", group.id);
    assert!(list.contains("/c/long-table/offers/") && !list.contains(&ask), "{list}");
    let page = tove.get(&ask).await.body;
    assert!(page.contains("/c/long-table/offers/") && !page.contains("at this table already"), "{page}");
    let asked = tove.post(&ask, &[("words", "Me too")]).await;
    assert_eq!(asked.location.as_deref(), Some(ask.as_str()), "nothing was asked for");
    town.end().await;
}

#[tokio::test]
async fn a_request_stands_on_today_and_in_the_list_until_it_is_withdrawn() {
    let (town, community, group) = kittiwake().await;
    town.member(community, JUNE).await;
    let (june, mara) = (town.signed_in(JUNE).await, town.signed_in(MARA).await);
    let ask = format!("/c/long-table/groups/{}/ask", group.id);
    june.post(&ask, &[("words", "I know how to close a wing")]).await;
    town.run_jobs().await;
    for page in ["/today", "/c/long-table/groups"] {
        let body = june.get(page).await.body;
        assert!(body.contains(&ask) && body.contains("You asked for a seat"), "{page}: {body}");
        assert!(!mara.get(page).await.body.contains("You asked for a seat"), "hers alone");
    }
    let withdrawal = format!("{ask}/withdrawal");
    assert!(june.get(&ask).await.body.contains(&withdrawal));
    assert_eq!(mara.post(&withdrawal, &[]).await.status, StatusCode::SEE_OTHER, "which withdraws nothing");
    assert!(mara.get(&group.path("/requests")).await.body.contains("close a wing"));

    assert_eq!(june.post(&withdrawal, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!mara.get(&group.path("/requests")).await.body.contains("close a wing"));
    assert!(!june.get("/today").await.body.contains("You asked for a seat"));
    june.post(&ask, &[("words", "After all")]).await;
    assert!(mara.get(&group.path("/requests")).await.body.contains("After all"));
    town.run_jobs().await;
    town.end().await;
}

const LISBON: &str = "name,email,languages,availability,time_zone,industry\n\
    Mara,mara@example.org,English,Mon-Fri 09:00-17:00,Europe/Lisbon,shipping\n\
    Tove,tove@example.org,English; Swedish,Mon-Fri 09:00-17:00,Europe/Lisbon,timber\n\
    Kasia,kasia@example.org,Polish,Mon-Fri 09:00-17:00,Europe/Lisbon,glass\n\
    June,june@example.org,English,Sat 20:00-22:00,Europe/Lisbon,museums\n\
    Otto,otto@example.org,English,Mon 09:00-12:00,Europe/Lisbon,bread\n";

/// Kittiwake as before, with a third seat that nobody was offered. Kasia, June and Otto wait, in this order;
/// Kasia speaks another language and June has other hours than those at the table.
async fn kittiwake_and_who_waits() -> (Town, Visitor, Group) {
    let (town, community) = Town::with_long_table().await;
    let agnes = agnes(&town).await;
    let import = agnes.upload("/c/long-table/roster/imports", "five.csv", LISBON.as_bytes()).await;
    agnes.post(&import.location.unwrap(), &[]).await;
    town.run_jobs().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    for email in ["kasia@example.org", JUNE, "otto@example.org"] {
        let found = crate::roster::called(town.app.db(), community, email).await.unwrap();
        town.pass(DAY);
        town.write(async |tx| super::wait(tx, community, found[0].member, super::Why::NotPlaced).await).await;
    }
    town.run_jobs().await;
    (town, agnes, group)
}

/// The value of a hidden field in the form whose button says this.
fn hidden(page: &str, name: &str, button: &str) -> String {
    let form = page.split("<form").find(|form| form.contains(button)).unwrap_or_else(|| panic!("{page}"));
    let field = form.split(&format!(r#"name="{name}" value=""#)).nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_free_seat_is_proposed_to_who_fits_and_not_to_who_waited_longest() {
    let (town, agnes, group) = kittiwake_and_who_waits().await;
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(desk.contains("Offer it to Otto"), "{desk}");
    for other in ["Kasia", "June"] {
        assert!(!desk.contains(&format!("Offer it to {other}")), "{other} breaks a must of the table");
    }
    let table = format!("/c/long-table/groups/{}/seats", group.id);
    let page = agnes.get(&table).await.body;
    for told in
        ["No language common to all", "No hour of the week is common to all", "3 hours a week in common"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    let place = |name: &str| page.find(&format!(r#"<div class="name">{name}</div>"#)).unwrap();
    assert!(place("Otto") < place("Kasia") && place("Otto") < place("June"));
    assert!(!page.contains("Offer it to June"), "one press is not enough");
    town.end().await;
}

#[tokio::test]
async fn whoever_breaks_a_must_is_invited_by_a_second_press_alone() {
    let (town, agnes, group) = kittiwake_and_who_waits().await;
    let table = format!("/c/long-table/groups/{}/seats", group.id);
    let page = agnes.get(&table).await.body;
    let june = page.split("June</div>").nth(1).unwrap();
    let asking = june.split(r#"href=""#).nth(1).unwrap().split(['"', '#']).next().unwrap().to_owned();
    let asked = agnes.get(&asking).await.body;
    assert!(asked.contains("No hour of the week is common to all"), "{asked}");
    let member = hidden(&asked, "member", "Offer it to June all the same");
    let offers = format!("/c/long-table/groups/{}/offers", group.id);
    let refused = agnes.post(&offers, &[("member", &member)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("No hour of the week is common to all"), "{}", refused.body);
    town.run_jobs().await;
    assert!(town.mail_to(JUNE).is_empty(), "nobody was invited");
    let offered = agnes.post(&offers, &[("member", &member), ("all_the_same", "yes")]).await;
    assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    town.run_jobs().await;
    assert_eq!(town.mail_to(JUNE).len(), 1);
    town.end().await;
}

#[tokio::test]
async fn whoever_asks_and_breaks_a_must_is_seated_by_a_second_press_alone() {
    let (town, agnes, group) = kittiwake_and_who_waits().await;
    for email in [JUNE, "otto@example.org"] {
        let asking = town.signed_in(email).await;
        asking.post(&format!("/c/long-table/groups/{}/ask", group.id), &[("words", "May I?")]).await;
    }
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    let requests = desk.split(r#"id="h-requests""#).nth(1).unwrap().split("</section>").next().unwrap();
    assert!(requests.contains("Give Otto the seat") && requests.contains("3 hours a week in common"));
    assert!(requests.contains("No hour of the week is common to all") && !requests.contains("Give June"));
    let asking = requests.split(r#"href=""#).find(|part| part.contains("would break something")).unwrap();
    let asked = agnes.get(asking.split(['"', '#']).next().unwrap()).await.body;
    let form = asked.split("<form").find(|form| form.contains("Give June the seat all the same")).unwrap();
    let decision = form.split(r#"action=""#).nth(1).unwrap().split('"').next().unwrap();

    let refused = agnes.post(decision, &[("decision", "yes")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Give June the seat all the same"), "{}", refused.body);
    let june = town.signed_in(JUNE).await;
    assert_eq!(june.get(&group.path("")).await.status, StatusCode::NOT_FOUND);
    agnes.post(decision, &[("decision", "yes"), ("all_the_same", "yes")]).await;
    assert_eq!(june.get(&group.path("")).await.status, StatusCode::OK);
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(
        desk.contains("Give Otto the seat") && !desk.contains("3 hours a week in common"),
        "none is free"
    );
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_boss_is_told_of_before_the_seat_is_offered_and_seated_only_on_purpose() {
    let (town, agnes, group) = kittiwake_and_who_waits().await;
    let form = [
        ("name", "Ines"),
        ("email", "ines@example.org"),
        ("reports_to", "mara@example.org"),
        ("consent", "yes"),
    ];
    agnes.post("/c/long-table/roster/people", &form).await;
    let table = format!("/c/long-table/groups/{}/seats", group.id);
    let page = agnes.get(&format!("{table}?q=ines")).await.body;
    assert!(page.contains("One reports to the other."), "{page}");
    let asking = page.split("Ines</div>").nth(1).unwrap().split(r#"href=""#).nth(1).unwrap();
    let asked = agnes.get(asking.split(['"', '#']).next().unwrap()).await.body;
    let member = hidden(&asked, "member", "Offer it to Ines all the same");
    let offers = format!("/c/long-table/groups/{}/offers", group.id);
    assert_eq!(agnes.post(&offers, &[("member", &member)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    agnes.post(&offers, &[("member", &member), ("all_the_same", "yes")]).await;
    town.run_jobs().await;
    assert_eq!(town.mail_to("ines@example.org").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn a_seat_that_was_given_up_is_filled_by_anyone_of_the_roster() {
    let (town, agnes, group) = kittiwake_and_who_waits().await;
    town.accept(MARA, "").await;
    town.accept(TOVE, "").await;
    let otto =
        ("member", hidden(&agnes.get("/c/long-table/groups/seats").await.body, "member", "Offer it to Otto"));
    let offers = format!("/c/long-table/groups/{}/offers", group.id);
    agnes.post(&offers, &[(otto.0, &otto.1)]).await;
    town.run_jobs().await;
    town.accept("otto@example.org", "").await;
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    assert!(!desk.contains("h-free"), "every seat is taken: {desk}");

    town.signed_in(TOVE).await.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
    let structure = format!("/c/long-table/groups/{}", group.id);
    let table = format!("{structure}/seats");
    assert!(agnes.get("/c/long-table/groups/seats").await.body.contains(&table));
    assert!(agnes.get(&structure).await.body.contains(&table), "the group's own page leads there too");
    let form = [
        ("name", "Nadia"),
        ("email", "nadia@example.org"),
        ("time_zone", "Europe/Lisbon"),
        ("consent", "yes"),
    ];
    agnes.post("/c/long-table/roster/people", &form).await;
    for search in ["nadia", "nadia%40example.org"] {
        let found = agnes.get(&format!("{table}?q={search}")).await.body;
        assert!(found.contains("Offer it to Nadia") && found.contains("hours a week in common"), "{found}");
    }
    assert!(agnes.get(&format!("{table}?q=Zebedee")).await.body.contains("Nobody on the roster"));
    let nadia = hidden(&agnes.get(&format!("{table}?q=nadia")).await.body, "member", "Offer it to Nadia");
    agnes.post(&offers, &[("member", &nadia)]).await;
    town.run_jobs().await;
    town.accept("nadia@example.org", "").await;
    assert_eq!(town.signed_in("nadia@example.org").await.get(&group.path("")).await.status, StatusCode::OK);
    town.end().await;
}

#[tokio::test]
async fn long_lists_are_counted_and_shown_in_parts_and_what_was_taken_back_takes_no_room() {
    let (town, community) = Town::with_long_table().await;
    let agnes = agnes(&town).await;
    let people: Vec<String> = (10..34).map(|number| format!("asked{number}@example.org")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let group = town.found_group(community, "Kittiwake", &people).await;
    for chair in crate::groups::table(town.app.db(), &group).await.unwrap().iter().take(3) {
        let path = format!("/c/long-table/groups/seats/{}/withdrawal", chair.seat.id);
        agnes.post(&path, &[("sure", "yes")]).await;
    }
    for number in 100..160 {
        let member = town.member(community, &format!("waits{number}@example.org")).await;
        town.pass(60);
        town.write(async |tx| super::wait(tx, community, member, super::Why::NotPlaced).await).await;
    }
    let desk = agnes.get("/c/long-table/groups/seats").await.body;
    for said in ["1 to 20 of 21", "1 to 20 of 60"] {
        assert!(desk.contains(said), "{said}: {desk}");
    }
    let later = desk.split(r#"href=""#).filter_map(|rest| rest.split(['"', '#']).next());
    let later =
        later.filter(|address| address.contains("waiting=2")).collect::<Vec<_>>()[0].replace("&amp;", "&");
    let part = agnes.get(&later).await.body;
    let waiting = part.split(r#"id="h-waiting""#).nth(1).unwrap();
    assert!(part.contains("21 to 40 of 60") && waiting.contains("waits120") && !waiting.contains("waits119"));
    assert!(part.contains("1 to 20 of 21"), "the other lists stay where they were");
    let last = agnes.get("/c/long-table/groups/seats?waiting=99&open=2").await.body;
    assert!(last.contains("waits159") && last.contains("41 to 60 of 60") && last.contains("21 to 21 of 21"));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn today_counts_all_who_ask() {
    let (town, community, group) = kittiwake().await;
    for number in 10..61 {
        let email = format!("asks{number}@example.org");
        town.member(community, &email).await;
        let ask = format!("/c/long-table/groups/{}/ask", group.id);
        town.signed_in(&email).await.post(&ask, &[("words", "May I?")]).await;
    }
    let today = agnes(&town).await.get("/today").await.body;
    assert!(today.contains("51 members ask for a seat"), "{today}");
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn a_no_puts_nobody_on_the_waiting_list_unasked() {
    let (town, _, _) = kittiwake().await;
    let page = town.stranger().get(&town.last_link_to(TOVE)).await.body;
    let tick = page.split("<input").find(|input| input.contains(r#"name="wait""#)).unwrap();
    assert!(!tick.split('>').next().unwrap().contains("checked"), "{tick}");
    town.end().await;
}

#[tokio::test]
async fn words_that_do_not_fit_are_given_back_and_nothing_is_cut() {
    let (town, community, group) = kittiwake().await;
    let link = town.last_link_to(TOVE);
    let long = "It is long. ".repeat(334);
    let agnes = agnes(&town).await;
    let tove = crate::groups::table(town.app.db(), &group).await.unwrap();
    let tove = tove.iter().find(|chair| chair.name == "tove").unwrap().seat.id;
    let path = format!("/c/long-table/groups/seats/{tove}/withdrawal");
    let kept = agnes.post(&path, &[("sure", "yes"), ("words", &long), ("wait", "yes")]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.body.contains(long.trim()) && kept.body.contains("2,000 fit"), "{}", kept.body);
    assert!(kept.body.split(r#"name="wait""#).nth(1).unwrap().split('>').next().unwrap().contains("checked"));
    for (answer, id) in [("accepted", "hello"), ("another-hour", "wish"), ("declined", "reason")] {
        let reply =
            town.stranger().post(&link, &[("answer", answer), ("words", &long), ("wait", "yes")]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        let field = reply.body.split(&format!(r#"id="{id}""#)).nth(1).unwrap();
        assert!(field.contains(long.trim()) && field.contains("2,000 fit"), "{field}");
    }
    // A line break is one character, as browsers count it.
    let fits = "It fits.\r\n".repeat(222);
    assert_eq!(
        town.stranger().post(&link, &[("answer", "another-hour"), ("words", &fits)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(town.stranger().get(&link).await.status, StatusCode::OK, "the seat is still offered");

    town.member(community, JUNE).await;
    let june = town.signed_in(JUNE).await;
    let ask = format!("/c/long-table/groups/{}/ask", group.id);
    let asked = june.post(&ask, &[("words", &long)]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains(long.trim()) && asked.body.contains("4,000 fit"), "{}", asked.body);

    let link = crate::scene::apply(&town, "aino@example.org", "A place, please.").await;
    town.stranger().post(&link, &[]).await;
    town.run_jobs().await;
    let desk = agnes.get("/c/long-table/applications").await.body;
    let decision = desk.split(r#"action=""#).find(|part| part.contains("/decision")).unwrap();
    let decision = decision.split('"').next().unwrap();
    let declined = agnes.post(decision, &[("decision", "no"), ("words", &long)]).await;
    assert_eq!(declined.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(declined.body.contains(long.trim()) && declined.body.contains("4,000 fit"), "{}", declined.body);
    town.run_jobs().await;
    town.end().await;
}
