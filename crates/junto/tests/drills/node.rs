//! A real server process: where its data lie, how it is started, asked and killed.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output};
use std::time::{Duration, Instant};

use junto::app::{forms, secrets};
use sea_orm::ConnectionTrait as _;
use sea_orm::prelude::Uuid;
use store::Store;
use tempfile::TempDir;

/// How long anything may take before a drill gives up on it. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_mins(3);

/// Looks until there is something to see.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Where the data of one or several nodes lie: a folder, and on PostgreSQL two databases beside it.
pub struct Place {
    folder: TempDir,
    /// The server that `JUNTO_TEST_POSTGRES_URL` names and the names of database and keyring there.
    postgres: Option<(String, [String; 2])>,
}

impl Place {
    /// An empty place: on SQLite, or on PostgreSQL where a server is named.
    pub async fn new() -> Self {
        let place = Self::unmade();
        if let Some((server, names)) = &place.postgres {
            for name in names {
                on(server, &format!("CREATE DATABASE {name}")).await;
            }
        }
        place
    }

    fn unmade() -> Self {
        let names = || {
            let name = Uuid::new_v4().simple().to_string();
            [format!("drill_{name}"), format!("drill_{name}_keys")]
        };
        let postgres = std::env::var("JUNTO_TEST_POSTGRES_URL").ok().map(|server| (server, names()));
        Self { folder: tempfile::tempdir().unwrap(), postgres }
    }

