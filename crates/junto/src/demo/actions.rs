//! Fills the demo with the cast. Communities are made as on the command line; what follows, people do on
//! the pages: Agnes forms and publishes a first round, who is asked answers, and a second round lies open.

use std::ops::ControlFlow;

use jiff::ToSpan as _;
use peergroups::profile::Profile;

use crate::accounts::{self, NewPerson, PersonId};
use crate::app::{App, AppError, Result, WriteTx, jobs};
use crate::community::{self, CommunityId, Door, MemberId, NewCommunity};
use crate::formation;
use crate::groups::{self, Chair, Group, Which};
use crate::roster;
use crate::visitor::Visitor;

const FIRST_ROUND: &str = "First round";
pub(super) const SECOND_ROUND: &str = "Second round";
const MINUTE: i64 = 60;
const TEN_YEARS: i64 = 10 * 366 * 86_400;

/// Fills an empty demo.
pub(super) async fn set_up(app: &App) -> Result<()> {
    let long_table = app.write(async |tx| found(tx, &cast::LONG_TABLE).await).await?;
    let harbour_fund = app.write(async |tx| found(tx, &cast::HARBOUR_FUND).await).await?;
    enter(app, harbour_fund, cast::HARBOUR_FUND.people).await?;

    let first: Vec<cast::Person> = cast::KITTIWAKE.iter().chain(cast::NINTH_BELL).copied().collect();
    enter(app, long_table, &first).await?;
    let agnes = sign_in(app, cast::agnes()).await?;
    publish_first_round(app, &agnes, long_table).await?;
    for group in living(app, long_table).await? {
        live(app, &agnes, &group).await?;
    }

    enter(app, long_table, cast::LONG_TABLE.people).await?;
    agnes.send_form(&at("/rounds"), &round(SECOND_ROUND)).await?;
    ask_for_a_seat(app, long_table).await?;
    jobs::run_due(app).await?;
    Ok(())
}

fn at(rest: &str) -> String {
    format!("/c/{}{rest}", cast::LONG_TABLE.slug)
}

async fn found(tx: &WriteTx, of: &cast::Community) -> Result<CommunityId> {
    let new = NewCommunity {
        slug: of.slug.to_owned(),
        name: of.name.to_owned(),
        ink: of.ink.to_owned(),
        about: of.purpose.to_owned(),
        for_whom: of.for_whom.to_owned(),
        how_to_join: of.how_to_join.to_owned(),
        door: Door::Application,
    };
    let community = community::found(tx, new).await?;
    let operator = person(tx, &of.operator).await?;
    community::appoint(tx, community, operator).await?;
    Ok(community)
}

/// Enters people by a roster file, read as every roster file is read.
async fn enter(app: &App, community: CommunityId, people: &[cast::Person]) -> Result<()> {
    let mut profiles: Vec<Profile> = Vec::new();
    let file = cast::roster_csv(people);
    let read = roster::formats::read(file.as_bytes(), |_, row| {
        profiles.extend(row);
        ControlFlow::Continue(())
    });
    read.map_err(AppError::internal)?;
    app.write(async |tx| roster::enter(tx, community, &profiles).await).await?;
    Ok(())
}

async fn person(tx: &WriteTx, of: &cast::Person) -> Result<PersonId> {
    let new =
        NewPerson { email: of.email.to_owned(), name: of.name.to_owned(), zone: of.time_zone.to_owned() };
    let known = accounts::people_for(tx, &[new]).await?;
    known.first().map(|(_, id)| *id).ok_or(AppError::NotFound)
}

/// Opens a browser in which someone of the cast is signed in.
async fn sign_in(app: &App, of: &cast::Person) -> Result<Visitor> {
    let person = app.write(async |tx| person(tx, of).await).await?;
    let link = app.write(async |tx| accounts::link(tx, person, "/today", MINUTE, false).await).await?;
    Visitor::signed_in(crate::router(app.clone()), &link).await
}

/// Groups of six to eight, by the usual wishes.
fn round(name: &str) -> [(&str, &str); 12] {
    [
        ("name", name),
        ("without_seat", "yes"),
        ("least", "6"),
        ("most", "8"),
        ("common", "2"),
        ("minutes", "90"),
        ("stage", "-"),
        ("wish:years_in_role", "similar 4"),
        ("wish:industry", "different 3"),
        ("wish:function", "different 2"),
        ("wish:interests", "shared 2"),
        ("seed", "1727"),
    ]
}

