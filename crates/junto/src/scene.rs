//! The scene on which the tests of confidentiality play: two communities, three groups, and somebody in
//! every role, with everything that an address can name.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait as _, Statement};
use store::Id as _;

use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::routes::{Route, Who};
use crate::community::{self, CommunityId};
use crate::groups;
use crate::meetings;
use crate::town::{Reply, Town, Visitor};
use crate::ui::Letter;

/// What somebody is to Long Table and to its group Kittiwake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Stranger,
    /// Holds the secret of an invitation, and shows it wherever a browser could.
    LinkHolder,
    /// Shows the secret of an operator's session as a bearer token instead of a cookie.
    Bearer,
    /// Is signed in and belongs to no community.
    Guest,
    /// Runs another community.
    OperatorElsewhere,
    /// Leads a group of another community.
    MemberElsewhere,
    /// Had a seat, and was a member.
    FormerMember,
    /// Had a seat, and is still a member.
    FormerSeat,
    /// Was asked for a seat and has not answered.
    Invited,
    /// Has no seat anywhere.
    Member,
    /// Leads another group of the same community.
    OtherTable,
    /// Has a seat in the group.
    Seat,
    /// Has a seat in the group, and another one in another community.
    BothTables,
    Facilitator,
    Operator,
}

impl Role {
    pub const ALL: [Self; 15] = [
        Self::Stranger,
        Self::LinkHolder,
        Self::Bearer,
        Self::Guest,
        Self::OperatorElsewhere,
        Self::MemberElsewhere,
        Self::FormerMember,
        Self::FormerSeat,
        Self::Invited,
        Self::Member,
        Self::OtherTable,
        Self::Seat,
        Self::BothTables,
        Self::Facilitator,
        Self::Operator,
    ];

    /// By what they sign in; empty for those who do not.
    pub fn email(self) -> &'static str {
        match self {
            Self::Stranger | Self::LinkHolder | Self::Bearer => "",
            Self::Guest => "guest@example.org",
            Self::OperatorElsewhere => "barnaby@example.org",
            Self::MemberElsewhere => "solveig@example.org",
            Self::FormerMember => "bram@example.org",
            Self::FormerSeat => "idris@example.org",
            Self::Invited => "rafael@example.org",
            Self::Member => "june@example.org",
            Self::OtherTable => "noor@example.org",
            Self::Seat => "tove@example.org",
            Self::BothTables => "callum@example.org",
            Self::Facilitator => "mara@example.org",
            Self::Operator => "agnes@example.org",
        }
    }

    /// What they may do in Long Table and in Kittiwake.
    pub fn may(self, who: Who) -> bool {
        let is_member = self >= Self::FormerSeat && self != Self::Operator;
        let is_seated = matches!(self, Self::Seat | Self::BothTables | Self::Facilitator);
        match who {
            Who::Anyone => true,
            Who::SignedLink => self == Self::LinkHolder,
            Who::MailServer => false,
            Who::Person => !self.email().is_empty(),
            Who::Member => is_member,
            Who::Insider => is_member || self == Self::Operator,
            Who::Operator => self == Self::Operator,
            Who::Seat => is_seated,
            Who::Facilitator => self == Self::Facilitator,
        }
    }
}

/// Asked into Kittiwake as well; they answer as the test wants.
pub const DELPHINE: &str = "delphine@example.org";
pub const PRIYA: &str = "priya@example.org";
/// Asked into the group of the other community.
pub const YSOLDE: &str = "ysolde@example.org";

/// Names in addresses, and the tables of what they name.
const NAMES: &[(&str, &str)] = &[
    ("{member}", "member"),
    ("{import}", "roster_import"),
    ("{conflict}", "named_conflict"),
    ("{group}", "peer_group"),
    ("{round}", "round"),
    ("{seat}", "seat"),
    ("{series}", "series"),
    ("{application}", "application"),
    ("{request}", "seat_request"),
    ("{session}", "session"),
    ("{operator}", "operator"),
    ("{season}", "season"),
    ("{meeting}", "meeting"),
    ("{poll}", "poll"),
    ("{journey}", "journey"),
    ("{day_off}", "day_off"),
    ("{calendar}", "busy_feed"),
    ("{departure}", "departure"),
    ("{pause}", "pause"),
    ("{charter}", "charter"),
    ("{comment}", "charter_comment"),
    ("{decision}", "decision"),
    ("{suggestion}", "suggestion"),
    ("{objection}", "attendance_objection"),
    ("{step}", "attendance_step"),
];

