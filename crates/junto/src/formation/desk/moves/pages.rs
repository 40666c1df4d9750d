//! Moving someone by hand: what each way would change is weighed before it is done.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use peergroups::crest::{self, Taken};
use peergroups::formation::{Account, Broken, Change, Must, Weighing};
use serde::Deserialize;

use crate::app::forms::{Answer, Submission};
use crate::app::{App, AppError, Result};
use crate::community::{MemberId, Operator};
use crate::formation::account::{Line, Speaker, hours};
use crate::formation::desk::pages::{ProposalPath, change, find};
use crate::formation::entities::Document;
use crate::formation::queries::{self, Candidates};
use crate::frame::{self, Frame};
use crate::ui::{Crest, Face, Page, Words};

/// Groups that are weighed when someone is to be moved.
const WEIGHED: usize = 60;

const NOBODY: AppError = AppError::Invalid("it is not said who moves");

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
#[template(path = "formation/desk/moves/move.html")]
struct MovePage {
    page: Page,
    base: String,
    who: MemberId,
    name: String,
    about: String,
    from: Option<String>,
    is_locked: bool,
    version: i32,
    /// The desk, where the person stands.
    back: String,
    weighed: Option<Weighed>,
    places: Vec<Place>,
}

/// A move weighed: what it changes, and the ways on.
struct Weighed {
    to: String,
    to_name: String,
    with: String,
    with_name: String,
    sides: Vec<Side>,
    lines: Vec<Line>,
    swaps: Vec<(MemberId, String)>,
}

impl Weighed {
    /// Whether a must would be broken that is kept now.
    fn breaks(&self) -> bool {
        self.lines.iter().any(Line::is_broken)
    }
}

/// What becomes of one group.
struct Side {
    name: String,
    rows: Vec<Row>,
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
    crest: Crest,
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
    if queries::publication(app.db(), found.round.id).await?.is_some() {
        return Ok(Redirect::to(&found.base).into_response());
    }
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
        back: format!("{}?open={}#groups", found.base, from.unwrap_or(0)),
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
            let crest = Crest::new(crest::Crest::of(&name, &Taken::default()));
            let lines = broken_lines(speaker, document, &weighing);
            Some((lines.len(), -weighing.difference, Place { index: to, name, crest, lines }))
        })
        .collect();
    places.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    places.into_iter().map(|(_, _, place)| place).collect()
}

fn broken_lines(speaker: &Speaker<'_>, document: &Document, weighing: &Weighing) -> Vec<Line> {
    let line = |(group, broken): &(usize, Broken)| {
        let name = document.groups.get(*group).map_or("", |group| group.name.as_str());
        Line::broken(format!("{name}: {}", speaker.broken(broken)))
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
    let sides = weighing.sides.iter().rev().map(|side| {
        let is_red = |must: &Must| {
            weighing.newly_broken.iter().any(|(group, broken)| *group == side.group && broken.must == *must)
        };
        let name = document.groups.get(side.group).map(|group| group.name.clone()).unwrap_or_default();
        Side { name, rows: side_rows(speaker, &side.before, &side.after, &is_red) }
    });
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
        sides: sides.collect(),
        lines,
        swaps: swaps.collect(),
    })
}

/// What changes in one group: always its size, and whatever else differs.
fn side_rows(
    speaker: &Speaker<'_>,
    before: &Account,
    after: &Account,
    is_red: &dyn Fn(&Must) -> bool,
) -> Vec<Row> {
    let words = speaker.words;
    let size = |account: &Account| account.members.len().to_string();
    let mut rows = vec![Row {
        label: words.say("move-size").to_string(),
        before: size(before),
        after: size(after),
        is_red: is_red(&Must::Size),
    }];
    let (hours_before, hours_after) = (hours(before.hours.least()), hours(after.hours.least()));
    if hours_before != hours_after {
        rows.push(Row {
            label: words.say("move-hours").to_string(),
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
            let label = after.label.to_lowercase();
            rows.push(Row { label, before: was, after: after.words, is_red: false });
        }
    }
    rows
}

pub(super) async fn make_move(
    State(app): State<App>,
    operator: Operator,
    Path(at): Path<ProposalPath>,
    submission: Submission<MoveForm>,
) -> Result<Answer> {
    let found = find(&app, &operator, &at).await?;
    let mut document = found.document()?.clone();
    let Some(wanted) = submission.form.read(&document)? else {
        return Ok(Answer::to(&found.base));
    };
    let names: Vec<String> = document.groups.iter().map(|group| group.name.clone()).collect();
    let taken_out = |of: Option<usize>| taken_out(app.words(), of.and_then(|of| names.get(of)));
    document.put(wanted.who, wanted.to, || taken_out(wanted.from));
    if let Some(with) = wanted.with {
        document.put(with, wanted.from, || taken_out(wanted.to));
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

/// Why someone has no place who was taken out by hand, and what would place them.
fn taken_out(words: &Words, group: Option<&String>) -> Vec<Line> {
    let why = group.map(|group| Line::broken(words.say("moved-out-why").s("group", group).to_string()));
    let would = Line::for_it(words.say("moved-out-would").to_string());
    why.into_iter().chain([would]).collect()
}
