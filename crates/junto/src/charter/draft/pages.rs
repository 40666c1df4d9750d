//! The draft of a charter and the form of each clause.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::charter::{Charter, Clause, PATTERNS, Topic, contradictions};
use peergroups::role::Role;
use serde::Deserialize;

use crate::app::forms::{Answer, Nothing, Submission};
use crate::app::{App, AppError, Result};
use crate::charter::actions::{self, SIGNING};
use crate::charter::entities::CommentId;
use crate::charter::phrases::{self, ClauseForm};
use crate::charter::queries::{self, Comment, Version, Wish};
use crate::charter::reading;
use crate::frame::{self, Frame};
use crate::groups::{self, Chair, Facilitator, Group, GroupId, Seat};
use crate::ui::{Field, Page, Problems, Words};

const WISH_LONGEST: usize = 600;
const COMMENT_LONGEST: usize = 600;
const WORDS_LONGEST: usize = 800;

/// A step of writing a charter together, in the minutes that a meeting of an hour gives it.
struct Step {
    /// The part of the page.
    at: &'static str,
    said: String,
    minutes: u8,
    is_done: bool,
    is_now: bool,
}

struct ClauseLine {
    topic: &'static str,
    heading: String,
    why: String,
    acts: String,
    says: Vec<String>,
    words: String,
    contradictions: Vec<String>,
    comments: Vec<CommentLine>,
    /// What was written in the form and could not be taken.
    comment: String,
    is_commented: bool,
}

struct CommentLine {
    id: CommentId,
    name: String,
    said_at: String,
    words: String,
    is_settled: bool,
}

struct WishLine {
    name: String,
    wants: String,
    fears: String,
}

#[derive(Template)]
#[template(path = "charter/draft/draft.html")]
struct DraftPage {
    page: Page,
    group: Group,
    steps: Vec<Step>,
    wishes: Vec<WishLine>,
    own_wants: String,
    own_fears: String,
    clauses: Vec<ClauseLine>,
    library: Vec<ClauseLine>,
    rule: String,
    contradicts: bool,
    unsettled: usize,
    /// Why somebody could not sign it when it was up.
    unsigned: Vec<CommentLine>,
    leads: bool,
    leaders: String,
    others: usize,
    edition: i32,
    problems: Problems,
}

/// A form of the page that could not be taken.
#[derive(Default)]
struct Unsent {
    wishes: Option<(String, String)>,
    comment: Option<(Topic, String)>,
    problems: Problems,
}

pub(super) async fn draft(State(app): State<App>, frame: Frame, seat: Seat) -> Result<Response> {
    let Some(version) = queries::open(app.db(), seat.group().id).await? else {
        return Ok(Redirect::to(&seat.path("/charter")).into_response());
    };
    if version.is_up() {
        return Ok(Redirect::to(&seat.path(&version.path())).into_response());
    }
    frame::show(&draft_page(&app, &frame, &seat, &version, Unsent::default()).await?)
}

