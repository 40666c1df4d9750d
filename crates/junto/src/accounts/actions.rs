//! Signing in and out, and the people there are.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use store::Id as _;

use super::entities::{PersonId, SessionId, SignInLinkId, person, session, sign_in_link};
use super::rights::Person;
use super::{emails, queries};
use crate::app::audit::{self, Act};
use crate::app::secrets::Token;
use crate::app::throttle::{self, Pace};
use crate::app::{App, AppError, Result, WriteTx, letterbox};

/// A sign-in link works for 15 minutes.
pub const LINK_SECONDS: i64 = 15 * 60;
/// A session ends after 90 days, however often it is used.
const SESSION_SECONDS: i64 = 90 * 24 * 3600;
const LINKS_PER_ADDRESS: Pace = Pace { limit: 5, seconds: 15 * 60 };
const LINKS_PER_HOST: Pace = Pace { limit: 40, seconds: 15 * 60 };
const DEVICE_LENGTH: usize = 120;

/// Sends a sign-in link to `email` if someone with that address is known.
///
/// The answer is the same whether or not: only the owner of the mailbox learns it. Too many requests for
/// one address are dropped in silence; too many from one host are refused.
pub async fn request_link(tx: &WriteTx, app: &App, email: &str, next: &str, host: &str) -> Result<()> {
    if let Some(seconds) = throttle::count(tx, "sign-in host", host, LINKS_PER_HOST).await? {
        return Err(AppError::TooMany { seconds });
    }
    let email = email.trim().to_lowercase();
    if throttle::count(tx, "sign-in address", &email, LINKS_PER_ADDRESS).await?.is_some() {
        return Ok(());
    }
    let Some(person) = queries::person_by_email(tx.db(), &email).await? else { return Ok(()) };
    let link = link(tx, person.id, next, LINK_SECONDS, false).await?;
    let letter = emails::sign_in(app, &person.name, &email, &link);
    letterbox::post(tx, letter).await?;
    Ok(())
}

/// A link for a person whom the command line or the demo vouches for.
pub async fn link(
    tx: &WriteTx,
    person: PersonId,
    next: &str,
    seconds: i64,
    is_reusable: bool,
) -> Result<Token> {
    let token = Token::fresh();
    let row = sign_in_link::ActiveModel {
        id: Set(SignInLinkId::at(tx.now())),
        hash: Set(token.hash()),
        person_id: Set(person),
        next: Set(own_path(next).to_owned()),
        created_at: Set(tx.now()),
        expires_at: Set(tx.now().plus_seconds(seconds)),
        is_reusable: Set(is_reusable),
        used_at: Set(None),
    };
    sign_in_link::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// Uses a link: it works once, and a new session begins in the same transaction.
///
/// `None` when the link has been used, has expired or never was.
pub async fn sign_in(tx: &WriteTx, link_hash: &[u8], device: &str) -> Result<Option<(Token, String)>> {
    let Some(link) = queries::open_link(tx.db(), link_hash, tx.now()).await? else { return Ok(None) };
    if !link.is_reusable {
        let used = sign_in_link::Entity::update_many()
            .col_expr(sign_in_link::Column::UsedAt, Expr::value(Some(tx.now())))
            .filter(sign_in_link::Column::Id.eq(link.id))
            .filter(sign_in_link::Column::UsedAt.is_null())
            .exec(tx.db())
            .await?;
        if used.rows_affected == 0 {
            return Ok(None);
        }
    }
    let token = Token::fresh();
    let id = SessionId::at(tx.now());
    let row = session::ActiveModel {
        id: Set(id),
        hash: Set(token.hash()),
        person_id: Set(link.person_id),
        device: Set(device.chars().take(DEVICE_LENGTH).collect()),
        created_at: Set(tx.now()),
        seen_at: Set(tx.now()),
        ends_at: Set(tx.now().plus_seconds(SESSION_SECONDS)),
    };
    session::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let object = id.to_string();
    let actor = Some(link.person_id.uuid());
    audit::record(tx, Act { community: None, actor, verb: "accounts.sign_in", object: &object }).await?;
    Ok(Some((token, link.next)))
}

/// Ends one of the person's own sessions, on every node at once.
pub async fn end_session(tx: &WriteTx, person: &Person, session: SessionId) -> Result<()> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Id.eq(session))
        .filter(session::Column::PersonId.eq(person.id()))
        .exec(tx.db())
        .await?;
    if ended.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    let object = session.to_string();
    let actor = Some(person.id().uuid());
    audit::record(tx, Act { community: None, actor, verb: "accounts.end_session", object: &object }).await
}

/// Records that a session is in use.
pub(super) async fn see(tx: &WriteTx, id: SessionId) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(tx.now()))
        .filter(session::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Forgets links and sessions that ended before today.
pub(super) async fn sweep(tx: &WriteTx) -> Result<()> {
    let now = tx.now();
    sign_in_link::Entity::delete_many().filter(sign_in_link::Column::ExpiresAt.lt(now)).exec(tx.db()).await?;
    let idle = now.plus_seconds(-queries::IDLE_SECONDS);
    let ended = Condition::any().add(session::Column::EndsAt.lt(now)).add(session::Column::SeenAt.lt(idle));
    session::Entity::delete_many().filter(ended).exec(tx.db()).await?;
    Ok(())
}

/// Changes the person's own name and zone.
pub async fn describe(tx: &WriteTx, who: &Person, name: &str, zone: &str) -> Result<()> {
    let row = person::ActiveModel {
        id: Set(who.id()),
        name: Set(name.to_owned()),
        time_zone: Set(zone.to_owned()),
        ..Default::default()
    };
    person::Entity::update(row).exec(tx.db()).await?;
    Ok(())
}

/// Someone to be known from now on.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub email: String,
    pub name: String,
    pub zone: String,
}

/// The ids of these people by address in lower case, adding whoever is not yet known. Nobody who is
/// known is changed.
pub async fn people_for(tx: &WriteTx, wanted: &[NewPerson]) -> Result<Vec<(String, PersonId)>> {
    let emails: BTreeSet<String> = wanted.iter().map(|new| new.email.to_lowercase()).collect();
    let mut known = queries::ids_by_email(tx.db(), &emails).await?;
    let mut missing = emails.clone();
    for (email, _) in &known {
        missing.remove(email);
    }
    let new: Vec<(String, PersonId, &NewPerson)> = wanted
        .iter()
        .filter_map(|new| Some((missing.take(&new.email.to_lowercase())?, PersonId::at(tx.now()), new)))
        .collect();
    if new.is_empty() {
        return Ok(known);
    }
    let rows = new.iter().map(|(email, id, new)| person::ActiveModel {
        id: Set(*id),
        email: Set(email.clone()),
        name: Set(new.name.clone()),
        time_zone: Set(new.zone.clone()),
        created_at: Set(tx.now()),
    });
    let once = OnConflict::column(person::Column::Email).do_nothing().to_owned();
    let added = person::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.db()).await?;
    if usize::try_from(added).is_ok_and(|added| added == new.len()) {
        known.extend(new.into_iter().map(|(email, id, _)| (email, id)));
        Ok(known)
    } else {
        // Another transaction was faster with some of them; theirs are the ids.
        queries::ids_by_email(tx.db(), &emails).await
    }
}

/// A path on this server, or Today for anything else.
pub fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if is_own { next } else { "/today" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_to_another_server() {
        for next in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "evil",
            "",
            "/a\r\nb",
            "javascript:0",
        ] {
            assert_eq!(own_path(next), "/today", "{next}");
        }
        assert_eq!(own_path("/groups/7"), "/groups/7");
    }
}