/// Everyone and everything.
pub struct Scene {
    pub town: Town,
    visitors: BTreeMap<Role, Visitor>,
    /// What an address means unless told otherwise: things of Long Table and Kittiwake.
    pub main: BTreeMap<&'static str, String>,
    /// Whole addresses of living signed links.
    pub links: Vec<String>,
}

impl Scene {
    pub async fn new() -> Self {
        let (town, long_table) = Town::with_long_table().await;
        let harbour_fund = town.found("harbour-fund", "Harbour Fund", Role::OperatorElsewhere.email()).await;
        let outsider = town.member(long_table, Role::Member.email()).await;
        town.person(Role::Guest.email()).await;
        let groups = three_groups(&town, long_table, harbour_fund).await;

        let mut main = BTreeMap::from([
            ("{community}", "long-table".to_owned()),
            ("{number}", "1".to_owned()),
            ("{second_number}", "2".to_owned()),
            ("{token}", "no-such-token".to_owned()),
            ("{topic}", "review".to_owned()),
            ("{session}", "1111111111111111111112".to_owned()),
            ("{outsider}", outsider.to_string()),
            ("{group}", groups[0].clone()),
            ("{other_group}", groups[1].clone()),
            ("{group_elsewhere}", groups[2].clone()),
        ]);
        main.extend(roster_things(&town).await);
        main.extend(coming_in(&town, &groups).await);
        main.insert("{season}", season(&town, &groups[0]).await);
        main.extend(charter(&town, &groups[0]).await);
        main.extend(polls_and_meetings(&town, &groups[0]).await);
        main.extend(decisions_and_suggestions(&town, &groups[0]).await);
        main.extend(days_of_june(&town).await);
        main.insert("{departure}", departure(&town, &groups[0]).await);
        main.insert("{pause}", pause(&town, &groups[0]).await);
        town.signed_in(Role::Guest.email()).await;
        let guest = town.signed_in(Role::Guest.email()).await;
        main.insert("{second_session}", after(&guest.get("/you").await.body, "/you/sessions/"));
        let second = town.person("fenna@example.org").await;
        town.write(async |tx| community::appoint(tx, long_table, second).await).await;
        let agnes = town.signed_in(Role::Operator.email()).await;
        let operators = agnes.get("/c/long-table/settings/operators").await.body;
        main.insert("{operator}", after(operators.split("fenna@").nth(1).unwrap(), "/operators/"));
        main.insert("{series}", ids(&town, "series").await[0].clone());
        let links = links(&town, long_table).await;
        let (group, meeting) = (main["{group}"].parse().unwrap(), main["{meeting}"].parse().unwrap());
        main.extend(meetings::on_stage(&town, group, meeting).await);
        let visitors = visitors(&town, &links).await;
        Self { town, visitors, main, links }
    }

    pub fn visitor(&self, role: Role) -> &Visitor {
        &self.visitors[&role]
    }

    /// `text` with the main thing for every name in it.
    pub fn fill(&self, text: &str) -> String {
        let filled = self.main.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        assert!(!filled.contains('{'), "the scene has nothing for {filled}");
        filled
    }

    /// Every address of a route that somebody in this role can think of: each name with each thing that
    /// bears it, wherever that thing belongs. Secrets are known to their holder alone.
    pub async fn every_address(&self, role: Role, route: &Route) -> Vec<String> {
        let mut addresses = vec![route.path.to_owned()];
        let names = ["{community}", "{number}", "{token}", "{topic}"]
            .into_iter()
            .chain(NAMES.iter().map(|(name, _)| *name));
        for name in names.filter(|name| route.path.contains(name)) {
            let values = self.values(role, name).await;
            addresses = addresses
                .iter()
                .flat_map(|path| values.iter().map(move |value| path.replace(name, value)))
                .collect();
        }
        assert!(addresses.iter().all(|path| !path.contains('{')), "the scene has nothing for {}", route.path);
        addresses
    }