async fn draft_page(
    app: &App,
    frame: &Frame,
    seat: &Seat,
    version: &Version,
    unsent: Unsent,
) -> Result<DraftPage> {
    let words = app.words();
    let whole = queries::whole(app, seat, version).await?;
    let comments = queries::comments(app, seat, version.id).await?;
    let wishes = queries::wishes(app, seat, version.id).await?;
    let table = groups::table(app.db(), seat.group()).await?;
    let zone = seat.member().person().zone();
    let own = wishes.iter().find(|wish| wish.seat == seat.id());
    let (own_wants, own_fears) = unsent
        .wishes
        .unwrap_or_else(|| own.map(|own| (own.wants.clone(), own.fears.clone())).unwrap_or_default());
    let wrong = contradictions(&whole);
    // The purpose has a part of its own.
    let clauses = whole.clauses().iter().filter(|clause| clause.topic() != Topic::Purpose).map(|clause| {
        let topic = clause.topic();
        let said: Vec<&Comment> = comments.iter().filter(|one| one.topic == topic.name()).collect();
        let unsent = unsent.comment.as_ref().filter(|(of, _)| *of == topic);
        ClauseLine {
            contradictions: phrases::contradictions(words, &wrong, topic),
            comments: said.iter().map(|one| comment_line(one, &table, zone)).collect(),
            comment: unsent.map(|(_, words)| words.clone()).unwrap_or_default(),
            is_commented: unsent.is_some(),
            words: clause.words.clone(),
            says: phrases::says(words, clause),
            ..clause_line(words, topic)
        }
    });
    let living = queries::in_force(app.db(), seat.group().id).await?;
    let leaders: Vec<&str> =
        table.iter().filter(|chair| chair.leads()).map(|chair| chair.name.as_str()).collect();
    let leaders = if leaders.is_empty() {
        words.say("draft-sign-nobody").to_string()
    } else {
        words.say("draft-sign-lead").s("names", leaders.join(", ")).to_string()
    };
    Ok(DraftPage {
        page: seat.page(app, frame),
        steps: steps(words, seat.group(), &wishes),
        wishes: wishes.iter().map(|wish| wish_line(wish, &table)).collect(),
        own_wants,
        own_fears,
        clauses: clauses.collect(),
        library: missing(&whole).map(|topic| clause_line(words, topic)).collect(),
        rule: reading::rule(words, actions::rule_for(version, living.as_ref())),
        contradicts: !wrong.is_empty(),
        unsigned: comments
            .iter()
            .filter(|comment| comment.topic == SIGNING)
            .map(|comment| comment_line(comment, &table, zone))
            .collect(),
        unsettled: comments.iter().filter(|comment| !comment.is_settled).count(),
        leads: seat.role() == Role::Facilitator,
        leaders,
        others: table.iter().filter(|chair| chair.is_seated() && chair.seat.id != seat.id()).count(),
        edition: version.edition,
        problems: unsent.problems,
        group: seat.group().clone(),
    })
}

/// The first step that waits is the one to do now.
fn steps(words: &Words, group: &Group, wishes: &[Wish]) -> Vec<Step> {
    let steps = [
        ("purpose", "h-purpose", 10, !group.purpose.is_empty()),
        ("wishes", "h-wishes", 10, wishes.len() > 1),
        ("clauses", "h-library", 25, false),
        ("test", "h-test", 10, false),
        ("sign", "h-sign", 5, false),
    ];
    let now = steps.iter().position(|(.., is_done)| !is_done);
    let step = |(position, (name, at, minutes, is_done)): (usize, (&str, &'static str, u8, bool))| Step {
        at,
        said: words.say(&format!("draft-step-{name}")).to_string(),
        minutes,
        is_done,
        is_now: now == Some(position),
    };
    steps.into_iter().enumerate().map(step).collect()
}

fn clause_line(words: &Words, topic: Topic) -> ClauseLine {
    ClauseLine {
        topic: topic.name(),
        heading: phrases::heading(words, topic),
        why: phrases::why(words, topic),
        acts: phrases::acts(words, topic),
        says: Vec::new(),
        words: String::new(),
        contradictions: Vec::new(),
        comments: Vec::new(),
        comment: String::new(),
        is_commented: false,
    }
}

fn name(table: &[Chair], seat: groups::SeatId) -> String {
    table.iter().find(|chair| chair.seat.id == seat).map(|chair| chair.name.clone()).unwrap_or_default()
}

fn comment_line(comment: &Comment, table: &[Chair], zone: &str) -> CommentLine {
    CommentLine {
        id: comment.id,
        name: name(table, comment.seat),
        said_at: frame::day_and_time(comment.said_at, zone),
        words: comment.words.clone(),
        is_settled: comment.is_settled,
    }
}

fn wish_line(wish: &Wish, table: &[Chair]) -> WishLine {
    WishLine { name: name(table, wish.seat), wants: wish.wants.clone(), fears: wish.fears.clone() }
}

/// Clauses of the library that a charter does not have.
fn missing(whole: &Charter) -> impl Iterator<Item = Topic> + '_ {
    Topic::ALL.into_iter().filter(|topic| *topic != Topic::Purpose && whole.clause(*topic).is_none())
}

