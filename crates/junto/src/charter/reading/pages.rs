//! A version of a charter to read, what changes in it, and signing.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use peergroups::charter::{Charter, Clause, Topic};
use peergroups::decision::Rule;
use peergroups::role::Role;
use serde::Deserialize;
use store::Moment;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::charter::actions::{self, SIGNING};
use crate::charter::contributions::where_open;
use crate::charter::entities::{CharterId, Voice};
use crate::charter::jobs::review_at;
use crate::charter::phrases::{self, Changed};
use crate::charter::queries::{self, Comment, Signed, Version};
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Group, Seat};
use crate::ui::{Crest, Page, Words};

const WHY_LONGEST: usize = 600;

struct ClauseView {
    topic: &'static str,
    heading: String,
    says: Vec<String>,
    words: String,
    acts: String,
}

struct SignedLine {
    name: String,
    said: String,
    /// Why they cannot yet.
    why: Vec<String>,
}

struct VersionLine {
    name: String,
    address: String,
    standing: String,
}

#[derive(Template)]
#[template(path = "charter/reading/charter.html")]
struct CharterPage {
    page: Page,
    group: Group,
    crest: Crest,
    /// How this version stands.
    standing: String,
    /// What else is under way, and where.
    open: Option<(String, String)>,
    whole: Option<Vec<ClauseView>>,
    differences: Vec<Changed>,
    differences_why: String,
    signed: Vec<SignedLine>,
    waiting: String,
    rule: String,
    path: String,
    edition: i32,
    may_sign: bool,
    is_up: bool,
    leads: bool,
    may_begin: bool,
    versions: Vec<VersionLine>,
    wrong: String,
    why: String,
}

/// What is in force, or how to come by it.
pub(super) async fn charter(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let versions = queries::versions(app.db(), seat.group().id).await?;
    let shown = versions.iter().find(|version| version.is_in_force());
    frame::show(&charter_page(&app, &frame, &seat, shown, &versions, Default::default()).await?)
}

#[derive(Deserialize)]
pub(super) struct VersionPath {
    charter: CharterId,
}

/// Any version.
pub(super) async fn version(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<VersionPath>,
) -> Result<Response> {
    let versions = queries::versions(app.db(), seat.group().id).await?;
    let shown = versions.iter().find(|version| version.id == path.charter).ok_or(AppError::NotFound)?;
    frame::show(&charter_page(&app, &frame, &seat, Some(shown), &versions, Default::default()).await?)
}

async fn charter_page(
    app: &App,
    frame: &Frame,
    seat: &Seat,
    shown: Option<&Version>,
    versions: &[Version],
    (wrong, why): (String, String),
) -> Result<CharterPage> {
    let (words, group) = (app.words(), seat.group());
    let zone = seat.member().person().zone();
    let table = groups::table(app.db(), group).await?;
    let in_force = versions.iter().find(|version| version.is_in_force());
    let open = versions.iter().find(|version| version.is_open());
    let (mut whole, mut differences, mut signed, mut whys) = (None, Vec::new(), Vec::new(), Vec::new());
    if let Some(version) = shown {
        let charter = queries::whole(app, seat, version).await?;
        let earlier = |one: &&Version| one.number < version.number && one.in_force_at.is_some();
        let before = if version.is_open() { in_force } else { versions.iter().find(earlier) };
        if let Some(before) = before {
            let before = queries::whole(app, seat, before).await?;
            differences = phrases::differences(words, &before, &charter);
        }
        whole = Some(clauses(words, &charter));
        whys = queries::comments(app, seat, version.id).await?;
        whys.retain(|comment| comment.topic == SIGNING);
        signed = queries::signatures(app.db(), &[version.id]).await?.remove(&version.id).unwrap_or_default();
    }
    let own = signed.iter().find(|one| one.seat == seat.id()).map(|one| one.voice);
    let may_sign =
        shown.is_some_and(|shown| (shown.is_up() || shown.is_in_force()) && own != Some(Voice::Signs));
    let open = open.filter(|open| shown.is_none_or(|shown| shown.id != open.id));
    Ok(CharterPage {
        page: seat.page(app, frame),
        crest: Crest::new(group.crest),
        standing: shown.map_or_else(
            || words.say("charter-standing-none").to_string(),
            |shown| match shown.in_force_at.filter(|_| shown.is_in_force()) {
                Some(since) => review(words, shown, since, (zone, app.clock().now())),
                None => standing(words, shown, zone),
            },
        ),
        open: open.map(where_open).map(|(key, path)| (words.say(key).to_string(), seat.path(&path))),
        whole,
        differences_why: if shown.is_some_and(Version::is_open) {
            words.say("charter-differences-why").to_string()
        } else {
            words.say("charter-differences-since").to_string()
        },
        differences,
        waiting: waiting(&table, &signed, shown, app.clock().now()),
        signed: signed.iter().filter_map(|one| signed_line(words, one, (&table, &whys), zone)).collect(),
        rule: shown.map(|shown| rule(words, actions::rule_for(shown, in_force))).unwrap_or_default(),
        path: shown.map(|shown| seat.path(&shown.path())).unwrap_or_default(),
        edition: shown.map_or(0, |shown| shown.edition),
        may_sign,
        is_up: shown.is_some_and(Version::is_up),
        leads: seat.role() == Role::Facilitator,
        may_begin: versions.iter().all(|version| !version.is_open()),
        versions: versions
            .iter()
            .filter(|version| shown.is_none_or(|shown| shown.id != version.id))
            .map(|version| VersionLine {
                name: words.say("charter-version").n("number", version.number).to_string(),
                address: seat.path(&version.path()),
                standing: standing(words, version, zone),
            })
            .collect(),
        wrong,
        why,
        group: group.clone(),
    })
}

