//! Booting a server and serving until told to stop.

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
use crate::app::{App, Parts, daily, forms, guard, jobs, routes};
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
    for url in [&config.database_url, &config.keyring_url()] {
        if let Some(folder) = Config::sqlite_path(url).as_deref().and_then(Path::parent) {
            private_folder(folder).with_context(|| format!("making {}", folder.display()))?;
        }
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
        (None, None) => own_root_key(&config.data_folder().join("root.key"))?,
    };
    RootKey::from_text(&text).context("the root key must have at least 32 characters")
}

fn own_root_key(file: &Path) -> anyhow::Result<String> {
    use std::io::Write as _;
    if let Some(folder) = file.parent() {
        private_folder(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut new) => {
            let text = RootKey::fresh_text();
            new.write_all(text.as_bytes())?;
            new.sync_all()?;
            tracing::warn!(file = %file.display(), "a root key was made; keep it apart from the database and its backups");
            Ok(text)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(std::fs::read_to_string(file)?),
        Err(error) => Err(error).with_context(|| format!("making {}", file.display())),
    }
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
        .layer(from_fn_with_state(app.clone(), frame::explain_errors))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Ready is: the database answers.
async fn ready(axum::extract::State(app): axum::extract::State<App>) -> crate::app::Result<&'static str> {
    app.db().ping().await?;
    Ok("ready")
}

/// A server at work: its pages, workers and ears.
pub struct Server {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    pub address: SocketAddr,
}

const WORKERS: usize = 2;

impl Server {
    /// Starts serving on a listener.
    pub async fn start(app: &App, listener: TcpListener) -> anyhow::Result<Self> {
        app.write(daily::begin).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let mut tasks = Vec::new();
        for _ in 0..WORKERS {
            tasks.push(tokio::spawn(jobs::work(app.clone(), stopping.clone())));
        }
        tasks.push(tokio::spawn(jobs::hear(app.clone(), stopping.clone())));
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
        Ok(Self { stop, tasks, address })
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
