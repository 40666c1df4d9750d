//! The access table: every route, and what each kind of visitor gets there. A route is in it by being
//! declared, so none can be forgotten.

use axum::http::{Method, StatusCode};

use crate::app::routes::{Route, Who};
use crate::town::{Town, Visitor};

/// The kinds of visitor, each with what they may do in Long Table.
struct Cast {
    name: &'static str,
    visitor: Visitor,
    may: &'static [Who],
}

/// Long Table with everyone in it, a second community, and the values that addresses hold.
struct Scene {
    town: Town,
    cast: Vec<Cast>,
    values: Vec<(&'static str, String)>,
}

async fn scene() -> Scene {
    let (town, long_table) = Town::with_long_table().await;
    let harbour_fund = town.found("harbour-fund", "Harbour Fund", "barnaby@example.org").await;
    town.member(long_table, "mara@example.org").await;
    town.member(harbour_fund, "solveig@example.org").await;
    town.member(long_table, "former@example.org").await;
    let former = town.person("former@example.org").await;
    // Mara is asked and has not answered; the former member sat at the table.
    let people = ["bram@example.org", "callum@example.org", "former@example.org", "mara@example.org"];
    let kittiwake = town.found_group(long_table, "Kittiwake", &people).await;
    for seated in &people[..3] {
        town.accept(seated, "").await;
    }
    let seats = crate::groups::seats(town.app.db(), &[kittiwake.id]).await.unwrap();
    let offered = seats.iter().find(|seat| seat.accepted_at.is_none()).unwrap().id;
    town.end_membership(long_table, former).await;

    let person = &[Who::Person][..];
    let cast = vec![
        Cast { name: "stranger", visitor: town.stranger(), may: &[] },
        Cast { name: "member elsewhere", visitor: town.signed_in("solveig@example.org").await, may: person },
        Cast {
            name: "operator elsewhere",
            visitor: town.signed_in("barnaby@example.org").await,
            may: person,
        },
        Cast { name: "former member", visitor: town.signed_in("former@example.org").await, may: person },
        Cast {
            name: "member",
            visitor: town.signed_in("mara@example.org").await,
            may: &[Who::Person, Who::Member, Who::Insider],
        },
        Cast {
            name: "seat",
            visitor: town.signed_in("callum@example.org").await,
            may: &[Who::Person, Who::Member, Who::Insider, Who::Seat],
        },
        Cast {
            name: "facilitator",
            visitor: town.signed_in("bram@example.org").await,
            may: &[Who::Person, Who::Member, Who::Insider, Who::Seat, Who::Facilitator],
        },
        Cast {
            name: "operator",
            visitor: town.signed_in("agnes@example.org").await,
            may: &[Who::Person, Who::Operator, Who::Insider],
        },
    ];
    let (person, import, conflict) = roster_things(&town).await;
    let values = vec![
        ("{community}", "long-table".to_owned()),
        ("{member}", person),
        ("{import}", import),
        ("{conflict}", conflict),
        ("{group}", kittiwake.id.to_string()),
        ("{round}", round_of_two(&town).await),
        ("{number}", "1".to_owned()),
        ("{seat}", offered.to_string()),
        ("{application}", "1111111111111111111112".to_owned()),
        ("{request}", "1111111111111111111112".to_owned()),
        ("{token}", "no-such-token".to_owned()),
        ("{session}", "1111111111111111111112".to_owned()),
    ];
    Scene { town, cast, values }
}

/// A person of Long Table's roster, an import, and a conflict named by hand, as addresses say them.
async fn roster_things(town: &Town) -> (String, String, String) {
    let agnes = town.signed_in("agnes@example.org").await;
    let two = b"name,email\nTove,tove@example.org\nOtto,otto@example.org\n";
    let import = agnes.upload("/c/long-table/roster/imports", "two.csv", two).await.location.unwrap();
    agnes.post(&import, &[]).await;
    town.run_jobs().await;
    let import = agnes.upload("/c/long-table/roster/imports", "two.csv", two).await.location.unwrap();
    let people = agnes.get("/c/long-table/roster").await.body;
    let after =
        |text: &str, before: &str| text.split(before).nth(1).unwrap().chars().take(22).collect::<String>();
    let person = after(&people, "/roster/people/");
    let here = format!("/c/long-table/roster/people/{person}");
    for who in ["tove@example.org", "otto@example.org"] {
        agnes.post(&format!("{here}/conflicts"), &[("who", who)]).await;
    }
    let conflict = after(&agnes.get(&here).await.body, "/conflicts/");
    (person, after(&import, "/imports/"), conflict)
}

/// Names in addresses for which the scene has no thing yet. On such routes the
/// table shows only that those who may not are refused.
const ABSENT: [&str; 2] = ["{application}", "{request}"];

fn names_an_absent_thing(route: &Route) -> bool {
    ABSENT.iter().any(|name| route.path.contains(name))
}

fn address(route: &Route, values: &[(&str, String)]) -> String {
    let filled = values.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
    assert!(!filled.contains('{'), "the access table has no value for {filled}");
    filled
}

/// A round of Long Table with a proposal, as addresses say it.
async fn round_of_two(town: &Town) -> String {
    let agnes = town.signed_in("agnes@example.org").await;
    let form = [("name", "Two"), ("least", "2"), ("most", "2")];
    let round = agnes.post("/c/long-table/rounds", &form).await.location.unwrap();
    town.run_jobs().await;
    round.rsplit('/').next().unwrap().to_owned()
}

/// Whether an answer lets the visitor through the door (what it then says of an empty form is another matter).
fn is_let_in(route: &Route, reply: &crate::town::Reply) -> bool {
    let to_sign_in = reply.location.as_deref().is_some_and(|to| to.starts_with("/sign-in?"));
    let absent = reply.status == StatusCode::NOT_FOUND && !reply_names_own_thing(route);
    !(to_sign_in
        || absent
        || reply.status == StatusCode::FORBIDDEN
        || reply.status == StatusCode::UNAUTHORIZED)
}

/// Routes whose address names a thing of the visitor's own, which the table's made-up value is not.
fn reply_names_own_thing(route: &Route) -> bool {
    matches!(route.path, "/you/sessions/{session}/end" | "/demo/clock")
}

#[tokio::test]
async fn every_route_lets_in_whom_it_says_and_nobody_else() {
    let scene = scene().await;
    let mut wrong = Vec::new();
    // Signing out ends the visitor's session, which the rest of the table needs.
    let (last, first): (Vec<_>, Vec<_>) =
        crate::routes().into_iter().partition(|route| route.path == "/sign-out");
    for route in first.into_iter().chain(last) {
        let path = address(&route, &scene.values);
        for cast in &scene.cast {
            let reply = match route.method {
                Method::GET => cast.visitor.get(&path).await,
                _ => cast.visitor.post(&path, &[]).await,
            };
            assert_ne!(
                reply.status,
                StatusCode::INTERNAL_SERVER_ERROR,
                "{} {path} as {}",
                route.method,
                cast.name
            );
            let expected = match route.who {
                // A signed link that is not one shows everyone that it no longer works.
                Who::Anyone | Who::SignedLink => true,
                Who::Insider => cast.may.contains(&Who::Member) || cast.may.contains(&Who::Operator),
                who => cast.may.contains(&who),
            };
            if expected && names_an_absent_thing(&route) {
                continue;
            }
            if is_let_in(&route, &reply) != expected {
                wrong.push(format!(
                    "{} {path} as {}: {} (expected in: {expected})",
                    route.method, cast.name, reply.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    drop(scene.town);
}

#[tokio::test]
async fn a_write_is_never_done_by_a_get_and_never_without_our_form() {
    let scene = scene().await;
    for route in crate::routes().into_iter().filter(|route| route.method != Method::GET) {
        let path = address(&route, &scene.values);
        for cast in &scene.cast {
            let foreign =
                cast.visitor.send(Method::POST, &path, Some(String::new()), Some("cross-site")).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path} as {}", cast.name);
        }
    }
}
