//! `junto operator add EMAIL --community NAME`: the first operator.

use clap::Subcommand;

use super::actions::{self, NewCommunity};
use super::entities::Door;
use super::queries;
use crate::accounts::{self, NewPerson};
use crate::app::{App, AppError, Result};

/// What the command line can do about operators.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Makes someone an operator, founding the community if it is new, and prints a sign-in link.
    Add {
        email: String,
        /// The community's name.
        #[arg(long)]
        community: String,
        /// The operator's name, if it is not known yet; members read it.
        #[arg(long)]
        name: Option<String>,
    },
}

/// Does it, and answers with the sign-in link.
pub async fn run(app: &App, command: OperatorCommand) -> Result<String> {
    let OperatorCommand::Add { email, community, name } = command;
    let email = peergroups::profile::Email::parse(&email).map_err(AppError::internal)?;
    let slug = slug(&community);
    if slug.is_empty() {
        return Err(AppError::Invalid("the community needs a name with letters or digits"));
    }
    app.write(async |tx| {
        let id = if let Some(known) = queries::by_slug(tx.db(), &slug).await? {
            known.id
        } else {
            let new = NewCommunity {
                slug: slug.clone(),
                name: community.clone(),
                ink: "verdigris".to_owned(),
                about: String::new(),
                for_whom: String::new(),
                how_to_join: String::new(),
                door: Door::Application,
            };
            actions::found(tx, new).await?
        };
        let name = name.clone().unwrap_or_else(|| email.likely_name());
        let wanted = NewPerson { email: email.key(), name, zone: "UTC".to_owned() };
        let people = accounts::people_for(tx, &[wanted]).await?;
        let (_, person) = people.first().ok_or(AppError::NotFound)?;
        actions::appoint(tx, id, *person).await?;
        let link = accounts::link(tx, *person, "/today", accounts::LINK_SECONDS, false).await?;
        Ok(app.link(&format!("/sign-in/{}", link.text())))
    })
    .await
}

/// `Long Table` as `long-table`.
fn slug(name: &str) -> String {
    let letters =
        name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    letters.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
