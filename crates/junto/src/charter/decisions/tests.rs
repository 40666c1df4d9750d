//! Stories of decisions: asked, answered by letter and on the page, settled by the rule, and what happens when people
//! come and go meanwhile.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;

use super::entities::{DecisionEnd, DecisionId};
use super::events::DecisionSettled;
use super::queries;
use crate::app::events::{Event as _, Subscriptions};
use crate::app::jobs::JobKind;
use crate::groups::{self, Group};
use crate::joining;
use crate::town::{Town, Visitor};

const MARA: &str = "mara@example.org";
const TOVE: &str = "tove@example.org";
const CALLUM: &str = "callum@example.org";
const PRIYA: &str = "priya@example.org";
const FOUR: [&str; 4] = [MARA, TOVE, CALLUM, PRIYA];
const DAY: i64 = 24 * 3600;

/// Kittiwake, which Mara leads.
async fn kittiwake(people: &[&str]) -> (Town, Group) {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", people).await;
    for seated in people {
        town.accept(seated, "").await;
    }
    (town, group)
}

async fn ask(asker: &Visitor, group: &Group, subject: &str) -> String {
    ask_about(asker, group, subject, "").await
}

async fn ask_about(asker: &Visitor, group: &Group, subject: &str, about: &str) -> String {
    let form = [
        ("subject", subject),
        ("about", about),
        ("sentence", "We begin on the hour."),
        ("why", "Waiting is dear."),
        ("days", "7"),
    ];
    let asked = asker.post(&group.path("/decisions"), &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    asked.location.unwrap()
}

async fn say(visitor: &Visitor, decision: &str, voice: &str, words: &str) {
    let said = visitor.post(&format!("{decision}/voice"), &[("voice", voice), ("words", words)]).await;
    assert_eq!(said.location.as_deref(), Some(decision), "{}", said.body);
}

/// How it ended, if it did.
async fn end(town: &Town, group: &Group, decision: &str) -> Option<DecisionEnd> {
    let id: DecisionId = decision.rsplit('/').next().unwrap().parse().unwrap();
    let found = queries::decision(town.app.db(), group.id, id).await.unwrap().unwrap();
    found.ended.map(|(end, _)| end)
}

async fn seat_of(town: &Town, group: &Group, email: &str) -> String {
    let table = groups::table(town.app.db(), group).await.unwrap();
    let name = email.split('@').next().unwrap();
    table.iter().find(|chair| chair.name == name).unwrap().seat.id.to_string()
}

/// The letters to somebody whose subject contains these words.
fn letters(town: &Town, email: &str, subject: &str) -> Vec<mail::Letter> {
    town.mail_to(email).into_iter().filter(|letter| letter.subject.contains(subject)).collect()
}

fn link_to(town: &Town, email: &str) -> String {
    let letter = letters(town, email, "a question to you").pop().unwrap();
    letter.text.lines().find_map(|line| line.strip_prefix("http://junto.test")).unwrap().to_owned()
}

async fn leave(town: &Town, group: &Group, email: &str) {
    town.signed_in(email).await.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    town.run_jobs().await;
}

#[tokio::test]
async fn everyone_else_is_asked_by_a_letter_that_holds_no_word_of_the_question() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    let decision = ask(&tove, &group, "norm").await;
    town.run_jobs().await;
    assert!(letters(&town, TOVE, "a question to you").is_empty());
    for asked in [MARA, CALLUM, PRIYA] {
        let letter = letters(&town, asked, "Kittiwake: a question to you and the others").pop().unwrap();
        for expected in
            ["tove asks Kittiwake about a norm.", "Thursday 8 October, 09:00", "two thirds of those"]
        {
            assert!(letter.text.contains(expected), "{expected} in {}", letter.text);
        }
        assert!(!letter.text.contains("on the hour") && !letter.text.contains("Waiting"), "{}", letter.text);
    }
    let mara = town.signed_in(MARA).await;
    let today = mara.get("/today").await.body;
    assert!(today.contains("Kittiwake is asked about a norm") && today.contains(&decision), "{today}");
    let list = mara.get(&group.path("/decisions")).await.body;
    assert!(list.contains("We begin on the hour.") && list.contains("one of four have answered"), "{list}");
    let home = mara.get(&group.path("")).await.body;
    assert!(home.contains("One question is open."), "{home}");
    let page = mara.get(&decision).await.body;
    for expected in [
        "We begin on the hour.",
        "Waiting is dear.",
        "Asked by tove",
        "everyone at the table sees it with your name",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    town.end().await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_beside_its_field_and_nothing_is_lost() {
    let (town, group) = kittiwake(&FOUR).await;
    let mara = town.signed_in(MARA).await;
    let own = seat_of(&town, &group, MARA).await;
    let long = "x".repeat(301);
    for (subject, about, sentence, why, wrong) in [
        ("", "", "We walk.", "We sit.", "Please choose what it is about"),
        ("removal", "", "Somebody leaves.", "Silence.", "Please choose who it is about"),
        ("removal", own.as_str(), "I leave.", "Silence.", "Please choose who it is about"),
        ("norm", "", "", "We sit.", "Please write one sentence"),
        ("norm", "", long.as_str(), "We sit.", "in at most 300 characters"),
        ("norm", "", "We walk.", " ", "Please write a few words"),
    ] {
        let form =
            [("subject", subject), ("about", about), ("sentence", sentence), ("why", why), ("days", "7")];
        let reply = mara.post(&group.path("/decisions"), &form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{subject} {sentence}");
        assert!(reply.body.contains(wrong) && reply.body.contains(sentence), "{wrong} in {}", reply.body);
    }
    assert!(mara.get(&group.path("/decisions")).await.body.contains("Nothing is open"));
    town.end().await;
}

#[tokio::test]
async fn two_cannot_decide_that_one_of_them_leaves() {
    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let mara = town.signed_in(MARA).await;
    let about = seat_of(&town, &group, TOVE).await;
    assert!(!mara.get(&group.path("/decisions/new")).await.body.contains("Who would leave"));
    let form = [("subject", "removal"), ("about", &about), ("sentence", "Tove leaves."), ("why", "Because.")];
    let reply = mara.post(&group.path("/decisions"), &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.end().await;
}

#[tokio::test]
async fn of_an_answer_by_letter_and_one_on_the_page_the_later_counts_once() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    let decision = ask(&tove, &group, "norm").await;
    town.run_jobs().await;
    let link = link_to(&town, CALLUM);
    let scanner = town.stranger();
    let page = scanner.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("tove asks you and the others about a norm"), "{}", page.body);
    assert!(!page.body.contains("on the hour") && !page.body.contains("Waiting"), "{}", page.body);
    assert!(page.body.contains(&decision), "there is a way to what is asked");
    assert!(tove.get(&decision).await.body.contains("Answered: tove."), "looking is not answering");

    let unsaid = scanner.post(&link, &[("voice", ""), ("words", "Not like this.")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Please choose one of the two") && unsaid.body.contains("Not like this."));
    let sent = scanner.post(&link, &[("voice", "against"), ("words", "Not like this.")]).await;
    assert_eq!(sent.location.as_deref(), Some(link.as_str()));
    assert!(scanner.get(&link).await.body.contains("You object."));
    let callum = town.signed_in(CALLUM).await;
    assert!(callum.get(&decision).await.body.contains("Not like this."), "one's own words are one's own");
    say(&callum, &decision, "for", "").await;
    assert!(scanner.get(&link).await.body.contains("You agree."));

    say(&town.signed_in(MARA).await, &decision, "for", "").await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed));
    let page = callum.get(&decision).await.body;
    assert!(
        page.contains("Three agreed, nobody objected.") && page.contains("Said nothing: priya"),
        "{page}"
    );
    assert!(!page.contains("Not like this."), "what was taken back is gone");
    let late = scanner.post(&link, &[("voice", "against")]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("This question is settled"));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn nobody_sees_what_others_said_before_it_is_settled_and_then_all_do() {
    let (town, group) = kittiwake(&FOUR).await;
    let [mara, tove, callum, priya] = [
        town.signed_in(MARA).await,
        town.signed_in(TOVE).await,
        town.signed_in(CALLUM).await,
        town.signed_in(PRIYA).await,
    ];
    let decision = ask(&tove, &group, "norm").await;
    say(&callum, &decision, "against", "An hour is not a clock.").await;
    for reader in [&mara, &tove, &priya] {
        let page = reader.get(&decision).await.body;
        assert!(page.contains("Answered: ") && page.contains("callum"), "{page}");
        assert!(!page.contains("objected") && !page.contains("An hour is not"), "{page}");
    }
    say(&mara, &decision, "for", "Gladly.").await;
    assert_eq!(end(&town, &group, &decision).await, None, "priya can still turn it");
    say(&priya, &decision, "for", "").await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed));
    let page = priya.get(&decision).await.body;
    for expected in
        ["Three agreed, one objected.", "An hour is not a clock.", "Gladly.", "Agreed on 1 October 2026"]
    {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let late = mara
        .post(&format!("{decision}/voice"), &[("voice", "against"), ("words", "On second thoughts.")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("On second thoughts."), "what came too late is given back");
    assert!(mara.get(&group.path("/decisions")).await.body.contains("agreed on 1 October 2026"));
    town.pass(DAY);
    town.run_jobs().await;
    for told in FOUR {
        let letter = letters(&town, told, "Kittiwake: agreed, a norm").pop().unwrap();
        assert!(!letter.text.contains("on the hour") && !letter.text.contains("Gladly"), "{}", letter.text);
    }
    town.end().await;
}

#[tokio::test]
async fn one_objection_settles_what_needs_consent() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    let decision = ask(&tove, &group, "date").await;
    say(&town.signed_in(PRIYA).await, &decision, "against", "").await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Refused));
    assert!(tove.get(&decision).await.body.contains("Not agreed. It was settled on"));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn at_its_time_silence_means_what_goes_with_the_rule() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    let cases =
        [("other", DecisionEnd::Agreed), ("norm", DecisionEnd::Agreed), ("admission", DecisionEnd::Refused)];
    let mut asked = Vec::new();
    for (subject, _) in cases {
        asked.push(ask(&tove, &group, subject).await);
    }
    town.pass(7 * DAY - 1);
    town.run_jobs().await;
    for decision in &asked {
        assert_eq!(end(&town, &group, decision).await, None);
    }
    town.pass(1);
    let too_late =
        town.signed_in(MARA).await.post(&format!("{}/voice", asked[0]), &[("voice", "against")]).await;
    assert_eq!(too_late.status, StatusCode::CONFLICT, "the time is over, whether it is settled yet or not");
    town.run_jobs().await;
    for ((subject, outcome), decision) in cases.into_iter().zip(&asked) {
        assert_eq!(end(&town, &group, decision).await, Some(outcome), "{subject}");
    }
    let page = tove.get(&asked[2]).await.body;
    assert!(page.contains("One agreed, nobody objected.") && page.contains("Said nothing: "), "{page}");
    town.end().await;
}

