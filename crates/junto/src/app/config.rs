//! Settings: `junto.toml`, then the environment. What cannot work is said at the start, with what to do.

use std::collections::BTreeMap;
use std::path::PathBuf;

use axum_client_ip::ClientIpSource;
use figment::providers::{Env, Format as _, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use serde::{Deserialize, Serialize};
use url::Url;

use super::fetch::Reach;

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
    /// A folder of time zone rules (TZif files), used where they are newer than those compiled in.
    pub zoneinfo_dir: Option<PathBuf>,
    /// The link to a group's video meetings; `{room}` becomes a name that cannot be guessed.
    pub video_link: String,
    /// The mailbox whose mail, with all its plus-parts, comes in here.
    pub mail_in_address: Option<String>,
    /// A maildir into which a mail server puts it.
    pub mail_in_dir: Option<PathBuf>,
    /// The secret with which a mail server hands it to `POST /mail/in`.
    pub mail_in_secret: Option<String>,
    /// The name under which the receiving server writes Authentication-Results.
    pub mail_in_server: Option<String>,
    /// How far the addresses of calendars may lead that members give.
    pub calendars: Reach,
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
            zoneinfo_dir: None,
            video_link: "https://meet.jit.si/{room}".to_owned(),
            mail_in_address: None,
            mail_in_dir: None,
            mail_in_secret: None,
            mail_in_server: None,
            calendars: Reach::Public,
            is_demo: false,
        }
    }
}

/// A setting that cannot work, and what to do. No value is repeated that may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(transparent)]
    Unreadable(#[from] Box<figment::Error>),
    #[error(
        "{setting} must be sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE; no other database is known"
    )]
    Database { setting: &'static str },
    #[error(
        "with PostgreSQL, set JUNTO_KEYRING_URL to a second database, so that every node has the same keyring"
    )]
    NoKeyring,
    #[error(
        "JUNTO_KEYRING_URL names the same database as JUNTO_DATABASE_URL; keys lie apart from what they open"
    )]
    KeyringInside,
    #[error("JUNTO_LISTEN is {0:?}; it must be an address and a port, such as 127.0.0.1:8080")]
    Listen(String),
    #[error(
        "JUNTO_PUBLIC_URL is {0:?}; it must be where browsers reach this server, scheme and host without a path, \
         such as https://junto.example.org"
    )]
    PublicUrl(String),
    #[error(
        "JUNTO_SOURCE_URL is {0:?}; it must begin with https:// or http://, because every page links to it"
    )]
    SourceUrl(String),
    #[error("JUNTO_SMTP_URL must be smtp://HOST:PORT or smtps://USER:PASSWORD@HOST")]
    SmtpUrl,
    #[error(
        "JUNTO_MAIL_FROM is {0:?}; it must be the address alone from which letters come, such as junto@example.org"
    )]
    MailFrom(String),
    #[error(
        "JUNTO_VIDEO_LINK is {0:?}; it must begin with https:// or http://, and {{room}} stands where the name of the \
         room goes, such as https://meet.jit.si/{{room}}"
    )]
    VideoLink(String),
    #[error(
        "JUNTO_MAIL_IN_ADDRESS is {0:?}; it must be one address whose part before the @ has no plus and at most 20 \
         characters, such as junto@groups.example.org"
    )]
    MailInAddress(String),
    #[error(
        "JUNTO_MAIL_IN_DIR and JUNTO_MAIL_IN_SECRET bring in mail only once JUNTO_MAIL_IN_ADDRESS says whose"
    )]
    NoMailInAddress,
    #[error("JUNTO_MAIL_IN_SECRET must have at least 24 characters")]
    MailInSecret,
}

/// Parts of the mailbox are longer by what stands after the plus, and 64 characters are all there are.
const MAILBOX_LONGEST: usize = 20;
const SECRET_SHORTEST: usize = 24;

/// The environment as it is written: a port or a root key of digits stays text.
struct Written(Env);

impl Provider for Written {
    fn metadata(&self) -> Metadata {
        self.0.metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let named = self.0.iter().map(|(name, value)| (name.as_str().to_owned(), Value::from(value)));
        Ok(Profile::Default.collect(named.collect()))
    }
}

