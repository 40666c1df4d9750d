//! A proposal on the desk: its groups, its people without a place, and locks and names given by hand.

use std::ops::Range;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use calendar::Zone;
use peergroups::crest::{self, Taken};
use peergroups::formation::{Account, Criteria};
use serde::Deserialize;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::formation::account::{Card, Line, Speaker, Told, criteria};
use crate::formation::criteria::Sentences;
use crate::formation::desk::pages::{Found, ProposalPath, change, find};
use crate::formation::entities::{ProposedGroup, Waiting};
use crate::formation::pages::path;
use crate::formation::queries::{self, Candidates, PublicationRow};
use crate::frame::{self, Frame};
use crate::ui::{Crest, Face, Page};

/// Groups on one page of the desk.
const PAGE: usize = 20;
/// As many groups are shown with everything as have no more people than this together; one at least. Two people
/// without a place take the room of one.
const OPEN: usize = 16;
/// People without a place who are shown.
const UNPLACED: usize = 50;

/// Which groups are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    open: usize,
}

#[derive(Template)]
#[template(path = "formation/desk/proposal/work.html")]
struct WorkPage {
    page: Page,
    base: String,
    name: String,
    percent: i32,
    failure: Option<String>,
    /// To ask again, otherwise, when it failed.
    asked: Sentences,
    contradictions: Vec<Told>,
    back: String,
    number: i32,
    seed: i64,
}

#[derive(Template)]
#[template(path = "formation/desk/proposal/desk.html")]
struct DeskPage {
    page: Page,
    base: String,
    back: String,
    name: String,
    number: i32,
    others: Vec<i32>,
    placed: usize,
    percent: Option<u8>,
    of_hundred: Option<[u8; 2]>,
    /// How many had a place when the groups were formed and can have none any more.
    gone: usize,
    notes: Vec<String>,
    /// What was asked for, one sentence each.
    criteria: Vec<String>,
    /// Why not everyone has a place, each with its ways out.
    contradictions: Vec<Told>,
    seed: i64,
    version: i32,
    group_count: usize,
    open: Vec<OpenGroup>,
    briefs: Vec<Brief>,
    earlier: Option<usize>,
    later: Option<usize>,
    unplaced: Vec<Unseated>,
    unplaced_count: usize,
    /// Groups on this page that break a must since someone was moved by hand.
    broken: usize,
    publication: Option<PublicationRow>,
    /// Whether it was this proposal that was published.
    is_published: bool,
}

impl DeskPage {
    /// Whether its groups live.
    fn is_out(&self) -> bool {
        let is_done = |publication: &PublicationRow| publication.published_at.is_some();
        self.is_published && self.publication.as_ref().is_some_and(is_done)
    }
}

struct OpenGroup {
    index: usize,
    name: String,
    crest: Crest,
    people: Vec<PersonRow>,
    purpose: String,
    is_locked: bool,
    card: Card,
}

struct PersonRow {
    member: MemberId,
    name: String,
    about: String,
    is_locked: bool,
}

struct Brief {
    index: usize,
    name: String,
    crest: Crest,
    people: usize,
    told: String,
}

struct Unseated {
    member: MemberId,
    name: String,
    about: String,
    lines: Vec<Line>,
}

pub(super) async fn proposal(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    Query(look): Query<Look>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let page = operator.page(&app, &frame);
    let back = path(&operator, found.round.id, "");
    let Ok(document) = found.document() else {
        let Found { round, row, base, .. } = found;
        let percent = row.permille / 10;
        let contradictions = row.document.map(|document| document.contradictions).unwrap_or_default();
        return frame::show(&WorkPage {
            contradictions,
            asked: Sentences::of(app.words(), &[], &row.criteria),
            number: row.number,
            seed: row.seed,
            name: round.name,
            failure: row.failure,
            page,
            back,
            base,
            percent,
        });
    };
    let first = look.open - look.open % PAGE;
    let shown = || document.groups.iter().enumerate().skip(first).take(PAGE);
    let waiting = || document.unplaced.iter().take(UNPLACED);
    let members = shown().flat_map(|(_, group)| group.members.iter().copied());
    let candidates = found.candidates(&app, members.chain(waiting().map(|waiting| waiting.member))).await?;
    let round = found.question(&candidates)?;
    let reader = Zone::named(operator.person().zone()).ok();
    let speaker =
        Speaker { words: app.words(), round: &round, people: &candidates.people, reader: reader.as_ref() };
    let groups: Vec<Vec<usize>> = shown().map(|(_, group)| candidates.indices(&group.members)).collect();
    let accounts = round.accounts(&groups);
    let begin = look.open.min(document.groups.len().saturating_sub(1));
    let opened = opened(&document.groups, begin, OPEN.saturating_sub(waiting().count() / 2));
    let mut open = Vec::new();
    let mut briefs = Vec::new();
    for ((index, group), account) in shown().zip(&accounts) {
        let crest = Crest::new(crest::Crest::of(&group.name, &Taken::default()));
        if opened.contains(&index) {
            open.push(open_group(&candidates, &speaker, index, group, account, crest));
        } else {
            let told = brief(&speaker, account);
            let people = group.members.len();
            briefs.push(Brief { index, name: group.name.clone(), crest: crest.little(), people, told });
        }
    }
    let unseated = |waiting: &Waiting| {
        let who = candidates.index(waiting.member)?;
        let (name, about) = (speaker.name(who).to_owned(), speaker.about(who));
        Some(Unseated { member: waiting.member, name, about, lines: waiting.lines.clone() })
    };
    let mut others = queries::proposal_numbers(app.db(), found.round.id).await?;
    others.retain(|number| *number != found.row.number);
    let publication = queries::publication(app.db(), found.round.id).await?;
    let shown_page = DeskPage {
        back,
        number: found.row.number,
        others,
        placed: document.placed(),
        percent: document.percent,
        of_hundred: document.of_hundred,
        gone: found.gone,
        notes: document.notes.clone(),
        criteria: criteria(
            app.words(),
            &found.row.criteria.clone().over(Criteria::default()),
            &candidates.people,
        ),
        contradictions: document.contradictions.clone(),
        seed: found.row.seed,
        version: found.row.version,
        group_count: document.groups.len(),
        open,
        briefs,
        earlier: first.checked_sub(PAGE),
        later: Some(first + PAGE).filter(|next| *next < document.groups.len()),
        unplaced: waiting().filter_map(unseated).collect(),
        unplaced_count: document.unplaced.len(),
        broken: accounts.iter().filter(|account| !account.broken.is_empty()).count(),
        is_published: publication.as_ref().is_some_and(|published| published.proposal_id == found.row.id),
        publication,
        name: found.round.name.clone(),
        base: found.base.clone(),
        page,
    };
    frame::show(&shown_page)
}

