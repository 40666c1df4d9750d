//! A letter from a community to someone.

use store::Id as _;

use super::queries::Community;
use crate::app::letterbox::{Body, Outgoing, Urgency};
use crate::app::{App, Result};
use crate::ui::Letter;

/// A letter in the name of a community, to be sent at once unless the caller gives it another urgency. `kind`
/// is `capability.kind`; `to` is a name and an address; a second letter with this `key` is not posted.
pub fn letter(
    app: &App,
    community: &Community,
    kind: &'static str,
    to: (&str, &str),
    key: String,
    letter: &Letter,
) -> Result<Outgoing> {
    let (name, email) = to;
    Ok(Outgoing {
        community: Some(community.id.uuid()),
        kind,
        from_name: community.name.clone(),
        to_name: name.to_owned(),
        to_email: email.to_owned(),
        urgency: Urgency::AtOnce,
        key,
        body: Body::of(app.words(), name, letter)?,
    })
}
