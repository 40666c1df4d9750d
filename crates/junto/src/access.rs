//! The access table: every route, and what each role gets there. A route is in it by being declared, so
//! none can be forgotten; one that writes needs a line in [`WRITES`], a form that works for whoever may and
//! changes nothing for anybody else.

use axum::http::{Method, StatusCode};

use crate::app::forms::fresh_key;
use crate::app::routes::{Route, Who};
use crate::scene::{POLL, Role, SEASON, Scene, is_let_in, secret_of};
use crate::town::{Reply, Visitor};

type Form = &'static [(&'static str, &'static str)];

/// For each route that writes: where, one who may, and a form that succeeds, in an order in which all of
/// them do. Names in braces are those of the scene.
const WRITES: &[(&str, Role, Form)] = &[
    ("/sign-in", Role::Stranger, &[("email", "mara@example.org"), ("next", "/today")]),
    ("/sign-in/{token}", Role::LinkHolder, &[]),
    ("/invitations/{token}", Role::LinkHolder, &[("answer", "another-hour"), ("words", "Earlier.")]),
    ("/c/{community}/offers/{seat}", Role::Invited, &[("answer", "another-hour"), ("words", "Later.")]),
    ("/c/{community}/groups/seats/{seat}/withdrawal", Role::Operator, &[("sure", "yes")]),
    ("/applications/{token}", Role::LinkHolder, &[]),
    ("/c/{community}/applications/{application}/decision", Role::Operator, &[("decision", "yes")]),
    ("/c/{community}/join", Role::Stranger, JOINING),
    ("/groups/{group}/requests/{request}/decision", Role::Facilitator, &[("decision", "no")]),
    ("/c/{community}/requests/{second_request}/decision", Role::Operator, &[("decision", "no")]),
    ("/groups/{group}/series/{series}/answer", Role::Seat, &[("said", "yes")]),
    ("/answers/{token}", Role::LinkHolder, &[("said", "perhaps")]),
    ("/groups/{group}/seasons/{season}/answer", Role::Seat, &[("can", "no")]),
    ("/groups/{group}/seasons/{season}/withdrawal", Role::Facilitator, &[]),
    ("/groups/{group}/seasons", Role::Facilitator, SEASON),
    ("/groups/{group}/polls/{poll}/answer", Role::Seat, &[("suits_0", "yes"), ("suits_1", "no")]),
    ("/groups/{group}/polls/{poll}/choice", Role::Facilitator, &[("option", "1")]),
    ("/groups/{group}/polls/{second_poll}/end", Role::Facilitator, &[]),
    ("/groups/{group}/polls", Role::Facilitator, POLL),
    ("/groups/{group}/meetings/{meeting}/link", Role::Facilitator, LINK),
    ("/groups/{group}/decisions/{decision}/voice", Role::Facilitator, &[("voice", "against")]),
    ("/groups/{group}/decisions/{second_decision}/word", Role::BothTables, &[("words", "I would stay.")]),
    ("/decisions/{token}", Role::LinkHolder, &[("voice", "for")]),
    ("/groups/{group}/decisions/{decision}/withdrawal", Role::Seat, &[]),
    ("/groups/{group}/decisions", Role::Seat, DECISION),
    ("/groups/{group}/suggestions", Role::Seat, &[("words", "Walk more."), ("named", "no")]),
    ("/groups/{group}/suggestions/{suggestion}/answer", Role::Facilitator, &[("answer", "taken-up")]),
    ("/groups/{group}/suggestions/{second_suggestion}/withdrawal", Role::Seat, &[]),
    (
        "/groups/{group}/meetings/{meeting}/quorum",
        Role::Facilitator,
        &[("instead", "anyway"), ("seen", NOON)],
    ),
    ("/groups/{group}/attendance/steps/{step}/answer", Role::Facilitator, &[("done", "spoken")]),
    ("/groups/{group}/attendance/objections/{objection}/settlement", Role::Facilitator, &[]),
    (
        "/groups/{group}/meetings/{held_meeting}/attendance/objections",
        Role::Seat,
        &[("words", "I was there.")],
    ),
    ("/groups/{group}/meetings/{held_meeting}/attendance", Role::Facilitator, SHEET),
    ("/groups/{group}/meetings/{meeting}/time", Role::Facilitator, TIME),
    ("/groups/{group}/meetings/{second_meeting}/cancellation", Role::Facilitator, &[("seen", AFTERNOON)]),
    ("/groups/{group}/meetings/place", Role::Facilitator, PLACE),
    ("/groups/{group}/facilitator", Role::Facilitator, &[("seat", "{seated}")]),
    ("/c/{community}/groups/{group}/facilitator", Role::Operator, &[("seat", "{leading}")]),
    ("/c/{community}/groups/{group}/ask", Role::Member, &[("words", "Again, please.")]),
    ("/c/{community}/groups/{group}/ask/withdrawal", Role::Member, &[]),
    ("/c/{community}/groups/{group}/offers", Role::Operator, &[("member", "{outsider}")]),
    ("/c/{community}/waiting/end", Role::Member, &[]),
    ("/c/{community}/waiting", Role::Member, &[]),
    ("/c/{community}/groups/new", Role::Operator, GROUP),
    ("/groups/{group}/hello", Role::Seat, &[("words", "Good morning.")]),
    ("/groups/{group}/purpose", Role::Seat, &[("purpose", "We hand over."), ("version", "1")]),
    ("/groups/{group}/purpose/agreement", Role::Facilitator, &[("version", "2")]),
    ("/groups/{group}/charter/draft/wishes", Role::Seat, &[("wants", "Truth."), ("fears", "Chatter.")]),
    ("/groups/{group}/charter/draft/{topic}", Role::Seat, &[("months", "6"), ("edition", "1")]),
    ("/groups/{group}/charter/draft/{topic}/comments", Role::Seat, &[("words", "Sooner.")]),
    ("/groups/{group}/charter/comments/{comment}/settlement", Role::Seat, &[]),
    ("/groups/{group}/charter/draft/patterns", Role::Seat, &[("pattern", "three-of-four"), ("edition", "2")]),
    ("/groups/{group}/charter/draft/{topic}/removal", Role::Seat, &[("edition", "3")]),
    ("/groups/{group}/charter/draft/signing", Role::Facilitator, &[("edition", "4")]),
    ("/groups/{group}/charter/versions/{charter}/signature", Role::Seat, SIGNATURE),
    ("/groups/{group}/charter/draft/reopening", Role::Facilitator, &[]),
    ("/groups/{group}/charter/draft/withdrawal", Role::Facilitator, &[]),
    ("/groups/{group}/charter/draft", Role::Seat, &[]),
    ("/groups/{group}/pauses/{pause}/extension", Role::Facilitator, &[("until", "2027-03-01")]),
    ("/c/{community}/groups/{group}/pause/end", Role::Seat, &[]),
    ("/groups/{group}/pause", Role::Seat, &[("from", "2027-01-01"), ("until", "2027-02-01")]),
    ("/groups/{group}/goodbyes/{departure}", Role::Seat, &[("words", "Farewell.")]),
    ("/groups/{group}/leaving/withdrawal", Role::BothTables, &[]),
    ("/groups/{group}/leaving/word", Role::Seat, &[("words", "I am leaving.")]),
    ("/groups/{group}/leaving/notice", Role::Seat, NOTICE),
    ("/groups/{group}/leaving", Role::Facilitator, &[("sure", "yes")]),
    ("/groups/{group}/lead", Role::Seat, &[]),
    ("/c/{community}/rounds", Role::Operator, ROUND),
    ("/c/{community}/rounds/{round}/proposals/{number}/lock", Role::Operator, LOCK),
    ("/c/{community}/rounds/{round}/proposals/{number}/name", Role::Operator, NAME),
    ("/c/{community}/rounds/{round}/proposals/{number}/move", Role::Operator, MOVE),
    ("/c/{community}/rounds/{round}/proposals", Role::Operator, ROUND),
    ("/c/{community}/rounds/{round}/proposals/{second_number}/end", Role::Operator, &[]),
    ("/c/{community}/rounds/{round}/publication", Role::Operator, PUBLICATION),
    ("/c/{community}/roster/imports/{import}/end", Role::Operator, &[]),
    ("/c/{community}/roster/imports/{second_import}", Role::Operator, &[]),
    ("/c/{community}/roster/people", Role::Operator, PERSON),
    ("/c/{community}/roster/people/{member}/conflicts/{conflict}/end", Role::Operator, &[]),
    ("/c/{community}/roster/people/{member}/conflicts", Role::Operator, &[("who", "petru@example.org")]),
    ("/c/{community}/roster/people/{member}", Role::Operator, &[("name", "Otto"), ("version", "1")]),
    ("/c/{community}/roster/people/{member}/end", Role::Operator, &[("version", "2")]),
    ("/c/{community}/profile", Role::Member, &[("name", "Mara V."), ("version", "0")]),
    ("/c/{community}/hours", Role::Member, HOURS),
    ("/c/{community}/hours/place", Role::Member, &[("zone", "Asia/Tokyo"), ("version", "2")]),
    ("/c/{community}/hours/journeys", Role::Member, JOURNEY),
    ("/c/{community}/hours/journeys/{journey}/end", Role::Member, &[]),
    ("/c/{community}/hours/days-off", Role::Member, &[("day_first", "2026-12-24")]),
    ("/c/{community}/hours/days-off/{day_off}/end", Role::Member, &[]),
    ("/c/{community}/hours/calendars", Role::Member, &[("address", "webcal://june.invalid/two.ics")]),
    ("/c/{community}/hours/calendars/{calendar}/reading", Role::Member, &[]),
    ("/c/{community}/hours/calendars/{calendar}/end", Role::Member, &[]),
    ("/c/{community}/settings", Role::Operator, SETTINGS),
    ("/c/{community}/settings/operators", Role::Operator, OPERATOR),
    ("/c/{community}/settings/operators/{operator}/end", Role::Operator, &[]),
    ("/you/calendar", Role::Guest, &[("nonce", "a page of mine")]),
    ("/you/calendar/end", Role::Guest, &[]),
    ("/you/letters", Role::Member, &[("community", "long-table"), ("changes", "yes")]),
    ("/letters/{token}", Role::LinkHolder, &[("reminders", "yes")]),
    ("/you", Role::Guest, &[("name", "A guest"), ("zone", "Europe/Lisbon")]),
    ("/you/sessions/{second_session}/end", Role::Guest, &[]),
    ("/sign-out", Role::Guest, &[]),
];
const NOTICE: Form = &[("day", "2026-12-01"), ("words", "Thank you.")];
const SIGNATURE: Form = &[("edition", "4"), ("voice", "signs"), ("pledge", "yes")];
const JOINING: Form =
    &[("name", "Signe"), ("email", "signe@example.org"), ("words", "A place, please."), ("consent", "yes")];
