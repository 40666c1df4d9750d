//! Booting a server and serving until told to stop.

use std::fs::{File, TryLockError};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use store::{Migrations, Store};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::clock::Clock;
use crate::app::config::Config;
use crate::app::keyring::{Keyring, RootKey};
use crate::app::{App, Parts, daily, forms, guard, inbox, jobs, routes, zones};
use crate::{contributions, english, frame, job_kinds, subscriptions, ui};

/// Opens the stores, migrates them, and puts the application together.
pub async fn boot(config: Config, clock: Clock) -> anyhow::Result<App> {
    let post = post(&config)?;
    Ok(App::new(parts(config, clock, post).await?))
}

/// The parts of the application, with letters going where the caller says.
pub(crate) async fn parts(config: Config, clock: Clock, post: mail::Post) -> anyhow::Result<Parts> {
    anyhow::ensure!(
        config.keyring_url.is_some() || Config::sqlite_path(&config.database_url).is_some(),
        "with PostgreSQL, set JUNTO_KEYRING_URL, so that every node has the same keyring"
    );
    let urls = [&config.database_url, &config.keyring_url()];
    anyhow::ensure!(
        config.root_key.is_some()
            || config.root_key_file.is_some()
            || urls.iter().all(|url| Config::sqlite_path(url).is_some()),
        "with PostgreSQL, set JUNTO_ROOT_KEY_FILE or JUNTO_ROOT_KEY, so that every node has the same root key"
    );
    for url in urls {
        if let Some(folder) = Config::sqlite_path(url).as_deref().and_then(Path::parent) {
            private_folder(folder).with_context(|| format!("making {}", folder.display()))?;
        }
    }
    if let Some(folder) = &config.zoneinfo_dir {
        zones::prevail(folder).with_context(|| format!("reading time zone rules in {}", folder.display()))?;
    }
    let store = Store::open(&config.database_url).await.context("opening the database")?;
    store.migrate::<Migrations>().await.context("migrating the database")?;
    let root = root_key(&config)?;
    let keyring = Keyring::open(&config.keyring_url(), root).await.context("opening the keyring")?;
    Ok(Parts {
        store,
        keyring,
        clock,
        post,
        config,
        job_kinds: job_kinds(),
        subscriptions: subscriptions(),
        contributions: contributions(),
        words: english()?,
        work: tokio::sync::Notify::new(),
    })
}

/// A folder that only this server's account can look into; one that is there is left as it is.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The root key from where the host keeps it; a new one beside the keyring where they said nothing.
fn root_key(config: &Config) -> anyhow::Result<RootKey> {
    let text = match (&config.root_key, &config.root_key_file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => std::fs::read_to_string(file)
            .with_context(|| format!("reading the root key from {}", file.display()))?,
        (None, None) => {
            let file = config.data_folder().join("root.key");
            own_root_key(&file).with_context(|| format!("making the root key {}", file.display()))?
        }
    };
    RootKey::from_text(&text).context("the root key must have at least 32 characters")
}

/// The key in this file, made when it is missing. Of nodes that begin at once all take the key of the first,
/// and none ever sees half of one.
fn own_root_key(file: &Path) -> anyhow::Result<String> {
    use std::io::Write as _;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    private_folder(folder)?;
    if !file.exists() {
        // Such a file is its owner's alone.
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(RootKey::fresh_text().as_bytes())?;
        new.as_file().sync_all()?;
        match new.persist_noclobber(file) {
            Ok(_) => {
                tracing::warn!(file = %file.display(), "a root key was made; keep it apart from the database and its backups");
            }
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.error.into()),
        }
        File::open(folder)?.sync_all()?;
    }
    Ok(std::fs::read_to_string(file)?)
}

fn post(config: &Config) -> anyhow::Result<mail::Post> {
    Ok(match (&config.mail_dir, &config.smtp_url) {
        (Some(folder), _) => {
            mail::Post::folder(folder, &config.mail_from).context("opening the mail folder")?
        }
        (None, Some(url)) => {
            mail::Post::smtp(url, &config.mail_from).context("reading the mail server's address")?
        }
        (None, None) => {
            let folder = config.data_folder().join("mail");
            tracing::warn!(folder = %folder.display(), "no mail server is set; letters are written to a folder");
            mail::Post::folder(&folder, &config.mail_from).context("opening the mail folder")?
        }
    })
}

/// Everything that answers requests.
pub fn router(app: App) -> Router {
    let pages = routes::router(crate::routes());
    Router::new()
        .merge(pages)
        .merge(ui::assets::asset_routes())
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .layer(from_fn_with_state(app.clone(), forms::answer_alike))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .layer(from_fn_with_state(app.clone(), frame::explain_errors))
        .layer(from_fn_with_state(app.clone(), guard::mark))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Ready is: the database answers.
async fn ready(axum::extract::State(app): axum::extract::State<App>) -> crate::app::Result<&'static str> {
    app.db().ping().await?;
    Ok("ready")
}

/// The right to be the one server on an SQLite file. A second one would hear nothing of the first: neither
/// that there is work, nor that a key is to be forgotten.
fn only_one(config: &Config) -> anyhow::Result<Option<File>> {
    let Some(database) = Config::sqlite_path(&config.database_url) else { return Ok(None) };
    let mut lock = database.clone().into_os_string();
    lock.push(".lock");
    let file = File::create(&lock).with_context(|| format!("making {}", Path::new(&lock).display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "another server runs on {}; an SQLite file has one server, a PostgreSQL database can have several",
            database.display()
        ),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// A server at work: its pages, workers and ears.
pub struct Server {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    pub address: SocketAddr,
    /// Held as long as the server runs, and let go of however it ends.
    _only_one: Option<File>,
}

const WORKERS: usize = 2;

impl Server {
    /// Starts serving on a listener.
    pub async fn start(app: &App, listener: TcpListener) -> anyhow::Result<Self> {
        let only_one = only_one(app.config())?;
        app.write(daily::begin).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let mut tasks = Vec::new();
        for _ in 0..WORKERS {
            tasks.push(tokio::spawn(jobs::work(app.clone(), stopping.clone())));
        }
        tasks.push(tokio::spawn(jobs::hear(app.clone(), stopping.clone())));
        tasks.push(tokio::spawn(inbox::watch(app.clone(), stopping.clone())));
        let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let mut until = stopping;
        tasks.push(tokio::spawn(async move {
            let told = async move {
                // An error means that the sender is gone, which is also an end.
                let _ = until.wait_for(|stop| *stop).await;
            };
            if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(told).await {
                tracing::error!(%error, "serving ended");
            }
        }));
        Ok(Self { stop, tasks, address, _only_one: only_one })
    }

    /// Finishes what is under way and ends.
    pub async fn stop(self) {
        const PATIENCE: Duration = Duration::from_secs(20);
        self.stop.send_replace(true);
        for task in self.tasks {
            if tokio::time::timeout(PATIENCE, task).await.is_err() {
                tracing::warn!("something did not end in time");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_begin_at_once_make_one_root_key() {
        for _ in 0..200 {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("keys/root.key");
            let all_at_once = std::sync::Barrier::new(8);
            let keys: Vec<String> = std::thread::scope(|threads| {
                let make = || {
                    all_at_once.wait();
                    own_root_key(&file).unwrap()
                };
                let nodes: Vec<_> = (0..8).map(|_| threads.spawn(make)).collect();
                nodes.into_iter().map(|node| node.join().unwrap()).collect()
            });
            assert!(keys.iter().all(|key| key.len() >= 32 && *key == keys[0]), "{keys:?}");
        }
    }
}