#[tokio::test]
async fn whoever_has_not_answered_is_reminded_once_about_a_day_before() {
    let (town, group) = kittiwake(&FOUR).await;
    let decision = ask(&town.signed_in(TOVE).await, &group, "norm").await;
    town.run_jobs().await;
    say(&town.signed_in(CALLUM).await, &decision, "against", "").await;
    town.pass(5 * DAY);
    town.run_jobs().await;
    assert!(letters(&town, MARA, "still waits for you").is_empty(), "two days ahead is too early");
    town.pass(DAY);
    town.run_jobs().await;
    for (who, reminded) in [(MARA, 1), (PRIYA, 1), (CALLUM, 0), (TOVE, 0)] {
        assert_eq!(letters(&town, who, "still waits for you").len(), reminded, "{who}");
    }
    town.pass(DAY);
    town.run_jobs().await;
    assert_eq!(letters(&town, MARA, "still waits for you").len(), 1);
    town.end().await;
}

#[tokio::test]
async fn only_whoever_asked_takes_a_question_back_and_everyone_is_told() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    let decision = ask(&tove, &group, "norm").await;
    let path = format!("{decision}/withdrawal");
    town.signed_in(MARA).await.post(&path, &[]).await;
    assert_eq!(end(&town, &group, &decision).await, None);
    tove.post(&path, &[]).await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Withdrawn));
    let page = tove.get(&decision).await.body;
    assert!(page.contains("Taken back on") && page.contains("No answers were counted"), "{page}");
    town.pass(7 * DAY);
    town.run_jobs().await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Withdrawn));
    for (who, told) in [(MARA, 1), (CALLUM, 1), (PRIYA, 1), (TOVE, 0)] {
        assert_eq!(letters(&town, who, "Kittiwake: taken back").len(), told, "{who}");
        assert!(letters(&town, who, "still waits").is_empty(), "{who}");
    }
    town.end().await;
}