/// The round that founds Kittiwake and Ninth Bell.
async fn publish_first_round(app: &App, agnes: &Visitor, community: CommunityId) -> Result<()> {
    let round = agnes.send_form(&at("/rounds"), &round(FIRST_ROUND)).await?;
    jobs::run_due(app).await?;
    let mara = member(app, community, cast::mara()).await?;
    let (_, document) = proposed(app, community).await?;
    for index in 0..document.groups.len() {
        let name = if document.place(mara) == Some(index) { "Kittiwake" } else { "Ninth Bell" };
        let version = proposed(app, community).await?.0.to_string();
        let named = [("group", index.to_string()), ("name", name.to_owned()), ("version", version)];
        let named = named.each_ref().map(|(key, value)| (*key, value.as_str()));
        agnes.send_form(&format!("{round}/proposals/1/name"), &named).await?;
    }
    let (version, document) = proposed(app, community).await?;
    let (version, people) = (version.to_string(), document.placed().to_string());
    let form = [("number", "1"), ("version", version.as_str()), ("people", people.as_str())];
    agnes.send_form(&format!("{round}/publication"), &form).await?;
    jobs::run_due(app).await?;
    Ok(())
}

async fn proposed(app: &App, community: CommunityId) -> Result<(i32, formation::Document)> {
    formation::first_document(app.db(), community, FIRST_ROUND).await
}

async fn member(app: &App, community: CommunityId, of: &cast::Person) -> Result<MemberId> {
    let person = app.write(async |tx| person(tx, of).await).await?;
    let found = community::members_of_people(app.db(), community, &[person]).await?;
    found.first().map(|membership| membership.id).ok_or(AppError::NotFound)
}

async fn living(app: &App, community: CommunityId) -> Result<Vec<Group>> {
    let (lines, _) = groups::groups(app.db(), community, Which::All, 0).await?;
    Ok(lines.into_iter().map(|line| line.group).collect())
}

const PURPOSES: [(&str, &str); 2] = [
    ("Kittiwake", "We help each other hand over the reins without letting go of the work."),
    ("Ninth Bell", "We keep each other honest while what we lead outgrows us."),
];

/// Who is asked answers: all but Wiremu, who has not read his letter, and Hana, who asks for another hour.
async fn live(app: &App, agnes: &Visitor, group: &Group) -> Result<()> {
    let table = groups::table(app.db(), group).await?;
    let mut seated = Vec::new();
    for chair in &table {
        let Some(of) = cast::LONG_TABLE.people.iter().find(|of| of.name == chair.name) else { continue };
        if of == cast::wiremu() {
            continue;
        }
        let visitor = sign_in(app, of).await?;
        let offer = at(&format!("/offers/{}", chair.seat.id));
        if of == cast::hana() {
            let wish =
                "Could we start an hour later in winter? Mornings at the bench are the best hours I have.";
            visitor.send_form(&offer, &[("answer", "another-hour"), ("words", wish)]).await?;
            continue;
        }
        visitor.send_form(&offer, &[("answer", "accepted"), ("words", of.hello.unwrap_or_default())]).await?;
        seated.push((of, visitor, chair));
    }
    lead(agnes, group, &seated).await?;
    agree(group, &seated).await?;
    write_charter(group, &seated).await?;
    meet(app, group, &seated).await
}

type Seated<'a> = (&'a cast::Person, Visitor, &'a Chair);

