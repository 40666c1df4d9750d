//! What meetings put on pages of others: the next one and what is asked, on Today and on the group's home.

use std::collections::BTreeMap;

use askama::Template;
use store::Moment;

use super::attendance;
use super::clashes;
use super::clocks::{ReadingClock, clock_of_member, hours};
use super::dates::{Join, join};
use super::entities::{Said, SeriesId};
use super::hour;
use super::poll::{self, Poll};
use super::queries::{self, Answers, Meeting, Place, Series};
use crate::accounts::Person;
use crate::app::{App, Result};
use crate::community::{Card, Member};
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
    /// Whether that is not where they live.
    is_away: bool,
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
        place: Option<&Place>,
        own: Option<Said>,
        (clock, now): (&ReadingClock, Moment),
    ) -> Self {
        let there = clock.zone_at(meeting.starts_at);
        Self {
            day: clock.day(meeting.starts_at),
            hours: hours(there, meeting.starts_at, meeting.ends_at),
            datetime: meeting.starts_at.0.strftime("%Y-%m-%dT%H:%MZ").to_string(),
            city: there.city(),
            is_away: there != clock.home(),
            join: join(meeting, series.record.link_at(meeting.original), place, now),
            own,
            address: group.path(&format!("/meetings/{}", meeting.id)),
            begins: meeting.starts_at,
            group,
        }
    }

    /// The day and the hours, and where, away from home.
    fn when(&self, words: &Words) -> String {
        let when = format!("{}, {}", self.day, self.hours);
        if self.is_away {
            words.say("clock-away").s("when", when).s("city", &self.city).to_string()
        } else {
            when
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
    let (db, now) = (app.db(), app.clock().now());
    let mut cards = hour::cards(app, person).await?;
    cards.extend(clashes::card(app, person).await?);
    cards.extend(attendance::cards(app, person).await?);
    let mut seated: Vec<(Member, SeatRow, Group)> = Vec::new();
    for member in Member::all_of(app, person).await? {
        let seats = groups::seats_of(db, member.community().id, member.id()).await?;
        let taken = seats.into_iter().filter(|(seat, _)| seat.takes_part(now));
        seated.extend(taken.map(|(seat, group)| (member.clone(), seat, group)));
    }
    let groups: Vec<GroupId> = seated.iter().map(|(_, _, group)| group.id).collect();
    let seats: Vec<SeatId> = seated.iter().map(|(_, seat, _)| seat.id).collect();
    let coming = Coming::of(app, &groups).await?;
    let mut polls = poll::open_polls(db, &groups).await?;
    polls.retain(|poll| poll.is_open(now));
    let answered = poll::answered(db, &polls, &seats).await?;
    for (member, seat, group) in &seated {
        let clock = own_clock(app, member, group, seat.id).await?;
        if let Some(meeting) = coming.meeting_of(group.id) {
            let next = coming.next(group, meeting, seat.id, (&clock, now));
            cards.extend(next.map(|next| next_card(app, meeting, next)).transpose()?);
        }
        let is_asked = |poll: &&Poll| poll.group == group.id && !answered.contains(&(poll.id, seat.id));
        for poll in polls.iter().filter(is_asked) {
            cards.push(poll_card(app.words(), group, poll, &clock)?);
        }
    }
    Ok(cards)
}

fn poll_card(words: &Words, group: &Group, poll: &Poll, clock: &ReadingClock) -> Result<Card> {
    let until = clock.day_and_time(words, poll.closes_at);
    let line = words.say("card-poll-line").s("group", &group.name).s("title", &poll.title);
    let body = PollCard {
        crest: Crest::new(group.crest),
        line: line.s("until", until).to_string(),
        address: group.path(&format!("/polls/{}", poll.id)),
        link: words.say("card-poll-open").to_string(),
    };
    Ok(Card {
        id: format!("poll-{}", poll.id),
        heading: words.say("card-poll").to_string(),
        body: body.render()?,
        margin: None,
        rank: 12,
        waits: 1,
    })
}

fn next_card(app: &App, meeting: &Meeting, next: Next) -> Result<Card> {
    let (words, now) = (app.words(), app.clock().now());
    let until = next.begins.seconds_since(now);
    let asks = next.own.is_none() && until < ASKS_SECONDS;
    let body = NextCard { words, crest: Crest::new(next.group.crest), asks, next };
    Ok(Card {
        id: format!("meeting-{}", meeting.id),
        heading: words.say("card-next-meeting").to_string(),
        body: body.render()?,
        margin: None,
        rank: if until < SOON_SECONDS { 5 } else { 22 },
        waits: usize::from(asks),
    })
}

/// The next meeting of each of some groups, and what is known about it.
struct Coming {
    meetings: Vec<Meeting>,
    series: Vec<Series>,
    answers: Answers,
    places: BTreeMap<GroupId, Place>,
}

impl Coming {
    async fn of(app: &App, groups: &[GroupId]) -> Result<Self> {
        let db = app.db();
        let mut meetings = queries::meetings_after(db, groups, app.clock().now()).await?;
        let mut met: Vec<GroupId> = Vec::new();
        meetings.retain(|meeting| {
            let is_next = !meeting.is_off() && !met.contains(&meeting.group);
            met.extend(is_next.then_some(meeting.group));
            is_next
        });
        let ids: Vec<SeriesId> = meetings.iter().map(|meeting| meeting.series).collect();
        let series = queries::these_series(db, &ids).await?;
        let (answers, places) = (queries::answers(db, &ids).await?, queries::places(db, groups).await?);
        Ok(Self { meetings, series, answers, places })
    }

    fn meeting_of(&self, group: GroupId) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.group == group)
    }

    fn next(
        &self,
        group: &Group,
        meeting: &Meeting,
        seat: SeatId,
        at: (&ReadingClock, Moment),
    ) -> Option<Next> {
        let series = self.series.iter().find(|series| series.id == meeting.series)?;
        let own = self.answers.about(series, seat, Some(meeting.original));
        Some(Next::of(group.clone(), (series, meeting), self.places.get(&group.id), own, at))
    }
}

/// The clock by which the holder of a seat reads.
pub(super) async fn own_clock(
    app: &App,
    member: &Member,
    group: &Group,
    seat: SeatId,
) -> Result<ReadingClock> {
    let chosen = member.person().zone();
    // Most have chosen a clock, and then nobody need be asked.
    let table = match chosen {
        "UTC" => groups::table(app.db(), group).await?,
        _ => Vec::new(),
    };
    let own = table.iter().find(|chair| chair.seat.id == seat);
    clock_of_member(app.db(), group.community, member.id(), (chosen, own)).await
}

/// The next meeting on the group's home, or how to come by one.
pub(super) async fn panels(app: &App, seat: &Seat) -> Result<Vec<Panel>> {
    let (words, group) = (app.words(), seat.group());
    let clock = own_clock(app, seat.member(), group, seat.id()).await?;
    let coming = Coming::of(app, &[group.id]).await?;
    let meeting = coming.meeting_of(group.id);
    let at = (&clock, app.clock().now());
    let next = meeting.and_then(|meeting| coming.next(group, meeting, seat.id(), at));
    let leads = seat.role() == peergroups::role::Role::Facilitator;
    Ok(vec![Panel {
        id: "meetings".to_owned(),
        heading: words.say("card-next-meeting").to_string(),
        body: MeetingsPanel { words, group, next, leads }.render()?,
        margin: Some(words.say("panel-meetings-why").to_string()),
    }])
}
