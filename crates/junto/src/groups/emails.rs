//! The letter to whoever is to lead a group.

use super::queries::{Chair, Group};
use crate::accounts;
use crate::app::{App, Result, WriteTx, letterbox};
use crate::community;
use crate::ui::Letter;

/// Tells someone that they are to run the meetings of their group.
pub(super) async fn tell_facilitator(tx: &WriteTx, app: &App, group: &Group, chair: &Chair) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let words = app.words();
    let letter = Letter {
        subject: words.say("facilitator-letter-subject").s("group", &group.name).to_string(),
        before: vec![words.say("facilitator-letter-text").s("group", &group.name).to_string()],
        button: words.say("facilitator-letter-button").to_string(),
        link: app.link(&group.path("")),
        ..Letter::default()
    };
    for to in accounts::addresses(tx.db(), &[chair.person]).await? {
        let key = format!("facilitator:{}:{}", chair.seat.id, tx.now());
        let to = (chair.name.as_str(), to.email.as_str());
        letterbox::post(tx, community::letter(&community, "groups.facilitator", to, key, letter.clone()))
            .await?;
    }
    Ok(())
}