/// Mara leads Kittiwake, Noor leads Ninth Bell.
async fn lead(agnes: &Visitor, group: &Group, seated: &[Seated<'_>]) -> Result<()> {
    for (_, _, chair) in seated.iter().filter(|(of, ..)| is_lead(of)) {
        let path = at(&format!("/groups/{}/facilitator", group.id));
        agnes.send_form(&path, &[("seat", &chair.seat.id.to_string())]).await?;
    }
    Ok(())
}

/// The first at the table writes a purpose, and all but the last two have agreed to it.
async fn agree(group: &Group, seated: &[Seated<'_>]) -> Result<()> {
    let Some((_, purpose)) = PURPOSES.iter().find(|(name, _)| *name == group.name) else { return Ok(()) };
    let Some(((_, first, _), rest)) = seated.split_first() else { return Ok(()) };
    let version = group.version.to_string();
    first.send_form(&group.path("/purpose"), &[("purpose", purpose), ("version", &version)]).await?;
    let version = group.version.saturating_add(1).to_string();
    for (_, visitor, _) in rest.iter().take(rest.len().saturating_sub(2)) {
        visitor.send_form(&group.path("/purpose/agreement"), &[("version", &version)]).await?;
    }
    Ok(())
}

/// What two want and fear at Ninth Bell, whose charter is a draft.
const WISHES: [(&str, &str); 2] = [
    (
        "Two people who tell me when I am wrong, before I have said it everywhere.",
        "That we are polite for a year.",
    ),
    ("To hear how others let go of what they began.", "That what I say here meets me again at a fair."),
];

/// Whoever leads begins a charter. Kittiwake has signed it, all but the last two; Ninth Bell still writes.
async fn write_charter(group: &Group, seated: &[Seated<'_>]) -> Result<()> {
    let Some((_, lead, _)) = seated.iter().find(|(of, ..)| is_lead(of)) else { return Ok(()) };
    let at = |rest: &str| group.path(&format!("/charter/draft{rest}"));
    lead.send_form(&at(""), &[]).await?;
    if group.name != "Kittiwake" {
        for ((_, visitor, _), (wants, fears)) in seated.iter().zip(WISHES) {
            visitor.send_form(&at("/wishes"), &[("wants", wants), ("fears", fears)]).await?;
        }
        if let Some((_, visitor, _)) = seated.last() {
            let words =
                "A year is long for a group that has never met. Could we look at it after three meetings?";
            visitor.send_form(&at("/review/comments"), &[("words", words)]).await?;
        }
        return Ok(());
    }
    let words = "We read it aloud over breakfast, wherever we meet in the spring.";
    lead.send_form(&at("/review"), &[("edition", "1"), ("months", "6"), ("words", words)]).await?;
    let version = lead.send_form(&at("/signing"), &[("edition", "2")]).await?;
    for (_, visitor, _) in seated.iter().take(seated.len().saturating_sub(2)) {
        let form = [("edition", "2"), ("voice", "signs"), ("pledge", "yes")];
        visitor.send_form(&format!("{version}/signature"), &form).await?;
    }
    Ok(())
}

fn is_lead(of: &cast::Person) -> bool {
    of == cast::mara() || of == cast::noor()
}

/// Whoever leads proposes hours for half a year. At Kittiwake everyone says that they can, so it meets; at Ninth
/// Bell two have not answered.
async fn meet(app: &App, group: &Group, seated: &[Seated<'_>]) -> Result<()> {
    let Some((_, visitor, _)) = seated.iter().find(|(of, ..)| is_lead(of)) else { return Ok(()) };
    let slot = if group.name == "Kittiwake" { "Europe/Lisbon 4 15:00" } else { "UTC 2 09:00" };
    let today = calendar::Zone::utc().local_at(app.clock().now().0).date();
    let [from, to] = [9, 9 + 26 * 7].map(|days| today.saturating_add(days.days()).to_string());
    let mut parts = slot.split(' ');
    let [anchor, day] = [parts.next(), parts.next()].map(Option::unwrap_or_default);
    let plan = [
        ("asked", "yes"),
        ("cadence", "2w"),
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("minutes", "90"),
        ("day", day),
        ("anchor", anchor),
        ("step", "60"),
        ("slot", slot),
    ];
    let season = visitor.send_form(&group.path("/seasons"), &plan).await?;
    let others: Vec<_> = seated.iter().filter(|(of, ..)| !is_lead(of)).collect();
    let answers =
        if group.name == "Kittiwake" { others.len() } else { others.len().saturating_sub(2).min(2) };
    for (_, visitor, _) in others.into_iter().take(answers) {
        // Two thirds are enough: whoever comes later finds it agreed.
        if visitor.send_form(&format!("{season}/answer"), &[("can", "yes")]).await.is_err() {
            break;
        }
    }
    jobs::run_due(app).await?;
    Ok(())
}

/// Otto would like the free seat at a table; of Kittiwake he may not know that Tove, his boss, sits there.
async fn ask_for_a_seat(app: &App, community: CommunityId) -> Result<()> {
    let groups = living(app, community).await?;
    let Some(group) = groups.iter().find(|group| group.name == "Ninth Bell") else { return Ok(()) };
    let otto = sign_in(app, cast::otto()).await?;
    let words =
        "I run a plant that is being replaced under my hands, and I would like to hear how others grow.";
    otto.send_form(&at(&format!("/groups/{}/ask", group.id)), &[("words", words)]).await?;
    Ok(())
}

/// Reusable links for one of each role. Each start makes new ones.
pub(super) async fn sign_ins(app: &App) -> Result<Vec<(String, String)>> {
    let who =
        [(cast::agnes(), "demo-operator"), (cast::mara(), "demo-facilitator"), (cast::tove(), "demo-member")];
    app.write(async |tx| {
        let mut links = Vec::new();
        for (of, role) in who {
            let person = person(tx, of).await?;
            let link = accounts::link(tx, person, "/today", TEN_YEARS, true).await?;
            let role = app.words().say(role).s("name", of.name).to_string();
            links.push((role, app.link(&format!("/sign-in/{}", link.text()))));
        }
        Ok(links)
    })
    .await
}