    async fn values(&self, role: Role, name: &str) -> Vec<String> {
        match name {
            "{community}" => vec!["long-table".to_owned(), "harbour-fund".to_owned()],
            "{number}" => vec!["1".to_owned()],
            "{token}" if role == Role::LinkHolder => {
                self.links.iter().map(|link| secret_of(link).to_owned()).collect()
            }
            "{token}" | "{topic}" => vec![self.main[name].clone()],
            _ => {
                let (_, table) = NAMES.iter().find(|(other, _)| *other == name).unwrap();
                ids(&self.town, table).await
            }
        }
    }
}

/// Whether an answer lets the visitor through the door; what it then says of an empty form is another
/// matter.
pub fn is_let_in(route: &Route, reply: &Reply) -> bool {
    let to_sign_in = reply.location.as_deref().is_some_and(|to| to.starts_with("/sign-in?"));
    // Their addresses name a thing of the visitor's own, which the made-up value is not.
    let is_own = matches!(route.path, "/you/sessions/{session}/end" | "/demo/clock");
    let is_refused = match reply.status {
        StatusCode::NOT_FOUND => !is_own,
        StatusCode::GONE => route.who == Who::SignedLink,
        status => status == StatusCode::FORBIDDEN || status == StatusCode::UNAUTHORIZED,
    };
    !to_sign_in && !is_refused
}

/// Kittiwake and Ninth Bell of Long Table, and Juniper of Harbour Fund; the ids in this order.
async fn three_groups(town: &Town, long_table: CommunityId, harbour_fund: CommunityId) -> Vec<String> {
    let at_kittiwake = [
        Role::Facilitator.email(),
        Role::Seat.email(),
        Role::BothTables.email(),
        Role::FormerSeat.email(),
        Role::FormerMember.email(),
        Role::Invited.email(),
        DELPHINE,
        PRIYA,
    ];
    let kittiwake = town.found_group(long_table, "Kittiwake", &at_kittiwake).await;
    for (seated, hello) in at_kittiwake.iter().zip(["", "", "", hello(cast::idris()), hello(cast::bram())]) {
        town.accept(seated, hello).await;
    }
    let idris = town.signed_in(Role::FormerSeat.email()).await;
    idris.post(&kittiwake.path("/leaving"), &[("sure", "yes")]).await;
    let bram = town.person(Role::FormerMember.email()).await;
    town.end_membership(long_table, bram).await;

    let ninth_bell = town.found_group(long_table, "Ninth Bell", &[Role::OtherTable.email()]).await;
    town.accept(Role::OtherTable.email(), "").await;
    let operator = town.signed_in(Role::OperatorElsewhere.email()).await;
    let at_juniper = [Role::MemberElsewhere.email(), Role::BothTables.email(), YSOLDE];
    let juniper = town.found_group_as(&operator, "harbour-fund", harbour_fund, "Juniper", &at_juniper).await;
    for seated in &at_juniper[..2] {
        town.accept(seated, "").await;
    }
    [kittiwake, ninth_bell, juniper].map(|group| group.id.to_string()).to_vec()
}

/// What this person of the cast says on arrival.
pub fn hello(person: &cast::Person) -> &'static str {
    person.hello.unwrap()
}

