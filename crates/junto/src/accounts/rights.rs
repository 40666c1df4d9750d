//! `Person`: the right of someone who is signed in. Minted here alone, from the session of the request.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::Method;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use store::Id as _;

use super::entities::{PersonId, SessionId};
use super::{actions, queries};
use crate::app::forms::{cookie, session_cookie};
use crate::app::{App, AppError, Result, secrets};
use crate::frame::Reader;

/// A person who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    id: PersonId,
    name: String,
    email: String,
    zone: String,
    session: SessionId,
}

impl Person {
    pub fn id(&self) -> PersonId {
        self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn email(&self) -> &str {
        &self.email
    }

    /// The IANA name of the zone whose clock this person reads.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// For the frame of a page.
    pub fn reader(&self) -> Reader {
        Reader { id: self.id.uuid(), name: self.name.clone() }
    }

    /// The session of this request.
    pub fn session(&self) -> SessionId {
        self.session
    }
}

/// Ten minutes: a session's last use is recorded no finer than this.
const SEEN_SECONDS: i64 = 600;

async fn signed_in(parts: &Parts, app: &App) -> Result<Option<Person>> {
    let Some(secret) = cookie(&parts.headers, session_cookie(app)) else { return Ok(None) };
    let now = app.clock().now();
    let Some((session, person)) = queries::living_session(app.db(), &secrets::hash(secret), now).await?
    else {
        return Ok(None);
    };
    if now.seconds_since(session.seen_at) > SEEN_SECONDS {
        app.write(async |tx| actions::see(tx, session.id).await).await?;
    }
    Ok(Some(Person {
        id: person.id,
        name: person.name,
        email: person.email,
        zone: person.time_zone,
        session: session.id,
    }))
}

impl FromRequestParts<App> for Person {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if let Some(person) = parts.extensions.get::<Self>() {
            return Ok(person.clone());
        }
        let here = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
        let next = here.map_or("/today", PathAndQuery::as_str).to_owned();
        let person = signed_in(parts, app).await?.ok_or(AppError::SignIn { next })?;
        parts.extensions.insert(person.clone());
        Ok(person)
    }
}

impl OptionalFromRequestParts<App> for Person {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>> {
        signed_in(parts, app).await
    }
}
