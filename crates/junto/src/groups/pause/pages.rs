//! Asking for a pause, and what whoever pauses sees of their group until they are back.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use calendar::{Date, Time, Zone};
use serde::Deserialize;
use store::{Day, Moment};

use super::actions::{self, Span, words_place};
use super::entities::PauseId;
use super::{LONGEST_SECONDS, path};
use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, Result};
use crate::community::Member;
use crate::frame::{self, Frame};
use crate::groups::entities::GroupId;
use crate::groups::queries::{self, Group};
use crate::groups::rights::{Confidence, Facilitator, Seat};
use crate::ui::{Crest, Page};
use peergroups::role::Role;

const WORDS_LONGEST: usize = 2_000;

/// What a seat finds that cannot ask for a pause.
enum Instead {
    /// Whoever leads hands that on first.
    Leads,
    /// One is to come.
    Planned { from: String, until: String, words: String, end: String },
}

#[derive(Template)]
#[template(path = "groups/pause/asking.html")]
struct AskingPage {
    page: Page,
    group: Group,
    instead: Option<Instead>,
    form: PauseForm,
    wrong: String,
    wrong_words: String,
}

pub(super) async fn asking(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    frame::show(&asking_page(&app, &frame, &seat).await?)
}

async fn asking_page(app: &App, frame: &Frame, seat: &Seat) -> Result<AskingPage> {
    let (group, zone, now) = (seat.group(), seat.member().person().zone(), app.clock().now());
    let own = queries::accepted_seat(app.db(), group.id, seat.member().id()).await?;
    let instead = match own.as_ref().and_then(|own| own.pause()) {
        Some(pause) => Some(Instead::Planned {
            from: pause.first(),
            until: pause.last(),
            words: match &pause.words {
                Some(sealed) => {
                    let place = words_place(pause.id);
                    app.keyring().open_sealed(&Confidence::own(seat), place, sealed).await?
                }
                None => String::new(),
            },
            end: format!("{}/end", path(seat.member().community(), group.id)),
        }),
        None => (seat.role() == Role::Facilitator).then_some(Instead::Leads),
    };
    Ok(AskingPage {
        page: seat.page(app, frame),
        group: group.clone(),
        instead,
        form: PauseForm { from: frame::local(now, zone).date().to_string(), ..PauseForm::default() },
        wrong: String::new(),
        wrong_words: String::new(),
    })
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct PauseForm {
    from: String,
    until: String,
    #[serde(default)]
    words: String,
}

pub(super) async fn pause(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<PauseForm>,
) -> Result<Response> {
    let (form, now) = (&submission.form, app.clock().now());
    let words = form.words.replace("\r\n", "\n").trim().to_owned();
    let is_long = words.chars().count() > WORDS_LONGEST;
    let span = span(form, seat.member().person().zone(), now).filter(|span| span.is_kept(now));
    let Some(span) = span.filter(|_| !is_long) else {
        let say = |is_wrong: bool, key: &str| {
            if is_wrong { app.words().say(key).to_string() } else { String::new() }
        };
        let page = asking_page(&app, &frame, &seat).await?;
        let (wrong, wrong_words) = (say(span.is_none(), "pause-wrong"), say(is_long, "pause-words-wrong"));
        return frame::show_again(&AskingPage { form: form.clone(), wrong, wrong_words, ..page });
    };
    let answer = submission
        .once(&app, async |tx| {
            let begun = actions::begin(tx, &app, &seat, span, &words).await?;
            let said = if begun { "pause-said" } else { "pause-unchanged" };
            let to = path(seat.member().community(), seat.group().id);
            Ok(Answer::to(to).saying(app.words().say(said)))
        })
        .await?;
    Ok(answer.into_response())
}

/// The days as they are named, on the reader's clock. A pause from today begins now.
fn span(form: &PauseForm, zone: &str, now: Moment) -> Option<Span> {
    let zone = Zone::named(zone).unwrap_or_else(|_| Zone::utc());
    let from: Date = form.from.parse().ok()?;
    let starts_at = Moment(zone.moment_of(from.to_datetime(Time::MIN))?);
    let (last_day, until_at) = end_of(&form.until, &zone)?;
    let is_today = zone.local_at(now.0).date() == from;
    let starts_at = if is_today { now } else { starts_at };
    Some(Span { first_day: Day(from), last_day, starts_at, until_at })
}

fn end_of(day: &str, zone: &Zone) -> Option<(Day, Moment)> {
    let day: Date = day.parse().ok()?;
    Some((Day(day), Moment(zone.moment_of(day.to_datetime(Time::MAX))?)))
}

#[derive(Template)]
#[template(path = "groups/pause/paused.html")]
struct PausedPage {
    page: Page,
    group: Group,
    crest: Crest,
    until: String,
    end: String,
}

/// A group in an address of a community.
#[derive(Debug, Deserialize)]
pub(super) struct GroupPath {
    group: GroupId,
}

pub(super) async fn paused(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(of): Path<GroupPath>,
) -> Result<Response> {
    let elsewhere = |to: String| Ok(Redirect::to(&to).into_response());
    let Some(own) = queries::accepted_seat(app.db(), of.group, member.id()).await? else {
        return elsewhere(member.community().path("/groups"));
    };
    let Some(group) = queries::group(app.db(), of.group).await? else {
        return elsewhere(member.community().path("/groups"));
    };
    let Some(pause) = own.pause().filter(|_| own.is_paused(app.clock().now())) else {
        return elsewhere(group.path("/pause"));
    };
    frame::show(&PausedPage {
        page: member.page(&app, &frame),
        crest: Crest::new(group.crest).large(),
        until: pause.last(),
        end: format!("{}/end", path(member.community(), group.id)),
        group,
    })
}

pub(super) async fn end(
    State(app): State<App>,
    member: Member,
    Path(of): Path<GroupPath>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            let groups = member.community().path("/groups");
            let Some(group) = queries::group(tx.db(), of.group).await? else { return Ok(Answer::to(groups)) };
            if actions::be_back(tx, &app, &member, &group).await? {
                return Ok(Answer::to(group.path("")).saying(app.words().say("pause-back-said")));
            }
            Ok(Answer::to(groups).saying(app.words().say("pause-unchanged")))
        })
        .await
}

/// A pause of a group.
#[derive(Debug, Deserialize)]
pub(super) struct PausePath {
    pause: PauseId,
}

#[derive(Deserialize)]
pub(super) struct ExtensionForm {
    #[serde(default)]
    until: String,
}

pub(super) async fn extend(
    State(app): State<App>,
    facilitator: Facilitator,
    Path(of): Path<PausePath>,
    submission: Submission<ExtensionForm>,
) -> Result<Answer> {
    let seat = facilitator.seat();
    let zone = Zone::named(seat.member().person().zone()).unwrap_or_else(|_| Zone::utc());
    let until = end_of(&submission.form.until, &zone);
    submission
        .once(&app, async |tx| {
            let is_later = match until {
                Some(until) => actions::extend(tx, &app, &facilitator, of.pause, until).await?,
                None => false,
            };
            let months = LONGEST_SECONDS / (30 * 24 * 3600);
            let said = if is_later {
                app.words().say("pause-extended")
            } else {
                app.words().say("pause-extension-wrong").n("months", months)
            };
            Ok(Answer::to(seat.path("#h-pauses")).saying(said))
        })
        .await
}
