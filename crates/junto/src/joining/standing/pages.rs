//! The page of one's own place on the waiting list.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use calendar::{Level, Week, WeeklyHours, Zone};
use peergroups::profile::Profile;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, Result};
use crate::community::{Member, MemberId};
use crate::frame::{self, Frame};
use crate::groups::{self, Group, GroupLine, Obstacle, Question, Which};
use crate::joining::actions;
use crate::joining::free_seats::LOOKED_AT;
use crate::joining::pages::ask_path;
use crate::joining::queries;
use crate::roster::{self, Selection};
use crate::ui::{Crest, Page, Words};

/// People can meet when they have this long in common.
const MINUTES: u32 = 90;

/// A free seat and what is between it and the reader.
struct Near {
    group: Group,
    crest: Crest,
    /// In sentences; nothing where nothing is in the way.
    in_the_way: Vec<String>,
    /// Where to ask for it, where that makes sense.
    ask: Option<String>,
    has_asked: bool,
}

/// How somebody waits.
struct Place {
    since: String,
    longer: u64,
    waiting: u64,
}

/// How many of those who wait can meet when the reader can.
struct Alike {
    alike: usize,
    /// How many were looked at, where that is not all of them.
    looked: Option<u64>,
}

#[derive(Template)]
#[template(path = "joining/standing/standing.html")]
struct StandingPage {
    page: Page,
    place: Option<Place>,
    /// Nothing where the reader has not said their hours.
    alike: Option<Alike>,
    seats: Vec<Near>,
    /// How many seats only hours are in the way of.
    by_hours: usize,
    action: String,
    hours: String,
    profile: String,
}

pub(super) async fn standing(State(app): State<App>, frame: Frame, member: Member) -> Result<Response> {
    let (db, community) = (app.db(), member.community());
    let waiting = queries::count_waiting(db, community.id).await?;
    let place = queries::place_of(db, community.id, member.id()).await?;
    let zone = member.person().zone();
    let (seats, by_hours) = near(&app, &member).await?;
    frame::show(&StandingPage {
        page: member.page(&app, &frame),
        place: place.map(|(since, longer)| Place { since: frame::day(since, zone), longer, waiting }),
        alike: alike(&app, &member, waiting).await?,
        seats,
        by_hours,
        action: community.path("/waiting"),
        hours: community.path("/hours"),
        profile: community.path("/profile"),
    })
}

/// The free seats that members may know of, the nearest first, and of how many only hours are in the way.
async fn near(app: &App, member: &Member) -> Result<(Vec<Near>, usize)> {
    let (db, community) = (app.db(), member.community());
    let (lines, _) = groups::groups(db, community.id, Which::Open, 0).await?;
    let ids: Vec<_> = lines.iter().map(|line| line.group.id).collect();
    let seats = groups::seats(db, &ids).await?;
    let sits =
        |line: &GroupLine| seats.iter().any(|seat| seat.group == line.group.id && seat.member == member.id());
    let tables: Vec<Group> = lines.into_iter().filter(|line| !sits(line)).map(|line| line.group).collect();
    let question = |group: &Group| Question { group: group.clone(), people: vec![member.id()], most: 1 };
    let rankings = groups::fits(app, community.id, tables.iter().map(question).collect()).await?;
    let asked = queries::own_requests(db, member).await?;
    let (mut near, mut by_hours) = (Vec::new(), 0);
    for (group, ranking) in tables.into_iter().zip(rankings) {
        let Some(fit) = ranking.fitting.into_iter().chain(ranking.breaking).next() else { continue };
        let obstacles = fit.in_the_way();
        by_hours += usize::from(obstacles.iter().eq([&Obstacle::Hours]));
        let has_asked = asked.iter().any(|request| request.group == group.id);
        near.push(Near {
            crest: Crest::new(group.crest),
            ask: (obstacles.is_empty() && !has_asked).then(|| ask_path(member, group.id)),
            in_the_way: obstacles.into_iter().map(|obstacle| sentence(app.words(), obstacle)).collect(),
            has_asked,
            group,
        });
    }
    near.sort_by_key(|near| near.in_the_way.len());
    Ok((near, by_hours))
}

fn sentence(words: &Words, obstacle: Obstacle) -> String {
    let said = match obstacle {
        Obstacle::Hours => words.say("standing-obstacle-hours"),
        Obstacle::Language => words.say("standing-obstacle-language"),
        Obstacle::Stage => words.say("standing-obstacle-stage"),
        Obstacle::Conflict => words.say("standing-obstacle-conflict"),
        Obstacle::Others => words.say("standing-obstacle-others"),
    };
    said.to_string()
}

/// Who of those who have waited longest could meet when this member can.
async fn alike(app: &App, member: &Member, waiting: u64) -> Result<Option<Alike>> {
    let (db, community) = (app.db(), member.community());
    let longest = queries::longest_waiting(db, community.id, LOOKED_AT).await?;
    let others: Vec<MemberId> =
        longest.iter().map(|waiting| waiting.member).filter(|other| *other != member.id()).collect();
    let everyone = [others.as_slice(), &[member.id()]].concat();
    let profiles = roster::profiles(db, community.id, &Selection::These(everyone)).await?;
    let today = frame::local(app.clock().now(), "UTC").date();
    let week = |id: MemberId| {
        profiles.iter().find(|(other, _)| *other == id).and_then(|(_, profile)| week_of(profile, today))
    };
    let Some(own) = week(member.id()) else { return Ok(None) };
    let meets =
        |other: &&MemberId| week(**other).is_some_and(|other| !(own & other).starts(MINUTES).is_empty());
    let looked = u64::try_from(longest.len()).unwrap_or(waiting);
    Ok(Some(Alike {
        alike: others.iter().filter(meets).count(),
        looked: (looked < waiting).then_some(looked),
    }))
}

/// When somebody can meet, in the week of a day.
fn week_of(profile: &Profile, day: calendar::Date) -> Option<Week> {
    let hours =
        WeeklyHours::parse(profile.availability.as_deref()?).ok().filter(|hours| !hours.is_empty())?;
    let zone = Zone::named(profile.time_zone.as_deref()?).ok()?;
    Some(Week::of(&zone, &hours, Level::Acceptable, day))
}

pub(super) async fn wait(
    State(app): State<App>,
    member: Member,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let is_new = actions::wait_oneself(tx, &member).await?;
            let said = if is_new { "standing-said-on" } else { "standing-unchanged" };
            Ok(Answer::to(member.community().path("/waiting")).saying(app.words().say(said)))
        })
        .await
}

pub(super) async fn wait_no_more(
    State(app): State<App>,
    member: Member,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let waited = actions::wait_oneself_no_more(tx, &member).await?;
            let said = if waited { "standing-said-off" } else { "standing-unchanged" };
            Ok(Answer::to(member.community().path("/waiting")).saying(app.words().say(said)))
        })
        .await
}
