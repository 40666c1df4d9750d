//! Stories of charters: written together, signed by each, and what holds when people come and go.

use axum::http::StatusCode;
use peergroups::attendance::Span;

use super::{in_force, terms};
use crate::groups::Group;
use crate::town::{Reply, Town, Visitor};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const CALLUM: &str = "callum@example.org";
const WORDS: &str = "Half a year is long; spring and autumn it is.";
const DAY: i64 = 24 * 3600;

/// Kittiwake with Mara, who leads, Tove and Callum.
async fn kittiwake() -> (Town, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE, CALLUM]).await;
    for email in [MARA, TOVE, CALLUM] {
        town.accept(email, "").await;
    }
    (town, group)
}

/// Somebody writing and signing the charter of a group.
struct Writer {
    visitor: Visitor,
    group: Group,
}

impl Writer {
    async fn of(town: &Town, group: &Group, email: &str) -> Self {
        Self { visitor: town.signed_in(email).await, group: group.clone() }
    }

    async fn get(&self, page: &str) -> Reply {
        self.visitor.get(&self.group.path(page)).await
    }

    /// The page to which a form leads that works.
    async fn post(&self, page: &str, form: &[(&str, &str)]) -> String {
        let reply = self.send(page, form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{page}: {}", reply.body);
        reply.location.unwrap()
    }

    async fn send(&self, page: &str, form: &[(&str, &str)]) -> Reply {
        self.visitor.post(&self.group.path(page), form).await
    }

    async fn sign(&self, version: &str, edition: &str) -> Reply {
        let form = [("edition", edition), ("voice", "signs"), ("pledge", "yes")];
        self.visitor.post(&format!("{version}/signature"), &form).await
    }
}

/// A charter as it usually is, put up by Mara; gives its page.
async fn put_up(mara: &Writer) -> String {
    mara.post("/charter/draft", &[]).await;
    mara.post("/charter/draft/signing", &[("edition", "1")]).await
}

#[tokio::test]
async fn a_charter_is_written_by_all_signed_by_each_and_then_acts() {
    let (town, group) = kittiwake().await;
    let (mara, tove) = (Writer::of(&town, &group, MARA).await, Writer::of(&town, &group, TOVE).await);
    let callum = Writer::of(&town, &group, CALLUM).await;
    assert!(mara.get("/charter").await.body.contains("Nothing is agreed on yet."));

    mara.post("/charter/draft", &[]).await;
    tove.post("/charter/draft/wishes", &[("wants", "People who tell me the truth"), ("fears", "")]).await;
    tove.post("/charter/draft/review", &[("edition", "1"), ("months", "6"), ("words", WORDS)]).await;
    callum.post("/charter/draft/review/comments", &[("words", "Every year would do for me")]).await;
    let draft = mara.get("/charter/draft").await.body;
    for said in ["People who tell me the truth", WORDS, "after six months", "Every year would do for me"] {
        assert!(draft.contains(said), "{said}");
    }
    let comment = draft.split("/charter/comments/").nth(1).unwrap().split('/').next().unwrap();
    mara.post(&format!("/charter/comments/{comment}/settlement"), &[]).await;
    assert!(mara.get("/charter/draft").await.body.contains("settled"));

    assert_eq!(tove.send("/charter/draft/signing", &[("edition", "2")]).await.status, StatusCode::NOT_FOUND);
    let version = mara.post("/charter/draft/signing", &[("edition", "2")]).await;
    town.run_jobs().await;
    assert!(town.mail_to(TOVE).iter().any(|letter| letter.subject.contains("waits for your signature")));
    let unsure =
        tove.visitor.post(&format!("{version}/signature"), &[("edition", "2"), ("voice", "signs")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY, "who signs promises");
    assert!(unsure.body.contains("Tick the promise to sign"));

    assert_eq!(tove.sign(&version, "2").await.status, StatusCode::SEE_OTHER);
    assert!(in_force(town.app.db(), group.id).await.unwrap().is_none(), "one of three is not enough");
    assert_eq!(mara.sign(&version, "2").await.status, StatusCode::SEE_OTHER);
    town.run_jobs().await;
    assert_eq!(terms(town.app.db(), group.id).await.unwrap().review(), Some(6));
    assert!(
        town.mail_to(CALLUM).iter().any(|letter| letter.subject == "The charter of Kittiwake is in force")
    );
    let page = callum.get("/charter").await.body;
    assert!(page.contains("You review it in April 2027") && page.contains("Not heard yet: callum"), "{page}");
    assert!(town.signed_in(CALLUM).await.get("/today").await.body.contains("waits for your signature"));
    callum.sign(&version, "2").await;
    assert!(!town.signed_in(CALLUM).await.get("/today").await.body.contains("waits for your signature"));
    assert!(mara.get("").await.body.contains("Three of you have signed it."));

    for letter in town.letters() {
        assert!(
            !letter.text.contains(WORDS) && !letter.html.contains(WORDS),
            "letters say no words of others"
        );
    }
    town.end().await;
}

#[tokio::test]
async fn what_is_signed_does_not_change_under_the_hand() {
    let (town, group) = kittiwake().await;
    let (mara, tove) = (Writer::of(&town, &group, MARA).await, Writer::of(&town, &group, TOVE).await);
    let version = put_up(&mara).await;
    let change = [("edition", "1"), ("months", "6")];
    let late = tove.send("/charter/draft/review", &change).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it is being signed");
    let cannot = [("edition", "1"), ("voice", "cannot-yet"), ("why", WORDS)];
    assert_eq!(
        tove.visitor.post(&format!("{version}/signature"), &cannot).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(mara.visitor.get(&version).await.body.contains(WORDS), "all at the table read why");

    mara.post("/charter/draft/reopening", &[]).await;
    assert!(mara.get("/charter/draft").await.body.contains(WORDS));
    town.run_jobs().await;
    assert!(town.mail_to(TOVE).iter().any(|letter| letter.subject.contains("open for changes again")));
    assert_eq!(
        mara.sign(&version, "1").await.status,
        StatusCode::CONFLICT,
        "who read the old one signs nothing"
    );
    tove.post("/charter/draft/review", &[("edition", "2"), ("months", "6")]).await;
    assert_eq!(
        tove.send("/charter/draft/review", &[("edition", "2"), ("months", "3")]).await.status,
        StatusCode::CONFLICT
    );
    mara.post("/charter/draft/signing", &[("edition", "3")]).await;
    assert_eq!(mara.sign(&version, "3").await.status, StatusCode::SEE_OTHER);
    assert!(in_force(town.app.db(), group.id).await.unwrap().is_none(), "Tove signs again");
    assert_eq!(tove.sign(&version, "3").await.status, StatusCode::SEE_OTHER);
    assert!(in_force(town.app.db(), group.id).await.unwrap().is_some());
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn what_contradicts_itself_is_said_at_the_clause_and_not_put_up() {
    let (town, group) = kittiwake().await;
    let mara = Writer::of(&town, &group, MARA).await;
    mara.post("/charter/draft", &[]).await;
    mara.post("/charter/draft/size", &[("edition", "1"), ("least", "9"), ("most", "6")]).await;
    let draft = mara.get("/charter/draft").await.body;
    let clause = draft.split("id=\"h-size\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(clause.contains("At least 9 members and at most 6 cannot both be."), "{clause}");
    mara.post("/charter/draft/signing", &[("edition", "2")]).await;
    assert!(mara.get("/charter/draft").await.body.contains("cannot both be"), "it is still a draft");
    let wrong = mara.send("/charter/draft/size", &[("edition", "2"), ("least", "many"), ("most", "9")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Give a whole number from 3 to 24.") && wrong.body.contains("many"));
    mara.post("/charter/draft/size/removal", &[("edition", "2")]).await;
    mara.post("/charter/draft/signing", &[("edition", "3")]).await;
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn who_leaves_has_signed_nothing_and_who_comes_signs_what_holds() {
    let (town, group) = kittiwake().await;
    let mara = Writer::of(&town, &group, MARA).await;
    let (tove, callum) = (Writer::of(&town, &group, TOVE).await, Writer::of(&town, &group, CALLUM).await);
    mara.post("/charter/draft", &[]).await;
    let by_all = [
        ("edition", "1"),
        ("norms", "unanimity"),
        ("admission", "unanimity"),
        ("removal", "unanimity"),
        ("other", "consent"),
        ("days", "7"),
        ("silence", "abstains"),
    ];
    mara.post("/charter/draft/decisions", &by_all).await;
    let version = mara.post("/charter/draft/signing", &[("edition", "2")]).await;
    for writer in [&mara, &tove] {
        writer.sign(&version, "2").await;
    }
    assert!(in_force(town.app.db(), group.id).await.unwrap().is_none());
    callum.post("/leaving", &[("sure", "yes")]).await;
    town.run_jobs().await;
    assert!(in_force(town.app.db(), group.id).await.unwrap().is_some(), "all who sit there have signed");

    let agnes = town.signed_in("agnes@example.org").await;
    let rafael = town.member(group.community, "rafael@example.org").await.to_string();
    agnes.post(&format!("/c/long-table/groups/{}/offers", group.id), &[("member", &rafael)]).await;
    town.run_jobs().await;
    town.accept("rafael@example.org", "").await;
    town.run_jobs().await;
    let letters = town.mail_to("rafael@example.org");
    assert!(letters.iter().any(|letter| letter.subject == "What Kittiwake agreed on, for you to sign"));
    let rafael = Writer::of(&town, &group, "rafael@example.org").await;
    assert_eq!(rafael.sign(&version, "2").await.status, StatusCode::SEE_OTHER);
    assert!(rafael.get("").await.body.contains("Three of you have signed it."));
    town.end().await;
}

#[tokio::test]
async fn the_next_version_shows_what_changes_and_the_day_of_review_is_told() {
    let (town, group) = kittiwake().await;
    let (mara, tove) = (Writer::of(&town, &group, MARA).await, Writer::of(&town, &group, TOVE).await);
    let first = put_up(&mara).await;
    for writer in [&mara, &tove] {
        writer.sign(&first, "1").await;
    }
    town.run_jobs().await;
    town.pass(366 * DAY);
    town.run_jobs().await;
    assert!(
        town.mail_to(CALLUM).iter().any(|letter| letter.subject == "Time to review the charter of Kittiwake")
    );
    let mara = Writer::of(&town, &group, MARA).await;
    let tove = Writer::of(&town, &group, TOVE).await;
    assert!(mara.get("/charter").await.body.contains("Its review was due in October 2027"));
    mara.post("/charter/draft", &[]).await;
    tove.post("/charter/draft", &[]).await;
    assert_eq!(mara.get("/charter").await.body.matches("Version ").count(), 1, "one draft at a time");

    mara.post("/charter/draft/patterns", &[("edition", "1"), ("pattern", "three-of-four")]).await;
    tove.post("/charter/draft/review", &[("edition", "2"), ("months", "6"), ("words", WORDS)]).await;
    let second = mara.post("/charter/draft/signing", &[("edition", "3")]).await;
    let page = tove.visitor.get(&second).await.body;
    assert!(page.contains("12 becomes 6") && page.contains("<ins>"), "{page}");
    assert_eq!(terms(town.app.db(), group.id).await.unwrap().review(), Some(12), "the first still holds");
    for writer in [&mara, &tove] {
        writer.sign(&second, "3").await;
    }
    assert_eq!(terms(town.app.db(), group.id).await.unwrap().attendance().span, Span::LastMeetings(4));
    assert!(tove.visitor.get(&first).await.body.contains("In force from"));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn what_a_group_agreed_on_is_nobody_elses() {
    let (town, group) = kittiwake().await;
    let mara = Writer::of(&town, &group, MARA).await;
    let version = put_up(&mara).await;
    for outsider in ["agnes@example.org", "june@example.org"] {
        town.member(group.community, outsider).await;
        let visitor = town.signed_in(outsider).await;
        for page in [group.path("/charter"), group.path("/charter/draft"), version.clone()] {
            assert_eq!(visitor.get(&page).await.status, StatusCode::NOT_FOUND, "{outsider} at {page}");
        }
    }
    town.run_jobs().await;
    town.end().await;
}
