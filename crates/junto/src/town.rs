//! A whole server in memory for story tests: its clock moves when told, its letters stay here.
//!
//! Runs on SQLite, or on the PostgreSQL server that `JUNTO_TEST_POSTGRES_URL` names (two databases a town).

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRequestParts as _;
use axum::http::{Method, Request, StatusCode, header};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use store::{Backend, Moment, Store};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::accounts::{self, NewPerson, Person, PersonId};
use crate::app::clock::Clock;
use crate::app::config::Config;
use crate::app::{App, Parts, WriteTx, forms, jobs};
use crate::community::{self, CommunityId, Door, MemberId, NewCommunity, Operator};
use crate::groups::{self, Group, Which};

const ADDRESS: &str = "http://junto.test";
/// Asks for the names of all tables, on SQLite and on PostgreSQL.
const TABLES: [&str; 2] = [
    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
];

/// The server under test.
pub struct Town {
    pub app: App,
    router: Router,
    /// Holds the server's files; gone with the town.
    folder: TempDir,
}

impl Town {
    /// An empty server, on Thursday 1 October 2026, nine o'clock UTC.
    pub async fn new() -> Self {
        Self::new_with(|_| ()).await
    }

    /// The same, with parts changed before they are put together.
    pub async fn new_with(change: impl FnOnce(&mut Parts)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            database_url: database_url(&folder, "junto.db").await,
            keyring_url: Some(database_url(&folder, "keys.db").await),
            root_key: Some("a root key for tests, long enough".to_owned()),
            public_url: Some(ADDRESS.to_owned()),
            mail_dir: Some(folder.path().join("mail")),
            ..Config::default()
        };
        let start = Moment("2026-10-01T09:00:00Z".parse().unwrap());
        let mut parts =
            crate::serve::parts(config, Clock::standing_at(start), mail::Post::memory()).await.unwrap();
        change(&mut parts);
        let app = App::new(parts);
        Self { router: crate::router(app.clone()), app, folder }
    }

    /// Long Table with its operator Agnes and nobody else.
    pub async fn with_long_table() -> (Self, CommunityId) {
        let town = Self::new().await;
        let community = town.found("long-table", "Long Table", "agnes@example.org").await;
        (town, community)
    }

    /// A community, with its first operator.
    pub async fn found(&self, slug: &str, name: &str, operator: &str) -> CommunityId {
        let operator = self.person(operator).await;
        let new = NewCommunity {
            slug: slug.to_owned(),
            name: name.to_owned(),
            ink: "verdigris".to_owned(),
            about: String::new(),
            for_whom: String::new(),
            how_to_join: String::new(),
            door: Door::Application,
        };
        self.write(async |tx| {
            let id = community::found(tx, new.clone()).await?;
            community::appoint(tx, id, operator).await?;
            Ok(id)
        })
        .await
    }

    /// Makes the owner of this address known, by the name before the `@`.
    pub async fn person(&self, email: &str) -> PersonId {
        let name = email.split('@').next().unwrap().to_owned();
        let new = NewPerson { email: email.to_owned(), name, zone: "Europe/Lisbon".to_owned() };
        let known = self.write(async |tx| accounts::people_for(tx, std::slice::from_ref(&new)).await).await;
        known[0].1
    }

    /// Makes the owner of this address a member.
    pub async fn member(&self, community: CommunityId, email: &str) -> MemberId {
        let person = self.person(email).await;
        let name = email.split('@').next().unwrap().to_owned();
        let enrolled =
            self.write(async |tx| community::enrol(tx, community, &[(person, name.clone())]).await).await;
        enrolled[0].1
    }

    /// Ends someone's membership.
    pub async fn end_membership(&self, community: CommunityId, person: PersonId) {
        self.write(async |tx| community::end_membership(tx, community, person, person).await).await;
    }

    /// Something done behind the front door, to set a scene.
    pub async fn write<T>(&self, work: impl AsyncFnOnce(&WriteTx) -> crate::app::Result<T>) -> T {
        self.app.write(work).await.unwrap()
    }

    /// Founds a group by hand, as Agnes does at her desk, and lets the invitations go out.
    pub async fn found_group(&self, community: CommunityId, name: &str, people: &[&str]) -> Group {
        let agnes = self.signed_in("agnes@example.org").await;
        self.found_group_as(&agnes, "long-table", community, name, people).await
    }

    /// The same, by the operator of another community.
    pub async fn found_group_as(
        &self,
        operator: &Visitor,
        slug: &str,
        community: CommunityId,
        name: &str,
        people: &[&str],
    ) -> Group {
        let (everyone, leads) = (people.join("\n"), people.first().copied().unwrap_or_default());
        let seats = (people.len() + 1).to_string();
        let fields = [
            ("name", name),
            ("people", everyone.as_str()),
            ("facilitator", leads),
            ("seats", seats.as_str()),
            ("is_listed", "yes"),
        ];
        let names = people.iter().map(|email| (*email, email.split('@').next().unwrap()));
        let named = names.flat_map(|(email, name)| [("newcomer", email), ("called", name)]);
        let fields: Vec<_> = fields.into_iter().chain(named).collect();
        let reply = operator.post(&format!("/c/{slug}/groups/new"), &fields).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        self.run_jobs().await;
        let (groups, _) = groups::groups(self.app.db(), community, Which::All, 0).await.unwrap();
        groups.into_iter().map(|line| line.group).find(|group| group.name == name).unwrap()
    }

    /// Where the last letter to this address leads.
    pub fn last_link_to(&self, email: &str) -> String {
        let letter = self.mail_to(email).pop().unwrap();
        let line = letter.text.lines().find_map(|line| line.strip_prefix(ADDRESS)).unwrap();
        line.to_owned()
    }

    /// Where the last letter to this address lets its reader choose which letters come.
    pub fn choices_link_to(&self, email: &str) -> String {
        let address = self.mail_to(email).pop().unwrap().unsubscribe.unwrap();
        address.strip_prefix(ADDRESS).unwrap().split('?').next().unwrap().to_owned()
    }

    /// Takes the seat of the last invitation, and lets follow what follows.
    pub async fn accept(&self, email: &str, hello: &str) -> String {
        let link = self.last_link_to(email);
        let reply = self.stranger().post(&link, &[("answer", "accepted"), ("words", hello)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        self.run_jobs().await;
        link
    }

    /// Someone who is not signed in.
    pub fn stranger(&self) -> Visitor {
        Visitor { router: self.router.clone(), cookie: None, bearer: None, token: String::new() }
    }

    /// Someone who has signed in by a link, as people do.
    pub async fn signed_in(&self, email: &str) -> Visitor {
        self.stranger().follow_link(&self.signed_in_link(email).await).await
    }

    /// The address of a link that signs somebody in.
    pub async fn signed_in_link(&self, email: &str) -> String {
        let person = self.person(email).await;
        let link = self.write(async |tx| accounts::link(tx, person, "/today", 900, false).await).await;
        format!("/sign-in/{}", link.text())
    }

    /// The right of whoever runs the community, for verbs that are called without a page.
    pub async fn operator(&self, email: &str, slug: &str) -> Operator {
        let visitor = self.signed_in(email).await;
        let request = Request::builder().header(header::COOKIE, visitor.cookies()).uri("/").body(()).unwrap();
        let (mut parts, ()) = request.into_parts();
        let person = Person::from_request_parts(&mut parts, &self.app).await.unwrap();
        let community = community::by_slug(self.app.db(), slug).await.unwrap().unwrap();
        Operator::of(&self.app, person, community).await.unwrap().unwrap()
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        assert!(self.app.clock().pass(seconds));
    }

    /// Does all background work that is due.
    pub async fn run_jobs(&self) {
        jobs::run_due(&self.app).await.unwrap();
    }

    /// The letters to this address so far.
    pub fn mail_to(&self, email: &str) -> Vec<mail::Letter> {
        self.letters().into_iter().filter(|letter| letter.to_email == email).collect()
    }

    /// All letters so far.
    pub fn letters(&self) -> Vec<mail::Letter> {
        let mail::Post::Memory(letters) = self.app.post() else { panic!("letters stay in memory in tests") };
        letters.lock().unwrap().clone()
    }

    /// The files of the server as they lie on the disk now, each with its name: on SQLite the database and
    /// the keyring with their logs.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap());
        let files = entries.filter(|entry| entry.path().is_file());
        files
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
            .collect()
    }

    /// Every row of every table of the database and the keyring as text, bytes in hexadecimal, each with
    /// its table.
    pub async fn rows(&self) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for store in [self.app.store(), self.app.keyring().store()] {
            for table in texts(store, TABLES).await {
                let columns = format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')");
                let line = match store.backend() {
                    Backend::Sqlite => texts(store, [columns.as_str(); 2]).await.join(" || ' ' || "),
                    Backend::Postgres => "whole::text".to_owned(),
                };
                let all = format!("SELECT {line} FROM \"{table}\" AS whole");
                let lines = texts(store, [all.as_str(); 2]).await;
                rows.extend(lines.into_iter().map(|line| (table.clone(), line)));
            }
        }
        rows
    }

    /// Every story ends here: no work is left over, none has failed, and the audit chain is whole.
    pub async fn end(self) {
        let (waiting, dead) = jobs::due_and_dead(self.app.db(), self.app.clock().now()).await.unwrap();
        assert_eq!((waiting, dead), (0, 0), "jobs left over: due, dead");
        assert_eq!(
            crate::app::audit::first_break(self.app.db()).await.unwrap(),
            None,
            "the audit chain broke"
        );
    }
}