/// Begins a draft from what is in force, else from what is usual.
pub(super) async fn begin(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let from = match queries::in_force(app.db(), seat.group().id).await? {
        Some(version) => queries::whole(&app, &seat, &version).await?,
        None => Charter::usual(),
    };
    submission
        .once(&app, async |tx| {
            actions::begin(tx, &app, &seat, &from).await?;
            Ok(Answer::to(seat.path("/charter/draft")).saying(app.words().say("charter-begun")))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct WishForm {
    #[serde(default)]
    wants: String,
    #[serde(default)]
    fears: String,
}

pub(super) async fn wish(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    submission: Submission<WishForm>,
) -> Result<Response> {
    let version = open(&app, &seat).await?;
    let (wants, fears) = (submission.form.wants.trim(), submission.form.fears.trim());
    let is_long = |text: &str| text.chars().count() > WISH_LONGEST;
    if (wants.is_empty() && fears.is_empty()) || is_long(wants) || is_long(fears) {
        let mut problems = Problems::default();
        problems.note("wants", app.words().say("draft-wishes-wrong"));
        let wishes = Some((wants.to_owned(), fears.to_owned()));
        let unsent = Unsent { wishes, problems, ..Unsent::default() };
        return frame::show_again(&draft_page(&app, &frame, &seat, &version, unsent).await?);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::wish(tx, &seat, version.id, (wants, fears)).await?;
            Ok(Answer::to(seat.path("/charter/draft#h-wishes")).saying(app.words().say("draft-wishes-said")))
        })
        .await?;
    Ok(answer.into_response())
}

#[derive(Deserialize)]
pub(super) struct Edition {
    edition: i32,
}

pub(super) async fn put_up(
    State(app): State<App>,
    facilitator: Facilitator,
    submission: Submission<Edition>,
) -> Result<Answer> {
    let seat = facilitator.seat();
    let version = open(&app, seat).await?;
    submission
        .once(&app, async |tx| {
            let edition = submission.form.edition;
            let is_up = actions::put_up(tx, &app, &facilitator, version.id, edition).await?;
            Ok(if is_up {
                Answer::to(seat.path(&version.path())).saying(app.words().say("draft-put-up-done"))
            } else {
                let said = app.words().say("draft-put-up-contradicts");
                Answer::to(seat.path("/charter/draft")).saying(said)
            })
        })
        .await
}

pub(super) async fn reopen(
    State(app): State<App>,
    facilitator: Facilitator,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let seat = facilitator.seat();
    let version = open(&app, seat).await?;
    submission
        .once(&app, async |tx| {
            actions::reopen(tx, &app, &facilitator, version.id).await?;
            Ok(Answer::to(seat.path("/charter/draft")).saying(app.words().say("charter-reopened")))
        })
        .await
}

pub(super) async fn withdraw(
    State(app): State<App>,
    facilitator: Facilitator,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    let seat = facilitator.seat();
    let version = open(&app, seat).await?;
    submission
        .once(&app, async |tx| {
            actions::withdraw(tx, &app, &facilitator, version.id).await?;
            Ok(Answer::to(seat.path("/charter")).saying(app.words().say("draft-withdrawn")))
        })
        .await
}

/// The version that is being written or signed; without one there is nothing at this address any more.
async fn open(app: &App, seat: &Seat) -> Result<Version> {
    let edited = AppError::Edited { back: seat.path("/charter") };
    queries::open(app.db(), seat.group().id).await?.ok_or(edited)
}

#[derive(Deserialize)]
pub(super) struct ClausePath {
    topic: String,
}

impl ClausePath {
    fn topic(&self) -> Result<Topic> {
        Topic::named(&self.topic).ok_or(AppError::NotFound)
    }
}

#[derive(Template)]
#[template(path = "charter/draft/clause.html")]
struct ClausePage {
    page: Page,
    group: Group,
    topic: &'static str,
    heading: String,
    why: String,
    acts: String,
    patterns: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    words: String,
    is_there: bool,
    edition: i32,
    problems: Problems,
}

pub(super) async fn clause(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<ClausePath>,
) -> Result<Response> {
    let (topic, version) = (path.topic()?, open(&app, &seat).await?);
    let whole = queries::whole(&app, &seat, &version).await?;
    let clause = whole.clause(topic).cloned().unwrap_or_else(|| Clause::usual(topic));
    let form = ClauseForm::of(&clause);
    frame::show(&clause_page(&app, &frame, &seat, (&version, &whole), topic, &form, Problems::default()))
}

fn clause_page(
    app: &App,
    frame: &Frame,
    seat: &Seat,
    (version, whole): (&Version, &Charter),
    topic: Topic,
    form: &ClauseForm,
    problems: Problems,
) -> ClausePage {
    let (words, page) = (app.words(), seat.page(app, frame));
    ClausePage {
        topic: topic.name(),
        heading: phrases::heading(words, topic),
        why: phrases::why(words, topic),
        acts: phrases::acts(words, topic),
        patterns: phrases::patterns(words, topic),
        fields: form.fields(&page, topic, &problems),
        words: form.words().to_owned(),
        is_there: whole.clause(topic).is_some(),
        edition: version.edition,
        problems,
        page,
        group: seat.group().clone(),
    }
}

pub(super) async fn keep_clause(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<ClausePath>,
    submission: Submission<ClauseForm>,
) -> Result<Response> {
    let (topic, version) = (path.topic()?, open(&app, &seat).await?);
    let whole = queries::whole(&app, &seat, &version).await?;
    let clause = match submission.form.read(app.words(), topic, WORDS_LONGEST) {
        Ok(clause) => clause,
        Err(problems) => {
            let page =
                clause_page(&app, &frame, &seat, (&version, &whole), topic, &submission.form, problems);
            return frame::show_again(&page);
        }
    };
    let answer = submission
        .once(&app, async |tx| {
            let mut new = whole.clone();
            new.put(clause.clone());
            actions::write(tx, &seat, version.id, submission.form.edition(), &new).await?;
            let back = seat.path(&format!("/charter/draft#h-{}", topic.name()));
            Ok(Answer::to(back).saying(app.words().say("clause-kept")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn remove_clause(
    State(app): State<App>,
    seat: Seat,
    Path(path): Path<ClausePath>,
    submission: Submission<Edition>,
) -> Result<Answer> {
    let (topic, version) = (path.topic()?, open(&app, &seat).await?);
    let whole = queries::whole(&app, &seat, &version).await?;
    submission
        .once(&app, async |tx| {
            let mut new = whole.clone();
            new.remove(topic);
            actions::write(tx, &seat, version.id, submission.form.edition, &new).await?;
            Ok(Answer::to(seat.path("/charter/draft")).saying(app.words().say("clause-removed")))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct PatternForm {
    edition: i32,
    pattern: String,
}

/// Takes over a policy on attendance, also where it says something in other clauses.
pub(super) async fn begin_like(
    State(app): State<App>,
    seat: Seat,
    submission: Submission<PatternForm>,
) -> Result<Answer> {
    let version = open(&app, &seat).await?;
    let form = &submission.form;
    let pattern = PATTERNS.iter().find(|pattern| pattern.name == form.pattern).ok_or(AppError::NotFound)?;
    let mut new = queries::whole(&app, &seat, &version).await?;
    new.adopt(pattern);
    submission
        .once(&app, async |tx| {
            actions::write(tx, &seat, version.id, form.edition, &new).await?;
            let back = seat.path(&format!("/charter/draft#h-{}", Topic::Attendance.name()));
            Ok(Answer::to(back).saying(app.words().say("clause-pattern-taken")))
        })
        .await
}

#[derive(Deserialize)]
pub(super) struct CommentForm {
    words: String,
}

pub(super) async fn comment(
    State(app): State<App>,
    frame: Frame,
    seat: Seat,
    Path(path): Path<ClausePath>,
    submission: Submission<CommentForm>,
) -> Result<Response> {
    let (topic, version) = (path.topic()?, open(&app, &seat).await?);
    let words = submission.form.words.trim();
    if words.is_empty() || words.chars().count() > COMMENT_LONGEST {
        let mut problems = Problems::default();
        let wrong = app.words().say("draft-comment-wrong").n("most", COMMENT_LONGEST);
        problems.note(&format!("comment-{}", topic.name()), wrong);
        let unsent = Unsent { comment: Some((topic, words.to_owned())), problems, ..Unsent::default() };
        return frame::show_again(&draft_page(&app, &frame, &seat, &version, unsent).await?);
    }
    let answer = submission
        .once(&app, async |tx| {
            actions::comment(tx, &seat, version.id, topic, words).await?;
            let back = seat.path(&format!("/charter/draft#h-{}", topic.name()));
            Ok(Answer::to(back).saying(app.words().say("draft-comment-said")))
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn settle(
    State(app): State<App>,
    seat: Seat,
    Path((_, id)): Path<(GroupId, CommentId)>,
    submission: Submission<Nothing>,
) -> Result<Answer> {
    submission
        .once(&app, async |tx| {
            actions::settle(tx, &seat, id).await?;
            Ok(Answer::to(seat.path("/charter/draft")).saying(app.words().say("draft-settled-now")))
        })
        .await
}
