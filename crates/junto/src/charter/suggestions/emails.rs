//! The letter to whoever made a suggestion by name, once the group has answered it.

use super::entities::{SuggestionAnswer, SuggestionId};
use crate::accounts;
use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community;
use crate::groups::{self, Group, SeatId, reading_clock};
use crate::ui::Letter;

/// Tells the author, if they still sit at the table.
pub(super) async fn answered(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    (id, author): (SuggestionId, SeatId),
    answer: SuggestionAnswer,
) -> Result<()> {
    let table = groups::table(tx.db(), group).await?;
    let Some(chair) = table.iter().find(|chair| chair.seat.id == author) else { return Ok(()) };
    let Some(to) = accounts::addresses(tx.db(), &[chair.person]).await?.pop() else { return Ok(()) };
    let community = community::by_id(tx.db(), group.community).await?;
    let words = app.words();
    let text = words.say("suggestion-letter-text").s("group", &group.name).s("answer", answer);
    let letter = Letter {
        subject: words.say("suggestion-letter-subject").s("group", &group.name).to_string(),
        before: vec![text.to_string()],
        button: words.say("suggestion-letter-button").to_string(),
        link: app.link(&group.path("/suggestions")),
        ..Letter::default()
    };
    let key = format!("suggestion-answered:{id}");
    let letter =
        community::letter(&community, "charter.suggestion_answered", (&chair.name, &to.email), key, letter);
    let urgency = Urgency::Routine { zone: reading_clock(&to.zone, Some(chair)) };
    letterbox::post(tx, Outgoing { urgency, about: Some(About::Changes), ..letter }).await?;
    Ok(())
}
