//! Fills the demo with the cast, through the same verbs that people use.

use std::ops::ControlFlow;

use peergroups::profile::Profile;

use crate::accounts::{self, NewPerson, PersonId};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community::{self, CommunityId, Door, NewCommunity};
use crate::roster;

const TEN_YEARS: i64 = 10 * 366 * 86_400;

/// Makes what is not there yet; answers with who can sign in and how.
pub(super) async fn set_up(app: &App) -> Result<Vec<(String, String)>> {
    if community::by_slug(app.db(), cast::LONG_TABLE.slug).await?.is_none() {
        for community in [&cast::LONG_TABLE, &cast::HARBOUR_FUND] {
            app.write(async |tx| found(tx, community).await).await?;
        }
    }
    sign_ins(app).await
}

async fn found(tx: &WriteTx, of: &cast::Community) -> Result<CommunityId> {
    let new = NewCommunity {
        slug: of.slug.to_owned(),
        name: of.name.to_owned(),
        ink: of.ink.to_owned(),
        about: of.purpose.to_owned(),
        for_whom: of.for_whom.to_owned(),
        how_to_join: of.how_to_join.to_owned(),
        door: Door::Application,
    };
    let community = community::found(tx, new).await?;
    let operator = person(tx, &of.operator).await?;
    community::appoint(tx, community, operator).await?;
    roster::enter(tx, community, &profiles(of.people)?).await?;
    Ok(community)
}

/// The cast as a roster file says it, read as every roster file is read.
fn profiles(people: &[cast::Person]) -> Result<Vec<Profile>> {
    let mut profiles = Vec::new();
    let file = cast::roster_csv(people);
    let read = roster::formats::read(file.as_bytes(), |_, row| {
        profiles.extend(row);
        ControlFlow::Continue(())
    });
    read.map_err(AppError::internal)?;
    Ok(profiles)
}

async fn person(tx: &WriteTx, of: &cast::Person) -> Result<PersonId> {
    let new =
        NewPerson { email: of.email.to_owned(), name: of.name.to_owned(), zone: of.time_zone.to_owned() };
    let known = accounts::people_for(tx, &[new]).await?;
    known.first().map(|(_, id)| *id).ok_or(AppError::NotFound)
}

/// Reusable links for one of each role. Each start makes new ones.
async fn sign_ins(app: &App) -> Result<Vec<(String, String)>> {
    let who =
        [(cast::agnes(), "demo-operator"), (cast::mara(), "demo-facilitator"), (cast::tove(), "demo-member")];
    app.write(async |tx| {
        let mut links = Vec::new();
        for (of, role) in who {
            let person = person(tx, of).await?;
            let link = accounts::link(tx, person, "/today", TEN_YEARS, true).await?;
            let role = app.words().say(role).s("name", of.name).to_string();
            links.push((role, app.link(&format!("/sign-in/{}", link.text()))));
        }
        Ok(links)
    })
    .await
}
