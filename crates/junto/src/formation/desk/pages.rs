//! The pages of the desk.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use calendar::{Date, Zone};
use peergroups::crest::{self, Taken};
use peergroups::formation::{Account, Change, Criteria, Round, Weighing};
use serde::Deserialize;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::formation::account::{Card, Line, Speaker, broken_line, criteria, hours};
use crate::formation::actions;
use crate::formation::criteria::{Asked, Sentences};
use crate::formation::entities::{Document, ProposedGroup, RoundId};
use crate::formation::pages::{RoundPath, path};
use crate::formation::queries::{self, Candidates, ProposalRow, PublicationRow, RoundRow};
use crate::frame::{self, Frame};
use crate::ui::{Crest, Face, Page, Words};

/// Groups on one page of the desk.
const PAGE: usize = 20;
/// Groups that are shown with everything.
const OPEN: usize = 3;
/// People without a place who are shown.
const UNPLACED: usize = 50;
/// Groups that are weighed when someone is to be moved.
const WEIGHED: usize = 60;

const NOBODY: AppError = AppError::Invalid("it is not said who moves");

/// A proposal in an address.
#[derive(Debug, Deserialize)]
pub(super) struct ProposalPath {
    round: RoundId,
    number: i32,
}

/// Which groups are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    open: usize,
}

/// A proposal with its round, found for an operator.
struct Found {
    round: RoundRow,
    row: ProposalRow,
    base: String,
}

async fn find(app: &App, operator: &Operator, at: &ProposalPath) -> Result<Found> {
    let round = queries::round(app.db(), operator, at.round).await?;
    let row = queries::proposal(app.db(), &round, at.number).await?;
    let base = path(operator, round.id, &format!("/proposals/{}", row.number));
    Ok(Found { round, row, base })
}

impl Found {
    fn document(&self) -> Result<&Document> {
        queries::document_of(&self.row)
    }

    fn day(&self) -> Date {
        frame::local(self.row.created_at, "UTC").date()
    }

    async fn candidates(&self, app: &App, members: impl IntoIterator<Item = MemberId>) -> Result<Candidates> {
        let members: BTreeSet<MemberId> = members.into_iter().collect();
        queries::some_candidates(app.db(), self.row.community_id, members.into_iter().collect()).await
    }

    fn question<'c>(&self, candidates: &'c Candidates) -> Result<Round<'c>> {
        // Nothing of what the criteria name may be known of the few who are shown.
        let strict = candidates.question(&self.row.criteria, self.day());
        let lenient = || {
            let known: BTreeSet<String> =
                peergroups::formation::attributes(&candidates.people).into_iter().collect();
            let mut criteria = self.row.criteria.clone();
            let tables = [&mut criteria.similar, &mut criteria.different, &mut criteria.shared];
            for table in tables.into_iter().flatten() {
                table.retain(|name, _| known.contains(name));
            }
            criteria.lonely.iter_mut().for_each(|names| names.retain(|name| known.contains(name)));
            criteria.stage_band = None;
            candidates.question(&criteria, self.day())
        };
        strict.or_else(|_| lenient()).map_err(AppError::internal)
    }
}

#[derive(Template)]
#[template(path = "formation/desk/work.html")]
struct WorkPage {
    page: Page,
    base: String,
    name: String,
    percent: i32,
    failure: Option<String>,
}