/// The first column of what a database answers; on SQLite to the first question, else to the second.
async fn texts(store: &Store, [sqlite, postgres]: [&str; 2]) -> Vec<String> {
    let (backend, question) = match store.backend() {
        Backend::Sqlite => (DbBackend::Sqlite, sqlite),
        Backend::Postgres => (DbBackend::Postgres, postgres),
    };
    let found = store.read().query_all_raw(Statement::from_string(backend, question)).await.unwrap();
    found.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// A new database: a file of this name, or one on the PostgreSQL server that is named.
pub async fn database_url(folder: &TempDir, file: &str) -> String {
    let Ok(server) = std::env::var("JUNTO_TEST_POSTGRES_URL") else {
        return format!("sqlite:{}", folder.path().join(file).display());
    };
    new_postgres_database(&server).await
}

/// A fresh database on this server.
pub async fn new_postgres_database(server: &str) -> String {
    let name = format!("town_{}", Uuid::new_v4().simple());
    let store = Store::open(server).await.unwrap();
    store.read().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    store.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// One browser.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookie: Option<String>,
    bearer: Option<String>,
    token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Visitor {
    fn cookies(&self) -> String {
        self.cookie.iter().map(|cookie| format!("junto={cookie}")).collect()
    }

    /// The same browser, showing this secret as its session.
    pub fn with_cookie(self, secret: &str) -> Self {
        let token = crate::app::secrets::derive(secret, "form");
        Self { cookie: Some(secret.to_owned()), token, ..self }
    }

    /// The same browser, showing this secret as a bearer token.
    pub fn with_bearer(self, secret: &str) -> Self {
        Self { bearer: Some(secret.to_owned()), ..self }
    }

    /// The secret of the session.
    pub fn secret(&self) -> &str {
        self.cookie.as_deref().unwrap()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Some("same-origin")).await
    }

    /// Sends a form as its page would, with a key of its own.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_with_key(path, fields, &forms::fresh_key()).await
    }

    /// Sends a form with this idempotency key.
    pub async fn post_with_key(&self, path: &str, fields: &[(&str, &str)], key: &str) -> Reply {
        let keys = [("csrf", self.token.as_str()), ("idempotency_key", key)];
        let fields: Vec<_> = keys.iter().chain(fields).collect();
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(Method::POST, path, Some(body), Some("same-origin")).await
    }

    /// Anything else: `site` is what the browser says of where the request comes from.
    pub async fn send(&self, method: Method, path: &str, body: Option<String>, site: Option<&str>) -> Reply {
        let body = body.map(|body| ("application/x-www-form-urlencoded", body.into_bytes()));
        self.send_as(method, path, body, site).await
    }

    /// `body` has its kind before it.
    async fn send_as(
        &self,
        method: Method,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
        site: Option<&str>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "junto.test");
        if self.cookie.is_some() {
            request = request.header(header::COOKIE, self.cookies());
        }
        if let Some(secret) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some((kind, _)) = &body {
            request = request.header(header::CONTENT_TYPE, *kind);
        }
        self.ask(request.body(body.map_or_else(Body::empty, |(_, body)| Body::from(body))).unwrap()).await
    }

    /// Asks with one more header, as a program does that has been here before.
    pub async fn get_with(&self, path: &str, name: header::HeaderName, value: &str) -> Reply {
        self.ask(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Chooses a file on a page that asks for one, and sends it.
    pub async fn upload(&self, path: &str, file_name: &str, content: &[u8]) -> Reply {
        let key = forms::fresh_key();
        let mut body = Vec::new();
        for (name, value) in [("csrf", self.token.as_str()), ("idempotency_key", key.as_str())] {
            let field =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(field.into_bytes());
        }
        let about = format!("name=\"file\"; filename=\"{file_name}\"");
        body.extend(format!("--edge\r\nContent-Disposition: form-data; {about}\r\n\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n--edge--\r\n");
        self.send_as(
            Method::POST,
            path,
            Some(("multipart/form-data; boundary=edge", body)),
            Some("same-origin"),
        )
        .await
    }

    /// A program sends a body of this kind.
    pub async fn hand_in(&self, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        self.send_as(Method::POST, path, Some((kind, body)), None).await
    }

    /// Presses the button of a sign-in link.
    pub async fn follow_link(&self, path: &str) -> Self {
        let reply = self.post(path, &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "the link did not sign in");
        let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
        self.clone().with_cookie(cookie.split(['=', ';']).nth(1).unwrap())
    }
}