/// A person of Long Table's roster, two imports, a conflict named by hand, and a round with a proposal.
async fn roster_things(town: &Town) -> [(&'static str, String); 6] {
    let agnes = town.signed_in(Role::Operator.email()).await;
    let file = b"name,email\nOtto,otto@example.org\nPetru,petru@example.org\n=cmd(),wrong@example.org\n";
    let upload = async || agnes.upload("/c/long-table/roster/imports", "three.csv", file).await.location;
    agnes.post(&upload().await.unwrap(), &[]).await;
    town.run_jobs().await;
    let (import, second) = (upload().await.unwrap(), upload().await.unwrap());
    let people = agnes.get("/c/long-table/roster?q=otto").await.body;
    let person = after(&people, "/roster/people/");
    let here = format!("/c/long-table/roster/people/{person}");
    agnes.post(&format!("{here}/conflicts"), &[("who", "petru@example.org")]).await;
    let conflict = after(&agnes.get(&here).await.body, "/conflicts/");
    let form = [("name", "Two"), ("least", "2"), ("most", "2")];
    let round = agnes.post("/c/long-table/rounds", &form).await.location.unwrap();
    town.run_jobs().await;
    let proposal = agnes.get(&format!("{round}/proposals/1")).await.body;
    let group = proposal.split("<article").nth(1).unwrap();
    [
        ("{placed}", after(group, "move?who=")),
        ("{member}", person),
        ("{import}", after(&import, "/imports/")),
        ("{second_import}", after(&second, "/imports/")),
        ("{conflict}", conflict),
        ("{round}", after(&round, "/rounds/")),
    ]
}

/// The seat of whoever plays this role in a group.
async fn seat_of(town: &Town, group: &str, role: Role) -> String {
    let group = groups::group(town.app.db(), group.parse().unwrap()).await.unwrap().unwrap();
    let table = groups::table(town.app.db(), &group).await.unwrap();
    let name = role.email().split('@').next().unwrap();
    table.iter().find(|chair| chair.name == name).unwrap().seat.id.to_string()
}

/// The seats of whoever is invited, sits and leads, an application that waits for a decision, and two requests for a seat
/// of Kittiwake.
async fn coming_in(town: &Town, groups: &[String]) -> [(&'static str, String); 6] {
    let link = apply(town, "aino@example.org", "A place, please.").await;
    town.stranger().post(&link, &[]).await;
    for role in [Role::Member, Role::OtherTable] {
        let ask = format!("/c/long-table/groups/{}/ask", groups[0]);
        town.signed_in(role.email()).await.post(&ask, &[("words", "A seat, please.")]).await;
    }
    town.run_jobs().await;
    let agnes = town.signed_in(Role::Operator.email()).await;
    let requests = ids(town, "seat_request").await;
    let rafael = town.signed_in(Role::Invited.email()).await;
    [
        ("{seat}", after(&rafael.get("/today").await.body, "/offers/")),
        ("{application}", after(&agnes.get("/c/long-table/applications").await.body, "/applications/")),
        ("{request}", requests[0].clone()),
        ("{second_request}", requests[1].clone()),
        ("{seated}", seat_of(town, &groups[0], Role::Seat).await),
        ("{leading}", seat_of(town, &groups[0], Role::Facilitator).await),
    ]
}

/// Hours for a season that Kittiwake was asked about and has not agreed on.
async fn season(town: &Town, group: &str) -> String {
    let mara = town.signed_in(Role::Facilitator.email()).await;
    let proposed = mara.post(&format!("/groups/{group}/seasons"), SEASON).await.location.unwrap();
    after(&proposed, "/seasons/")
}

/// A draft of Kittiwake's charter, and what was said about a clause of it.
async fn charter(town: &Town, group: &str) -> [(&'static str, String); 2] {
    let tove = town.signed_in(Role::Seat.email()).await;
    tove.post(&format!("/groups/{group}/charter/draft"), &[]).await;
    tove.post(&format!("/groups/{group}/charter/draft/review/comments"), &[("words", "Sooner.")]).await;
    [
        ("{charter}", ids(town, "charter").await[0].clone()),
        ("{comment}", ids(town, "charter_comment").await[0].clone()),
    ]
}

/// Two questions to Kittiwake about the time of a meeting, and two meetings that came of others.
async fn polls_and_meetings(town: &Town, group: &str) -> [(&'static str, String); 4] {
    let mara = town.signed_in(Role::Facilitator.email()).await;
    let mut polls = Vec::new();
    let mut later = POLL.to_vec();
    later[3].1 = "2026-12-01T15:00";
    for question in [POLL, POLL, POLL, &later] {
        let asked = mara.post(&format!("/groups/{group}/polls"), question).await.location.unwrap();
        polls.push(after(&asked, "/polls/"));
    }
    for poll in &polls[2..] {
        mara.post(&format!("/groups/{group}/polls/{poll}/choice"), &[("option", "0")]).await;
    }
    let page = mara.get(&format!("/groups/{group}/meetings")).await.body;
    let [first, second] = [1, 2].map(|nth| {
        let ids = page.split("/meetings/").skip(1).map(|rest| rest.split('"').next().unwrap());
        let mut ids: Vec<&str> = ids.filter(|id| id.len() == 22).collect();
        ids.dedup();
        ids[nth - 1].to_owned()
    });
    let [poll, second_poll] = [0, 1].map(|at| polls[at].clone());
    [("{poll}", poll), ("{second_poll}", second_poll), ("{meeting}", first), ("{second_meeting}", second)]
}

/// Questions to Kittiwake about a norm, about the seat of whoever sits at both tables, and about a date; and two
/// suggestions.
async fn decisions_and_suggestions(town: &Town, group: &str) -> [(&'static str, String); 5] {
    let tove = town.signed_in(Role::Seat.email()).await;
    let mara = town.signed_in(Role::Facilitator.email()).await;
    let about = seat_of(town, group, Role::BothTables).await;
    let ask = async |visitor: &Visitor, subject: &str, about: &str| {
        let form = [("subject", subject), ("about", about), ("sentence", "So be it."), ("why", "Because.")];
        let asked = visitor.post(&format!("/groups/{group}/decisions"), &form).await;
        after(&asked.location.unwrap(), "/decisions/")
    };
    let asked = [
        ("{decision}", ask(&tove, "norm", "").await),
        ("{second_decision}", ask(&mara, "removal", &about).await),
        ("{dated_decision}", ask(&tove, "date", "").await),
    ];
    for words in ["Begin with a walk.", "End with a walk."] {
        let form = [("words", words), ("named", "yes")];
        tove.post(&format!("/groups/{group}/suggestions"), &form).await;
    }
    town.run_jobs().await;
    let suggested = ids(town, "suggestion").await;
    let [decision, second, dated] = asked;
    [
        decision,
        second,
        dated,
        ("{suggestion}", suggested[0].clone()),
        ("{second_suggestion}", suggested[1].clone()),
    ]
}

/// A question whose first time is on 1 December at noon UTC.
pub const POLL: &[(&str, &str)] = &[
    ("title", "Once more before Christmas"),
    ("minutes", "60"),
    ("days", "14"),
    ("start", "2026-12-01T12:00"),
    ("start", "2026-12-02T12:00"),
];

/// Every other Thursday in the winter that comes.
pub const SEASON: &[(&str, &str)] = &[
    ("asked", "yes"),
    ("cadence", "2w"),
    ("from", "2026-10-12"),
    ("to", "2027-03-31"),
    ("minutes", "90"),
    ("day", "4"),
    ("anchor", "Europe/Lisbon"),
    ("step", "60"),
    ("slot", "Europe/Lisbon 4 15:00"),
];

/// Callum leaves Kittiwake, and everyone there knows.
async fn departure(town: &Town, group: &str) -> String {
    let callum = town.signed_in(Role::BothTables.email()).await;
    let leaving = format!("/groups/{group}/leaving");
    callum.post(&format!("{leaving}/word"), &[("words", "I will leave.")]).await;
    let notice = [("day", "2026-12-01"), ("words", "I leave.")];
    callum.post(&format!("{leaving}/notice"), &notice).await;
    town.run_jobs().await;
    ids(town, "departure").await[0].clone()
}

/// Tove will pause next year.
async fn pause(town: &Town, group: &str) -> String {
    let tove = town.signed_in(Role::Seat.email()).await;
    let pause = [("from", "2027-01-01"), ("until", "2027-02-01")];
    tove.post(&format!("/groups/{group}/pause"), &pause).await;
    town.run_jobs().await;
    ids(town, "pause").await[0].clone()
}

/// A journey, a day off and a calendar of June, who has no seat.
async fn days_of_june(town: &Town) -> [(&'static str, String); 3] {
    let june = town.signed_in(Role::Member.email()).await;
    let hours = "/c/long-table/hours";
    let journey = [("place", "Oslo"), ("journey_first", "2026-10-12"), ("journey_last", "2026-10-16")];
    june.post(&format!("{hours}/journeys"), &journey).await;
    june.post(&format!("{hours}/days-off"), &[("day_first", "2026-10-26")]).await;
    // No machine has such a name, so nobody is asked.
    june.post(&format!("{hours}/calendars"), &[("address", "webcal://june.invalid/one.ics")]).await;
    town.run_jobs().await;
    let page = june.get(hours).await.body;
    [
        ("{journey}", after(&page, "/hours/journeys/")),
        ("{day_off}", after(&page, "/hours/days-off/")),
        ("{calendar}", after(&page, "/hours/calendars/")),
    ]
}

/// Applies to Long Table; gives the link by which the address is confirmed.
pub async fn apply(town: &Town, email: &str, words: &str) -> String {
    let form = [("name", "An applicant"), ("email", email), ("words", words), ("consent", "yes")];
    let reply = town.stranger().post("/c/long-table/join", &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    town.run_jobs().await;
    town.last_link_to(email)
}

/// By which the last letter to a seat is answered that leads to such an address.
fn answer_link(town: &Town, below: &str) -> String {
    let mut letters = town.mail_to(Role::Seat.email()).into_iter().rev();
    let found = letters.find_map(|letter| meetings::link_in(&letter, below));
    found.unwrap().split('?').next().unwrap().to_owned()
}

/// The private calendar of somebody who plays no role.
async fn calendar(town: &Town) -> String {
    let reto = town.signed_in("reto@example.org").await;
    let made = reto.post("/you/calendar", &[("nonce", "of the scene")]).await;
    let page = reto.get(&made.location.unwrap()).await.body;
    format!("/calendar/{}", page.split("/calendar/").nth(1).unwrap().split('"').next().unwrap())
}

/// A link of each kind that works.
async fn links(town: &Town, long_table: CommunityId) -> Vec<String> {
    let guest = town.signed_in_link(Role::Guest.email()).await;
    vec![
        town.last_link_to(Role::Invited.email()),
        apply(town, "reto@example.org", "I have not confirmed this.").await,
        guest,
        choices(town, long_table).await,
        answer_link(town, "/answers/"),
        answer_link(town, "/decisions/"),
        calendar(town).await,
    ]
}

/// Where the reader of a letter says which letters they get.
async fn choices(town: &Town, community: CommunityId) -> String {
    let letter = Outgoing {
        community: Some(community.uuid()),
        kind: "scene.letter",
        from_name: "Long Table".to_owned(),
        to_name: "Reto".to_owned(),
        to_email: "reto@example.org".to_owned(),
        urgency: Urgency::AtOnce,
        about: Some(About::Changes),
        key: "scene".to_owned(),
        body: Letter::default().into(),
    };
    town.write(async |tx| letterbox::post(tx, letter.clone()).await).await;
    town.run_jobs().await;
    town.choices_link_to("reto@example.org")
}

/// The secret at the end of a signed link.
pub fn secret_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

async fn visitors(town: &Town, links: &[String]) -> BTreeMap<Role, Visitor> {
    let mut visitors = BTreeMap::new();
    for role in Role::ALL {
        let visitor = match role {
            Role::Stranger => town.stranger(),
            Role::LinkHolder => {
                let secret = secret_of(&links[0]);
                town.stranger().with_cookie(secret).with_bearer(secret)
            }
            Role::Bearer => {
                let agnes = town.signed_in(Role::Operator.email()).await;
                town.stranger().with_bearer(agnes.secret())
            }
            _ => town.signed_in(role.email()).await,
        };
        visitors.insert(role, visitor);
    }
    visitors
}

/// The 22 characters of an id that stand after these words.
fn after(text: &str, before: &str) -> String {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.chars().take(22).collect()
}

/// The ids of everything in a table, as addresses say them.
async fn ids(town: &Town, table: &str) -> Vec<String> {
    let db = town.app.db();
    let statement =
        Statement::from_string(db.get_database_backend(), format!("SELECT id FROM {table} ORDER BY id"));
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| store::short_text(row.try_get::<Uuid>("", "id").unwrap())).collect()
}