#[derive(Template)]
#[template(path = "formation/desk/desk.html")]
struct DeskPage {
    page: Page,
    base: String,
    back: String,
    name: String,
    number: i32,
    others: Vec<i32>,
    placed: usize,
    percent: Option<u8>,
    notes: Vec<String>,
    asked: Sentences,
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
    let Some(document) = &found.row.document else {
        let Found { round, row, base } = found;
        let percent = row.permille / 10;
        return frame::show(&WorkPage { page, base, name: round.name, percent, failure: row.failure });
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
    let is_open = |index: usize| (begin..begin + OPEN).contains(&index);
    let mut open = Vec::new();
    let mut briefs = Vec::new();
    for ((index, group), account) in shown().zip(&accounts) {
        let crest = Crest::new(crest::Crest::of(&group.name, &Taken::default()));
        if is_open(index) {
            open.push(open_group(&candidates, &speaker, index, group, account, crest));
        } else {
            let told = brief(&speaker, account);
            let people = group.members.len();
            briefs.push(Brief { index, name: group.name.clone(), crest: crest.little(), people, told });
        }
    }
    let unseated = |waiting: &crate::formation::entities::Waiting| {
        let who = candidates.index(waiting.member)?;
        let (name, about) = (speaker.name(who).to_owned(), speaker.about(who));
        Some(Unseated { member: waiting.member, name, about, lines: waiting.lines.clone() })
    };
    let mut others = queries::proposal_numbers(app.db(), found.round.id).await?;
    others.retain(|number| *number != found.row.number);
    let shown_page = DeskPage {
        back,
        number: found.row.number,
        others,
        placed: document.placed(),
        percent: document.percent,
        notes: document.notes.clone(),
        asked: Sentences::of(app.words(), &candidates.people, &found.row.criteria),
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
        publication: queries::publication(app.db(), found.round.id).await?,
        name: found.round.name.clone(),
        base: found.base.clone(),
        page,
    };
    frame::show(&shown_page)
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
        card: speaker.card(account),
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

/// Asks for another proposal of a round, with what is locked in this one.
pub(super) async fn again(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    submission: Submission<Asked>,
) -> Result<Response> {
    let form = &submission.form;
    let round = queries::round(app.db(), &operator, round).await?;
    let from =
        queries::proposal(app.db(), &round, form.number("from").ok_or(AppError::Invalid("no proposal"))?);
    let from = from.await?;
    let criteria = form.criteria().ok_or(AppError::Invalid("the smallest size is above the largest"))?;
    let criteria = carry(criteria, &from);
    let seed = form.number("seed").unwrap_or(from.seed);
    let kept = from.document.as_ref().map(Document::kept).unwrap_or_default();
    let answer = submission
        .once(&app, async |tx| {
            let number = actions::ask(tx, &operator, round.id, criteria.clone(), seed, kept.clone()).await?;
            Ok(Answer::to(path(&operator, round.id, &format!("/proposals/{number}"))))
        })
        .await?;
    Ok(answer.into_response())
}

/// What the form has no field for stays as it was.
fn carry(
    mut criteria: crate::formation::formats::CriteriaFile,
    from: &ProposalRow,
) -> crate::formation::formats::CriteriaFile {
    criteria.keep.apart.clone_from(&from.criteria.keep.apart);
    criteria.keep.together.clone_from(&from.criteria.keep.together);
    (criteria.hours.from, criteria.hours.to) = (from.criteria.hours.from, from.criteria.hours.to);
    criteria
}

/// Who is to be moved, and where: `to` a group by its number or `out`, or `with` somebody.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MoveForm {
    who: Option<MemberId>,
    to: String,
    with: String,
    version: i32,
}

/// A move that makes sense in a document.
#[derive(Clone, Copy)]
struct Move {
    who: MemberId,
    from: Option<usize>,
    to: Option<usize>,
    with: Option<MemberId>,
}

impl MoveForm {
    /// `None` while it is not said where to.
    fn read(&self, document: &Document) -> Result<Option<Move>> {
        let who = self.who.ok_or(NOBODY)?;
        let from = document.place(who);
        let is_known = |member: MemberId| {
            document.place(member).is_some()
                || document.unplaced.iter().any(|waiting| waiting.member == member)
        };
        if !is_known(who) {
            return Err(AppError::NotFound);
        }
        if !self.with.is_empty() {
            let with = self.with.parse().map_err(|_| AppError::NotFound)?;
            let to = document.place(with);
            let is_one = is_known(with) && to != from;
            return if is_one {
                Ok(Some(Move { who, from, to, with: Some(with) }))
            } else {
                Err(AppError::NotFound)
            };
        }
        let to = match self.to.as_str() {
            "" => return Ok(None),
            "out" => None,
            number => {
                let index: usize = number.parse().map_err(|_| AppError::NotFound)?;
                Some(index).filter(|index| *index < document.groups.len())
            }
        };
        Ok((to != from).then_some(Move { who, from, to, with: None }))
    }
}

#[derive(Template)]
#[template(path = "formation/desk/move.html")]
struct MovePage {
    page: Page,
    base: String,
    who: MemberId,
    name: String,
    about: String,
    from: Option<String>,
    is_locked: bool,
    version: i32,
    weighed: Option<Weighed>,
    places: Vec<Place>,
}

/// A move weighed: what it changes, and the ways on.
struct Weighed {
    to: String,
    to_name: String,
    with: String,
    with_name: String,
    rows: Vec<Row>,
    lines: Vec<Line>,
    swaps: Vec<(MemberId, String)>,
}

struct Row {
    label: String,
    before: String,
    after: String,
    is_red: bool,
}

/// A group to which someone could be moved.
struct Place {
    index: usize,
    name: String,
    lines: Vec<Line>,
}

pub(super) async fn weigh(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    Query(form): Query<MoveForm>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let document = found.document()?;
    let who = form.who.ok_or(NOBODY)?;
    let wanted = form.read(document)?;
    let concerned: Vec<usize> = match wanted {
        Some(change) => change.from.into_iter().chain(change.to).collect(),
        None => document.place(who).into_iter().chain(0..document.groups.len().min(WEIGHED)).collect(),
    };
    let of =
        |index: &usize| document.groups.get(*index).map(|group| group.members.clone()).unwrap_or_default();
    let members = concerned.iter().flat_map(of).chain([who]).chain(wanted.and_then(|change| change.with));
    let candidates = found.candidates(&app, members).await?;
    let round = found.question(&candidates)?;
    let speaker = Speaker { words: app.words(), round: &round, people: &candidates.people, reader: None };
    let index = candidates.index(who).ok_or(AppError::NotFound)?;
    let groups: Vec<Vec<usize>> =
        document.groups.iter().map(|group| candidates.indices(&group.members)).collect();
    let from = document.place(who);
    let weighed = match wanted {
        Some(change) => Some(weighed(&speaker, &candidates, document, &groups, change)?),
        None => None,
    };
    let places = if wanted.is_some() { Vec::new() } else { places(&speaker, document, &groups, index, from) };
    let group = from.and_then(|from| document.groups.get(from));
    frame::show(&MovePage {
        page: operator.page(&app, &frame),
        base: found.base.clone(),
        who,
        name: speaker.name(index).to_owned(),
        about: speaker.about(index),
        from: group.map(|group| group.name.clone()),
        is_locked: group.is_some_and(|group| group.is_locked || group.locked.contains(&who)),
        version: found.row.version,
        weighed,
        places,
    })
}

/// The groups someone could be moved to, those that break nothing and gain most first.
fn places(
    speaker: &Speaker<'_>,
    document: &Document,
    groups: &[Vec<usize>],
    who: usize,
    from: Option<usize>,
) -> Vec<Place> {
    let change = |to| Change::Move { who, from, to: Some(to) };
    let mut places: Vec<(usize, f64, Place)> = (0..groups.len().min(WEIGHED))
        .filter(|to| Some(*to) != from)
        .filter_map(|to| {
            let weighing = speaker.round.weigh(groups, change(to)).ok()?;
            let name = document.groups.get(to)?.name.clone();
            let lines = broken_lines(speaker, document, &weighing);
            Some((lines.len(), -weighing.difference, Place { index: to, name, lines }))
        })
        .collect();
    places.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    places.into_iter().map(|(_, _, place)| place).collect()
}

fn broken_lines(speaker: &Speaker<'_>, document: &Document, weighing: &Weighing) -> Vec<Line> {
    let line = |(group, broken): &(usize, peergroups::formation::Broken)| {
        let name = document.groups.get(*group).map_or("", |group| group.name.as_str());
        broken_line(format!("{name}: {}", speaker.broken(broken)))
    };
    weighing.newly_broken.iter().map(line).collect()
}

fn weighed(
    speaker: &Speaker<'_>,
    candidates: &Candidates,
    document: &Document,
    groups: &[Vec<usize>],
    change: Move,
) -> Result<Weighed> {
    let index = |member: MemberId| candidates.index(member).ok_or(AppError::NotFound);
    let asked = match change.with {
        Some(with) => {
            Change::Swap { who: index(change.who)?, from: change.from, with: index(with)?, to: change.to }
        }
        None => Change::Move { who: index(change.who)?, from: change.from, to: change.to },
    };
    let weighing = speaker.round.weigh(groups, asked).map_err(|_| AppError::NotFound)?;
    let mut rows = Vec::new();
    for side in weighing.sides.iter().rev() {
        let name = document.groups.get(side.group).map_or("", |group| group.name.as_str());
        let is_red = |must: &peergroups::formation::Must| {
            weighing.newly_broken.iter().any(|(group, broken)| *group == side.group && broken.must == *must)
        };
        rows.extend(side_rows(speaker, name, &side.before, &side.after, &is_red));
    }
    let mut lines = broken_lines(speaker, document, &weighing);
    if lines.is_empty() {
        let words = speaker.words;
        let said =
            if weighing.difference >= 0.0 { words.say("move-better") } else { words.say("move-worse") };
        lines.push(Line::for_it(said.to_string()));
    }
    let to_group = change.to.and_then(|to| document.groups.get(to));
    let swaps = to_group.into_iter().flat_map(|group| &group.members).filter_map(|member| {
        let who = candidates.index(*member)?;
        Some((*member, speaker.name(who).to_owned()))
    });
    Ok(Weighed {
        to: change.to.map_or_else(|| "out".to_owned(), |to| to.to_string()),
        to_name: to_group.map(|group| group.name.clone()).unwrap_or_default(),
        with: change.with.map(|with| with.to_string()).unwrap_or_default(),
        with_name: match change.with {
            Some(with) => speaker.name(index(with)?).to_owned(),
            None => String::new(),
        },
        rows,
        lines,
        swaps: swaps.collect(),
    })
}

/// What changes in one group: always its size, and whatever else differs.
fn side_rows(
    speaker: &Speaker<'_>,
    name: &str,
    before: &Account,
    after: &Account,
    is_red: &dyn Fn(&peergroups::formation::Must) -> bool,
) -> Vec<Row> {
    use peergroups::formation::Must;
    let label =
        |words: &Words, what: String| words.say("move-row").s("group", name).s("what", what).to_string();
    let words = speaker.words;
    let size = |account: &Account| account.members.len().to_string();
    let mut rows = vec![Row {
        label: label(words, words.say("move-size").to_string()),
        before: size(before),
        after: size(after),
        is_red: is_red(&Must::Size),
    }];
    let (hours_before, hours_after) = (hours(before.hours.least()), hours(after.hours.least()));
    if hours_before != hours_after {
        rows.push(Row {
            label: label(words, words.say("move-hours").to_string()),
            before: hours_before,
            after: hours_after,
            is_red: is_red(&Must::CommonHours),
        });
    }
    let (before, after) = (speaker.card(before).mixes, speaker.card(after).mixes);
    for after in after {
        let was = before.iter().find(|mix| mix.label == after.label).map(|mix| mix.words.clone());
        let was = was.unwrap_or_default();
        if was != after.words {
            let label = label(words, after.label.to_lowercase());
            rows.push(Row { label, before: was, after: after.words, is_red: false });
        }
    }
    rows
}

/// Changes the document of a proposal, if it is still the one that was looked at.
async fn change<F>(
    app: &App,
    operator: &Operator,
    found: &Found,
    submission: &Submission<F>,
    version: i32,
    document: Document,
    answer: Answer,
) -> Result<Response> {
    let answer = submission
        .once(app, async |tx| {
            actions::rewrite(tx, operator, &found.row, version, document.clone(), &found.base).await?;
            Ok(answer.clone())
        })
        .await?;
    Ok(answer.into_response())
}

pub(super) async fn make_move(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<MoveForm>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let mut document = found.document()?.clone();
    let Some(wanted) = submission.form.read(&document)? else {
        return Ok(Redirect::to(&found.base).into_response());
    };
    document.put(wanted.who, wanted.to);
    if let Some(with) = wanted.with {
        document.put(with, wanted.from);
    }
    let candidates = found.candidates(&app, [wanted.who]).await?;
    let name = candidates.people.first().map_or("", |person| person.name.as_str());
    let group = wanted.to.and_then(|to| document.groups.get(to)).map(|group| group.name.clone());
    let words = app.words();
    let said = match &group {
        Some(group) => words.say("moved").s("name", name).s("group", group),
        None => words.say("moved-out").s("name", name),
    };
    let to = format!("{}?open={}#groups", found.base, wanted.to.or(wanted.from).unwrap_or(0));
    let answer = Answer::to(to).saying(said);
    change(&app, &operator, &found, &submission, submission.form.version, document, answer).await
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
) -> Result<Response> {
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
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let mut document = found.document()?.clone();
    let form = &submission.form;
    let name: String = peergroups::profile::tidy(&form.name).chars().take(60).collect();
    let is_taken =
        document.groups.iter().zip(0..).any(|(group, index)| index != form.group && group.name == name);
    if name.is_empty() || is_taken {
        let said = app.words().say("renamed-not");
        return Ok(Answer::to(&found.base).saying(said).into_response());
    }
    document.groups.get_mut(form.group).ok_or(AppError::NotFound)?.name = name;
    let answer = Answer::to(format!("{}?open={}#groups", found.base, form.group));
    change(&app, &operator, &found, &submission, form.version, document, answer).await
}

/// A form with nothing in it but its keys.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn discard(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let found = find(&app, &operator, &at).await?;
    let mut left = queries::proposal_numbers(app.db(), found.round.id).await?;
    left.retain(|number| *number != found.row.number);
    let to = match left.pop() {
        Some(number) => path(&operator, found.round.id, &format!("/proposals/{number}")),
        None => operator.community().path("/rounds"),
    };
    let answer = submission
        .once(&app, async |tx| {
            actions::discard(tx, &operator, &found.row).await?;
            Ok(Answer::to(&to).saying(app.words().say("discarded")))
        })
        .await?;
    Ok(answer.into_response())
}

