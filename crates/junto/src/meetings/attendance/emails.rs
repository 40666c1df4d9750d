//! The letters about attendance. They say that there is something, never what was noted or said.

use calendar::Zone;

use crate::accounts;
use crate::app::letterbox::{self, Outgoing, Urgency};
use crate::app::{App, Result, WriteTx};
use crate::community;
use crate::groups::{self, Chair, Group, SeatId};
use crate::meetings::clocks::{Addressee, addressees};
use crate::meetings::queries::Meeting;
use crate::ui::Letter;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// To whoever leads: somebody says that what was noted of them is not right.
    Objection,
    /// To whoever said so: it was looked at.
    Settled,
    /// To a member: the private word was had.
    Spoken,
    /// To a member: their seat goes on.
    Kept,
    /// To a member: their seat was ended.
    Ended,
}

impl News {
    fn name(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Settled => "settled",
            Self::Spoken => "spoken",
            Self::Kept => "kept",
            Self::Ended => "ended",
        }
    }
}

/// Tells those at the table of whom this is true. `of` is what it is about, so that nobody is told twice.
pub(super) async fn tell(
    tx: &WriteTx,
    app: &App,
    group: &Group,
    (news, page, of): (News, &str, &str),
    whom: impl Fn(&Chair) -> bool,
) -> Result<()> {
    for to in those(tx, group, whom).await? {
        let letter = letter(app, group, news, &group.path(page));
        let key = format!("attendance-{}:{of}:{}", news.name(), to.chair.seat.id);
        let urgency = Urgency::OutsideQuietHours { zone: to.clock.zone_at(tx.now()).clone() };
        post(tx, group, to.to(), (key, urgency, letter)).await?;
    }
    Ok(())
}

/// Tells somebody that their seat was ended. They are at the table no more.
pub(super) async fn goodbye(tx: &WriteTx, app: &App, group: &Group, seat: SeatId) -> Result<()> {
    let holders = groups::holders(tx.db(), group.community, &[seat]).await?;
    let ids: Vec<_> = holders.values().copied().collect();
    for member in community::members_by_id(tx.db(), group.community, &ids).await? {
        for to in accounts::addresses(tx.db(), &[member.person]).await? {
            let zone = Zone::named(&to.zone).unwrap_or_else(|_| Zone::utc());
            let letter = letter(app, group, News::Ended, "/today");
            let news = (format!("attendance-ended:{seat}"), Urgency::OutsideQuietHours { zone }, letter);
            post(tx, group, (&member.name, &to.email), news).await?;
        }
    }
    Ok(())
}

/// Asks whoever leads who was at a meeting that is over.
pub(super) async fn ask(tx: &WriteTx, app: &App, group: &Group, meeting: &Meeting) -> Result<()> {
    let words = app.words();
    for to in those(tx, group, Chair::leads).await? {
        let zone = to.clock.zone_at(tx.now()).clone();
        let day = to.clock.day(meeting.starts_at);
        let say = |key: &str| words.say(key).s("group", &group.name).s("day", &day).to_string();
        let letter = Letter {
            subject: say("attendance-letter-ask-subject"),
            before: vec![say("attendance-letter-ask")],
            button: say("attendance-letter-ask-button"),
            link: app.link(&group.path(&format!("/meetings/{}/attendance", meeting.id))),
            ..Letter::default()
        };
        let key = format!("attendance-ask:{}:{}", meeting.id, to.chair.seat.id);
        post(tx, group, to.to(), (key, Urgency::Routine { zone }, letter)).await?;
    }
    Ok(())
}

/// Everyone at the table of whom this is true, with where letters reach them.
pub(super) async fn those(
    tx: &WriteTx,
    group: &Group,
    whom: impl Fn(&Chair) -> bool,
) -> Result<Vec<Addressee>> {
    let mut table = groups::table(tx.db(), group).await?;
    table.retain(|chair| chair.is_seated() && whom(chair));
    addressees(tx.db(), group.community, table).await
}

pub(super) async fn post(
    tx: &WriteTx,
    group: &Group,
    to: (&str, &str),
    (key, urgency, letter): (String, Urgency, Letter),
) -> Result<()> {
    let community = community::by_id(tx.db(), group.community).await?;
    let letter = community::letter(&community, "meetings.attendance", to, key, letter);
    letterbox::post(tx, Outgoing { urgency, ..letter }).await?;
    Ok(())
}

fn letter(app: &App, group: &Group, news: News, page: &str) -> Letter {
    let say = |what: &str| {
        let key = format!("attendance-letter-{}{what}", news.name());
        app.words().say(&key).s("group", &group.name).to_string()
    };
    Letter {
        subject: say("-subject"),
        before: vec![say("")],
        button: say("-button"),
        link: app.link(page),
        ..Letter::default()
    }
}
