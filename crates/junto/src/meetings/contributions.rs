//! What meetings put on pages of others: the next one and what is asked, on Today and on the group's home.

use askama::Template;
use calendar::Zone;
use store::Moment;

use super::clocks::{hours, reading_clock};
use super::dates::{Join, join};
use super::entities::Said;
use super::hour;
use super::poll;
use super::queries::{self, Meeting, Series};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
use crate::frame;
use crate::groups::{self, Group, GroupId, Panel, Seat, SeatId, SeatRow};
use crate::ui::{Crest, Words};

/// So long before a meeting its card asks whoever has not answered.
const ASKS_SECONDS: i64 = 14 * 24 * 3600;
/// So long before a meeting it is the first thing on Today.
const SOON_SECONDS: i64 = 24 * 3600;

/// The next meeting of a group as a card or a panel shows it.
struct Next {
    group: Group,
    day: String,
    hours: String,
    datetime: String,
    city: String,
    join: Option<Join>,
    own: Option<Said>,
    /// The page of the meeting.
    address: String,
    begins: Moment,
}

impl Next {
    fn of(
        group: Group,
        (series, meeting): (&Series, &Meeting),
        place: Option<&queries::Place>,
        own: Option<Said>,
        (clock, now): (&Zone, Moment),
    ) -> Self {
        Self {
            day: clock.local_at(meeting.starts_at.0).strftime("%A %-d %B").to_string(),
            hours: hours(clock, meeting.starts_at, meeting.ends_at),
            datetime: meeting.starts_at.0.strftime("%Y-%m-%dT%H:%MZ").to_string(),
            city: clock.city(),
            join: join(meeting, series.record.link.as_deref(), place, now),
            own,
            address: group.path(&format!("/meetings/{}", meeting.id)),
            begins: meeting.starts_at,
            group,
        }
    }

    fn said(&self, words: &Words) -> String {
        let said = self.own.map(|said| format!("card-meeting-said-{}", said.name()));
        said.map_or_else(String::new, |key| words.say(&key).to_string())
    }
}

#[derive(Template)]
#[template(path = "meetings/card.html")]
struct NextCard<'a> {
    words: &'a Words,
    next: Next,
    crest: Crest,
    asks: bool,
}

#[derive(Template)]
#[template(path = "meetings/poll_card.html")]
struct PollCard {
    crest: Crest,
    line: String,
    address: String,
    link: String,
}

#[derive(Template)]
#[template(path = "meetings/panel.html")]
struct MeetingsPanel<'a> {
    words: &'a Words,
    group: &'a Group,
    next: Option<Next>,
    leads: bool,
}

pub(super) async fn cards(app: &App, person: &Person) -> Result<Vec<Card>> {
    let (words, now) = (app.words(), app.clock().now());
    let mut cards = hour::cards(app, person).await?;
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(app.db(), member.community().id, member.id()).await?;
        let seated: Vec<(SeatRow, Group)> =
            seats.into_iter().filter(|(seat, _)| seat.takes_part(now)).collect();
        let ids: Vec<GroupId> = seated.iter().map(|(_, group)| group.id).collect();
        let coming = queries::meetings_after(app.db(), &ids, now).await?;
        let polls = poll::open_polls(app.db(), &ids).await?;
        for (seat, group) in seated {
            let clock = own_clock(app, person, &group, seat.id).await?;
            let next = coming.iter().find(|meeting| meeting.group == group.id && !meeting.is_off());
            if let Some(meeting) = next {
                cards.extend(next_card(app, &group, meeting, seat.id, &clock).await?);
            }
            let own: Vec<_> = polls.iter().filter(|poll| poll.group == group.id).cloned().collect();
            let unanswered = poll::unanswered(app.db(), &own, seat.id).await?;
            for poll in own.iter().filter(|poll| unanswered.contains(&poll.id) && poll.is_open(now)) {
                let until = frame::day_and_time(poll.closes_at, clock.name());
                let line = words.say("card-poll-line").s("group", &group.name).s("title", &poll.title);
                let body = PollCard {
                    crest: Crest::new(group.crest),
                    line: line.s("until", until).to_string(),
                    address: group.path(&format!("/polls/{}", poll.id)),
                    link: words.say("card-poll-open").to_string(),
                };
                cards.push(Card {
                    id: format!("poll-{}", poll.id),
                    heading: words.say("card-poll").to_string(),
                    body: body.render()?,
                    margin: None,
                    rank: 12,
                    waits: 1,
                });
            }
        }
    }
    Ok(cards)
}

async fn next_card(
    app: &App,
    group: &Group,
    meeting: &Meeting,
    seat: SeatId,
    clock: &Zone,
) -> Result<Option<Card>> {
    let (words, now) = (app.words(), app.clock().now());
    let Some(next) = next(app, group, meeting, seat, clock).await? else { return Ok(None) };
    let until = next.begins.seconds_since(now);
    let asks = next.own.is_none() && until < ASKS_SECONDS;
    let body = NextCard { words, crest: Crest::new(group.crest), asks, next };
    Ok(Some(Card {
        id: format!("meeting-{}", meeting.id),
        heading: words.say("card-next-meeting").to_string(),
        body: body.render()?,
        margin: None,
        rank: if until < SOON_SECONDS { 5 } else { 22 },
        waits: usize::from(asks),
    }))
}

async fn next(
    app: &App,
    group: &Group,
    meeting: &Meeting,
    seat: SeatId,
    clock: &Zone,
) -> Result<Option<Next>> {
    let Some(series) = queries::series(app.db(), group.id, meeting.series).await? else { return Ok(None) };
    let place = queries::place(app.db(), group.id).await?;
    let answers = queries::answers(app.db(), &[series.id]).await?;
    let own = answers.about(&series, seat, Some(meeting.original));
    let now = app.clock().now();
    Ok(Some(Next::of(group.clone(), (&series, meeting), place.as_ref(), own, (clock, now))))
}

/// The clock by which the holder of a seat lives.
async fn own_clock(app: &App, person: &Person, group: &Group, seat: SeatId) -> Result<Zone> {
    // Most have chosen a clock, and then nobody need be asked.
    let table = match person.zone() {
        "UTC" => groups::table(app.db(), group).await?,
        _ => Vec::new(),
    };
    Ok(reading_clock(person.zone(), table.iter().find(|chair| chair.seat.id == seat)))
}

/// The next meeting on the group's home, or how to come by one.
pub(super) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let (words, group) = (app.words(), seat.group());
    let clock = own_clock(app, seat.member().person(), group, seat.id()).await?;
    let coming = queries::meetings_after(app.db(), &[group.id], app.clock().now()).await?;
    let next = match coming.iter().find(|meeting| !meeting.is_off()) {
        Some(meeting) => next(app, group, meeting, seat.id(), &clock).await?,
        None => None,
    };
    let leads = seat.role() == peergroups::role::Role::Facilitator;
    Ok(vec![Panel {
        id: "meetings".to_owned(),
        heading: words.say("card-next-meeting").to_string(),
        body: MeetingsPanel { words, group, next, leads }.render()?,
        margin: Some(words.say("panel-meetings-why").to_string()),
    }])
}