    /// The same data once more, as long as no node works on them.
    pub async fn copy(&self) -> Self {
        let copy = Self::unmade();
        for file in fs::read_dir(self.path("")).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), copy.path("").join(file.file_name())).unwrap();
            }
        }
        if let (Some((server, from)), Some((_, to))) = (&self.postgres, &copy.postgres) {
            for (from, to) in from.iter().zip(to) {
                on(server, &format!("CREATE DATABASE {to} TEMPLATE {from}")).await;
            }
        }
        copy
    }

    /// Makes room again.
    pub async fn end(self) {
        if let Some((server, names)) = &self.postgres {
            for name in names {
                on(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.postgres.is_none()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database_url(&self) -> String {
        match &self.postgres {
            Some((server, [database, _])) => beside(server, database),
            None => format!("sqlite:{}", self.path("junto.db").display()),
        }
    }

    fn keyring_url(&self) -> String {
        match &self.postgres {
            Some((server, [_, keyring])) => beside(server, keyring),
            None => format!("sqlite:{}", self.path("keyring.db").display()),
        }
    }

    /// The database as a drill looks at it.
    pub async fn store(&self) -> Store {
        Store::open(&self.database_url()).await.unwrap()
    }

    /// The program, set up for this place.
    pub fn junto(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_junto"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("JUNTO_DATABASE_URL", self.database_url())
            .env("JUNTO_KEYRING_URL", self.keyring_url())
            .env("JUNTO_ROOT_KEY", "a root key for drills, long enough")
            .env("JUNTO_MAIL_DIR", self.path("mail"))
            .env("JUNTO_MAIL_IN_ADDRESS", "junto@groups.example.org")
            .env("JUNTO_MAIL_IN_DIR", self.path("mail-in"))
            .env("JUNTO_LOG", "warn");
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.junto(arguments).output().unwrap()
    }

    /// Starts a node without waiting for it.
    pub fn launch(&self) -> Node {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let address = free.to_string();
        let log = self.path(&format!("log.{}", free.port()));
        let child = self
            .junto(&["serve"])
            .env("JUNTO_LISTEN", &address)
            .stdout(File::create(self.path("said")).unwrap())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        Node { child, address, log }
    }

    /// Starts a node and waits until it is ready.
    pub fn start(&self) -> Node {
        let mut node = self.launch();
        node.is_ready().unwrap();
        node
    }

    /// Signs someone in as an operator of Long Table, by the link that the command line prints.
    pub fn operator(&self, node: &Node, email: &str) -> Browser {
        let output = self.run(&["operator", "add", email, "--community", "Long Table"]);
        let said = String::from_utf8(output.stdout).unwrap();
        let link = said.lines().last().unwrap().split("/sign-in/").nth(1).unwrap();
        node.stranger().follow(&format!("/sign-in/{link}"))
    }

    /// The letters in the mail folder.
    pub fn letters(&self) -> impl Iterator<Item = Letter> + use<> {
        let files = fs::read_dir(self.path("mail")).into_iter().flatten().map(|file| file.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).map(Letter)
    }
}

/// The file of a letter.
pub struct Letter(pub PathBuf);

impl Letter {
    pub fn text(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }

    /// What follows these words, up to the end of their line.
    pub fn after(&self, words: &str) -> String {
        let text = self.text().replace("=\r\n", "");
        text.split(words).nth(1).unwrap().lines().next().unwrap().to_owned()
    }

    /// To whose address it is.
    pub fn to(&self) -> String {
        let text = self.text().replace("\r\n ", " ");
        let to = text.lines().find(|line| line.starts_with("To: ")).unwrap();
        to.rsplit(['<', ' ']).next().unwrap().trim_end_matches('>').to_owned()
    }
}

/// Another database of the same server.
fn beside(server: &str, database: &str) -> String {
    format!("{}/{database}", server.rsplit_once('/').unwrap().0)
}

async fn on(server: &str, statement: &str) {
    let store = Store::open(server).await.unwrap();
    store.read().execute_unprepared(statement).await.unwrap();
    store.close().await.unwrap();
}

/// A server process. It ends with its value.
pub struct Node {
    child: Child,
    pub address: String,
    log: PathBuf,
}

impl Node {
    /// Waits until it is ready, or says how it ended.
    pub fn is_ready(&mut self) -> Result<(), String> {
        let address = self.address.clone();
        until("a node that is ready", || {
            if self.child.try_wait().unwrap().is_some() {
                return Some(Err(fs::read_to_string(&self.log).unwrap()));
            }
            let reply = Browser::new(&address).try_get("/readyz")?;
            (reply.status == 200).then_some(Ok(()))
        })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`: the process does nothing more, from one instruction to the next.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end, and waits until it has.
    pub fn stop(mut self) {
        assert!(Command::new("kill").arg(self.id().to_string()).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }

    /// Someone who is not signed in.
    pub fn stranger(&self) -> Browser {
        Browser::new(&self.address)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // After `kill` and `stop` there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One browser. Each request is a connection of its own.
#[derive(Clone)]
pub struct Browser {
    address: String,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
        line.split_once(':').map(|(_, value)| value.trim())
    }

    /// Where it leads to.
    pub fn location(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.body);
        self.header("location").unwrap().to_owned()
    }
}

impl Browser {
    fn new(address: &str) -> Self {
        Self { address: address.to_owned(), cookie: None }
    }

    /// The same session on another node.
    pub fn at(&self, node: &Node) -> Self {
        Self { address: node.address.clone(), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Reply {
        self.try_get(path).unwrap()
    }

    /// The answer, if there is a whole one.
    pub fn try_get(&self, path: &str) -> Option<Reply> {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), &[])
    }

    /// Sends a form as its page would.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.try_post(path, fields).unwrap()
    }

    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Reply> {
        let (token, key) = self.keys();
        let keys = [("csrf", token.as_str()), ("idempotency_key", key.as_str())];
        let body = serde_html_form::to_string(keys.iter().chain(fields).collect::<Vec<_>>()).unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        self.send(&head, body.as_bytes())
    }

    /// What a form of ours carries: its session's token, and a key of its own.
    pub fn keys(&self) -> (String, String) {
        let token = self.cookie.as_deref().map(|secret| secrets::derive(secret, "form"));
        (token.unwrap_or_default(), forms::fresh_key())
    }

    /// Presses the button of a sign-in link.
    pub fn follow(&self, path: &str) -> Self {
        let reply = self.post(path, &[]);
        assert_eq!(reply.status, 303, "the link did not sign in: {}", reply.body);
        let cookie = reply.header("set-cookie").unwrap();
        Self { cookie: Some(cookie.split(['=', ';']).nth(1).unwrap().to_owned()), ..self.clone() }
    }

    pub fn send(&self, head: &str, body: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let cookie = self.cookie.as_deref().map(|secret| format!("Cookie: junto={secret}\r\n"));
        let rest = format!(
            "Host: {}\r\nSec-Fetch-Site: same-origin\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            cookie.unwrap_or_default(),
            body.len()
        );
        let mut answer = Vec::new();
        stream.write_all(&[head.as_bytes(), rest.as_bytes(), body].concat()).ok()?;
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let reply = Reply { status, head: head.to_owned(), body: body.to_owned() };
        let is_whole = reply.header("content-length").is_none_or(|len| len == body.len().to_string());
        is_whole.then_some(reply)
    }
}