/// What begins with `JUNTO_` and is read elsewhere: by the log, and by tests.
const READ_ELSEWHERE: [&str; 3] = ["log", "test_postgres_url", "drill_kills"];

impl Config {
    /// Reads `junto.toml` where there is one, then `JUNTO_…`, and warns of what is no setting.
    pub fn read() -> Result<Self, ConfigError> {
        let given = Figment::from(Toml::file("junto.toml")).merge(Written(Env::prefixed("JUNTO_")));
        let config: Self =
            Figment::from(Serialized::defaults(Self::default())).merge(&given).extract().map_err(Box::new)?;
        let names: BTreeMap<String, Value> = given.extract().map_err(Box::new)?;
        for (unknown, nearest) in unknown_among(names.keys().map(String::as_str)) {
            tracing::warn!(
                "JUNTO_{} is no setting and changes nothing; did you mean JUNTO_{}?",
                unknown.to_uppercase(),
                nearest.to_uppercase()
            );
        }
        config.check()?;
        Ok(config)
    }

    /// Refuses what cannot work, before anything is opened or made.
    pub fn check(&self) -> Result<(), ConfigError> {
        let is_database = |url: &str| match Self::sqlite_path(url) {
            Some(path) => !path.as_os_str().is_empty(),
            // A socket of this machine has no host.
            None => Url::parse(url).is_ok_and(|url| ["postgres", "postgresql"].contains(&url.scheme())),
        };
        if !is_database(&self.database_url) {
            return Err(ConfigError::Database { setting: "JUNTO_DATABASE_URL" });
        }
        match &self.keyring_url {
            Some(url) if !is_database(url) => {
                return Err(ConfigError::Database { setting: "JUNTO_KEYRING_URL" });
            }
            Some(url) if *url == self.database_url => return Err(ConfigError::KeyringInside),
            None if Self::sqlite_path(&self.database_url).is_none() => return Err(ConfigError::NoKeyring),
            _ => {}
        }
        let listen = self.listen.rsplit_once(':');
        if listen.is_none_or(|(host, port)| host.is_empty() || port.parse::<u16>().is_err()) {
            return Err(ConfigError::Listen(self.listen.clone()));
        }
        self.check_addresses()
    }

    fn check_addresses(&self) -> Result<(), ConfigError> {
        // Browsers say whence a form comes in exactly this spelling.
        let is_origin = |text: &str| {
            let url = with_host(text, &["https", "http"]);
            url.is_some_and(|url| url.origin().ascii_serialization() == text.trim_end_matches('/'))
        };
        if let Some(url) = self.public_url.as_ref().filter(|url| !is_origin(url)) {
            return Err(ConfigError::PublicUrl(url.clone()));
        }
        if with_host(&self.source_url, &["https", "http"]).is_none() {
            return Err(ConfigError::SourceUrl(self.source_url.clone()));
        }
        if self.smtp_url.as_ref().is_some_and(|url| with_host(url, &["smtp", "smtps"]).is_none()) {
            return Err(ConfigError::SmtpUrl);
        }
        if address_parts(&self.mail_from).is_none() {
            return Err(ConfigError::MailFrom(self.mail_from.clone()));
        }
        if with_host(&self.video_link.replace("{room}", "room"), &["https", "http"]).is_none() {
            return Err(ConfigError::VideoLink(self.video_link.clone()));
        }
        self.check_mail_in()
    }