const HOURS: Form =
    &[("version", "1"), ("rule", ""), ("day", "mon"), ("from", "9"), ("to", "12"), ("level", "preferred")];
const JOURNEY: Form = &[("place", "Dubai"), ("journey_first", "2026-11-02"), ("journey_last", "2026-11-06")];
/// When the meetings of the scene begin, in microseconds since 1970: 1 December 2026, noon UTC.
const NOON: &str = "1796126400000000";
const LINK: Form = &[("link", "https://meet.example/own"), ("seen", NOON), ("version", "1")];
/// Three hours later.
const AFTERNOON: &str = "1796137200000000";
const TIME: Form = &[("day", "2026-12-03"), ("time", "10:00"), ("minutes", "60"), ("seen", NOON)];
const DECISION: Form =
    &[("subject", "other"), ("sentence", "We walk first."), ("why", "We sit enough."), ("days", "2")];
const SHEET: Form = &[
    ("number", "1"),
    ("seat", "{seated}"),
    ("was", "absent"),
    ("late", ""),
    ("early", ""),
    ("told", "48"),
    ("reason", "care"),
];
const PLACE: Form = &[("link", "https://meet.example/"), ("backup", ""), ("version", "1")];
const GROUP: Form = &[
    ("name", "Juniper"),
    ("people", "kasia@example.org"),
    ("newcomer", "kasia@example.org"),
    ("called", "Kasia"),
    ("seats", "4"),
];
const ROUND: Form = &[("name", "Two"), ("least", "2"), ("most", "2"), ("from", "1")];
const LOCK: Form = &[("group", "0"), ("version", "1")];
const NAME: Form = &[("group", "0"), ("name", "Juniper"), ("version", "2")];
const MOVE: Form = &[("who", "{placed}"), ("to", "out"), ("with", ""), ("version", "3")];
const PUBLICATION: Form = &[("number", "1"), ("version", "4"), ("people", "9")];
const PERSON: Form = &[("name", "Eleni"), ("email", "eleni@example.org"), ("consent", "yes")];
const OPERATOR: Form = &[("name", "Sunniva"), ("email", "sunniva@example.org")];
const SETTINGS: Form = &[
    ("name", "Long Table"),
    ("ink", "madder"),
    ("about", ""),
    ("for_whom", ""),
    ("how_to_join", ""),
    ("door", "application"),
    ("version", "1"),
];

