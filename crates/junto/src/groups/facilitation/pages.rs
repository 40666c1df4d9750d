//! A group as whoever runs the community sees it: its table, its hours, who leads. Nothing of what is said.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result, WriteTx};
use crate::community::Operator;
use crate::frame::{self, Frame};
use crate::groups::entities::{GroupId, Reason, SeatId};
use crate::groups::fitting;
use crate::groups::home::Panel;
use crate::groups::queries::{self, Chair, Group};
use crate::groups::rights::{Convener, Facilitator, Seat};
use crate::groups::{actions, emails, hour_strip};
use crate::ui::{Crest, Face, HourStrip, Page};

/// A group in an address of a community.
#[derive(Debug, Deserialize)]
pub(super) struct GroupPath {
    group: GroupId,
}

async fn find(app: &App, operator: &Operator, path: &GroupPath) -> Result<Group> {
    let group = queries::group(app.db(), path.group).await?;
    group.filter(|group| group.community == operator.id()).ok_or(AppError::NotFound)
}

#[derive(Template)]
#[template(path = "groups/facilitation/structure.html")]
struct StructurePage {
    page: Page,
    back: String,
    action: String,
    group: Group,
    crest: Crest,
    table: Vec<AtTable>,
    seated: usize,
    free: usize,
    strip: Option<HourStrip>,
    reasons: Vec<Reason>,
}

struct AtTable {
    seat: SeatId,
    face: Face,
    name: String,
    line: String,
    city: String,
    leads: bool,
    is_seated: bool,
    /// Until when, if they pause.
    paused: String,
    /// When they were asked or sat down.
    since: String,
}

pub(super) async fn structure(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(path): Path<GroupPath>,
) -> Result<Response> {
    let group = find(&app, &operator, &path).await?;
    let chairs = queries::table(app.db(), &group).await?;
    let (zone, now) = (operator.person().zone(), app.clock().now());
    let at_table = |chair: &Chair| AtTable {
        seat: chair.seat.id,
        face: Face::of(&chair.name),
        name: chair.name.clone(),
        line: chair.line.clone(),
        city: chair.city(app.words()),
        leads: chair.leads(),
        is_seated: chair.is_seated(),
        paused: chair.paused_until(now),
        since: frame::day(chair.seat.accepted_at.unwrap_or(chair.seat.offered_at), zone),
    };
    let groups = operator.community().path("/groups");
    frame::show(&StructurePage {
        page: operator.page(&app, &frame),
        action: format!("{groups}/{}/facilitator", group.id),
        back: groups,
        crest: Crest::new(group.crest).large(),
        table: chairs.iter().map(at_table).collect(),
        seated: chairs.iter().filter(|chair| chair.is_seated()).count(),
        free: group.size_max.saturating_sub(chairs.len()),
        strip: hour_strip(app.words(), &chairs, group.meeting_minutes, zone, now),
        reasons: fitting::reasons(&app, &group, None).await?.table,
        group,
    })
}

#[derive(Deserialize)]
pub(super) struct Lead {
    seat: Option<SeatId>,
}

pub(super) async fn name(
    State(app): State<App>,
    operator: Operator,
    Path(path): Path<GroupPath>,
    submission: Submission<Lead>,
) -> Result<Answer> {
    let group = find(&app, &operator, &path).await?;
    let back = operator.community().path(&format!("/groups/{}", group.id));
    submission
        .once(&app, async |tx| {
            entrust(tx, &app, Convener::Operator(&operator), &group, submission.form.seat, &back).await
        })
        .await
}

pub(super) async fn hand_on(
    State(app): State<App>,
    facilitator: Facilitator,
    submission: Submission<Lead>,
) -> Result<Answer> {
    let group = facilitator.seat().group();
    let back = facilitator.seat().path("");
    submission
        .once(&app, async |tx| {
            entrust(tx, &app, Convener::Facilitator(&facilitator), group, submission.form.seat, &back).await
        })
        .await
}

/// Names the facilitator and tells them.
async fn entrust(
    tx: &WriteTx,
    app: &App,
    convener: Convener<'_>,
    group: &Group,
    seat: Option<SeatId>,
    back: &str,
) -> Result<Answer> {
    let table = queries::table(tx.db(), group).await?;
    let chosen = table.iter().find(|chair| Some(chair.seat.id) == seat);
    let words = app.words();
    let unchanged = || Answer::to(back.to_owned()).saying(words.say("facilitator-unchanged"));
    let Some(chair) = chosen else { return Ok(unchanged()) };
    if !actions::name_facilitator(tx, convener, group, chair.seat.id).await? {
        return Ok(unchanged());
    }
    if chair.person != convener.person().id() {
        emails::tell_facilitator(tx, app, group, chair).await?;
    }
    Ok(Answer::to(back.to_owned()).saying(words.say("facilitator-named").s("name", &chair.name)))
}

/// Takes the lead of a group that has lost its facilitator.
pub(super) async fn take(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let said = if actions::take_lead(tx, &seat).await? { "lead-taken" } else { "lead-not-free" };
            Ok(Answer::to(seat.path("#h-lead")).saying(app.words().say(said)))
        })
        .await
}

#[derive(Template)]
#[template(path = "groups/facilitation/hand_on.html")]
struct HandOn<'a> {
    page: &'a Page,
    action: String,
    others: Vec<(SeatId, String)>,
}

#[derive(Template)]
#[template(path = "groups/facilitation/take.html")]
struct Take<'a> {
    page: &'a Page,
    action: String,
}

/// What stands on the group's home about leading: to whom the facilitator can hand on the duty, or that nobody
/// has it.
pub(in crate::groups) fn panel(
    page: &Page,
    seat: &Seat,
    table: &[Chair],
    now: Moment,
) -> Result<Option<Panel>> {
    let panel = |heading: &str, body: String| Panel {
        id: "lead".to_owned(),
        heading: page.say(heading).to_string(),
        body,
        margin: Some(page.say("facilitator-why").to_string()),
    };
    if !table.iter().any(|chair| chair.takes_part(now) && chair.leads()) {
        let body = Take { page, action: seat.path("/lead") }.render()?;
        return Ok(Some(panel("lead-nobody", body)));
    }
    let others: Vec<(SeatId, String)> = table
        .iter()
        .filter(|chair| chair.takes_part(now) && chair.seat.id != seat.id())
        .map(|chair| (chair.seat.id, chair.name.clone()))
        .collect();
    if seat.role() != Role::Facilitator || others.is_empty() {
        return Ok(None);
    }
    let body = HandOn { page, action: seat.path("/facilitator"), others }.render()?;
    Ok(Some(panel("facilitator-hand-on", body)))
}
