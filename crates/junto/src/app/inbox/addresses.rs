//! The addresses at which mail comes in: one mailbox, `junto@groups.example.org`, and its plus-parts,
//! `junto+meetings.TOKEN@groups.example.org`.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::app::config::Config;

/// Mail servers may lower the case of an address, and cut one that is longer than 64 before the `@`.
const TOKEN_LONGEST: usize = 32;

/// For whom a message is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Destination {
    /// A part of the mailbox.
    Part { prefix: String, token: String },
    /// The mailbox as such, or a part of it that is none of ours.
    Whole,
    /// It came, and names no address of ours.
    Elsewhere,
}

impl App {
    /// The address whose mail goes to the owner of this prefix with this token; `None` where no mail comes in, or for
    /// a token that an address cannot hold: at most 32 letters and digits, of which capitals do not arrive as such.
    pub fn address_for(&self, prefix: &str, token: &str) -> Option<String> {
        let (mailbox, host) = self.config().mail_in_address.as_ref()?.split_once('@')?;
        let is_token = (1..=TOKEN_LONGEST).contains(&token.len())
            && token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        is_token.then(|| format!("{mailbox}+{prefix}.{token}@{host}"))
    }
}

/// What an address of ours stands for; `None` for any other.
pub(super) fn destination(config: &Config, address: &str) -> Option<Destination> {
    let (mailbox, host) = config.mail_in_address.as_ref()?.split_once('@')?;
    let (local, at) = address.rsplit_once('@')?;
    if !at.eq_ignore_ascii_case(host) {
        return None;
    }
    let local = local.to_lowercase();
    let (whole, part) =
        local.split_once('+').map_or((local.as_str(), None), |(whole, part)| (whole, Some(part)));
    let named = part.and_then(|part| part.split_once('.'));
    (whole == mailbox.to_lowercase()).then(|| match named {
        Some((prefix, token)) => Destination::Part { prefix: prefix.to_owned(), token: token.to_owned() },
        None => Destination::Whole,
    })
}