#[tokio::test]
async fn when_the_facilitator_leaves_in_the_middle_the_rest_are_weighed_again() {
    let (town, group) = kittiwake(&FOUR).await;
    let [tove, callum, priya] =
        [town.signed_in(TOVE).await, town.signed_in(CALLUM).await, town.signed_in(PRIYA).await];
    let decision = ask(&tove, &group, "admission").await;
    say(&callum, &decision, "for", "").await;
    say(&priya, &decision, "for", "").await;
    assert_eq!(end(&town, &group, &decision).await, None, "mara has not answered");
    town.run_jobs().await;
    let link = link_to(&town, MARA);
    leave(&town, &group, MARA).await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed));
    let gone = town.stranger().post(&link, &[("voice", "against")]).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("You no longer have a seat"));
    let page = tove.get(&decision).await.body;
    assert!(page.contains("Three agreed, nobody objected.") && !page.contains("Said nothing"), "{page}");
    town.end().await;
}

#[tokio::test]
async fn whoever_asked_may_leave_and_their_voice_leaves_with_them() {
    let (town, group) = kittiwake(&FOUR).await;
    let decision = ask(&town.signed_in(TOVE).await, &group, "norm").await;
    let mara = town.signed_in(MARA).await;
    say(&mara, &decision, "for", "").await;
    leave(&town, &group, TOVE).await;
    assert_eq!(end(&town, &group, &decision).await, None, "of three, one agrees");
    let page = mara.get(&decision).await.body;
    assert!(page.contains("Asked by tove") && page.contains("Not yet: "), "{page}");
    say(&town.signed_in(CALLUM).await, &decision, "against", "").await;
    say(&town.signed_in(PRIYA).await, &decision, "against", "").await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Refused));
    assert!(mara.get(&decision).await.body.contains("One agreed, two objected."));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn when_the_last_who_was_asked_leaves_the_question_falls_away() {
    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let decision = ask(&town.signed_in(TOVE).await, &group, "norm").await;
    leave(&town, &group, MARA).await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed), "tove is everyone there is");
    let second = ask(&town.signed_in(TOVE).await, &group, "admission").await;
    assert_eq!(
        end(&town, &group, &second).await,
        Some(DecisionEnd::Agreed),
        "a table of one has nobody to ask"
    );

    let (town, group) = kittiwake(&[MARA, TOVE]).await;
    let decision = ask(&town.signed_in(TOVE).await, &group, "admission").await;
    let (mara, tove) = (town.signed_in(MARA).await, town.signed_in(TOVE).await);
    for visitor in [&mara, &tove] {
        visitor.post(&group.path("/leaving"), &[("sure", "yes")]).await;
    }
    town.run_jobs().await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Lapsed));
    town.pass(8 * DAY);
    town.run_jobs().await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Lapsed));
    town.end().await;
}

