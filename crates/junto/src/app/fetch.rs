//! Fetching what lies at an address that a stranger gave us, without becoming their hand inside our own network.
//!
//! Every address that a name leads to is looked at after it was resolved, and connected to as it was looked at, so that
//! a name cannot lead somewhere else a moment later. Redirects are followed by hand, each looked at like the first.
//! Nothing here logs an address: it may be a secret.

mod reach;
#[cfg(test)]
mod tests;

use std::error::Error as _;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use reqwest::{Client, Response, StatusCode, redirect};
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use self::reach::{OutOfReach, Resolver, is_within};

pub use self::reach::Reach;

/// What a server says by which it knows its content again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub etag: Option<String>,
    pub modified: Option<String>,
}

/// What lies at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The same as when it was last fetched.
    Same,
    Whole {
        content: Vec<u8>,
        marks: Marks,
    },
}

/// Why nothing was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("the address is not on the web")]
    NotWeb,
    #[error("the address leads into a private network")]
    OutOfReach,
    #[error("nobody answers there")]
    Unreachable,
    #[error("the answer took too long")]
    TooSlow,
    #[error("it sends on and on")]
    TooManyRedirects,
    #[error("there is more than was asked for")]
    TooLarge,
    #[error("the answer was {0}")]
    Status(u16),
}

const REDIRECTS: usize = 5;
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_secs(30);
/// A mark longer than this is not worth keeping.
const MARK_LONGEST: usize = 300;

/// Fetches what lies at `address`, at most so many bytes of it, unless the server knows it by these marks.
pub async fn fetch(address: &Url, known: &Marks, bytes: usize, reach: Reach) -> Result<Fetched, FetchError> {
    let fetching = async {
        let client = client(reach)?;
        let response = follow(&client, address, known, reach).await?;
        match response.status() {
            StatusCode::NOT_MODIFIED => Ok(Fetched::Same),
            status if status.is_success() => {
                let marks = Marks::in_headers(response.headers());
                Ok(Fetched::Whole { content: content(response, bytes).await?, marks })
            }
            status => Err(FetchError::Status(status.as_u16())),
        }
    };
    tokio::time::timeout(PATIENCE, fetching).await.unwrap_or(Err(FetchError::TooSlow))
}

/// A client that follows nothing by itself and goes through no proxy.
fn client(reach: Reach) -> Result<Client, FetchError> {
    static TLS: LazyLock<Option<ClientConfig>> = LazyLock::new(|| {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions =
            ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
        Some(versions.with_root_certificates(roots).with_no_client_auth())
    });
    let tls = TLS.clone().ok_or(FetchError::Unreachable)?;
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("Junto/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .pool_max_idle_per_host(0)
        .connect_timeout(CONNECT_PATIENCE)
        .read_timeout(CONNECT_PATIENCE)
        .dns_resolver(Resolver(reach));
    client.build().map_err(|_| FetchError::Unreachable)
}

/// The answer at the end of all redirects.
async fn follow(client: &Client, first: &Url, known: &Marks, reach: Reach) -> Result<Response, FetchError> {
    let mut address = first.clone();
    for _ in 0..=REDIRECTS {
        if !is_within(&address, reach)? {
            return Err(FetchError::OutOfReach);
        }
        let mut request = client.get(address.clone()).header(ACCEPT, "text/calendar, */*;q=0.5");
        for (name, mark) in [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.modified)] {
            if let Some(mark) = mark {
                request = request.header(name, mark);
            }
        }
        let response = request.send().await.map_err(|error| explained(&error))?;
        let next = response.headers().get(LOCATION).filter(|_| response.status().is_redirection());
        let Some(next) = next.filter(|_| response.status() != StatusCode::NOT_MODIFIED) else {
            return Ok(response);
        };
        let next = next.to_str().ok().and_then(|next| address.join(next).ok());
        address = next.ok_or(FetchError::NotWeb)?;
    }
    Err(FetchError::TooManyRedirects)
}

/// The body, given up as soon as it is too long.
async fn content(mut response: Response, bytes: usize) -> Result<Vec<u8>, FetchError> {
    let is_too_long = |length: usize| length > bytes;
    let told = response.content_length().and_then(|length| usize::try_from(length).ok());
    if told.is_some_and(is_too_long) {
        return Err(FetchError::TooLarge);
    }
    let mut content = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| explained(&error))? {
        if is_too_long(content.len() + chunk.len()) {
            return Err(FetchError::TooLarge);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}

fn explained(error: &reqwest::Error) -> FetchError {
    if error.is_timeout() {
        return FetchError::TooSlow;
    }
    let mut cause = error.source();
    while let Some(found) = cause {
        if found.is::<OutOfReach>() {
            return FetchError::OutOfReach;
        }
        cause = found.source();
    }
    FetchError::Unreachable
}

impl Marks {
    fn in_headers(headers: &HeaderMap) -> Self {
        let mark = |name: HeaderName| {
            let mark = headers.get(name).and_then(|value| value.to_str().ok());
            mark.filter(|mark| mark.len() <= MARK_LONGEST).map(str::to_owned)
        };
        Self { etag: mark(ETAG), modified: mark(LAST_MODIFIED) }
    }
}
