//! Which machines may be asked: those of the public internet, unless the host allows its own network too.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::FetchError;

/// How far addresses may lead that members give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// To the public internet.
    #[default]
    Public,
    /// Also into the server's own network, and to the server itself.
    Private,
}

/// A name that leads nowhere public.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
pub(super) struct OutOfReach;

/// Resolves names to the addresses that may be asked. Whoever connects takes these and no others.
pub(super) struct Resolver(pub(super) Reach);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            // The port is filled in by whoever connects.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let is_known = !found.is_empty();
            let within: Vec<SocketAddr> =
                found.into_iter().filter(|found| reach == Reach::Private || is_public(found.ip())).collect();
            if is_known && within.is_empty() {
                return Err(OutOfReach.into());
            }
            let within: Addrs = Box::new(within.into_iter());
            Ok(within)
        })
    }
}

impl Reach {
    /// Whether an address shows by itself, before its name is asked for, that it leads into a network where this does
    /// not go.
    pub fn stops_before(self, address: &Url) -> bool {
        let is_own = match address.host() {
            Some(Host::Ipv4(ip)) => !is_public(ip.into()),
            Some(Host::Ipv6(ip)) => !is_public(ip.into()),
            Some(Host::Domain(name)) => !name.contains('.') || is_below(name, &OWN_NAMES),
            None => false,
        };
        self == Self::Public && is_own
    }
}

/// Endings of names that machines of one's own network bear (RFC 6761, RFC 6762, RFC 8375 and what ICANN keeps free).
const OWN_NAMES: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "localdomain"];
/// Endings of names that no public machine bears (RFC 6761, RFC 7686). Like the others they are not even asked for.
const NO_NAMES: [&str; 4] = ["invalid", "test", "example", "onion"];

/// Whether an address may be asked, as far as it shows before it is resolved.
pub(super) fn is_within(address: &Url, reach: Reach) -> Result<bool, FetchError> {
    if !matches!(address.scheme(), "https" | "http") {
        return Err(FetchError::NotWeb);
    }
    let host = address.host().ok_or(FetchError::NotWeb)?;
    Ok(reach == Reach::Private
        || match host {
            Host::Ipv4(ip) => is_public(ip.into()),
            Host::Ipv6(ip) => is_public(ip.into()),
            Host::Domain(name) => is_public_name(name),
        })
}

fn is_public_name(name: &str) -> bool {
    name.trim_end_matches('.').contains('.') && !is_below(name, &OWN_NAMES) && !is_below(name, &NO_NAMES)
}

fn is_below(name: &str, endings: &[&str]) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let has =
        |ending: &&str| name.strip_suffix(*ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    endings.iter().any(has)
}

/// Whether a machine of the public internet has this address. What is not known to be public is not.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match embedded(ip) {
            Some(ip) => is_public_v4(ip),
            None => is_public_v6(ip),
        },
    }
}

/// The IPv4 address in an IPv6 one that stands for it: mapped, or translated on the way (RFC 6052).
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let translated = u128::from_be_bytes([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let [.., a, b, c, d] = ip.octets();
    let is_translated = ip.to_bits() >> 32 == translated >> 32;
    ip.to_ipv4_mapped().or(is_translated.then_some(Ipv4Addr::new(a, b, c, d)))
}

/// The special blocks of IANA's registry, which std knows only in part.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation();
    // This network and what is reserved, what providers share, protocol assignments, relays, benchmarks.
    let is_kept = matches!(
        (a, b, c),
        (0 | 240..=255, ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18..=19, _)
    );
    !is_special && !is_kept
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Of all of IPv6 only 2000::/3 is given out.
    let is_given_out = a & 0xe000 == 0x2000;
    // Protocols, tunnels that carry an IPv4 address, documentation.
    let is_special = matches!((a, b), (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff));
    is_given_out && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_machines_of_the_public_internet_are_within_reach() {
        for public in [
            "8.8.8.8",
            "193.0.6.139",
            "2001:4860:4860::8888",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.9.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn an_address_is_looked_at_however_it_is_spelled() {
        let within = |address: &str| is_within(&Url::parse(address).unwrap(), Reach::Public);
        for public in
            ["https://calendar.example.org/mara.ics", "http://8.8.8.8/", "https://example.com:8443/a"]
        {
            assert_eq!(within(public), Ok(true), "{public}");
        }
        for private in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[fd00::1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer/",
            "http://nas.local/",
            "http://metadata.google.internal/",
            "http://x.invalid/",
        ] {
            assert_eq!(within(private), Ok(false), "{private}");
        }
        for elsewhere in
            ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/plain,hi"]
        {
            assert_eq!(within(elsewhere), Err(FetchError::NotWeb), "{elsewhere}");
        }
        assert_eq!(is_within(&Url::parse("http://127.0.0.1/").unwrap(), Reach::Private), Ok(true));
    }
}