#[tokio::test]
async fn a_newcomer_is_not_asked_what_was_asked_before_they_sat() {
    let (town, community) = Town::with_long_table().await;
    let group = town.found_group(community, "Kittiwake", &FOUR).await;
    for seated in [MARA, TOVE, CALLUM] {
        town.accept(seated, "").await;
    }
    let tove = town.signed_in(TOVE).await;
    let decision = ask(&tove, &group, "admission").await;
    town.pass(60);
    town.accept(PRIYA, "").await;
    assert!(letters(&town, PRIYA, "a question to you").is_empty());
    let priya = town.signed_in(PRIYA).await;
    let page = priya.get(&decision).await.body;
    assert!(page.contains("You were not at the table when this was asked"), "{page}");
    assert!(!page.contains("Not yet: priya") && !page.contains(r#"name="voice""#), "{page}");
    assert!(!priya.get("/today").await.body.contains("Kittiwake is asked"));
    say(&priya, &decision, "against", "").await;
    assert_eq!(end(&town, &group, &decision).await, None, "it was not taken");
    for asked in [MARA, CALLUM] {
        say(&town.signed_in(asked).await, &decision, "for", "").await;
    }
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed));
    assert!(priya.get(&decision).await.body.contains("Three agreed, nobody objected."));
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn whoever_is_asked_to_leave_is_told_at_once_heard_and_not_asked() {
    let (town, group) = kittiwake(&FOUR).await;
    let [mara, tove, callum, priya] = [
        town.signed_in(MARA).await,
        town.signed_in(TOVE).await,
        town.signed_in(CALLUM).await,
        town.signed_in(PRIYA).await,
    ];
    let about = seat_of(&town, &group, CALLUM).await;
    let decision = ask_about(&mara, &group, "removal", &about).await;
    town.run_jobs().await;
    let letter = letters(&town, CALLUM, "a question about your seat").pop().unwrap();
    assert!(letter.text.contains("Nothing is agreed before Thursday 8 October, 09:00"), "{}", letter.text);
    assert!(letters(&town, CALLUM, "a question to you").is_empty());
    assert!(callum.get("/today").await.body.contains("Kittiwake is asked about your seat"));

    say(&callum, &decision, "against", "").await;
    assert_eq!(end(&town, &group, &decision).await, None, "they have no voice in it");
    for other in [&tove, &priya] {
        say(other, &decision, "for", "").await;
    }
    assert_eq!(end(&town, &group, &decision).await, None, "they are heard first");
    assert!(tove.get(&decision).await.body.contains("callum has said nothing yet"));
    let none = callum.post(&format!("{decision}/word"), &[("words", " ")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    callum.post(&format!("{decision}/word"), &[("words", "I was silent, and I would stay.")]).await;
    assert!(tove.get(&decision).await.body.contains("I was silent, and I would stay."));
    assert!(!callum.get("/today").await.body.contains("Kittiwake is asked about your seat"));
    tove.post(&format!("{decision}/word"), &[("words", "In his name.")]).await;
    assert!(!priya.get(&decision).await.body.contains("In his name."));
    say(&tove, &decision, "against", "I did not know.").await;
    assert_eq!(
        end(&town, &group, &decision).await,
        Some(DecisionEnd::Refused),
        "one objection ends it at once"
    );
    town.run_jobs().await;
    let letter = letters(&town, CALLUM, "Kittiwake: not agreed").pop().unwrap();
    assert!(!letter.text.contains("I did not know"), "{}", letter.text);
    assert!(callum.get(&decision).await.body.contains("I did not know."));
    town.end().await;
}

#[tokio::test]
async fn what_was_asked_about_a_member_is_agreed_at_its_time_and_falls_away_when_they_leave() {
    let (town, group) = kittiwake(&FOUR).await;
    let mara = town.signed_in(MARA).await;
    let about = seat_of(&town, &group, CALLUM).await;
    let first = ask_about(&mara, &group, "removal", &about).await;
    for other in [TOVE, PRIYA] {
        say(&town.signed_in(other).await, &first, "for", "").await;
    }
    town.pass(7 * DAY);
    town.run_jobs().await;
    assert_eq!(end(&town, &group, &first).await, Some(DecisionEnd::Agreed));
    let second = ask_about(&mara, &group, "removal", &about).await;
    leave(&town, &group, CALLUM).await;
    assert_eq!(end(&town, &group, &second).await, Some(DecisionEnd::Lapsed));
    assert!(mara.get(&second).await.body.contains("It fell away on"));
    town.end().await;
}

#[tokio::test]
async fn a_purpose_that_is_agreed_becomes_the_groups_and_those_who_were_for_it_have_agreed() {
    let (town, group) = kittiwake(&FOUR).await;
    let tove = town.signed_in(TOVE).await;
    tove.post(&group.path("/purpose"), &[("purpose", "We talk."), ("version", "1")]).await;
    let decision = ask(&tove, &group, "purpose").await;
    let agnes = town.signed_in("agnes@example.org").await;
    let listed = async || agnes.get("/c/long-table/groups").await.body.contains("We begin on the hour.");
    assert!(!listed().await, "what is asked stays in the group");
    say(&town.signed_in(MARA).await, &decision, "for", "").await;
    town.pass(7 * DAY);
    town.run_jobs().await;
    assert_eq!(end(&town, &group, &decision).await, Some(DecisionEnd::Agreed));
    let now = groups::group(town.app.db(), group.id).await.unwrap().unwrap();
    assert_eq!((now.purpose.as_str(), now.version), ("We begin on the hour.", 3));
    assert!(listed().await, "a purpose may be read in the community");
    let home = town.signed_in(PRIYA).await.get(&group.path("")).await.body;
    assert!(home.contains("Two of four agreed."), "{home}");
    town.end().await;
}

/// What a group has agreed on, put in force behind the front door: it decides on everything by unanimity.
async fn agree_on_unanimity(town: &Town, group: &Group) {
    let tove = town.signed_in(TOVE).await;
    let draft = group.path("/charter/draft");
    tove.post(&draft, &[]).await;
    let rules = [
        ("edition", "1"),
        ("norms", "unanimity"),
        ("admission", "unanimity"),
        ("removal", "unanimity"),
        ("other", "unanimity"),
        ("days", "3"),
        ("silence", "refuses"),
    ];
    let changed = tove.post(&format!("{draft}/decisions"), &rules).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let up = town.signed_in(MARA).await.post(&format!("{draft}/signing"), &[("edition", "2")]).await;
    let version = up.location.unwrap();
    for seated in FOUR {
        let form = [("edition", "2"), ("voice", "signs"), ("pledge", "yes")];
        let signed = town.signed_in(seated).await.post(&format!("{version}/signature"), &form).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    }
    town.run_jobs().await;
}

#[tokio::test]
async fn a_later_charter_changes_no_question_that_was_asked_before() {
    let (town, group) = kittiwake(&FOUR).await;
    let mara = town.signed_in(MARA).await;
    let before = ask(&mara, &group, "norm").await;
    agree_on_unanimity(&town, &group).await;
    let after = ask(&mara, &group, "norm").await;
    let page = mara.get(&after).await.body;
    assert!(
        page.contains("It is agreed when everyone agrees.") && page.contains("Sunday 4 October"),
        "{page}"
    );
    assert!(mara.get(&before).await.body.contains("when two thirds of those who count agree"));
    for other in [TOVE, CALLUM] {
        let other = town.signed_in(other).await;
        say(&other, &before, "for", "").await;
        say(&other, &after, "for", "").await;
        if end(&town, &group, &before).await.is_some() {
            break;
        }
    }
    say(&town.signed_in(CALLUM).await, &after, "for", "").await;
    assert_eq!(end(&town, &group, &before).await, Some(DecisionEnd::Agreed));
    assert_eq!(end(&town, &group, &after).await, None);
    town.run_jobs().await;
    town.end().await;
}

#[tokio::test]
async fn whoever_listens_hears_once_what_came_of_a_question() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let kind = JobKind::new("test.hear", move |_, settled: DecisionSettled| {
        let ear = Arc::clone(&ear);
        async move {
            ear.lock().unwrap().push((settled.decision.to_string(), settled.outcome));
            Ok(())
        }
    });
    let town = Town::new_with(|parts| {
        parts.job_kinds.insert(kind.name, kind);
        let others = [groups::subscriptions(), joining::subscriptions()].concat();
        let own = (DecisionSettled::NAME, "test.hear");
        parts.subscriptions = Subscriptions::new(others.into_iter().chain([own]));
    })
    .await;
    let community = town.found("long-table", "Long Table", "agnes@example.org").await;
    let group = town.found_group(community, "Kittiwake", &[MARA, TOVE]).await;
    for seated in [MARA, TOVE] {
        town.accept(seated, "").await;
    }
    let tove = town.signed_in(TOVE).await;
    let refused = ask(&tove, &group, "date").await;
    say(&town.signed_in(MARA).await, &refused, "against", "").await;
    let silent = ask(&tove, &group, "date").await;
    town.run_jobs().await;
    town.pass(7 * DAY);
    town.run_jobs().await;
    let id = |decision: &str| decision.rsplit('/').next().unwrap().to_owned();
    let expected = [(id(&refused), DecisionEnd::Refused), (id(&silent), DecisionEnd::Agreed)];
    assert_eq!(*heard.lock().unwrap(), expected);
    town.end().await;
}