/// What writes and has no such form: a file comes in by `multipart/form-data`, mail from a mail server, the clock of
/// the demo stands still elsewhere.
const WITHOUT_FORM: [&str; 3] = ["/c/{community}/roster/imports", "/mail/in", "/demo/clock"];

/// The route that a line of [`WRITES`] is about.
fn route_of(path: &str) -> Route {
    let declared = path.replace("{second_", "{").replace("{held_", "{");
    let mut routes = crate::routes().into_iter();
    let found = routes.find(|route| route.method == Method::POST && route.path == declared);
    found.unwrap_or_else(|| panic!("no route writes at {declared}"))
}

fn form_for(route: &Route) -> Form {
    WRITES.iter().find(|(path, ..)| *path == route.path).unwrap().2
}

fn writes() -> impl Iterator<Item = Route> {
    crate::routes().into_iter().filter(|route| route.method != Method::GET)
}

/// Whether a role may use a route with the main things of the scene. A journey, days off and a calendar are June's own.
fn may(role: Role, route: &Route) -> bool {
    let is_junes = ["{journey}", "{day_off}", "{calendar}"].iter().any(|name| route.path.contains(name));
    role.may(route.who) && (!is_junes || role == Role::Member)
}

/// Where a role goes to try a route: whoever holds a link goes by their own.
fn address(scene: &Scene, role: Role, path: &str) -> String {
    match path.split_once("{token}") {
        Some((kind, _)) if role == Role::LinkHolder => {
            let own = scene.links.iter().find(|link| link.starts_with(kind));
            own.unwrap_or_else(|| panic!("the scene has no living link for {path}")).clone()
        }
        _ => scene.fill(path),
    }
}