/// Two proposals to be compared, by their numbers.
#[derive(Debug, Deserialize)]
pub(super) struct Two {
    one: i32,
    other: i32,
}

#[derive(Template)]
#[template(path = "formation/desk/compare.html")]
struct ComparePage {
    page: Page,
    back: String,
    name: String,
    same_groups: usize,
    together: usize,
    drafts: Vec<Draft>,
}

struct Draft {
    number: i32,
    base: String,
    placed: usize,
    unplaced: usize,
    groups: usize,
    percent: Option<u8>,
    criteria: Vec<String>,
    own: Vec<String>,
}

pub(super) async fn compare(
    State(app): State<App>,
    frame: Frame,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    Query(two): Query<Two>,
) -> Result<Response> {
    let one = find(&app, &operator, &ProposalPath { round, number: two.one }).await?;
    let other = find(&app, &operator, &ProposalPath { round, number: two.other }).await?;
    let (left, right) = (one.document()?, other.document()?);
    let pairs = |document: &Document| -> BTreeSet<(MemberId, MemberId)> {
        let of = |group: &ProposedGroup| {
            let members = group.members.clone();
            let pair = |(at, one): (usize, &MemberId)| {
                members.iter().skip(at + 1).map(|other| (*one, *other)).collect::<Vec<_>>()
            };
            members.iter().enumerate().flat_map(pair).collect::<Vec<_>>()
        };
        document.groups.iter().flat_map(of).collect()
    };
    let same = |group: &&ProposedGroup| right.groups.iter().any(|other| other.members == group.members);
    let draft = |found: &Found, document: &Document, against: &Document| {
        let asked = found.row.criteria.clone().over(Criteria::default());
        let own = document
            .groups
            .iter()
            .filter(|group| !against.groups.iter().any(|other| other.members == group.members));
        Draft {
            number: found.row.number,
            base: found.base.clone(),
            placed: document.placed(),
            unplaced: document.unplaced.len(),
            groups: document.groups.len(),
            percent: document.percent,
            criteria: criteria(app.words(), &asked, &[]),
            own: own.map(|group| group.name.clone()).take(PAGE).collect(),
        }
    };
    frame::show(&ComparePage {
        page: operator.page(&app, &frame),
        back: path(&operator, round, ""),
        name: one.round.name.clone(),
        same_groups: left.groups.iter().filter(same).count(),
        together: pairs(left).intersection(&pairs(right)).count(),
        drafts: vec![draft(&one, left, right), draft(&other, right, left)],
    })
}

/// Which proposal shall be published, as it was looked at.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PublishForm {
    number: i32,
    version: i32,
}

pub(super) async fn publish(
    State(app): State<App>,
    operator: Operator,
    Path(RoundPath { round }): Path<RoundPath>,
    submission: Submission<PublishForm>,
) -> Result<Response> {
    let form = &submission.form;
    let found = find(&app, &operator, &ProposalPath { round, number: form.number }).await?;
    let answer = submission
        .once(&app, async |tx| {
            actions::publish(tx, &operator, &found.round, &found.row, form.version, &found.base).await?;
            Ok(Answer::to(&found.base).saying(app.words().say("publishing")))
        })
        .await?;
    Ok(answer.into_response())
}
