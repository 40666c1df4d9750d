//! Nodes that begin at once where there is nothing yet.

use std::process::{Command, Output, Stdio};

use junto::community;
use junto::groups::{self, Which};

use crate::node::{Place, until};

const WORDS: &str = "I bring the tide tables";

#[tokio::test]
async fn two_nodes_begin_at_once_on_postgresql_and_one_on_an_sqlite_file() {
    let place = Place::new().await;
    let mut nodes = [place.launch(), place.launch()];
    let ready: Vec<Result<(), String>> = nodes.iter_mut().map(|node| node.is_ready()).collect();
    if place.is_sqlite() {
        let refusals: Vec<&String> = ready.iter().filter_map(|ready| ready.as_ref().err()).collect();
        assert_eq!(refusals.len(), 1, "{ready:?}");
        assert!(refusals[0].contains("another server runs on"), "{}", refusals[0]);
        drop(nodes);
        place.start().stop();
    } else {
        assert_eq!(ready, [Ok(()), Ok(())]);
    }
    place.end().await;
}

#[tokio::test]
async fn what_one_node_seals_the_other_opens() {
    let place = Place::new().await;
    if place.is_sqlite() {
        return; // It has one node.
    }
    let (mut here, mut there) = (place.launch(), place.launch());
    here.is_ready().unwrap();
    there.is_ready().unwrap();
    let agnes = place.operator(&here, "agnes@example.org");
    let group = [
        ("name", "Kittiwake"),
        ("people", "mara@example.org\ntove@example.org"),
        ("newcomer", "mara@example.org"),
        ("called", "Mara"),
        ("newcomer", "tove@example.org"),
        ("called", "Tove"),
        ("facilitator", "mara@example.org"),
        ("seats", "3"),
    ];
    assert_eq!(agnes.post("/c/long-table/groups/new", &group).status, 303);
    let letter = until("an invitation", || place.letters().find(|letter| letter.to() == "mara@example.org"));
    let link = format!("/invitations/{}", letter.after("/invitations/"));
    assert_eq!(here.stranger().post(&link, &[("answer", "accepted"), ("words", WORDS)]).status, 303);

    let store = place.store().await;
    let community = community::by_slug(store.read(), "long-table").await.unwrap().unwrap();
    let (lines, _) = groups::groups(store.read(), community.id, Which::All, 0).await.unwrap();
    store.close().await.unwrap();
    let home = lines[0].group.path("");
    let page = place.operator(&there, "mara@example.org").get(&home);
    assert!(page.body.contains(WORDS), "{} {}", page.status, page.body);
    here.stop();
    there.stop();
    place.end().await;
}

#[tokio::test]
async fn programs_that_begin_at_once_make_one_database_and_one_root_key() {
    for _ in 0..3 {
        let place = Place::new().await;
        let begin = |_| {
            let mut program = place.junto(&["migrate"]);
            if place.is_sqlite() {
                program.env_remove("JUNTO_ROOT_KEY");
            }
            program.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let programs: Vec<_> = (0..6).map(begin).collect();
        for program in programs {
            let output = program.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        assert_eq!(place.path("root.key").exists(), place.is_sqlite());
        place.end().await;
    }
}

#[tokio::test]
async fn with_postgresql_nobody_makes_a_root_key_of_their_own() {
    let place = Place::new().await;
    let elsewhere = "postgres://nobody@127.0.0.1:1/nothing";
    let keys_elsewhere = "postgres://nobody@127.0.0.1:1/no-keys";
    let without_key = |command: &mut Command| command.env_remove("JUNTO_ROOT_KEY").output().unwrap();
    for (database, keyring) in
        [(elsewhere, "sqlite:keyring.db"), ("sqlite:junto.db", keys_elsewhere), (elsewhere, keys_elsewhere)]
    {
        let refused = without_key(
            place.junto(&["migrate"]).env("JUNTO_DATABASE_URL", database).env("JUNTO_KEYRING_URL", keyring),
        );
        assert!(!refused.status.success());
        assert!(said(&refused).contains("set JUNTO_ROOT_KEY_FILE or JUNTO_ROOT_KEY"), "{}", said(&refused));
        assert!(!place.path("root.key").exists() && !place.path("junto-data").exists());
    }
    // The control: on SQLite alone a key is made.
    let made = without_key(
        place
            .junto(&["migrate"])
            .env("JUNTO_DATABASE_URL", "sqlite:junto.db")
            .env("JUNTO_KEYRING_URL", "sqlite:keyring.db"),
    );
    assert!(made.status.success(), "{}", said(&made));
    assert!(place.path("root.key").exists());
    place.end().await;
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