async fn send_form(scene: &Scene, visitor: &Visitor, path: &str, form: Form) -> Reply {
    send_form_with_key(scene, visitor, path, form, &fresh_key()).await
}

async fn send_form_with_key(scene: &Scene, visitor: &Visitor, path: &str, form: Form, key: &str) -> Reply {
    let filled: Vec<_> = form.iter().map(|(name, value)| (*name, scene.fill(value))).collect();
    let form: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    visitor.post_with_key(path, &form, key).await
}

#[tokio::test]
async fn every_route_lets_in_whom_it_says_and_nobody_else() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    // Signing out ends the visitor's session, which the rest of the table needs.
    let (last, first): (Vec<_>, Vec<_>) =
        crate::routes().into_iter().partition(|route| route.path == "/sign-out");
    for route in first.into_iter().chain(last) {
        for role in Role::ALL {
            let path = address(&scene, role, route.path);
            let visitor = scene.visitor(role);
            let reply = match (&route.method, route.who) {
                (&Method::GET, _) => visitor.get(&path).await,
                (_, Who::SignedLink) => visitor.post(&path, form_for(&route)).await,
                _ => visitor.post(&path, &[]).await,
            };
            let tried = format!("{} {path} as {role:?}: {}", route.method, reply.status);
            assert_ne!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{tried}");
            let expected = may(role, &route);
            if is_let_in(&route, &reply) != expected {
                wrong.push(format!("{tried} (expected in: {expected})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_is_refused_has_changed_nothing_by_a_form_that_works() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let before = scene.town.rows().await;
        for (path, _, form) in WRITES {
            let route = route_of(path);
            if may(role, &route) {
                continue;
            }
            let reply = send_form(&scene, scene.visitor(role), &scene.fill(path), form).await;
            if is_let_in(&route, &reply) {
                wrong.push(format!("{path} as {role:?}: {}", reply.status));
            }
        }
        wrong.extend(changed(&before, &scene.town.rows().await).map(|table| format!("{role:?}: {table}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The control: each of these forms does something when somebody sends it who may.
    for (path, role, form) in WRITES {
        scene.town.run_jobs().await;
        let before = scene.town.rows().await;
        let (visitor, address, key) = (scene.visitor(*role), address(&scene, *role, path), fresh_key());
        let reply = send_form_with_key(&scene, visitor, &address, form, &key).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path} as {role:?}: {}", reply.body);
        let after = scene.town.rows().await;
        assert!(changed(&before, &after).next().is_some(), "{path} as {role:?} changed nothing");

        let again = send_form_with_key(&scene, visitor, &address, form, &key).await;
        let twice = changed(&after, &scene.town.rows().await).next();
        let is_alike = (again.status, again.location) == (reply.status, reply.location) && twice.is_none();
        // A session begins once; its secret is not kept to be given again.
        if !is_alike && *path != "/sign-in/{token}" {
            wrong.push(format!("{path} as {role:?}, sent twice: {}, changed {twice:?}", again.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let forgotten = writes().map(|route| route.path).filter(|path| {
        !WITHOUT_FORM.contains(path) && WRITES.iter().all(|(other, ..)| route_of(other).path != *path)
    });
    assert_eq!(forgotten.collect::<Vec<_>>(), [""; 0], "these need a line in WRITES");
}

/// The tables that are not as they were, but for the record of the answers to forms.
fn changed(before: &[(String, String)], after: &[(String, String)]) -> impl Iterator<Item = String> {
    let differ = before
        .iter()
        .filter(|row| !after.contains(row))
        .chain(after.iter().filter(|row| !before.contains(row)));
    let tables: std::collections::BTreeSet<String> = differ.map(|(table, _)| table.clone()).collect();
    tables.into_iter().filter(|table| table != "idempotency")
}

/// Rights of one's own, in one community or group, with the things of another in the same address.
#[tokio::test]
async fn what_belongs_elsewhere_is_not_reached_through_ones_own() {
    let mut scene = Scene::new().await;
    let mut wrong = Vec::new();
    let own = [
        (Role::OperatorElsewhere, "/c/{community}/", "{community}", "harbour-fund".to_owned()),
        (Role::MemberElsewhere, "/c/{community}/", "{community}", "harbour-fund".to_owned()),
        (Role::OtherTable, "/groups/{group}/", "{group}", scene.main["{other_group}"].clone()),
    ];
    for (role, below, name, value) in own {
        let theirs = scene.main.insert(name, value).unwrap();
        let before = scene.town.rows().await;
        let names_both = |path: &str| path.starts_with(below) && path.matches('{').count() > 1;
        for (path, _, form) in WRITES.iter().filter(|(path, ..)| names_both(path)) {
            send_form(&scene, scene.visitor(role), &scene.fill(path), form).await;
        }
        wrong.extend(changed(&before, &scene.town.rows().await).map(|table| format!("{role:?}: {table}")));
        scene.main.insert(name, theirs);
    }
    let before = scene.town.rows().await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Guest) {
        let path = scene.fill("/you/sessions/{second_session}/end");
        let reply = scene.visitor(role).post(&path, &[]).await;
        assert_ne!(reply.location.as_deref(), Some("/you"), "{role:?} ended the guest's session");
    }
    wrong.extend(changed(&before, &scene.town.rows().await));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_secret_of_one_link_opens_no_link_of_another_kind() {
    let scene = Scene::new().await;
    let signed: Vec<Route> =
        crate::routes().into_iter().filter(|route| route.who == Who::SignedLink).collect();
    for link in &scene.links {
        for route in &signed {
            let path = route.path.replace("{token}", secret_of(link));
            let reply = match route.method {
                Method::GET => scene.town.stranger().get(&path).await,
                _ => continue,
            };
            assert_eq!(is_let_in(route, &reply), path == *link, "{path}");
        }
    }
}

#[tokio::test]
async fn a_write_is_never_done_by_a_get_and_never_without_our_form() {
    let scene = Scene::new().await;
    for route in writes() {
        for role in Role::ALL {
            let path = address(&scene, role, route.path);
            let visitor = scene.visitor(role);
            let foreign = visitor.send(Method::POST, &path, Some(String::new()), Some("cross-site")).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path} as {role:?}");
        }
    }
}