fn opened(groups: &[ProposedGroup], begin: usize, most: usize) -> Range<usize> {
    let mut people = 0;
    let fit = groups.iter().skip(begin).take_while(|group| {
        people += group.members.len();
        people <= most
    });
    begin..begin + fit.count().max(1)
}

fn open_group(
    candidates: &Candidates,
    speaker: &Speaker<'_>,
    index: usize,
    group: &ProposedGroup,
    account: &Account,
    crest: Crest,
) -> OpenGroup {
    let person = |member: &MemberId| {
        let who = candidates.index(*member)?;
        Some(PersonRow {
            member: *member,
            name: speaker.name(who).to_owned(),
            about: speaker.about(who),
            is_locked: group.locked.contains(member),
        })
    };
    OpenGroup {
        index,
        name: group.name.clone(),
        crest,
        people: group.members.iter().filter_map(person).collect(),
        purpose: speaker.purpose(account),
        is_locked: group.is_locked,
        card: {
            let mut card = speaker.card(account);
            card.reasons.extend(group.gives_up.iter().cloned());
            card
        },
    }
}

/// A group in a sentence or two: what it costs, if it costs anything, else what speaks for it.
fn brief(speaker: &Speaker<'_>, account: &Account) -> String {
    let reasons = speaker.card(account).reasons;
    let telling =
        reasons.iter().find(|line| line.is_broken()).or_else(|| reasons.iter().find(|line| line.is_cost()));
    let told: Vec<&str> =
        telling.into_iter().chain(reasons.first()).map(|line| line.text.as_str()).take(2).collect();
    told.join(" ")
}

/// A lock on a group or a member, put on or taken off.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LockForm {
    group: String,
    member: String,
    version: i32,
}

pub(super) async fn lock(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<LockForm>,
) -> Result<Answer> {
    let found = find(&app, &operator, &at).await?;
    let mut document = found.document()?.clone();
    let form = &submission.form;
    let index = if let Ok(member) = form.member.parse::<MemberId>() {
        let index = document.place(member).ok_or(AppError::NotFound)?;
        let group = document.groups.get_mut(index).ok_or(AppError::NotFound)?;
        if group.locked.contains(&member) {
            group.locked.retain(|other| *other != member);
        } else {
            group.locked.push(member);
        }
        index
    } else {
        let index: usize =
            form.group.parse().map_err(|_| AppError::Invalid("it is not said what to lock"))?;
        let group = document.groups.get_mut(index).ok_or(AppError::NotFound)?;
        group.is_locked = !group.is_locked;
        index
    };
    let answer = Answer::to(format!("{}?open={index}#groups", found.base));
    change(&app, &operator, &found, &submission, form.version, document, answer).await
}

/// Another name for a group.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct NameForm {
    group: usize,
    name: String,
    version: i32,
}

pub(super) async fn rename(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<NameForm>,
) -> Result<Answer> {
    let found = find(&app, &operator, &at).await?;
    let mut document = found.document()?.clone();
    let form = &submission.form;
    let name: String = peergroups::profile::tidy(&form.name).chars().take(60).collect();
    let is_taken =
        document.groups.iter().zip(0..).any(|(group, index)| index != form.group && group.name == name);
    if name.is_empty() || is_taken {
        let said = app.words().say("renamed-not");
        return Ok(Answer::to(&found.base).saying(said));
    }
    document.groups.get_mut(form.group).ok_or(AppError::NotFound)?.name = name;
    let answer = Answer::to(format!("{}?open={}#groups", found.base, form.group));
    change(&app, &operator, &found, &submission, form.version, document, answer).await
}