fn clauses(words: &Words, charter: &Charter) -> Vec<ClauseView> {
    let view = |clause: &Clause| ClauseView {
        topic: clause.topic().name(),
        heading: phrases::heading(words, clause.topic()),
        says: phrases::says(words, clause),
        words: clause.words.clone(),
        acts: phrases::acts(words, clause.topic()),
    };
    // The purpose stands on top of the page.
    charter.clauses().iter().filter(|clause| clause.topic() != Topic::Purpose).map(view).collect()
}

/// By which rule it comes into force.
pub(in crate::charter) fn rule(words: &Words, rule: Rule) -> String {
    let key = match rule {
        Rule::Consent => "charter-rule-consent",
        Rule::Unanimity => "charter-rule-unanimity",
        Rule::TwoThirds => "charter-rule-two-thirds",
    };
    words.say(key).to_string()
}

fn standing(words: &Words, version: &Version, zone: &str) -> String {
    let day = |moment: Option<Moment>| moment.map(|moment| frame::day(moment, zone)).unwrap_or_default();
    match (version.in_force_at, version.ended_at) {
        (None, Some(_)) => {
            words.say("charter-standing-withdrawn").s("day", day(version.ended_at)).to_string()
        }
        (Some(_), None) => {
            words.say("charter-standing-in-force").s("day", day(version.in_force_at)).to_string()
        }
        (Some(_), Some(_)) => {
            let said = words.say("charter-standing-ended").s("from", day(version.in_force_at));
            said.s("day", day(version.ended_at)).to_string()
        }
        (None, None) if version.is_up() => {
            words.say("charter-standing-up").s("day", day(version.put_up_at)).to_string()
        }
        (None, None) => words.say("charter-standing-draft").s("day", day(Some(version.begun_at))).to_string(),
    }
}

/// Since when it is in force, and when it is due for review.
fn review(words: &Words, version: &Version, since: Moment, (zone, now): (&str, Moment)) -> String {
    let Some(due) = review_at(version, since) else { return standing(words, version, zone) };
    let said = words.say(if due <= now { "charter-review-over" } else { "charter-review-due" });
    let month = frame::local(due, zone).strftime("%B %Y").to_string();
    said.s("day", frame::day(since, zone)).s("month", month).to_string()
}

fn signed_line(
    words: &Words,
    signed: &Signed,
    (table, whys): (&[Chair], &[Comment]),
    zone: &str,
) -> Option<SignedLine> {
    let chair = table.iter().find(|chair| chair.seat.id == signed.seat)?;
    let key = match signed.voice {
        Voice::Signs => "charter-signed-on",
        Voice::CannotYet => "charter-cannot-on",
    };
    let said = words.say(key).s("day", frame::day(signed.at, zone)).to_string();
    let of = |comment: &&Comment| signed.voice == Voice::CannotYet && comment.seat == signed.seat;
    let why = whys.iter().filter(of).map(|comment| comment.words.clone()).collect();
    Some(SignedLine { name: chair.name.clone(), said, why })
}

/// Who has not been heard yet, where that matters.
fn waiting(table: &[Chair], signed: &[Signed], shown: Option<&Version>, now: Moment) -> String {
    if !shown.is_some_and(|shown| shown.is_up() || shown.is_in_force()) {
        return String::new();
    }
    let silent =
        |chair: &&Chair| chair.takes_part(now) && signed.iter().all(|signed| signed.seat != chair.seat.id);
    table.iter().filter(silent).map(|chair| chair.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Signs,
    CannotYet,
}

#[derive(Deserialize)]
pub(super) struct SignatureForm {
    edition: i32,
    voice: Word,
    #[serde(default)]
    pledge: String,
    /// Why they cannot.
    #[serde(default)]
    why: String,
}

pub(super) async fn sign(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<VersionPath>,
    submission: Submission<SignatureForm>,
) -> Result<Response> {
    let form = &submission.form;
    let voice = match form.voice {
        Word::Signs => Voice::Signs,
        Word::CannotYet => Voice::CannotYet,
    };
    let why = form.why.trim();
    let wrong = match voice {
        Voice::Signs if form.pledge.is_empty() => Some(app.words().say("charter-pledge-wrong")),
        Voice::CannotYet if why.chars().count() > WHY_LONGEST => {
            Some(app.words().say("charter-cannot-wrong").n("most", WHY_LONGEST))
        }
        _ => None,
    };
    if let Some(wrong) = wrong {
        let versions = queries::versions(app.db(), seat.group().id).await?;
        let shown = versions.iter().find(|version| version.id == path.charter).ok_or(AppError::NotFound)?;
        let said = (wrong.to_string(), form.why.clone());
        return frame::show_again(&charter_page(&app, &frame, &seat, Some(shown), &versions, said).await?);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::sign(tx, &app, &seat, path.charter, (form.edition, voice), why).await?;
            let said = match voice {
                Voice::Signs => app.words().say("charter-you-signed"),
                Voice::CannotYet => app.words().say("charter-you-cannot"),
            };
            Ok(Answer::to(seat.path(&format!("/charter/versions/{}", path.charter))).saying(said))
        })
        .await?;
    Ok(answer.into_response())
}
