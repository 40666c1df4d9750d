//! `junto demo`: set up once, then served like any other server.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;

use super::actions;
use crate::app::App;
use crate::app::clock::Clock;
use crate::app::config::Config;
use crate::serve::boot;

/// What the command line can say to the demo.
#[derive(Debug, Args)]
pub struct DemoOptions {
    /// Where its files lie.
    #[arg(long, default_value = "junto-demo")]
    data: PathBuf,
    /// Start over.
    #[arg(long)]
    fresh: bool,
}

/// A demo that is ready to be served, and what to tell whoever started it.
pub struct Ready {
    pub app: App,
    pub listener: TcpListener,
    pub sign_ins: Vec<(String, String)>,
}

/// Sets the demo up where it is not yet, on loopback only.
pub async fn prepare(options: DemoOptions) -> anyhow::Result<Ready> {
    // Written last: a demo that was broken off while it was filled begins anew.
    let filled = options.data.join("filled");
    if options.data.join("junto.db").exists() && (options.fresh || !filled.exists()) {
        std::fs::remove_dir_all(&options.data)
            .with_context(|| format!("removing {}", options.data.display()))?;
    }
    let listener = listener().await?;
    let config = config(&options.data, listener.local_addr()?);
    let clock = Clock::movable(clock_file(&config).map_or(0, |file| passed(&file)));
    let app = boot(config, clock).await?;
    if !filled.exists() {
        actions::set_up(&app).await?;
        std::fs::write(&filled, "").with_context(|| format!("writing {}", filled.display()))?;
    }
    let sign_ins = actions::sign_ins(&app).await?;
    Ok(Ready { app, listener, sign_ins })
}

/// Where the demo remembers by how many seconds its clock was moved, so that no start turns time back.
pub(super) fn clock_file(config: &Config) -> Option<PathBuf> {
    config.is_demo.then(|| config.data_folder().join("clock"))
}

fn passed(file: &Path) -> i64 {
    std::fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// `JUNTO_LISTEN` if set, else 8080 or the next free port. Never anything but loopback: the demo's
/// sign-ins are no secrets.
async fn listener() -> anyhow::Result<TcpListener> {
    if let Ok(wanted) = std::env::var("JUNTO_LISTEN") {
        let address: SocketAddr = wanted.parse().context("JUNTO_LISTEN is an address and a port")?;
        anyhow::ensure!(address.ip().is_loopback(), "the demo listens on loopback only, not on {address}");
        return TcpListener::bind(address).await.with_context(|| format!("listening on {address}"));
    }
    for port in 8080..8180 {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    anyhow::bail!("no port from 8080 to 8179 is free; set JUNTO_LISTEN")
}

fn config(data: &Path, address: SocketAddr) -> Config {
    Config {
        database_url: format!("sqlite:{}", data.join("junto.db").display()),
        listen: address.to_string(),
        mail_dir: Some(data.join("mail")),
        mail_from: "long-table@example.org".to_owned(),
        is_demo: true,
        ..Config::default()
    }
}
