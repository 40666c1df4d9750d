//! A calendar's answer, from the maildir of a running server to the page of the group.

use std::fs;

use jiff::ToSpan as _;
use junto::app::clock::Clock;

use crate::node::{Browser, Node, Place, until};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";

#[tokio::test]
async fn a_reply_that_lies_in_the_maildir_becomes_an_answer_on_the_page() {
    let place = Place::new().await;
    let node = place.start();
    let home = seated(&place, &node);
    let (mara, tove) = (place.operator(&node, MARA), place.operator(&node, TOVE));
    agree(&mara, &tove, &home);
    let meetings = format!("{home}/meetings");
    let says =
        |word: &str| tove.get(&meetings).body.contains(&format!(r#"value="{word}" aria-pressed="true""#));
    assert!(says("yes") && !says("perhaps"), "what she said of the season");

    let invitation = until("an invitation to meetings", || {
        let mut letters = place.letters().filter(|letter| letter.to() == TOVE);
        letters.find_map(|letter| mail::read(letter.text().as_bytes(), None).ok()?.calendar.pop())
    });
    let invitation = String::from_utf8(invitation).unwrap().replace("\r\n ", "");
    let line = |name: &str| invitation.lines().find(|line| line.starts_with(name)).unwrap();
    let to = line("ORGANIZER").rsplit("mailto:").next().unwrap();
    let reply = format!(
        "From: Tove <{TOVE}>\r\nTo: {to}\r\nMessage-ID: <one@tove.example>\r\nMIME-Version: 1.0\r\nSubject: Re\r\n\
         Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n\
         BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n{}\r\n\
         ATTENDEE;PARTSTAT=TENTATIVE:mailto:{TOVE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        line("UID:")
    );
    let folder = place.path("mail-in");
    fs::create_dir_all(folder.join("new")).unwrap();
    fs::write(place.path("reply"), reply).unwrap();
    fs::rename(place.path("reply"), folder.join("new").join("1.reply")).unwrap();
    until("her answer on the page", || says("perhaps").then_some(()));
    assert!(!says("yes"));
    assert!(folder.join("cur").join("1.reply:2,S").exists(), "it was taken");
    node.stop();
    place.end().await;
}

/// Kittiwake with Mara, who leads, and Tove at its table; answers with the address of its home.
fn seated(place: &Place, node: &Node) -> String {
    let agnes = place.operator(node, "agnes@example.org");
    let group = [
        ("name", "Kittiwake"),
        ("people", "mara@example.org\ntove@example.org"),
        ("newcomer", MARA),
        ("called", "Mara"),
        ("newcomer", TOVE),
        ("called", "Tove"),
        ("facilitator", MARA),
        ("seats", "3"),
    ];
    assert_eq!(agnes.post("/c/long-table/groups/new", &group).status, 303);
    for email in [MARA, TOVE] {
        let letter = until("an invitation", || place.letters().find(|letter| letter.to() == email));
        let link = format!("/invitations/{}", letter.after("/invitations/"));
        assert_eq!(node.stranger().post(&link, &[("answer", "accepted"), ("words", "")]).status, 303);
    }
    let today = place.operator(node, MARA).get("/today").body;
    format!("/groups/{}", &today.split("/groups/").nth(1).unwrap()[..22])
}

/// The group agrees on Thursdays, from in two weeks on.
fn agree(mara: &Browser, tove: &Browser, home: &str) {
    let now = Clock::system().now().0;
    let day = |days: i64| {
        let then = now.checked_add((days * 24).hours()).unwrap();
        then.strftime("%Y-%m-%d").to_string()
    };
    let (from, to) = (day(14), day(100));
    let hours = [
        ("asked", "yes"),
        ("cadence", "2w"),
        ("from", &from),
        ("to", &to),
        ("minutes", "90"),
        ("day", "4"),
        ("anchor", "Europe/Lisbon"),
        ("quorum", ""),
        ("holidays", ""),
        ("step", "60"),
        ("slot", "Europe/Lisbon 4 15:00"),
        ("clock", ""),
    ];
    let season = mara.post(&format!("{home}/seasons"), &hours).location();
    assert!(season.contains("/seasons/"), "{season}");
    assert_eq!(tove.post(&format!("{season}/answer"), &[("can", "yes")]).status, 303);
}
