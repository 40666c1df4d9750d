//! The letters about a charter. They say what is asked, never what it says.

use super::queries::Version;
use crate::accounts::Address;
use crate::app::letterbox::{self, About, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community::{self, Community};
use crate::groups::{self, Chair, Group, SeatId, reading_clock};
use crate::ui::Letter;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    Begun,
    PutUp,
    Reopened,
    Withdrawn,
    InForce,
    /// Somebody took a seat, and there is a charter to sign.
    Newcomer,
    Review,
}

impl News {
    fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::PutUp => "put-up",
            Self::Reopened => "reopened",
            Self::Withdrawn => "withdrawn",
            Self::InForce => "in-force",
            Self::Newcomer => "newcomer",
            Self::Review => "review",
        }
    }

    fn page(self, version: &Version) -> String {
        match self {
            Self::Begun | Self::Reopened => "/charter/draft".to_owned(),
            Self::PutUp => version.path(),
            Self::Withdrawn | Self::InForce | Self::Newcomer | Self::Review => "/charter".to_owned(),
        }
    }
}

/// So long after a charter was put up those who have not signed are reminded.
const REMINDED_AFTER: i64 = 3 * 24 * 3600;

/// Tells everyone at the table of whom this is true.
pub(super) async fn tell(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    version: &Version,
    news: News,
    whom: impl Fn(&Chair) -> bool,
) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    for (chair, address) in seated(tx, group).await?.iter().filter(|(chair, _)| whom(chair)) {
        let key = format!("charter-{}:{}:{}:{}", news.name(), version.id, version.edition, chair.seat.id);
        let letter = letter(app, group, version, news);
        let urgency = Urgency::OutsideQuietHours { zone: reading_clock(&address.zone, Some(chair)) };
        post(tx, &community, (chair, address), (key, letter), (urgency, About::Changes)).await?;
    }
    Ok(())
}

/// Reminds whoever has not signed some days later.
pub(super) async fn remind(tx: &WriteTx, app: &App, group: &Group, version: &Version) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let moment = tx.now().plus_seconds(REMINDED_AFTER);
    for (chair, address) in &seated(tx, group).await? {
        let urgency = Urgency::From { moment, zone: reading_clock(&address.zone, Some(chair)) };
        let letter = Letter {
            subject: app.words().say("charter-letter-reminder-subject").s("group", &group.name).to_string(),
            before: vec![app.words().say("charter-letter-reminder").s("group", &group.name).to_string()],
            ..letter(app, group, version, News::PutUp)
        };
        let key = reminder_key(version, chair.seat.id);
        post(tx, &community, (chair, address), (key, letter), (urgency, About::Reminders)).await?;
    }
    Ok(())
}

fn reminder_key(version: &Version, seat: SeatId) -> String {
    format!("charter-reminder:{}:{}:{seat}", version.id, version.edition)
}

pub(super) async fn forget_reminder(tx: &WriteTx, version: &Version, seat: SeatId) -> Result<()> {
    letterbox::take_back(tx, &reminder_key(version, seat)).await
}

pub(super) async fn forget_reminders(tx: &WriteTx, group: &Group, version: &Version) -> Result<()> {
    for seat in groups::seats(tx.db(), &[group.id]).await? {
        forget_reminder(tx, version, seat.id).await?;
    }
    Ok(())
}

/// Everyone who takes part, with where letters reach them.
pub(super) async fn seated(tx: &WriteTx, group: &Group) -> Result<Vec<(Chair, Address)>> {
    let mut table = groups::table(tx.db(), group).await?;
    table.retain(|chair| chair.takes_part(tx.now()));
    groups::with_addresses(tx.db(), table).await
}

async fn post(
    tx: &WriteTx,
    community: &Community,
    (chair, address): (&Chair, &Address),
    (key, letter): (String, Letter),
    (urgency, about): (Urgency, About),
) -> Result<()> {
    let to = (chair.name.as_str(), address.email.as_str());
    let letter = community::letter(community, "charter.news", to, key, letter);
    letterbox::post(tx, Outgoing { urgency, about: Some(about), ..letter }).await?;
    Ok(())
}

fn letter(app: &App, group: &Group, version: &Version, news: News) -> Letter {
    let words = app.words();
    let say = |what: &str| {
        let key = format!("charter-letter-{}{what}", news.name());
        words.say(&key).s("group", &group.name).to_string()
    };
    Letter {
        subject: say("-subject"),
        before: vec![say("")],
        button: say("-button"),
        link: app.link(&group.path(&news.page(version))),
        ..Letter::default()
    }
}
