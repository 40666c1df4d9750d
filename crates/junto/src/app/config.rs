//! Settings: `junto.toml`, then the environment.

use std::path::PathBuf;

use axum_client_ip::ClientIpSource;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// What a host may set, as `JUNTO_…` or in `junto.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: String,
    /// The keyring's own store; beside an SQLite database when not set.
    pub keyring_url: Option<String>,
    /// Address and port to listen on.
    pub listen: String,
    /// How people reach this server, for links in mail.
    pub public_url: Option<String>,
    /// A file that holds the root key; made beside the keyring when neither this nor `root_key` is set.
    pub root_key_file: Option<PathBuf>,
    /// The root key itself, from a secret store.
    pub root_key: Option<String>,
    /// Which header the proxy in front writes a visitor's address into, and no visitor can.
    pub client_ip: ClientIpSource,
    /// Where everyone who uses this server finds the source of the program that runs it.
    pub source_url: String,
    pub smtp_url: Option<String>,
    /// Writes letters as `.eml` files here instead of sending them.
    pub mail_dir: Option<PathBuf>,
    pub mail_from: String,
    #[serde(skip)]
    pub is_demo: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite:junto-data/junto.db".to_owned(),
            keyring_url: None,
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            root_key_file: None,
            root_key: None,
            client_ip: ClientIpSource::ConnectInfo,
            source_url: env!("CARGO_PKG_REPOSITORY").to_owned(),
            smtp_url: None,
            mail_dir: None,
            mail_from: "junto@localhost.localdomain".to_owned(),
            is_demo: false,
        }
    }
}

impl Config {
    /// Reads `junto.toml` where there is one, then `JUNTO_…`.
    pub fn read() -> Result<Self, Box<figment::Error>> {
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file("junto.toml"))
            .merge(Env::prefixed("JUNTO_"))
            .extract()
            .map_err(Box::new)
    }

    /// The file of an SQLite URL.
    pub fn sqlite_path(url: &str) -> Option<PathBuf> {
        let path = url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }

    /// Where this server's own files lie: beside the SQLite database, else `junto-data`.
    pub fn data_folder(&self) -> PathBuf {
        let beside = Self::sqlite_path(&self.database_url).and_then(|path| path.parent().map(PathBuf::from));
        beside.unwrap_or_else(|| PathBuf::from("junto-data"))
    }

    pub fn keyring_url(&self) -> String {
        let beside = || format!("sqlite:{}", self.data_folder().join("keyring.db").display());
        self.keyring_url.clone().unwrap_or_else(beside)
    }

    /// Scheme, host and port as people see them, without a slash at the end.
    pub fn public_url(&self) -> String {
        let listening = || format!("http://{}", self.listen);
        let url = self.public_url.clone().unwrap_or_else(listening);
        url.trim_end_matches('/').to_owned()
    }
}