    fn check_mail_in(&self) -> Result<(), ConfigError> {
        let Some(address) = &self.mail_in_address else {
            let is_set = self.mail_in_dir.is_some() || self.mail_in_secret.is_some();
            return if is_set { Err(ConfigError::NoMailInAddress) } else { Ok(()) };
        };
        let is_mailbox = |local: &str| local.len() <= MAILBOX_LONGEST && !local.contains('+');
        if address_parts(address).is_none_or(|(local, _)| !is_mailbox(local)) {
            return Err(ConfigError::MailInAddress(address.clone()));
        }
        if self.mail_in_secret.as_ref().is_some_and(|secret| secret.len() < SECRET_SHORTEST) {
            return Err(ConfigError::MailInSecret);
        }
        Ok(())
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

/// What stands before and after the `@` of an address alone.
fn address_parts(text: &str) -> Option<(&str, &str)> {
    let is_plain = |part: &str| !part.is_empty() && !part.contains(['@', '<', '>', ' ']);
    text.split_once('@').filter(|(local, domain)| is_plain(local) && is_plain(domain))
}

/// This text as a URL with a host and one of these schemes.
fn with_host(text: &str, schemes: &[&str]) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (url.has_host() && schemes.contains(&url.scheme())).then_some(url)
}

/// Which of these names are no settings, each with the setting whose name is nearest.
fn unknown_among<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let known = serde_json::to_value(Config::default()).unwrap_or_default();
    let known: Vec<&String> = known.as_object().into_iter().flat_map(|fields| fields.keys()).collect();
    let is_unknown = |name: &&str| known.iter().all(|known| known != name) && !READ_ELSEWHERE.contains(name);
    let nearest = |name: &str| {
        let distance = |known: &&&String| strsim::damerau_levenshtein(known, name);
        known.iter().min_by_key(distance).map_or_else(String::new, ToString::to_string)
    };
    names.filter(is_unknown).map(|name| (name.to_owned(), nearest(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fine(change: impl FnOnce(&mut Config)) -> bool {
        let mut config = Config::default();
        change(&mut config);
        config.check().is_ok()
    }

    #[test]
    fn a_host_may_say_what_works_and_nothing_else() {
        assert!(is_fine(|_| ()));
        for (url, expected) in [
            ("https://junto.example.org", true),
            ("https://junto.example.org/", true),
            ("http://127.0.0.1:8080", true),
            ("https://Junto.example.org", false),
            ("https://junto.example.org/peers", false),
            ("https://ana:secret@junto.example.org", false),
            ("junto.example.org", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(is_fine(|config| config.public_url = Some(url.to_owned())), expected, "{url}");
        }
        for (listen, expected) in
            [("localhost:8080", true), ("[::1]:0", true), (":8080", false), ("0.0.0.0", false)]
        {
            assert_eq!(is_fine(|config| config.listen = listen.to_owned()), expected, "{listen}");
        }
        for (from, expected) in [("junto@intranet", true), ("Junto <j@x.org>", false), ("junto", false)] {
            assert_eq!(is_fine(|config| config.mail_from = from.to_owned()), expected, "{from}");
        }
    }

    #[test]
    fn mail_comes_in_once_it_is_said_for_which_mailbox() {
        let with = |address: &str, secret: &str| {
            is_fine(|config| {
                config.mail_in_address = Some(address.to_owned()).filter(|text| !text.is_empty());
                config.mail_in_secret = Some(secret.to_owned()).filter(|text| !text.is_empty());
            })
        };
        let secret = "s".repeat(24);
        for (address, expected) in [
            ("junto@groups.example.org", true),
            ("junto+x@groups.example.org", false),
            ("the-mailbox-of-long-table@example.org", false),
            ("junto", false),
            ("", false),
        ] {
            assert_eq!(with(address, &secret), expected, "{address}");
        }
        assert!(with("junto@example.org", "") && !with("junto@example.org", "short"));
        assert!(!is_fine(|config| config.mail_in_dir = Some("mail".into())));
    }

    #[test]
    fn a_keyring_lies_in_a_database_of_its_own() {
        let postgres = "postgres://junto@localhost/junto";
        for (keyring, expected) in [
            (None, false),
            (Some(postgres), false),
            (Some("postgres://junto@localhost/keys"), true),
            (Some("postgres:///keys?host=/run/postgresql"), true),
            (Some("mysql://localhost/keys"), false),
        ] {
            let both = |config: &mut Config| {
                config.database_url = postgres.to_owned();
                config.keyring_url = keyring.map(str::to_owned);
            };
            assert_eq!(is_fine(both), expected, "{keyring:?}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_what_others_read() {
        let found = unknown_among(["database_url", "log", "public_ulr", "smtp"].into_iter());
        let named = |unknown: &str, nearest: &str| (unknown.to_owned(), nearest.to_owned());
        assert_eq!(found, [named("public_ulr", "public_url"), named("smtp", "smtp_url")]);
    }
}
